"""Under the agenda: when it ends as it is planned, and how that fits the time there is."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.french import number, plural, time_text
from psq_desktop.services.preparing.agenda import Timing
from psq_desktop.views import theme
from psq_desktop.views.kit import ElidedLabel, IconLabel, Label, row

_WIDE = 660  # below, what matters has all the room
_KEYS = "Alt+↑ ou Alt+↓ déplace · Suppr retire"


class AgendaFoot(QWidget):
    """« Fin calculée : 10 h 50 · 80 min, 10 min de marge avant 11 h 00 »."""

    def __init__(self) -> None:
        super().__init__()
        self._locked = False
        self._icon = IconLabel("clock")
        self.ends = Label("", 10.5, 700)
        self.length = ElidedLabel("", 9, 400, "text2")
        self._keys = ElidedLabel(_KEYS, 9, 400, "text3")
        self.setLayout(row(self._icon, self.ends, self.length, self._keys, margins=(16, 9, 16, 9), grow=2))

    def set_locked(self, locked: bool) -> None:
        """Keys are told while they do something."""
        self._locked = locked
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._keys.setVisible(not self._locked and self.width() >= theme.px(_WIDE))

    def set_timing(self, timing: Timing, items: int) -> None:
        """Show how long the agenda takes; what does not fit is said in the colour of danger, with its words."""
        self.ends.setText(_ends(timing))
        self.length.setText(_length(timing) if items else "Ajoutez un premier point.")
        self.ends.set_tone("danger" if timing.over else "text")
        self.length.set_tone("danger" if timing.over else "text2")
        self._icon.set_icon("alert-triangle" if timing.over else "clock", "danger" if timing.over else "text2")


def _ends(timing: Timing) -> str:
    if timing.past_midnight:
        return "Fin calculée : après minuit"
    return f"Fin calculée : {time_text(timing.ends)}" if timing.ends else "Durée prévue :"


def _length(timing: Timing) -> str:
    parts = [f"{number(timing.minutes)} min", too_long(timing) or _margin(timing)]
    if timing.without:
        parts.append(f"{plural(timing.without, 'point')} sans durée")
    return ", ".join(part for part in parts if part)


def _margin(timing: Timing) -> str:
    if timing.spare is None or timing.planned_end is None:
        return ""
    until = time_text(timing.planned_end)
    return f"{number(timing.spare)} min de marge avant {until}" if timing.spare else f"sans marge avant {until}"


def too_long(timing: Timing, *, short: bool = False) -> str:
    """« 20 min de trop pour finir à 11 h 00 », ``short`` « 20 min de trop »; empty when the agenda fits."""
    if timing.planned_end is not None and timing.spare is not None and timing.spare < 0:
        until = "" if short else f" pour finir à {time_text(timing.planned_end)}"
        return f"{number(-timing.spare)} min de trop{until}"
    return "plus long que la journée" if timing.past_midnight else ""
