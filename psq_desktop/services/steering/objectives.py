"""Concerted objectives: one whole, and what can be done to it. `objective_rows` makes the list."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.district import District
from psq_desktop.models.indicator import Indicator
from psq_desktop.models.kinds import (
    DisclosureLevel,
    MeetingStage,
    Priority,
)
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Axis, Objective, ObjectiveAssociate
from psq_desktop.models.partner import Partner
from psq_desktop.services import fields, links, numbers
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.associates import replace_associates
from psq_desktop.services.meetings import locked
from psq_desktop.services.names import labels_on, objective_code
from psq_desktop.services.rounds import campaign_scope
from psq_desktop.services.steering import axes, commitments, indicators, measures, outlooks, supports
from psq_desktop.services.steering.objective_rows import search, searched
from psq_desktop.services.steering.progress_rows import LinkedDecision, LinkedItem, ObjectiveRow, ObjectiveSheet

T = TypeVar("T", bound="_Own")

__all__ = [
    "FIELDS", "choices", "create", "create_in_new_axis", "remove", "row", "search", "searched",
    "set_associates", "set_axis", "set_field", "sheet", "update", "update_in_new_axis",
]  # fmt: skip

FIELDS = {
    "title": fields.TITLE,
    "short_title": fields.TEXT,
    "finding": fields.LONG_TEXT,
    "public": fields.TEXT,
    "success": fields.LONG_TEXT,
    "brakes": fields.LONG_TEXT,
    "pilot_id": fields.KEY,
    "start": fields.DAY,
    "due": fields.DAY,
    "priority": fields.choice(Priority),
    "disclosure": fields.choice(DisclosureLevel),
}


def choices(session: Session) -> tuple[tuple[int, str], ...]:
    """Every objective as a choice list needs it: « 4.1 Contrôles inter-services »."""
    query = select(Objective.id, Axis.number, Objective.number, Objective.title).join(Axis)
    found = session.execute(query.order_by(Axis.number, Objective.number))
    return tuple((key, f"{objective_code(axis, number)} {title}") for key, axis, number, title in found)


def row(session: Session, objective_id: int, today: dt.date) -> ObjectiveRow:
    """One row of the list."""
    found = search(session, today, only=objective_id)
    if not found:
        raise UserError("gone")
    return found[0]


def sheet(session: Session, objective_id: int, today: dt.date) -> ObjectiveSheet:
    """Everything about one objective."""
    return sheets(session, (row(session, objective_id, today),), today, only=objective_id)[0]


def sheets(
    session: Session, rows: Iterable[ObjectiveRow], today: dt.date, *, only: int | None = None
) -> tuple[ObjectiveSheet, ...]:
    """Everything about the objectives of these rows. Each table is read once, for ``only`` one objective if named."""
    labels = labels_on(session, today)
    query = select(Objective).options(selectinload(Objective.associates))
    texts = {o.id: o for o in session.scalars(query if only is None else query.where(Objective.id == only))}
    measured = _by_objective(indicators.search(session, today, objective_id=only))
    shares = _by_objective(commitments.search(session, today, objective_id=only))
    steps = _by_objective(measures.search(session, today, objective_id=only))
    declared = outlooks.histories(session, only)
    asked = _by_objective(supports.search(session, today, objective_id=only))
    taken = _by_objective(decisions.register(session, today, objective_id=only))
    items = _items(session, only)
    found = []
    for each in rows:
        key, text = each.id, texts[each.id]
        helpers = tuple(a.partner_id for a in text.associates)
        linked = (
            LinkedDecision(d.id, d.ref, d.text, d.pilot, d.due, d.state, d.late_days, d.meeting_number, d.disclosure)
            for d in taken[key]
        )
        found.append(
            ObjectiveSheet(
                each, text.finding, text.public, text.success, text.brakes, helpers,
                tuple(labels[partner_id].name for partner_id in helpers), tuple(measured[key]), tuple(shares[key]),
                tuple(steps[key]), declared.get(key, ()), tuple(asked[key]), tuple(linked), tuple(items[key]),
            )
        )  # fmt: skip
    return tuple(found)


class _Own(Protocol):
    """A row that belongs to an objective, or to none."""

    @property
    def objective_id(self) -> int | None: ...


def _by_objective(rows: Iterable[T]) -> defaultdict[int, list[T]]:
    found: defaultdict[int, list[T]] = defaultdict(list)
    for each in rows:
        if each.objective_id is not None:
            found[each.objective_id].append(each)
    return found


def _items(session: Session, only: int | None) -> defaultdict[int, list[LinkedItem]]:
    """Agenda items by objective, newest meeting first."""
    query = (
        select(
            AgendaItem.objective_id, Meeting.id, Meeting.number, Meeting.date, Meeting.stage, AgendaItem.id,
            AgendaItem.title, AgendaItem.kind, AgendaItem.disclosure,
        )
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .where(AgendaItem.objective_id.is_not(None) if only is None else AgendaItem.objective_id == only)
        .order_by(Meeting.date.desc(), AgendaItem.position)
    )  # fmt: skip
    found: defaultdict[int, list[LinkedItem]] = defaultdict(list)
    for objective_id, key, number, day, stage, item_id, title, kind, disclosure in session.execute(query):
        assert objective_id is not None
        held = stage is MeetingStage.HELD
        found[objective_id].append(LinkedItem(key, number, day, held, item_id, title, kind, disclosure))
    return found


# Changing


def create(session: Session, /, axis_id: int, title: str, **values: Any) -> int:
    """A new objective under the next number of its axis; ``values`` as for `update`. Returns its id."""
    axis = fields.fetch(session, Axis, axis_id)
    district_id = session.scalars(select(District.id).order_by(District.id).limit(1)).first()
    if district_id is None:
        raise UserError("no_committee")
    objective = Objective(
        axis_id=axis.id, district_id=district_id, number=numbers.take_objective(session, axis.id), title=""
    )
    session.add(objective)
    session.flush()
    update(session, objective.id, {"title": title, **values})
    session.flush()
    return objective.id


def create_in_new_axis(session: Session, axis_name: str, title: str, /, **values: Any) -> int:
    """A new objective with its new axis: both, or neither. Returns the objective's id."""
    return create(session, _new_axis(session, axis_name), title, **values)


