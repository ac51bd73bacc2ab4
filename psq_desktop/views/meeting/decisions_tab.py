"""The decisions of one meeting: those it took, and earlier ones that it looked at."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from psq_desktop.french import fold
from psq_desktop.services import partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import DecisionKind
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.partners import PartnerRow
from psq_desktop.views.decision_parts.form import DecisionForm, Target
from psq_desktop.views.decision_parts.panel import DecisionPanel
from psq_desktop.views.decision_parts.partner_field import PartnerChoice
from psq_desktop.views.decision_parts.reminding import Reminding
from psq_desktop.views.decision_parts.table import columns, count
from psq_desktop.views.decision_parts.walk import neighbour
from psq_desktop.views.kit import (
    TWO_LINES,
    Button,
    ElidedLabel,
    EmptyState,
    FilterField,
    Group,
    RowsModel,
    TableCard,
    TableView,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.meeting.tab import MeetingTab
from psq_desktop.views.notice import Notice
from psq_desktop.views.screen import Workspace
from psq_desktop.views.theme import GAP

TAKEN, REVIEWED = "Décisions prises", "Suites données"


class DecisionsTab(MeetingTab):
    """Table, entry form above it, detail beside it."""

    tables: ClassVar[tuple[str, ...]] = (
        "meeting", "decision", "decision_associate", "follow_up", "decision_reminder", "dissent", "vote",
        "agenda_review", "partner_name", "objective", "axis",
    )  # fmt: skip
    help_page: ClassVar[str] = "decisions"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._sheet: MeetingSheet | None = None
        self._taken: tuple[DecisionRow, ...] = ()
        self._reviewed: tuple[DecisionRow, ...] = ()
        self._wanted: int | None = None
        self._summary = ElidedLabel("", 9.5, 400, "text2")
        self._filter = FilterField("Filtrer les décisions de la séance", 130)
        self._table = TableView(RowsModel(columns(workspace.today)), "Décisions de la séance", row_height=TWO_LINES)
        self._form = DecisionForm(workspace, wide=True)
        self.reminding = Reminding(workspace, self)
        self._notice = Notice()
        self._panel = DecisionPanel(workspace, self.reminding)
        self._decision = Button("Décision", "gavel", "primary", tip="Nouvelle décision", shortcut="F7")
        self._action = Button("Action", "clipboard-check", tip="Nouvelle action", shortcut="F8")
        self._empty = EmptyState(
            "gavel",
            "Les décisions de la séance",
            "Elles recevront leur numéro dès que vous les noterez, ici ou sous un point du compte rendu.",
            (("Nouvelle décision", "gavel"),),
        )
        self._lay()
        self._connect()

    def _lay(self) -> None:
        tools = row(self._summary, self._filter, self._action, self._decision, margins=(16, 9, 12, 9), grow=0)
        self._form_box = boxed(column(self._form, margins=(12, 0, 12, 9)))
        self._form_box.hide()
        self._card = TableCard(tools, self._form_box, hairline(), self._table, self._empty, grow=3)
        self._empty.hide()
        body = row(self._card, self._panel, spacing=12, grow=0)
        self.setLayout(column(self._notice, body, spacing=GAP, grow=1))

    def _connect(self) -> None:
        self._decision.clicked.connect(self._new_decision)
        self._action.clicked.connect(self._new_action)
        self._empty.chosen.connect(self._on_empty)
        self._filter.textChanged.connect(self._show_rows)
        self._table.row_selected.connect(self._on_selected)
        self._table.row_activated.connect(self._panel.edit_text)
        self._table.remove_requested.connect(self._panel.remove)
        self._table.clear_filters_requested.connect(self._filter.clear)
        self._panel.step_requested.connect(self._step)
        self.reminding.told.connect(self._notice.say)
        self.reminding.refused.connect(self._notice.say_refused)
        self._form.recorded.connect(self._on_recorded)
        self._form.closed.connect(self._on_form_closed)
        keys = {
            "F7": self._new_decision, "F8": self._new_action, "F2": self._panel.edit_text,
            "Alt+Up": self._previous, "Alt+Down": self._next,
        }  # fmt: skip
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- the tab

    def show_meeting(self, sheet: MeetingSheet) -> None:
        if self._sheet is not None and self._sheet.row.id != sheet.row.id:
            self._form.close_form()
        self._sheet = sheet
        for button in (self._decision, self._action):
            button.setVisible(not sheet.locked)
        key, today = sheet.row.id, self.workspace.today
        self.workspace.read(partners.search, today, then=self._take_partners)
        self.workspace.read(decisions.reviewed, key, today, then=self._take_reviewed)
        self.workspace.read(decisions.register, today, meeting_id=key, then=self._take_taken)

    def perform(self, key: str) -> None:
        if self._sheet is not None and not self._sheet.locked:
            (self._new_action if key == "action" else self._new_decision)()

    def commit_edits(self) -> None:
        self._panel.commit_edits()

    def unsaved_text(self) -> str:
        return "\n\n".join(filter(None, (self._panel.unsaved_text, self._form.unsaved_text)))

    def take_focus(self) -> None:
        self._table.setFocus()

    def focus_filter(self) -> None:
        self._filter.setFocus()
        self._filter.selectAll()

    def create_new(self) -> None:
        self._new_decision()

    # --- rows

    def _take_partners(self, rows: tuple[PartnerRow, ...]) -> None:
        choices = tuple(PartnerChoice(each.id, each.name, each.acronym) for each in rows)
        self._form.set_partners(choices)
        self._panel.set_partners(choices)

    def _take_reviewed(self, rows: tuple[DecisionRow, ...]) -> None:
        self._reviewed = rows

    def _take_taken(self, rows: tuple[DecisionRow, ...]) -> None:
        self._taken = tuple(sorted(rows, key=_number))
        self._show_rows()

    def _show_rows(self, _text: str = "") -> None:
        taken, reviewed = self._kept(self._taken), self._kept(self._reviewed)
        groups: list[DecisionRow | Group] = []
        for title, rows in ((TAKEN, taken), (REVIEWED, reviewed)):
            if rows:
                groups += [Group(title, count(len(rows))), *rows]
        nothing = not self._taken and not self._reviewed
        self._empty.setVisible(nothing)
        self._table.setVisible(not nothing)
        self._summary.setText(self._said())
        self._table.set_rows(groups, filtered=bool(self._filter.text()))
        if self._wanted is not None and self._table.select(self._wanted):
            self._wanted = None
        elif self._table.current_row is None:
            self._table.select_first()
        current = self._table.current_row
        self._panel.show_decision(current.id if current is not None else None)

    def _kept(self, rows: tuple[DecisionRow, ...]) -> tuple[DecisionRow, ...]:
        wanted = fold(self._filter.text())
        return tuple(each for each in rows if wanted in fold(f"{each.ref} {each.text} {each.pilot}"))

    def _said(self) -> str:
        if not self._taken:
            return "Aucune décision prise pour l’instant"
        open_ones = sum(not each.state.closed for each in self._taken)
        return f"{count(len(self._taken))} à cette séance · {open_ones} en attente"

    def _on_selected(self, selected: DecisionRow | None) -> None:
        self._panel.show_decision(selected.id if selected is not None else None)

    def _step(self, by: int) -> None:
        found = neighbour(self._table, by)
        if found is not None:
            self._table.select(found)

    def _previous(self) -> None:
        self._step(-1)

    def _next(self) -> None:
        self._step(1)

    # --- recording

    def _new_decision(self) -> None:
        self._open_form(DecisionKind.DECISION)

    def _new_action(self) -> None:
        self._open_form(DecisionKind.ACTION)

    def _on_empty(self, _text: str) -> None:
        self._new_decision()

    def _open_form(self, kind: DecisionKind) -> None:
        if self._sheet is not None and not self._sheet.locked:
            self._form_box.show()
            self._form.open_for(Target(self._sheet.row.id, None), kind)

    def _on_recorded(self, decision_id: int) -> None:
        self._wanted = decision_id

    def _on_form_closed(self) -> None:
        self._form_box.hide()
        self._table.setFocus()


def _number(decision: DecisionRow) -> int:
    return decision.number
