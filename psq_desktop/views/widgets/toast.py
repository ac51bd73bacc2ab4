"""The short message after an action, with « Annuler »: it beats a confirmation before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QWidget

from psq_desktop.views import theme
from psq_desktop.views.widgets.buttons import Button
from psq_desktop.views.widgets.layouts import row
from psq_desktop.views.widgets.text import Label

SECONDS = 8.0
_BOTTOM = 1  # over the status bar and the margin of the page: nothing there is needed for eight seconds


class Toast(QFrame):
    """At the very bottom of its parent for eight seconds, longer while the pointer or the focus is on it."""

    undo_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._label = Label("", 10, 500, "on_accent")
        self._label.setProperty("tone", "")  # the toast's own text colour
        self._undo = Button("Annuler", kind="toast", shortcut="Ctrl+Z")
        self._undo.clicked.connect(self._on_undo)
        self._close = Button("Fermer", kind="toast")
        self._close.clicked.connect(self.dismiss)
        self.setLayout(row(self._label, self._undo, self._close, spacing=10, margins=(16, 3, 8, 3)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        self._ground = parent
        parent.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, *, undo: bool = True, seconds: float = SECONDS) -> None:
        """Say it, and offer « Annuler » if that is possible."""
        self._label.setText(text)
        self._undo.setVisible(undo)
        self._close.setVisible(not undo)
        self.setAccessibleName(self._label.text())
        self.setAccessibleDescription("Ctrl+Z annule." if undo else "")
        self._timer.start(round(seconds * 1000))
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Take it away."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange) and watched is self._ground:
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start(2000)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        self.adjustSize()
        ground = self._ground
        self.move((ground.width() - self.width()) // 2, ground.height() - self.height() - theme.px(_BOTTOM))

    def _on_undo(self) -> None:
        self.dismiss()
        self.undo_requested.emit()

    def _on_timeout(self) -> None:
        if self._undo.hasFocus() or self._close.hasFocus():
            self._timer.start(2000)
        else:
            self.dismiss()
