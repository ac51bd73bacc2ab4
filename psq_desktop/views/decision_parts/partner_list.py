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
        for choice in choices:
            item = QListWidgetItem(choice.name, self)
            item.setData(Qt.ItemDataRole.UserRole, choice.id)
            state = Qt.CheckState.Checked if choice.id in ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
        self.setCurrentRow(0)
        theme.fix_height(self, 240)

    @property
    def partner_ids(self) -> tuple[int, ...]:
        """Ids of the ticked ones, in order."""
        items = (self.item(index) for index in range(self.count()))
        return tuple(i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() is Qt.CheckState.Checked)
