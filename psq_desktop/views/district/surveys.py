"""« Enquêtes »: residents, elected officials and facts over time, and the waves behind them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from psq_desktop.french import number, plural, typeset
from psq_desktop.services.evaluation import quarterly, surveys, triangle
from psq_desktop.services.evaluation.survey_rows import Landing, SurveyRow, SurveySheet, Triangle, WaveSheet
from psq_desktop.views import icons
from psq_desktop.views.district.surveys_chart import ToldCard, TriangleCard
from psq_desktop.views.district.surveys_forms import QuestionDialog, SurveyDialog, SurveyEditDialog, WaveDialog
from psq_desktop.views.district.surveys_wave import LandingDialog, WaveView
from psq_desktop.views.district.surveys_words import COLUMNS, wave_words
from psq_desktop.views.kit import (
    TWO_LINES,
    Button,
    EmptyState,
    RowsModel,
    TableCard,
    TableView,
    boxed,
    column,
    row,
)
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.screen import Paper, Route, Workspace

_INVITATION = (
    "Habitants, élus et faits se lisent ensemble dès la première vague : résultats agrégés, marge d’erreur quand il y "
    "en a une, et aucun effectif sous 10."
)


class SurveysTab(RegisterPart):
    """Chart and facts above, the latest waves below; older ones by the survey's menu and keys."""

    hint = "Entrée : les résultats · menu de la ligne : vagues, questions, documents"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.new_button = Button("Nouvelle enquête", "plus", "primary", shortcut="Ctrl+N")
        self.wave_button = Button(
            "Saisir une vague", "file-import", tip="Saisir ou coller une vague de l’enquête choisie"
        )
        self.chart, self.told = TriangleCard(), ToldCard(workspace)
        self.table = TableView(RowsModel(COLUMNS), "Enquêtes", row_height=TWO_LINES)
        self._list = TableCard(self.table, grow=0)
        self._rows: tuple[SurveyRow, ...] = ()
        self._wanted: int | None = None
        self._body = boxed(
            column(boxed(row(self.chart, self.told, spacing=12, grow=0)), self._list, spacing=12, grow=1)
        )
        self._empty = EmptyState("chart-line", "Enquêtes", _INVITATION, (("Nouvelle enquête", "plus"),))
        self.setLayout(column(self._body, self._empty, grow=0))
        self._empty.hide()
        self._connect()

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.create_new)
        self._empty.chosen.connect(self.create_new)
        self.wave_button.clicked.connect(self.add_wave)
        self.chart.asked.connect(self._ask_triangle)
        self.chart.export_requested.connect(self.export)
        self.told.pour_requested.connect(self._pour)
        self.table.row_activated.connect(self._show_wave)
        self.table.remove_requested.connect(self._remove)
        self.table.set_menu(self._fill_menu)

    # --- what the page asks

    @property
    def tables(self) -> tuple[str, ...]:
        return ("survey", "survey_question", "survey_wave", "survey_result", "reading", "measure", "indicator")

    def reload(self) -> None:
        self.workspace.read(surveys.search, self.workspace.today, then=self._take_rows)
        self._ask_triangle()

    def open(self, route: Route) -> None:
        self._wanted = route.id
        self._select_wanted()

    def heading_actions(self) -> tuple[QWidget, ...]:
        return (self.wave_button, self.new_button)

    def subtitle(self) -> str:
        people = next((each.population for each in self._rows if each.population), None)
        told = "Enquêtes · résultats agrégés seulement"
        return typeset(told + (f" · {number(people)} habitants" if people else ""))

    def take_focus(self) -> None:
        self.table.setFocus()

    def create_new(self, _words: object = None) -> None:
        dialog = SurveyDialog(self.workspace, self.window())
        dialog.saved.connect(self._on_created)
        dialog.open()

    def export(self) -> bool:
        return self._paper("export")

    def preview(self) -> bool:
        return self._paper("preview")

    def perform(self, key: str) -> bool:
        if key != "new_wave":
            return False
        self.add_wave()
        return True

    def _paper(self, verb: str) -> bool:
        found = self.current
        if found is None:
            return False
        compose = partial(_compose, found.survey_id, self.workspace.today)
        self.workspace.paper_requested.emit(verb, "surveys", Paper(compose))
        return True

    # --- rows

    @property
    def current(self) -> SurveyRow | None:
        """The chosen survey, by its latest wave."""
        found = self.table.current_row
        return found if isinstance(found, SurveyRow) else None

    def _take_rows(self, rows: tuple[SurveyRow, ...]) -> None:
        self._rows = rows
        latest = [each for each in rows if each.latest]
        self.table.set_rows(latest)
        self._body.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.wave_button.setEnabled(bool(rows))
        self._select_wanted()
        if self.table.current_row is None:
            self.table.select_first()
        self.actions_changed.emit()

    def _select_wanted(self) -> None:
        """The survey that a route names, or the one of a wave."""
        found = next((r for r in self._rows if r.latest and r.survey_id == self._wanted), None)
        if found is not None and self.table.select(found.id):
            self._wanted = None

    def _on_created(self, survey_id: object) -> None:
        if isinstance(survey_id, int):
            self._wanted = survey_id
            self._select_wanted()

    # --- chart

    def _ask_triangle(self) -> None:
        self.workspace.read(
            triangle.compose, self.workspace.today, self.chart.months, self.chart.facts_id, then=self._take_triangle
        )

    def _take_triangle(self, found: Triangle) -> None:
        self._triangle = found
        self.chart.show_triangle(found)
        self.told.show_triangle(found)

    def _pour(self, sentence: str) -> None:
        today = self.workspace.today
        note = "Phrase versée à la note trimestrielle"
        on = self._triangle.about_on or today
        self.workspace.write(quarterly.pour, on, sentence, self._triangle.source, today, note=note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self._fit)

    def _fit(self) -> None:
        """Give the chart what is seen of the tab: the page may be higher than the window because of the chart."""
        page: QWidget = self
        while (above := page.parentWidget()) is not None and not isinstance(above.parentWidget(), QScrollArea):
            page = above
        seen = self.height()
        if above is not None:  # the viewport
            seen = min(seen, above.height() - (page.height() - seen))
        self.chart.set_room(seen)

    # --- waves

    def add_wave(self, _checked: object = None) -> None:
        """Ask for a new wave of the chosen survey."""
        found = self.current
        if found is not None:
            self.workspace.read(surveys.sheet, found.survey_id, then=self._type_wave)

    def _type_wave(self, sheet: SurveySheet, wave: WaveSheet | None = None) -> None:
        dialog = WaveDialog(self.workspace, sheet, wave, self.window())
        dialog.saved.connect(self._on_wave)
        dialog.open()

    def _on_wave(self, wave_id: object) -> None:
        if isinstance(wave_id, int):
            self._ask_landings(wave_id)

    def _ask_landings(self, wave_id: int) -> None:
        """Show which readings the wave gives; the user says whether they are recorded."""

        def show(found: tuple[Landing, ...]) -> None:
            new = tuple(each for each in found if each.replaces is None or abs(each.replaces - each.value) > 1e-9)
            if new:
                dialog = LandingDialog(new, self.window())
                dialog.confirmed.connect(partial(self._land, wave_id, [each.question_id for each in new]))
                dialog.open()

        self.workspace.read(surveys.landings, wave_id, then=show)

    def _land(self, wave_id: int, question_ids: list[int]) -> None:
        note = plural(len(question_ids), "relevé enregistré", "relevés enregistrés")
        self.workspace.write(surveys.land, wave_id, question_ids, self.workspace.today, note=note)

    def _show_wave(self, found: SurveyRow) -> None:
        if found.wave_id is None:
            self.add_wave()
        else:
            self.workspace.read(surveys.wave, found.wave_id, self.workspace.today, then=self._view)

    def _view(self, sheet: WaveSheet) -> None:
        view = WaveView(sheet, self.window())
        view.edit_requested.connect(partial(self._edit_wave, sheet))
        if sheet.row.wave_id is not None:
            view.landing_requested.connect(partial(self._ask_landings, sheet.row.wave_id))
        view.paper_requested.connect(self._paper)
        view.open()

    def _edit_wave(self, sheet: WaveSheet) -> None:
        def show(survey: SurveySheet) -> None:
            self._type_wave(survey, sheet)

        self.workspace.read(surveys.sheet, sheet.row.survey_id, then=show)

    def _remove(self, found: SurveyRow) -> None:
        if found.wave_id is not None:
            self.workspace.write(
                surveys.remove_wave, found.wave_id, note=f"{found.title}, {wave_words(found)} : supprimée"
            )
        else:
            self.workspace.write(surveys.remove, found.survey_id, note=f"{found.title} : supprimée")

    # --- the menu of a survey

    def _fill_menu(self, found: SurveyRow, menu: QMenu) -> None:
        self.table.select(found.id)
        for each in (r for r in self._rows if r.survey_id == found.survey_id and r.wave_id is not None):
            self._entry(menu, "eye", f"Résultats : {wave_words(each)}", partial(self._show_wave, each))
        self._entry(menu, "plus", "Saisir une vague…", self.add_wave)
        menu.addSeparator()
        self._entry(menu, "message-plus", "Ajouter une question…", partial(self._question, found.survey_id, 0))
        for rank in range(found.questions):
            words = f"Modifier la question {rank + 1}…"
            self._entry(menu, "pencil", words, partial(self._question, found.survey_id, rank + 1))
            if found.questions > 1:
                words = f"Supprimer la question {rank + 1}"
                self._entry(menu, "trash", words, partial(self._remove_question, found.survey_id, rank))
        self._entry(menu, "pencil", "Modifier l’enquête…", partial(self._edit_survey, found.survey_id))
        menu.addSeparator()
        self._entry(menu, "eye", "Aperçu du document", partial(self._paper, "preview"))
        self._entry(menu, "file-export", "Exporter…", partial(self._paper, "export"))
        words = "Supprimer l’enquête" if found.wave_id is None else f"Supprimer la {wave_words(found)}"
        self._entry(menu, "trash", words, partial(self._remove, found))

    def _entry(self, menu: QMenu, icon: str, words: str, run: object) -> None:
        action = QAction(icons.icon(icon), typeset(words), menu)
        action.triggered.connect(partial(_run, run))
        menu.addAction(action)

    def _edit_survey(self, survey_id: int) -> None:
        def show(sheet: SurveySheet) -> None:
            SurveyEditDialog(self.workspace, sheet, self.window()).open()

        self.workspace.read(surveys.sheet, survey_id, then=show)

    def _remove_question(self, survey_id: int, rank: int) -> None:
        def remove(sheet: SurveySheet) -> None:
            note = "Question supprimée, avec ses résultats"
            self.workspace.write(surveys.remove_question, sheet.questions[rank].id, note=note)

        self.workspace.read(surveys.sheet, survey_id, then=remove)

    def _question(self, survey_id: int, rank: int) -> None:
        def show(sheet: SurveySheet) -> None:
            question = sheet.questions[rank - 1] if rank else None
            QuestionDialog(self.workspace, survey_id, question, self.window()).open()

        self.workspace.read(surveys.sheet, survey_id, then=show)


def _run(run: object, *_checked: object) -> None:
    if callable(run):
        run()


def _compose(survey_id: int, today: object, session: object) -> object:
    return surveys.compose(session, survey_id, today)  # type: ignore[arg-type]


def tab(workspace: Workspace) -> RegisterPart:
    """The tab of the district's page."""
    return SurveysTab(workspace)
