"""Rounds of collection: what they ask, of whom, until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import UserError
from psq_desktop.french import MONTHS, typeset
from psq_desktop.models.campaign import Campaign, CampaignObjective
from psq_desktop.models.committee import Committee
from psq_desktop.models.kinds import DisclosureLevel
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Axis, Objective
from psq_desktop.models.partner import College, Partner
from psq_desktop.services import fields, numbers
from psq_desktop.services.names import labels_on, objective_code
from psq_desktop.services.rounds import campaign_scope, dispatches, letters, versions
from psq_desktop.services.rounds.campaign_board import board, rows
from psq_desktop.services.rounds.campaign_rows import CampaignChoice, CampaignRow, Proposal

__all__ = ["FIELDS", "board", "create", "latest", "propose", "remove", "search", "set_scope", "update"]

USUAL_DELAY = dt.timedelta(days=14)
BEFORE_MEETING = dt.timedelta(days=7)

FIELDS = {
    "title": fields.TITLE,
    "due": fields.REQUIRED_DAY,
    "reply_to": letters.address_field("reply_to"),
    "contact": fields.TEXT,
    "subject": fields.TITLE,
    "message": fields.LONG_TEXT,
}
_TEMPLATES = ("subject", "message")
_ON_PAPER = ("due", "reply_to", "contact")  # what the workbooks say of the round


def search(session: Session, today: dt.date) -> tuple[CampaignRow, ...]:
    """Rounds, newest first."""
    return rows(session, today)


def latest(session: Session) -> int | None:
    """The newest round."""
    return session.scalars(select(Campaign.id).order_by(Campaign.number.desc()).limit(1)).first()


# ---------------------------------------------------------------- a new one


def propose(session: Session, today: dt.date) -> Proposal:
    """What a new round would be: all objectives but the restricted ones, all partners with a line in them.

    Restricted objectives are listed, and so are partners that have lines in no other; their ``rows`` are then 0.
    """
    committee = session.scalars(select(Committee).order_by(Committee.id)).first()
    if committee is None:
        raise UserError("no_committee")
    contact = ", ".join(part for part in (committee.secretary, committee.secretary_phone) if part)
    return Proposal(
        _usual_title(session, today), _usual_due(session, today), committee.secretary_email, contact,
        typeset(letters.SUBJECT), typeset(letters.MESSAGE), *_choices(session, today),
    )  # fmt: skip


def _next_meeting(session: Session, today: dt.date) -> Meeting | None:
    return session.scalars(select(Meeting).where(Meeting.date > today).order_by(Meeting.date).limit(1)).first()


def _usual_title(session: Session, today: dt.date) -> str:
    meeting = _next_meeting(session, today)
    if meeting is not None:
        return typeset(f"Point d’étape avant la séance n° {meeting.number}")
    month = MONTHS[today.month - 1]
    return typeset(f"Point d’étape {'d’' if month[0] in 'ao' else 'de '}{month} {today.year}")


def _usual_due(session: Session, today: dt.date) -> dt.date:
    """A week before the next meeting when that leaves partners a week, else in a fortnight; never on a weekend."""
    meeting = _next_meeting(session, today)
    due = today + USUAL_DELAY
    if meeting is not None and meeting.date - BEFORE_MEETING >= today + dt.timedelta(days=7):
        due = meeting.date - BEFORE_MEETING
    return due - dt.timedelta(days=max(due.weekday() - 4, 0))


def _choices(session: Session, today: dt.date) -> tuple[tuple[CampaignChoice, ...], tuple[CampaignChoice, ...]]:
    lines = campaign_scope.lines(session)
    query = select(Objective.id, Axis.number, Objective.number, Objective.title, Objective.disclosure).join(Axis)
    found = session.execute(query.order_by(Axis.number, Objective.number)).all()
    usual = [key for key, *_, level in found if level is not DisclosureLevel.RESTRICTED]
    objectives = tuple(
        CampaignChoice(key, title, objective_code(axis, number), sum(own[key] for own in lines.values()), level)
        for key, axis, number, title, level in found
    )
    labels = labels_on(session, today)
    addresses = dispatches.recipients(session, lines, today)
    in_order = session.scalars(select(Partner.id).join(College).order_by(College.position, Partner.id))
    partners = tuple(
        CampaignChoice(
            key, labels[key].name, labels[key].acronym, campaign_scope.total(lines[key], usual),
            email=next(iter(addresses[key]), ""), objective_ids=frozenset(o for o, n in lines[key].items() if n),
            lines=dict(lines[key]),
        )
        for key in in_order if key in lines
    )  # fmt: skip
    return objectives, partners


def create(
    session: Session,
    title: str,
    due: dt.date | None,
    *,
    today: dt.date,
    objective_ids: Collection[int] | None = None,
    partner_ids: Collection[int] | None = None,
    reply_to: str | None = None,
    contact: str | None = None,
    subject: str | None = None,
    message: str | None = None,
) -> int:
    """Open a round: its workbooks are to send. Returns its id. What is ``None`` is as `propose` has it.

    Partners that have no line in these objectives are left out. Raises `UserError` ``invalid`` with every problem,
    ``campaign_without_objective``, ``campaign_empty`` when no partner has a line.
    """
    usual = propose(session, today)
    given = {"reply_to": reply_to, "contact": contact, "subject": subject, "message": message}
    values = {name: getattr(usual, name) if value is None else value for name, value in given.items()}
    campaign = Campaign(opened_on=today, title="", due=today)
    _assign(campaign, {"title": title, "due": due, **values})
    if objective_ids is None:
        objective_ids = [o.id for o in usual.objectives if o.rows and o.level is not DisclosureLevel.RESTRICTED]
    campaign.number = numbers.take_campaign(session)
    session.add(campaign)
    _ask(session, campaign, objective_ids)
    wanted = campaign_scope.partners_with_lines(session, objective_ids)
    if partner_ids is not None:
        wanted &= frozenset(partner_ids)
    if not wanted:
        raise UserError("campaign_empty", title=campaign.title)
    for choice in usual.partners:
        if choice.id in wanted:
            versions.add(campaign, choice.id)
    session.flush()
    return campaign.id


def _assign(campaign: Campaign, values: Mapping[str, Any]) -> None:
    with fields.all_problems() as each:
        for name, value in values.items():
            with each():
                fields.assign(campaign, FIELDS, name, value)
                if name == "due":
                    dispatches.require_due(value, campaign.opened_on)
                if name in _TEMPLATES and (problem := letters.template_problem(name, value)):
                    raise UserError("invalid", problem)


def _ask(session: Session, campaign: Campaign, objective_ids: Collection[int]) -> None:
    """Make these the objectives of a round."""
    if not objective_ids:
        raise UserError("campaign_without_objective", title=campaign.title)
    known = {asked.objective_id: asked for asked in campaign.objectives}
    for objective_id in sorted(set(objective_ids)):
        fields.fetch(session, Objective, objective_id)
        if objective_id not in known:
            campaign.objectives.append(CampaignObjective(objective_id=objective_id))
    for objective_id in known.keys() - set(objective_ids):
        campaign.objectives.remove(known[objective_id])


# ---------------------------------------------------------------- one that is open


def update(session: Session, campaign_id: int, values: Mapping[str, Any]) -> None:
    """Change several of `FIELDS` at once; every problem is told. Workbooks that nobody has yet are made anew."""
    campaign = fields.fetch(session, Campaign, campaign_id)
    before = {name: getattr(campaign, name) for name in _ON_PAPER}
    _assign(campaign, values)
    if any(getattr(campaign, name) != value for name, value in before.items()):
        versions.forget_unsent(session, campaign)


def set_scope(
    session: Session, campaign_id: int, objective_ids: Collection[int], partner_ids: Collection[int], today: dt.date
) -> None:
    """Change what a round asks and of whom; workbooks that nobody has yet are made anew.

    Raises `UserError` ``dispatch_sent`` when a partner that has its workbook would go, ``campaign_without_objective``,
    ``campaign_empty``.
    """
    campaign = fields.fetch(session, Campaign, campaign_id)
    kept = frozenset(d.partner_id for d in campaign.dispatches if versions.is_out(session, d))
    gone = kept - frozenset(partner_ids)
    if gone:
        labels = labels_on(session, today)
        raise UserError("dispatch_sent", name=", ".join(labels[key].name for key in sorted(gone)))
    _ask(session, campaign, objective_ids)
    wanted = kept | (campaign_scope.partners_with_lines(session, objective_ids) & frozenset(partner_ids))
    if not wanted:
        raise UserError("campaign_empty", title=campaign.title)
    for dispatch in [d for d in campaign.dispatches if d.partner_id not in wanted]:
        campaign.dispatches.remove(dispatch)
    for partner_id in sorted(wanted - {d.partner_id for d in campaign.dispatches}):
        versions.add(campaign, partner_id)
    versions.forget_unsent(session, campaign)


def remove(session: Session, campaign_id: int) -> None:
    """Delete a round of which nothing went out. Raises `UserError` ``campaign_sent``."""
    campaign = fields.fetch(session, Campaign, campaign_id)
    if any(versions.is_out(session, dispatch) for dispatch in campaign.dispatches):
        raise UserError("campaign_sent", title=campaign.title)
    session.delete(campaign)
