"""What reservists say of their days: dated slots, weekly patterns, and what holds in the end."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import time_text
from psq_desktop.models.kinds import Availability
from psq_desktop.models.reserve import AvailabilityPattern, AvailabilitySlot, Reservist
from psq_desktop.services import fields
from psq_desktop.services.reserves import days
from psq_desktop.services.reserves.calendar_rows import PatternRow, SlotRow
from psq_desktop.services.reserves.days import DayState, Said

Raw = tuple[str, str | None, str | None]  # a state and its times, as they are stored
Days = tuple[DayState | None, ...]
Weekly = tuple[int, str, str, Raw]  # weekday, first and last day it holds

_ONE = dt.timedelta(1)
_WEEKDAYS = range(7)
_EVER = "0001-01-01", "9999-12-31"


# ---------------------------------------------------------------- reading


def of_period(
    session: Session, first: dt.date, last: dt.date, *, reservist_ids: Collection[int] | None = None
) -> Mapping[int, Days]:
    """What holds on each day from one to another, by reservist, of those of whom anything was said.

    Equal days are one object. Two statements, whatever the number of reservists.
    """
    period = _period(first, last)
    places = {day.isoformat(): place for place, day in enumerate(period)}
    dated = _dated(session, places, reservist_ids)
    weekly = _weekly(session, reservist_ids)
    repeated = {told: tuple(_repeated(told, period)) for told in {*weekly.values(), ()}}
    alone = {told: [_state((), patterns) for patterns in each] for told, each in repeated.items()}
    found: dict[int, Days] = {}
    for key in dated.keys() | weekly.keys():
        told = weekly.get(key, ())
        row, patterns = alone[told].copy(), repeated[told]
        for place, raw in dated.get(key, {}).items():
            row[place] = _state(raw, patterns[place])
        found[key] = tuple(row)
    return found


def of_days(
    session: Session, wanted: Iterable[dt.date], *, reservist_ids: Collection[int] | None = None
) -> dict[int, dict[dt.date, DayState]]:
    """What holds on some days, by reservist; days of which nothing was said are left out."""
    found: dict[int, dict[dt.date, DayState]] = defaultdict(dict)
    for first, last in _runs(sorted(set(wanted))):
        for key, states in of_period(session, first, last, reservist_ids=reservist_ids).items():
            told = ((first + place * _ONE, state) for place, state in enumerate(states))
            found[key].update((day, state) for day, state in told if state is not None)
    return found


def slots(session: Session, reservist_id: int, first: dt.date, last: dt.date) -> tuple[SlotRow, ...]:
    """The dated slots of a reservist from one day to another, in order."""
    slot = AvailabilitySlot
    query = (
        select(slot)
        .where(slot.reservist_id == reservist_id, slot.day.between(first, last))
        .order_by(slot.day, slot.starts.nulls_first(), slot.id)
    )
    return tuple(SlotRow(s.id, s.day, s.starts, s.ends, s.state) for s in session.scalars(query))


def patterns(session: Session, reservist_id: int) -> tuple[PatternRow, ...]:
    """The weekly patterns of a reservist, from Monday on."""
    pattern = AvailabilityPattern
    query = (
        select(pattern)
        .where(pattern.reservist_id == reservist_id)
        .order_by(pattern.weekday, pattern.starts.nulls_first(), pattern.id)
    )
    return tuple(
        PatternRow(p.id, p.weekday, p.starts, p.ends, p.state, p.valid_from, p.valid_until)
        for p in session.scalars(query)
    )


def _period(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    return tuple(first + place * _ONE for place in range((last - first).days + 1))


def _runs(wanted: Sequence[dt.date]) -> Iterator[tuple[dt.date, dt.date]]:
    """Days that follow each other, as first and last."""
    begin = 0
    for place, day in enumerate(wanted):
        if place + 1 == len(wanted) or wanted[place + 1] - day != _ONE:
            yield wanted[begin], day
            begin = place + 1


def _dated(
    session: Session, places: Mapping[str, int], reservist_ids: Collection[int] | None
) -> dict[int, dict[int, tuple[Raw, ...]]]:
    """Slots as they are stored: half a million values are not worth converting when so few differ."""
    slot = AvailabilitySlot
    day = type_coerce(slot.day, String)
    query = select(slot.reservist_id, day, *_raw(slot.state, slot.starts, slot.ends))
    query = query.where(day.between(min(places, default=""), max(places, default="")))
    if reservist_ids is not None:
        query = query.where(slot.reservist_id.in_(reservist_ids))
    found: dict[int, dict[int, tuple[Raw, ...]]] = {}
    for key, told, state, starts, ends in session.execute(query):
        of_one, place = found.setdefault(key, {}), places[told]
        of_one[place] = (*of_one.get(place, ()), (state, starts, ends))
    return found


def _weekly(session: Session, reservist_ids: Collection[int] | None) -> dict[int, tuple[Weekly, ...]]:
    pattern = AvailabilityPattern
    columns = _raw(pattern.valid_from, pattern.valid_until, pattern.state, pattern.starts, pattern.ends)
    query = select(pattern.reservist_id, pattern.weekday, *columns)
    if reservist_ids is not None:
        query = query.where(pattern.reservist_id.in_(reservist_ids))
    found: dict[int, list[Weekly]] = defaultdict(list)
    for key, weekday, since, until, state, starts, ends in session.execute(query):
        found[key].append((weekday, since or _EVER[0], until or _EVER[1], (state, starts, ends)))
    return {key: tuple(told) for key, told in found.items()}


def _raw(*columns: Any) -> list[Any]:
    return [type_coerce(column, String) for column in columns]


def _repeated(weekly: Sequence[Weekly], period: Sequence[dt.date]) -> Iterator[tuple[Raw, ...]]:
    for day in period:
        told, weekday = day.isoformat(), day.weekday()
        yield tuple(raw for on, since, until, raw in weekly if on == weekday and since <= told <= until)


@lru_cache(maxsize=16384)
def _state(slots: tuple[Raw, ...], patterns: tuple[Raw, ...]) -> DayState | None:
    return days.state_of([*map(_said, slots)], [*map(_said, patterns)])


def _said(raw: Raw) -> Said:
    state, starts, ends = raw
    return Said(
        Availability(state),
        dt.time.fromisoformat(starts) if starts else None,
        dt.time.fromisoformat(ends) if ends else None,
    )


# ---------------------------------------------------------------- days


def set_days(session: Session, reservist_id: int, days: Sequence[dt.date], state: Availability | None) -> None:
    """Say the same of whole days, in the place of what was said of them; ``None``: only the weekly patterns hold."""
    paint(session, [(reservist_id, day) for day in days], state)


def paint(session: Session, cells: Sequence[tuple[int, dt.date]], state: Availability | None) -> None:
    """Say the same of whole days of several reservists, each a reservist and a day."""
    wanted = Said(state) if state is not None else None
    _replace(session, [(reservist_id, day, wanted) for reservist_id, day in dict.fromkeys(cells)])


def set_hours(
    session: Session,
    reservist_id: int,
    day: dt.date,
    starts: dt.time | None,
    ends: dt.time | None,
    state: Availability,
) -> None:
    """Say something of some hours of a day, and nothing else of that day. An end at 0:00 is that of the day."""
    _require_hours(starts, ends)
    _replace(session, [(reservist_id, day, Said(state, starts, ends))])


def set_many(session: Session, reservist_id: int, said: Mapping[dt.date, Said]) -> None:
    """Say something of each of several days, in the place of what was said of them."""
    _replace(session, [(reservist_id, day, each) for day, each in said.items()])


def add_slot(
    session: Session,
    reservist_id: int,
    day: dt.date,
    starts: dt.time | None,
    ends: dt.time | None,
    state: Availability,
) -> int:
    """Say something of hours of which nothing dated was said yet. Raises ``slot_overlap`` at ``starts``."""
    fields.require_range(day=day)
    _require_hours(starts, ends)
    reservist, wanted = fields.fetch(session, Reservist, reservist_id), Said(state, starts, ends)
    for row in slots(session, reservist_id, day, day):
        if days.overlap(wanted, Said(row.state, row.starts, row.ends)):
            raise UserError("invalid", Problem("starts", "slot_overlap", (("hours", hours(row.starts, row.ends)),)))
    slot = AvailabilitySlot(day=day, starts=starts, ends=ends, state=state)
    reservist.slots.append(slot)
    session.flush()
    return slot.id


def remove_slot(session: Session, slot_id: int) -> None:
    """Forget a slot."""
    session.delete(fields.fetch(session, AvailabilitySlot, slot_id))


def hours(starts: dt.time | None, ends: dt.time | None) -> str:
    """« 9 h 00 – 12 h 00 », « toute la journée »; the end of a day is « 24 h 00 »."""
    if starts is None and ends is None:
        return "toute la journée"
    return f"{time_text(starts or days.MIDNIGHT)} – {_end_text(ends)}"


def _end_text(ends: dt.time | None) -> str:
    if ends is None or ends == days.MIDNIGHT:
        return time_text(days.MIDNIGHT).replace("0", "24", 1)
    return time_text(ends)


def _require_hours(starts: dt.time | None, ends: dt.time | None) -> None:
    if (starts is None) is not (ends is None):
        fields.require(starts=starts, ends=ends)
    first, last = days.bounds(starts, ends)
    if last <= first:
        raise UserError("invalid", Problem("ends", "slot_ends_first"))


def _replace(session: Session, cells: Sequence[tuple[int, dt.date, Said | None]]) -> None:
    people = {key for key, _, _ in cells}
    if len(session.scalars(select(Reservist.id).where(Reservist.id.in_(people))).all()) < len(people):
        raise UserError("gone")
    for _, day, _ in cells:
        fields.require_range(day=day)
    known = _stored(session, people, {day for _, day, _ in cells})
    for key, day, said in cells:
        held = known.get((key, day), [])
        kept = held[0] if held and said is not None else None
        for slot in held if said is None else held[1:]:
            session.delete(slot)
        if said is None:
            continue
        if kept is None:
            session.add(
                AvailabilitySlot(reservist_id=key, day=day, starts=said.starts, ends=said.ends, state=said.state)
            )
        else:
            kept.starts, kept.ends, kept.state = said.starts, said.ends, said.state
    session.flush()


def _stored(
    session: Session, people: Collection[int], wanted: Collection[dt.date]
) -> dict[tuple[int, dt.date], list[AvailabilitySlot]]:
    if not wanted:
        return {}
    slot = AvailabilitySlot
    query = select(slot).where(slot.reservist_id.in_(people), slot.day.between(min(wanted), max(wanted)))
    found: dict[tuple[int, dt.date], list[AvailabilitySlot]] = defaultdict(list)
    for each in session.scalars(query.order_by(slot.id)):
        found[each.reservist_id, each.day].append(each)
    return found


# ---------------------------------------------------------------- every week


def set_pattern(
    session: Session,
    reservist_id: int,
    weekday: int,
    state: Availability,
    *,
    starts: dt.time | None = None,
    ends: dt.time | None = None,
    valid_from: dt.date | None = None,
    valid_until: dt.date | None = None,
    pattern_id: int | None = None,
) -> int:
    """Say what comes back every week, or change it; returns its id. Monday is 0.

    Raises ``weekday_unknown`` and ``pattern_overlap`` at ``weekday``, ``slot_ends_first`` at ``ends``,
    ``until_before_from``.
    """
    if isinstance(weekday, bool) or weekday not in _WEEKDAYS:
        raise UserError("invalid", Problem("weekday", "weekday_unknown"))
    fields.require_range(valid_from=valid_from, valid_until=valid_until)
    _require_hours(starts, ends)
    if valid_from and valid_until and valid_until < valid_from:
        raise UserError("invalid", Problem("valid_until", "until_before_from"))
    fields.fetch(session, Reservist, reservist_id)
    _require_free(
        session, reservist_id, PatternRow(pattern_id or 0, weekday, starts, ends, state, valid_from, valid_until)
    )
    pattern = fields.fetch(session, AvailabilityPattern, pattern_id) if pattern_id else AvailabilityPattern()
    pattern.reservist_id = reservist_id
    pattern.weekday, pattern.state, pattern.starts, pattern.ends = weekday, state, starts, ends
    pattern.valid_from, pattern.valid_until = valid_from, valid_until
    session.add(pattern)
    session.flush()
    return pattern.id


def remove_pattern(session: Session, pattern_id: int) -> None:
    """Forget a weekly pattern."""
    session.delete(fields.fetch(session, AvailabilityPattern, pattern_id))


def _require_free(session: Session, reservist_id: int, wanted: PatternRow) -> None:
    said = Said(wanted.state, wanted.starts, wanted.ends)
    for row in patterns(session, reservist_id):
        if row.id == wanted.id or row.weekday != wanted.weekday:
            continue
        apart = (row.valid_until or dt.date.max) < (wanted.valid_from or dt.date.min) or (
            (wanted.valid_until or dt.date.max) < (row.valid_from or dt.date.min)
        )
        if not apart and days.overlap(said, Said(row.state, row.starts, row.ends)):
            told = (("hours", hours(row.starts, row.ends)),)
            raise UserError("invalid", Problem("weekday", "pattern_overlap", told))
