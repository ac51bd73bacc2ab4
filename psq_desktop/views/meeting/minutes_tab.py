"""The minutes: their states, their plan, their text to write in, what to look at before they go out."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.services import partners
from psq_desktop.services.kinds import DecisionKind, DisclosureLevel
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.minuting.minutes import Check
from psq_desktop.services.partners import PartnerRow
from psq_desktop.services.preparing import agenda
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.views import theme
from psq_desktop.views.decision_parts.asking import ask
from psq_desktop.views.decision_parts.form import DecisionForm, Target
from psq_desktop.views.decision_parts.partner_field import PartnerChoice
from psq_desktop.views.decision_parts.questions import QUESTIONS
from psq_desktop.views.kit import Button, IconButton, Note, Themed, boxed, column, row
from psq_desktop.views.meeting.minutes_tab_center import CenterCard
from psq_desktop.views.meeting.minutes_tab_checks import ChecksCard
from psq_desktop.views.meeting.minutes_tab_course import MinutesCourse
from psq_desktop.views.meeting.minutes_tab_documents import DocumentButtons
from psq_desktop.views.meeting.minutes_tab_facts import Minutes
from psq_desktop.views.meeting.minutes_tab_item import ItemSection
from psq_desktop.views.meeting.minutes_tab_observations import ObservationsPart
from psq_desktop.views.meeting.minutes_tab_outline import OutlineCard
from psq_desktop.views.meeting.minutes_tab_paper import Paper
from psq_desktop.views.meeting.minutes_tab_reader import MinutesReader
from psq_desktop.views.meeting.minutes_tab_states import StatesCard, tell_locked
from psq_desktop.views.meeting.tab import MeetingTab
from psq_desktop.views.objective_parts import TABLES
from psq_desktop.views.objective_parts.figures_card import FiguresCard
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.wording.findings import FINDINGS

_QUESTION_OF = {"no_pilot": "pilot_id", "no_due": "due"}
SHARES = (24, 51, 25)  # of the room: plan, paper, checks
SIDES = ((164.0, 300.0), (190.0, 310.0))  # narrowest and widest


class MinutesTab(Themed, MeetingTab):
    """The minutes of one meeting, written where they are read."""

    tables: ClassVar[tuple[str, ...]] = (
        "meeting", "agenda_item", "agenda_review", "decision", "decision_associate", "follow_up", "attendance",
        "observation", "partner_name", "minutes_version", "vote", "dissent", "withdrawal", *TABLES,
    )  # fmt: skip
    help_page: ClassVar[str] = "compte-rendu"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._sheet: MeetingSheet | None = None
        self._minutes: Minutes | None = None
        self._partners: tuple[PartnerChoice, ...] = ()
        self._reader = MinutesReader(workspace, self)
        self._item_id: int | None = None
        self._wanted_id: int | None = None  # asked for before the facts are there
        self._form_item: int | None = None
        self._states = StatesCard()
        self.course = MinutesCourse(workspace, self._states, self)
        self._note = Note("info", "")
        self._outline = OutlineCard()
        self._paper = Paper(workspace)
        self._center = CenterCard(self._paper)
        self._observations = ObservationsPart(workspace)
        self._checks = ChecksCard(self._observations)
        self._figures = FiguresCard(workspace)
        self._aside = boxed(column(self._figures, self._checks, spacing=12, grow=1))
        self._form = DecisionForm(workspace)
        self._form.setParent(self)
        self._form.hide()
        self._documents = DocumentButtons(self)
        self._record = IconButton("clipboard-list", "Relevé de décisions")
        self._decision = Button("Décision", "gavel", "small", tip="Noter une décision sous le point", shortcut="F7")
        self._action = Button("Action", "clipboard-check", "small", tip="Noter une action sous le point", shortcut="F8")
        self._body = row(self._outline, self._center, self._aside, spacing=12)
        for index, share in enumerate(SHARES):
            self._body.setStretch(index, share)
        self._note.hide()
        self.setLayout(column(self._states, self._note, self._body, spacing=12, grow=2))
        self._connect()
        self.restyle()

    def restyle(self) -> None:
        for card, (narrowest, widest) in zip((self._outline, self._aside), SIDES, strict=True):
            card.setMinimumWidth(theme.px(narrowest))
            card.setMaximumWidth(theme.px(widest))

    def _connect(self) -> None:
        self._reader.ready.connect(self._show)
        self.course.leaving.connect(self.commit_edits)
        self.course.refused.connect(self._on_refused)
        self._note.action_requested.connect(self._states.correct)
        self._outline.list.place_chosen.connect(self._on_place)
        self._paper.section_added.connect(self._on_section)
        self._paper.place_changed.connect(self._on_scrolled)
        self._center.disclosure.level_chosen.connect(self._set_disclosure)
        self._center.versions.chosen.connect(self._on_version)
        self._checks.acted.connect(self._on_check)
        self._checks.refresh_requested.connect(self._load)
        self._record.clicked.connect(self._on_record)
        self._decision.clicked.connect(self._new_decision)
        self._action.clicked.connect(self._new_action)
        self._form.closed.connect(self._on_form_closed)
        self._documents.preview_wanted.connect(self._on_preview)
        self._documents.export_wanted.connect(self._on_export)
        keys = {"F7": self._new_decision, "F8": self._new_action, "Alt+Up": self._previous, "Alt+Down": self._next}
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- the tab

    def actions(self) -> tuple[QWidget, ...]:  # type: ignore[override]  # not QWidget's list of QAction
        return (self._documents.preview, self._documents.export)

    def show_meeting(self, sheet: MeetingSheet) -> None:
        if self._sheet is not None and self._sheet.row.id != sheet.row.id:
            self.commit_edits()
            self._form.hide()
            self._item_id = None
        self._sheet = sheet
        self.course.meeting_id = sheet.row.id
        for button in (self._decision, self._action):
            button.setEnabled(not sheet.locked)
        self._states.show_meeting(sheet)
        tell_locked(self._note, sheet)
        self._load()

    def commit_edits(self) -> None:
        for section in self._paper.writing:
            section.editor.commit()
        self._observations.commit()

    def unsaved_text(self) -> str:
        sections = (section.unsaved_text for section in self._paper.writing)
        texts = (*sections, self._observations.unsaved_text, self._form.unsaved_text)
        return "\n\n".join(filter(None, texts))

    def export(self) -> bool:
        self._on_export("minutes")
        return True

    def preview(self) -> bool:
        self._on_preview()
        return True

    def tab_controls(self) -> tuple[QWidget, ...]:
        return (self._record, self._action, self._decision)

    def take_focus(self) -> None:
        self._outline.list.setFocus()

    def create_new(self) -> None:
        self._new_decision()

    # --- reading

    def _load(self) -> None:
        if self._sheet is not None:
            self.workspace.read(partners.search, self.workspace.today, then=self._take_partners)
            self._reader.read(self._sheet)

    def _take_partners(self, rows: tuple[PartnerRow, ...]) -> None:
        self._partners = tuple(PartnerChoice(each.id, each.name, each.acronym) for each in rows)
        self._form.set_partners(self._partners)
        self._observations.set_partners(self._partners)

    def _show(self, found: Minutes) -> None:
        self._minutes = found
        if self._item() is None and found.items:
            self._item_id = found.items[0].id
        self._outline.show_minutes(found)
        self._paper.show_minutes(found)
        self._checks.show_minutes(found)
        waiting = sum(not each.answer for each in found.observations)
        self._states.set_facts(bool(found.observations), waiting, sum(check.code in FINDINGS for check in found.checks))
        self._figures.reload()
        self._show_item()
        self._show_wanted()
        self._center.set_words(self._paper.word_count())

    def _on_refused(self, error: UserError) -> None:
        self._note.set_message("danger", wording.explain(error))
        self._note.show()

    def open_item(self, item_id: int) -> None:
        self._wanted_id = item_id
        if self._minutes is not None and self._sheet is not None and self._minutes.sheet.row.id == self._sheet.row.id:
            self._show_wanted()

    def _show_wanted(self) -> None:
        section = self._paper.section(self._wanted_id) if self._wanted_id is not None else None
        self._wanted_id = None
        if section is not None:
            self._on_place(section.item.id)
            section.editor.setFocus()

    # --- the current item

    def _item(self) -> ItemRow | None:
        items = self._minutes.items if self._minutes else ()
        return next((item for item in items if item.id == self._item_id), None)

    def _show_item(self) -> None:
        item = self._item()
        if item is not None and self._minutes is not None:
            self._figures.show_objective(item.objective_id)
            self._center.disclosure.show_item(item, locked=self._minutes.sheet.locked)
            section = self._paper.section(item.id)
            self._center.tools.set_editor(section.editor if section is not None else None)

    def _on_section(self, section: ItemSection) -> None:
        section.entered.connect(self._on_entered)
        section.edited.connect(self._on_edited)
        section.saved.connect(self._on_saved)
        section.refused.connect(self._on_refused)
        section.decision_requested.connect(self._on_decision)
        section.decision_opened.connect(self._on_decision_opened)

    def _on_entered(self, item_id: int) -> None:
        self._item_id = item_id
        self._outline.list.set_place(item_id)
        self._show_item()

    def _on_edited(self) -> None:
        section = self._paper.section(self._item_id) if self._item_id is not None else None
        if section is not None and section.editor.hasFocus():
            self._paper.follow_caret(section)
            if section.editor.dirty:
                self._center.set_typing()
            self._center.set_words(self._paper.word_count())

    def _on_saved(self) -> None:
        self._center.set_saved_at(self.course.clock())

    def _on_place(self, place: object) -> None:
        self._paper.go_to(place)
        self._outline.list.set_place(place)
        if isinstance(place, int):
            self._item_id = place
            self._show_item()

    def _on_scrolled(self, place: object) -> None:
        if not self._outline.list.hasFocus() and not self._typing():
            self._outline.list.set_place(place)
            if isinstance(place, int):
                self._item_id = place
                self._show_item()

    def _typing(self) -> bool:
        return any(section.editor.hasFocus() for section in self._paper.sections)

    def _step(self, by: int) -> None:
        items = self._minutes.items if self._minutes else ()
        ids = [item.id for item in items]
        if self._item_id not in ids:
            return
        target = ids[min(max(ids.index(self._item_id) + by, 0), len(ids) - 1)]
        section = self._paper.section(target)
        self._on_place(target)
        if section is not None:
            section.editor.setFocus()

    def _previous(self) -> None:
        self._step(-1)

    def _next(self) -> None:
        self._step(1)

    # --- decisions

    def _new_decision(self) -> None:
        self._open_form(DecisionKind.DECISION)

    def _new_action(self) -> None:
        self._open_form(DecisionKind.ACTION)

    def _on_decision(self, item_id: int, kind: DecisionKind) -> None:
        self._item_id = item_id
        self._open_form(kind)

    def _open_form(self, kind: DecisionKind) -> None:
        section = self._paper.section(self._item_id) if self._item_id is not None else None
        if section is None or self._sheet is None or self._sheet.locked:
            return
        self._form_item = section.item.id
        section.hold_form(self._form)
        self._form.open_for(Target(self._sheet.row.id, section.item.id), kind)
        self._paper.bring(self._form)

    def _on_form_closed(self) -> None:
        section = self._paper.section(self._form_item) if self._form_item is not None else None
        if section is not None:
            section.editor.setFocus()

    def _on_decision_opened(self, decision_id: int) -> None:
        self.workspace.go.emit(Route("decisions", decision_id))

    # --- checks

    def _on_check(self, check: Check, button: QWidget) -> None:
        if check.code in _QUESTION_OF and self._minutes is not None:
            found = next((d for d in self._minutes.decisions if d.id == check.decision_id), None)
            if found is not None:
                ask(self.workspace, QUESTIONS[_QUESTION_OF[check.code]], found, self._partners, button)
        elif check.code == "attendance_open" and self._sheet is not None:
            self.workspace.go.emit(Route("meeting", self._sheet.row.id, "participants"))
        elif check.item_id is not None:
            self._on_place(check.item_id)
            section = self._paper.section(check.item_id)
            if section is not None:
                section.editor.setFocus()
                section.editor.find_words(check.subject)
                self._paper.follow_caret(section)

    # --- states, versions, documents

    def _set_disclosure(self, level: DisclosureLevel) -> None:
        if self._item_id is not None:
            self.workspace.write(agenda.set_field, self._item_id, "disclosure", level, failed=self._on_refused)

    def _on_version(self, key: str) -> None:
        self._paper.set_version(DisclosureLevel(key))

    def _on_preview(self) -> None:
        if self._sheet is not None:
            self.commit_edits()
            self.workspace.preview_requested.emit("minutes", self._sheet.row.id, self._center.versions.current)

    def _on_record(self) -> None:
        if self._sheet is not None:
            self.commit_edits()
            self.workspace.preview_requested.emit("decisions", self._sheet.row.id, self._center.versions.current)

    def _on_export(self, document: str) -> None:
        if self._sheet is not None:
            self.commit_edits()
            self.workspace.export_requested.emit(document, self._sheet.row.id, self._center.versions.current)
