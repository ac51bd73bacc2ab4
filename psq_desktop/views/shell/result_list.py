"""The lines of the palette: groups with a heading, an icon, words with what matched in bold, what stands at right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from psq_desktop.french import typeset
from psq_desktop.views import icons, theme

_ROW = Qt.ItemDataRole.UserRole
_LINE, _TWO_LINES, _HEAD = 33, 52, 28  # design pixels
_ENTER = "Entrée ↵"

Index = QModelIndex | QPersistentModelIndex
Marks = tuple[tuple[int, int], ...]  # first character and the one after the last


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One line. ``key`` is what is handed back when it is chosen; without one it only tells something."""

    group: str
    title: str
    key: object
    icon: str = "arrow-right"
    detail: str = ""
    marks: Marks = ()
    below: str = ""  # a second line
    below_marks: Marks = ()


class ResultList(QListWidget):
    """Never takes the focus from the field above it."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Résultats de la recherche")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setItemDelegate(_Delegate(self))
        self.itemClicked.connect(self._on_clicked)

    def show_rows(self, rows: tuple[ResultRow, ...]) -> None:
        """Fill it; the first line that can be chosen is."""
        self.clear()
        group = ""
        for row in rows:
            if row.group != group:
                group = row.group
                self._add(group, None)
            self._add(row.title, row)
        self.setCurrentRow(-1)
        self.step(1)

    def wanted(self) -> int:
        """The height of all lines."""
        return sum(self.sizeHintForRow(i) for i in range(self.count())) + 2

    def _add(self, words: str, row: ResultRow | None) -> None:
        item = QListWidgetItem(typeset(words))
        item.setData(_ROW, row)
        detail = typeset(row.detail) if row else ""
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {detail}" if detail else item.text())
        if row is None or row.key is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        else:
            item.setToolTip(item.data(Qt.ItemDataRole.AccessibleTextRole))
        self.addItem(item)

    def rows(self) -> tuple[ResultRow, ...]:
        """Those that can be chosen, in order."""
        found = (self.item(i).data(_ROW) for i in range(self.count()))
        return tuple(row for row in found if row is not None and row.key is not None)

    def step(self, by: int) -> None:
        """Move the choice, over the headings and around the ends."""
        count, now = self.count(), self.currentRow()
        for far in range(1, count + 1):
            row = (now + by * far) % count
            if self.item(row).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentRow(row)
                if row <= 1:
                    self.scrollToTop()  # with its heading
                return

    def current(self) -> ResultRow | None:
        """The line chosen."""
        item = self.currentItem()
        found = item.data(_ROW) if item is not None else None
        return found if isinstance(found, ResultRow) else None

    def _on_clicked(self, item: QListWidgetItem) -> None:
        row = item.data(_ROW)
        if row is not None and row.key is not None:
            self.chosen.emit(row.key)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(_ROW)
        return QSize(100, theme.px(_HEAD if row is None else _TWO_LINES if row.below else _LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = QRectF(option.rect)
        row = index.data(_ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row is None:
            painter.setFont(theme.font(8.5, 600))
            painter.setPen(theme.color("text2"))
            painter.drawText(
                area.adjusted(theme.px(10), theme.px(4), 0, 0), int(Qt.AlignmentFlag.AlignVCenter), index.data()
            )
        else:
            state: QStyle.StateFlag = option.state
            self._paint_row(painter, area, row, index.data(), bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_row(self, painter: QPainter, area: QRectF, row: ResultRow, title: str, selected: bool) -> None:
        if selected:
            painter.setPen(theme.color("focus") if theme.current().name == "contrast" else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
        side = theme.px(18)
        left = area.left() + theme.px(10)
        top = round(area.center().y() - side / 2)
        painter.drawPixmap(round(left), top, icons.pixmap(row.icon, "accent_text" if selected else "text2"))
        first = area.adjusted(0, 0, 0, -theme.px(21)) if row.below else area
        right = area.right() - theme.px(10)
        if selected and row.key is not None:
            right -= _paint_right(painter, first, right, _ENTER, 8.5, 600) + theme.px(10)
        detail = theme.elided(typeset(row.detail), area.width() * 0.45, 9.5)
        right -= _paint_right(painter, first, right, detail, 9.5, 400)
        start = left + side + theme.px(11)
        _paint_words(painter, QPointF(start, first.center().y()), right - start - theme.px(14), title, row.marks)
        if row.below:
            below = QPointF(start, area.center().y() + theme.px(11))
            _paint_words(painter, below, area.right() - start - theme.px(14), typeset(row.below), row.below_marks, 9.5)


def _paint_right(painter: QPainter, area: QRectF, right: float, words: str, points: float, weight: int) -> float:
    """Words that end at ``right``; their width."""
    width = theme.metrics(points, weight).horizontalAdvance(words)
    painter.setFont(theme.font(points, weight))
    painter.setPen(theme.color("text2"))
    box = QRectF(right - width - 2, area.top(), width + 2, area.height())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words)
    return width


def _paint_words(painter: QPainter, middle: QPointF, room: float, words: str, marks: Marks, points: float = 10) -> None:
    """One line that ends in « … » when the room is short; what matched is bold."""
    # Bold letters are wider than those that the shortening counts with.
    extra = sum(end - start for start, end in marks) * theme.px(1)
    words = theme.elided(words, room - extra, points)
    layout = QTextLayout(words, theme.font(points))
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    spans = []
    for start, end in marks:
        if start < len(words):
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = start, min(end, len(words)) - start, bold
            spans.append(span)
    layout.setFormats(spans)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(room, 1) * 2)
    layout.endLayout()
    painter.setPen(theme.color("text" if points == 10 else "text2"))
    layout.draw(painter, QPointF(middle.x(), middle.y() - line.height() / 2))
