"""Drafts of e-mails: read back as they were written, and nothing else in them."""

from __future__ import annotations

from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import cast

import pytest
from fast_mail_parser import parse_email
from hypothesis import example, given, settings
from hypothesis import strategies as st

from psq_desktop.exports.mail import draft
from psq_desktop.french import typeset
from psq_desktop.richtext import clean
from psq_desktop.services.rounds.campaign_rows import Letter

LETTER = Letter(
    recipients=("n.hamel@transports-detroit.exemple.invalid", "exploitation@exemple.invalid"),
    sender="secretariat@exemple.invalid",
    subject="Point d'étape du partenariat : 8 lignes à compléter avant le 4 décembre 2026",
    body="Bonjour,\n\nVoici votre classeur : 8 lignes, environ dix minutes.\n\nBien à vous,\nInès Delarue\n",
    on=date(2026, 11, 23),
)
BOOK = b"PK\x03\x04" + bytes(range(256)) * 40
LINE = st.text(st.characters(exclude_categories=("Cs", "Cn", "Co")), max_size=120)


def parsed(content: bytes) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(content)


def body_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return cast(str, part.get_content()).replace("\r\n", "\n")


def test_a_draft_reads_back_as_it_was_written() -> None:
    message = parsed(draft(LETTER, [("TDD Transports du Détroit, nov. 2026.xlsx", BOOK)]))
    assert message["X-Unsent"] == "1"
    assert [a.addr_spec for a in message["To"].addresses] == list(LETTER.recipients)
    assert [a.addr_spec for a in message["From"].addresses] == [LETTER.sender]
    assert message["Subject"] == typeset(LETTER.subject)
    assert message["Date"].datetime.date() == LETTER.on
    assert body_of(message) == typeset(LETTER.body)
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == "TDD Transports du Détroit, nov. 2026.xlsx"
    assert attachment.get_content_type() == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert attachment.get_content() == BOOK
    assert not message.defects


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert draft(LETTER, [("a.xlsx", BOOK)]) == draft(LETTER, [("a.xlsx", BOOK)])


def test_only_ascii_lines_of_a_length_that_mail_takes() -> None:
    content = draft(LETTER, [("Éé œ.xlsx", BOOK)])
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_without_recipients_it_is_a_draft_to_address_by_hand() -> None:
    message = parsed(draft(Letter((), "", "Relance", "Bonjour", date(2026, 12, 5))))
    assert message["To"] is None
    assert message["From"] is None
    assert body_of(message) == "Bonjour\n"


@pytest.mark.parametrize(
    "address",
    ["", "x", "@x", "a@", "a@b\r\nBcc: c@d.fr",
     "a@b.fr, c@d.fr", "<a@b.fr>", "Anne <a@b.fr>", "é@b.fr", "a@b.fr\x00", "@", "a b@c.fr",
     "=?utf-8?q?=0D=0ABcc=20evil@x.fr?=", "a" * 300 + "@b.fr"],
)  # fmt: skip
def test_an_address_that_is_none_never_becomes_a_header(address: str) -> None:
    message = parsed(draft(Letter((address, "ok@exemple.invalid"), address, "Objet", "Corps", LETTER.on)))
    told = [a.addr_spec for a in message["To"].addresses]
    assert told in (["ok@exemple.invalid"], ["a@b.fr", "ok@exemple.invalid"])  # a stray control character is dropped
    assert set(message.keys()) <= {
        "X-Unsent", "To", "From", "Subject", "Date", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip


LOST = "Réserve (RC-01) : vos disponibilités du 23 novembre au 20 décembre 2026, à rendre avant le 1er"
WORDS = st.lists(
    st.sampled_from(["réserve", "du", "23", "novembre", "à", "vos", "disponibilités", ":", "où"]), min_size=1
)


@settings(max_examples=60, deadline=None)
@given(words=WORDS)
@example(LOST.split())
def test_no_space_of_a_subject_is_lost_between_its_lines(words: list[str]) -> None:
    subject = " ".join(words)
    content = draft(Letter((), "", subject, "", LETTER.on))
    assert parsed(content)["Subject"] == typeset(subject)
    assert parse_email(content).subject == typeset(subject)


@settings(max_examples=150, deadline=None)
@given(subject=LINE, body=LINE)
@example(subject="Objet\r\nBcc: x@exemple.invalid", body="From x\n.\n\n--=_concertation_20261123_=--\n")
@example(subject="\ud800", body="\ud800\x07<img src=x>")
@example(subject="=?utf-8?q?a=0ABcc:x?= : 1 284 %", body="é" * 2000)
def test_whatever_is_typed_stays_subject_and_body(subject: str, body: str) -> None:
    message = parsed(draft(Letter((), "", subject, body, LETTER.on), [("a.xlsx", BOOK)]))
    assert message["Bcc"] is None
    assert " ".join(message["Subject"].split()) == " ".join(typeset(clean(subject)).replace("=?", "= ?").split())
    assert body_of(message).rstrip() == typeset(clean(body, multiline=True)).rstrip()
    assert [part.get_content() for part in message.iter_attachments()] == [BOOK]
