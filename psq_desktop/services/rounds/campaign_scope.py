"""What a round may ask of whom: the lines that each partner has in each objective."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.campaign import CampaignObjective
from psq_desktop.models.indicator import Indicator
from psq_desktop.models.kinds import CommitmentState, MeasureState
from psq_desktop.models.objective import Commitment, Measure, Objective
from psq_desktop.services.rounds import versions

CLOSED_MEASURES = tuple(state for state in MeasureState if state.closed)


def lines(session: Session) -> dict[int, Counter[int]]:
    """How many lines each partner would have, by partner and objective: as many as `partner_forms.compose` writes."""
    asked = (
        select(Objective.pilot_id, Objective.id),
        select(Indicator.provider_id, Indicator.objective_id),
        select(Commitment.partner_id, Commitment.objective_id).where(Commitment.state != CommitmentState.ABANDONED),
        select(Measure.owner_id, Measure.objective_id).where(Measure.state.not_in(CLOSED_MEASURES)),
    )
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for query in asked:
        for partner_id, objective_id in session.execute(query):
            if partner_id is not None:
                found[partner_id][objective_id] += 1
    return dict(found)


def total(counts: Counter[int] | None, objective_ids: Iterable[int]) -> int:
    """Lines of one partner in some objectives."""
    return sum((counts or Counter())[key] for key in objective_ids)


def partners_with_lines(session: Session, objective_ids: Collection[int]) -> frozenset[int]:
    """Partners that a round about these objectives has something to ask."""
    return frozenset(partner_id for partner_id, counts in lines(session).items() if total(counts, objective_ids))


def leave_out(session: Session, objective_id: int) -> None:
    """No round asks about an objective any more: workbooks that nobody has yet are made anew.

    Those that went out keep its lines, and what comes back of them is read.
    """
    asked = session.scalars(select(CampaignObjective).where(CampaignObjective.objective_id == objective_id)).all()
    for each in asked:
        campaign = each.campaign
        campaign.objectives.remove(each)
        versions.forget_unsent(session, campaign)
