"""A returned workbook as the review sees it, without a database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from psq_desktop.errors import Problem
from psq_desktop.services.forms.answer_rows import Answer, Line, Recognition, ReturnedRow
from psq_desktop.services.forms.form_rows import FormField, Scalar
from psq_desktop.services.kinds import CommitmentState, LineKind, OutlookState
from psq_desktop.services.rounds.campaign_rows import Review, ReviewLine
from psq_desktop.services.words import words

STATES = tuple((str(code), word) for code, word in words(CommitmentState))
OUTLOOKS = tuple((str(code), word) for code, word in words(OutlookState))
SHEET = "À compléter"


def line(
    ref: str,
    field: str,
    kind: LineKind,
    sent: Scalar = None,
    returned: Scalar = None,
    current: Scalar = None,
    *,
    code: str = "1.2",
    label: str = "Remises en état sous 72 h, oct. 2026",
    cell: str = "I7",
    told: FormField | None = None,
    choices: tuple[tuple[str, str], ...] = (),
    changed: tuple[str, dt.date] | None = None,
    **more: Any,
) -> ReviewLine:
    """One line; what is not said is nothing."""
    made = Line(ref, field, kind, sent, returned, current, SHEET if cell else "", cell, **more)
    by, on = changed or ("", None)
    return ReviewLine(made, code, "Réparer vite", label, told or FormField(), choices, by, on)


VALUE = line(
    "IND-1", "value", LineKind.CHANGED, 63.0, 68.0, 63.0, told=FormField(unit="%", asked="2026-10-31"), read="68 %"
)
COMMENT = line(
    "IND-1", "comment", LineKind.ADDED, None, "Deux équipes de plus depuis le 5 octobre", None,
    label="Commentaire sur les remises en état", cell="L7", read="Deux équipes de plus depuis le 5 octobre",
)  # fmt: skip
STATE = line(
    "ENG-4", "state", LineKind.CHANGED, "in_progress", "kept", "in_progress", code="1.1",
    label="Engagement « Passage quotidien dans les halls »", cell="K9", told=FormField(choices="commitment"),
    choices=STATES, read="Tenu",
)  # fmt: skip
WRONG_DAY = line(
    "MES-8", "on", LineKind.ERROR, None, None, "2026-12-15", label="Mesure « Porte du hall 4 », faite le", cell="J8",
    read="15/12/2062", problem=Problem("on", "unreadable_date"), suggestion="2026-12-15",
)  # fmt: skip
OUTLOOK = line(
    "OBJ-2", "state", LineKind.CONFLICT, "attainable", "secured", "support_needed", label="Météo déclarée",
    cell="K10", told=FormField(choices="outlook"), choices=OUTLOOKS, read="Sécurisé",
    changed=("Inès Delarue", dt.date(2026, 11, 12)),
)  # fmt: skip
COPIED = line(
    "IND-3", "value", LineKind.CONFLICT, 33.0, 31.0, 33.0, code="1.1", label="Signalements de halls occupés, oct. 2026",
    cell="I6", told=FormField(asked="2026-10-31"), read="31",
    problem=Problem("value", "copied_row", (("cells", "I6, I14"),)), others=(Answer(29.0, SHEET, "I14", "29"),),
)  # fmt: skip
FAR = line(
    "IND-7", "value", LineKind.ADDED, None, 1284.5, None, label="Incidents, oct. 2026", cell="I10",
    told=FormField(unit="%", asked="2026-10-31"), read="1 284,5", caution=Problem("value", "replaces_comment"),
    suggestion=12.845,
)  # fmt: skip
FAR = replace(FAR, last=7.9, last_period="sept. 2026", day="2026-11-20")
MISSING = line("IND-9", "", LineKind.MISSING, label="Délai de réponse, oct. 2026", cell="", code="1.1")
SAME = tuple(
    line(f"IND-{n}", "value", LineKind.UNCHANGED, None, None, 12.0, label=f"Permanences, mois {n}", cell=f"I{n}",
         code="4.1") for n in range(20, 32)
)  # fmt: skip

REVIEW = Review(
    return_id=1, dispatch_id=2, campaign_id=3, campaign=4, partner_id=5, partner="Habitat du Détroit", acronym="HD",
    file_name="Copie de retour_habitat-du-detroit_v2.xlsx", size=28_400, author="S. Fournier", program="LibreOffice",
    received_on=dt.date(2026, 11, 17), sent_on=dt.date(2026, 11, 2), applied_on=None, old_version=False,
    recognition=Recognition(
        "E-7F3K9QPL2M-X", (ReturnedRow("IND-1", SHEET, 7, {}, {}),), moved=("Relevée le",),
        renamed=(("Nouvelle valeur", "Valeur d’octobre"),), sheets=(SHEET,),
    ),
    lines=(VALUE, STATE, WRONG_DAY, COMMENT, OUTLOOK, MISSING, *SAME), settled=frozenset(),
)  # fmt: skip
