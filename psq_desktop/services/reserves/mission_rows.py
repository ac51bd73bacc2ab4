"""What screens see of missions: needs, who is on them, who could be. Names are masked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from psq_desktop.errors import Problem
from psq_desktop.models.kinds import Availability, MissionState, ReserveCategory, ShiftState


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why somebody cannot be assigned; a ``caution`` forbids nothing. ``problem.field`` is the reservist's code."""

    problem: Problem
    caution: bool = False

    @property
    def code(self) -> str:
        """What kind of obstacle it is."""
        return self.problem.code

    @property
    def params(self) -> dict[str, Any]:
        """What its sentence names."""
        return dict(self.problem.params)

    @property
    def reservist(self) -> str:
        """The code of whom it is about."""
        return self.problem.field


@dataclass(frozen=True, slots=True)
class AssignedShift:
    """Somebody on a mission. ``state``: as of today; ``minutes`` really elapsed; ``done_minutes``: as reported."""

    id: int
    reservist_id: int
    code: str
    display: str
    state: ShiftState
    minutes: int
    done_minutes: int | None


@dataclass(frozen=True, slots=True)
class MissionRow:
    """A mission in a list. ``minutes`` really elapsed; ``assigned``: shifts that are not cancelled.

    ``fit`` and ``aside`` are told of those to come that have places left: how many are free and fit without a caution,
    and the obstacle of somebody who said to be free and has the skills.
    """

    id: int
    title: str
    place: str
    day: dt.date
    starts: dt.time
    ends_on: dt.date
    ends: dt.time
    minutes: int
    slots: int
    assigned: int
    state: MissionState
    skill_ids: tuple[int, ...]
    skills: tuple[str, ...]
    category: ReserveCategory | None
    partner_id: int | None
    partner: str  # its acronym, or its name
    objective_id: int | None
    objective: str  # « 2.1 Apaiser les abords du collège »
    note: str
    cancelled_on: dt.date | None
    shifts: tuple[AssignedShift, ...]
    fit: int | None = None
    aside: Obstacle | None = None
    partner_name: str = ""

    @property
    def free(self) -> int:
        """Places left."""
        return max(0, self.slots - self.assigned)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be assigned, or why not. ``said``: what they said of the mission's hours.

    ``recent_minutes``: what they served in the last 90 days or are to serve: who did least comes first.
    """

    reservist_id: int
    code: str
    display: str
    category: ReserveCategory
    days_used: int
    ceiling: int | None
    recent_minutes: int
    skills: tuple[str, ...]
    said: Availability | None
    obstacles: tuple[Obstacle, ...]

    @property
    def fit(self) -> bool:
        """Whether nothing forbids it."""
        return all(obstacle.caution for obstacle in self.obstacles)

    @property
    def free(self) -> bool:
        """Whether nothing forbids it and nobody has to look first."""
        return not self.obstacles


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling several missions did: shifts made by mission, and places that nobody was found for."""

    assigned: tuple[tuple[int, str], ...]  # mission, code of the reservist
    left: tuple[tuple[int, int], ...]  # mission, places

    @property
    def count(self) -> int:
        """Shifts that were made."""
        return len(self.assigned)
