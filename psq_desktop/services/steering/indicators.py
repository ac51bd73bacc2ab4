"""What is measured of an objective."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import figure
from psq_desktop.models.indicator import Indicator, Reading
from psq_desktop.models.kinds import Direction, IndicatorKind, Period, ReadingStatus
from psq_desktop.models.objective import Axis, Objective
from psq_desktop.models.partner import Partner
from psq_desktop.services import facts, fields, links
from psq_desktop.services.facts import CLOSEST, LARGEST, Aim
from psq_desktop.services.names import labels_on
from psq_desktop.services.periods import label, period_end
from psq_desktop.services.steering import thresholds
from psq_desktop.services.steering.progress_rows import IndicatorRow, ReadingRow

PERCENT = "%"


def _number(name: str) -> fields.Field:
    def clean(value: float | None) -> float | None:
        if value is not None and not (math.isfinite(value) and abs(value) <= LARGEST):
            raise UserError("invalid", Problem(name, "number_size"))
        return value

    return fields.Field((int, float, type(None)), clean=clean)


def _decimals(value: int) -> int:
    if not 0 <= value <= 4:
        raise UserError("invalid", Problem("decimals", "number_range", (("lowest", 0), ("highest", 4))))
    return value


def _levels(text: str) -> str:
    return "\n".join(level for line in fields.paragraph(text).splitlines() if (level := line.strip()))


FIELDS = {
    "title": fields.TITLE,
    "kind": fields.choice(IndicatorKind),
    "unit": fields.TEXT,
    "decimals": fields.Field(int, clean=_decimals),
    "provider_id": fields.KEY,
    "source": fields.TEXT,
    "period": fields.choice(Period),
    "direction": fields.choice(Direction),
    "baseline": _number("baseline"),
    "baseline_on": fields.DAY,
    "target": _number("target"),
    "at_most": fields.FLAG,
    "lowest": _number("lowest"),
    "highest": _number("highest"),
    "levels": fields.Field(str, clean=_levels),
}


def search(session: Session, today: dt.date, *, objective_id: int | None = None) -> tuple[IndicatorRow, ...]:
    """Indicators by objective and position, each with its readings as of a day."""
    query = (
        select(Indicator, Objective.start, Objective.due)
        .join(Objective, Objective.id == Indicator.objective_id)
        .join(Axis, Axis.id == Objective.axis_id)
        .order_by(Axis.number, Objective.number, Indicator.position, Indicator.id)
    )
    if objective_id is not None:
        query = query.where(Indicator.objective_id == objective_id)
    found = session.execute(query).all()
    readings = _readings(session, today, objective_id)
    labels = labels_on(session, today)
    mains = main_ids((i.id, i.objective_id, i.direction) for i, _, _ in found)
    limits = thresholds.limits(session)
    reports: dict[int, list[dt.date]] = defaultdict(list)
    for i, _, _ in found:
        reports[i.objective_id] += [r.reported_on for r in readings.get(i.id, ())]
    rows = []
    for i, start, due in found:
        known = readings.get(i.id, ())
        last = next((r for r in reversed(known) if r.status is ReadingStatus.VALUE), None)
        on = last.ends_on if last else None
        silent = facts.silence(max(reports[i.objective_id], default=None), start, today)
        aim = Aim(i.direction, facts.known(i.baseline), facts.known(i.target), i.at_most)
        met = facts.reached(aim, last.value) if last else None
        stale = facts.stale(i.period, on, silent, today, limits, met=met)
        value = last.value if last and not stale else None
        provider = labels.get(i.provider_id) if i.provider_id else None
        rows.append(
            IndicatorRow(
                i.id, i.objective_id, i.title, i.kind, i.unit, i.decimals, i.provider_id,
                provider.name if provider else "", provider.acronym if provider else "", i.source, i.period,
                i.direction, i.baseline, i.baseline_on, i.target, i.at_most, i.lowest, i.highest,
                tuple(i.levels.splitlines()), i.id in mains, tuple(known), value, on, stale,
                facts.progress(aim, value), facts.reached(aim, value),
                facts.needed_at(aim, i.baseline_on or start, due, period_end(i.period, today)),
                facts.needed_per_period(aim, value, on, due, i.period) if due and due > today else None,
            )
        )  # fmt: skip
    return tuple(rows)


def main_ids(found: Iterable[tuple[int, int, Direction]]) -> frozenset[int]:
    """Each objective's main indicator: the first that is judged, else the first.

    ``found`` are (indicator, objective, direction) in order.
    """
    main: dict[int, tuple[int, Direction]] = {}
    for key, objective_id, direction in found:
        known = main.get(objective_id)
        if known is None or (known[1] is Direction.NEUTRAL and direction is not Direction.NEUTRAL):
            main[objective_id] = (key, direction)
    return frozenset(key for key, _ in main.values())


def _readings(session: Session, today: dt.date, objective_id: int | None) -> dict[int, list[ReadingRow]]:
    query = (
        select(
            Reading.id, Reading.indicator_id, Reading.ends_on, Indicator.period, Reading.status, Reading.value,
            Reading.provisional, Reading.reported_on, Reading.author, Reading.sample, Reading.comment,
            Reading.origin_file, Reading.origin_cell,
        )
        .join(Indicator, Indicator.id == Reading.indicator_id)
        .where(Reading.reported_on <= today)
        .order_by(Reading.indicator_id, Reading.ends_on)
    )  # fmt: skip
    if objective_id is not None:
        query = query.where(Indicator.objective_id == objective_id)
    readings: dict[int, list[ReadingRow]] = defaultdict(list)
    for key, indicator_id, ends_on, period, status, value, *rest in session.execute(query):
        value = facts.known_value(value) if status is ReadingStatus.VALUE else None
        readings[indicator_id].append(
            ReadingRow(key, indicator_id, ends_on, label(period, ends_on), status, value, *rest)
        )
    return readings


def create(session: Session, /, objective_id: int, title: str, **values: Any) -> int:
    """A new indicator, last of its objective; ``values`` are `FIELDS`. Returns its id.

    Values below 0 are refused unless ``lowest`` says otherwise, and over 100 when the unit is « % ».
    """
    fields.fetch(session, Objective, objective_id)
    last = session.scalar(select(func.max(Indicator.position)).where(Indicator.objective_id == objective_id))
    values.setdefault("lowest", 0.0)
    if values.get("unit", "").strip() == PERCENT:
        values.setdefault("highest", 100.0)
    indicator = Indicator(objective_id=objective_id, position=(last or 0) + 1, direction=Direction.UP, at_most=False)
    for name, value in {"title": title, **values}.items():
        fields.assign(indicator, FIELDS, name, value)
    if indicator.provider_id is not None:
        fields.fetch(session, Partner, indicator.provider_id)
    _check(indicator, tuple(FIELDS))
    session.add(indicator)
    session.flush()
    return indicator.id


def set_field(session: Session, indicator_id: int, name: str, value: Any, *, wording_only: bool = False) -> None:
    """Change one of `FIELDS`.

    Once there are readings their period and the order of levels stay, and another unit or another name of a level
    must be said to be another word for the same (``wording_only``): `UserError` with ``period_in_use``,
    ``unit_in_use``, ``levels_in_use``, ``level_moved`` or ``level_in_use`` at the field.
    """
    update(session, indicator_id, {name: value}, wording_only=wording_only)


def _assign(session: Session, indicator: Indicator, name: str, value: Any, count: int, wording_only: bool) -> None:
    before = getattr(indicator, name)
    fields.assign(indicator, FIELDS, name, value)
    if count and getattr(indicator, name) != before:
        told = (("count", count), ("before", before or "sans unité"))
        if name == "unit" and not wording_only:
            raise UserError("invalid", Problem("unit", "unit_in_use", told))
        if name == "period":
            raise UserError("invalid", Problem("period", "period_in_use", told[:1]))
        if Direction.ORDINAL in (before, indicator.direction) and name == "direction":
            raise UserError("invalid", Problem("direction", "direction_in_use", told[:1]))
        if name == "levels":
            _keep_levels(session, indicator, before, count, wording_only)
    if name == "unit" and getattr(indicator, name) == PERCENT != before and indicator.highest is None:
        indicator.highest = 100.0
    if name == "provider_id" and value is not None:
        fields.fetch(session, Partner, value)


def update(session: Session, indicator_id: int, values: Mapping[str, Any], *, wording_only: bool = False) -> None:
    """Change several of `FIELDS` at once, judged as they stand together; every problem is told."""
    indicator = fields.fetch(session, Indicator, indicator_id)
    count = session.scalar(select(func.count()).where(Reading.indicator_id == indicator_id)) or 0
    with fields.all_problems() as each:
        for name, value in values.items():
            with each():
                _assign(session, indicator, name, value, count, wording_only)
        with each():
            _check(indicator, tuple(values))


def _keep_levels(session: Session, indicator: Indicator, before: str, count: int, wording_only: bool) -> None:
    old, new = before.splitlines(), indicator.levels.splitlines()
    highest = session.scalar(select(func.max(Reading.value)).where(Reading.indicator_id == indicator.id))
    if highest is not None and highest > len(new):
        raise UserError("invalid", Problem("levels", "level_in_use"))
    change = levels_change(old, new)
    if change and not (change == "levels_in_use" and wording_only):
        raise UserError("invalid", Problem("levels", change, (("count", count),)))


def levels_change(old: Sequence[str], new: Sequence[str]) -> str:
    """What readings of the old levels make of the new ones: the code of a problem, or nothing.

    ``levels_in_use``: some have another name. ``level_moved``: one has the rank of another. More at the end is fine.
    """
    renamed = [name for name, known in zip(new, old, strict=False) if name != known]
    if any(name in old for name in renamed):
        return "level_moved"
    return "levels_in_use" if renamed else ""


def _check(indicator: Indicator, names: tuple[str, ...]) -> None:
    """Whether baseline, target, bounds and levels agree; told at a field that was given."""
    problems = []
    for name in ("baseline", "target"):
        problem = value_problem(indicator, getattr(indicator, name), name)
        if problem is not None:
            problems.append(problem)
    low, high = indicator.lowest, indicator.highest
    if low is not None and high is not None and high < low:
        problems.append(Problem("highest", "bounds_crossed"))
    if indicator.direction is Direction.ORDINAL and len((indicator.levels or "").splitlines()) < 2:
        problems.append(Problem("levels", "levels_needed"))
    if _too_close(indicator):
        problems.append(Problem("target", "target_too_close"))
    elif _wrong_side(indicator):
        problems.append(Problem("target", f"target_not_{indicator.direction.value}"))
    if problems:
        given = (
            [p if p.field in names else Problem(names[0], p.code, p.params) for p in problems] if names else problems
        )
        raise UserError("invalid", *given)


def _too_close(indicator: Indicator) -> bool:
    baseline, target = indicator.baseline, indicator.target
    return baseline is not None and target is not None and 0 < abs(target - baseline) < CLOSEST


def _wrong_side(indicator: Indicator) -> bool:
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or target is None or indicator.direction not in (Direction.UP, Direction.DOWN):
        return False
    return target < baseline if indicator.direction is Direction.UP else target > baseline


def value_problem(indicator: Indicator, value: float | None, field: str = "value") -> Problem | None:
    """Why an indicator cannot have a value: beyond its bounds, or not one of its levels."""
    if value is None:
        return None
    if indicator.direction is Direction.ORDINAL:
        count = len((indicator.levels or "").splitlines())
        if value != int(value) or not 1 <= value <= count:
            return Problem(field, "level_unknown", (("count", count),))
        return None
    low, high = indicator.lowest, indicator.highest
    if high is not None and value > high:
        code = "over_hundred" if indicator.unit == PERCENT and high == 100 else "value_high"
        return Problem(field, code, (("highest", figure(high)),))
    if low is not None and value < low:
        return Problem(field, "value_low", (("lowest", figure(low)),))
    return None


def move(session: Session, indicator_id: int, by: int) -> None:
    """Move an indicator up (−1) or down (1) among those of its objective."""
    indicator = fields.fetch(session, Indicator, indicator_id)
    ordered = list(indicator.objective.indicators)
    place = ordered.index(indicator)
    ordered.insert(min(max(place + by, 0), len(ordered) - 1), ordered.pop(place))
    for position, each in enumerate(ordered, start=1):
        if each.position != position:
            each.position = position


def remove(session: Session, indicator_id: int) -> None:
    """Delete an indicator with its readings; a survey's question stays, without the link."""
    indicator = fields.fetch(session, Indicator, indicator_id)
    links.let_go(session, Indicator, indicator_id)
    session.delete(indicator)
