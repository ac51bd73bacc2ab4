"""The formations at the left, whom the chosen one convenes at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.services import committees
from psq_desktop.services.committees import CommitteeSheet, FormationRow
from psq_desktop.views import theme
from psq_desktop.views.dialogs.formation_members import MembersPane
from psq_desktop.views.dialogs.formation_names import NEW, NameLine, NamesTable
from psq_desktop.views.kit import Button, IconLabel, Label, TableCard, boxed, hairline, row
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.themed import Themed

_LEAST, _MOST = 220.0, 400.0  # heights
_REST = 176.0  # title, tabs and buttons of the dialog around it
_OF_SCREEN = 0.9
_TOAST = 50  # letters of a name in the toast
_LEFT = 244.0


class FormationsTab(Themed, QWidget):
    """Ctrl+N, F2 and Suppr in the list; Espace at the right."""

    refused = Signal(object)  # UserError that belongs to no name
    removed = Signal(str)  # what was deleted, for the toast

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._sheet: CommitteeSheet | None = None
        self._naming = (NEW, "")  # the name on its way
        self._removing = ""  # the formation on its way out
        self.names = NamesTable()
        self.members = MembersPane()
        self.add_button = Button("Ajouter", "plus", "small", tip="Ajouter une formation", shortcut="Ctrl+N")
        self.rename_button = Button("Renommer", kind="small", shortcut="F2")
        self.remove_button = Button("Supprimer", kind="small", shortcut="Suppr")
        self._icon = IconLabel("alert-octagon", "danger", 14)
        self._problem = Label("", 9, 400, "danger", wrap=True)
        self._lay()
        self._connect()
        self.restyle()
        self._say("")

    def _lay(self) -> None:
        problem = row(self._icon, self._problem, spacing=5, margins=(12, 8, 10, 8), grow=1)
        problem.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self._problem_box = boxed(problem)
        foot = boxed(row(self.rename_button, self.remove_button, spacing=6, margins=(10, 7, 10, 8)))
        head = boxed(row(Label("Formations", 11, 600), self.add_button, margins=(14, 8, 10, 8), grow=0))
        left = TableCard(head, hairline(), self.names, self._problem_box, hairline(), foot, grow=2)
        theme.fix_width(left, _LEFT)
        self.setLayout(row(left, self.members, spacing=theme.GAP, grow=1))

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.rename_button.clicked.connect(self.rename)
        self.remove_button.clicked.connect(self.remove)
        self.names.row_selected.connect(self._show_members)
        self.names.remove_requested.connect(self.remove)
        self.names.name_given.connect(self._on_name)
        self.names.writing_ended.connect(self._show_members)
        self.names.set_menu(self._fill_menu)
        self.members.member_set.connect(self._on_member)
        self.members.all_set.connect(self._on_all)

    def restyle(self) -> None:
        """As tall as the screen allows: the two lists scroll, not the dialog around them."""
        room = round(self.screen().availableGeometry().height() * _OF_SCREEN) - theme.px(_REST)
        self.setMinimumHeight(min(max(room, theme.px(_LEAST)), theme.px(_MOST)))

    def showEvent(self, event: QShowEvent) -> None:
        self.restyle()
        super().showEvent(event)

    # --- what is shown

    def set_sheet(self, sheet: CommitteeSheet) -> None:
        """Show the formations of the committee."""
        self._sheet = sheet
        known = {partner.id for partner in sheet.partners}
        self.names.show_lines([NameLine(f.id, f.name, len(f.members & known)) for f in sheet.formations])
        self._show_members()

    @property
    def formation(self) -> FormationRow | None:
        """The formation chosen; none while its name is being written for the first time."""
        found = self._sheet.formations if self._sheet is not None else ()
        return next((row_ for row_ in found if row_.id == self.names.current_id), None)

    def _show_members(self) -> None:
        formation = self.formation
        self.members.show_formation(formation, self._sheet.partners if self._sheet is not None else ())
        self.rename_button.setEnabled(formation is not None)
        self.remove_button.setEnabled(formation is not None)

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem_box.setVisible(bool(problem))
        self.names.setAccessibleDescription(self._problem.text())

    # --- what the user does

    def add(self) -> None:
        """A formation more: its name is written in the list."""
        self._say("")
        self.names.write_new()

    def rename(self) -> None:
        """F2."""
        self._say("")
        self.names.write_name()

    def remove(self) -> None:
        """Suppr."""
        formation = self.formation
        if formation is not None and not self._removing:
            self._say("")
            self._removing = formation.name
            self._workspace.write(
                committees.remove_formation, formation.id, then=self._on_removed, failed=self._on_not_removed
            )

    def commit(self) -> None:
        """Save the name that is being written."""
        self.names.finish()

    def _fill_menu(self, line: NameLine, menu: QMenu) -> None:
        self.names.select(line.id)
        menu.addAction("Renommer", self.rename)
        menu.addAction("Supprimer", self.remove)

    def _on_removed(self, _: None) -> None:
        name, self._removing = self._removing, ""
        short = name if len(name) <= _TOAST else f"{name[:_TOAST].rstrip()}…"
        self.removed.emit(f"Formation supprimée : {short}")

    def _on_not_removed(self, error: UserError) -> None:
        self._removing = ""
        self.refused.emit(error)

    def _on_name(self, key: int, text: str) -> None:
        self._naming = key, text
        self._say("")
        if key == NEW:
            self._workspace.write(
                committees.add_formation, text, then=self.names.await_row, failed=self._on_name_refused
            )
        else:
            self._workspace.write(committees.rename_formation, key, text, failed=self._on_name_refused)

    def _on_name_refused(self, error: UserError) -> None:
        if not error.problems:
            self.refused.emit(error)
            return
        self._say(wording.explain_problem(error.problems[0]))
        self.names.write_again(*self._naming)

    def _on_member(self, partner_id: int, on: bool) -> None:
        if self.formation is not None:
            self._workspace.write(committees.set_member, self.formation.id, partner_id, on, failed=self.refused.emit)

    def _on_all(self, on: bool) -> None:
        if self.formation is not None:
            self._workspace.write(committees.set_all_members, self.formation.id, on, failed=self.refused.emit)
