"""The committee itself: what its documents print, its district, its formations and whom they convene."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import fold, number
from psq_desktop.models.committee import Committee, Formation, FormationMember
from psq_desktop.models.kinds import QuorumRule
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.partner import College, Partner
from psq_desktop.services import fields
from psq_desktop.services.names import labels_on
from psq_desktop.services.rounds.letters import address_field

LARGEST_POPULATION = 10_000_000
HALF = 50  # per cent of the members
MOST_MEMBERS = 999
LONGEST_DAYS = 90
CONSULTATIVE_DAYS = 5
_DAYS = fields.Field(int, required=True)

COMMITTEE_FIELDS = {
    "committee": fields.TITLE,
    "reference_prefix": fields.TEXT,
    "chair": fields.TEXT,
    "chair_role": fields.TEXT,
    "delegation": fields.TEXT,
    "secretary": fields.TEXT,
    "secretary_email": address_field("secretary_email"),
    "secretary_phone": fields.TEXT,
    "usual_place": fields.TEXT,
    "usual_start": fields.MOMENT,
    "quorum_count": fields.KEY,
    "advice_days": _DAYS,
    "notice_days": _DAYS,
    "reply_days": _DAYS,
}
DISTRICT_FIELDS = {
    "district": fields.TITLE,
    "city": fields.TITLE,
    "population": fields.KEY,
    "population_source": fields.TEXT,
    "letterhead": fields.LONG_TEXT,
}
# Both records have a name: each goes by the name of its record, as in `setup.create_base`.
_ATTRIBUTES = {"committee": "name", "district": "name"}


@dataclass(frozen=True, slots=True)
class FormationRow:
    """A formation and the partners it convenes."""

    id: int
    name: str
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class PartnerChoice:
    """A partner that a formation may convene."""

    id: int
    name: str
    acronym: str
    college: str
    guest: bool


@dataclass(frozen=True, slots=True)
class CommitteeSheet:
    """The committee and its district whole; the fields of `set_field` go by the same names."""

    committee: str
    reference_prefix: str
    chair: str
    chair_role: str
    delegation: str
    secretary: str
    secretary_email: str
    secretary_phone: str
    usual_place: str
    usual_start: time | None
    quorum_rule: QuorumRule
    quorum_count: int | None
    advice_days: int
    notice_days: int
    reply_days: int
    district: str
    city: str
    population: int | None
    population_source: str
    letterhead: str
    formations: tuple[FormationRow, ...]
    partners: tuple[PartnerChoice, ...]  # in protocol order


def sheet(session: Session, today: date) -> CommitteeSheet:
    """The committee whole, its partners by their names of today. Raises `UserError` ``no_committee``."""
    committee = _committee(session)
    district = committee.district
    return CommitteeSheet(
        **{name: getattr(committee, _ATTRIBUTES.get(name, name)) for name in COMMITTEE_FIELDS},
        **{name: getattr(district, _ATTRIBUTES.get(name, name)) for name in DISTRICT_FIELDS},
        quorum_rule=_rule(committee),
        formations=_formations(session, committee.id),
        partners=_partners(session, today),
    )


def _committee(session: Session) -> Committee:
    found = session.scalars(select(Committee).order_by(Committee.id).limit(1)).first()
    if found is None:
        raise UserError("no_committee")
    return found


def _formations(session: Session, committee_id: int) -> tuple[FormationRow, ...]:
    members: dict[int, set[int]] = {}
    for formation_id, partner_id in session.execute(select(FormationMember.formation_id, FormationMember.partner_id)):
        members.setdefault(formation_id, set()).add(partner_id)
    query = (
        select(Formation.id, Formation.name)
        .where(Formation.committee_id == committee_id)
        .order_by(Formation.position, Formation.id)
    )
    return tuple(FormationRow(key, name, frozenset(members.get(key, ()))) for key, name in session.execute(query))


def _partners(session: Session, today: date) -> tuple[PartnerChoice, ...]:
    labels = labels_on(session, today)
    query = select(Partner.id, College.name, Partner.guest).join(College).order_by(College.position, Partner.id)
    return tuple(
        PartnerChoice(key, labels[key].name, labels[key].acronym, college, guest)
        for key, college, guest in session.execute(query)
    )


def set_field(session: Session, name: str, value: Any) -> None:
    """Change one of `COMMITTEE_FIELDS` or `DISTRICT_FIELDS`."""
    committee = _committee(session)
    of_committee = name in COMMITTEE_FIELDS
    field = COMMITTEE_FIELDS[name] if of_committee else DISTRICT_FIELDS[name]
    if field.required:  # here, so that the problem names the field and not the attribute
        fields.require(**{name: fields.line(value) if isinstance(value, str) else value})
    _check(committee, name, value)
    attribute = _ATTRIBUTES.get(name, name)
    fields.assign(committee if of_committee else committee.district, {attribute: field}, attribute, value)


def _rule(committee: Committee) -> QuorumRule:
    if committee.quorum_count is not None:
        return QuorumRule.CUSTOM
    return QuorumRule.HALF if committee.quorum_percent is not None else QuorumRule.NONE


def set_quorum(session: Session, rule: QuorumRule, count: int | None = None) -> None:
    """How many members a meeting needs; ``count`` goes with a rule of the committee's own."""
    committee = _committee(session)
    if rule is QuorumRule.CUSTOM:
        fields.require(quorum_count=count)
        _check(committee, "quorum_count", count)
    committee.quorum_count = count if rule is QuorumRule.CUSTOM else None
    committee.quorum_percent = HALF if rule is QuorumRule.HALF else None


