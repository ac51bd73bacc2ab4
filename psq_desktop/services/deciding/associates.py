"""The partners that help a pilot: of a decision as of an objective."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from psq_desktop.models.decision import Decision, DecisionAssociate
from psq_desktop.models.objective import Objective, ObjectiveAssociate
from psq_desktop.models.partner import Partner
from psq_desktop.services import fields


def replace_associates(
    session: Session,
    owner: Decision | Objective,
    kind: type[DecisionAssociate | ObjectiveAssociate],
    partner_ids: Iterable[int],
) -> None:
    """Make these partners, and no others, help the pilot; the pilot itself is left out."""
    associates: list[Any] = owner.associates
    wanted = [key for key in dict.fromkeys(partner_ids) if key != owner.pilot_id]
    for associate in [a for a in associates if a.partner_id not in wanted]:
        associates.remove(associate)
    present = {a.partner_id for a in associates}
    for partner_id in wanted:
        if partner_id not in present:
            fields.fetch(session, Partner, partner_id)
            associates.append(kind(partner_id=partner_id))
