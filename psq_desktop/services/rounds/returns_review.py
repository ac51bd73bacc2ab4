"""A stored return for people to judge: each line with its words, and who changed our side since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from psq_desktop.models.indicator import Indicator
from psq_desktop.models.journal import JournalEntry
from psq_desktop.models.kinds import LineKind
from psq_desktop.models.objective import Objective
from psq_desktop.services import fields
from psq_desktop.services.forms.answer_rows import AnsweredRow, Line
from psq_desktop.services.forms.comparison import added_text, objective_code
from psq_desktop.services.forms.form_rows import FormField, FormRow, Scalar
from psq_desktop.services.names import labels_on
from psq_desktop.services.periods import label
from psq_desktop.services.rounds import present
from psq_desktop.services.rounds.campaign_rows import Review, ReviewLine
from psq_desktop.services.rounds.present import COMMITMENT, INDICATOR, MEASURE, OBJECTIVE, split
from psq_desktop.services.rounds.returned_lines import Key, Opened, open_return

_Touch = tuple[str, dt.date]  # who, when
_NOBODY: tuple[str, None] = ("", None)


def review(session: Session, return_id: int, today: dt.date, corrected: Mapping[Key, str] | None = None) -> Review:
    """A stored return beside the base as it is now. Raises `UserError` ``gone``."""
    opened = open_return(session, return_id, today, corrected)
    record, dispatch = opened.record, opened.dispatch
    partner = labels_on(session, today)[dispatch.partner_id]
    return Review(
        record.id, dispatch.id, dispatch.campaign_id, dispatch.campaign.number, partner.id, partner.name,
        partner.acronym, record.file_name, record.size, record.author, record.program, record.received_on,
        dispatch.sent_on, record.applied_on, opened.later is not None, opened.answered.recognition,
        review_lines(session, opened), opened.answered.settled, record.digest, record.receipt_on,
    )  # fmt: skip


def review_lines(session: Session, opened: Opened) -> tuple[ReviewLine, ...]:
    """Every line with what it is about."""
    touches = _touches(session, opened)
    answers = present.answers_by_ref(opened.answered.rows)
    titles = _titles(session, opened)
    return tuple(
        _told(opened, line, answers.get(line.ref), titles, touches.get(line.ref, _NOBODY)) for line in opened.lines
    )


def _titles(session: Session, opened: Opened) -> dict[str, str]:
    """The objectives' titles by the code that the form gave them."""
    held, by_code = opened.held, {}
    for row in opened.answered.form.rows:
        if (found := held.record(row.ref)) is not None:
            by_code[row.code] = found.id if isinstance(found, Objective) else found.objective_id
    query = select(Objective.id, Objective.title).where(Objective.id.in_(set(by_code.values())))
    titles = dict(row for row in session.execute(query))
    known = {row.code: str(row.facts.get("objective") or "") for row in opened.answered.form.rows}
    return {code: titles.get(by_code.get(code, 0), title) for code, title in known.items()}


def _told(
    opened: Opened,
    line: Line,
    answered: AnsweredRow | None,
    titles: Mapping[str, str],
    touch: tuple[str, dt.date | None],
) -> ReviewLine:
    form = opened.answered.form
    row = form.row(line.ref)
    if row is None:
        code = objective_code(answered) if answered is not None else ""
        words = fields.line(added_text(answered)) if answered is not None else ""
        return ReviewLine(line, code, titles.get(code, ""), words, FormField(), ())
    told = row.fields.get(line.field, FormField())
    who, when = touch if line.kind is LineKind.CONFLICT else _NOBODY
    last, period, day = _figure(opened, row, answered) if line.field == "value" else (None, "", "")
    return ReviewLine(
        line, row.code, titles.get(row.code, ""), _label(opened, row, answered), told,
        form.choices.get(told.choices, ()), who, when, last, period, day,
    )  # fmt: skip


def _figure(opened: Opened, row: FormRow, answered: AnsweredRow | None) -> tuple[Scalar, str, str]:
    """Of a figure: the last one known here, its period, and the day that the partner gave."""
    record, typed = opened.held.record(row.ref), present.typed_day(answered)
    on = typed.isoformat() if typed is not None else ""
    day = present.meant(row, answered, record) if isinstance(record, Indicator) else None
    last = opened.held.last(record.id, day) if record is not None and day is not None else None
    if last is None or not isinstance(record, Indicator):
        return None, "", on
    return last[1], label(record.period, last[0]), on


def _label(opened: Opened, row: FormRow, answered: AnsweredRow | None) -> str:
    """What people call the row; of an answer for another period than the one asked for, with that period."""
    record = opened.held.record(row.ref)
    if not isinstance(record, Indicator):
        return row.label
    asked, day = present.meant(row, None, record), present.meant(row, answered, record)
    return row.label if day is None or day == asked else f"{record.title}, {label(record.period, day)}"


def _touches(session: Session, opened: Opened) -> dict[str, _Touch]:
    """Who changed our side of each conflict last, and on what day, by row."""
    keys: dict[str, tuple[str, int]] = {}
    answers = present.answers_by_ref(opened.answered.rows)
    for line in opened.lines:
        if line.kind is LineKind.CONFLICT and (found := _stored(opened, line.ref, answers.get(line.ref))):
            keys[line.ref] = found
    touched = _latest(session, keys.values())
    return {ref: touched[key] for ref, key in keys.items() if key in touched}


def _stored(opened: Opened, ref: str, answered: AnsweredRow | None) -> tuple[str, int] | None:
    """Table and number of the row that holds our side."""
    kind, key = split(ref)
    if kind == INDICATOR:
        row = opened.answered.form.row(ref)
        day = present.meant(row, answered, opened.held.indicators.get(key)) if row is not None else None
        reading = opened.held.readings.get((key, day)) if day is not None else None
        return ("reading", reading.id) if reading is not None else None
    if kind == OBJECTIVE:
        outlook = opened.held.outlooks.get(key)
        return ("outlook", outlook.id) if outlook is not None else None
    return {COMMITMENT: ("commitment", key), MEASURE: ("measure", key)}.get(kind)


def _latest(session: Session, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], _Touch]:
    wanted = set(keys)
    if not wanted:
        return {}
    row = tuple_(JournalEntry.kind, JournalEntry.object_id)
    last = select(func.max(JournalEntry.n)).where(row.in_(wanted)).group_by(JournalEntry.kind, JournalEntry.object_id)
    query = select(JournalEntry.kind, JournalEntry.object_id, JournalEntry.actor, JournalEntry.at)
    return {
        (kind, key): (actor, dt.datetime.fromisoformat(at).astimezone().date())
        for kind, key, actor, at in session.execute(query.where(JournalEntry.n.in_(last)))
    }
