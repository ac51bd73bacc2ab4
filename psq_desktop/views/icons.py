"""Tabler icons (MIT), tinted with a colour of the theme and cached."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from psq_desktop import resources
from psq_desktop.views import drawings, theme
from psq_desktop.views.tokens import Token

_pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}


def exists(name: str) -> bool:
    """Whether the program ships that icon."""
    return resources.path("icons", f"{name}.svg").is_file()


def pixmap(name: str, token: Token = "text2", size: float = 18) -> QPixmap:
    """The icon at a size in design pixels, sharp on the finest screen."""
    return painted(name, theme.color(token), theme.px(size))


def painted(name: str, colour: QColor, side: int) -> QPixmap:
    """The icon in any colour, ``side`` real pixels wide."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    key = (name, colour.rgba(), side, ratio)
    found = _pixmaps.get(key)
    if found is None:
        if len(_pixmaps) > 2_000:
            _pixmaps.clear()
        found = _pixmaps[key] = _render(name, colour.name(), side, ratio)
    return found


def _render(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    pixels = max(1, round(side * ratio))
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawings.svg(name, colour).encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, token: Token = "text2", size: float = 18, on: Token | None = None) -> QIcon:
    """The icon for buttons and menus; ``on`` is its colour when checked."""
    made = QIcon()
    made.addPixmap(pixmap(name, token, size))
    made.addPixmap(pixmap(name, "text3", size), QIcon.Mode.Disabled)
    if on is not None:
        made.addPixmap(pixmap(name, on, size), QIcon.Mode.Normal, QIcon.State.On)
    return made
