"""The command line: the window's use cases for scheduled tasks, support and checks. Messages are French."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from psq_desktop import __version__, settings
from psq_desktop.errors import Problem, UserError
from psq_desktop.french import figure, parse_date, parse_number, plural, typeset

DISCLOSURES = ("public", "partners", "restricted")
DOCUMENTS = ("minutes", "decisions", "attendance", "progress", "matrix", "action-sheets")
OF_MEETINGS = DOCUMENTS[:3]
DONE, MENDABLE, USAGE = 0, 1, 2
TO_FILL = "À compléter"
SIZES = range(200, 8001)  # of a picture's sides


def run(arguments: list[str]) -> int:
    """Parse, run, and turn what the user can mend into one message on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a pipe on Windows would lack our narrow spaces
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # a file's name may be no text
    try:
        try:
            return _run(arguments)
        finally:
            if sys.stdout is not None:  # a windowed program has none
                sys.stdout.flush()
    except BrokenPipeError:  # « | head » closed our output: what is left goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except UserError as error:
        from psq_desktop.wording import explain

        print(explain(error).replace("\n• ", " "), file=sys.stderr)  # one message, one line
        return MENDABLE
    return DONE


# What argparse says of a command line that it does not understand, and how we say it.
_COMPLAINTS = tuple(
    (re.compile(said), french)
    for said, french in (
        (r"\bargument (.+?): ", r"\1 : "),
        (r"invalid choice: (.+?) \((?:choose|maybe).*?from (.+)\)", r"choix inconnu \1, les choix sont \2"),
        (r"the following arguments are required: ", "il manque "),
        (r"unrecognized arguments: ", "éléments inconnus : "),
        (r"expected one argument", "une valeur est attendue"),
        (r"expected at least one argument", "au moins une valeur est attendue"),
        (r"ignored explicit argument (.+)", r"la valeur \1 est de trop"),
        (r"ambiguous option: (.+) could match (.+)", r"l’option \1 peut être \2"),
        (r"invalid (?:float|int) value: (.+)", r"\1 n’est pas un nombre"),
        (r"not allowed with argument ", "incompatible avec "),
    )
)


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Emploi : " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """An argparse that speaks French."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, formatter_class=_Help)
        self._positionals.title, self._optionals.title = "éléments", "options"
        self.add_argument("-h", "--help", action="help", help="montre cette aide")

    def error(self, message: str) -> Any:
        for said, french in _COMPLAINTS:
            message = said.sub(french, message)
        self.print_usage(sys.stderr)
        told = f"Commande incomprise : {message}. « psq-desktop --help » montre les formes possibles.\n"
        self.exit(USAGE, typeset(told))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="psq-desktop", description="Concertation : séances, décisions et partenaires d’un quartier.")
    parser.add_argument(
        "--database", metavar="FICHIER", help="la base (sinon PSQ_DATABASE, sinon celle de l’utilisateur)"
    )
    parser.add_argument("--version", action="version", version=f"Concertation {__version__}", help="montre la version")
    parser.add_argument(
        "--selftest", dest="command", action="store_const", const=_selftest, help="éprouve tout le programme"
    )
    parser.set_defaults(command=_window)
    commands = parser.add_subparsers(title="commandes", metavar="COMMANDE", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], None], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(command=run)
        return added

    demo = command("demo", _demo, "ouvre la fenêtre sur une base d’exemple jetable")
    demo.add_argument("--today", metavar="DATE")
    init = command("init", _init, "crée la base ; n’en remplace jamais une")
    init.add_argument("--demo", action="store_true", help="avec les données d’exemple")
    init.add_argument("--today", metavar="DATE", help="jour à partir duquel l’exemple est daté")
    listing = command("list", _list, "montre les éléments d’une sorte")
    listing.add_argument("kind", choices=_kinds(), metavar="SORTE", help=", ".join(_kinds()))
    listing.add_argument("--filter", default="", metavar="TEXTE")
    listing.add_argument("--json", action="store_true")
    export = command("export", _export, "produit un document ; la fin du nom choisit le format (.pdf, .xlsx)")
    export.add_argument("what", choices=DOCUMENTS, metavar="DOCUMENT", help=", ".join(DOCUMENTS))
    export.add_argument("target", nargs="+", metavar="[RÉF] FICHIER")
    export.add_argument("--meeting", metavar="RÉF", help="la séance ; sinon la dernière tenue")
    export.add_argument("--partner", metavar="RÉF", help="les seuls objectifs de ce partenaire")
    export.add_argument("--objective", metavar="RÉF", help="une seule fiche-action")
    export.add_argument("--disclosure", choices=DISCLOSURES, default="partners")
    record = command("record", _record, "enregistre un relevé, comme la fenêtre le ferait")
    record.add_argument("what", choices=("reading",), metavar="reading")
    record.add_argument("indicator", metavar="INDICATEUR", help="sa référence, par exemple IND-1")
    record.add_argument("value", metavar="VALEUR", help="un nombre, « néant » ou « nc » (non concerné)")
    record.add_argument("--on", metavar="DATE", help="un jour de la période ; sinon la dernière période échue")
    record.add_argument("--provisional", action="store_true", help="la valeur est provisoire")
    record.add_argument("--replace", action="store_true", help="remplace le relevé de la même période")
    record.add_argument("--comment", default="", metavar="TEXTE")
    command("undo", _undo, "annule la dernière opération")
    check = command("check", _check, "contrôle l’intégrité, le schéma et le journal")
    check.add_argument("--json", action="store_true")
    command("migrate", _migrate, "met le schéma de la base à niveau, après une copie")
    shots = command("screenshots", _screenshots, "enregistre une image de chaque écran")
    shots.add_argument("directory", metavar="DOSSIER", type=Path)
    shots.add_argument("--theme", choices=settings.THEMES, default="light")
    shots.add_argument("--size", default="1536x864", metavar="LxH")
    shots.add_argument("--scale", type=float, default=1.0, help="taille du texte, de 0.9 à 1.75")
    shots.add_argument("--only", metavar="ÉCRAN", help="un seul écran")
    return parser


