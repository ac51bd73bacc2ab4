"""When alerts are raised: one row of settings that everybody on the base shares."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.objective import Thresholds
from psq_desktop.services.facts import Limits

RANGES = {"gap_points": (1, 100), "silent_days": (1, 730)}


def limits(session: Session) -> Limits:
    """The thresholds in force."""
    found = session.execute(select(Thresholds.gap_points, Thresholds.silent_days).order_by(Thresholds.id)).first()
    return Limits() if found is None else Limits(*found)


def set_limits(session: Session, gap_points: int, silent_days: int) -> None:
    """Change the thresholds; both are whole numbers within `RANGES`."""
    values = {"gap_points": gap_points, "silent_days": silent_days}
    problems = [
        Problem(name, "number_range", (("lowest", low), ("highest", high)))
        for name, (low, high) in RANGES.items()
        if not low <= values[name] <= high
    ]
    if problems:
        raise UserError("invalid", *problems)
    row = session.scalars(select(Thresholds).order_by(Thresholds.id)).first()
    if row is None:
        session.add(Thresholds(**values))
    else:
        row.gap_points, row.silent_days = gap_points, silent_days
