"""What the projection says, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop import rules
from psq_desktop.french import NBSP, date_long, figure, plural, typeset
from psq_desktop.services.kinds import DecisionKind, Direction, OutlookState
from psq_desktop.services.sitting.projection import (
    ProjectedDecision,
    ProjectedFigure,
    ProjectedItem,
    ProjectedObjective,
    ProjectionView,
    ReadingView,
    covered,
)
from psq_desktop.views.screen import DraftDecision
from psq_desktop.views.tokens import Tone
from psq_desktop.wording import word

RESERVED = "Point réservé"
DRAFTING = "en cours de rédaction"
RECORDED = "enregistrée"
ALL_READ = "Tout est lu"
NO_PILOT = "Aucun pilote n’est désigné."
NO_DUE = "Aucune échéance n’est fixée."
NO_VALUE = "–"
BACKWARDS = "en recul"
KINDS = {DecisionKind.DECISION: "Décision", DecisionKind.ACTION: "Action"}
KIND_ICONS = {DecisionKind.DECISION: "gavel", DecisionKind.ACTION: "square-check"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision as it stands on the page, recorded or being typed."""

    ref: str
    kind: DecisionKind
    text: str
    pilot: str
    due: dt.date | None
    drafting: bool


@dataclass(frozen=True, slots=True)
class Ring:
    """The time of an item: the share that is left, a figure and its word."""

    share: float
    figure: str
    word: str
    over: bool


def heading(shown: ProjectionView | ReadingView) -> str:
    """« Comité de suivi QRR, séance n° 6 · jeudi 10 décembre 2026 »."""
    return typeset(f"{shown.committee}, séance n° {shown.number} · {date_long(shown.date)}")


def title(view: ProjectionView) -> str:
    """The item, or where the meeting stands between items."""
    if view.held:
        return "La séance est close"
    if view.current is not None:
        return RESERVED if view.current.reserved else typeset(view.current.title)
    return "La séance est ouverte" if view.in_session else "La séance va commencer"


def rank(view: ProjectionView) -> str:
    """« Point 3 sur 7 »."""
    return typeset(f"Point {view.current.number} sur {view.total}") if view.current is not None else ""


def clock_time(seconds: int) -> str:
    """« 6:36 », « 1:02:09 »."""
    minutes, rest = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def ring(item: ProjectedItem, now: int) -> Ring:
    """Time left at a moment (seconds since 1970, UTC); time spent when none was planned."""
    spent = item.seconds(now)
    if not item.planned_minutes:
        return Ring(0, clock_time(spent), "écoulées" if spent >= 120 else "écoulée", False)
    left = item.planned_minutes * 60 - spent
    if left < 0:
        return Ring(1, clock_time(-left), "dépassé de", True)
    return Ring(left / (item.planned_minutes * 60), clock_time(left), "restantes" if left >= 120 else "restante", False)


def value(shown: ProjectedFigure) -> str:
    """« 13 », « Sûr »; « – » without a value."""
    return NO_VALUE if shown.value is None else _said(shown, shown.value)


def goal(shown: ProjectedFigure) -> str:
    """« cible 20 », « au plus 12 min », « aucune valeur récente »."""
    if shown.value is None:
        return "aucune valeur récente"
    if shown.target is None:
        return shown.unit if not _level(shown, shown.value) else ""
    said = "repère" if shown.direction is Direction.NEUTRAL else "cible"
    if shown.direction is Direction.THRESHOLD:
        said = "au plus" if shown.at_most else "au moins"
    return typeset(f"{said}{NBSP}{_said(shown, shown.target)}")


def share(shown: ProjectedFigure) -> float:
    """How far the bar goes: the way done, or the part of its mark that an unjudged value makes."""
    if shown.progress is None and shown.direction is Direction.NEUTRAL and shown.value and shown.target:
        return max(shown.value / shown.target, 0)
    return max(shown.progress or 0, 0)


def backwards(shown: ProjectedFigure) -> str:
    """« en recul » when it went the wrong way: its empty bar must not be read as 0 %."""
    return BACKWARDS if shown.progress is not None and shown.progress < 0 else ""


def bar_tone(shown: ProjectedFigure, objective: ProjectedObjective, first: bool) -> Tone:
    """Grey where nothing is judged; amber for the main indicator while a gap alert stands."""
    if shown.direction is Direction.NEUTRAL or shown.progress is None:
        return "neutral"
    return "warning" if first and objective.gap is not None else "accent"


