"""Beside an item: where its objective stands, what its rapporteur promised, which of its decisions are overdue."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.decision import Decision
from psq_desktop.models.kinds import DecisionState
from psq_desktop.services import fields
from psq_desktop.services.deciding import decision_rows
from psq_desktop.services.deciding.decision_rows import DecisionRow
from psq_desktop.services.names import labels_on
from psq_desktop.services.steering import commitments, indicators, objectives
from psq_desktop.services.steering.progress_rows import CommitmentRow, IndicatorRow, ObjectiveRow

_CLOSED = tuple(state for state in DecisionState if state.closed)


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the secretary sees of an item. No rapporteur among the partners: those of the objective's pilot."""

    item_id: int
    objective: ObjectiveRow | None  # with its outlook and its gap alert
    indicators: tuple[IndicatorRow, ...]  # the main one first
    last_reading: dt.date | None  # end of the period of the objective's newest reading
    partner_id: int | None  # whose promises and decisions follow
    partner: str
    acronym: str
    commitments: tuple[CommitmentRow, ...]  # of any objective, not closed: this one's first, then the late ones
    overdue: tuple[DecisionRow, ...]  # piloted, the longest overdue first

    @property
    def known(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.objective or self.commitments or self.overdue)


def beside(session: Session, item_id: int, today: dt.date) -> ItemFacts:
    """The facts of one item, with the names of ``today``. Raises `UserError` ``gone``."""
    item = fields.fetch(session, AgendaItem, item_id)
    objective = objectives.row(session, item.objective_id, today) if item.objective_id else None
    figures = indicators.search(session, today, objective_id=item.objective_id) if item.objective_id else ()
    partner_id = item.rapporteur_id or (objective.pilot_id if objective else None)
    label = labels_on(session, today)[partner_id] if partner_id else None
    return ItemFacts(
        item_id=item.id,
        objective=objective,
        indicators=tuple(sorted(figures, key=lambda row: not row.main)),
        last_reading=max((row.ends_on for figure in figures for row in figure.readings), default=None),
        partner_id=partner_id,
        partner=label.name if label else "",
        acronym=label.acronym if label else "",
        commitments=_promised(session, partner_id, item.objective_id, today) if partner_id else (),
        overdue=_overdue(session, partner_id, today) if partner_id else (),
    )


def _promised(session: Session, partner_id: int, objective_id: int | None, today: dt.date) -> tuple[CommitmentRow, ...]:
    found = [row for row in commitments.search(session, today, partner_id=partner_id) if not row.state.closed]
    found.sort(key=lambda row: (row.objective_id != objective_id, -row.late_days, row.due or dt.date.max, row.id))
    return tuple(found)


def _overdue(session: Session, partner_id: int, today: dt.date) -> tuple[DecisionRow, ...]:
    found = decision_rows.rows(
        session, today, Decision.pilot_id == partner_id, Decision.due < today, Decision.state.not_in(_CLOSED)
    )
    return tuple(sorted(found, key=lambda row: -row.late_days))
