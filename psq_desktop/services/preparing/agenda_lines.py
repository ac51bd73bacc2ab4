"""The lines of an agenda: as rows, as people type them, and how they fill the time there is. No database here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from psq_desktop.french import fold, parse_minutes
from psq_desktop.models.kinds import AgendaKind, AgendaRole, DisclosureLevel
from psq_desktop.richtext import RichText
from psq_desktop.services import fields
from psq_desktop.services.names import PartnerLabel

PLACES = ("Présidence", "Secrétariat")  # rapporteurs that are no partner
DAY = 24 * 60  # minutes
_MORNING = 6 * 60  # « 5 h » is a duration, « 9 h 30 » the time at which something happens


@dataclass(frozen=True, slots=True)
class Absence:
    """Why nobody will present the item: the partner has no seat, or who sits for it left on a day."""

    partner: str
    person: str = ""
    left_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One agenda item; ``number`` is its rank from 1 and ``starts`` is computed from the durations before it."""

    id: int
    meeting_id: int
    number: int
    title: str
    kind: AgendaKind
    role: AgendaRole
    rapporteur_id: int | None
    rapporteur: str
    acronym: str
    planned_minutes: int | None
    disclosure: DisclosureLevel
    notes: RichText
    starts: dt.time | None
    reviews: int
    decisions: int
    objective_id: int | None
    objective: str  # « 2.1 »
    absence: Absence | None = None  # of its rapporteur, before the meeting is held


@dataclass(frozen=True, slots=True)
class ReviewProposal:
    """An open decision that the agenda may look at again."""

    decision_id: int
    ref: str
    text: str
    pilot: str
    due: dt.date | None
    late_days: int
    carried_over: int
    reviewed: bool


def later(moment: dt.time | None, minutes: int) -> dt.time | None:
    """A clock time some minutes later; none past midnight."""
    if moment is None:
        return None
    total = moment.hour * 60 + moment.minute + minutes
    return dt.time(total // 60, total % 60) if total < DAY else None


@dataclass(frozen=True, slots=True)
class Timing:
    """How an agenda fills the time there is; all in minutes."""

    minutes: int
    without: int  # items that have no duration
    ends: dt.time | None  # none without a beginning, or past midnight
    past_midnight: bool
    planned_end: dt.time | None
    spare: int | None  # until the planned end; negative when the agenda is longer

    @property
    def over(self) -> bool:
        """Whether the agenda does not fit."""
        return self.past_midnight or (self.spare is not None and self.spare < 0)


def timing(rows: Sequence[ItemRow], starts: dt.time | None, planned_end: dt.time | None) -> Timing:
    """The computed end of an agenda against its planned end."""
    minutes = sum(row.planned_minutes or 0 for row in rows)
    without = sum(row.planned_minutes is None for row in rows)
    if starts is None:
        return Timing(minutes, without, None, False, planned_end, None)
    end = starts.hour * 60 + starts.minute + minutes
    spare = None if planned_end is None else planned_end.hour * 60 + planned_end.minute - end
    return Timing(minutes, without, later(starts, minutes), end >= DAY, planned_end, spare)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A typed line understood."""

    title: str
    minutes: int | None
    partner_id: int | None
    rapporteur: str  # « Présidence » or « Secrétariat », when it is one of these


def _duration(word: str) -> int | None:
    """Minutes; « 14 h 30 » is an hour of the day and « 20 m » a length: both stay in the title."""
    found = None if word.endswith("m") else parse_minutes(word)
    return found if found is None or "h" not in word or found < _MORNING else None


def parse_line(text: str, partners: list[PartnerLabel]) -> ItemLine:
    """« titre, 20 min, DIPN »: what is not understood at its end stays in the title."""
    known = {fold(word): label.id for label in partners for word in (label.name, label.acronym)}
    places = {fold(place): place for place in PLACES}
    parts = [part.strip() for part in fields.line(text).split(",")]
    minutes = partner_id = None
    rapporteur = ""
    while len(parts) > 1:
        last = fold(parts[-1])
        if minutes is None and (found := _duration(last)) is not None:
            minutes = found
        elif partner_id is None and not rapporteur and last in known:
            partner_id = known[last]
        elif partner_id is None and not rapporteur and last in places:
            rapporteur = places[last]
        else:
            break
        parts.pop()
    return ItemLine(", ".join(parts), minutes, partner_id, rapporteur)
