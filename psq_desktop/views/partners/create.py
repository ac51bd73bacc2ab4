"""« Nouveau partenaire »."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.services import partners
from psq_desktop.services.partners import CollegeRow
from psq_desktop.views.dialogs.form import FieldSpec, Form
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import Button, Note
from psq_desktop.views.partners.identity import GUEST_WORDS
from psq_desktop.views.partners.words import propose_acronym
from psq_desktop.views.screen import Workspace


class NewPartnerDialog(PlainDialog):
    """Name, acronym, college, kind, guest; it stays open, as typed, until the partner is written."""

    created = Signal(int)

    def __init__(
        self, workspace: Workspace, colleges: tuple[CollegeRow, ...], college_id: int | None, parent: QWidget
    ) -> None:
        super().__init__("Nouveau partenaire", 560, parent)
        self._workspace = workspace
        choices = tuple((each.id, each.name) for each in colleges)
        self.note = Note("danger", "")
        self.note.hide()
        self.form = Form(
            (
                (
                    FieldSpec("name", "Nom", share=5, required=True, placeholder="Habitat du Détroit"),
                    FieldSpec("acronym", "Sigle", required=True, share=2, hint="4 lettres au plus"),
                ),
                (FieldSpec("college_id", "Collège", "choice", choices=choices, required=True),),
                (FieldSpec("kind", "Nature", placeholder="bailleur social"),),
                (FieldSpec("guest", GUEST_WORDS, "flag"),),
            ),
            workspace.today,
        )
        if college_id is not None:
            self.form.set_values({"college_id": college_id})
        self._acronym_typed = False
        self.create_button = Button("Ajouter le partenaire", "check", "primary")
        self.create_button.setDefault(True)
        self.cancel_button = Button("Annuler")
        self.fill(self.note, self.form, buttons=(self.cancel_button, self.create_button))
        self.form.edited.connect(self._on_edited)
        self.create_button.clicked.connect(self.submit)
        self.cancel_button.clicked.connect(self.reject)
        self.form.focus("name")

    def submit(self) -> None:
        """Write it, or say what is missing."""
        self.note.hide()
        self.form.clear_problems()
        if self.form.missing():
            return
        self.create_button.setEnabled(False)
        self._workspace.write(
            partners.create, **self.form.values(), then=self._on_created, failed=self._on_failed,
            note="Partenaire ajouté",
        )  # fmt: skip

    def _on_created(self, key: int) -> None:
        self.created.emit(key)
        self.accept()

    def _on_failed(self, error: UserError) -> None:
        self.create_button.setEnabled(True)
        if not self.form.show_error(error):
            self.note.set_message("danger", wording.explain(error))
            self.note.show()

    def _on_edited(self, name: str) -> None:
        if name == "acronym":
            self._acronym_typed = bool(self.form.value("acronym"))
        elif name == "name" and not self._acronym_typed:
            self.form.set_values({"acronym": propose_acronym(self.form.value("name"))}, force=True)
