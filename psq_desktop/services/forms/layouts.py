"""Where the columns of a form went in a sheet that came back: by their labels, else by their neighbours. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from psq_desktop.errors import UserError
from psq_desktop.french import fold
from psq_desktop.services.forms.book_rows import RawCell, RawRow, RawSheet
from psq_desktop.services.forms.form_rows import Form, FormColumn
from psq_desktop.services.forms.keys import looks_like_row_key

_CLOSE = 0.72  # labels nearer than that are one, mistyped
_MARGIN = 0.05  # by how much the nearest label is nearer than the next
_HEADER_DEPTH = 200  # rows without a key among which a mistyped header is looked for


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet with rows of the form: the numbers of its columns, and what became of their labels."""

    key: int
    header: int  # row of the labels, 0 when it is gone
    first: int  # row from which rows without a key count
    shown: Mapping[str, int]
    inputs: Mapping[str, int]
    labels: Sequence[list[str]]  # of the header, in words
    moved: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]
    extra: tuple[str, ...] = ()


def text_of(cell: RawCell | None) -> str:
    """The text of a cell that holds one."""
    return cell.value if cell is not None and isinstance(cell.value, str) else ""


def is_key(cell: RawCell | None) -> bool:
    """Whether a cell holds a row's key, right or wrong."""
    return cell is not None and isinstance(cell.value, str) and looks_like_row_key(cell.value)


def layout_of(sheet: RawSheet, form: Form, like: Layout | None = None) -> Layout | None:
    """The layout of a sheet; ``None`` when no row of it bears a key.

    Rows that were pasted into a sheet without the header stand as in the sheet ``like``, or as they were sent.
    """
    key, keyed = _key_column(sheet)
    if not keyed:
        return None
    header = _header(sheet, form, key)
    if header is None:
        return _without_header(form, key, keyed[0], like)
    labels = {n: " ".join(text.split()) for n, cell in header.cells.items() if (text := text_of(cell)) and n != key}
    _once(form, labels)
    found = _places(form.columns, labels, {n for row in sheet.rows for n in row.cells} - {key})
    said = [(column.label, labels.get(found[column.key], "")) for column in form.columns if column.key in found]
    return Layout(
        key,
        header.number,
        header.number,
        {c.key: found[c.key] for c in form.columns if c.input is None and c.key in found},
        {c.key: found[c.key] for c in form.columns if c.input is not None and c.key in found},
        [fold(label).split() for label in (*labels.values(), *(c.label for c in form.columns))],
        _moved(form.columns, found),
        tuple((sent, label) for sent, label in said if not _same(sent, label)),
        tuple(c.label for c in form.columns if c.input is not None and c.key not in found),
        _extra(sheet, header.number, labels, set(found.values())),
    )


def _once(form: Form, labels: Mapping[int, str]) -> None:
    """Raise `UserError` column_twice when two columns call themselves what is to be filled in."""
    for column in form.columns:
        if column.input is not None and sum(_same(column.label, label) for label in labels.values()) > 1:
            raise UserError("column_twice", label=column.label)


def _extra(sheet: RawSheet, header: int, labels: Mapping[int, str], taken: set[int]) -> tuple[str, ...]:
    """Labels of the columns that nothing is read from, though something stands in them."""
    below = [row for row in sheet.rows if row.number > header]
    free = {number: label for number, label in labels.items() if number not in taken}
    return tuple(label for n, label in free.items() if any(n in r.cells and r.cells[n].value != "" for r in below))


def _without_header(form: Form, key: int, first: int, like: Layout | None) -> Layout:
    labels = [fold(column.label).split() for column in form.columns]
    if like is not None:
        by = key - like.key
        shown, inputs = ({name: n + by for name, n in places.items()} for places in (like.shown, like.inputs))
        return Layout(key, 0, first, shown, inputs, [*labels, *like.labels], (), (), ())
    places = {column.key: key + place for place, column in enumerate(form.columns, start=1)}
    shown = {c.key: places[c.key] for c in form.columns if c.input is None}
    inputs = {c.key: places[c.key] for c in form.columns if c.input is not None}
    return Layout(key, 0, first, shown, inputs, labels, (), (), ())


def _key_column(sheet: RawSheet) -> tuple[int, list[int]]:
    """The column where most cells are keys, and the rows of those."""
    found: dict[int, list[int]] = {}
    for row in sheet.rows:
        for number, cell in row.cells.items():
            if is_key(cell):
                found.setdefault(number, []).append(row.number)
    key = max(found, key=lambda number: (len(found[number]), -number), default=0)
    return key, found.get(key, [])


