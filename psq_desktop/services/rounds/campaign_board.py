"""Where each partner of a round stands."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session, selectinload

from psq_desktop.models.campaign import Campaign, CampaignObjective, Dispatch, Reminder, Return
from psq_desktop.models.kinds import DispatchState
from psq_desktop.models.partner import College, Partner
from psq_desktop.richtext import UnreadableError
from psq_desktop.services import fields
from psq_desktop.services.forms.returned_rows import load_form
from psq_desktop.services.names import PartnerLabel, labels_on
from psq_desktop.services.rounds import campaign_scope, dispatches, versions
from psq_desktop.services.rounds.campaign_rows import Board, CampaignRow, DispatchRow


@dataclass(frozen=True, slots=True)
class Came:
    """What came back of a dispatch."""

    id: int
    dispatch_id: int
    received_on: dt.date
    applied_on: dt.date | None
    receipt_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Out:
    """A workbook of a partner: when it went out, until when it is awaited."""

    id: int
    sent_on: dt.date | None
    due: dt.date


def rows(session: Session, today: dt.date, campaign_id: int | None = None) -> tuple[CampaignRow, ...]:
    """Rounds in one line each, newest first."""
    asked = select(CampaignObjective.campaign_id, func.count()).group_by(CampaignObjective.campaign_id)
    partners = select(Dispatch.campaign_id, func.count(distinct(Dispatch.partner_id))).group_by(Dispatch.campaign_id)
    sent = partners.where(Dispatch.sent_on.is_not(None))
    counts = [dict(session.execute(query).all()) for query in (partners, sent)]
    counts += [_returned(session, today, campaign_id), dict(session.execute(asked).all())]
    query = select(Campaign.id, Campaign.number, Campaign.title, Campaign.opened_on, Campaign.due)
    if campaign_id is not None:
        query = query.where(Campaign.id == campaign_id)
    found = session.execute(query.order_by(Campaign.number.desc()))
    return tuple(CampaignRow(*row, *(count.get(row.id, 0) for count in counts)) for row in found)


@dataclass(frozen=True, slots=True)
class Standing:
    """What went out to a partner in a round, oldest first, what came back, and when it was chased."""

    campaign_id: int
    partner_id: int
    outs: tuple[Out, ...]
    came: tuple[Came, ...]
    chased: tuple[dt.date, ...]

    @property
    def seen(self) -> Came | None:
        """The answer to look at."""
        return to_look_at(self.came, self.outs)

    @property
    def old(self) -> bool:
        """Whether that one answers a workbook that another replaced."""
        return (seen := self.seen) is not None and is_old(seen, self.outs)

    def still_asked(self, today: dt.date) -> bool:
        """Whether it is asked again although an old version came: it was told since, or its day is over."""
        seen, due = self.seen, self.outs[-1].due
        return seen is not None and self.old and (today > due or any(on >= seen.received_on for on in self.chased))

    def state(self, today: dt.date, open_lines: int) -> DispatchState:
        """Where the partner stands; ``open_lines`` of what it sent wait for somebody."""
        told = None if self.still_asked(today) else self.seen
        return state_of(self.outs[-1].sent_on, self.outs[-1].due, today, told, undecided=self.old or open_lines > 0)


def standings(session: Session, campaign_id: int | None = None) -> tuple[Standing, ...]:
    """Of every partner of a round, or of all rounds."""
    outs: dict[tuple[int, int], list[Out]] = defaultdict(list)
    due = func.coalesce(Dispatch.due, Campaign.due)
    query = select(Dispatch.campaign_id, Dispatch.partner_id, Dispatch.id, Dispatch.sent_on, due).join(Campaign)
    for campaign, partner, key, sent_on, due_on in session.execute(query.order_by(Dispatch.id)):
        if campaign_id in (None, campaign):
            outs[campaign, partner].append(Out(key, sent_on, due_on))
    chased: dict[int, list[dt.date]] = defaultdict(list)
    for key, on in session.execute(select(Reminder.dispatch_id, Reminder.on)):
        chased[key].append(on)
    came = _came(session, campaign_id)
    return tuple(
        Standing(
            campaign, partner, tuple(own), tuple(c for out in own for c in came[out.id]),
            tuple(on for out in own for on in chased[out.id]),
        )
        for (campaign, partner), own in outs.items()
    )  # fmt: skip


def _returned(session: Session, today: dt.date, campaign_id: int | None) -> Counter[int]:
    """Partners of whom a workbook came back that they are not asked for again, by round."""
    found = standings(session, campaign_id)
    return Counter(s.campaign_id for s in found if s.seen is not None and not s.still_asked(today))


def board(session: Session, campaign_id: int, today: dt.date) -> Board:
    """A round with a card for each partner, in protocol order."""
    campaign = fields.fetch(session, Campaign, campaign_id)
    (row,) = rows(session, today, campaign_id)
    objective_ids = frozenset(asked.objective_id for asked in campaign.objectives)
    return Board(
        row, _cards(session, campaign, objective_ids, today), elapsed(campaign.opened_on, campaign.due, today),
        campaign.reply_to, campaign.contact, campaign.subject, campaign.message, objective_ids,
    )  # fmt: skip


def elapsed(opened_on: dt.date, due: dt.date, today: dt.date) -> float:
    """Share of a round's time that is over, 0 to 1."""
    length = (due - opened_on).days
    return min(max((today - opened_on).days / length, 0.0), 1.0) if length else float(today >= due)


