"""The demonstration base, from data whose days are counted from the day it is made. Everybody in it is invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop import richtext
from psq_desktop.french import parse_time, typeset
from psq_desktop.models.agenda import AgendaItem, AgendaReview
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.committee import Committee, Formation, FormationMember, Mandate
from psq_desktop.models.decision import Decision, DecisionAssociate, FollowUp
from psq_desktop.models.district import District
from psq_desktop.models.indicator import Reading
from psq_desktop.models.kinds import (
    AgendaKind,
    AgendaRole,
    AttendanceStatus,
    DecisionKind,
    DecisionState,
    DisclosureLevel,
    MandateRole,
    MeetingStage,
    MinutesState,
    Reply,
)
from psq_desktop.models.meeting import Meeting, Observation
from psq_desktop.models.partner import College, Contact, Partner, PartnerName
from psq_desktop.services import numbers
from psq_desktop.services.deciding.decisions import state_on
from psq_desktop.services.demonstration import minutes, rooms
from psq_desktop.services.names import person

JOURNAL_NAME = "demo"  # as bases hold it

Data = Mapping[str, Any]
Later = tuple[Callable[..., Any], tuple[Any, ...], Mapping[str, Any]]
_PLACES = {"presidence": "Présidence", "secretariat": "Secrétariat"}


@dataclass
class Keys:
    """Ids by the data files' own keys."""

    today: dt.date
    partners: dict[str, int] = field(default_factory=dict)
    contacts: dict[str, int] = field(default_factory=dict)
    formations: dict[str, int] = field(default_factory=dict)
    objectives: dict[str, int] = field(default_factory=dict)
    brought: dict[str, Reading] = field(default_factory=dict)  # by « IND-12 »: what a returned workbook will say
    later: list[Later] = field(default_factory=list)  # writes to be made one by one, as people would
    held: dict[int, Data] = field(default_factory=dict)  # meetings whose minutes are to live their life

    def day(self, data: Data, name: str) -> dt.date | None:
        """The day that ``<name>_offset`` counts from the day of creation."""
        offset = data.get(f"{name}_offset")
        return None if offset is None else self.today + dt.timedelta(days=offset)

    def objective(self, data: Data) -> int | None:
        """The objective that an agenda item or a decision is about, if any."""
        return self.objectives[data["objective"]] if "objective" in data else None


def load_base(session: Session, data: Data, today: dt.date) -> Keys:
    """District, committee, partners, contacts and mandates."""
    keys = Keys(today)
    place, body = data["district"], data["committee"]
    district = District(
        name=place["name"], city=place["city"], population=place["population"],
        population_source=typeset(place["population_source"]), letterhead="\n".join(place["letterhead"]),
        fictional=True,
    )  # fmt: skip
    committee = Committee(
        district=district, usual_place=body["place"], usual_start=parse_time(body["starts"]),
        **{n: typeset(body[n]) for n in ("name", "reference_prefix", "chair", "chair_role", "delegation", "secretary",
                                         "secretary_email", "secretary_phone")},
    )  # fmt: skip
    colleges = {row["name"]: College(name=row["name"], position=rank) for rank, row in enumerate(data["colleges"])}
    session.add_all([district, committee, *colleges.values()])
    session.flush()
    for row in data["partners"]:
        _partner(session, keys, colleges[row["college"]], committee, row)
    for rank, row in enumerate(data["formations"]):
        formation = Formation(committee_id=committee.id, name=row["name"], position=rank)
        formation.members = [FormationMember(partner_id=keys.partners[key]) for key in row["members"]]
        session.add(formation)
        session.flush()
        keys.formations[row["key"]] = formation.id
    return keys


def _partner(session: Session, keys: Keys, college: College, committee: Committee, row: Data) -> None:
    partner = Partner(college_id=college.id, kind=row["kind"], guest=row.get("guest", False))
    partner.names = [
        PartnerName(name=typeset(n["name"]), acronym=n["acronym"], valid_from=keys.day(n, "from")) for n in row["names"]
    ]
    box = row.get("mailbox")
    if box:
        partner.contacts.append(
            Contact(mailbox=True, role=box.get("label", ""), email=box["email"], phone=box.get("phone", ""))
        )
    known = {}
    for c in row["contacts"]:
        contact = Contact(
            civility=c.get("civility", ""), first_name=c.get("first", ""), last_name=c.get("last", ""),
            role=typeset(c.get("role", "")), email=c.get("email", ""), phone=c.get("phone", ""),
            referent=c.get("referent", False), left_on=keys.day(c, "left"),
        )  # fmt: skip
        partner.contacts.append(contact)
        known[c["key"]] = contact
    session.add(partner)
    session.flush()
    keys.partners[row["key"]] = partner.id
    keys.contacts.update({key: contact.id for key, contact in known.items()})
    for m in row.get("mandates", ()):
        starts = keys.day(m, "from")
        assert starts is not None
        session.add(
            Mandate(
                committee_id=committee.id, contact_id=keys.contacts[m["contact"]], role=MandateRole(m["role"]),
                starts_on=starts, ends_on=keys.day(m, "to"),
            )
        )  # fmt: skip


