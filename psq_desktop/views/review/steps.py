"""The four steps of a review: each is a button that shows its own facts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.kit import STRETCH, IconLabel, row
from psq_desktop.views.review.pill import PillButton, pill_width
from psq_desktop.views.tokens import Tone

FILE, RECOGNITION, CHECK, APPLICATION = "file", "recognition", "check", "application"
_TITLES = {FILE: "Fichier", RECOGNITION: "Reconnaissance", CHECK: "Vérification", APPLICATION: "Application"}
ORDER = tuple(_TITLES)


class Steps(QWidget):
    """« ✓ Fichier › ✓ Reconnaissance › 3 Vérification › 4 Application »."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._buttons = {key: PillButton(title, "", "neutral") for key, title in _TITLES.items()}
        items: list[QWidget] = []
        for key, button in self._buttons.items():
            button.setCheckable(True)
            button.clicked.connect(self._on_clicked)
            items += [button] if key == FILE else [IconLabel("chevron-right", "text3", 15), button]
        self._current, self._reached, self._done, self._troubled = CHECK, CHECK, False, False
        self._compact = True  # until there is known to be room: words must not push the window wider
        self.setLayout(row(*items, STRETCH, spacing=3))
        self._show()

    @property
    def current(self) -> str:
        """The step shown."""
        return self._current

    def button(self, key: str) -> PillButton:
        """The button of a step."""
        return self._buttons[key]

    def set_state(self, current: str, reached: str, *, done: bool = False, troubled: bool = False) -> None:
        """Which step is shown, how far the return is; ``troubled``: its recognition raises a question."""
        self._current, self._reached, self._done, self._troubled = current, reached, done, troubled
        self._show()

    def set_compact(self, on: bool) -> None:
        """The words of the step shown only, where the room is short."""
        if on != self._compact:
            self._compact = on
            self._show()

    def wide(self) -> int:
        """The width of the steps with all their words, in pixels."""
        return sum(pill_width(title, "check") + theme.px(24) for title in _TITLES.values())

    def _show(self) -> None:
        reached = ORDER.index(self._reached)
        for rank, (key, title) in enumerate(_TITLES.items()):
            done = rank < reached or (self._done and rank == reached)
            trouble = self._troubled and key == RECOGNITION
            tone: Tone = "warning" if trouble else "success" if done else "neutral"
            icon = "alert-triangle" if trouble else "check" if done else ""
            button = self._buttons[key]
            shown = key == self._current
            if shown and not trouble and not done:
                tone = "accent"
            words = "" if self._compact and not shown else title
            button.set_look(words if icon else f"{rank + 1}\u2002{words}".rstrip(), icon, tone)
            button.setChecked(shown)
            state = "à regarder" if trouble else "fait" if done else "en cours" if rank == reached else "à venir"
            button.setAccessibleName(typeset(f"Étape {rank + 1}, {title}, {state}"))
            button.setToolTip(typeset(f"{title} : {state}"))

    def _on_clicked(self) -> None:
        key = next(key for key, button in self._buttons.items() if button is self.sender())
        self.set_state(key, self._reached, done=self._done, troubled=self._troubled)
        self.chosen.emit(key)
