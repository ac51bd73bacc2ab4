"""The plan of the minutes: a list to move in them, with what is to be looked at and who may read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from psq_desktop.french import typeset
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.views import badges, icons, theme
from psq_desktop.views.kit import STRETCH, Card, CardHead, Label, Themed, boxed, column, hairline, row
from psq_desktop.views.meeting.minutes_tab_facts import Minutes
from psq_desktop.views.meeting.minutes_tab_paper import HEAD, NEXT, RECORD, SEATS
from psq_desktop.views.tokens import TONES
from psq_desktop.views.widgets.tips import plain
from psq_desktop.wording import word

ROW, HEADING = 28.0, 22.0
LOW = 330.0
_LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it leads (nowhere: a heading), its number and words, its two signs."""

    place: object
    number: str
    text: str
    warning: bool = False
    disclosure: DisclosureLevel | None = None

    @property
    def spoken(self) -> str:
        """For screen readers."""
        parts = [f"point {self.number}" if self.number else "", self.text, "à revoir" if self.warning else "",
                 word(self.disclosure) if self.disclosure else ""]  # fmt: skip
        return typeset(", ".join(part for part in parts if part))


def lines(minutes: Minutes) -> tuple[Line, ...]:
    """The plan."""
    partners = DisclosureLevel.PARTNERS
    open_checks = [check for check in minutes.checks if not check.ok]
    concerned = {check.item_id for check in open_checks}
    to_complete = any(check.code in ("no_pilot", "no_due") for check in open_checks)
    seats = any(check.code == "attendance_open" for check in open_checks)
    return (
        Line(None, "", "En-tête"),
        Line(HEAD, "", "Timbre, date, lieu", False, partners),
        Line(SEATS, "", "Participants", seats, partners),
        Line(None, "", "Points"),
        *(Line(i.id, str(i.number), i.title, i.id in concerned, i.disclosure) for i in minutes.items),
        Line(None, "", "Fin"),
        Line(RECORD, "", "Relevé de décisions", to_complete, partners),
        Line(NEXT, "", "Prochaine séance", False, DisclosureLevel.PUBLIC),
    )


class _Painter(QStyledItemDelegate):
    """Number, words, signs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line: Line = index.data(_LINE)
        return QSize(60, theme.px(HEADING if line.place is None else ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: Line = index.data(_LINE)
        area = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.place is None:
            painter.setFont(theme.font(8.5, 700))
            painter.setPen(theme.color("text3"))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), typeset(line.text))
        else:
            self._row(painter, area, state, line)
        painter.restore()

    def _row(self, painter: QPainter, area: QRectF, state: QStyle.StateFlag, line: Line) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        ground = area.adjusted(0, 1, 0, -1)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("accent_soft" if selected else "hover"))
            focused = selected and bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(theme.color("focus") if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        right = area.right() - theme.px(8)
        signs = [badges.look(line.disclosure)] if line.disclosure else []
        side = theme.px(16)
        for icon, tone in [*reversed(signs), *((("alert-triangle", "warning"),) if line.warning else ())]:
            right -= side
            colour = theme.color(TONES[tone].text)
            painter.drawPixmap(QPointF(right, area.center().y() - side / 2), icons.painted(icon, colour, side))
            right -= theme.px(6)
        left = area.left() + theme.px(10)
        painter.setPen(theme.color("text3"))
        painter.setFont(theme.font(9, 600))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(left, area.top(), theme.px(22), area.height()), middle, line.number)
        left += theme.px(24)
        weight = 600 if selected else 400
        painter.setFont(theme.font(9.5, weight))
        painter.setPen(theme.color("text"))
        width = right - left
        text = theme.elided(typeset(line.text), width, 9.5, weight)
        painter.drawText(QRectF(left, area.top(), width, area.height()), middle, text)


class OutlineList(Themed, QListWidget):
    """The plan as a list; `place_chosen` when a line is chosen by hand."""

    place_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self.setAccessibleName("Plan du compte rendu")
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(self._on_clicked)

    def set_lines(self, found: tuple[Line, ...]) -> None:
        """Show the plan; the place chosen stays."""
        if found == self._lines:
            return
        place = self.place
        self._lines = found
        self.blockSignals(True)
        self.clear()
        for line in found:
            item = QListWidgetItem(self)
            item.setData(_LINE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.spoken)
            if line.place is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            else:
                item.setToolTip(plain(typeset(line.text)))
        self.blockSignals(False)
        self.set_place(place)

    @property
    def place(self) -> object:
        """Where the current line leads."""
        item = self.currentItem()
        return item.data(_LINE).place if item is not None else None

    def set_place(self, place: object) -> None:
        """Mark a place without going there."""
        self.blockSignals(True)
        for index, line in enumerate(self._lines):
            if line.place is not None and line.place == place:
                self.setCurrentRow(index)
        self.blockSignals(False)
        self.viewport().update()

    def restyle(self) -> None:
        self.doItemsLayout()

    def _on_current(self, current: QListWidgetItem | None) -> None:
        if current is not None and self.hasFocus():
            self.place_chosen.emit(current.data(_LINE).place)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        line: Line = item.data(_LINE)
        if line.place is not None:
            self.place_chosen.emit(line.place)


class OutlineCard(Card):
    """The plan, and how many parts each disclosure level has."""

    def __init__(self) -> None:
        self.list = OutlineList()
        self._counts = {level: Label("0", 9, 600) for level in DisclosureLevel}
        counts = (
            row(badges.badge(level, small=True), label, STRETCH, spacing=6) for level, label in self._counts.items()
        )
        self._foot = boxed(column(hairline(), *counts, spacing=3, margins=(12, 0, 12, 10)))
        inside = boxed(column(self.list, margins=(12, 8, 12, 4)))
        super().__init__(CardHead("Plan"), inside, self._foot, grow=1)

    def show_minutes(self, minutes: Minutes) -> None:
        """Show fresh facts."""
        found = lines(minutes)
        self.list.set_lines(found)
        levels = Counter(line.disclosure for line in found)
        for level, label in self._counts.items():
            label.setText(str(levels[level]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._foot.setVisible(self.height() > theme.px(LOW))  # where the window is low, the list comes first
