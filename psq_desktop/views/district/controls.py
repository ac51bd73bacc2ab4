"""Joint controls: planned under embargo, shown on request for five minutes, then their results."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtGui import QHideEvent, QResizeEvent

from psq_desktop.services.fieldwork import control_figures, controls, embargo
from psq_desktop.services.fieldwork.control_rows import ControlFigures, ControlRow
from psq_desktop.services.kinds import ControlState
from psq_desktop.views.district import controls_words as told
from psq_desktop.views.district.controls_chart import OperationsCard
from psq_desktop.views.district.controls_forms import FORM, FollowUpDialog, ResultsDialog
from psq_desktop.views.registers.figures import Figures
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.registers.register import Action, Register
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.registers.unmasked import Unmasked
from psq_desktop.views.screen import Workspace


class ControlsTab(RegisterTab):
    """The register of controls with its figures; dates under embargo show for a while, or until the tab is left."""

    def __init__(self, workspace: Workspace) -> None:
        self.cards = Figures(4)
        self.chart = OperationsCard()
        super().__init__(workspace, _register(workspace.today), above=self.cards, below=self.chart)
        self.unmasked = Unmasked(workspace, embargo.WHAT, parent=self)
        self.unmasked.changed.connect(self._on_unmasked)
        self._figures: ControlFigures | None = None
        self._editing: int | None = None

    def reload(self) -> None:
        super().reload()
        self.workspace.read(control_figures.figures, self.workspace.today, then=self._take_figures, **self.asked)

    def _take_figures(self, found: ControlFigures) -> None:
        self._figures = found = found if self.unmasked.any else found.masked()
        self.cards.show_figures(told.figures(found))
        self.chart.show_figures(found)

    def _take_rows(self, rows: tuple[ControlRow, ...]) -> None:
        # What was read while a date was shown may come after it was hidden again.
        rows = tuple(row if self.unmasked.shows(row.id) else row.masked() for row in rows)
        super()._take_rows(rows)
        wanted = next((row for row in rows if row.id == self._editing and not row.hidden), None)
        if wanted is not None:
            self._editing = None
            self._open_form(wanted, None)

    # --- the embargo

    def _on_unmasked(self) -> None:
        self._take_rows(self.list.rows)
        if self._figures is not None:
            self._take_figures(self._figures)
        self.asked = {"revealed": self.unmasked.alone} if self.unmasked.any else {}
        if self.unmasked.any:
            self.reload()

    def _open_form(self, found: ControlRow | None, values: dict[str, Any] | None) -> None:
        if found is None or not found.hidden:
            super()._open_form(found, values)
            return
        self._editing = found.id  # its form shows the date: as soon as it may be seen
        self.unmasked.reveal(found.id)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.unmasked.mask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.chart.set_room(self.height())


def _reveal(tab: RegisterTab, row: ControlRow) -> None:
    if isinstance(tab, ControlsTab):
        tab.unmasked.reveal(row.id)


def _hide(tab: RegisterTab, _row: ControlRow) -> None:
    if isinstance(tab, ControlsTab):
        tab.unmasked.mask()


def _results(tab: RegisterTab, row: ControlRow) -> None:
    ResultsDialog(tab.workspace, row, tab.window()).open()


def _follow(tab: RegisterTab, row: ControlRow) -> None:
    FollowUpDialog(tab.workspace, row, tab.window()).open()


def _cancel(tab: RegisterTab, row: ControlRow) -> None:
    tab.workspace.write(controls.cancel, row.id, note="Contrôle annulé")


def _resume(tab: RegisterTab, row: ControlRow) -> None:
    tab.workspace.write(controls.resume, row.id, note="Contrôle programmé de nouveau")


def _planned(row: ControlRow) -> bool:
    return row.state is ControlState.PLANNED


def _done(row: ControlRow) -> bool:
    return row.state is ControlState.DONE


_ACTIONS = (
    Action(told.REVEAL, "Afficher la date", "eye", _reveal, lambda row: row.hidden),
    Action(told.HIDE, "Masquer la date", "eye-off", _hide, lambda row: row.embargoed and not row.hidden),
    Action(told.RESULTS, "Saisir les résultats", "clipboard-check", _results, _planned, primary=True),
    Action(told.FOLLOW, "Noter les suites", "notes", _follow, lambda row: row.follow_up_due is not None, primary=True),
    Action("correct", "Corriger les résultats…", "clipboard-check", _results, _done),
    Action("rewrite", "Modifier les suites…", "notes", _follow, lambda row: row.followed_on is not None),
    Action(told.CANCEL, "Annuler le contrôle", "ban", _cancel, _planned),
    Action(
        told.RESUME, "Programmer de nouveau", "calendar-event", _resume, lambda row: row.state is ControlState.CANCELLED
    ),
)


def _register(today: dt.date) -> Register:
    return Register(
        key="controls",
        title="Contrôles inter-services",
        icon="shield-check",
        tables=("joint_control", "control_service", "control_outcome", "partner_name", "objective", "reading"),
        search=controls.search,
        columns=told.COLUMNS,
        searched=told.searched,
        called=lambda row: f"Contrôle « {row.theme} »",
        sheet=told.sheet,
        invitation="Programmez le premier contrôle inter-services : sa date reste sous embargo jusqu’à ses résultats.",
        hint="Choisissez un contrôle pour voir ses services, ses résultats et ses suites.",
        filters=told.filters(today),
        counted=told.counted,
        form=FORM,
        remove=controls.remove,
        actions=_ACTIONS,
    )


def tab(workspace: Workspace) -> RegisterPart:
    """The tab, made when it is first seen."""
    return ControlsTab(workspace)
