"""What a partner's line says of what changed since its last workbook. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from psq_desktop.french import date_long, figure, typeset
from psq_desktop.models.kinds import CommitmentState
from psq_desktop.services.forms.form_rows import Form, FormField, FormRow, Scalar

FIRST = "Premier envoi"
NEW = "Nouvelle ligne"
NOTHING = "–"
KEPT = "Engagement tenu : plus rien à saisir, sauf correction"

Choices = Mapping[str, tuple[tuple[str, str], ...]]
_Tell = Callable[[FormRow, Scalar, Scalar, Choices], str]


def told(row: FormRow, previous: Form | None, choices: Choices) -> str:
    """What changed in a line since the partner's last workbook, in a sentence or two."""
    if previous is None:
        found = [FIRST]
    elif (before := previous.row(row.ref)) is None:
        found = [NEW]
    else:
        found = [text for name, tell in _TOLD if (text := _change(name, tell, before, row, choices))]
        found += _corrected(before, row)
    if row.facts.get("state") == CommitmentState.KEPT:
        found = [KEPT] if found in ([], [FIRST], [NEW]) else [*found, KEPT]
    first, *others = found or [NOTHING]
    return typeset(" ; ".join([first, *(text[0].lower() + text[1:] for text in others)]))


def amount(value: float, field: FormField) -> str:
    """A value in words: with its unit, or its level's name."""
    if field.levels:
        rank = round(value)
        return f"« {field.levels[rank - 1]} »" if 1 <= rank <= len(field.levels) else str(rank)
    return figure(value, field.decimals, field.unit)


def _change(name: str, tell: _Tell, before: FormRow, row: FormRow, choices: Choices) -> str:
    old, new = before.facts.get(name), row.facts.get(name)
    return "" if old == new else tell(row, old, new, choices)


def _target(row: FormRow, old: Scalar, new: Scalar, _: Choices) -> str:
    field = row.fields["value"]
    if not isinstance(new, float):
        return "Cible retirée"
    if not isinstance(old, float):
        return f"Cible fixée à {amount(new, field)}"
    verb = "portée" if new > old else "ramenée"
    return f"Cible {verb} de {amount(old, replace(field, unit=''))} à {amount(new, field)}"


def _due(row: FormRow, old: Scalar, new: Scalar, _: Choices) -> str:
    if not isinstance(new, str):
        return "Échéance retirée"
    verb = "fixée" if not isinstance(old, str) else "repoussée" if new > old else "avancée"
    return f"Échéance {verb} au {date_long(dt.date.fromisoformat(new), weekday=False)}"


def _state(row: FormRow, old: Scalar, new: Scalar, choices: Choices) -> str:
    words = dict(choices[row.fields["state"].choices])
    if new == CommitmentState.KEPT or new not in words:
        return ""
    subject, verb = ("Météo", "passée") if row.fields["state"].choices == "outlook" else ("État", "passé")
    if old not in words:
        return f"{subject} : « {words[str(new)]} »"
    return f"{subject} {verb} de « {words[str(old)]} » à « {words[str(new)]} »"


def _fixed(text: str) -> _Tell:
    return lambda row, old, new, choices: text


_TOLD: tuple[tuple[str, _Tell], ...] = (
    ("objective", _fixed("Objectif reformulé")),
    ("title", _fixed("Intitulé reformulé")),
    ("text", _fixed("Texte reformulé")),
    ("unit", _fixed("Unité changée")),
    ("target", _target),
    ("due", _due),
    ("state", _state),
)


def _corrected(before: FormRow, row: FormRow) -> list[str]:
    """A value that stood in the last workbook as the last known, and is another one now for the same period."""
    old, new = before.facts.get("last"), row.facts.get("last")
    if not isinstance(old, float) or not isinstance(new, float) or old == new:
        return []
    if before.facts.get("last_on") != row.facts.get("last_on"):
        return []
    field = row.fields["value"]
    return [f"Dernière valeur corrigée : {amount(new, field)} au lieu de {amount(old, field)}"]
