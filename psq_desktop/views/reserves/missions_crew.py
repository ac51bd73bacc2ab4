"""Who is on a mission: one line each with the state of the shift, its hours, and a way off it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from psq_desktop.french import typeset
from psq_desktop.services.kinds import ShiftState
from psq_desktop.services.reserves import assigning
from psq_desktop.services.reserves.mission_rows import AssignedShift, MissionRow
from psq_desktop.views import badges
from psq_desktop.views.kit import IconButton, IconLine, Label, boxed, column
from psq_desktop.views.reserves.hours_form import Finished, HoursDialog
from psq_desktop.views.reserves.missions_words import hours, when
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.widgets.layouts import Item
from psq_desktop.wording import word

NOBODY = "Personne n’est encore affecté."


def shift_words(shift: AssignedShift) -> str:
    """« Prévue, 7 h », « Validée, 6 h 30 au lieu de 7 h »."""
    done = shift.done_minutes
    if done is None or done == shift.minutes:
        return typeset(f"{word(shift.state)}, {hours(shift.minutes)}")
    return typeset(f"{word(shift.state)}, {hours(done)} au lieu de {hours(shift.minutes)}")


def finished(row: MissionRow) -> tuple[Finished, ...]:
    """The shifts of a mission whose hours wait to be validated."""
    return tuple(
        Finished(each.id, typeset(f"{each.display} ({each.code})"), each.done_minutes or each.minutes)
        for each in row.shifts
        if each.state in (ShiftState.PLANNED, ShiftState.DONE)
    )


class _Off(IconButton):
    def __init__(self, shift: AssignedShift) -> None:
        super().__init__("x", f"Retirer {shift.code} de la mission", size=15)
        self.shift = shift


class _Sheet(IconButton):
    def __init__(self, shift: AssignedShift) -> None:
        super().__init__("arrow-right", f"Fiche de {shift.code}", size=15)
        self.shift = shift


class Crew(QObject):
    """Makes the lines of a mission's sheet, and does what they ask for."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def lines(self, row: MissionRow) -> QWidget:
        """One line for each shift."""
        found: list[Item] = [self._line(shift) for shift in row.shifts]
        return boxed(column(*(found or [Label(NOBODY, 9.5, 400, "text2")]), spacing=6))

    def _line(self, shift: AssignedShift) -> QWidget:
        look = badges.look(shift.state)
        to_sheet = _Sheet(shift)
        to_sheet.clicked.connect(self._on_sheet)
        controls: list[QWidget] = [to_sheet]
        if shift.state is ShiftState.PLANNED:
            off = _Off(shift)
            off.clicked.connect(self._on_off)
            controls.insert(0, off)
        said = shift_words(shift)
        line = IconLine(look.icon, look.tone, f"{shift.display} · {shift.code}", said, *controls, weight=500)
        line.setAccessibleName(typeset(f"{shift.code}, {said}"))
        return line

    def withdraw(self, shift: AssignedShift) -> None:
        """Take somebody off the mission."""
        self._workspace.write(assigning.withdraw, shift.id, note=f"{shift.code} retiré de la mission")

    def validate(self, row: MissionRow, parent: QWidget) -> None:
        """Ask how long each was there, and validate it."""
        HoursDialog(self._workspace, f"{row.title}, {when(row)}", finished(row), parent.window()).open()

    def _on_off(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Off):
            self.withdraw(sender.shift)

    def _on_sheet(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Sheet):
            self._workspace.go.emit(Route("reserves", sender.shift.reservist_id, "roster"))