def _kinds() -> tuple[str, ...]:
    return (
        "meetings", "agenda", "attendance", "decisions", "objectives", "commitments", "indicators", "readings",
        "partners", "contacts", "changes",
    )  # fmt: skip


def _path(options: argparse.Namespace) -> Path:
    return _named(options) or settings.default_database()


def _named(options: argparse.Namespace) -> Path | None:
    """The base that the command or the environment names."""
    named = options.database if options.database is not None else os.environ.get("PSQ_DATABASE") or None
    if named is not None and re.match(r"(?i)[a-z][a-z0-9+.-]+://", named):
        raise UserError("database_address", text=named)
    return None if named is None else Path(named)


def _actor() -> str:
    from psq_desktop.settings import default_path, load

    return settings.actor(load(default_path()))


def _open(options: argparse.Namespace) -> Any:
    from psq_desktop import db

    return db.open_database(_path(options), _actor())


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    day = parse_date(text, date.today())
    if day is None:
        raise UserError("bad_date", text=text)
    return day


def _say(text: str, path: Path | str = "") -> None:
    """A French message; the path after it stays letter for letter what it is."""
    print(f"{typeset(text)}{path}")


def _json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def _shown(value: Any) -> str:
    return figure(value) if isinstance(value, float) else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.isoformat("minutes") if isinstance(value, time) else str(value)


# Commands


def _window(options: argparse.Namespace) -> None:
    path = _named(options) or settings.usual_database(settings.load(settings.default_path()))
    if path is not None:
        _import_services()
    from psq_desktop import app

    raise SystemExit(app.run(path))


def _demo(options: argparse.Namespace) -> None:
    _import_services()
    from psq_desktop import app

    raise SystemExit(app.run_demo(_day(options.today)))


def _import_services() -> None:
    """Before Qt: once PySide6 is there, it reads the source of every module that is imported."""
    import psq_desktop.db
    import psq_desktop.services.home  # noqa: F401


