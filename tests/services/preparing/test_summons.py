"""Invitations: what the letter says, where it goes, what is known of each recipient, a meeting that moves."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from psq_desktop import db
from psq_desktop.french import NBSP, typeset
from psq_desktop.models.partner import Contact
from psq_desktop.services import committees, meetings, partners
from psq_desktop.services.kinds import DisclosureLevel, MeetingStage, Reply, SummonsKind, SummonsState
from psq_desktop.services.partners import ContactRow
from psq_desktop.services.preparing import agenda, summons
from psq_desktop.services.preparing.summons_rows import RecipientRow, SummonsDocument, SummonsRegister
from psq_desktop.services.preparing.summons_texts import LETTER
from psq_desktop.services.sitting import attendance
from tests.conftest import TODAY
from tests.services.helpers import meeting_id, problem, refused

DAY = dt.date(2027, 3, 8)
SENT, DRAFTED, TO_SEND, REFUSED = (
    SummonsState.SENT, SummonsState.DRAFTED, SummonsState.TO_SEND, SummonsState.REFUSED,
)  # fmt: skip


@pytest.fixture
def base(demo_database: db.Database) -> db.Database:
    return demo_database


@pytest.fixture
def meeting(base: db.Database) -> int:
    """A meeting just created: sixteen seats, nobody invited."""
    formation = base.read(meetings.propose, TODAY).formations[0].id
    return base.write(meetings.create, formation, DAY, dt.time(9, 30), "Mairie").result


def register(base: db.Database, meeting: int, today: dt.date = TODAY) -> SummonsRegister:
    found: SummonsRegister = base.read(summons.register, meeting, today)
    return found


def row_of(base: db.Database, meeting: int, acronym: str) -> RecipientRow:
    return next(row for row in register(base, meeting).recipients if row.acronym == acronym)


def document(
    base: db.Database, meeting: int, level: DisclosureLevel = DisclosureLevel.PARTNERS, today: dt.date = TODAY
) -> SummonsDocument:
    found: SummonsDocument = base.read(summons.document, meeting, level, today)
    return found


def seats(base: db.Database, meeting: int) -> list[int]:
    return [row.seat_id for row in register(base, meeting).recipients]


def states(base: db.Database, meeting: int) -> set[SummonsState]:
    return {row.state for row in register(base, meeting).recipients}


def stage(base: db.Database, meeting: int) -> MeetingStage:
    found: MeetingStage = base.read(meetings.sheet, meeting).stage
    return found


def contacts(base: db.Database, row: RecipientRow) -> tuple[ContactRow, ...]:
    assert row.partner_id is not None
    return base.read(partners.sheet, row.partner_id, TODAY).contacts


def misspell(session: Session, contact_id: int, email: str) -> None:
    """As another program or an import may leave it: the form would refuse it."""
    contact = session.get(Contact, contact_id)
    assert contact is not None
    contact.email = email


# ---------------------------------------------------------------- the letter


def test_the_letter_tells_when_where_what_and_by_when_to_answer(base: db.Database, meeting: int) -> None:
    letter = document(base, meeting)
    said = " ".join((*letter.paragraphs, *letter.closing)).replace(NBSP, " ")
    for words in ("séance n° 7", "Comité de suivi QRR", "lundi 8 mars 2027", "9 h 30", "Mairie", "lundi 1er mars 2027"):
        assert words in said
    assert [(item.starts, item.minutes) for item in letter.items] == [
        (dt.time(9, 30), 5), (dt.time(9, 35), 15), (dt.time(9, 50), 10),
    ]  # fmt: skip
    assert (letter.ends, letter.reply_by, letter.kind) == (dt.time(10, 0), dt.date(2027, 3, 1), SummonsKind.FIRST)
    assert letter.closing and not letter.notice


def test_what_is_not_known_yet_is_said_to_be_told_later(base: db.Database, meeting: int) -> None:
    base.write(meetings.set_field, meeting, "starts", None)
    base.write(meetings.set_field, meeting, "place", "")
    letter = document(base, meeting, today=DAY)
    said = " ".join((*letter.paragraphs, *letter.closing))
    assert "une heure qui vous sera précisée" in said and "à préciser" in said and "dès que possible" in said
    assert letter.ends is None and letter.reply_by is None


def test_of_a_restricted_item_the_letter_says_only_that_there_is_one(base: db.Database) -> None:
    five, level = meeting_id(base, 5), DisclosureLevel.PARTNERS
    hidden = [item for item in base.read(agenda.items, five) if item.disclosure.rank > level.rank]
    assert hidden
    letter = document(base, five, level)
    for item in hidden:
        announced = letter.items[item.number - 1]
        assert (announced.title, announced.rapporteur) == (summons.RESERVED, "")
        assert item.title not in str([*letter.items, *letter.paragraphs, *letter.closing])
    whole = document(base, five, DisclosureLevel.RESTRICTED)
    assert {item.title for item in hidden} <= {item.title for item in whole.items}


def test_a_committee_has_a_letter_of_its_own(base: db.Database, meeting: int) -> None:
    committee = base.read(summons.template, meeting, TODAY).committee_id
    base.write(summons.set_text, committee, "Bonjour,\n\nVenez le {DATE}.\n\nCordialement")
    letter = document(base, meeting)
    assert [text.replace(NBSP, " ") for text in letter.paragraphs] == [
        "Bonjour,", "Venez le lundi 8 mars 2027.", "Cordialement",
    ]  # fmt: skip
    assert letter.closing == () and not base.read(summons.template, meeting, TODAY).usual
    base.write(summons.set_text, committee, typeset(LETTER))  # as the form gives it back
    assert base.read(summons.template, meeting, TODAY).usual and document(base, meeting).closing


def test_a_field_that_does_not_exist_is_refused_where_it_is_typed(base: db.Database, meeting: int) -> None:
    committee = base.read(summons.template, meeting, TODAY).committee_id
    with refused("invalid") as caught:
        base.write(summons.set_text, committee, "Le {jour}")
    assert problem(caught)[:2] == ("summons_text", "unknown_placeholder")


# ---------------------------------------------------------------- where it goes


def test_a_letter_goes_to_who_sits_then_to_the_mailbox_and_never_to_who_left(base: db.Database, meeting: int) -> None:
    found = row_of(base, meeting, "HD")
    assert found.addresses == ("sarah.fournier@exemple.invalid", "proximite@exemple.invalid")
    seated = next(contact for contact in contacts(base, found) if contact.email == found.addresses[0])
    base.write(partners.set_contact, seated.id, "left_on", TODAY)
    assert row_of(base, meeting, "HD").addresses == ("proximite@exemple.invalid",)


def test_an_address_that_is_none_is_told_with_its_remedy_and_goes_nowhere(base: db.Database, meeting: int) -> None:
    found = row_of(base, meeting, "LO")
    for typed in ("a@b.fr\r\nBcc: c@d.fr", "a@b.fr, c@d.fr", "sans arobase", "a@b.fr\nX: y", ""):
        for contact in contacts(base, found):
            base.write(misspell, contact.id, typed)
        found = row_of(base, meeting, "LO")
        assert found.addresses == () and "ajoutez un courriel" in found.problem and "Logis d’Opale" in found.problem
        (invitation,) = base.read(summons.invitations, meeting, [found.seat_id], TODAY)
        assert invitation.letter.recipients == ()


def test_a_guest_of_no_partner_has_a_draft_to_address_by_hand(base: db.Database, meeting: int) -> None:
    seat = base.write(attendance.add_guest, meeting, "Mme Lise Ahn", "Caisse\r\nBcc: x@y.fr").result
    row = next(row for row in register(base, meeting).recipients if row.seat_id == seat)
    assert "à la main" in row.problem
    (invitation,) = base.read(summons.invitations, meeting, [seat], TODAY)
    assert "\n" not in invitation.stem + invitation.letter.subject


# ---------------------------------------------------------------- the log


def test_a_draft_is_not_a_sending_and_the_first_sending_convenes_the_meeting(base: db.Database, meeting: int) -> None:
    first, second, *_ = seats(base, meeting)
    assert states(base, meeting) == {TO_SEND}
    base.write(summons.prepare, meeting, [first, second], TODAY)
    base.write(summons.prepare, meeting, [first], TODAY + dt.timedelta(1))  # brought up to date, not logged twice
    assert stage(base, meeting) is MeetingStage.PREPARATION
    assert [row.on for row in register(base, meeting).recipients[:3]] == [TODAY + dt.timedelta(1), TODAY, None]
    base.write(summons.mark_sent, meeting, [first], TODAY + dt.timedelta(2))
    rows = register(base, meeting).recipients
    assert [row.state for row in rows[:3]] == [SENT, DRAFTED, TO_SEND]
    assert stage(base, meeting) is MeetingStage.SUMMONED
    assert base.read(meetings.sheet, meeting).summoned_on == TODAY + dt.timedelta(2)
    base.write(summons.mark_sent, meeting, [first], TODAY + dt.timedelta(9))  # what went out keeps its day
    assert register(base, meeting).recipients[0].on == TODAY + dt.timedelta(2)


def test_a_message_that_came_back_is_to_be_sent_again(base: db.Database, meeting: int) -> None:
    first = seats(base, meeting)[0]
    with refused("summons_not_sent"):
        base.write(summons.mark_refused, first, TODAY)
    base.write(summons.mark_sent, meeting, [first], TODAY)
    base.write(summons.mark_refused, first, TODAY)
    assert register(base, meeting).recipients[0].state is REFUSED
    assert register(base, meeting).notice.to_send == 16
    base.write(summons.prepare, meeting, [first], TODAY)
    assert register(base, meeting).recipients[0].state is DRAFTED


def test_a_meeting_said_to_be_convened_without_a_log_keeps_its_word(base: db.Database, meeting: int) -> None:
    base.write(meetings.summon, meeting, TODAY)
    assert states(base, meeting) == {SENT}
    base.write(summons.mark_refused, seats(base, meeting)[0], TODAY)
    late = base.write(attendance.add_guest, meeting, "M. Paul Roy", "Mairie").result
    found = {row.seat_id: row.state for row in register(base, meeting).recipients}
    assert found.pop(late) is TO_SEND
    assert sorted(found.values()) == [REFUSED] + [SENT] * 15


def test_once_opened_a_meeting_invites_nobody(base: db.Database, meeting: int) -> None:
    base.write(meetings.start, meeting)
    assert not register(base, meeting).editable
    with refused("meeting_stage"):
        base.write(summons.prepare, meeting, seats(base, meeting), TODAY)
    with refused("meeting_stage"):
        base.write(summons.postpone, meeting, DAY + dt.timedelta(7), None, "Grève", TODAY)


def test_without_participants_there_is_nobody_to_invite(base: db.Database, meeting: int) -> None:
    for seat in seats(base, meeting):
        base.write(attendance.remove, seat)
    assert register(base, meeting).recipients == ()
    with refused("no_seats"):
        base.write(summons.prepare, meeting, [], TODAY)
    base.write(summons.mark_all_sent, meeting, TODAY)
    assert stage(base, meeting) is MeetingStage.SUMMONED


def test_delays_are_counted_from_the_meeting(base: db.Database, meeting: int) -> None:
    def told(before: int) -> tuple[bool, bool, int]:
        notice = register(base, meeting, DAY - dt.timedelta(before)).notice
        return notice.advised_late, notice.late, notice.to_send

    assert [told(15), told(14), told(5), told(4)] == [
        (False, False, 16), (True, False, 16), (True, False, 16), (True, True, 16),
    ]  # fmt: skip
    base.write(summons.mark_all_sent, meeting, TODAY)
    assert told(4) == (False, False, 0)


# ---------------------------------------------------------------- a meeting that moves


def test_a_postponed_meeting_keeps_its_past_and_asks_everybody_anew(base: db.Database, meeting: int) -> None:
    base.write(meetings.set_field, meeting, "planned_end", dt.time(11, 0))
    base.write(summons.mark_all_sent, meeting, TODAY)
    first = seats(base, meeting)[0]
    base.write(attendance.set_reply, first, Reply.REPRESENTED, TODAY, "Mme Roy")
    uid = document(base, meeting).uid
    later = DAY + dt.timedelta(8)
    base.write(summons.postpone, meeting, later, dt.time(14, 0), "Salle indisponible", TODAY)

    found, letter = register(base, meeting), document(base, meeting)
    assert states(base, meeting) == {TO_SEND} and stage(base, meeting) is MeetingStage.PREPARATION
    assert (found.recipients[0].reply, found.recipients[0].represented_by) == (None, "")
    (moved,) = found.postponements
    assert (moved.date_before, moved.date_after, moved.reason) == (DAY, later, "Salle indisponible")
    assert (letter.kind, letter.sequence, letter.uid) == (SummonsKind.POSTPONED, 1, uid)
    assert "lundi 8 mars 2027" in letter.notice.replace(NBSP, " ") and letter.ends == dt.time(15, 30)

    base.write(summons.mark_sent, meeting, [first], TODAY)
    assert register(base, meeting).recipients[0].kind is SummonsKind.POSTPONED


def test_a_postponement_can_be_taken_back_with_its_answers(base: db.Database, meeting: int) -> None:
    base.write(summons.mark_all_sent, meeting, TODAY)
    base.write(attendance.set_reply, seats(base, meeting)[0], Reply.COMING, TODAY)
    before = register(base, meeting)
    step = base.write(summons.postpone, meeting, DAY + dt.timedelta(8), None, "Grève", TODAY).changes.step
    assert step is not None
    base.revert(step, "undo")
    assert register(base, meeting) == before and stage(base, meeting) is MeetingStage.SUMMONED


def test_a_postponement_that_cannot_be_is_told_at_its_field(base: db.Database, meeting: int) -> None:
    week = dt.timedelta(7)
    for day, starts, reason, field, code in (
        (None, None, "Grève", "date", "required"),
        (DAY + week, None, "  ", "reason", "required"),
        (TODAY - week, None, "Grève", "date", "postponed_to_past"),
        (DAY, dt.time(9, 30), "Grève", "date", "postponed_nowhere"),
        (TODAY + 3 * week, None, "Grève", "date", "meeting_same_day"),
        (dt.date(3000, 1, 1), None, "Grève", "date", "date_range"),
    ):
        with refused("invalid") as caught:
            base.write(summons.postpone, meeting, day, starts, reason, TODAY)
        assert problem(caught)[:2] == (field, code)
    assert register(base, meeting).postponements == () and document(base, meeting).date == DAY


def test_a_second_summons_says_that_no_quorum_is_asked_and_goes_to_all(base: db.Database, meeting: int) -> None:
    base.write(summons.mark_all_sent, meeting, TODAY)
    base.write(summons.set_second, meeting, True)
    letter = document(base, meeting)
    assert letter.kind is SummonsKind.SECOND and "sans condition de quorum" in letter.notice
    assert states(base, meeting) == {TO_SEND}
    base.write(summons.set_second, meeting, False)
    assert states(base, meeting) == {SENT}


def test_invitations_say_which_meeting_it_is_and_how_to_answer(base: db.Database, meeting: int) -> None:
    base.write(committees.set_field, "secretary_email", "secretariat@exemple.invalid")
    drafts = base.read(summons.invitations, meeting, seats(base, meeting), TODAY)
    assert len({draft.stem for draft in drafts}) == 16
    letter = drafts[0].letter
    assert letter.sender == "secretariat@exemple.invalid"
    assert letter.subject.replace(NBSP, " ") == "Convocation : Comité de suivi QRR, séance n° 7, lundi 8 mars 2027"
    assert "représenté" in letter.body and "lundi 1er mars 2027" in letter.body.replace(NBSP, " ")
