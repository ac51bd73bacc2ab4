"""What another unit, or other names of levels, mean for the readings that are there already."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QWidget

from psq_desktop.french import plural
from psq_desktop.views.kit import Inset, Label
from psq_desktop.views.objective_forms.radio import Radio


class UnitQuestion(Inset):
    """Asks whether only the word changes; `answer` is « word », « new », or nothing yet."""

    def __init__(self, only_word: str = "Seul le mot change", really: str = "L’unité change vraiment") -> None:
        self._only_word = only_word
        self._said = Label("", 9.5, 600, wrap=True)
        self._word = Radio("")
        self._new = Radio(f"{really} : créer un nouvel indicateur, celui-ci reste")
        super().__init__(self._said, self._word, self._new, spacing=4)
        self._group = QButtonGroup(self)
        for button in (self._word, self._new):
            self._group.addButton(button)
        self.hide()

    @property
    def answer(self) -> str:
        """What was chosen."""
        return "word" if self._word.isChecked() else "new" if self._new.isChecked() else ""

    def ask(self, count: int, before: str, after: str) -> None:
        """Show the question for so many readings."""
        self._said.setText(f"De « {before} » à « {after} » : que deviennent les relevés ?")
        kept = plural(count, "relevé")
        self._word.set_text(f"{self._only_word} : garder {'le' if count == 1 else 'les'} {kept}")
        self.show()

    def first(self) -> QWidget:
        """Where the keyboard goes when an answer is missing."""
        return self._word
