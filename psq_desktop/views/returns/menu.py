"""What else can be done with a card: data for its context menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from psq_desktop.services.kinds import DispatchState
from psq_desktop.services.rounds.campaign_rows import DispatchRow


class Entry(NamedTuple):
    """One line: the key of what the page does, words, icon, and for which cards it makes sense."""

    key: str
    text: str
    icon: str
    fits: Callable[[DispatchRow], bool]
    separator: bool = False


def _is_sent(card: DispatchRow) -> bool:
    return card.sent_on is not None


def _is_open(card: DispatchRow) -> bool:
    return card.sent_on is not None and card.state is not DispatchState.APPLIED


def _has_return(card: DispatchRow) -> bool:
    return card.return_id is not None


def _always(_card: DispatchRow) -> bool:
    return True


def _is_unapplied(card: DispatchRow) -> bool:
    return card.return_id is not None and card.applied_on is None


ENTRIES = (
    Entry("review", "Voir le retour", "eye", _has_return),
    Entry("save_again", "Enregistrer le classeur à nouveau…", "device-floppy", _is_sent),
    Entry("new_version", "Nouvelle version du classeur…", "file-plus", _is_sent),
    Entry("due", "Changer l’échéance…", "calendar-due", _always, separator=True),
    Entry("save_reminder", "Enregistrer une relance…", "mail-forward", _is_open),
    Entry("note_reminder", "Noter une relance déjà faite", "clipboard-check", _is_open),
    Entry("partner", "Ouvrir le partenaire", "building-community", _always, separator=True),
    Entry("drop_return", "Abandonner le retour", "trash", _is_unapplied, separator=True),
)
