"""What members wrote about circulated minutes, each with its answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psq_desktop.french import date_short, plural
from psq_desktop.services.minuting import minutes
from psq_desktop.services.minuting.minutes import ObservationRow
from psq_desktop.views import theme
from psq_desktop.views.decision_parts.partner_field import PartnerChoice, PartnerField
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.kit import (
    STRETCH,
    Avatar,
    Badge,
    Button,
    IconButton,
    Inset,
    Label,
    NotesField,
    boxed,
    column,
    row,
)
from psq_desktop.views.meeting.minutes_tab_facts import Minutes
from psq_desktop.views.saving_fields import LineField
from psq_desktop.views.screen import Workspace

NOTE, NARROW = "Noter une observation", 180.0


class AnswerField(LineField):
    """Entrée or leaving saves, Échap gives up (`given_up`)."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.set_value(self._value)
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class ObservationLine(QWidget):
    """Who wrote, when, what; then the field for the answer, or the answer with its pencil."""

    answered = Signal(int, str)

    def __init__(self, entry: ObservationRow) -> None:
        super().__init__()
        self._entry = entry
        self._closed = False
        self._text = Label(entry.text, 9, 400, wrap=True)
        self._badge = Badge("Réponse attendue", "clock", "warning", height=20, points=8.5)
        self.answer_field = AnswerField(f"Réponse à {entry.partner}", entry.answer, "Répondre, puis Entrée")
        self.edit_button = IconButton("pencil", f"Modifier la réponse à {entry.partner}", size=15)
        self._answer = Label(entry.answer, 9, 400, wrap=True)
        self._inset = Inset(
            row(Label("Réponse", 8.5, 600, "text2"), STRETCH, self.edit_button),
            self._answer,
            margins=(12, 4, 6, 8),
        )
        head = row(
            Avatar(entry.acronym, 24),
            Label(entry.partner, 9.5, 600, wrap=True),
            Label(date_short(entry.received_on, year=False), 8.5, 400, "text3"),
            spacing=8,
            grow=1,
        )
        self._waiting = boxed(row(self._badge, STRETCH))
        self.setLayout(column(head, self._text, self._waiting, self.answer_field, self._inset, spacing=5))
        self.answer_field.changed.connect(self._on_changed)
        self.answer_field.editingFinished.connect(self._close)
        self.answer_field.given_up.connect(self._close)
        self.edit_button.clicked.connect(self.edit)
        self._show(editing=not entry.answer)

    @property
    def waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return not self._entry.answer

    def show_entry(self, entry: ObservationRow) -> None:
        """Show fresh facts; an answer being typed stays."""
        if entry == self._entry:
            return
        typed = self.answer_field.hasFocus() and self.answer_field.text().strip() not in (
            self._entry.answer, entry.answer,
        )  # fmt: skip
        self._entry = entry
        self._text.setText(entry.text)
        self._answer.setText(entry.answer)
        if not typed:
            self.answer_field.set_value(entry.answer)
            self._show(editing=not entry.answer)

    def set_closed(self, closed: bool) -> None:
        """The minutes are approved: the answer stands."""
        if closed != self._closed:
            self._closed = closed
            self._show(editing=self.waiting)

    def edit(self) -> None:
        """Change the answer in place."""
        self._show(editing=True)
        self.answer_field.setFocus()
        self.answer_field.selectAll()

    def commit(self) -> None:
        """Save what is being typed."""
        self.answer_field.editingFinished.emit()

    @property
    def unsaved_text(self) -> str:
        """An answer that is not written yet."""
        typed = self.answer_field.text().strip()
        return f"{self._entry.partner}\n{typed}" if typed != self._entry.answer else ""

    def to_be_saved(self) -> None:
        """The answer could not be written: it stays to be saved."""
        self.answer_field.forget(self._entry.answer)

    def _on_changed(self, text: str) -> None:
        self.answered.emit(self._entry.id, text)

    def _close(self) -> None:
        if self.answer_field.text().strip() == self._entry.answer:
            self._show(editing=self.waiting)

    def _show(self, *, editing: bool) -> None:
        had_focus = self.answer_field.hasFocus()
        self._waiting.setVisible(self.waiting and not self._closed)
        self._inset.setVisible(not editing)
        self.answer_field.setVisible(editing and not self._closed)
        self.edit_button.setVisible(not self._closed)
        if had_focus and not editing:
            self.edit_button.setFocus()


