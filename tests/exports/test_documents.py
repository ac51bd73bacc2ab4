"""What the three documents say, and what they must not say."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO

import pikepdf
import pytest

from psq_desktop.exports import catalogue, facts
from psq_desktop.services.kinds import AttendanceStatus, DisclosureLevel, MinutesState
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from tests.exports.documents import FOLLOW_UP, ITEMS, MEETING, item, long_meeting, sealed, upcoming
from tests.exports.pdf_checks import text_of


@lru_cache
def text(what: str, document: MeetingDocument = MEETING) -> str:
    return text_of(catalogue.render(what, ".pdf", document)).replace("\u202f", " ").replace("\u00a0", " ")


def test_minutes_say_it_all() -> None:
    said = text("minutes")
    for words in (
        "Réf. CP-QRR/2026/05 · diffusion : partenaires", "Calais, le 12 novembre 2026",
        "Compte rendu de la séance n° 5", "14 h 30 – 16 h 25", "M. Étienne Valcourt, sous-préfet de Calais",
        "Dans cette version : trois décisions prises, deux actions, une reconduite.", "Onze partenaires sur quinze",
        "En retard de 36 j", "Reconduite (1 fois)", "à désigner", "à fixer", "DÉCISION D-27", "ACTION A-29",
        "Le point 5 n’est pas reproduit dans cette version.", "Jeudi 10 décembre 2026 à 14 h 30",
        "Pour le préfet et par délégation, le sous-préfet de Calais", "Version sans le point 5.",
        "Projet du 12 novembre 2026, non scellé", "Page 2 sur 3", "arrivée à 14 h 50, départ à 16 h 00",
        "Total : 16 10 présents 2 représentés 3 excusés, 1 absent",
    ):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("what", ["minutes", "attendance"])
def test_everybody_is_named(what: str) -> None:
    said = text(what)
    for line in MEETING.attendance:
        assert line.person in said
        assert line.partner in said
        assert not line.person or line.acronym in said
        assert line.represented_by in said


def test_expected_people_are_not_lost_in_the_minutes() -> None:
    said = text("minutes", replace(upcoming(), held=True))
    assert "Mme Solène Briquet, DIPN 62 (non renseigné)" in said


def test_decision_record() -> None:
    said = text("decisions")
    assert "RD-QRR/2026/05" in said
    assert "au lieu du 15 oct. 2026" in said
    assert "secretariat@exemple.invalid, 03 53 01 00 12." in said
    assert said.index("D-27") < said.index("D-28") < said.index("A-29") < said.index("D-26")


def test_mail_address_is_a_link() -> None:
    with pikepdf.open(BytesIO(catalogue.render("decisions", ".pdf", MEETING))) as pdf:
        assert [str(a.A.URI) for a in pdf.pages[0].Annots] == ["mailto:secretariat@exemple.invalid"]


def test_sheet_to_sign() -> None:
    said = text("attendance", upcoming())
    assert "FE-QRR/2026/05" in said
    assert "Signature" in said
    assert "Statut" not in said
    assert "PROJET" not in said


@pytest.mark.parametrize("what", ["minutes", "decisions"])
@pytest.mark.parametrize("state", MinutesState)
def test_draft_mark_stands_until_approval(what: str, state: MinutesState) -> None:
    said = text(what, replace(MEETING, state=state, approved_on=date(2026, 12, 10)))
    approved = state in (MinutesState.APPROVED, MinutesState.SEALED)
    assert ("PROJET" in said) is not approved
    assert ("Projet du" in said) is not approved


def test_seal_is_in_the_footer() -> None:
    assert "Scellé le 11 décembre 2026, empreinte 7F3A 91C4 0B2E" in text("minutes", sealed())


def test_restricted_version_says_so() -> None:
    secret = item(5, "Renseignement", "Confidentiel.", disclosure=DisclosureLevel.RESTRICTED)
    document = replace(
        MEETING, disclosure=DisclosureLevel.RESTRICTED, items=(*ITEMS, secret), withheld=(), fictional=False
    )
    said = text("minutes", document)
    assert "RESTREINT" in said
    assert "diffusion restreinte" in said
    assert "DONNÉES FICTIVES" not in said


def test_partners_version_holds_nothing_of_a_withheld_item() -> None:
    for what in catalogue.WHAT:
        with pikepdf.open(BytesIO(catalogue.render(what, ".pdf", MEETING))) as pdf:
            everything = repr(dict(pdf.docinfo)) + pdf.Root.Metadata.read_bytes().decode()
        said = text(what)
        for number in MEETING.withheld:
            assert f"Point {number} " not in everything
        assert all(ref.ref in said or what == "attendance" for ref in MEETING.decisions)
    # The two versions differ by the neutral line alone where the item stood.
    whole = replace(MEETING, items=(*ITEMS, item(5, "Titre secret", "Contenu secret.")), withheld=())
    assert "Titre secret" in text("minutes", whole)
    assert "secret" not in text("minutes")


def test_typography_survives_extraction() -> None:
    raw = text_of(catalogue.render("minutes", ".pdf", MEETING))
    assert "œuvres" in raw
    assert "Cœurs" in raw
    assert "« Atteignable »" in raw.replace("\u00a0", " ")
    assert "100\u202f000" in raw
    assert "(44\u202f%)" in raw
    assert "1er déc. 2026" in raw.replace("\u00a0", " ")


def test_counts_in_words() -> None:
    whole = replace(MEETING, withheld=(), disclosure=DisclosureLevel.RESTRICTED)

    def sentence(**changes: object) -> str:
        return facts.essentials(replace(whole, **changes))  # type: ignore[arg-type]

    nobody = tuple(replace(a, status=AttendanceStatus.ABSENT, guest=False) for a in MEETING.attendance)
    assert sentence(decisions=(), follow_up=(), attendance=()) == "Aucune décision prise."
    assert sentence(decisions=MEETING.decisions[:1], follow_up=()).startswith("Une décision prise. Onze")
    assert "Aucun partenaire sur seize présent ou représenté." in sentence(attendance=nobody)
    late = tuple(replace(line, late_days=3) for line in FOLLOW_UP)
    assert "Trois décisions antérieures sont en retard." in sentence(follow_up=late)


@pytest.mark.parametrize("what", catalogue.WHAT)
@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_empty_meeting(what: str, ending: str) -> None:
    empty = replace(
        MEETING, letterhead=(), committee="", district="", place="", chair="", chair_role="", delegation="",
        secretary="", contact_line="", issued_at="", attendance=(), follow_up=(), items=(), decisions=(),
        withheld=(), next_meeting=None, starts=None, ends=None, colleges=(), reference="",
    )  # fmt: skip
    assert catalogue.render(what, ending, empty)


def test_fifty_pages() -> None:
    with pikepdf.open(BytesIO(catalogue.render("minutes", ".pdf", long_meeting(125)))) as pdf:
        assert len(pdf.pages) >= 50


def test_catalogue_is_light_to_import() -> None:
    code = (
        "import sys, psq_desktop.exports.catalogue; "
        "bad = {'reportlab', 'pikepdf', 'openpyxl', 'PySide6'} & set(sys.modules); assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
