"""The objectives' page on the demonstration base."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from psq_desktop.views.objectives.page import ObjectivesPage
from psq_desktop.views.screen import Workspace


@pytest.fixture
def page(workspace: Workspace, show: Callable[..., None]) -> ObjectivesPage:
    """The page as the window shows it: what is written makes it read again, routes come back to it."""
    made = ObjectivesPage(workspace)
    workspace.tasks.written.connect(lambda changes, note: made.on_written(changes))
    workspace.go.connect(made.open)
    show(made)
    return made
