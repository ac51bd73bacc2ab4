"""Séances: every meeting by year, the presence at each, one of them in detail."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from psq_desktop import french
from psq_desktop.services import meetings
from psq_desktop.services.meetings import MeetingRow, MeetingSheet
from psq_desktop.views import theme
from psq_desktop.views.dialogs.new_meeting import open_new_meeting
from psq_desktop.views.kit import Button, EmptyState, boxed, column, row
from psq_desktop.views.meetings.list_card import MeetingList
from psq_desktop.views.meetings.panel import MeetingPanel
from psq_desktop.views.meetings.presence import PresenceCard
from psq_desktop.views.meetings.rows import is_coming
from psq_desktop.views.screen import Heading, Route, Screen, Workspace

_NO_EXPORT = "Rien à exporter : aucune séance n’a encore été tenue"
_EMPTY = "Choisissez une date : le numéro, les participants et les suites sont proposés."


class MeetingsPage(Screen):
    """The list of meetings."""

    tables: ClassVar[tuple[str, ...]] = (
        "agenda_item", "agenda_review", "attendance", "committee", "decision", "follow_up", "formation", "meeting",
    )  # fmt: skip
    help_page: ClassVar[str] = "seances"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._rows: tuple[MeetingRow, ...] = ()
        self._total = 0  # without the filter
        self.list = MeetingList()
        self.presence = PresenceCard()
        self.panel = MeetingPanel(workspace.today)
        self.export_button = Button("Exporter", "file-export", parent=self)
        self.new_button = Button("Nouvelle séance", "plus", "primary", shortcut="Ctrl+N", parent=self)
        for button in (self.export_button, self.new_button):
            button.hide()
        self.empty = EmptyState(
            "calendar-event", "Préparez votre première séance", _EMPTY, (("Nouvelle séance", "plus"),)
        )
        self._lay()
        self._connect()

    def _lay(self) -> None:
        left = column(self.list, self.presence, spacing=theme.GAP)
        left.setStretch(0, 1000)  # the list first, up to its last row; the bars take what is left
        left.setStretch(1, 1)
        content = boxed(row(left, self.panel, spacing=theme.GAP, margins=theme.PAGE_MARGINS, grow=0))
        self._pages = QStackedLayout(self)  # with its parent, or its first page would flash up as a window
        self._pages.addWidget(content)
        self._pages.addWidget(self.empty)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.create_new)
        self.export_button.clicked.connect(self._export)
        self.empty.chosen.connect(self.create_new)
        self.list.text_changed.connect(self._read_rows)
        self.list.selected.connect(self._on_selected)
        self.list.activated.connect(self._on_activated)
        self.list.remove_requested.connect(self._remove)
        self.list.set_menu(self._on_menu)
        self.panel.open_requested.connect(self._open_current)
        self.panel.remove_requested.connect(self._remove)
        self.panel.export_requested.connect(self._export)
        self.panel.previous_requested.connect(self._previous)
        self.panel.next_requested.connect(self._next)
        for keys, slot in (("Alt+Up", self._previous), ("Alt+Down", self._next)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- what every screen does

    def heading(self) -> Heading:
        committee = self._rows[0].committee if self._rows else ""
        subtitle = " · ".join(filter(None, (french.plural(self._total, "séance"), committee)))
        actions = (self.export_button, self.new_button) if self._total else (self.new_button,)
        return Heading("Séances", subtitle if self._total else "", actions=actions)

    def reload(self) -> None:
        self._read_rows()
        self.workspace.read(meetings.presence, then=self.presence.show_counts)

    def open(self, route: Route) -> None:
        if route.id is not None:
            self.list.select(route.id)

    def create_new(self) -> None:
        open_new_meeting(self.workspace, self)

    def export(self) -> bool:
        self._export()
        return self._exported() is not None

    def take_focus(self) -> None:
        self.list.table.setFocus()

    def focus_filter(self) -> None:
        self.list.filter.setFocus()
        self.list.filter.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._focus_table)  # after the window has given the focus to whatever comes first

    def _focus_table(self) -> None:
        self.list.table.setFocus()

    # --- rows

    def _read_rows(self) -> None:
        self.workspace.read(meetings.search, self.list.text, then=self._show)

    def _show(self, rows: tuple[MeetingRow, ...]) -> None:
        self._rows = rows
        if not self.list.text:
            self._total = len(rows)
        self._pages.setCurrentIndex(0 if self._total else 1)
        self.list.show_rows(rows)
        self._tell_export()
        self.heading_changed.emit()

    # --- the meeting selected

    def _on_selected(self, chosen: MeetingRow | None) -> None:
        self.panel.setVisible(chosen is not None)
        if chosen is not None:
            self.workspace.read(meetings.sheet, chosen.id, then=self._show_sheet)

    def _show_sheet(self, sheet: MeetingSheet) -> None:
        current = self.list.current
        if current is not None and current.id == sheet.row.id:  # the selection may have moved on meanwhile
            self.panel.show_sheet(sheet)
            self._tell_export()

    def _on_activated(self, chosen: MeetingRow) -> None:
        self.workspace.go.emit(Route("meeting", chosen.id))

    def _open_current(self) -> None:
        if self.list.current is not None:
            self._on_activated(self.list.current)

    def _on_menu(self, chosen: MeetingRow, menu: QMenu) -> None:
        self.panel.fill_menu(menu)

    def _previous(self) -> None:
        self.list.step(-1)

    def _next(self) -> None:
        self.list.step(1)

    def _remove(self) -> None:
        current = self.list.current
        if current is not None:
            note = french.typeset(f"Séance n° {current.number} supprimée")
            self.workspace.write(meetings.remove, current.id, note=note)

    # --- export

    def _exported(self) -> MeetingRow | None:
        """The meeting whose minutes « Exporter » gives: the selected one if it was held, else the latest held."""
        current = self.list.current
        if current is not None and not is_coming(current):
            return current
        return next((each for each in self._rows if not is_coming(each)), None)

    def _tell_export(self) -> None:
        found = self._exported()
        self.export_button.setEnabled(found is not None)
        self.export_button.set_tip(
            f"Exporter le compte rendu de la séance n° {found.number}" if found is not None else _NO_EXPORT
        )

    def _export(self) -> None:
        found = self._exported()
        if found is not None and self.export_button.isEnabled():
            self.workspace.export_requested.emit("minutes", found.id, "partners")
