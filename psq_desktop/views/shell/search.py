"""The field « Rechercher, ou lancer une action » and the list under it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

from psq_desktop.french import fold, typeset
from psq_desktop.views import icons, theme
from psq_desktop.views.widgets.fields import TextField
from psq_desktop.views.widgets.layouts import column
from psq_desktop.views.widgets.text import Label

LIMIT = 9
_KEY = Qt.ItemDataRole.UserRole
_ITEM_HEIGHT = 34
_WIDTH, _NARROW_WIDTH, _LEAST_WIDTH = 310, 250, 130


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something to go to or to do."""

    title: str
    key: str
    detail: str = ""
    icon: str = "arrow-right"

    def matches(self, words: list[str]) -> bool:
        """Whether every word stands in the title or the detail, accents and case apart."""
        text = fold(f"{self.title} {self.detail}")
        return all(word in text for word in words)


class SearchField(TextField):
    """↑ ↓ choose, Entrée opens (`chosen`), Échap closes."""

    chosen = Signal(str)

    _hint: Label | None = None  # the first restyle comes before it

    def __init__(self) -> None:
        super().__init__("Recherche globale et commandes", "", "search")
        self.setObjectName("search")
        self._entries: tuple[SearchEntry, ...] = ()
        self._width = _WIDTH
        self._list: ResultList | None = None
        self._hint = Label("Ctrl K", 8, 600, "text3", parent=self)
        self._hint.setObjectName("key")
        self.textEdited.connect(self._on_edited)
        theme.fix_height(self, theme.CONTROL_HEIGHT)
        self.set_narrow(False)
        self.restyle()

    def set_entries(self, entries: tuple[SearchEntry, ...]) -> None:
        """What can be found; refreshes the open list."""
        self._entries = entries
        if self._list is not None and self._list.isVisible():
            self._on_edited(self.text())

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        results = self._list
        shown = results is not None and results.isVisible()
        if results is not None and shown and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            results.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif results is not None and shown and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(results.current_key())
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self._on_edited(self.text())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close()

    def results(self) -> tuple[str, ...]:
        """Keys of the entries shown, best first."""
        return self._list.keys() if self._list is not None and self._list.isVisible() else ()

    def _on_edited(self, text: str) -> None:
        words = fold(typeset(text)).split()
        found = [entry for entry in self._entries if entry.matches(words)]
        # Titles that begin with what was typed come first; the order given decides otherwise.
        start = fold(text.strip())
        found.sort(key=lambda entry: not fold(entry.title).startswith(start))
        if self._list is None:
            self._list = ResultList(self.window())
            self._list.clicked.connect(self._on_result_clicked)
        self._list.show_entries(found[:LIMIT], self)

    def _on_result_clicked(self, key: str) -> None:
        self._choose(key)

    def _choose(self, key: str) -> None:
        self._close()
        self.clear()
        if key:
            self.chosen.emit(key)

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _place_hint(self) -> None:
        hint = self._hint
        if hint is not None:
            shown = self.width() >= theme.px(_NARROW_WIDTH) - 1
            hint.setVisible(shown)
            self.setTextMargins(0, 0, hint.width() + theme.px(8) if shown else 0, 0)
            hint.move(self.width() - hint.width() - 8, (self.height() - hint.height()) // 2)


class ResultList(QFrame):
    """The entries found, over the page; it never takes the focus from the field."""

    clicked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("popup")
        self._list = QListWidget()
        self._list.setAccessibleName("Résultats de la recherche")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setUniformItemSizes(True)
        self._list.clicked.connect(self._on_clicked)
        self.setLayout(column(self._list, margins=(6, 6, 6, 6)))
        self.hide()

    def show_entries(self, entries: list[SearchEntry], field: QWidget) -> None:
        """Fill and place the list under the field."""
        self._list.clear()
        for entry in entries:
            words = f"{entry.title}   {entry.detail}" if entry.detail else entry.title
            item = QListWidgetItem(icons.icon(entry.icon), typeset(words))
            item.setData(_KEY, entry.key)
            self._list.addItem(item)
        if not entries:
            nothing = QListWidgetItem("Aucun résultat")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(nothing)
        self._list.setCurrentRow(0 if entries else -1)
        self._place(field)
        self.show()
        self.raise_()

    def keys(self) -> tuple[str, ...]:
        """Keys shown, in order."""
        found = (self._list.item(i).data(_KEY) for i in range(self._list.count()))
        return tuple(key for key in found if key)

    def step(self, by: int) -> None:
        """Move the choice."""
        count = len(self.keys())
        if count:
            self._list.setCurrentRow((self._list.currentRow() + by) % count)

    def current_key(self) -> str:
        """The key chosen, or nothing."""
        item = self._list.currentItem()
        return str(item.data(_KEY) or "") if item is not None else ""

    def _on_clicked(self, index: QModelIndex) -> None:
        key = index.data(_KEY)
        if key:
            self.clicked.emit(key)

    def _place(self, field: QWidget) -> None:
        window = self.parentWidget()
        if window is None:
            return
        width = max(field.width(), theme.px(440))
        item = max(self._list.sizeHintForRow(0), theme.px(_ITEM_HEIGHT))
        height = item * self._list.count() + theme.px(14)
        corner = field.mapTo(window, QPoint(0, field.height() + 4))
        x = min(corner.x(), window.width() - width - theme.px(24))
        self.setGeometry(max(x, 0), corner.y(), width, height)