def _cards(
    session: Session, campaign: Campaign, objective_ids: frozenset[int], today: dt.date
) -> tuple[DispatchRow, ...]:
    own: dict[int, list[Dispatch]] = defaultdict(list)
    query = select(Dispatch).where(Dispatch.campaign_id == campaign.id).order_by(Dispatch.id)
    for dispatch in session.scalars(query.options(selectinload(Dispatch.reminders))):
        own[dispatch.partner_id].append(dispatch)
    standing = {each.partner_id: each for each in standings(session, campaign.id)}
    lines = campaign_scope.lines(session)
    labels = labels_on(session, today)
    addresses = dispatches.recipients(session, own, today)
    protocol = select(Partner.id).join(College).where(Partner.id.in_(own)).order_by(College.position, Partner.id)
    counts = open_counts(session, [each.seen for each in standing.values()], today)
    cards = []
    for key in session.scalars(protocol):
        asked = [o for o in objective_ids if key in lines and lines[key][o]]
        counted = _counted(own[key][-1]) or (len(asked), campaign_scope.total(lines.get(key), asked))
        cards.append(_card(own[key][-1], standing[key], counts, labels[key], addresses[key], counted, today))
    return tuple(cards)


def _came(session: Session, campaign_id: int | None) -> dict[int, list[Came]]:
    """What came back of a round or of all, by dispatch, in the order in which it did."""
    query = select(Return.id, Return.dispatch_id, Return.received_on, Return.applied_on, Return.receipt_on)
    query = query.join(Dispatch).order_by(Return.id)
    if campaign_id is not None:
        query = query.where(Dispatch.campaign_id == campaign_id)
    found: dict[int, list[Came]] = defaultdict(list)
    for row in session.execute(query):
        found[row.dispatch_id].append(Came(*row))
    return found


def _counted(dispatch: Dispatch) -> tuple[int, int] | None:
    """Objectives and lines of a workbook that is prepared."""
    if not dispatch.form:
        return None
    try:
        form = load_form(dispatch.form)
    except UnreadableError:  # told when somebody needs the workbook
        return None
    return len({row.code for row in form.rows}), len(form.rows)


def _card(
    latest: Dispatch,
    standing: Standing,
    counts: dict[int, tuple[int, int, int]],
    label: PartnerLabel,
    addresses: tuple[str, ...],
    counted: tuple[int, int],
    today: dt.date,
) -> DispatchRow:
    came, old, due = standing.seen, standing.old, standing.outs[-1].due
    safe, conflicts, errors = counts.get(came.id, (0, 0, 0)) if came and not old else (0, 0, 0)
    state = standing.state(today, conflicts + errors)
    chased = standing.chased
    return DispatchRow(
        latest.id, latest.campaign_id, label.id, label.name, label.acronym, state, latest.sent_on, due,
        (today - due).days if state is DispatchState.LATE else 0, len(chased), max(chased, default=None), *counted,
        addresses, came.id if came else None, came.received_on if came else None, came.applied_on if came else None,
        came.receipt_on if came else None, conflicts, errors, safe, old, versions.version_of(latest),
        max(len(standing.came), 1),
    )  # fmt: skip


def to_look_at(returned: Sequence[Came], outs: Sequence[Out]) -> Came | None:
    """Of the answers to the latest workbook the first that nobody dealt with, else the last one.

    When there is none: an answer to an earlier workbook that nobody dealt with.
    """
    current = [came for came in returned if came.dispatch_id == outs[-1].id]
    waiting = [came for came in current or returned if came.applied_on is None]
    usable = [came for came in waiting if not is_old(came, outs)]
    return next(iter(usable), None) or next(reversed(waiting or current), None)


def is_old(came: Came, outs: Iterable[Out]) -> bool:
    """Whether another workbook went out in the place of the one that came back."""
    return any(out.sent_on is not None and out.id > came.dispatch_id for out in outs)


def open_counts(session: Session, seen: Iterable[Came | None], today: dt.date) -> dict[int, tuple[int, int, int]]:
    """Lines to take, to decide and to correct in what came back, by return."""
    from psq_desktop.services.rounds import returns

    wanted = [came.id for came in seen if came is not None]
    try:
        return returns.all_counts(session, wanted, today)
    except UnreadableError:  # one by one: what is damaged is an error on its card, the others are as they are
        return {return_id: _count(session, return_id, today) for return_id in wanted}


def _count(session: Session, return_id: int, today: dt.date) -> tuple[int, int, int]:
    from psq_desktop.services.rounds import returns

    try:
        return returns.counts(session, return_id, today)
    except UnreadableError:
        return 0, 0, 1


def state_of(
    sent_on: dt.date | None, due: dt.date, today: dt.date, came: Came | None, *, undecided: bool
) -> DispatchState:
    """Where a partner stands; ``undecided``: something in what came back waits for somebody."""
    if came is not None:
        if undecided:
            return DispatchState.TO_CHECK
        return DispatchState.APPLIED if came.applied_on else DispatchState.RECEIVED
    if sent_on is None:
        return DispatchState.TO_SEND
    return DispatchState.LATE if today > due else DispatchState.SENT