class ObservationsPart(QWidget):
    """The observations in the order they came, and the button that notes one more."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._meeting_id = 0
        self._partners: tuple[PartnerChoice, ...] = ()
        self.lines: dict[int, ObservationLine] = {}
        self._title = Label("", 8.5, 700, "text3", wrap=True)
        self._column: QVBoxLayout = column(spacing=11)
        self.note_button = Button(NOTE, "message-plus", "small", tip=NOTE)
        self.note_button.clicked.connect(self.note)
        self.setLayout(column(self._title, self._column, row(self.note_button, STRETCH), spacing=9))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.note_button.set_text("Noter" if self.width() < theme.px(NARROW) else NOTE)
        self.note_button.setAccessibleName(NOTE)

    def set_partners(self, partners: tuple[PartnerChoice, ...]) -> None:
        """Who may have written."""
        self._partners = partners

    def show_minutes(self, found: Minutes) -> bool:
        """Show fresh facts; whether anything is to be seen."""
        self._meeting_id = found.sheet.row.id
        rows = {each.id: each for each in found.observations}
        for gone in self.lines.keys() - rows.keys():
            line = self.lines.pop(gone)
            line.hide()
            line.deleteLater()
        for rank, (key, each) in enumerate(rows.items()):
            if key in self.lines:
                self.lines[key].show_entry(each)
            else:
                self.lines[key] = ObservationLine(each)
                self.lines[key].answered.connect(self._on_answered)
            self.lines[key].set_closed(found.sheet.minutes_state in minutes.FINAL)
            self._column.insertWidget(rank, self.lines[key])
        waiting = sum(line.waiting for line in self.lines.values())
        count = plural(len(rows), "observation reçue", "observations reçues")
        self._title.setText(f"{count}, {waiting} sans réponse" if waiting else count)
        self._title.setVisible(bool(rows))
        opened = found.sheet.minutes_state in minutes.OPEN
        self.note_button.setVisible(opened)
        return bool(rows) or opened

    @property
    def waiting(self) -> bool:
        """Whether an observation has no answer yet."""
        return any(line.waiting for line in self.lines.values())

    @property
    def unsaved_text(self) -> str:
        """Answers that are not written yet."""
        return "\n\n".join(filter(None, (line.unsaved_text for line in self.lines.values())))

    def commit(self) -> None:
        """Save what is being typed."""
        for line in self.lines.values():
            line.commit()

    def note(self) -> None:
        """Ask who wrote what."""
        partner_edit = PartnerField("Partenaire")
        partner_edit.set_choices(self._partners)
        text_edit = NotesField("Observation", lines=4)
        fields: dict[str, tuple[str, QWidget]] = {
            "partner": ("Partenaire", partner_edit), "text": ("Ce qu’il écrit", text_edit),
        }  # fmt: skip
        popover = Popover(NOTE, fields, "Noter", self.window())
        popover.submitted.connect(self._on_noted)
        popover.show_at(self.note_button)

    def _on_noted(self, values: dict[str, object]) -> None:
        popover = self.sender()
        assert isinstance(popover, Popover)
        self._workspace.write(
            minutes.add_observation, self._meeting_id, values["partner"], values["text"], self._workspace.today,
            then=popover.on_done, failed=popover.on_refused, note="Observation notée",
        )  # fmt: skip

    def _on_answered(self, key: int, answer: str) -> None:
        self._workspace.write(
            minutes.answer_observation, key, answer, unwritten=self.lines[key].to_be_saved,
            note="Réponse enregistrée" if answer else "Réponse retirée",
        )  # fmt: skip
