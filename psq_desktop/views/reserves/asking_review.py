"""What came back, before anything is written: the days that are taken over, those to decide, files that are not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.errors import UserError
from psq_desktop.french import date_short, plural, typeset
from psq_desktop.services.kinds import LineKind
from psq_desktop.services.reserves.request_rows import CheckedRequest, DayLine
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import Button, Label, Note, RowsModel, TableView
from psq_desktop.views.reserves.calendar_words import short_period
from psq_desktop.views.widgets.cells import Cell, IconCell, Text
from psq_desktop.views.widgets.rows import Column, Group
from psq_desktop.wording import explain, explain_problem, word

_WIDTH = 860
_TABLE_HEIGHT = 340.0


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A day of a file; ``on``: it will be taken over."""

    id: tuple[int, dt.date | None, str]
    line: DayLine
    on: bool


def review_lines(checked: tuple[CheckedRequest, ...], accepted: frozenset[tuple[int, dt.date]]) -> tuple[object, ...]:
    """Groups (files) and their days, as `RowsModel` takes them."""
    found: list[object] = []
    for each in checked:
        found.append(Group(f"{each.code} {each.display}".strip() or each.file, _about(each)))
        for line in each.lines if each.recognised else ():
            key = (each.request_id or 0, line.day)
            on = _taken(each, line) or key in accepted
            found.append(ReviewLine((*key, f"{each.file} {line.cell}"), line, on))
    return tuple(found)


def _taken(each: CheckedRequest, line: DayLine) -> bool:
    return line.taken and each.note != "already_applied"


def taken_days(checked: tuple[CheckedRequest, ...], accepted: frozenset[tuple[int, dt.date]]) -> int:
    """How many days will be written."""
    safe = sum(_taken(each, line) for each in checked if each.recognised for line in each.lines)
    return safe + len(accepted)


def _about(each: CheckedRequest) -> str:
    if each.refusal:
        return typeset(explain(UserError(each.refusal, **each.params)).replace("\n", " "))
    period = short_period(each.first, each.last) if each.first and each.last else ""
    note = explain(UserError(each.note, **each.params)).partition("\n")[0] if each.note else ""
    return typeset(" · ".join(filter(None, (period, plural(len(each.lines), "jour"), note))))


def _tick(row: ReviewLine) -> Cell:
    if row.on:
        return IconCell("square-check", "sera repris", "success")
    if row.line.open:
        return IconCell("circle", "à décider : Espace le reprend", "warning")
    return IconCell("minus", "n’est pas repris", "text3")


def _day(row: ReviewLine) -> Cell:
    day = row.line.day
    return Text(date_short(day) if day is not None else (row.line.cell or "—"), 500)


def _base(row: ReviewLine) -> Cell:
    return Text(row.line.current or "—", tone="text2", lines=2)


def _returned(row: ReviewLine) -> Cell:
    return Text(row.line.returned or row.line.read or "—", 600, lines=2)


def _said(row: ReviewLine) -> Cell:
    problem = row.line.problem or row.line.caution
    if problem is not None:
        return Text(explain_problem(problem), tone="danger" if row.line.problem else "warning", size=9, lines=2)
    if row.line.kind is LineKind.CONFLICT:
        return Text("La base a changé depuis l’envoi : choisissez.", tone="warning", size=9, lines=2)
    return Text(row.line.comment or word(row.line.kind), tone="text2", size=9, lines=2)


_COLUMNS = (
    Column[ReviewLine]("", 40, _tick),
    Column[ReviewLine]("Jour", 112, _day),
    Column[ReviewLine]("Dans la base", 196, _base),
    Column[ReviewLine]("Revenu", 216, _returned),
    Column[ReviewLine]("Remarque", 200, _said, stretch=True),
)


class ReviewTable(TableView):
    """Espace, Entrée or a double click decide about a day."""

    toggled = Signal(object)  # ReviewLine

    def __init__(self) -> None:
        super().__init__(RowsModel(_COLUMNS), "Jours revenus")
        self.row_activated.connect(self.toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and isinstance(self.current_row, ReviewLine):
            self.toggled.emit(self.current_row)
        else:
            super().keyPressEvent(event)


class ReviewDialog(PlainDialog):
    """`accepted_days` gives the days that were decided for."""

    apply_requested = Signal(object)  # tuple[(request, day), …]

    def __init__(self, checked: tuple[CheckedRequest, ...], parent: QWidget) -> None:
        super().__init__("Disponibilités revenues", _WIDTH, parent)
        self._checked = checked
        self._accepted: frozenset[tuple[int, dt.date]] = frozenset()
        about = Label(_told(checked), 10, 400, "text2", wrap=True)
        self.note = Note("danger", "")
        self.note.hide()
        self.table = ReviewTable()
        self.table.setMinimumHeight(round(_TABLE_HEIGHT))
        self.apply_button = Button("", "check", "primary")
        self.apply_button.setDefault(True)
        self.apply_button.clicked.connect(self._apply)
        cancel = Button("Annuler", shortcut="Échap")
        cancel.clicked.connect(self.reject)
        self.fill(about, self.note, self.table, buttons=(cancel, self.apply_button))
        self.table.toggled.connect(self._toggle)
        self._show()

    def _show(self) -> None:
        days = taken_days(self._checked, self._accepted)
        self.table.set_rows(review_lines(self._checked, self._accepted), empty="Rien à reprendre.")
        self.apply_button.set_text(f"Reprendre {plural(days, 'jour')}")
        self.apply_button.setEnabled(days > 0)

    def _toggle(self, row: ReviewLine) -> None:
        request_id, day, _ = row.id
        if row.line.open and day is not None:
            self._accepted ^= {(request_id, day)}
            self._show()

    def _apply(self) -> None:
        self.apply_button.setEnabled(False)
        self.apply_requested.emit(tuple(sorted(self._accepted)))

    def refuse(self, error: UserError) -> None:
        """Say why nothing was written."""
        title, _, rest = explain(error).partition("\n")
        self.note.set_message("danger", title, rest)
        self.note.show()
        self.apply_button.setEnabled(True)


def _told(checked: tuple[CheckedRequest, ...]) -> str:
    read = sum(each.recognised for each in checked)
    refused = len(checked) - read
    words = plural(read, "classeur reconnu", "classeurs reconnus")
    if refused:
        words += f", {plural(refused, 'fichier écarté', 'fichiers écartés')}"
    choice = " Espace reprend un jour à décider." if any(line.open for each in checked for line in each.lines) else ""
    return typeset(f"{words}. Rien n’est encore écrit.{choice}")