def _init(options: argparse.Namespace) -> None:
    from psq_desktop import db
    from psq_desktop.demonstration import ACTOR, fill
    from psq_desktop.services import setup

    path, today = _path(options), _day(options.today)
    if _named(options) is None:
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
    _say("Base créée : ", path)
    if not options.demo:
        _say("Complétez l’instance dans le menu Outils.")


def _list(options: argparse.Namespace) -> None:
    from psq_desktop import listing

    database = _open(options)
    try:
        if options.json:
            _json(database.read(listing.facts, options.kind, date.today(), options.filter))
            return
        found = database.read(listing.table, options.kind, date.today(), options.filter)
    finally:
        database.close()
    if len(found) == 1:  # the headings alone
        _say("Aucun élément.")
        return
    lines = [["–" if value is None else _shown(value) for value in row] for row in found]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def _export(options: argparse.Namespace) -> None:
    from psq_desktop.exports import catalogue

    *refs, target = options.target
    if len(refs) > 1:
        raise UserError("unknown_ref", ref=" ".join(refs))
    named = refs[0] if refs else None
    if options.what not in OF_MEETINGS and options.meeting is not None:
        raise UserError("no_meeting_document", what=options.what)
    if options.what in OF_MEETINGS and (options.partner is not None or options.objective is not None):
        raise UserError("no_objective_document", what=options.what)
    database = _open(options)
    try:
        if options.what in OF_MEETINGS:
            document = _meeting_document(database, options, named if options.meeting is None else options.meeting)
        else:
            document = _progress_document(database, options, named)
    finally:
        database.close()
    catalogue.write(options.what, document, Path(target))
    _say("Document enregistré : ", target)


def _meeting_document(database: Any, options: argparse.Namespace, named: str | None) -> Any:
    from psq_desktop.services import meetings, minutes
    from psq_desktop.services.kinds import DisclosureLevel

    meeting_id = _meeting(database, named) if named is not None else database.read(meetings.latest_held)
    if meeting_id is None:
        raise UserError("no_meeting_held")
    return database.read(minutes.compose, meeting_id, DisclosureLevel(options.disclosure), date.today())


def _progress_document(database: Any, options: argparse.Namespace, named: str | None) -> Any:
    """Of all objectives; of a partner's; of the one objective that ``named`` or ``--objective`` tells."""
    from psq_desktop.services import progress
    from psq_desktop.services.kinds import DisclosureLevel
    from psq_desktop.wording import word

    level = DisclosureLevel(options.disclosure)

    partner = None if options.partner is None else _key(database, "partners", options.partner, "acronym", "name")
    wanted = options.objective if options.objective is not None else named
    objective = None if wanted is None else _key(database, "objectives", wanted, "code")
    found = database.read(progress.compose, date.today(), level, partner_id=partner, objective_id=objective)
    if objective is not None and not found.sheets:
        raise UserError("hidden_objective", objective=wanted, level=word(level))
    return found


def _key(database: Any, kind: str, ref: str, *names: str) -> int:
    """Id of the element of a kind that bears a reference, or one of its names."""
    return _id(_fact(database, kind, ref, *names))


def _id(fact: Any) -> int:
    return int(fact["ref"].rpartition("-")[2])


def _fact(database: Any, kind: str, ref: str, *names: str) -> Any:
    from psq_desktop import listing
    from psq_desktop.french import fold

    for fact in database.read(listing.facts, kind, date.today()):
        if fold(ref) in [fold(str(fact[name])) for name in ("ref", *names)]:
            return fact
    raise UserError("unknown_ref", ref=ref)


def _record(options: argparse.Namespace) -> None:
    from psq_desktop.services import readings
    from psq_desktop.services.periods import period_end

    database = _open(options)
    try:
        fact = _fact(database, "indicators", options.indicator)
        indicator = _id(fact)
        if options.on:
            on = _past_day(options.on, period_end(fact["period"], date.today()))
        else:
            on = database.read(readings.next_day, indicator, date.today())
        draft = readings.read_value(_bare(options.value, fact["unit"] or ""))
        draft = replace(draft, on=on, provisional=options.provisional, comment=options.comment, author=database.actor)
        outcome = database.write(readings.record, indicator, draft, date.today(), replace=options.replace)
    finally:
        database.close()
    _say(f"Relevé enregistré : REL-{outcome.result}")


