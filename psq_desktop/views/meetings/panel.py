"""The panel at the right: one meeting at a glance, and the way into it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from psq_desktop import french
from psq_desktop.services.kinds import MeetingStage
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.views import badges, icons
from psq_desktop.views.days import countdown
from psq_desktop.views.kit import (
    STRETCH,
    Badge,
    Bar,
    Button,
    ElidedLabel,
    IconButton,
    IconLine,
    Label,
    Pair,
    Panel,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.meetings.facts import Step, steps
from psq_desktop.views.meetings.rows import is_coming


class MeetingPanel(Panel):
    """Shows one `MeetingSheet`; the page decides what its requests do."""

    open_requested = Signal()
    previous_requested = Signal()
    next_requested = Signal()
    remove_requested = Signal()
    export_requested = Signal()

    def __init__(self, today: dt.date) -> None:
        self._today = today
        self._number = Label("", 9, 600, "text2")
        self._previous = IconButton("chevron-up", "Séance précédente de la liste", shortcut="Alt+↑")
        self._next = IconButton("chevron-down", "Séance suivante de la liste", shortcut="Alt+↓")
        self._more = IconButton("dots-vertical", "Plus d’actions")
        self._title = ElidedLabel("", 12.5, 700)
        self._badges = row(spacing=6)
        self._heading = Label("", 10, 600)
        self._bar = Bar(0, "Préparation")
        self._steps = column(spacing=9)
        self._pairs = tuple(Pair(name) for name in ("Présidence", "Secrétariat", "Reprises"))
        self._open = Button("Afficher la séance", "arrow-right", "primary", shortcut="Entrée")
        head = row(self._number, STRETCH, self._previous, self._next, self._more, spacing=4)
        super().__init__(
            head, self._title, self._badges, hairline(), self._heading, self._bar, self._steps, hairline(),
            *self._pairs, STRETCH, foot=(self._open,), spacing=10, name="Séance choisie",
        )  # fmt: skip
        self._menu = QMenu(self._more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more.setMenu(self._menu)
        self._sheet: MeetingSheet | None = None
        self._previous.clicked.connect(self.previous_requested)
        self._next.clicked.connect(self.next_requested)
        self._open.clicked.connect(self.open_requested)

    @property
    def sheet(self) -> MeetingSheet | None:
        """The meeting shown."""
        return self._sheet

    def show_sheet(self, sheet: MeetingSheet) -> None:
        """Show another meeting."""
        self._sheet = sheet
        self._number.setText(f"Séance n° {sheet.row.number}")
        self._title.setText(sheet.row.committee)
        self._show_badges(sheet)
        lines = steps(sheet, self._today)
        coming = is_coming(sheet.row)
        self._heading.setText("Préparation" if coming else "Suites")
        self._bar.setVisible(coming)
        self._bar.set_value(sum(step.done for step in lines) / len(lines))
        _refill(self._steps, [_step_line(step) for step in lines])
        reviews = french.plural(sheet.reviews, "décision") if sheet.reviews else "aucune"
        for pair, value in zip(self._pairs, (sheet.chair or "—", sheet.secretary or "—", reviews), strict=True):
            pair.set_value(value)

    def _show_badges(self, sheet: MeetingSheet) -> None:
        shown: list[QWidget] = [badges.badge(sheet.row.state)]
        if is_coming(sheet.row):
            shown.append(Badge(countdown(sheet.row.date, self._today), "calendar"))
        shown.append(boxed(row()))
        _refill(self._badges, shown)
        self._badges.setStretch(len(shown) - 1, 1)

    def fill_menu(self, menu: QMenu) -> None:
        """What can be done with the meeting shown, for ⋮ and for the context menu of its row."""
        sheet = self._sheet
        if sheet is None:
            return
        menu.addAction(icons.icon("arrow-right"), "Afficher la séance", self.open_requested.emit)
        if not is_coming(sheet.row):
            menu.addAction(icons.icon("file-export"), "Exporter le compte rendu…", self.export_requested.emit)
        elif not sheet.row.decisions and sheet.stage is not MeetingStage.IN_SESSION:  # the others cannot be deleted
            menu.addSeparator()
            menu.addAction(icons.icon("trash", "danger"), "Supprimer\tSuppr", self.remove_requested.emit)

    def _fill_menu(self) -> None:
        self._menu.clear()
        self.fill_menu(self._menu)


def _step_line(step: Step) -> IconLine:
    icon = "circle-check" if step.done else "circle-dashed"
    line = IconLine(icon, "success" if step.done else "neutral", step.title, step.detail)
    state = "fait" if step.done else "à faire"
    line.setAccessibleName(french.typeset(f"{step.title}, {state} : {step.detail}"))
    return line


def _refill(layout: QBoxLayout, widgets: list[QWidget]) -> None:
    while layout.count():
        item = layout.takeAt(0)
        old = item.widget() if item is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)
