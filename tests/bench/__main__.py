"""``python -m tests.bench [NAME …]``: one line for each measure, with its goal. Ratios only: machines differ."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import meetings_list, minutes_pdf, windows
from tests.bench.measure import Ratio


@dataclass(frozen=True, slots=True)
class Bench:
    """A measure and the ratio that it should not exceed."""

    title: str
    goal: float
    run: Callable[[], Ratio]


BENCHES = {
    "window": Bench("first painted window over a bare PySide6 window", 1.3, windows.first_start),
    "home": Bench("home page with its data over a bare PySide6 window", 2.5, windows.home_page),
    "pdf": Bench("tagged minutes over the same words by plain reportlab", 2.0, minutes_pdf.run),
    "list": Bench("list of 10,000 meetings over its own raw SQL", 1.5, meetings_list.run),
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
        print(f"{name:6} {bench.title}: {ratio.value:.2f} (goal {bench.goal:.1f}, {verdict}{note})", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
