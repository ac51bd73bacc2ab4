"""Residents, elected officials and facts: three bands over one axis of time, each with its own scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from psq_desktop.charts.placing import beside, placed
from psq_desktop.charts.shapes import (
    RISE,
    Box,
    Circle,
    Label,
    Measure,
    Path,
    Picture,
    Position,
    Role,
    Shape,
    Spot,
    Weight,
    estimate,
    fitted,
    label_box,
    line,
)
from psq_desktop.charts.timeline import TimeScale, clear
from psq_desktop.french import MONTHS, NBSP, SHORT_MONTHS, date_long, date_short, figure, number, typeset
from psq_desktop.services.evaluation.survey_rows import Band, Triangle, TrianglePoint
from psq_desktop.services.kinds import Direction

_STEPS = (1, 2, 3, 4, 6, 12)  # months between two names
_DOTTED, _DASHED = (0.9, 2.0), (3.2, 2.0)
_CAP = 2.6  # half of a whisker's ends
_LAST, _DOT = 2.8, 2.4
_WORDS_SHARE = 0.2  # of the axis, for the words of one milestone


@dataclass(frozen=True, slots=True)
class _Frame:
    """One band on the paper: its place, its scales, and what text is measured with."""

    band: Band
    plot: Box
    time: TimeScale
    low: float
    high: float
    right: float
    text: float
    measure: Measure

    def at(self, point: TrianglePoint, off: float = 0.0) -> Position:
        """Place of a point, or of what is so far above or below it; a month's stands in the middle of its month."""
        share = (point.value + off - self.low) / (self.high - self.low)
        day = _mid_month(point.on) if self.band.monthly else point.on
        return self.time.x(day), self.level(share)

    def level(self, share: float) -> float:
        """Height of a part of the scale."""
        return self.plot.bottom - share * self.plot.height

    @property
    def ink(self) -> Role:
        """Grey when nothing is judged."""
        return "line_neutral" if self.band.direction is Direction.NEUTRAL else "line"


def triangle(data: Triangle, width: float, height: float, *, measure: Measure = estimate, text: float = 8.0) -> Picture:
    """The chart, in points; ``text`` is the size of its words."""
    left, right = _left(data, width, measure, text), width - _right(data, measure, text)
    time = TimeScale(data.first, _month_end(data.last), left, right)
    marked = _marked(data, time, width, measure, text)
    top = text * (0.6 + 1.35 * max((len(each.lines) for each in marked), default=0)) + 4
    plot = Box(left, top, right, height - 2.1 * text)
    shapes: list[Shape] = [*_months(time, plot, text, measure), *_milestones(marked, plot, width, measure, text)]
    spots: list[Spot] = []
    tall = plot.height / len(data.bands)
    for rank, band in enumerate(data.bands):
        area = Box(plot.left, plot.top + rank * tall, plot.right, plot.top + (rank + 1) * tall)
        shapes.append(line((0, area.top), (width, area.top), "grid"))
        frame = _framed(band, area, time, width, measure, text)
        shapes += _named(frame, area, plot.left)
        shapes += _drawn(frame, shapes)
        spots.append(Spot(0, area.top, _band_words(band), Box(0, area.top, plot.left - text, area.bottom)))
        spots += [Spot(*frame.at(point), _point_words(band, point)) for point in band.points]
    shapes.append(line((0, plot.bottom), (width, plot.bottom), "grid"))
    spots += [Spot(time.x(m.on), top, _milestone_words(m.on, m.words)) for m in data.milestones]
    spots += [Spot(each.x, 0, each.whole, Box(each.left, 0, each.right, top)) for each in marked]
    return Picture(width, height, tuple(shapes), triangle_words(data), tuple(spots))


# ---------------------------------------------------------------- the axis of time