def use_consultative(session: Session) -> None:
    """The usage of administrative consultative commissions: five days of notice, half of the members.

    Known from secondary sources on the code des relations entre le public et l'administration, R133-3 to R133-15.
    """
    committee = _committee(session)
    set_quorum(session, QuorumRule.HALF)
    committee.notice_days = CONSULTATIVE_DAYS
    committee.advice_days = max(committee.advice_days, CONSULTATIVE_DAYS)


def _check(committee: Committee, name: str, value: Any) -> None:
    if name == "population" and value is not None and not 1 <= value <= LARGEST_POPULATION:
        raise UserError("invalid", Problem(name, "population_range", (("largest", number(LARGEST_POPULATION)),)))
    if name == "quorum_count" and value is not None and not 1 <= value <= MOST_MEMBERS:
        raise UserError("invalid", Problem(name, "quorum_range", (("most", MOST_MEMBERS),)))
    if name in ("advice_days", "notice_days", "reply_days") and not 1 <= value <= LONGEST_DAYS:
        raise UserError("invalid", Problem(name, "days_range", (("longest", LONGEST_DAYS),)))
    if name == "advice_days" and value < committee.notice_days:
        raise UserError("invalid", Problem(name, "advice_below_notice", (("days", committee.notice_days),)))
    if name == "notice_days" and value > committee.advice_days:
        raise UserError("invalid", Problem(name, "notice_above_advice", (("days", committee.advice_days),)))


def add_formation(session: Session, name: str) -> int:
    """A new formation, the last of the list; it convenes nobody yet. Returns its id."""
    committee = _committee(session)
    name = _free_name(session, committee.id, name, None)
    last = session.scalar(select(func.max(Formation.position)).where(Formation.committee_id == committee.id))
    formation = Formation(committee_id=committee.id, name=name, position=0 if last is None else last + 1)
    session.add(formation)
    session.flush()
    return formation.id


def rename_formation(session: Session, formation_id: int, name: str) -> None:
    """Change a formation's name."""
    formation = fields.fetch(session, Formation, formation_id)
    formation.name = _free_name(session, formation.committee_id, name, formation_id)


def _free_name(session: Session, committee_id: int, name: str, formation_id: int | None) -> str:
    """The name cleaned, unless it is empty or another formation bears it."""
    name = fields.line(name)
    fields.require(name=name)
    others = select(Formation.id, Formation.name).where(Formation.committee_id == committee_id)
    for key, other in session.execute(others):
        if key != formation_id and fold(other) == fold(name):
            raise UserError("invalid", Problem("name", "formation_exists", (("name", other),)))
    return name


def remove_formation(session: Session, formation_id: int) -> None:
    """Delete a formation that no meeting used; the last one stays."""
    formation = fields.fetch(session, Formation, formation_id)
    if session.scalar(select(func.count()).where(Meeting.formation_id == formation_id)):
        raise UserError("formation_in_use", name=formation.name)
    if session.scalar(select(func.count()).where(Formation.committee_id == formation.committee_id)) == 1:
        raise UserError("only_formation", name=formation.name)
    session.delete(formation)


def set_member(session: Session, formation_id: int, partner_id: int, member: bool) -> None:
    """Whether a formation convenes a partner. Meetings that exist keep their participants."""
    formation = fields.fetch(session, Formation, formation_id)
    fields.fetch(session, Partner, partner_id)
    _set_members(session, formation, {partner_id}, member)


def set_all_members(session: Session, formation_id: int, member: bool) -> None:
    """Convene every partner, or none."""
    formation = fields.fetch(session, Formation, formation_id)
    _set_members(session, formation, set(session.scalars(select(Partner.id))), member)


def _set_members(session: Session, formation: Formation, partner_ids: set[int], member: bool) -> None:
    present = {found.partner_id: found for found in formation.members}
    if member:
        missing = sorted(partner_ids - present.keys())
        session.add_all(FormationMember(formation_id=formation.id, partner_id=key) for key in missing)
    else:
        for key in sorted(partner_ids & present.keys()):
            session.delete(present[key])
