"""The choice of one partner among those that have a part in an objective."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop.french import plural, typeset
from psq_desktop.views.kit import IconButton

EVERYBODY = "Tous les partenaires"
_ICON_GAP = "\u2002"


class PartnerButton(IconButton):
    """An icon with a menu; it says who is chosen, by the acronym where room is short."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("building-community", EVERYBODY, checkable=True, parent=parent)
        self._names: dict[int, str] = {}
        self._acronyms: dict[int, str] = {}
        self._wide = False
        self._value: int | None = None
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._on_triggered)
        self._menu.aboutToHide.connect(self._say)  # a press on a checkable button would leave it checked
        self.setMenu(self._menu)
        self.set_partners(())

    @property
    def value(self) -> int | None:
        """The partner chosen, or all."""
        return self._value

    @property
    def name(self) -> str:
        """Its name."""
        return self._names.get(self._value, "") if self._value is not None else ""

    def set_partners(self, partners: tuple[tuple[int, str, str], ...]) -> None:
        """Offer other partners (id, name, acronym); the one chosen stays if it is still there."""
        self._names = {key: name for key, name, _ in partners}
        self._acronyms = {key: acronym for key, _, acronym in partners}
        if self._value not in self._names:
            self._value = None
        self._menu.clear()
        for action in self._group.actions():
            self._group.removeAction(action)
        for key, words in ((None, EVERYBODY), *self._names.items()):
            action = QAction(typeset(words).replace("&", "&&"), self._menu, checkable=True)
            action.setData(key)
            self._group.addAction(action)
            self._menu.addAction(action)
            if key is None:
                self._menu.addSeparator()
        self._say()

    def set_value(self, partner_id: int | None) -> None:
        """Choose without a signal; a partner may be chosen before the names are there."""
        self._value = partner_id
        self._say()

    def set_wide(self, wide: bool) -> None:
        """Say in words who is chosen."""
        self._wide = wide
        self._say()

    def _on_triggered(self, action: QAction) -> None:
        if action.data() != self._value:
            self._value = action.data()
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        for action in self._group.actions():
            action.setChecked(action.data() == self._value)
        self.setChecked(self._value is not None)
        short = self._acronyms.get(self._value, "") if self._value is not None else ""
        words = (self.name or plural(len(self._names), "partenaire")) if self._wide else short or self.name
        self.setText(_ICON_GAP + typeset(words).replace("&", "&&"))
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
        self.set_tip(f"Partenaire : {self.name}" if self.name else EVERYBODY)
