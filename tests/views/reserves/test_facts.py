"""What the roster says of days, ceilings, skills and hours."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from psq_desktop.services.kinds import ReserveCategory, ReserveProfile, ReservistState
from psq_desktop.services.reserves.ceilings import contract_year, forecast
from psq_desktop.services.reserves.reserve_rules import Rules
from psq_desktop.services.reserves.reservist_rows import ReservistRow, SkillRow
from psq_desktop.views.kit import BadgeCell, BarCell, Text, TwoLines
from psq_desktop.views.reserves import facts, lines
from psq_desktop.views.reserves.hours_form import DurationField
from tests.views.reserves.test_roster import plain

TODAY = dt.date(2026, 11, 22)
_START = dt.date(2024, 4, 1)
_LIMITS = Rules()


def _row(used: int = 0, ceiling: int | None = 90, **more: object) -> ReservistRow:
    """Somebody who served on each of the last ``used`` days."""
    year = contract_year(_START, TODAY)
    days = [TODAY - dt.timedelta(days=rank) for rank in range(used)]
    values: dict[str, object] = {
        "id": 1, "code": "RO-01", "display": "D••• M.", "category": ReserveCategory.OPERATIONAL,
        "profile": ReserveProfile.VOLUNTEER, "state": ReservistState.ACTIVE, "delegate": False, "activity": "",
        "days_used": used, "ceiling": ceiling, "forecast": forecast(days, (), ceiling, year, TODAY),
        "quarter_hours": 18.5, "fullest_week_hours": 7.0, "skills": (), "approved_on": _START,
        "contract_start": _START, "contract_end": dt.date(2027, 3, 31), "charter_on": _START, "fit_until": None,
        "partner": "", "partner_id": None, "last_shift_on": None, "applied_on": None, "ended_on": None,
    }  # fmt: skip
    return ReservistRow(**{**values, **more})  # type: ignore[arg-type]


def _line(row: ReservistRow) -> lines.Line:
    return lines.Line(row, _LIMITS, TODAY)


@pytest.mark.parametrize(
    ("used", "ceiling", "how", "words"),
    [
        (0, 90, "none", "—"),
        (3, 90, "none", "pas avant le 31 mars 2027"),
        (45, 90, "far", "20 févr. 2027"),
        (88, 90, "near", "25 nov. 2026"),
        (90, 90, "reached", "Plafond atteint"),
        (95, 90, "reached", "Plafond atteint"),
    ],
)
def test_the_ceiling_is_said_with_its_urgency(used: int, ceiling: int, how: str, words: str) -> None:
    row = _row(used, ceiling)

    assert facts.urgency(row.forecast, _LIMITS, TODAY) == how
    assert plain(facts.forecast_cell_words(row)) == words
    cell = lines.COLUMNS[4].cell(_line(row))
    assert isinstance(cell, BadgeCell if how != "none" else Text)


def test_bars_tell_days_and_never_overflow() -> None:
    cell = lines.COLUMNS[3].cell(_line(_row(95)))

    assert isinstance(cell, BarCell) and cell.value == 1.0 and cell.text == "95 / 90" and cell.tone == "danger"


def test_citizens_are_told_in_hours() -> None:
    row = _row(0, None, category=ReserveCategory.CITIZEN, profile=None)
    use, limit = (lines.COLUMNS[i].cell(_line(row)) for i in (3, 4))
    assert isinstance(use, Text) and plain(use.text) == "18,5 h ce trimestre"
    assert isinstance(limit, Text) and limit.text == "24 h par semaine"

    over = lines.COLUMNS[4].cell(_line(replace(row, fullest_week_hours=26.0)))
    assert isinstance(over, BadgeCell) and over.tone == "danger" and plain(over.text) == "26 h en une semaine"
    assert facts.said_of(row, _LIMITS, TODAY) is None


def test_the_skill_that_expires_first_is_named_with_its_urgency() -> None:
    late = SkillRow(1, "LSF", dt.date(2026, 12, 1), True, False)
    skills = (
        SkillRow(2, "Médiation", dt.date(2028, 6, 30), False, False),
        late,
        SkillRow(3, "Conduite", None, False, False),
    )
    cell = lines.COLUMNS[5].cell(_line(_row(skills=skills)))

    assert isinstance(cell, TwoLines)
    assert (cell.text, plain(cell.sub), cell.tone) == ("Médiation, LSF, conduite", "expire le 1er déc. 2026", "warning")
    assert facts.expiry_words(replace(late, expired=True)).startswith("expirée le")


def test_the_second_line_says_who_it_is_without_a_name() -> None:
    assert facts.second_line(_row(delegate=True)) == "RO-01 · Délégué à la cohésion"
    assert facts.second_line(_row()) == "RO-01 · Volontaire"
    applying = _row(state=ReservistState.CANDIDATE, applied_on=dt.date(2026, 10, 6))
    assert plain(facts.second_line(applying)) == "RO-01 · Candidature du 6 oct."


def test_the_subtitle_counts_who_serves_and_who_applies() -> None:
    rows = (
        _row(),
        _row(category=ReserveCategory.CITIZEN),
        _row(category=ReserveCategory.CITIZEN, state=ReservistState.ENDED),
        _row(state=ReservistState.IN_REVIEW),
    )
    assert plain(facts.subtitle(rows)) == "1 opérationnel · 1 citoyen · 1 candidat · registre local d’engagement"


def test_what_a_shift_lasted_may_be_a_day_and_not_more(qapp: object) -> None:
    field = DurationField("Durée faite", 420)
    assert plain(field.text()) == "7 h"
    assert field.read("12 h") == 720 and field.read("3 h 30") == 210 and field.read("25 h") is None


def test_no_year_is_told_before_the_contract_begins() -> None:
    start = dt.date(2026, 12, 1)
    row = _row(contract_start=start, forecast=forecast((), (), 90, contract_year(start, start), TODAY))
    assert plain(facts.year_words(row.forecast)) == "jour sur 90, contrat à partir du 1er décembre 2026"
    assert plain(facts.contract_words(row)) == "du 1er déc. 2026 au 31 mars 2027"
    said = facts.said_of(row, _LIMITS, TODAY)
    assert said is not None and plain(said.title) == "Contrat à partir du 1er décembre 2026"
    assert "depuis" not in said.text and "commence le" in said.text
