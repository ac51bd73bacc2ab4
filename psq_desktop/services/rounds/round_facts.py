"""The rounds of collection in a few figures, for the home page and the navigation."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.kinds import DispatchState
from psq_desktop.models.partner import College, Partner
from psq_desktop.services.names import labels_on
from psq_desktop.services.rounds import campaign_board, campaigns

TABLES = ("campaign", "dispatch", "reminder", "workbook_return")  # what moves these figures
_TO_CHECK = (DispatchState.RECEIVED, DispatchState.TO_CHECK)
_ANSWERED = (*_TO_CHECK, DispatchState.APPLIED)


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """How many answered, who is late, whose answer somebody must look at."""

    campaign_id: int
    number: int
    title: str
    partners: int
    returned: int
    late: tuple[str, ...]  # acronyms
    to_check: tuple[str, ...]

    @property
    def waiting(self) -> int:
        """Workbooks that somebody must look at or chase."""
        return len(self.late) + len(self.to_check)


def open_rounds(session: Session, today: dt.date) -> tuple[RoundFacts, ...]:
    """The newest round, then the earlier ones in which something waits, newest first; empty when there is none.

    A partner that answered a later round is not chased any more for an earlier one.
    """
    by_round = _states(session, today)
    labels = labels_on(session, today)
    order = session.scalars(select(Partner.id).join(College).order_by(College.position, Partner.id)).all()
    found: list[RoundFacts] = []
    answered = set[int]()
    for row in campaigns.search(session, today):
        states = by_round[row.id]
        own = [key for key in order if key in states]
        late = tuple(labels[k].acronym for k in own if states[k] is DispatchState.LATE and k not in answered)
        to_check = tuple(labels[k].acronym for k in own if states[k] in _TO_CHECK)
        if late or to_check or not found:
            found.append(RoundFacts(row.id, row.number, row.title, row.partners, row.returned, late, to_check))
        answered |= {key for key in own if states[key] in _ANSWERED}
    return tuple(found)


def _states(session: Session, today: dt.date) -> dict[int, dict[int, DispatchState]]:
    """Where each partner stands in each round, as its card says."""
    standings = campaign_board.standings(session)
    counts = campaign_board.open_counts(session, [s.seen for s in standings if not s.old], today)
    found: dict[int, dict[int, DispatchState]] = defaultdict(dict)
    for each in standings:
        _, conflicts, errors = counts.get(each.seen.id, (0, 0, 0)) if each.seen is not None else (0, 0, 0)
        found[each.campaign_id][each.partner_id] = each.state(today, conflicts + errors)
    return found


def waiting(session: Session, today: dt.date) -> int:
    """Workbooks that somebody must look at or chase, of all rounds."""
    return sum(facts.waiting for facts in open_rounds(session, today))
