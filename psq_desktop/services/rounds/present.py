"""What the base holds now for the rows of a form, and what it held when the form was made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.french import fold
from psq_desktop.models.base import Record
from psq_desktop.models.indicator import Indicator, Reading
from psq_desktop.models.kinds import OutlookState, Period, ReadingStatus
from psq_desktop.models.objective import Commitment, Measure, Objective, Outlook
from psq_desktop.services import facts, fields
from psq_desktop.services.forms.answer_rows import AnsweredRow
from psq_desktop.services.forms.comparison import added_text, objective_code
from psq_desktop.services.forms.form_rows import Form, FormRow, Scalar
from psq_desktop.services.periods import period_end

T = TypeVar("T", bound=Record)
Values = dict[str, dict[str, Scalar]]

INDICATOR, COMMITMENT, MEASURE, OBJECTIVE, ADDED = "IND", "ENG", "MES", "OBJ", "ROW"


def split(ref: str) -> tuple[str, int]:
    """« IND-12 » as its kind and its number; 0 when it has none."""
    kind, _, number = ref.partition("-")
    return kind, int(number) if number.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Held:
    """The living rows behind some forms. ``readings`` by indicator and last day; ``outlooks``: the one that counts.

    ``figures``: every value of an indicator by the last day of its period, in their order.
    """

    indicators: Mapping[int, Indicator] = field(default_factory=dict)
    readings: Mapping[tuple[int, dt.date], Reading] = field(default_factory=dict)
    commitments: Mapping[int, Commitment] = field(default_factory=dict)
    measures: Mapping[int, Measure] = field(default_factory=dict)
    objectives: Mapping[int, Objective] = field(default_factory=dict)
    outlooks: Mapping[int, Outlook] = field(default_factory=dict)
    shares: Mapping[tuple[int, int], frozenset[str]] = field(default_factory=dict)  # by objective and partner, folded
    figures: Mapping[int, tuple[tuple[dt.date, float], ...]] = field(default_factory=dict)

    def record(self, ref: str) -> Indicator | Commitment | Measure | Objective | None:
        """The row that a reference names, unless it is gone."""
        kind, key = split(ref)
        tables: dict[str, Mapping[int, Any]] = {
            INDICATOR: self.indicators,
            COMMITMENT: self.commitments,
            MEASURE: self.measures,
            OBJECTIVE: self.objectives,
        }
        found: Indicator | Commitment | Measure | Objective | None = tables.get(kind, {}).get(key)
        return found

    def last(self, indicator_id: int, day: dt.date) -> tuple[dt.date, float] | None:
        """The last figure known of the periods up to a day, with the last day of its own."""
        known = [figure for figure in self.figures.get(indicator_id, ()) if figure[0] <= day]
        return known[-1] if known else None

    def objective_id(self, form: Form, code: str) -> int | None:
        """The objective that a form calls « 2.1 », whatever its number is today."""
        for row in form.rows:
            if row.code == code and (found := self.record(row.ref)) is not None:
                return found.id if isinstance(found, Objective) else found.objective_id
        return None


def meant(row: FormRow, answered: AnsweredRow | None, indicator: Indicator | None) -> dt.date | None:
    """Last day of the period that an answer is about: the one asked for, unless its day names another.

    People date a figure of the day on which they fill the sheet in: a day after the period asked for says nothing,
    but for the last day of a period, which is how one names it.
    """
    told, typed = row.fields.get("value"), typed_day(answered)
    asked = dt.date.fromisoformat(told.asked) if told is not None and told.asked else None
    if asked is None or indicator is None or indicator.period is Period.ONCE:
        return typed or asked
    asked = period_end(indicator.period, asked)
    if typed is None:
        return asked
    end = period_end(indicator.period, typed)
    return asked if end > asked and typed != end else end


def typed_day(answered: AnsweredRow | None) -> dt.date | None:
    """The day that an answer gives, when it was understood."""
    on = answered.answers.get("on") if answered is not None else None
    if on is None or on.problem is not None or not isinstance(on.value, str) or not on.value:
        return None
    return dt.date.fromisoformat(on.value)


def answers_by_ref(answered: Iterable[AnsweredRow]) -> dict[str, AnsweredRow]:
    """Each row once: of a row found twice, the first one that says a day, else the first."""
    found: dict[str, AnsweredRow] = {}
    for row in answered:
        known = found.get(row.ref)
        if known is None or (_undated(known) and not _undated(row)):
            found[row.ref] = row
    return found


def _undated(row: AnsweredRow) -> bool:
    on = row.answers.get("on")
    return on is None or on.value is None


def _by_id(session: Session, kind: type[T], keys: set[int]) -> dict[int, T]:
    if not keys:
        return {}
    table: Any = kind
    return {found.id: found for found in session.scalars(select(kind).where(table.id.in_(keys)))}


def load(session: Session, cases: Sequence[tuple[Form, Sequence[AnsweredRow]]], today: dt.date) -> Held:
    """What the base holds for several answered forms, in a query per table."""
    keys: dict[str, set[int]] = {}
    for form, _ in cases:
        for row in form.rows:
            kind, key = split(row.ref)
            keys.setdefault(kind, set()).add(key)
    indicators = _by_id(session, Indicator, keys.get(INDICATOR, set()))
    commitments = _by_id(session, Commitment, keys.get(COMMITMENT, set()))
    measures = _by_id(session, Measure, keys.get(MEASURE, set()))
    objectives = _by_id(session, Objective, keys.get(OBJECTIVE, set()))
    added = any(split(row.ref)[0] == ADDED for _, answered in cases for row in answered)
    return Held(
        indicators, _readings(session, cases, indicators), commitments, measures, objectives,
        _outlooks(session, set(objectives), today), _shares(session) if added else {}, _figures(session, indicators),
    )  # fmt: skip


def _readings(
    session: Session, cases: Sequence[tuple[Form, Sequence[AnsweredRow]]], indicators: Mapping[int, Indicator]
) -> dict[tuple[int, dt.date], Reading]:
    days: set[dt.date] = set()
    for form, answered in cases:
        answers = answers_by_ref(answered)
        for row in form.rows:
            kind, key = split(row.ref)
            if kind == INDICATOR and (day := meant(row, answers.get(row.ref), indicators.get(key))):
                days.add(day)
    if not days:
        return {}
    query = select(Reading).where(Reading.indicator_id.in_(set(indicators)), Reading.ends_on.in_(days))
    return {(r.indicator_id, r.ends_on): r for r in session.scalars(query)}


def _figures(session: Session, indicators: Iterable[int]) -> dict[int, tuple[tuple[dt.date, float], ...]]:
    query = select(Reading.indicator_id, Reading.ends_on, Reading.value).where(
        Reading.indicator_id.in_(set(indicators)), Reading.status == ReadingStatus.VALUE, Reading.value.is_not(None)
    )
    found: dict[int, list[tuple[dt.date, float]]] = {}
    for key, day, value in session.execute(query.order_by(Reading.ends_on)):
        found.setdefault(key, []).append((day, facts.known_value(value)))
    return {key: tuple(known) for key, known in found.items()}


def _outlooks(session: Session, keys: set[int], today: dt.date) -> dict[int, Outlook]:
    if not keys:
        return {}
    query = select(Outlook).where(Outlook.objective_id.in_(keys), Outlook.on <= today)
    return {o.objective_id: o for o in session.scalars(query.order_by(Outlook.on, Outlook.id))}


def _shares(session: Session) -> dict[tuple[int, int], frozenset[str]]:
    found: dict[tuple[int, int], frozenset[str]] = {}
    for objective_id, partner_id, text in session.execute(
        select(Commitment.objective_id, Commitment.partner_id, Commitment.text)
    ):
        found[objective_id, partner_id] = found.get((objective_id, partner_id), frozenset()) | {plain(text)}
    return found


def plain(text: str) -> str:
    """A text without what nobody means by it: accents, capitals, doubled spaces."""
    return " ".join(fold(fields.line(text)).split())


def reported(reading: Reading | None) -> Scalar:
    """What a reading says: its number, « none », « not_applicable »; ``None`` without one."""
    if reading is None:
        return None
    return facts.known_value(reading.value) if reading.status is ReadingStatus.VALUE else reading.status.value


def _state(code: OutlookState) -> Scalar:
    return None if code is OutlookState.UNKNOWN else code.value


def current(held: Held, form: Form, answered: Sequence[AnsweredRow], partner_id: int) -> Values:
    """What the base holds for every field of an answered form; nothing of what is gone."""
    answers = answers_by_ref(answered)
    found: Values = {row.ref: _current(held, row, answers.get(row.ref)) for row in form.rows}
    for row in answered:
        if split(row.ref)[0] == ADDED:
            objective_id = held.objective_id(form, objective_code(row))
            text = added_text(row)
            known = objective_id is not None and plain(text) in held.shares.get((objective_id, partner_id), ())
            found[row.ref] = {"text": text} if known else {}
    return found


def _current(held: Held, row: FormRow, answered: AnsweredRow | None) -> dict[str, Scalar]:
    record = held.record(row.ref)
    if isinstance(record, Indicator):
        day = meant(row, answered, record)
        reading = held.readings.get((record.id, day)) if day else None
        return {"value": reported(reading), "comment": reading.comment if reading else ""}
    if isinstance(record, Commitment):
        return {"state": record.state.value, "comment": record.comment}
    if isinstance(record, Measure):
        done_on = record.done_on.isoformat() if record.done_on else None
        return {"state": record.state.value, "on": done_on, "comment": record.comment}
    if isinstance(record, Objective):
        outlook = held.outlooks.get(record.id)
        return {"state": _state(outlook.state), "comment": outlook.comment} if outlook else {}
    return {}


def sent(held: Held, form: Form, answered: Sequence[AnsweredRow]) -> Values:
    """What the form said of every field; nothing of another period than the one asked for."""
    answers = answers_by_ref(answered)
    found: Values = {}
    for row in form.rows:
        values = {name: told.sent for name, told in row.fields.items()}
        if values.get("state") == OutlookState.UNKNOWN.value:
            values["state"] = None
        kind, key = split(row.ref)
        if kind == INDICATOR:
            indicator = held.indicators.get(key)
            if meant(row, answers.get(row.ref), indicator) != meant(row, None, indicator):
                values = dict.fromkeys(values)
        found[row.ref] = values
    return found
