"""The workbooks of a round: prepared once, sent, chased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import date_long, date_short, plural
from psq_desktop.models.campaign import Campaign, Dispatch, Reminder, Return
from psq_desktop.models.committee import Committee
from psq_desktop.models.partner import Contact, Partner
from psq_desktop.richtext import UnreadableError
from psq_desktop.services import fields
from psq_desktop.services.forms import form_rows
from psq_desktop.services.forms.form_rows import Form
from psq_desktop.services.forms.keys import new_dispatch_code
from psq_desktop.services.forms.returned_rows import load_form
from psq_desktop.services.names import labels_on
from psq_desktop.services.rounds import letters, versions
from psq_desktop.services.rounds.campaign_rows import Letter, Parcel
from psq_desktop.services.rounds.partner_forms import compose
from psq_desktop.services.rounds.versions import answered, due_of, latest_of, version_of


def name_of(session: Session, dispatch: Dispatch, today: dt.date | None = None) -> str:
    """What its partner is called; by default, on the day it was sent."""
    return labels_on(session, today or dispatch.sent_on or dispatch.campaign.due)[dispatch.partner_id].name


# ---------------------------------------------------------------- preparing


def prepare(
    session: Session,
    campaign_id: int,
    today: dt.date,
    *,
    partner_ids: Collection[int] | None = None,
    again: bool = False,
) -> tuple[int, ...]:
    """Store the workbooks of a round that are not stored yet, of all partners or of some; returns the latest ones.

    ``again``: a workbook that went out gets a new version with a code of its own, the others are made afresh. A
    partner without a line any more has no workbook. Raises `UserError` ``campaign_without_partner``.
    """
    campaign = fields.fetch(session, Campaign, campaign_id)
    latest = latest_of(campaign)
    for partner_id in partner_ids or ():
        if partner_id not in latest:
            fields.fetch(session, Partner, partner_id)
            name = labels_on(session, today)[partner_id].name
            raise UserError("campaign_without_partner", name=name, title=campaign.title)
    ready = []
    for partner_id, dispatch in latest.items():
        if partner_ids is not None and partner_id not in partner_ids:
            continue
        current = versions.following(dispatch) if again else dispatch
        if not current.form:
            _store(session, current, today)
        if current.form:
            ready.append(current)
    session.flush()
    return tuple(dispatch.id for dispatch in ready)


def _store(session: Session, dispatch: Dispatch, today: dt.date) -> None:
    dispatch.code = new_dispatch_code()  # a copy of a workbook that was made before is never taken for this one
    previous = _last_sent(session, dispatch)
    form = compose(session, dispatch.campaign, dispatch.partner_id, today, dispatch.code, previous, due=dispatch.due)
    if form.rows:
        dispatch.form = form_rows.dump(form)


def _last_sent(session: Session, dispatch: Dispatch) -> Form | None:
    """The partner's last workbook that went out before, of this round or an earlier one, if it can be read."""
    query = select(Dispatch.form).where(
        Dispatch.partner_id == dispatch.partner_id, Dispatch.sent_on.is_not(None), Dispatch.form != ""
    )
    for found in session.scalars(query.order_by(Dispatch.sent_on.desc(), Dispatch.id.desc())):
        with suppress(UnreadableError):
            return load_form(found)
    return None


# ---------------------------------------------------------------- letters


def parcels(session: Session, dispatch_ids: Sequence[int], today: dt.date) -> tuple[Parcel, ...]:
    """Workbooks with the drafts that carry them, from what is stored, in the order asked for.

    Raises `UserError` ``dispatch_not_prepared``.
    """
    found = []
    for dispatch in _fetch(session, dispatch_ids):
        campaign = dispatch.campaign
        found.append(_parcel(session, dispatch, letter(session, dispatch, campaign.subject, campaign.message, today)))
    return tuple(found)


def reminder_parcels(session: Session, dispatch_ids: Sequence[int], today: dt.date) -> tuple[Parcel, ...]:
    """Drafts that chase, each with its workbook once more; `remind` logs them once they are written.

    Raises `UserError` ``dispatch_not_prepared``.
    """
    found = []
    for dispatch in _fetch(session, dispatch_ids):
        before = len(_chased(dispatch, today))
        told = f"Relance {before + 1} " if before else "Relance "
        found.append(_parcel(session, dispatch, _reminder(session, dispatch, today), told))
    return tuple(found)


def _parcel(session: Session, dispatch: Dispatch, carried: Letter, what: str = "") -> Parcel:
    form = _form(session, dispatch)
    label = labels_on(session, carried.on)[dispatch.partner_id]
    version = version_of(dispatch)
    stem = f"{what}{label.acronym or label.name} - {dispatch.campaign.title}"
    stem += f" - version {version}" if version > 1 else ""
    return Parcel(dispatch.id, dispatch.partner_id, label.name, label.acronym, form, carried, stem)


def _reminder(session: Session, dispatch: Dispatch, today: dt.date) -> Letter:
    old = _old_version(session, dispatch)
    told = letters.reminder(len(_chased(dispatch, today)), date_long(old) if old else "", today > due_of(dispatch))
    return letter(session, dispatch, *told, today)


def _chased(dispatch: Dispatch, today: dt.date) -> set[dt.date]:
    """Days before this one on which a partner was chased in this round."""
    return {reminder.on for d in versions.own_of(dispatch) for reminder in d.reminders if reminder.on < today}


