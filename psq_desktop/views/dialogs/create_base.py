"""« Créer ma base »: four questions on one page, and where the file goes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.settings import DATABASE_NAME
from psq_desktop.views.dialogs.form import FieldSpec, Form, Lines
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import Button, ElidedLabel, FieldRow, Label, Note, hairline, row

SUFFIX = ".psq"
_QUESTIONS: tuple[tuple[str, Lines], ...] = (
    (
        "1. Quel quartier ?",
        (
            (
                FieldSpec("district", "Quartier", required=True, placeholder="Beau-Marais / Centre-ville"),
                FieldSpec("city", "Ville", required=True, placeholder="Calais"),
            ),
        ),
    ),
    (
        "2. Quelle instance ?",
        ((FieldSpec("committee", "Instance", required=True, placeholder="Comité de suivi QRR"),),),
    ),
    (
        "3. Qui préside ?",
        (
            (
                FieldSpec("chair", "Nom", placeholder="M. Étienne Valcourt"),
                FieldSpec("chair_role", "Qualité", placeholder="sous-préfet"),
            ),
        ),
    ),
    (
        "4. Qui tient le secrétariat ?",
        ((FieldSpec("secretary", "Secrétariat", placeholder="Mme Inès Delarue, chargée de mission"),),),
    ),
)
_LETTERHEAD: Lines = (
    (FieldSpec("letterhead", "En-tête des documents (facultatif)", "lines", placeholder="Préfet du Pas-de-Calais"),),
)
_SCOPE = "Ni situation individuelle, ni dossier, ni donnée sur des victimes ou des auteurs : ce n’est pas leur place."


class CreateBaseDialog(PlainDialog):
    """Tells the answers and the file; whoever creates the base may `refuse`, then everything typed stays."""

    accepted_with = Signal(dict, object)  # arguments of services.setup.create_base, Path

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("Créer ma base", 620, parent)
        self._refused = False
        self.path = _free(folder / DATABASE_NAME)
        today = date.today()
        self.forms = tuple(Form(lines, today) for lines in (*(lines for _, lines in _QUESTIONS), _LETTERHEAD))
        self.note = Note("danger", "")
        self.note.hide()
        self._path_label = ElidedLabel(str(self.path), 9.5)
        self.path_row = FieldRow("Fichier", self._path_label)
        self.choose_button = Button("Choisir…", "folder-open", tip="Choisir où ranger le fichier de la base")
        self.create_button = Button("Créer la base", "check", "primary")
        self.create_button.setDefault(True)
        self.cancel_button = Button("Annuler")
        asked: list[QWidget] = []
        for (words, _), form in zip(_QUESTIONS, self.forms[:-1], strict=True):
            asked += [Label(words, 10, 700, "accent_text"), form]
        place = row(self.path_row, self.choose_button, grow=0)
        scope = Label(_SCOPE, 9, 400, "text2", wrap=True)
        self.fill(
            self.note, *asked, hairline(), self.forms[-1], place, scope,
            buttons=(self.cancel_button, self.create_button),
        )  # fmt: skip
        self.choose_button.clicked.connect(self.choose_file)
        self.create_button.clicked.connect(self.submit)
        self.cancel_button.clicked.connect(self.reject)
        self.forms[0].focus("district")

    def values(self) -> dict[str, Any]:
        """The answers, by the names of `services.setup.create_base`."""
        return {name: value for form in self.forms for name, value in form.values().items()}

    def choose_file(self) -> None:
        """Where the base is kept."""
        dialog = QFileDialog(self, "Où ranger la base ?", str(self.path.parent), f"Base Concertation (*{SUFFIX})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is ever overwritten: see `submit`
        dialog.selectFile(self.path.name)
        dialog.fileSelected.connect(self.set_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def set_file(self, name: str) -> None:
        """Keep the base there."""
        path = Path(name)
        self.path = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
        self._path_label.setText(str(self.path))
        self.path_row.set_problem(self._file_problem())

    def _file_problem(self) -> str:
        return "Un fichier porte déjà ce nom. Choisissez-en un autre." if self.path.exists() else ""

    def submit(self) -> None:
        """Tell the answers, or say what is missing."""
        self.note.hide()
        missing = [form for form in self.forms if form.missing()]
        self.path_row.set_problem(self._file_problem())
        if missing:
            missing[0].missing()  # the cursor goes to the first one
        elif not self.path_row.problem:
            self._refused = False
            self.accepted_with.emit(self.values(), self.path)
            if not self._refused:
                self.accept()

    def refuse(self, error: UserError) -> None:
        """Called while `accepted_with` is told: the base could not be made. Nothing typed is lost."""
        self._refused = True
        shown = [form.show_error(error) for form in self.forms]
        if not any(shown):
            self.note.set_message("danger", wording.explain(error))
            self.note.show()


def _free(path: Path) -> Path:
    """The path, numbered if a file has it already."""
    number = 2
    found = path
    while found.exists():
        found = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return found
