"""When a ceiling is reached: contract years, use, no use, bursts, planned days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psq_desktop.models.kinds import ReserveCategory, ReserveProfile
from psq_desktop.models.reserve import Reservist
from psq_desktop.rules import reserve_rule
from psq_desktop.services.reserves.ceilings import Forecast, Opening, contract_year, forecast
from psq_desktop.services.reserves.reading import forecast_of
from psq_desktop.services.reserves.reserve_rules import Rules
from psq_desktop.services.reserves.totals import Total

D = dt.date
ONE = dt.timedelta(days=1)
TODAY = D(2026, 11, 22)
YEAR = (D(2026, 4, 1), D(2027, 3, 31))


def run(first: D, count: int, step: int = 1) -> list[D]:
    return [first + n * step * ONE for n in range(count)]


@pytest.mark.parametrize(
    ("start", "day", "first", "last"),
    [
        (None, D(2026, 11, 22), D(2026, 1, 1), D(2026, 12, 31)),
        (None, D(2024, 2, 29), D(2024, 1, 1), D(2024, 12, 31)),
        (D(2024, 4, 1), D(2026, 11, 22), D(2026, 4, 1), D(2027, 3, 31)),
        (D(2024, 4, 1), D(2026, 4, 1), D(2026, 4, 1), D(2027, 3, 31)),
        (D(2024, 4, 1), D(2026, 3, 31), D(2025, 4, 1), D(2026, 3, 31)),
        (D(2024, 4, 1), D(2024, 4, 1), D(2024, 4, 1), D(2025, 3, 31)),
        (D(2023, 3, 1), D(2024, 2, 29), D(2023, 3, 1), D(2024, 2, 29)),
        (D(2024, 2, 29), D(2024, 2, 29), D(2024, 2, 29), D(2025, 2, 28)),
        (D(2024, 2, 29), D(2025, 2, 28), D(2024, 2, 29), D(2025, 2, 28)),
        (D(2024, 2, 29), D(2025, 3, 1), D(2025, 3, 1), D(2026, 2, 28)),
        (D(2024, 2, 29), D(2028, 2, 28), D(2027, 3, 1), D(2028, 2, 28)),
        (D(2024, 2, 29), D(2028, 2, 29), D(2028, 2, 29), D(2029, 2, 28)),
        (D(2026, 1, 1), D(2026, 12, 31), D(2026, 1, 1), D(2026, 12, 31)),
        (D(2025, 12, 31), D(2026, 12, 30), D(2025, 12, 31), D(2026, 12, 30)),
    ],
)
def test_contract_year(start: D | None, day: D, first: D, last: D) -> None:
    assert contract_year(start, day) == (first, last)


@given(st.dates(D(1950, 1, 1), D(2100, 1, 1)), st.dates(D(1950, 1, 1), D(2100, 1, 1)))
def test_contract_years_cover_every_day_once(start: D, day: D) -> None:
    first, last = contract_year(start, day)
    assert first <= day <= last
    assert contract_year(start, last + ONE)[0] == last + ONE
    assert (last - first).days in (364, 365)


NOVEMBER = run(D(2026, 11, 1), 22)
CASES: dict[str, tuple[Sequence[D], Sequence[D], int | None, tuple[D, D], D, int, D | None, str]] = {
    # name: days, planned, ceiling, year, today, used, reached on, rule
    "no use": ((), (), 90, YEAR, TODAY, 0, None, "no_use"),
    "no ceiling": (NOVEMBER, (), None, YEAR, TODAY, 22, None, "no_ceiling"),
    "use of another year": (run(D(2026, 3, 1), 20), (), 90, YEAR, TODAY, 0, None, "no_use"),
    "one day in ninety": ([D(2026, 11, 1)], (), 90, YEAR, TODAY, 1, None, "not_before"),
    # 45 in 90 days is one in two: 10 more take 20 days
    "every other day": (run(D(2026, 8, 25), 45, 2), (), 55, YEAR, TODAY, 45, D(2026, 12, 12), "pace"),
    # 22 days of the last 90: 68 more take 278.2 days, beyond the year
    "burst that is not kept up": (NOVEMBER, (), 90, YEAR, TODAY, 22, None, "not_before"),
    # 30 more at 22 in 90 days take 122.7 days, the 123rd is told
    "burst that comes to the ceiling": (NOVEMBER, (), 52, YEAR, TODAY, 22, D(2027, 3, 25), "pace"),
    "old use without pace": (run(D(2026, 4, 1), 60), (), 90, YEAR, TODAY, 60, None, "no_use"),
    "ceiling reached today": (NOVEMBER, (), 22, YEAR, TODAY, 22, TODAY, "reached"),
    "ceiling passed": (NOVEMBER, (), 20, YEAR, TODAY, 22, TODAY, "reached"),
    "several shifts of one day": ([TODAY, TODAY, TODAY], (), 3, YEAR, TODAY, 1, None, "not_before"),
    "planned alone": ((), run(D(2026, 12, 1), 5), 5, YEAR, TODAY, 0, D(2026, 12, 5), "planned"),
    "planned before the pace": (
        run(D(2026, 8, 25), 45, 2), run(D(2026, 11, 23), 10), 55, YEAR, TODAY, 45, D(2026, 12, 2), "planned",
    ),
    # three planned, then 7 more at one in two: 14 days after the third
    "planned, then the pace": (
        run(D(2026, 8, 25), 45, 2), run(D(2026, 11, 23), 3), 55, YEAR, TODAY, 45, D(2026, 12, 9), "pace",
    ),
    "planned but for one": (
        run(D(2026, 8, 25), 45, 2), run(D(2026, 11, 23), 3), 49, YEAR, TODAY, 45, D(2026, 11, 27), "pace",
    ),
    "on the year's last day": (
        run(D(2026, 8, 25), 45, 2), (), 55, (D(2025, 12, 13), D(2026, 12, 12)), TODAY, 45, D(2026, 12, 12), "pace",
    ),
    "a day after the year's last": (
        run(D(2026, 8, 25), 45, 2), (), 55, (D(2025, 12, 12), D(2026, 12, 11)), TODAY, 45, None, "not_before",
    ),
    "one planned far away changes nothing": (
        run(D(2026, 8, 25), 45, 2), [D(2027, 3, 20)], 55, YEAR, TODAY, 45, D(2026, 12, 12), "pace",
    ),
    "planned beyond the year": ((), run(D(2027, 4, 1), 50), 5, YEAR, TODAY, 0, None, "no_use"),
    "planned long ago counts for nothing": ((), run(D(2026, 5, 1), 50), 5, YEAR, TODAY, 0, None, "no_use"),
    "planned today is still to come": ((), [TODAY], 1, YEAR, TODAY, 0, TODAY, "planned"),
    # the pace of a young year: 5 of 10 days, hence 85 more take 170
    "young year": (run(D(2026, 4, 1), 5), (), 90, YEAR, D(2026, 4, 10), 5, D(2026, 9, 27), "pace"),
    "first day of the year": ([D(2026, 4, 1)], (), 3, YEAR, D(2026, 4, 1), 1, D(2026, 4, 3), "pace"),
    "last day of the year": ([D(2027, 3, 31)], (), 90, YEAR, D(2027, 3, 31), 1, None, "not_before"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_forecast(case: str) -> None:
    days, planned, ceiling, year, today, used, reached_on, rule = CASES[case]
    found = forecast(days, planned, ceiling, year, today)
    assert (found.used, found.reached_on, found.rule.code) == (used, reached_on, rule)
    assert reserve_rule(found).endswith(".")


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("no use", "Aucun jour n’a été employé sur les 90 derniers jours : aucune date ne s’en déduit."),
        ("no ceiling", "Pas de plafond en jours : un réserviste citoyen est compté en heures par semaine."),
        ("ceiling reached today", "Le plafond de 22 jours est atteint."),
        ("ceiling passed", "Le plafond de 20 jours est dépassé de 2 jours."),
        (
            "planned alone",
            "Avec 5 jours planifiés, le plafond de 5 jours est atteint. Pour tenir jusqu’au 31 mars 2027, il ne faut "
            "pas dépasser 1,2 jour par mois.",
        ),
        (
            "planned, then the pace",
            "Le rythme est de 15,2 jours par mois sur les 90 derniers jours ; 3 jours planifiés s’y ajoutent. Pour "
            "tenir jusqu’au 31 mars 2027, il ne faut pas dépasser 2,4 jours par mois.",
        ),
        (
            "young year",
            "Le rythme est de 15,2 jours par mois depuis le 1er avril 2026. Pour tenir jusqu’au 31 mars 2027, il ne "
            "faut pas dépasser 7,3 jours par mois.",
        ),
        (
            "one day in ninety",
            "Le rythme est de 0,3 jour par mois sur les 90 derniers jours. Le plafond de 90 jours n’est pas "
            "atteint avant le 31 mars 2027.",
        ),
    ],
)
def test_the_rule_in_words(case: str, words: str) -> None:
    days, planned, ceiling, year, today, *_ = CASES[case]
    assert plain(reserve_rule(forecast(days, planned, ceiling, year, today))) == words


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_leap_day_is_a_day() -> None:
    """20 days of 51: 20 more take 51 days, one of which is 29 February."""
    year = (D(2027, 12, 1), D(2028, 11, 30))
    found = forecast(run(D(2028, 1, 1), 20), (), 40, year, D(2028, 1, 20))
    assert found.pace_per_month == pytest.approx(20 / 51 * 365 / 12)
    assert found.reached_on == D(2028, 1, 20) + 51 * ONE == D(2028, 3, 11)


def test_the_delegate_of_eight_months() -> None:
    """118 of 150 on 22 November of a year that begins on 1 April: spread evenly, the ceiling comes in January."""
    span = (TODAY - YEAR[0]).days
    days = [YEAR[0] + (n * span // 118) * ONE for n in range(118)]
    found = forecast(days, (), 150, YEAR, TODAY)
    assert found.used == 118
    assert found.reached_on is not None and (found.reached_on.year, found.reached_on.month) in ((2027, 1), (2027, 2))
    assert found.sustainable_per_month == pytest.approx(32 / 129 * 365 / 12)
    words = plain(reserve_rule(found))
    assert words == (
        "Le rythme est de 14,9 jours par mois sur les 90 derniers jours. Pour tenir jusqu’au 31 mars 2027, il ne faut "
        "pas dépasser 7,5 jours par mois."
    )


def test_days_before_the_log_count_and_have_a_pace() -> None:
    found = forecast((), (), 90, YEAR, TODAY, opening=Opening(60, D(2026, 9, 30)))
    assert found.used == 60
    assert found.pace_per_month == pytest.approx(60 * 37 / 183 / 90 * 365 / 12)  # 37 of their 183 days are in sight
    assert found.reached_on is None


def test_days_before_the_log_of_another_year_do_not_count() -> None:
    assert forecast((), (), 90, YEAR, TODAY, opening=Opening(60, D(2026, 3, 31))).used == 0


DAYS = st.sets(st.integers(0, 364).map(lambda n: YEAR[0] + n * ONE), max_size=40)


@given(DAYS, DAYS, st.integers(1, 60), st.integers(0, 364).map(lambda n: YEAR[0] + n * ONE), DAYS, DAYS)
def test_more_use_never_comes_later(
    days: set[D], planned: set[D], ceiling: int, today: D, more: set[D], also: set[D]
) -> None:
    less = forecast(sorted(days), sorted(planned), ceiling, YEAR, today)
    much = forecast(sorted(days | more), sorted(planned | also), ceiling, YEAR, today)
    assert _day(much) <= _day(less)
    for found in (less, much):
        assert found.reached_on is None or today <= found.reached_on <= YEAR[1]
        assert (found.reached_on == today) >= (found.used >= ceiling)


def _day(found: Forecast) -> D:
    return found.reached_on or D.max


@given(DAYS, DAYS, st.integers(0, 364).map(lambda n: YEAR[0] + n * ONE), st.integers(0, 30))
def test_lists_foretell_what_days_do(days: set[D], planned: set[D], today: D, opening: int) -> None:
    """Rows compare days as the base writes them."""
    reservist = Reservist(
        category=ReserveCategory.OPERATIONAL, profile=ReserveProfile.VOLUNTEER, contract_start=D(2024, 4, 1),
        opening_days=opening, opening_on=D(2026, 6, 1),
    )  # fmt: skip
    limits = Rules(volunteer_days=40)
    used, coming = (tuple(sorted(day.isoformat() for day in found)) for found in (days, planned))
    before = Opening(opening, min(D(2026, 6, 1), today)) if opening else None
    assert forecast_of(reservist, Total(used, coming), limits, today) == forecast(
        sorted(days), sorted(planned), 40, YEAR, today, opening=before
    )
