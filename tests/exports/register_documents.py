"""The register of decisions as tests print it: a list of every kind of line, and one decision with its history."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from psq_desktop.services.deciding.register_rows import RegisterDocument, RegisterEvent, RegisterLine
from psq_desktop.services.kinds import DecisionState, DisclosureLevel
from psq_desktop.services.minuting.minutes_rows import DecisionLine, VoteLine
from tests.exports.documents import FOLLOW_UP, KEYS, MEETING, SUPPORT, TOURS

HELD_ON = dt.date(2026, 6, 18)


def line(decision: DecisionLine) -> RegisterLine:
    return RegisterLine(decision, HELD_ON, "3.1", "Abords du collège", decision.previous_due or decision.due)


REGISTER = RegisterDocument(
    letterhead=MEETING.letterhead,
    reference="QRR/2026/11",
    disclosure=DisclosureLevel.PARTNERS,
    issued_on=dt.date(2026, 11, 22),
    issued_at=MEETING.issued_at,
    fictional=True,
    committee=MEETING.committee,
    contact_line=MEETING.contact_line,
    title="Toutes les décisions",
    lines=tuple(line(each) for each in (*FOLLOW_UP, TOURS, replace(SUPPORT, dissents=("Conseil citoyen",)), KEYS)),
)
ONE_DECISION = replace(
    REGISTER,
    title="Action A-24",
    single=True,
    lines=(
        replace(
            line(replace(FOLLOW_UP[3], dissents=("Habitat du Détroit : demande un autre jour",))),
            events=(
                RegisterEvent(dt.date(2026, 10, 2), None, None, ""),
                RegisterEvent(dt.date(2026, 10, 14), DecisionState.CARRIED_OVER, dt.date(2027, 1, 8), "Salle fermée"),
            ),
            votes=(VoteLine("Créneau du mercredi", "A-24", 9, 1, 2, 12),),
        ),
    ),
)
