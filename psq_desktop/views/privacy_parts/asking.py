"""Before drafts are written: what looks like personal data in them is told; they go out for a reason, or do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.errors import UserError
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minuting import privacy
from psq_desktop.services.minuting.personal_data import Finding
from psq_desktop.services.preparing import agenda
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.views.privacy_parts.dialog import PrivacyDialog
from psq_desktop.views.screen import Route, Workspace


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is about to be written: of which meeting, if of one, under which name and level it is noted."""

    what: str
    meeting_id: int | None
    level: DisclosureLevel
    go_on: Callable[[], None]
    give_up: Callable[[], None]
    failed: Callable[[UserError], None]


def look_first(workspace: Workspace, window: QWidget, out: Outgoing, find: Callable[..., Any], *args: Any) -> None:
    """Go on at once when nothing is found, else for a reason, which is noted."""

    def told(found: tuple[Finding, ...]) -> None:
        if not found:
            out.go_on()
            return
        dialog = PrivacyDialog(found, window)

        def allow(reason: str) -> None:
            noted = (out.meeting_id, out.what, out.level, found, reason, workspace.today)
            workspace.write(privacy.waive, *noted, then=lambda _: out.go_on(), failed=out.failed)

        def correct(finding: Finding) -> None:
            go_to(workspace, out.meeting_id, finding)

        dialog.allowed.connect(allow)
        dialog.correct_wanted.connect(correct)
        dialog.rejected.connect(out.give_up)
        dialog.open()

    workspace.read(find, *args, then=told, failed=out.failed)


# Where the texts of a document about no meeting are mended, by how their place begins.
_PLACES = (
    ("objectif", Route("objectives")),
    ("note", Route("note")),
    ("enquête", Route("district", None, "surveys")),
    ("vague", Route("district", None, "surveys")),
)
_REGISTER = Route("decisions")


def go_to(workspace: Workspace, meeting_id: int | None, finding: Finding) -> None:
    """Open the place of a finding; outside any item the part that holds it."""
    if meeting_id is None:
        workspace.go.emit(next((route for place, route in _PLACES if finding.place.startswith(place)), _REGISTER))
        return

    def go(rows: tuple[ItemRow, ...]) -> None:
        item = next((row.id for row in rows if row.number == finding.item_number), None)
        part = "minutes" if item is None else f"minutes:{item}"
        workspace.go.emit(Route("meeting", meeting_id, part))

    workspace.read(agenda.items, meeting_id, then=go)
