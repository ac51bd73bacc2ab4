"""The panel at the right of the roster: one reservist, the days of the year, what is valid until when."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from psq_desktop import french
from psq_desktop.charts.days import YearOfDays, days_chart
from psq_desktop.charts.shapes import Measure, Picture
from psq_desktop.services.reserves.reserve_rules import Rules
from psq_desktop.services.reserves.reservist_rows import ReservistSheet, SkillRow, TrainingRow
from psq_desktop.views import badges
from psq_desktop.views.kit import (
    STRETCH,
    Badge,
    Button,
    ElidedLabel,
    IconButton,
    IconLabel,
    Label,
    Note,
    Pair,
    Panel,
    PictureView,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.reserves import facts
from psq_desktop.views.tokens import Token

_CHART = 108.0  # points
_MOST_TRAININGS = 3


def _nothing(width: float, height: float, _measure: object) -> Picture:
    return Picture(width, height, (), "")


class ReservistPanel(Panel):
    """Shows one `ReservistSheet`; the tab decides what its requests do."""

    previous_requested = Signal()
    next_requested = Signal()
    unmask_requested = Signal()
    mission_requested = Signal()
    menu_requested = Signal(QMenu)

    def __init__(self, today: dt.date) -> None:
        self._today = today
        self._code = Label("", 9, 600, "text2")
        self._previous = IconButton("chevron-up", "Réserviste précédent de la liste", shortcut="Alt+↑")
        self._next = IconButton("chevron-down", "Réserviste suivant de la liste", shortcut="Alt+↓")
        self.more = IconButton("dots-vertical", "Plus d’actions")
        self._name = ElidedLabel("", 12.5, 700)
        self.eye = IconButton("eye", "Démasquer ce nom pour 5 minutes")
        self._contact = Label("", 9, 400, "text2", wrap=True)
        self._badges = row(spacing=6)
        self._figure = Label("", 21, 700)
        self._unit = Label("", 10, 400, "text2", wrap=True)
        self._chart = PictureView(_nothing, _CHART)
        self._note = Note("warning", "")
        self._skills_title = Label("Compétences et validité", 9.5, 600)
        self._skills = column(spacing=7)
        self._trainings_title = Label("Formations", 9.5, 600)
        self._trainings = column(spacing=7)
        self._facts = column(spacing=7)
        self._hours = column(spacing=7)
        self._lines = (hairline(), hairline(), hairline())
        self.mission_button = Button("Proposer une mission", "calendar-plus", "primary")
        head = row(self._code, STRETCH, self._previous, self._next, self.more, spacing=4)
        super().__init__(
            head, row(self._name, self.eye, STRETCH, spacing=6), self._contact, self._badges, self._lines[0],
            row(self._figure, self._unit, spacing=8, grow=1), self._chart, self._note, self._lines[1],
            self._skills_title, self._skills, self._trainings_title, self._trainings, self._lines[2], self._facts,
            hairline(), self._hours, STRETCH,
            foot=(self.mission_button,), name="Réserviste choisi",
        )  # fmt: skip
        self._menu = QMenu(self.more)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self._menu)
        self.sheet: ReservistSheet | None = None
        self._connect()

    def _connect(self) -> None:
        self._previous.clicked.connect(self.previous_requested)
        self._next.clicked.connect(self.next_requested)
        self.eye.clicked.connect(self.unmask_requested)
        self.mission_button.clicked.connect(self.mission_requested)

    def _fill_menu(self) -> None:
        self._menu.clear()
        self.menu_requested.emit(self._menu)

    def forget(self) -> None:
        """Show no name until the next sheet comes."""
        self.sheet = None
        self._name.setText("")
        self._contact.setText("")

    def show_sheet(self, sheet: ReservistSheet, limits: Rules) -> None:
        """Show another reservist."""
        self.sheet = sheet
        found = sheet.row
        self._code.setText(facts.head_words(found))
        self._name.setText(found.display)
        shown = facts.is_shown(sheet)
        self.eye.set_icon("eye-off" if shown else "eye")
        self.eye.set_tip("Masquer les noms" if shown else "Démasquer ce nom pour 5 minutes")
        self._show_contact(sheet)
        self._show_badges(sheet)
        self._show_days(sheet, limits)
        self._show_skills(sheet)
        _refill(self._facts, [_pair(*each) for each in facts.facts_of(sheet)])
        _refill(self._hours, [] if found.state.applying else [_pair(*each) for each in facts.hours_of(sheet)])
        self.mission_button.setVisible(not found.state.over)
        self.mission_button.setEnabled(facts.can_serve(found))
        self.mission_button.set_tip("" if facts.can_serve(found) else "Après l’agrément, et hors suspension")

    def _show_contact(self, sheet: ReservistSheet) -> None:
        self._contact.setText("\n".join(filter(None, (sheet.phone, sheet.email, sheet.note))))
        self._contact.setVisible(bool(self._contact.text()))

    def _show_badges(self, sheet: ReservistSheet) -> None:
        shown: list[QWidget] = [badges.badge(sheet.row.state)]
        if sheet.row.delegate:
            shown.append(Badge("Délégué à la cohésion", "id-badge-2", "accent"))
        else:
            shown.append(badges.badge(sheet.row.category))
        _refill(self._badges, [*shown, boxed(row())])
        self._badges.setStretch(len(shown), 1)

    def _show_days(self, sheet: ReservistSheet, limits: Rules) -> None:
        found, chart = sheet.row, facts.chart_of(sheet, self._today)
        counted = not found.state.applying
        for widget in (self._figure, self._unit, self._lines[1]):
            widget.setVisible(counted)
        if found.ceiling is None:
            self._figure.setText(facts.hours(found.quarter_hours))
            self._unit.setText(f"ce trimestre ; {limits.citizen_week_hours} h par semaine")
        else:
            self._figure.setText(french.number(found.days_used))
            self._unit.setText(facts.year_words(found.forecast))
        self._chart.setVisible(chart is not None)
        if chart is not None:
            self._chart.set_picture(partial(_draw, chart))
        said = facts.said_of(found, limits, self._today)
        self._note.setVisible(said is not None)
        if said is not None:
            self._note.set_message(said.kind, said.title, said.text)

    def _show_skills(self, sheet: ReservistSheet) -> None:
        skills = sheet.row.skills
        self._skills_title.setVisible(bool(skills))
        self._lines[2].setVisible(bool(skills or sheet.trainings))
        _refill(self._skills, [_skill(each) for each in skills])
        self._trainings_title.setVisible(bool(sheet.trainings))
        _refill(self._trainings, [_training(each) for each in sheet.trainings[:_MOST_TRAININGS]])


def _draw(chart: YearOfDays, width: float, height: float, measure: Measure) -> Picture:
    return days_chart(chart, width, height, measure=measure)


def _pair(label: str, value: str) -> Pair:
    made = Pair(label)
    made.set_value(value)
    return made


def _skill(skill: SkillRow) -> QWidget:
    words, tone = facts.expiry_words(skill) or "sans limite", facts.expiry_tone(skill)
    sign = {"danger": "alert-octagon", "warning": "alert-triangle"}.get(tone, "certificate")
    return boxed(row(
        IconLabel(sign, "success" if tone == "text2" else tone, 16), ElidedLabel(skill.name, 9.5),
        Label(words.removeprefix("jusqu’au "), 9, 600 if tone != "text2" else 400, tone), spacing=8, grow=1,
    ))  # fmt: skip


def _training(training: TrainingRow) -> QWidget:
    tone: Token = "success" if training.attended else "text2"
    sign = "circle-check" if training.attended else "circle-dashed"
    return boxed(row(
        IconLabel(sign, tone, 16), ElidedLabel(training.title, 9.5),
        Label(facts.training_words(training), 9, 400, "text2"), spacing=8, grow=1,
    ))  # fmt: skip


def _refill(layout: QBoxLayout, widgets: list[QWidget]) -> None:
    while layout.count():
        item = layout.takeAt(0)
        old = item.widget() if item is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)
