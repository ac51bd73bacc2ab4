"""What the forms of the objectives ask with: the fields of `dialogs.form`, and numbers, partners, past days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from psq_desktop import french, wording
from psq_desktop.errors import Problem
from psq_desktop.services.partners import PartnerRow
from psq_desktop.views import theme
from psq_desktop.views.decision_parts.partner_field import PartnerChoice, PartnerField
from psq_desktop.views.decision_parts.partner_list import PartnerList
from psq_desktop.views.dialogs.form import FieldSpec, Form
from psq_desktop.views.objective_forms.outlook_field import OutlookField
from psq_desktop.views.widgets.dates import DateField, TimeField
from psq_desktop.views.widgets.fields import CheckedField, NotesField, TextField

_YEAR = dt.timedelta(days=365)


def choices_of(rows: tuple[PartnerRow, ...]) -> tuple[PartnerChoice, ...]:
    """Partners as a field offers them."""
    return tuple(PartnerChoice(row.id, row.name, row.acronym) for row in rows)


class NumberField(CheckedField):
    """A number as French people type it: « 7,5 », « 7.5 », « 1 284 », with its ``unit`` or without.

    A whole one comes as an ``int``.
    """

    def __init__(self, name: str, placeholder: str = "", *, whole: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder, parent)
        self._whole = whole
        self.unit = ""
        self.complaint = (
            "Un nombre entier est attendu, par exemple 30."
            if whole
            else wording.explain_problem(Problem("value", "unreadable_number"))
        )

    @property
    def number(self) -> float | int | None:
        """The number, or nothing."""
        return self._value if isinstance(self._value, int | float) else None

    def set_number(self, value: float | None) -> None:
        """Show a number without a signal."""
        self._assign(value)

    def read(self, text: str) -> float | int | None:
        found = french.parse_number(text.strip().removesuffix(self.unit.strip()))
        if found is None or not self._whole:
            return found
        return int(found) if found == int(found) else None

    def written(self, value: object) -> str:
        assert isinstance(value, int | float)
        return french.figure(value)


class PastDateField(DateField):
    """A day that has come: without a year, « 2/11 » is the last one."""

    def read(self, text: str) -> dt.date | None:
        found = super().read(text)
        if found is None or found <= self._today() or not text.strip()[:1].isdigit():
            return found
        last = french.parse_date(text, self._today() - _YEAR)
        return last if last is not None and last <= self._today() else found


class PartnersField(PartnerList):
    """Several partners, ticked; the list is low, it stands among other fields."""

    def __init__(self, name: str) -> None:
        super().__init__(name, (), ())
        theme.fix_height(self, 112)


@dataclass(frozen=True, slots=True)
class MadeSpec(FieldSpec):
    """A field that the form does not know how to make."""

    make: Callable[[], QWidget] = QWidget


def _number(name: str) -> QWidget:
    return NumberField(name)


def _whole(name: str) -> QWidget:
    return NumberField(name, whole=True)


def _time(name: str) -> QWidget:
    return TimeField(name, width=0)


def _partner(name: str) -> QWidget:
    return PartnerField(name)


_MADE: dict[str, Callable[[str], QWidget]] = {"number": _number, "whole": _whole, "time": _time, "partner": _partner}
_READ: tuple[tuple[type[QWidget], Callable[[Any], Any]], ...] = (
    (TimeField, lambda field: field.time),
    (NumberField, lambda field: field.number),
    (PartnerField, lambda field: field.partner_id),
    (PartnerList, lambda field: field.partner_ids),
    (OutlookField, lambda field: field.state),
)
_SHOW: tuple[tuple[type[QWidget], Callable[[Any, Any], None]], ...] = (
    (TimeField, TimeField.set_time),
    (NumberField, NumberField.set_number),
    (PartnerField, PartnerField.set_partner),
    (PartnerList, PartnerList.tick),
    (OutlookField, OutlookField.set_state),
)


def _text(field: QWidget) -> str:
    return field.text() if isinstance(field, CheckedField) else ""


class EntryForm(Form):
    """A form whose values are written together, when it is sent."""

    def _field(self, spec: FieldSpec) -> QWidget:
        own = isinstance(spec, MadeSpec) or spec.kind in _MADE
        found = self._own(spec) if own else super()._field(spec)
        if isinstance(found, CheckedField):
            if own:
                found.changed.connect(self._on_value)
            found.textEdited.connect(self._on_checked_edited)
        elif isinstance(found, NotesField):
            found.textChanged.connect(self._on_lines_edited)
        return found

    @staticmethod
    def _own(spec: FieldSpec) -> QWidget:
        return spec.make() if isinstance(spec, MadeSpec) else _MADE[spec.kind](spec.label)

    def value(self, name: str) -> Any:
        """What one field holds now."""
        found = self.field(name)
        read = next((read for kind, read in _READ if isinstance(found, kind)), None)
        return read(found) if read is not None else super().value(name)

    def _show(self, name: str, value: Any) -> None:
        found = self.field(name)
        show = next((show for kind, show in _SHOW if isinstance(found, kind)), None)
        if show is None:
            super()._show(name, value)
        else:
            self.set_problem(name, "")
            show(found, value)
            if isinstance(found, CheckedField):
                found.setCursorPosition(0)

    def offer_partners(self, choices: tuple[PartnerChoice, ...]) -> None:
        """Say who can be named, wherever a partner is asked for."""
        for line in self._rows.values():
            if isinstance(line.field, PartnerList) or type(line.field) is PartnerField:  # others find their own
                line.field.set_choices(choices)

    def say_below(self, name: str, widget: QWidget) -> None:
        """Put a widget under the line of a field."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        anchor = self._flags.get(name) or self._rows[name]
        for rank in range(layout.count()):
            item = layout.itemAt(rank)
            line = item.layout() if item is not None else None
            if line is not None and line.indexOf(anchor) >= 0:
                layout.insertWidget(rank + 1, widget)
                return

    # --- problems

    def clear_problems(self) -> None:
        """Nothing is wrong any more but what cannot be read."""
        for name in self._rows:
            self.set_problem(name, self._unread(name))

    def missing(self) -> bool:
        """Whether a field is empty that must not be, or cannot be read; goes to the first such field."""
        found = super().missing()
        for name in self._specs:
            self._say_unread(name)
        if first := next(iter(self.problems()), ""):
            self.focus(first)
        return found

    def typed(self) -> dict[str, str]:
        """The text of every field, to tell whether anything was typed since."""
        return {name: f"{self.value(name)} {_text(self.field(name))}" for name in self._specs}

    def _say_unread(self, name: str) -> None:
        if unread := self._unread(name):  # what was typed says more than that something is needed
            self.set_problem(name, unread)

    def _leave(self, name: str, found: TextField) -> None:
        super()._leave(name, found)
        self._say_unread(name)

    def _unread(self, name: str) -> str:
        found = self.field(name)
        return found.problem if isinstance(found, CheckedField) else ""

    # --- what the user does

    def _on_checked_edited(self) -> None:
        name = self._name_of(self.sender())
        if self.problem(name) and not self._unread(name):  # what was refused was another value
            self.set_problem(name, "")
        self.edited.emit(name)

    def _on_lines_edited(self) -> None:
        name = self._name_of(self.sender())
        if name:
            self.set_problem(name, "")
            self.edited.emit(name)
