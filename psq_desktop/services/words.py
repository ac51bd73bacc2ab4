"""The French word of every code of the domain: what forms, screens and documents call it."""

from __future__ import annotations

from enum import StrEnum

from psq_desktop.models.kinds import (
    AgendaKind,
    AgendaRole,
    AttendanceStatus,
    Availability,
    AvailabilityState,
    CommitmentState,
    ControlState,
    DecisionKind,
    DecisionState,
    Direction,
    DisclosureLevel,
    DispatchState,
    EquipmentKind,
    EquipmentState,
    IndicatorKind,
    LiaisonBody,
    LineKind,
    MandateRole,
    MeasureState,
    MeetingState,
    MinutesState,
    MissionState,
    NoteHeading,
    NoteState,
    OutcomeKind,
    OutlookState,
    OutreachKind,
    OutreachState,
    Pace,
    Period,
    PostState,
    Priority,
    QuestionKind,
    QuorumRule,
    ReadingStatus,
    Reply,
    ReserveCategory,
    ReserveProfile,
    ReservistState,
    Sampling,
    ShiftState,
    SummonsKind,
    SummonsState,
    SupportState,
    SurveyKind,
    SurveyMode,
    SurveyPublic,
    TrainingAudience,
    TrainingState,
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
    ReserveCategory: ("Opérationnelle", "Citoyenne"),
    ReserveProfile: ("Volontaire", "Ancien adjoint", "Policier retraité", "Mission à l’étranger"),
    ReservistState: (
        "Candidat", "En instruction", "Agréé", "Actif", "Indisponible", "Suspendu", "Fin d’engagement", "Radié",
    ),
    Availability: ("Disponible", "Indisponible"),
    ShiftState: ("Prévue", "Faite", "Validée", "Annulée"),
    MissionState: ("À pourvoir", "Pourvue", "Faite", "Annulée"),
    AvailabilityState: ("À envoyer", "Envoyée", "Appliquée", "En retard"),
    PostState: ("Pourvu", "Arrivée prévue", "Vacant"),
    TrainingState: ("Demandée", "Programmée", "Faite", "Refusée"),
    TrainingAudience: ("Postes fidélisés", "Réserve", "Les deux"),
    EquipmentKind: ("Caméra-piéton", "Tablette", "Smartphone", "Véhicule", "Autre"),
    EquipmentState: ("Demandé", "Accordé", "Livré", "En service", "Refusé"),
    ControlState: ("Programmé", "Réalisé", "Annulé"),
    OutcomeKind: (
        "Avertissement", "Mise en demeure", "Amende", "Fermeture", "Signalement", "Enlèvement", "Autre suite",
    ),
    OutreachKind: (
        "Réunion", "Permanence", "Marche dans le quartier", "Réseaux sociaux", "Adresse dédiée", "Milieu scolaire",
        "Autre",
    ),
    OutreachState: ("Prévue", "Réponse à donner", "Réponse en retard", "Réponse donnée", "Annulée"),
    LiaisonBody: ("Conseil citoyen", "Conseil de quartier"),
    SurveyKind: ("Victimation", "Satisfaction", "Ressenti"),
    SurveyPublic: ("Habitants", "Élus", "Victimes", "Autre public"),
    Sampling: ("Échantillon aléatoire", "Quotas", "Répondants volontaires", "Tout le monde"),
    SurveyMode: ("Téléphone", "Face à face", "Téléphone et porte-à-porte", "Papier", "En ligne"),
    QuestionKind: ("Réponses à choisir", "Note"),
    NoteHeading: ("Initiatives", "Réussites", "Difficultés", "Ressenti de la population"),
    NoteState: ("Brouillon", "Terminée"),
    SearchKind: (
        "Objectif", "Engagement", "Mesure", "Indicateur", "Décision", "Suite donnée", "Séance", "Point", "Note",
        "Observation", "Partenaire", "Contact", "Campagne", "Mission", "Renfort", "Formation", "Matériel",
        "Contact avec les habitants", "Demande d’habitants", "Enquête",
    ),
}  # fmt: skip


def word(code: StrEnum) -> str:
    """The French word for a code of `services.kinds`."""
    return WORDS[type(code)][list(type(code)).index(code)]


def words(vocabulary: type[StrEnum]) -> tuple[tuple[StrEnum, str], ...]:
    """Codes with their words, in order, as a choice list needs them."""
    return tuple(zip(vocabulary, WORDS[vocabulary], strict=True))
