"""Beside the notes: where the item's objective stands, what the partner promised, what it left overdue."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from psq_desktop import rules
from psq_desktop.errors import UserError
from psq_desktop.french import date_long, figure, plural, typeset
from psq_desktop.services.history import Changes
from psq_desktop.services.kinds import Direction
from psq_desktop.services.sitting import live_facts
from psq_desktop.services.sitting.live_facts import ItemFacts
from psq_desktop.services.sitting.live_rows import LiveItem
from psq_desktop.services.steering.progress_rows import CommitmentRow, IndicatorRow
from psq_desktop.views import badges, theme
from psq_desktop.views.kit import STRETCH, Badge, ElidedLabel, IconButton, IconLabel, Inset, Label, column, row
from psq_desktop.views.objective_parts import TABLES
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.tokens import Token
from psq_desktop.views.widgets.tips import plain
from psq_desktop.wording import word

_INDICATORS = 2  # shown at most
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TOLD = 6  # promises and decisions named in a tip


@dataclass(frozen=True, slots=True)
class Told:
    """A figure, its unit, the line below, and all of it for a tip."""

    figure: str
    unit: str
    detail: str
    whole: str
    tone: Token = "text"
    share: int = 2  # of the room, beside the others


def _indicator(found: IndicatorRow) -> Told:
    shown = found.decimals
    value = "–" if found.value is None else figure(found.value, shown)
    if found.levels and found.value is not None and 1 <= found.value <= len(found.levels):
        value = found.levels[int(found.value) - 1]
    aimed = "visé" if found.direction is not Direction.NEUTRAL else "repère"
    unit = "" if found.target is None else f"{aimed} {figure(found.target, shown)}"
    whole = f"{found.title} : {value} {found.unit}, {unit}".strip(", ")
    return Told(value, unit or found.unit, found.title, whole)


def _promise(found: CommitmentRow) -> str:
    late = f", en retard de {plural(found.late_days, 'jour')}" if found.late_days else ""
    return f"{found.text.rstrip('.')}{late}"


def told(facts: ItemFacts) -> tuple[Told, ...]:
    """The figures of an item in the order in which they matter, the objective's first."""
    found = [_indicator(each) for each in facts.indicators[:_INDICATORS]]
    if facts.commitments:
        late = sum(bool(each.late_days) for each in facts.commitments)
        unit = f"promis par {facts.acronym or facts.partner}" + (f", dont {late} en retard" if late else "")
        whole = "\n".join([f"Promis par {facts.partner} :", *map(_promise, facts.commitments[:_TOLD])])
        tone: Token = "warning" if late else "text"
        found.append(Told(str(len(facts.commitments)), unit, _promise(facts.commitments[0]), whole, tone, 5))
    if facts.overdue:
        count = len(facts.overdue)
        days = plural(facts.overdue[0].late_days, "jour")
        lines = [f"{each.ref}, {plural(each.late_days, 'jour')} : {each.text}" for each in facts.overdue[:_TOLD]]
        whole = "\n".join([f"En retard, {facts.partner} :", *lines])
        unit = "décision en retard" if count == 1 else "décisions en retard"
        found.append(Told(str(count), unit, f"{facts.overdue[0].ref}, {days}", whole, "danger"))
    return tuple(found)


