"""The chair's brief keeps to two pages; the file of a meeting has a bookmark for each of its parts."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from psq_desktop import db
from psq_desktop.exports import catalogue
from psq_desktop.exports.brief_facts import expected
from psq_desktop.services.kinds import AgendaKind, AgendaRole, DisclosureLevel
from psq_desktop.services.preparing import agenda
from psq_desktop.services.preparing import dossier as dossiers
from psq_desktop.services.preparing.brief_rows import BriefDocument, BriefItem
from tests.conftest import TODAY
from tests.exports.briefs import BRIEF, dossier, empty_brief, item, long_brief


def pages(document: BriefDocument) -> list[str]:
    pdf = pypdfium2.PdfDocument(catalogue.render("brief", ".pdf", document))
    return [page.get_textpage().get_text_range().replace("\u00a0", " ") for page in pdf]


@pytest.mark.parametrize("count", [1, 40])
def test_a_brief_has_two_pages_at_most_and_counts_what_it_leaves_out(count: int) -> None:
    found = pages(long_brief(count))
    assert len(found) <= 2
    if count == 40:
        assert "autres points" in "".join(found)


def test_a_brief_says_what_to_obtain_whom_to_press_and_whom_to_thank() -> None:
    text = "\n".join(pages(BRIEF))
    for words in ("À obtenir de cette séance", "Un relais radio.", "D-27, Ville : reconduite 2 fois", "18 jours",
                  "Foyer. Tenir les tournées (D-21", "Projet D-38", "RESTREINT", "Notes"):  # fmt: skip
        assert words in text, words


def test_a_brief_of_a_first_meeting_says_that_it_knows_nothing() -> None:
    (text,) = pages(empty_brief())
    assert "L’ordre du jour est encore vide." in text
    assert "Aucun participant" in text


def test_a_brief_of_a_meeting_that_was_held_says_so() -> None:
    assert "Séance tenue" in pages(replace(BRIEF, held=True))[0]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (item(1, role=AgendaRole.APPROVAL), "Faire approuver"),
        (item(1, role=AgendaRole.FOLLOW_UP, late_pilots=("Ville", "DIPN")), "Interroger Ville, DIPN"),
        (item(1, role=AgendaRole.FOLLOW_UP), "Prendre acte"),
        (item(1, support=True), "Trancher ; répondre à la demande d’appui"),
        (item(1, kind=AgendaKind.DEBATE), "Conduire le débat"),
        (item(1, role=AgendaRole.ROUND_TABLE), "Lire les décisions à voix haute"),
    ],
)
def test_what_is_expected_of_the_chair_follows_from_the_item(line: BriefItem, wanted: str) -> None:
    assert "".join(span.text for span in expected(line)).replace("\u202f", " ").replace("\u00a0", " ") == wanted


def test_the_file_of_a_meeting_has_a_bookmark_for_each_part() -> None:
    document = dossier()
    with pikepdf.open(BytesIO(catalogue.render("dossier", ".pdf", document))) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        titles = [entry.title for entry in top.children]
    assert top.title.startswith("Dossier de la séance")
    assert titles[:3] == [
        "Ordre du jour", "Compte rendu de la séance n°\u00a05", "Suites données aux décisions antérieures",
    ]  # fmt: skip
    assert len(titles) == 5  # and two sheets


def test_no_word_of_a_restricted_item_is_in_the_bytes_of_a_file_for_partners(demo_database: db.Database) -> None:
    item = next(row for row in demo_database.read(agenda.items, 6) if row.objective_id is not None)
    demo_database.write(agenda.set_field, item.id, "disclosure", DisclosureLevel.RESTRICTED)
    demo_database.write(agenda.set_field, item.id, "title", "Zorglub")
    told = {}
    for level in (DisclosureLevel.PARTNERS, DisclosureLevel.RESTRICTED):
        document = demo_database.read(dossiers.compose, 6, level, TODAY)
        content = catalogue.render("dossier", ".pdf", document)
        text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
        with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
            titles = repr([entry.title for entry in outline.root[0].children])
            raw = b"".join(each.read_bytes() if isinstance(each, pikepdf.Stream) else b"" for each in pdf.objects)
            told[level] = ("Zorglub" in text + titles + repr(pdf.docinfo), b"Zorglub" in raw)
    assert told[DisclosureLevel.PARTNERS] == (False, False)
    assert told[DisclosureLevel.RESTRICTED][0]
