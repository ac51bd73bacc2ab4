"""What of a wave may be shown: no count under ten, and none that the others would give away. Pure.

A question is a table of groups by answers whose line of everybody, n of each group and headline are shown as well.
Zero is a count under ten too: that nobody of a small group gave an answer says something of each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

SMALLEST = 10

_Cell = tuple[int, int]  # line and answer
_Node = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of one question: of everybody and of groups that do not overlap, one for each answer.

    Groups may lack the last ones (those who gave no answer). ``headline`` are the places that are added up.
    """

    total: tuple[int, ...]
    groups: Mapping[str, tuple[int, ...]]
    headline: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it may be shown: ``None`` is hidden, as is a group whose ``sizes`` is ``None``."""

    total: tuple[int | None, ...]
    groups: Mapping[str, tuple[int | None, ...]]
    sizes: Mapping[str, int | None]
    headline: int | None

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(count is None for line in (self.total, *self.groups.values()) for count in line)


@dataclass(frozen=True, slots=True)
class _Line:
    """Counts that add up to a known number; those of everybody are the sums of the others (``sums``)."""

    counts: Mapping[int, int]
    sums: bool = False


def suppress(tables: Sequence[Table]) -> tuple[Shown, ...]:
    """The tables of one wave. Groups are hidden alike in all of them, or one would tell the other's n."""
    absent = small_groups(tables)
    return tuple(_shown(table, absent) for table in tables)


def small_groups(tables: Sequence[Table]) -> frozenset[str]:
    """Groups whose n is hidden: under ten somewhere, and others with them until together they are ten or more."""
    sizes = [{name: sum(counts) for name, counts in table.groups.items()} for table in tables]
    smallest = {name: min(s[name] for s in sizes if name in s) for name in {n for s in sizes for n in s}}
    absent = {name for name, size in smallest.items() if size < SMALLEST}
    changed = True
    while changed:
        changed = False
        for table, known in zip(tables, sizes, strict=True):
            rest = sum(table.total) - sum(known.values())
            apart = [known[name] for name in known if name in absent] + ([rest] if rest else [])
            if apart and (sum(apart) < SMALLEST or (len(apart) == 1 and not rest)):
                others = [name for name in known if name not in absent]
                if others:
                    absent.add(others[0])
                    changed = True
    return frozenset(absent)


def _shown(table: Table, absent: frozenset[str]) -> Shown:
    present = {name: counts for name, counts in table.groups.items() if name not in absent}
    head = sum(table.total[a] for a in table.headline)
    split = bool(table.headline) and SMALLEST <= head <= sum(table.total) - SMALLEST
    hidden, safe = _hidden(table.total, list(present.values()), table.headline if split else frozenset())
    if split and not safe:
        split = False
        hidden, safe = _hidden(table.total, list(present.values()), frozenset())
    shown = {
        name: tuple(None if (place, a) in hidden else count for a, count in enumerate(counts))
        for place, (name, counts) in enumerate(present.items())
    }
    nothing = (None,) * len(table.total)
    total = tuple(None if (-1, a) in hidden else count for a, count in enumerate(table.total))
    whole = len(table.headline) == len(table.total) or not any(count is None for count in total)
    return Shown(
        total,
        {name: shown.get(name, nothing[: len(counts)]) for name, counts in table.groups.items()},
        {name: sum(counts) if name in present else None for name, counts in table.groups.items()},
        head if table.headline and (split or whole) else None,
    )


def _hidden(
    total: tuple[int, ...], groups: list[tuple[int, ...]], headline: frozenset[int]
) -> tuple[frozenset[_Cell], bool]:
    """Cells to hide (line -1 is everybody), and whether none of them can be computed."""
    lines = _lines(total, groups, headline)
    hidden = {(i, a) for i, line in enumerate(lines) for a, count in line.counts.items() if count < SMALLEST}
    while True:
        wanted = next(_wanted(lines, hidden, range(len(total))), None)
        if wanted is None:
            break
        hidden.add(wanted)
    safe = all(changeable(lines, hidden, cell) for cell in hidden)
    places = {i: i if i < len(groups) else -1 for i, line in enumerate(lines) if i < len(groups) or line.sums}
    return frozenset((places[i], a) for i, a in hidden if i in places), safe


