"""Rows and columns of widgets whose spacing follows the text size, and hairlines."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from psq_desktop.views import theme

Margins = tuple[float, float, float, float]
NO_MARGINS: Margins = (0, 0, 0, 0)


class _Stretch:
    """What takes the room that is left."""


STRETCH = _Stretch()
Item = QWidget | QLayout | _Stretch
BoxT = TypeVar("BoxT", bound=QBoxLayout)


def row(*items: Item, spacing: float = 8, margins: Margins = NO_MARGINS, grow: int | None = None) -> QHBoxLayout:
    """Items side by side; ``grow`` is the index of the one that takes the room left."""
    return _fill(QHBoxLayout(), items, spacing, margins, grow)


def column(*items: Item, spacing: float = 8, margins: Margins = NO_MARGINS, grow: int | None = None) -> QVBoxLayout:
    """Items one below the other; ``grow`` is the index of the one that takes the room left."""
    return _fill(QVBoxLayout(), items, spacing, margins, grow)


def _fill(layout: BoxT, items: tuple[Item, ...], spacing: float, margins: Margins, grow: int | None) -> BoxT:
    theme.space(layout, spacing, margins)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addStretch(1)
    if grow is not None:
        layout.setStretch(grow, 1)
    return layout


def boxed(layout: QLayout, parent: QWidget | None = None) -> QWidget:
    """A plain widget around a layout."""
    made = QWidget(parent)
    made.setLayout(layout)
    return made


def hairline(vertical: bool = False) -> QFrame:
    """A one pixel line between two parts."""
    line = QFrame()
    line.setObjectName("hair")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def scrolled(content: QWidget | QLayout, name: str) -> QScrollArea:
    """A vertical scroll area around the content; ``name`` is what a screen reader says of it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    inner = content if isinstance(content, QWidget) else boxed(content)
    inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    area.setWidget(inner)
    return area


def bring_in_sight(widget: QWidget) -> None:
    """Scroll the area that a widget stands in until it is seen whole, laid out as it is now."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None and above.isVisible():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        above.ensureWidgetVisible(widget, 0, theme.px(8))
