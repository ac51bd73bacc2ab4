"""What the minutes tab shows, read together."""

from __future__ import annotations

from dataclasses import dataclass

from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.minuting.minutes import Check, ObservationRow
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from psq_desktop.services.preparing.agenda import ItemRow

# version: its level and its words
VERSIONS: tuple[tuple[DisclosureLevel, str], ...] = (
    (DisclosureLevel.RESTRICTED, "Complète"),
    (DisclosureLevel.PARTNERS, "Partenaires"),
    (DisclosureLevel.PUBLIC, "Publique"),
)


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting's minutes as they stand."""

    sheet: MeetingSheet
    items: tuple[ItemRow, ...]
    decisions: tuple[DecisionRow, ...]
    checks: tuple[Check, ...]
    observations: tuple[ObservationRow, ...]
    document: MeetingDocument

    def decisions_of(self, item_id: int | None) -> tuple[DecisionRow, ...]:
        """Decisions taken on an item, by number."""
        return tuple(sorted((d for d in self.decisions if d.item_id == item_id), key=_number))

    def checks_of(self, item_id: int) -> tuple[Check, ...]:
        """What is to be looked at on an item."""
        return tuple(check for check in self.checks if check.item_id == item_id and not check.ok)


def _number(decision: DecisionRow) -> int:
    return decision.number


def shown_in(item: ItemRow, version: DisclosureLevel) -> bool:
    """Whether a version holds the item."""
    return item.disclosure.rank <= version.rank
