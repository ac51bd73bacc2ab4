"""The forms of the command line, and an argparse that speaks French."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from psq_desktop import __version__, settings
from psq_desktop.cli import bases, campaigns, documents, lists, records, returned, searches, windows
from psq_desktop.cli.output import USAGE
from psq_desktop.french import typeset

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


_Run = Callable[[argparse.Namespace], int | None]
_Add = Callable[[str, _Run | None, str], argparse.ArgumentParser]


def _adding(commands: Any) -> _Add:
    """What adds a command to a parser's: its name, what runs it, and what it does."""

    def add(name: str, run: _Run | None, text: str) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
        if run is not None:
            added.set_defaults(command=run)
        return added

    return add


def parser() -> argparse.ArgumentParser:
    """Every form of the command line, and what runs it."""
    whole = _Parser(prog="psq-desktop", description="Concertation : séances, décisions et partenaires d’un quartier.")
    whole.add_argument(
        "--database", metavar="FICHIER", help="la base (sinon PSQ_DATABASE, sinon celle de l’utilisateur)"
    )
    whole.add_argument("--version", action="version", version=f"Concertation {__version__}", help="montre la version")
    whole.add_argument(
        "--selftest", dest="command", action="store_const", const=windows.selftest, help="éprouve tout le programme"
    )
    whole.set_defaults(command=windows.window)
    commands = whole.add_subparsers(title="commandes", metavar="COMMANDE", parser_class=_Parser)

    command = _adding(commands)
    demo = command("demo", windows.demo, "ouvre la fenêtre sur une base d’exemple jetable")
    demo.add_argument("--today", metavar="DATE")
    init = command("init", bases.init, "crée la base ; n’en remplace jamais une")
    init.add_argument("--demo", action="store_true", help="avec les données d’exemple")
    init.add_argument("--today", metavar="DATE", help="jour à partir duquel l’exemple est daté")
    listing = command("list", lists.list_kind, "montre les éléments d’une sorte")
    listing.add_argument("kind", choices=lists.KINDS, metavar="SORTE", help=", ".join(lists.KINDS))
    listing.add_argument("--filter", default="", metavar="TEXTE")
    listing.add_argument("--json", action="store_true")
    looking = command("search", searches.search, "cherche des mots, ou une référence, dans toute la base")
    looking.add_argument("text", metavar="TEXTE", help="« obj: », « dec: », « sea: »… devant les mots restreignent")
    looking.add_argument("--json", action="store_true")
    _add_documents(command)
    _add_rounds(command)
    command("undo", bases.undo, "annule la dernière opération")
    check = command("check", bases.check, "contrôle l’intégrité, le schéma et le journal")
    check.add_argument("--json", action="store_true")
    command("migrate", bases.migrate, "met le schéma de la base à niveau, après une copie")
    shots = command("screenshots", windows.screenshots, "enregistre une image de chaque écran")
    shots.add_argument("directory", metavar="DOSSIER", type=Path)
    shots.add_argument("--theme", choices=settings.THEMES, default="light")
    shots.add_argument("--size", default="1536x864", metavar="LxH")
    shots.add_argument("--scale", type=float, default=1.0, help="taille du texte, de 0.9 à 1.75")
    shots.add_argument("--only", metavar="ÉCRAN", help="un seul écran")
    return whole


def _add_documents(command: _Add) -> None:
    """What is exported and what is recorded."""
    export = command("export", documents.export, "produit un document ; la fin du nom choisit le format (.pdf, .xlsx)")
    export.add_argument("what", choices=documents.DOCUMENTS, metavar="DOCUMENT", help=", ".join(documents.DOCUMENTS))
    export.add_argument("target", nargs="+", metavar="[RÉF] FICHIER")
    export.add_argument("--meeting", metavar="RÉF", help="la séance ; sinon la dernière tenue, ou celle qui vient")
    export.add_argument("--partner", metavar="RÉF", help="les seuls objectifs de ce partenaire")
    export.add_argument("--objective", metavar="RÉF", help="une seule fiche-action")
    export.add_argument(
        "--disclosure",
        choices=documents.DISCLOSURES,
        help="la version : partners si rien n’est dit ; la note (brief) est toujours restricted",
    )
    export.add_argument(
        "--period",
        metavar="PÉRIODE",
        help="de la note trimestrielle (2026-T3), du relevé d’heures (une année), de la fiche publique (2026-S1)",
    )
    export.add_argument(
        "--reason", default="", metavar="TEXTE", help="pourquoi exporter malgré des données personnelles possibles"
    )
    record = command("record", records.record, "enregistre un relevé, comme la fenêtre le ferait")
    record.add_argument("what", choices=("reading",), metavar="reading")
    record.add_argument("indicator", metavar="INDICATEUR", help="sa référence, par exemple IND-1")
    record.add_argument("value", metavar="VALEUR", help="un nombre, « néant » ou « nc » (non concerné)")
    record.add_argument("--on", metavar="DATE", help="un jour de la période ; sinon la dernière période échue")
    record.add_argument("--provisional", action="store_true", help="la valeur est provisoire")
    record.add_argument("--replace", action="store_true", help="remplace le relevé de la même période")
    record.add_argument("--comment", default="", metavar="TEXTE")


def _add_rounds(command: _Add) -> None:
    """Rounds of collection, and what came back of them."""
    rounds = command("campaign", None, "ouvre une campagne, écrit ses classeurs, montre où elle en est")
    verb = _adding(rounds.add_subparsers(title="actions", metavar="ACTION", parser_class=_Parser, required=True))
    new = verb("new", campaigns.new, "ouvre une campagne")
    new.add_argument("title", metavar="TITRE")
    new.add_argument("--due", metavar="DATE", required=True, help="jour où les classeurs sont attendus")
    new.add_argument("--objective", metavar="RÉF", nargs="+", help="sinon tous, sauf les restreints")
    new.add_argument("--partner", metavar="RÉF", nargs="+", help="sinon tous ceux qui y ont une part")
    send = verb("send", campaigns.send, "écrit un classeur et un brouillon de courriel par partenaire")
    send.add_argument("ref", metavar="RÉF", help="la campagne : sa référence, son numéro ou son titre")
    send.add_argument("directory", metavar="DOSSIER", type=Path)
    send.add_argument("--partner", metavar="RÉF", nargs="+", help="ces seuls partenaires")
    send.add_argument("--again", action="store_true", help="de nouvelles versions, qui remplacent celles envoyées")
    status = verb("status", campaigns.status, "montre où en est chaque partenaire")
    status.add_argument("ref", metavar="RÉF", help="la campagne : sa référence, son numéro ou son titre")
    status.add_argument("--json", action="store_true")
    back = command("returns", None, "vérifie et applique les classeurs reçus")
    verb = _adding(back.add_subparsers(title="actions", metavar="ACTION", parser_class=_Parser, required=True))
    for name, run, text in (
        ("check", returned.check, "reconnaît et compare, sans rien changer"),
        ("apply", returned.apply, "applique ce qui est sûr en une opération ; le reste est en attente"),
    ):
        action = verb(name, run, text)
        action.add_argument("files", metavar="FICHIER", nargs="+", type=Path, help="des classeurs, ou des dossiers")
        action.add_argument("--json", action="store_true")
        if run is returned.check:
            action.add_argument("--partner", metavar="RÉF", help="le partenaire dont le classeur est attendu")
