"""Joint controls: planned under embargo, then their results in numbers and what followed. No name is ever kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.fieldwork import ControlOutcome, ControlService, JointControl
from psq_desktop.models.kinds import ControlState, OutcomeKind
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner
from psq_desktop.services import fields
from psq_desktop.services.fieldwork.control_rows import ControlRow, ServiceRow
from psq_desktop.services.names import PartnerLabel, labels_on, objective_codes

FOLLOW_UP = dt.timedelta(days=30)  # after the control's day
FIELDS = {
    "theme": fields.HEADLINE,
    "day": fields.DAY,
    "starts": fields.MOMENT,
    "ends": fields.MOMENT,
    "place": fields.WORDS,
    "pilot_id": fields.KEY,
    "requisition_on": fields.DAY,
    "targeted": fields.OPTIONAL_COUNT,
    "objective_id": fields.KEY,
    "note": fields.NOTE,
}
_RESULTS = {"day": fields.DAY, "checked": fields.COUNT, "targeted": fields.OPTIONAL_COUNT}
_OUTCOME = {"count": fields.COUNT}
_FOLLOW_UP = {"follow_up": fields.Field(str, True, fields.paragraph, fields.NOTE.check), "followed_on": fields.DAY}
_LINKS: Mapping[str, type[Partner] | type[Objective]] = {"pilot_id": Partner, "objective_id": Objective}


def search(session: Session, today: dt.date, *, revealed: Container[int] = frozenset()) -> tuple[ControlRow, ...]:
    """Controls: those under embargo first, in the order they were made, which says nothing of their dates.

    Then those done, latest first. Only those in ``revealed`` show date and place before they are done.
    """
    query = select(JointControl).options(selectinload(JointControl.services), selectinload(JointControl.outcomes))
    labels, codes = labels_on(session, today), objective_codes(session)
    found = session.scalars(query.options(selectinload(JointControl.objective)))
    rows = [_row(control, labels, codes, today) for control in found]
    shown = (row if row.id in revealed else row.masked() for row in rows)
    return tuple(sorted(shown, key=_order))


def _order(row: ControlRow) -> tuple[bool, int, int]:
    return not row.embargoed, 0 if row.embargoed or row.day is None else -row.day.toordinal(), row.id


def _row(
    control: JointControl,
    labels: Mapping[int, PartnerLabel],
    codes: Mapping[int | None, str],
    today: dt.date,
) -> ControlRow:
    """The row with all that is known: what the embargo hides is taken out by `ControlRow.masked`."""
    pilot = labels.get(control.pilot_id) if control.pilot_id else None
    due = _follow_up_due(control)
    counts = {outcome.kind: outcome.count for outcome in control.outcomes}
    return ControlRow(
        id=control.id,
        theme=control.theme,
        state=control.state,
        hidden=False,
        awaited=control.state is ControlState.PLANNED and control.day is not None and control.day < today,
        day=control.day,
        starts=control.starts,
        ends=control.ends,
        place=control.place,
        services=tuple(_service(service, labels) for service in control.services),
        pilot_id=control.pilot_id,
        pilot=pilot.name if pilot else "",
        pilot_acronym=pilot.acronym if pilot else "",
        requisition=control.requisition_on is not None,
        requisition_on=control.requisition_on,
        targeted=control.targeted,
        checked=control.checked,
        outcomes=tuple((kind, counts[kind]) for kind in OutcomeKind if counts.get(kind)),
        done_on=control.done_on,
        follow_up=control.follow_up,
        followed_on=control.followed_on,
        follow_up_due=due,
        late_days=max((today - due).days, 0) if due else 0,
        objective_id=control.objective_id,
        objective=codes.get(control.objective_id, ""),
        objective_title=control.objective.title if control.objective else "",
        note=control.note,
    )


def _service(service: ControlService, labels: Mapping[int, PartnerLabel]) -> ServiceRow:
    label = labels.get(service.partner_id) if service.partner_id else None
    return ServiceRow(label.name if label else service.name, label.acronym if label else "", service.partner_id)


def _follow_up_due(control: JointControl) -> dt.date | None:
    if control.state is not ControlState.DONE or control.day is None or control.followed_on is not None:
        return None
    return control.day + FOLLOW_UP


# ---------------------------------------------------------------- planning


def create(session: Session, /, theme: str, *, partner_ids: Sequence[int] = (), others: str = "", **values: Any) -> int:
    """Plan a control; ``values`` are of `FIELDS`, ``others`` services that are no partners, one a line. Its id."""
    control = JointControl(theme="", state=ControlState.PLANNED)
    with fields.all_problems() as each:
        _assign(session, control, {"theme": theme, **values}, each)
        with each():
            _set_services(session, control, partner_ids, others)
    session.add(control)
    session.flush()
    return control.id


def update(session: Session, control_id: int, values: Mapping[str, Any]) -> None:
    """Change some of `FIELDS`, and the services when ``partner_ids`` or ``others`` is among them."""
    control = fields.fetch(session, JointControl, control_id)
    values = dict(values)
    partner_ids, others = values.pop("partner_ids", None), values.pop("others", None)
    with fields.all_problems() as each:
        _assign(session, control, values, each)
        with each():
            if partner_ids is not None or others is not None:
                known = [s.partner_id for s in control.services if s.partner_id]
                named = "\n".join(s.name for s in control.services if s.partner_id is None)
                _set_services(
                    session, control, known if partner_ids is None else partner_ids, named if others is None else others
                )


def _assign(session: Session, control: JointControl, values: Mapping[str, Any], each: Any) -> None:
    for name, value in values.items():
        with each():
            if name in _LINKS and value is not None:
                fields.fetch(session, _LINKS[name], value)
            fields.assign(control, FIELDS, name, value)
    with each():
        _check(control)


def _check(control: JointControl) -> None:
    if control.starts is not None and control.ends is not None and control.ends == control.starts:
        raise UserError("invalid", Problem("ends", "no_duration"))
    if control.state is ControlState.DONE:
        fields.require(day=control.day)
    if control.targeted is not None and control.checked is not None and control.checked > control.targeted:
        raise UserError("invalid", Problem("checked", "more_than_targeted", (("targeted", control.targeted),)))


def _set_services(session: Session, control: JointControl, partner_ids: Sequence[int], others: str) -> None:
    """Replace who takes part, keeping the rows that stay."""
    names = list(dict.fromkeys(filter(None, (fields.line(name) for name in others.splitlines()))))
    fields.require_safe(others="\n".join(names))
    wanted: dict[int | str, ControlService] = {}
    known = {service.partner_id or service.name: service for service in control.services}
    for key in dict.fromkeys(partner_ids):
        fields.fetch(session, Partner, key)
        wanted[key] = known.get(key) or ControlService(partner_id=key)
    for name in names:
        wanted[name] = known.get(name) or ControlService(name=name)
    control.services[:] = list(wanted.values())


def cancel(session: Session, control_id: int) -> None:
    """It does not take place; its embargo stays. Raises ``control_done`` once it has results."""
    control = fields.fetch(session, JointControl, control_id)
    if control.state is ControlState.DONE:
        raise UserError("control_done")
    control.state = ControlState.CANCELLED


def resume(session: Session, control_id: int) -> None:
    """A cancelled control is planned again."""
    control = fields.fetch(session, JointControl, control_id)
    if control.state is ControlState.CANCELLED:
        control.state = ControlState.PLANNED


def remove(session: Session, control_id: int) -> None:
    """Delete a control with its services and results; the trash keeps it thirty days."""
    session.delete(fields.fetch(session, JointControl, control_id))


# ---------------------------------------------------------------- results and what follows


def enter_results(
    session: Session,
    control_id: int,
    checked: int | None,
    outcomes: Mapping[OutcomeKind, int | None],
    on: dt.date,
    *,
    day: dt.date | None = None,
    targeted: int | None = None,
) -> None:
    """Results in numbers: the control is done and its embargo over.

    Without ``day`` or ``targeted`` what was planned holds. The day must be known and not to come.
    """
    control = fields.fetch(session, JointControl, control_id)
    if control.state is ControlState.CANCELLED:
        raise UserError("control_cancelled")
    given = {"day": day, "checked": checked, "targeted": targeted}
    with fields.all_problems() as each:
        for name, value in given.items():
            if value is not None or name == "checked":
                with each():
                    fields.assign(control, _RESULTS, name, value)
        with each():
            _check_day(control, on)
        with each():
            _check(control)
        for kind, count in outcomes.items():
            with each():
                _set_outcome(control, kind, count)
    control.state = ControlState.DONE
    control.done_on = control.done_on or on


def _check_day(control: JointControl, on: dt.date) -> None:
    fields.require(day=control.day)
    if control.day is not None and control.day > on:
        raise UserError("invalid", Problem("day", "control_to_come"))


def _set_outcome(control: JointControl, kind: OutcomeKind, count: int | None) -> None:
    known = next((outcome for outcome in control.outcomes if outcome.kind is kind), None)
    if not count:
        if known is not None:
            control.outcomes.remove(known)
        return
    outcome = known or ControlOutcome(kind=kind, count=count)
    try:
        fields.assign(outcome, _OUTCOME, "count", count)
    except UserError as error:  # at the field of its kind
        raise UserError(error.code, *(Problem(kind.value, each.code, each.params) for each in error.problems)) from None
    if known is None:
        control.outcomes.append(outcome)


def note_follow_up(session: Session, control_id: int, text: str, on: dt.date) -> None:
    """What followed from a control: no name, nor that of a shop. Raises ``control_not_done`` before its results."""
    control = fields.fetch(session, JointControl, control_id)
    if control.state is not ControlState.DONE or control.day is None:
        raise UserError("control_not_done")
    with fields.all_problems() as each:
        with each():
            fields.assign(control, _FOLLOW_UP, "follow_up", text)
        with each():
            fields.require(followed_on=on)
            if on < control.day:
                raise UserError("invalid", Problem("followed_on", "before_control"))
            fields.assign(control, _FOLLOW_UP, "followed_on", on)
