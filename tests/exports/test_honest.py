"""Documents claim nothing that their version, or their date, does not allow to know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from io import BytesIO
from itertools import pairwise
from typing import Any

import openpyxl
import pypdfium2
import pytest

from psq_desktop.exports import catalogue, facts
from psq_desktop.services.kinds import AttendanceStatus, DecisionState, DisclosureLevel
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from tests.exports.documents import (
    ABSENT,
    EXCUSED,
    FOLLOW_UP,
    GUEST,
    ITEMS,
    MEETING,
    REPRESENTED,
    decision,
    seat,
    upcoming,
)
from tests.exports.pdf_checks import archive_findings, structure_faults, text_of

LEVELS = tuple(DisclosureLevel)
WHOLE = replace(MEETING, withheld=(), disclosure=DisclosureLevel.RESTRICTED)
COMING = upcoming()


def text(what: str, document: MeetingDocument) -> str:
    return text_of(catalogue.render(what, ".pdf", document)).replace("\u202f", " ").replace("\u00a0", " ")


def pages(what: str, document: MeetingDocument) -> list[list[str]]:
    """The lines of every page."""
    found = pypdfium2.PdfDocument(catalogue.render(what, ".pdf", document))
    lines = [page.get_textpage().get_text_range().splitlines() for page in found]
    found.close()
    return lines


def rows(what: str, document: MeetingDocument, name: str) -> list[dict[str, Any]]:
    """One sheet of a workbook."""
    sheet = openpyxl.load_workbook(BytesIO(catalogue.render(what, ".xlsx", document)))[name]
    headers, *values = sheet.iter_rows(min_row=5, values_only=True)
    return [dict(zip(map(str, headers), line, strict=True)) for line in values]


# ---------------------------------------------------------------- versions that leave something out


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("what", ["minutes", "decisions"])
def test_no_version_denies_what_it_withholds(what: str, level: DisclosureLevel) -> None:
    said = text(what, replace(MEETING, disclosure=level, decisions=(), follow_up=()))
    assert "Aucune décision prise" not in said
    assert "Aucune décision." not in said
    assert "Aucune décision n’est reproduite dans cette version." in said


@pytest.mark.parametrize("what", ["minutes", "decisions"])
def test_a_partial_count_says_that_it_is_partial(what: str) -> None:
    one = replace(MEETING, disclosure=DisclosureLevel.PUBLIC, decisions=MEETING.decisions[:1], follow_up=())
    assert "Dans cette version : une décision" in text(what, one)
    assert "Dans cette version : une décision" in text(what, replace(one, withheld=()))  # some are outside any item
    assert "ans cette version : une" not in text(what, replace(one, withheld=(), disclosure=DisclosureLevel.PARTNERS))


def test_earlier_decisions_may_be_missing_below_the_restricted_level() -> None:
    partners = facts.essentials(replace(WHOLE, disclosure=DisclosureLevel.PARTNERS))
    assert partners.startswith("Dans cette version : trois décisions prises, deux actions, une reconduite.")
    assert "Une décision antérieure reproduite ici est en retard." in partners
    whole = facts.essentials(WHOLE)
    assert whole.startswith("Trois décisions prises, deux actions, une reconduite.")
    assert "Une décision antérieure est en retard." in whole


def test_the_workbook_is_as_careful() -> None:
    values = {r["Information"]: r["Valeur"] for r in rows("minutes", MEETING, "Séance")}
    assert values["L’essentiel"].startswith("Dans cette version\u00a0: trois décisions")


# ---------------------------------------------------------------- a meeting to come


def test_minutes_of_a_meeting_to_come() -> None:
    said = text("minutes", replace(COMING, decisions=()))
    assert "L’essentiel. Séance à venir : seize partenaires conviés, six points à l’ordre du jour." in said
    assert "Compte rendu de la séance n° 5" in said
    assert "Conviés" in said
    assert "Mme Solène Briquet, Direction interdépartementale de la police nationale" in said
    assert "M. Aurélien Tasset, parquet (invité)" in said
    for claim in ("Présents", "Excusés ou absents", "non renseigné", "Total", "1 présent", "reconduites", "présent ou"):
        assert claim not in said
    assert "une reconduite" not in said


def test_what_people_announced_is_kept() -> None:
    lines = (
        seat("État", "Office", "Mme Un", EXCUSED),
        seat("État", "Bailleur", "M. Deux", REPRESENTED, by="Mme Trois"),
        seat("État", "Ville", "Mme Quatre", REPRESENTED),
        seat("État", "Parquet", "Mme Cinq", GUEST),
        seat("État", "Région", "", AttendanceStatus.EXPECTED, acronym="HDF", by="M. Six"),
    )
    document = replace(COMING, attendance=lines)
    said = text("minutes", document)
    for words in (
        "Mme Un, Office (excusée)", "M. Deux, Bailleur (par Mme Trois)", "Mme Quatre, Ville (représentée)",
        "Mme Cinq, Parquet (invitée)", "Région (par M. Six)",
    ):  # fmt: skip
        assert words in said
    sheet = text("attendance", document)
    for words in ("excusée", "par Mme Trois", "par M. Six"):
        assert words in sheet
    signed = ["excusée", "par Mme\u00a0Trois", "représentée", None, "par M.\u00a0Six"]
    assert [r["Signature"] for r in rows("attendance", document, "Présence")] == signed
    assert [r["Annoncé"] for r in rows("minutes", document, "Conviés")] == signed


def test_decision_record_of_a_meeting_to_come() -> None:
    for level in LEVELS:
        said = text("decisions", replace(COMING, decisions=(), disclosure=level))
        assert "Relevé de décisions" in said
        assert "Séance à venir : aucune décision encore." in said
        assert "econduite" not in said
        assert "Chaque pilote" not in said


def test_decisions_noted_during_the_meeting_are_not_denied() -> None:
    assert "Séance en cours : trois décisions prises, deux actions." in text("decisions", COMING)
    assert "Séance en cours : seize partenaires conviés, six points" in text("minutes", COMING)


@pytest.mark.parametrize("what", catalogue.WHAT)
def test_documents_of_a_meeting_to_come_conform(what: str) -> None:
    content = catalogue.render(what, ".pdf", replace(COMING, decisions=()))
    assert structure_faults(content) == []
    assert archive_findings(content) == set()


# ---------------------------------------------------------------- the attendance sheet


def committee(seats: int, *, held: bool, each: int) -> MeetingDocument:
    lines = tuple(seat(f"Collège {n // each:02d}", f"Partenaire {n:02d}", "Mme Personne") for n in range(seats))
    names = tuple(dict.fromkeys(line.college for line in lines))
    return replace(MEETING if held else COMING, attendance=lines, colleges=names)


@pytest.mark.parametrize("held", [True, False])
@pytest.mark.parametrize("each", [1, 2, 3, 5])
def test_one_header_a_page_and_no_title_at_its_foot(held: bool, each: int) -> None:
    for seats in range(10, 46):
        for lines in pages("attendance", committee(seats, held=held, each=each)):
            assert sum("Représentant" in line for line in lines) <= 1
            body = [line for line in lines if re.match(r"Collège \d\d$|Partenaire \d\d|Autres personnes", line)]
            assert not body or not body[-1].startswith("Collège")


def baselines(document: MeetingDocument, word: str) -> list[float]:
    """Heights at which a word stands on page 1, from the top."""
    found = pypdfium2.PdfDocument(catalogue.render("attendance", ".pdf", document))
    page = found[0].get_textpage()
    search, tops = page.search(word), []
    while (hit := search.get_next()) is not None:
        tops.append(page.get_charbox(hit[0])[1])
    search.close()
    page.close()
    found.close()
    return tops


def test_rows_to_sign_leave_room_for_a_hand() -> None:
    tops = baselines(committee(8, held=False, each=20), "Partenaire 0")
    assert len(tops) == 8
    assert all(26 <= a - b <= 30 for a, b in pairwise(tops))


def test_late_guests_have_four_lines() -> None:
    from psq_desktop.exports import attendance_pdf

    def blank(document: MeetingDocument) -> int:
        return sum(1 for row in attendance_pdf._rows(document) if not any(row))

    assert blank(COMING) == 4
    assert blank(MEETING) == 0
    assert "Autres personnes présentes" in text("attendance", COMING)
    assert "Autres personnes présentes" not in text("attendance", MEETING)


# ---------------------------------------------------------------- names, empty fields


def test_a_partner_without_a_person_is_named_in_full() -> None:
    lines = (
        seat("État", "Logis d’Opale", "", ABSENT, acronym="LO"),
        seat("État", "Office public", "", REPRESENTED, acronym="OFF", by="M. Remplaçant"),
        seat("État", "Sous-préfecture de Calais", "M. Valcourt", acronym="SPC"),
        seat("État", "Parquet", "Mme Tasset"),
    )
    said = text("minutes", replace(MEETING, attendance=lines))
    assert "Logis d’Opale (absent)" in said
    assert "Office public (par M. Remplaçant)" in said
    assert "M. Valcourt, SPC" in said
    assert "Sigles : SPC, Sous-préfecture de Calais." in said
    assert "Sigles" not in text("minutes", replace(MEETING, attendance=lines[3:]))
    assert "Sigles" not in text("minutes", replace(COMING, attendance=lines))
    assert "Sigles" not in text("attendance", replace(MEETING, attendance=lines))


@pytest.mark.parametrize("held", [True, False])
def test_empty_fields_leave_no_trace(held: bool) -> None:
    bare = replace(MEETING if held else COMING, chair="", chair_role="", secretary="", place="")
    for what in catalogue.WHAT:
        said = text(what, bare)
        assert "Présidence" not in said
        assert "Secrétariat :" not in said
        assert structure_faults(catalogue.render(what, ".pdf", bare)) == []
    assert "Lieu" not in text("minutes", bare)
    assert "Présidence : présidente." in text("attendance", replace(bare, chair_role="présidente"))


def test_hours() -> None:
    def hours(starts: time | None, ends: time | None) -> str:
        return facts.hours(replace(MEETING, starts=starts, ends=ends)).replace("\u00a0", " ")

    assert hours(time(9, 30), None) == "9 h 30"
    assert hours(time(9, 30), time(11, 5)) == "9 h 30 – 11 h 05"
    assert hours(None, time(11, 5)) == "jusqu’à 11 h 05"
    assert hours(None, None) == ""
    for what in catalogue.WHAT:
        assert "de 9 h 30" not in text(what, replace(COMING, starts=time(9, 30)))


@pytest.mark.parametrize("what", ["minutes", "decisions"])
def test_states_are_those_at_the_meeting(what: str) -> None:
    assert {r["État à la séance"] for r in rows(what, MEETING, "Décisions")} == {"Ouverte", "Tenue"}
    assert "État" in rows(what, COMING, "Décisions")[0]


# ---------------------------------------------------------------- counts in words


def many(count: int, ref: str, **options: Any) -> Sequence[Any]:
    return tuple(decision(f"{ref}-{n}", "Texte", **options) for n in range(count))


@pytest.mark.parametrize(
    ("count", "decisions", "actions", "late"),
    [
        (0, "Aucune décision prise.", "", ""),
        (1, "Une décision prise, une reconduite.", "Une action", "Une décision antérieure est en retard."),
        (2, "Deux décisions prises, deux reconduites.", "Deux actions", "Deux décisions antérieures sont en retard."),
        (21, "21 décisions prises, 21 reconduites.", "21 actions", "21 décisions antérieures sont en retard."),
    ],
)  # fmt: skip
def test_counts_of_decisions_agree(count: int, decisions: str, actions: str, late: str) -> None:
    def said(**changes: Any) -> str:
        return facts.essentials(replace(WHOLE, **{"decisions": (), "follow_up": (), "attendance": (), **changes}))

    moved = many(count, "D", state=DecisionState.CARRIED_OVER)
    assert said(decisions=many(count, "D"), follow_up=moved) == decisions
    assert said(decisions=many(count, "A")) == (f"{actions}." if actions else "Aucune décision prise.")
    assert late in said(follow_up=many(count, "D", late_days=3))


@pytest.mark.parametrize(
    ("count", "present", "convened", "points"),
    [
        (0, "aucun partenaire sur 21 présent ou représenté.", "aucun partenaire convié", "aucun point à"),
        (1, "un partenaire sur 21 présent ou représenté.", "un partenaire convié", "un point à"),
        (2, "deux partenaires sur 21 présents ou représentés.", "deux partenaires conviés", "deux points à"),
        (21, "21 partenaires sur 21 présents ou représentés.", "21 partenaires conviés", "21 points à"),
    ],
)
def test_counts_of_partners_agree(count: int, present: str, convened: str, points: str) -> None:
    came = tuple(seat("État", f"P {n}", "") for n in range(count))
    missing = tuple(seat("État", f"P {n}", "", ABSENT) for n in range(count, 21))
    assert facts.attendance_sentence(came + missing) == present
    items = tuple(replace(ITEMS[0], number=n) for n in range(count))
    coming = replace(COMING, attendance=came, items=items, withheld=(), decisions=(), follow_up=FOLLOW_UP)
    assert facts.essentials(coming) == f"Séance à venir : {convened}, {points} l’ordre du jour."


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, ("0 présent", "0 représenté", "–")),
        (1, ("1 présent", "1 représenté", "1 excusé, 1 absent, 1 non renseigné")),
        (2, ("2 présents", "2 représentés", "2 excusés, 2 absents, 2 non renseignés")),
        (21, ("21 présents", "21 représentés", "21 excusés, 21 absents, 21 non renseignés")),
    ],
)
def test_totals_agree(count: int, words: tuple[str, ...]) -> None:
    statuses = [status for status in AttendanceStatus if status is not GUEST]
    lines = tuple(seat("État", f"P {n}", "", status) for status in statuses for n in range(count))
    found = facts.totals(replace(MEETING, attendance=lines))
    assert tuple(x.replace("\u00a0", " ") for x in found[1:]) == words


def test_guests_of_no_partner_are_no_partner() -> None:
    lines = (seat("État", "Office", "Mme Un"), seat("Autres invités", "", "M. Deux", GUEST))
    assert facts.attendance_sentence(lines) == "un partenaire sur un présent ou représenté."
    assert "un partenaire convié" in facts.essentials(replace(COMING, attendance=lines))
