"""« Registre »: who serves, with which days left, and one of them in detail; names masked unless asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from psq_desktop.errors import UserError
from psq_desktop.services.reserves import reserve_rules, reservists
from psq_desktop.services.reserves.reserve_rules import Rules
from psq_desktop.services.reserves.reservist_rows import ReservistRow, ReservistSheet
from psq_desktop.views import theme
from psq_desktop.views.kit import Button, EmptyState, boxed, row
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.registers.unmasked import Unmasked
from psq_desktop.views.reserves import facts
from psq_desktop.views.reserves.doings import Doings
from psq_desktop.views.reserves.load_dialog import LoadDialog
from psq_desktop.views.reserves.panel import ReservistPanel
from psq_desktop.views.reserves.person_form import open_new_person
from psq_desktop.views.reserves.propose_dialog import ProposeDialog
from psq_desktop.views.reserves.roster_list import RosterList
from psq_desktop.views.reserves.rules_form import RulesDialog
from psq_desktop.views.reserves.skill_list import SkillListDialog
from psq_desktop.views.screen import Route, Workspace

ADD = "Ajouter un réserviste"
_EMPTY = "Chaque engagement trouve ici ses dates, ses compétences et ses jours ; les noms restent masqués."
_DIALOGS: dict[str, type[RulesDialog | SkillListDialog]] = {"reserve_rules": RulesDialog, "skill_list": SkillListDialog}
_KEYS = {"enter_shift": "shift", "validate_hours": "validate"}  # of the menu bar, and what they do
TABLES = (
    "cohesion_delegate", "duty_shift", "mission", "partner", "reserve_rules", "reservist", "reservist_skill",
    "reservist_training", "skill", "training_session",
)  # fmt: skip


class RosterTab(RegisterPart):
    """The list at the left, the panel at the right."""

    help_page = "reserves"
    command = Signal(str)  # a command of the menu that another tab does

    def __init__(self, workspace: Workspace, unmasked: Unmasked, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.unmasked = unmasked
        self._limits = Rules()
        self._command = ""  # of the menu, asked for before anybody was shown
        self.list = RosterList(unmasked, workspace.today)
        self.panel = ReservistPanel(workspace.today)
        self.doings = Doings(workspace, unmasked, self)
        self.new_button = Button("Nouveau réserviste", "plus", "primary", shortcut="Ctrl+N")
        self.import_button = Button("Importer", "file-import", tip="Recevoir des classeurs de disponibilités")
        self.export_button = Button("Exporter", "file-export", shortcut="Ctrl+E", tip="Registre nominatif, restreint")
        self.empty = EmptyState("users-group", "Votre réserve prend forme ici", _EMPTY, ((ADD, "user-plus"),))
        self._pages = QStackedLayout(self)
        self._pages.addWidget(boxed(row(self.list, self.panel, spacing=theme.GAP, grow=0)))
        self._pages.addWidget(self.empty)
        self._connect()

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.create_new)
        self.import_button.clicked.connect(self._receive)
        self.export_button.clicked.connect(self.export)
        self.empty.chosen.connect(self.create_new)
        self.unmasked.changed.connect(self._on_unmasked)
        self.list.selected.connect(self._on_selected)
        self.list.activated.connect(self._edit)
        self.list.remove_requested.connect(self._remove)
        self.list.load_button.clicked.connect(self._show_load)
        self.list.set_menu(self._fill_menu)
        self.panel.menu_requested.connect(self._fill_menu)
        self.panel.previous_requested.connect(self._previous)
        self.panel.next_requested.connect(self._next)
        self.panel.unmask_requested.connect(self._on_eye)
        self.panel.mission_requested.connect(self._propose)
        self.doings.refused.connect(self.workspace.tasks.refused)
        for keys, slot in (("Alt+Up", self._previous), ("Alt+Down", self._next), ("F2", self._edit)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- what the page asks

    @property
    def tables(self) -> tuple[str, ...]:
        return TABLES

    def reload(self) -> None:
        self.workspace.read(reserve_rules.rules, then=self._take_limits)
        self.workspace.read(reservists.search, self.workspace.today, revealed=self.unmasked.all, then=self._take_rows)

    def open(self, route: Route) -> None:
        self.list.show_only(route.part.partition(":")[2])
        if route.id is not None:
            self.list.select(route.id)

    def heading_actions(self) -> tuple[QWidget, ...]:
        if not self.list.rows:
            return (self.new_button,)
        return (self.import_button, self.export_button, self.new_button)

    def subtitle(self) -> str:
        return facts.subtitle(self.list.rows) if self.list.rows else ""

    def take_focus(self) -> None:
        shown = self._pages.currentIndex() == 0
        first = self.list.table if shown else self.empty.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        self.list.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.filter.selectAll()

    def create_new(self, _words: object = None) -> None:
        open_new_person(self.workspace, self, self.list.select)

    def export(self) -> bool:
        self.doings.roster("export")
        return True

    def preview(self) -> bool:
        self.doings.roster("preview")
        return True

    def perform(self, key: str) -> bool:
        if key == "new_reservist":
            self.create_new()
        elif key == "export_roster":
            self.export()
        elif key == "unmask":
            self.list.unmask_button.click()
        elif key in _DIALOGS:
            _DIALOGS[key](self.workspace, self.window()).open()
        elif key in _KEYS and self.panel.sheet is not None:
            self.doings.run(_KEYS[key], self.panel.sheet)
        elif key in _KEYS:
            self._command = key  # for whoever will be shown
        else:
            return False
        return True

    # --- rows

    def _take_limits(self, limits: Rules) -> None:
        self._limits = limits

    def _take_rows(self, rows: tuple[ReservistRow, ...]) -> None:
        self._pages.setCurrentIndex(0 if rows else 1)
        self.list.show_rows(rows, self._limits)
        self.actions_changed.emit()

    def _on_selected(self, chosen: ReservistRow | None) -> None:
        self.panel.setVisible(chosen is not None)
        if chosen is not None:
            self.workspace.read(
                reservists.sheet, chosen.id, self.workspace.today, revealed=self.unmasked.shows(chosen.id),
                then=self._take_sheet, failed=self._on_gone,
            )  # fmt: skip

    def _take_sheet(self, sheet: ReservistSheet) -> None:
        current = self.list.current
        shown = facts.is_shown(sheet) and not self.unmasked.shows(sheet.row.id)  # masked again meanwhile
        if current is not None and current.id == sheet.row.id and not shown:
            self.panel.show_sheet(sheet, self._limits)
            command, self._command = self._command, ""
            if command:
                self.perform(command)

    def _on_gone(self, error: UserError) -> None:
        if error.code != "gone":  # else the list is read again by the write that deleted it
            self.workspace.tasks.refused.emit(error)

    # --- names

    def _on_unmasked(self) -> None:
        self.list.forget()
        self.panel.forget()
        if self.isVisible():  # else the page asks for rows when it is seen next
            self.reload()

    def _on_eye(self) -> None:
        current = self.list.current
        if current is None:
            return
        if self.unmasked.shows(current.id):
            self.unmasked.mask()
        else:
            self.unmasked.reveal(current.id)

    # --- what the user does

    def _fill_menu(self, menu: QMenu) -> None:
        sheet, current = self.panel.sheet, self.list.current
        if sheet is not None and current is not None and sheet.row.id == current.id:
            self.doings.fill(menu, sheet)

    def _edit(self) -> None:
        if self.panel.sheet is not None:
            self.doings.edit(self.panel.sheet)

    def _remove(self) -> None:
        if self.panel.sheet is not None:
            self.doings.remove(self.panel.sheet)

    def _propose(self) -> None:
        current = self.list.current
        if current is not None:
            dialog = ProposeDialog(self.workspace, current, self.window())
            dialog.new_requested.connect(self._new_mission)
            dialog.open()

    def _new_mission(self) -> None:
        self.command.emit("new_mission")

    def _receive(self) -> None:
        self.command.emit("receive_availability")

    def _show_load(self) -> None:
        dialog = LoadDialog(self.workspace, self.window())
        dialog.chosen.connect(self.list.select)
        dialog.open()

    def _previous(self) -> None:
        self.list.step(-1)

    def _next(self) -> None:
        self.list.step(1)
