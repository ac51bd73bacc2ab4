"""The window of a page: the whole second screen, or a preview beside one's work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psq_desktop.views.projection.reading import ReadingStage
from psq_desktop.views.projection.stage import Stage

SMALLEST = (720, 405)
_SHARE = 0.42  # of the screen's width, for a preview
_EDGE = 16
_COMMANDS = {Qt.Key.Key_Right: "next_item", Qt.Key.Key_Left: "previous_item"}  # with Ctrl, as in live mode


class Place(Protocol):
    """A screen, as far as a window needs one; `QScreen` is one."""

    def geometry(self) -> QRect:
        """All of it."""

    def availableGeometry(self) -> QRect:
        """Without the task bar."""


def second(screens: Sequence[Place], home: Place) -> Place | None:
    """A screen other than the one the work is on; a mirror of it is none."""
    return next((screen for screen in screens if screen.geometry() != home.geometry()), None)


class StageWindow(QWidget):
    """Holds a page. B blackens it, Échap and F5 close it; Ctrl+→ and Ctrl+← are the meeting's."""

    closed = Signal()
    acted = Signal(str)  # key of a command of the meeting

    def __init__(self, stage: Stage, preview_title: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.stage = stage
        self._preview_title = preview_title
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setMinimumSize(*SMALLEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(stage)

    @property
    def projecting(self) -> bool:
        """Whether it fills a screen."""
        return bool(self.windowFlags() & Qt.WindowType.FramelessWindowHint)

    def place(self, screen: Place | None, home: Place, *, quietly: bool) -> None:
        """Fill a screen or, without one, stand in a corner of ``home``. ``quietly``: the keyboard stays where it is."""
        self.hide()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, quietly)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint, screen is not None)
        self.setWindowTitle(self._preview_title if screen is None else self.stage.accessibleName())
        goes_to = screen or home
        if isinstance(goes_to, QScreen):
            self.setScreen(goes_to)
        if screen is not None:
            self.setGeometry(screen.geometry())
            self.showFullScreen()
        else:
            self.setWindowState(Qt.WindowState.WindowNoState)
            self.setGeometry(_corner(home.availableGeometry()))
            self.show()
        if not quietly:
            self.activateWindow()
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F5):
            self.close()
        elif key == Qt.Key.Key_B:
            self.stage.set_black(not self.stage.black)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in _COMMANDS:
            self.acted.emit(_COMMANDS[Qt.Key(key)])
        elif not (isinstance(self.stage, ReadingStage) and self.stage.press(key)):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


def _corner(room: QRect) -> QRect:
    width = max(SMALLEST[0], round(room.width() * _SHARE))
    height = round(width * 9 / 16)
    return QRect(
        max(room.left(), room.right() - width - _EDGE), max(room.top(), room.bottom() - height - _EDGE), width, height
    )
