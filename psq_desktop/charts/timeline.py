"""The axis of time: periods by their last day, with French names that never touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from psq_desktop.charts.shapes import Box, Label, Measure, label_box
from psq_desktop.french import EARLIEST, LATEST, NBSP, date_short
from psq_desktop.services import periods
from psq_desktop.services.kinds import Period

_MONTHS: dict[Period, int] = {
    Period.MONTH: 1,
    Period.QUARTER: 3,
    Period.HALF_YEAR: 6,
    Period.YEAR: 12,
    Period.ONCE: 1,
}
_STEPS = (1, 2, 3, 4, 6, 12, 24, 60, 120, 240, 600, 1200)
_GAP = 5.0


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days along the picture."""

    begin: date
    end: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands, at most at the ends."""
        share = (day - self.begin).days / (self.end - self.begin).days
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def holds(self, day: date) -> bool:
        """Whether a day is on the axis."""
        return self.begin <= day <= self.end


def time_span(days: list[date], today: date) -> tuple[date, date]:
    """First and last day of the axis; today is on it unless the rest would be squeezed."""
    begin, end = min(days, default=today), max(days, default=today)
    if begin == end:
        begin, end = max(begin - timedelta(16), EARLIEST), min(end + timedelta(16), LATEST)
    if end < today and (today - end).days * 3 <= (end - begin).days:
        end = today
    return begin, end


def time_labels(scale: TimeScale, period: Period, y: float, size: float, width: float, measure: Measure) -> list[Label]:
    """As many period names as fit beside each other, inside 0 to ``width``."""
    unit = _MONTHS[period]
    months = (scale.end.year - scale.begin.year) * 12 + scale.end.month - scale.begin.month + 1
    for step in _STEPS:
        if step % unit or months / step * size > width:
            continue
        named = [(scale.x(day), name) for day, name in _names(scale, period, step)]
        labels = [_inside(Label(name, x, y, size, "middle", role="text2"), width, measure) for x, name in named]
        if labels and _apart(labels, measure):
            return labels
        if not labels:
            break
    return _ends(scale, y, size, width, measure)


def _names(scale: TimeScale, period: Period, step: int) -> Iterator[tuple[date, str]]:
    shown = Period.MONTH if period is Period.ONCE else period
    year = None
    for day in _month_ends(scale.begin, scale.end, step):
        name = periods.label(shown, day)
        yield day, name if NBSP not in name else _short(name, day.year != year)
        year = day.year


def _short(name: str, dated: bool) -> str:
    """« T3 26 » or « T3 » of « T3 2026 »."""
    period, year = name.split(NBSP)
    return f"{period}{NBSP}{year[2:]}" if dated else period


def _month_ends(begin: date, end: date, step: int) -> Iterator[date]:
    """Last days of every ``step``-th month, counted so that twelve is December."""
    month = begin.year * 12 + begin.month - 1
    month += -(month + 1) % step
    while month < (LATEST.year + 1) * 12:
        year, index = divmod(month + 1, 12)
        day = date(year, index + 1, 1) - timedelta(1)
        if day > end:
            return
        if day >= begin:
            yield day
        month += step


def _inside(label: Label, width: float, measure: Measure) -> Label:
    half = measure(label.text, label.size, label.weight) / 2
    x = min(max(label.x, half), width - half)
    return Label(label.text, x, label.y, label.size, label.anchor, label.weight, label.role)


def _apart(labels: list[Label], measure: Measure) -> bool:
    boxes = [label_box(label, measure) for label in labels]
    return all(a.right + _GAP <= b.left for a, b in pairwise(boxes))


def _ends(scale: TimeScale, y: float, size: float, width: float, measure: Measure) -> list[Label]:
    """First and last day where no period name fits, or the last one alone, or nothing."""
    last = Label(date_short(scale.end), min(scale.right, width), y, size, "end")
    if (box := label_box(last, measure)).left < 0:
        return []
    first = Label(date_short(scale.begin), scale.left, y, size)
    return [first, last] if label_box(first, measure).right + _GAP <= box.left else [last]


def clear(boxes: list[Box], box: Box, gap: float = 2.0) -> bool:
    """Whether a box stands apart from all others."""
    wider = Box(box.left - gap, box.top, box.right + gap, box.bottom)
    return not any(wider.overlaps(other) for other in boxes)
