"""The objectives of the demonstration base. Readings are given newest last, so that they are fresh on any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.french import typeset
from psq_desktop.models.district import District
from psq_desktop.models.indicator import Indicator, Reading
from psq_desktop.models.kinds import (
    CommitmentState,
    Direction,
    DisclosureLevel,
    IndicatorKind,
    MeasureState,
    OutlookState,
    Period,
    Priority,
    ReadingStatus,
    SupportState,
)
from psq_desktop.models.objective import (
    Axis,
    Commitment,
    Measure,
    Objective,
    ObjectiveAssociate,
    Outlook,
    SupportRequest,
)
from psq_desktop.models.partner import Contact
from psq_desktop.services import numbers
from psq_desktop.services.demonstration.base import Data, Keys, Later
from psq_desktop.services.names import person
from psq_desktop.services.periods import previous_end, shift
from psq_desktop.services.steering import readings

JOURNAL_NAME = "demo_objectives"  # as bases hold it

_STATUSES = {"néant": ReadingStatus.NONE, "nc": ReadingStatus.NOT_APPLICABLE}
_MEASURED_BEFORE = -428  # days from creation: the baselines that the first meeting was shown
_DAY = dt.timedelta(days=1)


def load_objectives(session: Session, data: Data, keys: Keys) -> int:
    """One axis with its objectives, whose ids are noted in ``keys``. Returns the axis' id."""
    district_id = session.scalars(select(District.id)).one()
    axis = Axis(number=numbers.take_axis(session), name=typeset(data["axis"]["name"]))
    session.add(axis)
    session.flush()
    for row in data["objectives"]:
        objective = _objective(keys, row)
        objective.axis_id, objective.district_id = axis.id, district_id
        objective.number = numbers.take_objective(session, axis.id)
        objective.commitments = [_commitment(keys, c) for c in row["commitments"]]
        objective.measures = [_measure(keys, m) for m in row["measures"]]
        objective.outlooks = [_outlook(session, keys, o) for o in row["outlooks"]]
        objective.supports = [_support(keys, s) for s in row.get("supports", ())]
        objective.indicators = [
            _indicator(session, keys, position, i) for position, i in enumerate(row["indicators"], start=1)
        ]
        session.add(objective)
        waiting = [
            (indicator, indicator.readings.pop(), "brought" in i)
            for indicator, i in zip(objective.indicators, row["indicators"], strict=True)
            if "later" in i or "brought" in i
        ]
        session.flush()
        keys.objectives[row["key"]] = objective.id
        keys.brought |= {f"IND-{indicator.id}": reading for indicator, reading, brought in waiting if brought}
        keys.later += [_later(indicator.id, reading) for indicator, reading, brought in waiting if not brought]
    return axis.id


def _later(indicator_id: int, reading: Reading) -> Later:
    """The reading as somebody records it since the last meeting, so that the journal has something to tell."""
    draft = readings.Draft(
        reading.ends_on, reading.value, reading.status, reading.provisional, reading.author, reading.sample,
        reading.comment, reading.origin_file, reading.origin_cell,
    )  # fmt: skip
    return readings.record, (indicator_id, draft, reading.reported_on), {}


def _text(row: Data, name: str) -> str:
    return typeset(row.get(name, "").strip())


def _partner(keys: Keys, row: Data, name: str) -> int | None:
    return keys.partners[row[name]] if name in row else None


def _on(keys: Keys, row: Data, name: str) -> dt.date:
    day = keys.day(row, name)
    assert day is not None, name
    return day


def _author(session: Session, keys: Keys, row: Data) -> str:
    return person(session.get_one(Contact, keys.contacts[row["author"]]))


def _objective(keys: Keys, row: Data) -> Objective:
    return Objective(
        title=_text(row, "title"), short_title=_text(row, "short"), finding=_text(row, "finding"),
        public=_text(row, "public"), success=_text(row, "success"), brakes=_text(row, "brakes"),
        pilot_id=_partner(keys, row, "pilot"), start=_on(keys, row, "start"), due=_on(keys, row, "due"),
        priority=Priority(row["priority"]), disclosure=DisclosureLevel(row["disclosure"]),
        associates=[ObjectiveAssociate(partner_id=keys.partners[key]) for key in row["associates"]],
    )  # fmt: skip


