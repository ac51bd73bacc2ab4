"""Cards of commitments, steps and requests: a state chosen in place, with its reason where one is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QScrollArea, QVBoxLayout, QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.french import typeset
from psq_desktop.views import badges, icons, theme
from psq_desktop.views.kit import (
    STRETCH,
    Button,
    ChoiceField,
    FieldRow,
    IconButton,
    LineCard,
    NotesField,
    Themed,
    column,
    row,
)
from psq_desktop.views.tokens import TONES
from psq_desktop.views.widgets.layouts import Item

REMOVE = Qt.Key.Key_Delete
EDIT = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)


Question = tuple[StrEnum, str]  # the state that is asked for, and the words typed so far


def bring_in_sight(widget: QWidget) -> None:
    """Scroll what is around it so far that all of it is seen, once everything has its place."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        above.ensureWidgetVisible(widget, 0, theme.px(8))


class StateChoice(Themed, ChoiceField):
    """A list of states, each with its sign and colour."""

    def __init__(self, name: str, vocabulary: type[StrEnum]) -> None:
        self._vocabulary = vocabulary
        super().__init__(name, wording.words(vocabulary))
        self.restyle()

    def restyle(self) -> None:
        self.setIconSize(QSize(theme.px(15), theme.px(15)))
        for position, state in enumerate(self._vocabulary):
            icon, tone = badges.look(state)
            self.setItemIcon(position, icons.icon(icon, TONES[tone].text, 15))


