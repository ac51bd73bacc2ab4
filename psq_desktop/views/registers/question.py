"""A short form about one record that exists: what is typed goes to a service of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from psq_desktop.services.partners import PartnerRow
from psq_desktop.views.dialogs.form import Lines
from psq_desktop.views.objective_forms.frame import RecordDialog, filled
from psq_desktop.views.screen import Workspace

if TYPE_CHECKING:
    from psq_desktop.views.registers.tab import RegisterTab


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; ``service(session, id, **values)`` takes the answer."""

    title: str
    verb: str
    written: str  # the toast
    lines: Callable[[Workspace], Lines]
    service: Callable[..., Any]
    shown: Callable[[Any, date], dict[str, Any]]  # what stands there at first
    about: Callable[[Any], str]  # under the title


class QuestionDialog(RecordDialog):
    """Asks one `Question` about a row."""

    def __init__(self, workspace: Workspace, question: Question, row: Any, parent: QWidget) -> None:
        super().__init__(workspace, question.title, question.verb, question.lines(workspace), parent)
        self._question, self._row = question, row
        self.say_about(question.about(row))
        self.submit_button.setEnabled(False)
        first = next(iter(self.form.values()), "")
        if first:
            self.form.focus(first)

    def _take_partners(self, rows: tuple[PartnerRow, ...]) -> None:
        super()._take_partners(rows)
        self.show_values(**self._question.shown(self._row, self.workspace.today))
        self.submit_button.setEnabled(True)

    def write(self) -> None:
        self.send(filled(self._question.service, self.values()), self._row.id, note=self._question.written)


def _ask(question: Question, tab: RegisterTab, row: Any) -> None:
    QuestionDialog(tab.workspace, question, row, tab.window()).open()


def asking(question: Question) -> Callable[[RegisterTab, Any], None]:
    """What an `Action` runs to ask."""
    return partial(_ask, question)
