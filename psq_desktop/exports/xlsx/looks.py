"""How words of states look in a cell: a symbol before the word and a colour, both by conditional format.

The cell's value stays the bare word; a word that is changed by hand changes its look with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from psq_desktop.services.kinds import CommitmentState, MeasureState, OutlookState
from psq_desktop.wording import word

_OK, _INFO, _WARN, _BAD, _NEUTRAL = "FF17703F", "FF175CA8", "FF8F5200", "FFB4232A", "FF5F697D"
_FIRST_FORMAT = 300  # ids of number formats below are the program's or the spreadsheet's own


class Look(NamedTuple):
    """Symbol and colour."""

    symbol: str
    colour: str


Looks = Mapping[str, Look]  # by the word

OUTLOOKS: Looks = {
    word(OutlookState.SECURED): Look("✓", _OK),
    word(OutlookState.ATTAINABLE): Look("↗", _INFO),
    word(OutlookState.SUPPORT_NEEDED): Look("▲", _WARN),
    word(OutlookState.COMPROMISED): Look("■", _BAD),
    word(OutlookState.UNKNOWN): Look("○", _NEUTRAL),
}
COMMITMENTS: Looks = {
    word(CommitmentState.PROPOSED): Look("◇", _NEUTRAL),
    word(CommitmentState.ACCEPTED): Look("○", _NEUTRAL),
    word(CommitmentState.IN_PROGRESS): Look("◐", _INFO),
    word(CommitmentState.KEPT): Look("✓", _OK),
    word(CommitmentState.PARTIAL): Look("◒", _WARN),
    word(CommitmentState.NOT_KEPT): Look("!", _BAD),
    word(CommitmentState.ABANDONED): Look("×", _NEUTRAL),
}
MEASURES: Looks = {
    word(MeasureState.PLANNED): Look("○", _NEUTRAL),
    word(MeasureState.IN_PROGRESS): Look("◐", _INFO),
    word(MeasureState.DONE): Look("✓", _OK),
    word(MeasureState.ABANDONED): Look("×", _NEUTRAL),
}
_SYMBOLS = tuple(dict.fromkeys(look.symbol for looks in (OUTLOOKS, COMMITMENTS, MEASURES) for look in looks.values()))


def rules(looks: Looks) -> Iterator[Rule]:
    """One rule a word, for a range of cells."""
    for text, look in looks.items():
        symbol = NumberFormat(numFmtId=_FIRST_FORMAT + _SYMBOLS.index(look.symbol), formatCode=f'"{look.symbol}  "@')
        style = DifferentialStyle(font=Font(bold=True, color=look.colour), numFmt=symbol)
        quoted = text.replace('"', '""')
        yield Rule(type="cellIs", operator="equal", formula=[f'"{quoted}"'], dxf=style)
