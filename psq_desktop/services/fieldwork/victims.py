"""The reception of victims, month by month, in numbers: nobody's case is ever kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import MONTHS, NBSP, SHORT_MONTHS, fold
from psq_desktop.models.fieldwork import VictimReception
from psq_desktop.models.kinds import Direction
from psq_desktop.models.objective import Objective
from psq_desktop.services import fields
from psq_desktop.services.fieldwork.victim_rows import FEWEST, Aimed, VictimFigures, VictimRow
from psq_desktop.services.names import objective_codes
from psq_desktop.services.steering import indicators
from psq_desktop.services.steering.progress_rows import IndicatorRow

SHOWN = 12  # months
LONGEST = 1440  # minutes: a day
_MONTH = {fold(name).rstrip("."): rank for names in (MONTHS, SHORT_MONTHS) for rank, name in enumerate(names, 1)}


def _waited(name: str, value: float | None) -> None:
    if value is not None and not 0 <= value <= LONGEST:
        raise UserError("invalid", Problem(name, "number_range", (("lowest", 0), ("highest", LONGEST))))


FIELDS = {
    "received": fields.COUNT,
    "complaints": fields.OPTIONAL_COUNT,
    "referred": fields.OPTIONAL_COUNT,
    "called_back": fields.OPTIONAL_COUNT,
    "wait_minutes": fields.Field((int, float, type(None)), check=_waited),
    "asked": fields.OPTIONAL_COUNT,
    "satisfied": fields.OPTIONAL_COUNT,
    "provisional": fields.FLAG,
    "note": fields.NOTE,
}


def month_name(month: dt.date) -> str:
    """« octobre 2026 »."""
    return f"{MONTHS[month.month - 1]}{NBSP}{month.year}"


def read_month(text: str) -> dt.date | None:
    """The first day of « octobre 2026 », « oct. 2026 », « 10/2026 », « 2026-10 »; or nothing."""
    text = fold(text).replace(NBSP, " ").strip()
    if match := re.fullmatch(r"(\d{4})[-/ ](\d{1,2})", text):
        year, month = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"(\d{1,2})[-/ ](\d{4})", text):
        year, month = int(match[2]), int(match[1])
    elif match := re.fullmatch(r"([a-z]+)\.? +(\d{4})", text):
        year, month = int(match[2]), _MONTH.get(match[1], 0)
    else:
        return None
    return dt.date(year, month, 1) if 1 <= month <= 12 and year else None


def search(session: Session, today: dt.date) -> tuple[VictimRow, ...]:
    """Months, the latest first."""
    known = session.scalars(select(VictimReception).order_by(VictimReception.month.desc()))
    return tuple(_row(month) for month in known)


def _row(month: VictimReception) -> VictimRow:
    told = month.satisfied is not None and bool(month.asked)
    enough = told and month.asked is not None and month.asked >= FEWEST
    share = month.satisfied / month.asked if enough and month.asked and month.satisfied is not None else None
    return VictimRow(
        month.id, month.month, month_name(month.month), month.received, month.complaints, month.referred,
        month.called_back, month.wait_minutes, month.asked, month.satisfied, share, told and not enough,
        month.provisional, month.note,
    )  # fmt: skip


# ---------------------------------------------------------------- held against the objective


def figures(session: Session, today: dt.date) -> VictimFigures:
    """The twelve last months, with the aims of the objective whose title speaks of victims, if there is one.

    Its indicators are told apart by their words: « attente », « satisfaction » or « satisfaites ».
    """
    months = tuple(reversed(search(session, today)[:SHOWN]))
    titles = session.execute(select(Objective.id, Objective.title).order_by(Objective.id))
    objective = next(((key, title) for key, title in titles if "victime" in fold(title)), None)
    if objective is None:
        return VictimFigures(months, None, "", "", None, None)
    known = indicators.search(session, today, objective_id=objective[0])
    return VictimFigures(
        months, objective[0], objective_codes(session)[objective[0]], objective[1],
        _aimed(known, "attente"), _aimed(known, "satisf"),
    )  # fmt: skip


def _aimed(known: tuple[IndicatorRow, ...], word: str) -> Aimed | None:
    found = next((row for row in known if word in fold(row.title) and row.direction is not Direction.NEUTRAL), None)
    if found is None:
        return None
    down = found.direction is Direction.DOWN or (found.direction is Direction.THRESHOLD and found.at_most)
    return Aimed(found.title, found.target, not down, found.unit)


# ---------------------------------------------------------------- writing


def create(session: Session, /, month: str | dt.date, today: dt.date, **values: Any) -> int:
    """Enter a month of `FIELDS`; ``month`` as people type it. Returns its id."""
    reception = VictimReception()
    with fields.all_problems() as each:
        with each():
            reception.month = _month(session, month, today, None)
        _assign(reception, {"received": None, **values}, each)
    session.add(reception)
    session.flush()
    return reception.id


def update(session: Session, reception_id: int, values: Mapping[str, Any], today: dt.date | None = None) -> None:
    """Change some of `FIELDS`, or the month."""
    reception = fields.fetch(session, VictimReception, reception_id)
    values = dict(values)
    month = values.pop("month", None)
    with fields.all_problems() as each:
        if month is not None:
            with each():
                reception.month = _month(session, month, today, reception.id)
        _assign(reception, values, each)


def remove(session: Session, reception_id: int) -> None:
    """Delete a month."""
    session.delete(fields.fetch(session, VictimReception, reception_id))


def _month(session: Session, typed: str | dt.date, today: dt.date | None, own: int | None) -> dt.date:
    fields.require(month=typed)
    month = read_month(typed) if isinstance(typed, str) else typed.replace(day=1)
    if month is None:
        raise UserError("invalid", Problem("month", "month_unread"))
    fields.require_range(month=month)
    if today is not None and month > today:
        raise UserError("invalid", Problem("month", "month_to_come"))
    taken = session.scalars(select(VictimReception.id).where(VictimReception.month == month)).first()
    if taken is not None and taken != own:
        raise UserError("invalid", Problem("month", "month_known", (("month", month_name(month)),)))
    return month


def _assign(reception: VictimReception, values: Mapping[str, Any], each: Any) -> None:
    for name, value in values.items():
        with each():
            fields.assign(reception, FIELDS, name, value)
    for part in ("complaints", "referred"):
        with each():
            _at_most(reception, part, "received")
    with each():
        if reception.satisfied is not None:
            fields.require(asked=reception.asked)
        _at_most(reception, "satisfied", "asked")


def _at_most(reception: VictimReception, part: str, whole: str) -> None:
    """No part is more than the whole."""
    count, total = getattr(reception, part), getattr(reception, whole)
    if count is not None and total is not None and count > total:
        raise UserError(
            "invalid",
            Problem(part, "more_than_asked" if whole == "asked" else "more_than_received", (("total", total),)),
        )
