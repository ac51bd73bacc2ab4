"""The chair's brief, the file of a meeting, and silent partners: facts of the base, each with its source."""

from __future__ import annotations

import datetime as dt

import pytest

from psq_desktop import db
from psq_desktop.services import committees, meetings, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import AgendaKind, DisclosureLevel, OutlookState, QuorumRule
from psq_desktop.services.preparing import agenda, brief, dossier, silence
from psq_desktop.services.rounds import campaigns
from psq_desktop.services.sitting import attendance
from psq_desktop.services.steering import objectives
from tests.conftest import TODAY
from tests.services.concerted import Made
from tests.services.helpers import meeting_id

PARTNERS, RESTRICTED = DisclosureLevel.PARTNERS, DisclosureLevel.RESTRICTED
DAY = dt.timedelta(days=1)


@pytest.fixture
def key(demo_database: db.Database) -> int:
    return meeting_id(demo_database, 6)


def test_a_brief_names_what_to_obtain_with_its_source(demo_database: db.Database, key: int) -> None:
    found = demo_database.read(brief.compose, key, PARTNERS, TODAY)
    register = demo_database.read(decisions.register, TODAY)
    assert found.disclosure is RESTRICTED  # whatever was asked for
    assert 0 < len(found.matters) <= 5
    assert {matter.code for matter in found.matters} >= {"support", "decide", "late"}
    refs = {row.ref: row for row in register}
    for matter in found.matters:
        if matter.code in ("late", "carried"):
            assert refs[matter.source].text == matter.subject
    late = [row for row in register if row.late_days]
    assert {line.source for line in found.late} >= {row.ref for row in late}
    assert [line.days for line in found.late] == sorted((line.days for line in found.late), reverse=True)
    assert found.previous == dt.date(2026, 9, 23)


def test_a_brief_tells_what_each_item_expects_and_who_will_not_be_there(demo_database: db.Database, key: int) -> None:
    item = next(row for row in demo_database.read(agenda.items, key) if row.rapporteur_id is not None)
    seat = next(s for s in demo_database.read(attendance.seats, key) if s.partner_id == item.rapporteur_id)
    demo_database.write(attendance.remove, seat.id)
    demo_database.write(agenda.set_field, item.id, "disclosure", RESTRICTED)
    demo_database.write(committees.set_quorum, QuorumRule.CUSTOM, 12)
    found = demo_database.read(brief.compose, key, RESTRICTED, TODAY)
    assert next(risk for risk in found.risks if risk.code == "quorum").count == 12
    line = next(each for each in found.items if each.number == item.number)
    assert (line.trouble, line.restricted) == ("uninvited", True)
    assert {risk.code for risk in found.risks} >= {"trouble_uninvited", "restricted", "no_reply"}
    review = found.items[1]
    assert review.reviews == 9
    assert review.late_reviews == len(review.late_pilots) == 2


def test_an_outlook_that_changed_is_told_then_and_now(made: Made) -> None:
    formation = made.base.read(meetings.propose, TODAY).formations[0].id
    held = made.base.write(meetings.create, formation, TODAY - 40 * DAY, None, "").result
    coming = made.base.write(meetings.create, formation, TODAY + 20 * DAY, None, "").result
    made.base.write(meetings.close, held, None)
    made.declare(OutlookState.SECURED, TODAY - 60 * DAY)
    made.declare(OutlookState.COMPROMISED, TODAY - 5 * DAY)
    found = made.base.read(brief.compose, coming, RESTRICTED, TODAY)
    assert [(line.before, line.after) for line in found.outlooks] == [(OutlookState.SECURED, OutlookState.COMPROMISED)]
    assert [matter.code for matter in found.matters] == ["compromised"]


def test_a_brief_of_a_first_empty_meeting_and_of_one_that_was_held_are_made(
    demo_database: db.Database, small_base: db.Database
) -> None:
    first = small_base.write(meetings.create, 1, TODAY + 20 * DAY, None, "").result
    for item in small_base.read(agenda.items, first):
        small_base.write(agenda.remove, item.id)
    found = small_base.read(brief.compose, first, RESTRICTED, TODAY)
    assert (found.matters, found.items, found.late, found.previous) == ((), (), (), None)
    assert found.risks[0].code == "empty"
    past = demo_database.read(brief.compose, meeting_id(demo_database, 5), RESTRICTED, TODAY)
    assert past.held
    assert past.drafts == ()


