"""Minutes: nothing above the level leaks, names and states are the day's, a sealed text is proved by its digest."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from psq_desktop import db, richtext
from psq_desktop.exports.facts import carried_over
from psq_desktop.services import meetings, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import (
    AgendaRole,
    AttendanceStatus,
    DecisionState,
    DisclosureLevel,
    MeetingState,
    MinutesState,
)
from psq_desktop.services.minuting import minutes, sealing
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance, live, presence, votes
from tests.conftest import TODAY
from tests.services.helpers import meeting_id, refused

PUBLIC, PARTNERS, RESTRICTED = DisclosureLevel
SECRET_WORDS = ("réquisition-cadre", "Opérations programmées", "protocole d’échange", "Projet relu par l’URSSAF")


def compose(base: db.Database, number: int, level: DisclosureLevel = RESTRICTED) -> MeetingDocument:
    return base.read(minutes.compose, meeting_id(base, number), level, TODAY)


def words(document: MeetingDocument) -> str:
    return json.dumps(asdict(document), default=str, ensure_ascii=False).replace("\u00a0", " ").replace("\u202f", " ")


# Disclosure


@pytest.mark.parametrize("number", [5, 6])
@pytest.mark.parametrize("level", [PUBLIC, PARTNERS])
def test_nothing_restricted_leaks_anywhere(demo_database: db.Database, number: int, level: DisclosureLevel) -> None:
    """In meeting 6 the restricted decision is among the earlier ones that the meeting looks at."""
    text = words(compose(demo_database, number, level))
    assert not [secret for secret in SECRET_WORDS if secret in text]


def test_the_full_version_says_everything(demo_database: db.Database) -> None:
    text = words(compose(demo_database, 5))
    assert all(secret in text for secret in SECRET_WORDS[:3])
    assert SECRET_WORDS[3] in words(compose(demo_database, 6))


@pytest.mark.parametrize("level", DisclosureLevel)
@pytest.mark.parametrize("of_item", DisclosureLevel)
def test_an_item_shows_with_its_notes_and_decisions_from_its_level_on(
    demo_database: db.Database, level: DisclosureLevel, of_item: DisclosureLevel
) -> None:
    key = meeting_id(demo_database, 6)
    item = demo_database.write(agenda.add, key, "Titre-marqué").result
    demo_database.write(agenda.save_notes, item, richtext.plain("Notes-marquées"))
    demo_database.write(agenda.set_field, item, "disclosure", of_item)
    decided = demo_database.write(
        decisions.create, key, "Décision-marquée", item_id=item, proof="Preuve-marquée"
    ).result
    document = compose(demo_database, 6, level)
    row = next(r for r in demo_database.read(agenda.items, key) if r.id == item)
    shown = level.rank >= of_item.rank
    assert (words(document).count("marquée") > 0) is shown
    assert (row.number in document.withheld) is not shown
    assert (row.number in {i.number for i in document.items}) is shown
    # the next meeting looks at it
    later = demo_database.write(meetings.create, 1, dt.date(2027, 5, 4), None, "").result
    for row in demo_database.read(agenda.items, later):
        demo_database.write(agenda.set_field, row.id, "disclosure", PUBLIC)
    assert demo_database.read(decisions.sheet, decided, TODAY).reviewed_at is not None
    document = demo_database.read(minutes.compose, later, level, TODAY)
    assert ("Décision-marquée" in words(document)) is shown
    assert ("Titre-marqué" in words(document)) is shown


def test_a_restricted_follow_up_item_hides_its_list(demo_database: db.Database) -> None:
    item = next(i for i in demo_database.read(agenda.items, meeting_id(demo_database, 6))
                if i.role is AgendaRole.FOLLOW_UP)  # fmt: skip
    assert len(compose(demo_database, 6, PARTNERS).follow_up) == 8
    demo_database.write(agenda.set_field, item.id, "disclosure", RESTRICTED)
    assert compose(demo_database, 6, PARTNERS).follow_up == ()
    assert len(compose(demo_database, 6).follow_up) == 9


def test_a_decision_outside_any_item_is_the_partners(demo_database: db.Database) -> None:
    key = meeting_id(demo_database, 6)
    demo_database.write(decisions.create, key, "Hors point")
    shown = {level for level in DisclosureLevel if "Hors point" in words(compose(demo_database, 6, level))}
    assert shown == {PARTNERS, RESTRICTED}


def test_a_restricted_item_with_decisions_is_not_removed(demo_database: db.Database) -> None:
    """Its decisions would be left without a level and go out to everybody."""
    key = meeting_id(demo_database, 5)
    demo_database.write(minutes.correct, key, "Erreur de plume")
    item = next(i for i in demo_database.read(agenda.items, key) if i.disclosure is RESTRICTED)
    with refused("restricted_decisions"):
        demo_database.write(agenda.remove, item.id)
    for row in demo_database.read(decisions.register, TODAY, meeting_id=key):
        if row.item_id == item.id:
            demo_database.write(decisions.remove, row.id)
    demo_database.write(agenda.remove, item.id)


# As of the day


def test_names_are_those_of_the_meeting_s_day(demo_database: db.Database) -> None:
    first, last = words(compose(demo_database, 1)), words(compose(demo_database, 5))
    assert "DDSP 62" in first and "DIPN 62" not in first
    assert "DIPN 62" in last


def test_decisions_stand_as_they_were_taken(demo_database: db.Database) -> None:
    """What became of a decision later is in later minutes, not in those that took it."""
    taken = {d.ref: d for d in compose(demo_database, 3).decisions}
    assert {d.state for d in taken.values()} == {DecisionState.OPEN}
    assert taken["D-12"].due is not None and taken["D-12"].due < TODAY - dt.timedelta(days=75)
    assert (taken["D-12"].carried_over, taken["D-12"].comment, taken["D-12"].late_days) == (0, "", 0)


def test_follow_ups_stand_as_they_were_on_the_meeting_s_day(demo_database: db.Database) -> None:
    fourth = {d.ref: d for d in compose(demo_database, 4).follow_up}
    fifth = {d.ref: d for d in compose(demo_database, 5).follow_up}
    sixth = {d.ref: d for d in compose(demo_database, 6).follow_up}
    assert [f["D-12"].carried_over for f in (fourth, fifth, sixth)] == [1, 2, 2]
    assert fourth["D-12"].due == TODAY - dt.timedelta(days=75)
    assert fifth["D-12"].due == sixth["D-12"].due == TODAY - dt.timedelta(days=20)
    assert [f["D-12"].late_days for f in (fourth, fifth, sixth)] == [0, 0, 20]
    assert "D-17" not in fourth
    assert {d.ref for d in sixth.values()} == {d.ref for d in demo_database.read(decisions.register, TODAY)
                                               if not d.state.closed}  # fmt: skip


def test_seats_are_grouped_by_college_in_protocol_order(demo_database: db.Database) -> None:
    document = compose(demo_database, 5)
    assert document.colleges[:3] == ("État", "Autorité judiciaire", "Collectivités")
    seen = list(dict.fromkeys(seat.college for seat in document.attendance))
    assert seen == list(document.colleges)
    assert len(document.attendance) == 16


def test_a_guest_of_no_partner_stands_last(demo_database: db.Database) -> None:
    demo_database.write(attendance.add_guest, meeting_id(demo_database, 6), "Mme Tiers", "Ailleurs", "chercheuse")
    document = compose(demo_database, 6)
    last = document.attendance[-1]
    assert (last.person, last.partner, last.college, last.guest) == (
        "Mme Tiers",
        "Ailleurs",
        document.colleges[-1],
        True,
    )


def test_reference_and_next_meeting(demo_database: db.Database) -> None:
    document = compose(demo_database, 5)
    assert document.reference == "QRR/2026/05"
    assert document.next_meeting is not None
    assert (document.next_meeting.number, document.next_meeting.date) == (6, TODAY + dt.timedelta(days=21))
    assert compose(demo_database, 6).next_meeting is None


# States

ORDER = list(MinutesState)


@pytest.mark.parametrize(
    ("state", "people_say"),
    [
        (MinutesState.DRAFT, MeetingState.TO_WRITE), (MinutesState.REVIEWED, MeetingState.IN_VALIDATION),
        (MinutesState.VALIDATED, MeetingState.IN_VALIDATION), (MinutesState.CIRCULATED, MeetingState.CIRCULATED),
        (MinutesState.OBSERVATIONS, MeetingState.CIRCULATED), (MinutesState.APPROVED, MeetingState.APPROVED),
        (MinutesState.SEALED, MeetingState.SEALED),
    ],
)  # fmt: skip
def test_the_state_of_a_meeting_follows_its_minutes(
    demo_database: db.Database, state: MinutesState, people_say: MeetingState
) -> None:
    key = meeting_id(demo_database, 5)
    demo_database.write(minutes.correct, key, "Erreur de plume")
    demo_database.write(minutes.set_state, key, state, TODAY)
    sheet = demo_database.read(meetings.sheet, key)
    assert sheet.row.state is people_say
    assert sheet.locked is (ORDER.index(state) >= ORDER.index(MinutesState.VALIDATED))
    assert (sheet.approved_on is not None) is (ORDER.index(state) >= ORDER.index(MinutesState.APPROVED))
    assert (sheet.sealed_on is not None) is bool(sheet.digest) is (state is MinutesState.SEALED)
    assert compose(demo_database, 5).draft is (ORDER.index(state) < ORDER.index(MinutesState.APPROVED))


def test_going_back_forgets_the_approval(demo_database: db.Database) -> None:
    key = meeting_id(demo_database, 4)
    assert demo_database.read(meetings.sheet, key).approved_on is not None
    demo_database.write(minutes.correct, key, "Un point oublié")
    assert demo_database.read(meetings.sheet, key).approved_on is None
    demo_database.write(agenda.add, key, "Un oubli")
    demo_database.write(minutes.set_state, key, MinutesState.APPROVED, TODAY)
    assert demo_database.read(meetings.sheet, key).approved_on == TODAY


@pytest.mark.parametrize("state", MinutesState)
def test_sealed_minutes_stay_sealed(demo_database: db.Database, state: MinutesState) -> None:
    with refused("minutes_sealed"):
        demo_database.write(minutes.set_state, meeting_id(demo_database, 3), state, TODAY)


# The digest


def seal(base: db.Database, number: int) -> str:
    key = meeting_id(base, number)
    base.write(minutes.set_state, key, MinutesState.SEALED, TODAY)
    return base.read(meetings.sheet, key).digest


def again(base: db.Database, number: int) -> str:
    key = meeting_id(base, number)
    return sealing.digest({level: base.read(minutes.compose, key, level, TODAY) for level in DisclosureLevel})


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_digests_of_the_demonstration_hold(demo_database: db.Database, number: int) -> None:
    assert demo_database.read(meetings.sheet, meeting_id(demo_database, number)).digest == again(demo_database, number)


LATER: dict[str, Callable[[db.Database], object]] = {
    "carried over": lambda b: b.write(
        decisions.follow_up, decision(b, "D-23"), DecisionState.CARRIED_OVER, TODAY, "retard", dt.date(2027, 9, 1)
    ),
    "done": lambda b: b.write(decisions.follow_up, decision(b, "D-24"), DecisionState.DONE, TODAY, "fait"),
    "a partner renamed": lambda b: b.write(partners.rename, 2, "Nouveau nom", "NN", TODAY),
    "a new meeting": lambda b: b.write(meetings.create, 1, dt.date(2027, 5, 4), None, ""),
    "a new meeting between": lambda b: b.write(meetings.create, 1, TODAY + dt.timedelta(days=2), None, ""),
    "a contact gone": lambda b: b.write(partners.set_contact, 2, "left_on", TODAY),
    "a partner's name corrected": lambda b: b.write(partners.rename, 2, "Nom corrigé", "NC", None),
    "a partner moved": lambda b: b.write(partners.set_field, 2, "college_id", 7),
    "a contact renamed": lambda b: b.write(partners.set_contact, 2, "last_name", "Autre-Nom"),
}


def decision(base: db.Database, ref: str) -> int:
    return next(d.id for d in base.read(decisions.register, TODAY) if d.ref == ref)


@pytest.mark.parametrize("what", LATER)
def test_the_digest_holds_whatever_happens_after_the_meeting(demo_database: db.Database, what: str) -> None:
    digest = seal(demo_database, 5)
    before = compose(demo_database, 5)
    LATER[what](demo_database)
    assert again(demo_database, 5) == digest
    after = compose(demo_database, 5)
    assert before == after


def test_every_level_of_a_sealed_text_reads_as_it_did(demo_database: db.Database) -> None:
    key = meeting_id(demo_database, 5)
    before = {level: demo_database.read(minutes.compose, key, level, TODAY) for level in DisclosureLevel}
    digest = seal(demo_database, 5)
    for level, document in before.items():
        sealed = demo_database.read(minutes.compose, key, level, TODAY + dt.timedelta(days=90))
        assert len(sealed.observations) == (2 if level is RESTRICTED else 0)
        expected = dataclasses.replace(
            document,
            observations=sealed.observations,
            digest=digest,
            sealed_on=TODAY,
            approved_on=TODAY,
            state=MinutesState.SEALED,
            issued_on=TODAY,
        )
        assert sealed == expected


def test_a_sealed_text_that_was_tampered_with_is_found(demo_database: db.Database) -> None:
    assert demo_database.read(minutes.broken_seals) == ()
    changes = {2: "replace(sealed_text, 'Calais', 'Dover')", 3: "substr(sealed_text, 1, 500)"}
    with demo_database.connection() as connection:
        for number, change in changes.items():
            connection.exec_driver_sql(f"UPDATE meeting SET sealed_text = {change} WHERE number = {number}")
        connection.commit()
    assert demo_database.read(minutes.broken_seals) == (2, 3)
    with refused("seal_broken"):
        compose(demo_database, 3)


@pytest.mark.parametrize(("name", "value"), [("pilot_id", 2), ("due", dt.date(2027, 9, 1))])
def test_a_sealed_decision_is_completed_no_more(demo_database: db.Database, name: str, value: Any) -> None:
    seal(demo_database, 5)
    with refused("minutes_sealed"):
        demo_database.write(decisions.set_field, decision(demo_database, "D-22"), name, value)


EDITS: dict[str, Callable[[db.Database, int], object]] = {
    "place": lambda b, k: b.write(meetings.set_field, k, "place", "Ailleurs"),
    "ends": lambda b, k: b.write(meetings.set_field, k, "ends", dt.time(12)),
    "secretary": lambda b, k: b.write(meetings.set_field, k, "secretary", "Autre"),
    "title": lambda b, k: b.write(agenda.set_field, b.read(agenda.items, k)[0].id, "title", "Autre"),
    "notes": lambda b, k: b.write(agenda.save_notes, b.read(agenda.items, k)[0].id, richtext.plain("Autres notes")),
    "bold": lambda b, k: b.write(
        agenda.save_notes, b.read(agenda.items, k)[2].id,
        tuple(richtext.Block(block.kind, tuple(richtext.Run(r.text, not r.bold) for r in block.runs))
              for block in b.read(agenda.items, k)[2].notes),
    ),
    "order": lambda b, k: b.write(agenda.move, b.read(agenda.items, k)[3].id, 2),
    "disclosure": lambda b, k: b.write(agenda.set_field, b.read(agenda.items, k)[3].id, "disclosure", PUBLIC)
    if b.read(agenda.items, k)[3].disclosure is not PUBLIC
    else b.write(agenda.set_field, b.read(agenda.items, k)[3].id, "disclosure", PARTNERS),
    "status": lambda b, k: b.write(
        attendance.set_status, b.read(attendance.seats, k)[0].id, AttendanceStatus.EXCUSED
    ),
    "arrival": lambda b, k: b.write(
        attendance.set_field, b.read(attendance.seats, k)[0].id, "arrived", dt.time(9, 45)
    ),
    "decision": lambda b, k: b.write(decisions.set_field, decision(b, "D-24"), "text", "Autre texte"),
    "pilot": lambda b, k: b.write(decisions.set_field, decision(b, "D-24"), "pilot_id", 9),
    "due": lambda b, k: b.write(decisions.set_field, decision(b, "D-24"), "due", dt.date(2027, 9, 1)),
    "proof": lambda b, k: b.write(decisions.set_field, decision(b, "D-24"), "proof", "Autre preuve"),
    "associates": lambda b, k: b.write(decisions.set_associates, decision(b, "D-24"), ()),
    "new decision": lambda b, k: b.write(decisions.create, k, "De plus"),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITS)
def test_the_digest_changes_when_the_text_changes(demo_database: db.Database, what: str) -> None:
    key = meeting_id(demo_database, 5)
    demo_database.write(minutes.correct, key, "Erreur de plume")
    before = again(demo_database, 5)
    EDITS[what](demo_database, key)
    assert again(demo_database, 5) != before


# Checks


def test_the_checks_before_the_minutes_go_out(demo_database: db.Database) -> None:
    found = demo_database.read(minutes.checks, meeting_id(demo_database, 5))
    assert [(c.code, c.subject) for c in found if not c.ok] == [("no_pilot", "D-22"), ("no_due", "D-22")]
    assert [(c.code, c.subject) for c in found if c.ok] == [("attendance_done", "16"), ("decisions_numbered", "8")]


@pytest.mark.parametrize(
    ("text", "code"),
    [("Appeler le 06 39 98 12 31.", "phone"), ("+33 6 39 98 12 31", "phone"), ("0639981231", "phone"),
     ("Le véhicule AB-123-CD", "plate"), ("Personne née le 4 mai", "birth"), ("né le 12/03/1990", "birth"),
     ("412 habitants, 25 000 en tout", None), ("D-22 et A-27", None), ("le 12 mars 2026", None)],
)  # fmt: skip
def test_what_looks_like_personal_data_is_pointed_out(demo_database: db.Database, text: str, code: str | None) -> None:
    key = meeting_id(demo_database, 6)
    item = demo_database.read(agenda.items, key)[2]
    demo_database.write(agenda.save_notes, item.id, richtext.plain(text))
    found = [c for c in demo_database.read(minutes.checks, key) if c.code in ("phone", "plate", "birth")]
    assert [(c.code, c.item_id, c.item_number) for c in found] == ([(code, item.id, 3)] if code else [])


def test_observations_are_shown_in_the_order_they_came(demo_database: db.Database) -> None:
    found = demo_database.read(minutes.observations, meeting_id(demo_database, 5))
    assert [(o.acronym, bool(o.answer)) for o in found] == [("HD", True), ("CC", False)]


# What the room did


def test_votes_stand_at_every_level_and_who_disagreed_or_left_only_among_partners(demo_database: db.Database) -> None:
    key = meeting_id(demo_database, 5)
    demo_database.write(minutes.correct, key, "Vote oublié")
    item = demo_database.write(agenda.add, key, "Budget").result
    demo_database.write(agenda.set_field, item, "disclosure", PUBLIC)
    decided = demo_database.write(decisions.create, key, "Adopter le budget", item_id=item).result
    first, second = _present(demo_database, key)
    demo_database.write(votes.record, item, "Budget", 3, 1, 1, decided)
    demo_database.write(votes.dissent, decided, first.id, "trop tard")
    demo_database.write(presence.withdraw, second.id, (item,), "intéressé")
    for level in DisclosureLevel:
        line = next(each for each in compose(demo_database, 5, level).items if each.title == "Budget")
        assert [(v.in_favour, v.against, v.abstained, v.decision) for v in line.votes] == [
            (3, 1, 1, line.decisions[0].ref)
        ]
        told = level is not PUBLIC
        assert line.decisions[0].dissents == ((f"{first.partner} : trop tard",) if told else ())
        assert line.withdrawn == ((f"{second.partner} (intéressé)",) if told else ())


def _present(base: db.Database, key: int) -> tuple[attendance.SeatRow, attendance.SeatRow]:
    here = [s for s in base.read(attendance.seats, key) if s.status is AttendanceStatus.PRESENT and not s.guest]
    return here[0], here[1]


def test_a_quorum_that_was_asked_is_told_with_who_came(demo_database: db.Database) -> None:
    assert compose(demo_database, 5).quorum_needed is None
    with demo_database.connection() as connection:
        connection.exec_driver_sql("UPDATE committee SET quorum_percent = 50")
        connection.commit()
    document = compose(demo_database, 5)
    members = [line for line in document.attendance if not line.guest]
    assert document.quorum_needed == -(-len(members) // 2)
    assert 0 < document.quorum_counted <= len(members)


def test_only_what_a_meeting_carried_over_itself_is_told_as_such(demo_database: db.Database) -> None:
    with demo_database.connection() as connection:
        connection.exec_driver_sql("UPDATE meeting SET stage = 'held' WHERE number = 6")
        connection.commit()
    told = [compose(demo_database, number) for number in (5, 6)]
    assert [[line.ref for line in carried_over(document)] for document in told] == [["D-12", "D-18"], []]
    assert {"D-12", "D-18"} <= {line.ref for line in told[1].follow_up}


def test_an_item_that_was_not_reached_wants_no_notes(demo_database: db.Database) -> None:
    key, at = meeting_id(demo_database, 6), 1_797_150_000
    demo_database.write(live.start, key, at, dt.time(9, 30))
    demo_database.write(live.close, key, at + 600, dt.time(9, 40))
    found = demo_database.read(minutes.checks, key)
    reached = demo_database.read(agenda.items, key)[0].number
    left = {check.item_number for check in found if check.code == "not_reached"}
    assert left and reached not in left
    assert not left & {check.item_number for check in found if check.code == "no_notes"}
