"""Readings: what was reported for each period, and what one would change before it is saved."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import fold, parse_number
from psq_desktop.models.indicator import Indicator, Reading
from psq_desktop.models.kinds import OutlookState, Period, ReadingStatus
from psq_desktop.models.objective import Outlook
from psq_desktop.services import facts, fields
from psq_desktop.services.facts import LARGEST, Aim
from psq_desktop.services.periods import label, period_end, period_start, previous_end
from psq_desktop.services.steering import thresholds
from psq_desktop.services.steering.indicators import main_ids, value_problem
from psq_desktop.services.steering.progress_rows import ReadingEffect, ReadingRow

FIELDS = {
    "provisional": fields.FLAG,
    "author": fields.TEXT,
    "sample": fields.Field((int, type(None))),
    "comment": fields.LONG_TEXT,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading as it is typed. A value is given exactly with `ReadingStatus.VALUE`."""

    on: dt.date | None
    value: float | None = None
    status: ReadingStatus = ReadingStatus.VALUE
    provisional: bool = False
    author: str = ""
    sample: int | None = None
    comment: str = ""
    origin_file: str = ""
    origin_cell: str = ""


def _row(reading: Reading) -> ReadingRow:
    r = reading
    return ReadingRow(
        r.id, r.indicator_id, r.ends_on, label(r.indicator.period, r.ends_on), r.status, r.value, r.provisional,
        r.reported_on, r.author, r.sample, r.comment, r.origin_file, r.origin_cell,
    )  # fmt: skip


def _problems(indicator: Indicator, draft: Draft, today: dt.date) -> list[Problem]:
    problems: list[Problem] = []
    if draft.status is ReadingStatus.VALUE:
        if draft.value is None:
            problems.append(Problem("value", "required"))
        elif not math.isfinite(draft.value) or abs(draft.value) > LARGEST:
            problems.append(Problem("value", "number_size"))
        elif problem := value_problem(indicator, draft.value):
            problems.append(problem)
    if draft.on is None:
        problems.append(Problem("on", "required"))
    elif problem := fields.range_problem("on", draft.on):
        problems.append(problem)
    elif period_start(indicator.period, draft.on) > today:
        period = label(indicator.period, period_end(indicator.period, draft.on))
        problems.append(Problem("on", "reading_in_future", (("period", period),)))
    if problem := _sample_problem(draft.sample):
        problems.append(problem)
    return problems


def _sample_problem(sample: int | None) -> Problem | None:
    if sample is None or 1 <= sample <= LARGEST:
        return None
    return Problem("sample", "sample_size" if sample < 1 else "number_size")


def _existing(session: Session, indicator: Indicator, ends_on: dt.date) -> Reading | None:
    query = select(Reading).where(Reading.indicator_id == indicator.id, Reading.ends_on == ends_on)
    return session.scalars(query).first()


_WORDS = {
    "neant": ReadingStatus.NONE,
    "nc": ReadingStatus.NOT_APPLICABLE,
    "n.c.": ReadingStatus.NOT_APPLICABLE,
    "non concerne": ReadingStatus.NOT_APPLICABLE,
}


def read_value(text: str) -> Draft:
    """A typed value as a draft without its day: « 7,5 », « 12 % », « néant », « nc »."""
    word = fold(text).strip()
    if word in _WORDS:
        return Draft(None, status=_WORDS[word])
    value = parse_number(word.removesuffix("%").strip())
    if value is None:
        raise UserError("invalid", Problem("value", "required" if not word else "unreadable_number"))
    return Draft(None, value)


def usual_day(period: Period, taken: Container[dt.date], today: dt.date) -> dt.date:
    """The day a new reading is for unless said otherwise: the last finished period, or today when it has one."""
    last = previous_end(period, today)
    return today if last in taken else last


def next_day(session: Session, indicator_id: int, today: dt.date) -> dt.date:
    """`usual_day` of an indicator with the readings it has."""
    indicator = fields.fetch(session, Indicator, indicator_id)
    return usual_day(indicator.period, {reading.ends_on for reading in indicator.readings}, today)


def preview(session: Session, indicator_id: int, draft: Draft, today: dt.date) -> ReadingEffect:
    """What a reading would change. Raises `UserError` ``invalid`` with every problem of the draft."""
    indicator = fields.fetch(session, Indicator, indicator_id)
    if problems := _problems(indicator, draft, today):
        raise UserError("invalid", *problems)
    assert draft.on is not None
    ends_on = period_end(indicator.period, draft.on)
    objective = indicator.objective
    main = indicator.id in main_ids((i.id, i.objective_id, i.direction) for i in objective.indicators)
    aim = _aim(indicator)
    values = _values(indicator, today)
    before = _present(aim, indicator, values, _silence(indicator, today), today, thresholds.limits(session))
    values.pop(ends_on, None)
    if draft.status is ReadingStatus.VALUE:
        values[ends_on] = draft.value
    after = values[max(values)] if values else None
    existing = _existing(session, indicator, ends_on)
    gaps = _gaps(session, indicator, main, (before, after), today)
    return ReadingEffect(
        label(indicator.period, ends_on), ends_on, _row(existing) if existing else None, main,
        facts.progress(aim, before), facts.progress(aim, after), facts.reached(aim, after), *gaps,
    )  # fmt: skip


