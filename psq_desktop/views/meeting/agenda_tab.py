"""The agenda of a meeting: its items in order, and what it could look at again."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.errors import UserError
from psq_desktop.french import plural
from psq_desktop.services import partners
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.partners import PartnerRow
from psq_desktop.services.preparing import agenda
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.services.rounds.round_facts import TABLES as ROUNDS
from psq_desktop.services.sitting import attendance
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    STRETCH,
    Card,
    CardHead,
    Label,
    Note,
    TextField,
    boxed,
    column,
    hairline,
    row,
    scrolled,
)
from psq_desktop.views.meeting.agenda_foot import AgendaFoot, too_long
from psq_desktop.views.meeting.agenda_list import AgendaList
from psq_desktop.views.meeting.agenda_papers import AgendaPapers
from psq_desktop.views.meeting.agenda_side import AgendaSide
from psq_desktop.views.meeting.tab import MeetingTab
from psq_desktop.views.objective_parts import TABLES
from psq_desktop.views.objective_parts.linking import UNLINKED, ask_objective
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.wording import explain, explain_problem


class AddField(TextField):
    """A new item as one typed line; Entrée adds it."""

    entered = Signal(str)
    left_upwards = Signal()

    def __init__(self) -> None:
        super().__init__("Ajouter un point", "Ajouter un point : « titre, durée, rapporteur », puis Entrée", "plus")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.entered.emit(self.text())
        elif event.key() == Qt.Key.Key_Up:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)


class AgendaTab(MeetingTab):
    """Every change saves itself; validated minutes make the agenda read-only."""

    tables = ("meeting", "agenda_item", "agenda_review", "decision", "follow_up", "partner", "partner_name",
              "attendance", "contact", "template_item", *TABLES, *ROUNDS)  # fmt: skip

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._meeting_id = self._shown_id = 0
        self._wants_focus = False
        self._locked = False
        self._starts: dt.time | None = None
        self._planned_end: dt.time | None = None
        self._lengthened: int | None = None  # the item whose duration was typed last
        self.locked_note = Note("info", "Compte rendu validé : l’ordre du jour ne change plus.")
        self.list = AgendaList()
        self.add_field = AddField()
        self.add_problem = Label("", 9, 400, "danger", wrap=True)
        self.side = AgendaSide(workspace)
        self.proposals = self.side.proposals
        self.papers = AgendaPapers(workspace, self)
        self._head = CardHead("Points", "", self.papers.template_button, self.papers.preview_button)
        self.foot = AgendaFoot()
        self._lay()
        self._connect()

    def _lay(self) -> None:
        self.locked_note.hide()
        self.add_problem.hide()
        lines = column(self.list, self.add_field, self.add_problem, STRETCH, spacing=5, margins=(10, 8, 10, 8))
        self._area = scrolled(boxed(lines), "Ordre du jour")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        points = Card(self._head, self._area, hairline(), self.foot, grow=1)
        body = row(points, self.side, spacing=theme.GAP, grow=0)
        self.setLayout(column(self.locked_note, body, spacing=theme.GAP, grow=1))

    def _connect(self) -> None:
        self.list.edited.connect(self._on_edited)
        self.list.rapporteur_chosen.connect(self._on_rapporteur)
        self.list.moved.connect(self._on_moved)
        self.list.duplicate_requested.connect(self._on_duplicate)
        self.list.remove_requested.connect(self._on_remove)
        self.list.current_changed.connect(self._keep_in_view)
        self.add_field.entered.connect(self._on_add)
        self.add_field.left_upwards.connect(self._on_upwards)
        self.proposals.toggled.connect(self._on_toggled)
        self.proposals.all_requested.connect(self._on_all)
        self.proposals.objective_wanted.connect(self._on_objective_wanted)
        self.proposals.partner_wanted.connect(self._on_partner_wanted)
        self.list.partner_asked.connect(self._on_partner)
        self.list.objective_asked.connect(self._on_objective)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit(self.width())

    # --- what the page asks

    def show_meeting(self, sheet: MeetingSheet) -> None:
        if sheet.row.id != self._meeting_id:
            self.add_field.clear()
            self._lengthened = None
        self._meeting_id, self._locked = sheet.row.id, sheet.locked
        self.locked_note.setVisible(sheet.locked)
        self.add_field.setVisible(not sheet.locked)
        self.foot.set_locked(sheet.locked)
        self._starts, self._planned_end = sheet.row.starts, sheet.planned_end
        today = self.workspace.today
        self.workspace.read(partners.search, today, then=self._take_partners)
        self.workspace.read(agenda.items, self._meeting_id, then=self._show_items)
        self.side.fit(self.width())
        self.side.show_meeting(sheet)
        self.papers.show_meeting(sheet)

    def open_item(self, item_id: int) -> None:
        self.list.want(item_id)

    def preview(self) -> bool:
        return self.papers.preview()

    def commit_edits(self) -> None:
        self.list.commit()

    def take_focus(self) -> None:
        self._wants_focus = True
        if self._shown_id == self._meeting_id:
            self._give_focus()

    def _give_focus(self) -> None:
        self._wants_focus = False
        if self.list.order:
            self.list.focus_current()
        else:
            self.add_field.setFocus()

    def focus_filter(self) -> None:
        self.list.focus_current()

    def create_new(self) -> None:
        self.add_field.setFocus()

    # --- what is shown

    def _take_partners(self, found: tuple[PartnerRow, ...]) -> None:
        self.list.partners = found

    def _show_items(self, rows: tuple[ItemRow, ...]) -> None:
        self.list.set_rows(rows, self._locked)
        self._shown_id = self._meeting_id
        self.side.show_items(rows, self.list.current)
        if self._wants_focus:
            self._give_focus()
        self._head.set_detail(plural(len(rows), "point"))
        timing = agenda.timing(rows, self._starts, self._planned_end)
        self.foot.set_timing(timing, len(rows))
        self.list.warn(self._lengthened, too_long(timing, short=True))

    def _keep_in_view(self, line: QWidget) -> None:
        self._area.ensureWidgetVisible(line, 0, theme.px(8))
        self.side.show_item(self.list.current)

    # --- what the user does

    def _on_edited(self, item_id: int, field: str, value: object) -> None:
        if field == "planned_minutes":
            self._lengthened = item_id
        self.workspace.write(agenda.set_field, item_id, field, value)

    def _on_rapporteur(self, item_id: int, partner_id: int | None, text: str) -> None:
        self.workspace.write(agenda.set_rapporteur, item_id, partner_id, text)

    def _on_moved(self, item_id: int, rank: int) -> None:
        self.workspace.write(agenda.move, item_id, rank)

    def _number(self, item_id: int) -> int:
        return self.list.order.index(item_id) + 1

    def _on_duplicate(self, item_id: int) -> None:
        note = f"Point {self._number(item_id)} dupliqué"
        self.workspace.write(agenda.duplicate, item_id, then=self._want, note=note)

    def _on_remove(self, item_id: int) -> None:
        self.workspace.write(agenda.remove, item_id, note=f"Point {self._number(item_id)} supprimé")

    def _on_add(self, text: str) -> None:
        self.workspace.write(agenda.add, self._meeting_id, text, then=self._on_added, failed=self._on_refused)

    def _on_added(self, item_id: int) -> None:
        self.add_field.clear()
        self.add_problem.hide()
        self._want(item_id)
        QTimer.singleShot(0, self._show_end)

    def _show_end(self) -> None:
        self._area.ensureWidgetVisible(self.add_field, 0, theme.px(8))

    def _on_refused(self, error: UserError) -> None:
        words = "\n".join(explain_problem(problem) for problem in error.problems) or explain(error)
        self.add_problem.setText(words)
        self.add_problem.show()

    def _want(self, item_id: int) -> None:
        self.list.want(item_id)

    def _on_upwards(self) -> None:
        if self.list.order:
            self.list.lines[self.list.order[-1]].setFocus()

    def _on_toggled(self, decision_id: int, wanted: bool) -> None:
        service = agenda.review if wanted else agenda.drop_review
        self.workspace.write(service, self._meeting_id, decision_id)

    def _on_all(self, decision_ids: tuple[int, ...]) -> None:
        note = f"{plural(len(decision_ids), 'décision ajoutée', 'décisions ajoutées')} à l’ordre du jour"
        self.workspace.write(agenda.review_all, self._meeting_id, decision_ids, note=note)

    def _on_objective_wanted(self, objective_id: int) -> None:
        note = "Point ajouté à l’ordre du jour"
        self.workspace.write(agenda.add_objective, self._meeting_id, objective_id, then=self._want, note=note)

    def _on_partner_wanted(self, partner_id: int) -> None:
        note = "Point ajouté à l’ordre du jour"
        self.workspace.write(agenda.add_partner, self._meeting_id, partner_id, then=self._want, note=note)

    def _on_partner(self, item_id: int) -> None:
        """The remedy of a rapporteur who will not be there: convened, or somebody else in its seat."""
        item = self.list.lines[item_id].item
        if item.absence is not None and item.absence.left_on is not None:
            self.workspace.go.emit(Route("meeting", self._meeting_id, "participants"))
        elif item.rapporteur_id is not None:
            note = f"{item.rapporteur} convié à cette séance"
            self.workspace.write(attendance.convene, self._meeting_id, item.rapporteur_id, note=note)

    def _on_objective(self, item_id: int, command: str) -> None:
        line = self.list.lines[item_id]
        if command == "open_objective":
            self.workspace.go.emit(Route("objectives", line.item.objective_id))
        elif command == "unlink_objective":
            self.workspace.write(agenda.set_field, item_id, "objective_id", None, note=UNLINKED)
        else:
            title = f"Objectif du point {line.item.number}"
            ask_objective(self.workspace, title, agenda.set_field, item_id, line.item.objective_id, line)
