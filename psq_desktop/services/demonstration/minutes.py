"""The life of the demonstration's minutes: reviewed, validated, corrected, circulated, approved, sealed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from psq_desktop.french import typeset
from psq_desktop.models.kinds import MinutesState
from psq_desktop.models.meeting import Meeting
from psq_desktop.services.minuting import minutes

DAYS = {"approved": MinutesState.APPROVED, "sealed": MinutesState.SEALED}
_AFTER = {  # days after the meeting, for the states whose day the data do not tell
    MinutesState.REVIEWED: 3,
    MinutesState.VALIDATED: 6,
    MinutesState.CIRCULATED: 8,
    MinutesState.OBSERVATIONS: 9,
}


def take(
    session: Session, meeting: Meeting, data: Mapping[str, Any], days: Mapping[MinutesState, dt.date | None]
) -> None:
    """Take a held meeting's minutes through their states to the one that the data name."""
    last = MinutesState(data["minutes_state"])
    for state in list(MinutesState)[1:]:
        if state is MinutesState.OBSERVATIONS and last is not state:
            continue
        on = days.get(state) or meeting.date + dt.timedelta(days=_AFTER.get(state, 30))
        minutes.set_state(session, meeting.id, state, on)
        if state is MinutesState.VALIDATED and "correction" in data:
            _correct(session, meeting, data["correction"], on)
        if state is last:
            return


def _correct(session: Session, meeting: Meeting, row: Mapping[str, Any], on: dt.date) -> None:
    """What was validated lacked some words, which the second version has."""
    minutes.correct(session, meeting.id, typeset(row["reason"]), on)
    item = next(each for each in meeting.items if typeset(row["before"]) in each.notes)
    item.notes = item.notes.replace(typeset(row["before"]), typeset(row["after"]))
    minutes.set_state(session, meeting.id, MinutesState.VALIDATED, on + dt.timedelta(days=1))
