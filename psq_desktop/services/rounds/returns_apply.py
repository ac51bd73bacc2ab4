"""Writing what was accepted of a return, through the services that own each row, so that their rules hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy.orm import Session

from psq_desktop.errors import UserError
from psq_desktop.french import date_long
from psq_desktop.models.indicator import Reading
from psq_desktop.models.kinds import CommitmentState, LineKind, MeasureState, OutlookState, ReadingStatus
from psq_desktop.models.objective import Outlook
from psq_desktop.services.forms.answer_rows import AnsweredRow, Line
from psq_desktop.services.forms.comparison import objective_code, same
from psq_desktop.services.forms.form_rows import Scalar
from psq_desktop.services.forms.returned_rows import Settled, Verdict, dump_settled, load_settled
from psq_desktop.services.names import labels_on
from psq_desktop.services.periods import period_start
from psq_desktop.services.rounds import present
from psq_desktop.services.rounds.campaign_rows import Applied, Decisions
from psq_desktop.services.rounds.present import ADDED, COMMITMENT, INDICATOR, MEASURE, OBJECTIVE, split
from psq_desktop.services.rounds.returned_lines import Key, Opened, open_return
from psq_desktop.services.steering import commitments, measures, outlooks, readings
from psq_desktop.services.steering.commitments import REASONED
from psq_desktop.services.steering.readings import Draft

ASKED = (LineKind.CONFLICT, LineKind.ERROR)


@dataclass(frozen=True, slots=True)
class _Row:
    """The accepted lines of one row, by field, with what is needed to write them."""

    opened: Opened
    ref: str
    taken: Mapping[str, Line]
    answered: AnsweredRow | None
    settled: frozenset[Key]
    author: str
    today: dt.date

    @property
    def key(self) -> int:
        """Number of the base's row."""
        return split(self.ref)[1]

    def text(self, field: str) -> str | None:
        """An accepted text."""
        return str(self.taken[field].returned or "") if field in self.taken else None

    def answer(self, field: str) -> Scalar:
        """What the cell says, accepted or not."""
        answer = self.answered.answers.get(field) if self.answered is not None else None
        return answer.value if answer is not None and answer.problem is None else None


def apply(session: Session, return_id: int, decisions: Decisions, today: dt.date) -> Applied:
    """Take over what was accepted of one return. Raises `UserError` ``old_dispatch`` and what a service refuses."""
    return _apply(session, open_return(session, return_id, today), decisions, today)


def apply_safe(session: Session, return_id: int, today: dt.date) -> Applied:
    """Take over the lines that are safe as the base stands now; nobody decided anything else."""
    before = open_return(session, return_id, today)
    safe = frozenset((x.ref, x.field) for x in before.lines if x.kind.safe)
    return _apply(session, before, Decisions(safe, {}, frozenset()), today)


def _apply(session: Session, before: Opened, decisions: Decisions, today: dt.date) -> Applied:
    if before.later is not None:
        raise old_dispatch(before.dispatch.sent_on, before.later.sent_on)
    key = before.record.id
    decisions = _without_days(before, decisions)
    opened = open_return(session, key, today, decisions.corrected) if decisions.corrected else before
    taken = _taken(opened, before, decisions)
    author = opened.record.author or labels_on(session, today)[opened.dispatch.partner_id].name
    answers = present.answers_by_ref(opened.answered.rows)
    decided = opened.answered.settled | decisions.keep
    written: list[Line] = []
    for ref, group in groupby(taken, key=lambda line: line.ref):
        row = _Row(opened, ref, {x.field: x for x in group}, answers.get(ref), decided, author, today)
        written += _WRITERS[split(ref)[0]](session, row)
    done = {(x.ref, x.field) for x in written}
    kept = (decisions.keep & {(x.ref, x.field) for x in (*before.lines, *opened.lines)}) - done
    settled = opened.answered.settled | kept | done
    pending = tuple(x for x in opened.lines if x.asked and (x.ref, x.field) not in settled)
    _note(opened, done, kept, _mended(decisions, kept, pending))
    if opened.record.applied_on is None and (written or not pending):
        opened.record.applied_on = today
    session.flush()
    partner = labels_on(session, today)[opened.dispatch.partner_id].name
    return Applied(key, partner, tuple(written), pending, opened.record.file_name)


