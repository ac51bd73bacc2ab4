"""« Relevés »: everything that was reported for one indicator, newest first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop.french import date_long, date_short, number, typeset
from psq_desktop.services.kinds import ReadingStatus
from psq_desktop.services.steering import indicators, readings
from psq_desktop.services.steering.progress_rows import IndicatorRow, ObjectiveSheet, ReadingRow
from psq_desktop.views import icons
from psq_desktop.views.kit import (
    STRETCH,
    Button,
    Cell,
    Column,
    IconButton,
    Inset,
    Label,
    RowsModel,
    TableView,
    Text,
    TwoLines,
    column,
    row,
)
from psq_desktop.views.objectives.facts import Silence, finality, lines, of_period, reading_words
from psq_desktop.views.screen import Workspace

Line = ReadingRow | Silence
_ROW = 40.0
_SILENT = "Rien n’a été transmis pour cette période : ce n’est ni « néant », ni zéro."


class ReadingsTab(QWidget):
    """A table, and the whole of the reading that is chosen in it."""

    correct_requested = Signal(object)  # ReadingRow
    add_requested = Signal(object)  # end of the period, or None
    edit_requested = Signal(object)  # the indicator's id, or None for a new one

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._row: IndicatorRow | None = None
        self._count = 0
        self.add_button = Button("Nouvel indicateur", "plus", "small")
        model: RowsModel[Line] = RowsModel(self._columns())
        self.table = TableView(model, "Relevés", row_height=_ROW)
        self._told = Label("", 9, 400, "text2", wrap=True)
        self._comment = Label("", 9.5, 400, wrap=True)
        self.correct_button = Button("Corriger", "pencil", "small", shortcut="F2")
        self.final_button = Button("Rendre définitif", "check", "small")
        self.remove_button = IconButton("trash", "Supprimer le relevé", shortcut="Suppr", size=16)
        acts = row(self.correct_button, self.final_button, STRETCH, self.remove_button, spacing=6)
        self._detail = Inset(self._told, self._comment, acts, spacing=6, margins=(10, 8, 8, 8))
        self.setLayout(column(self.table, self._detail, row(STRETCH, self.add_button), spacing=8, grow=0))
        self._connect()

    def _columns(self) -> tuple[Column[Line], ...]:
        return (
            Column("Période", 90, _period),
            Column("Valeur", 100, self._value, right=True),
            Column("Transmis", 110, _sent, stretch=True),
        )

    def _connect(self) -> None:
        self.table.row_selected.connect(self._show_detail)
        self.table.row_activated.connect(self._on_correct)
        self.table.remove_requested.connect(self._on_remove)
        self.table.installEventFilter(self)
        self.correct_button.clicked.connect(self._on_correct)
        self.final_button.clicked.connect(self._on_final)
        self.remove_button.clicked.connect(self._on_remove)
        self.add_button.clicked.connect(self._on_add)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self.fill_menu)

    def show_sheet(self, sheet: ObjectiveSheet, chosen: IndicatorRow | None) -> None:
        """Show the readings of one of an objective's indicators."""
        if chosen is not None and chosen == self._row and self._count == len(sheet.indicators):
            return
        self._row, self._count = chosen, len(sheet.indicators)
        self.table.setVisible(chosen is not None)
        self.table.set_rows(lines(chosen) if chosen is not None else (), empty="Aucun relevé")
        if self.table.current_row is None:
            self.table.select_first()
        self._show_detail(self.table.current_row)

    def _value(self, found: Line) -> Cell:
        if isinstance(found, Silence):
            return Text("non transmis", tone="text3", size=9)
        assert self._row is not None
        words_ = reading_words(self._row, found)
        return Text(words_, 600) if found.status is ReadingStatus.VALUE else Text(words_, 400, "text2", 9)

    # --- the reading that is chosen

    def _show_detail(self, found: Line | None) -> None:
        self._detail.setVisible(found is not None)
        if found is None:
            return
        known = isinstance(found, ReadingRow)
        self._told.setText(_whole(found) if isinstance(found, ReadingRow) else _SILENT)
        comment = found.comment if isinstance(found, ReadingRow) else ""
        self._comment.setText(comment)
        self._comment.setVisible(bool(comment))
        self.correct_button.set_text("Corriger" if known else "Ajouter ce relevé")
        self.final_button.setVisible(isinstance(found, ReadingRow) and found.provisional)
        self.remove_button.setVisible(known)

    def _on_correct(self, _row: object = None) -> None:
        found = self.table.current_row
        if isinstance(found, ReadingRow):
            self.correct_requested.emit(found)
        elif isinstance(found, Silence):
            self.add_requested.emit(found.ends_on)

    def _on_final(self) -> None:
        found = self.table.current_row
        if isinstance(found, ReadingRow):
            note = f"Relevé {self._of(found)} rendu définitif"
            self._workspace.write(readings.set_field, found.id, "provisional", False, note=note)
            self.table.setFocus()

    def _on_remove(self, _row: object = None) -> None:
        found = self.table.current_row
        if isinstance(found, ReadingRow):
            self._workspace.write(readings.remove, found.id, note=f"Relevé {self._of(found)} supprimé")
            self.table.setFocus()

    def _of(self, found: ReadingRow) -> str:
        assert self._row is not None
        return of_period(self._row.period, found.period)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            self._on_correct()
            return True
        return super().eventFilter(watched, event)

    # --- the indicator

    def fill_menu(self) -> None:
        """What can be done with the indicator now."""
        self.menu.clear()
        entries = (
            ("Modifier…", "pencil", self._on_edit, True),
            ("Monter", "arrow-up", self._on_up, self._count > 1),
            ("Descendre", "arrow-down", self._on_down, self._count > 1),
            ("Supprimer l’indicateur", "trash", self._on_remove_indicator, True),
        )
        for text, icon, slot, offered in entries:
            if offered:
                action = QAction(icons.icon(icon), typeset(text), self.menu)
                action.triggered.connect(slot)
                self.menu.addAction(action)

    def _on_add(self) -> None:
        self.edit_requested.emit(None)

    def _on_edit(self) -> None:
        if self._row is not None:
            self.edit_requested.emit(self._row.id)

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        if self._row is not None:
            self._workspace.write(indicators.move, self._row.id, by, note="Indicateur déplacé")

    def _on_remove_indicator(self) -> None:
        if self._row is not None:
            self._workspace.write(indicators.remove, self._row.id, note="Indicateur supprimé avec ses relevés")


def _period(found: Line) -> Cell:
    return Text(found.period, tone="text3" if isinstance(found, Silence) else "text", size=9.5)


def _sent(found: Line) -> Cell:
    if isinstance(found, Silence):
        return Text("", tone="text3")
    told = ("provisoire" if found.provisional else "", found.author)
    return TwoLines(date_short(found.reported_on), ", ".join(filter(None, told)), weight=400)


def _whole(found: ReadingRow) -> str:
    by = f" par {found.author}" if found.author else ""
    told = [f"{found.period}, {finality(found)}. Transmis le {date_long(found.reported_on, weekday=False)}{by}."]
    told += [f"Répondants : {number(found.sample)}."] if found.sample is not None else []
    cell = f", cellule {found.origin_cell}" if found.origin_cell else ""
    told += [f"Origine : {found.origin_file}{cell}."] if found.origin_file else []
    return typeset(" ".join(told))
