"""What the live screen says of times, seats and the quorum: pure sentences."""

from __future__ import annotations

import datetime as dt

from psq_desktop.french import NBSP, date_long, plural, time_text
from psq_desktop.services.sitting.live_rows import LiveItem, LiveMeeting, LiveSeat, Progress, Quorum, VoteRow

_LONG, _DAY = 720, 24  # minutes, hours


def timer(seconds: int) -> str:
    """« 13:24 », from the hour on « 1:02:03 », from twelve hours on as `lasting`."""
    minutes, rest = divmod(max(seconds, 0), 60)
    if seconds >= _LONG * 60:
        return lasting(minutes)
    if minutes < 60:
        return f"{minutes:02d}:{rest:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def lasting(minutes: int) -> str:
    """« 13 min »; from twelve hours on « 18 h 04 », from a day on « 20 j 18 h »."""
    if minutes < _LONG:
        return f"{minutes}{NBSP}min"
    hours, rest = divmod(minutes, 60)
    if hours < _DAY:
        return f"{hours}{NBSP}h{NBSP}{rest:02d}"
    return f"{hours // _DAY}{NBSP}j{NBSP}{hours % _DAY}{NBSP}h"


def minutes(seconds: int) -> int:
    """Whole minutes, as a watch shows them."""
    return max(seconds, 0) // 60


def over(item: LiveItem, now: int) -> bool:
    """Whether it took longer than planned."""
    return item.planned_minutes is not None and item.seconds(now) > item.planned_minutes * 60


def share(item: LiveItem, now: int) -> float:
    """Of its planned time, 0 to 1; 0 when none was planned."""
    return min(item.seconds(now) / (item.planned_minutes * 60), 1.0) if item.planned_minutes else 0.0


def spent(item: LiveItem, now: int) -> str:
    """« 13 / 20 min » once it was taken, « 20 min » before."""
    planned = "" if item.planned_minutes is None else str(item.planned_minutes)
    if item.progress is Progress.COMING:
        return f"{planned}{NBSP}min" if planned else ""
    return _against(minutes(item.seconds(now)), planned)


def spent_aloud(item: LiveItem, now: int) -> str:
    """The same in words, for a screen reader."""
    planned = f"prévu {plural(item.planned_minutes, 'minute')}" if item.planned_minutes is not None else ""
    if item.progress is Progress.COMING:
        return planned or "sans durée"
    count = minutes(item.seconds(now))
    taken = f"{plural(count, 'minute')} passée{'s' if count > 1 else ''}" if count < _LONG else lasting(count)
    said = ", ".join(filter(None, (taken, planned)))
    return f"{said}, durée dépassée" if over(item, now) else said


def total(items: tuple[LiveItem, ...], now: int) -> str:
    """« 34 / 80 min » of the whole agenda."""
    planned = sum(item.planned_minutes or 0 for item in items)
    return _against(minutes(sum(item.seconds(now) for item in items)), str(planned))


def _against(taken: int, planned: str) -> str:
    """« 34 / 80 min », « 20 j 18 h / 80 min »."""
    if not planned:
        return lasting(taken)
    return f"{taken if taken < _LONG else lasting(taken)} / {planned}{NBSP}min"


def computed_end(meeting: LiveMeeting, now: dt.datetime) -> dt.time:
    """When it is over if what is left takes its planned time; at most 23 h 59."""
    stamp = int(now.timestamp())
    left = 0
    for item in meeting.items:
        planned = (item.planned_minutes or 0) * 60
        if item.id == meeting.current_id:
            left += max(planned - item.seconds(stamp), 0)
        elif item.progress is Progress.COMING:
            left += planned
    ends = now + dt.timedelta(seconds=left)
    return ends.time().replace(second=0, microsecond=0) if ends.date() == now.date() else dt.time(23, 59)


def place(meeting: LiveMeeting) -> str:
    """« Point 3 sur 7 »."""
    current = meeting.current
    if current is None:
        return plural(len(meeting.items), "point") if meeting.items else "Aucun point"
    return f"Point {current.number} sur {len(meeting.items)}"


def detail(meeting: LiveMeeting, now: dt.datetime, *, short: bool = False) -> str:
    """« Jeudi 10 décembre 2026 · ouverte à 9 h 31 · fin calculée 10 h 52 »; in short, its end alone."""
    if short and meeting.in_session:
        return f"fin calculée {time_text(computed_end(meeting, now))}"
    day = date_long(meeting.date)
    opened = f"ouverte à {time_text(meeting.opened)}" if meeting.opened else ""
    ends = f"fin calculée {time_text(computed_end(meeting, now))}" if meeting.in_session else ""
    if meeting.held and meeting.ended:
        ends = f"close à {time_text(meeting.ended)}"
    return " · ".join(filter(None, (day[0].upper() + day[1:], opened, ends)))


def quorum(found: Quorum) -> str:
    """« Quorum : 11 sur 9 requis »; empty when none is asked."""
    if found.needed is None:
        return ""
    said = f"{found.counted} sur {found.needed} requis"
    return f"Quorum : {said}" if found.reached else f"Quorum non atteint : {said}"


def here(seats: tuple[LiveSeat, ...]) -> str:
    """« 11 sur 16 »."""
    return f"{sum(seat.here for seat in seats)} sur {len(seats)}"


def seat(found: LiveSeat, number_of: dict[int, int]) -> str:
    """Below the seat's name: who sits, since when, without which items, with whose vote."""
    person = found.represented_by if found.represented_by and not found.proxy_to_id else found.person
    said = [person] if person and person != found.partner else []
    if found.proxy_to:
        said.append(f"pouvoir à {found.proxy_to}")
    if found.proxies:
        said.append(plural(found.proxies, "pouvoir reçu", "pouvoirs reçus"))
    if found.arrived:
        said.append(f"arrivée {time_text(found.arrived)}")
    if found.left:
        said.append(f"départ {time_text(found.left)}")
    numbers = sorted(number_of[key] for key in found.withdrawn_from if key in number_of)
    if numbers:
        said.append(f"sort {'au point' if len(numbers) == 1 else 'aux points'} {listed(numbers)}")
    return ", ".join(said)


def listed(numbers: list[int]) -> str:
    """« 5, 6 et 7 »."""
    *first, last = map(str, numbers)
    return f"{', '.join(first)} et {last}" if first else last


def vote(found: VoteRow) -> str:
    """« 9 pour, 1 contre, 1 abstention »."""
    parts = [f"{found.in_favour} pour", f"{found.against} contre", plural(found.abstained, "abstention")]
    silent = found.voters - found.in_favour - found.against - found.abstained
    return ", ".join((*parts, *((f"{silent} sans part au vote",) if silent > 0 else ())))
