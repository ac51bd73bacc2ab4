"""Chasing the pilots of decisions: one draft each, and the log of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import UserError
from psq_desktop.models.committee import Committee
from psq_desktop.models.decision import Decision, DecisionReminder
from psq_desktop.services import fields
from psq_desktop.services.deciding import decision_letters
from psq_desktop.services.deciding.decision_rows import DecisionRow, rows
from psq_desktop.services.rounds.campaign_rows import Letter
from psq_desktop.services.rounds.dispatches import recipients
from psq_desktop.services.rounds.letters import address, fill

Why = Literal["closed", "no_pilot", "no_address"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A decision for which nobody can be chased."""

    decision_id: int
    ref: str
    why: Why
    pilot_id: int | None
    pilot: str


def letters(session: Session, decision_ids: Sequence[int], today: dt.date) -> tuple[tuple[str, Letter], ...]:
    """One draft for each pilot that can be reached, with all its decisions; before it, what its file is called after.

    `left_out` tells for which decisions there is none.
    """
    committee = session.scalars(select(Committee).order_by(Committee.id).limit(1)).first()
    name, secretary, mailbox, phone = (
        (committee.name, committee.secretary, committee.secretary_email, committee.secretary_phone)
        if committee is not None
        else ("", "", "", "")
    )
    contact = ", ".join(filter(None, (mailbox, phone)))
    reached, _ = _sorted_out(session, decision_ids, today)
    to = recipients(session, reached, today)
    found = []
    for pilot_id, chosen in reached.items():
        known = decision_letters.values(chosen, chosen[0].pilot, name, secretary, contact, today)
        subject = fields.line(fill(decision_letters.SUBJECT, known))
        body = fill(decision_letters.MESSAGE, known)
        letter = Letter(to[pilot_id], address(fields.line(mailbox)), subject, body, today)
        found.append((f"Relance {chosen[0].acronym or chosen[0].pilot} - décisions", letter))
    return tuple(found)


def left_out(session: Session, decision_ids: Sequence[int], today: dt.date) -> tuple[LeftOut, ...]:
    """The decisions that no draft speaks of: closed ones, those without a pilot, those whose pilot has no address."""
    return _sorted_out(session, decision_ids, today)[1]


def remind(session: Session, decision_ids: Sequence[int], on: dt.date) -> int:
    """Log that pilots were chased, once a day; returns for how many decisions it was not logged yet."""
    fields.require_range(on=on)
    reached, _ = _sorted_out(session, decision_ids, on)
    to = recipients(session, reached, on)
    logged = 0
    for pilot_id, chosen in reached.items():
        for row in chosen:
            decision = fields.fetch(session, Decision, row.id)
            if all(reminder.on != on for reminder in decision.reminders):
                decision.reminders.append(DecisionReminder(on=on, recipients=", ".join(to[pilot_id])))
                logged += 1
    return logged


def _sorted_out(
    session: Session, decision_ids: Sequence[int], today: dt.date
) -> tuple[dict[int, list[DecisionRow]], tuple[LeftOut, ...]]:
    """Open decisions by the pilot that can be written to, most urgent first, and the others."""
    found = rows(session, today, Decision.id.in_(decision_ids))
    if len(found) < len(set(decision_ids)):
        raise UserError("gone")
    to = recipients(session, {row.pilot_id for row in found if row.pilot_id is not None}, today)
    reached: dict[int, list[DecisionRow]] = {}
    others = []
    for row in sorted(found, key=lambda row: (row.due or dt.date.max, row.number)):
        why = _hindrance(row, to)
        if why is not None:
            others.append(LeftOut(row.id, row.ref, why, row.pilot_id, row.pilot))
        elif row.pilot_id is not None:
            reached.setdefault(row.pilot_id, []).append(row)
    return reached, tuple(others)


def _hindrance(row: DecisionRow, to: dict[int, tuple[str, ...]]) -> Why | None:
    if row.state.closed:
        return "closed"
    if row.pilot_id is None:
        return "no_pilot"
    return None if to[row.pilot_id] else "no_address"
