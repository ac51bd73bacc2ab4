"""Documents as PDF and as workbooks."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from psq_desktop.cli.bases import open_base
from psq_desktop.cli.days import today
from psq_desktop.cli.output import say
from psq_desktop.cli.refs import key_of, meeting_key
from psq_desktop.errors import UserError

DISCLOSURES = ("public", "partners", "restricted")
_USUAL = "partners"
OF_HELD = ("minutes", "decisions", "attendance")  # by default of the last meeting held, else of the coming one
OF_COMING = ("summons", "dossier", "brief")
OF_MEETINGS = (*OF_HELD, *OF_COMING)
OF_OBJECTIVES = ("progress", "matrix", "action-sheets")
ONLY_AT = {
    "brief": "restricted", "roster": "restricted", "hours-statement": "restricted", "public-sheet": "public",
    "quarterly-note": "partners", "surveys": "partners",
}  # fmt: skip
OF_FIELD = (
    "roster",
    "hours-statement",
    "public-sheet",
    "quarterly-note",
    "surveys",
)  # neither a meeting nor objectives
UNNAMED = ("roster", "public-sheet")  # of everything: no reference chooses a part
DOCUMENTS = (*OF_MEETINGS, *OF_OBJECTIVES, "register", *OF_FIELD)


def export(options: argparse.Namespace) -> None:
    """Write a document. Raises `UserError` ``personal_data`` when it seems to hold some and no reason was given."""
    *refs, target = options.target
    if len(refs) > 1:
        raise UserError("unknown_ref", ref=" ".join(refs))
    named = refs[0] if refs else None
    _refuse_strange(options, named)
    if options.meeting is None and options.what not in (*OF_OBJECTIVES, *OF_FIELD):
        options.meeting = named
    with closing(open_base(options)) as database, ExitStack() as undo:
        document, meeting_id = _composer(options.what)(_Taken(database, undo), options, named)
        _let_out(database, document, meeting_id, options, Path(target))
        undo.pop_all()  # the file is there: what was written for it stays
    say("Document enregistré : ", target)


class _Taken:
    """The base while a document is made of it: what is written for that is taken back unless the file gets there."""

    def __init__(self, database: Any, undo: ExitStack) -> None:
        self.read = database.read
        self._database, self._undo = database, undo

    def write(self, *asked: Any, **values: Any) -> Any:
        """Run a service that writes, as `db.Database.write` does."""
        from psq_desktop import journal
        from psq_desktop.services import history

        done = self._database.write(*asked, **values)
        if done.changes.step is not None:
            self._undo.callback(self._database.revert, done.changes.step, journal.UNDO, history.take_back)
        return done


def _refuse_strange(options: argparse.Namespace, named: str | None) -> None:
    """What does not fit the document asked for."""
    what = options.what
    if named is not None:
        if what in UNNAMED:
            raise UserError("whole_document", what=what, ref=named)
        option = "objective" if what in OF_OBJECTIVES else "period" if what == "quarterly-note" else "meeting"
        if getattr(options, option) is not None:
            raise UserError("named_twice", ref=named, option=f"--{option}")
    if options.meeting is not None and what in OF_OBJECTIVES:
        raise UserError("no_meeting_document", what=what)
    if what in OF_FIELD and (options.meeting, options.partner, options.objective) != (None, None, None):
        raise UserError("field_document", what=what)
    if options.partner is not None and what in OF_MEETINGS:
        raise UserError("no_objective_document", what=what)
    if options.objective is not None and what not in OF_OBJECTIVES:
        raise UserError("no_objective_document", what=what)
    if options.disclosure not in (None, ONLY_AT.get(what, options.disclosure)):
        if what == "brief":
            raise UserError("brief_is_restricted")
        raise UserError("only_one_level", what=what, level=ONLY_AT[what])
    if options.period is not None and what not in ("public-sheet", "quarterly-note", "hours-statement"):
        raise UserError("no_period", what=what)


def _let_out(database: Any, document: Any, meeting_id: int | None, options: argparse.Namespace, target: Path) -> None:
    """Write the file, once a reason is noted where one is needed; if nothing could be written, nothing went out."""
    from psq_desktop import journal
    from psq_desktop.exports import catalogue
    from psq_desktop.services import history
    from psq_desktop.services.minuting import privacy

    noted = database.write(privacy.require, document, meeting_id, options.what, options.reason, today()).changes
    try:
        catalogue.write(options.what, document, target)
    except BaseException:
        if noted.step is not None:
            database.revert(noted.step, journal.UNDO, history.take_back)
        raise


def _composer(what: str) -> Callable[[Any, argparse.Namespace, str | None], tuple[Any, int | None]]:
    if what in OF_MEETINGS:
        return _meeting_document
    if what in OF_FIELD:
        return _field_document
    return _register if what == "register" else _progress_document


def _field_document(database: Any, options: argparse.Namespace, named: str | None) -> tuple[Any, int | None]:
    from psq_desktop.cli import field_documents

    return field_documents.COMPOSERS[options.what](database, named, options.period), None


def _meeting_document(database: Any, options: argparse.Namespace, _: str | None) -> tuple[Any, int | None]:
    from psq_desktop.services.kinds import DisclosureLevel
    from psq_desktop.services.minuting import minutes
    from psq_desktop.services.preparing import brief, dossier, summons

    composers: dict[str, Any] = {"summons": summons.document, "dossier": dossier.compose, "brief": brief.compose}
    meeting_id = _meeting(database, options)
    level = DisclosureLevel(options.disclosure or _USUAL)
    return database.read(composers.get(options.what, minutes.compose), meeting_id, level, today()), meeting_id


def _meeting(database: Any, options: argparse.Namespace) -> int:
    """The meeting that was named, else the last one held or, for what prepares a meeting, the next one."""
    from psq_desktop.services import meetings

    if options.meeting is not None:
        return meeting_key(database, options.meeting)
    coming = options.what in OF_COMING
    found = database.read(meetings.nearest, today()) if coming else database.read(meetings.latest_held)
    if found is None:
        raise UserError("no_meeting_coming" if coming else "no_meeting_held")
    return int(found)


def _register(database: Any, options: argparse.Namespace, _: str | None) -> tuple[Any, int | None]:
    """Decisions of all meetings; of one, or those that a partner pilots or helps, when it is named."""
    from psq_desktop.services.deciding import decisions, register
    from psq_desktop.services.kinds import DisclosureLevel

    meeting = None if options.meeting is None else meeting_key(database, options.meeting)
    partner = None if options.partner is None else key_of(database, "partners", options.partner, "acronym", "name")
    rows = database.read(decisions.register, today(), meeting_id=meeting, partner_id=partner)
    told = "Toutes les décisions" if meeting is None and partner is None else "Décisions choisies"
    ids = tuple(row.id for row in rows)
    level = DisclosureLevel(options.disclosure or _USUAL)
    return database.read(register.compose, ids, told, level, today()), meeting


def _progress_document(database: Any, options: argparse.Namespace, named: str | None) -> tuple[Any, int | None]:
    """Of all objectives; of a partner's; of the one objective that ``named`` or ``--objective`` tells."""
    from psq_desktop.services.kinds import DisclosureLevel
    from psq_desktop.services.steering import progress
    from psq_desktop.wording import word

    level = DisclosureLevel(options.disclosure or _USUAL)
    partner = None if options.partner is None else key_of(database, "partners", options.partner, "acronym", "name")
    wanted = options.objective if options.objective is not None else named
    objective = None if wanted is None else key_of(database, "objectives", wanted, "code")
    found = database.read(progress.compose, today(), level, partner_id=partner, objective_id=objective)
    if objective is not None and not found.sheets:
        raise UserError("hidden_objective", objective=wanted, level=word(level))
    return found, None
