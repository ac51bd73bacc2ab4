"""The delegate for cohesion as the district sees it: the mandate, and what is left of the reservist's days."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from psq_desktop.services.fieldwork.liaison_rows import DelegateRow
from psq_desktop.services.reserves import delegates, reservists


def current(session: Session, today: dt.date) -> DelegateRow | None:
    """Who holds the mandate on a day, masked."""
    mandate = delegates.current(session, today)
    if mandate is None:
        return None
    who = next((row for row in reservists.search(session, today) if row.id == mandate.reservist_id), None)
    if who is None:
        return None
    return DelegateRow(
        who.id, who.code, who.display, mandate.starts_on, mandate.ends_on, mandate.duties, who.days_used, who.ceiling,
        who.forecast.reached_on,
    )  # fmt: skip
