"""An objective's figures beside the item that speaks of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from psq_desktop.services.steering import objectives
from psq_desktop.views.kit import boxed, column
from psq_desktop.views.objective_parts.figures_card import FiguresCard
from psq_desktop.views.screen import Workspace
from tests.views.audit import cut_texts


@pytest.mark.parametrize("height", [520, 660])
def test_no_word_is_cut_or_covered_where_the_column_is_low(
    workspace: Workspace, show: Callable[..., None], height: int
) -> None:
    rows = workspace.tasks.store.read(objectives.search, workspace.today)
    card, checks = FiguresCard(workspace), QWidget()
    checks.setMinimumHeight(240)
    aside = boxed(column(card, checks, spacing=12, grow=1))
    show(aside, 260, height)
    for found in rows:
        card.show_objective(found.id)
        workspace.tasks.drain()
        for _ in range(4):
            QApplication.processEvents()
        assert not cut_texts(card), found.code
