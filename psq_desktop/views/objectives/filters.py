"""Which objectives each filter of the list keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from psq_desktop.french import plural
from psq_desktop.services.kinds import OutlookState
from psq_desktop.services.steering.progress_rows import Limits, ObjectiveRow
from psq_desktop.views.kit import Chip

Keep = Callable[[ObjectiveRow], bool]

ALL, GAP, SILENT, LATE = "all", "gap", "silent", "late"


def _all(row: ObjectiveRow) -> bool:
    return True


def _gap(row: ObjectiveRow) -> bool:
    return row.gap is not None


def _late(row: ObjectiveRow) -> bool:
    return row.late_commitments > 0


def _declared(state: OutlookState, row: ObjectiveRow) -> bool:
    return row.outlook is state


# key (also a route's part), words, what it keeps
FILTERS: tuple[tuple[str, str, Keep], ...] = (
    (ALL, "Tous", _all),
    (GAP, "En écart", _gap),
    (OutlookState.SECURED.value, "Sécurisé", partial(_declared, OutlookState.SECURED)),
    (OutlookState.ATTAINABLE.value, "Atteignable", partial(_declared, OutlookState.ATTAINABLE)),
    (OutlookState.SUPPORT_NEEDED.value, "Appuis", partial(_declared, OutlookState.SUPPORT_NEEDED)),
    (OutlookState.COMPROMISED.value, "Compromis", partial(_declared, OutlookState.COMPROMISED)),
    (OutlookState.UNKNOWN.value, "Non renseigné", partial(_declared, OutlookState.UNKNOWN)),
)
CHIPS = tuple(Chip(key, text, 0) for key, text, _ in FILTERS)
_KEEPS: dict[str, Keep] = {key: keep for key, _, keep in FILTERS}
PARTS = frozenset({*_KEEPS, SILENT, LATE})  # a route may name them


def is_silent(row: ObjectiveRow, limits: Limits) -> bool:
    """Whether nothing was reported for too long, though something was awaited."""
    return row.unheard is not None and row.unheard >= limits.silent_days


def keep(key: str, limits: Limits) -> Keep:
    """What a filter keeps; `SILENT` and `LATE` have no button of their own."""
    if key == SILENT:
        return partial(is_silent, limits=limits)
    if key == LATE:
        return _late
    return _KEEPS[key]


def counts(rows: Iterable[ObjectiveRow]) -> dict[str, int]:
    """How many rows each button keeps."""
    found = tuple(rows)
    declared = Counter(row.outlook for row in found)
    states = {state.value: declared[state] for state in OutlookState}
    return {ALL: len(found), GAP: sum(map(_gap, found)), **states}


def summary(rows: tuple[ObjectiveRow, ...], axes: int) -> str:
    """« 15 objectifs · 5 axes · 7 pilotes »."""
    if not rows:
        return "Aucun objectif pour l’instant"
    pilots = len({row.pilot_id for row in rows if row.pilot_id is not None})
    parts = (plural(len(rows), "objectif"), plural(axes, "axe"), plural(pilots, "pilote"))
    return " · ".join(parts)


def partner_summary(rows: Iterable[ObjectiveRow], partner_id: int, name: str) -> str:
    """« Ville de Calais : 9 objectifs, dont 4 pilotés »."""
    own = [row for row in rows if partner_id in row.partner_ids]
    piloted = sum(row.pilot_id == partner_id for row in own)
    words = f"{name} : {plural(len(own), 'objectif')}"
    return f"{words}, dont {piloted} {'piloté' if piloted < 2 else 'pilotés'}" if piloted else words


def silent_summary(rows: tuple[ObjectiveRow, ...], limits: Limits) -> str:
    """« 2 sans relevé depuis 90 jours, sur 15 objectifs »."""
    silent = sum(is_silent(row, limits) for row in rows)
    return f"{silent} sans relevé depuis {limits.silent_days} jours, sur {plural(len(rows), 'objectif')}"


def late_summary(rows: tuple[ObjectiveRow, ...]) -> str:
    """« 5 engagements en retard, sur 4 objectifs »."""
    late = sum(row.late_commitments for row in rows)
    return f"{plural(late, 'engagement')} en retard, sur {plural(sum(map(_late, rows)), 'objectif')}"
