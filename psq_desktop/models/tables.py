"""Every table: importing this module makes the mappers complete."""

from psq_desktop.models import (
    agenda,
    attendance,
    campaign,
    committee,
    decision,
    district,
    indicator,
    journal,
    live,
    meeting,
    minutes,
    objective,
    partner,
    search,
    summons,
)
from psq_desktop.models.base import Base

__all__ = [
    "Base",
    "agenda",
    "attendance",
    "campaign",
    "committee",
    "decision",
    "district",
    "indicator",
    "journal",
    "live",
    "meeting",
    "minutes",
    "objective",
    "partner",
    "search",
    "summons",
]