def _old_version(session: Session, dispatch: Dispatch) -> dt.date | None:
    """When a workbook came back that this one had replaced, if nothing came since that could be used."""
    earlier = [d.id for d in versions.own_of(dispatch) if d.id < dispatch.id]
    if answered(session, dispatch):
        return None
    query = select(Return.received_on).where(Return.dispatch_id.in_(earlier), Return.applied_on.is_(None))
    return session.scalars(query.order_by(Return.id.desc()).limit(1)).first()


def letter(session: Session, dispatch: Dispatch, subject: str, message: str, today: dt.date) -> Letter:
    """A draft to a partner, from templates."""
    campaign = dispatch.campaign
    committee = session.scalars(select(Committee).order_by(Committee.id).limit(1)).first()
    secretary, name = (committee.secretary, committee.name) if committee is not None else ("", "")
    values = {
        "partenaire": labels_on(session, today)[dispatch.partner_id].name,
        "campagne": campaign.title,
        "echeance": date_long(due_of(dispatch)),
        "lignes": plural(len(load_form(dispatch.form).rows) if dispatch.form else 0, "ligne"),
        "contact": campaign.contact or campaign.reply_to or secretary,
        "expediteur": ", ".join(filter(None, (secretary or campaign.reply_to, name))),
    }
    to = recipients(session, [dispatch.partner_id], today)[dispatch.partner_id]
    sender = letters.address(campaign.reply_to)
    return Letter(to, sender, fields.line(letters.fill(subject, values)), letters.fill(message, values), today)


def recipients(session: Session, partner_ids: Iterable[int], today: dt.date) -> dict[int, tuple[str, ...]]:
    """Where each partner's workbook goes: its referents, else its mailbox, else whoever has an address."""
    contacts: dict[int, list[Contact]] = {partner_id: [] for partner_id in partner_ids}
    query = select(Contact).where(Contact.partner_id.in_(contacts)).order_by(Contact.id)
    for contact in session.scalars(query):
        if letters.address(fields.line(contact.email)) and (contact.left_on is None or contact.left_on > today):
            contacts[contact.partner_id].append(contact)
    return {partner_id: _addresses(known) for partner_id, known in contacts.items()}


def _addresses(contacts: list[Contact]) -> tuple[str, ...]:
    kinds = ([c for c in contacts if c.referent and not c.mailbox], [c for c in contacts if c.mailbox], contacts[:1])
    chosen: list[Contact] = next((kind for kind in kinds if kind), [])
    found = [letters.address(fields.line(contact.email)) for contact in chosen]
    return tuple({address.casefold(): address for address in found}.values())


# ---------------------------------------------------------------- what people did with them


def mark_sent(session: Session, dispatch_ids: Sequence[int], on: dt.date) -> None:
    """Note the day on which workbooks went out; those that went out before keep theirs."""
    fields.require_range(on=on)
    for dispatch in _fetch(session, dispatch_ids):
        _form(session, dispatch)
        if dispatch.sent_on is None:
            dispatch.sent_on = on


def set_due(session: Session, dispatch_id: int, due: dt.date | None) -> None:
    """Give one partner a day of its own; ``None`` gives it back the round's."""
    dispatch = fields.fetch(session, Dispatch, dispatch_id)
    require_due(due, dispatch.campaign.opened_on)
    dispatch.due = due if due != dispatch.campaign.due else None
    versions.anew(session, dispatch)


def require_due(due: dt.date | None, opened_on: dt.date) -> None:
    """Raise a `UserError` at ``due`` when it lies outside the range, or before the round was opened."""
    fields.require_range(due=due)
    if due is not None and due < opened_on:
        raise UserError("invalid", Problem("due", "due_before_opening", (("opened", date_short(opened_on)),)))


def remind(session: Session, dispatch_ids: Sequence[int], on: dt.date) -> tuple[int, ...]:
    """Log that partners were chased, and at which addresses; returns those that were not chased yet that day.

    Raises `UserError` ``dispatch_not_sent``.
    """
    fields.require_range(on=on)
    found = _fetch(session, dispatch_ids)
    addresses = recipients(session, {dispatch.partner_id for dispatch in found}, on)
    for dispatch in found:
        if dispatch.sent_on is None:
            raise UserError("dispatch_not_sent", name=name_of(session, dispatch, on))
    chased = [dispatch for dispatch in found if all(reminder.on != on for reminder in dispatch.reminders)]
    for dispatch in chased:
        dispatch.reminders.append(Reminder(on=on, recipients=", ".join(addresses[dispatch.partner_id])))
    return tuple(dispatch.id for dispatch in chased)


def _fetch(session: Session, dispatch_ids: Sequence[int]) -> list[Dispatch]:
    query = select(Dispatch).where(Dispatch.id.in_(dispatch_ids)).options(joinedload(Dispatch.campaign))
    known = {dispatch.id: dispatch for dispatch in session.scalars(query)}
    if not known.keys() >= set(dispatch_ids):
        raise UserError("gone")
    return [known[key] for key in dict.fromkeys(dispatch_ids)]


def _form(session: Session, dispatch: Dispatch) -> Form:
    if not dispatch.form:
        raise UserError("dispatch_not_prepared", name=name_of(session, dispatch))
    return load_form(dispatch.form)
