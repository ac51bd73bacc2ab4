"""The fields of the committee and its district: what each section asks, and two kinds of field of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop import french
from psq_desktop.services.kinds import QuorumRule
from psq_desktop.views import theme
from psq_desktop.views.dialogs.form import FieldSpec, Form, Lines
from psq_desktop.views.kit import Inset, Label, NotesField, TextField, TimeField
from psq_desktop.views.widgets.fields import CheckedField
from psq_desktop.wording import words

COMMITTEE: Lines = (
    (
        FieldSpec("committee", "Nom de l’instance", required=True, placeholder="Comité de suivi QRR", share=3),
        FieldSpec("reference_prefix", "Préfixe des références", placeholder="QRR", share=2),
    ),
    (
        FieldSpec("usual_place", "Lieu habituel", placeholder="Salle, adresse", share=3),
        FieldSpec("usual_start", "Heure habituelle", share=2),
    ),
    (
        FieldSpec("district", "Quartier", required=True, share=3),
        FieldSpec("city", "Ville", required=True, share=2),
    ),
    (
        FieldSpec("population_source", "Source de la population", hint="Chaque taux la cite.", share=3,
                  placeholder="Insee, populations légales 2023"),
        FieldSpec("population", "Population", share=2, placeholder="25 000", hint="Habitants du quartier"),
    ),
)  # fmt: skip
CHAIR: Lines = (
    (
        FieldSpec("chair", "Présidence", placeholder="M. Étienne Valcourt"),
        FieldSpec("chair_role", "Qualité", placeholder="sous-préfet"),
    ),
    (
        FieldSpec(
            "delegation", "Formule de signature", placeholder="Pour le préfet et par délégation,",
            hint="Au-dessus du nom, à la fin des documents. Vide si la présidence signe en son nom propre.",
        ),
    ),
    (FieldSpec("secretary", "Secrétariat", placeholder="Mme Inès Delarue, chargée de mission"),),
    (
        FieldSpec("secretary_email", "Courriel du secrétariat", placeholder="secretariat@exemple.fr", share=3),
        FieldSpec("secretary_phone", "Téléphone", share=2),
    ),
)  # fmt: skip
MEETINGS: Lines = (
    (
        FieldSpec("quorum_rule", "Quorum", "choice", choices=words(QuorumRule), share=3,
                  hint="Dit en séance et au compte rendu, point par point. Une seconde convocation n’en demande pas."),
        FieldSpec("quorum_count", "Membres nécessaires", share=2, placeholder="9 membres"),
    ),
    (
        FieldSpec("advice_days", "Envoi conseillé", required=True, placeholder="15 jours",
                  hint="Avant la séance"),
        FieldSpec("notice_days", "Délai obligatoire", required=True, placeholder="5 jours", hint="Avant la séance"),
        FieldSpec("reply_days", "Réponse attendue", required=True, placeholder="7 jours", hint="Avant la séance"),
    ),
)  # fmt: skip
LETTERHEAD: Lines = (
    (
        FieldSpec(
            "letterhead", "Lignes de l’en-tête", "lines", placeholder="Préfecture du Pas-de-Calais",
            hint="L’autorité d’abord, puis une ligne par service, jusqu’à quatre lignes.",
        ),
    ),
)  # fmt: skip


_LINES = 4  # that the documents have room for
_LINES_HEIGHT = 104.0


class CountField(CheckedField):
    """A whole number, its unit or not: « 25000 », « 25 000 habitants », « 5 jours »."""

    complaint = "Nombre illisible. Écrivez par exemple « 25 000 »."
    units: tuple[str, ...] = ("habitants", "habitant")  # dropped when it ends the text
    shown: tuple[str, str] | None = None  # written after the number: of one, of several

    @property
    def number(self) -> int | None:
        """The number."""
        return self._value if isinstance(self._value, int) else None

    def set_number(self, value: int | None) -> None:
        """Show a number without a signal."""
        self._assign(value)

    def read(self, text: str) -> int | None:
        words = french.fold(text).replace(french.NBSP, " ").strip()
        unit = next((unit for unit in self.units if words.endswith(unit)), "")
        digits = "".join(words.removesuffix(unit).split())
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None

    def written(self, value: object) -> str:
        assert isinstance(value, int)
        return french.number(value) if self.shown is None else french.plural(value, *self.shown)


class DaysField(CountField):
    """A delay in days."""

    complaint = "Délai illisible. Écrivez par exemple « 5 jours »."
    units = ("jours", "jour", "j")
    shown = ("jour", "jours")


class MembersField(CountField):
    """A number of members."""

    complaint = "Nombre illisible. Écrivez par exemple « 9 membres »."
    units = ("membres", "membre")
    shown = ("membre", "membres")


def _hour(label: str) -> CheckedField:
    return TimeField(label, width=0)


_CHECKED: dict[str, Callable[[str], CheckedField]] = {
    "usual_start": _hour,
    "population": CountField,
    "quorum_count": MembersField,
    "advice_days": DaysField,
    "notice_days": DaysField,
    "reply_days": DaysField,
}


class CommitteeForm(Form):
    """A form that also knows hours and numbers, and leaves text alone while it is being typed."""

    def _field(self, spec: FieldSpec) -> QWidget:
        if spec.name not in _CHECKED:
            found = super()._field(spec)
            if spec.kind == "lines":
                theme.fix_height(found, _LINES_HEIGHT)
            return found
        made = _CHECKED[spec.name](spec.label)
        made.changed.connect(self._on_value)
        return made

    def value(self, name: str) -> Any:
        """What one field holds now."""
        found = self.field(name)
        if isinstance(found, TimeField):
            return found.time
        return found.number if isinstance(found, CountField) else super().value(name)

    def _show(self, name: str, value: Any) -> None:
        found = self.field(name)
        if isinstance(found, TimeField):
            found.set_time(value)
        elif isinstance(found, CountField):
            found.set_number(value)
        elif not isinstance(found, NotesField) or found.toPlainText() != value:
            super()._show(name, value)

    def _busy(self, name: str) -> bool:
        found = self.field(name)
        return (isinstance(found, NotesField) and found.hasFocus()) or super()._busy(name)

    def _leave(self, name: str, found: TextField) -> None:
        if isinstance(found, CheckedField):
            found.editingFinished.emit()  # it reads its text and tells the value
        else:
            super()._leave(name, found)

    def commit(self) -> None:
        """Tell what is typed and not left yet."""
        super().commit()
        for name in self.values():
            found = self.field(name)
            if isinstance(found, NotesField) and found.hasFocus():
                self.field_left.emit(name, self.value(name))

    def first_problem(self) -> str:
        """Name of the first field with which something is wrong, or nothing."""
        return next((name for name in self.values() if self.problem(name)), "")


class LetterheadPreview(Inset):
    """The letterhead as the documents print it."""

    def __init__(self) -> None:
        self._first = Label("", 10, 700, wrap=True)
        self._rest = Label("", 9.5, 400, "text2", wrap=True)
        super().__init__(Label("Aperçu", 9, 600, "text3"), self._first, self._rest, spacing=4, margins=(16, 12, 16, 14))

    def show_text(self, text: str) -> None:
        """Show other lines."""
        first, _, rest = "\n".join(text.strip().splitlines()[:_LINES]).partition("\n")
        self._first.setText(first)
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self.setVisible(bool(first))
