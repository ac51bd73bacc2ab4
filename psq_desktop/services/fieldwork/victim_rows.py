"""The reception of victims in numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

FEWEST = 10  # opinions: below, a share would say what single people think


@dataclass(frozen=True, slots=True)
class VictimRow:
    """One month. ``share`` (0 to 1) is nothing when too few people gave their opinion: then ``hidden`` says so."""

    id: int
    month: dt.date  # its first day
    label: str  # « octobre 2026 »
    received: int
    complaints: int | None
    referred: int | None
    called_back: int | None
    wait_minutes: float | None
    asked: int | None
    satisfied: int | None
    share: float | None
    hidden: bool
    provisional: bool
    note: str


@dataclass(frozen=True, slots=True)
class Aimed:
    """The indicator of an objective that says where a figure should go."""

    title: str
    target: float | None
    at_least: bool  # else at most
    unit: str


@dataclass(frozen=True, slots=True)
class VictimFigures:
    """What stands above the list: the latest months, and the aims of the objective that speaks of victims."""

    months: tuple[VictimRow, ...]  # the twelve last, oldest first
    objective_id: int | None
    objective: str  # « 4.2 »
    objective_title: str
    wait: Aimed | None
    satisfaction: Aimed | None


def total_share(rows: tuple[VictimRow, ...]) -> tuple[float | None, int]:
    """The share of the content over several months together, and how many gave their opinion.

    Months that are too small by themselves stay out: from a total they could be told by subtraction.
    """
    told = [row for row in rows if row.share is not None]
    asked = sum(row.asked or 0 for row in told)
    return (sum(row.satisfied or 0 for row in told) / asked if asked else None), asked


def mean_wait(rows: tuple[VictimRow, ...]) -> float | None:
    """Minutes waited by one person, over several months."""
    told = [(row.wait_minutes, row.received) for row in rows if row.wait_minutes is not None and row.received]
    people = sum(received for _, received in told)
    return sum(wait * received for wait, received in told) / people if people else None
