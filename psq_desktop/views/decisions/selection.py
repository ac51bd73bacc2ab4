"""What can be done with the decisions that were chosen together."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import plural
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.views.decision_parts.reminding import Reminding
from psq_desktop.views.decision_parts.together import Together
from psq_desktop.views.kit import Button, ElidedLabel, IconButton, row
from psq_desktop.views.menus import ChoiceMenu


class SelectionBar(QWidget):
    """« 3 décisions choisies » and its verbs; hidden while fewer than two are."""

    closed = Signal()
    export_wanted = Signal()

    def __init__(self, together: Together, reminding: Reminding) -> None:
        super().__init__()
        self._together, self._reminding = together, reminding
        self._rows: tuple[DecisionRow, ...] = ()
        self.setAccessibleName("Décisions choisies")
        self._said = ElidedLabel("", 10, 600)
        self.postpone_button = Button("Reporter…", "calendar-due", tip="Une échéance et un motif pour toutes")
        self.remind_button = Button("Relancer", "mail-forward", tip="Préparer un brouillon de relance par pilote")
        self.export_button = IconButton("file-export", "Exporter ce qui est choisi", shortcut="Ctrl+E")
        self.more_button = IconButton("dots-vertical", "Plus d’actions")
        self._close = IconButton("x", "Ne garder qu’une décision", shortcut="Échap")
        self.postpone_button.clicked.connect(self._postpone)
        self.remind_button.clicked.connect(self._remind)
        self.export_button.clicked.connect(self.export_wanted)
        self.more_button.clicked.connect(self._show_more)
        self._close.clicked.connect(self.closed)
        verbs = (self.postpone_button, self.remind_button, self.export_button, self.more_button, self._close)
        self.setLayout(row(self._said, *verbs, spacing=6, margins=(4, 0, 0, 0), grow=0))
        self.hide()

    def show_rows(self, rows: tuple[DecisionRow, ...]) -> None:
        """What is chosen now."""
        self._rows = rows
        self._said.setText(f"{plural(len(rows), 'décision')} choisies")

    def _postpone(self) -> None:
        self._together.postpone(self._rows, self.postpone_button)

    def _remind(self) -> None:
        self._reminding.remind([each.id for each in self._rows])

    def _show_more(self) -> None:
        menu = ChoiceMenu("Plus d’actions", self)
        menu.add("Marquer tenues", "done", icon="check")
        menu.add("Abandonner…", "abandon", icon="ban")
        menu.chosen.connect(partial(self._on_more, self._rows))
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _on_more(self, rows: tuple[DecisionRow, ...], verb: str, _value: object) -> None:
        if verb == "done":
            self._together.mark_done(rows)
        else:
            self._together.abandon(rows, self.more_button)
