"""« Vérification »: every line of the return, and the one selected in full below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.services.rounds.campaign_rows import Review, ReviewLine
from psq_desktop.views import theme
from psq_desktop.views.kit import TableCard, column
from psq_desktop.views.review.card import LinePanel
from psq_desktop.views.review.choices import NO_CHOICES, Choices, Key, key_of, next_open, tally
from psq_desktop.views.review.columns import Entry, entries
from psq_desktop.views.review.counts import CountPills
from psq_desktop.views.review.head import FileCard
from psq_desktop.views.review.table import LinesTable

LEAST_TABLE, ROOMY = 110, 560  # design pixels


class CheckStep(QWidget):
    """The table with its filters and the panel of the selected line."""

    toggled = Signal(object)  # ReviewLine
    decided = Signal(object, str, str)  # ReviewLine, what, the text typed
    typing = Signal(object, str)  # ReviewLine, the text

    def __init__(self) -> None:
        super().__init__()
        self.pills = CountPills()
        self.head = FileCard(self.pills)
        self.table = LinesTable()
        self.table.setMinimumHeight(LEAST_TABLE)
        self.panel = LinePanel()
        self.second = LinePanel(steps=False)  # where there is room: the open line that comes next
        self.panels = (self.panel, self.second)
        self._review: Review | None = None
        self._choices = NO_CHOICES
        self._locked = False
        self.setLayout(column(self.head, TableCard(self.table, grow=0), *self.panels, spacing=theme.GAP, grow=1))
        self.pills.chosen.connect(self._on_filter)
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self._on_activated)
        self.table.toggled.connect(self._on_toggled)
        self.table.clear_filters_requested.connect(self._on_clear)
        for each in self.panels:
            each.hide()
            each.decided.connect(self.decided)
            each.typing.connect(self.typing)
        self.panel.stepped.connect(self.step)

    @property
    def current(self) -> ReviewLine | None:
        """The line selected."""
        found: Entry | None = self.table.current_row
        return found.row if found is not None else None

    def show_review(self, review: Review, choices: Choices, *, locked: bool) -> None:
        """Other lines, or other decisions."""
        other = self._review is None or self._review.return_id != review.return_id
        if other:
            self.pills.clear()
        self._review, self._choices, self._locked = review, choices, locked
        self.head.show_review(review)
        self.pills.set_tally(tally(review, choices))
        self._fill()
        if other or self.current is None:
            self._select_first()

    def go_on(self, after: Key | None) -> bool:
        """Select the next line that waits for a decision; false when none does."""
        assert self._review is not None
        found = next_open(self._review, self._choices, after)
        return found is not None and self._select(found)

    def step(self, by: int) -> None:
        """Alt+↑ and Alt+↓: the open line before or after."""
        if self._review is None:
            return
        here = key_of(self.current) if self.current is not None else None
        found = next_open(self._review, self._choices, here, by)
        if found is not None:
            self._select(found)

    def _fill(self) -> None:
        assert self._review is not None
        rows = entries(self._review, self._choices, self.pills.current, locked=self._locked)
        filtered = self.pills.current != "all"
        self.table.set_rows(
            rows, filtered=filtered, empty="" if filtered else "Aucune ligne n’a été lue dans ce fichier."
        )
        self._show_panel()

    def _select_first(self) -> None:
        assert self._review is not None
        if not self.go_on(None):
            self.table.select_first()
        self._show_panel()

    def _select(self, key: Key) -> bool:
        assert self._review is not None
        if self.pills.current != "all":
            shown = entries(self._review, self._choices, self.pills.current, locked=self._locked)
            if not any(isinstance(each, Entry) and key_of(each.row) == key for each in shown):
                self.pills.clear()
                self._fill()
        line = next((each for each in self._review.lines if key_of(each) == key), None)
        return line is not None and self.table.select((key, line.line.sheet, line.line.cell))

    def show_check(self, key: Key, found: ReviewLine | None) -> None:
        """What the text being typed for a line would give."""
        for each in self.panels:
            each.show_check(key, found)

    def _show_panel(self) -> None:
        line, after = self.current, self._next_open()
        for panel, shown in ((self.panel, line), (self.second, after)):
            if shown is not None and self._review is not None:
                panel.show_line(self._review, shown, self._choices, locked=self._locked)
            panel.setVisible(shown is not None)

    def _next_open(self) -> ReviewLine | None:
        """The line that waits for a decision after the selected one, where there is room for its card."""
        line = self.current
        if self._review is None or line is None or self._locked or self.height() < theme.px(ROOMY):
            return None
        key = next_open(self._review, self._choices, key_of(line))
        found = (each for each in self._review.lines if key_of(each) == key)
        return next(found, None) if key != key_of(line) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_panel()

    def _on_selected(self, _row: object) -> None:
        self._show_panel()

    def _on_activated(self, _row: object) -> None:
        self.panel.take_focus()

    def _on_toggled(self, entry: Entry) -> None:
        self.toggled.emit(entry.row)

    def _on_filter(self, _key: str) -> None:
        self._fill()
        if self.current is None:
            self.table.select_first()

    def _on_clear(self) -> None:
        self.pills.clear()
        self._fill()
