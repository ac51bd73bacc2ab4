"""« Suivi »: an indicator's history against its target, the facts, and the next reading."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from psq_desktop import rules
from psq_desktop.charts.line import history
from psq_desktop.charts.series import Point, Series
from psq_desktop.charts.shapes import Label as Words
from psq_desktop.charts.shapes import Measure, Picture, Role, Shape, line
from psq_desktop.french import date_short, percent, plural, typeset
from psq_desktop.services.facts import Limits
from psq_desktop.services.kinds import Direction
from psq_desktop.services.steering.progress_rows import IndicatorRow, ObjectiveSheet
from psq_desktop.views import badges, theme
from psq_desktop.views.kit import (
    STRETCH,
    Badge,
    Button,
    ElidedLabel,
    IconButton,
    Label,
    boxed,
    column,
    hairline,
    row,
    scrolled,
)
from psq_desktop.views.objective_parts.snug import SnugArea
from psq_desktop.views.objective_parts.words import asked, asked_words
from psq_desktop.views.objectives.entry_card import bring_in_sight
from psq_desktop.views.objectives.facts import ago, author_words, series, standing
from psq_desktop.views.objectives.reading_form import ReadingForm
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.picture import PictureView
from psq_desktop.views.widgets.tips import plain

CHART, LOW_CHART, TEXT, LEGEND = 104.0, 80.0, 8.5, 11.0  # points
LOW = 380  # below this height the form stands among what scrolls, before the facts
ROOMY = 420  # from this height on, in design pixels, the chart has all its own


class FactLine(QWidget):
    """A word and its value; the rule behind it opens below, and is the tooltip."""

    def __init__(self, title: str, value: str, rule: str = "", badge: Badge | None = None) -> None:
        super().__init__()
        shown = Label(value, 9.5, 600, wrap=True)
        shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        name = ElidedLabel(title, 9.5, 400, "text2")
        beside = (badge,) if badge is not None else ()
        why = (self._why(title, rule),) if rule else ()
        self._rule = Label(rule, 9, 400, "text2", wrap=True)
        self._rule.hide()
        line = row(name, *why, *beside, shown, spacing=4, grow=1 + len(why) + len(beside))
        self.setLayout(column(line, self._rule, spacing=2))
        self.setToolTip(plain(typeset(rule)))
        self.setAccessibleName(typeset(f"{title} : {value}"))
        self.title = title

    def _why(self, title: str, rule: str) -> IconButton:
        self.why_button = IconButton("help-circle", f"La règle : {title}", checkable=True, size=14)
        self.why_button.setAccessibleDescription(typeset(rule))
        self.why_button.toggled.connect(self._on_why)
        return self.why_button

    def _on_why(self, on: bool) -> None:
        self._rule.setVisible(on)


def legend(shown: Series, elapsed: float | None, width: float, height: float, measure: Measure) -> Picture:
    """What the strokes of the chart mean, and how much of the time is over."""
    middle, base = height / 2, height * 0.74
    ink: Role = "line_neutral" if shown.direction is Direction.NEUTRAL else "line"
    shapes: list[Shape] = [
        line((0, middle), (9, middle), ink, 1.8),
        Words("relevés", 13, base, TEXT - 0.5),
    ]
    x = 13 + measure("relevés", TEXT - 0.5, 400) + 9
    if shown.pace is not None:
        shapes.append(line((x, middle), (x + 9, middle), "pace", 1.8, (2.4, 1.6)))
        shapes.append(Words("allure nécessaire", x + 13, base, TEXT - 0.5))
        x += 13 + measure("allure nécessaire", TEXT - 0.5, 400) + 6
    share = "" if elapsed is None else f"{percent(elapsed)} du temps"
    told = (typeset(f"au {date_short(shown.today, year=False)} : {share}"), share) if share else ()
    time = next((words for words in told if x + measure(words, TEXT - 0.5, 400) <= width), "")
    if time:
        shapes.append(Words(time, width, base, TEXT - 0.5, "end", role="text3"))
    return Picture(width, height, tuple(shapes), typeset(f"Légende. {time}"))


class FollowTab(QWidget):
    """One indicator of an objective, chosen above by the panel."""

    indicator_requested = Signal()  # there is none yet
    supports_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._sheet: ObjectiveSheet | None = None
        self._row: IndicatorRow | None = None
        self._limits = Limits()
        self._whatif: Point | None = None
        self.chart = PictureView(self._draw, CHART)
        self._legend = PictureView(self._draw_legend, LEGEND)
        self._facts = column(spacing=5)
        self._none = self._hint()
        self.form = ReadingForm(workspace)
        self.form.whatif_changed.connect(self._on_whatif)
        self._measured = boxed(column(self.chart, self._legend, spacing=5))
        self.form.told.connect(self._on_told)
        self._inside: QVBoxLayout = column(spacing=0)
        parts = (self._measured, self._inside, self._none, self._facts, STRETCH)
        self._area = scrolled(column(*parts, spacing=8, margins=(1, 2, 4, 2)), "Suivi")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._below: QVBoxLayout = column(spacing=0)
        self._foot = boxed(column(hairline(), SnugArea(boxed(self._below), "Ajouter un relevé"), spacing=8, grow=1))
        self._below.addWidget(self.form)
        self.setLayout(column(self._area, self._foot, spacing=4, grow=0))

    def _hint(self) -> QWidget:
        add = Button("Nouvel indicateur", "plus")
        add.clicked.connect(self.indicator_requested)
        words = "Un indicateur dit d’où l’on part, où l’on va et, à chaque relevé, où l’on en est."
        return boxed(column(Label(words, 9.5, 400, "text2", wrap=True), row(add, STRETCH), spacing=8))

    def show_sheet(self, sheet: ObjectiveSheet, chosen: IndicatorRow | None, limits: Limits) -> None:
        """Show an objective's facts and the history of one of its indicators."""
        other = self._row is None or chosen is None or self._row.id != chosen.id
        self._sheet, self._row, self._limits = sheet, chosen, limits
        self._measured.setVisible(chosen is not None)
        self._show_form()
        self._none.setVisible(chosen is None)
        if other:
            self._whatif = None
            self._area.verticalScrollBar().setValue(0)
        if chosen is not None:
            self.form.show_indicator(chosen, sheet.row)
        self._show_facts()
        self._redraw()

    def _show_form(self) -> None:
        """Below what scrolls where there is room, else among it: two small areas would both have to be scrolled."""
        low, known = self.height() < theme.px(LOW), self._row is not None
        place = self._inside if low else self._below
        if place.indexOf(self.form) < 0:
            focused = QApplication.focusWidget()
            place.addWidget(self.form)
            if focused is not None and self.form.isAncestorOf(focused):
                focused.setFocus()
        self.form.setVisible(known)
        self._foot.setVisible(known and not low)

    def _on_told(self) -> None:
        bring_in_sight(self.form.save_button)
        focused = QApplication.focusWidget()
        if focused is not None and self.form.isAncestorOf(focused):
            bring_in_sight(focused)  # before all, what is being typed

    def _redraw(self) -> None:
        self.chart.set_picture(self._draw)
        self._legend.set_picture(self._draw_legend)

    def _draw(self, width: float, height: float, measure: Measure) -> Picture:
        if self._row is None or self._sheet is None:
            return Picture(width, height, (), "")
        shown = series(self._row, self._sheet.row, self._workspace.today, self._whatif)
        return history(shown, width, height, measure=measure, text=TEXT)

    def _draw_legend(self, width: float, height: float, measure: Measure) -> Picture:
        if self._row is None or self._sheet is None:
            return Picture(width, height, (), "")
        shown = series(self._row, self._sheet.row, self._workspace.today)
        return legend(shown, self._sheet.row.elapsed, width, height, measure)

    def _on_whatif(self, point: Point | None) -> None:
        if point != self._whatif:
            self._whatif = point
            self.chart.set_picture(self._draw)

    # --- facts

    def _show_facts(self) -> None:
        while item := self._facts.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for widget in self._fact_lines():
            self._facts.addWidget(widget)

    def _fact_lines(self) -> list[QWidget]:
        assert self._sheet is not None
        sheet, today = self._sheet, self._workspace.today
        objective = sheet.row
        found: list[QWidget] = [*self._requests(sheet)]
        found += [
            FactLine(each.title, standing(each), badge=_neutral(each)) for each in sheet.indicators if each != self._row
        ]
        if self._row is not None and (needed := rules.needed_words(self._row)):
            found.append(FactLine("Allure nécessaire", needed))
        if objective.figure is not None:
            share = percent(objective.progress) if objective.progress is not None else "–"
            told = (rules.progress_words(objective), rules.PROGRESS, rules.pace_words(objective.pace, self._limits))
            found.append(FactLine("Avancement", share, " ".join(told)))
        if objective.taken:
            found.append(FactLine("Engagements tenus", f"{objective.kept} sur {objective.taken}", rules.KEPT))
        if objective.last_report is not None:
            found.append(FactLine("Dernier relevé", ago(objective.last_report, today), rules.FRESHNESS))
        if sheet.outlooks:
            last = sheet.outlooks[0]
            found.append(FactLine("Déclaré par", author_words(last.author, last.on)))
            if last.comment:
                found.append(Label(f"« {last.comment} »", 9, 400, "text2", wrap=True))
        for title, text in (
            ("Constat", sheet.finding), ("Public", sheet.public), ("Réussite", sheet.success), ("Freins", sheet.brakes),
        ):  # fmt: skip
            if text:
                found.append(boxed(column(Label(title, 9, 600, "text2"), Label(text, 9.5, 400, wrap=True), spacing=1)))
        return found

    def _requests(self, sheet: ObjectiveSheet) -> list[QWidget]:
        waiting = asked(sheet)
        if not waiting:
            return []
        button = Button(f"{plural(len(waiting), 'demande')} sans réponse", "lifebuoy", "small")
        button.setToolTip(plain("\n".join(f"{each.partner} {asked_words(each)}" for each in waiting)))
        button.clicked.connect(self.supports_requested)
        return [boxed(row(Label("Appuis", 9.5, 400, "text2"), STRETCH, button))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_form()
        self.chart.set_picture(self._draw, CHART if self.height() >= theme.px(ROOMY) else LOW_CHART)


def _neutral(found: IndicatorRow) -> Badge | None:
    return badges.badge(found.direction, small=True) if found.direction is Direction.NEUTRAL else None
