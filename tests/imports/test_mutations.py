"""2,000 damaged and mangled workbooks: no traceback, no endless reading, no value that the original does not hold.

``MUTATIONS=100000`` makes that many of each of the three kinds.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from psq_desktop.errors import UserError
from psq_desktop.exports import partner_xlsx
from psq_desktop.imports import child
from psq_desktop.services.forms.book_rows import Book, RawCell
from tests.exports.forms import ISSUED, answered, partner_form
from tests.imports import mutations
from tests.imports.packages import content, ods
from tests.imports.test_ods import FLOAT, row

COUNT = int(os.environ.get("MUTATIONS", "667"))
SLOW = 5.0  # processor seconds that no such file may take
ANSWERS = {
    ("IND-12", "value"): ("7,5", ""), ("IND-12", "on"): ("31/10/2026", ""), ("IND-13", "value"): ("1284", ""),
    ("ENG-31", "comment"): ("Deux agents  recrutés ", ""),
}  # fmt: skip


def _as_ods(book: Book) -> bytes:
    """The first sheet as LibreOffice would store it."""

    def cell(raw: RawCell | None) -> str:
        if raw is None:
            return "<table:table-cell/>"
        if isinstance(raw.value, float):
            return f'<table:table-cell {FLOAT}"{raw.value}"><text:p>{raw.value}</text:p></table:table-cell>'
        if isinstance(raw.value, dt.date):
            day = f'office:value-type="date" office:date-value="{raw.value}"'
            return f"<table:table-cell {day}><text:p>{raw.value:%d/%m/%Y}</text:p></table:table-cell>"
        words = str(raw.value).replace("\n", "</text:p><text:p>").replace("  ", ' <text:s text:c="1"/>')
        return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'

    lines, number = [], 1
    for raw in book.sheets[0].rows:
        if raw.number > number:
            empty = f'table:number-rows-repeated="{raw.number - number}"'
            lines.append(row('<table:table-cell table:number-columns-repeated="16384"/>', said=empty))
        lines.append(row(*(cell(raw.cells.get(column)) for column in range(1, max(raw.cells) + 1))))
        number = raw.number + 1
    return ods(content=content("".join(lines)))


@pytest.fixture(scope="module")
def originals() -> list[bytes]:
    form = partner_form()
    sent = partner_xlsx.workbook(form, ISSUED)
    returned = partner_xlsx.workbook(answered(form, ANSWERS), ISSUED)
    return [sent, returned, _as_ods(child.book(returned))]


def cells(book: Book) -> Iterator[tuple[str, str, object]]:
    for sheet in book.sheets:
        for line in sheet.rows:
            for cell in line.cells.values():
                yield sheet.name, cell.ref, (cell.value, cell.error)


def attempts(originals: list[bytes], seed: int, how: str) -> tuple[Counter[str], list[tuple[bytes, bytes, Book]]]:
    """Each change tried: what came of it, and the books that were read all the same."""
    rng = random.Random(seed)
    outcome: Counter[str] = Counter()
    read = []
    parts = [mutations.unpacked(original) for original in originals]
    for number in range(COUNT):
        which = number % len(originals)
        if how == "bytes":
            data = mutations.damage(originals[which], rng)
        else:
            data = mutations.remade(parts[which], rng, names_only=how == "names")
        start = time.thread_time()
        try:
            book = child.book(data)
        except UserError as error:
            outcome[error.code] += 1
        else:
            outcome["read"] += 1
            read.append((originals[which], data, book))
        assert time.thread_time() - start < SLOW, data
    print(how, dict(outcome))
    return outcome, read


def test_bytes_changed_on_the_way_never_change_a_value(originals: list[bytes]) -> None:
    known = {data: child.book(data) for data in originals}
    outcome, read = attempts(originals, 1, "bytes")
    assert outcome["workbook_damaged"] + outcome["workbook_truncated"] > COUNT / 2
    for original, _, book in read:  # what was hit stands outside what is read
        assert set(cells(book)) <= set(cells(known[original]))
        assert book.names.items() <= known[original].names.items()


def test_names_changed_in_the_markup_never_make_another_value(originals: list[bytes]) -> None:
    known = {data: Counter(value for _, _, value in cells(child.book(data))) for data in originals}
    outcome, read = attempts(originals, 2, "names")
    assert outcome["workbook_damaged"] > COUNT / 3
    for original, data, book in read:
        strange = Counter(value for _, _, value in cells(book)) - known[original]
        assert not strange, (strange, data)


def test_no_change_of_any_kind_is_more_than_a_refusal(originals: list[bytes]) -> None:
    outcome, _ = attempts(originals, 3, "anything")
    assert outcome.total() == COUNT
    assert outcome["workbook_damaged"] > COUNT / 4
