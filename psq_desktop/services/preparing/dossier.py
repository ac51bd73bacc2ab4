"""The file that members get before they meet, composed from the documents that it holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy.orm import Session

from psq_desktop.models.kinds import DisclosureLevel, MeetingStage, MinutesState
from psq_desktop.models.meeting import Meeting
from psq_desktop.services import fields
from psq_desktop.services.minuting import minutes
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from psq_desktop.services.preparing import agenda, first_agenda, summons
from psq_desktop.services.preparing.dossier_rows import DossierDocument
from psq_desktop.services.steering import progress
from psq_desktop.services.steering.progress_rows import ProgressDocument

_UNREAD = (MinutesState.DRAFT, MinutesState.REVIEWED)  # not yet as the chair wants them read


def compose(session: Session, meeting_id: int, level: DisclosureLevel, today: dt.date) -> DossierDocument:
    """Agenda, previous minutes, decisions to follow up, sheets of the objectives: all up to one level.

    Minutes that the chair has not validated stay out.
    """
    meeting = fields.fetch(session, Meeting, meeting_id)
    return DossierDocument(
        summons.document(session, meeting_id, level, today),
        minutes.compose(session, meeting_id, level, today),
        _previous(session, meeting, level, today),
        _objectives(session, meeting_id, level, today),
    )


def _previous(session: Session, meeting: Meeting, level: DisclosureLevel, today: dt.date) -> MeetingDocument | None:
    before = first_agenda.previous(session, meeting)
    if before is None or before.stage is not MeetingStage.HELD or before.minutes_state in _UNREAD:
        return None
    return minutes.compose(session, before.id, level, today)


def _objectives(session: Session, meeting_id: int, level: DisclosureLevel, today: dt.date) -> ProgressDocument | None:
    """Sheets of the objectives that the items shown are about, in the order of the agenda."""
    shown = (row for row in agenda.items(session, meeting_id) if row.disclosure.rank <= level.rank)
    wanted = list(dict.fromkeys(row.objective_id for row in shown if row.objective_id is not None))
    if not wanted:
        return None
    whole = progress.compose(session, today, level)
    sheets = sorted(
        (sheet for sheet in whole.sheets if sheet.row.id in wanted), key=lambda sheet: wanted.index(sheet.row.id)
    )
    return replace(whole, sheets=tuple(sheets)) if sheets else None
