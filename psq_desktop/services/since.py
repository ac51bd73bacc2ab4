"""What changed since the last meeting, computed from the journal: what was then, what is now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop import journal
from psq_desktop.errors import UserError
from psq_desktop.models.base import Record
from psq_desktop.models.indicator import Indicator, Reading
from psq_desktop.models.kinds import DisclosureLevel, MeetingStage, OutlookState
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Axis, Commitment, Measure, Objective, Outlook, SupportRequest
from psq_desktop.services.history import BARRIERS
from psq_desktop.services.names import PartnerLabel, labels_on, objective_code
from psq_desktop.services.periods import label
from psq_desktop.services.steering.progress_rows import ChangeLine, ObjectiveRow, Since

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Touched:
    """A row that changed: what its changed columns held then, all of them when it is gone; whether it is new."""

    id: int
    then: Values
    created: bool

    def column(self, row: Record | None, name: str) -> Any:
        """A column as it is, or as it was in a row that is gone."""
        return self.then.get(name) if row is None else getattr(row, name)


@dataclass(frozen=True, slots=True)
class _Now:
    """What lines are made from: the present rows, the objectives shown, the partners' names."""

    session: Session
    shown: Mapping[int, ObjectiveRow]
    labels: Mapping[int, PartnerLabel]

    def line(
        self, objective_id: int, kind: str, subject: str, before: Any, after: Any, **more: Any
    ) -> Iterator[ChangeLine]:
        """One line, or none when nothing changed or the objective is not shown."""
        row = self.shown.get(objective_id)
        if row is not None and before != after:
            change = "added" if before is None else "removed" if after is None else "changed"
            yield ChangeLine(objective_id, row.code, row.title, kind, subject, change, before, after, **more)


def since_last_meeting(session: Session, today: dt.date, rows: tuple[ObjectiveRow, ...]) -> Since:
    """Net changes of the objectives in ``rows`` since the last meeting held, by objective."""
    held = (
        select(Meeting.number, Meeting.date, Meeting.ends)
        .where(Meeting.stage == MeetingStage.HELD, Meeting.date <= today)
        .order_by(Meeting.date.desc(), Meeting.number.desc())
        .limit(1)
    )
    last = session.execute(held).first()
    if last is None:
        return Since(None, None, ())
    now = _Now(session, {row.id: row for row in rows}, labels_on(session, today))
    touched = _touched(session, dt.datetime.combine(last.date, last.ends or dt.time.max))
    lines = [line for table, lines_of in _LINES.items() for line in lines_of(now, touched[table])]
    return Since(last.number, last.date, tuple(sorted(lines, key=lambda line: (_order(line.code), line.kind))))


def _order(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split(".") if part.isdigit())


def _touched(session: Session, end: dt.datetime) -> dict[str, list[_Touched]]:
    """Rows touched since a moment of local time, by table.

    The journal is read from its end back, to its beginning: a clock that went wrong for a day hides nothing. The
    oldest change tells what was then.
    """
    found: dict[tuple[str, int], _Touched] = {}
    for step in journal.steps(session):
        before = step.at.astimezone().replace(tzinfo=None) <= end
        if before or step.action in BARRIERS:  # what a base begins with is no change
            continue
        try:
            changes = journal.load(session, step.step).changes
        except UserError:  # its contents were erased
            continue
        for change in reversed(changes):
            if change.table in _LINES:
                newer = found.get((change.table, change.id))
                then = {**(newer.then if newer else {}), **(change.before or {})}
                found[change.table, change.id] = _Touched(change.id, then, change.change == "insert")
    return {table: [row for (kind, _), row in found.items() if kind == table] for table in _LINES}


def _objectives(now: _Now, touched: list[_Touched]) -> Iterator[ChangeLine]:
    """Objectives that came or went, another due date, another pilot: what a committee asks about."""
    for t in touched:
        row = now.session.get(Objective, t.id)
        if row is None:
            yield from _removed(now, t)
            continue
        if t.created:
            yield from now.line(row.id, "objective", "", None, row.title)
            continue
        before = t.then.get("due", row.due)
        if isinstance(before, str):
            before = dt.date.fromisoformat(before)
        yield from now.line(row.id, "objective", "due", before, row.due)
        pilots = (t.then.get("pilot_id", row.pilot_id), row.pilot_id)
        names = (found.name if (found := now.labels.get(key or 0)) else None for key in pilots)
        yield from now.line(row.id, "objective", "pilot", *names)


