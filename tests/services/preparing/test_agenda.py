"""The agenda: one typed line is an item, order and clock follow."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psq_desktop import db, richtext
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import AgendaKind, AgendaRole, DisclosureLevel
from psq_desktop.services.names import PartnerLabel
from psq_desktop.services.preparing import agenda
from psq_desktop.services.preparing.agenda import ItemLine
from tests.conftest import TODAY
from tests.services.helpers import meeting_id, problem, refused

LABELS = [
    PartnerLabel(1, "DIPN 62", "DIPN"),
    PartnerLabel(2, "Écoute Victimes", "EV"),
    PartnerLabel(3, "Ville de Calais", "VC"),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Halls", ItemLine("Halls", None, None, "")),
        ("Halls, 20 min, DIPN", ItemLine("Halls", 20, 1, "")),
        ("Halls, dipn 62, 20", ItemLine("Halls", 20, 1, "")),
        ("Halls, 20 minutes", ItemLine("Halls", 20, None, "")),
        ("Halls, 20mn", ItemLine("Halls", 20, None, "")),
        ("Halls, 1 h 30, DIPN", ItemLine("Halls", 90, 1, "")),
        ("Halls, 2h", ItemLine("Halls", 120, None, "")),
        ("Visite, 9 h 30", ItemLine("Visite, 9 h 30", None, None, "")),
        ("Haie, 20 m", ItemLine("Haie, 20 m", None, None, "")),
        ("Halls, 20'", ItemLine("Halls", 20, None, "")),
        ("Halls, ecoute victimes", ItemLine("Halls", None, 2, "")),
        ("Halls, présidence, 5 min", ItemLine("Halls", 5, None, "Présidence")),
        ("Halls, SECRETARIAT", ItemLine("Halls", None, None, "Secrétariat")),
        ("Halls, parkings et caves, 15 min", ItemLine("Halls, parkings et caves", 15, None, "")),
        ("Halls, 15 min, le soir", ItemLine("Halls, 15 min, le soir", None, None, "")),
        ("Halls, DIPN, EV", ItemLine("Halls, DIPN", None, 2, "")),
        ("Halls, 10, 20", ItemLine("Halls, 10", 20, None, "")),
        ("Halls, DIPN, présidence", ItemLine("Halls, DIPN", None, None, "Présidence")),
        ("20 min", ItemLine("20 min", None, None, "")),
        ("DIPN", ItemLine("DIPN", None, None, "")),
        ("Bilan 2026", ItemLine("Bilan 2026", None, None, "")),
        ("  Halls ,  20 min  ", ItemLine("Halls", 20, None, "")),
        ("Halls,", ItemLine("Halls, ", None, None, "")),
        ("", ItemLine("", None, None, "")),
        ("Halls, 20\u00a0min, DIPN\u00a062", ItemLine("Halls", 20, 1, "")),
    ],
)
def test_parse_line(text: str, wanted: ItemLine) -> None:
    assert agenda.parse_line(text, LABELS) == wanted


@given(st.text())
def test_parse_line_loses_no_word(text: str) -> None:
    found = agenda.parse_line(text, LABELS)
    kept = richtext.clean(text).strip()
    if (found.minutes, found.partner_id, found.rapporteur) == (None, None, ""):
        assert "".join(found.title.split()) == "".join(kept.split())


@pytest.fixture
def key(demo_database: db.Database) -> int:
    return meeting_id(demo_database, 6)


def titles(base: db.Database, key: int) -> list[str]:
    return [item.title for item in base.read(agenda.items, key)]


def test_a_new_item_goes_before_the_closing_round_table(demo_database: db.Database, key: int) -> None:
    added = demo_database.write(agenda.add, key, "Caméras, 20 min, dipn").result
    *_, item, last = demo_database.read(agenda.items, key)
    assert (item.id, item.title, item.planned_minutes, item.rapporteur) == (added, "Caméras", 20, "DIPN 62")
    assert (item.kind, item.disclosure) == (AgendaKind.INFORMATION, DisclosureLevel.PARTNERS)
    assert last.role is AgendaRole.ROUND_TABLE


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [("", "title", "required"), ("  \x07 ", "title", "required"), ("A, 900 min", "planned_minutes", "minutes_range")],
)
def test_a_line_without_a_title_or_too_long_is_refused(
    demo_database: db.Database, key: int, line: str, field: str, code: str
) -> None:
    before = titles(demo_database, key)
    with refused("invalid") as caught:
        demo_database.write(agenda.add, key, line)
    assert problem(caught)[:2] == (field, code)
    assert titles(demo_database, key) == before


@pytest.mark.parametrize("index", [-5, 0, 1, 3, 6, 7, 100])
def test_move_puts_an_item_at_a_rank(demo_database: db.Database, key: int, index: int) -> None:
    before = demo_database.read(agenda.items, key)
    demo_database.write(agenda.move, before[3].id, index)
    after = demo_database.read(agenda.items, key)
    wanted = [item.id for item in before if item is not before[3]]
    wanted.insert(max(0, min(index, len(wanted))), before[3].id)
    assert [item.id for item in after] == wanted
    assert [item.number for item in after] == list(range(1, len(after) + 1))


def test_the_clock_follows_the_planned_minutes(demo_database: db.Database, key: int) -> None:
    items = demo_database.read(agenda.items, key)
    clock = dt.datetime.combine(TODAY, dt.time(9, 30))
    for item in items:
        assert item.starts == clock.time()
        clock += dt.timedelta(minutes=item.planned_minutes or 0)


@pytest.mark.parametrize(
    ("moment", "minutes", "wanted"),
    [(dt.time(9, 30), 0, dt.time(9, 30)), (dt.time(9, 50), 20, dt.time(10, 10)), (dt.time(23), 59, dt.time(23, 59)),
     (dt.time(23), 60, None), (None, 10, None)],
)  # fmt: skip
def test_a_clock_says_nothing_past_midnight(moment: dt.time | None, minutes: int, wanted: dt.time | None) -> None:
    assert agenda.later(moment, minutes) == wanted


def test_a_copy_stands_below_without_notes_or_decisions(demo_database: db.Database, key: int) -> None:
    first = demo_database.read(agenda.items, key)[1]
    assert first.reviews
    demo_database.write(agenda.save_notes, first.id, richtext.plain("Notes"))
    copy = demo_database.write(agenda.duplicate, first.id).result
    found = demo_database.read(agenda.items, key)[2]
    assert (found.id, found.title, found.planned_minutes) == (copy, first.title, first.planned_minutes)
    assert (found.notes, found.reviews, found.decisions, found.role) == ((), 0, 0, AgendaRole.REGULAR)


def test_removing_an_item_keeps_its_decisions(demo_database: db.Database, key: int) -> None:
    item = demo_database.read(agenda.items, key)[2].id
    decided = demo_database.write(decisions.create, key, "Garder", item_id=item).result
    demo_database.write(agenda.remove, item)
    row = demo_database.read(decisions.sheet, decided, TODAY).row
    assert (row.text, row.item_id, row.item) == ("Garder", None, "")


def test_proposals_are_the_open_decisions_late_ones_first(demo_database: db.Database, key: int) -> None:
    found = demo_database.read(agenda.review_proposals, key, TODAY)
    assert [p.ref for p in found][:2] == ["D-11", "D-12"]
    assert [p.late_days for p in found][:3] == [34, 20, 0]
    assert found[-1].due is None and found[-1].ref == "D-22"
    assert len(found) == 9
    assert all(p.reviewed for p in found)


def test_a_decision_is_put_on_the_agenda_once_and_taken_off(demo_database: db.Database, key: int) -> None:
    decision = demo_database.read(agenda.review_proposals, key, TODAY)[0].decision_id
    assert demo_database.write(agenda.review_all, key, (decision, decision)).result == 0
    demo_database.write(agenda.drop_review, key, decision)
    assert decision not in {d.id for d in demo_database.read(decisions.reviewed, key, TODAY)}
    assert demo_database.write(agenda.review_all, key, (decision, decision)).result == 1


def test_a_follow_up_item_is_made_when_the_agenda_has_none(demo_database: db.Database, key: int) -> None:
    item = next(i for i in demo_database.read(agenda.items, key) if i.role is AgendaRole.FOLLOW_UP)
    demo_database.write(agenda.remove, item.id)
    demo_database.write(agenda.review, key, 11)
    found = demo_database.read(agenda.items, key)[1]
    assert (found.role, found.reviews, found.rapporteur) == (AgendaRole.FOLLOW_UP, 1, "Secrétariat")


def test_a_value_of_the_wrong_type_is_a_bug_not_a_user_error(demo_database: db.Database, key: int) -> None:
    item = demo_database.read(agenda.items, key)[2].id
    for name, value in (("title", 5), ("kind", "débat"), ("planned_minutes", "20"), ("rapporteur_id", "x")):
        with pytest.raises(TypeError):
            demo_database.write(agenda.set_field, item, name, value)
    with pytest.raises(KeyError):
        demo_database.write(agenda.set_field, item, "position", 3)


@pytest.mark.parametrize(
    ("starts", "planned_end", "wanted"),
    [
        (dt.time(9, 30), dt.time(11), (dt.time(10, 50), 10, False)),
        (dt.time(9, 30), dt.time(10, 50), (dt.time(10, 50), 0, False)),
        (dt.time(9, 30), dt.time(10), (dt.time(10, 50), -50, True)),
        (dt.time(9, 30), None, (dt.time(10, 50), None, False)),
        (dt.time(23), None, (None, None, True)),
        (None, dt.time(11), (None, None, False)),
    ],
)
def test_the_computed_end_is_held_against_the_planned_one(
    demo_database: db.Database,
    key: int,
    starts: dt.time | None,
    planned_end: dt.time | None,
    wanted: tuple[dt.time | None, int | None, bool],
) -> None:
    found = agenda.timing(demo_database.read(agenda.items, key), starts, planned_end)
    assert (found.minutes, found.without) == (80, 0)
    assert (found.ends, found.spare, found.over) == wanted


def test_notes_that_somebody_else_wrote_meanwhile_are_not_replaced(demo_database: db.Database) -> None:
    item = demo_database.read(agenda.items, 6)[0]
    theirs, mine = richtext.plain("Les leurs"), richtext.plain("Les miennes")
    demo_database.write(agenda.save_notes, item.id, theirs, item.notes)
    with refused("notes_changed"):
        demo_database.write(agenda.save_notes, item.id, mine, item.notes)
    assert demo_database.read(agenda.items, 6)[0].notes == theirs
    demo_database.write(agenda.save_notes, item.id, theirs, item.notes)  # the same words: nothing to tell
    demo_database.write(agenda.save_notes, item.id, mine, theirs)
    assert demo_database.read(agenda.items, 6)[0].notes == mine
