"""The roster's screen on the demonstration base."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop.services.kinds import ReserveCategory, ReservistState
from psq_desktop.services.reserves import reservists
from psq_desktop.services.reserves.reservist_rows import ReservistSheet
from psq_desktop.views.dialogs import frame
from psq_desktop.views.kit import RowsModel
from psq_desktop.views.reserves.approval_form import ApprovalDialog
from psq_desktop.views.reserves.hours_form import HoursDialog
from psq_desktop.views.reserves.page import ReservesPage
from psq_desktop.views.reserves.person_form import EditPersonDialog, NewPersonDialog
from psq_desktop.views.reserves.propose_dialog import FREE, Offer, ProposeDialog
from psq_desktop.views.reserves.roster_tab import RosterTab
from psq_desktop.views.reserves.shift_form import ShiftDialog
from psq_desktop.views.reserves.skills_form import SkillsDialog
from psq_desktop.views.screen import Paper, Route, Workspace

Show = Callable[[QWidget, int, int], None]


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def page(workspace: Workspace, show: Show) -> ReservesPage:
    made = ReservesPage(workspace, clock=_Clock())
    workspace.tasks.written.connect(lambda changes, _note: made.on_written(changes))  # as the desk does
    show(made, 1300, 760)
    workspace.tasks.drain()
    return made


def _tab(page: ReservesPage) -> RosterTab:
    tab = page.tab
    assert isinstance(tab, RosterTab)
    return tab


def _sheet(page: ReservesPage) -> ReservistSheet:
    sheet = _tab(page).panel.sheet
    assert sheet is not None
    return sheet


def _texts(page: ReservesPage) -> str:
    """Everything that the screen says: labels, cells, names for screen readers."""
    model = _tab(page).list.table.model()
    cells = [
        str(model.index(i, j).data(role) or "")
        for i in range(model.rowCount())
        for j in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    ]
    shown = [f"{w.accessibleName()} {getattr(w, 'text', str)()}" for w in page.findChildren(QWidget)]
    return plain("\n".join((*cells, *shown)))


def _dialog(page: ReservesPage, kind: type[QDialog]) -> QDialog:
    return page.window().findChildren(kind)[-1]


def test_names_are_masked_until_asked_for_and_masked_again_when_the_screen_is_left(
    page: ReservesPage, workspace: Workspace
) -> None:
    found: list[ReservistSheet] = []
    workspace.read(reservists.sheet, _sheet(page).row.id, workspace.today, revealed=True, then=found.append)
    workspace.tasks.drain()
    name = found[0].last_name
    assert name not in _texts(page)
    assert "D••••••• M." in _texts(page)

    second = _tab(page).list.rows[1].id
    _tab(page).list.select(second)
    _tab(page).list.unmask_button.click()
    workspace.tasks.drain()
    assert name in _texts(page) and "encore 5 min" in _texts(page)
    assert _sheet(page).row.id == second  # whoever is chosen stays chosen

    page.hide()
    assert name not in _texts(page)
    page.show()
    workspace.tasks.drain()
    assert name not in _texts(page) and _tab(page).list.unmask_button.text().endswith("Démasquer")


def test_the_delegate_has_a_forecast_with_its_rule_and_a_chart_in_words(page: ReservesPage) -> None:
    words = _texts(page)

    assert _sheet(page).row.delegate
    assert "118 / 150" in words and "jours sur 150, année du 1er avril" in words
    assert "Plafond atteint le " in words and "jours par mois" in words
    assert "Jours employés, année du 1er avril" in words


def test_filters_keep_and_count(page: ReservesPage, workspace: Workspace) -> None:
    roster = _tab(page).list
    roster.show_only("citizen")
    citizens = {each.row.category for each in roster._kept()}
    assert citizens == {ReserveCategory.CITIZEN}
    roster.clear_filters()
    roster.filter.setText("lan signes")
    assert roster._kept() and len(roster._kept()) < len(roster.rows)
    roster.clear_filters()
    assert len(roster._kept()) == len(roster.rows)


def test_a_new_reservist_of_17_is_refused_at_the_field_and_kept_as_typed(
    page: ReservesPage, workspace: Workspace, qtbot: QtBot
) -> None:
    page.create_new()
    dialog = _dialog(page, NewPersonDialog)
    assert isinstance(dialog, NewPersonDialog)
    born = workspace.today.replace(year=workspace.today.year - 17)
    dialog.form.set_values({"last_name": "Essai", "born_on": born, "category": ReserveCategory.CITIZEN})
    dialog.form.field_left.emit("category", ReserveCategory.CITIZEN)
    dialog.submit()
    workspace.tasks.drain()
    assert dialog.form.problem("born_on") and dialog.form.value("last_name") == "Essai"

    dialog.form.set_values({"born_on": born.replace(year=born.year - 20)}, force=True)
    dialog.submit()
    workspace.tasks.drain()
    workspace.tasks.drain()
    chosen = _tab(page).list.current
    assert chosen is not None and chosen.code.startswith("CA-") and chosen.display == "E••••"


def test_everything_wrong_is_said_at_once_and_the_first_fault_is_brought_in_sight(
    page: ReservesPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame, "_OF_SCREEN", 0.35)
    page.create_new()
    dialog = _dialog(page, NewPersonDialog)
    assert isinstance(dialog, NewPersonDialog)
    note = dialog.form.field("note").parentWidget()
    assert note is not None
    dialog.form.set_values({"note": "2840588 16502457"})
    dialog.submit()
    workspace.tasks.drain()
    assert dialog.form.problems() == ("profile", "last_name", "note")  # what is empty and what is not
    assert note.visibleRegion().isEmpty()

    dialog.form.set_values({"last_name": "Essai", "category": ReserveCategory.CITIZEN}, force=True)
    dialog.form.field_left.emit("category", ReserveCategory.CITIZEN)
    dialog.submit()
    workspace.tasks.drain()
    assert dialog.form.problems() == ("note",)
    assert note.visibleRegion().boundingRect() == note.rect()  # the words below it included


def test_masked_engagements_are_edited_without_the_name(page: ReservesPage, workspace: Workspace) -> None:
    _tab(page).doings.edit(_sheet(page))
    dialog = _dialog(page, EditPersonDialog)
    assert isinstance(dialog, EditPersonDialog)
    workspace.tasks.drain()
    assert "last_name" not in dialog.form.values()
    dialog.form.set_values({"activity": "Médiation de nuit"}, force=True)
    dialog.submit()
    workspace.tasks.drain()
    workspace.tasks.drain()

    assert _sheet(page).row.activity == "Médiation de nuit"


def test_a_shift_that_ends_before_it_starts_offers_the_next_day(page: ReservesPage, workspace: Workspace) -> None:
    tab, before = _tab(page), len(_sheet(page).shifts)
    tab.doings.run("shift", _sheet(page))
    dialog = _dialog(page, ShiftDialog)
    assert isinstance(dialog, ShiftDialog)
    field = dialog.form.field
    for name, typed in (("day", "01/11"), ("starts", "22 h"), ("ends", "2 h")):
        field(name).setText(typed)  # type: ignore[attr-defined]
        field(name).editingFinished.emit()  # type: ignore[attr-defined]
    dialog.submit()
    workspace.tasks.drain()
    assert dialog.form.problem("ends") and dialog.next_day_button.isVisibleTo(dialog)

    dialog.next_day_button.click()
    workspace.tasks.drain()
    workspace.tasks.drain()
    assert len(_sheet(page).shifts) == before + 1


def test_hours_are_validated_together_with_what_was_really_done(page: ReservesPage, workspace: Workspace) -> None:
    tab, before = _tab(page), _sheet(page).validated_minutes
    tab.doings.run("validate", _sheet(page))
    dialog = _dialog(page, HoursDialog)
    assert isinstance(dialog, HoursDialog) and dialog.lines
    for line in dialog.lines[1:]:
        line.box.setChecked(False)
    dialog.lines[0].minutes.set_minutes(400)
    dialog.submit()
    workspace.tasks.drain()
    workspace.tasks.drain()

    assert _sheet(page).validated_minutes == before + 400


def test_a_day_given_for_a_skill_means_that_it_is_held(page: ReservesPage, workspace: Workspace) -> None:
    tab, held = _tab(page), {each.name for each in _sheet(page).row.skills}
    tab.doings.run("skills", _sheet(page))
    workspace.tasks.drain()
    dialog = _dialog(page, SkillsDialog)
    assert isinstance(dialog, SkillsDialog)
    lacking = next(each for each in dialog._skills if each.name not in held)
    field = dialog.form.field(f"until_{lacking.id}")
    field.setText("31/12/2027")  # type: ignore[attr-defined]
    field.editingFinished.emit()  # type: ignore[attr-defined]
    dialog.submit()
    workspace.tasks.drain()
    workspace.tasks.drain()

    assert {each.name for each in _sheet(page).row.skills} == {*held, lacking.name}


def test_an_active_state_that_lacks_a_date_opens_the_form_on_it(page: ReservesPage, workspace: Workspace) -> None:
    tab = _tab(page)
    candidate = next(
        each for each in tab.list.rows if each.state.applying and each.category is ReserveCategory.OPERATIONAL
    )
    tab.list.select(candidate.id)
    workspace.tasks.drain()
    tab.doings.set_state(_sheet(page), ReservistState.APPROVED)
    asked = _dialog(page, ApprovalDialog)
    assert isinstance(asked, ApprovalDialog)
    assert asked.values() == {"approved_on": candidate.approved_on or workspace.today}
    approved_on = workspace.today - dt.timedelta(3)
    asked.form.set_values({"approved_on": approved_on}, force=True)
    asked.submit()
    workspace.tasks.drain()
    workspace.tasks.drain()
    sheet = _sheet(page)
    assert sheet.row.code.startswith("RO-") and sheet.row.approved_on == approved_on
    assert sheet.missing
    tab.doings.set_state(sheet, ReservistState.ACTIVE)
    workspace.tasks.drain()
    workspace.tasks.drain()
    dialog = _dialog(page, EditPersonDialog)
    assert isinstance(dialog, EditPersonDialog)
    assert all(dialog.form.problem(name) for name in sheet.missing)
    year = dt.timedelta(365)
    needed = {"contract_start": approved_on, "contract_end": approved_on + year, "charter_on": approved_on}
    dialog.form.set_values({name: needed[name] for name in sheet.missing}, force=True)
    dialog.submit()
    workspace.tasks.drain()
    workspace.tasks.drain()
    assert _sheet(page).row.state is ReservistState.ACTIVE  # the form was opened for that


def test_the_roster_document_is_journalled_cautioned_and_asked_for_by_ctrl_e(
    page: ReservesPage, workspace: Workspace
) -> None:
    asked: list[tuple[str, str, Paper]] = []
    workspace.paper_requested.connect(lambda *told: asked.append(told))
    assert page.export()
    assert not asked  # not before it is written
    workspace.tasks.drain()

    how, what, paper = asked[0]
    assert (how, what) == ("export", "roster") and "noms en clair" in paper.caution


def _proposed(page: ReservesPage, workspace: Workspace, code: str) -> tuple[ProposeDialog, list[Offer]]:
    tab = _tab(page)
    tab.list.select(next(each.id for each in tab.list.rows if each.code == code))
    workspace.tasks.drain()
    tab.panel.mission_button.click()
    workspace.tasks.drain()
    dialog = _dialog(page, ProposeDialog)
    assert isinstance(dialog, ProposeDialog)
    model = dialog.table.model()
    assert isinstance(model, RowsModel)
    return dialog, [offer for rank in range(model.rowCount()) if (offer := model.row_at(rank)) is not None]


def test_a_mission_is_proposed_with_what_stands_against_it(page: ReservesPage, workspace: Workspace) -> None:
    dialog, found = _proposed(page, workspace, "RO-01")
    assert found and not any(offer.fit for offer in found)
    dialog.assign()
    assert dialog.note.isVisibleTo(dialog) and not dialog.assign_button.isEnabled()
    dialog.reject()

    dialog, found = _proposed(page, workspace, "RO-03")
    assert found[0].fit and found[0].words == FREE
    before = len(_sheet(page).shifts)
    dialog.assign()
    workspace.tasks.drain()
    workspace.tasks.drain()
    assert len(_sheet(page).shifts) == before + 1


def test_a_command_of_the_menu_waits_for_who_is_shown(workspace: Workspace, show: Show) -> None:
    made = ReservesPage(workspace, clock=_Clock())
    made.perform("enter_shift")  # nobody is known yet
    show(made, 1300, 760)
    workspace.tasks.drain()

    assert _dialog(made, ShiftDialog).isVisible()


def test_routes_menus_and_commands_reach_a_reservist(page: ReservesPage, workspace: Workspace) -> None:
    tab = _tab(page)
    wanted = tab.list.rows[2]
    page.open(Route("reserves", wanted.id))
    workspace.tasks.drain()
    assert _sheet(page).row.id == wanted.id

    menu = QMenu()
    tab.doings.fill(menu, _sheet(page))
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[0].startswith("Modifier") and texts[-1].startswith("Supprimer")
    tab.doings.remove(_sheet(page))
    workspace.tasks.drain()
    workspace.tasks.drain()
    assert wanted.id not in {each.id for each in tab.list.rows}
