"""Equipment in numbers: asked, granted, delivered, in service. Each is at most the one before, each day after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.kinds import EquipmentKind, EquipmentState
from psq_desktop.models.means import EquipmentItem
from psq_desktop.services import fields
from psq_desktop.services.means.means_rows import EquipmentRow
from psq_desktop.services.means.writing import UNKNOWN, add, assign_all, objective_names
from psq_desktop.services.names import labels_on

FIELDS = {
    "kind": fields.choice(EquipmentKind),
    "title": fields.HEADLINE,
    "partner_id": fields.KEY,
    "asked": fields.COUNT,
    "granted": fields.COUNT,
    "delivered": fields.COUNT,
    "in_service": fields.COUNT,
    "asked_on": fields.REQUIRED_DAY,
    "granted_on": fields.DAY,
    "delivered_on": fields.DAY,
    "in_service_on": fields.DAY,
    "expected_on": fields.DAY,
    "refused_on": fields.DAY,
    "objective_id": fields.KEY,
    "note": fields.NOTE,
}
STAGES = ("asked", "granted", "delivered", "in_service")


def state_of(item: EquipmentItem) -> EquipmentState:
    """The furthest stage that all that was granted has reached."""
    if item.refused_on is not None:
        return EquipmentState.REFUSED
    if not item.granted:
        return EquipmentState.ASKED
    if item.delivered < item.granted:
        return EquipmentState.GRANTED
    return EquipmentState.IN_SERVICE if item.in_service == item.granted else EquipmentState.DELIVERED


def search(session: Session, today: dt.date) -> tuple[EquipmentRow, ...]:
    """Every request: by kind, then the oldest first."""
    labels, objectives = labels_on(session, today), objective_names(session)
    rows = []
    for e in session.scalars(select(EquipmentItem)):
        label = labels.get(e.partner_id) if e.partner_id else None
        awaited = e.expected_on if e.refused_on is None and e.delivered < (e.granted or e.asked) else None
        rows.append(
            EquipmentRow(
                e.id, e.kind, e.title, e.partner_id, label.acronym if label else "", label.name if label else "",
                e.asked, e.granted, e.delivered, e.in_service, e.asked_on, e.granted_on, e.delivered_on,
                e.in_service_on, e.expected_on, e.refused_on, state_of(e),
                max((today - awaited).days, 0) if awaited is not None else 0,
                e.objective_id, *objectives.get(e.objective_id, UNKNOWN), e.note,
            )
        )  # fmt: skip
    order = {kind: rank for rank, kind in enumerate(EquipmentKind)}
    return tuple(sorted(rows, key=lambda row: (order[row.kind], row.asked_on, row.id)))


def _check(item: EquipmentItem) -> None:
    problems = [*_quantities(item), *_days(item)]
    if item.refused_on is not None and item.granted:
        problems.append(Problem("refused_on", "refused_but_granted"))
    if problems:
        raise UserError("invalid", *problems)


def _quantities(item: EquipmentItem) -> list[Problem]:
    problems = [] if item.asked else [Problem("asked", "at_least_one")]
    for before, after in pairwise(STAGES):
        most = getattr(item, before)
        if getattr(item, after) > most:
            problems.append(Problem(after, "more_than_before", (("most", most),)))
    return problems


def _days(item: EquipmentItem) -> list[Problem]:
    """Days that are known are in the order of the stages."""
    problems = []
    last = item.asked_on
    for stage in STAGES[1:]:
        day = getattr(item, f"{stage}_on")
        if day is not None and day < last:
            problems.append(Problem(f"{stage}_on", "stage_before", (("day", f"{last:%d/%m/%Y}"),)))
        last = day or last
    for name in ("expected_on", "refused_on"):
        day = getattr(item, name)
        if day is not None and day < item.asked_on:
            problems.append(Problem(name, "stage_before", (("day", f"{item.asked_on:%d/%m/%Y}"),)))
    return problems


def create(session: Session, /, kind: EquipmentKind, title: str, asked: int, asked_on: dt.date, **values: Any) -> int:
    """A new request. Returns its id."""
    blank = EquipmentItem(title="", asked=0, granted=0, delivered=0, in_service=0, note="")
    given = {"kind": kind, "title": title, "asked": asked, "asked_on": asked_on, **values}
    return add(session, assign_all(session, blank, FIELDS, given, _check))


def update(session: Session, item_id: int, values: Mapping[str, Any]) -> None:
    """Change several of `FIELDS` at once; every problem is told."""
    assign_all(session, fields.fetch(session, EquipmentItem, item_id), FIELDS, values, _check)


def next_stage(asked: int, granted: int, delivered: int, in_service: int) -> str:
    """The stage that all of it can reach next; none when all that was granted is in service."""
    if not granted:
        return "granted" if asked else ""
    if delivered < granted:
        return "delivered"
    return "in_service" if in_service < delivered else ""


def advance(session: Session, item_id: int, on: dt.date) -> None:
    """All of it reaches its next stage on that day; what was granted in part goes on without the rest."""
    item = fields.fetch(session, EquipmentItem, item_id)
    stage = next_stage(item.asked, item.granted, item.delivered, item.in_service)
    if stage:
        before = STAGES[STAGES.index(stage) - 1]
        update(session, item_id, {stage: getattr(item, before), f"{stage}_on": on})


def remove(session: Session, item_id: int) -> None:
    """Delete a request."""
    session.delete(fields.fetch(session, EquipmentItem, item_id))
