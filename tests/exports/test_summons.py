"""The letter, the calendar entry and the drafts: read back by other libraries than those that wrote them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import fast_mail_parser
import pikepdf
import pypdfium2
import pytest
import vobject

from psq_desktop.errors import UserError
from psq_desktop.exports import summons_pdf
from psq_desktop.exports.calendar import entry
from psq_desktop.exports.invitations import write_invitations
from psq_desktop.french import NARROW, NBSP, typeset
from psq_desktop.services.preparing.summons_rows import Invitation
from psq_desktop.services.rounds.campaign_rows import Letter
from tests.exports.documents import SUMMONS

HOSTILE = "x@exemple.invalid\r\nBcc: voleur@exemple.invalid"
HEADERS = {"X-Unsent", "To", "From", "Subject", "Date", "MIME-Version", "Content-Type"}


def invitation(seat_id: int, stem: str, *recipients: str) -> Invitation:
    letter = Letter(recipients, "secretariat@exemple.invalid", "Convocation", "Bonjour", dt.date(2026, 11, 12))
    return Invitation(seat_id, letter, stem)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        found = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(found.replace(NBSP, " ").replace(NARROW, " ").split())


def event_of(content: bytes) -> Any:
    return vobject.readOne(content.decode()).vevent


# ---------------------------------------------------------------- the letter


def test_the_letter_tells_everything_once() -> None:
    text = text_of(summons_pdf.render(SUMMONS))
    for words in (
        "Convocation", "CV-QRR/2026/06", "jeudi 10 décembre 2026", "9 h 35", "Halls et parties communes", "20 min",
        "11 h 00 Fin prévue", "au plus tard le jeudi 3 décembre 2026", "Pour le préfet et par délégation",
        "Pièce jointe : entrée d’agenda", "Étienne Valcourt",
    ):  # fmt: skip
        assert text.count(words) >= 1, words


def test_a_letter_without_hour_place_or_agenda_is_a_letter_still() -> None:
    bare = replace(
        SUMMONS, starts=None, ends=None, place="", items=(), chair="", chair_role="", delegation="", letterhead=(),
        contact_line="", contact_email="", attachments=(), closing=(), notice="Séance reportée.",
    )  # fmt: skip
    assert "Séance reportée." in text_of(summons_pdf.render(bare))


def test_the_same_facts_give_the_same_bytes() -> None:
    assert summons_pdf.render(SUMMONS) == summons_pdf.render(SUMMONS)
    assert entry(SUMMONS) == entry(SUMMONS)


# ---------------------------------------------------------------- the calendar entry


def test_the_entry_is_read_by_another_library() -> None:
    calendar = vobject.readOne(entry(SUMMONS).decode())
    event = calendar.vevent
    assert calendar.method.value == "PUBLISH" and calendar.vtimezone.tzid.value == "Europe/Paris"
    assert event.dtstart.value.isoformat() == "2026-12-10T09:30:00+01:00"
    assert event.dtend.value.isoformat() == "2026-12-10T11:00:00+01:00"
    assert event.organizer.value == "mailto:secretariat@exemple.invalid"
    assert event.location.value == SUMMONS.place
    assert all(typeset(item.title) in event.description.value for item in SUMMONS.items)


def test_summer_hours_are_those_of_paris() -> None:
    event = event_of(entry(replace(SUMMONS, date=dt.date(2027, 7, 1))))
    assert event.dtstart.value.utcoffset() == dt.timedelta(hours=2)


def test_a_meeting_that_moved_keeps_its_entry_and_takes_precedence() -> None:
    before = event_of(entry(SUMMONS))
    after = event_of(entry(replace(SUMMONS, date=dt.date(2026, 12, 17), sequence=1)))
    assert before.uid.value == after.uid.value
    assert (int(before.sequence.value), int(after.sequence.value)) == (0, 1)


def test_without_an_hour_it_lasts_the_day_and_without_an_address_it_has_no_method() -> None:
    content = entry(replace(SUMMONS, starts=None, ends=None, contact_email=""))
    event = event_of(content)
    assert (event.dtstart.value, event.dtend.value) == (dt.date(2026, 12, 10), dt.date(2026, 12, 11))
    assert b"METHOD" not in content and b"ORGANIZER" not in content and b"VTIMEZONE" not in content


def test_typed_line_ends_open_no_property() -> None:
    hostile = 'Salle\r\nATTACH:http://x.invalid"\nBEGIN:VALARM;,\\'
    event = event_of(entry(replace(SUMMONS, place=hostile, committee=hostile, secretary=hostile)))
    assert {child.name for child in event.getChildren()} == {
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "ORGANIZER",
        "VALARM",
    }  # fmt: skip


# ---------------------------------------------------------------- the drafts


def test_each_recipient_has_a_draft_that_another_library_reads(tmp_path: Path) -> None:
    to = (invitation(1, "Convocation VC", "maire@exemple.invalid", "ville@exemple.invalid"),
          invitation(2, "Convocation VC", HOSTILE), invitation(3, "Con/vo*cation", "a@exemple.invalid"))  # fmt: skip
    told: list[tuple[int, int]] = []
    written = write_invitations(SUMMONS, to, tmp_path / "new", progress=lambda *step: told.append(step))
    assert [path.name for path in written] == [
        "Convocation séance 6.pdf", "Convocation séance 6.ics",
        "Convocation VC.eml", "Convocation VC (2).eml", "Con-vo-cation.eml",
    ]  # fmt: skip
    assert told == [(1, 3), (2, 3), (3, 3)]
    letter, hostile = (fast_mail_parser.parse_email(path.read_bytes()) for path in written[2:4])
    assert letter.headers["To"] == ["maire@exemple.invalid, ville@exemple.invalid"]
    assert letter.headers["X-Unsent"] == ["1"] and letter.subject == "Convocation"
    assert [(part.mimetype, part.filename) for part in letter.attachments] == [
        ("application/pdf", "Convocation séance 6.pdf"), ("text/calendar", "Convocation séance 6.ics"),
    ]  # fmt: skip
    assert [part.content for part in letter.attachments] == [path.read_bytes() for path in written[:2]]
    assert set(hostile.headers) <= HEADERS - {"To"}
    assert b"voleur" not in written[3].read_bytes().partition(b"\r\n\r\n")[0]


def test_given_up_between_two_drafts_it_leaves_those_that_are_done(tmp_path: Path) -> None:
    drafts = tuple(invitation(n, f"C{n}", "a@exemple.invalid") for n in range(3))
    answers = iter((False, True))
    written = write_invitations(SUMMONS, drafts, tmp_path, cancelled=lambda: next(answers))
    assert [path.suffix for path in written] == [".pdf", ".ics", ".eml"]


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError) as caught:
        write_invitations(SUMMONS, (), tmp_path / "file")
    assert caught.value.code == "target_folder"


def test_the_letter_names_the_meeting_in_its_metadata_alone() -> None:
    with pikepdf.open(BytesIO(summons_pdf.render(SUMMONS))) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Convocation, Comité de suivi QRR"
        assert "CV-QRR/2026/06" in str(metadata["dc:description"])


def test_a_folder_with_a_capital_n_is_no_line_end() -> None:
    event = event_of(entry(replace(SUMMONS, place="Salle \\\\srv\\Nord ; annexe, 2")))
    assert event.location.value == typeset("Salle \\\\srv\\Nord ; annexe, 2")
