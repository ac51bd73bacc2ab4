"""A menu whose entries stand for (what to do, with what)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import icons

_SHORTCUT = "\t"


class ChoiceMenu(QMenu):
    """`chosen` gives what the entry stands for; freed when it closes."""

    chosen = Signal(str, object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(typeset(name))
        self._choices: dict[QAction, tuple[str, object]] = {}
        self.triggered.connect(self._on_triggered)

    def add(
        self,
        text: str,
        command: str,
        value: object = None,
        *,
        icon: str = "",
        keys: str = "",
        checked: bool | None = None,
        enabled: bool = True,
        into: QMenu | None = None,
    ) -> None:
        """One entry; ``checked`` marks the value in force, ``into`` is a submenu of this menu."""
        words = typeset(text).replace("&", "&&") + (_SHORTCUT + keys if keys else "")
        action = (into or self).addAction(words)
        if icon:
            action.setIcon(icons.icon(icon, size=16))
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.setEnabled(enabled)
        self._choices[action] = (command, value)

    def submenu(self, text: str, icon: str = "") -> QMenu:
        """A menu inside; give it to `add`."""
        made = self.addMenu(typeset(text))
        if icon:
            made.setIcon(icons.icon(icon, size=16))
        return made

    def _on_triggered(self, action: QAction) -> None:
        command, value = self._choices[action]
        self.chosen.emit(command, value)
