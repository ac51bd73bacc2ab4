"""All that a search finds, with where the words stand: kinds, years and partners narrow it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from psq_desktop.french import fold, plural, typeset
from psq_desktop.services.searching import search, search_words
from psq_desktop.services.searching.search_rows import Found, SearchKind
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    STRETCH,
    Card,
    Chip,
    Chips,
    ChoiceField,
    EmptyState,
    Label,
    TextField,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.screen import Heading, Route, Screen, Workspace
from psq_desktop.views.search import words
from psq_desktop.views.shell.result_list import ResultList, ResultRow
from psq_desktop.wording import word

LIMIT = 100  # results of each kind
ALL = "all"
GROUPS = tuple(dict.fromkeys(group for group, _ in words.GROUPS.values()))
_START = (
    "Séances, notes, décisions, objectifs, partenaires, missions, moyens, habitants : tous les mots tapés doivent s’y "
    "trouver, sans égard aux accents. « obj: » ou « dec: » devant les mots restreint ; D-27, 2.1 ou n° 5 ouvrent tout "
    "droit."
)


class AllField(TextField):
    """The words looked for; ↓ goes to the results."""

    def __init__(self, below: QWidget) -> None:
        super().__init__("Mots recherchés", "Mots, ou une référence : D-27, 2.1, n° 5", "search")
        self._below = below

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._below.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


class AllResults(ResultList):
    """With a focus of its own: Entrée opens."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (line := self.current()) is not None:
            self.chosen.emit(line.key)
        else:
            super().keyPressEvent(event)


