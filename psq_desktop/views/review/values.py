"""What a cell of a returned workbook says, in words: as people read it, and as they would type it."""

from __future__ import annotations

import datetime as dt

from psq_desktop.french import date_digits, date_short, figure
from psq_desktop.services.forms.form_rows import Scalar
from psq_desktop.services.kinds import CommitmentState, LineKind, MeasureState, OutlookState, ReadingStatus
from psq_desktop.services.rounds.campaign_rows import ReviewLine
from psq_desktop.views import badges
from psq_desktop.views.badges import Look
from psq_desktop.wording import word

NOTHING = "–"
SHORT_UNIT = 3  # characters of a unit that stands wherever its figure does: « % », « min »
TITLES = {
    "value": "Nouvelle valeur",
    "on": "Date",
    "state": "État de votre part",
    "comment": "Commentaire",
    "text": "Ligne ajoutée",
}
LOOKS: dict[LineKind, Look] = {
    LineKind.UNCHANGED: Look("equal", "neutral"),
    LineKind.CHANGED: Look("pencil", "info"),
    LineKind.ADDED: Look("plus", "success"),
    LineKind.MISSING: Look("circle-minus", "neutral"),
    LineKind.CONFLICT: Look("git-merge", "warning"),
    LineKind.ERROR: Look("alert-octagon", "danger"),
}
_UNKNOWN = "Ligne inconnue"
_STATES: dict[str, type[CommitmentState] | type[MeasureState] | type[OutlookState]] = {
    "commitment": CommitmentState,
    "measure": MeasureState,
    "outlook": OutlookState,
}
_STATUSES = {
    ReadingStatus.NONE.value: ReadingStatus.NONE,
    ReadingStatus.NOT_APPLICABLE.value: ReadingStatus.NOT_APPLICABLE,
}


def shown(value: Scalar, of: ReviewLine) -> str:
    """« 68 % », « Sécurisé », « 15 déc. 2026 »; « – » for nothing."""
    return _words(value, of, of.told.unit) or NOTHING


def typed(value: Scalar, of: ReviewLine) -> str:
    """The value as one would type it in the cell."""
    day = _day(value, of)
    return date_digits(day) if day is not None else _words(value, of, "")


def _words(value: Scalar, of: ReviewLine, unit: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, float | int):
        return _number(float(value), of, unit)
    if of.line.field == "value" and value in _STATUSES:
        return word(_STATUSES[value])
    if (day := _day(value, of)) is not None:
        return date_short(day)
    return dict(of.choices).get(value, value)


def _number(value: float, of: ReviewLine, unit: str) -> str:
    levels = of.told.levels
    rank = round(value) - 1
    if levels and 0 <= rank < len(levels):
        return levels[rank]
    return figure(value, of.told.decimals, unit)


def _day(value: Scalar, of: ReviewLine) -> dt.date | None:
    if of.line.field != "on" or not isinstance(value, str):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def state_look(value: Scalar, of: ReviewLine) -> Look | None:
    """Icon and tone of a state; none for what is not one."""
    states = _STATES.get(of.told.choices)
    if states is None or not isinstance(value, str) or value not in set(states):
        return None
    return badges.look(states(value))


def title(of: ReviewLine) -> str:
    """« Signalements, oct. 2026 · commentaire »: what people call the cell."""
    kind = of.line.ref.partition("-")[0]
    more = {"comment": "commentaire", "on": "faite le" if kind == "MES" else "date du relevé"}.get(of.line.field, "")
    name = of.label or _UNKNOWN
    return f"{name.removesuffix('.')} · {more}" if more else name


def last_words(of: ReviewLine, *, short: bool = False) -> str:
    """« 33 signalements (sept. 2026) »: the last figure known here; nothing without one. ``short``: « 33 (…) »."""
    if of.last is None or of.line.field != "value":
        return ""
    unit = "" if short and len(of.told.unit) > SHORT_UNIT else of.told.unit
    said = _words(of.last, of, unit)
    return f"{said} ({of.last_period})" if of.last_period else said


def day_words(of: ReviewLine) -> str:
    """« relevé le 20 nov. 2026 »: the day that the partner gave with a figure; nothing without one."""
    try:
        return f"relevé le {date_short(dt.date.fromisoformat(of.day))}" if of.line.field == "value" else ""
    except ValueError:
        return ""


def nature(of: ReviewLine, *, is_open: bool) -> tuple[str, Look]:
    """« À corriger », and how it looks; ``is_open``: nobody decided yet of the line."""
    if is_open and of.line.caution is not None:
        return "À regarder", Look("eye", "warning")
    return word(of.line.kind), LOOKS[of.line.kind]
