"""The concerted objectives: a list with one of them beside it, or the matrix of who does what."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.services import partners
from psq_desktop.services.partners import PartnerRow
from psq_desktop.services.steering import axes, matrix, objectives, thresholds
from psq_desktop.services.steering.progress_rows import AxisRow, Limits, Matrix, ObjectiveRow
from psq_desktop.views.kit import EmptyState, boxed, column, row
from psq_desktop.views.objectives.filters import (
    LATE,
    PARTS,
    SILENT,
    late_summary,
    partner_summary,
    silent_summary,
    summary,
)
from psq_desktop.views.objectives.heading import HeadingActions
from psq_desktop.views.objectives.list import ObjectiveList
from psq_desktop.views.objectives.matrix import MatrixCard
from psq_desktop.views.objectives.panel import ObjectivePanel
from psq_desktop.views.screen import Heading, Route, Screen, Workspace
from psq_desktop.views.theme import PAGE_MARGINS

MATRIX = "matrix"
TABS_OF_ROUTES = frozenset({"readings", "commitments", "measures", "supports", "links"})
MATRIX_WORDS = "Qui fait quoi : météo déclarée par le pilote, part tenue des autres"
NEW, NEW_AXES = "Nouvel objectif", "Créer les axes"
_INVITATION = (
    "Fixez ensemble ce qui doit changer dans le quartier : un pilote, une échéance, la part de chacun, "
    "et un indicateur qui dira où l’on en est."
)


class ObjectivesPage(Screen):
    """All objectives, how they go, and who takes part."""

    tables: ClassVar[tuple[str, ...]] = (
        "axis", "objective", "objective_associate", "indicator", "reading", "outlook", "commitment", "measure",
        "support_request", "thresholds", "partner", "partner_name", "contact", "decision", "agenda_item", "meeting",
    )  # fmt: skip
    help_page: ClassVar[str] = "objectifs"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._rows: tuple[ObjectiveRow, ...] = ()
        self._loaded = False
        self._limits = Limits()
        self._axes = 0
        self._partners: tuple[PartnerRow, ...] = ()
        self._in_matrix = False
        self._actions = HeadingActions(self)
        self.list = ObjectiveList()
        self.panel = ObjectivePanel(workspace)
        self.matrix = MatrixCard()
        icon, title = "target-arrow", "Objectifs concertés"
        self._empty = EmptyState(icon, title, _INVITATION, ((NEW, "plus"),))
        self._bare = EmptyState(icon, title, _INVITATION, ((NEW_AXES, "stack-2"), (NEW, "plus")))
        self._body = boxed(row(self.list, self.panel, spacing=12, grow=0))
        whole = column(self._body, self.matrix, self._empty, self._bare, spacing=0, margins=PAGE_MARGINS)
        self.setLayout(whole)
        self._connect()
        self._show_parts()

    def _connect(self) -> None:
        self._actions.matrix_wanted.connect(self._go_to_matrix)
        self._actions.export_wanted.connect(self._preview)
        self._actions.new_wanted.connect(self.create_new)
        self.list.selected.connect(self.panel.show_objective)
        self.list.edit_requested.connect(self._edit)
        self.list.remove_requested.connect(self._remove)
        self.list.sheet_requested.connect(self._preview_sheet)
        self.list.filtered.connect(self.heading_changed)
        self.panel.step_requested.connect(self._step)
        self.panel.edit_requested.connect(self._edit_current)
        self.matrix.opened.connect(self._open_objective)
        self.matrix.left.connect(self._go_to_list)
        for empty in (self._empty, self._bare):
            empty.chosen.connect(self._on_empty)
        keys = {"Alt+Up": self._previous, "Alt+Down": self._next}
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        edit = QShortcut(QKeySequence("F2"), self.list, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        edit.activated.connect(self._edit_current)

    # --- the screen

    def heading(self) -> Heading:
        return Heading("Objectifs concertés", self._subtitle(), actions=self._actions.widgets)

    def _subtitle(self) -> str:
        partner_id = self.list.partner.value
        if self._in_matrix and self._rows:
            return MATRIX_WORDS
        if partner_id is not None:
            return partner_summary(self._rows, partner_id, self.list.partner.name)
        if self.list.chips.current == SILENT:
            return silent_summary(self._rows, self._limits)
        if self.list.chips.current == LATE:
            return late_summary(self._rows)
        return summary(self._rows, self._axes)

    def reload(self) -> None:
        today = self.workspace.today
        self.workspace.read(thresholds.limits, then=self._take_limits)
        self.workspace.read(partners.search, today, then=self._take_partners)
        self.workspace.read(axes.search, then=self._take_axes)
        self.workspace.read(objectives.search, today, then=self._take_rows)
        self._load_matrix()

    def open(self, route: Route) -> None:
        kind, _, key = route.part.partition(":")
        if kind == "partner" and key.isdecimal():
            self.list.keep_partner(int(key))
        elif route.part in PARTS:
            self.list.keep_only(route.part)
        if route.id is not None:
            self.list.want(route.id)
        if route.part == LATE:
            self.panel.show_part("commitments")
        elif kind in TABS_OF_ROUTES:
            self.panel.show_part(route.part)
        changed = self._in_matrix is not (route.part == MATRIX)
        self._in_matrix = route.part == MATRIX
        self._load_matrix()
        self._show_parts()
        if changed:
            self.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.take_focus)  # after the window has given the focus to whatever comes first

    def take_focus(self) -> None:
        (self.matrix.view if self._in_matrix else self.list.table).setFocus()

    def focus_filter(self) -> None:
        field = self.matrix.filter if self._in_matrix else self.list.filter
        field.setFocus()
        field.selectAll()

    def create_new(self) -> None:
        from psq_desktop.views.objective_forms import open_new_objective

        open_new_objective(self.workspace, self, self._open_objective)

    def unsaved_text(self) -> str:
        return self.panel.unsaved_text

    def export(self) -> bool:
        return self.preview()  # where the version is chosen, and saved

    def preview(self) -> bool:
        if self._rows:
            what = MATRIX if self._in_matrix else "progress"
            self._preview(what)
        return True

    # --- rows

    def _take_limits(self, limits: Limits) -> None:
        self._limits = limits

    def _take_partners(self, rows: tuple[PartnerRow, ...]) -> None:
        self._partners = rows

    def _take_axes(self, rows: tuple[AxisRow, ...]) -> None:
        self._axes = len(rows)

    def _take_rows(self, rows: tuple[ObjectiveRow, ...]) -> None:
        self._rows, self._loaded = rows, True
        concerned = frozenset[int]().union(*(each.partner_ids for each in rows))
        own = tuple((each.id, each.name, each.acronym) for each in self._partners if each.id in concerned)
        self.list.partner.set_partners(own)
        before, names = self.list.current, {key: f"{name} {acronym}" for key, name, acronym in own}
        self.list.set_rows(rows, self.workspace.today, self._limits, names)
        if self.list.current == before:  # another one was just asked for; a deleted one must not be
            self.panel.reload()
        self._show_parts()

    def _load_matrix(self) -> None:
        if self._in_matrix:
            self.workspace.read(matrix.build, self.workspace.today, then=self._take_matrix)

    def _take_matrix(self, found: Matrix) -> None:
        self.matrix.set_matrix(found)

    def _show_parts(self) -> None:
        some = bool(self._rows) or not self._loaded
        self._body.setVisible(some and not self._in_matrix)
        self.matrix.setVisible(some and self._in_matrix)
        self._empty.setVisible(not some and self._axes > 0)
        self._bare.setVisible(not some and not self._axes)
        self._actions.show_state(matrix=self._in_matrix, some=some)
        self.heading_changed.emit()

    # --- what is asked for

    def _partner_shown(self) -> int | None:
        return None if self._in_matrix else self.list.partner.value

    def _preview(self, what: str) -> None:
        self.workspace.progress_preview_requested.emit(what, self._partner_shown(), None)

    def _preview_sheet(self, objective_id: int) -> None:
        self.workspace.progress_preview_requested.emit("action-sheets", None, objective_id)

    def _edit(self, objective_id: int) -> None:
        from psq_desktop.views.objective_forms import open_edit_objective

        open_edit_objective(self.workspace, objective_id, self)

    def _edit_current(self) -> None:
        if self.list.current is not None:
            self._edit(self.list.current)

    def _remove(self, objective: ObjectiveRow) -> None:
        self.workspace.write(objectives.remove, objective.id, note=f"Objectif {objective.code} supprimé")

    def _on_empty(self, words: str) -> None:
        from psq_desktop.views.objective_forms import open_axes

        if words == NEW_AXES:
            open_axes(self.workspace, self)
        else:
            self.create_new()

    # --- moving

    def _open_objective(self, objective_id: int) -> None:
        self.workspace.go.emit(Route("objectives", objective_id))

    def _go_to_matrix(self, wanted: bool) -> None:
        self.workspace.go.emit(Route("objectives", part=MATRIX if wanted else ""))

    def _go_to_list(self) -> None:
        self._go_to_matrix(False)

    def _step(self, by: int) -> None:
        if not self._in_matrix:
            self.list.step(by)

    def _previous(self) -> None:
        self._step(-1)

    def _next(self) -> None:
        self._step(1)
