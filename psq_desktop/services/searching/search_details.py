"""What stands beside the title of a thing found, and the way to it: one reading for each kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.campaign import Campaign
from psq_desktop.models.decision import Decision, FollowUp
from psq_desktop.models.evaluation import Survey
from psq_desktop.models.fieldwork import OutreachAction, OutreachTheme
from psq_desktop.models.indicator import Indicator
from psq_desktop.models.kinds import DecisionKind, OutlookState
from psq_desktop.models.means import EquipmentItem, RetainedPost
from psq_desktop.models.meeting import Meeting, Observation
from psq_desktop.models.objective import Axis, Commitment, Measure, Objective, Outlook
from psq_desktop.models.partner import Contact, PartnerName
from psq_desktop.models.reserve import Mission, TrainingSession
from psq_desktop.services.names import labels_on, objective_code
from psq_desktop.services.preparing.agenda import ref
from psq_desktop.services.searching.search_rows import SearchKind


@dataclass(frozen=True, slots=True)
class Detail:
    """See `search_rows.Found`."""

    screen: str
    target: int
    part: str = ""
    ref: str = ""
    label: str = ""
    title: str = ""  # instead of the text's own
    on: dt.date | None = None
    partner: str = ""
    beside: str = ""
    outlook: OutlookState | None = None
    noun: DecisionKind | None = None


Details = dict[int, Detail]
_Keys = Collection[int]


def of(session: Session, kind: SearchKind, keys: _Keys) -> Details:
    """By the id of the row found."""
    return _READERS[kind](session, keys) if keys else {}


def _acronyms(session: Session) -> dict[int | None, str]:
    return {key: label.acronym or label.name for key, label in labels_on(session, dt.date.max).items()}


def _meetings(session: Session, keys: _Keys) -> Details:
    query = select(Meeting.id, Meeting.date).where(Meeting.id.in_(keys))
    return {key: Detail("meeting", key, ref=f"SEA-{key}", on=on) for key, on in session.execute(query)}


def _number(number: int) -> str:
    return f"séance n° {number}"


def _items(part: str) -> Callable[[Session, _Keys], Details]:
    def read(session: Session, keys: _Keys) -> Details:
        query = (
            select(AgendaItem.id, AgendaItem.title, Meeting.id, Meeting.number, Meeting.date)
            .join(Meeting, Meeting.id == AgendaItem.meeting_id)
            .where(AgendaItem.id.in_(keys))
        )
        return {
            key: Detail("meeting", meeting, f"{part}:{key}", f"PT-{key}", title=title, on=on, beside=_number(number))
            for key, title, meeting, number, on in session.execute(query)
        }

    return read


def _observations(session: Session, keys: _Keys) -> Details:
    query = (
        select(Observation.id, Observation.received_on, Observation.partner_id, Meeting.id, Meeting.number)
        .join(Meeting, Meeting.id == Observation.meeting_id)
        .where(Observation.id.in_(keys))
    )
    names = _acronyms(session)
    return {
        key: Detail(
            "meeting", meeting, "minutes", f"SEA-{meeting}", title="Observation", on=on, partner=names.get(who, ""),
            beside=_number(number),
        )
        for key, on, who, meeting, number in session.execute(query)
    }  # fmt: skip


def _decisions(session: Session, keys: _Keys) -> Details:
    query = select(Decision).options(joinedload(Decision.meeting)).where(Decision.id.in_(keys))
    names = _acronyms(session)
    found = {}
    for row in session.scalars(query):
        name = ref(row.kind, row.number)
        found[row.id] = Detail(
            "decisions", row.id, ref=name, label=name, title=row.text, on=row.meeting.date,
            partner=names.get(row.pilot_id, ""), beside=_number(row.meeting.number), noun=row.kind,
        )  # fmt: skip
    return found


def _follow_ups(session: Session, keys: _Keys) -> Details:
    query = select(FollowUp.id, FollowUp.decision_id, FollowUp.on).where(FollowUp.id.in_(keys))
    rows = session.execute(query).all()
    decisions = _decisions(session, {row.decision_id for row in rows})
    return {row.id: replace(decisions[row.decision_id], on=row.on, noun=None) for row in rows}


def _objectives(session: Session, keys: _Keys) -> Details:
    query = (
        select(Objective.id, Objective.title, Axis.number, Objective.number, Objective.pilot_id)
        .join(Axis, Axis.id == Objective.axis_id)
        .where(Objective.id.in_(keys))
    )
    declared = select(Outlook.objective_id, Outlook.state).where(Outlook.objective_id.in_(keys))
    latest = {row.objective_id: row.state for row in session.execute(declared.order_by(Outlook.on, Outlook.id))}
    names = _acronyms(session)
    return {
        key: Detail(
            "objectives", key, ref=f"OBJ-{key}", label=objective_code(axis, number), title=title,
            partner=names.get(pilot, ""), outlook=latest.get(key, OutlookState.UNKNOWN),
        )
        for key, title, axis, number, pilot in session.execute(query)
    }  # fmt: skip


def _shares(
    table: type[Commitment] | type[Measure] | type[Indicator], who: str, letters: str, part: str
) -> Callable[[Session, _Keys], Details]:
    """What belongs to an objective: its own title stays, the objective stands beside."""

    def read(session: Session, keys: _Keys) -> Details:
        query = select(table.id, table.objective_id, getattr(table, who)).where(table.id.in_(keys))
        rows = session.execute(query).all()
        objectives = _objectives(session, {objective for _, objective, _ in rows})
        names = _acronyms(session)
        return {
            key: replace(
                objectives[objective], part=part, ref=f"{letters}-{key}", label="", title="", outlook=None,
                partner=names.get(partner, ""), beside=f"objectif {objectives[objective].label}",
            )
            for key, objective, partner in rows
        }  # fmt: skip

    return read


def _partners(session: Session, keys: _Keys) -> Details:
    labels = labels_on(session, dt.date.max)
    rows = session.execute(select(PartnerName.id, PartnerName.partner_id).where(PartnerName.id.in_(keys)))
    return {
        key: Detail(
            "partners", partner, ref=f"PAR-{partner}", title=labels[partner].name, partner=labels[partner].acronym
        )
        for key, partner in rows
    }


def _contacts(session: Session, keys: _Keys) -> Details:
    names = _acronyms(session)
    rows = session.execute(select(Contact.id, Contact.partner_id).where(Contact.id.in_(keys)))
    return {
        key: Detail("partners", partner, "contacts", f"CON-{key}", partner=names.get(partner, ""))
        for key, partner in rows
    }


def _campaigns(session: Session, keys: _Keys) -> Details:
    rows = session.execute(select(Campaign.id, Campaign.opened_on).where(Campaign.id.in_(keys)))
    return {key: Detail("returns", key, ref=f"CAM-{key}", on=on) for key, on in rows}


_Record = type[Mission] | type[RetainedPost] | type[TrainingSession] | type[EquipmentItem] | type[OutreachAction]


def _records(
    table: _Record | type[Survey], route: tuple[str, str], letters: str, who: str, on: str = ""
) -> Callable[[Session, _Keys], Details]:
    """What stands in a list of its own, with a sheet: ``who`` and ``on`` are its columns of a partner and of a day."""

    def read(session: Session, keys: _Keys) -> Details:
        names, (screen, part) = _acronyms(session), route
        return {
            row.id: Detail(
                screen, row.id, part, getattr(row, "code", f"{letters}-{row.id}"), getattr(row, "code", ""),
                on=getattr(row, on) if on else None, partner=names.get(getattr(row, who), ""),
            )
            for row in session.scalars(select(table).where(table.id.in_(keys)))
        }  # fmt: skip

    return read


_actions = _records(OutreachAction, ("district", "outreach"), "CTC", "partner_id", "day")


def _themes(session: Session, keys: _Keys) -> Details:
    """What residents raised stands below the action in which they did."""
    query = select(OutreachTheme.id, OutreachAction.id, OutreachAction.title).join(OutreachTheme.action)
    rows = session.execute(query.where(OutreachTheme.id.in_(keys))).all()
    actions = _actions(session, {action for _, action, _ in rows})
    return {key: replace(actions[action], title=title) for key, action, title in rows}


_READERS: dict[SearchKind, Callable[[Session, _Keys], Details]] = {
    SearchKind.OBJECTIVE: _objectives,
    SearchKind.COMMITMENT: _shares(Commitment, "partner_id", "ENG", "commitments"),
    SearchKind.MEASURE: _shares(Measure, "owner_id", "MES", "measures"),
    SearchKind.INDICATOR: _shares(Indicator, "provider_id", "IND", "readings"),
    SearchKind.DECISION: _decisions,
    SearchKind.FOLLOW_UP: _follow_ups,
    SearchKind.MEETING: _meetings,
    SearchKind.ITEM: _items("agenda"),
    SearchKind.NOTE: _items("minutes"),
    SearchKind.OBSERVATION: _observations,
    SearchKind.PARTNER: _partners,
    SearchKind.CONTACT: _contacts,
    SearchKind.CAMPAIGN: _campaigns,
    SearchKind.MISSION: _records(Mission, ("reserves", "missions"), "MIS", "partner_id", "day"),
    SearchKind.POST: _records(RetainedPost, ("district", "posts"), "PF", "partner_id"),
    SearchKind.TRAINING: _records(TrainingSession, ("district", "trainings"), "FOR", "provider_id", "day"),
    SearchKind.EQUIPMENT: _records(EquipmentItem, ("district", "equipment"), "MAT", "partner_id"),
    SearchKind.OUTREACH: _actions,
    SearchKind.THEME: _themes,
    SearchKind.SURVEY: _records(Survey, ("district", "surveys"), "ENQ", "owner_id"),
}
