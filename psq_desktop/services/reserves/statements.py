"""A reservist's yearly statement of hours as a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import EARLIEST, LATEST
from psq_desktop.models.committee import Committee
from psq_desktop.models.kinds import Period, ShiftState
from psq_desktop.models.reserve import Reservist
from psq_desktop.services import fields
from psq_desktop.services.periods import period_end
from psq_desktop.services.reserves import hours, reading
from psq_desktop.services.reserves.ceilings import Opening, contract_year
from psq_desktop.services.reserves.hours import Worked
from psq_desktop.services.reserves.reserve_rules import rules
from psq_desktop.services.reserves.reservist_rows import ShiftRow
from psq_desktop.services.reserves.roster import heading
from psq_desktop.services.reserves.roster_rows import StatementDocument, StatementMonth, StatementShift
from psq_desktop.services.reserves.sheets import minutes_of, shift_rows

_ONE = dt.timedelta(days=1)


def years(session: Session, reservist_id: int, today: dt.date) -> tuple[int, ...]:
    """The years that a statement can be made of, latest first: those in which a contract year with shifts begins."""
    reservist = fields.fetch(session, Reservist, reservist_id)
    days = [
        max(today, reservist.contract_start or today),
        *(row.day for row in shift_rows(session, reservist_id) if row.day <= today),
    ]
    return tuple(sorted({contract_year(reservist.contract_start, day)[0].year for day in days}, reverse=True))


def compose(session: Session, reservist_id: int, year: int | None, today: dt.date) -> StatementDocument:
    """Hours and days of the contract year that begins in ``year``, by name, as of a day. Raises ``no_committee``.

    Without a year: the contract year that runs on that day. Raises ``rule_range`` at ``year``.
    """
    if year is not None and not EARLIEST.year < year < LATEST.year:
        lowest, highest = EARLIEST.year + 1, LATEST.year - 1
        raise UserError("invalid", Problem("year", "rule_range", (("lowest", lowest), ("highest", highest))))
    r = fields.fetch(session, Reservist, reservist_id)
    head = heading(session, today)
    now = max(today, r.contract_start or today)  # no contract year runs before the first
    first, last = contract_year(r.contract_start, dt.date(year, 12, 31) if year else now)
    shifts = hours.of_reservists(session, first, until=last, reservist_id=reservist_id).get(reservist_id, ())
    opening = reading.opening(r, today)
    if opening is not None and not first <= opening.until <= last:
        opening = None
    committee = session.scalars(select(Committee).order_by(Committee.id).limit(1)).one()
    return StatementDocument(
        **head,
        title=f"{r.code} {first.year}",
        code=r.code,
        name=reading.in_clear(r),
        category=r.category,
        profile=r.profile,
        activity=r.activity,
        contract=(r.contract_start, r.contract_end) if r.contract_start else None,
        year=(first, last),
        days_used=_used(shifts, opening, first, last, today),
        ceiling=rules(session).ceiling(r.category, r.profile),
        opening_days=opening.days if opening else 0,
        opening_on=opening.until if opening else None,
        months=_months(shifts, first, last, today),
        shifts=tuple(
            _shift(row)
            for row in reversed(shift_rows(session, reservist_id, first, last))
            if row.state is not ShiftState.CANCELLED
        ),
        signatory=committee.chair,
        signatory_role=committee.chair_role,
    )


def _used(shifts: Sequence[Worked], opening: Opening | None, first: dt.date, last: dt.date, today: dt.date) -> int:
    used, _ = hours.days(shifts, today)
    return sum(first <= day <= last for day in used) + (opening.days if opening else 0)


def _months(shifts: Sequence[Worked], first: dt.date, last: dt.date, today: dt.date) -> tuple[StatementMonth, ...]:
    """Calendar months of a year, cut where it begins and ends; those to come only when something is planned."""
    used, _ = hours.days(shifts, today)
    found, day = [], first
    while day <= last:
        end = min(period_end(Period.MONTH, day), last)
        count = sum(day <= shift.day <= end for shift in shifts)
        if count or day <= today:
            days = sum(day <= each <= end for each in used)
            found.append(StatementMonth(day, days, count, *minutes_of(shifts, day, end)))
        day = end + _ONE
    return tuple(found)


def _shift(row: ShiftRow) -> StatementShift:
    done = row.done_minutes if row.done_minutes is not None else row.minutes
    return StatementShift(
        row.day, row.starts, row.ends_on, row.ends, row.title, row.state, row.minutes,
        done if row.state in hours.DONE else None,
    )  # fmt: skip
