"""A returned workbook on its way: its rows as they were read, as they were understood, and as they compare."""

from __future__ import annotations

from dataclasses import dataclass

from psq_desktop.errors import Problem
from psq_desktop.models.kinds import LineKind
from psq_desktop.services.forms.book_rows import RawCell
from psq_desktop.services.forms.form_rows import Scalar


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a returned workbook: the cells to fill in, by field, as they were read.

    ``ref`` is « IND-12 », « ROW-14 » of a row without a key; ``problem`` tells a key that cannot be used.
    ``words`` are the row's other cells by column key: what an added row says it is.
    """

    ref: str
    sheet: str
    number: int
    cells: dict[str, RawCell]
    words: dict[str, str]
    problem: str = ""  # key_altered, key_foreign, row_mixed


@dataclass(frozen=True, slots=True)
class Recognition:
    """A returned workbook understood as an answer to a dispatch, before anything is compared."""

    code: str  # of the dispatch
    rows: tuple[ReturnedRow, ...]
    moved: tuple[str, ...] = ()  # labels of columns found elsewhere than they were sent
    renamed: tuple[tuple[str, str], ...] = ()  # labels sent and found
    lost: tuple[str, ...] = ()  # labels of columns to fill in that are not there any more
    sheets: tuple[str, ...] = ()  # where rows were found
    extra: tuple[str, ...] = ()  # labels of columns that are none of ours and hold words


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cell says, understood. ``problem`` and perhaps a ``suggestion`` when it cannot be taken as it is."""

    value: Scalar
    sheet: str
    cell: str
    read: str  # as it stands in the file
    problem: Problem | None = None
    suggestion: Scalar = None


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """A returned row with its cells understood; ``problem`` and ``words`` as in `ReturnedRow`."""

    ref: str
    sheet: str
    number: int
    answers: dict[str, Answer]
    words: dict[str, str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of one row after the three-way comparison."""

    ref: str
    field: str
    kind: LineKind
    sent: Scalar
    returned: Scalar
    current: Scalar
    sheet: str = ""
    cell: str = ""
    read: str = ""
    problem: Problem | None = None
    suggestion: Scalar = None
    others: tuple[Answer, ...] = ()  # the same row found again with other words
    caution: Problem | None = None  # it could be taken, but somebody should look first

    @property
    def asked(self) -> bool:
        """Whether somebody must decide: a conflict, an error, or a safe line to look at first."""
        return self.kind in (LineKind.CONFLICT, LineKind.ERROR) or self.caution is not None
