"""What the public sheet holds, and nothing else: whatever is not a field here cannot be printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.services.kinds import DisclosureLevel, OutreachKind


@dataclass(frozen=True, slots=True)
class PublicTheme:
    """What residents said, what was done, and when they were told."""

    said: str
    done: str
    answered_on: dt.date


@dataclass(frozen=True, slots=True)
class PublicSheet:
    """« Vous nous avez dit, nous avons fait », over a period. ``title`` says which, in its file's name."""

    reference: str  # QRR/2026/11
    title: str  # « 1er juin au 22 novembre 2026 »
    letterhead: tuple[str, ...]
    issued_on: dt.date
    issued_at: str
    fictional: bool
    committee: str
    district: str
    first: dt.date
    last: dt.date
    themes: tuple[PublicTheme, ...]  # the latest answers first
    meetings: tuple[tuple[OutreachKind, int], ...]  # contacts held in the period, those above zero

    @property
    def disclosure(self) -> DisclosureLevel:
        """It is for everybody."""
        return DisclosureLevel.PUBLIC
