"""What a brief draws from the register and the objectives: what to obtain, who is late, whom to thank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.decision import Decision, FollowUp
from psq_desktop.models.kinds import (
    AgendaKind,
    AgendaRole,
    CommitmentState,
    DecisionState,
    MeetingStage,
    OutlookState,
    Pace,
    SupportState,
)
from psq_desktop.models.meeting import Meeting
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.services.preparing.brief_rows import MOST, LateLine, Matter, OutlookLine, Thanks
from psq_desktop.services.since import since_last_meeting
from psq_desktop.services.steering import commitments, measures, objectives, outlooks, supports, thresholds
from psq_desktop.services.steering.progress_rows import CommitmentRow, ObjectiveRow, SupportRow

OFTEN = 2  # times that a decision is carried over before the chair hears of it


@dataclass(frozen=True, slots=True)
class Known:
    """The base as of a day, read once."""

    items: tuple[ItemRow, ...]
    since: dt.date | None  # day of the last meeting held
    objectives: tuple[ObjectiveRow, ...]
    commitments: tuple[CommitmentRow, ...]
    register: tuple[DecisionRow, ...]
    supports: tuple[SupportRow, ...]  # that wait for an answer
    silent_days: int

    def item_about(self, objective_id: int | None) -> int | None:
        """Number of the first item about an objective."""
        return next((i.number for i in self.items if objective_id is not None and i.objective_id == objective_id), None)


def last_held(session: Session, meeting: Meeting) -> dt.date | None:
    """Day of the last meeting that was held before this one."""
    query = select(Meeting.date).where(
        Meeting.committee_id == meeting.committee_id, Meeting.stage == MeetingStage.HELD, Meeting.date < meeting.date
    )
    return session.scalars(query.order_by(Meeting.date.desc()).limit(1)).first()


def gather(session: Session, items: tuple[ItemRow, ...], since: dt.date | None, today: dt.date) -> Known:
    """Everything that a brief draws from."""
    waiting = tuple(s for s in supports.search(session, today) if s.state is SupportState.ASKED)
    return Known(
        items, since, objectives.search(session, today), commitments.search(session, today),
        decisions.register(session, today), waiting, thresholds.limits(session).silent_days,
    )  # fmt: skip


# ---------------------------------------------------------------- what to obtain


def matters(known: Known) -> tuple[Matter, ...]:
    """The most pressing of each kind, at most `MOST`, in the order of the kinds."""
    told = {support.objective_id for support in _asked_of_the_chair(known)}
    groups = (
        [*_supports(known)], [*_to_decide(known)], [*_decisions(known)],
        [matter for matter in _objectives(known) if matter.objective_id not in told],
    )  # fmt: skip
    turns = chain.from_iterable(zip_longest(*groups))
    kept = list(islice((matter for matter in turns if matter is not None), MOST))
    return tuple(matter for group in groups for matter in group if matter in kept)


def _asked_of_the_chair(known: Known) -> list[SupportRow]:
    return [s for s in known.supports if s.escalated_on is not None or s.asked_of_id is None]


def _supports(known: Known) -> Iterator[Matter]:
    codes = {row.id: row.code for row in known.objectives}
    for s in _asked_of_the_chair(known):
        yield Matter(
            "support", s.text, f"objectif\u00a0{codes[s.objective_id]}", s.partner, s.asked_of, s.asked_on,
            item=known.item_about(s.objective_id), objective_id=s.objective_id,
        )  # fmt: skip


def _to_decide(known: Known) -> Iterator[Matter]:
    for item in known.items:
        if item.kind is AgendaKind.DECISION and item.role is AgendaRole.REGULAR:
            yield Matter("decide", item.title, f"point\u00a0{item.number}", item.rapporteur, item=item.number)


def _decisions(known: Known) -> Iterator[Matter]:
    """Decisions that were put off again and again, then those that are late, the latest first."""
    review = next((item.number for item in known.items if item.role is AgendaRole.FOLLOW_UP), None)
    waiting = [d for d in known.register if not d.state.closed and (d.late_days or d.carried_over >= OFTEN)]
    for d in sorted(waiting, key=lambda d: (-(d.carried_over >= OFTEN), -d.late_days)):
        code = "carried" if d.carried_over >= OFTEN else "late"
        yield Matter(code, d.text, d.ref, d.pilot, "", d.due, d.late_days, d.carried_over, item=review)


def _objectives(known: Known) -> Iterator[Matter]:
    def line(code: str, row: ObjectiveRow) -> Matter:
        return Matter(
            code, row.title, f"objectif\u00a0{row.code}", row.pilot, "", row.last_report, row.silent_days or 0, 0,
            row.gap, known.item_about(row.id), row.id,
        )  # fmt: skip

    lost = [row for row in known.objectives if row.outlook is OutlookState.COMPROMISED]
    rest = [row for row in known.objectives if row not in lost]
    wide = [row for row in rest if row.gap is not None and row.gap.points is not None]
    for row in lost:
        yield line("compromised", row)
    for row in sorted(wide, key=lambda row: (row.gap.points or 0) if row.gap else 0):
        yield line("gap", row)
    for row in rest:
        if row not in wide and row.unheard is not None and row.unheard >= known.silent_days:
            yield line("silent", row)


# ---------------------------------------------------------------- late, changed


def late(known: Known) -> tuple[LateLine, ...]:
    """Decisions and commitments past their day, the latest first."""
    lines = [
        LateLine(d.pilot, d.text, d.ref, d.due, d.late_days)
        for d in known.register
        if d.late_days and d.due is not None
    ]
    lines += [
        LateLine(c.partner, c.text, f"objectif\u00a0{c.objective_code}", c.due, c.late_days)
        for c in known.commitments
        if c.late_days and c.due is not None
    ]
    return tuple(sorted(lines, key=lambda line: -line.days))


def outlook_lines(session: Session, known: Known) -> tuple[OutlookLine, ...]:
    """Outlooks that changed since the last meeting held, the worse first, then those that figures contradict."""
    histories = outlooks.histories(session)
    changed, contradicted = [], []
    for row in known.objectives:
        then = OutlookState.UNKNOWN
        if known.since is not None:
            past = (o.state for o in histories.get(row.id, ()) if o.on <= known.since)
            then = next(past, OutlookState.UNKNOWN)
        if known.since is not None and then is not row.outlook:
            changed.append(OutlookLine(row.code, row.title, then, row.outlook, row.gap))
        elif row.gap is not None:
            contradicted.append(OutlookLine(row.code, row.title, row.outlook, row.outlook, row.gap))
    order = list(OutlookState)
    changed.sort(key=lambda line: (order.index(line.before) - order.index(line.after), line.gap is None))
    return (*changed, *contradicted)


# ---------------------------------------------------------------- thanks


def thanks(session: Session, known: Known, today: dt.date) -> tuple[Thanks, ...]:
    """What was kept, done or reached since the last meeting held."""
    if known.since is None:
        return tuple(_reached(known))
    found: Iterable[Thanks] = chain(
        _done(session, known, today), _kept(session, known, today), _measures(session, known, today), _reached(known)
    )
    return tuple(found)


def _done(session: Session, known: Known, today: dt.date) -> Iterator[Thanks]:
    done = (
        select(FollowUp.decision_id, FollowUp.on)
        .join(Decision, Decision.id == FollowUp.decision_id)
        .where(FollowUp.state == DecisionState.DONE, Decision.state == DecisionState.DONE)
        .where(FollowUp.on > known.since, FollowUp.on <= today)
    )
    rows = {row.id: row for row in known.register}
    for key, on in session.execute(done.order_by(FollowUp.on.desc())):
        yield Thanks("decision", rows[key].pilot, rows[key].text, rows[key].ref, on)


def _kept(session: Session, known: Known, today: dt.date) -> Iterator[Thanks]:
    for line in since_last_meeting(session, today, known.objectives).lines:
        if line.kind == "commitment" and line.after == CommitmentState.KEPT.value:
            texts = (
                c.text
                for c in known.commitments
                if c.objective_id == line.objective_id and c.partner == line.subject and c.state is CommitmentState.KEPT
            )
            yield Thanks("commitment", line.subject, next(texts, line.title), f"objectif\u00a0{line.code}")


def _measures(session: Session, known: Known, today: dt.date) -> Iterator[Thanks]:
    codes = {row.id: row.code for row in known.objectives}
    for m in measures.search(session, today):
        if m.done_on is not None and known.since is not None and known.since < m.done_on <= today:
            yield Thanks("measure", m.owner, m.text, f"objectif\u00a0{codes[m.objective_id]}", m.done_on)


def _reached(known: Known) -> Iterator[Thanks]:
    rows = [row for row in known.objectives if row.pace is Pace.REACHED and row.pilot]
    for row in sorted(rows, key=lambda row: -(row.progress or 0)):
        yield Thanks("reached", row.pilot, row.title, f"objectif\u00a0{row.code}", share=row.progress)
