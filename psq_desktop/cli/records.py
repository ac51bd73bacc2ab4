"""Facts written at the command line."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import replace

from psq_desktop.cli.bases import open_base
from psq_desktop.cli.days import past_day, today
from psq_desktop.cli.output import say
from psq_desktop.cli.refs import fact_of, key_in
from psq_desktop.errors import Problem, UserError
from psq_desktop.french import parse_number


def record(options: argparse.Namespace) -> None:
    """Write a reading."""
    from psq_desktop.services.periods import period_end
    from psq_desktop.services.steering import readings

    with closing(open_base(options)) as database:
        fact = fact_of(database, "indicators", options.indicator)
        indicator = key_in(fact)
        if options.on:
            on = past_day(options.on, period_end(fact["period"], today()))
        else:
            on = database.read(readings.next_day, indicator, today())
        draft = readings.read_value(_bare(options.value, fact["unit"] or ""))
        draft = replace(draft, on=on, provisional=options.provisional, comment=options.comment, author=database.actor)
        outcome = database.write(readings.record, indicator, draft, today(), replace=options.replace)
    say(f"Relevé enregistré : REL-{outcome.result}")


def _bare(text: str, unit: str) -> str:
    """A value without the unit that people type after it: the indicator's own, no other."""
    bare = text.strip().removesuffix(unit).strip()
    if parse_number(bare) is not None:
        return bare
    if bare.endswith("%"):
        raise UserError("invalid", Problem("value", "unreadable_number"))
    return text
