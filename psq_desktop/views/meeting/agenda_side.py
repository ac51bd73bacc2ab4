"""Beside the agenda: where the current item's objective stands, and what could be spoken of."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop.services.history import Changes
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.preparing import agenda, silence
from psq_desktop.services.preparing.agenda import ItemRow, ReviewProposal
from psq_desktop.services.preparing.silence import SilentPartner
from psq_desktop.services.rounds.round_facts import TABLES as ROUNDS
from psq_desktop.services.steering import commitments, objectives, supports
from psq_desktop.services.steering.progress_rows import CommitmentRow, ObjectiveRow, SupportRow
from psq_desktop.views import theme
from psq_desktop.views.kit import column
from psq_desktop.views.meeting.proposals import ProposalsCard
from psq_desktop.views.meeting.subjects import Facts, subjects
from psq_desktop.views.objective_parts import TABLES
from psq_desktop.views.objective_parts.figures_card import FiguresCard
from psq_desktop.views.screen import Workspace

WIDTH, SHARE = 372, 0.34  # usual width; part of a narrow page that is left to it


class AgendaSide(QWidget):
    """Figures above, proposals below. The objectives are read again only when one of them changed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._locked = self._first = False
        self._stale = True
        self._objectives: tuple[ObjectiveRow, ...] = ()
        self._commitments: tuple[CommitmentRow, ...] = ()
        self._supports: tuple[SupportRow, ...] = ()
        self._facts = Facts()
        self._items: tuple[ItemRow, ...] = ()
        self.figures = FiguresCard(workspace)
        self.proposals = ProposalsCard()
        layout = column(self.figures, self.proposals, spacing=theme.GAP, grow=1)
        layout.addStretch(0)  # takes the room only where there are no proposals
        self.setLayout(layout)
        workspace.tasks.written.connect(self._on_written)

    def fit(self, room: int) -> None:
        """Take the usual width, or less where the agenda itself is short of it."""
        self.setFixedWidth(min(theme.px(WIDTH), int(room * SHARE)))

    def show_meeting(self, sheet: MeetingSheet) -> None:
        """Ask for what this meeting could speak of."""
        self._locked, self._first = sheet.locked, sheet.row.number == 1
        self.proposals.setVisible(not sheet.locked)
        today = self._workspace.today
        if not sheet.locked:
            self._workspace.read(agenda.review_proposals, sheet.row.id, today, then=self._take_proposals)
        if self._stale:
            self._stale = False
            self.figures.reload()
            self._workspace.read(objectives.search, today, then=self._take_objectives)
            self._workspace.read(commitments.search, today, then=self._take_commitments)
            self._workspace.read(supports.search, today, then=self._take_supports)
            self._workspace.read(silence.partners_silent, today, then=self._take_silent)

    def show_items(self, items: tuple[ItemRow, ...], current: int | None) -> None:
        """The agenda as it is now, and which item is current."""
        self._items = items
        self._show_subjects()
        self.show_item(current)

    def show_item(self, item_id: int | None) -> None:
        """Figures of the objective that an item is about."""
        item = next((each for each in self._items if each.id == item_id), None)
        objective_id = item.objective_id if item is not None else None
        self.figures.show_objective(objective_id)
        self.setVisible(not self._locked or objective_id is not None)

    def _on_written(self, changes: Changes) -> None:
        self._stale = self._stale or changes.touch(*TABLES, *ROUNDS)

    def _take_proposals(self, rows: tuple[ReviewProposal, ...]) -> None:
        self.proposals.set_proposals(rows, first=self._first)

    def _take_objectives(self, rows: tuple[ObjectiveRow, ...]) -> None:
        self._objectives = rows

    def _take_commitments(self, rows: tuple[CommitmentRow, ...]) -> None:
        self._commitments = rows

    def _take_supports(self, rows: tuple[SupportRow, ...]) -> None:
        self._supports = rows

    def _take_silent(self, rows: tuple[SilentPartner, ...]) -> None:
        self._facts = Facts(self._objectives, self._commitments, self._supports, rows)
        self._show_subjects()

    def _show_subjects(self) -> None:
        self.proposals.set_subjects(subjects(self._facts, self._items))
