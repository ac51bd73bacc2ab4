"""Names and dates that are masked, shown for a while: the journal keeps who asked, and when."""

from __future__ import annotations

from sqlalchemy.orm import Session

from psq_desktop.models.reserve import Unmasking

KINDS = ("reservists", "liaisons", "control")


def reveal(session: Session, what: str, object_id: int | None = None, *, at: int) -> None:
    """Note that masked ``what`` (one of `KINDS`) was shown, of one object or of all, at ``at`` (seconds, UTC)."""
    if what not in KINDS:
        raise ValueError(what)
    session.add(Unmasking(what=what, object_id=object_id, at=at))
    session.flush()
