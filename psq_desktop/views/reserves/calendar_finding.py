"""The filters of the calendar, asked in a small panel."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from psq_desktop.services.kinds import ReserveCategory
from psq_desktop.views.dialogs.form import Flag
from psq_desktop.views.kit import STRETCH, Button, ChoiceField, DateField, row
from psq_desktop.views.popover import Popover
from psq_desktop.views.reserves.calendar_filters import CATEGORIES, FEW_DAYS, Choices, Wanted


class FilterPopover(Popover):
    """What is chosen holds at once."""

    changed = Signal(object)  # Wanted

    def __init__(self, wanted: Wanted, skills: Choices, today: dt.date, parent: QWidget) -> None:
        super().__init__("Montrer seulement", parent)
        self._today = today
        self.free_field = DateField("Libres le", wanted.free_on, today=self._day, width=0)
        self.few_days = Flag(f"Moins de {FEW_DAYS} jours employés")
        self.few_days.setChecked(wanted.few_days)
        self.category = ChoiceField("Réserve", CATEGORIES)
        self.category.set_value(wanted.category)
        self.skill = ChoiceField("Compétence", skills)
        if any(key == wanted.skill_id for key, _ in skills):
            self.skill.set_value(wanted.skill_id)
        for each in (self.category, self.skill):
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        clear = Button("Tout montrer", "filter-off", "ghost")
        self.free_field.changed.connect(self._tell)
        self.few_days.clicked.connect(self._tell)
        self.category.value_changed.connect(self._tell)
        self.skill.value_changed.connect(self._tell)
        clear.clicked.connect(self._clear)
        free = self.field_row("free_on", "Libres le", self.free_field, "Disponibles ce jour-là, sans mission")
        parts = (
            self.field_row("category", "Réserve", self.category),
            self.field_row("skill", "Compétence", self.skill),
        )
        self.fill(free, self.few_days, *parts, row(clear, STRETCH))

    def _day(self) -> dt.date:
        return self._today

    def _tell(self, _value: object = None) -> None:
        category, skill = self.category.value, self.skill.value
        self.changed.emit(
            Wanted(
                category if isinstance(category, ReserveCategory) else None,
                skill if isinstance(skill, int) else None,
                self.free_field.date,
                self.few_days.isChecked(),
            )
        )

    def _clear(self) -> None:
        self.changed.emit(Wanted())
        self.close()
