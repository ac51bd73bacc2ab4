"""Suppression: no count under ten is shown, and none can be computed from what is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psq_desktop.services.evaluation.suppression import SMALLEST, Shown, Table, small_groups, suppress

_COUNTS = st.one_of(st.integers(0, 14), st.integers(0, 60))
_Edge = tuple[str, int]


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    answers = draw(st.integers(2, 4))
    lines = [tuple(draw(_COUNTS) for _ in range(answers)) for _ in range(draw(st.integers(0, 3)))]
    rest = tuple(draw(_COUNTS) for _ in range(answers)) if not lines or draw(st.booleans()) else (0,) * answers
    total = tuple(sum(column) for column in zip(rest, *lines, strict=True))
    headline = draw(st.frozensets(st.integers(0, answers - 1), max_size=answers - 1))
    return Table(total, {f"g{i}": counts for i, counts in enumerate(lines)}, headline)


def _told(table: Table, shown: Shown) -> tuple[object, ...]:
    """Everything that is shown, read from a table."""

    def line(counts: tuple[int, ...], seen: tuple[int | None, ...]) -> list[int | None]:
        return [None if hidden is None else count for count, hidden in zip(counts, seen, strict=True)]

    return (
        line(table.total, shown.total),
        {name: line(counts, shown.groups[name]) for name, counts in table.groups.items()},
        {name: sum(table.groups[name]) for name, size in shown.sizes.items() if size is not None},
        None if shown.headline is None else sum(table.total[a] for a in table.headline),
        sum(table.total),
    )


def _rest(table: Table) -> list[int]:
    return [count - sum(counts[a] for counts in table.groups.values()) for a, count in enumerate(table.total)]


def _others(table: Table, shown: Shown) -> Iterator[Table]:
    """Tables that somebody who sees what is shown cannot tell from this one; short changes first."""
    edges = [(name, a) for name, counts in shown.groups.items() for a, count in enumerate(counts) if count is None]
    edges += [("everybody", a) for a, count in enumerate(shown.total) if count is None]
    edges += [("rest", a) for a in range(len(table.total)) if any(_rest(table))]
    loose = {"rest", *(name for name, size in shown.sizes.items() if size is None)}  # no line of theirs adds up
    for length in (2, 4, 6, 8):
        for way in _ways(edges, length, loose):
            for first in (1, -1):
                changed = {**{n: list(c) for n, c in table.groups.items()}, "rest": _rest(table)}
                for step, (line, answer) in enumerate(way):
                    if line != "everybody":
                        changed[line][answer] += first * (-1) ** step
                total = tuple(sum(column) for column in zip(*changed.values(), strict=True))
                other = Table(total, {n: tuple(changed[n]) for n in table.groups}, table.headline)
                possible = all(count >= 0 for line in changed.values() for count in line)
                if possible and _told(other, shown) == _told(table, shown):
                    yield other


def _ways(edges: list[_Edge], length: int, loose: set[str]) -> Iterator[list[_Edge]]:
    """Closed ways of that many cells, by line and by answer in turn."""

    def ends(edge: _Edge) -> tuple[str | int, str | int]:
        return ("" if edge[0] in loose else edge[0]), edge[1]

    def go(way: list[_Edge]) -> Iterator[list[_Edge]]:
        if len(way) == length:
            if ends(way[-1])[1] == ends(way[0])[1]:
                yield way
            return
        shared = 0 if len(way) % 2 else 1
        for edge in edges:
            if edge not in way and ends(edge)[shared] == ends(way[-1])[shared]:
                yield from go([*way, edge])

    for edge in edges:
        yield from go([edge])


def _cells(table: Table, shown: Shown) -> set[_Edge]:
    cells = {(name, a) for name, counts in shown.groups.items() for a, count in enumerate(counts) if count is None}
    return cells | {("", a) for a, count in enumerate(shown.total) if count is None}


def _count(table: Table, cell: _Edge) -> int:
    return (table.groups[cell[0]] if cell[0] else table.total)[cell[1]]


@settings(max_examples=100, deadline=None)
@given(table=_tables())
def test_every_hidden_count_could_be_another(table: Table) -> None:
    (shown,) = suppress([table])
    wanted = _cells(table, shown)
    if sum(table.total) == 0:
        return  # nobody answered: there is nothing to hide, and no such wave
    for other in _others(table, shown):
        wanted = {cell for cell in wanted if _count(table, cell) == _count(other, cell)}
        if not wanted:
            return
    assert wanted == set()


@settings(max_examples=100, deadline=None)
@given(table=_tables())
def test_nothing_under_ten_is_shown_and_what_is_shown_is_true(table: Table) -> None:
    (shown,) = suppress([table])
    seen = [count for line in (shown.total, *shown.groups.values()) for count in line if count is not None]
    assert all(count >= SMALLEST for count in seen)
    assert all(size is None or size >= SMALLEST for size in shown.sizes.values())
    assert shown.headline is None or SMALLEST <= shown.headline == sum(table.total[a] for a in table.headline)
    for name, counts in {**shown.groups, "": shown.total}.items():
        truth = table.groups[name] if name else table.total
        hidden = [count for count, known in zip(truth, counts, strict=True) if known is None]
        assert len(hidden) != 1
        if name == "" or shown.sizes[name] is not None:
            assert not hidden or sum(hidden) >= SMALLEST or sum(truth) < SMALLEST


@pytest.mark.parametrize(
    ("table", "total", "groups"),
    [
        # nothing small: all is shown
        (Table((60, 40), {"a": (30, 20), "b": (30, 20)}), (60, 40), {"a": (30, 20), "b": (30, 20)}),
        # nine in a group takes three more with it: its line, its column, and the corner between
        (
            Table((100, 90, 80), {"a": (9, 40, 40), "b": (91, 50, 40)}),
            (100, 90, 80),
            {"a": (None, None, 40), "b": (None, None, 40)},
        ),
        # nobody is a count under ten as well
        (Table((0, 60, 40), {}), (None, None, 40), {}),
        # a group of nine goes as a whole, with the one that would tell it
        (
            Table((60, 49), {"a": (5, 4), "b": (25, 15), "c": (30, 30)}),
            (60, 49),
            {"a": (None, None), "b": (None, None), "c": (30, 30)},
        ),
        # those in no group are people too
        (Table((60, 49), {"a": (55, 45)}), (60, 49), {"a": (None, None)}),
    ],
)
def test_what_a_small_count_takes_with_it(
    table: Table, total: tuple[int | None, ...], groups: dict[str, tuple[int | None, ...]]
) -> None:
    (shown,) = suppress([table])
    assert (shown.total, dict(shown.groups)) == (total, groups)


def test_the_headline_is_not_the_key_to_a_hidden_answer() -> None:
    (shown,) = suppress([Table((9, 168, 150, 85), {}, frozenset({0, 1}))])
    assert shown.total == (None, None, 150, 85)
    assert shown.headline == 177
    (alone,) = suppress([Table((9, 200, 150), {}, frozenset({0}))])
    assert alone.headline is None


def test_a_group_is_hidden_in_every_question_of_the_wave_or_the_other_would_tell_its_n() -> None:
    first = Table((60, 60), {"a": (5, 4), "b": (25, 26), "c": (30, 30)})
    second = Table((60, 60), {"a": (10, 10), "b": (25, 20), "c": (25, 30)})
    assert small_groups([first, second]) == {"a", "b"}
    assert [dict(shown.sizes) for shown in suppress([first, second])] == [
        {"a": None, "b": None, "c": 60},
        {"a": None, "b": None, "c": 55},
    ]


def test_what_else_is_hidden_does_not_tell_how_large_the_hidden_count_is() -> None:
    """Were the smallest chosen, 45 hidden together beside 36 would mean that the small one is 9."""
    patterns = set()
    for small in range(10):
        table = Table((100, 100, 100), {"a": (small, 45 - small, 36), "b": (100 - small, 55 + small, 64)})
        (shown,) = suppress([table])
        patterns.add(tuple(count is None for line in shown.groups.values() for count in line))
    assert patterns == {(True, True, False, True, True, False)}


def test_a_large_table_takes_no_time() -> None:
    groups = {f"g{i}": tuple((i * 7 + a * 5) % 40 for a in range(8)) for i in range(12)}
    total = tuple(sum(column) for column in zip(*groups.values(), strict=True))
    (shown,) = suppress([Table(total, groups)])
    assert shown.hidden > 0