def _lines(total: tuple[int, ...], groups: list[tuple[int, ...]], headline: frozenset[int]) -> list[_Line]:
    """The groups shown; everybody, in two parts when the headline tells the sum of one; those of no shown group."""
    lines = [_Line(dict(enumerate(counts))) for counts in groups]
    parts = (headline, frozenset(range(len(total))) - headline)
    lines += [_Line({a: total[a] for a in sorted(part)}, sums=True) for part in parts if part]
    rest = [count - sum(counts[a] for counts in groups if a < len(counts)) for a, count in enumerate(total)]
    return [*lines, _Line(dict(enumerate(rest)))] if any(rest) else lines


def _wanted(lines: Sequence[_Line], hidden: set[_Cell], answers: Iterable[int]) -> Iterator[_Cell]:
    """Cells that must be hidden besides: one of a line, of an answer, or near one that can be computed."""
    for i, line in enumerate(lines):
        apart = [a for a in line.counts if (i, a) in hidden]
        if apart and (len(apart) == 1 or sum(line.counts[a] for a in apart) < SMALLEST):
            yield from _next(lines, hidden, ((i, a) for a in line.counts))
    for answer in answers:
        column = [(i, answer) for i, line in enumerate(lines) if answer in line.counts]
        apart = [i for i, a in column if (i, a) in hidden]
        alone = len(apart) == 1
        known = not any(lines[i].sums for i in apart) and sum(lines[i].counts[answer] for i in apart) < SMALLEST
        if apart and (alone or known):
            yield from _next(lines, hidden, column)
    for i, answer in sorted(hidden):
        if not changeable(lines, hidden, (i, answer)):
            near = [(i, a) for a in lines[i].counts]
            near += [(j, answer) for j, line in enumerate(lines) if answer in line.counts]
            yield from _next(lines, hidden, near)
            yield from _next(lines, hidden, ((j, a) for j, line in enumerate(lines) for a in line.counts))


def _next(lines: Sequence[_Line], hidden: set[_Cell], cells: Iterable[_Cell]) -> Iterator[_Cell]:
    """The first cell by place: sums last, for they are read first; where it would not be the next one alone.

    Never by size: who knows that the smallest is taken learns from those shown how large it is at most, and from
    that how small the other is at least. Hiding a line's only cell would hide nothing.
    """

    def cost(cell: _Cell) -> tuple[bool, bool, _Cell]:
        company = any(i == cell[0] for i, _ in hidden) and any(a == cell[1] for _, a in hidden)
        return lines[cell[0]].sums, not company, cell

    shown = [cell for cell in cells if cell not in hidden and len(lines[cell[0]].counts) > 1]
    if shown:
        yield min(shown, key=cost)


def changeable(lines: Sequence[_Line], hidden: set[_Cell], cell: _Cell) -> bool:
    """Whether a hidden cell could have another value, all that is shown staying what it is.

    One person more here is one less there: a way through hidden cells that comes back to where it began.
    A cell at zero is no way down. A bridge of the graph of lines and answers is never on such a way.
    """
    arcs: dict[_Node, list[tuple[_Node, _Cell]]] = {}
    own: list[tuple[_Node, _Node]] = []
    for i, a in hidden:
        more, less = (("line", i), ("answer", a)), (("answer", a), ("line", i))
        if lines[i].sums:
            more, less = less, more
        for start, end in (more, less) if lines[i].counts[a] else (more,):
            arcs.setdefault(start, []).append((end, (i, a)))
            if (i, a) == cell:
                own.append((start, end))
    return any(_reaches(arcs, end, start, cell) for start, end in own)


def _reaches(arcs: Mapping[_Node, list[tuple[_Node, _Cell]]], start: _Node, goal: _Node, without: _Cell) -> bool:
    seen, queue = {start}, [start]
    while queue:
        node = queue.pop()
        if node == goal:
            return True
        for end, cell in arcs.get(node, ()):
            if cell != without and end not in seen:
                seen.add(end)
                queue.append(end)
    return False
