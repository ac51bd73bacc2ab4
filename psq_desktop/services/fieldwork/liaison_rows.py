"""Security liaisons as a screen may show them: masked unless they were revealed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from psq_desktop.models.kinds import LiaisonBody


@dataclass(frozen=True, slots=True)
class LiaisonRow:
    """One liaison. Name, ways to reach them and note are empty unless ``revealed``."""

    id: int
    code: str
    display: str
    body: LiaisonBody
    sector: str
    starts_on: dt.date
    ends_on: dt.date | None
    ended: bool
    soon: bool  # the mandate ends within sixty days
    revealed: bool
    civility: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""
    mask: str = ""  # what ``display`` is while names are masked

    def masked(self) -> LiaisonRow:
        """The row without name, ways to reach the person nor note."""
        return replace(
            self, display=self.mask or self.display, revealed=False, civility="", first_name="", last_name="", email="",
            phone="", note="",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DelegateRow:
    """The delegate for cohesion on a day: a reservist by code, days used of the contract year, the ceiling's day."""

    reservist_id: int
    code: str
    display: str
    starts_on: dt.date
    ends_on: dt.date | None
    duties: str
    days_used: int
    ceiling: int | None
    reached_on: dt.date | None
