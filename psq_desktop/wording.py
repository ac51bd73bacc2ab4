"""The French words for the domain's codes and for what can go wrong, shared by screens, documents and CLI."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import typeset
from psq_desktop.services.kinds import (
    AgendaKind,
    AgendaRole,
    AttendanceStatus,
    CommitmentState,
    DecisionKind,
    DecisionState,
    Direction,
    DisclosureLevel,
    IndicatorKind,
    MandateRole,
    MeasureState,
    MeetingState,
    MinutesState,
    OutlookState,
    Pace,
    Period,
    Priority,
    ReadingStatus,
    Reply,
    SupportState,
)

# One table per vocabulary: members of two StrEnums with the same value are equal, so one dict cannot hold both.
_WORDS: dict[type[StrEnum], tuple[str, ...]] = {  # in the order of the enum's members
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
    DecisionState: ("Ouverte", "En cours", "Reconduite", "Tenue", "Abandonnée"),
}  # fmt: skip


def word(code: StrEnum) -> str:
    """The French word for a code of `services.kinds`."""
    return _WORDS[type(code)][list(type(code)).index(code)]


def words(vocabulary: type[StrEnum]) -> tuple[tuple[StrEnum, str], ...]:
    """Codes with their words, in order, as a choice list needs them."""
    return tuple(zip(vocabulary, _WORDS[vocabulary], strict=True))


# code -> cause and remedy; a sentence may name the error's parameters
_ERRORS: dict[str, str] = {
    "invalid": "Une information est à corriger.",
    "gone": "Cet élément a été supprimé entre-temps. La liste vient d'être mise à jour ; la corbeille permet de le retrouver.",
    "changed_meanwhile": "Quelqu'un d'autre a modifié cet élément en même temps. "
    "Rien n'a été écrasé : relisez la version affichée, puis refaites votre modification.",
    "database_missing": "Aucune base à cet endroit : {path}. Vérifiez le nom, ou créez une base avec « Créer ma base » (commande init).",
    "database_empty": "Le fichier {path} est vide : ce n'est pas une base. Choisissez un autre fichier ou une sauvegarde.",
    "database_foreign": "Le fichier {path} n'est pas une base de Concertation. Choisissez un fichier .psq créé par ce programme.",
    "database_damaged": "La base {path} est endommagée. Elle n'a pas été modifiée : mettez ce fichier de côté et ouvrez votre dernière copie.",
    "database_unreadable": "Le fichier {path} ne peut pas être lu. Vérifiez vos droits sur ce fichier.",
    "database_replaced": "Le fichier {path} a été remplacé ou supprimé pendant qu'il était ouvert. Rien n'y a été écrit : rouvrez la base, ou remettez le fichier d'origine à sa place.",
    "database_address": "« {text} » est une adresse de serveur : seuls les fichiers .psq sont pris en charge pour l'instant. Indiquez un fichier.",
    "database_exists": "Il existe déjà un fichier {path}. Choisissez un autre nom : une base n'est jamais remplacée.",
    "database_locked": "La base est occupée par un autre programme. Patientez un instant, puis recommencez.",
    "database_readonly": "La base est en lecture seule. Vérifiez vos droits sur le fichier et sur son dossier.",
    "database_error": "La base a refusé l'opération ({reason}). Rien n'a été modifié ; contrôlez-la avec la commande check.",
    "schema_newer": "La base {path} vient d'une version plus récente de Concertation (schéma {revision}). "
    "Mettez le programme à jour pour l'ouvrir ; elle n'a pas été modifiée.",
    "schema_older": "La base {path} vient d'une version plus ancienne (schéma {revision}). Mettez-la à niveau avec la commande migrate.",
    "schema_unknown": "La base {path} porte un schéma inconnu ({revision}) : elle ne peut pas être mise à niveau. Elle n'a pas été modifiée ; ouvrez votre dernière copie.",
    "bad_name": "Le nom {path} ne peut pas être utilisé. Choisissez-en un plus court, dans un dossier que vous avez le droit de lire.",
    "folder_missing": "Le dossier {path} n'existe pas. Créez-le, ou choisissez un autre emplacement.",
    "folder_unwritable": "Impossible d'écrire dans le dossier {path}. Choisissez un dossier où vous avez le droit d'écrire.",
    "disk_full": "Le disque est plein. Rien n'a été modifié : libérez de la place, puis recommencez.",
    "target_busy": "Le fichier {path} est ouvert dans un autre programme. Fermez-le puis recommencez, ou enregistrez sous {suggestion}.",
    "target_folder": "Impossible d'écrire dans {path} : le dossier n'existe pas, ou vous n'avez pas le droit d'y écrire. L'ancien fichier est intact : choisissez un autre dossier.",
    "target_readonly": "Le fichier {path} est protégé en écriture. Il est intact : levez sa protection, ou enregistrez sous un autre nom.",
    "unknown_ending": "Le format « {ending} » n'est pas proposé pour ce document. Choisissez : {offered}.",
    "check_failed": "La base n'est pas saine ({reason}). Mettez ce fichier de côté et ouvrez votre dernière copie.",
    "no_committee": "Cette base n'a pas encore d'instance. Complétez-la avec « Créer ma base ».",
    "no_meeting_held": "Aucune séance n'a encore été tenue : il n'y a pas de document à produire.",
    "no_meeting_document": "Le document {what} porte sur les objectifs, pas sur une séance. Retirez --meeting ; --partner ou --objective le restreignent.",
    "no_objective_document": "Le document {what} porte sur une séance, pas sur des objectifs. Retirez --partner et --objective ; --meeting choisit la séance.",
    "hidden_objective": "L'objectif {objective} n'est pas montré dans la version « {level} », ou le partenaire choisi n'y prend pas part. Aucun fichier n'a été écrit : changez de version ou de partenaire.",
    "unknown_ref": "Aucun élément ne porte la référence « {ref} ». La commande list donne les références.",
    "bad_date": "« {text} » n'est pas une date entre 1900 et 2199. Écrivez par exemple 2026-11-22 ou 22/11/2026.",
    "bad_size": "« {text} » n'est pas une taille. Écrivez par exemple 1536x864 (de 200 à 8000 points).",
    "bad_scale": "La taille du texte va de {smallest} à {largest} : {text} n'en est pas une. Écrivez par exemple 1.25.",
    "bad_folder": "« {path} » n'est pas un dossier où écrire.",
    "meeting_stage": "La séance n° {number} n'est plus à cette étape : elle a déjà été convoquée, ouverte ou close.",
    "meeting_in_use": "La séance n° {number} a été tenue ou a pris des décisions : elle ne peut pas être supprimée.",
    "meeting_not_held": "La séance n° {number} n'est pas close : son compte rendu ne peut pas encore être validé.",
    "minutes_locked": "Le compte rendu de la séance n° {number} est validé et ne change plus. "
    "Pour corriger, ramenez-le d'abord à l'état de brouillon.",
    "minutes_sealed": "Le compte rendu de la séance n° {number} est scellé : il ne change plus.",
    "restricted_decisions": "Des décisions ont été prises sur le point restreint « {title} » : sans lui, elles seraient diffusées plus largement. "
    "Supprimez-les d'abord, ou gardez le point.",
    "seal_broken": "Le texte scellé de cette séance a été modifié en dehors du programme : il ne fait plus foi. Ouvrez votre dernière copie de la base.",
    "already_convened": "{name} est déjà convié à cette séance.",
    "partner_in_use": "{name} a pris part à des séances, à des décisions ou à des objectifs et ne peut pas être supprimé : les comptes rendus et le suivi resteraient incomplets.",
    "partner_pilots": "{name} pilote {count} objectif(s) ({titles}) et ne peut pas être supprimé. Choisissez d'abord un autre pilote dans Objectifs.",
    "axis_in_use": "L'axe « {name} » porte encore {count} objectif(s) et ne peut pas être supprimé. Déplacez-les d'abord vers un autre axe.",
    "only_name": "« {name} » est le seul nom de ce partenaire : corrigez-le plutôt que de le supprimer.",
    "formation_in_use": "La formation « {name} » a déjà des séances et ne peut pas être supprimée : leurs documents la nomment. Vous pouvez la renommer.",
    "only_formation": "« {name} » est la seule formation : une instance en garde toujours une. Renommez-la, ou ajoutez-en d'abord une autre.",
    "contact_in_use": "{name} a siégé en séance, ou répond d'un engagement, et ne peut pas être supprimé. Indiquez plutôt sa date de départ.",
    "nothing_to_undo": "Il n'y a rien à annuler.",
    "nothing_to_redo": "Il n'y a rien à rétablir.",
    "changed_since": "Cet élément a été modifié depuis par {actor} : l'annulation effacerait ce travail. Corrigez-le à la main.",
    "revert_blocked": "Impossible de revenir en arrière : un élément lié a été ajouté ou supprimé depuis. Annulez d'abord l'opération la plus récente.",
    "step_unknown": "L'opération {step} n'est pas dans le journal.",
    "step_erased": "Le contenu de l'opération {step} a été effacé du journal : elle ne peut plus être annulée.",
}

# code of a field's problem -> sentence
_PROBLEMS: dict[str, str] = {
    "required": "Cette information est nécessaire.",
    "date_range": "L'année va de {first} à {last}. Corrigez la date.",
    "meeting_same_day": "La séance n° {number} est déjà prévue ce jour-là. Choisissez une autre date.",
    "due_before_meeting": "L'échéance est antérieure à la séance. Choisissez une date ultérieure.",
    "due_not_later": "Une décision reconduite reçoit une échéance plus tardive que l'ancienne.",
    "email_shape": "Cette adresse n'est pas complète : il manque « @ », ou elle contient un espace.",
    "ends_before_start": "Le mandat finirait avant d'avoir commencé. Corrigez l'une des deux dates.",
    "left_before_arrived": "Le départ est antérieur à l'arrivée. Corrigez l'une des deux heures.",
    "partner_exists": "« {name} » existe déjà. Ouvrez sa fiche, ou précisez le nom.",
    "formation_exists": "Une formation s'appelle déjà « {name} ». Choisissez un autre nom.",
    "population_range": "Le nombre d'habitants va de 1 à {largest}.",
    "minutes_range": "La durée va de 0 à {longest} minutes.",
    "due_before_start": "L'échéance est antérieure au début. Corrigez l'une des deux dates.",
    "day_in_future": "Cette date n'est pas encore venue. Choisissez aujourd'hui ou un jour passé.",
    "percent_range": "Une part va de 0 à 100 %. Corrigez le nombre.",
    "over_hundred": "Cette part ne peut pas dépasser 100 %. Corrigez la valeur ou, si elle peut aller au-delà (une évolution), levez la limite dans la fiche de l'indicateur.",
    "value_high": "La valeur ne peut pas dépasser {highest}. Corrigez-la, ou changez la limite dans la fiche de l'indicateur.",
    "value_low": "La valeur ne peut pas être inférieure à {lowest}. Corrigez-la, ou changez la limite dans la fiche de l'indicateur.",
    "number_size": "Ce nombre est trop grand pour être une mesure. Corrigez-le.",
    "number_range": "Le nombre va de {lowest} à {highest}.",
    "unreadable_number": "Ce nombre n'est pas compris. Écrivez par exemple 7,5 ou 1 284.",
    "reading_exists": "Il y a déjà un relevé pour {period}. Choisissez de le remplacer, ou corrigez la date.",
    "reading_in_future": "La période {period} n'a pas encore commencé. Choisissez une date passée ou la période en cours.",
    "sample_size": "Le nombre de répondants est au moins 1. Laissez vide s'il n'y en a pas.",
    "unit_in_use": "{count} relevé(s) sont exprimés en « {before} ». Confirmez que seul le mot change (les valeurs restent), ou créez un nouvel indicateur.",
    "period_in_use": "L'indicateur a déjà {count} relevé(s) : leur rythme ne change plus. Créez un nouvel indicateur.",
    "direction_in_use": "L'indicateur a déjà {count} relevé(s) : des niveaux ne deviennent pas des nombres, ni l'inverse. Créez un nouvel indicateur.",
    "levels_needed": "Un indicateur à niveaux en compte au moins deux, un par ligne, du moins bon au meilleur.",
    "level_in_use": "Un niveau déjà relevé disparaîtrait. Gardez au moins autant de niveaux.",
    "levels_in_use": "{count} relevé(s) sont exprimés dans ces niveaux. Confirmez que seuls leurs noms changent (les valeurs restent), ou créez un nouvel indicateur.",
    "level_moved": "Un niveau changerait de rang, et {count} relevé(s) de sens. Gardez l'ordre : ajoutez à la fin, ou créez un nouvel indicateur.",
    "level_unknown": "Choisissez l'un des {count} niveaux de cet indicateur.",
    "bounds_crossed": "La plus grande valeur possible est inférieure à la plus petite. Corrigez l'une des deux.",
    "target_not_up": "Une hausse est attendue, mais la cible est sous la valeur de départ. Corrigez la cible, le départ ou le sens de lecture.",
    "target_not_down": "Une baisse est attendue, mais la cible est au-dessus de la valeur de départ. Corrigez la cible, le départ ou le sens de lecture.",
    "target_too_close": "La cible et la valeur de départ se confondent. Corrigez l'une des deux, ou donnez-leur la même valeur.",
    "objective_on_agenda": "L'ordre du jour de la séance n° {meetings} porte cet objectif à un niveau de diffusion plus large : son titre y serait lu. Restreignez d'abord ce point, ou retirez-le.",
    "axis_exists": "Un axe s'appelle déjà « {name} ». Choisissez un autre nom.",
    "asks_itself": "Un partenaire ne se demande pas d'appui à lui-même. Choisissez-en un autre, ou la présidence.",
    "wanted_before_asked": "L'appui serait attendu avant d'avoir été demandé. Corrigez l'une des deux dates.",
}

_FIELDS = {
    "title": "titre", "text": "texte", "date": "date", "due": "échéance", "name": "nom", "acronym": "sigle",
    "last_name": "nom", "email": "adresse", "comment": "motif", "district": "quartier", "city": "ville",
    "committee": "instance", "college": "collège", "ends_on": "fin du mandat", "left": "départ",
    "planned_minutes": "durée", "starts_on": "début du mandat", "population": "population",
    "secretary_email": "courriel du secrétariat", "on": "date", "valid_from": "date", "left_on": "départ",
    "start": "début", "pilot_id": "pilote", "share": "part", "value": "valeur", "sample": "répondants",
    "unit": "unité", "period": "rythme", "direction": "sens de lecture", "levels": "niveaux", "baseline": "départ",
    "target": "cible", "highest": "plus grande valeur", "lowest": "plus petite valeur", "decimals": "décimales",
    "author": "auteur", "answer": "réponse", "asked_of_id": "destinataire", "wanted_by": "date souhaitée",
    "accepted_on": "date d'accord", "baseline_on": "date du départ", "gap_points": "écart", "silent_days": "silence",
}  # fmt: skip


def explain(error: UserError) -> str:
    """The error in one French message with cause and remedy."""
    return _fill(_ERRORS[error.code], error.params) + "".join(
        typeset(f"\n• {_FIELDS.get(problem.field, problem.field)} : ") + explain_problem(problem)
        for problem in error.problems
    )


def explain_problem(problem: Problem) -> str:
    """One field's problem in French."""
    return _fill(_PROBLEMS[problem.code], dict(problem.params))


def _fill(sentence: str, params: Mapping[str, Any]) -> str:
    """The sentence typeset, but for the file names in it: they stay letter for letter what they are."""
    paths = {name: value for name, value in params.items() if name in ("path", "suggestion")}
    marks = {name: chr(0xE000 + rank) for rank, name in enumerate(paths)}
    text = typeset(sentence.format(**{**params, **marks}))
    for name, mark in marks.items():
        text = text.replace(mark, str(paths[name]))
    return text
