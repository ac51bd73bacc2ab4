"""The rounds of collection of the demonstration hold what the product's description gives, whatever the day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from psq_desktop import db, demonstration, journal
from psq_desktop.services.kinds import DispatchState, LineKind
from psq_desktop.services.rounds import campaigns, dispatches, returns
from psq_desktop.services.rounds.campaign_rows import Board, DispatchRow
from psq_desktop.services.steering import indicators
from tests.conftest import ACTOR, TODAY

DAY = dt.timedelta(days=1)
STATES = {
    DispatchState.TO_SEND: {"PR"},
    DispatchState.SENT: {"SPC", "CPN", "D62", "CE", "CC", "CIS", "EV"},
    DispatchState.RECEIVED: {"DIPN"},
    DispatchState.TO_CHECK: {"HD", "PM"},
    DispatchState.APPLIED: {"VC", "OM"},
    DispatchState.LATE: {"LO", "DSD", "ESC"},
}


@pytest.fixture(scope="module", params=[TODAY, dt.date(2024, 2, 29), dt.date(2027, 1, 1)], ids=str)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[db.Database, dt.date]:
    path: Path = tmp_path_factory.mktemp("demo") / "demo.psq"
    database = db.create(path, ACTOR)
    demonstration.fill(database, request.param)
    request.addfinalizer(database.close)
    return database, request.param


Made = tuple[db.Database, dt.date]


def board(made: Made, number: int = 2) -> Board:
    base, today = made
    key = next(row.id for row in base.read(campaigns.search, today) if row.number == number)
    return base.read(campaigns.board, key, today)


def card(made: Made, acronym: str) -> DispatchRow:
    return next(each for each in board(made).cards if each.acronym == acronym)


def test_a_round_is_under_way_after_one_that_is_over(made: Made) -> None:
    base, today = made
    current, past = base.read(campaigns.search, today)
    assert (current.number, current.partners, current.sent, current.returned) == (2, 16, 15, 5)
    assert current.opened_on < today < current.due < today + 21 * DAY  # the sixth meeting
    assert (past.number, past.partners, past.sent, past.returned) == (1, 16, 16, 16)
    assert past.due < today - 60 * DAY  # the fifth meeting
    assert {each.state for each in board(made, 1).cards} == {DispatchState.APPLIED}


def test_every_column_of_the_board_has_its_cards(made: Made) -> None:
    found = {state: {c.acronym for c in board(made).cards if c.state is state} for state in DispatchState}
    assert found == STATES


def test_the_late_ones_were_chased_twice_once_and_never(made: Made) -> None:
    _, today = made
    late = {c.acronym: c for c in board(made).cards if c.state is DispatchState.LATE}
    assert {name: c.reminders for name, c in late.items()} == {"LO": 2, "DSD": 1, "ESC": 0}
    assert all(c.late_days == 6 and c.sent_on == today - 20 * DAY for c in late.values())


def test_one_of_the_five_is_an_old_version(made: Made) -> None:
    base, today = made
    assert [c.acronym for c in board(made).cards if c.old_version] == ["PM"]
    found = card(made, "PM")
    assert found.return_id is not None
    assert base.read(returns.review, found.return_id, today).old_version


def test_one_waits_with_a_conflict_an_error_and_five_safe_changes(made: Made) -> None:
    base, today = made
    found = card(made, "HD")
    assert (found.safe, found.conflicts, found.errors) == (5, 1, 1)
    assert found.return_id is not None
    review = base.read(returns.review, found.return_id, today)
    conflict, error = review.open_lines
    assert (conflict.line.kind, conflict.line.field, conflict.code) == (LineKind.CONFLICT, "state", "1.2")
    assert (conflict.line.sent, conflict.line.returned, conflict.line.current) == (
        "attainable", "support_needed", "secured",
    )  # fmt: skip
    assert (error.line.kind, error.line.field) == (LineKind.ERROR, "on")
    assert error.line.suggestion is not None and str(error.line.suggestion) <= today.isoformat()


def test_one_is_recognised_without_trouble(made: Made) -> None:
    found = card(made, "DIPN")
    assert (found.conflicts, found.errors, found.applied_on) == (0, 0, None)
    assert found.safe > 3


def test_two_are_applied_and_their_readings_know_file_and_cell(made: Made) -> None:
    base, today = made
    rows = {" ".join(i.title.split()): i for i in base.read(indicators.search, today)}
    for title, file in (
        ("Caméras en service", "retour-ville-de-calais.xlsx"),
        ("Permanences par mois", "retour-ville-de-calais.xlsx"),
        ("Incidents pour 100 000 km", "retour-opale-mobilites.xlsx"),
    ):
        last = rows[title].readings[-1]
        assert (last.origin_file, last.origin_cell.partition("!")[0]) == (file, "À compléter")
        assert last.author.startswith("Mme ")
    for acronym in ("VC", "OM"):
        found = card(made, acronym)
        assert found.applied_on is not None and found.receipt_on == found.applied_on <= today
        assert (found.safe, found.conflicts, found.errors) == (0, 0, 0)


def test_the_workbooks_say_what_changed_since_the_last_ones(made: Made) -> None:
    base, today = made
    sent = [c.id for c in board(made).cards if c.sent_on]
    parcels = base.read(dispatches.parcels, sent, today)
    told = Counter(str(row.shown["changes"].under) for parcel in parcels for row in parcel.form.rows)
    said = " ".join(" ".join(told).split())
    assert "Cible ramenée de 4 à 3 opérations" in said and "État passé de « Accepté » à « En cours »" in said
    assert "Premier envoi" not in told
    assert all(parcel.letter.recipients for parcel in parcels)


def test_nothing_of_it_can_be_undone_and_the_base_is_sound(made: Made) -> None:
    from psq_desktop.services import history

    base, _ = made
    assert base.read(history.candidates) == (None, None)
    assert db.check(base) == []
    with base.connection() as connection:
        assert journal.compare(connection) == []
