"""The missions on screen: what is said of them, their form, who is on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from psq_desktop.errors import Problem
from psq_desktop.services.kinds import Availability, MissionState, ReserveCategory, ShiftState
from psq_desktop.services.reserves import assigning, missions
from psq_desktop.services.reserves.mission_rows import AssignedShift, Candidate, MissionRow, Obstacle
from psq_desktop.views.reserves.missions_candidates import verdict
from psq_desktop.views.reserves.missions_columns import COMING
from psq_desktop.views.reserves.missions_crew import finished, shift_words
from psq_desktop.views.reserves.missions_form import open_new_mission
from psq_desktop.views.reserves.missions_register import in_order, sheet_of
from psq_desktop.views.reserves.missions_tab import MissionsTab
from psq_desktop.views.reserves.missions_words import aside_words, fit_words, state_cell, when
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.cells import TwoLines, words

DAY = dt.date(2026, 11, 27)
CEILING = Obstacle(Problem("RO-02", "ceiling_passed", (("ceiling", 90), ("used", 84), ("planned", 6))))
UNSAID = Obstacle(Problem("RO-03", "availability_unknown", (("day", "vendredi 27 novembre"),)), True)


def spaced(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def mission(
    key: int = 1, *, day: dt.date = DAY, slots: int = 3, assigned: int = 1, fit: int | None = 3,
    state: MissionState = MissionState.TO_FILL, nights: int = 0, shifts: tuple[AssignedShift, ...] = (),
) -> MissionRow:  # fmt: skip
    return MissionRow(
        key, "Marché", "Place", day, dt.time(22), day + dt.timedelta(days=nights), dt.time(2 if nights else 23), 240,
        slots, assigned, state, (1,), ("Médiation",), None, None, "", None, "", "", None, shifts, fit, CEILING,
    )  # fmt: skip


def candidate(*obstacles: Obstacle) -> Candidate:
    return Candidate(
        1, "RO-02", "H••••• S.", ReserveCategory.OPERATIONAL, 84, 90, 0, (), Availability.AVAILABLE, obstacles
    )


def test_a_mission_over_midnight_says_that_it_ends_on_the_next_day() -> None:
    assert spaced(when(mission(nights=1))) == "vendredi 27 novembre 2026, 22 h 00 – 2 h 00 le lendemain"


def test_places_left_and_proposals_are_told_in_words() -> None:
    assert spaced(state_cell(mission()).text) == "2 postes libres"
    assert spaced(fit_words(mission())) == "3 réservistes libres et compétents"
    assert spaced(aside_words(mission())) == "RO-02 écarté : plafond dépassé"
    filled = mission(assigned=3, state=MissionState.FILLED)
    assert [state_cell(filled).text, fit_words(filled), aside_words(filled)] == ["Pourvue", "", ""]
    assert "plafond dépassé" in words(COMING[-1].cell(mission()))
    cells = [COMING[-1].cell(replace(mission(), aside=aside)) for aside in (CEILING, UNSAID)]
    assert [cell.tone for cell in cells if isinstance(cell, TwoLines)] == ["danger", "warning"]


def test_a_candidate_says_every_reason_and_a_caution_forbids_nothing() -> None:
    assert verdict(candidate()) == "Libre et apte"
    refused = spaced(verdict(candidate(CEILING, UNSAID)))
    assert refused.startswith("écarté : ") and "90" in refused and "27 novembre" not in refused
    assert spaced(verdict(candidate(UNSAID))).startswith("à vérifier : ")


def test_the_next_mission_comes_first_and_past_ones_last() -> None:
    days = [dt.date(2026, 12, 9), DAY, dt.date(2026, 11, 2), dt.date(2026, 10, 2)]
    states = [MissionState.TO_FILL, MissionState.FILLED, MissionState.DONE, MissionState.DONE]
    rows = tuple(mission(n, day=day, state=state) for n, (day, state) in enumerate(zip(days, states, strict=True)))
    assert [row.id for row in in_order(rows)] == [1, 0, 2, 3]


@pytest.mark.parametrize(
    ("state", "done", "said", "waits"),
    [
        (ShiftState.PLANNED, None, "Prévue, 4 h", True),
        (ShiftState.DONE, 210, "Faite, 3 h 30 au lieu de 4 h", True),
        (ShiftState.VALIDATED, 240, "Validée, 4 h", False),
    ],
)
def test_a_shift_tells_its_hours_and_waits_until_they_are_validated(
    state: ShiftState, done: int | None, said: str, waits: bool
) -> None:
    shift = AssignedShift(1, 1, "RO-02", "H••••• S.", state, 240, done)
    assert spaced(shift_words(shift)) == said
    assert bool(finished(mission(shifts=(shift,)))) is waits


def settle(workspace: Workspace) -> None:
    for _ in range(3):
        workspace.tasks.drain()
        QApplication.processEvents()


def test_an_end_before_the_start_is_told_once_and_leads_to_the_next_day(
    workspace: Workspace, show: Callable[[QWidget, int, int], None]
) -> None:
    host = QWidget()
    show(host, 900, 700)
    dialog = open_new_mission(workspace, host)
    settle(workspace)
    made: list[int] = []
    dialog.saved.connect(made.append)
    typed = {"title": "Nuit du marché", "day": DAY, "starts": dt.time(22), "ends": dt.time(2), "slots": 2}
    dialog.form.set_values(typed, force=True)
    dialog.submit()
    settle(workspace)
    assert not made
    assert "lendemain" in dialog.form.problem("ends")
    assert not dialog.note.isVisible()
    assert dialog.form.value("title") == "Nuit du marché"
    box = dialog.form.field("next_day")
    assert dialog.focusWidget() is box
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not dialog.form.problem("ends")
    dialog.submit()
    settle(workspace)
    found = workspace.tasks.store.read(missions.row, made[0], workspace.today)
    assert (found.day, found.ends_on, found.minutes) == (DAY, DAY + dt.timedelta(days=1), 240)


@pytest.fixture
def tab(workspace: Workspace, show: Callable[[QWidget, int, int], None]) -> MissionsTab:
    made = MissionsTab(workspace)
    show(made, 1275, 690)
    made.reload()
    settle(workspace)
    return made


def test_somebody_over_the_ceiling_is_refused_in_place_and_nothing_is_written(
    tab: MissionsTab, workspace: Workspace
) -> None:
    row = next(each for each in tab.list.rows if each.free > 1)
    tab.list.want(row.id)
    settle(workspace)
    card = tab.candidates
    over = next(each for each in card._rows if any(found.code == "ceiling_passed" for found in each.obstacles))
    assert card.table.select(over.reservist_id)
    card.assign_button.click()
    settle(workspace)
    assert card.note.isVisible()
    assert over.code in card.note.accessibleDescription() and "plafond" in card.note.accessibleDescription()
    assert workspace.tasks.store.read(missions.row, row.id, workspace.today).shifts == row.shifts


def test_nobody_is_put_on_a_full_mission_and_the_button_says_why(tab: MissionsTab, workspace: Workspace) -> None:
    row = next(each for each in tab.list.rows if each.state is MissionState.FILLED)
    tab.list.want(row.id)
    settle(workspace)
    card = tab.candidates
    assert card.table.chosen
    assert not card.assign_button.isEnabled()
    assert f"{row.assigned} sur {row.slots}" in spaced(card.assign_button.toolTip())
    card.table.assign_requested.emit()  # Entrée
    settle(workspace)
    assert "pourvue" in card.note.accessibleDescription()
    tab.hide()
    tab.show()
    assert not card.note.isVisible()
    assert workspace.tasks.store.read(missions.row, row.id, workspace.today).shifts == row.shifts


def test_candidates_stay_where_large_text_leaves_little_room(tab: MissionsTab) -> None:
    tab.resize(985, 330)
    QApplication.sendEvent(tab, QEvent(QEvent.Type.StyleChange))
    QApplication.processEvents()
    assert tab.candidates.assign_button.isVisible()
    for table in (tab.list.table, tab.candidates.table):
        assert table.rowAt(table.rowHeight(0) + table.rowHeight(1) // 2) == 1
        assert table.viewport().height() > 1.5 * table.rowHeight(0)


def test_a_mission_is_with_a_partner_by_its_name(tab: MissionsTab, workspace: Workspace) -> None:
    row = next(each for each in tab.list.rows if each.partner)
    facts = [fact for block in sheet_of(row, workspace.today, QWidget).blocks for fact in block.facts]
    assert ("Avec", row.partner_name) in [(fact.label, fact.value) for fact in facts]
    assert len(row.partner_name) > len(row.partner)


def test_somebody_taken_off_a_mission_could_be_on_it_again(tab: MissionsTab, workspace: Workspace) -> None:
    row = next(each for each in tab.list.rows if each.shifts)
    tab.list.want(row.id)
    settle(workspace)
    tab.crew.withdraw(row.shifts[0])
    settle(workspace)
    left = workspace.tasks.store.read(missions.row, row.id, workspace.today)
    assert len(left.shifts) == len(row.shifts) - 1
    obstacles = workspace.tasks.store.read(assigning.check, row.id, row.shifts[0].reservist_id, workspace.today)
    assert all(each.caution for each in obstacles)
