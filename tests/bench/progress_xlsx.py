"""The progress workbook with 50,000 readings, against a bare write-only loop that writes the same styled cells."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from psq_desktop import french
from psq_desktop.exports import catalogue, progress_xlsx
from psq_desktop.exports.xlsx import cells, styles
from psq_desktop.exports.xlsx.sheet import Board, Formula, Sheet, Styled, cell_styles, lines
from psq_desktop.services.kinds import ReadingStatus
from psq_desktop.services.steering.progress_rows import ProgressDocument, ReadingRow
from tests.bench.measure import Ratio, compare, cpu_in_fork
from tests.exports.progress_documents import synthetic

READINGS = 50_000
ROUNDS = 4
LARGEST_PEAK = 150  # megabytes, with the interpreter and the document itself


def make() -> ProgressDocument:
    """Many long series, no two comments alike."""
    document = synthetic(objectives=25, indicators=4)
    per_indicator = READINGS // (25 * 4)
    sheets = (
        replace(
            sheet, indicators=tuple(replace(i, readings=_readings(i.id, per_indicator)) for i in sheet.indicators)
        )
        for sheet in document.sheets
    )  # fmt: skip
    return replace(document, sheets=tuple(sheets))


def _readings(indicator_id: int, count: int) -> tuple[ReadingRow, ...]:
    first = date(2026, 11, 22) - timedelta(count)
    statuses = (*(ReadingStatus.VALUE,) * 18, ReadingStatus.NONE, ReadingStatus.NOT_APPLICABLE)
    return tuple(
        ReadingRow(
            n, indicator_id, first + timedelta(n), f"{n} oct. 2026", status,
            n * 0.1 if status is ReadingStatus.VALUE else None, n % 7 == 0, first + timedelta(n + 6), "Mme Farcy",
            n or None, f"Relevé {n} de l’indicateur {indicator_id} : compté par l’équipe", "retour.xlsx", f"H{n}",
        )
        for n, status in ((n, statuses[n % len(statuses)]) for n in range(count))
    )  # fmt: skip


# ---------------------------------------------------------------- the bare loop


@dataclass(frozen=True, slots=True)
class Bare:
    """One sheet, ready to write: every cell's value, style and own number format."""

    name: str
    rows: list[list[tuple[Any, str, str]]]


def bare(sheets: Iterable[Sheet | Board]) -> list[Bare]:
    """The tables among some sheets, their cells made."""
    return [
        Bare(sheet.name, [list(_cells(line.values, cell_styles(sheet))) for line in lines(sheet)])
        for sheet in sheets
        if isinstance(sheet, Sheet)
    ]


def _cells(values: Any, column_styles: Any) -> Iterator[tuple[Any, str, str]]:
    for value, style in zip(values, column_styles, strict=False):
        plain, named, pattern = value if isinstance(value, Styled) else (value, style, "")
        if isinstance(plain, date):
            pattern = styles.DATE_FORMAT
        yield f"={plain.text}" if isinstance(plain, Formula) else plain, named, pattern


def write_bare(sheets: list[Bare]) -> bytes:
    """What anybody would write first: a styled cell for each value."""
    workbook = Workbook(write_only=True)
    styles.register(workbook)
    for sheet in sheets:
        target: Any = workbook.create_sheet(sheet.name)
        for row in sheet.rows:
            written = []
            for value, style, pattern in row:
                cell = WriteOnlyCell(target, value)
                cell.style = style
                if pattern:
                    cell.number_format = pattern
                written.append(cell)
            target.append(written)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


# ---------------------------------------------------------------- the measure


def run() -> Ratio:
    """Each side in a child of its own; the words of the first are not known yet."""
    small, document = synthetic(objectives=1, indicators=1), make()
    catalogue.render("progress", ".xlsx", small)
    write_bare(bare(progress_xlsx.sheets(small)))  # modules are loaded for both sides
    plain = bare(progress_xlsx.sheets(document))
    french.typeset.cache_clear()
    cells.written.cache_clear()
    peak = _peak()
    verdict = "" if peak <= LARGEST_PEAK else ", too much"
    return compare(
        lambda: cpu_in_fork(lambda: catalogue.render("progress", ".xlsx", document)),
        lambda: cpu_in_fork(lambda: write_bare(plain)),
        ROUNDS,
        f"{READINGS:,} readings, peak {peak} MB of {LARGEST_PEAK}{verdict}",
    )


def _peak() -> int:
    """Megabytes that a fresh interpreter holds at most while it makes the document and writes it."""
    done = subprocess.run(
        [sys.executable, "-c", "from tests.bench import progress_xlsx; progress_xlsx.tell_peak()"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(done.stdout)


def tell_peak() -> None:
    """Run in the child."""
    catalogue.render("progress", ".xlsx", make())
    # What getrusage tells began with the size of the parent; the kernel's own count begins with the program.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) // 1024)
