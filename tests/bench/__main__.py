"""``python -m tests.bench [NAME …]``: one line for each measure, with its goal.

Ratios where machines differ, milliseconds where a person waits.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import (
    comparison,
    meetings_list,
    minutes_pdf,
    note_saving,
    objectives_list,
    objectives_screen,
    progress_xlsx,
    reading,
    reserve_calendar,
    roster,
    search,
    windows,
)
from tests.bench.measure import Ratio


@dataclass(frozen=True, slots=True)
class Bench:
    """A measure and the ratio, or the milliseconds, that it should not exceed."""

    title: str
    goal: float
    run: Callable[[], Ratio]
    unit: str = ""


BENCHES = {
    "window": Bench("first painted window over a bare PySide6 window", 1.3, windows.first_start),
    "home": Bench("home page with its data over a bare PySide6 window", 2.5, windows.home_page),
    "pdf": Bench("tagged minutes over the same words by plain reportlab", 2.0, minutes_pdf.run),
    "list": Bench("list of 10,000 meetings over its own raw SQL", 1.5, meetings_list.run),
    "objectives": Bench("list of 5,000 objectives over its own raw SQL", 1.5, objectives_list.run),
    "filter": Bench("a letter typed over 5,000 objectives, 95th percentile", 50, objectives_screen.filtering, " ms"),
    "matrix": Bench("a step scrolled in the matrix, 95th percentile", 16, objectives_screen.scrolling, " ms"),
    "calendar": Bench("calendar of 5,000 reservists read and painted", 100, reserve_calendar.opening, " ms"),
    "days": Bench("a step scrolled in that calendar, 95th percentile", 16, reserve_calendar.scrolling, " ms"),
    "note": Bench("longest stall while notes are saved beside 10,000 decisions", 50, note_saving.run, " ms"),
    "xlsx": Bench("progress workbook of 50,000 readings over a bare write-only loop", 1.15, progress_xlsx.run),
    "roster-pdf": Bench("tagged roster of 5,000 over a plain reportlab table", 1.5, roster.pdf),
    "roster-xlsx": Bench("roster workbook of 5,000 over a bare write-only loop", 1.15, roster.xlsx),
    "read": Bench("200 workbooks guarded, read and compared over openpyxl reading them", 1.5, reading.run),
    "search": Bench("search in 100,000 paragraphs over bare FTS5 with rank and snippet", 1.5, search.over_bare_index),
    "common": Bench("a word in 89 % of 100,000 paragraphs", 50, search.frequent_word, " ms"),
    "compare": Bench("three-way comparison of 10,000 rows over daff", 1.0, comparison.run),
}


def main(names: list[str]) -> None:
    """Run the benches named, or all."""
    unknown = set(names) - set(BENCHES)
    if unknown:
        raise SystemExit(f"unknown: {', '.join(sorted(unknown))}; there are: {', '.join(BENCHES)}")
    for name in names or BENCHES:
        bench = BENCHES[name]
        ratio = bench.run()
        verdict = "goal met" if ratio.value <= bench.goal else "goal missed"
        note = f", {ratio.note}" if ratio.note else ""
        value = f"{ratio.value:.2f}{bench.unit} (goal {bench.goal:g}{bench.unit}"
        print(f"{name:10} {bench.title}: {value}, {verdict}{note})", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