def load_meeting(session: Session, data: Data, keys: Keys) -> int:
    """One meeting with its agenda, seats, decisions and what became of them. Returns its id."""
    committee = session.scalars(select(Committee)).one()
    day = keys.day(data, "date")
    assert day is not None
    meeting = Meeting(
        committee_id=committee.id, formation_id=keys.formations[data["formation"]],
        number=numbers.take_meeting(session, committee.id, data["number"]), date=day,
        starts=parse_time(data["starts"]), ends=parse_time(data.get("ends", "")), place=typeset(data["place"]),
        chair=committee.chair, chair_role=committee.chair_role,
        secretary=data.get("secretary", committee.secretary), stage=MeetingStage(data["stage"]),
        minutes_state=MinutesState.DRAFT, summoned_on=keys.day(data, "summoned"),
        approved_on=keys.day(data, "approved"), planned_end=rooms.planned_end(data),
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    items = _items(session, keys, meeting, data["items"])
    seats = {row["partner"]: _seat(session, keys, meeting, row) for row in data["attendance"]}
    taken = [_decision(session, keys, meeting, items, row) for row in data.get("decisions", ())]
    session.add_all([*seats.values(), *taken])
    session.flush()
    rooms.load_summonses(session, meeting, data["attendance"], seats)
    rooms.load_spells(meeting, data["items"], items)
    rooms.load_room(data, items, seats, taken)
    for row in data.get("observations", ()):
        received = keys.day(row, "received")
        assert received is not None
        meeting.observations.append(
            Observation(
                partner_id=keys.partners[row["partner"]], received_on=received, text=typeset(row["text"]),
                answer=typeset(row.get("answer", "")),
            )
        )  # fmt: skip
    session.flush()
    if meeting.stage is MeetingStage.HELD:
        keys.held[meeting.id] = data
    return meeting.id


def finish_minutes(session: Session, keys: Keys) -> None:
    """Take the minutes to the state that the data say, once every meeting is known: a text names the one after it."""
    for meeting_id, data in keys.held.items():
        days = {state: keys.day(data, name) for name, state in minutes.DAYS.items()}
        minutes.take(session, session.get_one(Meeting, meeting_id), data, days)


def _items(session: Session, keys: Keys, meeting: Meeting, rows: list[Data]) -> dict[str, AgendaItem]:
    items = {}
    for rank, row in enumerate(rows, start=1):
        who = row.get("rapporteur", "")
        item = AgendaItem(
            meeting_id=meeting.id, position=rank * 10, title=typeset(row["title"]), kind=AgendaKind(row["kind"]),
            role=AgendaRole(row["role"]), rapporteur_id=keys.partners.get(who), rapporteur_text=_PLACES.get(who, ""),
            planned_minutes=row.get("minutes"), disclosure=DisclosureLevel(row["disclosure"]),
            notes=richtext.dumps(richtext.from_markup(typeset(row.get("notes", "")))),
            objective_id=keys.objective(row),
        )  # fmt: skip
        session.add(item)
        items[row["key"]] = item
        if item.role is AgendaRole.FOLLOW_UP:
            session.flush()
            item.reviews = [AgendaReview(decision_id=key) for key in _still_open(session, keys, meeting)]
    session.flush()
    return items


def _still_open(session: Session, keys: Keys, meeting: Meeting) -> list[int]:
    """Decisions that were not closed when the meeting before ended; for a coming meeting, those open today."""
    held = meeting.stage is MeetingStage.HELD
    earlier = select(Meeting.date).where(Meeting.number < meeting.number).order_by(Meeting.number.desc()).limit(1)
    day = session.scalars(earlier).one() if held else keys.today
    found = session.scalars(select(Decision).order_by(Decision.number))
    return [d.id for d in found if not state_on(d, day).closed]


def _seat(session: Session, keys: Keys, meeting: Meeting, row: Data) -> Attendance:
    contact = session.get(Contact, keys.contacts[row["contact"]]) if "contact" in row else None
    stand_in = row.get("represented_by", "")
    other = session.get(Contact, keys.contacts[stand_in]) if stand_in in keys.contacts else None
    partner = session.get_one(Partner, keys.partners[row["partner"]])
    return Attendance(
        meeting_id=meeting.id, partner_id=partner.id, contact_id=contact.id if contact else None,
        person=person(contact) if contact else "", role=contact.role if contact else "", guest=partner.guest,
        status=AttendanceStatus(row["status"]), represented_by=person(other) if other else typeset(stand_in),
        arrived=parse_time(row.get("arrived", "")), left=parse_time(row.get("left", "")),
        reply=Reply(row["reply"]) if "reply" in row else None, replied_on=keys.day(row, "replied"),
    )  # fmt: skip


def _decision(session: Session, keys: Keys, meeting: Meeting, items: dict[str, AgendaItem], row: Data) -> Decision:
    decision = Decision(
        number=numbers.take_decision(session), kind=DecisionKind(row["kind"]), meeting_id=meeting.id,
        item_id=items[row["item"]].id, text=typeset(row["text"]),
        pilot_id=keys.partners[row["pilot"]] if "pilot" in row else None, due=keys.day(row, "due"),
        proof=typeset(row.get("proof", "")), state=DecisionState.OPEN, objective_id=keys.objective(row),
    )  # fmt: skip
    decision.associates = [DecisionAssociate(partner_id=keys.partners[key]) for key in row.get("associates", ())]
    for f in row.get("follow_ups", ()):
        on, due = keys.day(f, "on"), keys.day(f, "due")
        assert on is not None
        state = DecisionState(f["state"])
        decision.follow_ups.append(
            FollowUp(
                on=on, state=state, due_before=decision.due if due else None, due_after=due,
                comment=typeset(f.get("comment", "")),
            )
        )  # fmt: skip
        decision.state = state
        decision.due = due or decision.due
    return decision
