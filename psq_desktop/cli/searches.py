"""The search over the whole base."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import Any

from psq_desktop.cli.bases import open_base
from psq_desktop.cli.output import harmless, say, say_json, say_table, shortened

_HEADINGS = ["Réf.", "Sorte", "Date", "Titre", "Extrait"]


def search(options: argparse.Namespace) -> None:
    """Print what is found, the best of each kind first."""
    from psq_desktop.listing.searches import searched

    with closing(open_base(options)) as database:
        found = database.read(searched, options.text)
    if options.json:
        say_json(found)
    elif found:
        say_table([_HEADINGS, *map(_told, found)])
    else:
        say("Aucun résultat.")


def _told(fact: dict[str, Any]) -> list[Any]:
    words = (harmless(shortened(fact[name])) if fact[name] else None for name in ("title", "snippet"))
    return [fact["ref"], fact["kind_label"], fact["on"], *words]
