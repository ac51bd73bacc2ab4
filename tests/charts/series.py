"""Series to draw: any that Hypothesis can think of, and one of each kind."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from psq_desktop.charts.series import Point, Series
from psq_desktop.services.kinds import Direction, Period, ReadingStatus

TODAY = date(2026, 11, 19)
LEVELS = ("Inexistant", "En projet", "Ouvert à temps partiel", "Ouvert")

VALUES = st.one_of(
    st.integers(-50, 500).map(float),
    st.floats(-1e4, 1e4, allow_nan=False),
    st.floats(allow_nan=True, allow_infinity=True),
)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@st.composite
def points(draw: st.DrawFn) -> Point:
    status = draw(st.sampled_from((ReadingStatus.VALUE,) * 4 + (ReadingStatus.NONE, ReadingStatus.NOT_APPLICABLE)))
    value = draw(VALUES) if status is ReadingStatus.VALUE else None
    return Point(draw(DAYS), value, status, draw(st.booleans()))


@st.composite
def any_series(draw: st.DrawFn) -> Series:
    direction = draw(st.sampled_from(Direction))
    return Series(
        title=draw(st.sampled_from(("Incidents pour 100 000 km", "Délai", ""))),
        today=draw(DAYS),
        points=tuple(draw(st.lists(points(), max_size=40, unique_by=lambda point: point.on))),
        unit=draw(st.sampled_from(("", "%", "signalements reçus par le bailleur", "min"))),
        decimals=draw(st.integers(0, 3)),
        direction=direction,
        period=draw(st.sampled_from(Period)),
        baseline=draw(st.none() | VALUES),
        baseline_on=draw(st.none() | DAYS),
        target=draw(st.none() | VALUES),
        at_most=draw(st.booleans()),
        start=draw(st.none() | DAYS),
        due=draw(st.none() | DAYS),
        levels=LEVELS if direction is Direction.ORDINAL else (),
        whatif=draw(st.none() | points()),
    )


def monthly(values: list[float], **options: object) -> Series:
    """Readings at the ends of the months of 2026, from January."""
    ends = [date(2026 + (i + 1) // 12, (i + 1) % 12 + 1, 1) - timedelta(1) for i in range(len(values))]
    made = tuple(Point(day, value) for day, value in zip(ends, values, strict=True))
    return Series("Incidents", TODAY, made, **options)  # type: ignore[arg-type]


BUS = monthly(
    [9.4, 9.6, 8.8, 8.5, 8.1, 7.9],
    decimals=1,
    direction=Direction.DOWN,
    baseline=9.4,
    baseline_on=date(2026, 1, 15),
    target=6.0,
    due=date(2027, 2, 28),
)
