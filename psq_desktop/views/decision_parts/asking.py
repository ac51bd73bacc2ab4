"""Puts a question about one decision in a popover and writes the answer."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.views.decision_parts.partner_field import PartnerChoice
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.decision_parts.questions import Question
from psq_desktop.views.screen import Workspace


class _Asked(QObject):
    """Lives as long as its popover."""

    def __init__(self, workspace: Workspace, question: Question, decision: DecisionRow, popover: Popover) -> None:
        super().__init__(popover)
        self._workspace, self._question, self._decision, self._popover = workspace, question, decision, popover
        popover.submitted.connect(self._on_submitted)

    def _on_submitted(self, values: dict[str, Any]) -> None:
        service, args, kwargs = self._question.call(self._decision, values, self._workspace)
        note = self._question.note.format(ref=self._decision.ref)
        done, refused = self._popover.on_done, self._popover.on_refused
        self._workspace.write(service, *args, **kwargs, then=done, failed=refused, note=note)


def ask(
    workspace: Workspace,
    question: Question,
    decision: DecisionRow,
    partners: tuple[PartnerChoice, ...],
    anchor: QWidget,
) -> Popover:
    """Open the question at a widget; closed by the answer, Échap or a click outside."""
    fields = question.fields(decision, partners, workspace)
    popover = Popover(question.title.format(ref=decision.ref), fields, question.verb, anchor.window())
    _Asked(workspace, question, decision, popover)
    popover.show_at(anchor)
    return popover