def _month_end(day: date) -> date:
    """The first day of the next month: the axis ends with a whole month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _mid_month(day: date) -> date:
    return day.replace(day=16)


def _months(time: TimeScale, plot: Box, text: float, measure: Measure) -> Iterator[Shape]:
    starts = [time.begin]
    while (later := _month_end(starts[-1])) < time.end:
        starts.append(later)
    for step in _STEPS:
        chosen = starts[::step]
        labels = [
            Label(_month_name(day, before), time.x(_mid_month(day)), plot.bottom + text * 1.5, text, "middle")
            for before, day in zip([None, *chosen], chosen, strict=False)
        ]
        boxes = [label_box(label, measure) for label in labels]
        if all(one.right + 1.4 * text <= two.left for one, two in pairwise(boxes)):
            break
    for day in (*chosen, time.end):
        yield line((time.x(day), plot.top), (time.x(day), plot.bottom), "grid", 0.5)
    yield from labels


def _month_name(day: date, before: date | None) -> str:
    name = SHORT_MONTHS[day.month - 1]
    return name if before is not None and before.year == day.year else f"{name}{NBSP}{day.year % 100:02d}"


# ---------------------------------------------------------------- what was done


@dataclass(frozen=True, slots=True)
class _Marked:
    """A milestone that has its place: where, its words on one line or two from ``left`` to ``right``, and whole."""

    x: float
    left: float
    right: float
    lines: tuple[str, ...]
    whole: str


def _marked(data: Triangle, time: TimeScale, width: float, measure: Measure, text: float) -> list[_Marked]:
    """Those whose words touch no other's; the heaviest choose first."""
    room = (time.right - time.left) * _WORDS_SHARE
    found: list[tuple[Box, _Marked]] = []
    for milestone in sorted(data.milestones, key=lambda each: each.rank):
        x = time.x(milestone.on)
        lines = tuple(_broken(milestone.words, room, text, measure, weight=600))
        boxes = [label_box(_centred(words, x, 0, width, text, measure), measure) for words in lines]
        box = Box(min(b.left for b in boxes), 0, max(b.right for b in boxes), 1)
        if clear([taken for taken, _ in found], box, 6.0):
            whole = _milestone_words(milestone.on, milestone.words)
            found.append((box, _Marked(x, box.left, box.right, lines, whole)))
    return [marked for _, marked in found]


def _centred(words: str, x: float, y: float, width: float, text: float, measure: Measure) -> Label:
    half = measure(words, text, 600) / 2
    return Label(words, min(max(x, half), width - half), y, text, "middle", 600, "text2")


def _milestones(found: list[_Marked], plot: Box, width: float, measure: Measure, text: float) -> Iterator[Shape]:
    for marked in found:
        yield line((marked.x, plot.top - 0.3 * text), (marked.x, plot.bottom), "text2", 0.8, _DASHED)
        for rank, words in enumerate(reversed(marked.lines)):
            yield _centred(words, marked.x, plot.top - text * (0.8 + 1.3 * rank), width, text, measure)


# ---------------------------------------------------------------- one band


def _left(data: Triangle, width: float, measure: Measure, text: float) -> float:
    """Room for the names of the bands."""
    widest = max(measure(words, text, 400) for band in data.bands for words in (band.subject, band.remark))
    return min(max(widest, 12 * text), width * 0.24) + 1.5 * text


def _right(data: Triangle, measure: Measure, text: float) -> float:
    """Room for the last values and the targets."""
    words = [_target_words(band) for band in data.bands if band.target is not None]
    values = [_said(band, band.points[-1].value) for band in data.bands if band.points]
    return max([5 * text, *(measure(w, text, 400) for w in words), *(measure(v, text + 2, 700) for v in values)]) + text


def _said(band: Band, value: float) -> str:
    decimals = band.decimals
    return figure(round(value, decimals), decimals, "%" if band.unit == "%" else "")


def _target_words(band: Band) -> str:
    return typeset(f"cible {_said(band, band.target or 0.0)}")


def _framed(band: Band, area: Box, time: TimeScale, width: float, measure: Measure, text: float) -> _Frame:
    values = [point.value + side * (point.margin or 0) for point in band.points for side in (-1, 1)]
    values += [band.target] if band.target is not None else []
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * 0.22 or max(abs(high) * 0.1, 1.0)
    plot = Box(area.left, area.top + 1.6 * text, area.right, area.bottom - 0.8 * text)
    return _Frame(band, plot, time, low - room, high + room / 2, width, text, measure)


def _named(frame: _Frame, area: Box, left: float) -> Iterator[Shape]:
    band, text, room = frame.band, frame.text, left - frame.text
    subject = _broken(typeset(band.subject), room, text, frame.measure)
    if area.height < 1.5 * text * 4.4 and len(subject) > 1:
        subject = [fitted(typeset(band.subject), room, text, frame.measure)]
    lines = [(band.name, text + 2, True), *((words, text, False) for words in subject)]
    lines += [(typeset(words), text - 0.5, False) for words in (band.remark, band.missing) if words]
    step = min(1.5 * text, (area.height - 3) / len(lines))
    y = (area.top + area.bottom) / 2 - len(lines) * step / 2 + RISE * text + 1
    for words, size, strong in lines:
        role: Role = "text" if strong else "text2"
        yield Label(fitted(words, room, size, frame.measure), 0, y, size, "start", 700 if strong else 400, role)
        y += step


def _broken(words: str, room: float, size: float, measure: Measure, *, weight: Weight = 400) -> list[str]:
    """At most two lines."""
    if not words:
        return []
    parts = words.split(" ")
    count = len(parts)
    while count > 1 and measure(" ".join(parts[:count]), size, weight) > room:
        count -= 1
    rest = " ".join(parts[count:])
    first = fitted(" ".join(parts[:count]), room, size, measure, weight)
    return [first, *([fitted(rest, room, size, measure, weight)] if rest else [])]


