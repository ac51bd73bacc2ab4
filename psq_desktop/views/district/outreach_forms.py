"""The forms of contacts with residents: the contact, the answer that was given, the public sheet."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.french import plural
from psq_desktop.services.fieldwork import outreach, public_sheet
from psq_desktop.services.fieldwork.outreach_rows import OutreachRow
from psq_desktop.services.kinds import OutreachKind
from psq_desktop.services.words import words
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.registers.register import FormWords, RecordForm
from psq_desktop.views.registers.specs import objective_spec
from psq_desktop.views.screen import Paper, Workspace

_WORDS = FormWords(
    "Ajouter un contact", "Ajouter le contact", "Contact ajouté", "Modifier le contact", "Contact modifié"
)
_NAMES = (
    "kind", "title", "day", "ends_on", "starts", "ends", "place", "people", "partner_id", "objective_id", "note",
)  # fmt: skip


def _lines(workspace: Workspace) -> Lines:
    return (
        (
            FieldSpec("kind", "Forme", "choice", choices=tuple(words(OutreachKind)), required=True),
            FieldSpec("title", "Intitulé", required=True, share=2),
        ),
        (FieldSpec("day", "Date", "day", required=True), FieldSpec("ends_on", "Jusqu’au, si cela dure", "day")),
        (
            FieldSpec("starts", "Début", "time"),
            FieldSpec("ends", "Fin", "time"),
            FieldSpec("place", "Lieu", share=2),
        ),
        (
            FieldSpec("people", "Personnes rencontrées", "whole"),
            FieldSpec("partner_id", "Organisé par", "partner", share=2),
        ),
        (FieldSpec("feedback_due", "Réponse aux habitants avant le", "day", hint="Vide : 30 jours après."),),
        (objective_spec(workspace),),
        (FieldSpec("note", "Remarque", "lines", hint="Reste au secrétariat ; aucun nom de personne."),),
    )


def _shown(row: OutreachRow) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in _NAMES}, "feedback_due": row.due_set}


def _copied(row: OutreachRow) -> dict[str, Any]:
    """The same contact another day."""
    kept = ("kind", "title", "starts", "ends", "place", "partner_id", "objective_id")
    return {name: getattr(row, name) for name in kept}


FORM = RecordForm(
    words=_WORDS,
    lines=_lines,
    shown=_shown,
    create=outreach.create,
    update=outreach.update,
    blank=lambda today: {"day": today},
    copied=_copied,
    first="title",
)


class FeedbackDialog(RecordDialog):
    """When and how residents were told what became of it."""

    def __init__(self, workspace: Workspace, row: OutreachRow, parent: QWidget) -> None:
        lines: Lines = (
            (
                FieldSpec("feedback_on", "Donnée le", "day", required=True),
                FieldSpec("feedback_how", "Comment", placeholder="réunion, affichage, page de la ville…", share=2),
            ),
        )
        super().__init__(workspace, "Réponse aux habitants", "Noter la réponse", lines, parent)
        self._row = row
        self.say_about(row.title)
        self.show_values(feedback_on=row.feedback_on or workspace.today, feedback_how=row.feedback_how)
        self.form.focus("feedback_how")

    def write(self) -> None:
        values = self.values()
        self.send(
            outreach.give_feedback, self._row.id, values["feedback_on"], values["feedback_how"], note="Réponse notée"
        )


class PublicSheetDialog(RecordDialog):
    """The period of « Vous nous avez dit, nous avons fait »; it opens as a preview, to be saved from there."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        lines: Lines = (
            (
                FieldSpec("first", "Réponses données du", "day", required=True),
                FieldSpec("last", "au", "day", required=True),
            ),
        )
        super().__init__(workspace, "Fiche publique", "Aperçu", lines, parent)
        self.say_about(
            "« Vous nous avez dit, nous avons fait » : les sujets publiés, leur réponse, et le nombre de rencontres. "
            "Rien d’autre ne peut y figurer."
        )
        self.show_values(first=workspace.today - outreach.RECENT, last=workspace.today)

    def write(self) -> None:
        period = self.values()
        self.workspace.read(public_sheet.left_out, **period, then=self._preview, failed=self.on_refused)

    def _preview(self, left_out: int) -> None:
        if left_out:
            told = plural(left_out, "sujet publié reste", "sujets publiés restent")
            caution = (
                f"{told} à l’écart.\nUn nom ou un titre non public y est apparu depuis : reformulez, puis recommencez."
            )
        else:
            caution = ""
        compose = partial(public_sheet.compose, **self.values(), today=self.workspace.today)
        self.accept()
        self.workspace.paper_requested.emit("preview", "public-sheet", Paper(compose, caution))
