"""Partners, their dated names, contacts and mandates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import fold
from psq_desktop.models.agenda import TemplateItem
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.committee import Committee, Formation, FormationMember, Mandate
from psq_desktop.models.decision import Decision
from psq_desktop.models.kinds import AttendanceStatus, DecisionState, MandateRole, MeetingStage
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Commitment, Objective
from psq_desktop.models.partner import College, Contact, Partner, PartnerName
from psq_desktop.services import fields, links
from psq_desktop.services.names import labels_on, person
from psq_desktop.services.rounds.letters import address_field

RENEWAL_NOTICE = timedelta(days=60)
_CAME = (AttendanceStatus.PRESENT, AttendanceStatus.REPRESENTED)

CONTACT_FIELDS = {
    "civility": fields.TEXT,
    "first_name": fields.TEXT,
    "last_name": fields.TEXT,
    "role": fields.TEXT,
    "email": address_field("email"),
    "phone": fields.TEXT,
    "referent": fields.FLAG,
    "mailbox": fields.FLAG,
    "left_on": fields.DAY,
}
MANDATE_FIELDS = {
    "role": fields.choice(MandateRole),
    "starts_on": fields.REQUIRED_DAY,
    "ends_on": fields.DAY,
}
PARTNER_FIELDS = {"college_id": fields.Field(int, required=True), "kind": fields.TEXT, "guest": fields.FLAG}


@dataclass(frozen=True, slots=True)
class CollegeRow:
    """A college and how many partners it holds."""

    id: int
    name: str
    partners: int


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner in a list, with its attendance over the meetings that convened it."""

    id: int
    name: str
    acronym: str
    college_id: int
    college: str
    kind: str
    guest: bool
    attended: int
    convened: int
    open_decisions: int  # that it pilots
    late_decisions: int


@dataclass(frozen=True, slots=True)
class NameRow:
    """One name since a day (``None``: since always)."""

    id: int
    name: str
    acronym: str
    valid_from: date | None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person or a functional mailbox."""

    id: int
    partner_id: int
    display: str
    civility: str
    first_name: str
    last_name: str
    role: str
    email: str
    phone: str
    mailbox: bool
    referent: bool
    left_on: date | None


@dataclass(frozen=True, slots=True)
class MandateRow:
    """Who sits, in which capacity, from when to when."""

    id: int
    contact_id: int
    contact: str
    role: MandateRole
    starts_on: date
    ends_on: date | None
    current: bool
    ends_soon: bool


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """How a partner's seat was filled at one held meeting."""

    meeting_id: int
    number: int
    date: date
    status: AttendanceStatus


@dataclass(frozen=True, slots=True)
class PartnerSheet:
    """Everything about one partner."""

    row: PartnerRow
    names: tuple[NameRow, ...]
    contacts: tuple[ContactRow, ...]
    mandates: tuple[MandateRow, ...]
    presence: tuple[PresenceRow, ...]  # oldest first
    decisions_done: int


def colleges(session: Session) -> tuple[CollegeRow, ...]:
    """Colleges in protocol order."""
    query = (
        select(College.id, College.name, func.count(Partner.id))
        .outerjoin(Partner, Partner.college_id == College.id)
        .group_by(College.id)
        .order_by(College.position, College.id)
    )
    return tuple(CollegeRow(*row) for row in session.execute(query))


def search(session: Session, today: date, text: str = "", college_id: int | None = None) -> tuple[PartnerRow, ...]:
    """Partners in protocol order whose name, acronym, kind or college contains the text, accents ignored."""
    labels = labels_on(session, today)
    convened, attended = _presence_counts(session)
    waiting, late = _decision_counts(session, today)
    query = (
        select(Partner.id, Partner.college_id, College.name, Partner.kind, Partner.guest)
        .join(College)
        .order_by(College.position, Partner.id)
    )
    if college_id is not None:
        query = query.where(Partner.college_id == college_id)
    wanted = fold(text)
    rows = []
    for key, college_key, college, kind, guest in session.execute(query):
        label = labels[key]
        row = PartnerRow(
            key, label.name, label.acronym, college_key, college, kind, guest,
            attended[key], convened[key], waiting[key], late[key],
        )  # fmt: skip
        if wanted in fold(f"{row.name} {row.acronym} {row.kind} {row.college}"):
            rows.append(row)
    return tuple(rows)