def _level(shown: ProjectedFigure, number: float) -> str:
    if shown.levels and number == int(number) and 1 <= number <= len(shown.levels):
        return shown.levels[int(number) - 1]
    return ""


def _said(shown: ProjectedFigure, number: float) -> str:
    unit = shown.unit if len(shown.unit) <= 3 else ""
    return _level(shown, number) or figure(number, shown.decimals, unit)


def declared(objective: ProjectedObjective) -> str:
    """« Météo déclarée par Ville de Calais »."""
    if objective.outlook is OutlookState.UNKNOWN or not objective.pilot:
        return "Météo déclarée"
    return typeset(f"Météo déclarée par {objective.pilot}")


def gap(objective: ProjectedObjective) -> str:
    """« Écart −45 points », or empty."""
    return typeset(rules.gap_words(objective.gap)) if objective.gap is not None else ""


def objective_due(objective: ProjectedObjective) -> str:
    """« échéance 31 décembre 2026 »."""
    due = objective.due
    return typeset(f"échéance {date_long(due, weekday=False)}") if due is not None else "sans échéance"


def decision(view: ProjectionView, draft: DraftDecision | None) -> Shown | None:
    """The decision being typed on the item shown, else the last one recorded on it."""
    item = view.current
    if item is None or item.reserved or view.held:
        return None
    if draft is not None and draft.item_id == item.id and draft.text.strip():
        kind = DecisionKind.ACTION if draft.ref.startswith("A") else DecisionKind.DECISION
        return Shown(draft.ref, kind, typeset(covered(draft.text)), covered(draft.pilot), draft.due, True)
    if not item.decisions:
        return None
    last = item.decisions[-1]
    return Shown(last.ref, last.kind, typeset(last.text), last.pilot, last.due, False)


def named(shown: Shown | ProjectedDecision) -> str:
    """« Décision D-38 »."""
    return typeset(f"{KINDS[shown.kind]} {shown.ref}")


def decision_due(due: dt.date | None) -> str:
    """« échéance dimanche 31 janvier 2027 »."""
    return typeset(f"échéance {date_long(due)}") if due is not None else ""


def following(view: ProjectionView) -> str:
    """« Ensuite : Halls et parties communes, 15 min »; before the meeting begins, its first item."""
    item = view.following
    if item is None:
        return ""
    minutes = f", {item.planned_minutes} min" if item.planned_minutes else ""
    first = "Ensuite" if view.in_session else "Premier point"
    return typeset(f"{first} : {item.title}{minutes}")


def counts(view: ProjectionView) -> str:
    """« 11 présents ou représentés · 3 excusés · 2 absents »; empty while nothing was noted."""
    if not view.present + view.excused + view.absent:
        return ""
    parts = [plural(view.present, "présent ou représenté", "présents ou représentés")]
    parts += [plural(view.excused, "excusé")] if view.excused else []
    parts += [plural(view.absent, "absent")] if view.absent else []
    return typeset(" · ".join(parts))


def reserved(count: int) -> str:
    """« 1 décision réservée n’est pas lue. », or empty."""
    if not count:
        return ""
    said = plural(count, "décision réservée n’est pas lue", "décisions réservées ne sont pas lues")
    return typeset(f"{said}.")


def aloud(view: ProjectionView, draft: DraftDecision | None) -> str:
    """Everything that the page says, for who cannot see it."""
    shown = decision(view, draft)
    objective = view.current.objective if view.current is not None else None
    figures = objective.figures if objective is not None else ()
    lines = [heading(view), rank(view), title(view)]
    lines += [
        typeset(f"{each.title} : {', '.join(filter(None, (value(each), goal(each), backwards(each))))}")
        for each in figures
    ]
    if objective is not None:
        lines.append(typeset(f"{declared(objective)} : {word(objective.outlook)} {gap(objective)}"))
    if shown is not None:
        said = DRAFTING if shown.drafting else RECORDED
        lines.append(typeset(f"{named(shown)}, {said} : {shown.text} {shown.pilot} {decision_due(shown.due)}"))
    return "\n".join(line.strip() for line in (*lines, following(view), counts(view)) if line.strip())
