"""What is said of a meeting's summonses against their delays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from psq_desktop.french import NBSP
from psq_desktop.services.kinds import SummonsKind, SummonsState
from psq_desktop.services.preparing.summons_rows import Notice, RecipientRow, SummonsRegister
from psq_desktop.views.meeting import summons_words as words

DAY = dt.date(2026, 12, 10)
ROW = RecipientRow(
    1, 1, "Mission locale", "ML", "M. Roy", False, ("a@b.fr", "c@b.fr"), "", SummonsState.DRAFTED, SummonsKind.FIRST,
    dt.date(2026, 11, 17), None, None, "",
)  # fmt: skip
NOTICE = Notice(2, dt.date(2026, 11, 25), dt.date(2026, 12, 5), 15, 5, late=False, advised_late=False)
REGISTER = SummonsRegister(6, (ROW, replace(ROW, seat_id=2, state=SummonsState.TO_SEND)), NOTICE, (), None)


@pytest.mark.parametrize(
    ("today", "kind", "said"),
    [
        (dt.date(2026, 11, 19), "warning", "2 convocations restent à envoyer : 6 jours avant le délai conseillé"),
        (dt.date(2026, 11, 25), "warning", "2 convocations restent à envoyer : dernier jour du délai conseillé"),
        (dt.date(2026, 11, 27), "warning", "2 convocations restent à envoyer : délai conseillé dépassé depuis 2 jours"),
        (dt.date(2026, 12, 5), "danger", "2 convocations restent à envoyer : dernier jour du délai de 5 jours"),
        (dt.date(2026, 12, 6), "danger", "2 convocations restent à envoyer : délai de 5 jours dépassé depuis 1 jour"),
        (dt.date(2026, 12, 11), "danger", "La séance était prévue le jeudi 10 décembre 2026 : cette date est passée."),
    ],
)
def test_delays_are_told_as_days(today: dt.date, kind: str, said: str) -> None:
    found = words.alert(REGISTER, DAY, today)
    assert found is not None
    assert (found.kind, found.title.replace(NBSP, " ")) == (kind, said)


def test_drafts_that_are_ready_are_not_said_to_be_prepared_again() -> None:
    ready = replace(REGISTER, recipients=(ROW, replace(ROW, seat_id=2)))
    found = words.alert(ready, DAY, dt.date(2026, 11, 19))
    assert found is not None and found.title.startswith(f"2{NBSP}brouillons sont prêts")
    assert words.foot(ready.recipients) == "Brouillons prêts à envoyer."


def test_what_stands_in_the_way_is_told_with_its_remedy() -> None:
    empty = words.alert(replace(REGISTER, recipients=()), DAY, dt.date(2026, 11, 19))
    assert empty is not None and empty.action == "Ajouter un participant"
    opened = words.alert(replace(REGISTER, editable=False), DAY, DAY)
    assert opened is not None and opened.kind == "info" and not opened.action
    assert words.alert(replace(REGISTER, notice=replace(NOTICE, to_send=0)), DAY, dt.date(2026, 11, 19)) is None


def test_rows_are_found_by_who_where_and_how_far() -> None:
    sent = replace(ROW, name="Écoute Victimes", acronym="EV", state=SummonsState.SENT, addresses=("e@v.fr",))
    rows = (ROW, sent)
    assert words.kept(rows, " ecoute") == words.kept(rows, "e@v") == words.kept(rows, "envoyée") == (sent,)
    assert words.waiting(rows) == words.drafted(rows) == (ROW,)
    assert words.counted(rows).replace(NBSP, " ") == "2, dont 1 envoyée"
