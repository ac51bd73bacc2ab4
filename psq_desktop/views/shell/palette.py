"""Ctrl+K: one field over everything that can be found or done, on a veil over the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

from psq_desktop.french import fold, typeset
from psq_desktop.services.searching import search_words
from psq_desktop.views import theme
from psq_desktop.views.shell.result_list import ResultList, ResultRow
from psq_desktop.views.shell.search import SearchEntry
from psq_desktop.views.widgets.fields import TextField
from psq_desktop.views.widgets.layouts import boxed, column, hairline, row
from psq_desktop.views.widgets.text import Label

PLACES, ACTIONS = "Écrans", "Actions possibles"
_WIDTH, _MOST, _TOP, _EDGE = 640, 570, 90, 24  # design pixels: the list scrolls beyond the second
_LIMIT, _ACTIONS = 12, 4  # lines before anything is typed; actions beside what is found
_FOOT = (
    "↑ ↓  choisir     Entrée  ouvrir     Ctrl+Entrée  tous les résultats     obj: dec: par: sea: not:  restreindre"
    "     Échap  fermer"
)


class PaletteField(TextField):
    """Hands the keys of the list on; Tab stays in the palette."""

    stepped = Signal(int)
    accepted = Signal(bool)  # with Ctrl
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Rechercher, ou lancer une action", "Rechercher, ou lancer une action", "search")
        self.setObjectName("paletteField")
        self.setFrame(False)

    def restyle(self) -> None:
        super().restyle()
        self.setFont(theme.font(12.5))
        theme.fix_height(self, 44)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.stepped.emit(1 if forward else -1)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.left.emit()


class Palette(QWidget):
    """Over its whole parent. What is found comes later (`show_results`); typing never waits for it."""

    chosen = Signal(str)  # key of an entry
    opened = Signal(object)  # key of a result
    all_requested = Signal(str)  # text

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self.ask: Callable[[str], None] | None = None  # asks the base; the answer comes by `show_results`
        self._entries: tuple[SearchEntry, ...] = ()
        self._found: tuple[ResultRow, ...] = ()
        self._waiting = self._hurried = False  # an answer is awaited; Entrée was pressed meanwhile
        self._before: QWidget | None = None  # what had the focus
        self.field = PaletteField()
        self.list = ResultList()
        self._foot = Label(_FOOT, 8.5, 400, "text2", wrap=True)
        self._card = QFrame(self)
        self._card.setObjectName("popup")
        foot = boxed(row(self._foot, margins=(10, 7, 10, 7), grow=0))
        self._inside = column(self.field, hairline(), self.list, hairline(), foot, spacing=3, margins=(8, 4, 8, 2))
        self._card.setLayout(self._inside)
        self.setAccessibleName("Recherche et commandes")
        self._ground = ground
        ground.installEventFilter(self)
        self.field.textEdited.connect(self._on_edited)
        self.field.stepped.connect(self.list.step)
        self.field.accepted.connect(self._on_accepted)
        self.field.left.connect(self.leave)
        self.list.chosen.connect(self._choose)
        self.list.currentItemChanged.connect(self._say)
        self.hide()

    def set_entries(self, entries: tuple[SearchEntry, ...]) -> None:
        """What is found without the base."""
        self._entries = entries
        if self.isVisible():
            self._show()

    def enter(self, text: str = "") -> None:
        """Open it, with the first letters if they are typed already."""
        if self.isVisible() and not text:
            self.field.selectAll()
            return
        self._before = self.window().focusWidget()
        self._found = ()
        self.field.setText(text)
        self.setGeometry(self._ground.rect())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._on_edited(text)

    def leave(self) -> None:
        """Close it; the focus goes back to where it was."""
        if self.isHidden():
            return
        back = self.field.hasFocus()
        self._waiting = self._hurried = False
        self.hide()
        self.field.clear()
        if back and self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_results(self, text: str, rows: tuple[ResultRow, ...]) -> None:
        """What the base has for a text; an answer to what is typed no more is dropped."""
        if text != self.field.text() or self.isHidden():
            return
        self._found, self._waiting = rows, False
        self._show()
        if self._hurried:
            self._hurried = False
            self._on_accepted(False)

    def results(self) -> tuple[object, ...]:
        """Keys of the lines shown, best first."""
        return tuple(line.key for line in self.list.rows()) if self.isVisible() else ()

    # typing and choosing

    def _on_edited(self, text: str) -> None:
        self._hurried = False
        if not text.strip():
            self._found = ()
        self._waiting = self.ask is not None and bool(text.strip())
        self._show()
        if self._waiting and self.ask is not None:
            self.ask(text)

    def _on_accepted(self, everything: bool) -> None:
        text = self.field.text()
        if everything and text.strip():
            self.leave()
            self.all_requested.emit(text)
        elif self._waiting:
            self._hurried = True
        elif (line := self.list.current()) is not None:
            self._choose(line.key)

    def _choose(self, key: object) -> None:
        self.leave()
        if isinstance(key, SearchEntry):
            self.chosen.emit(key.key)
        elif key is not None:
            self.opened.emit(key)

    # showing

    def _show(self) -> None:
        text = fold(self.field.text()).strip()
        found = [entry for entry in self._entries if entry.matches(text.split())]
        found.sort(key=lambda entry: not entry.begins(text))
        places = [entry for entry in found if entry.place and (entry.begins(text) or not text)]
        others = [entry for entry in found if entry not in places]
        most = _ACTIONS if self._found else _LIMIT - len(places)
        lines = (
            *(self._line(PLACES, entry) for entry in places),
            *self._found,
            *(self._line(ACTIONS, entry) for entry in others[: max(most, 1)]),
        )
        if not lines and not self._waiting:
            lines = (ResultRow("", f"Aucun résultat pour « {self.field.text().strip()} »", None, "search"),)
        self.list.show_rows(lines)
        self._place()

    def _say(self, *_: object) -> None:
        """The list never has the focus: the field tells a screen reader what is chosen."""
        item = self.list.currentItem()
        self.field.setAccessibleDescription(item.data(Qt.ItemDataRole.AccessibleTextRole) if item is not None else "")

    def _line(self, group: str, entry: SearchEntry) -> ResultRow:
        terms = search_words.read(self.field.text()).terms
        title = typeset(entry.title)
        return ResultRow(group, title, entry, entry.icon, entry.detail, search_words.marks(title, terms))

    def _place(self) -> None:
        """As wide and high as the lines need, inside the window; the list scrolls when it must."""
        edge = theme.px(_EDGE)
        width = min(theme.px(_WIDTH), self.width() - 2 * edge)
        self._card.setFixedWidth(width)
        self.list.setFixedHeight(0)
        self._inside.invalidate()
        around = self._inside.totalHeightForWidth(width)
        top = min(theme.px(_TOP), max(edge, self.height() - around - self.list.wanted() - edge))
        room = self.height() - top - around - edge
        self.list.setFixedHeight(max(min(self.list.wanted(), theme.px(_MOST), room), theme.px(40)))
        self._card.setGeometry((self.width() - width) // 2, top, width, around + self.list.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._ground and self.isVisible():
            self.setGeometry(self._ground.rect())
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(0, 0, 0)
        veil.setAlphaF(0.5)
        QPainter(self).fillRect(self.rect(), veil)
