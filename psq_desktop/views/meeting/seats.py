"""How the seats of a meeting are listed: columns, filters and groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from psq_desktop.french import NBSP, date_short, fold, plural, time_text
from psq_desktop.services.kinds import AttendanceStatus, MeetingStage, Reply
from psq_desktop.services.sitting.attendance import SeatRow
from psq_desktop.views import badges
from psq_desktop.views.kit import NONE, AvatarText, Cell, Chip, Column, Group, Text, TwoLines
from psq_desktop.views.seat_parts.words import agreed, withdrawn
from psq_desktop.wording import word

CAME = (AttendanceStatus.PRESENT, AttendanceStatus.REPRESENTED)
ANNOUNCED = (Reply.COMING, Reply.REPRESENTED)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat with what the meeting says of it."""

    seat: SeatRow
    presides: bool

    @property
    def id(self) -> int:
        """The seat's id."""
        return self.seat.id


def before(stage: MeetingStage) -> bool:
    """Whether the meeting is still ahead: replies are recorded then, presence afterwards."""
    return stage in (MeetingStage.PREPARATION, MeetingStage.SUMMONED)


def lines(rows: tuple[SeatRow, ...], chair: str) -> tuple[SeatLine, ...]:
    """The seats, the chair's one marked."""
    wanted = _plain(chair)
    return tuple(SeatLine(seat, bool(wanted) and _plain(seat.person) == wanted) for seat in rows)


def _plain(name: str) -> str:
    return fold(name.replace(NBSP, " ")).strip()


# --- columns


def represented(seat: SeatRow) -> bool:
    """Whether somebody else sits for the seat, or is announced to."""
    announced = seat.status is AttendanceStatus.EXPECTED and seat.reply is Reply.REPRESENTED
    return seat.status is AttendanceStatus.REPRESENTED or announced


def _person(line: SeatLine) -> Cell:
    seat = line.seat
    if seat.proxy_to:
        return TwoLines(seat.person or "—", f"pouvoir à {seat.proxy_to}")
    if represented(seat) and seat.represented_by:
        return TwoLines(seat.represented_by, _joined(f"représente {seat.person}" if seat.person else "", _times(seat)))
    sub = agreed("invité", seat.person) if seat.guest else seat.role
    if seat.mandate_role:
        sub = agreed(word(seat.mandate_role).lower(), seat.person)
    return TwoLines(seat.person or "—", _joined(sub, "préside" if line.presides else "", _times(seat)))


def _times(seat: SeatRow) -> str:
    arrived = f"arrivée {time_text(seat.arrived)}" if seat.arrived else ""
    left = f"départ {time_text(seat.left)}" if seat.left else ""
    return _joined(arrived, left, withdrawn(seat.withdrawn_from))


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _mandate(line: SeatLine) -> Cell:
    until = line.seat.mandate_until
    if until is None:
        return NONE
    return Text(date_short(until), tone="warning" if line.seat.mandate_ends_soon else "text2", size=9.5)


REPLY_COLUMN, STATUS_COLUMN = 3, 5
COLUMNS: tuple[Column[SeatLine], ...] = (
    Column("Partenaire", 194, lambda line: AvatarText(line.seat.acronym or "·", line.seat.partner), stretch=True),
    Column("Représentant", 172, _person, stretch=True),
    Column("Mandat jusqu’au", 124, _mandate, optional=3),
    Column("Réponse", 124, lambda line: badges.reply_cell(line.seat.reply), optional=1),
    Column("5 dernières", 104, lambda line: badges.attendance_dots(line.seat.recent), optional=2),
    Column("À l’émargement", 130, lambda line: badges.badge_cell(line.seat.status)),
)

# --- filters: key, words, which seats

Filter = tuple[str, str, Callable[[SeatRow], bool]]
_ALL: Filter = ("all", "Tous", lambda seat: True)
BEFORE: tuple[Filter, ...] = (
    _ALL,
    ("silent", "Sans réponse", lambda seat: seat.reply is None),
    ("coming", "Viennent", lambda seat: seat.reply is Reply.COMING),
    ("represented", "Représentés", lambda seat: seat.reply is Reply.REPRESENTED),
    ("excused", "Excusés", lambda seat: seat.reply is Reply.EXCUSED),
)
AFTER: tuple[Filter, ...] = (
    _ALL,
    ("present", "Présents", lambda seat: seat.status is AttendanceStatus.PRESENT),
    ("represented", "Représentés", lambda seat: seat.status is AttendanceStatus.REPRESENTED),
    ("excused", "Excusés", lambda seat: seat.status is AttendanceStatus.EXCUSED),
    ("absent", "Absents", lambda seat: seat.status is AttendanceStatus.ABSENT),
    ("expected", "Attendus", lambda seat: seat.status is AttendanceStatus.EXPECTED),
)


def chips(filters: tuple[Filter, ...]) -> tuple[Chip, ...]:
    """The filters as buttons."""
    return tuple(Chip(key, words, 0) for key, words, _ in filters)


def counts(filters: tuple[Filter, ...], rows: tuple[SeatLine, ...]) -> dict[str, int]:
    """How many seats each filter keeps."""
    return {key: sum(keeps(line.seat) for line in rows) for key, _, keeps in filters}


def kept(filters: tuple[Filter, ...], key: str, text: str, rows: tuple[SeatLine, ...]) -> tuple[SeatLine, ...]:
    """The seats that a filter and the typed words keep."""
    keeps = next(keeps for each, _, keeps in filters if each == key)
    wanted = fold(text.strip())
    return tuple(line for line in rows if keeps(line.seat) and wanted in _words(line.seat))


def _words(seat: SeatRow) -> str:
    return fold(" ".join((seat.partner, seat.acronym, seat.person, seat.represented_by, seat.college)))


# --- groups

_REPLY_WORDS = {
    Reply.COMING: ("vient", "viennent"),
    Reply.REPRESENTED: ("représenté", "représentés"),
    Reply.EXCUSED: ("excusé", "excusés"),
    None: ("sans réponse", "sans réponse"),
}


def grouped(rows: tuple[SeatLine, ...], ahead: bool) -> tuple[SeatLine | Group, ...]:
    """The seats under their colleges."""
    found: list[SeatLine | Group] = []
    for college in dict.fromkeys(line.seat.college for line in rows):
        seats = [line for line in rows if line.seat.college == college]
        head = _members(seats)
        found += [Group(college, head, f"{head} · {_summary(seats, ahead)}"), *seats]
    return tuple(found)


def _members(seats: list[SeatLine]) -> str:
    guests = sum(line.seat.guest for line in seats)
    members = len(seats) - guests
    return _joined(plural(members, "membre") if members else "", plural(guests, "invité") if guests else "")


def _summary(seats: list[SeatLine], ahead: bool) -> str:
    if ahead:
        replies = Counter(line.seat.reply for line in seats)
        words = [(replies[reply], *forms) for reply, forms in _REPLY_WORDS.items()]
    else:
        statuses = Counter(line.seat.status for line in seats)
        words = [(statuses[s], word(s).lower(), f"{word(s).lower()}s") for s in AttendanceStatus]
    return ", ".join(plural(count, one, many) for count, one, many in words if count)
