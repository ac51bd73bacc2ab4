"""The detail of a decision: everything that can be said of it, and everything that can become of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QScrollArea, QVBoxLayout, QWidget

from psq_desktop.french import typeset
from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow, DecisionSheet
from psq_desktop.services.kinds import DecisionState, MinutesState
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.sitting import votes
from psq_desktop.views import icons
from psq_desktop.views.decision_parts.asking import ask
from psq_desktop.views.decision_parts.facts import DissentLine, FactLine, badge_row, facts, story, vote_lines
from psq_desktop.views.decision_parts.partner_field import PartnerChoice
from psq_desktop.views.decision_parts.questions import QUESTIONS
from psq_desktop.views.decision_parts.reminding import Reminding
from psq_desktop.views.decision_parts.text_edit import EditableText
from psq_desktop.views.kit import (
    STRETCH,
    Button,
    IconButton,
    Label,
    Note,
    Panel,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.screen import Route, Workspace


class DecisionPanel(Panel):
    """Shows one decision; hidden while none is chosen."""

    step_requested = Signal(int)  # to the decision above (-1) or below (1)

    def __init__(self, workspace: Workspace, reminding: Reminding | None = None) -> None:
        self._name = Label("", 9, 600, "text2")
        self._previous = IconButton("chevron-up", "Décision précédente", shortcut="Alt+↑")
        self._next = IconButton("chevron-down", "Décision suivante", shortcut="Alt+↓")
        self._more = IconButton("dots-vertical", "Plus d’actions")
        self._text = EditableText()
        self._body: QVBoxLayout = column(spacing=9)
        self._postpone = Button("Reporter", "calendar-due", tip="Donner une nouvelle échéance")
        self._done = Button("Marquer tenue", "check", "" if reminding is not None else "primary")
        self._reopen = Button("Rouvrir", "arrow-back-up")
        self._remind = Button("Préparer la relance", "mail-forward", tip="Un brouillon de courriel pour le pilote")
        head = row(self._name, STRETCH, self._previous, self._next, self._more, spacing=4)
        foot = row(self._postpone, self._reopen, self._done, spacing=8)
        for index in range(foot.count()):
            foot.setStretch(index, 1)
        super().__init__(head, self._text, self._body, STRETCH, foot=(foot, self._remind), name="Détail de la décision")
        self._reminding = reminding
        self._workspace = workspace
        self._id: int | None = None
        self._sheet: DecisionSheet | None = None
        self._sealed = False  # the minutes that it stands in
        self._partners: tuple[PartnerChoice, ...] = ()
        self._menu = QMenu(self)
        self._more.setMenu(self._menu)
        self._connect()
        self.show_decision(None)

    def _connect(self) -> None:
        self._previous.clicked.connect(self._go_previous)
        self._next.clicked.connect(self._go_next)
        self._text.committed.connect(self._on_text)
        self._postpone.clicked.connect(self.postpone)
        self._done.clicked.connect(self.mark_done)
        self._reopen.clicked.connect(self.reopen)
        self._remind.clicked.connect(self.remind)
        edit = QShortcut(QKeySequence(Qt.Key.Key_F2), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        edit.activated.connect(self.edit_text)

    # --- what is shown

    def set_partners(self, partners: tuple[PartnerChoice, ...]) -> None:
        """Who can be chosen."""
        self._partners = partners

    def show_decision(self, decision_id: int | None) -> None:
        """Show a decision, or the same one again with what changed."""
        if decision_id != self._id:
            self._text.give_up()
        self._id = decision_id
        self.setVisible(decision_id is not None)
        if decision_id is not None:
            self._workspace.read(decisions.sheet, decision_id, self._workspace.today, then=self._show)

    def _show(self, sheet: DecisionSheet) -> None:
        if sheet.row.id != self._id:
            return  # another one was chosen meanwhile
        if sheet == self._sheet:
            return
        other = self._sheet is None or self._sheet.row.id != sheet.row.id
        self._sheet = sheet
        if other:
            self._sealed = False
        if sheet.locked:
            self._workspace.read(meetings.sheet, sheet.row.meeting_id, then=self._take_meeting)
        decision = sheet.row
        word = "Action" if decision.ref.startswith("A") else "Décision"
        self._name.setText(f"{word} {decision.ref}")
        self._text.show_text(decision.text, editable=not sheet.locked)
        closed = decision.state.closed
        self._postpone.setVisible(not closed)
        self._done.setVisible(not closed)
        self._reopen.setVisible(closed)
        self._remind.setVisible(self._reminding is not None and not closed and decision.pilot_id is not None)
        self._remind.set_kind("primary" if decision.late_days else "")
        self._fill_menu()
        self._fill_body()
        if other:
            self._area().verticalScrollBar().setValue(0)

    def _take_meeting(self, meeting: MeetingSheet) -> None:
        sealed = meeting.minutes_state is MinutesState.SEALED
        if self._sheet is not None and meeting.row.id == self._sheet.row.meeting_id and sealed != self._sealed:
            self._sealed = sealed
            self._fill_body()

    def _fill_menu(self) -> None:
        self._menu.clear()
        assert self._sheet is not None
        state = self._sheet.row.state
        entries: list[tuple[str, str, Callable[[], None], bool]] = [
            (
                "En cours",
                "progress",
                self.mark_in_progress,
                not state.closed and state is not DecisionState.IN_PROGRESS,
            ),
            ("Abandonner…", "ban", self.abandon, not state.closed),
            ("Rouvrir", "arrow-back-up", self.reopen, state.closed),
            ("Noter un désaccord…", "alert-triangle", self.note_dissent, not self._sheet.locked),
            ("Modifier le texte", "pencil", self.edit_text, not self._sheet.locked),
            ("Supprimer", "trash", self.remove, not self._sheet.locked),
        ]
        for text, icon, slot, offered in entries:
            if offered:
                action = QAction(icons.icon(icon), typeset(text), self._menu)
                action.triggered.connect(slot)
                self._menu.addAction(action)

    def _fill_body(self) -> None:
        focused = self.focusWidget()
        had_focus = focused is not None and focused.hasFocus() and self.content.isAncestorOf(focused)
        while item := self._body.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        assert self._sheet is not None
        self._body.addWidget(boxed(row(*badge_row(self._sheet.row), STRETCH, spacing=6)))
        self._body.addWidget(hairline())
        for fact in facts(self._sheet, sealed=self._sealed):
            line = FactLine(fact)
            line.asked.connect(self._ask)
            line.open_requested.connect(self._open)
            self._body.addWidget(line)
        self._body.addWidget(hairline())
        self._body.addWidget(Label("Historique", 10, 600))
        for entry in story(self._sheet):
            self._body.addWidget(entry)
        self._add_room()
        for note in self._notes():
            self._body.addWidget(note)
        if had_focus and not self._text.editing:
            self._more.setFocus()

    def _add_room(self) -> None:
        """What was said in the room: hands raised, disagreements."""
        assert self._sheet is not None
        if self._sheet.votes:
            self._body.addWidget(Label("Vote", 10, 600))
            for vote in vote_lines(self._sheet):
                self._body.addWidget(vote)
        if self._sheet.dissents:
            self._body.addWidget(Label("Désaccords", 10, 600))
        for dissent in self._sheet.dissents:
            line = DissentLine(dissent, editable=not self._sheet.locked)
            line.removed.connect(self._remove_dissent)
            self._body.addWidget(line)

    def _notes(self) -> tuple[Note, ...]:
        assert self._sheet is not None
        found = []
        if self._sheet.reviewed_at is not None and not self._sheet.row.state.closed:
            title = f"Proposée à la séance n° {self._sheet.reviewed_at}"
            found.append(Note("info", title, "Elle figure dans les suites données aux décisions antérieures."))
        return tuple(found)

    def _area(self) -> QScrollArea:
        found = self.findChild(QScrollArea)
        assert isinstance(found, QScrollArea)
        return found

    # --- what becomes of it

    def mark_done(self) -> None:
        """It was kept."""
        self._follow_up(DecisionState.DONE, "{ref} marquée tenue")

    def mark_in_progress(self) -> None:
        """It is under way."""
        self._follow_up(DecisionState.IN_PROGRESS, "{ref} marquée en cours")

    def reopen(self) -> None:
        """It is not closed after all."""
        self._follow_up(DecisionState.OPEN, "{ref} rouverte")

    def postpone(self) -> None:
        """Ask for a later date and the reason."""
        self._ask("postpone", self._postpone)

    def abandon(self) -> None:
        """Ask for the reason."""
        self._ask("abandon", self._more)

    def note_dissent(self) -> None:
        """Ask which member disagrees, and what is to be noted."""
        self._ask("dissent", self._more)

    def _remove_dissent(self, dissent_id: int) -> None:
        self._workspace.write(votes.remove_dissent, dissent_id, note="Désaccord retiré")

    def remind(self) -> None:
        """A draft for its pilot."""
        decision = self._row()
        if decision is not None and self._reminding is not None:
            self._reminding.remind((decision.id,))

    def remove(self) -> None:
        """Delete it; the toast brings it back."""
        decision = self._row()
        if decision is not None:
            self._workspace.write(decisions.remove, decision.id, note=f"{decision.ref} supprimée")

    def edit_text(self) -> None:
        """Change the text in place."""
        if self._sheet is not None and not self._sheet.locked:
            self._text.edit()

    @property
    def unsaved_text(self) -> str:
        """What was typed and is not written."""
        return self._text.unsaved

    def commit_edits(self) -> None:
        """Save what is being typed."""
        self._text.commit()

    def _follow_up(self, state: DecisionState, note: str) -> None:
        decision = self._row()
        if decision is not None:
            today = self._workspace.today
            self._workspace.write(decisions.follow_up, decision.id, state, today, note=note.format(ref=decision.ref))

    def _on_text(self, text: str) -> None:
        decision = self._row()
        if decision is not None:
            args = (decision.id, "text", text)
            self._workspace.write(decisions.set_field, *args, then=self._text.on_saved, failed=self._text.on_refused)

    def _ask(self, key: str, anchor: QWidget) -> None:
        decision = self._row()
        if decision is not None:
            ask(self._workspace, QUESTIONS[key], decision, self._partners, anchor)

    def _open(self, _key: str) -> None:
        decision = self._row()
        if decision is not None and decision.objective_id is not None:
            self._workspace.go.emit(Route("objectives", decision.objective_id))

    def _row(self) -> DecisionRow | None:
        return self._sheet.row if self._sheet is not None and self._id == self._sheet.row.id else None

    def _go_previous(self) -> None:
        self.step_requested.emit(-1)

    def _go_next(self) -> None:
        self.step_requested.emit(1)
