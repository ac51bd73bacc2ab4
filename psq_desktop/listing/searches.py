"""What a search finds, as facts."""

from __future__ import annotations

from sqlalchemy.orm import Session

from psq_desktop.listing.refs import Fact
from psq_desktop.services.searching import search
from psq_desktop.wording import word


def searched(session: Session, text: str) -> list[Fact]:
    """The best of each kind."""
    return [
        {
            "ref": f.ref, "kind": f.kind, "kind_label": word(f.noun or f.kind), "label": f.label or None,
            "title": f.title, "snippet": f.snippet or None, "on": f.on, "partner": f.partner or None,
            "beside": f.beside or None,
        }
        for f in search.find(session, text)
    ]  # fmt: skip
