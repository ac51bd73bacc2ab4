"""Mandates on one time axis, with a mark for today."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from psq_desktop.french import SHORT_MONTHS, typeset
from psq_desktop.services.partners import MandateRow
from psq_desktop.views import theme
from psq_desktop.views.kit import Themed
from psq_desktop.views.partners.words import period, role_word, short_person
from psq_desktop.views.tokens import Token
from psq_desktop.views.widgets.tips import plain

_WORDS, _DATES, _BAR, _GAP, _AXIS = 18.0, 15.0, 7.0, 16.0, 22.0
_OPEN_END = timedelta(days=180)  # how far a mandate without end is drawn past today
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def month_words(day: date) -> str:
    """« sept. 2025 »."""
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}"


class PeriodChart(Themed, QWidget):
    """One bar per mandate, under who sits and the dates: these beside the name, or below where the room is short.

    Its accessible text says the same in words.
    """

    def __init__(self, mandates: tuple[MandateRow, ...], today: date) -> None:
        super().__init__()
        self._mandates, self._today = mandates, today
        self._titles = [typeset(f"{short_person(m.contact)}, {role_word(m)}") for m in mandates]
        self._dates = [typeset(period(m)) for m in mandates]
        ends = [mandate.ends_on or today + _OPEN_END for mandate in mandates]
        self._first = min([today, *(mandate.starts_on for mandate in mandates)])
        self._last = max([today + timedelta(days=30), *ends])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        spoken = "; ".join(f"{m.contact}, {role_word(m)}, {period(m)}" for m in mandates)
        self.setAccessibleName("Mandats dans le temps")
        self.setAccessibleDescription(typeset(spoken))
        self.setToolTip(plain(typeset("\n".join(f"{m.contact}, {role_word(m)} : {period(m)}" for m in mandates))))
        self.restyle()

    def restyle(self) -> None:
        names = [theme.metrics(9.5, 600).horizontalAdvance(title) for title in self._titles]
        self.setMinimumWidth(max(theme.px(200), *(int(wide) + 2 for wide in names)))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(_AXIS) + round(self._line * len(self._mandates)))

    @property
    def one_line(self) -> bool:
        """Whether names and dates have the room to stand side by side."""
        names, dates = theme.metrics(9.5, 600), theme.metrics(8.5)
        widths = (
            names.horizontalAdvance(title) + dates.horizontalAdvance(words)
            for title, words in zip(self._titles, self._dates, strict=True)
        )
        return max(widths, default=0) + theme.px(12) <= self.width()

    @property
    def _bar_top(self) -> float:
        return theme.px(_WORDS + (5 if self.one_line else _DATES + 4))

    @property
    def _line(self) -> float:
        return self._bar_top + theme.px(_BAR + _GAP)

    def share(self, day: date) -> float:
        """Where a day is on the axis, 0 to 1."""
        whole = (self._last - self._first).days
        return min(max((day - self._first).days / whole, 0.0), 1.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rank, mandate in enumerate(self._mandates):
            top = rank * self._line
            self._paint_words(painter, rank, top)
            self._paint_bar(painter, mandate, top + self._bar_top)
        self._paint_axis(painter)

    def _paint_words(self, painter: QPainter, rank: int, top: float) -> None:
        name = theme.elided(self._titles[rank], self.width(), 9.5, 600)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(9.5, 600))
        painter.drawText(QRectF(0, top, self.width(), theme.px(_WORDS)), int(_MIDDLE), name)
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font(8.5))
        if self.one_line:
            right = int(_MIDDLE | Qt.AlignmentFlag.AlignRight)
            painter.drawText(QRectF(0, top, self.width(), theme.px(_WORDS)), right, self._dates[rank])
        else:
            below = QRectF(0, top + theme.px(_WORDS), self.width(), theme.px(_DATES))
            painter.drawText(below, int(_MIDDLE), theme.elided(self._dates[rank], self.width(), 8.5, 400))

    def _paint_bar(self, painter: QPainter, mandate: MandateRow, top: float) -> None:
        tall = theme.px(_BAR)
        contrast = theme.current().name == "contrast"
        painter.setPen(QPen(theme.color("field_border"), 1) if contrast else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(theme.color("bar_track"))
        painter.drawRoundedRect(QRectF(0.5, top, self.width() - 1, tall), tall / 2, tall / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self._colour(mandate)))
        left = self.width() * self.share(mandate.starts_on)
        right = self.width() * self.share(mandate.ends_on or self._last)
        painter.drawRoundedRect(QRectF(left, top, max(right - left, tall), tall), tall / 2, tall / 2)
        mark = self.width() * self.share(self._today)
        painter.setPen(QPen(theme.color("text"), 2))
        painter.drawLine(QPointF(mark, top - theme.px(3)), QPointF(mark, top + tall + theme.px(3)))

    def _colour(self, mandate: MandateRow) -> Token:
        if mandate.current:
            return "bar_ok"
        return "bar_neutral" if mandate.starts_on <= self._today else "bar_info"

    def _paint_axis(self, painter: QPainter) -> None:
        painter.setPen(theme.color("text3"))
        painter.setFont(theme.font(8))
        top = self.height() - theme.px(16)
        taken: list[QRectF] = []
        for day, words in self._labels():
            text = typeset(words)
            wide = theme.metrics(8).horizontalAdvance(text) + 2
            left = min(max(self.width() * self.share(day) - wide / 2, 0), self.width() - wide)
            box = QRectF(left, top, wide, theme.px(16))
            if not any(box.adjusted(-6, 0, 6, 0).intersects(other) for other in taken):
                painter.drawText(box, int(_MIDDLE), text)
                taken.append(box)

    def _labels(self) -> tuple[tuple[date, str], ...]:
        """Today first: where two labels would touch, the later one is left out."""
        ends = ((self._first, month_words(self._first)), (self._last, month_words(self._last)))
        return ((self._today, "aujourd’hui"), *ends)
