"""Who does what: partners by objectives."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from sqlalchemy.orm import Session

from psq_desktop.models.kinds import CommitmentState, DisclosureLevel
from psq_desktop.services import partners
from psq_desktop.services.steering import commitments, objectives
from psq_desktop.services.steering.progress_rows import CommitmentRow, Matrix, MatrixCell, MatrixPartner, ObjectiveRow

# The states of several commitments of one partner come down to the one that most wants attention.
_URGENCY = (
    CommitmentState.NOT_KEPT,
    CommitmentState.PARTIAL,
    CommitmentState.PROPOSED,
    CommitmentState.ACCEPTED,
    CommitmentState.IN_PROGRESS,
    CommitmentState.KEPT,
    CommitmentState.ABANDONED,
)


def build(session: Session, today: dt.date, *, level: DisclosureLevel = DisclosureLevel.RESTRICTED) -> Matrix:
    """The matrix as of a day: partners in protocol order that have a part in an objective shown."""
    return of(
        objectives.search(session, today, level=level),
        commitments.search(session, today),
        tuple(MatrixPartner(p.id, p.name, p.acronym) for p in partners.search(session, today)),
    )


def of(rows: tuple[ObjectiveRow, ...], found: tuple[CommitmentRow, ...], members: tuple[MatrixPartner, ...]) -> Matrix:
    """The matrix of rows that are known already."""
    shown = {row.id for row in rows}
    shares: dict[tuple[int, int], list[CommitmentRow]] = defaultdict(list)
    for c in found:
        if c.objective_id in shown:
            shares[c.partner_id, c.objective_id].append(c)
    pairs = {(key, row.id) for row in rows for key in row.partner_ids}
    pilots = {(row.pilot_id, row.id) for row in rows}
    cells = {pair: _cell(pair, pair in pilots, shares[pair]) for pair in sorted(pairs)}
    concerned = {partner_id for partner_id, _ in pairs}
    return Matrix(rows, tuple(p for p in members if p.id in concerned), cells)


def _cell(pair: tuple[int, int], pilot: bool, own: list[CommitmentRow]) -> MatrixCell:
    told = [c.share / 100 for c in own if c.share is not None]
    return MatrixCell(
        *pair,
        pilot,
        min((c.state for c in own), key=_URGENCY.index, default=None),
        sum(told) / len(told) if told else None,
        len(own),
        sum(c.late_days > 0 for c in own),
    )
