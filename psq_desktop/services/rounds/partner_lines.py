"""The lines of a partner's workbook: what it pilots, measures, promised and has to do."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from psq_desktop.french import date_short, typeset
from psq_desktop.models.indicator import Indicator, Reading
from psq_desktop.models.kinds import CommitmentState, Direction, OutlookState, Period, ReadingStatus
from psq_desktop.models.objective import Commitment, Measure, Objective, Outlook
from psq_desktop.services import facts
from psq_desktop.services.forms.form_rows import FormField, FormRow, Scalar, Shown
from psq_desktop.services.names import objective_code
from psq_desktop.services.periods import label, period_end
from psq_desktop.services.rounds.campaign_scope import CLOSED_MEASURES
from psq_desktop.services.steering.readings import usual_day
from psq_desktop.services.words import word

_Placed = Iterator[tuple[Objective, FormRow]]


def rows(
    session: Session, partner_id: int, objective_ids: Collection[int], today: dt.date, due: dt.date
) -> tuple[list[Objective], list[FormRow]]:
    """Objectives and lines by code; within one objective: outlook, indicators, commitments, measures.

    Figures are asked for a period: one that is not over by ``due`` is said to be under way.
    """
    placed = [
        *_outlook_rows(session, partner_id, objective_ids, today),
        *_indicator_rows(session, partner_id, objective_ids, today, due),
        *_commitment_rows(session, partner_id, objective_ids),
        *_measure_rows(session, partner_id, objective_ids),
    ]
    placed.sort(key=lambda each: (each[0].axis.number, each[0].number))
    return [objective for objective, _ in placed], [row for _, row in placed]


def _row(
    objective: Objective,
    ref: str,
    called: str,
    under: str,
    shown: dict[str, Shown],
    fields: dict[str, FormField],
    told: dict[str, Scalar],
) -> tuple[Objective, FormRow]:
    code = objective_code(objective.axis.number, objective.number)
    share = Shown(typeset(objective.title), under=typeset(under), strong=True)
    known = {"objective": objective.title, **told}
    return objective, FormRow(
        ref, code, typeset(called), {"code": Shown(code, strong=True), "share": share, **shown}, fields, known
    )


def _comment(sent: str) -> FormField:
    return FormField(sent=sent or None)


def _short(day: dt.date | None) -> Shown:
    return Shown(date_short(day), under="Échéance") if day else Shown(None)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _outlook_rows(session: Session, partner_id: int, objective_ids: Collection[int], today: dt.date) -> _Placed:
    query = select(Objective).join(Objective.axis).options(contains_eager(Objective.axis))
    piloted = session.scalars(query.where(Objective.pilot_id == partner_id, Objective.id.in_(objective_ids))).all()
    declared = select(Outlook).where(Outlook.objective_id.in_([o.id for o in piloted]), Outlook.on <= today)
    latest = {o.objective_id: o for o in session.scalars(declared.order_by(Outlook.on, Outlook.id))}
    for objective in piloted:
        last = latest.get(objective.id)
        known = last is not None and last.state is not OutlookState.UNKNOWN
        state = last.state.value if last and known else None
        yield _row(
            objective, f"OBJ-{objective.id}", f"Météo : {objective.title}", "Votre météo de pilote",
            {"indicator": Shown("Météo de l’objectif"), "last": Shown(None), "target": _short(objective.due)},
            {
                "state": FormField(state, filled=True, choices="outlook"),
                "comment": _comment(last.comment if last else ""),
            },
            {"due": _iso(objective.due), "state": state},
        )  # fmt: skip


def _indicator_rows(
    session: Session, partner_id: int, objective_ids: Collection[int], today: dt.date, due: dt.date
) -> _Placed:
    query = (
        select(Indicator)
        .join(Indicator.objective)
        .join(Objective.axis)
        .options(contains_eager(Indicator.objective).contains_eager(Objective.axis))
        .where(Indicator.provider_id == partner_id, Indicator.objective_id.in_(objective_ids))
        .order_by(Indicator.position, Indicator.id)
    )
    indicators = session.scalars(query).all()
    reported = (
        select(Reading)
        .where(Reading.indicator_id.in_([i.id for i in indicators]), Reading.reported_on <= today)
        .order_by(Reading.ends_on)
    )
    known: dict[int, list[Reading]] = defaultdict(list)
    for reading in session.scalars(reported):
        known[reading.indicator_id].append(reading)
    for indicator in indicators:
        yield _indicator_row(indicator, known[indicator.id], today, due)


def _indicator_row(i: Indicator, known: list[Reading], today: dt.date, due: dt.date) -> tuple[Objective, FormRow]:
    by_end = {reading.ends_on: reading for reading in known}
    asked = period_end(i.period, usual_day(i.period, by_end, today))
    present = by_end.get(asked)
    last = known[-1] if known else None
    levels = tuple(i.levels.splitlines()) if i.direction is Direction.ORDINAL else ()
    value = FormField(
        scalar(present) if present else None, levels=levels, unit=i.unit, decimals=i.decimals, asked=asked.isoformat()
    )
    target = facts.known(i.target)
    called = i.title if i.period is Period.ONCE else f"{i.title}, {label(i.period, asked)}"
    return _row(
        i.objective, f"IND-{i.id}", called, "Votre relevé" if asked <= due else "Votre relevé (période en cours)",
        {
            "indicator": Shown(typeset(called)),
            "last": _last(i, last, value),
            "target": _measure(target, value),
        },
        {"value": value, "on": FormField(of="value"), "comment": _comment(present.comment if present else "")},
        {
            "title": i.title, **definition(i), "target": target, "due": _iso(i.objective.due),
            "last": scalar(last) if last else None, "last_on": _iso(last.ends_on) if last else None,
        },
    )  # fmt: skip


def _last(i: Indicator, last: Reading | None, value: FormField) -> Shown:
    """The last figure with its period: beside « nov. 2026 », one of October would read as one of November."""
    if last is None:
        return _measure(None, value)
    return replace(_measure(scalar(last), value), under=label(i.period, last.ends_on), strong=True)


def definition(i: Indicator) -> dict[str, Scalar]:
    """What gives an indicator's figures their meaning: an answer to another definition is not taken for one to this."""
    return {
        "unit": i.unit, "period": i.period.value, "direction": i.direction.value,
        "levels": "|".join(i.levels.splitlines()) if i.direction is Direction.ORDINAL else "",
    }  # fmt: skip


