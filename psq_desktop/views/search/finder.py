"""Asks the base for what is typed in the palette, and opens what is chosen there."""

from __future__ import annotations

from functools import cache, partial

from PySide6.QtCore import QObject, Signal

from psq_desktop.french import typeset
from psq_desktop.services.searching import search_words
from psq_desktop.services.searching.search_rows import Found
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.search import words
from psq_desktop.views.shell.frame import Shell
from psq_desktop.views.shell.result_list import ResultRow

LIMIT = 3  # results of each kind
_GROUP = 3  # lines of each group
HELP = "Aide"


class Finder(QObject):
    """Beside the shell, which knows neither screens nor the base."""

    help_requested = Signal(str)

    def __init__(self, workspace: Workspace, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._shell = workspace, shell
        shell.search_palette.ask = self.ask
        shell.search_opened.connect(self._open)
        shell.search_all_requested.connect(self._open_all)

    def ask(self, text: str) -> None:
        """Look for a text; the palette is told when the base has answered."""
        # When something is first looked for: the window is there sooner.
        from psq_desktop.services.searching import search

        self._workspace.read(search.find, text, limit=LIMIT, then=partial(self._on_found, text))

    def _on_found(self, text: str, found: tuple[Found, ...]) -> None:
        from psq_desktop.services.reserves import reservists

        # The index holds nobody of the reserves: a code is looked up, and no name ever is.
        self._workspace.read(reservists.by_code, text, then=partial(self._show, text, found))

    def _show(self, text: str, found: tuple[Found, ...], reservist: tuple[int, str] | None) -> None:
        unknown = _unknown_prefix(text)
        rows = (
            (unknown,)
            if unknown
            else (*_reservist(reservist), *lines(found), *help_lines(text), *_everything(text, found))
        )
        self._shell.search_palette.show_results(text, rows)

    def _open(self, key: object) -> None:
        if isinstance(key, Found):
            self._workspace.go.emit(Route(key.screen, key.target, key.part))
        elif isinstance(key, Route):
            self._workspace.go.emit(key)
        else:
            self.help_requested.emit(key)

    def _open_all(self, text: str) -> None:
        self._workspace.go.emit(Route("search", part=text))


def _reservist(found: tuple[int, str] | None) -> tuple[ResultRow, ...]:
    """The line of whom a code names."""
    if found is None:
        return ()
    key, code = found
    return (ResultRow("Réserves", f"{code}, réserviste", Route("reserves", key, "roster"), "users"),)


def lines(found: tuple[Found, ...]) -> tuple[ResultRow, ...]:
    """One line for each thing found, group by group; of a group the first ones."""
    by_group: dict[str, list[ResultRow]] = {}
    for each in found:
        group, icon = words.GROUPS[each.kind]
        title, marks = words.line(each)
        row = ResultRow(group, title, each, icon, words.detail(each), marks)
        by_group.setdefault(group, []).append(row)
    return tuple(row for rows in by_group.values() for row in rows[:_GROUP])


@cache
def _pages() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Key, title and folded words of each page of the help."""
    from psq_desktop.views.dialogs.help import PAGES, page_text  # not before the window is there

    return tuple((key, title, frozenset(search_words.words(f"{title} {page_text(key)}"))) for key, title in PAGES)


def help_lines(text: str) -> tuple[ResultRow, ...]:
    """The pages of the help that hold every word; after « aide: » all of them, if nothing else is typed."""
    query = search_words.read(text)
    if query.prefix not in ("", "aide") or not (query.terms or query.prefix):
        return ()
    last = query.terms[-1:] or ("",)
    found = [
        page
        for page in _pages()
        if page[2].issuperset(query.terms[:-1]) and any(word.startswith(last) for word in page[2])
    ]
    found.sort(key=lambda page: not search_words.marks(page[1], query.terms))
    most = len(found) if query.prefix else 2
    return tuple(
        ResultRow(HELP, title, key, "help-circle", "Page d’aide", search_words.marks(title, query.terms))
        for key, title, _ in found[:most]
    )


def _unknown_prefix(text: str) -> ResultRow | None:
    query = search_words.read(text)
    known = " ".join(f"{prefix}:" for prefix in search_words.PREFIXES)
    told = typeset(f"« {query.prefix}: » n’est pas connu ; essayez {known}")
    return ResultRow("Préfixe inconnu", told, None, "info-circle") if query.unknown else None


def _everything(text: str, found: tuple[Found, ...]) -> tuple[ResultRow, ...]:
    """The way to the page of all results."""
    way = ResultRow("Recherche", "Tous les résultats", Route("search", part=text), "search", "Ctrl+Entrée")
    return (way,) if found else ()
