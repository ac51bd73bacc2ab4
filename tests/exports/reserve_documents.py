"""Documents of the reserves as tests print them: every state, a night shift, a name that hostile hands typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from psq_desktop.services.kinds import DisclosureLevel, ReserveCategory, ReserveProfile, ReservistState, ShiftState
from psq_desktop.services.reserves.roster_rows import (
    HeldSkill,
    RosterDocument,
    RosterLine,
    StatementDocument,
    StatementMonth,
    StatementShift,
)
from tests.exports.documents import MEETING

TODAY = dt.date(2026, 11, 22)
DELEGATE = RosterLine(
    code="RO-01", name="M. Marc Dubreucq", category=ReserveCategory.OPERATIONAL,
    profile=ReserveProfile.FORMER_OFFICER, state=ReservistState.ACTIVE, delegate=True, activity="Médiation",
    partner="CPN",
    skills=(
        HeldSkill("Médiation", dt.date(2027, 3, 31)),
        HeldSkill("Secourisme", dt.date(2026, 12, 8), soon=True),
        HeldSkill("Conduite", dt.date(2026, 1, 8), expired=True),
        HeldSkill("Accueil", None),
    ),
    days_used=118, ceiling=150, quarter_hours=175.0, reached_on=dt.date(2027, 1, 27),
    year_end=dt.date(2027, 3, 31), foretold=True, approved_on=dt.date(2024, 4, 1),
    contract_end=dt.date(2027, 3, 31), phone="06 39 98 30 01", email="marc.dubreucq@exemple.invalid",
)  # fmt: skip
VOLUNTEER = replace(
    DELEGATE, code="RO-02", name='=cmd|" /C calc"!A0 <b>Hautem</b>', profile=ReserveProfile.VOLUNTEER, delegate=False,
    skills=(), days_used=12, ceiling=90, reached_on=None, phone="+33 6 39 98 30 02", email="",
)  # fmt: skip
CITIZEN = replace(
    DELEGATE, code="RC-01", name="Mme Josiane Lefay", category=ReserveCategory.CITIZEN, profile=None,
    delegate=False, state=ReservistState.UNAVAILABLE, ceiling=None, quarter_hours=21.5, reached_on=None,
    foretold=False, contract_end=None,
)  # fmt: skip
CANDIDATE = replace(CITIZEN, code="CA-01", name="Mme Élise Wattez", state=ReservistState.CANDIDATE, skills=())
ROSTER = RosterDocument(
    letterhead=MEETING.letterhead, reference="QRR/2026/11", title="22 novembre 2026",
    disclosure=DisclosureLevel.RESTRICTED, issued_on=TODAY, issued_at=MEETING.issued_at, fictional=True,
    committee=MEETING.committee, lines=(DELEGATE, VOLUNTEER, CITIZEN, CANDIDATE),
)  # fmt: skip
LONG_ROSTER = replace(ROSTER, lines=tuple(replace(DELEGATE, code=f"RO-{n:02d}") for n in range(1, 41)))
_DAY, _NIGHT = dt.date(2026, 10, 5), dt.date(2026, 10, 24)
STATEMENT = StatementDocument(
    letterhead=MEETING.letterhead, reference="QRR/2026/11", title="RO-01 2026",
    disclosure=DisclosureLevel.RESTRICTED, issued_on=TODAY, issued_at=MEETING.issued_at, fictional=True,
    committee=MEETING.committee, code="RO-01", name="M. Marc Dubreucq", category=ReserveCategory.OPERATIONAL,
    profile=ReserveProfile.FORMER_OFFICER, activity="Médiation",
    contract=(dt.date(2024, 4, 1), dt.date(2027, 3, 31)), year=(dt.date(2026, 4, 1), dt.date(2027, 3, 31)),
    days_used=62, ceiling=150, opening_days=60, opening_on=dt.date(2026, 9, 30),
    months=(
        StatementMonth(dt.date(2026, 10, 1), 2, 2, 990, 960, 420),
        StatementMonth(dt.date(2026, 11, 1), 0, 1, 180, 0, 0),
    ),
    shifts=(
        StatementShift(_DAY, dt.time(14), _DAY, dt.time(21), "Présence", ShiftState.VALIDATED, 420, 420),
        StatementShift(
            _NIGHT, dt.time(22), dt.date(2026, 10, 25), dt.time(6, 30), "Nuit <i>", ShiftState.DONE, 570, 540
        ),
        StatementShift(TODAY, dt.time(9), TODAY, dt.time(12), "", ShiftState.PLANNED, 180, None),
    ),
    signatory="Étienne Valcourt", signatory_role="sous-préfet de Calais",
)  # fmt: skip
CITIZEN_STATEMENT = replace(
    STATEMENT, code="RC-01", category=ReserveCategory.CITIZEN, profile=None, contract=None, ceiling=None,
    year=(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), opening_days=0, opening_on=None, shifts=(), months=(),
)  # fmt: skip