def _same(one: str, other: str) -> bool:
    return fold(one).split() == fold(other).split()


# ---------------------------------------------------------------- the header


def _header(sheet: RawSheet, form: Form, key: int) -> RawRow | None:
    """The first row that says half as many labels as the one that says most. ``None`` when none says two of them."""
    without = [row for row in sheet.rows if not is_key(row.cells.get(key))]
    wanted = {" ".join(fold(column.label).split()) for column in form.columns}

    def exact(row: RawRow) -> int:
        return sum(" ".join(fold(text_of(cell)).split()) in wanted for cell in row.cells.values())

    said = [exact(row) for row in without]
    most = max(said, default=0)
    if most >= 2:
        return next(row for row, count in zip(without, said, strict=True) if 2 * count >= most)

    def near(row: RawRow) -> int:
        words = [text for cell in row.cells.values() if (text := text_of(cell))]
        return sum(max((_nearness(c.label, word) for word in words), default=0.0) >= _CLOSE for c in form.columns)

    best = max(without[:_HEADER_DEPTH], key=near, default=None)
    return best if best is not None and near(best) >= 2 else None


def _nearness(label: str, found: str) -> float:
    """How near two labels are, 0 to 1: words added to a label leave it near."""
    wanted, said = fold(label).split(), fold(found[:200]).split()
    if not wanted or not said:
        return 0.0
    if wanted == said:
        return 1.0
    ratio = difflib.SequenceMatcher(None, " ".join(wanted), " ".join(said), autojunk=False).ratio()
    inside = f" {' '.join(wanted)} " in f" {' '.join(said)} " and len(wanted) > 1
    return max(ratio, 0.9) if inside else ratio


# ---------------------------------------------------------------- the columns


def _places(columns: Sequence[FormColumn], labels: Mapping[int, str], used: set[int]) -> dict[str, int]:
    """The column of each label: the same one, else a near one, else what stands between its neighbours."""
    free = dict(sorted(labels.items()))
    found: dict[str, int] = {}
    for column in columns:
        number = next((n for n, label in free.items() if _same(column.label, label)), None)
        if number is not None:
            found[column.key] = number
            del free[number]
    _by_nearness(columns, found, free)
    _by_neighbours(columns, found, free, used)
    return found


def _by_nearness(columns: Sequence[FormColumn], found: dict[str, int], free: dict[int, str]) -> None:
    missing = [column for column in columns if column.key not in found]
    near = {(c.key, n): _nearness(c.label, label) for c in missing for n, label in free.items()}
    for (key, number), ratio in sorted(near.items(), key=lambda pair: -pair[1]):
        if ratio < _CLOSE or key in found or number not in free:
            continue
        rivals = [
            other for (k, n), other in near.items() if (k == key) is not (n == number) and k not in found and n in free
        ]
        if ratio - max(rivals, default=0.0) >= _MARGIN:
            found[key] = number
            del free[number]


def _by_neighbours(columns: Sequence[FormColumn], found: dict[str, int], free: dict[int, str], used: set[int]) -> None:
    """Labels that say nothing: a run of missing columns that fits between the two that stand around it."""
    keys = [column.key for column in columns]
    taken = set(found.values())
    place = 0
    while place < len(keys):
        if keys[place] in found:
            place += 1
            continue
        end = next((n for n in range(place, len(keys)) if keys[n] in found), len(keys))
        before = found.get(keys[place - 1]) if place else None
        after = found.get(keys[end]) if end < len(keys) else None
        if before is not None:
            run = range(before + 1, before + 1 + end - place)
            fits = after is None or after == run.stop
        else:
            run = range((after or 0) - (end - place), after or 0)
            fits = after is not None
        if fits and all(n in used and n > 0 and n not in taken for n in run):
            for key, number in zip(keys[place:end], run, strict=True):
                found[key] = number
                free.pop(number, None)
        place = end


def _moved(columns: Sequence[FormColumn], found: Mapping[str, int]) -> tuple[str, ...]:
    """Labels that stand elsewhere among the others: those outside the longest run still in order."""
    order = [column for column in columns if column.key in found]
    best: list[list[FormColumn]] = []
    for place, column in enumerate(order):
        runs = [best[n] for n in range(place) if found[order[n].key] < found[column.key]]
        best.append([*max(runs, key=len, default=[]), column])
    kept = max(best, key=len, default=[])
    return tuple(column.label for column in order if column not in kept)
