"""Before a document goes out: what looks like personal data in it, to be corrected, or let out for a reason."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import plural, typeset
from psq_desktop.services.minuting.personal_data import Finding
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import Button, FieldRow, IconLine, Label, TextField, column
from psq_desktop.views.privacy_parts.icons import icon_of
from psq_desktop.wording.findings import FINDINGS, place

MOST = 12  # lines; more are counted
WIDTH = 620
INTRO = (
    "Le programme signale ce qui ressemble à des données personnelles ; il ne juge pas de leur utilité. "
    "Corrigez le texte, ou dites pourquoi le document sort ainsi : le motif est inscrit au journal, les données non."
)


class FindingLine(IconLine):
    """One finding, with where it is and why it is told; `wanted` when it is to be corrected."""

    wanted = Signal(object)  # Finding

    def __init__(self, finding: Finding) -> None:
        name, why = FINDINGS[finding.kind]
        title = typeset(f"{name} : {finding.excerpt}")
        where = place(finding.item_number, finding.place)
        detail = typeset(f"{where[:1].upper()}{where[1:]}. {why}")
        self._finding = finding
        self.button = Button("Corriger", kind="small")
        self.button.setAccessibleName(typeset(f"Corriger : {title}"))
        super().__init__(icon_of(finding.kind), "danger", title, detail, self.button, box=30, wrap=True)
        self.button.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.wanted.emit(self._finding)


class PrivacyDialog(PlainDialog):
    """`correct_wanted`: the finding to go to; `allowed`: the reason for which the document goes out all the same."""

    correct_wanted = Signal(object)
    allowed = Signal(str)

    def __init__(self, findings: tuple[Finding, ...], parent: QWidget) -> None:
        super().__init__("Données personnelles possibles", WIDTH, parent)
        self.lines = tuple(FindingLine(each) for each in findings[:MOST])
        for line in self.lines:
            line.wanted.connect(self._on_wanted)
        more = len(findings) - len(self.lines)
        rest = (Label(f"et {plural(more, 'autre passage', 'autres passages')}", 9, 400, "text2"),) if more > 0 else ()
        self.reason = FieldRow(
            "Motif de l’export", TextField("Motif de l’export", "Personne d’accord, nom déjà public…")
        )
        self._export = Button("Exporter quand même", "file-export")
        self._export.clicked.connect(self._on_export)
        self._cancel = Button("Ne pas exporter", kind="primary", shortcut="Échap")
        self._cancel.clicked.connect(self.reject)
        self.fill(
            Label(INTRO, 9.5, 400, "text2", wrap=True),
            column(*self.lines, *rest, spacing=10),
            self.reason,
            buttons=(self._export, self._cancel),
        )
        self._cancel.setDefault(True)

    def _on_wanted(self, finding: Finding) -> None:
        self.reject()
        self.correct_wanted.emit(finding)

    def _on_export(self) -> None:
        field = self.reason.field
        assert isinstance(field, TextField)
        reason = field.text().strip()
        if not reason:
            self.reason.set_problem(typeset("Un motif est nécessaire pour exporter ce document."))
            field.setFocus()
            return
        self.accept()
        self.allowed.emit(reason)
