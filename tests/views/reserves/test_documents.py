"""Documents that bear names are shown with a warning before they can be saved."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from psq_desktop.services.reserves import roster
from psq_desktop.views.desk_documents import DeskDocuments
from psq_desktop.views.documents import DocumentPreview
from psq_desktop.views.screen import Paper, Route, Screen, Workspace


class _Place:
    current: Screen | None = None
    route: Route | None = None

    def save_edits(self) -> None:
        """Nothing is being typed."""


def test_a_roster_that_is_exported_is_shown_first_with_its_warning(qtbot: QtBot, workspace: Workspace) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    def compose(session: Any) -> Any:
        return roster.compose(session, workspace.today)

    papers = DeskDocuments(workspace, _Place(), window)
    papers.paper("export", "roster", Paper(compose, "Des noms en clair\nÀ ne pas diffuser."))
    dialog = window.findChildren(DocumentPreview)[0]
    workspace.tasks.drain()
    workspace.tasks.drain()

    assert dialog.note.isVisibleTo(dialog) and "noms en clair" in dialog.note.accessibleName()
    assert dialog.pdf_button.isEnabled() and not dialog.versions.isVisibleTo(dialog)
    dialog.reject()
