"""Templates of agendas: what the meetings of a formation usually speak of."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from psq_desktop.french import fold
from psq_desktop.models.agenda import AgendaItem, TemplateItem
from psq_desktop.models.committee import Formation
from psq_desktop.models.kinds import AgendaRole
from psq_desktop.models.meeting import Meeting
from psq_desktop.services import fields
from psq_desktop.services.meetings import editable
from psq_desktop.services.preparing import first_agenda
from psq_desktop.services.preparing.first_agenda import PREVIOUS, TemplateRow


def of_formation(session: Session, formation_id: int) -> tuple[TemplateRow, ...]:
    """The template's items in order; empty when the formation has none."""
    return first_agenda.template(fields.fetch(session, Formation, formation_id))


def save_from_meeting(session: Session, meeting_id: int) -> int:
    """Make a meeting's agenda the template of its formation, in place of the one before. Returns how many items."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    before = first_agenda.previous(session, meeting)
    clear(session, meeting.formation_id)
    for item in meeting.items:
        title = item.title if before is None else _general(item.title, before.number)
        meeting.formation.template.append(
            TemplateItem(
                position=item.position, title=title, kind=item.kind, role=item.role,
                rapporteur_id=item.rapporteur_id, rapporteur_text=item.rapporteur_text,
                planned_minutes=item.planned_minutes, disclosure=item.disclosure,
            )
        )  # fmt: skip
    return len(meeting.items)


def _general(title: str, number: int) -> str:
    """« … de la séance n° 5 » becomes « … de la séance n° {séance précédente} »."""
    return re.sub(rf"(séance n°\s*){number}(?!\d)", lambda found: found[1] + PREVIOUS, title)


def apply(session: Session, meeting_id: int) -> int:
    """Add what the template of the formation has and the agenda lacks, each where the template puts it.

    Nothing is taken away and nothing is doubled. Returns how many items were added.
    """
    meeting = editable(fields.fetch(session, Meeting, meeting_id))
    order = list(meeting.items)
    added = place = 0
    for draft in first_agenda.drafts(session, meeting) if meeting.formation.template else ():
        there = next((rank for rank, item in enumerate(order) if _same(item, draft)), None)
        if there is not None:
            place = max(place, there + 1)
            continue
        place = len(order) if draft.role is AgendaRole.ROUND_TABLE else place
        order.insert(place, draft)
        session.add(draft)
        if draft.role is AgendaRole.FOLLOW_UP:
            first_agenda.review_unfinished(session, draft)
        place, added = place + 1, added + 1
    for rank, item in enumerate(order, start=1):
        item.position = rank * 10
    return added


def _same(item: AgendaItem, draft: AgendaItem) -> bool:
    if draft.role is AgendaRole.REGULAR:
        return item.role is AgendaRole.REGULAR and fold(item.title) == fold(draft.title)
    return item.role is draft.role


def clear(session: Session, formation_id: int) -> None:
    """Forget the template: new meetings of the formation begin with the usual agenda again."""
    formation = fields.fetch(session, Formation, formation_id)
    formation.template.clear()
    session.flush()
