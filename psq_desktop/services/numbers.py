"""Numbers that are never given twice, whatever is deleted or taken back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import Session

from psq_desktop.models.campaign import Campaign
from psq_desktop.models.decision import Decision, NumberSeries
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Axis, Objective

DECISION = "decision"


def _series(session: Session, name: str) -> NumberSeries | None:
    return session.scalars(select(NumberSeries).where(NumberSeries.name == name)).first()


def _take(session: Session, name: str, used: Select[Any], wanted: int | None = None) -> int:
    """The next number of a series, or the one that is wanted: the series goes on after it."""
    series = _series(session, name)
    if series is None:
        series = NumberSeries(name=name, last=session.scalar(used) or 0)
        session.add(series)
    number = series.last + 1 if wanted is None else wanted
    series.last = max(series.last, number)
    return number


def take_decision(session: Session) -> int:
    """The next number of the register of decisions."""
    return _take(session, DECISION, select(func.max(Decision.number)))


def next_decision(session: Session) -> int:
    """The number that the next decision or action will have."""
    series = _series(session, DECISION)
    last: int = series.last if series else session.scalar(select(func.max(Decision.number))) or 0
    return last + 1


def take_campaign(session: Session) -> int:
    """The number of a new round."""
    return _take(session, "campaign", select(func.max(Campaign.number)))


def _meetings(committee_id: int) -> tuple[str, Select[Any]]:
    return f"meeting:{committee_id}", select(func.max(Meeting.number)).where(Meeting.committee_id == committee_id)


def next_meeting(session: Session, committee_id: int) -> int:
    """The number that a committee's next meeting will have."""
    name, used = _meetings(committee_id)
    series = _series(session, name)
    last: int = series.last if series else session.scalar(used) or 0
    return last + 1


def take_meeting(session: Session, committee_id: int, wanted: int | None = None) -> int:
    """The number of a committee's new meeting."""
    name, used = _meetings(committee_id)
    return _take(session, name, used, wanted)


def take_axis(session: Session) -> int:
    """The number of a new axis."""
    return _take(session, "axis", select(func.max(Axis.number)))


def take_objective(session: Session, axis_id: int) -> int:
    """The number of a new objective within its axis."""
    used = select(func.max(Objective.number)).where(Objective.axis_id == axis_id)
    return _take(session, f"objective:{axis_id}", used)


def take_code(session: Session, prefix: str) -> str:
    """The next code of a series, « RO-01 »: it stands for somebody whose name is masked."""
    return f"{prefix}-{_take(session, f'code:{prefix}', select(literal(0))):02d}"