def _drawn(frame: _Frame, before: Sequence[Shape]) -> list[Shape]:
    band, text = frame.band, frame.text
    shapes: list[Shape] = []
    target_y: float | None = None
    if band.target is not None:
        target_y = frame.level((band.target - frame.low) / (frame.high - frame.low))
        shapes.append(line((frame.plot.left, target_y), (frame.plot.right, target_y), "text2", 0.9, _DOTTED))
    places = [frame.at(point) for point in band.points]
    if len(places) > 1:
        shapes.append(Path(tuple(places), frame.ink, 1.6))
    for point, place in zip(band.points, places, strict=True):
        shapes += _whisker(frame, point)
        shapes.append(Circle(*place, _LAST if point is band.points[-1] else _DOT, frame.ink, "surface", 1.2))
    shapes += _figures(frame, [*before, *shapes])
    if places:
        shapes.append(Label(_said(band, band.points[-1].value), frame.plot.right + text, places[-1][1] + 0.4 * text,
                            text + 2, "start", 700, "text"))  # fmt: skip
    if target_y is not None:
        y = target_y + 0.35 * text
        if places and abs(y - places[-1][1]) < 1.7 * text:
            y = places[-1][1] + (1.9 if y > places[-1][1] else -1.3) * text
        shapes.append(Label(_target_words(band), frame.plot.right + text, y, text, "start", 400, "text2"))
    return shapes


def _whisker(frame: _Frame, point: TrianglePoint) -> Iterator[Shape]:
    if not point.margin:
        return
    x, low = frame.at(point, -point.margin)
    high = frame.at(point, point.margin)[1]
    yield line((x, low), (x, high), frame.ink, 1.0)
    yield line((x - _CAP, low), (x + _CAP, low), frame.ink, 1.0)
    yield line((x - _CAP, high), (x + _CAP, high), frame.ink, 1.0)


def _figures(frame: _Frame, drawn: Sequence[Shape]) -> list[Shape]:
    """Values beside their points, but the last, which stands at the right: all of a survey, the peak of facts."""
    points = frame.band.points[:-1]
    if len(points) > 6:
        points = tuple(dict.fromkeys((points[0], max(frame.band.points, key=lambda point: point.value))))
    obstacles = [s for s in drawn if not (isinstance(s, Path) and s.stroke == "grid")]
    labels: list[Shape] = []
    for point in points:
        if point is frame.band.points[-1]:
            continue
        words, size = _said(frame.band, point.value), frame.text + 0.5
        x, y = frame.at(point)
        near = [
            Label(words, x + 4, y - 3, size, "start", 600, "text"),
            *beside(words, (x, y), size, 600, "text", _DOT + 2),
        ]
        room = Box(
            frame.plot.left, frame.plot.top - 1.4 * frame.text, frame.right, frame.plot.bottom + frame.text * 0.6
        )
        labels.append(placed(near, [*obstacles, *labels], room, frame.measure)[0])
    return labels


# ---------------------------------------------------------------- in words


def _point_words(band: Band, point: TrianglePoint) -> str:
    sure = f" (± {number(point.margin, 1)} points)" if point.margin else ""
    n = f", n{NBSP}={NBSP}{number(point.n)}" if point.n is not None else ""
    unit = f" {band.unit}" if band.unit and band.unit != "%" else ""
    when = f"{MONTHS[point.on.month - 1]} {point.on.year}" if band.monthly else date_short(point.on)
    return typeset(f"{band.name}, {when} : {_said(band, point.value)}{unit}{sure}{n}")


def _band_words(band: Band) -> str:
    """« Habitants : la question (échantillon aléatoire, n = 412) », whole where the chart has room for less."""
    said = band.subject + (f" ({band.remark})" if band.remark else "")
    return typeset(f"{band.name} : {said or band.missing}")


def _milestone_words(on: date, words: str) -> str:
    return typeset(f"{date_long(on, weekday=False)} : {words}")


def triangle_words(data: Triangle) -> str:
    """The whole chart, for screen readers and text alternatives."""
    last = data.last if data.last.day > 1 else data.last - timedelta(1)
    parts = [f"Habitants, élus et faits, du {date_short(data.first)} au {date_short(last)}"]
    for band in data.bands:
        if not band.points:
            parts.append(f"{band.name} : {band.missing}")
            continue
        told = ", ".join(_point_words(band, point).partition(", ")[2] for point in band.points)
        goal = f", {_target_words(band)}" if band.target is not None else ""
        parts.append(f"{band.name}, {band.subject.rstrip(' ?')} ({band.remark}) : {told}{goal}")
    if data.milestones:
        parts.append("Réalisé : " + ", ".join(f"{m.words} le {date_short(m.on)}" for m in data.milestones))
    return typeset(". ".join(parts) + ".")
