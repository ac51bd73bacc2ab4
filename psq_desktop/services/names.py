"""Names that were true on a day: organisations are renamed, minutes are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.objective import Axis, Objective
from psq_desktop.models.partner import Contact, PartnerName


@dataclass(frozen=True, slots=True)
class PartnerLabel:
    """How a partner is called."""

    id: int
    name: str
    acronym: str


def labels_on(session: Session, day: date) -> dict[int, PartnerLabel]:
    """Every partner's name on a day, by partner id; before its first dated name, that one."""
    found: dict[int, PartnerLabel] = {}
    query = select(PartnerName.partner_id, PartnerName.name, PartnerName.acronym, PartnerName.valid_from)
    rows = sorted(session.execute(query).all(), key=lambda row: row.valid_from or date.min)
    for row in rows:
        if row.partner_id not in found or (row.valid_from or date.min) <= day:
            found[row.partner_id] = PartnerLabel(row.partner_id, row.name, row.acronym)
    return found


def person(contact: Contact) -> str:
    """« Mme Odile Carpentier », or the label of a functional mailbox."""
    parts = (contact.civility, contact.first_name, contact.last_name)
    return " ".join(part for part in parts if part) or contact.role or contact.email


def objective_code(axis: int, number: int) -> str:
    """« 2.1 »."""
    return f"{axis}.{number}"


def objective_codes(session: Session) -> dict[int | None, str]:
    """Every objective's « 2.1 », by its id."""
    query = select(Objective.id, Axis.number, Objective.number).join(Axis, Axis.id == Objective.axis_id)
    return {key: objective_code(axis, number) for key, axis, number in session.execute(query)}