class StateField(QWidget):
    """A state chosen in place. Some ask for words first: `chosen` then waits for them (state, words or None).

    The list shows what is written: another state only once it is saved.
    """

    chosen = Signal(object, object)

    def __init__(self, name: str, vocabulary: type[StrEnum], reasoned: Sequence[StrEnum] = (), ask: str = "") -> None:
        super().__init__()
        self._vocabulary, self._reasoned = vocabulary, tuple(reasoned)
        self._state: StrEnum | None = None
        self._wanted: StrEnum | None = None
        self._known = ""
        self._words = ask
        self.choice = StateChoice(name, vocabulary)
        self.reason_edit = NotesField(ask or name, lines=2)
        self._reason = FieldRow(ask, self.reason_edit)
        self._save = Button("Enregistrer", "check", "small")
        self._cancel = Button("Annuler", kind="small")
        self._foot = QWidget()
        self._foot.setLayout(row(STRETCH, self._cancel, self._save, spacing=6))
        self.setLayout(column(self._reason, self._foot, spacing=6))
        self.choice.value_changed.connect(self._on_choice)
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.give_up)
        self._ask(False)

    @property
    def asking(self) -> bool:
        """Whether words are being typed."""
        return not self.isHidden()

    def show_state(self, state: StrEnum, known: str = "") -> None:
        """Show a state; ``known`` are the words it has already. A question that is open stays."""
        self._state, self._known = state, known
        self.choice.set_value(state)

    @property
    def question(self) -> Question | None:
        """The question that is open."""
        return (self._wanted, self.reason_edit.toPlainText()) if self.asking and self._wanted is not None else None

    @property
    def unsaved_text(self) -> str:
        """The words that are typed and not written."""
        typed = self.reason_edit.toPlainText() if self.asking else ""
        return typed if typed != self._known else ""

    def ask_again(self, question: Question) -> None:
        """Open a question that was left."""
        self._wanted, typed = question
        self.reason_edit.setPlainText(typed)
        self._ask(True)

    def give_up(self) -> None:
        """Keep the state there was."""
        self._ask(False)
        self.choice.setFocus()

    def on_saved(self, _result: object = None) -> None:
        """It is written."""
        had_focus = self._foot.isAncestorOf(self.focusWidget()) or self.reason_edit.hasFocus()
        self._ask(False)
        if had_focus:
            self.choice.setFocus()

    def on_refused(self, error: UserError) -> None:
        """Say what is wrong; what was typed stays."""
        if self._reasoned:
            self._ask(True)
        self._reason.set_problem("\n".join(map(wording.explain_problem, error.problems)) or wording.explain(error))
        self.reason_edit.setFocus()

    def _on_choice(self, value: object) -> None:
        state = self._wanted = self._vocabulary(str(value))
        if self._state is not None:
            self.choice.set_value(self._state)
        if state in self._reasoned:
            if not self.asking:
                self.reason_edit.setPlainText(self._known)
            self._ask(True)
            self.reason_edit.setFocus()
            bring_in_sight(self)
        elif state != self._state or self.asking:
            self._ask(False)
            self.chosen.emit(state, None)

    def _on_save(self) -> None:
        if self._wanted is not None:
            self.chosen.emit(self._wanted, self.reason_edit.toPlainText())

    def _ask(self, on: bool) -> None:
        self._reason.set_problem("")
        if on and self._wanted is not None and self._words:
            self._reason.set_label(f"{wording.word(self._wanted)} : {self._words[:1].lower()}{self._words[1:]}")
        self.setVisible(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        strong = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape and self.asking:
            self.give_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and strong:
            self._on_save()
        else:
            super().keyPressEvent(event)


class EntryCard(LineCard):
    """One entry: Entrée or F2 edits it, Suppr deletes it; the same in its menu."""

    edit_requested = Signal()
    remove_requested = Signal()

    def __init__(self, *items: Item, name: str) -> None:
        super().__init__(column(*items, spacing=5, margins=(10, 8, 8, 9)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(typeset(name))

    def menu_button(self, *more: tuple[str, str, Callable[[], None]]) -> IconButton:
        """The card's menu: ``more`` entries (words, icon, slot) before « Modifier » and « Supprimer »."""
        made = IconButton("dots-vertical", "Actions", size=16)
        menu = QMenu(made)
        entries = (*more, ("Modifier…", "pencil", self.edit_requested), ("Supprimer", "trash", self.remove_requested))
        for words, icon, slot in entries:
            action = QAction(icons.icon(icon), typeset(words), menu)
            action.triggered.connect(slot)
            menu.addAction(action)
        made.setMenu(menu)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hasFocus() or event.modifiers():
            super().keyPressEvent(event)
        elif event.key() == REMOVE:
            self.remove_requested.emit()
        elif event.key() in EDIT:
            self.edit_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.set_current(True)

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.set_current(False)


class StateCard(EntryCard):
    """An entry whose state is chosen in place."""

    state: StateField


CardT = TypeVar("CardT", bound=StateCard)


class Cards(Generic[CardT]):
    """Cards by the identity of their rows: one that is still there is kept, with what is being typed in it.

    A question left open on a card of another objective waits until that one is shown again.
    """

    def __init__(self, layout: QVBoxLayout, make: Callable[[Any], CardT], show: Callable[[CardT, Any], None]) -> None:
        self._layout, self._make, self._show = layout, make, show
        self.cards: dict[int, CardT] = {}
        self._waiting: dict[int, Question] = {}

    @property
    def unsaved_text(self) -> str:
        """What was typed and is not written."""
        shown = (card.state.unsaved_text for card in self.cards.values())
        return "\n".join(filter(None, (*shown, *(typed for _, typed in self._waiting.values()))))

    def seek(self, key: int) -> None:
        """Go to a card, if it is there."""
        card = self.cards.get(key)
        if card is not None:
            bring_in_sight(card)
            card.setFocus()

    def show_rows(self, rows: Sequence[Any], *, other: bool) -> None:
        """Show these rows, in this order; ``other``: they are another objective's than before."""
        wanted = {each.id for each in rows}
        for key in [key for key in self.cards if key not in wanted]:
            gone = self.cards.pop(key)
            if other and (question := gone.state.question) is not None:
                self._waiting[key] = question
            self._layout.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for position, each in enumerate(rows):
            card = self.cards.get(each.id)
            if card is None:
                card = self.cards[each.id] = self._make(each)
                self._layout.insertWidget(position, card)
                card.show()  # at once: its place must be known to go to it
            elif self._layout.indexOf(card) != position:
                self._layout.removeWidget(card)
                self._layout.insertWidget(position, card)
            self._show(card, each)
            if each.id in self._waiting:
                card.state.ask_again(self._waiting.pop(each.id))
