"""« Référents et délégué »: liaisons masked until somebody asks, the delegate for cohesion above them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtGui import QHideEvent

from psq_desktop.services.fieldwork import liaisons
from psq_desktop.services.fieldwork.liaison_rows import LiaisonRow
from psq_desktop.services.kinds import LiaisonBody
from psq_desktop.services.words import words
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.district import liaisons_words as told
from psq_desktop.views.district.liaisons_delegate import DelegateCard
from psq_desktop.views.kit import Button
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.registers.register import (
    ALL,
    Action,
    Filter,
    FormWords,
    RecordForm,
    Register,
)
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.registers.unmasked import Unmasked
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.wording import word

WHAT = "liaisons"  # of the journal
MASKED = "Noms masqués, absents de tous les exports. Démasquer dure 5 minutes et s’inscrit au journal."
_SHOW, _HIDE = "Démasquer", "Masquer"
_PUBLIC = ("body", "sector", "starts_on", "ends_on")
_NAMED = ("civility", "first_name", "last_name", "email", "phone", "note")


class LiaisonsTab(RegisterTab):
    """The liaisons under the delegate's card; names show for five minutes, or until the tab is left."""

    def __init__(self, workspace: Workspace) -> None:
        self.card = DelegateCard(workspace)
        self.mask_button = Button(_SHOW, "eye", tip=MASKED)
        super().__init__(workspace, REGISTER, above=self.card, tools=(self.mask_button,))
        self._editing: int | None = None
        self.unmasked = Unmasked(workspace, WHAT, parent=self)
        self.unmasked.changed.connect(self._on_unmasked)
        self.mask_button.clicked.connect(self._on_mask)

    @property
    def tables(self) -> tuple[str, ...]:
        return (*super().tables, *self.card.tables)

    def reload(self) -> None:
        super().reload()
        self.card.reload()

    def open(self, route: Route) -> None:
        super().open(route)
        if route.part == "delegate":
            self.card.take_focus()

    def _on_unmasked(self) -> None:
        self._take_rows(self.list.rows)
        self.asked = {"revealed": True} if self.unmasked.all else {}
        if self.unmasked.all:
            self.reload()

    def _on_mask(self) -> None:
        if self.unmasked.all:
            self.unmasked.mask()
        else:
            self.unmasked.reveal()

    def _take_rows(self, rows: tuple[LiaisonRow, ...]) -> None:
        shown = self.unmasked.all
        rows = rows if shown else tuple(row.masked() for row in rows)
        super()._take_rows(rows)
        self.mask_button.set_text(_HIDE if shown else _SHOW)
        self.mask_button.set_icon("eye-off" if shown else "eye")
        wanted = next((row for row in rows if row.id == self._editing and row.revealed), None)
        if wanted is not None:
            self._editing = None
            self._open_form(wanted, None)

    def _open_form(self, found: LiaisonRow | None, values: dict[str, Any] | None) -> None:
        if found is None or found.revealed:
            super()._open_form(found, values)
            return
        self._editing = found.id  # its form shows the name: as soon as it may be seen
        self.unmasked.reveal()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.unmasked.mask()


# --- the form


def _lines(_workspace: Workspace) -> Lines:
    return (
        (FieldSpec("civility", "Civilité", placeholder="Mme"),
         FieldSpec("first_name", "Prénom", share=2),
         FieldSpec("last_name", "Nom", required=True, share=2)),
        (FieldSpec("body", "Instance", "choice", choices=words(LiaisonBody)), FieldSpec("sector", "Secteur")),
        (FieldSpec("email", "Courriel"), FieldSpec("phone", "Téléphone")),
        (FieldSpec("starts_on", "Début du mandat", "day", required=True), FieldSpec("ends_on", "Fin", "day")),
        (FieldSpec("note", "Remarque", "lines", hint="Masquée avec les noms."),),
    )  # fmt: skip


def _shown(row: LiaisonRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in (*_NAMED, *_PUBLIC)}


def _blank(today: dt.date) -> dict[str, object]:
    return {"starts_on": today, "body": LiaisonBody.CITIZEN_COUNCIL}


FORM = RecordForm(
    FormWords("Nouveau référent", "Ajouter le référent", "Référent ajouté", "Modifier le référent", "Référent modifié"),
    _lines, _shown, liaisons.create, liaisons.update, _blank, first="last_name", about=lambda row: row.code,
)  # fmt: skip


def _toggle(tab: RegisterTab, _row: LiaisonRow) -> None:
    if isinstance(tab, LiaisonsTab):
        tab._on_mask()


REGISTER = Register(
    key="liaisons",
    title="Référents sécurité",
    icon="id-badge-2",
    tables=("security_liaison",),
    search=liaisons.search,
    columns=told.COLUMNS,
    searched=lambda row: f"{row.code}\n{row.display}\n{row.sector}\n{word(row.body)}",
    called=lambda row: f"Référent {row.code}",
    sheet=told.sheet,
    invitation="Ajoutez les habitants désignés par le conseil citoyen ou le conseil de quartier. Leurs noms restent "
    "masqués et ne sont dans aucun export.",
    hint="Choisissez un référent pour voir son mandat.",
    filters=(
        Filter(ALL, "Tous"),
        Filter("holding", "En fonction", lambda row: not row.ended),
        Filter("soon", "Fin proche", lambda row: row.soon),
        Filter("ended", "Terminés", lambda row: row.ended),
    ),
    counted=told.counted,
    form=FORM,
    remove=liaisons.remove,
    actions=(
        Action("reveal", "Démasquer les noms", "eye", _toggle, lambda row: not row.revealed),
        Action("mask", "Masquer les noms", "eye-off", _toggle, lambda row: row.revealed),
    ),
    rule=MASKED,
    rule_icon="eye-off",
)


def tab(workspace: Workspace) -> RegisterPart:
    """The tab, made when it is first seen."""
    return LiaisonsTab(workspace)
