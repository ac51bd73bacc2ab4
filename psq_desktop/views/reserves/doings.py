"""What the menus of the roster do: forms, changes of state, documents that bear names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import time
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop.errors import UserError
from psq_desktop.services.kinds import ReservistState
from psq_desktop.services.reserves import delegates, reservists, roster, skills, statements, unmasking
from psq_desktop.services.reserves.reservist_rows import ReservistSheet
from psq_desktop.services.reserves.skills import SkillChoice
from psq_desktop.views import badges, icons
from psq_desktop.views.registers.unmasked import Unmasked
from psq_desktop.views.reserves import facts
from psq_desktop.views.reserves.actions import ENTRIES
from psq_desktop.views.reserves.approval_form import ApprovalDialog
from psq_desktop.views.reserves.delegate_form import DelegateDialog
from psq_desktop.views.reserves.hours_form import HoursDialog, finished
from psq_desktop.views.reserves.person_form import EditPersonDialog, Wanted
from psq_desktop.views.reserves.shift_form import ShiftDialog
from psq_desktop.views.reserves.shifts_dialog import ShiftsDialog
from psq_desktop.views.reserves.skills_form import SkillsDialog
from psq_desktop.views.screen import Paper, Route, Workspace
from psq_desktop.views.tokens import Token
from psq_desktop.wording import word

_CAUTION = (
    "Ce document porte des noms en clair\n"
    "Diffusion restreinte : ne le remettez qu’à qui doit le connaître. Cette consultation est inscrite au journal."
)


class Doings(QObject):
    """Acts on the sheet that it is given. `refused` tells what no form shows."""

    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, unmasked: Unmasked, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._unmasked, self._window = workspace, unmasked, window
        self._run: dict[str, Callable[[ReservistSheet], None]] = {
            "edit": self.edit,
            "skills": self._skills,
            "shift": self._shift,
            "shifts": self._shifts,
            "validate": self._validate,
            "calendar": self._calendar,
            "delegate": self._delegate,
            "end_delegation": self._end_delegation,
            "remove": self.remove,
        }

    def fill(self, menu: QMenu, sheet: ReservistSheet) -> None:
        """Everything that can be done now."""
        today = self._workspace.today
        for entry in ENTRIES:
            if not entry.shows(sheet, today):
                continue
            if entry.separator:
                menu.addSeparator()
            tone: Token = "danger" if entry.key == "remove" else "text2"
            menu.addAction(icons.icon(entry.icon, tone), entry.words, partial(self.run, entry.key, sheet))
            if entry.key == "skills" and sheet.next_states:
                self._add_states(menu, sheet)
            if entry.key == "shift":
                self._add_years(menu, sheet)

    def run(self, key: str, sheet: ReservistSheet) -> None:
        """One entry of the menu."""
        self._run[key](sheet)

    # --- state

    def _add_states(self, menu: QMenu, sheet: ReservistSheet) -> None:
        states = menu.addMenu(icons.icon(badges.look(sheet.row.state).icon), "Passer à l’état")
        for state in sheet.next_states:
            states.addAction(icons.icon(badges.look(state).icon), word(state), partial(self.set_state, sheet, state))

    def set_state(self, sheet: ReservistSheet, state: ReservistState) -> None:
        """As of today; approval asks for its date, and what « active » still needs is asked for in the form."""
        if state is ReservistState.APPROVED:
            ApprovalDialog(self._workspace, sheet.row, self._window.window()).open()
            return

        def refused(error: UserError) -> None:
            if error.problems:
                self.edit(sheet, Wanted(state, error))
            else:
                self.refused.emit(error)

        today, note = self._workspace.today, f"{sheet.row.code} : {word(state).lower()}"
        self._workspace.write(reservists.set_state, sheet.row.id, state, today, failed=refused, note=note)

    def remove(self, sheet: ReservistSheet) -> None:
        """Suppr: with undo."""
        self._workspace.write(reservists.remove, sheet.row.id, note=f"Réserviste supprimé : {sheet.row.code}")

    # --- forms

    def edit(self, sheet: ReservistSheet, wanted: Wanted | None = None) -> None:
        """F2; names are in the form only while they are shown. ``wanted``: the state that the form is to bring."""
        key = sheet.row.id
        dialog = EditPersonDialog(self._workspace, key, self._unmasked.shows(key), self._window.window(), wanted)
        dialog.unmask_requested.connect(partial(self._unmask_and_edit, sheet, wanted))
        dialog.open()

    def _unmask_and_edit(self, sheet: ReservistSheet, wanted: Wanted | None) -> None:
        self._unmasked.reveal(sheet.row.id, partial(self.edit, sheet, wanted))

    def _skills(self, sheet: ReservistSheet) -> None:
        def ask(found: tuple[SkillChoice, ...]) -> None:
            SkillsDialog(self._workspace, sheet, found, self._window.window()).open()

        self._workspace.read(skills.search, then=ask)

    def _shift(self, sheet: ReservistSheet) -> None:
        ShiftDialog(self._workspace, sheet.row, self._window.window()).open()

    def _shifts(self, sheet: ReservistSheet) -> None:
        ShiftsDialog(self._workspace, sheet.row, self._window.window()).open()

    def _validate(self, sheet: ReservistSheet) -> None:
        about, found = facts.second_line(sheet.row), finished(sheet, self._workspace.today)
        HoursDialog(self._workspace, about, found, self._window.window()).open()

    def _calendar(self, sheet: ReservistSheet) -> None:
        self._workspace.go.emit(Route("reserves", sheet.row.id, "calendar"))

    def _delegate(self, sheet: ReservistSheet) -> None:
        DelegateDialog(self._workspace, sheet.row, self._window.window()).open()

    def _end_delegation(self, sheet: ReservistSheet) -> None:
        current = next((each for each in sheet.delegations if each.current), None)
        if current is not None:
            self._workspace.write(
                delegates.end, current.id, self._workspace.today, failed=self.refused.emit, note="Mandat terminé"
            )

    # --- documents

    def roster(self, how: str) -> None:
        """The roster with its names, « preview » or « export »."""
        today = self._workspace.today

        def compose(session: Any) -> Any:
            return roster.compose(session, today)

        self._restricted(how, "roster", compose, None)

    def _add_years(self, menu: QMenu, sheet: ReservistSheet) -> None:
        years = menu.addMenu(icons.icon("file-text"), "Relevé annuel d’heures")
        for year in facts.statement_years(sheet, self._workspace.today):
            years.addAction(str(year), partial(self.statement, sheet, year))

    def statement(self, sheet: ReservistSheet, year: int) -> None:
        """Somebody's hours of a year."""
        today, key = self._workspace.today, sheet.row.id

        def compose(session: Any) -> Any:
            return statements.compose(session, key, year, today)

        self._restricted("preview", "hours-statement", compose, key)

    def _restricted(self, how: str, what: str, compose: Callable[[Any], Any], object_id: int | None) -> None:
        """Journal that names are shown, then show them."""

        def show(_result: object) -> None:
            self._workspace.paper_requested.emit(how, what, Paper(compose, _CAUTION))

        self._workspace.write(unmasking.reveal, "reservists", object_id, at=int(time()), then=show)