class SearchPage(Screen):
    """The route's part is the text."""

    tables = (
        "meeting", "formation", "agenda_item", "decision", "follow_up", "objective", "commitment", "measure",
        "indicator", "partner_name", "contact", "campaign", "observation", "outlook", "mission", "retained_post",
        "training_session", "equipment_item", "outreach_action", "outreach_theme", "survey",
    )  # fmt: skip
    help_page = "recherche"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._found: tuple[Found, ...] = ()
        self._counts: dict[SearchKind, int] = {}
        self.results = AllResults()
        self.field = AllField(self.results)
        self.chips = Chips((Chip(ALL, "Tout"), *(Chip(group, group) for group in GROUPS)), "Sorte")
        self.year = ChoiceField("Année", ((None, "Toutes les années"),), 175)
        self.partner = ChoiceField("Partenaire", ((None, "Tous les partenaires"),), 190)
        self._foot = Label("", 9, 400, "text2", wrap=True)
        self._pages = QStackedWidget()
        self._empty = EmptyState("search", "Rien n’est encore recherché", _START)
        self._none_title, self._none_hint = Label("", 13, 700, wrap=True), Label("", 10, 400, "text2", wrap=True)
        for label in (self._none_title, self._none_hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        none = column(STRETCH, self._none_title, self._none_hint, STRETCH, spacing=8, margins=(24, 0, 24, 0))
        self._none = boxed(none)
        self._lay_out()
        self.field.textEdited.connect(self._on_edited)
        self.field.returnPressed.connect(self._on_return)
        self.results.chosen.connect(self._open)
        self.chips.chosen.connect(self._show)
        self.year.value_changed.connect(self._show)
        self.partner.value_changed.connect(self._show)

    def _lay_out(self) -> None:
        narrowing = row(self.chips, self.year, self.partner, spacing=8, grow=0)
        tools = boxed(column(self.field, narrowing, spacing=10, margins=(14, 12, 14, 12)))
        foot = boxed(row(self._foot, margins=(14, 8, 14, 8), grow=0))
        listed = boxed(column(self.results, hairline(), foot, grow=0, margins=(4, 2, 4, 2)))
        for page in (listed, self._none, self._empty):
            self._pages.addWidget(page)
        self._listed = listed
        theme.fix_height(self.field, theme.CONTROL_HEIGHT)
        self.setLayout(column(Card(tools, hairline(), self._pages, grow=2), margins=(24, 4, 24, 18), grow=0))

    def heading(self) -> Heading:
        number = sum(self._counts.values())
        told = f"« {self.field.text().strip()} » · {plural(number, 'résultat')}" if self.field.text().strip() else ""
        return Heading("Recherche", typeset(told) or "Dans toute la base")

    def open(self, route: Route) -> None:
        if route.part and route.part != self.field.text():
            self.field.setText(route.part)
            self.chips.set_current(ALL)
            for choice in (self.year, self.partner):
                choice.set_value(None)
            if self.isVisible():
                self.reload()
            else:
                self._stale = True

    def take_focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def reload(self) -> None:
        text = self.field.text()
        self.workspace.read(search.count, text, then=partial(self._on_counts, text))
        self.workspace.read(search.find, text, limit=LIMIT, then=partial(self._on_found, text))

    def _on_edited(self, _text: str) -> None:
        self.reload()

    def _on_counts(self, text: str, counts: dict[SearchKind, int]) -> None:
        if text == self.field.text():  # what was typed since asks again
            self._counts = counts

    def _on_found(self, text: str, found: tuple[Found, ...]) -> None:
        if text == self.field.text():
            self._found = found
            self._counts = {**Counter(each.kind for each in found), **self._counts} if found else {}
            self._show_choices()
            self._show()
            self.heading_changed.emit()

    # what is shown

    def _show_choices(self) -> None:
        groups: Counter[str] = Counter()
        for kind, number in self._counts.items():
            groups[words.GROUPS[kind][0]] += number
        self.chips.set_counts({ALL: groups.total(), **{group: groups[group] for group in GROUPS}})
        years = sorted({each.on.year for each in self._found if each.on}, reverse=True)
        self.year.set_choices(((None, "Toutes les années"), *((year, str(year)) for year in years)))
        names = sorted({each.partner for each in self._found if each.partner}, key=fold)
        self.partner.set_choices(((None, "Tous les partenaires"), *((name, name) for name in names)))

    def _kept(self) -> Iterable[Found]:
        group, year, partner = self.chips.current, self.year.value, self.partner.value
        for each in self._found:
            if (
                group in (ALL, words.GROUPS[each.kind][0])
                and (year is None or (each.on is not None and each.on.year == year))
                and partner in (None, each.partner)
            ):
                yield each

    def _show(self, *_: object) -> None:
        rows = tuple(_line(each) for each in self._kept())
        self.results.show_rows(rows)
        text = self.field.text().strip()
        query = search_words.read(text)
        told = [plural(len(rows), "résultat") + (" affiché" if len(rows) < 2 else " affichés"), "Entrée ouvre"]
        if any(number > LIMIT for number in self._counts.values()):
            told.append(f"de chaque sorte, les {LIMIT} meilleurs sont montrés")
        self._foot.setText(" · ".join(told))
        self._none_title.setText(f"Aucun résultat pour « {text} »")
        unknown = f"Le préfixe « {query.prefix}: » n’est pas connu."
        self._none_hint.setText(unknown if query.unknown else "Essayez moins de mots, ou le début d’un mot.")
        self._pages.setCurrentWidget(self._listed if rows else self._none if text else self._empty)

    def _on_return(self) -> None:
        line = self.results.current()
        if line is not None:
            self._open(line.key)

    def _open(self, key: object) -> None:
        if isinstance(key, Found):
            self.workspace.go.emit(Route(key.screen, key.target, key.part))


def _line(found: Found) -> ResultRow:
    group, icon = words.GROUPS[found.kind]
    title, marks = words.title(found)
    parts = (word(found.noun or found.kind).lower(), words.detail(found), words.day(found))
    detail = " · ".join(dict.fromkeys(filter(None, parts)))
    return ResultRow(group, title, found, icon, typeset(detail), marks, found.snippet, found.snippet_marks)
