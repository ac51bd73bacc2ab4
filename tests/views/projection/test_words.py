"""What the projection says, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from psq_desktop.services.kinds import DecisionKind, Direction, OutlookState
from psq_desktop.services.sitting.live_rows import Progress
from psq_desktop.services.sitting.projection import (
    ProjectedDecision,
    ProjectedFigure,
    ProjectedItem,
    ProjectedObjective,
    ProjectionView,
    RailItem,
)
from psq_desktop.views.projection import words
from psq_desktop.views.screen import DraftDecision

RECORDED = ProjectedDecision("D-37", DecisionKind.DECISION, "Poser dix potelets", "VC", (), None)
ITEM = ProjectedItem(12, 3, "Contrôles", False, 20, 60, 1000, None, (RECORDED,))
VIEW = ProjectionView(6, 6, "Comité", dt.date(2026, 12, 10), True, False, False, 7, (), ITEM, None, 11, 3, 1)


@pytest.mark.parametrize(
    ("now", "share", "figure", "word", "over"),
    [(1000, 0.95, "19:00", "restantes", False), (1744, 0.33, "6:36", "restantes", False),
     (2050, 0.075, "1:30", "restante", False), (2270, 1, "2:10", "dépassé de", True),
     (500, 0.95, "19:00", "restantes", False)],
)  # fmt: skip
def test_the_ring_says_what_is_left_then_what_is_over(
    now: int, share: float, figure: str, word: str, over: bool
) -> None:
    ring = words.ring(ITEM, now)
    assert (round(ring.share, 3), ring.figure, ring.word, ring.over) == (share, figure, word, over)


def test_without_a_planned_time_the_ring_counts_up() -> None:
    ring = words.ring(ProjectedItem(12, 3, "Contrôles", False, None, 3600, 1000), 1129)
    assert (ring.share, ring.figure, ring.word) == (0, "1:02:09", "écoulées")


def test_the_decision_being_typed_takes_the_place_of_the_last_one() -> None:
    draft = DraftDecision(12, "A-38", "Rappeler le 06 12 34 56 78", "DIPN 62", dt.date(2027, 1, 31))
    shown = words.decision(VIEW, draft)
    assert shown is not None and shown.drafting
    assert (words.named(shown), shown.text) == ("Action A-38", "Rappeler le ••••")
    assert words.decision_due(shown.due) == "échéance dimanche 31\u00a0janvier\u00a02027"
    for other in (None, DraftDecision(12, "D-38", " ", "", None), DraftDecision(99, "D-38", "Secret", "", None)):
        recorded = words.decision(VIEW, other)
        assert recorded is not None and (recorded.ref, recorded.drafting) == ("D-37", False)


@pytest.mark.parametrize(
    ("direction", "at_most", "unit", "goal"),
    [(Direction.UP, False, "opérations", "cible\u00a03"), (Direction.NEUTRAL, False, "", "repère\u00a03"),
     (Direction.THRESHOLD, True, "j", "au plus\u00a03\u00a0j"),
     (Direction.THRESHOLD, False, "%", "au moins\u00a03\u202f%")],
)  # fmt: skip
def test_a_figure_says_what_it_is_held_against(direction: Direction, at_most: bool, unit: str, goal: str) -> None:
    figure = ProjectedFigure("Délai", unit, 0, direction, at_most, (), 2, 3, 0.5)
    assert words.goal(figure) == goal


def test_a_figure_that_went_the_wrong_way_says_so_beside_an_empty_bar() -> None:
    figure = ProjectedFigure("Signalements", "", 0, Direction.DOWN, False, (), 71, 35, -0.4)
    assert (words.share(figure), words.backwards(figure)) == (0, "en recul")
    assert words.backwards(replace(figure, progress=0.0)) == words.backwards(replace(figure, progress=None)) == ""
    objective = ProjectedObjective("Ville de Calais", OutlookState.COMPROMISED, None, None, 0.5, (figure,))
    said = words.aloud(replace(VIEW, current=replace(ITEM, objective=objective)), None)
    assert "71, cible\u00a035, en recul" in said and "déclarée par Ville de Calais" in said


def test_counts_are_said_once_somebody_was_noted() -> None:
    assert words.counts(VIEW) == "11\u00a0présents ou représentés · 3\u00a0excusés · 1\u00a0absent"


def test_what_comes_next_is_said_before_and_in_the_meeting() -> None:
    halls = RailItem(13, 4, "Halls", Progress.COMING, 15)
    assert words.following(replace(VIEW, following=halls)) == "Ensuite\u00a0: Halls, 15\u00a0min"
    assert (
        words.following(replace(VIEW, following=halls, in_session=False)) == "Premier point\u00a0: Halls, 15\u00a0min"
    )
    assert words.following(VIEW) == ""