def _without_days(before: Opened, decisions: Decisions) -> Decisions:
    """To write nothing of the wrong day of a figure is to take the figure without that day."""
    rows = {row.ref: row for row in before.answered.form.rows}
    days = {
        (ref, field)
        for ref, field in decisions.keep
        if ref in rows and field in rows[ref].fields and rows[ref].fields[field].of
    }
    corrected = {**dict.fromkeys(days, ""), **decisions.corrected}
    return replace(decisions, corrected=corrected, keep=decisions.keep - days)


def old_dispatch(sent_on: dt.date | None, later: dt.date) -> UserError:
    """The refusal of a workbook whose place another one took."""
    return UserError("old_dispatch", sent=_day(sent_on), later=_day(later))


def _day(day: dt.date | None) -> str:
    return date_long(day, weekday=False) if day is not None else "jour non noté"


def _taken(opened: Opened, before: Opened, decisions: Decisions) -> list[Line]:
    """Lines to write: those that were accepted, and what a correction set free unless it contradicts the base."""
    corrected = frozenset(decisions.corrected)
    mended = {ref for ref, _ in corrected}
    known = {(x.ref, x.field) for x in before.lines}
    taken = []
    for line in opened.lines:
        key = line.ref, line.field
        freed = line.kind.safe and line.ref in mended and key not in known and line.caution is None
        wanted = key in decisions.accept or key in corrected or freed
        open_to_it = line.kind.safe or line.kind is LineKind.CONFLICT
        decided = key in decisions.keep or key in opened.answered.settled
        if wanted and open_to_it and not decided and not _moved(line, decisions):
            taken.append(line)
    return taken


def _moved(line: Line, decisions: Decisions) -> bool:
    """Whether the base holds something else by now than when the line was decided."""
    key = line.ref, line.field
    return key in decisions.seen and not same(decisions.seen[key], line.current)


def _mended(decisions: Decisions, kept: frozenset[Key], pending: tuple[Line, ...]) -> dict[Key, str]:
    """Corrections that hold: what they replaced is not asked again."""
    open_keys = {(x.ref, x.field) for x in pending}
    return {key: text for key, text in decisions.corrected.items() if key not in kept and key not in open_keys}


def _note(opened: Opened, done: set[Key], kept: frozenset[Key], mended: Mapping[Key, str]) -> None:
    """Keep what was decided."""
    known = {s.key: s for s in load_settled(opened.record.settled)}
    typed = {s.key: s.typed for s in opened.answered.decided} | dict(mended)
    for key in done | kept | set(mended):
        # A cell that was emptied here is one where ours stays.
        verdict = Verdict.TAKEN if key in done or (key in mended and mended[key].strip()) else Verdict.KEPT
        known[key] = Settled(*key, opened.answered.reads.get(key, ""), verdict, None if key in kept else typed.get(key))
    opened.record.settled = dump_settled(known.values())


# ---------------------------------------------------------------- one row


def _indicator(session: Session, row: _Row) -> list[Line]:
    indicator = row.opened.held.indicators[row.key]
    form_row = row.opened.answered.form.row(row.ref)
    assert form_row is not None
    day = present.meant(form_row, row.answered, indicator)
    assert day is not None
    known = row.opened.held.readings.get((indicator.id, day))
    line = row.taken.get("value")
    if line is not None:
        readings.record(session, indicator.id, _draft(row, line, day, known), _reported(row, day), replace=True)
        return list(row.taken.values())
    if known is None or _waits(row, "value", "on"):
        return []
    readings.set_field(session, known.id, "comment", row.text("comment"))
    return list(row.taken.values())


