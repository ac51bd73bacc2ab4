"""Joint controls in numbers, by quarter, beside what the indicators of their objective say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from sqlalchemy.orm import Session

from psq_desktop.models.kinds import ControlState, Direction, OutcomeKind, Period
from psq_desktop.models.objective import Objective
from psq_desktop.services import facts
from psq_desktop.services.fieldwork import controls
from psq_desktop.services.fieldwork.control_rows import ControlFigures, ControlRow, QuarterCount
from psq_desktop.services.periods import period_end, shift
from psq_desktop.services.steering import indicators
from psq_desktop.services.steering.progress_rows import IndicatorRow

QUARTERS = 5


def figures(session: Session, today: dt.date, *, revealed: Container[int] = frozenset()) -> ControlFigures:
    """Controls in numbers over the last five quarters; one under embargo counts only when its date was revealed."""
    rows = controls.search(session, today, revealed=revealed)
    now = period_end(Period.QUARTER, today)
    ends = tuple(shift(Period.QUARTER, now, -back) for back in reversed(range(QUARTERS)))
    since = shift(Period.QUARTER, ends[0], -1)
    done = [row for row in rows if row.state is ControlState.DONE and row.day and since < row.day <= now]
    planned = [row for row in rows if row.state is ControlState.PLANNED and row.day and since < row.day <= now]
    held = Counter(period_end(Period.QUARTER, row.day) for row in done if row.day)
    coming = Counter(period_end(Period.QUARTER, row.day) for row in planned if row.day)
    totals = Counter(dict.fromkeys(OutcomeKind, 0))
    for row in done:
        totals.update(dict(row.outcomes))
    code, key, operations, places = _linked(session, rows, today)
    told = _told(operations)
    objective = session.get(Objective, key) if key is not None else None
    return ControlFigures(
        quarter_end=now,
        quarters=tuple(QuarterCount(end, told.get(end, held[end]), coming[end]) for end in ends),
        done=len(done),
        checked=sum(row.checked or 0 for row in done),
        targeted=sum(row.targeted or 0 for row in done),
        services=tuple(sorted({service.short for row in done for service in row.services})),
        outcomes=tuple((kind, totals[kind]) for kind in OutcomeKind if totals[kind]),
        late=sum(row.late_days > 0 for row in rows),
        objective=code,
        objective_id=key,
        operations=operations,
        places=places,
        elapsed=facts.elapsed(objective.start, objective.due, today) if objective else None,
    )


def operations(session: Session, today: dt.date) -> tuple[int | None, IndicatorRow | None, Mapping[dt.date, int]]:
    """The objective that controls serve, its indicator of operations, and what that says of quarters by their end."""
    _, key, found, _ = _linked(session, controls.search(session, today), today)
    return key, found, _told(found)


def _told(operations: IndicatorRow | None) -> Mapping[dt.date, int]:
    """What the indicator says of quarters: it may know of controls that were never entered here."""
    readings = operations.readings if operations else ()
    return {reading.ends_on: round(reading.value) for reading in readings if reading.value is not None}


def _linked(
    session: Session, rows: Sequence[ControlRow], today: dt.date
) -> tuple[str, int | None, IndicatorRow | None, IndicatorRow | None]:
    """The objective that most controls serve, its indicator by quarter, and its neutral one."""
    served = Counter((row.objective_id, row.objective) for row in rows if row.objective_id is not None)
    if not served:
        return "", None, None, None
    ((key, code), _), *_ = served.most_common(1)
    found = indicators.search(session, today, objective_id=key)
    judged = [row for row in found if row.direction is not Direction.NEUTRAL and row.period is Period.QUARTER]
    neutral = [row for row in found if row.direction is Direction.NEUTRAL]
    return code, key, next(iter(judged), None), next(iter(neutral), None)
