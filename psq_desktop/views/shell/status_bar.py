"""The quiet line at the bottom: saved, which base, fictional data, text size."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from psq_desktop import french
from psq_desktop.views import theme
from psq_desktop.views.widgets.badge import Badge
from psq_desktop.views.widgets.buttons import Button
from psq_desktop.views.widgets.layouts import boxed, row
from psq_desktop.views.widgets.text import ElidedLabel, IconLabel, Label
from psq_desktop.views.widgets.themed import Themed

HEIGHT = 27


class LeaveButton(Button):
    """As small as the words beside it; it sets its font itself, for it is styled after the bar."""

    def restyle(self) -> None:
        super().restyle()
        self.setFont(theme.font(8.5, 500))


class StatusBar(Themed, QWidget):
    """What one looks at to be reassured."""

    leave_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("État")
        self._saved = Label("", 8.5, 400, "text2")
        self._saved_box = boxed(row(IconLabel("circle-check", "success", 14), self._saved, spacing=5))
        self._base = ElidedLabel("", 8.5, 400, "text3")
        self._fictional = Badge("Données fictives", "flask", "warning", height=18, points=8)
        self._leave = LeaveButton(
            "Quitter l’exemple", kind="link", tip="Ferme la base d’exemple et revient au choix de départ"
        )
        self._leave.clicked.connect(self.leave_requested)
        self._backup = Label("", 8.5, 400, "text3")
        self._text_size = Label("", 8.5, 400, "text3")
        left = row(self._saved_box, self._base, spacing=19, grow=1)
        right = row(self._fictional, self._leave, self._backup, self._text_size, spacing=12)
        self.setLayout(row(left, right, spacing=16, margins=(14, 0, 14, 0), grow=0))
        theme.fix_height(self, HEIGHT)
        self._saved_box.hide()
        self._backup.hide()
        self.set_fictional(False)
        self.restyle()

    def restyle(self) -> None:
        self._text_size.setText(french.percent(theme.current().scale))

    def set_saved_at(self, moment: time | None) -> None:
        """« Enregistré à 14 h 32 »."""
        self._saved_box.setVisible(moment is not None)
        if moment is not None:
            self._saved.setText(f"Enregistré à {french.time_text(moment)}")

    def set_base_info(self, text: str) -> None:
        """Which base, and what it holds."""
        self._base.setText(text)

    def set_backup_info(self, text: str) -> None:
        """When the last backup was made."""
        self._backup.setText(text)
        self._backup.setVisible(bool(text))

    def set_fictional(self, on: bool) -> None:
        """Whether the data are an example."""
        self._fictional.setVisible(on)
        self._leave.setVisible(on)
