"""Rounds of collection: opening one, writing its workbooks and drafts, its board."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import Any

from psq_desktop.cli.bases import open_base
from psq_desktop.cli.days import read_day, today
from psq_desktop.cli.output import say, say_json, say_table
from psq_desktop.cli.refs import fact_of, key_in, key_of
from psq_desktop.french import date_long, plural

_NAMES = ("number", "title")  # what people call a round, besides its reference
_BOARD = (
    "Réf.", "Partenaire", "État", "Envoyé le", "Reçu le", "Échéance", "Relances", "Sûrs", "Conflits", "À corriger", "",
)  # fmt: skip
_SHOWN = ("ref", "partner", "state_label", "sent_on", "received_on", "due", "reminders", "safe", "conflicts", "errors")


def new(options: argparse.Namespace) -> None:
    """Open a round."""
    from psq_desktop.services.rounds import campaigns

    due = read_day(options.due)
    with closing(open_base(options)) as database:
        chosen = {
            "objective_ids": _keys(database, "objectives", options.objective, "code"),
            "partner_ids": _keys(database, "partners", options.partner, "acronym", "name"),
        }
        key = database.write(campaigns.create, options.title, due, today=today(), **chosen).result
        made = next(row for row in database.read(campaigns.search, today()) if row.id == key)
    asked = f"{plural(made.partners, 'partenaire')}, {plural(made.objectives, 'objectif')}"
    say(f"Campagne ouverte : CAM-{key}, n° {made.number}, {asked}, à rendre le {date_long(due)}")


def send(options: argparse.Namespace) -> None:
    """Write one workbook and one draft per partner; what is written is taken as sent."""
    from psq_desktop.exports import parcels
    from psq_desktop.services.rounds import dispatches

    with closing(open_base(options)) as database:
        campaign = key_of(database, "campaigns", options.ref, *_NAMES)
        chosen = _keys(database, "partners", options.partner, "acronym", "name")
        made = database.write(dispatches.prepare, campaign, today(), partner_ids=chosen, again=options.again).result
        paths = parcels.write_parcels(database.read(dispatches.parcels, made, today()), options.directory)
        database.write(dispatches.mark_sent, made, today())
    for path in paths:
        print(path)
    both = plural(len(made), "classeur et son brouillon enregistrés", "classeurs et leurs brouillons enregistrés")
    say(f"{both} dans : ", options.directory)
    say("Rien n’est encore parti : ouvrez chaque brouillon (.eml), relisez-le et envoyez-le.")


def status(options: argparse.Namespace) -> None:
    """Where each partner of a round stands."""
    from psq_desktop.listing.campaigns import dispatches_of

    with closing(open_base(options)) as database:
        campaign = fact_of(database, "campaigns", options.ref, *_NAMES)
        cards = database.read(dispatches_of, key_in(campaign), today())
    if options.json:
        say_json({**campaign, "dispatches": cards})
        return
    number, title, due = campaign["number"], campaign["title"], date_long(campaign["due"])
    returned = f"{plural(campaign['returned'], 'reçu')} sur {campaign['partners']}"
    say(f"Campagne n° {number} « {title} » : {returned}, à rendre le {due}")
    say_table([_BOARD, *(_told(card) for card in cards)])


def _told(card: dict[str, Any]) -> list[Any]:
    return [*(card[name] for name in _SHOWN), "ancienne version" if card["old_version"] else ""]


def _keys(database: Any, kind: str, refs: list[str] | None, *names: str) -> frozenset[int] | None:
    return None if refs is None else frozenset(key_of(database, kind, ref, *names) for ref in refs)
