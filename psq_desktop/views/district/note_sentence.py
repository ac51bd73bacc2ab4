"""One sentence of the note: kept or left out, its source below, rewritten in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop.french import NBSP, typeset
from psq_desktop.services.evaluation.note_rows import SentenceRow
from psq_desktop.services.kinds import NoteHeading
from psq_desktop.views import icons
from psq_desktop.views.dialogs.form import Flag
from psq_desktop.views.kit import (
    STRETCH,
    Badge,
    Button,
    FieldRow,
    IconButton,
    Label,
    Note,
    NotesField,
    boxed,
    column,
    row,
)
from psq_desktop.wording import explain_problem, words

EDIT, UP, DOWN, AGAIN, REMOVE = "edit", "up", "down", "again", "remove"
_ACTIONS = (
    (EDIT, "Modifier", "pencil"),
    (UP, "Monter", "arrow-up"),
    (DOWN, "Descendre", "arrow-down"),
    (AGAIN, "Reprendre la phrase proposée", "refresh"),
    (REMOVE, "Supprimer", "trash"),
)
_SAID = 60  # characters of a sentence that name its controls


class SentenceEditor(QWidget):
    """A field of several lines; Ctrl+Entrée saves, Échap gives up."""

    saved = Signal(str)
    given_up = Signal()

    def __init__(self, name: str, save: str) -> None:
        super().__init__()
        self.field = NotesField(name, "Une phrase, sans nom de personne", lines=3)
        self._line = FieldRow(name, self.field)
        self._save = Button(save, "check", "primary", shortcut="Ctrl+Entrée")
        self._give_up = Button("Annuler", shortcut="Échap")
        self.setLayout(column(self._line, row(STRETCH, self._give_up, self._save), spacing=6))
        self._save.clicked.connect(self._on_save)
        self._give_up.clicked.connect(self.given_up)

    def begin(self, text: str) -> None:
        """Edit a text."""
        self.field.setPlainText(text)
        self.complain("")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def complain(self, words: str) -> None:
        """Say what is wrong with it."""
        self._line.set_problem(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_save()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _on_save(self) -> None:
        self.saved.emit(self.field.toPlainText().strip())


class SentenceView(QWidget):
    """Shows a sentence and asks for what is to be done with it."""

    kept = Signal(int, bool)
    rewritten = Signal(int, str)
    asked = Signal(int, str)  # one of the keys above but `EDIT`
    moved = Signal(int, object)  # to another heading

    def __init__(self) -> None:
        super().__init__()
        self._row: SentenceRow | None = None
        self.box = Flag("")
        self._text = Label("", 10, 400, wrap=True)
        self._source = Label("", 8.5, 400, "text2", wrap=True)
        self._edited = Badge("Modifiée", "pencil", "info", height=20, points=8.5)
        self._changed = Note("warning", "Les chiffres ont changé depuis")
        self.again_button = Button("Reprendre la phrase proposée", "refresh", "link")
        self._unsafe = Note("danger", "Laissée de côté", "")
        self.edit_button = IconButton("pencil", "Modifier la phrase", shortcut="F2", size=16)
        self.more_button = IconButton("dots-vertical", "Plus d’actions", size=16)
        self._menu = QMenu()
        self.more_button.setMenu(self._menu)
        self.editor: SentenceEditor | None = None
        self._place = column(spacing=0)
        below = row(self._edited, self._source, spacing=6, grow=1)
        self._said = boxed(column(self._text, below, spacing=2))
        middle = column(
            self._said, self._place, self._changed, row(self.again_button, STRETCH), self._unsafe, spacing=5
        )
        line = row(self.box, middle, self.edit_button, self.more_button, spacing=6, margins=(12, 7, 8, 7))
        line.setStretch(1, 1)
        for each in (self.box, self.edit_button, self.more_button):
            line.setAlignment(each, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self._connect()

    def _connect(self) -> None:
        self.box.clicked.connect(self._on_kept)
        self.edit_button.clicked.connect(self.edit)
        self.again_button.clicked.connect(self._on_again)
        keys = (("F2", self.edit), ("Alt+Up", self._on_up), ("Alt+Down", self._on_down))
        for key, slot in keys:
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return self.box, self.again_button, self.edit_button, self.more_button

    # --- what is shown

    def show_row(self, shown: SentenceRow, *, locked: bool) -> None:
        """Show a sentence; what is being typed stays."""
        self._row = shown
        said = shown.text if len(shown.text) <= _SAID else f"{shown.text[:_SAID]}…"
        self.box.setChecked(shown.kept)
        self.box.setAccessibleName(typeset(f"Retenir : {said}"))
        self.box.setToolTip("Retenue dans la note" if shown.kept else "Laissée de côté")
        self.box.setEnabled(not locked)
        self._text.setText(shown.text)
        self._text.set_tone("text" if shown.kept else "text3")
        self._source.setText(f"Source : {shown.source}" if shown.source else "")
        self._edited.setVisible(shown.edited)
        self._changed.setVisible(shown.changed and not locked)
        now = f"Les données disent aujourd’hui : {shown.now}" if shown.now else "Les données n’en disent plus rien."
        self._changed.set_message("warning", "Les chiffres ont changé depuis", now)
        self.again_button.setVisible(bool(shown.now) and not locked)
        self._unsafe.setVisible(shown.unsafe is not None)
        if shown.unsafe is not None:
            title = "À corriger" if shown.kept else "Laissée de côté"
            self._unsafe.set_message("danger", title, explain_problem(shown.unsafe))
        self.edit_button.setVisible(not locked)
        self.more_button.setVisible(not locked)
        self._offer(shown)

    def _offer(self, shown: SentenceRow) -> None:
        self._menu.clear()
        for key, text, icon in _ACTIONS:
            if (key == AGAIN and not shown.edited) or (key == REMOVE and not shown.by_hand):
                continue
            self._add(self._menu, text, icon, key)
        headings = QMenu(typeset("Ranger sous"), self._menu)
        for heading, text in words(NoteHeading):
            if heading is not shown.heading:
                self._add(headings, text, "", heading)
        self._menu.addMenu(headings)

    def _add(self, menu: QMenu, text: str, icon: str, data: object) -> None:
        action = QAction(icons.icon(icon), typeset(text), menu) if icon else QAction(typeset(text), menu)
        action.setData(data)
        action.triggered.connect(self._on_action)
        menu.addAction(action)

    # --- editing

    @property
    def typed(self) -> str:
        """What is being typed and is not saved."""
        if self.editor is None or self._row is None:
            return ""
        text = self.editor.field.toPlainText().strip()
        return text if text != self._row.text.replace(NBSP, " ") else ""  # as Qt gives a text back

    def edit(self) -> None:
        """Rewrite the sentence in place."""
        if self._row is None or not self.edit_button.isVisible() or self.editor is not None:
            return
        self.editor = SentenceEditor("Phrase", "Enregistrer")
        self.editor.saved.connect(self._on_saved)
        self.editor.given_up.connect(self.close_editor)
        self._place.addWidget(self.editor)
        self._said.hide()
        self.editor.begin(self._row.text)

    def save(self) -> None:
        """Save what was typed."""
        if self.typed:
            self._on_saved(self.typed)

    def close_editor(self) -> None:
        """Back to the sentence."""
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
            self._said.show()
            self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.edit()

    # --- what the user does

    def _on_saved(self, text: str) -> None:
        if self._row is None:
            return
        if text == self._row.text.replace(NBSP, " "):
            self.close_editor()
        else:
            self.rewritten.emit(self._row.id, text)

    def _on_kept(self, kept: bool) -> None:
        if self._row is not None:
            self.kept.emit(self._row.id, kept)

    def _on_again(self) -> None:
        self._ask(AGAIN)

    def _on_up(self) -> None:
        self._ask(UP)

    def _on_down(self) -> None:
        self._ask(DOWN)

    def _ask(self, key: str) -> None:
        if self._row is not None and self.edit_button.isVisible():
            self.asked.emit(self._row.id, key)

    def _on_action(self) -> None:
        action = self.sender()
        data = action.data() if isinstance(action, QAction) else None
        if data == EDIT:
            self.edit()
        elif isinstance(data, NoteHeading) and self._row is not None:
            self.moved.emit(self._row.id, data)
        elif isinstance(data, str):
            self._ask(data)
