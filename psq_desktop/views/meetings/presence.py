"""« Présence par séance »: one stacked bar a meeting."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from psq_desktop import french
from psq_desktop.services.meetings import PresenceCount
from psq_desktop.views import theme
from psq_desktop.views.fitting import Fitting
from psq_desktop.views.kit import Card, CardHead, Label, Legend, Part, StackedBar, boxed, column, row
from psq_desktop.views.tokens import Tone

MOST = 8
_KINDS: tuple[tuple[str, str, Tone], ...] = (
    ("Présents", "check", "success"),
    ("Représentés", "user-share", "info"),
    ("Excusés", "mail", "neutral"),
    ("Absents", "x", "danger"),
)


class PresenceLine(QWidget):
    """One meeting: its name, the parts, the share of seats filled."""

    def __init__(self, count: PresenceCount) -> None:
        super().__init__()
        figures = (count.present, count.represented, count.excused, count.absent)
        total = sum(figures)
        name = Label(f"n° {count.number} · {french.date_short(count.date, year=False)}", 9.5)
        theme.fix_width(name, 106)
        bar = StackedBar(
            tuple(Part(n, word, tone, icon) for n, (word, icon, tone) in zip(figures, _KINDS, strict=True))
        )
        share = Label(french.percent((count.present + count.represented) / total) if total else "—", 9.5, 600)
        share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        theme.fix_width(share, 52)
        self.setLayout(row(name, bar, share, spacing=8, grow=1))
        self.setAccessibleName(f"{name.text()} : {share.text()}, {bar.accessibleName()}")


class PresenceCard(Card):
    """The last meetings, as many as there is room for."""

    def __init__(self) -> None:
        self.lines = Fitting(26, 41, 3)
        self._legend = Legend(_KINDS)
        head = CardHead("Présence par séance", "", self._legend)
        super().__init__(head, boxed(column(self.lines, margins=(16, 6, 12, 8))), grow=1)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(360), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._legend.setVisible(self.width() >= theme.px(620))  # the bars carry its signs too

    def show_counts(self, counts: tuple[PresenceCount, ...]) -> None:
        """Show other meetings."""
        self.lines.set_lines([PresenceLine(count) for count in counts[:MOST]])
        self.setVisible(bool(counts))
