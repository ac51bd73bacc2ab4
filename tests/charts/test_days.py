"""Days of a contract year against the ceiling."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from psq_desktop.charts.days import YearOfDays, days_chart
from psq_desktop.charts.shapes import Circle, Label, Path, Picture, bounds, estimate

_D = dt.date
_DELEGATE = YearOfDays(
    _D(2026, 4, 1), _D(2027, 3, 31), _D(2026, 11, 22),
    ((_D(2026, 4, 30), 14), (_D(2026, 7, 31), 60), (_D(2026, 10, 31), 106), (_D(2026, 11, 22), 118)),
    150, 15.5, _D(2027, 1, 21),
)  # fmt: skip


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _labels(picture: Picture) -> list[str]:
    return [_plain(shape.text) for shape in picture.shapes if isinstance(shape, Label)]


def test_the_alternative_text_says_days_ceiling_and_the_day_it_is_reached() -> None:
    words = _plain(days_chart(_DELEGATE, 230, 110).alt)

    assert "année du 1er avril 2026 au 31 mars 2027" in words
    assert "Plafond : 150 jours" in words
    assert "au 22 nov. 2026 : 118 jours" in words
    assert words.endswith("Plafond atteint le 21 janvier 2027 à ce rythme.")


def test_figure_and_ceiling_are_written_and_the_pace_ends_on_the_ceiling() -> None:
    picture = days_chart(_DELEGATE, 230, 110)

    assert {"118", "Plafond 150 jours"} <= set(_labels(picture))
    reached = next(shape for shape in picture.shapes if isinstance(shape, Circle) and shape.fill == "bad")
    pace = next(shape for shape in picture.shapes if isinstance(shape, Path) and shape.stroke == "pace")
    ceiling = next(shape for shape in picture.shapes if isinstance(shape, Path) and shape.stroke == "bad")
    assert pace.points[1] == (reached.x, reached.y)
    assert reached.y == ceiling.points[0][1]


@pytest.mark.parametrize(
    "data",
    [
        replace(_DELEGATE, used=()),
        replace(_DELEGATE, used=((_D(2026, 11, 22), 0),), pace=0.0, reached_on=None),
        replace(_DELEGATE, used=((_D(2026, 11, 22), 366),), reached_on=None),
        replace(_DELEGATE, ceiling=1, used=((_D(2026, 11, 22), 1),), reached_on=None),
        replace(_DELEGATE, ceiling=90, reached_on=None, pace=1.0, used=((_D(2026, 11, 22), 30),)),
        replace(_DELEGATE, today=_D(2027, 3, 31), used=((_D(2027, 3, 31), 120),), reached_on=None),
    ],
)
@pytest.mark.parametrize("size", [(20.0, 20.0), (230.0, 110.0), (900.0, 400.0)])
def test_no_words_leave_the_picture(data: YearOfDays, size: tuple[float, float]) -> None:
    picture = days_chart(data, *size)

    for label in (shape for shape in picture.shapes if isinstance(shape, Label)):
        box = bounds(label, estimate)
        assert box.left >= -0.5 and box.right <= picture.width + 0.5, label.text
        assert box.top >= -0.5 and box.bottom <= picture.height + 0.5, label.text


@pytest.mark.parametrize("size", [(230.0, 110.0), (320.0, 140.0)])
@pytest.mark.parametrize("day", [_D(2026, 4, 2), _D(2026, 4, 28), _D(2026, 6, 15), _D(2026, 9, 1), _D(2027, 3, 30)])
@pytest.mark.parametrize("used", [0, 60])
def test_the_line_of_the_day_never_crosses_the_ceilings_words(
    size: tuple[float, float], day: dt.date, used: int
) -> None:
    data = replace(_DELEGATE, today=day, ceiling=90, used=((day, used),), pace=2.0, reached_on=None)
    picture = days_chart(data, *size)

    words = next(
        shape for shape in picture.shapes if isinstance(shape, Label) and _plain(shape.text) == "Plafond 90 jours"
    )
    line = next(shape for shape in picture.shapes if isinstance(shape, Path) and shape.stroke == "today")
    box = bounds(words, estimate)
    assert not box.left < line.points[0][0] < box.right


def test_a_ceiling_that_is_reached_or_never_used_has_no_pace() -> None:
    over = days_chart(replace(_DELEGATE, used=((_D(2026, 11, 22), 150),)), 230, 110)
    unused = days_chart(replace(_DELEGATE, used=((_D(2026, 11, 22), 0),), pace=0.0, reached_on=None), 230, 110)

    for picture in (over, unused):
        assert not [shape for shape in picture.shapes if isinstance(shape, Path) and shape.stroke == "pace"]
    assert over.alt.endswith("Plafond atteint.")
    assert unused.alt.endswith("Aucun jour employé.")
