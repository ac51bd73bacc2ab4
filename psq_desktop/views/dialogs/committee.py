"""« Instance et formations »: what the documents say of the committee, and whom its formations convene."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.services import committees
from psq_desktop.services.committees import CommitteeSheet
from psq_desktop.services.history import Changes
from psq_desktop.services.kinds import QuorumRule
from psq_desktop.views.dialogs.committee_form import (
    CHAIR,
    COMMITTEE,
    LETTERHEAD,
    MEETINGS,
    CommitteeForm,
    LetterheadPreview,
)
from psq_desktop.views.dialogs.formations import FormationsTab
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import STRETCH, Button, Label, Note, NotesField, Tabs, Toast, boxed, column, hairline, row
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.layouts import Item

SECTIONS = (
    ("committee", "Instance"),
    ("chair", "Présidence et secrétariat"),
    ("meetings", "Séances"),
    ("letterhead", "En-tête des documents"),
    ("formations", "Formations"),
)
TABLES = ("committee", "district", "formation", "formation_member", "partner", "partner_name", "college")
_WORDS = {
    "committee": "Le nom et le préfixe figurent sur tous les documents, ceux des séances passées compris. "
    "Seuls les comptes rendus scellés ne changent plus.",
    "chair": "Les séances déjà créées gardent leur présidence et leur secrétariat.",
}


_USAGE = "Reprend l’usage des commissions consultatives : 5 jours, la moitié des membres. À vérifier dans vos textes."


class CommitteeDialog(PlainDialog):
    """Every field is kept as soon as it is left; nothing is to be confirmed."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Instance et formations", 720, parent)
        self.workspace = workspace
        self.note = Note("danger", "", "", "Fermer")
        self.note.hide()
        self.tabs = Tabs(SECTIONS, "Parties de la fiche")
        self.forms = {
            "committee": CommitteeForm(COMMITTEE, workspace.today),
            "chair": CommitteeForm(CHAIR, workspace.today),
            "meetings": CommitteeForm(MEETINGS, workspace.today),
            "letterhead": CommitteeForm(LETTERHEAD, workspace.today),
        }
        self.consultative_button = Button(
            "Commission consultative",
            "wand",
            tip="Usage des commissions consultatives : 5 jours, la moitié des membres",
        )
        self.preview = LetterheadPreview()
        self.formations = FormationsTab(workspace)
        self.close_button = Button("Fermer", "check", "primary", shortcut="Échap")
        self._pages = QStackedWidget()
        self._pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        for key in self.forms:
            self._pages.addWidget(self._page(key))
        self._pages.addWidget(self.formations)
        self.fill(self.note, column(self.tabs, hairline(), spacing=0), self._pages, buttons=(self.close_button,))
        self.toast = Toast(self)
        self._connect()
        self.reload()
        self.forms["committee"].focus("committee")

    def _page(self, key: str) -> QWidget:
        items: list[Item] = [self.forms[key]]
        if key == "letterhead":
            items.append(self.preview)
        if key == "meetings":
            items.append(row(self.consultative_button, Label(_USAGE, 9, 400, "text3", wrap=True), grow=1))
        if key in _WORDS:
            items.append(Label(_WORDS[key], 9, 400, "text2", wrap=True))
        return boxed(column(*items, STRETCH, spacing=14, margins=(0, 4, 0, 0)))

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.note.action_requested.connect(self.note.hide)
        self.close_button.clicked.connect(self.accept)
        for form in self.forms.values():
            form.field_left.connect(self._on_field)
        self.letterhead_edit.textChanged.connect(self._show_letterhead)
        self.consultative_button.clicked.connect(self._on_consultative)
        self.formations.refused.connect(self._on_refused)
        self.formations.removed.connect(self.toast.show_message)
        self.toast.undo_requested.connect(self.workspace.undo_requested)
        self.workspace.tasks.written.connect(self._on_written)
        self.workspace.tasks.refused.connect(self._say)
        for keys, slot in (("Ctrl+N", self._add), ("Ctrl+Z", self._undo)):
            QShortcut(QKeySequence(keys), self, slot)

    @property
    def letterhead_edit(self) -> NotesField:
        """The lines at the top of the documents."""
        found = self.forms["letterhead"].field("letterhead")
        assert isinstance(found, NotesField)
        return found

    # --- what is shown

    def reload(self) -> None:
        """Ask for fresh values."""
        self.workspace.read(committees.sheet, self.workspace.today, then=self._fill, failed=self._say)

    def _fill(self, sheet: CommitteeSheet) -> None:
        for form in self.forms.values():
            form.set_values({name: getattr(sheet, name) for name in form.values()})
        self.formations.set_sheet(sheet)
        self._show_rule()

    def _show_rule(self) -> None:
        """The number is asked where there is a rule of one's own."""
        form = self.forms["meetings"]
        form.set_field_visible("quorum_count", form.value("quorum_rule") is QuorumRule.CUSTOM)

    def _show_letterhead(self) -> None:
        self.preview.show_text(self.letterhead_edit.toPlainText())

    def _on_written(self, changes: Changes) -> None:
        if changes.touch(*TABLES):
            self.reload()

    def _say(self, error: UserError) -> None:
        title, _, rest = wording.explain(error).partition("\n")
        self.note.set_message("danger", title, rest, "Fermer")
        self.note.show()

    # --- what the user does

    def _on_tab(self, key: str) -> None:
        for form in self.forms.values():
            form.commit()
        self.formations.commit()
        self._pages.setCurrentIndex([name for name, _ in SECTIONS].index(key))

    def _on_field(self, name: str, value: object) -> None:
        self.note.hide()
        if name in ("quorum_rule", "quorum_count"):
            self._on_quorum(name)
        else:
            self.workspace.write(committees.set_field, name, value, failed=self._on_field_refused)

    def _on_quorum(self, name: str) -> None:
        form = self.forms["meetings"]
        rule, count = form.value("quorum_rule"), form.value("quorum_count")
        self._show_rule()
        if rule is QuorumRule.CUSTOM and name == "quorum_rule" and count is None:
            form.focus("quorum_count")  # nothing is kept before the number is known
        else:
            self.workspace.write(committees.set_quorum, rule, count, failed=self._on_field_refused)

    def _on_consultative(self) -> None:
        self.note.hide()
        self.workspace.write(committees.use_consultative)

    def _on_field_refused(self, error: UserError) -> None:
        names = {problem.field for problem in error.problems}
        for key, form in self.forms.items():
            if names and names <= form.values().keys():
                self.tabs.set_current(key)
                form.show_error(error)
                return
        self._on_refused(error)

    def _on_refused(self, error: UserError) -> None:
        self._say(error)
        self.reload()

    def _add(self) -> None:
        self.tabs.set_current("formations")
        self.formations.add()

    def _undo(self) -> None:
        self.toast.dismiss()
        self.workspace.undo_requested.emit()

    # --- closing

    def accept(self) -> None:
        """Close once everything is kept; a field that is wrong holds the dialog open."""
        self._commit()
        self.workspace.read(committees.sheet, self.workspace.today, then=self._close_when_right, failed=self._close)

    def reject(self) -> None:
        """Échap closes at once; what is being typed is kept too."""
        self._commit()
        super().reject()

    def _commit(self) -> None:
        for form in self.forms.values():
            form.commit()
        self.formations.commit()

    def _close_when_right(self, _: CommitteeSheet) -> None:
        for key, form in self.forms.items():
            if name := form.first_problem():
                self.tabs.set_current(key)
                form.focus(name)
                return
        if not self.formations.names.writing:
            super().accept()

    def _close(self, _: UserError) -> None:
        super().accept()


def open_committee(workspace: Workspace, parent: QWidget) -> CommitteeDialog:
    """Show the dialog over a screen; it frees itself when it is closed."""
    dialog = CommitteeDialog(workspace, parent.window())
    dialog.open()
    return dialog
