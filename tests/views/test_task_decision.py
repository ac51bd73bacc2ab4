"""« Find a decision of months ago and export it to PDF », in the real window: five actions."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from psq_desktop.views.decisions.page import DecisionsPage
from tests.views.test_journey import Secretary, secretary

__all__ = ["secretary"]  # the fixture

MOST_ACTIONS = 5
CTRL = Qt.KeyboardModifier.ControlModifier


def save_to(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    """The system's dialog takes the name that it is offered; which one is told."""
    offered: list[str] = []

    def accept(parent: object, title: str, proposed: str, filters: str) -> tuple[str, str]:
        offered.append(Path(proposed).name)
        return str(folder / Path(proposed).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", accept)
    return offered


def test_a_decision_of_months_ago_is_found_and_exported_in_five_actions(
    secretary: Secretary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = save_to(monkeypatch, tmp_path)
    secretary.press(Qt.Key.Key_K, CTRL)
    secretary.type("carte des pannes d'eclairage", Qt.Key.Key_Return)  # decided eleven months ago, done since
    assert isinstance(secretary.desk.current, DecisionsPage)
    secretary.press(Qt.Key.Key_E, CTRL)
    secretary.actions += 1  # the dialog: Entrée
    assert secretary.actions <= MOST_ACTIONS
    secretary.settle()
    assert offered == ["RG-QRR-2026-11 Registre des décisions Action A-9.pdf"]
    assert (tmp_path / offered[0]).read_bytes().startswith(b"%PDF")
