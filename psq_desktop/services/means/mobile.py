"""Support of mobile forces: from which day to which, how many, for what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.means import MobileSupport
from psq_desktop.services import fields
from psq_desktop.services.means.means_rows import MobileRow
from psq_desktop.services.means.writing import UNKNOWN, add, assign_all, objective_names

FIELDS = {
    "title": fields.HEADLINE,
    "purpose": fields.NOTE,
    "strength": fields.OPTIONAL_COUNT,
    "asked_on": fields.DAY,
    "starts_on": fields.REQUIRED_DAY,
    "ends_on": fields.REQUIRED_DAY,
    "granted": fields.FLAG,
    "cancelled": fields.FLAG,
    "objective_id": fields.KEY,
    "note": fields.NOTE,
}


def search(session: Session, today: dt.date) -> tuple[MobileRow, ...]:
    """Supports: those that last or come, soonest first, then past ones, latest first."""
    objectives = objective_names(session)
    rows = (
        MobileRow(
            m.id, m.title, m.purpose, m.strength, m.asked_on, m.starts_on, m.ends_on,
            (m.ends_on - m.starts_on).days + 1, m.granted, m.cancelled,
            m.granted and not m.cancelled and m.starts_on <= today <= m.ends_on, m.ends_on < today,
            m.objective_id, *objectives.get(m.objective_id, UNKNOWN), m.note,
        )
        for m in session.scalars(select(MobileSupport))
    )  # fmt: skip
    return tuple(sorted(rows, key=_order))


def _order(row: MobileRow) -> tuple[bool, int, int]:
    day = row.starts_on.toordinal()
    return row.over, -day if row.over else day, row.id


def _check(support: MobileSupport) -> None:
    problems = []
    if support.ends_on < support.starts_on:
        problems.append(Problem("ends_on", "support_ends_before"))
    if support.asked_on is not None and support.asked_on > support.starts_on:
        problems.append(Problem("asked_on", "asked_after_start"))
    if support.strength == 0:
        problems.append(Problem("strength", "at_least_one"))
    if problems:
        raise UserError("invalid", *problems)


def create(session: Session, /, title: str, starts_on: dt.date, ends_on: dt.date, **values: Any) -> int:
    """A new support. Returns its id."""
    blank = MobileSupport(title="", purpose="", granted=False, cancelled=False, note="")
    given = {"title": title, "starts_on": starts_on, "ends_on": ends_on, **values}
    return add(session, assign_all(session, blank, FIELDS, given, _check))


def update(session: Session, support_id: int, values: Mapping[str, Any]) -> None:
    """Change several of `FIELDS` at once; every problem is told."""
    assign_all(session, fields.fetch(session, MobileSupport, support_id), FIELDS, values, _check)


def remove(session: Session, support_id: int) -> None:
    """Delete a support."""
    session.delete(fields.fetch(session, MobileSupport, support_id))
