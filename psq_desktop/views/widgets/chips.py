"""Filter buttons with counts; they become a list box where the room is short. And tabs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.widgets.buttons import Button
from psq_desktop.views.widgets.fields import ListBox
from psq_desktop.views.widgets.layouts import STRETCH, row
from psq_desktop.views.widgets.themed import Themed, mark


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: its key, its words and how many rows it keeps."""

    key: str
    text: str
    count: int | None = None

    @property
    def label(self) -> str:
        """« Ouvertes  18 »."""
        return self.text if self.count is None else f"{self.text}  {self.count}"


class Chips(Themed, QWidget):
    """One filter among several; `chosen` gives its key."""

    chosen = Signal(str)

    def __init__(self, chips: tuple[Chip, ...], name: str = "Filtre", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = {chip.key: chip for chip in chips}
        self._current = chips[0].key
        self._list = ListBox()
        self._list.setAccessibleName(name)
        self._buttons: dict[str, Button] = {}
        self.setAccessibleName(name)
        for chip in chips:
            button = Button(chip.label, kind="chip")
            button.setCheckable(True)
            button.clicked.connect(self._on_button)
            self._buttons[chip.key] = button
            self._list.addItem("", chip.key)
        self._list.activated.connect(self._on_list)
        self.setLayout(row(*self._buttons.values(), self._list, STRETCH, spacing=5))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._show()

    @property
    def current(self) -> str:
        """The key of the filter in force."""
        return self._current

    def set_current(self, key: str) -> None:
        """Choose a filter without a signal."""
        self._current = key
        self._show()

    def set_counts(self, counts: dict[str, int]) -> None:
        """Change the figures."""
        for key, count in counts.items():
            self._chips[key] = Chip(key, self._chips[key].text, count)
        self._show()

    def restyle(self) -> None:
        theme.fix_height(self, theme.CONTROL_HEIGHT)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._needed(), theme.px(theme.CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme.px(150), self._needed()), theme.px(theme.CONTROL_HEIGHT))

    def _needed(self) -> int:
        gaps = theme.px(5) * (len(self._buttons) - 1)
        return sum(button.sizeHint().width() for button in self._buttons.values()) + gaps

    def _fit(self) -> None:
        narrow = self.width() < self._needed()
        self._list.setVisible(narrow)
        for button in self._buttons.values():
            button.setVisible(not narrow)

    def _show(self) -> None:
        for index, (key, chip) in enumerate(self._chips.items()):
            button = self._buttons[key]
            button.set_text(chip.label)
            button.setAccessibleName(chip.text if chip.count is None else f"{chip.text}, {chip.count}")
            button.setChecked(key == self._current)
            mark(button, "quiet", chip.count == 0)
            self._list.setItemText(index, typeset(chip.label))
        self._list.setCurrentIndex(self._list.findData(self._current))
        self.updateGeometry()
        self.restyle()

    def _on_button(self) -> None:
        sender = self.sender()
        self._choose(next(key for key, button in self._buttons.items() if button is sender))

    def _on_list(self, index: int) -> None:
        self._choose(self._list.itemData(index))

    def _choose(self, key: str) -> None:
        changed = key != self._current
        self.set_current(key)
        if changed:
            self.chosen.emit(key)


class Tabs(Themed, QTabBar):
    """Parts of a page, by key; `chosen` gives the key."""

    chosen = Signal(str)

    def __init__(
        self, tabs: tuple[tuple[str, str], ...], name: str, size: float = 10, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keys = [key for key, _ in tabs]
        self._size = size
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setAccessibleName(name)
        for _, text in tabs:
            self.addTab(typeset(text))
        self.restyle()
        self.currentChanged.connect(self._on_changed)

    @property
    def current(self) -> str:
        """The key of the open tab."""
        return self._keys[self.currentIndex()]

    def set_current(self, key: str) -> None:
        """Open a tab; `chosen` follows if it was another."""
        self.setCurrentIndex(self._keys.index(key))

    def restyle(self) -> None:
        self.setFont(theme.font(self._size))

    def tabSizeHint(self, index: int) -> QSize:
        # The open tab is bold: keep room for that, so that nothing moves or is cut.
        hint = super().tabSizeHint(index)
        bold = theme.metrics(self._size, 600).horizontalAdvance(self.tabText(index))
        return QSize(max(hint.width(), int(bold) + theme.px(8) + theme.px(9) + 2), hint.height())

    def _on_changed(self, index: int) -> None:
        if index >= 0:
            self.chosen.emit(self._keys[index])
