"""« Reporter la séance » and « Modèle de la convocation »."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import date_long, parse_time, time_text, typeset
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.preparing import summons, summons_texts
from psq_desktop.services.preparing.summons_rows import Template
from psq_desktop.views import theme
from psq_desktop.views.dialogs.form import FieldSpec
from psq_desktop.views.kit import STRETCH, Button, Inset, Label, boxed, column, row
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.screen import Workspace

_MOVE = (
    (
        FieldSpec("date", "Nouvelle date", "day", required=True),
        FieldSpec("starts", "Heure", placeholder="9 h 30"),
    ),
    (FieldSpec("reason", "Motif", "lines", required=True, placeholder="Salle indisponible, élu empêché…"),),
)
_TEMPLATE = (
    (FieldSpec("summons_text", "Texte de la lettre", "lines", hint="Remplacés dans la lettre : " + ", ".join(
        "{" + name + "}" for name in summons_texts.FIELDS)),),
)  # fmt: skip
_TEXT_HEIGHT, _TEMPLATE_WIDTH = 220.0, 720.0


class PostponeDialog(RecordDialog):
    """Another day or hour, and why."""

    def __init__(self, workspace: Workspace, sheet: MeetingSheet, parent: QWidget) -> None:
        super().__init__(workspace, "Reporter la séance", "Reporter", _MOVE, parent)
        self._sheet = sheet
        starts = sheet.row.starts
        hour = f" à {time_text(starts)}" if starts else ""
        self.say_about(
            f"Prévue le {date_long(sheet.row.date)}{hour}. Les convocations seront à renvoyer et les réponses à "
            "redemander ; l’historique est gardé."
        )
        self.show_values(starts=time_text(starts) if starts else "")

    def write(self) -> None:
        """Move the meeting, or say that the hour cannot be read."""
        values = self.values()
        typed = values["starts"]
        starts = parse_time(typed) if typed else None
        if typed and starts is None:
            self.form.show_error(UserError("invalid", Problem("starts", "hour_shape")))
            return
        self.send(
            summons.postpone, self._sheet.row.id, values["date"], starts, values["reason"], self.workspace.today,
            note=f"Séance n° {self._sheet.row.number} reportée",
        )  # fmt: skip


class TemplateDialog(RecordDialog):
    """The committee's text, and what its fields say for this meeting."""

    def __init__(self, workspace: Workspace, template: Template, parent: QWidget) -> None:
        self._said = Label("", 9, 400, "text2", wrap=True)
        self.usual_button = Button("Reprendre le texte d’origine", "arrow-back-up", "ghost")
        below = boxed(
            column(Label("Dans cette lettre", 9.5, 600), Inset(self._said), row(self.usual_button, STRETCH), spacing=6)
        )
        super().__init__(workspace, "Modèle de la convocation", "Enregistrer", _TEMPLATE, parent, below=(below,))
        theme.fix_width(self, _TEMPLATE_WIDTH)
        theme.fix_height(self.form.field("summons_text"), _TEXT_HEIGHT)
        self._template = template
        shown = (f"{{{name}}} : {value or 'rien'}" for name, value in template.values)
        self._said.setText(typeset("\n".join(shown)))
        self.usual_button.clicked.connect(self._on_usual)
        self.show_values(summons_text=typeset(template.text))

    def _on_usual(self) -> None:
        self.form.set_values({"summons_text": typeset(summons_texts.LETTER)}, force=True)

    def write(self) -> None:
        """Store the text, or say which field does not exist."""
        text = self.values()["summons_text"]
        self.send(summons.set_text, self._template.committee_id, text, note="Modèle de convocation enregistré")
