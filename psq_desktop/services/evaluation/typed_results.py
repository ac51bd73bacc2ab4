"""Results as somebody types them: counts, parts in percent, or means; checked and made counts. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from psq_desktop.errors import Problem
from psq_desktop.french import figure
from psq_desktop.services.fields import MOST

EVERYBODY = "Tout le monde"
FIELD = "results"
LONGEST_GROUP = 120  # characters
UNANSWERED = 0.2  # of those who were asked: more is rather a slip than a result
_NEAR = 1.0  # points by which rounded parts may miss 100


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line of the grid; ``group`` is empty for everybody. None is a cell that keeps what it had.

    ``values`` are counts, or parts of ``n`` in percent; of a score, the mean alone, with ``n`` answers.
    """

    group: str
    values: tuple[float | None, ...]
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A line as counts; of a score, one count and its mean."""

    group: str
    counts: tuple[int, ...]
    mean: float | None = None


def shares(
    lines: Sequence[TypedLine],
    answers: Sequence[str],
    n: int,
    kept: Mapping[str, Sequence[int | None]],
    *,
    percent: bool,
) -> tuple[list[Counted], list[Problem]]:
    """Counts by answer. ``kept`` are those known before, by group; the figures of no kept one are told."""
    counted, problems = [], list(_groups(lines))
    for line in lines:
        size = line.n if line.group else n
        known = kept.get(line.group, ())
        if percent and any(value is not None for value in line.values):
            counts, problem = _of_parts(line, answers, size)
        else:
            counts, problem = _of_counts(line, answers, known)
        if problem:
            problems.append(problem)
        else:
            counted.append(Counted(line.group, counts))
    if not problems:
        problems += _sums(counted, answers, n)
    return counted, problems


def scores(
    lines: Sequence[TypedLine],
    n: int,
    scale: tuple[float | None, float | None],
    kept: Mapping[str, tuple[int, float | None]],
) -> tuple[list[Counted], list[Problem]]:
    """Means with how many answered; everybody's is the n of the wave unless it is typed."""
    counted, problems = [], list(_groups(lines))
    for line in lines:
        value = line.values[0] if line.values else None
        known = kept.get(line.group)
        count = line.n if line.n is not None else known[0] if known else None if line.group else n
        mean = value if value is not None else known[1] if known else None
        if problem := _score_problem(line, count, mean, scale):
            problems.append(problem)
        else:
            assert count is not None
            counted.append(Counted(line.group, (count,), mean))
    if not problems:
        problems += _sums(counted, ("",), n)
    return counted, problems


def many_unanswered(counted: Sequence[Counted], n: int) -> bool:
    """Whether more than `UNANSWERED` of the wave gave no answer to a question; nothing typed is no answer at all."""
    total = sum(next((line.counts for line in counted if not line.group), ()))
    return bool(counted) and n - total > UNANSWERED * n


def _groups(lines: Sequence[TypedLine]) -> Iterator[Problem]:
    names = [line.group.casefold() for line in lines]
    if "" not in names:
        yield Problem(FIELD, "everybody_needed")
    for name in dict.fromkeys(line.group for line in lines if names.count(line.group.casefold()) > 1):
        yield Problem(FIELD, "group_twice", (("group", _called(name)),))
    for name in (line.group for line in lines if len(line.group) > LONGEST_GROUP):
        yield Problem(FIELD, "group_long", (("group", f"{name[:30]}…"), ("longest", LONGEST_GROUP)))


def _called(group: str) -> str:
    return group or EVERYBODY


def _of_parts(line: TypedLine, answers: Sequence[str], n: int | None) -> tuple[tuple[int, ...], Problem | None]:
    """Counts whose sum is ``n`` and whose parts are nearest to those typed."""
    if n is None or not 0 < n <= MOST:
        return (), Problem(FIELD, "group_size", (("group", _called(line.group)),))
    parts = [value for value in line.values if value is not None]
    if len(parts) < len(answers):
        return (), _missing(line, answers)
    if any(not 0 <= part <= 100 for part in parts):
        return (), Problem(FIELD, "number_range", (("lowest", 0), ("highest", 100)))
    total = math.fsum(parts)
    if abs(total - 100) > _NEAR + 1e-9:
        told = (("group", _called(line.group)), ("sum", figure(total)))
        return (), Problem(FIELD, "parts_not_hundred", told)
    exact = [part / total * n for part in parts]
    counts = [math.floor(value) for value in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: counts[i] - exact[i])
    for place in by_rest[: n - sum(counts)]:
        counts[place] += 1
    return tuple(counts), None


def _of_counts(
    line: TypedLine, answers: Sequence[str], known: Sequence[int | None]
) -> tuple[tuple[int, ...], Problem | None]:
    before = [*known, *[None] * len(answers)]
    values = [*line.values, *[None] * len(answers)]
    counts = []
    for typed, old in zip(values[: len(answers)], before, strict=False):
        value = old if typed is None else typed
        if value is None:
            return (), _missing(line, answers)
        if not math.isfinite(value) or value != int(value) or not 0 <= value <= MOST:
            return (), Problem(FIELD, "count_range", (("highest", MOST),))
        counts.append(int(value))
    return tuple(counts), None


def _missing(line: TypedLine, answers: Sequence[str]) -> Problem:
    values = [*line.values, *[None] * len(answers)]
    answer = next((a for a, value in zip(answers, values, strict=False) if value is None), "")
    return Problem(FIELD, "cell_missing", (("group", _called(line.group)), ("answer", answer)))


def _score_problem(
    line: TypedLine, count: int | None, mean: float | None, scale: tuple[float | None, float | None]
) -> Problem | None:
    if count is None or not 0 < count <= MOST:
        return Problem(FIELD, "group_size", (("group", _called(line.group)),))
    if mean is None:
        return Problem(FIELD, "cell_missing", (("group", _called(line.group)), ("answer", "Moyenne")))
    low, high = scale
    if not math.isfinite(mean) or (low is not None and mean < low) or (high is not None and mean > high):
        told = (("lowest", figure(low or 0)), ("highest", figure(high or 0)))
        return Problem(FIELD, "mean_off_scale", told)
    return None


def _sums(counted: Sequence[Counted], answers: Sequence[str], n: int) -> Iterator[Problem]:
    """Whether groups fit into everybody, and everybody into n; no sum is told: a kept count may be in it."""
    total = next(line.counts for line in counted if not line.group)
    if sum(total) > n:
        yield Problem(FIELD, "results_over_n", (("n", n),))
    for line in counted:
        if line.group and sum(line.counts) == sum(total):  # a headline seen before would tell what it hides
            yield Problem(FIELD, "group_is_everybody", (("group", line.group),))
    for place, answer in enumerate(answers):
        if sum(line.counts[place] for line in counted if line.group) > total[place]:
            yield Problem(FIELD, "groups_over_everybody", (("answer", answer or "Moyenne"),))
