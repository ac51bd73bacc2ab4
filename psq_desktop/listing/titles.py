"""What the rows that partners answer are called, by reference."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from psq_desktop.services.steering import commitments, indicators, measures, objectives


def titles(session: Session, today: date) -> dict[str, str]:
    """« Signalements par mois » for « IND-1 »; also commitments, measures and objectives."""
    return {
        **{f"IND-{i.id}": i.title for i in indicators.search(session, today)},
        **{f"ENG-{c.id}": c.text for c in commitments.search(session, today)},
        **{f"MES-{m.id}": m.text for m in measures.search(session, today)},
        **{f"OBJ-{o.id}": f"{o.code} {o.title}" for o in objectives.search(session, today)},
    }
