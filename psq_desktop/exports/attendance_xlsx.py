"""The attendance sheet as a workbook."""

from __future__ import annotations

from psq_desktop.exports.meeting_xlsx import attendance_sheet, finish
from psq_desktop.services.minuting.minutes_rows import MeetingDocument


def render(document: MeetingDocument) -> bytes:
    """The workbook's bytes."""
    title = "Liste de présence" if document.held else "Feuille d’émargement"
    return finish("attendance", document, title, [attendance_sheet("Présence", title, "attendance", document)])