def _commitment(keys: Keys, row: Data) -> Commitment:
    return Commitment(
        partner_id=keys.partners[row["partner"]], text=_text(row, "text"), state=CommitmentState(row["state"]),
        share=row.get("share"), accepted_on=keys.day(row, "accepted"), referent_id=keys.contacts[row["referent"]],
        means=_text(row, "means"), proof=_text(row, "proof"), due=keys.day(row, "due"), comment=_text(row, "comment"),
    )  # fmt: skip


def _measure(keys: Keys, row: Data) -> Measure:
    return Measure(
        text=_text(row, "text"), milestone=row.get("milestone", False), owner_id=_partner(keys, row, "owner"),
        due=keys.day(row, "due"), state=MeasureState(row["state"]), done_on=keys.day(row, "done"),
        proof=_text(row, "proof"),
    )  # fmt: skip


def _outlook(session: Session, keys: Keys, row: Data) -> Outlook:
    return Outlook(
        on=_on(keys, row, "on"), state=OutlookState(row["state"]), author=_author(session, keys, row),
        comment=_text(row, "comment"),
    )  # fmt: skip


def _support(keys: Keys, row: Data) -> SupportRequest:
    return SupportRequest(
        partner_id=keys.partners[row["partner"]], asked_of_id=_partner(keys, row, "asked_of"), text=_text(row, "text"),
        asked_on=_on(keys, row, "asked"), wanted_by=keys.day(row, "wanted"), escalated_on=keys.day(row, "escalated"),
        state=SupportState(row["state"]), answer=_text(row, "answer"),
    )  # fmt: skip


def _indicator(session: Session, keys: Keys, position: int, row: Data) -> Indicator:
    measured = keys.day(row, "baseline") or keys.today + _MEASURED_BEFORE * _DAY
    return Indicator(
        position=position, title=_text(row, "title"), kind=IndicatorKind(row["kind"]), unit=_text(row, "unit"),
        decimals=row.get("decimals", 0), provider_id=_partner(keys, row, "provider"), source=_text(row, "source"),
        period=Period(row["period"]), direction=Direction(row["direction"]), baseline=row["baseline"],
        baseline_on=measured, target=row.get("target"), at_most=row.get("at_most", False), lowest=row.get("lowest"),
        highest=row.get("highest"), levels=typeset("\n".join(row.get("levels", ()))),
        readings=_readings(keys, row, _author(session, keys, row)),
    )  # fmt: skip


def _readings(keys: Keys, row: Data, author: str) -> list[Reading]:
    """The series of an indicator; one that fell silent was last reported on that day."""
    silent = keys.day(row, "silent")
    last_day = silent or keys.today
    details = {detail["ago"]: detail for detail in row.get("details", ())}
    values = row["values"]
    series = []
    for end, value, ago in zip(_ends(keys, row, last_day), values, range(len(values), 0, -1), strict=True):
        reported = last_day if silent and ago == 1 else min(end + row["lag"] * _DAY, last_day)
        detail = details.pop(ago, {})
        if end.month in row.get("closed_months", ()) and ago > 1:
            value, detail = "nc", {"comment": row["closed_comment"]}
        series.append(_reading(end, reported, value, author, detail))
    assert not details, details
    return series


def _ends(keys: Keys, row: Data, last_day: dt.date) -> list[dt.date]:
    """The last day of each reading's period, oldest first; the latest period was over before ``last_day``."""
    if "on_offsets" in row:
        ends = [keys.today + days * _DAY for days in row["on_offsets"]]
    else:
        period = Period(row["period"])
        latest = previous_end(period, last_day - _DAY)
        ends = [shift(period, latest, -ago) for ago in reversed(range(len(row["values"])))]
    return ends


def _reading(end: dt.date, reported: dt.date, value: Any, author: str, detail: Mapping[str, Any]) -> Reading:
    status = _STATUSES[value] if isinstance(value, str) else ReadingStatus.VALUE
    return Reading(
        ends_on=end, status=status, value=value if status is ReadingStatus.VALUE else None,
        provisional=detail.get("provisional", False), reported_on=reported, author=author, sample=detail.get("sample"),
        comment=_text(detail, "comment"), origin_file=detail.get("origin_file", ""),
        origin_cell=detail.get("origin_cell", ""),
    )  # fmt: skip