def _reported(row: _Row, day: dt.date) -> dt.date:
    """The day on which the workbook came, or today for a period that had not begun then."""
    indicator, received = row.opened.held.indicators[row.key], row.opened.record.received_on
    return received if period_start(indicator.period, day) <= received else row.today


def _draft(row: _Row, line: Line, day: dt.date, known: Reading | None) -> Draft:
    value = line.returned
    comment = row.text("comment")
    if comment is None:  # none typed, or ours preferred: an empty cell deletes nothing
        comment = known.comment if known is not None else ""
    status = ReadingStatus(value) if isinstance(value, str) else ReadingStatus.VALUE
    return Draft(
        day,
        value if isinstance(value, float | int) else None,
        status,
        provisional=day > row.opened.record.received_on,
        author=row.author,
        sample=known.sample if known is not None else None,
        comment=comment,
        origin_file=row.opened.record.file_name,
        origin_cell=f"{line.sheet}!{line.cell}" if line.cell else line.sheet,
    )


def _waits(row: _Row, *fields: str) -> bool:
    """Whether another field of the row is still to be decided, without which this one says something else."""
    return any(
        x.ref == row.ref and x.field in fields and x.kind in ASKED and (x.ref, x.field) not in row.settled
        for x in row.opened.lines
    )


def _commitment(session: Session, row: _Row) -> list[Line]:
    comment = row.text("comment")
    known = row.opened.held.commitments[row.key]
    if "state" not in row.taken:
        commitments.set_field(session, row.key, "comment", comment)
        return list(row.taken.values())
    state = CommitmentState(str(row.taken["state"].returned))
    if state in REASONED and not (comment or known.comment):  # its reason was not accepted
        return []
    commitments.set_state(session, row.key, state, row.today, comment)
    return list(row.taken.values())


def _measure(session: Session, row: _Row) -> list[Line]:
    known = row.opened.held.measures[row.key]
    taken = dict(row.taken)
    state = MeasureState(str(taken["state"].returned)) if "state" in taken else known.state
    if state is not MeasureState.DONE or _waits(row, "on"):
        taken.pop("on", None)
    if state is MeasureState.DONE and _waits(row, "on"):
        taken.pop("state", None)
    if "on" in taken or "state" in taken:
        typed = taken["on"].returned if "on" in taken else None
        day = dt.date.fromisoformat(typed) if isinstance(typed, str) else known.done_on or row.today
        measures.set_state(session, row.key, state, day)
    if "comment" in taken:
        measures.set_field(session, row.key, "comment", row.text("comment"))
    return list(taken.values())


def _outlook(session: Session, row: _Row) -> list[Line]:
    known = row.opened.held.outlooks.get(row.key)
    state = row.taken["state"].returned if "state" in row.taken else known.state.value if known else None
    if state is None:
        return []
    comment = row.text("comment")
    if comment is None:
        comment = _standing(row, known)
    outlooks.declare(
        session, row.key, OutlookState(str(state)), on=row.today, today=row.today, author=row.author, comment=comment
    )
    return list(row.taken.values())


def _standing(row: _Row, known: Outlook | None) -> str:
    """Ours, when the partner's comment says the same or was not preferred; nothing when it said none."""
    return known.comment if known is not None and row.answer("comment") is not None else ""


def _added(session: Session, row: _Row) -> list[Line]:
    answered = row.answered
    assert answered is not None
    objective_id = row.opened.held.objective_id(row.opened.answered.form, objective_code(answered))
    assert objective_id is not None
    partner_id = row.opened.dispatch.partner_id
    key = commitments.create(session, objective_id, partner_id, str(row.taken["text"].returned))
    comment = row.answer("comment")
    if isinstance(comment, str) and comment:
        commitments.set_field(session, key, "comment", comment)
    return list(row.taken.values())


_WRITERS: dict[str, Callable[[Session, _Row], list[Line]]] = {
    INDICATOR: _indicator, COMMITMENT: _commitment, MEASURE: _measure, OBJECTIVE: _outlook, ADDED: _added,
}  # fmt: skip