class TwoLines(ElidedLabel):
    """As high as its text needs, two lines at most; what does not fit ends in « … »."""

    def __init__(self, size: float, tone: Token) -> None:
        super().__init__("", size, 400, tone)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    def lines(self, width: int) -> tuple[str, ...]:
        """The text as it stands on that width."""
        measure = theme.metrics(self._size, 400).horizontalAdvance
        words = self.text().split(" ")
        count = len(words)
        while count > 1 and measure(" ".join(words[:count])) > width:
            count -= 1
        found = (" ".join(words[:count]), " ".join(words[count:]))
        return tuple(theme.elided(line, width, self._size, 400) for line in found if line)

    def shown_text(self) -> str:
        return " ".join(self.lines(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return ceil(max(len(self.lines(width)), 1) * theme.metrics(self._size, 400).lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(self._size, 400))
        painter.setPen(theme.color(self._tone))
        step = theme.metrics(self._size, 400).lineSpacing()
        for rank, line in enumerate(self.lines(self.width())):
            painter.drawText(QRectF(0, rank * step, self.width(), step), int(_MIDDLE), line)


class _Cell(QWidget):
    """One figure."""

    def __init__(self) -> None:
        super().__init__()
        self._figure = Label("", 13, 700)
        self._unit = ElidedLabel("", 9, 400, "text2")
        self._detail = TwoLines(8.5, "text2")
        self.setLayout(column(row(self._figure, self._unit, spacing=6, grow=1), self._detail, STRETCH, spacing=0))

    def show_told(self, found: Told) -> None:
        self._figure.setText(found.figure)
        self._figure.set_tone(found.tone)
        self._unit.setText(found.unit)
        self._detail.setText(found.detail)
        self.setToolTip(plain(typeset(found.whole)))
        self.setAccessibleName(typeset(found.whole))


def _about(item: LiveItem | None) -> tuple[int | None, ...]:
    return (item.id, item.objective_id, item.rapporteur_id) if item is not None else ()


class ItemFigures(Inset):
    """Hidden when nothing is known of the item."""

    tables: ClassVar[tuple[str, ...]] = tuple(dict.fromkeys((*TABLES, "decision", "follow_up")))

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._item: LiveItem | None = None
        self._stale = True
        self._facts: ItemFacts | None = None
        self._folded = False
        self._outlook = Badge("", height=20, points=8.5)
        self._gap = Badge("", height=20, points=8.5)
        self._read = ElidedLabel("", 8.5, 400, "text2")
        self._read.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.open_button = IconButton("external-link", "Ouvrir l’objectif", size=15)
        title = Label("Chiffres du point", 9.5, 600)
        icon = IconLabel("chart-line", "text2", 16)
        head = row(icon, title, self._outlook, self._gap, self._read, self.open_button, spacing=8, grow=4)
        self.cells = tuple(_Cell() for _ in range(_INDICATORS + 2))
        cells = self._cells = row(*self.cells, spacing=16)
        super().__init__(head, cells, spacing=5, margins=(14, 8, 12, 9))
        self.setAccessibleName("Chiffres du point")
        self.open_button.clicked.connect(self._on_open)
        workspace.tasks.written.connect(self._on_written)
        self.hide()

    def fold(self, on: bool) -> None:
        """Leave the room to a form."""
        self._folded = on
        self.setVisible(not on and self._facts is not None and self._facts.known)

    def show_item(self, item: LiveItem | None) -> None:
        """Ask for the figures of an item, unless they cannot have changed: notes are saved every two seconds."""
        before, self._item = self._item, item
        if _about(item) == _about(before) and not self._stale:
            return
        if item is None or before is None or item.id != before.id:
            self._facts = None
            self.hide()
        self._stale = False
        if item is not None:
            today = self._workspace.today
            self._workspace.read(live_facts.beside, item.id, today, then=self._show, failed=self._on_gone)

    def _on_written(self, changes: Changes) -> None:
        self._stale = self._stale or changes.touch(*self.tables)

    def _on_gone(self, _error: UserError) -> None:
        self.hide()

    def _show(self, facts: ItemFacts) -> None:
        if self._item is None or facts.item_id != self._item.id:
            return  # another item was taken meanwhile
        if facts != self._facts:
            self._facts = facts
            self._fill(facts)
        self.setVisible(facts.known and not self._folded)

    def _fill(self, facts: ItemFacts) -> None:
        objective = facts.objective
        for part in (self._outlook, self.open_button):
            part.setVisible(objective is not None)
        self._gap.setVisible(objective is not None and objective.gap is not None)
        if objective is not None:
            self._outlook.set_state(word(objective.outlook), *badges.look(objective.outlook))
            self._outlook.setToolTip(plain(rules.outlook_words(objective)))
            self.open_button.set_tip(f"Ouvrir l’objectif {objective.code}, {objective.short_title or objective.title}")
            if objective.gap is not None:
                self._gap.set_state(rules.gap_words(objective.gap), badges.GAP.icon, badges.GAP.tone)
        day = facts.last_reading
        year = day is not None and day.year != self._workspace.today.year
        self._read.setText(f"dernier relevé : {date_long(day, weekday=False, year=year)}" if day else "")
        found = told(facts)
        for cell, each in zip(self.cells, found, strict=False):
            cell.show_told(each)
        for index, cell in enumerate(self.cells):
            cell.setVisible(index < len(found))
            self._cells.setStretch(index, found[index].share if index < len(found) else 0)

    def _on_open(self) -> None:
        if self._facts is not None and self._facts.objective is not None:
            self._workspace.go.emit(Route("objectives", self._facts.objective.id))
