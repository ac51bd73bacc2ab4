"""Drafts that chase pilots: one each, nobody forgotten in silence, logged once a day."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes, policy
from typing import Any

import pytest

from psq_desktop import db
from psq_desktop.exports.mail import draft
from psq_desktop.services import history, partners
from psq_desktop.services.deciding import decision_reminders, decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import DecisionState, DisclosureLevel
from psq_desktop.services.preparing import agenda
from tests.conftest import TODAY
from tests.services.helpers import meeting_id

SOON = TODAY + dt.timedelta(days=40)


def late(base: db.Database) -> tuple[DecisionRow, ...]:
    return tuple(row for row in base.read(decisions.register, TODAY) if row.late_days)


def made(base: db.Database, text: str, pilot_id: int | None, **more: Any) -> int:
    key: int = base.write(decisions.create, meeting_id(base, 6), text, pilot_id=pilot_id, due=SOON, **more).result
    return key


def test_a_pilot_gets_one_draft_with_all_its_decisions(demo_database: db.Database) -> None:
    first, second = made(demo_database, "Poser la serrure", 1), made(demo_database, "Ouvrir {contact} l’accès", 1)
    other = made(demo_database, "Tenir une permanence", 2)
    found = demo_database.read(decision_reminders.letters, (first, other, second), TODAY)
    assert len(found) == 2
    _, letter = found[0]
    assert "D-29" in letter.body and "D-30" in letter.body and "D-31" not in letter.body
    assert "{contact} l’accès" in letter.body  # what people typed is no template
    assert letter.recipients and all("@" in address for address in letter.recipients)
    assert "2 décisions" in letter.subject.replace("\xa0", " ")
    message = message_from_bytes(draft(letter), policy=policy.default)
    assert [address.addr_spec for address in message["To"].addresses] == list(letter.recipients)


def test_a_line_break_in_an_address_or_a_text_makes_no_header(demo_database: db.Database) -> None:
    partner = demo_database.write(partners.create, 1, "Association\nBcc: a@exemple.invalid", "AB").result
    contact = demo_database.write(partners.add_contact, partner, last_name="Roux", email="roux@exemple.invalid").result
    with demo_database.connection() as connection:
        connection.exec_driver_sql(
            "UPDATE contact SET email = 'roux@exemple.invalid\r\nBcc: b@exemple.invalid' WHERE id = ?", (contact,)
        )
    key = made(demo_database, "Agir", partner)
    for _, letter in demo_database.read(decision_reminders.letters, (key,), TODAY):
        message = message_from_bytes(draft(letter), policy=policy.default)
        assert message["Bcc"] is None
        assert set(message.keys()) <= {"X-Unsent", "To", "From", "Subject", "Date", "Content-Type",
                                       "Content-Transfer-Encoding", "MIME-Version"}  # fmt: skip


def test_whoever_cannot_be_chased_is_named(demo_database: db.Database) -> None:
    nobody = made(demo_database, "À désigner", None)
    silent = made(demo_database, "Sans adresse", demo_database.write(partners.create, 1, "Sans adresse", "SA").result)
    done = made(demo_database, "Faite", 1)
    demo_database.write(decisions.follow_up, done, DecisionState.DONE, TODAY)
    found = demo_database.read(decision_reminders.left_out, (nobody, silent, done), TODAY)
    assert {each.ref: each.why for each in found} == {"D-29": "no_pilot", "D-30": "no_address", "D-31": "closed"}
    assert demo_database.read(decision_reminders.letters, (nobody, silent, done), TODAY) == ()


def test_a_chase_is_logged_once_a_day_and_stands_in_the_history(demo_database: db.Database) -> None:
    keys = tuple(row.id for row in late(demo_database))
    assert demo_database.write(decision_reminders.remind, keys, TODAY).result == len(keys)
    again = demo_database.write(decision_reminders.remind, keys, TODAY)
    assert again.result == 0
    assert [r.on for r in demo_database.read(decisions.sheet, keys[0], TODAY).reminders] == [TODAY]
    assert demo_database.write(decision_reminders.remind, keys, TODAY + dt.timedelta(days=1)).result == len(keys)


def test_the_words_of_a_restricted_item_are_in_no_draft(demo_database: db.Database) -> None:
    key = meeting_id(demo_database, 6)
    item = next(i for i in demo_database.read(agenda.items, key) if i.disclosure is not DisclosureLevel.RESTRICTED)
    secret = made(demo_database, "Fermer le local de la rue haute", 1, item_id=item.id, proof="procès-verbal caché")
    demo_database.write(agenda.set_field, item.id, "disclosure", DisclosureLevel.RESTRICTED)
    ((_, letter),) = demo_database.read(decision_reminders.letters, (secret,), TODAY)
    assert "D-29" in letter.body
    assert "rue haute" not in letter.body
    assert "caché" not in letter.body


@pytest.mark.parametrize("days", [-30, 30])
def test_a_date_is_said_as_people_say_it(demo_database: db.Database, days: int) -> None:
    from psq_desktop.services.deciding.decision_letters import line

    row = late(demo_database)[0]
    assert row.due is not None
    said = line(row, row.due + dt.timedelta(days=days)).replace("\xa0", " ")
    assert ("dépassée de 30 jours" if days > 0 else "dans 30 jours") in said


def test_the_journal_says_which_decision_was_chased(demo_database: db.Database) -> None:
    row = late(demo_database)[0]
    demo_database.write(decision_reminders.remind, (row.id,), TODAY)
    undo, _ = demo_database.read(history.candidates)
    assert undo is not None
    assert undo.subject == row.ref
