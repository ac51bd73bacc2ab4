"""Workbooks that came back: what they say beside what is known, and taking it over."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from psq_desktop.cli.bases import open_base
from psq_desktop.cli.days import today
from psq_desktop.cli.output import harmless, say, say_json, shortened
from psq_desktop.cli.refs import key_of
from psq_desktop.errors import UserError
from psq_desktop.french import date_short, figure, plural, typeset

_FIELDS = {
    "value": "valeur", "on": "date", "state": "état", "comment": "commentaire", "text": "ligne ajoutée", "": "ligne",
}  # fmt: skip
_REASONS = 3  # refusals that one message tells
_MOVED = ("changed", "added")
_TOLD = ("changed", "added", "conflict", "error", "missing")  # kinds of lines that people are told

Titles = Mapping[str, str]  # of rows, by reference


def check(options: argparse.Namespace) -> None:
    """Recognise and compare; change nothing."""
    from psq_desktop.services.rounds import returns

    with closing(open_base(options)) as database:
        expected = None if options.partner is None else key_of(database, "partners", options.partner, "acronym", "name")
        found = database.read(returns.check, _read(options.files), today(), partner_id=expected)
        titles = database.read(_titles)
    if options.json:
        say_json({"files": [_file(each, titles) for each in found]})
    else:
        for each in found:
            _tell_file(each)
            _tell_lines((line for line in each.lines if line.kind in _TOLD), titles)


def apply(options: argparse.Namespace) -> None:
    """Take over what is safe, in one operation; conflicts and errors stay pending."""
    from psq_desktop.services.rounds import returns

    with closing(open_base(options)) as database:
        done = database.write(returns.apply_files, _read(options.files), today()).result
        titles = database.read(_titles)
    refused = all(checked.refusal for checked, _ in done)
    if options.json:
        say_json({"files": [_applied(checked, applied, titles) for checked, applied in done]})
    elif not refused or len(done) > _REASONS:  # else the message says it all
        for checked, applied in done:
            _tell_file(checked)
            if applied is not None:
                left = plural(len(applied.pending), "ligne à vérifier", "lignes à vérifier")
                say(f"  {plural(len(applied.taken), 'changement appliqué', 'changements appliqués')}, {left}")
                _tell_lines(applied.pending, titles)
    if refused:
        reasons = (f"{each.file} : {_reason(each)}" for each, _ in done[:_REASONS])
        raise UserError("all_refused", reasons=" ".join(reasons))


def _titles(session: Any) -> dict[str, str]:
    from psq_desktop.listing.titles import titles

    return titles(session, today())


def _read(paths: Sequence[Path]) -> tuple[Any, ...]:
    """The files named, and the workbooks of the folders named."""
    from psq_desktop.imports import folders, reading

    missing = next((path for path in paths if _is_missing(path)), None)
    if missing is not None:
        raise UserError("no_such_file", path=missing)
    found = folders.workbooks_in(paths)
    if not found:
        raise UserError("no_workbook")
    return tuple(reading.read_files(found))


def _is_missing(path: Path) -> bool:
    """Not there, or no name of a file at all; what may not be looked at is refused when it is read."""
    try:
        os.stat(path)  # noqa: PTH116  # no name makes it raise anything else
    except PermissionError:
        return False
    except (OSError, ValueError):
        return True
    return False


# ---------------------------------------------------------------- as JSON


def _file(checked: Any, titles: Titles) -> dict[str, Any]:
    return {
        "file": checked.file, "status": "recognised" if checked.recognised else "refused", "reason": _reason(checked),
        "code": checked.refusal or checked.note or None, "note": _note(checked), "partner": checked.partner or None,
        "partner_ref": checked.partner_id and f"PAR-{checked.partner_id}", "campaign": checked.campaign or None,
        "campaign_ref": checked.campaign_id and f"CAM-{checked.campaign_id}",
        "lines": [_line(line, titles) for line in checked.lines],
    }  # fmt: skip


def _applied(checked: Any, applied: Any, titles: Titles) -> dict[str, Any]:
    taken, pending = ((), ()) if applied is None else (applied.taken, applied.pending)
    return {
        **_file(checked, titles), "applied": len(taken), "taken": [_line(line, titles) for line in taken],
        "pending": [_line(line, titles) for line in pending],
    }  # fmt: skip


def _line(line: Any, titles: Titles) -> dict[str, Any]:
    return {
        "ref": line.ref, "title": titles.get(line.ref),
        "field": line.field, "kind": line.kind, "sent": line.sent, "returned": line.returned,
        "current": line.current, "sheet": line.sheet or None, "cell": line.cell or None, "message": _message(line),
        "read": line.read or None, "code": _code_of(line.problem), "caution": _code_of(line.caution),
        "suggestion": line.suggestion,
    }  # fmt: skip


def _reason(checked: Any) -> str | None:
    from psq_desktop.wording import explain

    return explain(UserError(checked.refusal, **checked.params)) if checked.refusal else None


def _note(checked: Any) -> str | None:
    from psq_desktop.wording import explain

    return explain(UserError(checked.note, **checked.params)) if checked.note else None


def _code_of(problem: Any) -> str | None:
    return problem.code if problem is not None else None


def _message(line: Any) -> str | None:
    from psq_desktop.wording import explain_problem

    problem = line.problem or line.caution
    if problem is not None:
        return explain_problem(problem)
    if line.kind == "conflict":
        returned, current = _words(line, line.returned), _words(line, line.current)
        return typeset(f"Changé des deux côtés depuis l’envoi : {returned} dans le fichier, {current} ici.")
    return typeset("Cette ligne n’est plus dans le fichier.") if line.kind == "missing" else None


# ---------------------------------------------------------------- for people


def _tell_file(checked: Any) -> None:
    from psq_desktop.wording import word

    whose = f"{checked.partner}, {checked.campaign}." if checked.recognised else ""
    told = " ".join(filter(None, (whose, _reason(checked), _note(checked))))
    print(harmless(f"{checked.file}{typeset(' :')} {told}"))  # the name's own letters are not typeset
    kinds = [line.kind for line in checked.lines]
    counted = [f"{word(kind).lower()} {kinds.count(kind)}" for kind in dict.fromkeys(kinds)]
    if counted:
        say(f"  {', '.join(counted)}")


def _tell_lines(lines: Iterable[Any], titles: Titles) -> None:
    from psq_desktop.wording import word

    for line in lines:
        where = f" [{line.sheet}!{line.cell}]" if line.cell else ""
        moved = f"{_words(line, line.sent)} → {_words(line, line.returned)}"
        told = ". ".join(filter(None, (moved if line.kind in _MOVED else "", _message(line))))
        named = f"{line.ref} {shortened(titles[line.ref])}," if line.ref in titles else line.ref
        say(f"  {word(line.kind)} {named} {_FIELDS.get(line.field, line.field)}{where} : {told}")


def _words(line: Any, value: Any) -> str:
    """A scalar as people read it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, float):
        return figure(value)
    try:
        return _code(line, value)
    except ValueError:  # nothing that the form knows
        return str(value)


def _code(line: Any, value: str) -> str:
    """The word of a code, the day of a date. Raises `ValueError`."""
    from psq_desktop.services.kinds import CommitmentState, MeasureState, OutlookState, ReadingStatus
    from psq_desktop.wording import word

    if line.field == "on":
        return date_short(date.fromisoformat(value))
    if line.field == "value":
        return word(ReadingStatus(value))
    states = {"ENG": CommitmentState, "MES": MeasureState, "OBJ": OutlookState}.get(line.ref[:3])
    return word(states(value)) if line.field == "state" and states is not None else value
