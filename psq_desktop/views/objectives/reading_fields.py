"""The fields of one reading, and everything that stands in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from psq_desktop.french import date_digits, figure, typeset
from psq_desktop.services.kinds import Direction, IndicatorKind, ReadingStatus
from psq_desktop.services.periods import period_end
from psq_desktop.services.steering.progress_rows import IndicatorRow, ReadingRow
from psq_desktop.services.steering.readings import Draft
from psq_desktop.views.kit import STRETCH, ChoiceField, ElidedLabel, Label, column, row
from psq_desktop.views.objectives.facts import of_period
from psq_desktop.views.objectives.reading_inputs import CommentField, PastDayField, ProblemLine, ValueField
from psq_desktop.wording import word, words

ADD = "Ajouter un relevé"
_NO_LEVEL = (None, "Choisir un niveau")
_EARLY = "La période n'est pas finie : le chiffre peut encore changer. Décochez s'il est définitif."


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields, read or not."""

    status: ReadingStatus = ReadingStatus.VALUE
    value: str = ""
    level: float | None = None
    day: str = ""
    comment: str = ""
    provisional: bool = False
    sample: str = ""
    granted: dt.date | None = None  # end of the period whose reading may be replaced
    title: str = ADD

    @property
    def words(self) -> tuple[str, str]:
        """What would be lost."""
        return self.value, self.comment


def correction(found: IndicatorRow, reading: ReadingRow) -> Typed:
    """A reading as it is typed again, to take its own place."""
    ordinal = found.direction is Direction.ORDINAL
    return Typed(
        reading.status, "" if reading.value is None or ordinal else figure(reading.value),
        reading.value if ordinal else None, date_digits(reading.ends_on), reading.comment, reading.provisional,
        "" if reading.sample is None else str(reading.sample), reading.ends_on,
        typeset(f"Corriger le relevé {of_period(found.period, reading.period)}"),
    )  # fmt: skip


