"""« Convocation »: the letter, who it goes to, where each invitation and each answer stands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from psq_desktop.french import plural
from psq_desktop.services.kinds import DisclosureLevel, Reply
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.preparing import summons
from psq_desktop.services.preparing.summons_rows import RecipientRow, SummonsRegister, Template
from psq_desktop.services.sitting import attendance
from psq_desktop.views import theme
from psq_desktop.views.file_work import FileWork, Folders
from psq_desktop.views.kit import Button, Note, boxed, column, row
from psq_desktop.views.meeting import summons_words as words
from psq_desktop.views.meeting.summons_dialogs import PostponeDialog, TemplateDialog
from psq_desktop.views.meeting.summons_paper import LetterCard
from psq_desktop.views.meeting.summons_recipients import RecipientsCard
from psq_desktop.views.meeting.summons_sending import Sending
from psq_desktop.views.meeting.summons_told import TellingNote
from psq_desktop.views.meeting.tab import MeetingTab
from psq_desktop.views.menus import ChoiceMenu
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.seat_parts.actions import SeatActions

_NARROW = 930


class SummonsTab(MeetingTab):
    """Prepares, marks, postpones. An invitation is never noted as sent before somebody says so."""

    tables = (
        "meeting", "attendance", "summons", "postponement", "agenda_item", "committee", "formation", "district",
        "partner", "partner_name", "contact", "college",
    )  # fmt: skip
    help_page = "convocation"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._sheet: MeetingSheet | None = None
        self._register: SummonsRegister | None = None
        self._asked = ""  # the command that waits for the register
        self.work = FileWork(workspace.tasks, self)
        self.sending = Sending(workspace, self.work, Folders(self))
        self.seat_actions = SeatActions(workspace, self)
        self.letter = LetterCard(workspace)
        self.recipients = RecipientsCard()
        self.alert = Note("warning", "")
        self.moved = Note("info", "")
        self.told = TellingNote(self.work)
        self.postpone_button = Button("Reporter", "calendar-off", "ghost", tip="Reporter la séance à une autre date")
        self._lay()
        self._connect()

    def _lay(self) -> None:
        self.alert.hide()
        self.moved.hide()
        right = boxed(column(self.alert, self.moved, self.told, self.recipients, spacing=theme.GAP, grow=3))
        body = row(self.letter, right, spacing=theme.GAP)
        body.setStretch(0, 10)
        body.setStretch(1, 13)
        self.letter.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setLayout(body)

    def _connect(self) -> None:
        self.letter.template_wanted.connect(self._on_template)
        self.letter.opening_wanted.connect(self._on_open)
        self.alert.action_requested.connect(self._on_alert)
        self.told.sent_wanted.connect(self._mark_sent)
        self.recipients.add_button.clicked.connect(self._on_add)
        self.recipients.more_button.clicked.connect(self._on_more)
        self.recipients.prepare_wanted.connect(self._prepare)
        self.recipients.sent_wanted.connect(self._mark_sent)
        self.recipients.refused_wanted.connect(self._mark_refused)
        self.recipients.reply_wanted.connect(self._set_reply)
        self.recipients.represent_wanted.connect(self.seat_actions.represent)
        self.recipients.address_wanted.connect(self._on_address)
        self.postpone_button.clicked.connect(self._on_postpone)
        self.sending.written.connect(self.told.say_written)
        self.sending.refused.connect(self.told.say_refused)

    # --- what the page asks

    def show_meeting(self, sheet: MeetingSheet) -> None:
        if self._sheet is None or self._sheet.row.id != sheet.row.id:
            self._register = None
            self.told.forget()
        self._sheet = sheet
        self.workspace.read(summons.register, sheet.row.id, self.workspace.today, then=self._show)
        self.letter.show_letter(sheet.row.id)

    def tab_controls(self) -> tuple[QWidget, ...]:
        return (self.postpone_button,)

    def take_focus(self) -> None:
        self.recipients.table.setFocus()

    def focus_filter(self) -> None:
        self.recipients.filter_field.setFocus()

    def create_new(self) -> None:
        self._on_add()

    def preview(self) -> bool:
        self._on_open()
        return True

    def export(self) -> bool:
        if self._sheet is not None:
            self.workspace.export_requested.emit("summons", self._sheet.row.id, DisclosureLevel.PARTNERS.value)
        return True

    def perform(self, key: str) -> None:
        self._asked = key
        if self._register is not None:
            self._do_asked()

    def _do_asked(self) -> None:
        actions = {"summon": self.recipients.prepare_all, "postpone": self._on_postpone}
        action, self._asked = actions.get(self._asked), ""
        if action is not None:
            action()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.letter.setVisible(self.width() >= theme.px(_NARROW))  # else the recipients alone; it opens by the menu

    # --- what is shown

    def _show(self, register: SummonsRegister) -> None:
        if self._sheet is None or register.meeting_id != self._sheet.row.id:
            return
        self._register = register
        found = words.alert(register, self._sheet.row.date, self.workspace.today)
        if found is not None:
            self.alert.set_message(*found)
        self.alert.setVisible(found is not None)
        if register.postponements:
            self.moved.set_message("info", words.moved(register.postponements))
        self.moved.setVisible(bool(register.postponements))
        self.postpone_button.setVisible(register.editable)
        self.recipients.show_register(register)
        self._do_asked()

    # --- the recipients

    def _prepare(self, seat_ids: tuple[int, ...]) -> None:
        if self._register is None or not self._register.editable:
            return
        if seat_ids:
            self.sending.prepare(self._register.meeting_id, seat_ids)
        else:
            self.told.say(words.nothing_to_prepare(self._register.recipients))

    def _mark_sent(self, seat_ids: tuple[int, ...]) -> None:
        if self._register is not None:
            self.told.forget()
            note = plural(len(seat_ids), "convocation marquée envoyée", "convocations marquées envoyées")
            self._write(summons.mark_sent, self._register.meeting_id, seat_ids, self.workspace.today, note=note)

    def _mark_refused(self, found: RecipientRow) -> None:
        self._write(summons.mark_refused, found.seat_id, self.workspace.today, note=f"Adresse refusée : {found.name}")

    def _set_reply(self, seat_id: int, reply: Reply | None) -> None:
        self._write(attendance.set_reply, seat_id, reply, self.workspace.today)

    def _write(self, service: Any, *args: Any, note: str = "") -> None:
        self.workspace.write(service, *args, note=note, failed=self.told.say_refused)

    def _on_address(self, partner_id: int) -> None:
        self.workspace.go.emit(Route("partners", partner_id))

    def _on_add(self) -> None:
        if self._register is not None and self._register.editable:
            self.seat_actions.add(self._register.meeting_id, self.recipients.add_button)

    # --- the meeting

    def _on_alert(self) -> None:
        if self._register is not None and not self._register.recipients:
            self._on_add()
        else:
            self._on_postpone()

    def _on_more(self) -> None:
        if self._register is None:
            return
        second, open_ = self._register.second, self._register.editable
        waiting = bool(words.waiting(self._register.recipients))
        menu = ChoiceMenu("Autres actions", self)
        menu.add("Ouvrir le PDF", "open", icon="file-text")
        menu.add("Modèle de la lettre…", "template", icon="template")
        menu.addSeparator()
        menu.add("Marquer tout envoyé", "all", icon="check", enabled=open_ and waiting)
        menu.add(
            "Seconde convocation, sans quorum", "second", not second, icon="repeat", checked=second or None,
            enabled=open_,
        )  # fmt: skip
        menu.chosen.connect(self._on_more_chosen)
        button = self.recipients.more_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _on_more_chosen(self, command: str, value: object) -> None:
        if self._register is None:
            return
        meeting_id, today = self._register.meeting_id, self.workspace.today
        if command == "second":
            note = "Seconde convocation : aucun quorum n’est demandé" if value else "Convocation avec quorum"
            self._write(summons.set_second, meeting_id, bool(value), note=note)
        elif command == "all":
            self._write(summons.mark_all_sent, meeting_id, today, note="Convocations marquées envoyées")
        elif command == "template":
            self._on_template()
        else:
            self._on_open()

    def _on_postpone(self) -> None:
        if self._sheet is not None and self._register is not None and self._register.editable:
            PostponeDialog(self.workspace, self._sheet, self.window()).open()

    def _on_template(self) -> None:
        if self._sheet is not None:
            today = self.workspace.today
            self.workspace.read(summons.template, self._sheet.row.id, today, then=self._open_template)

    def _open_template(self, template: Template) -> None:
        TemplateDialog(self.workspace, template, self.window()).open()

    def _on_open(self) -> None:
        if self._sheet is not None:
            self.workspace.preview_requested.emit("summons", self._sheet.row.id, DisclosureLevel.PARTNERS.value)
