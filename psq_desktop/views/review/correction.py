"""A cell that cannot be taken as it is: what was read, what is wrong with it, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import typeset
from psq_desktop.services.kinds import LineKind
from psq_desktop.services.rounds.campaign_rows import ReviewLine
from psq_desktop.views import theme
from psq_desktop.views.kit import STRETCH, Button, ChoiceField, IconLabel, Label, TextField, column, row
from psq_desktop.views.review.values import NOTHING, TITLES, shown, title, typed
from psq_desktop.views.widgets.themed import mark
from psq_desktop.wording import explain_problem

# What no other text in the cell would mend.
_LOST = {
    "added_without_objective", "definition_changed", "gone_since", "key_altered", "key_foreign", "not_asked",
    "not_yours_any_more", "row_mixed",
}  # fmt: skip
FIGURE, WORDS = 190, 280  # design pixels: fields for a value, for a text
_UNTOUCHED = object()
_CHOOSE = "Choisir…"


class Correction(QWidget):
    """Keeps what is here, takes the correction proposed, or another one that is checked while it is typed."""

    kept = Signal()
    corrected = Signal(str)
    typing = Signal(str)  # to be checked: `show_check` answers

    def __init__(self) -> None:
        super().__init__()
        self._row: ReviewLine | None = None
        self._proposed = ""  # what the button would take
        self.text_edit = TextField("Nouvelle valeur")
        self.choice_edit = ChoiceField("Nouvelle valeur", ((_UNTOUCHED, _CHOOSE),))
        self._field: QWidget = self.text_edit
        theme.fix_width(self.text_edit, FIGURE)
        theme.fix_width(self.choice_edit, FIGURE)
        self.text_edit.textEdited.connect(self._on_typed)
        self.text_edit.returnPressed.connect(self._on_take)
        self.choice_edit.value_changed.connect(self._on_chosen)
        self._label = Label("Nouvelle valeur", 9.5, 600)
        self._icon = IconLabel("alert-octagon", "danger", 14)
        self._problem = Label("", 9, 500, "danger", wrap=True)
        self.keep_button = Button("Garder l’ancienne")
        self.take_button = Button("Corriger", "wand", "primary")
        self.keep_button.clicked.connect(self._on_keep)
        self.take_button.clicked.connect(self._on_take)
        self.choice_edit.hide()
        # The message has the whole width: beside the buttons its lines would take the table's room.
        told = row(self._label, self._icon, self._problem, grow=2)
        line = row(self.text_edit, self.choice_edit, STRETCH, self.keep_button, self.take_button)
        self.setLayout(column(told, line, spacing=4))

    def show_line(self, shown_row: ReviewLine) -> None:
        """Another line; its field starts with what was read."""
        self._row = shown_row
        line = shown_row.line
        name = TITLES.get(line.field, "Ligne lue")
        listed = bool(shown_row.choices or shown_row.told.levels)
        self._field = self.choice_edit if listed else self.text_edit
        self.text_edit.setVisible(not listed)
        self.choice_edit.setVisible(listed)
        self._label.setText(name)
        self._label.setBuddy(self._field)
        self._field.setAccessibleName(typeset(f"{name}, {title(shown_row)}"))
        theme.fix_width(self.text_edit, FIGURE if line.field in ("value", "on") else WORDS)
        self.text_edit.setText(line.read)
        self.text_edit.setReadOnly(not self.correctable)
        self.text_edit.setCursorPosition(0)
        self.choice_edit.set_choices(((_UNTOUCHED, line.read or _CHOOSE), *self._options()))
        self.choice_edit.set_value(_UNTOUCHED)
        self._offer()
        self._say(shown_row)

    @property
    def correctable(self) -> bool:
        """Whether another value can be given: not for a row that is not ours."""
        if self._row is None or not self._row.line.field:
            return False
        problem = self._row.line.problem
        return problem is None or problem.code not in _LOST

    @property
    def _dates_a_figure(self) -> bool:
        """Whether the cell only says when the figure beside it was read: that figure is taken without it."""
        if self._row is None or not self.correctable:
            return False
        problem = self._row.line.problem
        return bool(self._row.told.of) and (problem is None or problem.code != "date_without_value")

    @property
    def first_button(self) -> Button:
        """Where Entrée goes first."""
        return (
            self.take_button
            if self.take_button.isVisibleTo(self) and self.take_button.isEnabled()
            else self.keep_button
        )

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return self._problem.text()

    def show_check(self, checked: ReviewLine | None) -> None:
        """What the text typed last would give; none: nothing is wrong with it."""
        assert self._row is not None
        wrong = checked is not None and checked.line.kind is LineKind.ERROR
        self._say(checked if wrong else None)
        self._label_take(checked if not wrong else None)

    def _options(self) -> tuple[tuple[object, str], ...]:
        assert self._row is not None
        words = self._row.told.levels or tuple(word for _, word in self._row.choices)
        return tuple((word, word) for word in words)

    def _offer(self) -> None:
        """The one click: the correction proposed, if there is one."""
        assert self._row is not None
        row_, line = self._row, self._row.line
        here = shown(line.current, row_)
        self.keep_button.set_text("Garder l’ancienne" if here != NOTHING else "Ne rien écrire")
        self.keep_button.set_tip(f"Garder {here}" if here != NOTHING else "Cette cellule n’est pas reprise")
        if self._dates_a_figure:
            self.keep_button.set_text("Sans la date")
            self.keep_button.set_tip("Le chiffre est repris, pour la période demandée ; sa date ne l’est pas")
        if not self.correctable:
            self.keep_button.set_text("Écarter cette ligne")
            self.keep_button.set_tip("Elle n’est pas reprise ; l’accusé le dira")
        self.take_button.setVisible(self.correctable)
        self._proposed = typed(line.suggestion, row_) if line.suggestion is not None else ""
        self.take_button.set_icon("wand")
        self.take_button.set_text(f"Corriger en {self._proposed}" if self._proposed else "Corriger")
        self.take_button.setEnabled(bool(self._proposed))

    def _label_take(self, checked: ReviewLine | None) -> None:
        self.take_button.set_icon("check")
        self.take_button.setEnabled(not self.problem)
        words = shown(checked.line.returned, checked) if checked is not None and self._proposed.strip() else ""
        short = words if 0 < len(words) <= 24 and words != NOTHING else ""
        self.take_button.set_text(
            f"Prendre « {short} »" if short else "Prendre ce texte" if self._proposed else "Vider"
        )

    def _say(self, told: ReviewLine | None) -> None:
        problem = told.line.problem if told is not None else None
        self._problem.setText(explain_problem(problem) if problem is not None else "")
        self._icon.setVisible(problem is not None)
        mark(self._field, "problem", problem is not None)
        self._field.setAccessibleDescription(self.problem)

    def _on_typed(self, text: str) -> None:
        self._propose(text)

    def _on_chosen(self, value: object) -> None:
        if isinstance(value, str):
            self._propose(value)

    def _propose(self, text: str) -> None:
        self._proposed = text
        self.take_button.setEnabled(False)  # until it is checked
        self.typing.emit(text)

    def _on_keep(self) -> None:
        if self._dates_a_figure:
            self.corrected.emit("")
        else:
            self.kept.emit()

    def _on_take(self) -> None:
        if self.take_button.isEnabled() and self.take_button.isVisibleTo(self):
            self.corrected.emit(self._proposed)
