"""What a card says in each state, and how long a work on files will take."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from psq_desktop.services.kinds import DispatchState
from psq_desktop.services.rounds.campaign_rows import DispatchRow
from psq_desktop.views import icons
from psq_desktop.views.file_work import time_left
from psq_desktop.views.returns import facts, menu
from tests.views.returns.conftest import words

DAY = dt.date(2026, 11, 17)
CARD = DispatchRow(
    id=4, campaign_id=1, partner_id=7, partner="Habitat du Détroit", acronym="HD", state=DispatchState.SENT,
    sent_on=DAY, due=DAY, late_days=0, reminders=0, reminded_on=None, objectives=2, rows=9, recipients=("a@b.invalid",),
    return_id=None, received_on=None, applied_on=None, receipt_on=None, conflicts=0, errors=0, safe=0,
    old_version=False,
)  # fmt: skip
BACK = {"return_id": 3, "received_on": DAY}
S = DispatchState


@pytest.mark.parametrize(
    ("changes", "detail", "marks", "verb"),
    [
        ({"state": S.TO_SEND, "sent_on": None}, "2 objectifs · 9 lignes", [], "Préparer l’envoi"),
        ({"state": S.TO_SEND, "recipients": ()}, "2 objectifs · 9 lignes", ["Sans adresse"], "Préparer l’envoi"),
        ({}, "envoyé le 17 nov. · 2 objectifs", [], ""),
        ({"state": S.RECEIVED, **BACK}, "reçu le 17 nov. · 2 objectifs", ["Reconnu"], "Vérifier"),
        ({"state": S.TO_CHECK, "conflicts": 1, "errors": 1, **BACK}, "reçu le 17 nov. · 2 objectifs",
         ["1 conflit, 1 à corriger"], "Vérifier"),
        ({"state": S.TO_CHECK, "errors": 2, **BACK}, "reçu le 17 nov. · 2 objectifs", ["2 à corriger"], "Vérifier"),
        ({"state": S.TO_CHECK, "conflicts": 8, "errors": 7, **BACK}, "reçu le 17 nov. · 2 objectifs",
         ["15 à trancher"], "Vérifier"),
        ({"state": S.TO_CHECK, "old_version": True, **BACK}, "reçu le 17 nov. · 2 objectifs",
         ["Ancienne version"], "Comparer"),
        ({"state": S.APPLIED, "applied_on": DAY, "receipt_on": DAY, **BACK},
         "appliqué le 17 nov. · 2 objectifs", ["Accusé envoyé"], ""),
        ({"state": S.APPLIED, "applied_on": DAY, **BACK}, "appliqué le 17 nov. · 2 objectifs", ["Sans accusé"], ""),
        ({"old_version": True, **BACK}, "envoyé le 17 nov. · 2 objectifs", ["Ancienne version"], ""),
        ({"version": 2}, "envoyé le 17 nov. · 2 objectifs", ["Version 2"], ""),
        ({"state": S.RECEIVED, "files": 2, **BACK}, "reçu le 17 nov. · 2 objectifs", ["Reconnu", "2 fichiers"],
         "Vérifier"),
        ({"state": S.LATE, "late_days": 5, "reminders": 2}, "attendu le 17 nov. · 2 objectifs", ["2 relances"],
         "Relancer"),
        ({"state": S.LATE, "late_days": 5}, "attendu le 17 nov. · 2 objectifs", ["Jamais relancé"], "Relancer"),
        ({"state": S.LATE, "recipients": ()}, "attendu le 17 nov. · 2 objectifs", ["Sans adresse"], "Relancer"),
    ],
)  # fmt: skip
def test_a_card_says_its_day_its_badge_and_its_verb(
    changes: dict[str, object], detail: str, marks: list[str], verb: str
) -> None:
    card = replace(CARD, **changes)  # type: ignore[arg-type]
    assert words(facts.detail(card)) == detail
    assert [words(mark.text) for mark in facts.marks(card)] == marks
    assert words(facts.verb(card).text) == verb
    assert all(icons.exists(mark.icon) for mark in facts.marks(card))


def test_every_state_has_a_look_and_a_verb() -> None:
    for state in DispatchState:
        assert icons.exists(facts.LOOKS[state].icon)
        assert facts.verb(replace(CARD, state=state)) is not None
    assert all(icons.exists(entry.icon) for entry in menu.ENTRIES)


def test_the_tip_tells_what_the_card_has_no_room_for() -> None:
    card = replace(CARD, state=S.LATE, late_days=6, reminded_on=DAY, due=DAY)
    told = words(facts.tip(card, DAY + dt.timedelta(days=10))).splitlines()
    assert told == [
        "Habitat du Détroit", "attendu le 17 nov. · 2 objectifs", "échéance propre : mardi 17 novembre 2026",
        "6 jours de retard", "dernière relance le mardi 17 novembre", "a@b.invalid",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (0, 40, 3.0, ""),
        (40, 40, 9.0, ""),
        (1, 2, 0.4, ""),
        (39, 40, 10.0, ""),
        (12, 40, 6.0, "encore 14 s environ"),
        (10, 100, 60.0, "encore 9 min environ"),
    ],
)
def test_the_time_left_is_said_when_there_is_something_to_tell_it_from(
    done: int, total: int, seconds: float, said: str
) -> None:
    assert time_left(done, total, seconds) == said
