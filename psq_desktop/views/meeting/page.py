"""The screen of one meeting: its tabs, and the steps of its course at the top."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedWidget, QWidget

from psq_desktop.errors import UserError
from psq_desktop.french import date_long, date_short, time_text, typeset
from psq_desktop.services import meetings
from psq_desktop.services.kinds import DisclosureLevel, MeetingStage, MinutesState
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.views import badges, theme
from psq_desktop.views.closing_parts.card import ClosedCard
from psq_desktop.views.kit import STRETCH, Button, Note, Tabs, boxed, column, hairline, row
from psq_desktop.views.meeting.agenda_tab import AgendaTab
from psq_desktop.views.meeting.course import Course
from psq_desktop.views.meeting.decisions_tab import DecisionsTab
from psq_desktop.views.meeting.details import DetailsPopover
from psq_desktop.views.meeting.minutes_tab import MinutesTab
from psq_desktop.views.meeting.participants_tab import ParticipantsTab
from psq_desktop.views.meeting.summons_tab import SummonsTab
from psq_desktop.views.meeting.tab import MeetingTab
from psq_desktop.views.screen import Heading, Route, Screen, Workspace

TABS: tuple[tuple[str, str, type[MeetingTab]], ...] = (
    ("agenda", "Ordre du jour", AgendaTab),
    ("participants", "Participants", ParticipantsTab),
    ("summons", "Convocation", SummonsTab),
    ("minutes", "Compte rendu", MinutesTab),
    ("decisions", "Décisions", DecisionsTab),
)
_FIRST_PART = {MeetingStage.IN_SESSION: "participants", MeetingStage.HELD: "minutes"}
_WIDE = 1130
_PAPERS = {"dossier": DisclosureLevel.PARTNERS, "brief": DisclosureLevel.RESTRICTED}
_NEXT, _PREVIOUS = ("Ctrl+Tab", "Ctrl+PgDown"), ("Ctrl+Shift+Tab", "Ctrl+PgUp")


class MeetingPage(Screen):
    """One meeting. A tab is made when it is first seen, and fed at each reload only while it is seen."""

    tables = ("meeting", *sorted({table for _, _, kind in TABS for table in kind.tables}))
    help_page = "seances"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._meeting_id: int | None = None
        self._sheet: MeetingSheet | None = None
        self._part = ""  # asked for, until the meeting is known
        self._item_id: int | None = None  # likewise, an item to show in that part
        self._command = ""  # likewise, of the menu « Séance »
        self._fresh: set[str] = set()
        self._when = ""
        self._asking = False  # the note asks whether to open the meeting today
        self._wants_focus = False  # its current tab should take it as soon as it can
        self.parts: dict[str, MeetingTab] = {}
        self.tabs = Tabs(tuple((key, words) for key, words, _ in TABS), "Parties de la séance")
        self.note = Note("warning", "")
        self.closed_card = ClosedCard(workspace)
        self.details_button = Button("Détails", "calendar-event", "ghost", tip="Date, lieu, présidence, secrétariat")
        self.course = Course(workspace, self)
        self._lay()
        self._connect()

    def _lay(self) -> None:
        self._stack = QStackedWidget()
        self._controls: dict[str, QWidget] = {}
        self._controls_place = row(spacing=4)
        bar = row(self.tabs, STRETCH, self._controls_place, self.details_button, spacing=4)
        self.note.hide()
        head = column(bar, hairline(), spacing=0)
        parts = (head, self.note, self.closed_card, self._stack)
        self.setLayout(column(*parts, spacing=theme.GAP, margins=theme.PAGE_MARGINS, grow=3))

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.note.action_requested.connect(self._on_note)
        self.note.second_requested.connect(self._forget_note)
        self.details_button.clicked.connect(self._on_details)
        self.closed_card.leaving.connect(self.commit_edits)
        self.closed_card.dismissed.connect(self.closed_card.hide)
        self.course.leaving.connect(self.commit_edits)
        self.course.unsure.connect(self._on_unsure)
        self.course.started.connect(self._on_started)
        self.course.closed.connect(self._on_closed)
        for keys, slot in (*((k, self._next_tab) for k in _NEXT), *((k, self._previous_tab) for k in _PREVIOUS)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- what the window asks

    @property
    def tab(self) -> MeetingTab:
        """The tab that is seen."""
        return self._made(self.tabs.current)

    def _made(self, key: str) -> MeetingTab:
        found = self.parts.get(key)
        if found is None:
            found = self.parts[key] = next(kind for each, _, kind in TABS if each == key)(self.workspace)
            found.actions_changed.connect(self.heading_changed)
            self._stack.addWidget(found)
            self._controls[key] = boxed(row(*found.tab_controls(), spacing=4))
            self._controls_place.addWidget(self._controls[key])
        return found

    def open(self, route: Route) -> None:
        other = route.id is not None and route.id != self._meeting_id
        part, _, item = route.part.partition(":")
        self._item_id = int(item) if item.isdecimal() else None
        self._wants_focus = other or part not in ("", self.tabs.current)
        if other:
            self.commit_edits()
            self._meeting_id, self._sheet, self._part, self._command = route.id, None, part, ""
            self.course.meeting_id = route.id
            self._forget_note()
            self.closed_card.hide()
        elif part:
            self.tabs.set_current(part)
            self._show_wanted()
        if other and self.isVisible():
            self._refresh()
        elif other:
            self._stale = True
        QTimer.singleShot(0, self._give_focus)  # once the window has shown the page

    def _give_focus(self) -> None:
        focus = QApplication.focusWidget()
        inside = focus is None or focus is self or self.isAncestorOf(focus)
        if self._wants_focus and self._sheet is not None and inside and self.isVisible():
            self._wants_focus = False
            self.tab.take_focus()

    def heading(self) -> Heading:
        if self._sheet is None:
            return Heading("Séance", crumbs=("Séances",))
        facts = self._sheet.row
        return Heading(
            typeset(f"{facts.committee}, séance n° {facts.number}"),
            crumbs=("Séances", str(facts.date.year)),
            badge=badges.badge(facts.state),
            actions=(*self.tab.actions(), *self.course.buttons(self._sheet.stage)),
        )

    def reload(self) -> None:
        self._fresh.clear()
        if self._meeting_id is not None:
            self.workspace.read(meetings.sheet, self._meeting_id, then=self._show, failed=self._on_failed)

    def commit_edits(self) -> None:
        for part in self.parts.values():
            part.commit_edits()

    def unsaved_text(self) -> str:
        return "\n\n".join(filter(None, (part.unsaved_text() for part in self.parts.values())))

    def take_focus(self) -> None:
        if self._sheet is not None:
            self.tab.take_focus()
        else:
            super().take_focus()

    def export(self) -> bool:
        return self._sheet is not None and self.tab.export()

    def preview(self) -> bool:
        return self._sheet is not None and self.tab.preview()

    def focus_filter(self) -> None:
        if self._sheet is not None:
            self.tab.focus_filter()

    def create_new(self) -> None:
        if self._sheet is not None:
            self.tab.create_new()

    def perform(self, key: str) -> None:
        if self._meeting_id is None:
            return
        if self._sheet is None:
            self._command = key
        elif key in ("summon", "postpone"):
            self.tabs.set_current("summons")
            self.tab.perform(key)
        elif key in _PAPERS:
            self.commit_edits()
            self.workspace.preview_requested.emit(key, self._meeting_id, _PAPERS[key].value)
        elif key in ("decision", "action"):
            self.tabs.set_current("decisions")
            self.tab.perform(key)
        elif key in ("live", "next_item", "previous_item", "speech", "vote", "presence", "pause"):
            self.course.go_live()
        elif key in ("project", "read_back"):
            self.commit_edits()
            wanted = self.workspace.projection_requested if key == "project" else self.workspace.reading_requested
            wanted.emit(self._meeting_id)

    # --- what is shown

    def _show(self, sheet: MeetingSheet) -> None:
        if sheet.row.id != self._meeting_id:
            return  # another meeting was opened meanwhile
        first = self._sheet is None
        self._sheet = sheet
        self.course.date = sheet.row.date
        held = sheet.stage is MeetingStage.HELD
        if sheet.locked or held or not self._asking:
            self._forget_note()  # what it speaks of was taken back, or is past
        if sheet.locked or not held:
            self.closed_card.hide()
        self.closed_card.show_sent(sheet.minutes_state is not MinutesState.DRAFT)
        moment = f", {time_text(sheet.row.starts)}" if sheet.row.starts else ""
        self._when = date_short(sheet.row.date) + moment
        self._fit()
        if first:
            part = self._part or _FIRST_PART.get(sheet.stage, "agenda")
            self.tabs.set_current(part)
            self._show_part(part)
        self._feed()
        self._show_wanted()
        self.heading_changed.emit()
        self._give_focus()

    def _show_wanted(self) -> None:
        """What was asked for before the meeting was known."""
        if self._sheet is None:
            return
        item_id, self._item_id = self._item_id, None
        command, self._command = self._command, ""
        if item_id is not None:
            self.tab.open_item(item_id)
        if command:
            self.perform(command)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The day of the meeting beside its tabs, where there is room."""
        wide = self.width() >= theme.px(_WIDE)
        self.course.fit(wide=wide)
        self.details_button.set_text(self._when if wide and self._when else "Détails")

    def _feed(self) -> None:
        key = self.tabs.current
        if self._sheet is not None and key not in self._fresh:
            self._fresh.add(key)
            self._made(key).show_meeting(self._sheet)

    def _on_failed(self, error: UserError) -> None:
        if error.code == "gone":
            self._meeting_id = self._sheet = None
            self.workspace.go.emit(Route("meetings"))
        else:
            self.workspace.tasks.refused.emit(error)

    def _on_tab(self, key: str) -> None:
        current = self._stack.currentWidget()
        if isinstance(current, MeetingTab) and current is not self.parts.get(key):
            current.commit_edits()
        if self._sheet is None:
            return  # shown once the meeting is known
        self._show_part(key)
        self._feed()
        self.heading_changed.emit()

    def _show_part(self, key: str) -> None:
        shown = self._made(key)
        for each, tab in self.parts.items():  # a tab that is not seen asks for no room
            policy = QSizePolicy.Policy.Preferred if each == key else QSizePolicy.Policy.Ignored
            tab.setSizePolicy(policy, policy)
        self._stack.setCurrentWidget(shown)
        for each, controls in self._controls.items():
            controls.setVisible(each == key)

    def _next_tab(self) -> None:
        self._step(1)

    def _previous_tab(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        self._wants_focus = not self.tabs.hasFocus()
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self._give_focus()

    # --- the course of the meeting

    def _on_details(self) -> None:
        if self._sheet is not None:
            DetailsPopover(self.workspace, self._sheet, self).open_below(self.details_button)

    def _on_unsure(self) -> None:
        assert self._sheet is not None
        on = self._sheet.row.date
        day = date_long(on, weekday=False, year=on.year != self.workspace.today.year)
        question = f"La séance est prévue le {day} : l’ouvrir aujourd’hui ?"
        self._asking = True
        self.note.set_message("warning", question, "", "Ouvrir quand même", "Pas maintenant")
        self.note.show()

    def _on_started(self) -> None:
        self._forget_note()
        self.tabs.set_current("participants")
        self.take_focus()

    def _on_closed(self, words: str) -> None:
        if self._meeting_id is not None:
            self.closed_card.show_closed(self._meeting_id, words)

    def _on_note(self) -> None:
        asking = self._asking
        self._forget_note()
        if asking:
            self.course.start()

    def _forget_note(self) -> None:
        self._asking = False
        self.note.hide()
