"""How each thing to do is said, and where its verb leads."""

from __future__ import annotations

from typing import NamedTuple

from psq_desktop import french
from psq_desktop.services.home import FirstStep, Overview, Todo
from psq_desktop.views.screen import Route
from psq_desktop.views.tokens import Tone

NEW_MEETING = Route("meetings", None, "new")  # never travelled: the page opens the dialog itself


class Line(NamedTuple):
    """One line of the card; without a verb it is only said."""

    icon: str
    tone: Tone
    title: str
    detail: str
    verb: str = ""
    route: Route | None = None


class _Look(NamedTuple):
    icon: str
    tone: Tone
    one: str
    many: str
    detail: str
    verb: str
    route: Route  # its id is the meeting's where there is one


_MINUTES = Route("meeting", None, "minutes")
_SEATS = Route("meeting", None, "participants")
_SUMMONS = Route("meeting", None, "summons")

# {n}: count, {refs}: references, {number}: the meeting's number, {day}: the day
LOOKS: dict[str, _Look] = {
    "in_session": _Look(
        "broadcast", "danger", "La séance n° {number} est en cours", "{n} séances sont en cours",
        "Le temps des points continue", "Reprendre", Route("live"),
    ),
    "late_decisions": _Look(
        "alert-octagon", "danger", "Une décision a dépassé son échéance", "{n} décisions ont dépassé leur échéance",
        "{refs}", "Traiter", Route("decisions", None, "late"),
    ),
    "incomplete_decisions": _Look(
        "user-question", "warning", "Une décision est sans pilote ou sans échéance",
        "{n} décisions sont sans pilote ou sans échéance", "{refs}", "Compléter",
        Route("decisions", None, "incomplete"),
    ),
    "summon_late": _Look(
        "send", "danger", "Une convocation reste à envoyer pour la séance n° {number}",
        "{n} convocations restent à envoyer pour la séance n° {number}",
        "Délai conseillé dépassé ; au plus tard le {day}", "Convoquer", _SUMMONS,
    ),
    "summon": _Look(
        "send", "accent", "Une convocation reste à envoyer pour la séance n° {number}",
        "{n} convocations restent à envoyer pour la séance n° {number}",
        "Délai conseillé : avant le {day}", "Convoquer", _SUMMONS,
    ),
    "no_reply": _Look(
        "mailbox", "warning", "Un partenaire n’a pas répondu à la convocation",
        "{n} partenaires n’ont pas répondu à la convocation", "Séance n° {number} · {day}", "Pointer", _SEATS,
    ),
    "review_minutes": _Look(
        "notes", "info", "Relire le compte rendu de la séance n° {number}",
        "Relire le compte rendu de la séance n° {number}", "Séance du {day} · {points} à revoir", "Relire", _MINUTES,
    ),
    "validate_minutes": _Look(
        "eye-check", "info", "Faire valider le compte rendu de la séance n° {number}",
        "Faire valider le compte rendu de la séance n° {number}", "Relu, en attente de la présidence", "Valider",
        _MINUTES,
    ),
    "answer_observations": _Look(
        "messages", "info", "Une observation attend une réponse", "{n} observations attendent une réponse",
        "Compte rendu de la séance n° {number}", "Répondre", _MINUTES,
    ),
    "approve_minutes": _Look(
        "file-check", "success", "Faire approuver le compte rendu de la séance n° {number}",
        "Faire approuver le compte rendu de la séance n° {number}", "Diffusé, sans observation en attente",
        "Approuver", _MINUTES,
    ),
    "week_decisions": _Look(
        "clock", "accent", "Une décision arrive à échéance cette semaine",
        "{n} décisions arrivent à échéance cette semaine", "{refs}", "Suivre", Route("decisions", None, "week"),
    ),
    "objective_gaps": _Look(
        "arrows-diff", "warning", "Un objectif en écart entre météo déclarée et chiffres",
        "{n} objectifs en écart entre météo déclarée et chiffres", "{refs}", "Comparer",
        Route("objectives", None, "gap"),
    ),
    "silent_objectives": _Look(
        "clock-exclamation", "warning", "Un objectif est sans nouvelles", "{n} objectifs sont sans nouvelles",
        "{refs}", "Voir", Route("objectives", None, "silent"),
    ),
    "late_commitments": _Look(
        "alert-octagon", "danger", "Un engagement a dépassé son échéance",
        "{n} engagements ont dépassé leur échéance", "{refs}", "Voir", Route("objectives", None, "late"),
    ),
    "returns_to_check": _Look(
        "inbox", "accent", "Un classeur reçu est à vérifier", "{n} classeurs reçus sont à vérifier", "{refs}",
        "Vérifier", Route("returns", None, "check"),
    ),
    "late_returns": _Look(
        "mail-forward", "warning", "Un retour est en retard", "{n} retours sont en retard", "{refs}", "Relancer",
        Route("returns", None, "late"),
    ),
    "support_requests": _Look(
        "lifebuoy", "info", "Un appui est demandé à la présidence", "{n} appuis sont demandés à la présidence",
        "{refs}", "Trancher", Route("objectives", None, "supports"),
    ),
    "ceiling_near": _Look(
        "hourglass", "danger", "Un réserviste atteindra son plafond de jours le {day}",
        "{n} réservistes atteindront leur plafond de jours", "{refs}", "Répartir",
        Route("reserves", None, "roster"),
    ),
    "missions_to_fill": _Look(
        "walk", "warning", "Une mission proche cherche des réservistes",
        "{n} missions proches cherchent des réservistes", "{refs}", "Affecter",
        Route("reserves", None, "missions:free"),
    ),
    "outreach_late": _Look(
        "speakerphone", "warning", "Des habitants attendent une réponse", "{n} contacts attendent une réponse",
        "{refs}", "Répondre", Route("district", None, "outreach:late"),
    ),
    "controls_awaited": _Look(
        "clipboard-list", "warning", "Un contrôle attend ses résultats", "{n} contrôles attendent leurs résultats",
        "{refs}", "Saisir", Route("district", None, "controls:planned"),
    ),
    "controls_follow_up": _Look(
        "clipboard-check", "warning", "Les suites d’un contrôle sont à noter",
        "{n} contrôles attendent leurs suites", "{refs}", "Noter", Route("district", None, "controls:follow"),
    ),
    "quarterly_note": _Look(
        "file-text", "info", "La note trimestrielle est à écrire", "{n} notes trimestrielles sont à écrire", "{refs}",
        "Rédiger", Route("note"),
    ),
    "quarterly_draft": _Look(
        "file-text", "info", "La note trimestrielle est à terminer", "{n} notes trimestrielles sont à terminer",
        "{refs}", "Terminer", Route("note"),
    ),
    "victims_missing": _Look(
        "calendar-stats", "neutral", "Un mois d’accueil des victimes manque", "{n} mois d’accueil manquent", "{refs}",
        "Saisir", Route("district", None, "victims"),
    ),
    "equipment_late": _Look(
        "device-tablet", "warning", "Une livraison d’équipement est en retard",
        "{n} livraisons d’équipement sont en retard", "{refs}", "Voir", Route("district", None, "equipment:late"),
    ),
    "liaisons_ending": _Look(
        "user-check", "neutral", "Le mandat d’un référent sécurité se termine",
        "{n} mandats de référents sécurité se terminent", "{refs}", "Renouveler",
        Route("district", None, "liaisons"),
    ),
    "mandates_ending": _Look(
        "user-check", "neutral", "Un mandat se termine bientôt", "{n} mandats se terminent bientôt",
        "{refs}", "Renouveler", Route("partners"),
    ),
}  # fmt: skip


