"""Versions of minutes: what was validated stays, a correction has a number and a reason, differences are exact."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from psq_desktop import db, richtext
from psq_desktop.services import committees
from psq_desktop.services.kinds import DisclosureLevel, MinutesState, QuorumRule
from psq_desktop.services.minuting import minutes, sealing, versions
from psq_desktop.services.minuting.differences import Change, DiffLine, between
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from psq_desktop.services.preparing import agenda
from tests.conftest import TODAY
from tests.exports.documents import MEETING
from tests.services.helpers import meeting_id, refused

RESTRICTED, PARTNERS = DisclosureLevel.RESTRICTED, DisclosureLevel.PARTNERS
STATE = MinutesState


def held(base: db.Database) -> int:
    """A meeting that was held and whose minutes are drafts without any version."""
    key = meeting_id(base, 6)
    with base.connection() as connection:
        connection.exec_driver_sql("UPDATE meeting SET stage = 'held' WHERE number = 6")
        connection.commit()
    return key


def write(base: db.Database, key: int, text: str) -> None:
    item = base.read(agenda.items, key)[2]
    base.write(agenda.save_notes, item.id, richtext.plain(text))


def kept(base: db.Database, key: int) -> list[tuple[int, MinutesState, str]]:
    return [(v.number, v.state, v.reason) for v in base.read(versions.of_meeting, key)]


def test_a_correction_is_a_new_version_with_its_reason(demo_database: db.Database) -> None:
    key = held(demo_database)

    def reach(state: MinutesState) -> None:
        demo_database.write(minutes.set_state, key, state, TODAY)

    write(demo_database, key, "Douze caméras sont posées.")
    reach(STATE.REVIEWED)
    reach(STATE.DRAFT)  # before validation no reason is asked
    reach(STATE.VALIDATED)
    reach(STATE.CIRCULATED)  # says the same: no version of its own
    assert kept(demo_database, key) == [(1, STATE.REVIEWED, ""), (1, STATE.VALIDATED, "")]
    with refused("correction_needed"):
        reach(STATE.DRAFT)
    with refused("invalid"):
        demo_database.write(minutes.correct, key, " ")
    demo_database.write(minutes.correct, key, "Nombre de caméras")
    write(demo_database, key, "Treize caméras sont posées.")
    reach(STATE.VALIDATED)
    assert kept(demo_database, key)[2:] == [(2, STATE.VALIDATED, "Nombre de caméras")]
    document = demo_database.read(minutes.compose, key, RESTRICTED, TODAY)
    assert (document.version, document.correction, document.corrected_on) == (2, "Nombre de caméras", TODAY)
    first, second = (v.id for v in demo_database.read(versions.of_meeting, key)[1:])
    notes = demo_database.read(versions.document, first, PARTNERS).items[2].notes
    assert richtext.to_plain(notes) == "Douze caméras sont posées."
    changed = [line for line in demo_database.read(versions.differences, key, first, second) if line.changed]
    assert [[(s.change, s.text.strip()) for s in line.stretches] for line in changed] == [
        [(Change.REMOVED, "Douze"), (Change.ADDED, "Treize"), (Change.SAME, "caméras sont posées.")]
    ]
    with refused("not_validated"):
        demo_database.write(minutes.correct, held_again(demo_database, key), "Encore")


def held_again(base: db.Database, key: int) -> int:
    base.write(minutes.correct, key, "Une fois de plus")
    return key


def test_a_correction_s_reason_is_kept_from_a_version_that_leaves_items_out(demo_database: db.Database) -> None:
    """It is typed once for all of them and may name what the narrower ones must not."""
    key = meeting_id(demo_database, 5)
    demo_database.write(minutes.correct, key, "Nom du protocole d’échange")
    told = {level: demo_database.read(minutes.compose, key, level, TODAY).correction for level in DisclosureLevel}
    assert told == {DisclosureLevel.PUBLIC: "", PARTNERS: "", RESTRICTED: "Nom du protocole d’échange"}


# Differences


def changes(later: MeetingDocument) -> list[DiffLine]:
    return [line for line in between(MEETING, later) if line.changed]


# `SAME`: only words of the line changed
EDITS: dict[str, tuple[Callable[[MeetingDocument], MeetingDocument], list[tuple[str, Change]]]] = {
    "nothing": (lambda m: m, []),
    "place": (lambda m: replace(m, place="Mairie annexe"), [("En-tête", Change.SAME)]),
    "an item more": (
        lambda m: replace(m, items=(*m.items, replace(m.items[0], number=9, title="Imprévu", notes=(), decisions=()))),
        [("9. Imprévu", Change.ADDED)] * 2,
    ),
    "a seat gone": (lambda m: replace(m, attendance=m.attendance[1:]), [("Participants", Change.REMOVED)]),
}


@pytest.mark.parametrize("what", EDITS)
def test_differences_tell_where_and_how(what: str) -> None:
    edit, expected = EDITS[what]
    assert [(line.section, line.change) for line in changes(edit(MEETING))] == expected


def test_an_item_that_moved_and_is_unchanged_differs_in_nothing() -> None:
    items = tuple(replace(item, number=item.number + 1) for item in MEETING.items)
    assert changes(replace(MEETING, items=items)) == []


# Seals of every age


def sealed_text(base: db.Database) -> tuple[str, str]:
    def read(session: object) -> tuple[str, str]:
        from psq_desktop.models.meeting import Meeting

        meeting = session.get(Meeting, meeting_id(base, 3))  # type: ignore[attr-defined]
        return meeting.sealed_text, meeting.digest

    return base.read(read)


def test_altering_any_level_of_a_sealed_text_breaks_its_seal(demo_database: db.Database) -> None:
    now = sealed_text(demo_database)
    for text, digest in (now, as_first_sealed(now[0])):
        assert sealing.is_whole(text, digest)
        for level in DisclosureLevel:
            for name, value in (("place", "Dover"), ("chair", "Autre"), ("digest", "0" * 64), ("decisions", [])):
                levels = json.loads(text)
                assert levels[level.value][name] != value
                levels[level.value][name] = value
                assert not sealing.is_whole(dumped(levels), digest)
            levels = json.loads(text)
            levels[level.value]["items"][0]["title"] = "Autre"
            assert not sealing.is_whole(dumped(levels), digest)


def dumped(levels: object) -> str:
    return json.dumps(levels, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_first_sealed(text: str) -> tuple[str, str]:
    """The text as the first seals were: without later fields, under the digest of the restricted level alone."""
    import hashlib

    levels = json.loads(text)
    for said in levels.values():
        for name in ("version", "correction", "corrected_on", "quorum_needed", "quorum_counted", "observations"):
            del said[name]
        for line in (*said["decisions"], *said["follow_up"]):
            del line["dissents"]
        for item in said["items"]:
            for name in ("votes", "withdrawn", "quorum_missed"):
                del item[name]
            for line in item["decisions"]:
                del line["dissents"]
    facts = {name: value for name, value in levels["restricted"].items() if name != "digest"}
    digest = hashlib.sha256(dumped(facts).encode()).hexdigest()
    for said in levels.values():
        said["digest"] = digest
    return dumped(levels), digest


def test_a_text_that_was_sealed_before_later_fields_reads_with_their_defaults(demo_database: db.Database) -> None:
    text, _ = as_first_sealed(sealed_text(demo_database)[0])
    document = sealing.load(text, RESTRICTED)
    assert (document.version, document.correction, document.observations) == (1, "", ())
    assert all(item.votes == () for item in document.items)
    with refused("seal_broken"):
        sealing.load(text.replace('"place"', '"plaice"'), RESTRICTED)


# Observations


def test_an_approved_version_is_never_written_again(demo_database: db.Database) -> None:
    key = meeting_id(demo_database, 5)  # circulated

    def reach(state: MinutesState) -> None:
        demo_database.write(minutes.set_state, key, state, TODAY)

    noted = demo_database.write(minutes.add_observation, key, 2, "Préciser le lieu.", TODAY).result
    reach(STATE.APPROVED)
    last = demo_database.read(versions.of_meeting, key)[-1]
    before = demo_database.read(versions.document, last.id, RESTRICTED)
    with refused("observations_closed"):
        demo_database.write(minutes.add_observation, key, 2, "Trop tard.", TODAY)
    with refused("answers_closed"):
        demo_database.write(minutes.answer_observation, noted, "Trop tard.")
    with demo_database.connection() as connection:
        connection.exec_driver_sql("UPDATE observation SET text = 'Autre' WHERE meeting_id = ?", (key,))
        connection.commit()
    reach(STATE.APPROVED)
    demo_database.write(minutes.correct, key, "Encore")
    assert demo_database.read(versions.document, last.id, RESTRICTED) == before


def test_members_write_about_circulated_minutes_alone(demo_database: db.Database) -> None:
    key = held(demo_database)
    with refused("observations_closed"):
        demo_database.write(minutes.add_observation, key, 2, "Trop tôt.", TODAY)


@pytest.mark.parametrize("sealed", [False, True])
def test_what_was_approved_reads_as_it_was_whatever_the_base_becomes(demo_database: db.Database, sealed: bool) -> None:
    key = meeting_id(demo_database, 5)
    demo_database.write(minutes.set_state, key, STATE.APPROVED, TODAY)
    before = demo_database.read(minutes.compose, key, PARTNERS, TODAY)
    demo_database.write(committees.set_quorum, QuorumRule.CUSTOM, 99)
    demo_database.write(committees.set_field, "delegation", "Autre")
    if sealed:
        demo_database.write(minutes.set_state, key, STATE.SEALED, TODAY)
    after = demo_database.read(minutes.compose, key, PARTNERS, TODAY)
    assert replace(after, state=STATE.APPROVED, sealed_on=None, digest="") == before
    assert demo_database.read(minutes.broken_seals) == ()
