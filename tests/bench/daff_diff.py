"""The three-way difference of tables as daff makes it."""

from __future__ import annotations

from collections import Counter

import daff  # type: ignore[import-untyped]

Table = list[list[str | float | None]]


def three_way(parent: Table, local: Table, remote: Table) -> Table:
    """The table of differences between what one side and the other made of ``parent``; rows are known by « key »."""
    flags = daff.CompareFlags()
    flags.ordered = False
    flags.addPrimaryKey("key")
    alignment = daff.Coopy.compareTables3(*map(daff.PythonTableView, (parent, local, remote)), flags).align()
    told: Table = []
    daff.TableDiff(alignment, flags).hilite(daff.PythonTableView(told))
    return told


def counted(told: Table) -> Counter[str]:
    """How many rows were changed, in conflict, added by the other side, or dropped by it."""
    signs = Counter(str(row[0]) for row in told)
    return Counter(
        changed=signs["->"] + signs["-->"],
        conflict=sum(count for sign, count in signs.items() if sign.startswith("!")),
        added=signs["+++"],
        missing=signs["---"],
    )
