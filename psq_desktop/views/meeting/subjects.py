"""What there is to speak of: late commitments, gap alerts, requests for support, silent partners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from psq_desktop.french import plural, typeset
from psq_desktop.rules import gap_words
from psq_desktop.services.kinds import SupportState
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.services.preparing.silence import SilentPartner
from psq_desktop.services.steering.progress_rows import CommitmentRow, ObjectiveRow, SupportRow
from psq_desktop.views.tokens import Tone
from psq_desktop.wording import word

LATE, GAPS, ASKED = "Engagements en retard", "Alertes d’écart", "Demandes d’appui"
SILENT = "Partenaires silencieux"
LOOKS: dict[str, tuple[str, Tone]] = {
    LATE: ("clock-exclamation", "warning"),
    GAPS: ("arrows-diff", "warning"),
    ASKED: ("lifebuoy", "info"),
    SILENT: ("bell-off", "warning"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to speak of, with an objective or a partner; ``item_number`` is the item that does it already."""

    group: str
    objective_id: int | None
    title: str
    detail: str
    item_number: int | None
    partner_id: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the subjects are drawn from."""

    objectives: tuple[ObjectiveRow, ...] = ()
    commitments: tuple[CommitmentRow, ...] = ()
    supports: tuple[SupportRow, ...] = ()
    silent: tuple[SilentPartner, ...] = ()


def subjects(facts: Facts, items: tuple[ItemRow, ...]) -> tuple[Subject, ...]:
    """Late commitments by partner and objective, alerts, requests that wait: each group in its objectives' order."""
    numbers = {item.objective_id: item.number for item in reversed(items) if item.objective_id is not None}
    found = [*_late(facts.commitments, numbers.get), *_gaps(facts.objectives, numbers.get)]
    codes = {row.id: row.code for row in facts.objectives}
    waiting = [each for each in facts.supports if each.state is SupportState.ASKED]
    found += [
        Subject(
            ASKED, each.objective_id, f"{each.partner}, objectif {codes.get(each.objective_id, '')}",
            f"demande à {each.asked_of or 'la présidence'} : {each.text}", numbers.get(each.objective_id),
        )
        for each in waiting
    ]  # fmt: skip
    presenting = {item.rapporteur_id: item.number for item in reversed(items) if item.rapporteur_id is not None}
    found += [
        Subject(SILENT, None, each.name, _owed(each), presenting.get(each.partner_id), each.partner_id)
        for each in facts.silent
    ]
    return tuple(found)


def _owed(each: SilentPartner) -> str:
    """What a silent partner owes, in a line."""
    parts = []
    if each.round_number is not None:
        parts.append(f"campagne n° {each.round_number} non rendue")
    if each.silent_days is not None:
        parts.append(f"obj. {', '.join(each.objectives)} sans relevé depuis {plural(each.silent_days, 'jour')}")
    if each.commitments:
        parts.append(f"{plural(each.commitments, 'engagement')} à tenir")
    return " · ".join(parts)


def _late(commitments: tuple[CommitmentRow, ...], number: Callable[[int], int | None]) -> list[Subject]:
    groups: dict[tuple[int, int], list[CommitmentRow]] = {}
    for each in commitments:
        if each.late_days:
            groups.setdefault((each.objective_id, each.partner_id), []).append(each)
    found = []
    for members in groups.values():
        first = max(members, key=lambda c: c.late_days)
        detail = f"{first.text.rstrip('.')}, en retard de {plural(first.late_days, 'jour')}"
        if len(members) > 1:
            detail = f"{len(members)} engagements, jusqu’à {plural(first.late_days, 'jour')} de retard"
        title = f"{first.partner}, objectif {first.objective_code}"
        found.append(Subject(LATE, first.objective_id, title, detail, number(first.objective_id)))
    return found


def _gaps(objectives: tuple[ObjectiveRow, ...], number: Callable[[int], int | None]) -> list[Subject]:
    found = []
    for row in objectives:
        if row.gap is not None:
            words = gap_words(row.gap)
            detail = f"{word(row.outlook)}, {words[:1].lower()}{words[1:]}"
            found.append(Subject(GAPS, row.id, f"{row.code} {row.short_title}", detail, number(row.id)))
    return found


def told(subject: Subject) -> str:
    """The detail, with the item that speaks of it already."""
    at = f" · au point {subject.item_number}" if subject.item_number is not None else ""
    return typeset(f"{subject.detail}{at}")
