"""One value on its way from where it started to where it should be, with the time that has passed."""

from __future__ import annotations

from collections.abc import Iterator

from psq_desktop.charts.bars import OVERHANG, Progress, bar_shapes
from psq_desktop.charts.series import Series
from psq_desktop.charts.shapes import RISE, Box, Label, Measure, Picture, Shape, estimate, fitted, label_box
from psq_desktop.charts.timeline import clear
from psq_desktop.charts.words import goal_word, nothing_words, progress_words, reading_words, sentences
from psq_desktop.french import percent, typeset

_BAR = 6.5


def gauge(
    series: Series,
    value: Progress,
    width: float,
    *,
    measure: Measure = estimate,
    text: float = 8.5,
    paper: bool = False,
) -> Picture:
    """The last value above a bar; start, time and target below. ``value`` is the indicator's computed progress."""
    top = RISE * (text + 4) + 6
    bar = Box(0, top, width, top + _BAR)
    shapes: list[Shape] = [*bar_shapes(value, bar, paper=paper)]
    shapes.append(_above(series, value, width, top - 4.5, text, measure))
    baseline = bar.bottom + OVERHANG + 2 + RISE * text
    shapes += _below(series, value, width, baseline, text, measure)
    alt = [series.title, reading_words(series, series.last) if series.last else nothing_words(series)]
    if series.goal is not None:
        alt.append(f"{goal_word(series)} : {series.said(series.goal)}")
    alt.append(progress_words(value.progress, value.elapsed, alert=value.alert))
    return Picture(width, baseline + text * 0.4, tuple(shapes), sentences(alt))


def _above(series: Series, value: Progress, width: float, baseline: float, text: float, measure: Measure) -> Label:
    """The last value over its place on the bar."""
    if series.last is None or series.last.value is None:
        return Label(fitted(nothing_words(series), width, text, measure), 0.0, baseline, text)
    size = text + 4
    words = fitted(series.figure(series.last.value), width, size, measure, 700)
    half = measure(words, size, 700) / 2
    at = width * min(max(value.progress or 0.0, 0.0), 1.0)
    return Label(words, min(max(at, half), width - half), baseline, size, "middle", 700, "text")


def _below(
    series: Series, value: Progress, width: float, baseline: float, text: float, measure: Measure
) -> Iterator[Shape]:
    """Target first, then the start and the time where there is room."""
    wanted: list[Label] = []
    if series.goal is not None:
        words = f"{goal_word(series)} {series.figure(series.goal)}"
        wanted.append(Label(fitted(words, width, text, measure, 600), width, baseline, text, "end", 600, "text"))
    if series.origin is not None:
        wanted.append(Label(f"Départ {series.figure(series.origin[1])}", 0, baseline, text))
    if value.elapsed is not None:
        words = typeset(f"{percent(value.elapsed)} du temps")
        half = measure(words, text, 400) / 2
        x = min(max(width * min(max(value.elapsed, 0.0), 1.0), half), width - half)
        wanted.append(Label(words, x, baseline, text, "middle"))
    taken: list[Box] = []
    for label in wanted:
        box = label_box(label, measure)
        if box.left >= -0.01 and box.right <= width + 0.01 and clear(taken, box, 5):
            taken.append(box)
            yield label
