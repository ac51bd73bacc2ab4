"""What a new agenda holds: the template of its formation, else the usual frame."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.agenda import AgendaItem, AgendaReview
from psq_desktop.models.committee import Formation
from psq_desktop.models.decision import Decision
from psq_desktop.models.kinds import AgendaKind, AgendaRole, DecisionState, DisclosureLevel
from psq_desktop.models.meeting import Meeting

PREVIOUS = "{séance précédente}"  # in a template's title: the number of the meeting before
_NEEDS_PREVIOUS = (AgendaRole.APPROVAL, AgendaRole.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One item that the meetings of a formation usually have."""

    title: str
    kind: AgendaKind
    role: AgendaRole
    rapporteur_id: int | None
    rapporteur_text: str
    planned_minutes: int | None
    disclosure: DisclosureLevel = DisclosureLevel.PARTNERS


_USUAL = (
    TemplateRow(
        f"Approbation du compte rendu de la séance n° {PREVIOUS}",
        AgendaKind.DECISION,
        AgendaRole.APPROVAL,
        None,
        "Présidence",
        5,
    ),
    TemplateRow(
        "Suites données aux décisions antérieures",
        AgendaKind.INFORMATION,
        AgendaRole.FOLLOW_UP,
        None,
        "Secrétariat",
        15,
    ),
    TemplateRow(
        "Tour de table et prochaine séance", AgendaKind.INFORMATION, AgendaRole.ROUND_TABLE, None, "Présidence", 10
    ),
)


def template(formation: Formation) -> tuple[TemplateRow, ...]:
    """The template of a formation in order; empty when it has none."""
    return tuple(
        TemplateRow(i.title, i.kind, i.role, i.rapporteur_id, i.rapporteur_text, i.planned_minutes, i.disclosure)
        for i in formation.template
    )


def previous(session: Session, meeting: Meeting) -> Meeting | None:
    """The meeting before, by its number."""
    query = (
        select(Meeting)
        .where(Meeting.committee_id == meeting.committee_id, Meeting.number < meeting.number)
        .order_by(Meeting.number.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def unfinished() -> tuple[DecisionState, ...]:
    """States of decisions on which something is still expected."""
    return tuple(state for state in DecisionState if not state.closed)


def drafts(session: Session, meeting: Meeting) -> list[AgendaItem]:
    """The items of the formation's template, else the usual ones, not yet on any agenda.

    A first meeting has nothing to approve and nothing to follow up: what speaks of a meeting before is left out.
    """
    before = previous(session, meeting)
    found = []
    for model in template(meeting.formation) or _USUAL:
        if before is None and (model.role in _NEEDS_PREVIOUS or PREVIOUS in model.title):
            continue
        found.append(
            AgendaItem(
                meeting_id=meeting.id, position=0, kind=model.kind, role=model.role,
                title=model.title.replace(PREVIOUS, str(before.number) if before else ""),
                rapporteur_id=model.rapporteur_id, rapporteur_text=model.rapporteur_text,
                planned_minutes=model.planned_minutes, disclosure=model.disclosure,
            )
        )  # fmt: skip
    return found


def fill(session: Session, meeting: Meeting) -> None:
    """Give a new meeting its agenda, with every open decision under « suites données »."""
    for rank, item in enumerate(drafts(session, meeting), start=1):
        item.position = rank * 10
        session.add(item)
        if item.role is AgendaRole.FOLLOW_UP:
            review_unfinished(session, item)


def review_unfinished(session: Session, item: AgendaItem) -> None:
    """Put every open decision under an item."""
    session.flush()
    query = select(Decision.id).where(Decision.state.in_(unfinished())).order_by(Decision.number)
    for decision_id in session.scalars(query):
        item.reviews.append(AgendaReview(decision_id=decision_id))
