"""Above the page: the steps, and in a low window the pills that else stand in the file's card."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop.views import theme
from psq_desktop.views.kit import row
from psq_desktop.views.review.check_step import CheckStep
from psq_desktop.views.review.steps import Steps

LOW = 520  # below this height of the page the file's card gives its room to the lines
BESIDE, EDGES = 380, 70  # what the file's name wants beside the pills, and the margins around


class TopRow(QWidget):
    """The steps; measures are in design pixels."""

    def __init__(self, check: CheckStep) -> None:
        super().__init__()
        self.steps = Steps()
        self._check = check
        self._line = row(self.steps, grow=0)
        self.setLayout(self._line)

    def fit(self, width: int, height: int, *, known: bool) -> None:
        """To the size of the page in pixels; until a return is ``known`` words stay away: they could push it wider."""
        low = height < theme.px(LOW)
        pills = self._check.pills
        self._check.head.setVisible(not low)
        if not low:
            self._check.head.take(pills)
        elif self._line.indexOf(pills) < 0:
            self._line.addWidget(pills)
        if known:
            room = width - theme.px(EDGES)
            beside = self.steps.wide() if low else theme.px(BESIDE)
            pills.set_compact(room < pills.wide() + beside)
            self.steps.set_compact(low and room < pills.narrow() + beside)
