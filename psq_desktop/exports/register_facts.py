"""What the register of decisions says that is computed from its lines: groups, counts, history in words."""

from __future__ import annotations

from psq_desktop.exports import facts
from psq_desktop.french import NBSP, date_long, number, plural, typeset
from psq_desktop.services.deciding.register_rows import RegisterDocument, RegisterEvent, RegisterLine
from psq_desktop.services.kinds import DecisionState, DisclosureLevel
from psq_desktop.services.minuting.minutes_rows import VoteLine
from psq_desktop.wording import word

WHAT = "register"
LATE, COMING, INCOMPLETE, CLOSED = "En retard", "À tenir", "À compléter", "Closes"

_HAPPENED = {
    DecisionState.OPEN: "Rouverte",
    DecisionState.IN_PROGRESS: "En cours",
    DecisionState.CARRIED_OVER: "Reconduite",
    DecisionState.DONE: "Tenue",
    DecisionState.ABANDONED: "Abandonnée",
}


def group_of(line: RegisterLine) -> str:
    """The heading under which a line stands."""
    decision = line.decision
    if decision.state.closed:
        return CLOSED
    if facts.is_late(decision):
        return LATE
    return COMING if decision.pilot and decision.due else INCOMPLETE


def groups(document: RegisterDocument) -> list[tuple[str, list[RegisterLine]]]:
    """Lines by heading, most urgent first, those without any left out."""
    found: dict[str, list[RegisterLine]] = {name: [] for name in (LATE, COMING, INCOMPLETE, CLOSED)}
    for line in document.lines:
        found[group_of(line)].append(line)
    return [(name, lines) for name, lines in found.items() if lines]


def counts(document: RegisterDocument) -> str:
    """« Dans cette version, 12 décisions : 3 en retard, 4 closes. » Only the restricted one is sure to tell all."""
    lines = document.lines
    late = sum(facts.is_late(line.decision) for line in lines)
    often = sum(line.decision.carried_over > 1 for line in lines)
    closed = sum(line.decision.state.closed for line in lines)
    parts = [
        f"{number(late)} en retard" if late else "",
        f"{plural(often, 'reconduite')} deux fois ou plus" if often else "",
        plural(closed, "close") if closed else "",
    ]
    said = ", ".join(part for part in parts if part)
    here = "" if document.disclosure is DisclosureLevel.RESTRICTED else "Dans cette version, "
    return typeset(here + plural(len(lines), "décision") + (f" : {said}." if said else "."))


def situation(document: RegisterDocument) -> str:
    """« Situation au 22 novembre 2026 »."""
    return typeset(f"Situation au {date_long(document.issued_on, weekday=False)}")


def diffusion(document: RegisterDocument) -> str:
    """« diffusion : partenaires »."""
    return typeset(f"diffusion : {word(document.disclosure).lower()}")


def marks(document: RegisterDocument) -> tuple[tuple[str, bool], ...]:
    """Words in boxes on page 1, and whether the box is solid."""
    found = (
        ("Restreint", True, document.disclosure is DisclosureLevel.RESTRICTED),
        ("Données fictives", False, document.fictional),
    )
    return tuple((text, solid) for text, solid, shown in found if shown)


def carried(times: int) -> str:
    """« 2 fois », a dash when it never was carried over."""
    return f"{number(times)}{NBSP}fois" if times else facts.DASH


def origin(line: RegisterLine) -> str:
    """« Séance n° 4 du 18 juin 2026, point « Accès » »."""
    decision = line.decision
    day = date_long(line.meeting_date, weekday=False)
    item = f", point « {decision.item} »" if decision.item else ""
    return typeset(f"Séance n° {decision.meeting_number} du {day}{item}")


def objective(line: RegisterLine) -> str:
    """« 3.1 Abords du collège », a dash without one."""
    return typeset(f"{line.objective} {line.objective_title}".strip()) or facts.DASH


def happened(event: RegisterEvent) -> str:
    """« Reconduite au 24 septembre 2026 », « Relance envoyée »."""
    if event.state is None:
        return "Relance du pilote"
    until = f" au {date_long(event.due, weekday=False)}" if event.due else ""
    return _HAPPENED[event.state] + until


def vote(line: VoteLine) -> str:
    """« Achat du matériel : 9 pour, 1 contre, 2 abstentions (12 votants). »"""
    counted = ", ".join(
        (
            f"{number(line.in_favour)} pour",
            f"{number(line.against)} contre",
            plural(line.abstained, "abstention"),
        )
    )
    return typeset(f"{line.subject or 'Vote'} : {counted} ({plural(line.voters, 'votant')}).")