def _removed(now: _Now, t: _Touched) -> Iterator[ChangeLine]:
    """An objective that is gone, told where its level was shown: to those who read others of that level."""
    highest = max((row.disclosure.rank for row in now.shown.values()), default=-1)
    if t.created or DisclosureLevel(t.then["disclosure"]).rank > highest:
        return
    axis = now.session.get(Axis, t.then["axis_id"])
    told = objective_code(axis.number, t.then["number"]) if axis is not None else ""
    yield ChangeLine(t.id, told, t.then["title"], "objective", "", "removed", t.then["title"], None)


def _readings(now: _Now, touched: list[_Touched]) -> Iterator[ChangeLine]:
    for t in touched:
        row = now.session.get(Reading, t.id)
        indicator = now.session.get(Indicator, t.column(row, "indicator_id") or 0)
        if indicator is None:
            continue
        after = None if row is None else _reported(row.status, row.value)
        before = None
        if not t.created:
            before = _reported(*(t.then.get(name, t.column(row, name)) for name in ("status", "value")))
        end = t.column(row, "ends_on")
        end = dt.date.fromisoformat(end) if isinstance(end, str) else end
        subject = f"{indicator.title}, {label(indicator.period, end)}"
        more = {
            "decimals": indicator.decimals, "unit": indicator.unit, "indicator_id": indicator.id, "ends_on": end,
        }  # fmt: skip
        yield from now.line(indicator.objective_id, "reading", subject, before, after, **more)


def _reported(status: str, value: float | None) -> float | str | None:
    """A value, or the code of what was said instead."""
    return value if status == "value" else str(status)


def _outlooks(now: _Now, touched: list[_Touched]) -> Iterator[ChangeLine]:
    """The declaration in force then against the one in force now."""
    rows = {t.id: now.session.get(Outlook, t.id) for t in touched}
    for objective_id in {t.column(rows[t.id], "objective_id") for t in touched} & set(now.shown):
        known = now.session.scalars(select(Outlook).where(Outlook.objective_id == objective_id))
        present = {o.id: (o.on, o.id, o.state) for o in known}
        past = dict(present)
        for t in touched:
            if t.created:
                past.pop(t.id, None)
            elif rows[t.id] is None and t.then.get("objective_id") == objective_id:
                past[t.id] = (dt.date.fromisoformat(t.then["on"]), t.id, OutlookState(t.then["state"]))
        unknown = (dt.date.min, 0, OutlookState.UNKNOWN)
        before, after = (max(found.values(), default=unknown)[2] for found in (past, present))
        yield from now.line(objective_id, "outlook", "", before, after)


def _states(
    kind: str, model: type[Commitment | Measure | SupportRequest], subject: Callable[[_Now, Callable[[str], Any]], str]
) -> Callable[[_Now, list[_Touched]], Iterator[ChangeLine]]:
    """Lines of rows that have a state."""

    def lines(now: _Now, touched: list[_Touched]) -> Iterator[ChangeLine]:
        for t in touched:
            row = now.session.get(model, t.id)

            def column(name: str, t: _Touched = t, row: Record | None = row) -> Any:
                return t.column(row, name)

            before = None if t.created else str(t.then.get("state", column("state")))
            after = None if row is None else str(column("state"))
            yield from now.line(column("objective_id"), kind, subject(now, column), before, after)

    return lines


def _partner(now: _Now, column: Callable[[str], Any]) -> str:
    found = now.labels.get(column("partner_id"))
    return found.name if found else ""


def _text(now: _Now, column: Callable[[str], Any]) -> str:
    return str(column("text"))


_LINES: dict[str, Callable[[_Now, list[_Touched]], Iterator[ChangeLine]]] = {
    "objective": _objectives,
    "reading": _readings,
    "outlook": _outlooks,
    "commitment": _states("commitment", Commitment, _partner),
    "measure": _states("measure", Measure, _text),
    "support_request": _states("support", SupportRequest, _text),
}