def test_the_file_of_a_meeting_shows_no_more_than_its_level(demo_database: db.Database, key: int) -> None:
    item = next(row for row in demo_database.read(agenda.items, key) if row.objective_id is not None)
    demo_database.write(agenda.set_field, item.id, "disclosure", RESTRICTED)
    demo_database.write(agenda.set_field, item.id, "title", "Point confidentiel")
    full = demo_database.read(dossier.compose, key, RESTRICTED, TODAY)
    shown = demo_database.read(dossier.compose, key, PARTNERS, TODAY)
    assert full.previous is not None
    assert shown.previous is not None
    assert (full.previous.number, full.previous.disclosure) == (5, RESTRICTED)
    assert shown.previous.withheld
    assert "confidentiel" in repr(full)
    assert "confidentiel" not in repr(shown)
    assert full.objectives is not None
    assert shown.objectives is not None
    codes = [sheet.row.code for sheet in full.objectives.sheets]
    assert codes[0] == item.objective
    assert [sheet.row.code for sheet in shown.objectives.sheets] == codes[1:]


def test_minutes_that_nobody_validated_stay_out_of_the_file(made: Made) -> None:
    formation = made.base.read(meetings.propose, TODAY).formations[0].id
    held = made.base.write(meetings.create, formation, TODAY - 10 * DAY, None, "").result
    made.base.write(meetings.close, held, None)
    coming = made.base.write(meetings.create, formation, TODAY + 20 * DAY, None, "").result
    found = made.base.read(dossier.compose, coming, PARTNERS, TODAY)
    assert found.previous is None
    assert found.objectives is None


def test_silent_partners_are_those_whose_answer_is_late_or_whose_objectives_are_mute(
    demo_database: db.Database, key: int
) -> None:
    found = {each.name: each for each in demo_database.read(silence.partners_silent, TODAY)}
    newest = demo_database.read(campaigns.search, TODAY)[0]
    cards = demo_database.read(campaigns.board, newest.id, TODAY).cards
    late = {card.partner for card in cards if card.state.value == "late"}
    mute = {row.pilot for row in demo_database.read(objectives.search, TODAY) if (row.unheard or 0) >= 90}
    assert late
    assert set(found) == late | mute
    owing = found["DSDEN 62"]
    assert (owing.round_number, owing.commitments > 0) == (newest.number, True)
    assert owing.round_due is not None
    assert owing.round_due < TODAY
    added = demo_database.write(agenda.add_partner, key, owing.partner_id).result
    item = next(row for row in demo_database.read(agenda.items, key) if row.id == added)
    assert (item.rapporteur, item.kind, item.planned_minutes) == ("DSDEN 62", AgendaKind.DEBATE, 10)


def test_a_rapporteur_that_left_or_is_not_convened_is_told_at_its_item(demo_database: db.Database, key: int) -> None:
    first, second = [row for row in demo_database.read(agenda.items, key) if row.rapporteur_id is not None][:2]
    assert first.absence is second.absence is None
    seats = {seat.partner_id: seat for seat in demo_database.read(attendance.seats, key)}
    demo_database.write(attendance.remove, seats[first.rapporteur_id].id)
    sheet = demo_database.read(partners.sheet, second.rapporteur_id or 0, TODAY)
    contact = next(c for c in sheet.contacts if c.display == seats[second.rapporteur_id].person)
    demo_database.write(partners.set_contact, contact.id, "left_on", TODAY)
    rows = {row.id: row for row in demo_database.read(agenda.items, key)}
    assert rows[first.id].absence == agenda.Absence(first.rapporteur)
    assert rows[second.id].absence == agenda.Absence(second.rapporteur, contact.display, TODAY)
    demo_database.write(attendance.convene, key, first.rapporteur_id or 0)
    assert demo_database.read(agenda.items, key)[first.number - 1].absence is None
