"""The rounds in a few figures."""

from __future__ import annotations

import datetime as dt

from psq_desktop import db
from psq_desktop.services import home
from psq_desktop.services.kinds import DispatchState
from psq_desktop.services.rounds import campaigns, round_facts
from psq_desktop.services.rounds.round_facts import RoundFacts
from tests.services.rounds.collected import came_back, opened, sent


def test_a_base_without_a_round_has_no_figures(small_base: db.Database, today: dt.date) -> None:
    assert small_base.read(round_facts.open_rounds, today) == ()
    found = small_base.read(home.overview, today)
    assert found is not None and found.returns is None and found.rounds == ()


AUTUMN = RoundFacts(2, 2, "Relevés d’automne", 16, 5, late=("LO", "DSD", "ESC"), to_check=("DIPN", "PM", "HD"))


def test_the_newest_round_tells_who_is_late_and_what_waits(demo_database: db.Database, today: dt.date) -> None:
    assert demo_database.read(round_facts.open_rounds, today) == (AUTUMN,)
    assert demo_database.read(round_facts.waiting, today) == 6


def test_a_new_round_hides_nothing_that_waits_in_the_one_before(demo_database: db.Database, today: dt.date) -> None:
    new = opened(demo_database, "Point d’étape", today)
    newest, before = demo_database.read(round_facts.open_rounds, today)
    assert (newest.campaign_id, newest.returned, newest.waiting, before) == (new, 0, 0, AUTUMN)
    found = demo_database.read(home.overview, today)
    assert found is not None and found.returns == newest
    told = [(t.code, t.count, t.campaign_id, t.refs[-1]) for t in found.todos if t.campaign_id]
    assert told == [(code, 3, 2, "campagne n° 2") for code in ("returns_to_check", "late_returns")]


def test_who_answered_a_later_round_is_not_chased_for_the_earlier(demo_database: db.Database, today: dt.date) -> None:
    new = opened(demo_database, "Point d’étape", today)
    sent(demo_database, new, today)
    cards = {c.acronym: c for c in demo_database.read(campaigns.board, new, today).cards}
    assert {c.state for c in cards.values()} == {DispatchState.SENT}
    came_back(demo_database, cards["LO"].id, {}, today)
    newest, before = demo_database.read(round_facts.open_rounds, today)
    assert (newest.to_check, before.late, before.to_check) == (("LO",), ("DSD", "ESC"), AUTUMN.to_check)


def test_the_home_page_counts_the_same(demo_database: db.Database, today: dt.date) -> None:
    found = demo_database.read(home.overview, today)
    assert found is not None and found.returns is not None
    counts = {todo.code: (todo.count, todo.campaign_id) for todo in found.todos}
    assert counts["late_returns"] == counts["returns_to_check"] == (3, found.returns.campaign_id)
