"""A stored or a fresh return compared with the base: the one way from its cells to its lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.campaign import Dispatch, Return
from psq_desktop.services import fields
from psq_desktop.services.forms import answers, comparison
from psq_desktop.services.forms.answer_rows import AnsweredRow, Line, Recognition
from psq_desktop.services.forms.form_rows import Form
from psq_desktop.services.forms.returned_rows import Settled, Verdict, load, load_form, load_settled
from psq_desktop.services.rounds import present, returns_rules
from psq_desktop.services.rounds.present import Held

Key = tuple[str, str]
Decided = Mapping[int, tuple[Settled, ...]]  # by return, in their order


@dataclass(frozen=True, slots=True)
class Answered:
    """A returned workbook understood, beside the form that it answers.

    ``reads``: what stands in each cell; ``typed``: what was put in its place. ``settled``: lines that somebody decided;
    ``decided`` are the decisions.
    """

    form: Form
    recognition: Recognition
    partner_id: int
    rows: tuple[AnsweredRow, ...]
    reads: Mapping[Key, str]
    typed: Mapping[Key, str]
    decided: tuple[Settled, ...]
    settled: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Opened:
    """A stored return with what it belongs to. ``later``: the dispatch that took the place of its own."""

    record: Return
    dispatch: Dispatch
    later: Later | None
    answered: Answered
    held: Held
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Later:
    """A later dispatch of the same round to the same partner, that was sent."""

    id: int
    sent_on: dt.date


def understand(
    form: Form,
    recognition: Recognition,
    partner_id: int,
    today: dt.date,
    settled: Iterable[Settled] = (),
    corrected: Mapping[Key, str] | None = None,
) -> Answered:
    """The cells understood, with what was corrected in them before and what is corrected now."""
    rows = answers.understand(recognition, form, today)
    reads = _reads(rows)
    decided = tuple(s for s in settled if reads.get(s.key, "") == s.read)
    typed = {s.key: s.typed for s in decided if s.typed is not None} | dict(corrected or {})
    if typed:
        rows = answers.understand(recognition, form, today, typed)
    keys = frozenset(s.key for s in decided) - frozenset(corrected or ())
    return Answered(form, recognition, partner_id, rows, reads, typed, decided, keys)


def _reads(rows: Sequence[AnsweredRow]) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for row in rows:
        if present.split(row.ref)[0] == present.ADDED:
            found[row.ref, "text"] = comparison.added_text(row)
        for field, answer in row.answers.items():
            found[row.ref, field] = found.get((row.ref, field)) or answer.read
    return found


def compare(held: Held, answered: Answered, today: dt.date) -> tuple[Line, ...]:
    """The lines of an answer against what the base holds, each refusal of the base told as an error."""
    form, rows = answered.form, answered.rows
    now = present.current(held, form, rows, answered.partner_id)
    lines = comparison.compare(form, present.sent(held, form, rows), rows, now)
    judged = returns_rules.check(form, lines, rows, held, answered.partner_id, answered.settled, today)
    # What was typed here in the place of a cell is not what the file says.
    return tuple(
        replace(x, read=answered.reads.get((x.ref, x.field), "")) if (x.ref, x.field) in answered.typed else x
        for x in judged
    )


def open_return(session: Session, return_id: int, today: dt.date, corrected: Mapping[Key, str] | None = None) -> Opened:
    """A stored return compared with the base as it is. Raises `UserError` ``gone``."""
    return open_returns(session, (fields.fetch(session, Return, return_id),), today, corrected)[0]


def open_returns(
    session: Session, records: Sequence[Return], today: dt.date, corrected: Mapping[Key, str] | None = None
) -> tuple[Opened, ...]:
    """Several stored returns compared with the base, read once for all of them."""
    settled = decisions(session, (record.dispatch_id for record in records))
    later = later_dispatches(session, [record.dispatch for record in records])
    forms = {record.dispatch_id: load_form(record.dispatch.form) for record in records}
    understood = [
        understand(
            forms[record.dispatch_id], load(record.rows), record.dispatch.partner_id, today,
            known_of(settled[record.dispatch_id], record.id), corrected,
        )
        for record in records
    ]  # fmt: skip
    held = present.load(session, [(answered.form, answered.rows) for answered in understood], today)
    return tuple(
        Opened(record, record.dispatch, later.get(record.dispatch_id), answered, held, compare(held, answered, today))
        for record, answered in zip(records, understood, strict=True)
    )


def decisions(session: Session, dispatch_ids: Iterable[int]) -> dict[int, dict[int, tuple[Settled, ...]]]:
    """What was decided of every return of some dispatches."""
    query = select(Return.id, Return.dispatch_id, Return.settled).where(Return.dispatch_id.in_(set(dispatch_ids)))
    found: dict[int, dict[int, tuple[Settled, ...]]] = {}
    for key, dispatch_id, settled in session.execute(query.order_by(Return.id)):
        found.setdefault(dispatch_id, {})[key] = load_settled(settled)
    return found


def known_of(decided: Decided, return_id: int | None) -> tuple[Settled, ...]:
    """Decisions that hold for one return, each line once: its own, else the last one on another file of the dispatch.

    So a file that was saved again asks nothing anew, and an answer that the partner came back to is asked again.
    """
    known = {s.key: s for settled in decided.values() for s in settled}
    return tuple((known | {s.key: s for s in decided.get(return_id or 0, ())}).values())


def later_dispatches(session: Session, dispatches: Iterable[Dispatch]) -> dict[int, Later]:
    """The latest dispatch that was sent in the place of each, where there is one."""
    wanted = {d.id: (d.campaign_id, d.partner_id) for d in dispatches}
    query = (
        select(Dispatch.id, Dispatch.campaign_id, Dispatch.partner_id, Dispatch.sent_on)
        .where(Dispatch.campaign_id.in_({campaign for campaign, _ in wanted.values()}), Dispatch.sent_on.is_not(None))
        .order_by(Dispatch.id)
    )
    last = {(campaign, partner): Later(key, on) for key, campaign, partner, on in session.execute(query) if on}
    return {key: found for key, pair in wanted.items() if (found := last.get(pair)) is not None and found.id > key}


def is_taken(decided: Iterable[Settled]) -> frozenset[Key]:
    """Lines that were written into the base from this dispatch."""
    return frozenset(s.key for s in decided if s.verdict is Verdict.TAKEN)
