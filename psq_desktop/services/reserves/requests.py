"""Requests for availability: a workbook for each reservist, prepared, sent, waited for.

Files and lists bear codes only; the drafts that carry the workbooks hold the addresses that they go to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import date_long, typeset
from psq_desktop.models.committee import Committee
from psq_desktop.models.district import District
from psq_desktop.models.kinds import AvailabilityState
from psq_desktop.models.reserve import AvailabilityRequest, Reservist
from psq_desktop.services import fields
from psq_desktop.services.forms import form_rows
from psq_desktop.services.forms.keys import new_dispatch_code
from psq_desktop.services.forms.returned_rows import load_form
from psq_desktop.services.reserves import availability, request_forms
from psq_desktop.services.reserves.reading import masked
from psq_desktop.services.reserves.request_forms import Asked, period
from psq_desktop.services.reserves.request_rows import RequestRow
from psq_desktop.services.rounds import letters
from psq_desktop.services.rounds.campaign_rows import Letter, Parcel

LONGEST = 366  # days of one request
_AUTHORITIES = 2  # lines of the letterhead that say who asks

_SUBJECT = "Réserve ({code}) : vos disponibilités {period}, à renvoyer au plus tard le {due}"
_MESSAGE = (
    "Bonjour,\n\n"
    "Vous trouverez en pièce jointe un classeur pour nous dire vos disponibilités {period} : une ligne par jour, "
    "et seulement les cases jaunes à remplir. Il ne porte que votre code, {code}.\n\n"
    "Merci de nous le renvoyer, en réponse à ce message, au plus tard le {due}. Une case laissée vide veut dire "
    "« pas de réponse ». N'écrivez pas pourquoi vous êtes indisponible : personne n'a à le savoir.\n\n"
    "{contact}{sender}"
)


# ---------------------------------------------------------------- preparing


def prepare(
    session: Session, reservist_ids: Sequence[int], first: dt.date, last: dt.date, due: dt.date, on: dt.date
) -> tuple[Parcel, ...]:
    """Store a workbook for each reservist, and return them with the drafts that carry them, by code.

    One about the same days that did not go out yet is made afresh. Raises ``period_reversed`` and
    ``request_too_long`` at ``last``, ``request_due_past`` at ``due``.
    """
    _require_period(first, last, due, on)
    people = _people(session, reservist_ids)
    states = availability.of_period(session, first, last, reservist_ids=[person.id for person in people])
    waiting, who = _waiting(session, first, last), _asking(session)
    nothing = (None,) * ((last - first).days + 1)
    made = []
    for person in people:
        code = new_dispatch_code()  # a copy of a workbook that was made before is never taken for this one
        form = request_forms.compose(Asked(code, person.code, first, last, due, **who), states.get(person.id, nothing))
        request = waiting.get(person.id) or AvailabilityRequest(reservist_id=person.id, digest="")
        request.code, request.first_day, request.last_day, request.due = code, first, last, due
        request.prepared_on, request.form = on, form_rows.dump(form)
        session.add(request)
        made.append(request)
    session.flush()
    return tuple(_parcel(session, request, on) for request in made)


def parcels(session: Session, request_ids: Sequence[int], on: dt.date) -> tuple[Parcel, ...]:
    """Workbooks with the drafts that carry them, as they were prepared, in the order asked for."""
    return tuple(_parcel(session, request, on) for request in _fetch(session, request_ids))


def mark_sent(session: Session, request_ids: Sequence[int], on: dt.date) -> None:
    """Note the day on which workbooks went out; those that went out before keep theirs."""
    fields.require_range(on=on)
    for request in _fetch(session, request_ids):
        request.sent_on = request.sent_on or on


def remove(session: Session, request_id: int) -> None:
    """Forget a request; what was said stays. Its workbook is not known any more when it comes back."""
    session.delete(fields.fetch(session, AvailabilityRequest, request_id))


def _require_period(first: dt.date, last: dt.date, due: dt.date, on: dt.date) -> None:
    fields.require_range(first=first, last=last, due=due)
    problems = []
    if last < first:
        problems.append(Problem("last", "period_reversed"))
    if (last - first).days >= LONGEST:
        problems.append(Problem("last", "request_too_long", (("highest", LONGEST),)))
    if due < on:
        problems.append(Problem("due", "request_due_past"))
    if problems:
        raise UserError("invalid", *problems)


def _people(session: Session, reservist_ids: Iterable[int]) -> Sequence[Reservist]:
    wanted = set(reservist_ids)
    if not wanted:
        raise UserError("request_without_reservist")
    found = session.scalars(select(Reservist).where(Reservist.id.in_(wanted)).order_by(Reservist.code)).all()
    if len(found) < len(wanted):
        raise UserError("gone")
    return found


def _waiting(session: Session, first: dt.date, last: dt.date) -> dict[int, AvailabilityRequest]:
    """Requests about these very days that nobody has yet, by reservist."""
    request = AvailabilityRequest
    query = select(request).where(
        request.first_day == first, request.last_day == last, request.sent_on.is_(None), request.applied_on.is_(None)
    )
    return {each.reservist_id: each for each in session.scalars(query.order_by(request.id))}


def _asking(session: Session) -> dict[str, Any]:
    """Who asks, in the words of the workbook."""
    committee, district = _committee(session), session.scalars(select(District).order_by(District.id).limit(1)).first()
    lines = district.letterhead.splitlines() if district is not None else []
    authorities = [line for each in lines if (line := fields.line(each))][:_AUTHORITIES]
    names = (committee.name if committee else "", district.name if district else "")
    return {
        "asker": " · ".join(filter(None, (", ".join(authorities), ", ".join(filter(None, names))))),
        "address": letters.address(fields.line(committee.secretary_email)) if committee else "",
        "contact": committee.secretary if committee else "",
        "fictional": district is not None and district.fictional,
    }


def _committee(session: Session) -> Committee | None:
    return session.scalars(select(Committee).order_by(Committee.id).limit(1)).first()


def _parcel(session: Session, request: AvailabilityRequest, on: dt.date) -> Parcel:
    person = request.reservist
    display = masked(person.last_name, person.first_name)
    stem = f"{person.code} - Disponibilités {period(request.first_day, request.last_day)}"
    return Parcel(
        request.id, person.id, display, person.code, load_form(request.form), _letter(session, request, on), stem
    )


def _letter(session: Session, request: AvailabilityRequest, on: dt.date) -> Letter:
    committee = _committee(session)
    sender = letters.address(fields.line(committee.secretary_email)) if committee else ""
    signed = ", ".join(filter(None, (committee.secretary, committee.name))) if committee else ""
    contact = f"Une question ? {sender}\n\n" if sender else ""
    told = {
        "code": request.reservist.code, "period": period(request.first_day, request.last_day),
        "due": date_long(request.due), "contact": contact, "sender": signed,
    }  # fmt: skip
    to = letters.address(fields.line(request.reservist.email))
    subject, body = (typeset(text.format(**told)) for text in (_SUBJECT, _MESSAGE))
    return Letter((to,) if to else (), sender, fields.line(subject), body, on)


# ---------------------------------------------------------------- the board


def board(session: Session, today: dt.date) -> tuple[RequestRow, ...]:
    """Requests, the latest period first, then by code."""
    request = AvailabilityRequest
    query = select(request).options(joinedload(request.reservist))
    found = sorted(session.scalars(query), key=lambda r: (-r.first_day.toordinal(), r.reservist.code, -r.id))
    return tuple(_row(each, found, today) for each in found)


def later_of(request: AvailabilityRequest, others: Iterable[AvailabilityRequest]) -> AvailabilityRequest | None:
    """The latest request that went out to the same reservist after this one, about some of its days."""
    found = [
        other
        for other in others
        if other.reservist_id == request.reservist_id
        and other.id > request.id
        and other.sent_on is not None
        and other.first_day <= request.last_day
        and request.first_day <= other.last_day
    ]
    return max(found, key=lambda other: other.id, default=None)


def _row(request: AvailabilityRequest, others: Iterable[AvailabilityRequest], today: dt.date) -> RequestRow:
    person, state = request.reservist, _state(request, today)
    return RequestRow(
        request.id, person.id, person.code, masked(person.last_name, person.first_name), request.first_day,
        request.last_day, request.due, state, request.prepared_on, request.sent_on, request.applied_on,
        (today - request.due).days if state is AvailabilityState.LATE else 0,
        request.applied_on is None and later_of(request, others) is not None,
    )  # fmt: skip


def _state(request: AvailabilityRequest, today: dt.date) -> AvailabilityState:
    if request.applied_on is not None:
        return AvailabilityState.APPLIED
    if request.sent_on is None:
        return AvailabilityState.TO_SEND
    return AvailabilityState.LATE if request.due < today else AvailabilityState.SENT


def _fetch(session: Session, request_ids: Sequence[int]) -> list[AvailabilityRequest]:
    query = select(AvailabilityRequest).where(AvailabilityRequest.id.in_(request_ids))
    known = {
        request.id: request for request in session.scalars(query.options(joinedload(AvailabilityRequest.reservist)))
    }
    if not known.keys() >= set(request_ids):
        raise UserError("gone")
    return [known[key] for key in dict.fromkeys(request_ids)]
