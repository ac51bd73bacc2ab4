"""Commands about a base as a whole: making, checking, upgrading it, and taking back its last operation."""

from __future__ import annotations

import argparse
import os
import re
from contextlib import closing
from pathlib import Path
from typing import Any

from psq_desktop import settings
from psq_desktop.cli.days import read_day
from psq_desktop.cli.output import say, say_json
from psq_desktop.errors import UserError
from psq_desktop.french import plural

TO_FILL = "À compléter"


def base_path(options: argparse.Namespace) -> Path:
    """The base that a command works on."""
    return named_path(options) or settings.default_database()


def named_path(options: argparse.Namespace) -> Path | None:
    """The base that the command or the environment names."""
    named = options.database if options.database is not None else os.environ.get("PSQ_DATABASE") or None
    if named is not None and re.match(r"(?i)[a-z][a-z0-9+.-]+://", named):
        raise UserError("database_address", text=named)
    return None if named is None else Path(named)


def _actor() -> str:
    from psq_desktop.settings import default_path, load

    return settings.actor(load(default_path()))


def open_base(options: argparse.Namespace) -> Any:
    """The base, open."""
    from psq_desktop import db

    return db.open_database(base_path(options), _actor())


def init(options: argparse.Namespace) -> None:
    """Make a base; never replace one."""
    from psq_desktop import db
    from psq_desktop.demonstration import ACTOR, fill
    from psq_desktop.services import setup

    path, today = base_path(options), read_day(options.today)
    if named_path(options) is None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError("folder_unwritable", path=path.parent) from error
    database = db.create(path, ACTOR if options.demo else _actor())
    try:
        if options.demo:
            fill(database, today)
        else:
            database.write(setup.create_base, district=TO_FILL, city=TO_FILL, committee=TO_FILL)
    except BaseException:
        database.close()
        db.discard(path)
        raise
    database.close()
    say("Base créée : ", path)
    if not options.demo:
        say("Complétez l’instance dans le menu Outils.")


def undo(options: argparse.Namespace) -> None:
    """Take back the last operation."""
    from psq_desktop import journal
    from psq_desktop.phrases import noun
    from psq_desktop.services import history

    with closing(open_base(options)) as database:
        step, _ = database.read(history.candidates)
        if step is None:
            raise UserError("nothing_to_undo")
        database.revert(step.step, journal.UNDO, history.take_back)
    say(f"Annulé : {noun(step.action)}" + (f" « {step.subject} »" if step.subject else ""))


def check(options: argparse.Namespace) -> None:
    """Verify the file, the journal and the seals."""
    from psq_desktop import db, journal
    from psq_desktop.services.minuting import minutes

    with closing(open_base(options)) as database:
        findings = db.check(database)
        with database.connection() as connection:
            chain = journal.verify(connection)
            changed = journal.compare(connection)
        try:
            seals: tuple[int, ...] = database.read(minutes.broken_seals)
        except UserError as error:
            if error.code != "database_damaged" or not (findings or changed):
                raise
            seals = ()  # a row that cannot be read, which is among those told
    faults = [
        *findings[:3],
        *(f"ligne modifiée en dehors du programme : {row}" for row in changed[:3]),
        *(f"texte scellé de la séance n° {number} modifié" for number in seals),
    ]
    if chain.fault:
        faults.append(f"journal, entrée {chain.at} : {chain.fault}")
    if options.json:
        say_json(
            {
                "sound": not faults, "schema": db.SCHEMA, "integrity": findings, "journal_entries": chain.entries,
                "journal_erased": chain.erased, "journal_head": chain.head, "journal_fault": chain.fault,
                "journal_fault_at": chain.at, "broken_seals": seals, "changed_rows": changed,
            }
        )  # fmt: skip
    elif not faults:
        erased = f" (dont {plural(chain.erased, 'contenu effacé', 'contenus effacés')})" if chain.erased else ""
        counted = f"journal de {chain.entries} entrées vérifié{erased}"
        say(f"Base saine : schéma {db.SCHEMA}, {counted}, tête {chain.head[:16]}")
    if faults == [db.SEARCH_LAGS]:
        raise UserError("search_lags")
    if faults:
        raise UserError("check_failed", reason="; ".join(faults))


def migrate(options: argparse.Namespace) -> None:
    """Bring the base to the present schema, after a copy."""
    from psq_desktop import db

    path = base_path(options)
    copy = db.migrate(path)
    if copy:
        say(f"Base mise à niveau (schéma {db.SCHEMA}) ; copie gardée : ", copy)
    else:
        say("La base est déjà à niveau.")
