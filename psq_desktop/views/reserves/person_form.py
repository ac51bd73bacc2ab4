"""« Nouveau réserviste » and « Modifier »: who it is, and where the engagement stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.errors import Problem, UserError
from psq_desktop.services.kinds import ReserveCategory, ReservistState
from psq_desktop.services.reserves import reservists
from psq_desktop.services.reserves.reservist_rows import ReservistSheet
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import Note
from psq_desktop.views.objective_forms.frame import RecordDialog, filled
from psq_desktop.views.reserves.facts import profile_choices, second_line
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import word, words

_STATES = (
    ReservistState.CANDIDATE, ReservistState.IN_REVIEW, ReservistState.APPROVED, ReservistState.ACTIVE,
)  # fmt: skip
_IDENTITY: Lines = (
    (
        FieldSpec("civility", "Civilité", placeholder="Mme, M."),
        FieldSpec("first_name", "Prénom", share=2),
        FieldSpec("last_name", "Nom", required=True, share=2),
    ),
    (
        FieldSpec("born_on", "Naissance", "day"),
        FieldSpec("phone", "Téléphone"),
        FieldSpec("email", "Adresse électronique", share=2),
    ),
)
_KIND = (
    FieldSpec("category", "Réserve", "choice", choices=words(ReserveCategory)),
    FieldSpec("profile", "Profil", "choice", choices=profile_choices(), share=2),
)
_STATE = FieldSpec("state", "État", "choice", choices=tuple((each, word(each)) for each in _STATES))
_ENGAGEMENT: Lines = (
    (
        FieldSpec("activity", "Activité", placeholder="Médiation scolaire", share=2),
        FieldSpec("partner_id", "Employé par", "partner", share=2),
    ),
    (
        FieldSpec("applied_on", "Candidature", "day"),
        FieldSpec("approved_on", "Agrément", "day"),
        FieldSpec("charter_on", "Charte signée le", "day"),
    ),
    (
        FieldSpec("contract_start", "Début du contrat", "day"),
        FieldSpec("contract_end", "Fin du contrat", "day"),
        FieldSpec("fit_until", "Apte jusqu’au", "day"),
    ),
    (
        FieldSpec("opening_days", "Jours déjà employés", "whole", hint="Avant la tenue de ce registre."),
        FieldSpec("opening_on", "Comptés au", "day", hint="Dans l’année de contrat de ce jour."),
    ),
)
_NOTE: Lines = ((FieldSpec("note", "Note", "lines", placeholder="Rien de médical, de judiciaire ni de bancaire"),),)
PERSONAL = tuple(spec.name for line in (*_IDENTITY, *_NOTE) for spec in line)


class PersonDialog(RecordDialog):
    """The profile is asked of operational reservists only."""

    def __init__(
        self,
        workspace: Workspace,
        title: str,
        verb: str,
        lines: Lines,
        parent: QWidget,
        *,
        below: tuple[QWidget, ...] = (),
    ) -> None:
        super().__init__(workspace, title, verb, lines, parent, below=below)
        self.form.field_left.connect(self._on_field)

    def values(self) -> dict[str, Any]:
        found = super().values()
        found["opening_days"] = found["opening_days"] or 0
        if found["category"] is ReserveCategory.CITIZEN:
            found["profile"] = None
        return found

    def _on_field(self, name: str, value: object) -> None:
        if name == "category":
            self._show_profile()

    def _show_profile(self) -> None:
        operational = self.form.value("category") is ReserveCategory.OPERATIONAL
        self.form.set_required("profile", operational)
        self.form.set_field_visible("profile", operational)


class NewPersonDialog(PersonDialog):
    """A candidate, or somebody whose engagement runs already."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        lines = ((*_KIND, _STATE), *_IDENTITY, *_ENGAGEMENT, *_NOTE)
        super().__init__(workspace, "Nouveau réserviste", "Ajouter le réserviste", lines, parent)
        self.show_values(category=ReserveCategory.OPERATIONAL, state=ReservistState.CANDIDATE)
        self._show_profile()
        self.form.focus("last_name")

    def submit(self) -> None:
        """Write the record, or say everything that is wrong at once, not only what is missing."""
        super().submit()
        if self.form.problems():
            self.workspace.read(filled(reservists.faults, self._given()), then=self._say_the_rest)

    def _say_the_rest(self, faults: tuple[Problem, ...]) -> None:
        told = self.form.problems()
        self.form.show_error(UserError("invalid", *(each for each in faults if each.field not in told)))

    def _given(self) -> dict[str, Any]:
        return {**self.values(), "today": self.workspace.today}

    def write(self) -> None:
        self.send(filled(reservists.create, self._given()), note="Réserviste ajouté")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A state that somebody was to come to, and what was said against it."""

    state: ReservistState
    refusal: UserError


class EditPersonDialog(PersonDialog):
    """Changes an engagement; who it is only while the name is shown. ``wanted``: the state that it then comes to."""

    unmask_requested = Signal()

    def __init__(
        self, workspace: Workspace, reservist_id: int, shown: bool, parent: QWidget, wanted: Wanted | None = None
    ) -> None:
        about_names = Note(
            "info", "Identité masquée", "Nom, naissance, coordonnées et note se modifient une fois démasqués.",
            "Démasquer",
        )  # fmt: skip
        lines = ((_KIND), *(_IDENTITY if shown else ()), *_ENGAGEMENT, *(_NOTE if shown else ()))
        below = () if shown else (about_names,)
        verb = f"Passer à l’état « {word(wanted.state)} »" if wanted is not None else "Enregistrer"
        super().__init__(workspace, "Modifier l’engagement", verb, lines, parent, below=below)
        about_names.action_requested.connect(self._on_unmask)
        self._id = reservist_id
        self._wanted = wanted
        self._code = ""
        self.submit_button.setEnabled(False)
        workspace.read(
            reservists.sheet, reservist_id, workspace.today, revealed=shown, then=self._show, failed=self.on_refused
        )

    def _show(self, sheet: ReservistSheet) -> None:
        row = sheet.row
        self._code = row.code
        self.say_about(second_line(row))
        known = {name: getattr(sheet if hasattr(sheet, name) else row, name) for name in self.form.values()}
        self.show_values(**known)
        self._show_profile()
        self.submit_button.setEnabled(True)
        self.form.focus("activity")
        if self._wanted is not None:
            self.on_refused(self._wanted.refusal)

    def _on_unmask(self) -> None:
        self.unmask_requested.emit()
        self.done(0)

    def write(self) -> None:
        changes, today = self.changes(), self.workspace.today
        if self._wanted is not None:
            state = self._wanted.state
            note = f"{self._code} : {word(state).lower()}"
            self.send(reservists.engage, self._id, changes, state, today, note=note)
        elif changes:
            self.send(reservists.update, self._id, changes, today, note="Engagement modifié")
        else:
            self.accept()


def open_new_person(workspace: Workspace, parent: QWidget, then: Callable[[int], None]) -> NewPersonDialog:
    """Ask for a new reservist; ``then`` takes the id."""
    dialog = NewPersonDialog(workspace, parent.window())
    dialog.saved.connect(then)
    dialog.open()
    return dialog
