"""What stands above the board: which round, and a new one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from psq_desktop import french
from psq_desktop.services.rounds.campaign_rows import CampaignRow
from psq_desktop.views.kit import Button, ChoiceField
from psq_desktop.views.widgets.tips import plain

_WIDTH = 216.0


class HeadingActions(QObject):
    """The controls of the top bar."""

    round_chosen = Signal(object)  # campaign id
    new_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rounds = ChoiceField("Campagne", (), _WIDTH, parent)
        self.new_button = Button("Nouvelle campagne", "plus", shortcut="Ctrl+N", parent=parent)
        for each in self.widgets:
            each.hide()
        self.rounds.value_changed.connect(self.round_chosen)
        self.new_button.clicked.connect(self.new_wanted)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """In their order."""
        return (self.rounds, self.new_button)

    def show_rounds(self, rounds: tuple[CampaignRow, ...], current: int) -> None:
        """Offer these rounds, one of them chosen."""
        choices = tuple((each.id, _name(each)) for each in rounds)
        self.rounds.set_choices(choices)
        for index, each in enumerate(rounds):
            self.rounds.setItemData(index, plain(each.title), Qt.ItemDataRole.ToolTipRole)
        if rounds:
            self.rounds.set_value(current)
            chosen = next(each for each in rounds if each.id == current)
            self.rounds.setToolTip(plain(f"{_name(chosen)} — {chosen.title}"))


def _name(campaign: CampaignRow) -> str:
    day = campaign.opened_on
    return f"Campagne n° {campaign.number}, {french.SHORT_MONTHS[day.month - 1]} {day.year}"