def _past_day(text: str, latest: date) -> date:
    """A day that something may have been reported for: without a year, the last one up to ``latest``."""
    found = _day(text)
    if found <= latest or not text.strip()[:1].isdigit():
        return found
    before = parse_date(text, found - timedelta(days=368))  # with a year in the text: the same day
    return before if before is not None and before <= latest else found


def _bare(text: str, unit: str) -> str:
    """A value without the unit that people type after it: the indicator's own, no other."""
    bare = text.strip().removesuffix(unit).strip()
    if parse_number(bare) is not None:
        return bare
    if bare.endswith("%"):
        raise UserError("invalid", Problem("value", "unreadable_number"))
    return text


def _meeting(database: Any, ref: str) -> int:
    from psq_desktop.listing import meeting_ref
    from psq_desktop.services import meetings

    for row in database.read(meetings.search):
        if ref.upper() in (meeting_ref(row.id), str(row.number)):
            return int(row.id)
    raise UserError("unknown_ref", ref=ref)


def _undo(options: argparse.Namespace) -> None:
    from psq_desktop import journal
    from psq_desktop.phrases import noun
    from psq_desktop.services import history

    database = _open(options)
    try:
        step, _ = database.read(history.candidates)
        if step is None:
            raise UserError("nothing_to_undo")
        database.revert(step.step, journal.UNDO, history.take_back)
    finally:
        database.close()
    _say(f"Annulé : {noun(step.action)}" + (f" « {step.subject} »" if step.subject else ""))


def _check(options: argparse.Namespace) -> None:
    from psq_desktop import db, journal
    from psq_desktop.services import minutes

    database = _open(options)
    try:
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
    finally:
        database.close()
    faults = [
        *findings[:3],
        *(f"ligne modifiée en dehors du programme : {row}" for row in changed[:3]),
        *(f"texte scellé de la séance n° {number} modifié" for number in seals),
    ]
    if chain.fault:
        faults.append(f"journal, entrée {chain.at} : {chain.fault}")
    if options.json:
        _json(
            {
                "sound": not faults, "schema": db.SCHEMA, "integrity": findings, "journal_entries": chain.entries,
                "journal_erased": chain.erased, "journal_head": chain.head, "journal_fault": chain.fault,
                "journal_fault_at": chain.at, "broken_seals": seals, "changed_rows": changed,
            }
        )  # fmt: skip
    elif not faults:
        erased = f" (dont {plural(chain.erased, 'contenu effacé', 'contenus effacés')})" if chain.erased else ""
        counted = f"journal de {chain.entries} entrées vérifié{erased}"
        _say(f"Base saine : schéma {db.SCHEMA}, {counted}, tête {chain.head[:16]}")
    if faults:
        raise UserError("check_failed", reason="; ".join(faults))


def _migrate(options: argparse.Namespace) -> None:
    from psq_desktop import db

    path = _path(options)
    copy = db.migrate(path)
    if copy:
        _say(f"Base mise à niveau (schéma {db.SCHEMA}) ; copie gardée : ", copy)
    else:
        _say("La base est déjà à niveau.")


def _screenshots(options: argparse.Namespace) -> None:
    from psq_desktop import app

    found = re.fullmatch(r"(\d{1,5})x(\d{1,5})", options.size)
    if not found or not all(int(side) in SIZES for side in found.groups()):
        raise UserError("bad_size", text=options.size)
    if not settings.SMALLEST_TEXT <= options.scale <= settings.LARGEST_TEXT:  # so is « nan »
        raise UserError("bad_scale", text=options.scale, smallest=settings.SMALLEST_TEXT, largest=settings.LARGEST_TEXT)
    size = (int(found[1]), int(found[2]))
    database = _open(options)
    try:
        for path in app.screenshots(database, options.directory, options.theme, size, options.scale, options.only):
            print(path)
    finally:
        database.close()


def _selftest(options: argparse.Namespace) -> None:
    from psq_desktop import app

    for line in app.selftest():
        _say(line)
