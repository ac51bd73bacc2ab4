"""« Nouveau réserviste » and « Modifier »: who it is, and where the engagement stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.errors import UserError
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
        self.form.set_field_visible("profile", self.form.value("category") is ReserveCategory.OPERATIONAL)


class NewPersonDialog(PersonDialog):
    """A candidate, or somebody whose engagement runs already."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        lines = ((*_KIND, _STATE), *_IDENTITY, *_ENGAGEMENT, *_NOTE)
        super().__init__(workspace, "Nouveau réserviste", "Ajouter le réserviste", lines, parent)
        self.show_values(category=ReserveCategory.OPERATIONAL, state=ReservistState.CANDIDATE)
        self._show_profile()
        self.form.focus("last_name")

    def write(self) -> None:
        values = {**self.values(), "today": self.workspace.today}
        self.send(filled(reservists.create, values), note="Réserviste ajouté")


class EditPersonDialog(PersonDialog):
    """Changes an engagement; who it is only while the name is shown."""

    unmask_requested = Signal()

    def __init__(self, workspace: Workspace, reservist_id: int, shown: bool, parent: QWidget) -> None:
        about_names = Note(
            "info", "Identité masquée", "Nom, naissance, coordonnées et note se modifient une fois démasqués.",
            "Démasquer",
        )  # fmt: skip
        lines = ((_KIND), *(_IDENTITY if shown else ()), *_ENGAGEMENT, *(_NOTE if shown else ()))
        below = () if shown else (about_names,)
        super().__init__(workspace, "Modifier l’engagement", "Enregistrer", lines, parent, below=below)
        about_names.action_requested.connect(self._on_unmask)
        self._id = reservist_id
        self._refusal: UserError | None = None
        self.submit_button.setEnabled(False)
        workspace.read(
            reservists.sheet, reservist_id, workspace.today, revealed=shown, then=self._show, failed=self.on_refused
        )

    def show_refusal(self, error: UserError) -> None:
        """Say what a change of state still needs, as soon as the fields are filled."""
        self._refusal = error

    def _show(self, sheet: ReservistSheet) -> None:
        row = sheet.row
        self.say_about(second_line(row))
        known = {name: getattr(sheet if hasattr(sheet, name) else row, name) for name in self.form.values()}
        self.show_values(**known)
        self._show_profile()
        self.submit_button.setEnabled(True)
        self.form.focus("activity")
        if self._refusal is not None:
            self.on_refused(self._refusal)

    def _on_unmask(self) -> None:
        self.unmask_requested.emit()
        self.done(0)

    def write(self) -> None:
        if changes := self.changes():
            self.send(reservists.update, self._id, changes, self.workspace.today, note="Engagement modifié")
        else:
            self.accept()


def open_new_person(workspace: Workspace, parent: QWidget, then: Callable[[int], None]) -> NewPersonDialog:
    """Ask for a new reservist; ``then`` takes the id."""
    dialog = NewPersonDialog(workspace, parent.window())
    dialog.saved.connect(then)
    dialog.open()
    return dialog
