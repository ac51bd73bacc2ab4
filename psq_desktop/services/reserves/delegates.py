"""The delegate for cohesion between police and residents: a reservist's mandate."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import date_long
from psq_desktop.models.reserve import CohesionDelegate, Reservist
from psq_desktop.services import fields
from psq_desktop.services.reserves.engagement import SERVING
from psq_desktop.services.reserves.reservist_rows import DelegationRow
from psq_desktop.services.reserves.sheets import delegation_rows


def search(session: Session, today: dt.date) -> tuple[DelegationRow, ...]:
    """All mandates, latest first."""
    return delegation_rows(session, today)


def current(session: Session, today: dt.date) -> DelegationRow | None:
    """The mandate that runs on a day, by the reservist's code."""
    return next((row for row in delegation_rows(session, today) if row.current), None)


def name(
    session: Session, reservist_id: int, starts_on: dt.date, ends_on: dt.date | None = None, duties: str = ""
) -> int:
    """Name a reservist delegate. Returns the mandate's id. The mandate that ran then ends the day before.

    Raises ``not_serving`` unless active or unavailable, ``delegate_ends_first`` and ``delegate_taken`` at the dates.
    """
    reservist = fields.fetch(session, Reservist, reservist_id)
    if reservist.state not in SERVING:
        raise UserError("not_serving", who=reservist.code)
    fields.require(starts_on=starts_on)
    _check_days(starts_on, ends_on)
    duties = fields.paragraph(duties)
    fields.require_safe(duties=duties)
    for other in session.scalars(select(CohesionDelegate).order_by(CohesionDelegate.starts_on)):
        _make_room(other, starts_on, ends_on)
    delegation = CohesionDelegate(reservist_id=reservist_id, starts_on=starts_on, ends_on=ends_on, duties=duties)
    session.add(delegation)
    session.flush()
    return delegation.id


def _check_days(starts_on: dt.date, ends_on: dt.date | None) -> None:
    fields.require_range(starts_on=starts_on, ends_on=ends_on)
    if ends_on is not None and ends_on < starts_on:
        raise UserError("invalid", Problem("ends_on", "delegate_ends_first"))


def _make_room(other: CohesionDelegate, starts_on: dt.date, ends_on: dt.date | None) -> None:
    """End a mandate that runs when another begins; two may not begin within each other."""
    if other.ends_on is not None and other.ends_on < starts_on:
        return
    if ends_on is not None and ends_on < other.starts_on:
        return
    if other.starts_on >= starts_on:
        since = date_long(other.starts_on, weekday=False)
        raise UserError("invalid", Problem("starts_on", "delegate_taken", (("since", since),)))
    other.ends_on = starts_on - dt.timedelta(days=1)


def end(session: Session, delegation_id: int, on: dt.date) -> None:
    """End a mandate on a day. Raises ``delegate_ends_first`` at ``ends_on``."""
    delegation = fields.fetch(session, CohesionDelegate, delegation_id)
    _check_days(delegation.starts_on, on)
    delegation.ends_on = on


def remove(session: Session, delegation_id: int) -> None:
    """Delete a mandate that never was."""
    session.delete(fields.fetch(session, CohesionDelegate, delegation_id))
