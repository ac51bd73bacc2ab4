"""The decision record as a workbook."""

from __future__ import annotations

from psq_desktop.exports import facts
from psq_desktop.exports.meeting_xlsx import decision_sheet, finish
from psq_desktop.services.minuting.minutes_rows import MeetingDocument


def render(document: MeetingDocument) -> bytes:
    """The workbook's bytes."""
    what, title = "decisions", "Relevé de décisions"
    taken = facts.by_due_date(document.decisions)
    sheets = [decision_sheet("Décisions", title, what, document, taken)]
    moved = facts.carried_over(document)
    if moved:
        sheets.append(decision_sheet("Reconduites", "Décisions reconduites", what, document, moved))
    return finish(what, document, title, sheets)
