"""The committee's own facts, its formations and whom they convene."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from psq_desktop import db, journal
from psq_desktop.phrases import phrase
from psq_desktop.services import committees, history, meetings, partners, setup
from psq_desktop.services.committees import COMMITTEE_FIELDS, DISTRICT_FIELDS, CommitteeSheet
from psq_desktop.services.kinds import DisclosureLevel, QuorumRule
from psq_desktop.services.minuting import minutes
from psq_desktop.wording import explain_problem
from tests.conftest import TODAY
from tests.services.helpers import meeting_id, problem, refused
from tests.services.test_hostile_text import CLEANED, KEPT

VALUES: dict[str, Any] = {
    **dict.fromkeys((*COMMITTEE_FIELDS, *DISTRICT_FIELDS), "Autre"),
    "secretary_email": "autre@exemple.invalid", "usual_start": dt.time(14, 0), "population": 12_500,
    "letterhead": "Préfecture\nSous-préfecture",
    "quorum_count": 9, "advice_days": 20, "notice_days": 8, "reply_days": 10,
}  # fmt: skip
TEXTS = sorted(name for name, value in VALUES.items() if value == "Autre")


def sheet(base: db.Database) -> CommitteeSheet:
    return base.read(committees.sheet, TODAY)


def formation(base: db.Database, name: str) -> committees.FormationRow:
    return next(row for row in sheet(base).formations if row.name == name)


def test_the_sheet_says_what_the_base_holds(demo_database: db.Database) -> None:
    found = sheet(demo_database)
    assert (found.committee, found.chair_role, found.usual_start) == (
        "Comité de suivi QRR", "sous-préfet de Calais", dt.time(9, 30),
    )  # fmt: skip
    assert (found.district, found.population) == ("Beau-Marais / Centre-ville", 25_000)
    assert found.letterhead.splitlines()[1] == "Sous-préfecture de Calais"
    assert [(row.name, len(row.members)) for row in found.formations] == [
        ("plénière", 16), ("restreinte", 8), ("thématique transports", 6),
    ]  # fmt: skip
    assert [p.id for p in found.partners] == [p.id for p in demo_database.read(partners.search, TODAY)]
    assert found.partners[1].acronym == "DIPN"


def test_a_base_that_is_not_set_up_says_so(empty_database: db.Database) -> None:
    with refused("no_committee"):
        sheet(empty_database)
    with refused("no_committee"):
        empty_database.write(committees.add_formation, "plénière")


@pytest.mark.parametrize("name", VALUES)
def test_every_field_is_kept_and_taken_back(demo_database: db.Database, name: str) -> None:
    before = sheet(demo_database)
    step = demo_database.write(committees.set_field, name, VALUES[name]).changes.step
    assert getattr(sheet(demo_database), name) == VALUES[name]
    assert step is not None
    demo_database.revert(step, journal.UNDO, history.take_back)
    assert sheet(demo_database) == before


def test_a_rule_of_quorum_replaces_the_other(small_base: db.Database) -> None:
    def rule() -> tuple[QuorumRule, int | None]:
        found = sheet(small_base)
        return found.quorum_rule, found.quorum_count

    assert rule() == (QuorumRule.NONE, None)
    for kind, count in ((QuorumRule.HALF, None), (QuorumRule.CUSTOM, 7), (QuorumRule.HALF, None), (QuorumRule.NONE, 5)):
        small_base.write(committees.set_quorum, kind, count)
        assert rule() == (kind, count if kind is QuorumRule.CUSTOM else None)
    for count, code in ((None, "required"), (0, "quorum_range")):
        with refused("invalid") as caught:
            small_base.write(committees.set_quorum, QuorumRule.CUSTOM, count)
        assert problem(caught)[:2] == ("quorum_count", code)


def test_the_usage_of_consultative_commissions_comes_in_one_step(small_base: db.Database) -> None:
    small_base.write(committees.set_field, "notice_days", 3)
    small_base.write(committees.set_field, "advice_days", 4)
    before = sheet(small_base)
    step = small_base.write(committees.use_consultative).changes.step
    found = sheet(small_base)
    assert (found.quorum_rule, found.notice_days, found.advice_days) == (QuorumRule.HALF, 5, 5)
    assert step is not None
    small_base.revert(step, journal.UNDO, history.take_back)
    assert sheet(small_base) == before


def test_the_next_documents_and_meetings_follow(demo_database: db.Database) -> None:
    for name, value in VALUES.items():
        demo_database.write(committees.set_field, name, value)
    document = demo_database.read(minutes.compose, meeting_id(demo_database, 6), DisclosureLevel.PARTNERS, TODAY)
    assert document.letterhead == ("Préfecture", "Sous-préfecture")
    assert document.delegation == "Autre"
    assert document.contact_line == "autre@exemple.invalid, Autre"
    proposal = demo_database.read(meetings.propose, TODAY)
    assert (proposal.starts, proposal.place) == (dt.time(14, 0), "Autre")
    held = demo_database.read(meetings.sheet, meeting_id(demo_database, 5))
    assert held.chair == "M.\u00a0Étienne Valcourt"  # who chaired a meeting stays


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("committee", " ", "required"), ("district", "", "required"), ("city", "\x07", "required"),
     ("secretary_email", "secretariat", "email_shape"), ("secretary_email", "a b@exemple.invalid", "email_shape"),
     ("secretary_email", "=?utf-8?q?evil@x.fr?=", "email_shape"),
     ("secretary_email", "a" * 300 + "@x.fr", "email_shape"),
     ("population", 0, "population_range"), ("population", 10**30, "population_range"),
     ("quorum_count", 0, "quorum_range"), ("quorum_count", 1000, "quorum_range"),
     ("advice_days", None, "required"), ("reply_days", 0, "days_range"), ("notice_days", 91, "days_range"),
     ("advice_days", 4, "advice_below_notice"), ("notice_days", 16, "notice_above_advice")],
)  # fmt: skip
def test_what_a_field_refuses_is_said_of_that_field(
    demo_database: db.Database, name: str, value: object, code: str
) -> None:
    before = sheet(demo_database)
    with refused("invalid") as caught:
        demo_database.write(committees.set_field, name, value)
    assert problem(caught)[:2] == (name, code)
    assert explain_problem(caught.value.problems[0])
    assert sheet(demo_database) == before


@pytest.mark.parametrize("name", ["usual_start", "population"])
def test_what_is_not_known_may_be_left_out(demo_database: db.Database, name: str) -> None:
    demo_database.write(committees.set_field, name, None)
    assert getattr(sheet(demo_database), name) is None


@pytest.mark.parametrize("name", TEXTS)
def test_whatever_is_typed_is_kept_as_text(demo_database: db.Database, name: str) -> None:
    for text, kept in {**dict(zip(KEPT, KEPT, strict=True)), **CLEANED}.items():
        demo_database.write(committees.set_field, name, text)
        assert getattr(sheet(demo_database), name) == kept
        document = demo_database.read(minutes.compose, meeting_id(demo_database, 6), DisclosureLevel.PARTNERS, TODAY)
        assert document.number == 6
        assert demo_database.read(setup.info) is not None


# Formations


def test_a_formation_is_added_last_and_convenes_nobody_yet(demo_database: db.Database) -> None:
    key = demo_database.write(committees.add_formation, "  thématique\u00a0logement ").result
    added = sheet(demo_database).formations[-1]
    assert (added.id, added.name, added.members) == (key, "thématique\u00a0logement", frozenset())
    assert demo_database.read(meetings.propose, TODAY).formations[-1].members == 0


def test_a_formation_keeps_its_members_and_meetings_under_its_new_name(demo_database: db.Database) -> None:
    before = formation(demo_database, "plénière")
    demo_database.write(committees.rename_formation, before.id, "assemblée")
    assert formation(demo_database, "assemblée").members == before.members
    assert demo_database.read(meetings.search)[0].formation == "assemblée"


@pytest.mark.parametrize("name", ["Plénière", "RESTREINTE", " thematique transports "])
def test_two_formations_never_share_a_name(demo_database: db.Database, name: str) -> None:
    key = demo_database.write(committees.add_formation, "logement").result
    for write, args in ((committees.add_formation, (name,)), (committees.rename_formation, (key, name))):
        with refused("invalid") as caught:
            demo_database.write(write, *args)
        assert problem(caught)[:2] == ("name", "formation_exists")
    assert len(sheet(demo_database).formations) == 4


def test_a_formation_may_change_the_case_of_its_own_name(demo_database: db.Database) -> None:
    key = formation(demo_database, "plénière").id
    demo_database.write(committees.rename_formation, key, "Plénière")
    assert formation(demo_database, "Plénière").id == key


@pytest.mark.parametrize("name", ["", "  ", "\x00\x07\ud800"])
def test_a_formation_needs_a_name(demo_database: db.Database, name: str) -> None:
    key = formation(demo_database, "plénière").id
    for write, args in ((committees.add_formation, (name,)), (committees.rename_formation, (key, name))):
        with refused("invalid") as caught:
            demo_database.write(write, *args)
        assert problem(caught)[:2] == ("name", "required")


@pytest.mark.parametrize("name", [*KEPT, *CLEANED])
def test_a_formation_may_be_called_anything(small_base: db.Database, name: str) -> None:
    key = small_base.write(committees.add_formation, name).result
    assert sheet(small_base).formations[-1].name == CLEANED.get(name, name)
    small_base.write(committees.remove_formation, key)
    assert phrase(small_base.read(history.changes, 1)[0])


def test_a_formation_that_met_stays(demo_database: db.Database) -> None:
    with refused("formation_in_use") as caught:
        demo_database.write(committees.remove_formation, formation(demo_database, "plénière").id)
    assert caught.value.params == {"name": "plénière"}


def test_the_last_formation_stays(small_base: db.Database) -> None:
    first, second = sheet(small_base).formations
    small_base.write(committees.remove_formation, first.id)
    with refused("only_formation"):
        small_base.write(committees.remove_formation, second.id)


def test_a_partner_is_convened_once_and_no_more(demo_database: db.Database) -> None:
    row = formation(demo_database, "restreinte")
    outside = next(p.id for p in sheet(demo_database).partners if p.id not in row.members)
    for _ in range(2):
        demo_database.write(committees.set_member, row.id, outside, True)
    assert formation(demo_database, "restreinte").members == row.members | {outside}
    for _ in range(2):
        demo_database.write(committees.set_member, row.id, outside, False)
    assert formation(demo_database, "restreinte").members == row.members
    assert db.check(demo_database) == []


def test_all_and_none_are_one_step_each(demo_database: db.Database) -> None:
    row = formation(demo_database, "restreinte")
    everybody = demo_database.write(committees.set_all_members, row.id, True).changes.step
    assert len(formation(demo_database, "restreinte").members) == 16
    assert everybody is not None
    demo_database.revert(everybody, journal.UNDO, history.take_back)
    assert formation(demo_database, "restreinte").members == row.members
    demo_database.write(committees.set_all_members, row.id, False)
    assert formation(demo_database, "restreinte").members == frozenset()


def test_meetings_that_exist_keep_their_participants(demo_database: db.Database) -> None:
    from psq_desktop.services.sitting import attendance

    sixth = meeting_id(demo_database, 6)
    before = demo_database.read(attendance.seats, sixth)
    demo_database.write(committees.set_all_members, formation(demo_database, "plénière").id, False)
    assert demo_database.read(attendance.seats, sixth) == before


@pytest.mark.parametrize("write", [committees.rename_formation, committees.remove_formation, committees.set_member])
def test_what_is_gone_is_said_to_be_gone(demo_database: db.Database, write: Callable[..., Any]) -> None:
    args: dict[Callable[..., Any], tuple[object, ...]] = {
        committees.rename_formation: ("x",), committees.set_member: (1, True),
    }  # fmt: skip
    with refused("gone"):
        demo_database.write(write, 999, *args.get(write, ()))
    with refused("gone"):
        demo_database.write(committees.set_member, 1, 999, True)


# The journal


def _writes(base: db.Database) -> list[tuple[Callable[..., Any], tuple[object, ...], str]]:
    first, second, third = sheet(base).formations
    free = base.write(committees.add_formation, "logement").result
    base.write(committees.set_member, free, 1, True)
    return [
        (committees.set_field, ("chair", "Mme Autre"), "a modifié la fiche de l’instance : « Comité de suivi QRR »"),
        (committees.set_field, ("population", 9), "a modifié la fiche de l’instance : « Beau-Marais / Centre-ville »"),
        (committees.add_formation, ("sécurité",), "a ajouté la formation « sécurité »"),
        (committees.rename_formation, (first.id, "assemblée"), "a renommé une formation : « assemblée »"),
        (committees.set_member, (second.id, 5, False), "a changé les partenaires de la formation « restreinte »"),
        (committees.set_all_members, (third.id, True), f"a changé les partenaires de la formation « {third.name} »"),
        (committees.remove_formation, (free,), "a supprimé la formation « logement »"),
    ]


def test_each_write_is_told_in_words_and_undone_exactly(demo_database: db.Database) -> None:
    for write, args, words in _writes(demo_database):
        before = sheet(demo_database)
        step = demo_database.write(write, *args).changes.step
        assert step is not None
        told = demo_database.read(history.changes, 1)[0]
        assert phrase(told).replace("\u00a0", " ") == words
        assert sheet(demo_database) != before
        demo_database.revert(step, journal.UNDO, history.take_back)
        assert sheet(demo_database) == before
        again = demo_database.read(history.candidates)[1]
        assert again is not None
        demo_database.revert(again.step, journal.REDO, history.take_back)
        assert sheet(demo_database) != before
        last = demo_database.read(history.candidates)[0]
        assert last is not None
        demo_database.revert(last.step, journal.UNDO, history.take_back)
    with demo_database.connection() as connection:
        assert journal.verify(connection).fault is None


def test_a_deleted_formation_comes_back_from_the_trash_with_its_members(small_base: db.Database) -> None:
    college = small_base.read(partners.colleges)[0].id
    partner = small_base.write(partners.create, college, "Ville", "VI").result
    first = sheet(small_base).formations[0]
    assert first.members == {partner}
    small_base.write(committees.remove_formation, first.id)
    (row,) = small_base.read(history.trash)
    assert (row.table, row.subject) == ("formation", "plénière")
    small_base.revert(row.step, journal.UNDO, history.take_back)
    assert sheet(small_base).formations[0] == first
