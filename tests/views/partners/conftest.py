"""The partners screen on a fresh demonstration base, « Habitat du Détroit » chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from psq_desktop.services import partners
from psq_desktop.services.partners import PartnerSheet
from psq_desktop.views.partners.page import PartnersPage
from psq_desktop.views.screen import Route, Workspace

Show = Callable[..., None]


@pytest.fixture
def page(workspace: Workspace, show: Show) -> PartnersPage:
    made = PartnersPage(workspace)
    workspace.tasks.written.connect(lambda changes, note: made.on_written(changes))  # as the main window does
    show(made)
    choose(made, "Habitat du Détroit")
    return made


def choose(page: PartnersPage, name: str) -> None:
    """Open a partner's sheet."""
    rows = page.workspace.tasks.store.read(partners.search, page.workspace.today)
    page.open(Route("partners", next(row.id for row in rows if row.name == name)))
    page.workspace.tasks.drain()


def stored(page: PartnersPage) -> PartnerSheet:
    """The chosen partner, as the database has it."""
    page.workspace.tasks.drain()
    assert page.sheet.sheet is not None
    found: PartnerSheet = page.workspace.tasks.store.read(partners.sheet, page.sheet.sheet.row.id, page.workspace.today)
    return found


def labels(widget: QWidget) -> str:
    """All the words that a widget shows."""
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())
