"""The partners: the list at the left, the sheet of the chosen one at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.french import plural
from psq_desktop.services import partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.partners import CollegeRow, ContactRow, PartnerRow, PartnerSheet
from psq_desktop.services.steering import commitments, objectives
from psq_desktop.views import theme
from psq_desktop.views.kit import Button, DateField, EmptyState, column, row
from psq_desktop.views.objective_parts import TABLES
from psq_desktop.views.partners.create import NewPartnerDialog
from psq_desktop.views.partners.list import WIDTH, PartnerList
from psq_desktop.views.partners.sheet import TABS, PartnerSheetView
from psq_desktop.views.screen import Heading, Route, Screen, Workspace

_LIST_SHARE = 0.38  # of the page, where it is too narrow for the list's own width
_LIST_LEAST = 250.0


class PartnersPage(Screen):
    """« Partenaires »."""

    tables = ("partner", "partner_name", "contact", "mandate", "college", "attendance", "decision", "meeting",
              *TABLES)  # fmt: skip
    help_page = "partenaires"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._subtitle = ""
        self._colleges: tuple[CollegeRow, ...] = ()
        self._wanted: int | None = None  # the partner to show as soon as the list is there
        self.list = PartnerList()
        self.sheet = PartnerSheetView(workspace)
        self.new_button = Button("Nouveau partenaire", "plus", "primary", shortcut="Ctrl+N")
        self.empty = EmptyState(
            "building-community",
            "Vos partenaires trouvent leur place ici",
            "Ajoutez les services, collectivités, bailleurs et associations du comité : "
            "leurs contacts, leurs mandats et leurs présences suivront.",
            (("Nouveau partenaire", "plus"),),
        )
        self.sheet.hide()
        self._lay()
        self._connect()

    def _lay(self) -> None:
        # From the outside in: each time a tree of widgets gets another parent, all of it is styled again.
        self._stack = QStackedWidget()
        self.setLayout(column(self._stack, margins=theme.PAGE_MARGINS))
        body = QWidget()
        self._stack.addWidget(body)
        self._stack.addWidget(self.empty)
        body.setLayout(row(self.list, self.sheet, spacing=theme.GAP, grow=1))

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.create_new)
        self.empty.chosen.connect(self.create_new)
        self.list.filter_changed.connect(self._load_list)
        self.list.selected.connect(self._on_selected)
        self.list.edit_requested.connect(self.sheet.edit)
        self.list.remove_requested.connect(self.remove)
        self.sheet.remove_requested.connect(self.remove)
        self.sheet.meeting_chosen.connect(self._on_meeting)
        self.sheet.decision_chosen.connect(self._on_decision)
        self.sheet.objective_chosen.connect(self._on_objective)
        self.sheet.objectives_wanted.connect(self._on_objectives)
        for keys, slot in (("Alt+Up", self._previous), ("Alt+Down", self._next), ("F2", self._edit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- what the window asks

    def heading(self) -> Heading:
        return Heading("Partenaires", self._subtitle, actions=(self.new_button,))

    def reload(self) -> None:
        self.workspace.read(partners.colleges, then=self._on_colleges)
        self.workspace.read(partners.contacts, then=self._on_contacts)
        self._load_list()

    def open(self, route: Route) -> None:
        if route.id is not None:
            self._wanted = route.id
            if self.list.filtered:
                self.list.clear_filters()  # it may be hidden by them
            elif not self._stale:
                self._load_list()
        if route.part in dict(TABS):
            self.sheet.tabs.set_current(route.part)

    def create_new(self) -> None:
        dialog = NewPartnerDialog(self.workspace, self._colleges, self.list.college_id, self)
        dialog.created.connect(self._on_created)
        dialog.open()

    def focus_filter(self) -> None:
        self.list.filter_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.filter_edit.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._focus_table)  # after the window has given the focus to whatever comes first

    def _focus_table(self) -> None:
        self.list.table.setFocus()

    def commit_edits(self) -> None:
        self.sheet.commit()

    # --- rows

    def _load_list(self) -> None:
        self.workspace.read(
            partners.search, self.workspace.today, self.list.text, self.list.college_id, then=self._on_rows
        )

    def _on_colleges(self, colleges: tuple[CollegeRow, ...]) -> None:
        self._colleges = colleges
        self.list.set_colleges(colleges)
        self.sheet.set_colleges(colleges)

    def _on_contacts(self, contacts: tuple[ContactRow, ...]) -> None:
        parts = (
            plural(self._total, "partenaire"),
            plural(sum(each.partners > 0 for each in self._colleges), "collège"),
            plural(len(contacts), "contact"),
        )
        self._subtitle = " · ".join(parts) if self._total else ""
        self.heading_changed.emit()

    @property
    def _total(self) -> int:
        return sum(each.partners for each in self._colleges)

    def _on_rows(self, rows: tuple[PartnerRow, ...]) -> None:
        self._stack.setCurrentIndex(0 if self._total else 1)
        self.list.set_rows(rows, self._total)
        if self._wanted is not None and self.list.table.select(self._wanted):
            self._wanted = None
        if self.list.table.current_row is None:
            self.list.table.select_first()
        self._load_sheet()

    def _load_sheet(self) -> None:
        row_ = self.list.table.current_row
        self.sheet.setVisible(row_ is not None)
        if row_ is not None:
            self.workspace.read(
                partners.sheet, row_.id, self.workspace.today, then=self._on_sheet, failed=self._on_sheet_gone
            )
            today, key = self.workspace.today, row_.id
            self.workspace.read(decisions.register, today, partner_id=key, then=self.sheet.set_decisions)
            self.workspace.read(objectives.search, today, partner_id=key, then=self.sheet.set_objectives)
            self.workspace.read(commitments.search, today, partner_id=key, then=self.sheet.set_commitments)

    def _on_sheet(self, sheet: PartnerSheet) -> None:
        row_ = self.list.table.current_row
        if row_ is not None and row_.id == sheet.row.id:  # the answer may come after the next choice
            self.sheet.set_sheet(sheet)

    def _on_sheet_gone(self, error: UserError) -> None:
        """Deleted meanwhile: the list is reloaded by the write that deleted it."""

    # --- what the user does

    def _on_selected(self, row_: PartnerRow | None) -> None:
        if row_ is not None:
            self.sheet.commit()
            self._load_sheet()

    def _on_created(self, key: int) -> None:
        self.list.clear_filters()
        self._wanted = key

    def _edit(self) -> None:
        """F2: the row that has the focus, else the partner."""
        self.sheet.edit_focused()

    def remove(self) -> None:
        """Suppr: a partner that took part in something stays, and the sheet says why."""
        row_ = self.list.table.current_row
        if row_ is not None:
            self.workspace.write(
                partners.remove, row_.id, failed=self._on_refused, note=f"Partenaire supprimé : {row_.name}"
            )

    def _on_refused(self, error: UserError) -> None:
        self.sheet.say("danger", wording.explain(error))

    def _on_meeting(self, key: int) -> None:
        self.workspace.go.emit(Route("meeting", key, "participants"))

    def _on_decision(self, key: int) -> None:
        self.workspace.go.emit(Route("decisions", key))

    def _on_objective(self, key: int, part: str) -> None:
        self.workspace.go.emit(Route("objectives", key, part))

    def _on_objectives(self) -> None:
        row_ = self.list.table.current_row
        if row_ is not None:
            self.workspace.go.emit(Route("objectives", part=f"partner:{row_.id}"))

    def _previous(self) -> None:
        self.list.step(-1)

    def _next(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, DateField):
            focus.open_calendar()  # Alt+↓ belongs to the field
        else:
            self.list.step(1)

    # --- measures

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = int(self.width() * _LIST_SHARE)
        self.list.setFixedWidth(min(max(room, theme.px(_LIST_LEAST)), theme.px(WIDTH)))
