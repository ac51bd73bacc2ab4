"""Names are shown for five minutes, journalled, and hidden by whatever shows the screen to others."""

from __future__ import annotations

from psq_desktop.models.reserve import Unmasking
from psq_desktop.views.registers.unmasked import SECONDS, Unmasked, left_words
from psq_desktop.views.screen import Workspace


class _Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def _noted(workspace: Workspace) -> list[tuple[str, int | None]]:
    def read(session: object) -> list[tuple[str, int | None]]:
        return [(row.what, row.object_id) for row in session.query(Unmasking)]  # type: ignore[attr-defined]

    found: list[list[tuple[str, int | None]]] = []
    workspace.read(read, then=found.append)
    workspace.tasks.drain()
    return found[0]


def test_everybody_is_shown_for_five_minutes_once_that_is_journalled(workspace: Workspace) -> None:
    before, clock = _noted(workspace), _Clock()
    unmasked = Unmasked(workspace, "reservists", clock)
    unmasked.reveal()
    assert not unmasked.all  # not before it is written
    workspace.tasks.drain()

    assert unmasked.all and unmasked.shows(7) and unmasked.seconds_left == SECONDS
    assert _noted(workspace) == [*before, ("reservists", None)]
    clock.now += SECONDS - 1
    assert unmasked.all
    clock.now += 1
    told: list[bool] = []
    unmasked.changed.connect(lambda: told.append(unmasked.any))
    unmasked.look()
    assert told == [False]


def test_one_name_shows_no_other(workspace: Workspace) -> None:
    before, clock = _noted(workspace), _Clock()
    unmasked = Unmasked(workspace, "reservists", clock)
    unmasked.reveal(3)
    workspace.tasks.drain()

    assert unmasked.shows(3) and not unmasked.shows(4) and not unmasked.all
    assert _noted(workspace) == [*before, ("reservists", 3)]


def test_a_projection_a_reading_or_masking_meanwhile_hides_them(workspace: Workspace) -> None:
    unmasked = Unmasked(workspace, "reservists", _Clock())
    for shown_to_others in (workspace.projection_requested, workspace.reading_requested):
        unmasked.reveal()
        workspace.tasks.drain()
        assert unmasked.all
        shown_to_others.emit(1)
        assert not unmasked.any

    unmasked.reveal()
    unmasked.mask()  # before the journal has answered
    workspace.tasks.drain()
    assert not unmasked.any


def test_the_time_left_is_said_in_minutes() -> None:
    assert left_words(299) == "encore 4\u00a0min"
    assert left_words(59) == "encore moins d’une minute"
