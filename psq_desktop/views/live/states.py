"""What the live screen says when the meeting cannot run: why, and the way on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.french import date_long
from psq_desktop.services.sitting.live_rows import LiveMeeting
from psq_desktop.views.widgets.note import NoteKind


@dataclass(frozen=True, slots=True)
class Said:
    """A message with the one thing to do about it."""

    kind: NoteKind
    title: str
    text: str
    action: str


_CLOSED = Said("info", "La séance est close.", "Ses notes se relisent dans le compte rendu.", "Compte rendu")
_AHEAD = Said(
    "info", "La séance n’est pas encore ouverte.", "Le temps du premier point part à l’ouverture.", "Ouvrir la séance"
)
_EMPTY = Said("warning", "L’ordre du jour est vide.", "Ajoutez un point : le temps part aussitôt.", "Ajouter un point")

_IDLE = Said("info", "Aucun point n’est commencé.", "Le temps part avec le premier.", "Commencer")
_FORGOTTEN_HOURS = 12  # no meeting lasts that long: its closing was forgotten


def left_open(meeting: LiveMeeting, now: dt.datetime) -> bool:
    """Whether its closing was forgotten."""
    opened = meeting.opened_at
    return meeting.in_session and opened is not None and now.timestamp() - opened > _FORGOTTEN_HOURS * 3600


def _forgotten(opened: int) -> Said:
    day = date_long(dt.datetime.fromtimestamp(opened).date(), weekday=False)
    return Said(
        "warning", f"Séance ouverte depuis le {day} : la clore ?", "Le temps court toujours.", "Clore la séance"
    )


def said_of(meeting: LiveMeeting, now: dt.datetime) -> Said | None:
    """Nothing while the meeting runs."""
    if meeting.held:
        return _CLOSED
    if not meeting.in_session:
        return _AHEAD
    if meeting.opened_at is not None and left_open(meeting, now):
        return _forgotten(meeting.opened_at)
    if not meeting.items:
        return _EMPTY
    return _IDLE if meeting.current is None else None
