"""The history of an indicator: its readings through time, held against target and needed pace."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from psq_desktop.charts.frame import Frame, framed, goal_text, ground
from psq_desktop.charts.placing import beside, placed
from psq_desktop.charts.series import Point, Series
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
from psq_desktop.charts.timeline import clear
from psq_desktop.charts.words import history_words, nothing_words, reading_words
from psq_desktop.services.kinds import ReadingStatus

MINIMUM = (11.0, 7.5)  # width and height, in lines of text: below, a sparkline says as much
_DASHED, _DOTTED, _PROVISIONAL, _FAINT = (4.0, 2.4), (0.8, 2.2), (3.2, 2.2), (1.0, 2.0)
_STROKE = 1.6
_LAST, _DOT, _WHATIF = 2.6, 1.9, 3.6
_CROWDED = 6.0  # points closer than this on average are not dotted
_GAP_WORDS = {ReadingStatus.NONE: "néant", ReadingStatus.NOT_APPLICABLE: "n. c."}


def history(series: Series, width: float, height: float, *, measure: Measure = estimate, text: float = 8.0) -> Picture:
    """The chart, in points; ``text`` is the size of its words. Never smaller than `MINIMUM`."""
    width, height = max(width, MINIMUM[0] * text), max(height, MINIMUM[1] * text)
    alt = history_words(series)
    if not any(True for _ in series.values()):
        words = fitted(nothing_words(series), width, text + 1, measure)
        return Picture(width, height, (Label(words, width / 2, height / 2, text + 1, "middle"),), alt)
    frame = framed(series, width, height, measure, text)
    shapes: list[Shape] = [*ground(frame), *_goal(frame), *_gaps(frame)]
    shapes += [*_strokes(frame), *_dots(frame)]
    shapes += _figures(frame, shapes)
    if not series.known:
        shapes.append(_nothing(frame, shapes))
    return Picture(width, height, tuple(shapes), alt, tuple(_spots(frame)))


def _nothing(frame: Frame, drawn: list[Shape]) -> Label:
    plot, size = frame.plot, frame.text + 1
    words = fitted(nothing_words(frame.series), plot.width, size, frame.measure)
    heights = [plot.top + plot.height * share for share in (0.5, 0.8, 0.25, 0.9)]
    columns = [plot.left + plot.width * share for share in (0.5, 0.75, 0.25)]
    places = (Label(words, x, y, size, "middle") for y in heights for x in columns)
    obstacles = [shape for shape in drawn if not (isinstance(shape, Path) and shape.stroke in ("grid", "axis"))]
    return placed(places, obstacles, plot, frame.measure)[0]


# ---------------------------------------------------------------- what readings are held against


def _goal(frame: Frame) -> Iterator[Shape]:
    goal, plot, text = frame.series.goal, frame.plot, frame.text
    if goal is None:
        return
    y = frame.y(goal)
    yield line((plot.left, y), (plot.right, y), "target", 0.9, _DASHED)
    if frame.series.pace is not None:
        start, value, due, target = frame.series.pace
        yield line(frame.at(start, value), frame.at(due, target), "pace", 0.9, _DOTTED)
    words = goal_text(frame.series)
    if frame.measure(words, text, 600) <= frame.size.right - plot.right - 5:
        yield Label(words, plot.right + 5, y + text * 0.36, text, "start", 600, "text")
    else:
        words = fitted(words, plot.width, text, frame.measure, 600)
        yield Label(words, plot.left + 2, max(y - 3, RISE * text), text, "start", 600, "text")


# ---------------------------------------------------------------- readings


def _gaps(frame: Frame) -> Iterator[Shape]:
    """Where « néant » or « non concerné » was reported: never on the line of zero, hence above the chart."""
    size, y = frame.text - 0.5, frame.plot.top - frame.text * 0.75
    taken: list[Box] = []
    for gap in _gap_runs(frame.series):
        across = [frame.time.x(point.on) for point in gap]
        for x in across:
            yield line((x, frame.plot.top - 1), (x, frame.plot.bottom), "grid", 0.6, _FAINT)
        words = ", ".join(dict.fromkeys(_GAP_WORDS[point.status] for point in gap))
        half = frame.measure(words, size, 400) / 2
        x = min(max((across[0] + across[-1]) / 2, half), frame.size.right - half)
        label = Label(words, x, y, size, "middle")
        box = label_box(label, frame.measure)
        if clear(taken, box):
            taken.append(box)
            yield label
            continue
        for point, at in zip(gap, across, strict=True):
            if clear(taken, mark := Box(at - 2, box.top, at + 2, box.bottom), 0.5):
                taken.append(mark)
                yield from _gap_mark(point.status, at, y - size * 0.3)


def _gap_runs(series: Series) -> list[list[Point]]:
    """Neighbouring readings without a value."""
    runs: list[list[Point]] = [[]]
    for point in series.readings:
        if point.status in _GAP_WORDS:
            runs[-1].append(point)
        elif point.known:
            runs.append([])
    return [run for run in runs if run]


def _gap_mark(status: ReadingStatus, x: float, y: float) -> Iterator[Shape]:
    if status is ReadingStatus.NONE:
        yield Path(((x, y - 2), (x + 2, y), (x, y + 2), (x - 2, y), (x, y - 2)), "text2", 0.7)
    else:
        yield line((x - 1.8, y), (x + 1.8, y), "text2", 1.1)


def _strokes(frame: Frame) -> Iterator[Shape]:
    thick = _STROKE if len(frame.series.known) * 2 < frame.plot.width else _STROKE / 2
    for run in frame.series.runs:
        part: list[Position] = [frame.of(run[0])]
        for before, after in pairwise(run):
            if before.provisional or after.provisional:
                if len(part) > 1:
                    yield Path(tuple(part), frame.ink, thick)
                yield line(frame.of(before), frame.of(after), frame.ink, thick, _PROVISIONAL)
                part = [frame.of(after)]
            else:
                part.append(frame.of(after))
        if len(part) > 1:
            yield Path(tuple(part), frame.ink, thick)
    whatif, last = frame.series.whatif, frame.series.last
    if whatif is not None and whatif.known and last is not None and last.on != whatif.on:
        yield line(frame.of(last), frame.of(whatif), frame.ink, 1.2, _DOTTED)


def _dots(frame: Frame) -> Iterator[Shape]:
    series, last = frame.series, frame.series.last
    if series.origin is not None and frame.time.holds(series.origin[0]):
        x, y = frame.at(*series.origin)
        yield Circle(x, y, 1.5, "surface", "text3", 0.8)
    crowded = len(series.known) * _CROWDED > frame.plot.width
    for run in series.runs:
        for point in run:
            if point is not last and (len(run) == 1 or not crowded):
                x, y = frame.of(point)
                yield Circle(x, y, _DOT, "surface", frame.ink, 0.9 if point.provisional else 1.2)
    if last is not None:
        x, y = frame.of(last)
        yield Circle(x, y, _LAST, "surface" if last.provisional else frame.ink, frame.ink, 1.2)
    if series.whatif is not None and series.whatif.known:
        x, y = frame.of(series.whatif)
        yield Circle(x, y, _WHATIF, "surface", frame.ink, 1.2)


def _figures(frame: Frame, drawn: list[Shape]) -> list[Shape]:
    """The last value in bold, then what finds room: the value being typed and the one at the start."""
    obstacles = [shape for shape in drawn if not (isinstance(shape, Path) and shape.stroke in ("grid", "axis"))]
    room = Box(frame.plot.left, 0, frame.size.right, frame.plot.bottom)
    labels: list[Shape] = []
    for value, point, size, weight, away in _told(frame):
        words = fitted(frame.series.figure(value), frame.plot.width, size, frame.measure, weight)
        role: Role = "text" if weight == 700 else "text2"
        places = beside(words, point, size, weight, role, away)
        label, free = placed(places, [*obstacles, *labels], room, frame.measure)
        if free or weight == 700:
            labels.append(label)
    return labels


def _told(frame: Frame) -> Iterator[tuple[float, Position, float, Weight, float]]:
    """Values that want their figure, the most important first: value, place, text size, weight, distance."""
    series, text = frame.series, frame.text
    if series.last is not None and series.last.value is not None:
        yield series.last.value, frame.of(series.last), text + 1.5, 700, _LAST + 1.2
    if series.whatif is not None and series.whatif.known and series.whatif.value is not None:
        yield series.whatif.value, frame.of(series.whatif), text + 0.5, 600, _WHATIF + 1.2
    if series.origin is not None:
        yield series.origin[1], frame.at(*series.origin), text, 400, _DOT + 1.2
    elif len(series.known) > 1 and series.known[0].value is not None:
        yield series.known[0].value, frame.of(series.known[0]), text, 400, _DOT + 1.2


def _spots(frame: Frame) -> Iterator[Spot]:
    for point in frame.series.readings:
        y = frame.of(point)[1] if point.known else frame.plot.top
        yield Spot(frame.time.x(point.on), y, reading_words(frame.series, point))
    whatif = frame.series.whatif
    if whatif is not None and whatif.known:
        x, y = frame.of(whatif)
        yield Spot(x, y, f"En cours de saisie, {reading_words(frame.series, whatif)}")
