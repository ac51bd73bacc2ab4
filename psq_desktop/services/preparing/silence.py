"""Partners that were asked and said nothing: what a meeting may speak of with them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from psq_desktop.models.kinds import DispatchState
from psq_desktop.services import partners
from psq_desktop.services.rounds import campaign_board, campaigns
from psq_desktop.services.steering import commitments, objectives, thresholds
from psq_desktop.services.steering.progress_rows import ObjectiveRow


@dataclass(frozen=True, slots=True)
class SilentPartner:
    """A partner that owes an answer, and what it owes."""

    partner_id: int
    name: str
    acronym: str
    round_number: int | None  # of the round that it did not answer
    round_due: dt.date | None
    silent_days: int | None  # of the objective that it pilots and that was not heard of for longest
    objectives: tuple[str, ...]  # « 1.4 »: those of its objectives that are silent
    commitments: int  # open ones


def partners_silent(session: Session, today: dt.date) -> tuple[SilentPartner, ...]:
    """Partners that did not answer the last round in its time, or report nothing on what they pilot.

    How long is long: the threshold of silence. Those that are silent for longest come first.
    """
    limit = thresholds.limits(session).silent_days
    unanswered = _unanswered(session, today)
    mute: dict[int, list[ObjectiveRow]] = {}
    for row in objectives.search(session, today):
        if row.pilot_id is not None and row.unheard is not None and row.unheard >= limit:
            mute.setdefault(row.pilot_id, []).append(row)
    owed = Counter(c.partner_id for c in commitments.search(session, today) if not c.state.closed)
    found = []
    for partner in partners.search(session, today):
        own, asked = mute.get(partner.id, []), unanswered.get(partner.id)
        if own or asked:
            number, due = asked or (None, None)
            days = max((row.unheard or 0 for row in own), default=None)
            codes = tuple(row.code for row in own)
            found.append(
                SilentPartner(partner.id, partner.name, partner.acronym, number, due, days, codes, owed[partner.id])
            )
    return tuple(sorted(found, key=lambda p: -(p.silent_days or 0)))


def _unanswered(session: Session, today: dt.date) -> dict[int, tuple[int, dt.date]]:
    """Partners whose workbook of the newest round is late: the round's number and the day that was theirs."""
    newest = next(iter(campaigns.search(session, today)), None)
    if newest is None:
        return {}
    return {
        standing.partner_id: (newest.number, standing.outs[-1].due)
        for standing in campaign_board.standings(session, newest.id)
        if standing.state(today, 0) is DispatchState.LATE
    }
