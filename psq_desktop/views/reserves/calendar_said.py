"""What somebody said of a day or of every week, line by line, each with a cross that takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psq_desktop.services.kinds import Availability
from psq_desktop.views.kit import IconButton, IconLine, Label, column
from psq_desktop.views.reserves.calendar_delegate import LOOKS


@dataclass(frozen=True, slots=True)
class Said:
    """One line: what it stands for, and its words."""

    id: int
    state: Availability
    title: str
    detail: str = ""


class _Cross(IconButton):
    def __init__(self, said: Said) -> None:
        super().__init__("x", f"Retirer : {said.title}", size=14)
        self.said_id = said.id


class SaidList(QWidget):
    """The lines, or a few quiet words when there is none."""

    remove_requested = Signal(int)

    def __init__(self, nothing: str) -> None:
        super().__init__()
        self._nothing = nothing
        self._layout: QVBoxLayout = column(spacing=4)
        self.setLayout(self._layout)
        self.show_lines(())

    def show_lines(self, lines: Sequence[Said]) -> None:
        """Show other lines."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not lines:
            self._layout.addWidget(Label(self._nothing, 9.5, 400, "text2", wrap=True))
        for said in lines:
            cross = _Cross(said)
            cross.clicked.connect(self._on_cross)
            self._layout.addWidget(IconLine(*LOOKS[said.state], said.title, said.detail, cross, weight=500))

    def _on_cross(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Cross):
            self.remove_requested.emit(sender.said_id)
