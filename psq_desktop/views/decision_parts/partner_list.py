"""Several partners, ticked in a list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.decision_parts.partner_field import PartnerChoice


class PartnerList(QListWidget):
    """Partners with a tick each; Espace ticks."""

    def __init__(
        self, name: str, choices: tuple[PartnerChoice, ...], ticked: tuple[int, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(typeset(name))
        self.set_choices(choices)
        self.tick(ticked)
        theme.fix_height(self, 240)

    def set_choices(self, choices: tuple[PartnerChoice, ...]) -> None:
        """Offer other partners; the ticks stay."""
        ticked = self.partner_ids
        self.clear()
        for choice in choices:
            item = QListWidgetItem(choice.name, self)
            item.setData(Qt.ItemDataRole.UserRole, choice.id)
        self.tick(ticked)
        self.setCurrentRow(0)

    def tick(self, partner_ids: tuple[int, ...]) -> None:
        """Tick these, and no others."""
        for item in self._items():
            on = item.data(Qt.ItemDataRole.UserRole) in partner_ids
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    @property
    def partner_ids(self) -> tuple[int, ...]:
        """Ids of the ticked ones, in order."""
        ticked = (item for item in self._items() if item.checkState() is Qt.CheckState.Checked)
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in ticked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(index) for index in range(self.count())]
