"""Security liaisons: residents who are exposed to reprisals, masked like reservists and in no document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.fieldwork import SecurityLiaison
from psq_desktop.models.kinds import LiaisonBody
from psq_desktop.services import fields, numbers
from psq_desktop.services.fieldwork.liaison_rows import LiaisonRow
from psq_desktop.services.reserves.reading import masked

SOON = dt.timedelta(days=60)
PREFIX = "RS"
FIELDS = {
    "body": fields.choice(LiaisonBody),
    "sector": fields.WORDS,
    "civility": fields.WORDS,
    "first_name": fields.WORDS,
    "last_name": fields.HEADLINE,
    "email": fields.WORDS,
    "phone": fields.PHONE,
    "starts_on": fields.REQUIRED_DAY,
    "ends_on": fields.DAY,
    "note": fields.NOTE,
}


def search(session: Session, today: dt.date, *, revealed: bool = False) -> tuple[LiaisonRow, ...]:
    """Those in office first, then those whose mandate is over; by code. Names only when they are revealed."""
    known = session.scalars(select(SecurityLiaison).order_by(SecurityLiaison.id))
    rows = [_row(liaison, today, revealed=revealed) for liaison in known]
    return tuple(sorted(rows, key=lambda row: (row.ended, row.code)))


def _row(liaison: SecurityLiaison, today: dt.date, *, revealed: bool) -> LiaisonRow:
    ends = liaison.ends_on
    ended = ends is not None and ends < today
    row = LiaisonRow(
        liaison.id, liaison.code, masked(liaison.last_name, liaison.first_name), liaison.body, liaison.sector,
        liaison.starts_on, ends, ended, ends is not None and not ended and ends <= today + SOON, revealed,
    )  # fmt: skip
    return _named(row, liaison) if revealed else row


def _named(row: LiaisonRow, liaison: SecurityLiaison) -> LiaisonRow:
    """The row with name, ways to reach the person and what was noted."""
    name = " ".join(filter(None, (liaison.civility, liaison.first_name, liaison.last_name)))
    return replace(
        row, display=name, mask=row.display, civility=liaison.civility, first_name=liaison.first_name,
        last_name=liaison.last_name, email=liaison.email, phone=liaison.phone, note=liaison.note,
    )  # fmt: skip


def create(session: Session, /, **values: Any) -> int:
    """Name a liaison; ``values`` are of `FIELDS`. Returns the id; the code is given."""
    liaison = SecurityLiaison()
    values = {"last_name": "", "starts_on": None, "body": LiaisonBody.CITIZEN_COUNCIL, **values}
    _assign(liaison, values)
    liaison.code = numbers.take_code(session, PREFIX)
    session.add(liaison)
    session.flush()
    return liaison.id


def update(session: Session, liaison_id: int, values: Mapping[str, Any]) -> None:
    """Change some of `FIELDS`; every problem is told."""
    _assign(fields.fetch(session, SecurityLiaison, liaison_id), values)


def remove(session: Session, liaison_id: int) -> None:
    """Delete a liaison with the name; the trash keeps both thirty days."""
    session.delete(fields.fetch(session, SecurityLiaison, liaison_id))


def _assign(liaison: SecurityLiaison, values: Mapping[str, Any]) -> None:
    with fields.all_problems() as each:
        for name, value in values.items():
            with each():
                fields.assign(liaison, FIELDS, name, value)
        with each():
            if liaison.ends_on is not None and liaison.starts_on is not None and liaison.ends_on < liaison.starts_on:
                raise UserError("invalid", Problem("ends_on", "ends_before_start"))