def _present(
    aim: Aim,
    indicator: Indicator,
    values: dict[dt.date, float | None],
    silent: int | None,
    today: dt.date,
    limits: facts.Limits,
) -> float | None:
    """The last value, unless it grew stale."""
    if not values:
        return None
    on = max(values)
    met = facts.reached(aim, values[on])
    return None if facts.stale(indicator.period, on, silent, today, limits, met=met) else values[on]


def _silence(indicator: Indicator, today: dt.date) -> int | None:
    objective = indicator.objective
    reports = [r.reported_on for i in objective.indicators for r in i.readings if r.reported_on <= today]
    return facts.silence(max(reports, default=None), objective.start, today)


def _gaps(
    session: Session, indicator: Indicator, main: bool, values: tuple[float | None, float | None], today: dt.date
) -> tuple[facts.Gap | None, facts.Gap | None]:
    """The objective's gap alert without and with the reading; a second indicator only ends a silence."""
    objective = indicator.objective
    limits = thresholds.limits(session)
    time = facts.elapsed(objective.start, objective.due, today)
    silent = _silence(indicator, today)
    judged = indicator if main else _main(objective.indicators)
    aim = _aim(judged)
    if not main:
        known = _values(judged, today)
        values = (_present(aim, judged, known, silent, today, limits), _present(aim, judged, known, 0, today, limits))
    told_on = max((r.ends_on for r in judged.readings if r.reported_on <= today), default=None)
    met = facts.reached(aim, values[0])
    unheard = facts.unheard(silent, judged.period, told_on, today, met=met, due=objective.due)
    before, after = (facts.progress(aim, value) for value in values)
    query = select(Outlook.state).where(Outlook.objective_id == objective.id, Outlook.on <= today)
    state = session.scalars(query.order_by(Outlook.on.desc(), Outlook.id.desc()).limit(1)).first()
    state = state or OutlookState.UNKNOWN
    return facts.gap(state, before, time, unheard, limits), facts.gap(state, after, time, 0, limits)


def _aim(indicator: Indicator) -> Aim:
    i = indicator
    return Aim(i.direction, facts.known(i.baseline), facts.known(i.target), i.at_most)


def _main(indicators: list[Indicator]) -> Indicator:
    keys = main_ids((i.id, i.objective_id, i.direction) for i in indicators)
    return next(i for i in indicators if i.id in keys)


def _values(indicator: Indicator, today: dt.date) -> dict[dt.date, float | None]:
    """The values known on a day, by the end of their period."""
    known = (r for r in indicator.readings if r.status is ReadingStatus.VALUE and r.reported_on <= today)
    return {r.ends_on: facts.known_value(r.value) for r in known}


def record(session: Session, indicator_id: int, draft: Draft, today: dt.date, *, replace: bool = False) -> int:
    """Note a reading. Returns its id.

    Raises `UserError` ``invalid`` with every problem; ``reading_exists`` at the day when the period has one
    already and ``replace`` does not say that this one takes its place.
    """
    indicator = fields.fetch(session, Indicator, indicator_id)
    if problems := _problems(indicator, draft, today):
        raise UserError("invalid", *problems)
    assert draft.on is not None
    ends_on = period_end(indicator.period, draft.on)
    reading = _existing(session, indicator, ends_on)
    if reading is not None and not replace:
        told = (("period", label(indicator.period, ends_on)),)
        raise UserError("invalid", Problem("on", "reading_exists", told))
    if reading is None:
        reading = Reading(indicator_id=indicator_id, ends_on=ends_on)
        session.add(reading)
    is_value = draft.status is ReadingStatus.VALUE
    values: dict[str, Any] = {
        "status": draft.status, "value": draft.value if is_value else None, "provisional": draft.provisional,
        "reported_on": today, "author": fields.line(draft.author), "sample": draft.sample,
        "comment": fields.paragraph(draft.comment), "origin_file": fields.line(draft.origin_file),
        "origin_cell": fields.line(draft.origin_cell),
    }  # fmt: skip
    for name, value in values.items():
        setattr(reading, name, value)
    session.flush()
    return reading.id


def set_field(session: Session, reading_id: int, name: str, value: Any) -> None:
    """Change what stands beside a value: one of `FIELDS`. Another value is recorded anew."""
    reading = fields.fetch(session, Reading, reading_id)
    if name == "sample" and (problem := _sample_problem(value)):
        raise UserError("invalid", problem)
    fields.assign(reading, FIELDS, name, value)


def remove(session: Session, reading_id: int) -> None:
    """Delete a reading: its period is then without one, which is not zero."""
    session.delete(fields.fetch(session, Reading, reading_id))
