"""A new meeting: everything is proposed, the date is usually all there is to type."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QWidget

from psq_desktop import french, wording
from psq_desktop.errors import UserError
from psq_desktop.services import meetings
from psq_desktop.services.meetings import FormationChoice, Proposal
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    STRETCH,
    Button,
    ChoiceField,
    DateField,
    FieldRow,
    Label,
    Note,
    TextField,
    TimeField,
    column,
    row,
)
from psq_desktop.views.screen import Route, Workspace

_FAR = dt.timedelta(days=400)


class NewMeetingDialog(QDialog):
    """Formation, date, hour, place; Entrée creates the meeting and goes to its agenda."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Nouvelle séance")
        self.workspace = workspace
        self._proposal: Proposal | None = None
        self._title = Label("Nouvelle séance", 15, 700)
        self._sentence = Label("", 10, 400, "text2", wrap=True)
        self._note = Note("danger", "")
        self._note.hide()
        self.formation_field = ChoiceField("Formation", ())
        self.date_field = DateField("Date", today=self._today)
        self.starts_field = TimeField("Heure")
        self.end_field = TimeField("Fin prévue")
        self._end_row = FieldRow("Fin prévue", self.end_field)
        self.place_field = TextField("Lieu", "Salle, adresse")
        self._date_row = FieldRow("Date", self.date_field)
        self._words = Label("", 9, 400, "text2", wrap=True)
        self._create = Button("Créer la séance", "check", "primary", shortcut="Entrée")
        self._cancel = Button("Annuler", shortcut="Échap")
        self._lay()
        self._connect()
        workspace.read(meetings.propose, workspace.today, then=self._fill)

    def _lay(self) -> None:
        when = row(self._date_row, FieldRow("Heure", self.starts_field), self._end_row, STRETCH, spacing=12)
        when.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(
            column(
                self._title,
                self._sentence,
                self._note,
                FieldRow("Formation", self.formation_field),
                when,
                self._words,
                FieldRow("Lieu", self.place_field),
                STRETCH,
                row(STRETCH, self._cancel, self._create),
                spacing=12,
                margins=(24, 18, 24, 20),
            )
        )
        self._create.setDefault(True)
        theme.fix_width(self, 480)
        self.setTabOrder(self.date_field, self.starts_field)
        self.setTabOrder(self.starts_field, self.end_field)
        self.setTabOrder(self.end_field, self.place_field)
        self.date_field.setFocus()

    def _connect(self) -> None:
        self._create.clicked.connect(self._on_create)
        self._cancel.clicked.connect(self.reject)
        self.formation_field.value_changed.connect(self._say)
        self.date_field.textEdited.connect(self._say_date)
        self.date_field.changed.connect(self._say_date)

    def _today(self) -> dt.date:
        return self.workspace.today

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """As tall as its words need: sentences and problems come and go."""
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    # --- what is proposed

    def _fill(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self.formation_field.set_choices(tuple((each, _choice_words(each)) for each in proposal.formations))
        if not self.date_field.isModified():  # somebody may already be typing
            self.date_field.set_date(proposal.date)
            self.date_field.selectAll()
        self.starts_field.set_time(proposal.starts)
        self.place_field.setText(proposal.place)
        self.place_field.setCursorPosition(0)
        self._say()
        self._say_date()

    def _say(self) -> None:
        if self._proposal is None or not isinstance(self.formation_field.value, FormationChoice):
            return
        members, carried = self.formation_field.value.members, self._proposal.open_decisions
        template = self.formation_field.value.template
        parts = [french.plural(members, "partenaire") if members else "aucun partenaire dans cette formation"]
        if carried:
            words = french.plural(carried, "décision ouverte inscrite", "décisions ouvertes inscrites")
            parts.append(f"{words} aux suites données")
        if template:
            parts.append(f"ordre du jour du modèle ({french.plural(template, 'point')})")
        self._sentence.setText(f"Séance n° {self._proposal.number} : {', '.join(parts)}.")

    def _say_date(self) -> None:
        """The date in words, so that one sees how it was understood before Entrée."""
        found = french.parse_date(self.date_field.text(), self._today())
        self._words.setText(_date_words(found, self._today()) if found else "")
        self._date_row.set_problem(self.date_field.problem)  # what the service refused was another date

    # --- creating

    def _on_create(self) -> None:
        if self.date_field.date is None or self.date_field.problem:
            if not self.date_field.text().strip():
                self._date_row.set_problem("Indiquez la date de la séance.")
            self._back_to(self.date_field)
            return
        for each in (self.starts_field, self.end_field):
            if each.problem:
                self._back_to(each)
                return
        formation = self.formation_field.value
        if self._proposal is None or not isinstance(formation, FormationChoice):
            return
        self._create.setEnabled(False)
        self.workspace.write(
            meetings.create,
            formation.id,
            self.date_field.date,
            self.starts_field.time,
            self.place_field.text(),
            self.end_field.time,
            then=self._created,
            failed=self._refused,
            note=french.typeset(f"Séance n° {self._proposal.number} créée"),
        )

    def _created(self, meeting_id: int) -> None:
        self.accept()
        self.workspace.go.emit(Route("meeting", meeting_id, "agenda"))

    def _refused(self, error: UserError) -> None:
        self._create.setEnabled(True)
        rows = {"date": self._date_row, "planned_end": self._end_row}
        for problem in error.problems:
            if (found := rows.get(problem.field)) is not None:
                found.set_problem(wording.explain_problem(problem))
                self._back_to(self.date_field if problem.field == "date" else self.end_field)
                return
        self._note.set_message("danger", "La séance n’a pas été créée", wording.explain(error))
        self._note.show()

    @staticmethod
    def _back_to(field: TextField) -> None:
        field.setFocus()
        field.selectAll()


def _choice_words(choice: FormationChoice) -> str:
    name = choice.name[:1].upper() + choice.name[1:]
    return f"{name} · {french.plural(choice.members, 'membre')}"


def _date_words(day: dt.date, today: dt.date) -> str:
    words = french.date_long(day)
    if day < today:
        return f"{words}, date passée : vérifiez l’année, ou enregistrez ainsi une séance déjà tenue"
    if day - today > _FAR:
        return f"{words}, dans plus d’un an"
    notice = day - meetings.SUMMONS_NOTICE
    if notice <= today:
        return f"{words}, convocations à envoyer dès maintenant"
    return f"{words}, convocations à envoyer avant le {french.date_long(notice, year=False)}"


def open_new_meeting(workspace: Workspace, parent: QWidget) -> NewMeetingDialog:
    """Show the dialog over a screen; it frees itself when it is closed."""
    dialog = NewMeetingDialog(workspace, parent.window())
    dialog.open()
    return dialog
