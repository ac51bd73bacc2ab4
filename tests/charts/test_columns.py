"""Columns: what they draw and what they say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from psq_desktop.charts.columns import Counted, columns
from psq_desktop.charts.shapes import Label, Picture, Rect
from tests.charts.test_line import assert_inside

QUARTERS = st.lists(
    st.builds(Counted, st.sampled_from(("T1 2026", "T4 2025")), st.integers(0, 4000), st.integers(0, 3)), max_size=9
)


def dashed(picture: Picture) -> list[Rect]:
    return [shape for shape in picture.shapes if isinstance(shape, Rect) and shape.dash]


@settings(max_examples=25, deadline=None)
@given(QUARTERS, st.none() | st.floats(0, 5000), st.floats(90, 700), st.floats(60, 200))
def test_columns_keep_inside(quarters: list[Counted], target: float | None, width: float, height: float) -> None:
    assert_inside(columns("Opérations", quarters, width, height, target=target))


def test_what_is_planned_is_dashed_above_what_is_done_and_said() -> None:
    picture = columns("Opérations", (Counted("T3 2026", 2), Counted("T4 2026", 1, 1)), 400, 160, target=3.0)
    (outline,) = dashed(picture)
    filled = [shape for shape in picture.shapes if isinstance(shape, Rect) and shape.fill]
    assert outline.fill is None and outline.y + outline.height <= filled[1].y
    assert [s.text for s in picture.shapes if isinstance(s, Label)].count("programmée") == 1
    said = picture.alt.replace("\u00a0", " ").replace("\u202f", " ")
    assert said == "Opérations. T3 2026 : 2 ; T4 2026 : 1, 1 en plus au programme. Cible : 3."


def test_without_a_plan_nothing_is_dashed_and_without_anything_it_says_so() -> None:
    assert dashed(columns("Opérations", (Counted("T4 2026", 1),), 400, 160)) == []
    empty = columns("Opérations", (Counted("T4 2026", 0),), 400, 160)
    assert [type(shape) for shape in empty.shapes] == [Label]
