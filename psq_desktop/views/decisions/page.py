"""The register of decisions: what is late, what comes, who answers for it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.services import partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.partners import PartnerRow
from psq_desktop.services.steering import objectives
from psq_desktop.views.decision_parts.many import DecisionsTable
from psq_desktop.views.decision_parts.panel import DecisionPanel
from psq_desktop.views.decision_parts.partner_field import PartnerChoice
from psq_desktop.views.decision_parts.reminding import Reminding
from psq_desktop.views.decision_parts.table import columns, grouped
from psq_desktop.views.decision_parts.together import Together
from psq_desktop.views.decision_parts.walk import neighbour
from psq_desktop.views.decisions.exporting import EXPORT, PREVIEW, ExportButton
from psq_desktop.views.decisions.filters import KEEPS, counts, summary
from psq_desktop.views.decisions.selection import SelectionBar
from psq_desktop.views.decisions.tools import Tools
from psq_desktop.views.kit import Button, EmptyState, RowsModel, TableCard, column, hairline, row
from psq_desktop.views.notice import Notice, Told
from psq_desktop.views.screen import Heading, Route, Screen, Workspace
from psq_desktop.views.theme import GAP, PAGE_MARGINS


class DecisionsPage(Screen):
    """All decisions and actions, with the detail of one beside."""

    tables: ClassVar[tuple[str, ...]] = (
        "decision", "decision_associate", "follow_up", "decision_reminder", "dissent", "vote", "partner",
        "partner_name", "meeting", "agenda_review", "objective", "axis",
    )  # fmt: skip
    help_page: ClassVar[str] = "decisions"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._rows: tuple[DecisionRow, ...] = ()
        self._late: tuple[int, ...] = ()  # of the whole register
        self._subtitle = ""
        self._wanted: int | None = None
        self._command = ""  # of the menu, to be carried out as soon as the rows are there
        self.reminding = Reminding(workspace, self)
        self.together = Together(workspace, self)
        self._bar = SelectionBar(self.together, self.reminding)
        self._tools = Tools(self._bar)
        self._filter = self._tools.filter
        self._notice = Notice()
        self._table = DecisionsTable(RowsModel(columns(workspace.today)), "Registre des décisions")
        self._panel = DecisionPanel(workspace, self.reminding)
        self._export = ExportButton(workspace, self._table, self._tools, self._shown)
        self._remind = Button("Relancer", "mail-forward", "primary", tip="Un brouillon de courriel par pilote")
        self._empty = EmptyState(
            "gavel",
            "Le registre des décisions",
            "Chaque décision prise en séance vient s’y ranger avec son numéro, son pilote et son échéance.",
            (("Voir les séances", "calendar-event"),),
        )
        self._lay()
        self._connect()

    def _lay(self) -> None:
        self._card = TableCard(self._tools, hairline(), self._table, grow=2)
        body = row(self._card, self._panel, spacing=12, grow=0)
        self.setLayout(column(self._notice, body, self._empty, spacing=GAP, margins=PAGE_MARGINS, grow=1))
        self._empty.hide()

    def _connect(self) -> None:
        self._tools.chips.chosen.connect(self._show_rows)
        self._tools.changed.connect(self._search)
        self._bar.export_wanted.connect(self._export_chosen)
        self._bar.closed.connect(self._choose_one)
        self._table.row_selected.connect(self._on_selected)
        self._table.chosen_changed.connect(self._on_chosen)
        self._table.row_activated.connect(self._panel.edit_text)
        self._table.remove_requested.connect(self._on_remove)
        self._table.clear_filters_requested.connect(self._clear_filters)
        self._panel.step_requested.connect(self._step)
        self._remind.clicked.connect(self._remind_late)
        self._empty.chosen.connect(self._go_to_meetings)
        for teller in (self.reminding, self.together):
            teller.told.connect(self._notice.say)
        self.reminding.refused.connect(self._notice.say_refused)
        keys = {
            "Alt+Up": partial(self._step, -1), "Alt+Down": partial(self._step, 1), "F2": self._panel.edit_text,
        }  # fmt: skip
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- the screen

    def heading(self) -> Heading:
        actions = (self._export, self._remind) if self._late else (self._export,)
        return Heading("Décisions", self._subtitle, actions=actions)

    def reload(self) -> None:
        today = self.workspace.today
        self.workspace.read(partners.search, today, then=self._show_partners)
        self.workspace.read(objectives.choices, then=self._tools.set_objectives)
        self.workspace.read(decisions.register, today, then=self._take_all)

    def open(self, route: Route) -> None:
        if route.part in KEEPS:
            self._tools.chips.set_current(route.part)
        if route.id is not None:
            self._wanted = route.id
        if route.id is not None or route.part in KEEPS:
            self._tools.clear()
            self._search()

    def focus_filter(self) -> None:
        self._filter.setFocus()
        self._filter.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.take_focus)  # after the window has given the focus to whatever comes first

    def take_focus(self) -> None:
        self._table.setFocus()

    def export(self) -> bool:
        return self._export.send_chosen(EXPORT)

    def preview(self) -> bool:
        return self._export.send_chosen(PREVIEW)

    def _export_chosen(self) -> None:
        self._export.send_chosen(EXPORT)

    def perform(self, key: str) -> None:
        self._command = key
        self.reload()

    def commit_edits(self) -> None:
        self._panel.commit_edits()

    def unsaved_text(self) -> str:
        return self._panel.unsaved_text

    def interrupt(self) -> None:
        self.reminding.work.cancel()

    # --- rows

    def _search(self) -> None:
        wanted = self._tools.wanted
        self.workspace.read(decisions.register, self.workspace.today, then=self._take_rows, **wanted)

    def _take_all(self, rows: tuple[DecisionRow, ...]) -> None:
        self._late = tuple(each.id for each in rows if each.late_days)
        self._remind.set_text(f"Relancer {_the('le retard', 'les {} retards', len(self._late))}")
        self._subtitle = summary(rows)
        self._card.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.heading_changed.emit()
        if self._tools.is_set:
            self._search()
        else:
            self._take_rows(rows)

    def _take_rows(self, rows: tuple[DecisionRow, ...]) -> None:
        self._rows = rows
        self._tools.chips.set_counts(counts(rows, self.workspace.today))
        wanted = next((each for each in rows if each.id == self._wanted), None)
        if wanted is not None and not KEEPS[self._tools.chips.current](wanted, self.workspace.today):
            self._tools.chips.set_current("all")
        if rows and self._filter.text() and not self._shown():
            self._tools.chips.set_current("all")  # what is looked for was closed long ago
        self._show_rows()
        command, self._command = self._command, ""
        if command == "remind_decisions":
            self._remind_late()
        elif command == "export_register":
            self._export.send_shown()

    def _shown(self) -> list[DecisionRow]:
        keep, today = KEEPS[self._tools.chips.current], self.workspace.today
        return [each for each in self._rows if keep(each, today)]

    def _show_rows(self, _key: str = "") -> None:
        filtered = self._tools.is_set or self._tools.chips.current != "all"
        self._table.set_rows(grouped(self._shown(), self.workspace.today), filtered=filtered)
        if self._wanted is not None and self._table.select(self._wanted):
            self._wanted = None
        elif self._table.current_row is None:
            self._table.select_first()
        current = self._table.current_row
        self._panel.show_decision(current.id if current is not None else None)
        self._export.setEnabled(current is not None)

    def _show_partners(self, rows: tuple[PartnerRow, ...]) -> None:
        self._tools.set_partners(tuple((each.id, each.name) for each in rows))
        self._panel.set_partners(tuple(PartnerChoice(each.id, each.name, each.acronym) for each in rows))

    def _clear_filters(self) -> None:
        if self._tools.is_set:
            self._tools.clear()
        else:
            self._tools.chips.set_current("all")
        self._search()

    # --- moving and choosing

    def _on_selected(self, selected: DecisionRow | None) -> None:
        self._panel.show_decision(selected.id if selected is not None else None)

    def _on_chosen(self) -> None:
        chosen = self._table.chosen
        self._bar.show_rows(chosen)
        self._tools.show_bar(len(chosen) > 1)

    def _choose_one(self) -> None:
        self._table.choose_one()
        self._table.setFocus()

    def _step(self, by: int) -> None:
        found = neighbour(self._table, by)
        if found is not None:
            self._table.select(found)

    def _on_remove(self, _row: DecisionRow) -> None:
        if len(self._table.chosen) < 2:
            self._panel.remove()

    def _go_to_meetings(self, _text: str) -> None:
        self.workspace.go.emit(Route("meetings"))

    def _remind_late(self) -> None:
        if not self._late:
            self._notice.say(Told("info", "Aucune décision n’est en retard."))
        self.reminding.remind(self._late)


def _the(one: str, many: str, count: int) -> str:
    return one if count == 1 else many.format(count)
