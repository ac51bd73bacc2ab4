"""200 returned workbooks of 30 rows: guarded, read in processes of their own, recognised and compared.

Against openpyxl alone that only reads their cells, unguarded, in one process.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from psq_desktop.exports import partner_xlsx
from psq_desktop.imports.reading import read_files
from psq_desktop.services.forms.answers import understand
from psq_desktop.services.forms.comparison import compare as compare_lines
from psq_desktop.services.forms.form_rows import Form
from psq_desktop.services.forms.recognition import recognise
from tests.bench.measure import Ratio, compare
from tests.bench.plain_reading import read_all
from tests.exports.forms import ISSUED, answered, indicator, partner_form

FILES, ROWS = 200, 30
ROUNDS = 4
TODAY = date(2026, 11, 22)


def form() -> Form:
    """A partner with 30 lines."""
    rows = tuple(indicator(n, f"{n // 4}.{n % 4}", f"Relevé {n}", n * 1.5, n * 2.0) for n in range(1, ROWS + 1))
    return replace(partner_form(), rows=rows)


def write(folder: Path, sent: Form) -> list[Path]:
    """The workbooks, answered: a tenth of them one by one, the others copies of those with another name."""
    paths: list[Path] = []
    for number in range(FILES):
        path = folder / f"retour {number:03}.xlsx"
        if number < FILES // 10:
            typed = {(row.ref, "value"): (str(rank + number), "") for rank, row in enumerate(sent.rows)}
            path.write_bytes(partner_xlsx.workbook(answered(sent, typed), ISSUED))
        else:
            path.write_bytes(paths[number % (FILES // 10)].read_bytes())
        paths.append(path)
    return paths


def check(paths: list[Path], sent: Form) -> int:
    """How many lines the files bring."""
    lines = 0
    known = {row.ref: {field: told.sent for field, told in row.fields.items()} for row in sent.rows}
    for file in read_files(paths):
        assert file.book is not None, file.refusal
        rows = understand(recognise(file.book, sent), sent, TODAY)
        lines += len(compare_lines(sent, known, rows, known))
    return lines


def _cpu(work: Callable[[], object]) -> float:
    """Processor seconds of a call and of the processes that it started and ended."""
    gc.collect()
    start = sum(os.times()[:4])
    work()
    return sum(os.times()[:4]) - start


def run() -> Ratio:
    """Both sides read the same files from the disk; our processes load openpyxl anew each time."""
    sent = form()
    with tempfile.TemporaryDirectory() as folder:
        paths = write(Path(folder), sent)
        assert check(paths, sent) >= FILES * ROWS
        assert read_all(paths) >= FILES * ROWS * 6
        start = time.perf_counter()
        check(paths, sent)
        seconds = time.perf_counter() - start
        note = f"{FILES} workbooks of {ROWS} rows, {seconds:.1f} s on the clock"
        return compare(lambda: _cpu(lambda: check(paths, sent)), lambda: _cpu(lambda: read_all(paths)), ROUNDS, note)
