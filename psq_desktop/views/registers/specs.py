"""What the forms of registers ask for that other forms do not."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from psq_desktop.views.objective_forms.fields import MadeSpec
from psq_desktop.views.objective_parts.objective_field import ObjectiveField
from psq_desktop.views.screen import Workspace


def _objective(workspace: Workspace) -> QWidget:
    return ObjectiveField(workspace)


def objective_spec(
    workspace: Workspace, name: str = "objective_id", label: str = "Objectif lié", *, share: int = 1
) -> MadeSpec:
    """The objective that the record serves, or none; it finds its choices itself."""
    return MadeSpec(name, label, share=share, make=partial(_objective, workspace))
