"""The history of an indicator: its layout holds for any data, and its words say what is drawn."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import combinations
from math import isfinite

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from psq_desktop.charts.bars import Progress
from psq_desktop.charts.gauge import gauge
from psq_desktop.charts.line import MINIMUM, history
from psq_desktop.charts.series import Point, Series
from psq_desktop.charts.shapes import Circle, Label, Path, Picture, Rect, bounds, estimate, label_box
from psq_desktop.charts.sparkline import sparkline
from psq_desktop.services.kinds import Direction, Period, ReadingStatus
from tests.charts.series import BUS, LEVELS, TODAY, any_series, monthly

SIZES = st.tuples(st.floats(8 * MINIMUM[0], 700), st.floats(8 * MINIMUM[1], 300))


def labels(picture: Picture) -> list[str]:
    return [shape.text for shape in picture.shapes if isinstance(shape, Label)]


def numbers(picture: Picture) -> list[float]:
    found: list[float] = []
    for shape in picture.shapes:
        values = [getattr(shape, field.name) for field in fields(shape)]
        found += [value for value in values if isinstance(value, float | int)]
        found += [part for point in getattr(shape, "points", ()) for part in point]
    return found


def assert_inside(picture: Picture) -> None:
    for shape in picture.shapes:
        box = bounds(shape, estimate)
        inside = box.left >= -0.6 and box.top >= -0.6
        assert inside and box.right <= picture.width + 0.6 and box.bottom <= picture.height + 0.6, shape


@settings(max_examples=150, deadline=None)
@given(any_series(), SIZES)
def test_everything_drawn_is_finite_and_inside_the_picture(series: Series, size: tuple[float, float]) -> None:
    picture = history(series, *size)
    assert all(map(isfinite, numbers(picture)))
    assert_inside(picture)


@settings(max_examples=150, deadline=None)
@given(any_series(), SIZES)
@example(  # the threshold's own line below zero leaves less room than the others
    Series(
        "Incidents", date(2015, 1, 1),
        points=(
            Point(date(2015, 1, 1), 0.0, ReadingStatus.VALUE, False),
            Point(date(2015, 1, 2), None, ReadingStatus.NONE, False),
        ),
        direction=Direction.THRESHOLD, period=Period.MONTH, target=0.0,
    ),
    (88.0, 60.0),
)  # fmt: skip
def test_words_of_the_axes_never_overlap(series: Series, size: tuple[float, float]) -> None:
    picture = history(series, *size)
    upright = [shape for shape in picture.shapes if isinstance(shape, Label) and shape.role == "text2"]
    below = [label_box(label, estimate) for label in upright if label.y > picture.height - 12]
    beside = [
        label_box(label, estimate) for label in upright if label.anchor == "end" and label.y <= picture.height - 12
    ]
    for group in (below, beside):
        assert not any(a.overlaps(b) for a, b in combinations(group, 2))


@settings(max_examples=100, deadline=None)
@given(any_series())
def test_words_name_the_last_value_and_the_target(series: Series) -> None:
    alt = history(series, 240, 110).alt
    assert "nan" not in alt and "inf" not in alt.replace("infini", "")
    if series.last is not None and series.last.value is not None:
        assert series.said(series.last.value) in alt
    else:
        assert "Aucun" in alt
    if series.goal is not None:
        assert series.said(series.goal) in alt


@settings(max_examples=60, deadline=None)
@given(any_series())
def test_a_sparkline_stays_inside_its_line(series: Series) -> None:
    picture = sparkline(series)
    assert all(map(isfinite, numbers(picture)))
    assert_inside(picture)


def test_the_last_value_is_bold_and_the_target_named_at_its_line() -> None:
    picture = history(BUS, 240, 110)
    bold = [shape for shape in picture.shapes if isinstance(shape, Label) and shape.weight == 700]
    assert [label.text for label in bold] == ["7,9"]
    target = next(shape for shape in picture.shapes if isinstance(shape, Path) and shape.stroke == "target")
    named = next(shape for shape in picture.shapes if isinstance(shape, Label) and shape.text == "Cible 6,0")
    assert target.dash and abs(named.y - target.points[0][1]) < 4
    assert any(isinstance(shape, Path) and shape.stroke == "pace" for shape in picture.shapes)


def test_a_neutral_indicator_is_grey_without_target_or_pace() -> None:
    picture = history(replace(BUS, direction=Direction.NEUTRAL), 240, 110)
    roles = {shape.stroke for shape in picture.shapes if isinstance(shape, Path | Circle)}
    assert roles.isdisjoint({"line", "target", "pace"})
    assert not any("Cible" in text for text in labels(picture))


def test_nothing_to_report_is_a_gap_with_its_word_and_never_a_zero() -> None:
    gaps = (
        Point(date(2026, 3, 31), None, ReadingStatus.NONE),
        Point(date(2026, 7, 31), 0.0),
        Point(date(2026, 8, 31), None, ReadingStatus.NOT_APPLICABLE),
        Point(date(2026, 10, 31), 4.0),
    )
    series = monthly([3.0, 4.0])
    picture = history(replace(series, points=(*series.points, *gaps)), 400, 120)
    lines = [shape for shape in picture.shapes if isinstance(shape, Path) and shape.stroke == "line"]
    assert [len(shape.points) for shape in lines] == [2]
    dots = [shape for shape in picture.shapes if isinstance(shape, Circle)]
    assert len(dots) == 4, "the zero is a reading, the gaps are none"
    assert {"néant", "n. c."} <= set(labels(picture))
    assert "néant" in picture.alt and "non concerné" in picture.alt


def test_a_provisional_reading_is_hollow_at_the_end_of_a_dashed_line() -> None:
    series = monthly([3.0, 4.0, 5.0])
    *sure, last = series.points
    for provisional in (False, True):
        picture = history(replace(series, points=(*sure, replace(last, provisional=provisional))), 240, 110)
        *_, dot = (shape for shape in picture.shapes if isinstance(shape, Circle))
        dashed = [
            shape for shape in picture.shapes if isinstance(shape, Path) and shape.stroke == "line" and shape.dash
        ]
        assert (dot.fill == "surface", bool(dashed)) == (provisional, provisional)
        assert ("provisoire" in picture.alt) is provisional


def test_a_value_being_typed_is_a_larger_hollow_dot_that_stays_out_of_the_readings() -> None:
    series = replace(monthly([1.0, 2.0]), whatif=Point(date(2026, 3, 31), 3.0))
    picture = history(series, 240, 110)
    dots = [shape for shape in picture.shapes if isinstance(shape, Circle)]
    assert dots[-1].fill == "surface" and dots[-1].radius > max(dot.radius for dot in dots[:-1])
    assert "En cours de saisie, mars 2026" in picture.alt.replace("\u00a0", " ")
    assert picture.spots[-1].words.startswith("En cours de saisie")


@pytest.mark.parametrize("at_most", [True, False])
def test_the_forbidden_side_of_a_threshold_is_shaded(at_most: bool) -> None:
    series = monthly([24.0, 31.0], direction=Direction.THRESHOLD, target=40.0, at_most=at_most)
    picture = history(series, 240, 110)
    shaded = next(shape for shape in picture.shapes if isinstance(shape, Rect) and shape.fill == "forbidden")
    limit = next(shape for shape in picture.shapes if isinstance(shape, Path) and shape.stroke == "target").points[0][1]
    edge = shaded.y + shaded.height if at_most else shaded.y
    assert abs(edge - limit) < 0.01 and shaded.height > 5
    assert ("Maximum 40" if at_most else "Minimum 40") in labels(picture)


def test_an_ordinal_axis_names_its_levels() -> None:
    series = monthly([1.0, 2.0], direction=Direction.ORDINAL, levels=LEVELS, target=4.0)
    picture = history(series, 400, 110)
    assert set(LEVELS) <= set(labels(picture))
    assert "En projet" in picture.alt


def test_without_a_reading_the_chart_says_so() -> None:
    for series in (Series("Rien", TODAY), replace(BUS, points=())):
        picture = history(series, 240, 110)
        assert "Aucun relevé" in labels(picture)
        assert "Aucun relevé" in picture.alt


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period.MONTH, ["janv. 26", "mars", "mai", "juill.", "sept.", "nov."]),
        (Period.QUARTER, ["T1 26", "T2", "T3", "T4"]),
        (Period.YEAR, ["2026"]),
    ],
)
def test_the_axis_of_time_speaks_french(period: Period, expected: list[str]) -> None:
    series = monthly([float(i) for i in range(1, 13)], period=period)
    found = [text.replace("\u00a0", " ") for text in labels(history(series, 260, 110))]
    dated = [text for text in found if not text.replace(" ", "").isdigit() or text == "2026"]
    if period is Period.MONTH:
        assert len(dated) >= 4 and dated[0].endswith(" 26")
    else:
        assert dated == expected


def test_only_none_and_not_applicable_is_no_value_but_not_nothing_sent() -> None:
    gaps = (
        Point(date(2026, 9, 30), None, ReadingStatus.NOT_APPLICABLE),
        Point(date(2026, 10, 31), None, ReadingStatus.NONE),
    )
    for series in (Series("Rien", TODAY, gaps), replace(BUS, points=gaps)):
        for picture in (history(series, 240, 110), gauge(series, Progress(None), 240)):
            assert "Aucune valeur" in labels(picture)
            assert "Aucune valeur" in picture.alt
            assert "Aucun relevé" not in (*labels(picture), picture.alt)


def test_the_line_breaks_where_periods_were_not_sent() -> None:
    series = monthly([3.0, 4.0, 5.0, 6.0, 7.0])
    whole = history(series, 240, 110)
    broken = history(replace(series, points=(*series.points[:2], *series.points[3:])), 240, 110)
    drawn = [
        [len(shape.points) for shape in picture.shapes if isinstance(shape, Path) and shape.stroke == "line"]
        for picture in (whole, broken)
    ]
    assert drawn == [[5], [2, 2]]


def test_the_last_figure_is_not_crossed_by_the_line_of_the_target() -> None:
    series = monthly([75.0, 71.0, 68.0], unit="%", direction=Direction.UP, target=70.0)
    for width in range(150, 500, 25):
        picture = history(replace(series, due=date(2027, 6, 30)), width, 94)
        goal = next(shape for shape in picture.shapes if isinstance(shape, Path) and shape.stroke == "target")
        bold = next(shape for shape in picture.shapes if isinstance(shape, Label) and shape.weight == 700)
        box = label_box(bold, estimate)
        assert not box.top < goal.points[0][1] < box.bottom


def test_four_hundred_readings_are_drawn_without_a_dot_each() -> None:
    first = date(2016, 1, 1)
    many = tuple(Point(first + timedelta(9 * i), float(i % 17)) for i in range(400))
    picture = history(Series("Beaucoup", TODAY, many), 240, 110)
    assert sum(isinstance(shape, Circle) for shape in picture.shapes) == 1
    assert len(picture.alt) < 400
    assert len(picture.spots) == 400


def test_pointing_at_a_reading_tells_its_period_value_and_status() -> None:
    series = Series("Places", TODAY, (Point(date(2026, 10, 31), 31.0),), unit="places")
    assert history(series, 240, 110).spots[0].words == "oct.\u00a02026\u00a0: 31\u00a0places, définitif"
