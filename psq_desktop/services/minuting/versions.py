"""Versions of a meeting's account: kept as they read when they reached a state, compared, read again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.kinds import DisclosureLevel, MinutesState
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.minutes import MinutesVersion
from psq_desktop.services import fields
from psq_desktop.services.minuting import account, sealing
from psq_desktop.services.minuting.differences import DiffLine, between
from psq_desktop.services.minuting.minutes_rows import MeetingDocument


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version that was kept. ``reason`` is why it corrects the one before; empty for the first."""

    id: int
    number: int
    state: MinutesState
    made_on: dt.date
    made_at: dt.time | None
    reason: str


def documents(session: Session, meeting: Meeting, on: dt.date) -> dict[DisclosureLevel, MeetingDocument]:
    """The account as it reads now, at every disclosure level; what was approved reads as it was kept."""
    return {
        level: standing(meeting, level) or account.of_meeting(session, meeting, level, on) for level in DisclosureLevel
    }


def standing(meeting: Meeting, level: DisclosureLevel) -> MeetingDocument | None:
    """Approved minutes as they were kept, in their present state: the base may have become something else since.

    None before approval, and for those that were approved before versions were kept.
    """
    if meeting.minutes_state not in account.FINAL:
        return None
    number, _ = account.version(meeting)
    kept = [v for v in meeting.minutes_versions if v.number == number and v.state in account.IN_FORCE]
    if not kept:
        return None
    return replace(
        sealing.load(max(kept, key=lambda version: version.id).text, level),
        state=meeting.minutes_state,
        approved_on=meeting.approved_on,
        sealed_on=meeting.sealed_on,
        issued_on=meeting.sealed_on or meeting.approved_on or meeting.date,
    )


def keep(
    session: Session,
    meeting: Meeting,
    number: int,
    on: dt.date,
    at: dt.time | None = None,
    *,
    comes_into_force: bool = False,
) -> None:
    """Keep the account as it reads now, unless its last version says the same. A text that is validated is kept.

    What was kept in force is never written again: the same state reached twice keeps its first text.
    """
    kept = [version for version in meeting.minutes_versions if version.number == number]
    if comes_into_force:
        _version(meeting, number, on).made_at = at  # the text tells that it exists
    session.flush()
    text = sealing.dump({level: account.of_meeting(session, meeting, level, on) for level in DisclosureLevel})
    last = max(kept, key=lambda version: version.id, default=None)
    if last is not None and not comes_into_force and sealing.same_facts(last.text, text):
        return
    stands = meeting.minutes_state in account.IN_FORCE and not comes_into_force
    if stands and any(version.state is meeting.minutes_state for version in kept):
        return
    found = _version(meeting, number, on)
    found.made_on, found.made_at, found.text = on, at, text
    session.flush()


def _version(meeting: Meeting, number: int, on: dt.date) -> MinutesVersion:
    """The version of the state that was reached, found or begun."""
    state = meeting.minutes_state
    known = (version for version in meeting.minutes_versions if (version.number, version.state) == (number, state))
    found = next(known, None)
    if found is None:
        found = MinutesVersion(number=number, state=state, made_on=on, text="")
        meeting.minutes_versions.append(found)
    found.reason = meeting.correction if number > 1 else ""
    return found


def of_meeting(session: Session, meeting_id: int) -> tuple[VersionRow, ...]:
    """The versions that were kept, oldest first."""
    query = select(MinutesVersion).where(MinutesVersion.meeting_id == meeting_id)
    order = list(MinutesState)
    found = sorted(session.scalars(query), key=lambda v: (v.number, order.index(v.state)))
    return tuple(VersionRow(v.id, v.number, v.state, v.made_on, v.made_at, v.reason) for v in found)


def document(session: Session, version_id: int, disclosure: DisclosureLevel) -> MeetingDocument:
    """A version as it was kept. Raises ``seal_broken`` when it was altered outside the program."""
    return sealing.load(fields.fetch(session, MinutesVersion, version_id).text, disclosure)


def differences(
    session: Session, meeting_id: int, earlier_id: int, later_id: int | None = None
) -> tuple[DiffLine, ...]:
    """What changed from a version to another; ``None``: to the text as it stands now."""
    level = DisclosureLevel.RESTRICTED
    earlier = document(session, earlier_id, level)
    if later_id is not None:
        return between(earlier, document(session, later_id, level))
    meeting = fields.fetch(session, Meeting, meeting_id)
    if meeting.sealed_text:
        return between(earlier, sealing.load(meeting.sealed_text, level))
    return between(earlier, standing(meeting, level) or account.of_meeting(session, meeting, level, meeting.date))
