"""The workbooks that a partner has in a round, one after the other: the last one counts, none is ever thrown away."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.campaign import Campaign, Dispatch, Return
from psq_desktop.services.forms.keys import new_dispatch_code


def latest_of(campaign: Campaign) -> dict[int, Dispatch]:
    """Each partner's latest workbook of a round, by partner."""
    return {dispatch.partner_id: dispatch for dispatch in campaign.dispatches}


def due_of(dispatch: Dispatch) -> dt.date:
    """The day that a partner was given."""
    return dispatch.due or dispatch.campaign.due


def own_of(dispatch: Dispatch) -> list[Dispatch]:
    """All workbooks of its partner in its round, oldest first."""
    return [d for d in dispatch.campaign.dispatches if d.partner_id == dispatch.partner_id]


def version_of(dispatch: Dispatch) -> int:
    """1 for the first workbook that its partner was sent in a round; those that stayed here do not count."""
    return 1 + sum(d.sent_on is not None for d in own_of(dispatch) if d.id < dispatch.id)


def answered(session: Session, dispatch: Dispatch) -> bool:
    """Whether a workbook came back."""
    return session.scalars(select(Return.id).where(Return.dispatch_id == dispatch.id).limit(1)).first() is not None


def is_out(session: Session, dispatch: Dispatch) -> bool:
    """Whether its partner has it, as far as anybody noted."""
    return dispatch.sent_on is not None or answered(session, dispatch)


def add(campaign: Campaign, partner_id: int, due: dt.date | None = None) -> Dispatch:
    """A workbook to be, with its code."""
    dispatch = Dispatch(partner_id=partner_id, code=new_dispatch_code(), due=due, form="")
    campaign.dispatches.append(dispatch)
    return dispatch


def following(dispatch: Dispatch) -> Dispatch:
    """A workbook still to make in the place of one that is made: that one may be with its partner, and come back."""
    return add(dispatch.campaign, dispatch.partner_id, dispatch.due) if dispatch.form else dispatch


def anew(session: Session, dispatch: Dispatch) -> None:
    """Let a workbook that nobody has be made anew: what it was made from changed."""
    if not is_out(session, dispatch):
        following(dispatch)


def forget_unsent(session: Session, campaign: Campaign) -> None:
    """The same for all of a round."""
    for dispatch in latest_of(campaign).values():
        anew(session, dispatch)
