"""A form over the fields of one record: labels, problems under their fields, one signal per field left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from psq_desktop import wording
from psq_desktop.errors import Problem, UserError
from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    STRETCH,
    ChoiceField,
    DateField,
    FieldRow,
    NotesField,
    TextField,
    Themed,
    boxed,
    column,
    row,
)
from psq_desktop.views.widgets.layouts import bring_in_sight

Choices = tuple[tuple[object, str], ...]
_REQUIRED = Problem("", "required")
_NOTHING = (None, "", ())  # what an empty field holds
_FLAG_TOP = 21  # so that a box stands beside the fields, not beside their labels


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its name in the service, its label and what it takes. ``share`` of the line's width."""

    name: str
    label: str
    # The last four are for forms that are sent whole: see `EntryForm`.
    kind: Literal["text", "flag", "day", "choice", "lines", "number", "whole", "time", "partner"] = "text"
    hint: str = ""
    placeholder: str = ""
    share: int = 1
    required: bool = False
    choices: Choices = field(default_factory=tuple)


Lines = tuple[tuple[FieldSpec, ...], ...]


class Form(QWidget):
    """Fields by name. `field_left` tells a value that the user changed; problems are shown in place."""

    field_left = Signal(str, object)
    edited = Signal(str)
    submitted = Signal()  # Entrée in a line of text

    def __init__(self, lines: Lines, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._specs = {spec.name: spec for line in lines for spec in line}
        self._rows: dict[str, FieldRow] = {}
        self._flags: dict[str, QCheckBox] = {}
        self.setLayout(column(*(self._line(line) for line in lines), spacing=10))

    def _line(self, specs: tuple[FieldSpec, ...]) -> QHBoxLayout:
        layout = row(spacing=12)
        labelled = any(spec.kind != "flag" for spec in specs)
        for spec in specs:
            layout.addWidget(self._cell(spec, _FLAG_TOP if labelled else 0), spec.share)
        return layout

    def _cell(self, spec: FieldSpec, flag_top: float) -> QWidget:
        if spec.kind == "flag":
            flag = Flag(spec.label)
            flag.clicked.connect(self._on_flag)
            self._flags[spec.name] = flag
            return boxed(column(flag, STRETCH, margins=(0, flag_top, 0, 0)))
        self._rows[spec.name] = FieldRow(_label(spec), self._field(spec), spec.hint)
        self._rows[spec.name].field.setAccessibleName(typeset(spec.label))
        return self._rows[spec.name]

    def _field(self, spec: FieldSpec) -> QWidget:
        if spec.kind == "day":
            day = DateField(spec.label, today=self._day, width=0)
            day.changed.connect(self._on_value)
            return day
        if spec.kind == "choice":
            choice = ChoiceField(spec.label, spec.choices)
            choice.value_changed.connect(self._on_value)
            return choice
        if spec.kind == "lines":
            notes = NotesField(spec.label, spec.placeholder, lines=3)
            notes.left.connect(self._on_lines)
            return notes
        text = TextField(spec.label, spec.placeholder)
        text.editingFinished.connect(self._on_text)
        text.textEdited.connect(self._on_edited)
        text.returnPressed.connect(self.submitted)
        return text

    def _day(self) -> date:
        return self._today

    # --- values

    def values(self) -> dict[str, Any]:
        """What the fields hold now."""
        return {name: self.value(name) for name in self._specs}

    def value(self, name: str) -> Any:
        """What one field holds now."""
        if name in self._flags:
            return self._flags[name].isChecked()
        found = self._rows[name].field
        if isinstance(found, DateField):
            return found.date
        if isinstance(found, ChoiceField):
            return found.value
        if isinstance(found, NotesField):
            return found.toPlainText().strip()
        assert isinstance(found, TextField)
        return found.text().strip()

    def set_values(self, values: Mapping[str, Any], *, force: bool = False) -> None:
        """Show other values. What is being typed, or has a problem, stays unless ``force``."""
        for name, value in values.items():
            if name in self._flags:
                self._flags[name].setChecked(bool(value))
            elif force or not self._busy(name):
                self._show(name, value)

    def _busy(self, name: str) -> bool:
        found = self._rows[name].field
        typed = isinstance(found, TextField) and found.isModified()
        return typed or bool(self._rows[name].problem)

    def _show(self, name: str, value: Any) -> None:
        found = self._rows[name].field
        self._rows[name].set_problem("")
        if isinstance(found, DateField):
            found.set_date(value)
        elif isinstance(found, ChoiceField):
            found.set_value(value)
        elif isinstance(found, NotesField):
            found.setPlainText(value)
        elif isinstance(found, TextField) and found.text() != value:
            found.setText(value)
            found.setCursorPosition(0)
        if isinstance(found, TextField):
            found.setModified(False)

    def set_choices(self, name: str, choices: Choices) -> None:
        """Offer other choices."""
        found = self._rows[name].field
        assert isinstance(found, ChoiceField)
        found.set_choices(choices)

    def field(self, name: str) -> QWidget:
        """The widget of a field."""
        return self._flags[name] if name in self._flags else self._rows[name].field

    def focus(self, name: str) -> None:
        """Put the cursor in a field, its text selected, and bring it in sight with what is said below it."""
        found = self.field(name)
        found.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(found, TextField):
            found.selectAll()
        bring_in_sight(self._rows.get(name, found))

    def set_field_visible(self, name: str, on: bool) -> None:
        """Show or hide a field with its label."""
        (self._flags[name] if name in self._flags else self._rows[name]).setVisible(on)

    def set_required(self, name: str, on: bool) -> None:
        """Ask for a field or not: what another field says may decide it. Its problem goes when nothing is asked."""
        spec = self._specs[name] = replace(self._specs[name], required=on)
        self._rows[name].set_label(_label(spec))
        if not on and self.value(name) in _NOTHING:
            self._rows[name].set_problem("")

    def commit(self) -> None:
        """Tell what is typed and not left yet."""
        for name, line in self._rows.items():
            if isinstance(line.field, TextField) and line.field.isModified():
                self._leave(name, line.field)

    # --- problems

    def problem(self, name: str) -> str:
        """What is said to be wrong with a field."""
        return self._rows[name].problem

    def problems(self) -> tuple[str, ...]:
        """The fields with which something is said to be wrong, from the top."""
        return tuple(name for name, line in self._rows.items() if line.problem)

    def set_problem(self, name: str, text: str) -> None:
        """Say what is wrong with a field."""
        self._rows[name].set_problem(text)

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        for line in self._rows.values():
            line.set_problem("")

    def show_error(self, error: UserError) -> bool:
        """Show the problems under their fields and go to the first; false if some belong to none of them."""
        for problem in error.problems:
            if problem.field in self._rows:
                self._rows[problem.field].set_problem(wording.explain_problem(problem))
        if first := next(iter(self.problems()), ""):
            self.focus(first)
        return bool(error.problems) and all(problem.field in self._rows for problem in error.problems)

    def missing(self) -> bool:
        """Whether a required field is empty; says so under each and goes to the first."""
        empty = [name for name, spec in self._specs.items() if spec.required and self.value(name) in (None, "", ())]
        for name in empty:
            self._rows[name].set_problem(wording.explain_problem(_REQUIRED))
        if empty:
            self.focus(empty[0])
        return bool(empty) or any(line.problem for line in self._rows.values())

    # --- what the user does

    def _name_of(self, widget: object) -> str:
        flags = (name for name, flag in self._flags.items() if flag is widget)
        rows = (name for name, line in self._rows.items() if line.field is widget)
        return next(flags, "") or next(rows, "")

    def _on_text(self) -> None:
        found = self.sender()
        if isinstance(found, TextField) and found.isModified():
            self._leave(self._name_of(found), found)

    def _leave(self, name: str, found: TextField) -> None:
        if isinstance(found, DateField):
            return  # it tells its own changes
        found.setModified(False)
        if self._specs[name].required and self.value(name) in (None, "", ()):
            self._rows[name].set_problem(wording.explain_problem(_REQUIRED))
            return
        self._rows[name].set_problem("")
        self.field_left.emit(name, self.value(name))

    def _on_edited(self, text: str) -> None:
        name = self._name_of(self.sender())
        line = self._rows[name]
        # Once something was wrong, the complaint goes as soon as it may be right.
        if line.problem and text.strip() and (name != "email" or "@" in text):
            line.set_problem("")
        self.edited.emit(name)

    def _on_value(self, value: object) -> None:
        name = self._name_of(self.sender())
        self._rows[name].set_problem("")
        if value is None and self._specs[name].required:
            self._rows[name].set_problem(wording.explain_problem(_REQUIRED))
            return
        self.field_left.emit(name, value)

    def _on_lines(self) -> None:
        name = self._name_of(self.sender())
        self.field_left.emit(name, self.value(name))

    def _on_flag(self, checked: bool) -> None:
        self.field_left.emit(self._name_of(self.sender()), checked)


def _label(spec: FieldSpec) -> str:
    return f"{spec.label} *" if spec.required else spec.label


class Flag(Themed, QCheckBox):
    """A box with its words."""

    def __init__(self, text: str) -> None:
        super().__init__(typeset(text))
        self.setAccessibleName(typeset(text))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(theme.CONTROL_HEIGHT))

    def restyle(self) -> None:
        self.setFont(theme.font(10))
