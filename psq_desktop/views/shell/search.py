"""The field of the top bar that opens the palette, and what can be found without asking the base."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QResizeEvent

from psq_desktop.french import fold
from psq_desktop.views import theme
from psq_desktop.views.widgets.fields import TextField
from psq_desktop.views.widgets.text import Label

_WIDTH, _NARROW_WIDTH, _LEAST_WIDTH = 310, 250, 130


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something to go to or to do. A screen (``place``) whose name begins with the words stands before all else."""

    title: str
    key: str
    detail: str = ""
    icon: str = "arrow-right"
    place: bool = False

    def matches(self, words: list[str]) -> bool:
        """Whether every word stands in the title or the detail, accents and case apart."""
        text = fold(f"{self.title} {self.detail}")
        return all(word in text for word in words)

    def begins(self, text: str) -> bool:
        """Whether the title begins with the text."""
        return bool(text) and fold(self.title).startswith(text)


class SearchField(TextField):
    """Looks like a field, and hands what is typed to the palette: `opened` with the first letters."""

    opened = Signal(str)

    _hint: Label | None = None  # the first restyle comes before it

    def __init__(self) -> None:
        super().__init__("Recherche globale et commandes", "", "search")
        self.setObjectName("search")
        self.setReadOnly(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)  # a read-only field would refuse a dead key
        self.setAccessibleDescription("Entrée, ou une lettre, ouvre la recherche.")
        self._width = _WIDTH
        self._hint = Label("Ctrl K", 8, 600, "text3", parent=self)
        self._hint.setObjectName("key")
        theme.fix_height(self, theme.CONTROL_HEIGHT)
        self.set_narrow(False)
        self.restyle()

    def set_narrow(self, narrow: bool) -> None:
        """Fewer words and less room."""
        self.setPlaceholderText("Rechercher ou agir" if narrow else "Rechercher, ou lancer une action")
        self._width = _NARROW_WIDTH if narrow else _WIDTH
        self._fit()

    def give_room(self, room: int) -> None:
        """Take at most so many pixels: the page's title and actions come first."""
        width = max(min(room, theme.px(self._width)), theme.px(_LEAST_WIDTH))
        if width != self.minimumWidth() or width != self.maximumWidth():
            self.setFixedWidth(width)

    def _fit(self) -> None:
        self.give_room(theme.px(self._width))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._width), super().sizeHint().height())

    def restyle(self) -> None:
        super().restyle()
        if self._hint is not None:
            self._fit()
            self._hint.restyle()
            self._hint.adjustSize()
            self._place_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_hint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.opened.emit("")
        elif typed.isprintable() and typed and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.opened.emit(typed)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString():
            self.opened.emit(event.commitString())

    def _place_hint(self) -> None:
        hint = self._hint
        if hint is not None:
            shown = self.width() >= theme.px(_NARROW_WIDTH) - 1
            hint.setVisible(shown)
            self.setTextMargins(0, 0, hint.width() + theme.px(8) if shown else 0, 0)
            hint.move(self.width() - hint.width() - 8, (self.height() - hint.height()) // 2)
