"""« 5 sûrs », « 1 conflit »: figures that filter the table when they are pressed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import plural
from psq_desktop.views import theme
from psq_desktop.views.review.choices import Sort, Tally
from psq_desktop.views.review.columns import ALL
from psq_desktop.views.review.pill import PillButton, pill_width
from psq_desktop.views.tokens import Tone
from psq_desktop.views.widgets.layouts import row

# « 1 sûr », « 5 sûrs »
_WORDS: dict[Sort, tuple[str, str]] = {
    Sort.SAFE: ("sûr", "sûrs"),
    Sort.CAUTION: ("à regarder", "à regarder"),
    Sort.CONFLICT: ("conflit", "conflits"),
    Sort.ERROR: ("à corriger", "à corriger"),
    Sort.DECIDED: ("décidé", "décidés"),
    Sort.MISSING: ("manquant", "manquants"),
    Sort.SAME: ("inchangé", "inchangés"),
}
_LOOKS: tuple[tuple[Sort, str, Tone], ...] = (
    (Sort.SAFE, "checks", "success"),
    (Sort.CAUTION, "eye", "warning"),
    (Sort.CONFLICT, "git-merge", "warning"),
    (Sort.ERROR, "alert-octagon", "danger"),
    (Sort.DECIDED, "circle-check", "neutral"),
    (Sort.MISSING, "circle-minus", "neutral"),
    (Sort.SAME, "equal", "neutral"),
)


def counted(sort: Sort, count: int) -> str:
    """« 5 sûrs »."""
    return plural(count, *_WORDS[sort])


class CountPills(QWidget):
    """One pill per kind that there is; pressing the one in force shows everything again."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._pills: dict[Sort, PillButton] = {}
        for key, icon, tone in _LOOKS:
            pill = PillButton(counted(key, 0), icon, tone)
            pill.setCheckable(True)
            pill.clicked.connect(self._on_clicked)
            self._pills[key] = pill
        self._current = ALL
        self._figures: dict[Sort, int] = {}
        self._compact = True
        self.setLayout(row(*self._pills.values(), spacing=3))
        self._show()

    @property
    def current(self) -> str:
        """The kind shown."""
        return self._current

    def pill(self, key: Sort) -> PillButton:
        """One of them."""
        return self._pills[key]

    def set_tally(self, tally: Tally) -> None:
        """Other figures; a kind that is gone is no filter any more."""
        figures = dict(tally.sorts)
        self._figures = figures
        self._compact = True  # until `set_compact` says that there is room: words must not push the window wider
        if self._current != ALL and not figures[Sort(self._current)]:
            self._current = ALL
        self._show()

    def set_compact(self, on: bool) -> None:
        """Figures without their words, where the room is short."""
        if on != self._compact:
            self._compact = on
            self._show()

    def wide(self) -> int:
        """The width of the pills with their words, in pixels."""
        return sum(pill_width(counted(key, figure), "checks") + theme.px(3) for key, figure in self._shown())

    def narrow(self) -> int:
        """Their width without."""
        return sum(pill_width(str(figure), "checks") + theme.px(3) for _, figure in self._shown())

    def _shown(self) -> list[tuple[Sort, int]]:
        return [(key, figure) for key, figure in self._figures.items() if figure]

    def clear(self) -> None:
        """Show everything again, without a signal."""
        self._current = ALL
        self._show()

    def _show(self) -> None:
        for key, icon, tone in _LOOKS:
            pill, figure = self._pills[key], self._figures.get(key, 0)
            words = counted(key, figure)
            pill.set_look(str(figure) if self._compact else words, icon, tone)
            pill.setAccessibleName(words)
            pill.setToolTip(f"{words} : ne montrer que cela")
            pill.setVisible(figure > 0)
            pill.setChecked(key == self._current)

    def _on_clicked(self) -> None:
        key = next(key for key, pill in self._pills.items() if pill is self.sender())
        self._current = ALL if key == self._current else key
        self._show()
        self.chosen.emit(self._current)
