"""Lists of elements."""

from __future__ import annotations

import argparse
from contextlib import closing

from psq_desktop.cli.bases import open_base
from psq_desktop.cli.days import today
from psq_desktop.cli.output import say, say_json, say_table

KINDS = (
    "meetings", "agenda", "attendance", "summons", "votes", "observations", "versions", "decisions", "objectives",
    "commitments", "indicators", "readings", "partners", "contacts", "campaigns", "dispatches", "reservists",
    "missions", "trainings", "controls", "outreach", "liaisons", "victims", "posts", "equipment", "surveys", "changes",
)  # fmt: skip


def list_kind(options: argparse.Namespace) -> None:
    """Print the elements of a kind."""
    from psq_desktop import listing

    with closing(open_base(options)) as database:
        if options.json:
            say_json(database.read(listing.facts, options.kind, today(), options.filter))
            return
        found = database.read(listing.table, options.kind, today(), options.filter)
    if len(found) > 1:
        say_table(found)
    else:  # the headings alone
        say("Aucun élément.")
