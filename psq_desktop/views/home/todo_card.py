"""« À faire » by urgency, or the start checklist: one verb a line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop import french
from psq_desktop.services.home import Overview
from psq_desktop.views.fitting import Fitting
from psq_desktop.views.home.todos import Line, is_young, step_lines, todo_line
from psq_desktop.views.kit import Button, Card, CardHead, EmptyState, IconLine, boxed, column, hairline
from psq_desktop.views.screen import Route

_MARGINS = (16, 6, 12, 6)
MOST, FEWER = 7, 5  # lines, on a page of usual height and on a short one


class TodoCard(Card):
    """The card; `chosen` gives the route of a verb."""

    chosen = Signal(object)

    def __init__(self) -> None:
        self._all = Button("Tout afficher", kind="ghost")
        self._all.setCheckable(True)
        self._all.toggled.connect(self._on_all)
        self._head = CardHead("À faire", "", self._all)
        super().__init__(self._head)
        self._lines_told: tuple[Line, ...] = ()
        self._most = MOST
        self._body = QWidget()
        self.column().addWidget(self._body, 1)
        self._routes: dict[Button, Route] = {}

    def show_facts(self, facts: Overview) -> None:
        """Show other facts."""
        if is_young(facts):
            done = sum(step.done for step in facts.first_steps)
            self._show(
                "Premiers pas",
                f"{french.plural(done, 'étape faite', 'étapes faites')} sur {len(facts.first_steps)}",
                step_lines(facts),
            )
        else:
            lines = tuple(todo_line(todo) for todo in facts.todos)
            self._show("À faire", f"{french.plural(len(lines), 'élément')}, par urgence" if lines else "", lines)

    @property
    def verbs(self) -> tuple[Button, ...]:
        """The buttons, from the top down."""
        return tuple(self._routes)

    def _show(self, title: str, detail: str, lines: tuple[Line, ...]) -> None:
        self._head.set_title(title)
        self._head.set_detail(detail)
        self._lines_told = lines
        self._show_lines()

    def set_most(self, most: int) -> None:
        """Show at most so many lines, until all are asked for."""
        if most != self._most:
            self._most = most
            self._show_lines()

    def show_all(self) -> None:
        """Show every line."""
        self._all.setChecked(True)

    def _on_all(self, every: bool) -> None:
        self._all.set_text("Réduire" if every else "Tout afficher")
        self._show_lines()

    def _show_lines(self) -> None:
        lines = self._lines_told
        self._all.setVisible(len(lines) > self._most)
        if not self._all.isChecked():
            lines = lines[: self._most]
        self._routes = {}
        focused = self._body.isAncestorOf(self._body.window().focusWidget() or self)
        old, self._body = self._body, self._lines(lines) if lines else self._nothing()
        self.column().replaceWidget(old, self._body)
        self.column().setStretchFactor(self._body, 1)
        old.hide()
        old.deleteLater()
        if focused and self._routes:
            next(iter(self._routes)).setFocus()

    def _lines(self, lines: tuple[Line, ...]) -> QWidget:
        made = Fitting(45, 49, len(lines))
        parts = []
        for rank, line in enumerate(lines):
            below = () if rank == len(lines) - 1 else (hairline(),)
            parts.append(boxed(column(self._line(line), *below, spacing=0, grow=0)))
        made.set_lines(parts)
        return made

    def _line(self, line: Line) -> IconLine:
        controls = []
        if line.route is not None:
            button = Button(line.verb)
            # « Traiter » alone says nothing when one tabs from button to button.
            button.setAccessibleName(french.typeset(f"{line.verb} : {line.title}"))
            button.clicked.connect(self._on_clicked)
            self._routes[button] = line.route
            controls.append(button)
        return IconLine(line.icon, line.tone, line.title, line.detail, *controls, box=32, size=10, margins=_MARGINS)

    @staticmethod
    def _nothing() -> QWidget:
        words = "Rien n’attend : les échéances sont tenues et les comptes rendus sont à jour."
        return EmptyState("circle-check", "Tout est à jour", words)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.chosen.emit(self._routes[sender])
