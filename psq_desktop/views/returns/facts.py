"""What a partner's card says and offers, by the state of its workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from psq_desktop import french
from psq_desktop.services.kinds import DispatchState
from psq_desktop.services.rounds.campaign_rows import Board, DispatchRow
from psq_desktop.views.tokens import Tone
from psq_desktop.wording import word

_FEW = 10  # from so many on, conflicts and errors are told together: both would not stand in a column


class Look(NamedTuple):
    """Icon and tone of a column."""

    icon: str
    tone: Tone


LOOKS: dict[DispatchState, Look] = {
    DispatchState.TO_SEND: Look("mail", "neutral"),
    DispatchState.SENT: Look("send", "accent"),
    DispatchState.RECEIVED: Look("inbox", "info"),
    DispatchState.TO_CHECK: Look("eye", "warning"),
    DispatchState.APPLIED: Look("circle-check", "success"),
    DispatchState.LATE: Look("alert-octagon", "danger"),
}
RETURNED = frozenset({DispatchState.RECEIVED, DispatchState.TO_CHECK, DispatchState.APPLIED})


@dataclass(frozen=True, slots=True)
class Mark:
    """A badge of a card."""

    text: str
    icon: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Verb:
    """What is done with a card: a key for the page, words and an icon. Without words, only Entrée does it."""

    key: str
    text: str = ""
    icon: str = ""


PREPARE = Verb("prepare", "Préparer l’envoi", "send")
CHECK = Verb("review", "Vérifier", "eye")
COMPARE = Verb("review", "Comparer", "eye")
REMIND = Verb("remind", "Relancer", "mail-forward")
LOOK_AGAIN = Verb("review")
NOTHING = Verb("")


def verb(card: DispatchRow) -> Verb:
    """The one thing to do with a card."""
    if card.state is DispatchState.TO_CHECK and card.old_version:
        return COMPARE
    return _VERBS[card.state]


_VERBS: dict[DispatchState, Verb] = {
    DispatchState.TO_SEND: PREPARE,
    DispatchState.SENT: NOTHING,
    DispatchState.RECEIVED: CHECK,
    DispatchState.TO_CHECK: CHECK,
    DispatchState.APPLIED: LOOK_AGAIN,
    DispatchState.LATE: REMIND,
}


def _day(day: dt.date | None) -> str:
    return french.date_short(day, year=False) if day is not None else ""


# state: what the day is called, and which day of the card
_DAYS: dict[DispatchState, tuple[str, Callable[[DispatchRow], dt.date | None]]] = {
    DispatchState.SENT: ("envoyé le", lambda card: card.sent_on),
    DispatchState.RECEIVED: ("reçu le", lambda card: card.received_on),
    DispatchState.TO_CHECK: ("reçu le", lambda card: card.received_on),
    DispatchState.APPLIED: ("appliqué le", lambda card: card.applied_on),
    DispatchState.LATE: ("attendu le", lambda card: card.due),
}


def detail(card: DispatchRow) -> str:
    """« envoyé le 2 nov. · 1 objectif »."""
    objectives = french.plural(card.objectives, "objectif")
    if card.state not in _DAYS:
        return f"{objectives} · {french.plural(card.rows, 'ligne')}"
    words, day = _DAYS[card.state]
    return " · ".join(filter(None, (f"{words} {_day(day(card))}" if day(card) else "", objectives)))


def _to_settle(card: DispatchRow) -> str:
    conflicts, errors = card.conflicts, card.errors
    if conflicts + errors >= _FEW and conflicts and errors:
        return f"{conflicts + errors} à trancher"
    told = (french.plural(conflicts, "conflit") if conflicts else "", f"{errors} à corriger" if errors else "")
    return ", ".join(filter(None, told))


def marks(card: DispatchRow) -> tuple[Mark, ...]:
    """The card's badges; most have one."""
    found: list[Mark] = []
    unreachable = not card.recipients and card.state not in RETURNED
    if unreachable:
        found.append(Mark("Sans adresse", "mail-off", "warning"))
    if card.state is DispatchState.RECEIVED:
        found.append(Mark("Reconnu", "check", "success"))
    elif card.state is DispatchState.TO_CHECK:
        found.append(_check_mark(card))
    elif card.state is DispatchState.APPLIED:
        sent = card.receipt_on is not None
        found.append(Mark("Accusé envoyé", "mail-check", "success") if sent else Mark("Sans accusé", "mail", "neutral"))
    elif card.state is DispatchState.LATE and card.reminders:
        found.append(Mark(french.plural(card.reminders, "relance"), "mail-forward", "danger"))
    elif card.state is DispatchState.LATE and not unreachable:
        found.append(Mark("Jamais relancé", "mail-off", "neutral"))
    if card.old_version and card.state in (DispatchState.SENT, DispatchState.LATE):
        found.append(Mark("Ancienne version", "history", "warning"))
    if card.version > 1:
        found.append(Mark(f"Version {card.version}", "stack-2", "neutral"))
    if card.files > 1:
        found.append(Mark(f"{card.files} fichiers", "stack-2", "neutral"))
    return tuple(found)


def _check_mark(card: DispatchRow) -> Mark:
    if card.old_version:
        return Mark("Ancienne version", "history", "warning")
    return Mark(_to_settle(card) or "À vérifier", "git-merge" if card.conflicts else "pencil", "warning")


def tip(card: DispatchRow, campaign_due: dt.date) -> str:
    """What the card has no room for."""
    told = [card.partner, detail(card)]
    if card.due != campaign_due:
        told.append(f"échéance propre : {french.date_long(card.due)}")
    if card.late_days > 0 and card.state is DispatchState.LATE:
        told.append(f"{french.plural(card.late_days, 'jour')} de retard")
    if card.reminded_on is not None:
        told.append(f"dernière relance le {french.date_long(card.reminded_on, year=False)}")
    if card.state is DispatchState.TO_CHECK and not card.old_version:
        told += [_to_settle(card)] if _to_settle(card) else []
        told.append(f"{french.plural(card.safe, 'changement sûr', 'changements sûrs')}")
    told += [", ".join(card.recipients)] if card.recipients else ["sans adresse électronique"]
    return french.typeset("\n".join(told))


def spoken(card: DispatchRow) -> str:
    """The card for screen readers."""
    told = (card.partner, word(card.state).lower(), detail(card), *(mark.text for mark in marks(card)))
    return french.typeset(", ".join(told))


def late(board: Board) -> tuple[DispatchRow, ...]:
    """The cards to chase."""
    return tuple(card for card in board.cards if card.state is DispatchState.LATE)


def chased(card: DispatchRow, today: dt.date) -> bool:
    """Whether a partner was chased today already: once a day is enough."""
    return card.reminded_on == today


def to_send(board: Board) -> tuple[DispatchRow, ...]:
    """The cards whose workbook is still to be sent."""
    return tuple(card for card in board.cards if card.state is DispatchState.TO_SEND)


def to_check(board: Board) -> tuple[DispatchRow, ...]:
    """The cards that somebody must look at."""
    return tuple(c for c in board.cards if c.state in (DispatchState.RECEIVED, DispatchState.TO_CHECK))


def campaign_name(number: int, title: str) -> str:
    """« Campagne n° 4 — relevés d’automne »."""
    return f"Campagne n° {number} — {title}" if title else f"Campagne n° {number}"
