"""The middle of the room: what is said on the item, and the forms that open under it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from psq_desktop.french import time_text
from psq_desktop.services.kinds import DecisionKind
from psq_desktop.services.sitting.live_rows import LiveItem
from psq_desktop.views import badges, theme
from psq_desktop.views.kit import (
    STRETCH,
    Badge,
    Button,
    Card,
    ElidedLabel,
    IconLabel,
    Label,
    Themed,
    boxed,
    column,
    hairline,
    row,
    scrolled,
)
from psq_desktop.views.live.editor import LiveEditor
from psq_desktop.views.live.facts import LiveFacts
from psq_desktop.views.note_parts.tools import EditorTools
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import word

# key, words, icon, what it is for, shortcut
_BUTTONS = (
    ("decision", "Décision", "gavel", "Noter une décision sous le point", "F7"),
    ("action", "Action", "clipboard-check", "Noter une action sous le point", "F8"),
    ("speech", "Intervention", "microphone", "Noter qui prend la parole", "F9"),
    ("vote", "Vote", "hand-stop", "Compter un vote à main levée", "/vote"),
)
_WIDE = 640  # below, no room for words on the buttons


class _Ground(QWidget):
    """A click beside the text goes on writing."""

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.clicked.emit()


class NotesCard(Themed, Card):
    """One editor per item, the current one's shown: what was typed on another is never lost by leaving it."""

    asked = Signal(str)  # a key of `_BUTTONS`
    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._editors: dict[int, LiveEditor] = {}
        self._shown: int | None = None
        self._brought: QWidget | None = None
        self.tools = EditorTools()
        self.buttons: dict[str, Button] = {}
        for key, text, icon, tip, shortcut in _BUTTONS:
            self.buttons[key] = Button(text, icon, "small", tip=tip, shortcut=shortcut)
            self.buttons[key].clicked.connect(self._on_button)
        head = QFrame()
        head.setObjectName("cardHead")
        head.setLayout(row(self.tools, STRETCH, *self.buttons.values(), spacing=5, margins=(8, 0, 10, 0)))
        theme.fix_height(head, 46)
        self._place = Label("", 8.5, 600, "text2")
        self._level = Badge("", "", height=20, points=8.5)
        self._title = Label("", 13.5, 700, wrap=True)
        self._editors_place = column(spacing=0)
        self._ground = _Ground()
        above = row(self._place, self._level, STRETCH, spacing=10)
        inside = self._inside = column(above, self._title, self._editors_place, spacing=8, margins=(18, 12, 18, 10))
        inside.addStretch(1)
        self._ground.setLayout(inside)
        self._area = scrolled(self._ground, "Notes du point")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._foot_place = column(spacing=0, margins=(12, 0, 12, 10))
        self._icon = IconLabel("circle-check", "success", 14)
        self._saved = Label("Enregistrement automatique", 8.5, 400, "text2")
        self._hint = ElidedLabel("Tapez /décision, /action ou /vote au début d’une ligne", 8.5, 400, "text3")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight)
        foot = boxed(row(self._icon, self._saved, self._hint, spacing=8, margins=(14, 5, 14, 6), grow=2))
        super().__init__(head, self._area, self._foot_place, hairline(), foot, grow=1)
        self.column().setContentsMargins(1, 0, 1, 1)
        self._bring = QTimer(self)
        self._bring.setSingleShot(True)
        self._bring.timeout.connect(self._bring_now)
        self._ground.clicked.connect(self.take_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Where the room is short the buttons keep their icons, their names and their tips."""
        for key, text, *_ in _BUTTONS:
            button = self.buttons[key]
            button.set_text(text if self.width() >= theme.px(_WIDE) else "")
            button.setAccessibleName(text)

    def hold(self, forms: tuple[QWidget, ...], figures: QWidget) -> None:
        """Take the forms under the notes, and the figures below all that scrolls."""
        for form in forms:
            self._inside.insertWidget(self._inside.count() - 1, form)
        self._foot_place.addWidget(figures)

    # --- what is shown

    def show_item(self, facts: LiveFacts, item: LiveItem | None, locked: bool) -> None:
        """The item spoken of; the notes of the one that is left are saved before."""
        self._forget(facts)
        key = item.id if item is not None else None
        if key != self._shown:
            self.commit()
            held = self.editor is not None and self.editor.hasFocus()
            self._shown = key
            if key is not None and key not in self._editors:
                self._make(facts, key)
            for each, editor in self._editors.items():
                editor.saving.place.setVisible(each == key)
            self.tools.set_editor(self.editor)
            self._area.verticalScrollBar().setValue(0)
            if held:
                self.take_focus()
        for each, editor in self._editors.items():
            row_ = facts.item(each)
            if row_ is not None:
                editor.show_item(row_, locked)
        self.tools.set_editor(self.editor)  # it may be read only now
        for button in self.buttons.values():
            button.setEnabled(item is not None and not locked)
        self._hint.setVisible(item is not None and not locked)
        if item is not None:
            self._write_head(item)
        for part in (self._place, self._level, self._title):
            part.setVisible(item is not None)

    def _write_head(self, item: LiveItem) -> None:
        began = f" · commencé à {time_text(item.began)}" if item.began else ""
        self._place.setText(f"POINT {item.number}{began}")
        self._level.set_state(word(item.disclosure), *badges.look(item.disclosure))
        self._title.setText(item.title)

    def _make(self, facts: LiveFacts, item_id: int) -> None:
        found = facts.item(item_id)
        assert found is not None
        editor = self._editors[item_id] = LiveEditor(self._workspace, found)
        editor.take(found.notes)
        editor.moveCursor(QTextCursor.MoveOperation.End)
        editor.saving.saved.connect(self._on_saved)
        editor.saving.refused.connect(self._on_refused)
        editor.textChanged.connect(self._on_typing)
        editor.contested.connect(self._on_contested)
        editor.cursorPositionChanged.connect(self._follow_caret)
        editor.decision_requested.connect(self._on_command)
        editor.vote_requested.connect(self._on_vote)
        self._editors_place.addWidget(editor.saving.place)
        QWidget.setTabOrder(self.buttons["vote"], editor)

    def _forget(self, facts: LiveFacts) -> None:
        """Items that were deleted take their editors along, unless something in them is not written."""
        known = {item.id for item in facts.items}
        for key in [key for key, editor in self._editors.items() if key not in known and not editor.dirty]:
            gone = self._editors.pop(key)
            if key == self._shown:
                self._shown = None
                self.tools.set_editor(None)
            gone.saving.place.hide()
            gone.saving.place.deleteLater()

    def clear(self) -> None:
        """Another meeting comes."""
        self.commit()
        for editor in self._editors.values():
            editor.saving.place.hide()
            if not editor.dirty:
                editor.saving.place.deleteLater()
        self._editors = {key: editor for key, editor in self._editors.items() if editor.dirty}
        self._shown = None
        self.tools.set_editor(None)

    # --- writing

    @property
    def item_id(self) -> int | None:
        """The item shown."""
        return self._shown

    @property
    def editor(self) -> LiveEditor | None:
        """The current item's."""
        return self._editors.get(self._shown) if self._shown is not None else None

    def commit(self) -> None:
        """Save what is still only in the editors."""
        for editor in self._editors.values():
            if editor.dirty:
                editor.commit()

    def unsaved_text(self) -> str:
        """What is not written yet."""
        return "\n\n".join(filter(None, (editor.unsaved_text for editor in self._editors.values())))

    def take_focus(self) -> None:
        """Go on writing."""
        if self.editor is not None:
            self.editor.setFocus()

    def set_saved_at(self, moment: dt.time) -> None:
        """« Notes enregistrées à 10 h 05 »."""
        self._icon.set_icon("circle-check", "success")
        self._saved.setText(f"Notes enregistrées à {time_text(moment)}")

    saved = Signal()

    def bring(self, widget: QWidget) -> None:
        """Scroll a form that was just opened into sight, once it has its place."""
        self._brought = widget
        self._bring.start(0)

    def _bring_now(self) -> None:
        if self._brought is not None and self._brought.isVisible():
            self._area.ensureWidgetVisible(self._brought, 0, theme.px(16))

    def _on_saved(self) -> None:
        self.saved.emit()

    def _on_refused(self, error: object) -> None:
        self.refused.emit(error)

    def _on_typing(self) -> None:
        if self.editor is not None and self.editor.dirty and self.editor.theirs is None:
            self._icon.set_icon("pencil", "text3")
            self._saved.setText("Modification en cours…")

    def _on_contested(self) -> None:
        if self.editor is not None and self.editor.theirs is not None:
            self._icon.set_icon("alert-triangle", "warning")
            self._saved.setText("Non enregistré : choisissez une version")
            self._area.verticalScrollBar().setValue(0)

    def _follow_caret(self) -> None:
        editor = self.editor
        if editor is not None and editor.hasFocus():
            where = editor.mapTo(self._ground, editor.caret().bottomLeft())
            self._area.ensureVisible(where.x(), where.y(), 0, theme.px(40))

    def _on_button(self) -> None:
        sender = self.sender()
        self.asked.emit(next(key for key, button in self.buttons.items() if button is sender))

    def _on_command(self, kind: DecisionKind) -> None:
        self.asked.emit(kind.value)

    def _on_vote(self) -> None:
        self.asked.emit("vote")
