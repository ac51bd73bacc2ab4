"""What is done with several decisions at once: asked once, written in one step, taken back in one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from psq_desktop.french import plural
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import DecisionState
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.kit import DateField, NotesField
from psq_desktop.views.notice import Told
from psq_desktop.views.screen import Workspace

Rows = tuple[DecisionRow, ...]


def stay_words(rows: Rows, due: date) -> str:
    """Which of them cannot be carried over to a day, and why; nothing when all can."""
    closed = [row.ref for row in rows if row.state.closed]
    later = [row.ref for row in rows if not row.state.closed and not decisions.postponable(row, due)]
    parts = (
        f"Déjà closes : {', '.join(closed)}." if closed else "",
        f"Échéance déjà aussi tardive : {', '.join(later)}." if later else "",
    )
    return " ".join(filter(None, parts))


class Together(QObject):
    """Questions about several decisions. `told` says what could not be done."""

    told = Signal(object)  # Told

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def postpone(self, rows: Rows, anchor: QWidget) -> Popover:
        """One due date and one reason for all."""
        fields: dict[str, tuple[str, QWidget]] = {
            "due": ("Nouvelle échéance", DateField("Nouvelle échéance", today=self._today, width=0)),
            "reason": ("Motif", NotesField("Motif", "Par exemple : budget voté en janvier", lines=3)),
        }
        text = "La même échéance et le même motif pour toutes. Celles qui sont closes restent comme elles sont."
        return self._ask(f"Reporter {_count(rows)}", fields, "Reporter", text, partial(self._postpone, rows), anchor)

    def abandon(self, rows: Rows, anchor: QWidget) -> Popover:
        """One reason for all."""
        fields: dict[str, tuple[str, QWidget]] = {
            "comment": ("Motif", NotesField("Motif", "Pourquoi le comité y renonce", lines=3))
        }
        text = "Le même motif pour toutes."
        return self._ask(f"Abandonner {_count(rows)}", fields, "Abandonner", text, partial(self._abandon, rows), anchor)

    def mark_done(self, rows: Rows) -> None:
        """They were kept."""
        args = (_ids(rows), DecisionState.DONE, "", self._workspace.today)
        self._workspace.write(decisions.close_many, *args, note=partial(_done, "marquée* tenue*"))

    def _ask(
        self,
        title: str,
        fields: dict[str, tuple[str, QWidget]],
        verb: str,
        text: str,
        then: Callable[[Popover, dict[str, Any]], None],
        anchor: QWidget,
    ) -> Popover:
        popover = Popover(title, fields, verb, anchor.window(), text)
        popover.submitted.connect(partial(then, popover))
        popover.show_at(anchor)
        return popover

    def _postpone(self, rows: Rows, popover: Popover, values: dict[str, Any]) -> None:
        due, today = values["due"], self._workspace.today

        def done(_count: int) -> None:
            if isValid(popover):  # it may have been closed meanwhile
                popover.on_done()
            if words := stay_words(rows, due):
                self.told.emit(Told("warning", "Certaines décisions gardent leur échéance", words))

        self._workspace.write(
            decisions.postpone_many, _ids(rows), due, values["reason"], today,
            then=done, failed=popover.on_refused, note=partial(_done, "reportée*"),
        )  # fmt: skip

    def _abandon(self, rows: Rows, popover: Popover, values: dict[str, Any]) -> None:
        args = (_ids(rows), DecisionState.ABANDONED, values["comment"], self._workspace.today)
        self._workspace.write(
            decisions.close_many, *args,
            then=popover.on_done, failed=popover.on_refused, note=partial(_done, "abandonnée*"),
        )  # fmt: skip

    def _today(self) -> date:
        return self._workspace.today


def _ids(rows: Rows) -> tuple[int, ...]:
    return tuple(row.id for row in rows)


def _count(rows: Rows) -> str:
    return plural(len(rows), "décision")


def _done(participle: str, count: int) -> str:
    many = participle.replace("*", "s" if count > 1 else "")
    return f"{plural(count, 'décision')} {many}" if count else ""
