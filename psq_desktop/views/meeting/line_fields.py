"""What is typed inside an agenda line: its title, its duration."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from psq_desktop.views.kit import MinutesField, TextField


class TitleEditor(TextField):
    """The title while it is changed: Entrée or leaving keeps it, Échap forgets it."""

    accepted = Signal()
    cancelled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
            event.accept()  # ↑ and ↓ would leave the line

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.accepted.emit()


class LineMinutes(MinutesField):
    """Planned minutes; Entrée goes back to the line."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # or the line would open its title
            if not self.problem:
                self.done.emit()