class ReadingFields(QWidget):
    """Status, value or level, day, reason, provisional, people asked; each with its problem below."""

    edited = Signal()
    replace_toggled = Signal(bool)

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: IndicatorRow | None = None
        self._blank = Typed()
        self._granted: dt.date | None = None
        self._lent = ""  # the comment of the reading to replace, put there to be kept
        self._decided = False  # the user said whether it is provisional
        self._today = today
        self._filling = False
        self._title = ElidedLabel(ADD, 10, 600)
        self.status_choice = ChoiceField("Ce qui est transmis", words(ReadingStatus))
        self.value_edit = ValueField("Valeur", 64)
        self.level_choice = ChoiceField("Niveau", (_NO_LEVEL,))
        self._unit = ElidedLabel("", 9.5, 400, "text2")
        self.day_edit = PastDayField("Date", today=today, width=124)
        self.replace_check = QCheckBox("")
        self.comment_edit = CommentField("Pourquoi ?", "Pourquoi ? Ce qui l’explique")
        self.provisional_check = QCheckBox("Provisoire")
        self._sample_label = Label("Répondants", 9.5, 400, "text2")
        self.sample_edit = ValueField("Nombre de répondants", 72, whole=True)
        self._problems = {
            "value": ProblemLine(self.value_edit, self.level_choice),
            "on": ProblemLine(self.day_edit),
            "sample": ProblemLine(self.sample_edit),
        }
        self._lay()
        self._connect()

    def _lay(self) -> None:
        head = row(self._title, self.status_choice, spacing=8, grow=0)
        first = row(self.value_edit, self.level_choice, self._unit, self.day_edit, STRETCH, spacing=8)
        second = row(self.comment_edit, self.provisional_check, spacing=8, grow=0)
        third = row(self._sample_label, self.sample_edit, STRETCH, spacing=8)
        value, on, sample = self._problems.values()
        self.setLayout(column(head, first, value, on, self.replace_check, second, third, sample, spacing=7))
        order = (
            self.status_choice, self.value_edit, self.level_choice, self.day_edit, self.replace_check,
            self.comment_edit, self.provisional_check, self.sample_edit,
        )  # fmt: skip
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        for choice in (self.status_choice, self.level_choice):
            choice.value_changed.connect(self._on_edited)
        for field in (self.value_edit, self.day_edit, self.sample_edit, self.comment_edit):
            field.textChanged.connect(self._on_edited)
        self.day_edit.textChanged.connect(self._on_day)
        self.provisional_check.clicked.connect(self._on_decided)
        self.provisional_check.toggled.connect(self._on_edited)
        self.replace_check.toggled.connect(self._on_replace)

    def dress(self, found: IndicatorRow, latest: dt.date) -> None:
        """Ask for readings of an indicator, up to a day."""
        self._row = found
        self.value_edit.unit = found.unit
        self.value_edit.setAccessibleName(typeset(f"Valeur, {found.unit}" if found.unit else "Valeur"))
        self.day_edit.latest = latest
        levels = ((float(rank), name) for rank, name in enumerate(found.levels, start=1))
        self.level_choice.set_choices((_NO_LEVEL, *levels))
        survey = found.kind is IndicatorKind.PERCEPTION
        self._sample_label.setVisible(survey)
        self.sample_edit.setVisible(survey)
        self._show_status()

    def _show_status(self) -> None:
        assert self._row is not None
        asked, ordinal = self.status is ReadingStatus.VALUE, self._row.direction is Direction.ORDINAL
        self.value_edit.setVisible(asked and not ordinal)
        self.level_choice.setVisible(asked and ordinal)
        said = word(self.status) if not asked else "" if ordinal else self._row.unit
        self._unit.setText(f"{said}, au" if said else "au")

    # --- what is typed

    @property
    def status(self) -> ReadingStatus:
        """What is said to be sent."""
        return ReadingStatus(str(self.status_choice.value))

    @property
    def granted(self) -> dt.date | None:
        """End of the period whose reading may be replaced."""
        return self._granted

    @property
    def dirty(self) -> bool:
        """Whether anything was typed."""
        return self._row is not None and self.typed() != self._blank

    def typed(self) -> Typed:
        """Everything that stands in the fields."""
        level = self.level_choice.value
        return Typed(
            self.status, self.value_edit.text(), level if isinstance(level, float) else None, self.day_edit.text(),
            self.comment_edit.toPlainText(), self.provisional_check.isChecked(), self.sample_edit.text(),
            self._granted, self._title.text(),
        )  # fmt: skip

    def draft(self, author: str) -> Draft:
        """The reading as far as it can be read."""
        assert self._row is not None
        typed = self.typed()
        value = typed.level if self._row.direction is Direction.ORDINAL else self.value_edit.typed
        sample = self.sample_edit.typed if not self.sample_edit.isHidden() else None
        return Draft(
            self.day_edit.typed, value if typed.status is ReadingStatus.VALUE else None, typed.status,
            typed.provisional, author, None if sample is None else int(sample), typed.comment,
        )  # fmt: skip

    def start(self, day: dt.date) -> None:
        """Nothing typed, but for a likely day."""
        self._blank = Typed(day=date_digits(day), provisional=self._early(day), title=typeset(ADD))
        self.fill(self._blank)

    def fill(self, typed: Typed) -> None:
        """Show something typed before."""
        self._filling = True
        for field, text in ((self.value_edit, typed.value), (self.sample_edit, typed.sample)):
            field.set_number(None)  # forgets what could not be read
            field.setText(text)
        self.comment_edit.setPlainText(typed.comment)
        self._fill_rest(typed)

    def clear(self) -> None:
        """Nothing typed any more; Ctrl+Z in a field brings its text back."""
        self._filling = True
        for field in (self.value_edit, self.sample_edit):
            field.selectAll()
            field.del_()
        self.comment_edit.selectAll()
        self.comment_edit.textCursor().removeSelectedText()
        self._fill_rest(self._blank)

    def _early(self, day: dt.date | None) -> bool:
        return day is not None and self._row is not None and period_end(self._row.period, day) > self._today()

    @property
    def early(self) -> bool:
        """Whether the period that is typed is not over."""
        return self._early(self.day_edit.typed)

    def _on_day(self) -> None:
        self.provisional_check.setToolTip(typeset(_EARLY) if self.early else "")
        if not self._filling and not self._decided:
            self.provisional_check.setChecked(self.early)

    def _on_decided(self) -> None:
        self._decided = True

    def _fill_rest(self, typed: Typed) -> None:
        self.status_choice.set_value(typed.status)
        known = self._row is not None and typed.level is not None and typed.level <= len(self._row.levels)
        self.level_choice.set_value(typed.level if known else None)
        self.day_edit.set_date(None)
        self.day_edit.setText(typed.day)
        self.provisional_check.setChecked(typed.provisional)
        self._decided, self._lent = typed.provisional is not self.early, ""
        self._granted = typed.granted
        self.replace_check.setChecked(typed.granted is not None)
        self._title.setText(typed.title)
        self._filling = False
        self.say_problems({})
        self._on_edited()

    def _on_edited(self, _value: object = None) -> None:
        if not self._filling and self._row is not None:
            self._show_status()
            self.edited.emit()

    # --- replacing

    def offer_replace(self, ends_on: dt.date, words_: str) -> None:
        """Offer to replace the reading of a period; without words there is none."""
        self.replace_check.setText(typeset(words_))
        self.replace_check.setVisible(bool(words_))
        if self._granted is not None and self._granted != ends_on:
            self._granted = None
            self._tick(False)
            self._lend("")

    def grant(self, ends_on: dt.date | None, comment: str = "") -> None:
        """Remember whose reading may be replaced; its comment stays unless another is typed."""
        self._granted = ends_on
        self._problems["on"].say("")
        self._lend(comment)

    def _lend(self, comment: str) -> None:
        if self.comment_edit.toPlainText() == self._lent != comment:
            self._lent = comment
            self.comment_edit.setPlainText(comment)

    def _tick(self, on: bool) -> None:
        self._filling = True
        self.replace_check.setChecked(on)
        self._filling = False

    def _on_replace(self, checked: bool) -> None:
        if not self._filling:
            self.replace_toggled.emit(checked)

    # --- what is wrong

    def finish(self) -> bool:
        """Read every field as if it were left; whether all of them can be read."""
        fields = [field for field in (self.value_edit, self.day_edit, self.sample_edit) if not field.isHidden()]
        for field in fields:
            field.editingFinished.emit()
        return not any(field.problem for field in fields)

    def say_problems(self, found: dict[str, str]) -> bool:
        """Say what is wrong with each field; whether a field could be named for everything."""
        for name, line in self._problems.items():
            line.say(found.get(name, ""))
        return bool(found) and found.keys() <= self._problems.keys()

    def take_focus(self) -> None:
        """Give the keyboard to what is wrong, else to what comes first."""
        wrong = next((line for line in self._problems.values() if line.text), None)
        if wrong is not None:
            wrong.take_focus()
            return
        first = next(field for field in (self.value_edit, self.level_choice, self.day_edit) if not field.isHidden())
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()
