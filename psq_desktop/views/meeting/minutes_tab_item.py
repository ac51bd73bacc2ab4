"""One agenda item on the paper: heading, notes to write in, decisions, the form under them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import AgendaRole, DisclosureLevel
from psq_desktop.services.minuting.minutes_rows import DecisionLine
from psq_desktop.services.minuting.personal_data import FindingKind
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.views import theme
from psq_desktop.views.kit import Themed, column
from psq_desktop.views.meeting import minutes_tab_words as words
from psq_desktop.views.meeting.minutes_tab_facts import Minutes, shown_in
from psq_desktop.views.note_parts.editor import NotesEditor
from psq_desktop.views.note_parts.saving import NotesSaving
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.themed import mark

POINTS = 10.0
PERSONAL = tuple(FindingKind)


class PaperText(Themed, QLabel):
    """Words on the paper; they are prepared by `minutes_tab_words`, escaped."""

    def __init__(self, points: float = POINTS, weight: int = 400, name: str = "") -> None:
        super().__init__()
        self._points, self._weight = points, weight
        self.setProperty("ink", "1")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        if name:
            self.setObjectName(name)
        self.restyle()

    def setText(self, text: str) -> None:
        """Show other words."""
        if text != self.text():
            super().setText(text)
            self._fit()

    def hasHeightForWidth(self) -> bool:
        # The paper's width is fixed: a height set once is far cheaper than asking a rich text at every layout.
        return False

    def sizeHint(self) -> QSize:
        return QSize(theme.px(80), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def restyle(self) -> None:
        self.setFont(theme.font(self._points, self._weight))
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(0)  # a label never asks for less than its least height: it could only grow
        self.setFixedHeight(max(self.heightForWidth(self.width()), 1))


class DecisionBlock(QFrame):
    """A decision in its tint; a double click opens it in the register (`opened`)."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("block")
        self._id = 0
        self._text = PaperText()
        self.setLayout(column(self._text, margins=(9, 8, 9, 8)))

    def show_decision(self, row: DecisionRow) -> None:
        """Show this decision."""
        self._id = row.id
        self._text.setText(words.decision(row))
        self.setAccessibleName(f"{row.ref}, {row.text}")
        mark(self, "missing", row.incomplete)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self._id)


class ItemSection(QWidget):
    """An item with its notes; they save by themselves (`saved`, `refused`)."""

    entered = Signal(int)  # item id
    edited = Signal()
    saved = Signal()
    refused = Signal(object)  # UserError
    decision_requested = Signal(int, object)  # item id, DecisionKind
    decision_opened = Signal(int)

    def __init__(self, workspace: Workspace, item: ItemRow) -> None:
        super().__init__()
        self._workspace = workspace
        self._item = item
        self._follow: tuple[DecisionLine, ...] = ()
        self._decisions: tuple[DecisionRow, ...] = ()
        self._version = DisclosureLevel.RESTRICTED
        self._seen: tuple[object, ...] = ()
        self._heading = PaperText(14, 700)
        self._mark = PaperText(POINTS, 600, "withheld")
        self._intro = PaperText()
        self._reviews = PaperText()
        self._room = PaperText()
        self._room_said = ""
        self.editor = NotesEditor(f"Notes du point {item.number}", "Écrivez ici ce qui se dit sur ce point.", POINTS)
        self.editor.setProperty("paper", "1")
        self.saving = NotesSaving(workspace, self.editor, item.id)
        self._blocks: list[DecisionBlock] = []
        self._blocks_column: QVBoxLayout = column(spacing=7)
        self._form_place: QVBoxLayout = column(spacing=0)
        lines = (self._heading, self._mark, self._intro, self._reviews, self.saving.place)
        self.setLayout(
            column(*lines, self._room, self._blocks_column, self._form_place, spacing=6, margins=(0, 0, 0, 14))
        )
        self.saving.saved.connect(self.saved)
        self.saving.refused.connect(self.refused)
        self.editor.textChanged.connect(self.edited)
        self.editor.entered.connect(self._on_entered)
        self.editor.decision_requested.connect(self._on_decision)

    @property
    def item(self) -> ItemRow:
        """The item shown."""
        return self._item

    def show_item(self, item: ItemRow, minutes: Minutes, version: DisclosureLevel) -> None:
        """Show fresh facts; notes being typed stay."""
        decisions, checks, locked = minutes.decisions_of(item.id), minutes.checks_of(item.id), minutes.sheet.locked
        follow = minutes.document.follow_up if item.role is AgendaRole.FOLLOW_UP else ()
        line = next((each for each in minutes.document.items if each.number == item.number), None)
        said = words.room(line, named=version is not DisclosureLevel.PUBLIC)
        seen = (item, decisions, checks, locked, follow, version, said)
        if seen == self._seen:
            self.editor.take(item.notes)
            return
        self._seen = seen
        self._version = version
        self._item = item
        self.editor.setReadOnly(locked)
        self.editor.take(item.notes)
        self._decisions, self._follow, self._room_said = decisions, follow, said
        self._write()
        self.editor.highlight(tuple(c.subject for c in checks if c.code in PERSONAL))

    def _write(self) -> None:
        item = self._item
        self.editor.setAccessibleName(f"Notes du point {item.number}, {item.title}")
        self._heading.setText(words.say(f"{item.number}. {item.title}"))
        said = words.withheld(item, self._version)
        self._mark.setText(words.say(said))
        self._mark.setVisible(bool(said))
        inside = shown_in(item, self._version)
        self._intro.setText(words.say(f"Rapporteur : {item.rapporteur}."))
        self._intro.setVisible(inside and bool(item.rapporteur))
        self._reviews.setText(words.follow_up(self._follow))
        self._reviews.setVisible(inside and bool(self._follow))
        self._room.setText(self._room_said)
        self._room.setVisible(inside and bool(self._room_said))
        self.editor.setVisible(inside)
        self._write_blocks(self._decisions if inside else ())

    def _write_blocks(self, decisions: tuple[DecisionRow, ...]) -> None:
        while len(self._blocks) < len(decisions):
            block = DecisionBlock()
            block.opened.connect(self.decision_opened)
            self._blocks.append(block)
            self._blocks_column.addWidget(block)
        for block, row in zip(self._blocks, decisions, strict=False):
            block.show_decision(row)
            block.show()
        for block in self._blocks[len(decisions) :]:
            block.hide()

    def hold_form(self, form: QWidget) -> None:
        """Take the entry form below the decisions."""
        self._form_place.addWidget(form)

    def restyle_words(self) -> None:
        """The inks changed with the theme."""
        self._write()

    # --- notes

    @property
    def unsaved_text(self) -> str:
        """The title and the notes that are not written yet."""
        return f"{self._item.title}\n{self.editor.toPlainText()}" if self.editor.dirty else ""

    def _on_entered(self) -> None:
        self.entered.emit(self._item.id)

    def _on_decision(self, kind: object) -> None:
        self.decision_requested.emit(self._item.id, kind)
