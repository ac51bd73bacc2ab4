"""The element that a reference names."""

from __future__ import annotations

from typing import Any

from psq_desktop.cli.days import today
from psq_desktop.errors import UserError


def key_of(database: Any, kind: str, ref: str, *names: str) -> int:
    """Id of the element of a kind that bears a reference, or one of its names."""
    return key_in(fact_of(database, kind, ref, *names))


def key_in(fact: Any) -> int:
    """Id of a listed element."""
    return int(fact["ref"].rpartition("-")[2])


def fact_of(database: Any, kind: str, ref: str, *names: str) -> Any:
    """The listed element of a kind that bears a reference, or one of its names."""
    from psq_desktop import listing
    from psq_desktop.french import fold

    for fact in database.read(listing.facts, kind, today()):
        if fold(ref) in [fold(str(fact[name])) for name in ("ref", *names)]:
            return fact
    raise UserError("unknown_ref", ref=ref)


def meeting_key(database: Any, ref: str) -> int:
    """Id of the meeting that a reference or a number names."""
    from psq_desktop.listing.refs import meeting_ref
    from psq_desktop.services import meetings

    for row in database.read(meetings.search):
        if ref.upper() in (meeting_ref(row.id), str(row.number)):
            return int(row.id)
    raise UserError("unknown_ref", ref=ref)