def todo_line(todo: Todo) -> Line:
    """One thing to do, in words."""
    look = LOOKS[todo.code]
    values = {
        "n": french.number(todo.count),
        "refs": " · ".join(todo.refs),
        "number": todo.meeting_number,
        "day": french.date_long(todo.on, year=False) if todo.on else "",
        "points": french.plural(todo.count, "point"),
    }
    title = look.one if todo.count == 1 else look.many
    part = look.route.part if todo.support_id is None else f"{look.route.part}:{todo.support_id}"
    which = todo.meeting_id or todo.objective_id or todo.campaign_id or todo.record_id or look.route.id
    route = Route(look.route.screen, which, part)
    return Line(look.icon, look.tone, title.format(**values), look.detail.format(**values), look.verb, route)


# code: icon, title, detail, verb
STEPS: dict[str, tuple[str, str, str, str]] = {
    "base": ("database", "Créer la base", "Le territoire, le comité et ses collèges", ""),
    "partners": ("building-community", "Ajouter les partenaires", "Au moins deux, avec leur collège", "Ajouter"),
    "meeting": ("calendar-plus", "Créer la première séance", "La date suffit, le reste est proposé", "Créer"),
    "agenda": ("list-numbers", "Préparer l’ordre du jour", "Les points, leur durée, qui les présente", "Préparer"),
    "minutes": ("notes", "Tenir la séance et son compte rendu", "Présences, notes, décisions", "Commencer"),
}


def step_lines(facts: Overview) -> tuple[Line, ...]:
    """The start checklist; only the next step carries a verb, so that there is one way on."""
    following = next((step.code for step in facts.first_steps if not step.done), "")
    return tuple(_step_line(step, step.code == following, facts) for step in facts.first_steps)


def _step_line(step: FirstStep, following: bool, facts: Overview) -> Line:
    icon, title, detail, verb = STEPS[step.code]
    if step.done:
        return Line("circle-check", "success", title, "Fait")
    if not following:
        return Line(icon, "neutral", title, detail)
    meeting = facts.next_meeting.id if facts.next_meeting else None
    routes = {
        "partners": Route("partners"),
        "meeting": NEW_MEETING,
        "agenda": Route("meeting", meeting, "agenda") if meeting else Route("meetings"),
        "minutes": Route("meeting", meeting, "minutes") if meeting else Route("meetings"),
    }
    return Line(icon, "accent", title, detail, verb, routes.get(step.code))


def is_young(facts: Overview) -> bool:
    """Whether the start checklist is still of use."""
    return not all(step.done for step in facts.first_steps)
