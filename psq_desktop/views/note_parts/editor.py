"""The notes editor: bold, italic, lists, headings, and nothing else; it saves by itself."""

from __future__ import annotations

import math

from PySide6.QtCore import QMimeData, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from psq_desktop import richtext
from psq_desktop.french import fold, typeset
from psq_desktop.richtext import BlockKind, RichText
from psq_desktop.services.kinds import DecisionKind
from psq_desktop.views import theme
from psq_desktop.views.kit import Themed
from psq_desktop.views.note_parts import convert
from psq_desktop.views.tokens import THEMES

PAUSE_MS = 2000
COMMANDS = {"/decision": DecisionKind.DECISION, "/action": DecisionKind.ACTION}
VOTE = "/vote"
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NotesEditor(Themed, QTextEdit):
    """As tall as its text. `save_requested` two seconds after the last key and when it is left.

    Notes that somebody else wrote meanwhile never replace what is being typed, nor the reverse: `contested` until
    `settle` says what becomes of both.
    """

    save_requested = Signal(object)  # RichText
    decision_requested = Signal(object)  # DecisionKind, from « /décision » or « /action »
    vote_requested = Signal()  # « /vote », where `takes_votes`
    format_changed = Signal()
    entered = Signal()
    contested = Signal()  # `theirs` changed

    def __init__(self, name: str, placeholder: str = "", points: float = 11, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points, self._scale = points, 0.0
        self._seen: RichText = ()  # as the database had it
        self._saved: RichText = ()  # the same, as the editor can hold it
        self._theirs: RichText | None = None
        self._sent: list[RichText] = []  # handed over, neither written nor refused yet
        self._quiet = False
        self.takes_votes = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._save_quietly)
        self.setAccessibleName(typeset(name))
        self.setPlaceholderText(typeset(placeholder))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self.format_changed)
        self.currentCharFormatChanged.connect(self._on_format)
        self.restyle()

    # --- the notes

    @property
    def notes(self) -> RichText:
        """What stands in the editor."""
        return convert.from_document(self.document())

    @property
    def dirty(self) -> bool:
        """Whether something typed is not written yet."""
        return bool(self._sent) or self._saved != self.notes

    @property
    def origin(self) -> RichText:
        """What the notes handed over last were started from."""
        return self._sent[-2] if len(self._sent) > 1 else self._seen

    @property
    def theirs(self) -> RichText | None:
        """What somebody else wrote while this was typed; `None` when nobody did."""
        return self._theirs

    def take(self, notes: RichText) -> None:
        """Show notes from the database. What is being typed stays, whatever they say."""
        known = notes == self._seen
        if self.dirty and not known and convert.clean(notes) != self.notes:
            self._contest(notes)
            return
        self._contest(None)
        if known:
            return
        self._seen, self._saved = notes, convert.clean(notes)
        if self._saved == self.notes:
            return
        position = self.textCursor().position()
        self._fill(notes)
        cursor = self.textCursor()
        cursor.setPosition(min(position, max(self.document().characterCount() - 1, 0)))
        self.setTextCursor(cursor)

    def _contest(self, theirs: RichText | None) -> None:
        if theirs != self._theirs:
            self._theirs = theirs
            self.contested.emit()

    def settle(self, *, both: bool) -> None:
        """Keep what stands here in the place of theirs, or theirs after it, and save."""
        theirs = self._theirs
        if theirs is None:
            return
        mine = self.notes
        self._seen, self._saved = theirs, convert.clean(theirs)
        if both:
            self._fill((*mine, *theirs))
        self._contest(None)
        self.commit()

    def _save_quietly(self) -> None:
        if self._theirs is None:  # else somebody has to choose first
            self.commit()

    def commit(self) -> None:
        """Hand over what was typed (`save_requested`)."""
        self._pause.stop()
        notes = self.notes
        if notes != (self._sent[-1] if self._sent else self._saved):
            self._sent.append(notes)
            self.save_requested.emit(notes)

    def acknowledge(self) -> None:
        """The notes handed over first are written."""
        if self._sent:
            self._seen = self._saved = self._sent.pop(0)
            self._contest(None)

    def refuse(self) -> None:
        """They could not be written: they stay to be saved."""
        if self._sent:
            self._sent.pop(0)

    def word_count(self) -> int:
        """How many words there are."""
        return len(self.toPlainText().split())

    def find_words(self, words: str) -> bool:
        """Select the words where they first stand."""
        found = self.document().find(words)
        if found.isNull():
            return False
        self.setTextCursor(found)
        return True

    def _fill(self, notes: RichText) -> None:
        self._quiet = True
        convert.fill(self.document(), notes, self._points, theme.current().scale)
        self._quiet = False

    # --- shape

    @property
    def bold(self) -> bool:
        """Whether the next letter will be bold."""
        return self.currentCharFormat().fontWeight() >= convert.BOLD

    @property
    def italic(self) -> bool:
        """Whether the next letter will be in italics."""
        return self.currentCharFormat().fontItalic()

    @property
    def kind(self) -> BlockKind:
        """Shape of the paragraph at the cursor."""
        return convert.kind_of(self.textCursor().block())

    def toggle_bold(self) -> None:
        """Bold on or off for the selection or what comes."""
        shape = QTextCharFormat()
        base = convert.char_format(self.kind, False, False, self._points)
        shape.setFontWeight(base.fontWeight() if self.bold else convert.BOLD)
        self.mergeCurrentCharFormat(shape)
        self.format_changed.emit()

    def toggle_italic(self) -> None:
        """Italics on or off for the selection or what comes."""
        shape = QTextCharFormat()
        shape.setFontItalic(not self.italic)
        self.mergeCurrentCharFormat(shape)
        self.format_changed.emit()

    def toggle_kind(self, kind: BlockKind) -> None:
        """Give the selected paragraphs a shape, or take it back."""
        wanted = BlockKind.PARAGRAPH if self.kind is kind else kind
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for block in convert.selected_blocks(cursor):
            convert.reshape(block, wanted, self._points, theme.current().scale)
        cursor.endEditBlock()
        shape = convert.char_format(wanted, self.bold, self.italic, self._points)
        if not cursor.hasSelection():
            self.setCurrentCharFormat(shape)
        self.format_changed.emit()

    # --- keys and pasting

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Bold):
            self.toggle_bold()
        elif event.matches(QKeySequence.StandardKey.Italic):
            self.toggle_italic()
        elif event.key() in _RETURNS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._new_paragraph()
        elif event.key() == Qt.Key.Key_Backspace and self._leaves_shape():
            self.toggle_kind(self.kind)
        else:
            super().keyPressEvent(event)

    def _leaves_shape(self) -> bool:
        cursor = self.textCursor()
        return cursor.atBlockStart() and not cursor.hasSelection() and self.kind is not BlockKind.PARAGRAPH

    def _new_paragraph(self) -> None:
        """Entrée ends a heading, and on an empty entry ends the list."""
        kind = self.kind
        if kind is not BlockKind.PARAGRAPH and not self.textCursor().block().text():
            self.toggle_kind(kind)
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.insertBlock()
        if kind is BlockKind.HEADING:
            convert.reshape(cursor.block(), BlockKind.PARAGRAPH, self._points, theme.current().scale)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        if kind is BlockKind.HEADING:
            self.setCurrentCharFormat(convert.char_format(BlockKind.PARAGRAPH, False, False, self._points))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Words, bold, italic, lists and headings; fonts, images, links and tables stay outside."""
        text = source.text()
        cursor = self.textCursor()
        if not source.hasHtml() and "\n" not in text.strip():
            cursor.insertText(richtext.clean(text.replace(convert.OBJECT, "")))  # in the style at the cursor
        else:
            cursor.removeSelectedText()
            convert.insert(cursor, convert.from_mime(source), self._points, theme.current().scale)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # what is around scrolls

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        self.format_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._save_quietly()

    def _on_text_changed(self) -> None:
        if self._quiet:
            return
        self._pause.start()
        cursor = self.textCursor()
        typed = fold(cursor.block().text()) if cursor.atBlockEnd() and self.hasFocus() else ""
        if typed in COMMANDS or (typed == VOTE and self.takes_votes):
            self._take_word(cursor)
            if typed in COMMANDS:
                self.decision_requested.emit(COMMANDS[typed])
            else:
                self.vote_requested.emit()

    def _take_word(self, cursor: QTextCursor) -> None:
        """Take the command out of the notes: it was said to the program, not to the committee."""
        self._quiet = True
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._quiet = False

    def _on_format(self, _shape: QTextCharFormat) -> None:
        self.format_changed.emit()

    # --- looks

    def highlight(self, words: tuple[str, ...]) -> None:
        """Mark words to look at, without changing the notes."""
        ground = QTextCharFormat()
        ground.setBackground(
            QColor(THEMES["light"].danger_soft if theme.is_dark() else theme.current().tokens.danger_soft)
        )
        found = []
        for each in words:
            cursor = self.document().find(each)
            if not cursor.isNull():
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = cursor, ground
                found.append(selection)
        self.setExtraSelections(found)

    def restyle(self) -> None:
        scale = theme.current().scale
        if scale == self._scale:
            return
        first, self._scale = not self._scale, scale
        font = theme.font(self._points)
        self.setFont(font)
        self.document().setDefaultFont(font)
        if not first:
            self._fill(self.notes)
        self._fit()

    def _fit(self, _size: object = None) -> None:
        least = theme.metrics(self._points).height() + 2
        self.setFixedHeight(math.ceil(max(self.document().size().height(), least)) + 2)

    def caret(self) -> QRect:
        """Where the cursor stands, in the editor's coordinates."""
        return self.cursorRect()
