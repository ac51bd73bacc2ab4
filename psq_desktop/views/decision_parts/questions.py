"""What can be asked about a decision: fields, verb, and the service that takes the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import DecisionState
from psq_desktop.services.sitting import votes
from psq_desktop.views.decision_parts.partner_field import PartnerChoice, PartnerField
from psq_desktop.views.decision_parts.partner_list import PartnerList
from psq_desktop.views.decision_parts.seat_field import SeatField
from psq_desktop.views.kit import DateField, NotesField, TextField
from psq_desktop.views.objective_parts.objective_field import ObjectiveField
from psq_desktop.views.screen import Workspace

Partners = tuple[PartnerChoice, ...]
Fields = dict[str, tuple[str, QWidget]]
Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its words, its fields for a decision, what is done with the values."""

    title: str
    verb: str
    note: str
    fields: Callable[[DecisionRow, Partners, Workspace], Fields]
    call: Callable[[DecisionRow, dict[str, Any], Workspace], Call]


def _date_field(workspace: Workspace, name: str) -> DateField:
    def today() -> Any:
        return workspace.today

    return DateField(name, today=today, width=0)


def _pilot_fields(decision: DecisionRow, partners: Partners, workspace: Workspace) -> Fields:
    field = PartnerField("Pilote")
    field.set_choices(partners)
    field.set_partner(decision.pilot_id)
    return {"pilot_id": ("Pilote", field)}


def _associates_fields(decision: DecisionRow, partners: Partners, workspace: Workspace) -> Fields:
    others = tuple(choice for choice in partners if choice.id != decision.pilot_id)
    return {"associates": ("Partenaires associés", PartnerList("Partenaires associés", others, decision.associate_ids))}


def _due_fields(decision: DecisionRow, partners: Partners, workspace: Workspace) -> Fields:
    field = _date_field(workspace, "Échéance")
    field.set_date(decision.due)
    return {"due": ("Échéance", field)}


def _proof_fields(decision: DecisionRow, partners: Partners, workspace: Workspace) -> Fields:
    field = TextField("Preuve attendue", "Par exemple : photographie du hall")
    field.setText(decision.proof)
    return {"proof": ("Preuve attendue", field)}


def _objective_fields(decision: DecisionRow, partners: Partners, workspace: Workspace) -> Fields:
    return {"objective_id": ("Objectif", ObjectiveField(workspace, decision.objective_id))}


def _postpone_fields(decision: DecisionRow, partners: Partners, workspace: Workspace) -> Fields:
    return {
        "due": ("Nouvelle échéance", _date_field(workspace, "Nouvelle échéance")),
        "comment": ("Motif", NotesField("Motif", "Par exemple : devis attendu", lines=3)),
    }


def _abandon_fields(decision: DecisionRow, partners: Partners, workspace: Workspace) -> Fields:
    return {"comment": ("Motif", NotesField("Motif", "Pourquoi le comité y renonce", lines=3))}


def _set_field(decision: DecisionRow, values: dict[str, Any], workspace: Workspace) -> Call:
    ((name, value),) = values.items()
    return decisions.set_field, (decision.id, name, value), {}


def _set_associates(decision: DecisionRow, values: dict[str, Any], workspace: Workspace) -> Call:
    return decisions.set_associates, (decision.id, values["associates"]), {}


def _carry_over(decision: DecisionRow, values: dict[str, Any], workspace: Workspace) -> Call:
    return decisions.follow_up, (decision.id, DecisionState.CARRIED_OVER, workspace.today), values


def _abandon(decision: DecisionRow, values: dict[str, Any], workspace: Workspace) -> Call:
    return decisions.follow_up, (decision.id, DecisionState.ABANDONED, workspace.today), values


def _dissent_fields(decision: DecisionRow, partners: Partners, workspace: Workspace) -> Fields:
    return {
        "seat": ("Membre", SeatField(workspace, decision.meeting_id)),
        "text": ("Ce qu’il demande de noter", NotesField("Ce qu’il demande de noter", "Facultatif", lines=3)),
    }


def _dissent(decision: DecisionRow, values: dict[str, Any], workspace: Workspace) -> Call:
    return votes.dissent, (decision.id, values["seat"], values["text"]), {}


QUESTIONS: dict[str, Question] = {
    "pilot_id": Question("Pilote de {ref}", "Désigner", "Pilote de {ref} désigné", _pilot_fields, _set_field),
    "associates": Question(
        "Associés de {ref}", "Enregistrer", "Associés de {ref} modifiés", _associates_fields, _set_associates
    ),
    "due": Question("Échéance de {ref}", "Fixer", "Échéance de {ref} fixée", _due_fields, _set_field),
    "proof": Question("Preuve attendue de {ref}", "Enregistrer", "Preuve de {ref} précisée", _proof_fields, _set_field),
    "objective_id": Question("Objectif de {ref}", "Lier", "Objectif de {ref} noté", _objective_fields, _set_field),
    "postpone": Question("Reporter {ref}", "Reporter", "{ref} reportée", _postpone_fields, _carry_over),
    "abandon": Question("Abandonner {ref}", "Abandonner", "{ref} abandonnée", _abandon_fields, _abandon),
    "dissent": Question("Désaccord sur {ref}", "Noter", "Désaccord noté sur {ref}", _dissent_fields, _dissent),
}
