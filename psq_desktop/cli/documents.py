"""Documents as PDF and as workbooks."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from psq_desktop.cli.bases import open_base
from psq_desktop.cli.days import today
from psq_desktop.cli.output import say
from psq_desktop.cli.refs import key_of, meeting_key
from psq_desktop.errors import UserError

DISCLOSURES = ("public", "partners", "restricted")
DOCUMENTS = ("minutes", "decisions", "attendance", "progress", "matrix", "action-sheets")
OF_MEETINGS = DOCUMENTS[:3]


def export(options: argparse.Namespace) -> None:
    """Write a document."""
    from psq_desktop.exports import catalogue

    *refs, target = options.target
    if len(refs) > 1:
        raise UserError("unknown_ref", ref=" ".join(refs))
    named = refs[0] if refs else None
    if options.what not in OF_MEETINGS and options.meeting is not None:
        raise UserError("no_meeting_document", what=options.what)
    if options.what in OF_MEETINGS and (options.partner is not None or options.objective is not None):
        raise UserError("no_objective_document", what=options.what)
    with closing(open_base(options)) as database:
        if options.what in OF_MEETINGS:
            document = _meeting_document(database, options, named if options.meeting is None else options.meeting)
        else:
            document = _progress_document(database, options, named)
    catalogue.write(options.what, document, Path(target))
    say("Document enregistré : ", target)


def _meeting_document(database: Any, options: argparse.Namespace, named: str | None) -> Any:
    from psq_desktop.services import meetings, minutes
    from psq_desktop.services.kinds import DisclosureLevel

    meeting_id = meeting_key(database, named) if named is not None else database.read(meetings.latest_held)
    if meeting_id is None:
        raise UserError("no_meeting_held")
    return database.read(minutes.compose, meeting_id, DisclosureLevel(options.disclosure), today())


def _progress_document(database: Any, options: argparse.Namespace, named: str | None) -> Any:
    """Of all objectives; of a partner's; of the one objective that ``named`` or ``--objective`` tells."""
    from psq_desktop.services import progress
    from psq_desktop.services.kinds import DisclosureLevel
    from psq_desktop.wording import word

    level = DisclosureLevel(options.disclosure)

    partner = None if options.partner is None else key_of(database, "partners", options.partner, "acronym", "name")
    wanted = options.objective if options.objective is not None else named
    objective = None if wanted is None else key_of(database, "objectives", wanted, "code")
    found = database.read(progress.compose, today(), level, partner_id=partner, objective_id=objective)
    if objective is not None and not found.sheets:
        raise UserError("hidden_objective", objective=wanted, level=word(level))
    return found
