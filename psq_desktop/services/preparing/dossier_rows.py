"""The file of a meeting in one document: agenda, previous minutes, decisions to follow up, sheets of objectives."""

from __future__ import annotations

from dataclasses import dataclass

from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from psq_desktop.services.preparing.summons_rows import SummonsDocument
from psq_desktop.services.steering.progress_rows import ProgressDocument


@dataclass(frozen=True, slots=True)
class DossierDocument:
    """What members get before they meet, at one disclosure level."""

    summons: SummonsDocument
    meeting: MeetingDocument
    previous: MeetingDocument | None
    objectives: ProgressDocument | None  # the sheets of the objectives on the agenda

    @property
    def reference(self) -> str:
        """QRR/2026/06."""
        return self.meeting.reference

    @property
    def number(self) -> int:
        """Of the meeting."""
        return self.meeting.number

    @property
    def disclosure(self) -> DisclosureLevel:
        """Of all its parts."""
        return self.meeting.disclosure
