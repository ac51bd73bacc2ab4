"""The form of a retained post, and the short questions about its dates. Nothing asks for a name."""

from __future__ import annotations

import datetime as dt

from psq_desktop.services.means import posts
from psq_desktop.services.means.means_rows import PostRow
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.registers.question import Question
from psq_desktop.views.registers.register import FormWords, RecordForm
from psq_desktop.views.registers.specs import objective_spec
from psq_desktop.views.screen import Workspace

NO_NAME = "Sans nom de personne : un poste est connu par son code."


def _lines(workspace: Workspace) -> Lines:
    return (
        (FieldSpec("title", "Poste", required=True, placeholder="Patrouille pédestre, soirée", hint=NO_NAME, share=3),
         FieldSpec("code", "Code", hint="Vide : le suivant.", placeholder="PF-13")),
        (FieldSpec("profile", "Profil recherché", "lines", placeholder="Ce que demande le chef de service"),),
        (FieldSpec("unit", "Service"), FieldSpec("partner_id", "Partenaire", "partner")),
        (FieldSpec("hours", "Horaires", placeholder="14 h – 22 h, du mardi au samedi"),),
        (FieldSpec("filled_on", "Arrivée", "day", hint="Passée ou annoncée."),
         FieldSpec("stays_until", "Engagé jusqu’au", "day"),
         FieldSpec("vacant_since", "Vacant depuis le", "day")),
        (objective_spec(workspace),),
        (FieldSpec("note", "Remarque", "lines", hint="Sans nom : rien sur la personne qui tient le poste."),),
    )  # fmt: skip


_NAMES = (
    "title", "code", "profile", "unit", "partner_id", "hours", "filled_on", "stays_until", "vacant_since",
    "objective_id", "note",
)  # fmt: skip


def _shown(row: PostRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in _NAMES}


def _copied(row: PostRow) -> dict[str, object]:
    return {**_shown(row), "code": "", "filled_on": None, "stays_until": None, "vacant_since": None}


FORM = RecordForm(
    FormWords("Nouveau poste", "Créer le poste", "Poste créé", "Modifier le poste", "Poste modifié"),
    _lines, _shown, posts.create, posts.update, copied=_copied, first="title",
)  # fmt: skip


def _arrival_lines(_workspace: Workspace) -> Lines:
    filled = FieldSpec("on", "Arrivée", "day", required=True, hint="Un jour à venir annonce l’arrivée.")
    return ((filled, FieldSpec("stays_until", "Engagé jusqu’au", "day")),)


def _departure_lines(_workspace: Workspace) -> Lines:
    return ((FieldSpec("on", "Vacant à partir du", "day", required=True),),)


def _today(_row: PostRow, today: dt.date) -> dict[str, object]:
    return {"on": today}


def _about(row: PostRow) -> str:
    return f"{row.code} {row.title}. Aucun nom n’est demandé."


ARRIVAL = Question(
    "Noter une arrivée", "Noter l’arrivée", "Arrivée notée", _arrival_lines, posts.set_filled, _today, _about
)
DEPARTURE = Question(
    "Noter un départ", "Noter le départ", "Départ noté", _departure_lines, posts.set_vacant, _today, _about
)
