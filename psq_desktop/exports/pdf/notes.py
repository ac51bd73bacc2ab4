"""Lines to write on by hand: what is left of the page."""

from __future__ import annotations

from reportlab.platypus import Flowable

from psq_desktop.exports.pdf.styles import HAIRLINE
from psq_desktop.exports.pdf.tagging import TaggedCanvas

_STEP, _FOOT = 30.0, 12.0  # points between two lines, and under the last


class RuledLines(Flowable):  # type: ignore[misc,unused-ignore]
    """Dotted lines down to the foot of the page; decoration."""

    canv: TaggedCanvas

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """All the room that is left."""
        self.width, self.lines = width, max(int((height - _FOOT) / _STEP), 1)
        self.height = self.lines * _STEP
        return self.width, self.height

    def draw(self) -> None:
        """The lines in one artifact."""
        rules = (
            f"0 {self.height - rank * _STEP:.2f} m {self.width:.2f} {self.height - rank * _STEP:.2f} l S"
            for rank in range(1, self.lines + 1)
        )
        with self.canv.artifact():
            self.canv.operators("q", f"{HAIRLINE} RG .6 w [1 2] 0 d", *rules, "Q")