def _presence_counts(session: Session) -> tuple[Counter[int], Counter[int]]:
    query = (
        select(Attendance.partner_id, Attendance.status, func.count())
        .join(Meeting)
        .where(
            Meeting.stage == MeetingStage.HELD,
            Attendance.partner_id.is_not(None),
            Attendance.status != AttendanceStatus.GUEST,
        )
        .group_by(Attendance.partner_id, Attendance.status)
    )
    convened: Counter[int] = Counter()
    attended: Counter[int] = Counter()
    for key, status, count in session.execute(query):
        assert key is not None
        convened[key] += count
        attended[key] += count if status in _CAME else 0
    return convened, attended


def _decision_counts(session: Session, today: date) -> tuple[Counter[int], Counter[int]]:
    query = select(Decision.pilot_id, Decision.due).where(
        Decision.pilot_id.is_not(None), Decision.state.not_in((DecisionState.DONE, DecisionState.ABANDONED))
    )
    waiting: Counter[int] = Counter()
    late: Counter[int] = Counter()
    for key, due in session.execute(query):
        assert key is not None
        waiting[key] += 1
        late[key] += due is not None and due < today
    return waiting, late


def sheet(session: Session, partner_id: int, today: date) -> PartnerSheet:
    """One partner whole."""
    partner = fields.fetch(session, Partner, partner_id)
    row = next(row for row in search(session, today) if row.id == partner_id)
    done = select(func.count()).where(Decision.pilot_id == partner_id, Decision.state == DecisionState.DONE)
    return PartnerSheet(
        row,
        tuple(NameRow(n.id, n.name, n.acronym, n.valid_from) for n in partner.names),
        tuple(_contact_row(c) for c in sorted(partner.contacts, key=lambda c: (not c.mailbox, c.id))),
        mandates(session, partner_id, today),
        _presence(session, partner_id),
        session.scalar(done) or 0,
    )


def _contact_row(contact: Contact) -> ContactRow:
    return ContactRow(
        contact.id, contact.partner_id, person(contact), contact.civility, contact.first_name, contact.last_name,
        contact.role, contact.email, contact.phone, contact.mailbox, contact.referent, contact.left_on,
    )  # fmt: skip


def contacts(session: Session, text: str = "") -> tuple[ContactRow, ...]:
    """All contacts, by partner."""
    rows = (
        _contact_row(contact) for contact in session.scalars(select(Contact).order_by(Contact.partner_id, Contact.id))
    )
    wanted = fold(text)
    return tuple(row for row in rows if wanted in fold(f"{row.display} {row.role} {row.email}"))


def mandates(session: Session, partner_id: int, today: date) -> tuple[MandateRow, ...]:
    """Mandates of a partner's contacts, holders first, then by start."""
    query = select(Mandate).join(Contact).where(Contact.partner_id == partner_id)
    found = sorted(session.scalars(query), key=lambda m: (m.role is not MandateRole.HOLDER, m.starts_on, m.id))
    return tuple(
        MandateRow(
            m.id, m.contact_id, person(m.contact), m.role, m.starts_on, m.ends_on,
            current=sits(m.starts_on, m.ends_on, today),
            ends_soon=m.ends_on is not None and today <= m.ends_on <= today + RENEWAL_NOTICE,
        )
        for m in found
    )  # fmt: skip


