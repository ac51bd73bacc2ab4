"""A partner's answer on the demonstration base, and the page that reviews it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from psq_desktop import db
from psq_desktop.views.review.page import ReviewPage
from psq_desktop.views.screen import Route, Workspace
from tests.views.review.filled import Sent, disagree, filled, receive, send

Opened = Callable[[int], ReviewPage]


@pytest.fixture
def sent(demo_database: db.Database) -> Sent:
    return send(demo_database)


@pytest.fixture
def return_id(demo_database: db.Database, sent: Sent, tmp_path: Path) -> int:
    """A return with one conflict and one error; the rest is sure."""
    path = filled(sent, tmp_path)
    disagree(demo_database)
    return receive(demo_database, path)


@pytest.fixture
def opened(qtbot: QtBot, workspace: Workspace, show: Callable[..., None]) -> Iterator[Opened]:
    """Opens the page as the window does: what is written makes it read again."""

    def make(return_id: int, width: int = 1300, height: int = 730) -> ReviewPage:
        page = ReviewPage(workspace)
        workspace.tasks.written.connect(lambda changes, note: page.on_written(changes))
        page.open(Route("review", return_id))
        show(page, width, height)
        return page

    yield make


@pytest.fixture
def page(opened: Opened, return_id: int) -> ReviewPage:
    return opened(return_id)


@pytest.fixture
def gone(workspace: Workspace) -> list[Any]:
    """Where the page asked to go."""
    routes: list[Any] = []
    workspace.go.connect(routes.append)
    return routes
