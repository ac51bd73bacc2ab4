"""Asks to which objective something is linked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.objective_parts.objective_field import ObjectiveField
from psq_desktop.views.screen import Workspace

LINKED, UNLINKED = "Lien vers l’objectif noté", "Lien vers l’objectif retiré"


class _Link(QObject):
    """Lives as long as its popover."""

    def __init__(self, workspace: Workspace, service: Callable[..., None], key: int, popover: Popover) -> None:
        super().__init__(popover)
        self._workspace, self._service, self._key, self._popover = workspace, service, key, popover
        popover.submitted.connect(self._on_submitted)

    def _on_submitted(self, values: dict[str, Any]) -> None:
        wanted = values["objective_id"]
        self._workspace.write(
            self._service, self._key, "objective_id", wanted, then=self._popover.on_done,
            failed=self._popover.on_refused, note=LINKED if wanted is not None else UNLINKED,
        )  # fmt: skip


def ask_objective(
    workspace: Workspace, title: str, service: Callable[..., None], key: int, objective_id: int | None, anchor: QWidget
) -> Popover:
    """Open the question at a widget; ``service`` is a ``set_field`` that takes ``key``. Empty takes the link away."""
    fields: dict[str, tuple[str, QWidget]] = {"objective_id": ("Objectif", ObjectiveField(workspace, objective_id))}
    popover = Popover(title, fields, "Lier", anchor.window(), "Vide : aucun objectif.")
    _Link(workspace, service, key, popover)
    popover.show_at(anchor)
    return popover