def scalar(reading: Reading) -> Scalar:
    """A reading as a form holds it: a number, « none » or « not_applicable »."""
    if reading.status is ReadingStatus.VALUE:
        return float(facts.known_value(reading.value))
    return reading.status.value


def _measure(value: Scalar, field: FormField) -> Shown:
    if isinstance(value, str):
        return Shown(word(ReadingStatus(value)).lower())
    if value is not None and field.levels and 1 <= round(value) <= len(field.levels):
        return Shown(field.levels[round(value) - 1])
    return Shown(value, field.unit, field.decimals)


def _commitment_rows(session: Session, partner_id: int, objective_ids: Collection[int]) -> _Placed:
    query = (
        select(Commitment)
        .join(Commitment.objective)
        .join(Objective.axis)
        .options(contains_eager(Commitment.objective).contains_eager(Objective.axis))
        .where(
            Commitment.partner_id == partner_id,
            Commitment.objective_id.in_(objective_ids),
            Commitment.state != CommitmentState.ABANDONED,
        )
        .order_by(Commitment.id)
    )
    for c in session.scalars(query):
        done = Shown(None) if c.share is None else Shown(float(c.share), "%")
        yield _row(
            c.objective, f"ENG-{c.id}", c.text, c.text,
            {"indicator": Shown("Engagement"), "last": done, "target": _short(c.due)},
            {"state": FormField(c.state.value, filled=True, choices="commitment"), "comment": _comment(c.comment)},
            {"text": c.text, "due": _iso(c.due), "state": c.state.value},
        )  # fmt: skip


def _measure_rows(session: Session, partner_id: int, objective_ids: Collection[int]) -> _Placed:
    query = (
        select(Measure)
        .join(Measure.objective)
        .join(Objective.axis)
        .options(contains_eager(Measure.objective).contains_eager(Objective.axis))
        .where(
            Measure.owner_id == partner_id,
            Measure.objective_id.in_(objective_ids),
            Measure.state.not_in(CLOSED_MEASURES),
        )
        .order_by(Measure.due.nulls_last(), Measure.id)
    )
    for m in session.scalars(query):
        yield _row(
            m.objective, f"MES-{m.id}", m.text, m.text,
            {"indicator": Shown("Jalon" if m.milestone else "Mesure"), "last": Shown(None), "target": _short(m.due)},
            {
                "on": FormField(_iso(m.done_on)),
                "state": FormField(m.state.value, filled=True, choices="measure"),
                "comment": _comment(m.comment),
            },
            {"text": m.text, "due": _iso(m.due), "state": m.state.value},
        )  # fmt: skip
