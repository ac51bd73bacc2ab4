"""What the program computes of an objective. Pure functions; `psq_desktop.rules` says the same rules to people.

Progress and time are shares: 0.5 is half of the way. ``None`` is « cannot be said », never zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from psq_desktop.models.kinds import CommitmentState, Direction, OutlookState, Pace, Period
from psq_desktop.richtext import UnreadableError
from psq_desktop.services.periods import periods_between, shift

LARGEST = 1e12  # a measure beyond is a slip of the finger
CLOSEST = 1e-9  # baseline and target nearer than that are no way to measure


@dataclass(frozen=True, slots=True)
class Limits:
    """When an alert is raised."""

    gap_points: int = 30
    silent_days: int = 90


@dataclass(frozen=True, slots=True)
class Aim:
    """What an indicator is judged by. ``at_most``: a threshold that must not be passed upwards."""

    direction: Direction
    baseline: float | None
    target: float | None
    at_most: bool = False

    @property
    def judged(self) -> bool:
        """Whether values are good or bad at all."""
        return self.direction is not Direction.NEUTRAL and self.target is not None

    @property
    def downwards(self) -> bool:
        """Whether less is better."""
        return self.direction is Direction.DOWN or (self.direction is Direction.THRESHOLD and self.at_most)


@dataclass(frozen=True, slots=True)
class Gap:
    """What contradicts a confident outlook: points of delay, days of silence, or both."""

    points: int | None
    silent_days: int | None


def known(value: float | None) -> float | None:
    """A stored number as it is. Raises `UnreadableError` when it is none that this program writes."""
    if value is None or (isinstance(value, int | float) and abs(value) <= LARGEST):
        return value
    raise UnreadableError("not a measure")


def known_value(value: float | None) -> float:
    """The stored number of a reading that has one. Raises `UnreadableError`."""
    found = known(value)
    if found is None:
        raise UnreadableError("no value")
    return found


def reached(aim: Aim, value: float | None) -> bool | None:
    """Whether the target is met."""
    if value is None or not aim.judged:
        return None
    assert aim.target is not None
    return value <= aim.target if aim.downwards else value >= aim.target


def progress(aim: Aim, value: float | None) -> float | None:
    """Share of the way from the baseline to the target; negative when things got worse, over 1 beyond the target.

    A threshold gives no credit beyond 1. A target equal to the baseline is held or not: no way to measure.
    Ordinal levels have no distances, neutral indicators no good side.
    """
    if value is None or not aim.judged or aim.direction is Direction.ORDINAL:
        return None
    assert aim.target is not None
    if aim.direction is Direction.THRESHOLD and reached(aim, value):
        return 1.0
    if aim.baseline is None or abs(aim.target - aim.baseline) < CLOSEST or _wrong_side(aim):
        return None
    return (value - aim.baseline) / (aim.target - aim.baseline)


def _wrong_side(aim: Aim) -> bool:
    """Whether the way from the baseline to the target goes where it should not: a threshold held from the start."""
    if aim.baseline is None or aim.target is None or aim.baseline == aim.target:
        return False
    return aim.downwards is not (aim.target < aim.baseline)


def elapsed(start: dt.date | None, due: dt.date | None, today: dt.date) -> float | None:
    """Share of the time between start and due date that has passed, from 0 to 1."""
    if start is None or due is None or due < start:
        return None
    if due == start:
        return float(today >= due)
    return min(max((today - start) / (due - start), 0.0), 1.0)


def needed_at(aim: Aim, start: dt.date | None, due: dt.date | None, day: dt.date) -> float | None:
    """The value that lies on the straight way from the baseline to the target on a day."""
    share = elapsed(start, due, day)
    if share is None or not aim.judged or aim.direction is Direction.ORDINAL or aim.baseline is None:
        return None
    assert aim.target is not None
    if _wrong_side(aim):
        return aim.target
    return aim.baseline + share * (aim.target - aim.baseline)


def needed_per_period(
    aim: Aim, value: float | None, on: dt.date | None, due: dt.date | None, period: Period
) -> float | None:
    """By how much the value must change each period from its last reading to reach the target in time."""
    if value is None or on is None or due is None or aim.direction is Direction.ORDINAL:
        return None
    if reached(aim, value) is not False or due <= on:
        return None
    assert aim.target is not None
    return (aim.target - value) / max(periods_between(period, on, due), 1.0)


def pace(share: float | None, time: float | None, met: bool | None, limits: Limits, *, last_day: bool = False) -> Pace:
    """Progress against time: reached, on pace, trailing by at most the limit, behind, overdue.

    On the ``last_day``, the due date itself, nothing is overdue yet.
    """
    if met:
        return Pace.REACHED
    if time is not None and time >= 1 and met is False and not last_day:
        return Pace.OVERDUE
    if share is None or time is None:
        return Pace.UNKNOWN
    lag = points(share, time)
    if lag >= 0:
        return Pace.ON_PACE
    return Pace.BEHIND if _beyond(share, time, limits) else Pace.TRAILING


def points(share: float, time: float) -> int:
    """Progress minus time in points: negative when it trails."""
    return round((share - time) * 100)


def _beyond(share: float, time: float, limits: Limits) -> bool:
    return round((time - share) * 100, 6) > limits.gap_points


def silence(last_report: dt.date | None, start: dt.date | None, today: dt.date) -> int | None:
    """Days since something was reported, or since the start when nothing ever was; ``None`` before it."""
    since = last_report or start
    return None if since is None or since > today else (today - since).days


def stale(
    period: Period,
    value_on: dt.date | None,
    silent: int | None,
    today: dt.date,
    limits: Limits,
    *,
    met: bool | None = None,
) -> bool:
    """Whether the last value no longer is the present one: silence, though a period has ended since.

    A survey or a count made on a day (`Period.ONCE`) is not awaited and never grows stale. A target that was ``met``
    stays so until somebody reports otherwise.
    """
    if value_on is None or silent is None or silent < limits.silent_days or period is Period.ONCE or met:
        return False
    return _ended_since(period, value_on, today)


def _ended_since(period: Period, told_on: dt.date, today: dt.date) -> bool:
    return shift(period, told_on, 1) <= today


def unheard(
    silent: int | None,
    period: Period | None,
    told_on: dt.date | None,
    today: dt.date,
    *,
    met: bool | None,
    due: dt.date | None,
) -> int | None:
    """The days of silence that contradict a confident outlook: none while nothing is awaited.

    Nothing is once the due date is past and the target ``met``, nor, of a year or a half-year, before the period
    after the last one that was reported (its end is ``told_on``) is over.
    """
    if met and due is not None and due < today:
        return None
    if period in (Period.HALF_YEAR, Period.YEAR) and told_on is not None and not _ended_since(period, told_on, today):
        return None
    return silent


def gap(
    outlook: OutlookState, share: float | None, time: float | None, silent: int | None, limits: Limits
) -> Gap | None:
    """The gap alert: the pilot is confident, the figures are not.

    Raised when progress trails time by more than ``gap_points``, or nothing was reported for ``silent_days``;
    ``silent`` counts what `unheard` does.
    """
    if not outlook.confident:
        return None
    behind = share is not None and time is not None and _beyond(share, time, limits)
    mute = silent is not None and silent >= limits.silent_days
    if not (behind or mute):
        return None
    lag = None
    if behind and share is not None and time is not None:
        lag = min(points(share, time), -limits.gap_points - 1)  # 30.4 is more than 30, and must not read as 30
    return Gap(lag, silent if mute else None)


NOT_TAKEN = (CommitmentState.PROPOSED, CommitmentState.ABANDONED)  # commitments that bind nobody


def kept_share(states: Iterable[CommitmentState]) -> tuple[int, int]:
    """Commitments kept, of those that were taken: proposals and abandoned ones do not count."""
    taken = [s for s in states if s not in NOT_TAKEN]
    return sum(s is CommitmentState.KEPT for s in taken), len(taken)


def mean(shares: Iterable[float | None]) -> float | None:
    """Mean of what is known."""
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else None
