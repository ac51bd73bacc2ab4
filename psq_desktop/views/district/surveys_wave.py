"""A wave as it may be shown: who was asked, what compares, and each question with its groups."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import figure, number, plural, typeset
from psq_desktop.services.evaluation.survey_rows import Landing, QuestionResult, ResultLine, WaveSheet
from psq_desktop.services.evaluation.typed_results import EVERYBODY
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.district import surveys_words as told
from psq_desktop.views.kit import (
    COMPACT,
    Button,
    Cell,
    Column,
    Label,
    Note,
    RowsModel,
    TableCard,
    TableView,
    Text,
    boxed,
    column,
    row,
)

_WIDTH = 860
_NARROW, _WIDE, _SIGN, _AROUND = 84.0, 170.0, 7.4, 30.0  # of a column, of one sign of its head, beside it


class WaveView(PlainDialog):
    """Everything of one wave that may be shown, with what can be done with it."""

    edit_requested = Signal()
    landing_requested = Signal()
    paper_requested = Signal(str)  # « preview » or « export »

    def __init__(self, sheet: WaveSheet, parent: QWidget) -> None:
        super().__init__(f"{sheet.row.title}, {told.wave_words(sheet.row)}", _WIDTH, parent)
        self.sheet = sheet
        self.landing_button = Button("Porter au relevé…", "target-arrow")
        self.preview_button = Button("Aperçu", "eye")
        self.export_button = Button("Exporter…", "file-export")
        self.edit_button = Button("Modifier…", "pencil", "primary")
        self.landing_button.setVisible(any(r.question.indicator_id and r.headline is not None for r in sheet.results))
        notes = [Note("info" if "marge" in caution else "warning", caution) for caution in sheet.cautions]
        questions = [_question(result) for result in sheet.results]
        self.fill(
            Label(told.about(sheet.row), 10, 400, "text2", wrap=True),
            Label(sheet.interval, 9, 400, "text2", wrap=True),
            *notes,
            *questions,
            Label(_rule(sheet), 9, 400, "text2", wrap=True),
            buttons=(self.landing_button, self.preview_button, self.export_button, self.edit_button),
        )
        self.landing_button.clicked.connect(self._on_land)
        self.preview_button.clicked.connect(self._on_preview)
        self.export_button.clicked.connect(self._on_export)
        self.edit_button.clicked.connect(self._on_edit)
        self.edit_button.setDefault(True)

    def _on_land(self) -> None:
        self.accept()
        self.landing_requested.emit()

    def _on_edit(self) -> None:
        self.accept()
        self.edit_requested.emit()

    def _on_preview(self) -> None:
        self.accept()
        self.paper_requested.emit("preview")

    def _on_export(self) -> None:
        self.accept()
        self.paper_requested.emit("export")


def _rule(sheet: WaveSheet) -> str:
    words = (
        f"{told.hidden_words(sheet.row.hidden)} : effectifs sous 10, zéro compris, et ceux qui les feraient deviner."
    )
    return words if sheet.row.hidden else "Aucun effectif sous 10."


def _question(result: QuestionResult) -> QWidget:
    title = Label(result.question.text, 10, 600, wrap=True)
    head = row(title, Label(told.headline_words(result), 10, 600, "accent_text"), spacing=10, grow=0)
    columns: tuple[Column[ResultLine], ...] = (
        Column("Groupe", 150, _group, stretch=True),
        Column("n", 60, _n),
        *(Column(answer, _width_of(answer), _cell(place)) for place, answer in enumerate(result.columns)),
    )
    table = TableView(RowsModel(columns, row_id=_group_id), result.question.text, row_height=COMPACT)
    table.set_rows(result.lines)
    table.fit_height()
    return boxed(column(boxed(head), TableCard(table), spacing=5))


def _width_of(answer: str) -> float:
    """So that the head of the column is read whole, unless it is a sentence."""
    return min(max(_NARROW, len(answer) * _SIGN + _AROUND), _WIDE)


def _group_id(line: ResultLine) -> str:
    return line.group


def _group(line: ResultLine) -> Cell:
    return Text(line.group or EVERYBODY, 400 if line.group else 600)


def _n(line: ResultLine) -> Cell:
    return Text(told.HIDDEN if line.n is None else number(line.n), tone="text3" if line.n is None else "text")


class _CellOf:
    """The cell of one answer."""

    def __init__(self, place: int) -> None:
        self._place = place

    def __call__(self, line: ResultLine) -> Cell:
        if self._place >= len(line.cells):
            return Text("—", tone="text3")
        cell = line.cells[self._place]
        return Text(told.shown(cell), tone="text3" if cell.hidden else "text")


def _cell(place: int) -> _CellOf:
    return _CellOf(place)


class LandingDialog(PlainDialog):
    """The readings that a wave gives, shown before they are recorded."""

    confirmed = Signal()

    def __init__(self, landings: tuple[Landing, ...], parent: QWidget) -> None:
        super().__init__("Porter la vague aux relevés", 560, parent)
        words = plural(len(landings), "relevé sera enregistré", "relevés seront enregistrés")
        self.record_button = Button("Enregistrer", "check", "primary")
        self.record_button.setDefault(True)
        cancel = Button("Pas maintenant", shortcut="Échap")
        lines = [Label(_landing_words(each), 10, wrap=True) for each in landings]
        self.fill(Label(words, 10, 600), *lines, buttons=(cancel, self.record_button))
        cancel.clicked.connect(self.reject)
        self.record_button.clicked.connect(self._on_record)

    def _on_record(self) -> None:
        self.accept()
        self.confirmed.emit()


def _landing_words(landing: Landing) -> str:
    value = figure(landing.value, 0, landing.unit)
    before = f", à la place de {figure(landing.replaces, 0, landing.unit)}" if landing.replaces is not None else ""
    return typeset(
        f"{landing.indicator} ({landing.objective}) : {value} pour {landing.period}{before}, "
        f"n = {number(landing.sample)}, origine : {landing.origin}."
    )
