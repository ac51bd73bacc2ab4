"""Which decisions each filter of the register keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from psq_desktop.french import MONTHS, NBSP, plural
from psq_desktop.services.deciding.decisions import SOON, DecisionRow
from psq_desktop.services.kinds import DecisionState
from psq_desktop.views.kit import Chip

Keep = Callable[[DecisionRow, date], bool]


def _open(row: DecisionRow, today: date) -> bool:
    return not row.state.closed


def _late(row: DecisionRow, today: date) -> bool:
    return row.late_days > 0


def _week(row: DecisionRow, today: date) -> bool:
    return not row.state.closed and row.due is not None and today <= row.due <= today + SOON


def _incomplete(row: DecisionRow, today: date) -> bool:
    return row.incomplete


def _all(row: DecisionRow, today: date) -> bool:
    return True


# key (also a route's part), words, what it keeps
FILTERS: tuple[tuple[str, str, Keep], ...] = (
    ("open", "Ouvertes", _open),
    ("late", "En retard", _late),
    ("week", "Cette semaine", _week),
    ("incomplete", "À compléter", _incomplete),
    ("all", "Toutes", _all),
)
CHIPS = tuple(Chip(key, text, 0) for key, text, _ in FILTERS)
KEEPS: dict[str, Keep] = {key: keep for key, _, keep in FILTERS}


def counts(rows: tuple[DecisionRow, ...], today: date) -> dict[str, int]:
    """How many rows each filter keeps."""
    return {key: sum(keep(row, today) for row in rows) for key, keep in KEEPS.items()}


def summary(rows: tuple[DecisionRow, ...]) -> str:
    """« 28 décisions depuis septembre 2025 · 9 ouvertes · 18 tenues · 1 abandonnée »."""
    if not rows:
        return "Aucune décision pour l’instant"
    since = min(row.meeting_date for row in rows)
    done = sum(row.state is DecisionState.DONE for row in rows)
    given_up = sum(row.state is DecisionState.ABANDONED for row in rows)
    parts = [f"{plural(len(rows), 'décision')} depuis {MONTHS[since.month - 1]}{NBSP}{since.year}"]
    for number, word in ((len(rows) - done - given_up, "ouverte"), (done, "tenue"), (given_up, "abandonnée")):
        if number:
            parts.append(plural(number, word))
    return " · ".join(parts)