def ending_mandates(session: Session, today: date) -> tuple[str, ...]:
    """Who sits today and will not for long, by day of ending."""
    query = (
        select(Mandate)
        .where(Mandate.starts_on <= today, Mandate.ends_on >= today, Mandate.ends_on <= today + RENEWAL_NOTICE)
        .order_by(Mandate.ends_on, Mandate.id)
        .options(joinedload(Mandate.contact))
    )
    return tuple(person(mandate.contact) for mandate in session.scalars(query))


def sits(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Whether a mandate holds on a day; both ends are included."""
    return starts_on <= day and (ends_on is None or day <= ends_on)


def _presence(session: Session, partner_id: int) -> tuple[PresenceRow, ...]:
    query = (
        select(Meeting.id, Meeting.number, Meeting.date, Attendance.status)
        .join(Attendance)
        .where(Attendance.partner_id == partner_id, Meeting.stage == MeetingStage.HELD)
        .order_by(Meeting.date)
    )
    return tuple(PresenceRow(*row) for row in session.execute(query))


def create(session: Session, college_id: int, name: str, acronym: str, kind: str = "", guest: bool = False) -> int:
    """A new partner, a member of every formation that convenes all partners so far. Returns its id.

    The very first one starts the first formation (« plénière »).
    """
    name, acronym = fields.line(name), fields.line(acronym)
    fields.require(name=name, acronym=acronym, college=college_id)
    _refuse_homonym(session, name, None)
    total = session.scalar(select(func.count()).select_from(Partner)) or 0
    partner = Partner(college_id=college_id, kind=fields.line(kind), guest=guest)
    partner.names.append(PartnerName(name=name, acronym=acronym, valid_from=None))
    session.add(partner)
    session.flush()
    members = select(func.count()).where(FormationMember.formation_id == Formation.id).correlate(Formation)
    full = select(Formation.id).where(members.scalar_subquery() == total).order_by(Formation.position)
    for formation_id in session.scalars(full if total else full.limit(1)).all():
        session.add(FormationMember(formation_id=formation_id, partner_id=partner.id))
    return partner.id


def _refuse_homonym(session: Session, name: str, partner_id: int | None) -> None:
    for key, other in session.execute(select(PartnerName.partner_id, PartnerName.name)):
        if key != partner_id and fold(other) == fold(name):
            raise UserError("invalid", Problem("name", "partner_exists", (("name", other),)))


def set_field(session: Session, partner_id: int, name: str, value: Any) -> None:
    """Change one of `PARTNER_FIELDS`."""
    fields.assign(fields.fetch(session, Partner, partner_id), PARTNER_FIELDS, name, value)


def rename(session: Session, partner_id: int, name: str, acronym: str, valid_from: date | None) -> None:
    """Give a new name from a day on; without a day, or on a day that has one already, correct that name."""
    name, acronym = fields.line(name), fields.line(acronym)
    fields.require(name=name, acronym=acronym)
    fields.require_range(valid_from=valid_from)
    _refuse_homonym(session, name, partner_id)
    partner = fields.fetch(session, Partner, partner_id)
    if valid_from is None:
        current = max(partner.names, key=lambda n: n.valid_from or date.min)
    else:
        found = [n for n in partner.names if n.valid_from == valid_from]
        current = found[0] if found else PartnerName(valid_from=valid_from, name=name, acronym=acronym)
        if not found:
            partner.names.append(current)
    current.name, current.acronym = name, acronym


def correct_name(session: Session, name_id: int, name: str, acronym: str) -> None:
    """Mend one dated name that was mistyped."""
    found = fields.fetch(session, PartnerName, name_id)
    name, acronym = fields.line(name), fields.line(acronym)
    fields.require(name=name, acronym=acronym)
    _refuse_homonym(session, name, found.partner_id)
    found.name, found.acronym = name, acronym


def remove_name(session: Session, name_id: int) -> None:
    """Drop a name that was never borne; the last one stays."""
    found = fields.fetch(session, PartnerName, name_id)
    if len(found.partner.names) == 1:
        raise UserError("only_name", name=found.name)
    session.delete(found)


def remove(session: Session, partner_id: int) -> None:
    """Delete a partner that took part in nothing.

    Raises `UserError` ``partner_pilots`` when it pilots objectives, ``partner_in_use`` when it did anything else.
    """
    partner = fields.fetch(session, Partner, partner_id)
    piloted = select(Objective.title).where(Objective.pilot_id == partner_id).order_by(Objective.id)
    if titles := session.scalars(piloted).all():
        raise UserError("partner_pilots", name=partner.names[-1].name, titles=" ; ".join(titles[:3]), count=len(titles))
    if links.used(session, Partner, partner_id, but=(PartnerName, Contact, FormationMember, TemplateItem)):
        raise UserError("partner_in_use", name=partner.names[-1].name)
    for member in session.scalars(select(FormationMember).where(FormationMember.partner_id == partner_id)):
        session.delete(member)
    for mandate in session.scalars(select(Mandate).join(Contact).where(Contact.partner_id == partner_id)):
        session.delete(mandate)
    for item in session.scalars(select(TemplateItem).where(TemplateItem.rapporteur_id == partner_id)):
        item.rapporteur_id = None  # a template says who usually speaks, not who did
    session.flush()
    session.delete(partner)


def add_contact(session: Session, /, partner_id: int, **values: Any) -> int:
    """A new contact; a person needs a last name, a mailbox an address. Returns its id."""
    fields.fetch(session, Partner, partner_id)
    contact = Contact(partner_id=partner_id)
    for name, value in values.items():
        fields.assign(contact, CONTACT_FIELDS, name, value)
    _check_contact(contact)
    session.add(contact)
    session.flush()
    return contact.id


def set_contact(session: Session, contact_id: int, name: str, value: Any) -> None:
    """Change one of `CONTACT_FIELDS`."""
    contact = fields.fetch(session, Contact, contact_id)
    fields.assign(contact, CONTACT_FIELDS, name, value)
    _check_contact(contact)


def _check_contact(contact: Contact) -> None:
    if contact.mailbox:
        fields.require(email=contact.email or "")
    else:
        fields.require(last_name=contact.last_name or "")


def remove_contact(session: Session, contact_id: int) -> None:
    """Delete a contact and its mandates; one who sat at a meeting or answers for a share may only leave."""
    contact = fields.fetch(session, Contact, contact_id)
    for column in (Attendance.contact_id, Commitment.referent_id):
        if session.scalar(select(func.count()).where(column == contact_id)):
            raise UserError("contact_in_use", name=person(contact))
    for mandate in session.scalars(select(Mandate).where(Mandate.contact_id == contact_id)):
        session.delete(mandate)
    session.flush()
    session.delete(contact)


def add_mandate(
    session: Session, contact_id: int, role: MandateRole, starts_on: date, ends_on: date | None = None
) -> int:
    """A mandate in the committee. Returns its id."""
    fields.fetch(session, Contact, contact_id)
    _check_period(starts_on, ends_on)
    committee_id = session.scalars(select(Committee.id).order_by(Committee.id).limit(1)).one()
    mandate = Mandate(committee_id=committee_id, contact_id=contact_id, role=role, starts_on=starts_on, ends_on=ends_on)
    session.add(mandate)
    session.flush()
    return mandate.id


def set_mandate(session: Session, mandate_id: int, name: str, value: Any) -> None:
    """Change one of `MANDATE_FIELDS`."""
    mandate = fields.fetch(session, Mandate, mandate_id)
    fields.assign(mandate, MANDATE_FIELDS, name, value)
    _check_period(mandate.starts_on, mandate.ends_on)


def _check_period(starts_on: date, ends_on: date | None) -> None:
    fields.require_range(starts_on=starts_on, ends_on=ends_on)
    if ends_on is not None and ends_on < starts_on:
        raise UserError("invalid", Problem("ends_on", "ends_before_start"))


def remove_mandate(session: Session, mandate_id: int) -> None:
    """Delete a mandate that was entered by mistake."""
    session.delete(fields.fetch(session, Mandate, mandate_id))