def update_in_new_axis(session: Session, objective_id: int, axis_name: str, values: Mapping[str, Any]) -> None:
    """Change several fields as `update` does, and move the objective to a new axis."""
    update(session, objective_id, {**values, "axis_id": _new_axis(session, axis_name)})


def _new_axis(session: Session, name: str) -> int:
    try:
        return axes.create(session, name)
    except UserError as error:
        problems = (Problem("axis_name", p.code, p.params) for p in error.problems)
        raise UserError(error.code, *problems) from error


def set_field(session: Session, objective_id: int, name: str, value: Any) -> None:
    """Change one of `FIELDS`.

    `UserError` ``objective_on_agenda`` at the disclosure when an agenda that may still change shows the title wider.
    """
    objective = fields.fetch(session, Objective, objective_id)
    if name == "disclosure" and value is not objective.disclosure:
        _keep_agendas(session, objective, value)
        if value is DisclosureLevel.RESTRICTED:  # rounds ask about it only when somebody chooses it again
            campaign_scope.leave_out(session, objective_id)
    if name == "pilot_id" and value is not None:
        fields.fetch(session, Partner, value)
        for associate in [a for a in objective.associates if a.partner_id == value]:
            objective.associates.remove(associate)
    fields.assign(objective, FIELDS, name, value)
    if name in ("start", "due"):
        try:
            fields.require_due(objective.due, objective.start)
        except UserError as error:  # told at the field that was typed
            raise UserError("invalid", *(Problem(name, p.code, p.params) for p in error.problems)) from error


def _keep_agendas(session: Session, objective: Objective, level: DisclosureLevel) -> None:
    query = (
        select(Meeting, AgendaItem.disclosure)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .where(AgendaItem.objective_id == objective.id)
        .order_by(Meeting.number)
    )
    found = session.execute(query).all()
    wider = {str(meeting.number): None for meeting, shown in found if shown.rank < level.rank and not locked(meeting)}
    if wider:
        raise UserError("invalid", Problem("disclosure", "objective_on_agenda", (("meetings", ", ".join(wider)),)))


def update(session: Session, objective_id: int, values: Mapping[str, Any]) -> None:
    """Change several of `FIELDS`, ``axis_id`` and ``associates`` at once; every problem is told."""
    later: dict[str, Callable[[Session, int, Any], None]] = {"axis_id": set_axis, "associates": set_associates}
    with fields.all_problems() as each:
        if "start" in values and "due" in values:  # together: either alone may cross the other's old value
            fields.fetch(session, Objective, objective_id).due = None
        for name, value in values.items():
            change = later.get(name)
            with each():
                if change is not None:
                    change(session, objective_id, value)
                else:
                    set_field(session, objective_id, name, value)


def set_axis(session: Session, objective_id: int, axis_id: int) -> None:
    """Move an objective to another axis, where it takes the next number."""
    objective = fields.fetch(session, Objective, objective_id)
    fields.fetch(session, Axis, axis_id)
    if objective.axis_id != axis_id:
        objective.axis_id, objective.number = axis_id, numbers.take_objective(session, axis_id)


def set_associates(session: Session, objective_id: int, partner_ids: tuple[int, ...]) -> None:
    """Replace the partners that help the pilot."""
    objective = fields.fetch(session, Objective, objective_id)
    replace_associates(session, objective, ObjectiveAssociate, partner_ids)


def remove(session: Session, objective_id: int) -> None:
    """Delete an objective with all that is its own; agenda items, decisions, missions… stay, without the link."""
    objective = fields.fetch(session, Objective, objective_id)
    campaign_scope.leave_out(session, objective_id)  # what was sent about it stays in the forms
    for indicator in objective.indicators:
        links.let_go(session, Indicator, indicator.id)
    links.let_go(session, Objective, objective_id)
    session.delete(objective)
