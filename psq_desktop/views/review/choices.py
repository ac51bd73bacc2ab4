"""What somebody decided of a returned workbook and did not apply yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from psq_desktop.services.kinds import LineKind
from psq_desktop.services.rounds.campaign_rows import Decisions, Review, ReviewLine

Key = tuple[str, str]


class Standing(StrEnum):
    """What becomes of a line when the return is applied."""

    SAME = "same"
    ABSENT = "absent"
    TAKEN = "taken"
    LEFT = "left"  # could be taken over, was not wanted
    KEPT = "kept"  # decided: stays as it is here
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Choices:
    """Decisions by line. ``corrected``: what was typed in the place of a cell."""

    taken: frozenset[Key] = frozenset()
    refused: frozenset[Key] = frozenset()
    corrected: Mapping[Key, str] = field(default_factory=lambda: MappingProxyType({}))

    def take(self, key: Key) -> Choices:
        """The partner's answer is wanted."""
        return replace(self, taken=self.taken | {key}, refused=self.refused - {key})

    def refuse(self, key: Key) -> Choices:
        """What is here stays."""
        return replace(self.forget(key), refused=self.refused | {key})

    def correct(self, key: Key, text: str) -> Choices:
        """Another text in the place of the cell's."""
        corrected = MappingProxyType({**self.corrected, key: text})
        return replace(self, corrected=corrected, taken=self.taken - {key}, refused=self.refused - {key})

    def forget(self, *keys: Key) -> Choices:
        """As if nothing had been decided of these lines."""
        corrected = MappingProxyType({key: text for key, text in self.corrected.items() if key not in keys})
        return Choices(self.taken.difference(keys), self.refused.difference(keys), corrected)


NO_CHOICES = Choices()


def key_of(row: ReviewLine) -> Key:
    """Which line it is."""
    return row.line.ref, row.line.field


def standing(row: ReviewLine, choices: Choices, settled: frozenset[Key]) -> Standing:
    """What becomes of a line; ``settled`` are those decided by an earlier application."""
    key, kind = key_of(row), row.line.kind
    if kind is LineKind.UNCHANGED:
        return Standing.SAME
    if kind is LineKind.MISSING:
        return Standing.ABSENT
    wanted = key in choices.taken or key in choices.corrected
    refused = key in choices.refused or (key in settled and not wanted)
    if kind.safe and refused:
        return Standing.LEFT
    if kind.safe:
        return Standing.OPEN if row.line.caution is not None and not wanted else Standing.TAKEN
    if refused:
        return Standing.KEPT
    if kind is LineKind.CONFLICT and key in choices.taken:
        return Standing.TAKEN
    return Standing.OPEN


def corrections_of(row: ReviewLine, choices: Choices, lines: Iterable[ReviewLine]) -> tuple[Key, ...]:
    """What was typed for a line, or for a cell of its row that has no line any more: a date beside its value."""
    typed = [key for key in choices.corrected if key[0] == row.line.ref]
    if not typed:
        return ()
    others = {key_of(each) for each in lines} - {key_of(row)}
    return tuple(key for key in typed if key not in others)


def waiting(review: Review, choices: Choices) -> frozenset[Key]:
    """Comments of figures that are still to be decided: ticked or not, they are written with their figure only."""
    figures = {row.line.ref for row in review.lines if row.line.field in ("value", "on") and _figure(row)
               and standing(row, choices, review.settled) is Standing.OPEN}  # fmt: skip
    return frozenset(key_of(row) for row in review.lines if row.line.field == "comment" and row.line.ref in figures)


def _figure(row: ReviewLine) -> bool:
    return row.line.field == "value" or bool(row.told.of)


class Sort(StrEnum):
    """What people sort the lines by."""

    SAFE = "safe"
    CAUTION = "caution"  # could be taken over, but somebody should look first
    CONFLICT = "conflict"
    ERROR = "error"
    DECIDED = "decided"  # by an earlier application: stays as it is here
    MISSING = "missing"
    SAME = "same"


_SORTS = {
    LineKind.CONFLICT: Sort.CONFLICT,
    LineKind.ERROR: Sort.ERROR,
    LineKind.MISSING: Sort.MISSING,
    LineKind.UNCHANGED: Sort.SAME,
}


def sort_of(row: ReviewLine, choices: Choices, settled: frozenset[Key]) -> Sort:
    """Where a line is counted."""
    if key_of(row) in settled and standing(row, choices, settled) in (Standing.KEPT, Standing.LEFT):
        return Sort.DECIDED
    return _SORTS.get(row.line.kind, Sort.SAFE if row.line.caution is None else Sort.CAUTION)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines of each sort, and what applying now would do."""

    sorts: Mapping[Sort, int]
    accepted: int
    refused: int
    open: int
    unticked: int  # safe ones that are not accepted

    @property
    def nothing_new(self) -> bool:
        """Whether no line asks for anything."""
        return not any(self.sorts[sort] for sort in (Sort.SAFE, Sort.CAUTION, Sort.CONFLICT, Sort.ERROR))


def tally(review: Review, choices: Choices) -> Tally:
    """The figures of the chips and of the bar."""
    sorts = [sort_of(row, choices, review.settled) for row in review.lines]
    stands = [standing(row, choices, review.settled) for row in review.lines]
    return Tally(
        sorts={sort: sorts.count(sort) for sort in Sort},
        accepted=len(_accepted(review, choices)),
        refused=sum(key not in review.settled for key in _refused(review, choices)),
        open=stands.count(Standing.OPEN),
        unticked=sum(
            stand is Standing.LEFT and row.line.caution is None for stand, row in zip(stands, review.lines, strict=True)
        ),
    )


def _accepted(review: Review, choices: Choices) -> frozenset[Key]:
    taken = (key_of(row) for row in review.lines if standing(row, choices, review.settled) is Standing.TAKEN)
    return frozenset(taken) - waiting(review, choices)


def _refused(review: Review, choices: Choices) -> frozenset[Key]:
    left = (Standing.LEFT, Standing.KEPT)
    return frozenset(key_of(row) for row in review.lines if standing(row, choices, review.settled) in left)


def decisions(review: Review, choices: Choices) -> Decisions:
    """What is asked of the service: lines decided by hand are not asked again."""
    undecided = {key_of(row) for row in review.lines if standing(row, choices, review.settled) is Standing.OPEN}
    corrected = {key: text for key, text in choices.corrected.items() if key not in undecided}
    seen = {key_of(row): row.line.current for row in review.lines}
    return Decisions(_accepted(review, choices), corrected, _refused(review, choices), seen)


def next_open(review: Review, choices: Choices, after: Key | None, by: int = 1) -> Key | None:
    """The next line that waits for a decision, round the end; none when all is decided."""
    keys = [key_of(row) for row in review.lines]
    waiting = [standing(row, choices, review.settled) is Standing.OPEN for row in review.lines]
    start = keys.index(after) if after in keys else (-1 if by > 0 else 0)
    for step in range(1, len(keys) + 1):
        rank = (start + by * step) % len(keys)
        if waiting[rank]:
            return keys[rank]
    return None


def accept_all(review: Review, choices: Choices) -> Choices:
    """Every line that can be taken over without a question."""
    safe = [key_of(row) for row in review.lines if row.line.kind.safe and row.line.caution is None]
    for key in safe:
        choices = choices.take(key)
    return choices
