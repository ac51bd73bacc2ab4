"""The meeting while it is held, on one screen: agenda with its clock, notes, who is here, what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from psq_desktop.errors import UserError
from psq_desktop.services import partners
from psq_desktop.services.history import Changes
from psq_desktop.services.kinds import DisclosureLevel, MeetingState
from psq_desktop.views import theme
from psq_desktop.views.closing_parts.card import ClosedCard
from psq_desktop.views.kit import Card, Note, column, hairline, row
from psq_desktop.views.live import facts as live_facts
from psq_desktop.views.live.agenda import AgendaColumn
from psq_desktop.views.live.course import LiveCourse
from psq_desktop.views.live.entries import Entries
from psq_desktop.views.live.facts import LiveFacts, LiveReader
from psq_desktop.views.live.figures import ItemFigures
from psq_desktop.views.live.head import HeadCard
from psq_desktop.views.live.notes import NotesCard
from psq_desktop.views.live.presences import Presences
from psq_desktop.views.live.record import RecordPart
from psq_desktop.views.live.room import RoomPart
from psq_desktop.views.live.states import left_open, said_of
from psq_desktop.views.screen import Heading, Route, Screen, Workspace

TICK_MS = 1000
_SIDES = ((206.0, 285.0), (236.0, 368.0))  # narrowest and widest: agenda, room
_SHARES = (20, 54, 26)
_LOW = 560  # pixels of height under which a form and the figures do not fit together
_MARGINS = (16, 14, 16, 12)
_PAPERS = {"dossier": DisclosureLevel.PARTNERS, "brief": DisclosureLevel.RESTRICTED}


class LivePage(Screen):
    """Times come from the rows and `clock`; the timer only repaints them."""

    tables = tuple(dict.fromkeys((*live_facts.TABLES, *ItemFigures.tables)))
    help_page = "mode-seance"
    compact = True

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.clock: Callable[[], dt.datetime] = dt.datetime.now
        self.facts: LiveFacts | None = None
        self._meeting_id: int | None = None
        self._wants_focus = False
        self._partners_known = False
        self._reader = LiveReader(workspace, self)
        self.course = LiveCourse(workspace, self._now, self)
        self.head = HeadCard()
        self.note = Note("info", "")
        self.closed_card = ClosedCard(workspace)
        self.agenda = AgendaColumn(self.head.close_button)
        self.notes = NotesCard(workspace)
        self.entries = Entries(workspace, self)
        self.figures = ItemFigures(workspace)
        self.room = RoomPart()
        self.presences = Presences(workspace, self.room, self._now, self)
        self.record = RecordPart()
        self.ticker = QTimer(self)
        self.ticker.setInterval(TICK_MS)
        self._lay()
        self._connect_parts()
        self._connect_entries()
        self._bind_keys()

    def _now(self) -> dt.datetime:
        return self.clock()

    def _lay(self) -> None:
        self.note.hide()
        self.notes.hold(self.entries.forms, self.figures)
        self._side = Card(self.room, hairline(), self.record)
        self._side.column().setStretch(0, 5)
        self._side.column().setStretch(2, 3)
        body = row(self.agenda, self.notes, self._side, spacing=theme.GAP)
        for index, share in enumerate(_SHARES):
            body.setStretch(index, share)
        parts = (self.head, self.note, self.closed_card, body)
        self.setLayout(column(*parts, spacing=10, margins=_MARGINS, grow=3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for card, (narrowest, widest) in zip((self.agenda, self._side), _SIDES, strict=True):
            card.setMinimumWidth(theme.px(narrowest))
            card.setMaximumWidth(theme.px(widest))

    def _connect_parts(self) -> None:
        self._reader.ready.connect(self._show)
        self._reader.failed.connect(self._on_failed)
        self.ticker.timeout.connect(self.tick)
        self.course.leaving.connect(self.commit_edits)
        self.course.closed.connect(self._on_closed)
        self.course.stepped.connect(self.reload)
        self.head.pause_wanted.connect(self.course.pause)
        self.head.next_wanted.connect(self.course.next_item)
        self.head.project_wanted.connect(self.project)
        self.head.close_wanted.connect(self.course.close)
        self.note.action_requested.connect(self._on_note)
        self.closed_card.leaving.connect(self.commit_edits)
        self.closed_card.dismissed.connect(self._on_dismissed)
        self.agenda.taken.connect(self._take_item)
        self.agenda.added.connect(self._add_item)
        self.notes.saved.connect(self._on_notes_saved)
        self.notes.refused.connect(self.workspace.tasks.refused)

    def _connect_entries(self) -> None:
        entries, record = self.entries, self.record
        self.notes.asked.connect(entries.ask)
        entries.opened.connect(self._bring)
        entries.left.connect(self._leave_form)
        entries.spoken.connect(self._on_speaker)
        record.new_wanted.connect(entries.new_decision)
        record.opened.connect(self._open_decision)
        record.dissent_wanted.connect(self._ask_dissent)
        record.dissent_dropped.connect(entries.drop_dissent)
        record.vote_wanted.connect(entries.vote_on)
        record.vote_edited.connect(entries.edit_vote)
        record.vote_removed.connect(entries.remove_vote)

    def _bind_keys(self) -> None:
        keys = {
            "Ctrl+Right": self.course.next_item, "Ctrl+Left": self.course.previous_item,
            "Ctrl+Shift+P": self.course.pause, "Ctrl+M": self.room.take_focus, "F7": self.entries.new_decision,
            "F8": self.entries.new_action, "F9": self.entries.new_speech,
        }  # fmt: skip
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- what the window asks

    def open(self, route: Route) -> None:
        if route.id is None or route.id == self._meeting_id:
            return
        self.commit_edits()
        self.notes.clear()
        self.entries.leave()
        self.closed_card.hide()
        self._meeting_id, self.facts = route.id, None
        self.course.meeting = self.presences.meeting = None
        self._wants_focus = True
        if self.isVisible():
            self._refresh()
        else:
            self._stale = True

    def heading(self) -> Heading:
        if self.facts is None:
            return Heading("Mode séance", crumbs=("Séances",))
        return Heading("Mode séance", crumbs=("Séances", f"Séance n° {self.facts.meeting.number}"))

    def on_written(self, changes: Changes) -> None:
        self._partners_known = self._partners_known and not changes.touch("partner", "partner_name")
        super().on_written(changes)

    def reload(self) -> None:
        if self._meeting_id is None:
            return
        self._reader.read(self._meeting_id)
        if not self._partners_known:
            self._partners_known = True
            self.workspace.read(partners.search, self.workspace.today, then=self.entries.show_partners)

    def commit_edits(self) -> None:
        self.notes.commit()

    def unsaved_text(self) -> str:
        return "\n\n".join(filter(None, (self.notes.unsaved_text(), self.entries.form.unsaved_text)))

    def take_focus(self) -> None:
        self._wants_focus = self.facts is None
        if self.facts is None:
            super().take_focus()
        elif self.note.isVisible():
            self.note.focus_action()
        else:
            self.notes.take_focus()

    def create_new(self) -> None:
        self.entries.new_decision()

    def preview(self) -> bool:
        self._preview("minutes", DisclosureLevel.PARTNERS)
        return self._meeting_id is not None

    def _preview(self, document: str, level: DisclosureLevel) -> None:
        if self._meeting_id is not None:
            self.commit_edits()
            self.workspace.preview_requested.emit(document, self._meeting_id, level.value)

    def perform(self, key: str) -> None:
        done: dict[str, Callable[[], None]] = {
            "project": self.project, "next_item": self.course.next_item, "previous_item": self.course.previous_item,
            "read_back": self.read_back, "decision": self.entries.new_decision, "action": self.entries.new_action,
            "speech": self.entries.new_speech, "vote": self.entries.new_vote, "presence": self.room.take_focus,
            "pause": self.course.pause,
        }  # fmt: skip
        if key in done:
            done[key]()
        elif key in _PAPERS:
            self._preview(key, _PAPERS[key])
        elif key in ("summon", "postpone") and self._meeting_id is not None:
            self.workspace.go.emit(Route("meeting", self._meeting_id, "summons"))

    def project(self) -> None:
        """Show the meeting to the room, or stop."""
        if self._meeting_id is not None:
            self.commit_edits()
            self.workspace.projection_requested.emit(self._meeting_id)

    def read_back(self) -> None:
        """Read the decisions back, in large letters."""
        if self._meeting_id is not None:
            self.commit_edits()
            self.workspace.reading_requested.emit(self._meeting_id)

    # --- what is shown

    def _show(self, found: LiveFacts) -> None:
        if found.meeting.meeting_id != self._meeting_id:
            return  # another one was opened meanwhile
        before, self.facts = self.facts, found
        meeting = self.course.meeting = found.meeting
        stays = next((item for item in meeting.items if item.id == self.notes.item_id), None)
        shown = meeting.current or stays or (meeting.items[0] if meeting.items else None)
        self.entries.show_facts(found)
        self.notes.show_item(found, shown, not meeting.in_session)
        self.figures.show_item(shown)
        if before is None or replace(before, items=found.items) != found:  # else it was only a note
            self._show_room(found)
        if before is None:
            self.heading_changed.emit()
        if self._wants_focus and self.isVisible():
            self.take_focus()

    def _show_room(self, found: LiveFacts) -> None:
        meeting, now = found.meeting, self.clock()
        self.head.show_meeting(meeting, now)
        self.agenda.show_meeting(meeting, int(now.timestamp()))
        self.presences.show_meeting(meeting)
        self.record.show_facts(found, not meeting.in_session)
        self._say_state(found)
        if meeting.in_session:
            self.ticker.start()
        else:
            self.ticker.stop()

    def _say_state(self, found: LiveFacts) -> None:
        if not found.meeting.held:
            self.closed_card.hide()
        self.closed_card.show_sent(found.meeting.state is not MeetingState.TO_WRITE)
        said = None if self.closed_card.isVisibleTo(self) else said_of(found.meeting, self.clock())
        if said is not None:
            self.note.set_message(said.kind, said.title, said.text, said.action)
        self.note.setVisible(said is not None)

    def _on_note(self) -> None:
        meeting = self.course.meeting
        if meeting is not None and meeting.held:
            self.workspace.go.emit(Route("meeting", meeting.meeting_id, "minutes"))
        elif meeting is not None and left_open(meeting, self.clock()):
            self.course.close()
        elif meeting is not None and meeting.in_session:
            (self.course.next_item if meeting.items else self.agenda.ask_item)()
        else:
            self._wants_focus = True
            self.course.start()

    def _on_closed(self, missing: str) -> None:
        if self._meeting_id is not None:
            self.closed_card.show_closed(self._meeting_id, missing)

    def _on_dismissed(self) -> None:
        self.closed_card.hide()
        self.take_focus()

    def _on_failed(self, error: UserError) -> None:
        self.ticker.stop()
        if error.code == "gone":
            self._meeting_id = self.facts = self.course.meeting = None
            self.workspace.go.emit(Route("meetings"))
        self.workspace.tasks.refused.emit(error)

    def tick(self) -> None:
        """A second went by."""
        if self.facts is not None and self.isVisible():
            now = self.clock()
            self.head.tick(self.facts.meeting, now)
            self.agenda.tick(int(now.timestamp()))

    # --- items and entries

    def _take_item(self, item_id: int) -> None:
        self._wants_focus = True
        self.course.take_item(item_id)

    def _add_item(self, line: str) -> None:
        self.course.add_item(line, self._on_added, self.agenda.show_error)

    def _on_added(self, _item_id: object) -> None:
        self.agenda.end_adding()
        self._wants_focus = True  # the first item of all has no editor yet
        self.notes.take_focus()

    def _on_notes_saved(self) -> None:
        self.notes.set_saved_at(self.clock().time())

    def _bring(self, form: QWidget) -> None:
        """Show a form whole: where the page is low the figures give way until it closes."""
        self.figures.fold(self.height() < theme.px(_LOW))
        self.notes.bring(form)

    def _leave_form(self) -> None:
        self.figures.fold(False)
        self.notes.take_focus()

    def _on_speaker(self, name: str) -> None:
        self.figures.fold(False)
        if self.notes.editor is not None:
            self.notes.editor.start_speech(name)

    def _ask_dissent(self, decision_id: int, seat_id: int) -> None:
        self.entries.ask_dissent(decision_id, seat_id, self.record.add_button)

    def _open_decision(self, decision_id: int) -> None:
        self.workspace.go.emit(Route("decisions", decision_id))
