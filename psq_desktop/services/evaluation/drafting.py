"""What the data say of a quarter, sentence by sentence: a table of rules under the four headings of the note.

The headings are those of the instruction of 3 June 2025: initiatives, successes, constraints, perception.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from psq_desktop.french import NBSP, typeset
from psq_desktop.models.kinds import NoteHeading
from psq_desktop.services.evaluation import (
    drafted_constraints,
    drafted_initiatives,
    drafted_perception,
    drafted_successes,
)
from psq_desktop.services.evaluation.quarters import Draft, Quarter

# A code and its title, a number and what it counts, stay on one line: « 1.2 Parties », « 41 minutes ».
_TOGETHER = re.compile(r"(?<![\w.,])(\d{1,2}\.\d{1,2}|\d[\d\u202f,]*) (?=[^\W\d_])")
Rule = Callable[[Quarter], Iterator[Draft]]
# In the order in which a note says it.
RULES: tuple[tuple[NoteHeading, tuple[Rule, ...]], ...] = (
    (NoteHeading.INITIATIVES, drafted_initiatives.RULES),
    (NoteHeading.SUCCESSES, drafted_successes.RULES),
    (NoteHeading.CONSTRAINTS, drafted_constraints.RULES),
    (NoteHeading.PERCEPTION, drafted_perception.RULES),
)


def set_well(text: str) -> str:
    """The same words with the spaces of a sentence of the note."""
    return _TOGETHER.sub(rf"\1{NBSP}", typeset(text))


def sentences(session: Session, year: int, quarter: int, today: dt.date) -> tuple[tuple[NoteHeading, Draft], ...]:
    """Every sentence that the rules give; keys are unique within a note."""
    of = Quarter.of(session, year, quarter, today)
    return tuple(
        (heading, replace(draft, text=set_well(draft.text), source=set_well(draft.source)))
        for heading, rules in RULES
        for rule in rules
        for draft in rule(of)
    )
