"""The roster as a document: a file of its own, restricted, in which names stand in clear."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import UserError
from psq_desktop.french import date_long
from psq_desktop.models.committee import Committee
from psq_desktop.models.kinds import DisclosureLevel
from psq_desktop.models.reserve import Reservist
from psq_desktop.services.reserves import reservists
from psq_desktop.services.reserves.reservist_rows import ReservistRow
from psq_desktop.services.reserves.roster_rows import HeldSkill, RosterDocument, RosterLine


def compose(session: Session, today: dt.date) -> RosterDocument:
    """Everybody whose engagement is not over, by name, as of a day. Raises ``no_committee``."""
    ways = {key: (phone, email) for key, phone, email in session.execute(_WAYS)}
    found = reservists.search(session, today, revealed=True)
    lines = (_line(row, *ways[row.id]) for row in found if not row.state.over)
    return RosterDocument(**heading(session, today), title=date_long(today, weekday=False), lines=tuple(lines))


_WAYS = select(Reservist.id, Reservist.phone, Reservist.email)


def heading(session: Session, today: dt.date) -> dict[str, Any]:
    """What stands around a restricted document of the reserves. Raises ``no_committee``."""
    committee = session.scalars(select(Committee).order_by(Committee.id).limit(1)).first()
    if committee is None:
        raise UserError("no_committee")
    district = committee.district
    return {
        "letterhead": tuple(district.letterhead.splitlines()),
        "reference": "/".join(filter(None, (committee.reference_prefix, str(today.year), f"{today.month:02d}"))),
        "disclosure": DisclosureLevel.RESTRICTED,
        "issued_on": today,
        "issued_at": district.city,
        "fictional": district.fictional,
        "committee": committee.name,
    }


def _line(row: ReservistRow, phone: str, email: str) -> RosterLine:
    seen = row.forecast
    return RosterLine(
        code=row.code,
        name=row.display,
        category=row.category,
        profile=row.profile,
        state=row.state,
        delegate=row.delegate,
        activity=row.activity,
        partner=row.partner,
        skills=tuple(HeldSkill(s.name, s.valid_until, s.soon, s.expired) for s in row.skills),
        days_used=row.days_used,
        ceiling=row.ceiling,
        quarter_hours=row.quarter_hours,
        reached_on=seen.reached_on,
        year_end=seen.year[1],
        foretold=seen.rule.code == "not_before" or seen.reached_on is not None,
        approved_on=row.approved_on,
        contract_end=row.contract_end,
        phone=phone,
        email=email,
    )
