"""Bars, counts, gauges, marks and the matrix: what they draw and what they say."""

from __future__ import annotations

from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psq_desktop.charts.bars import BarRow, Count, Progress, bars, counts, progress_bar, stacked
from psq_desktop.charts.gauge import gauge
from psq_desktop.charts.marks import NAMES, commitment_mark, mark, outlook_mark
from psq_desktop.charts.matrix import Cell, RowHead, matrix
from psq_desktop.charts.series import Series
from psq_desktop.charts.shapes import Box, Circle, Label, Path, Picture, Rect, bounds, estimate, fitted, hatching
from psq_desktop.services.kinds import CommitmentState, OutlookState
from tests.charts.series import BUS, any_series
from tests.charts.test_line import assert_inside, labels, numbers

SHARES = st.none() | st.floats(-5, 5)
WIDTHS = st.floats(120, 600)
FLAGS = {"alert": st.booleans(), "neutral": st.booleans()}
TONES = st.sampled_from(("ok", "info", "warn", "bad", "neutral"))
COUNTS = st.lists(
    st.builds(
        Count, st.text("éa b", min_size=1, max_size=60), TONES, st.integers(0, 900), st.sampled_from(("", *NAMES))
    ),
    max_size=6,
)


def fills(picture: Picture) -> list[str]:
    return [str(shape.fill) for shape in picture.shapes if isinstance(shape, Rect) and shape.fill]


@settings(max_examples=100, deadline=None)
@given(SHARES, SHARES, st.floats(10, 300), st.fixed_dictionaries(FLAGS), st.booleans())
def test_a_progress_bar_keeps_inside(
    progress: float | None, elapsed: float | None, width: float, flags: dict[str, bool], paper: bool
) -> None:
    picture = progress_bar(progress, elapsed, width=width, paper=paper, **flags)
    assert_inside(picture)
    assert all(map(isfinite, numbers(picture)))
    assert ("non calculé" in picture.alt) is (progress is None)


def test_a_bar_is_amber_only_when_an_alert_stands_and_grey_when_neutral() -> None:
    assert fills(progress_bar(0.4, 0.9, width=100)) == ["track", "progress"]
    assert fills(progress_bar(0.4, 0.9, width=100, alert=True)) == ["track", "warn"]
    assert fills(progress_bar(0.4, 0.9, width=100, alert=True, neutral=True)) == ["track", "neutral"]


def test_on_paper_the_lag_is_hatched_up_to_the_mark_of_time() -> None:
    picture = progress_bar(0.4, 0.9, width=100, alert=True, paper=True)
    strokes = [shape for shape in picture.shapes if isinstance(shape, Path) and shape.stroke == "warn"]
    across = [x for stroke in strokes for x, _ in stroke.points]
    assert len(strokes) > 10 and min(across) >= 40 and max(across) <= 90
    assert not [s for s in progress_bar(0.4, 0.9, width=100, paper=True).shapes if getattr(s, "stroke", "") == "warn"]


def test_below_zero_above_one_and_unknown_differ_from_zero() -> None:
    zero, below, over, unknown = (progress_bar(value, 0.5, width=100) for value in (0.0, -0.24, 1.7, None))
    assert fills(zero) == ["track"] == fills(below)
    assert any(isinstance(shape, Path) and shape.fill for shape in below.shapes), "an arrow to the left"
    full = next(shape for shape in over.shapes if isinstance(shape, Rect) and shape.fill == "progress")
    assert full.width == 100
    assert fills(unknown) == [] and any(isinstance(shape, Rect) and shape.dash for shape in unknown.shapes)
    assert "−24" in below.alt and "170" in over.alt


@settings(max_examples=80, deadline=None)
@given(COUNTS, WIDTHS)
def test_counts_keep_inside_and_say_every_figure(rows: list[Count], width: float) -> None:
    for picture in (counts(rows, width), stacked(rows, width)):
        assert_inside(picture)
        assert picture.alt
    assert all(str(row.count) in counts(rows, width).alt for row in rows)


