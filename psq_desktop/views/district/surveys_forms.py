"""The forms of surveys: the survey with its first question, another question, a wave with its results."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from psq_desktop import wording
from psq_desktop.errors import Problem, UserError
from psq_desktop.french import typeset
from psq_desktop.services.evaluation import read_table, surveys
from psq_desktop.services.evaluation.survey_rows import QuestionRow, SurveySheet, WaveSheet
from psq_desktop.services.kinds import QuestionKind, Sampling, SurveyKind, SurveyMode, SurveyPublic
from psq_desktop.views import theme
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.district.surveys_grid import QuestionGrid, UnreadableError
from psq_desktop.views.file_work import Cancelled, FileWork, Told
from psq_desktop.views.kit import Label
from psq_desktop.views.objective_forms.frame import RecordDialog, filled
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import words

WIDE = 860
_FILES = "Tableaux (*.xlsx *.ods *.csv *.txt)"
_MOST_BYTES = 2_000_000
_PASTE = (
    "Tab passe d’une case à l’autre ; Ctrl+V colle un tableau copié d’un tableur, l’icône à droite en lit un dans un "
    "fichier. Première ligne : tout le monde. Une case « masqué » garde son nombre tant qu’elle n’est pas remplacée."
)
_SURVEY: Lines = (
    (FieldSpec("title", "Titre", required=True, placeholder="par exemple : Sentiment de sécurité des habitants"),),
    (
        FieldSpec("kind", "Nature", "choice", choices=words(SurveyKind)),
        FieldSpec("public", "Public", "choice", choices=words(SurveyPublic)),
    ),
    (FieldSpec("owner_id", "Maître d’ouvrage", "partner"),),
    (FieldSpec("note", "Remarque", "lines"),),
)
_KIND = words(QuestionKind)


def _question(prefix: str = "") -> Lines:
    return (
        (FieldSpec(f"{prefix}text", "Question", required=True),),
        (FieldSpec(f"{prefix}kind", "Forme", "choice", choices=_KIND),),
        (
            FieldSpec(f"{prefix}answers", "Réponses proposées", "lines", hint="Une par ligne."),
            FieldSpec(f"{prefix}headline", "Réponses additionnées", "lines", hint="Celles que suit la courbe."),
        ),
        (
            FieldSpec(f"{prefix}lowest", "Note la plus basse", "number"),
            FieldSpec(f"{prefix}highest", "Note la plus haute", "number"),
        ),
        (FieldSpec(f"{prefix}indicator_id", "Indicateur nourri", "choice", choices=((None, "aucun"),)),),
    )


_QUESTION = ("text", "kind", "answers", "headline", "lowest", "highest", "indicator_id")
_SCORE = ("lowest", "highest")
_SHARES = ("answers", "headline")


class _WithQuestion(RecordDialog):
    """A form in which a question stands: what does not belong to its kind is hidden."""

    prefix = ""

    def ask_indicators(self) -> None:
        """Offer the indicators; the values are shown once they are there."""
        self.workspace.read(surveys.indicator_choices, then=self._take_indicators)
        self.form.field_left.connect(self._on_left)

    def _take_indicators(self, found: tuple[tuple[object, str], ...]) -> None:
        self.form.set_choices(f"{self.prefix}indicator_id", found)
        self.show_first()
        self._on_left(f"{self.prefix}kind", self.form.value(f"{self.prefix}kind"))

    def show_first(self) -> None:
        """The values that stand there at first."""
        raise NotImplementedError

    def _on_left(self, name: str, value: object) -> None:
        if name != f"{self.prefix}kind":
            return
        for each in _SCORE:
            self.form.set_field_visible(f"{self.prefix}{each}", value is QuestionKind.SCORE)
        for each in _SHARES:
            self.form.set_field_visible(f"{self.prefix}{each}", value is not QuestionKind.SCORE)
        self.form.set_required(f"{self.prefix}answers", value is QuestionKind.SHARES)


class SurveyDialog(_WithQuestion):
    """A new survey with its first question; the others come later."""

    prefix = "q_"

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(workspace, "Nouvelle enquête", "Créer l’enquête", (*_SURVEY, *_question(self.prefix)), parent)
        self.say_about("Résultats agrégés seulement : ni réponse, ni personne. Les vagues se saisissent ensuite.")
        self.ask_indicators()
        self.form.focus("title")

    def show_first(self) -> None:
        self.show_values(
            kind=SurveyKind.PERCEPTION, public=SurveyPublic.RESIDENTS, q_kind=QuestionKind.SHARES,
            q_lowest=0, q_highest=10, q_indicator_id=None,
        )  # fmt: skip

    def write(self) -> None:
        values = self.values()
        question = {name: values.pop(f"{self.prefix}{name}") for name in _QUESTION}
        self.send(filled(surveys.create, {**values, "question": question}), note="Enquête créée")

    def on_refused(self, error: UserError) -> None:
        known = {name: f"{self.prefix}{name}" for name in _QUESTION if name != "kind"}
        problems = [type(p)(known.get(p.field, p.field), p.code, p.params) for p in error.problems]
        super().on_refused(UserError(error.code, *problems, **error.params))


class SurveyEditDialog(RecordDialog):
    """The survey itself."""

    def __init__(self, workspace: Workspace, sheet: SurveySheet, parent: QWidget) -> None:
        super().__init__(workspace, "Modifier l’enquête", "Enregistrer", _SURVEY, parent)
        self._sheet = sheet

    def _take_partners(self, rows: Any) -> None:
        super()._take_partners(rows)
        s = self._sheet
        self.show_values(title=s.title, kind=s.kind, public=s.public, owner_id=s.owner_id, note=s.note)

    def write(self) -> None:
        self.send(surveys.update, self._sheet.id, self.changes(), note="Enquête modifiée")


class QuestionDialog(_WithQuestion):
    """A question; without one, a new one of the survey. A renamed answer is asked about once."""

    def __init__(self, workspace: Workspace, survey_id: int, question: QuestionRow | None, parent: QWidget) -> None:
        titles = ("Nouvelle question", "Ajouter") if question is None else ("Modifier la question", "Enregistrer")
        super().__init__(workspace, *titles, _question(), parent)
        self._survey_id, self._question, self._wording_only = survey_id, question, False
        self.ask_indicators()

    def show_first(self) -> None:
        q = self._question
        if q is None:
            self.show_values(kind=QuestionKind.SHARES, lowest=0, highest=10, indicator_id=None)
            return
        self.show_values(
            text=q.text, kind=q.kind, answers="\n".join(q.answers), headline="\n".join(q.headline),
            lowest=q.lowest, highest=q.highest, indicator_id=q.indicator_id,
        )  # fmt: skip

    def write(self) -> None:
        if self._question is None:
            self.send(filled(surveys.add_question, {"survey_id": self._survey_id, **self.values()}),
                      note="Question ajoutée")  # fmt: skip
            return
        self.send(
            surveys.update_question, self._question.id, self.changes(), note="Question modifiée",
            wording_only=self._wording_only,
        )  # fmt: skip

    def on_refused(self, error: UserError) -> None:
        super().on_refused(error)
        if any(problem.code == "answers_in_use" for problem in error.problems):
            self._wording_only = True
            self.submit_button.set_text("Seul le mot change : enregistrer")


_WAVE: Lines = (
    (
        FieldSpec("starts_on", "Du", "day", required=True),
        FieldSpec("ends_on", "Au", "day", required=True),
        FieldSpec("mode", "Mode", "choice", choices=words(SurveyMode)),
        FieldSpec("sampling", "Choix des personnes", "choice", choices=words(Sampling)),
    ),
    (
        FieldSpec("answered", "Réponses (n)", "whole", required=True),
        FieldSpec("contacted", "Personnes contactées", "whole"),
        FieldSpec("population", "Population", "whole"),
    ),
    (FieldSpec("wording", "Ce qui a changé dans les questions", placeholder="rien"),),
    (FieldSpec("note", "Remarque"),),
)


class WaveDialog(RecordDialog):
    """A wave with its results; without a ``wave``, a new one. Everything is written at once."""

    def __init__(self, workspace: Workspace, sheet: SurveySheet, wave: WaveSheet | None, parent: QWidget) -> None:
        known = {result.question.id: result for result in wave.results} if wave is not None else {}
        self.grids = tuple(QuestionGrid(question, known.get(question.id)) for question in sheet.questions)
        number = max((number for _, number in sheet.waves), default=0) + 1
        title = f"Nouvelle vague ({number})" if wave is None else f"Modifier la vague {wave.row.number}"
        hint = Label(_PASTE, 9, 400, "text2", wrap=True)
        super().__init__(workspace, title, "Enregistrer", _WAVE, parent, below=(hint, *self.grids))
        theme.fix_width(self, WIDE)
        self._sheet, self._wave, self._asked_grids = sheet, wave, False
        self._confirmed = False
        self.say_about(sheet.title)
        self._work = FileWork(workspace.tasks, self)
        for grid in self.grids:
            grid.import_requested.connect(partial(self._on_import, grid))
            grid.confirmed.connect(self._on_confirmed)
        if wave is None:
            self.show_values(mode=SurveyMode.PAPER, sampling=Sampling.OPEN)
        else:
            shown = {name: getattr(wave.row, name) for name in surveys.WAVE_FIELDS if hasattr(wave.row, name)}
            self.show_values(**shown, wording=wave.wording, note=wave.note)
        self.form.focus("starts_on")

    # --- from a file

    def _on_import(self, grid: QuestionGrid) -> None:
        title = typeset("Tableau des résultats")
        name, _ = QFileDialog.getOpenFileName(self, title, str(Path.home()), _FILES)
        if name:
            self.take_file(grid, Path(name))

    def take_file(self, grid: QuestionGrid, path: Path) -> None:
        """Read a file, off the window's thread, and show its lines in the grid; nothing is written."""
        grid.say("")
        if self._work.claim():
            self._work.start(
                "Lecture du tableau", partial(_lines_of, path, grid.question.answers), grid.fill,
                partial(_say_refusal, grid), stopped="",
            )  # fmt: skip

    def write(self) -> None:
        results: dict[int, tuple[Any, bool]] = {}
        wrong: QuestionGrid | None = None
        for grid in self.grids:
            grid.say("")
            if not grid.changed:
                continue
            try:
                results[grid.question.id] = (grid.lines(), grid.percent)
            except UnreadableError as error:
                grid.say(str(error))
                wrong = wrong or grid
        if wrong is not None:
            self._point_at(wrong)
            return
        wave_id = self._wave.row.wave_id if self._wave is not None else None
        self.send(
            surveys.save_wave, self._sheet.id, wave_id, self._values(), results, note="Vague enregistrée",
            confirmed=self._confirmed,
        )  # fmt: skip

    def _on_confirmed(self) -> None:
        self._confirmed = True
        self.submit()
        self._confirmed = False

    def _values(self) -> Mapping[str, Any]:
        return self.values() if self._wave is None else self.changes()

    def _point_at(self, grid: QuestionGrid) -> None:
        self._area.ensureWidgetVisible(grid)
        grid.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_refused(self, error: UserError) -> None:
        rest = [p for p in error.problems if p.field != "results"]
        changed = [grid for grid in self.grids if grid.changed]
        if not rest and all(p.code == "many_unanswered" for p in error.problems) and error.problems:
            self._doubt({str(dict(p.params)["question"]): wording.explain_problem(p) for p in error.problems}, changed)
            return
        told = [wording.explain_problem(p) for p in error.problems if p.field == "results"]
        if told and changed:
            changed[0].say(" ".join(told))
            self._on_unwritten()
            if rest:
                super().on_refused(UserError(error.code, *rest, **error.params))
            else:
                self._point_at(changed[0])
            return
        super().on_refused(error)

    def _doubt(self, told: Mapping[str, str], changed: list[QuestionGrid]) -> None:
        """Ask about counts that leave many without an answer, each at its question."""
        self._on_unwritten()
        doubted = [grid for grid in changed if grid.question.text in told]
        for grid in doubted:
            grid.say(told[grid.question.text], doubt=True)
        self._point_at(doubted[0])

    def reject(self) -> None:
        if any(grid.changed for grid in self.grids) and not self._asked_grids:
            self._asked_grids = True
            self.note.set_message(
                "warning", "Les résultats saisis ne sont pas enregistrés.",
                "Échap encore une fois les abandonne.", "Abandonner la saisie",
            )  # fmt: skip
            self.show_note()
            return
        super().reject()


def _lines_of(path: Path, answers: tuple[str, ...], told: Told, cancelled: Cancelled) -> list[list[str]]:
    """What a file holds of these answers; workbooks are read by a process of their own."""
    from psq_desktop.imports.reading import read_files

    if path.suffix.lower() in (".csv", ".txt"):
        try:
            with path.open("rb") as file:
                rows = read_table.of_text(file.read(_MOST_BYTES))
        except OSError as error:
            raise UserError("invalid", Problem("results", "table_unread")) from error
        return read_table.lines(rows, answers)
    for found in read_files((path,), progress=told, cancelled=cancelled):
        if found.refusal is not None:
            raise UserError(found.refusal.code, **found.refusal.params)
        if found.book is not None:
            return read_table.lines(read_table.of_book(found.book), answers)
    return []


def _say_refusal(grid: QuestionGrid, error: UserError) -> None:
    problems = [wording.explain_problem(problem) for problem in error.problems]
    grid.say(" ".join(problems) or wording.explain(error))
