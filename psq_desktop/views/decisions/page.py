"""The register of decisions: what is late, what comes, who answers for it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.services import decisions, partners
from psq_desktop.services.decisions import DecisionRow
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.partners import PartnerRow
from psq_desktop.views.decision_parts.panel import DecisionPanel
from psq_desktop.views.decision_parts.partner_field import PartnerChoice
from psq_desktop.views.decision_parts.table import columns, grouped
from psq_desktop.views.decision_parts.walk import neighbour
from psq_desktop.views.decisions.filters import CHIPS, KEEPS, counts, summary
from psq_desktop.views.kit import (
    TWO_LINES,
    Button,
    Chips,
    ChoiceField,
    EmptyState,
    FilterField,
    RowsModel,
    TableCard,
    TableView,
    column,
    hairline,
    row,
)
from psq_desktop.views.screen import Heading, Route, Screen, Workspace
from psq_desktop.views.theme import PAGE_MARGINS

EXPORT_TIP = "Relevé de décisions de la séance dont la décision est choisie"
NO_EXPORT_TIP = "Rien à exporter : aucune décision n’est choisie"
EVERYBODY = (None, "Tous les partenaires")


class DecisionsPage(Screen):
    """All decisions and actions, with the detail of one beside."""

    tables: ClassVar[tuple[str, ...]] = (
        "decision", "decision_associate", "follow_up", "partner", "partner_name", "meeting", "agenda_review",
        "objective", "axis",
    )  # fmt: skip
    help_page: ClassVar[str] = "decisions"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._rows: tuple[DecisionRow, ...] = ()
        self._subtitle = ""
        self._wanted: int | None = None
        self._chips = Chips(CHIPS, "Décisions affichées")
        self._partner = ChoiceField("Partenaire", (EVERYBODY,), 180)
        self._filter = FilterField("Filtrer les décisions", 130)
        self._table = TableView(RowsModel(columns(workspace.today)), "Registre des décisions", row_height=TWO_LINES)
        self._panel = DecisionPanel(workspace)
        self._export = Button("Exporter", "file-export", tip=EXPORT_TIP, shortcut="Ctrl+E")
        self._empty = EmptyState(
            "gavel",
            "Le registre des décisions",
            "Chaque décision prise en séance vient s’y ranger avec son numéro, son pilote et son échéance.",
            (("Voir les séances", "calendar-event"),),
        )
        self._lay()
        self._connect()

    def _lay(self) -> None:
        tools = row(self._chips, self._partner, self._filter, spacing=6, margins=(12, 9, 12, 9), grow=0)
        self._card = TableCard(tools, hairline(), self._table, grow=2)
        body = row(self._card, self._panel, spacing=12, grow=0)
        self.setLayout(column(body, self._empty, spacing=0, margins=PAGE_MARGINS, grow=0))
        self._empty.hide()

    def _connect(self) -> None:
        self._chips.chosen.connect(self._show_rows)
        self._partner.value_changed.connect(self._search)
        self._filter.textChanged.connect(self._search)
        self._table.row_selected.connect(self._on_selected)
        self._table.row_activated.connect(self._panel.edit_text)
        self._table.remove_requested.connect(self._panel.remove)
        self._table.clear_filters_requested.connect(self._clear_filters)
        self._panel.step_requested.connect(self._step)
        self._export.clicked.connect(self._on_export)
        self._empty.chosen.connect(self._go_to_meetings)
        keys = {"Alt+Up": self._previous, "Alt+Down": self._next, "F2": self._panel.edit_text}
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- the screen

    def heading(self) -> Heading:
        return Heading("Décisions", self._subtitle, actions=(self._export,))

    def reload(self) -> None:
        self.workspace.read(partners.search, self.workspace.today, then=self._show_partners)
        self.workspace.read(decisions.register, self.workspace.today, then=self._show_summary)
        self._search()

    def open(self, route: Route) -> None:
        if route.part in KEEPS:
            self._chips.set_current(route.part)
        if route.id is not None:
            self._wanted = route.id
        if route.id is not None or route.part in KEEPS:
            self._clear_search()
            self._search()

    def focus_filter(self) -> None:
        self._filter.setFocus()
        self._filter.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._focus_table)  # after the window has given the focus to whatever comes first

    def _focus_table(self) -> None:
        self._table.setFocus()

    def take_focus(self) -> None:
        self._table.setFocus()

    def commit_edits(self) -> None:
        self._panel.commit_edits()

    def unsaved_text(self) -> str:
        return self._panel.unsaved_text

    def export(self) -> bool:
        self._on_export()
        return True

    # --- rows

    def _search(self, _value: object = None) -> None:
        partner_id = self._partner.value
        self.workspace.read(
            decisions.register,
            self.workspace.today,
            self._filter.text(),
            partner_id=partner_id if isinstance(partner_id, int) else None,
            then=self._take_rows,
        )

    def _take_rows(self, rows: tuple[DecisionRow, ...]) -> None:
        self._rows = rows
        self._chips.set_counts(counts(rows, self.workspace.today))
        wanted = next((each for each in rows if each.id == self._wanted), None)
        if wanted is not None and not KEEPS[self._chips.current](wanted, self.workspace.today):
            self._chips.set_current("all")
        self._show_rows()

    def _show_rows(self, _key: str = "") -> None:
        today = self.workspace.today
        keep = KEEPS[self._chips.current]
        shown = [each for each in self._rows if keep(each, today)]
        self._table.set_rows(grouped(shown, today), filtered=self._is_filtered())
        if self._wanted is not None and self._table.select(self._wanted):
            self._wanted = None
        elif self._table.current_row is None:
            self._table.select_first()
        current = self._table.current_row
        self._panel.show_decision(current.id if current is not None else None)
        self._export.setEnabled(current is not None)
        self._export.set_tip(EXPORT_TIP if current is not None else NO_EXPORT_TIP)

    def _show_summary(self, rows: tuple[DecisionRow, ...]) -> None:
        self._subtitle = summary(rows)
        self._card.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.heading_changed.emit()

    def _show_partners(self, rows: tuple[PartnerRow, ...]) -> None:
        self._partner.set_choices((EVERYBODY, *((each.id, each.name) for each in rows)))
        self._panel.set_partners(tuple(PartnerChoice(each.id, each.name, each.acronym) for each in rows))

    def _is_filtered(self) -> bool:
        return bool(self._filter.text()) or self._partner.value is not None or self._chips.current != "all"

    def _clear_search(self) -> None:
        self._filter.blockSignals(True)
        self._filter.clear()
        self._filter.blockSignals(False)
        self._partner.setCurrentIndex(0)

    def _clear_filters(self) -> None:
        if self._filter.text() or self._partner.value is not None:
            self._clear_search()
        else:
            self._chips.set_current("all")
        self._search()

    # --- moving

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

    def _on_export(self) -> None:
        chosen = self._table.current_row
        if chosen is not None:
            self.workspace.export_requested.emit("decisions", chosen.meeting_id, DisclosureLevel.PARTNERS.value)

    def _go_to_meetings(self, _text: str) -> None:
        self.workspace.go.emit(Route("meetings"))
