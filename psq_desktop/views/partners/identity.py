"""What « Modifier » opens under a partner's name: name, acronym, college, kind, guest."""

from __future__ import annotations

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.services import partners
from psq_desktop.services.partners import CollegeRow, PartnerSheet
from psq_desktop.views.dialogs.form import FieldSpec, Form, Lines
from psq_desktop.views.kit import Button, ElidedLabel, Inset, boxed, row
from psq_desktop.views.partners.words import name_in_force
from psq_desktop.views.screen import Workspace

GUEST_WORDS = "Invité (jamais compté absent)"
_FORM: Lines = (
    (FieldSpec("name", "Nom", share=5, required=True), FieldSpec("acronym", "Sigle", required=True, share=2)),
    (
        FieldSpec("college_id", "Collège", "choice", share=3),
        FieldSpec("kind", "Nature", share=3, placeholder="bailleur social"),
    ),
    (FieldSpec("guest", GUEST_WORDS, "flag"),),
)


class IdentityForm(Inset):
    """Saved field by field; a name typed here corrects the one in force, without keeping the old one."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._partner_id, self._name_id = 0, 0
        self._sheet: PartnerSheet | None = None
        self.form = Form(_FORM, workspace.today)
        self.rename_button = Button("Renommer à partir du…", "calendar-event", "small")
        self.close_button = Button("Fermer", kind="small", shortcut="Échap")
        hint = ElidedLabel("Corrige le nom partout. Si le partenaire a changé de nom :", 9, 400, "text2")
        foot = boxed(row(hint, self.rename_button, self.close_button, grow=0))
        super().__init__(self.form, foot, spacing=10, margins=(14, 10, 14, 12))
        self.form.field_left.connect(self._on_field)
        self.hide()

    def set_colleges(self, colleges: tuple[CollegeRow, ...]) -> None:
        """What the college field offers."""
        self.form.set_choices("college_id", tuple((each.id, each.name) for each in colleges))
        if self._sheet is not None:
            self.set_sheet(self._sheet)

    def set_sheet(self, sheet: PartnerSheet) -> None:
        """Show a partner's identity."""
        self._sheet = sheet
        other = sheet.row.id != self._partner_id
        name = name_in_force(sheet.names, self._workspace.today)
        self._partner_id, self._name_id = sheet.row.id, name.id
        if other:
            self.hide()
        values = {"name": name.name, "acronym": name.acronym, "college_id": sheet.row.college_id}
        values |= {"kind": sheet.row.kind, "guest": sheet.row.guest}
        self.form.set_values(values, force=other)

    def commit(self) -> None:
        """Save what is still being typed."""
        if not self.isHidden():
            self.form.commit()

    def _on_field(self, name: str, value: object) -> None:
        if name in ("name", "acronym"):
            values = self.form.values()
            self._workspace.write(
                partners.correct_name, self._name_id, values["name"], values["acronym"], failed=self._on_failed
            )
        else:
            self._workspace.write(partners.set_field, self._partner_id, name, value, failed=self._on_failed)

    def _on_failed(self, error: UserError) -> None:
        if not self.form.show_error(error):
            self.form.set_problem("name", wording.explain(error))
