"""What the tests of the objectives' screen share."""

from __future__ import annotations

from typing import Any

from psq_desktop.services.steering import objectives
from psq_desktop.services.steering.progress_rows import ObjectiveRow
from psq_desktop.views.objectives.page import ObjectivesPage
from psq_desktop.views.screen import Workspace


def by_code(workspace: Workspace, code: str) -> ObjectiveRow:
    """One objective of the demonstration."""
    rows = workspace.tasks.store.read(objectives.search, workspace.today)
    found: ObjectiveRow = next(row for row in rows if row.code == code)
    return found


def codes(page: ObjectivesPage) -> list[str]:
    """The objectives listed."""
    model: Any = page.list.table.model()
    return [model.row_at(i).row.code for i in range(model.rowCount())]


def said(page: ObjectivesPage, code: str, column: int) -> str:
    """What a screen reader says of a cell."""
    from PySide6.QtCore import Qt

    model: Any = page.list.table.model()
    words: str = model.index(codes(page).index(code), column).data(Qt.ItemDataRole.AccessibleTextRole)
    return words.replace("\u00a0", " ").replace("\u202f", " ")