def test_as_many_blocks_as_things_and_none_declared_is_dashed() -> None:
    picture = counts([Count("Sécurisé", "ok", 4), Count("Non renseigné", "neutral", 2)], 240)
    assert fills(picture) == ["ok"] * 4
    assert sum(isinstance(shape, Rect) and bool(shape.dash) for shape in picture.shapes) == 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.builds(BarRow, st.text("aé ", max_size=50), st.builds(Progress, SHARES, SHARES), st.just("68 %"))),
    WIDTHS,
)
def test_named_bars_keep_inside(rows: list[BarRow], width: float) -> None:
    assert_inside(bars(rows, width))


@settings(max_examples=80, deadline=None)
@given(any_series(), st.builds(Progress, SHARES, SHARES), WIDTHS)
def test_a_gauge_keeps_inside_and_its_words_apart(series: Series, value: Progress, width: float) -> None:
    picture = gauge(series, value, width)
    assert_inside(picture)


def test_a_gauge_names_start_target_and_time() -> None:
    picture = gauge(BUS, Progress(0.44, 0.5), 240)
    assert labels(picture) == ["7,9", "Cible 6,0", "Départ 9,4", "50\u202f%\u00a0du temps".replace("\u00a0", " ")]
    assert "7,9" in picture.alt and "6,0" in picture.alt and "44" in picture.alt


@pytest.mark.parametrize("name", NAMES)
def test_a_mark_keeps_inside_its_square(name: str) -> None:
    for shape in mark(name, 10, 20, 12):
        box = bounds(shape, estimate)
        assert box.left >= 9 and box.top >= 19 and box.right <= 23 and box.bottom <= 33


def test_every_state_has_a_mark_of_its_own_shape() -> None:
    def drawing(name: str) -> tuple[object, ...]:
        return tuple(
            (type(shape), bool(shape.fill), bool(shape.dash), getattr(shape, "points", ()))
            for shape in mark(name, 0, 0, 12)
            if not isinstance(shape, Label)
        )

    for names in ([outlook_mark(s) for s in OutlookState], [commitment_mark(s) for s in CommitmentState]):
        assert len({drawing(name) for name in names}) == len(names)


ROWS = [RowHead("Axe 1", group=True), RowHead("Libérer les halls", "1.1"), RowHead("Éclairage", "1.2")]
CELLS = [
    Cell(1, 0, commitment_mark(CommitmentState.KEPT), "tenu, pilote", pilot=True),
    Cell(2, 1, commitment_mark(CommitmentState.PARTIAL), "partiel", text="40 %", alert=True),
]


def test_the_matrix_frames_the_pilot_and_tells_each_cell() -> None:
    picture = matrix(ROWS, ["DIPN 62", "Ville"], CELLS, 400, totals=("1", "1"))
    assert_inside(picture)
    frames = [shape for shape in picture.shapes if isinstance(shape, Rect) and shape.stroke == "text"]
    assert len(frames) == 1
    assert "DIPN 62, tenu, pilote" in picture.alt and "Ville, partiel" in picture.alt
    assert picture.spots[0].words.startswith("1.1 Libérer les halls, DIPN")


def test_a_cell_without_a_tie_is_empty() -> None:
    empty, full = (matrix(ROWS, ["DIPN 62", "Ville"], cells, 400) for cells in ([], CELLS))
    assert not any(isinstance(shape, Circle) for shape in empty.shapes)
    assert any(isinstance(shape, Circle) for shape in full.shapes)


@given(st.floats(1, 200), st.floats(1, 40))
def test_hatching_stays_in_its_box(width: float, height: float) -> None:
    for stroke in hatching(Box(3, 4, 3 + width, 4 + height), "warn"):
        assert all(2.99 <= x <= 3.01 + width and 3.99 <= y <= 4.01 + height for x, y in stroke.points)


@given(st.text(max_size=80), st.floats(0, 200))
def test_a_shortened_text_fits(text: str, room: float) -> None:
    assert estimate(fitted(text, room, 8, estimate), 8, 400) <= room
