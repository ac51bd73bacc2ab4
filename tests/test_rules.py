"""The rules in words say what the functions compute, and have a word for every row."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psq_desktop import rules
from psq_desktop.french import MINUS, NARROW, NBSP, figure, percent, typeset
from psq_desktop.services import facts
from psq_desktop.services.facts import Aim, Gap, Limits
from psq_desktop.services.kinds import (
    Direction,
    DisclosureLevel,
    IndicatorKind,
    OutlookState,
    Pace,
    Period,
    Priority,
)
from psq_desktop.services.steering.progress_rows import Figure, IndicatorRow, ObjectiveRow

DAY = dt.date(2026, 11, 22)
UP, DOWN, THRESHOLD, NEUTRAL, ORDINAL = Direction


def plain(text: str) -> str:
    return text.replace(NBSP, " ").replace(NARROW, " ")


def objective(
    aim: Aim | None,
    value: float | None,
    time: float | None = 0.5,
    *,
    stale: bool = False,
    decimals: int = 0,
    outlook: OutlookState = OutlookState.UNKNOWN,
    outlook_on: dt.date | None = None,
) -> ObjectiveRow:
    """A row whose facts are those of its figure."""
    shown, share = None, None
    if aim is not None:
        shown = Figure(
            1, "Mesure", "faits", decimals, aim.direction, aim.baseline, aim.target, aim.at_most, (),
            None if stale else value, DAY if value is not None else None, stale,
        )  # fmt: skip
        share = facts.progress(aim, shown.value)
    return ObjectiveRow(
        1, "1.1", 1, "Axe", "Titre", "Titre", None, "", "", frozenset(), None, None, Priority.NORMAL,
        DisclosureLevel.PARTNERS, outlook, outlook_on, shown, share, time, Pace.UNKNOWN, None,
        120 if stale else None, None, 0, 0, 0, (),
    )  # fmt: skip


def indicator(
    aim: Aim, value: float | None, now: float | None, step: float | None, period: Period, decimals: int = 0
) -> IndicatorRow:
    return IndicatorRow(
        1, 1, "Mesure", IndicatorKind.RESULT, "faits", decimals, None, "", "", "", period, aim.direction,
        aim.baseline, None, aim.target, aim.at_most, None, None, (), True, (), value, DAY, False,
        facts.progress(aim, value), facts.reached(aim, value), now, step,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (objective(Aim(DOWN, 40, 20), 35), "25 % du chemin : (35 − 40) / (20 − 40), pour 50 % du temps."),
        (objective(Aim(UP, 0, 10), 15, None), "150 % du chemin : (15 − 0) / (10 − 0)."),
        (objective(Aim(UP, 10, 20), 5), "−50 % du chemin : (5 − 10) / (20 − 10), pour 50 % du temps."),
        (objective(Aim(THRESHOLD, 60, 80), 70), "50 % du chemin : (70 − 60) / (80 − 60), pour 50 % du temps."),
        (objective(Aim(THRESHOLD, 60, 80), 95), "100 % du chemin : le seuil est tenu, pour 50 % du temps."),
        (objective(Aim(THRESHOLD, None, 80), 95), "100 % du chemin : le seuil est tenu, pour 50 % du temps."),
        (objective(None, None), "Aucun indicateur : l’avancement ne se mesure pas."),
        (objective(Aim(NEUTRAL, 1, 2), 1), "Indicateur neutre : l’avancement ne se mesure pas."),
        (objective(Aim(UP, 0, 10), None), "Aucune valeur transmise : l’avancement n’est pas connu."),
        (
            objective(Aim(UP, 0, 10), 5, stale=True),
            "Rien n’a été transmis depuis 120 jours : l’avancement n’est plus connu.",
        ),
        (objective(Aim(ORDINAL, 1, 3), 2), "Des niveaux se comparent, sans pourcentage."),
        (objective(Aim(UP, 0, None), 5), "Aucune cible : l’avancement ne se mesure pas."),
        (objective(Aim(UP, None, 10), 5), "Aucune valeur de départ : l’avancement ne se mesure pas."),
        (
            objective(Aim(UP, 10, 10), 5),
            "La cible est la valeur de départ : elle est tenue ou non, sans pourcentage.",
        ),
        (
            objective(Aim(THRESHOLD, 90, 80), 70),
            "Le seuil était tenu au départ : il l’est ou non, sans pourcentage.",
        ),
        (objective(Aim(UP, 10, 5), 7), "La cible n’est pas du côté attendu : corrigez l’indicateur."),
    ],
)
def test_progress_in_words(row: ObjectiveRow, words: str) -> None:
    assert plain(rules.progress_words(row)) == words


numbers = st.floats(-1e9, 1e9).map(lambda value: round(value, 3))
aims = st.builds(Aim, st.sampled_from(Direction), st.none() | numbers, st.none() | numbers, at_most=st.booleans())
shares = st.none() | st.floats(0, 1)


@given(st.none() | aims, st.none() | numbers, shares, st.booleans(), st.integers(0, 4))
def test_every_row_has_its_words_and_a_share_names_its_numbers(
    aim: Aim | None, value: float | None, time: float | None, stale: bool, decimals: int
) -> None:
    row = objective(aim, value, time, stale=stale, decimals=decimals)
    told = rules.progress_words(row)
    assert told.endswith(".") and told == typeset(told)
    if row.progress is None:
        assert "du chemin" not in told
        return
    assert row.figure is not None and row.figure.value is not None and row.figure.target is not None
    assert told.startswith(percent(row.progress))
    if "seuil" not in told:
        assert row.figure.baseline is not None
        named = [figure(n, decimals) for n in (row.figure.value, row.figure.baseline, row.figure.target)]
        assert all(name in told for name in named)
    if time is not None:
        assert percent(time) in told


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (Gap(-41, None), "Écart −41 points"),
        (Gap(None, 94), "Sans relevé depuis 94 jours"),
        (Gap(None, 1), "Sans relevé depuis 1 jour"),
        (Gap(-41, 94), "Écart −41 points, sans relevé depuis 94 jours"),
    ],
)
def test_a_gap_in_words(gap: Gap, words: str) -> None:
    assert plain(rules.gap_words(gap)) == words


@given(st.integers(1, 100), st.integers(1, 730))
def test_the_rule_of_the_gap_names_its_limits(points: int, days: int) -> None:
    told = plain(rules.gap_rule(Limits(points, days)))
    assert f"plus de {points} points" in told and f"depuis {days} jours" in told


@pytest.mark.parametrize("pace", Pace)
def test_every_pace_has_its_rule(pace: Pace) -> None:
    told = plain(rules.pace_words(pace, Limits(25, 90)))
    assert ("25 points" in told) is (pace in (Pace.TRAILING, Pace.BEHIND))


@pytest.mark.parametrize("direction", Direction)
def test_every_direction_says_how_it_is_read(direction: Direction) -> None:
    assert rules.direction_rule(direction).endswith(".")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (indicator(Aim(UP, 0, 12), 2, 3.4, 3.0, Period.QUARTER), "3 faits ce trimestre (+3)"),
        (indicator(Aim(DOWN, 12, 0), 9, 6.0, -0.52, Period.MONTH), "6 faits ce mois-ci (−0,5)"),
        (indicator(Aim(UP, 0, 12), 2, 3.46, None, Period.YEAR, 1), "3,5 faits cette année"),
        (indicator(Aim(DOWN, 1, 0), 0.5, 0.4, -0.04, Period.MONTH), "0 faits ce mois-ci (−0,04)"),
        (indicator(Aim(UP, 0, 12), 12, 3.4, None, Period.QUARTER), ""),
        (indicator(Aim(NEUTRAL, 0, 12), 2, None, None, Period.QUARTER), ""),
    ],
)
def test_what_is_needed_in_words(row: IndicatorRow, words: str) -> None:
    assert plain(rules.needed_words(row)) == words


@given(aims, st.none() | numbers, st.none() | numbers, st.none() | numbers, st.sampled_from(Period), st.integers(0, 4))
def test_what_is_needed_has_words_for_every_row(
    aim: Aim, value: float | None, now: float | None, step: float | None, period: Period, decimals: int
) -> None:
    told = rules.needed_words(indicator(aim, value, now, step, period, decimals))
    assert told == typeset(told)
    assert f"{MINUS}0 " not in plain(told)


def test_an_outlook_in_words() -> None:
    declared = objective(None, None, outlook=OutlookState.ATTAINABLE, outlook_on=dt.date(2026, 11, 2))
    assert plain(rules.outlook_words(declared)) == "Atteignable, déclaré le 2 nov. 2026"
    assert rules.outlook_words(objective(None, None)) == "Non renseigné"
