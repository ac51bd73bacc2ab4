"""The grid in which the results of one question are typed: groups by answers, by keyboard or from the clipboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from psq_desktop.french import figure, parse_number, typeset
from psq_desktop.services.evaluation.survey_rows import QuestionResult, QuestionRow
from psq_desktop.services.evaluation.typed_results import EVERYBODY, TypedLine
from psq_desktop.services.kinds import QuestionKind
from psq_desktop.views import theme
from psq_desktop.views.district.surveys_words import HIDDEN
from psq_desktop.views.kit import STRETCH, Button, Chip, Chips, IconButton, Label, Themed, boxed, column, row

_ROWS, _HEIGHT, _NAME = 5, 30, 170
COUNTS, PARTS = "counts", "parts"


class UnreadableError(ValueError):
    """A cell that is no number; its words say which."""


class Grid(Themed, QTableWidget):
    """Cells of text. Tab goes from cell to cell, Ctrl+V pastes a block, Suppr empties the chosen cells."""

    def __init__(self, name: str, titles: tuple[str, ...]) -> None:
        super().__init__(_ROWS, len(titles))
        self.setAccessibleName(typeset(name))
        self.setHorizontalHeaderLabels([typeset(title) for title in titles])
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setShowGrid(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setTabKeyNavigation(True)
        for rank, title in enumerate(titles):
            item = self.horizontalHeaderItem(rank)
            if item is not None:
                item.setToolTip(typeset(title))
        everybody = QTableWidgetItem(EVERYBODY)
        everybody.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.setItem(0, 0, everybody)
        self.setObjectName("grid")  # its lines are drawn: the style sheet says in which colour
        self.restyle()

    def restyle(self) -> None:
        self.setFont(theme.font(9.5))
        self.horizontalHeader().setFont(theme.font(9, 600))
        self.verticalHeader().setDefaultSectionSize(theme.px(_HEIGHT))
        self.horizontalHeader().setFixedHeight(theme.px(_HEIGHT))
        self.setColumnWidth(0, theme.px(_NAME))
        self.setFixedHeight(theme.px(_HEIGHT) * (_ROWS + 1) + 4)

    def text(self, line: int, place: int) -> str:
        """What stands in a cell."""
        item = self.item(line, place)
        return item.text().strip() if item is not None else ""

    def put(self, line: int, place: int, text: str) -> None:
        """Write into a cell."""
        if line == 0 and place == 0:
            return
        while line >= self.rowCount():
            self.insertRow(self.rowCount())
        self.setItem(line, place, QTableWidgetItem(text))

    def clear_cells(self) -> None:
        """Empty every cell but the name of the first line."""
        for line in range(self.rowCount()):
            for place in range(self.columnCount()):
                self.put(line, place, "")

    def paste(self, text: str) -> None:
        """A block of cells from the current one on, columns parted by tabs or semicolons."""
        top, left = max(self.currentRow(), 0), max(self.currentColumn(), 0)
        for down, line in enumerate(text.strip("\r\n").splitlines()):
            for across, value in enumerate(line.split("\t" if "\t" in line else ";")):
                if left + across < self.columnCount():
                    self.put(top + down, left + across, value.strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for index in self.selectedIndexes():
                self.put(index.row(), index.column(), "")
        elif event.key() == Qt.Key.Key_Tab and self.currentIndex() == self.model().index(
            self.rowCount() - 1, self.columnCount() - 1
        ):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class QuestionGrid(QWidget):
    """One question: its words, counts or percentages, its grid, and what is wrong with it."""

    edited = Signal()
    import_requested = Signal()
    confirmed = Signal()  # what is typed is right although many gave no answer

    def __init__(self, question: QuestionRow, known: QuestionResult | None) -> None:
        super().__init__()
        self.question = question
        self._score = question.kind is QuestionKind.SCORE
        titles = ("Groupe", "Moyenne", "Réponses") if self._score else ("Groupe", *question.answers, "n du groupe")
        self.grid = Grid(f"Résultats : {question.text}", titles)
        self.chips = Chips((Chip(COUNTS, "Nombres"), Chip(PARTS, "Pourcentages")), "Saisie")
        self.chips.setVisible(not self._score)
        self.import_button = IconButton("file-import", "Importer un tableau (.xlsx, .ods, .csv)")
        self.import_button.setVisible(not self._score)
        self.problem = Label("", 9, 500, "danger", wrap=True)
        self.problem.hide()
        self.anyway_button = Button("Enregistrer quand même", "check", "small")
        self.anyway_button.hide()
        head = row(Label(question.text, 10, 600, wrap=True), self.chips, self.import_button, spacing=10, grow=0)
        self.setLayout(column(boxed(head), self.grid, self.problem, row(self.anyway_button, STRETCH), spacing=5))
        if known is not None:
            self._show(known)
        self._first = self._texts()
        self.chips.chosen.connect(self._on_chips)
        self.import_button.clicked.connect(self._on_import)
        self.anyway_button.clicked.connect(self._on_anyway)
        self.grid.itemChanged.connect(self._on_item)
        self._on_chips(COUNTS)

    def _show(self, known: QuestionResult) -> None:
        """What is known; a count that is not shown keeps its place, and its value unless another is typed."""
        for line, result in enumerate(known.lines):
            if line:
                self.grid.put(line, 0, result.group)
            for place, cell in enumerate(result.cells[: len(self.question.answers) or 1]):
                value = cell.mean if self._score else cell.count
                self.grid.put(line, place + 1, HIDDEN if cell.hidden else "" if value is None else figure(value))
            if self._score and result.n is not None:
                self.grid.put(line, 2, figure(result.n))

    @property
    def percent(self) -> bool:
        """Whether parts in percent are typed."""
        return self.chips.current == PARTS

    @property
    def changed(self) -> bool:
        """Whether something was typed."""
        return self._texts() != self._first

    def _texts(self) -> list[str]:
        grid = self.grid
        found = [grid.text(line, place) for line in range(grid.rowCount()) for place in range(grid.columnCount())]
        while found and not found[-1]:
            found.pop()
        return found

    def lines(self) -> tuple[TypedLine, ...]:
        """What is typed; raises `UnreadableError` at a cell that is no number."""
        found = []
        for line in range(self.grid.rowCount()):
            cells = [self._value(line, place) for place in range(1, self.grid.columnCount())]
            group = "" if line == 0 else self.grid.text(line, 0)
            kept = any(self.grid.text(line, place) == HIDDEN for place in range(1, self.grid.columnCount()))
            if not kept and all(cell is None for cell in cells) and (line == 0 or not group):
                continue
            if line and not group:
                raise UnreadableError(f"Ligne {line + 1} : donnez un nom au groupe.")
            values, size = tuple(cells[:-1]), cells[-1]
            found.append(TypedLine(group, values, None if size is None else int(size)))
        return tuple(found)

    def _value(self, line: int, place: int) -> float | None:
        text = self.grid.text(line, place).removesuffix("%").strip()
        if text in ("", HIDDEN):
            return None
        value = parse_number(text)
        if value is None:
            raise UnreadableError(f"« {text[:40]} » n’est pas un nombre (ligne {line + 1}).")
        return value

    def fill(self, lines: list[list[str]]) -> None:
        """Show the lines of a file in place of what stands there."""
        self.grid.clear_cells()
        for down, cells in enumerate(lines):
            for place, text in enumerate(cells):
                self.grid.put(down, place, text)
        if any("%" in cell for line in lines for cell in line[1:]):
            self.chips.set_current(PARTS)
            self._on_chips(PARTS)

    def say(self, text: str, *, doubt: bool = False) -> None:
        """Say what is wrong with this question's results, or only in ``doubt``; nothing when they are right."""
        self.problem.set_tone("warning" if doubt else "danger")
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.anyway_button.setVisible(doubt)

    def _on_anyway(self) -> None:
        self.confirmed.emit()

    def _on_import(self) -> None:
        self.import_requested.emit()

    def _on_chips(self, _key: str) -> None:
        self.grid.setColumnHidden(self.grid.columnCount() - 1, not self._score and not self.percent)

    def _on_item(self, _item: QTableWidgetItem) -> None:
        self.anyway_button.hide()  # other numbers are to be looked at again
        self.edited.emit()
