"""The heads of the matrix: objectives by code and short title, partners by avatar and name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.objectives.matrix_model import MatrixModel
from psq_desktop.views.widgets.avatar import paint_avatar

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

HEAD_HEIGHT, NAMES_WIDTH = 54.0, 222.0
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class _Heads(QHeaderView):
    """Common to both: as wide as they are told, and the current one stands out."""

    def __init__(self, orientation: Qt.Orientation, name: str, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setAccessibleName(name)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_ground(QPainter(self.viewport()), self.viewport().rect(), line=self._line)
        super().paintEvent(event)

    @property
    def _line(self) -> bool:
        return self.orientation() == Qt.Orientation.Horizontal

    def _start(self, painter: QPainter, area: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, area, line=True)


def _paint_ground(painter: QPainter, area: QRect, *, line: bool) -> None:
    painter.fillRect(area, theme.color("surface"))
    if line:
        painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), theme.color("border"))


class Corner(QWidget):
    """Between the two heads."""

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_ground(QPainter(self), self.rect(), line=True)


class ObjectiveHeads(_Heads):
    """Code and short title, one below the other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, "Objectifs", parent)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(HEAD_HEIGHT))

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        painter.save()
        self._start(painter, area)
        objective = matrix_of(self.model()).objectives[section]
        half = area.height() / 2
        current = section == self.selectionModel().currentIndex().column()
        painter.setFont(theme.font(10, 700))
        painter.setPen(theme.color("accent_text" if current else "text"))
        painter.drawText(QRectF(area.left(), area.top() + 5, area.width(), half - 3), _CENTRE, objective.code)
        painter.setFont(theme.font(8.5))
        painter.setPen(theme.color("text2"))
        title = theme.elided(typeset(objective.short_title), area.width() - 4, 8.5)
        painter.drawText(QRectF(area.left(), area.top() + half - 1, area.width(), half - 7), _CENTRE, title)
        painter.restore()


class PartnerHeads(_Heads):
    """Avatar and name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, "Partenaires", parent)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(NAMES_WIDTH), super().sizeHint().height())

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        painter.save()
        self._start(painter, area)
        partner = matrix_of(self.model()).partners[section]
        side = theme.px(24)
        left = area.left() + theme.px(14)
        paint_avatar(painter, left, area.center().y() - side / 2, side, partner.acronym)
        left += side + theme.px(9)
        current = section == self.selectionModel().currentIndex().row()
        weight = 600 if current else 500
        painter.setFont(theme.font(10, weight))
        painter.setPen(theme.color("accent_text" if current else "text"))
        room = area.right() - left - theme.px(6)
        name = theme.elided(typeset(partner.name), room, 10, weight)
        painter.drawText(QRectF(left, area.top(), room, area.height() - 1), _LEFT, name)
        painter.restore()


def matrix_of(model: QAbstractItemModel) -> MatrixModel:
    """The model, known as what it is."""
    assert isinstance(model, MatrixModel)
    return model
