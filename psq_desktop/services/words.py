"""The French word of every code of the domain: what forms, screens and documents call it."""

from __future__ import annotations

from enum import StrEnum

from psq_desktop.models.kinds import (
    AgendaKind,
    AgendaRole,
    AttendanceStatus,
    CommitmentState,
    DecisionKind,
    DecisionState,
    Direction,
    DisclosureLevel,
    DispatchState,
    IndicatorKind,
    LineKind,
    MandateRole,
    MeasureState,
    MeetingState,
    MinutesState,
    OutlookState,
    Pace,
    Period,
    Priority,
    QuorumRule,
    ReadingStatus,
    Reply,
    SummonsKind,
    SummonsState,
    SupportState,
)
from psq_desktop.services.searching.search_rows import SearchKind

# One table per vocabulary: members of two StrEnums with the same value are equal, so one dict cannot hold both.
WORDS: dict[type[StrEnum], tuple[str, ...]] = {  # in the order of the enum's members
    MeetingState: (
        "En préparation", "Convoquée", "En séance", "À rédiger", "En validation", "Diffusée", "Approuvée", "Scellée",
    ),
    MinutesState: (
        "Brouillon", "Relu", "Validé par la présidence", "Diffusé", "Observations", "Approuvé", "Scellé",
    ),
    AgendaKind: ("Information", "Débat", "Décision"),
    AgendaRole: ("Approbation du compte rendu", "Suites données", "Point ordinaire", "Tour de table"),
    DisclosureLevel: ("Public", "Partenaires", "Restreint"),
    AttendanceStatus: ("Attendu", "Présent", "Représenté", "Excusé", "Absent", "Invité"),
    Reply: ("Vient", "Représenté", "Excusé"),
    SummonsKind: ("Convocation", "Report", "Seconde convocation"),
    SummonsState: ("À envoyer", "Brouillon prêt", "Envoyée", "Adresse refusée"),
    QuorumRule: ("Aucun", "La moitié des membres", "Autre règle"),
    MandateRole: ("Titulaire", "Suppléant"),
    DecisionKind: ("Décision", "Action"),
    Priority: ("Haute", "Normale", "Basse"),
    OutlookState: ("Sécurisé", "Atteignable", "Appuis nécessaires", "Compromis", "Non renseigné"),
    CommitmentState: ("Proposé", "Accepté", "En cours", "Tenu", "Partiel", "Non tenu", "Abandonné"),
    MeasureState: ("Prévue", "En cours", "Faite", "Abandonnée"),
    IndicatorKind: ("Moyens", "Réalisation", "Résultat", "Impact", "Perception"),
    Direction: ("Hausse", "Baisse", "Seuil", "Neutre", "Niveaux"),
    Period: ("Mois", "Trimestre", "Semestre", "Année", "Ponctuel"),
    ReadingStatus: ("Valeur", "Néant", "Non concerné"),
    SupportState: ("Demandé", "Accordé", "Refusé", "Réglé"),
    Pace: ("Atteint", "Dans les temps", "Un peu en retrait", "En retrait", "Échéance passée", "Non mesurable"),
    DispatchState: ("À envoyer", "Envoyé", "Reçu", "À vérifier", "Appliqué", "En retard"),
    LineKind: ("Inchangé", "Modifié", "Ajouté", "Manquant", "Conflit", "À corriger"),
    DecisionState: ("Ouverte", "En cours", "Reconduite", "Tenue", "Abandonnée"),
    SearchKind: (
        "Objectif", "Engagement", "Mesure", "Indicateur", "Décision", "Suite donnée", "Séance", "Point", "Note",
        "Observation", "Partenaire", "Contact", "Campagne",
    ),
}  # fmt: skip


def word(code: StrEnum) -> str:
    """The French word for a code of `services.kinds`."""
    return WORDS[type(code)][list(type(code)).index(code)]


def words(vocabulary: type[StrEnum]) -> tuple[tuple[StrEnum, str], ...]:
    """Codes with their words, in order, as a choice list needs them."""
    return tuple(zip(vocabulary, WORDS[vocabulary], strict=True))
