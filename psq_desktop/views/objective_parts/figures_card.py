"""Where an objective stands, beside the item that speaks of it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from psq_desktop import rules
from psq_desktop.errors import UserError
from psq_desktop.french import date_short, plural, typeset
from psq_desktop.services.steering import objectives
from psq_desktop.services.steering.progress_rows import ObjectiveRow, ObjectiveSheet
from psq_desktop.views import badges, theme
from psq_desktop.views.kit import STRETCH, Badge, Bar, Card, IconButton, Label, boxed, column, hairline, row
from psq_desktop.views.objective_parts import words
from psq_desktop.views.objective_parts.snug import SnugArea
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.tokens import Token

SHOWN = 3  # lines of a kind
_SIDE_BY_SIDE = 250.0


class FiguresCard(Card):
    """Outlook, gap, progress against time, value, what is late, what is asked; hidden without objective."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._id: int | None = None
        self.sheet: ObjectiveSheet | None = None
        self._code = Label("", 9, 600, "text2")
        self.open_button = IconButton("external-link", "Ouvrir l’objectif", size=16)
        self._title = Label("", 10.5, 600, wrap=True)
        self._body: QVBoxLayout = column(spacing=6)
        head = row(self._code, STRETCH, self.open_button)
        inside = boxed(column(self._title, self._body, spacing=4, margins=(0, 0, 4, 0)))
        area = SnugArea(inside, "Chiffres de l’objectif")
        super().__init__(head, area, spacing=4, margins=(14, 8, 10, 12))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.open_button.clicked.connect(self._on_open)
        self.hide()

    def show_objective(self, objective_id: int | None) -> None:
        """Show an objective; the same one again is not read again."""
        if objective_id == self._id:
            return
        self._id, self.sheet = objective_id, None
        self.hide()
        self.reload()

    def reload(self) -> None:
        """Ask for fresh figures."""
        if self._id is not None:
            today = self._workspace.today
            self._workspace.read(objectives.sheet, self._id, today, then=self._show, failed=self._on_gone)

    def _on_gone(self, _error: UserError) -> None:
        self.hide()

    def _show(self, sheet: ObjectiveSheet) -> None:
        if sheet.row.id != self._id:
            return  # another one was chosen meanwhile
        if sheet != self.sheet:
            self.sheet = sheet
            self._fill(sheet)
        self.show()

    def _fill(self, sheet: ObjectiveSheet) -> None:
        found = sheet.row
        self._code.setText(f"Objectif {found.code}, au {date_short(self._workspace.today)}")
        self.open_button.set_tip(f"Ouvrir l’objectif {found.code}")
        self._title.setText(found.title)
        self.setAccessibleName(typeset(f"Objectif {found.code}, {found.title}"))
        while (item := self._body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for part in (_Badges(found), _progress(found), *_values(found), *_late(sheet), *_asked(sheet)):
            self._body.addWidget(part)

    def _on_open(self) -> None:
        if self._id is not None:
            self._workspace.go.emit(Route("objectives", self._id))


class _Badges(QWidget):
    """Outlook and gap side by side, or one below the other where the room is short."""

    def __init__(self, found: ObjectiveRow) -> None:
        super().__init__()
        outlook = badges.badge(found.outlook, small=True)
        outlook.setToolTip(rules.outlook_words(found))
        parts = [outlook]
        if found.gap is not None:
            parts.append(Badge(rules.gap_words(found.gap), badges.GAP.icon, badges.GAP.tone, height=20, points=8.5))
        self._lay = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        theme.space(self._lay, 5)
        for part in parts:
            self._lay.addWidget(boxed(row(part)))
        self._lay.addStretch(1)
        self.setLayout(self._lay)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_SIDE_BY_SIDE)
        direction = QBoxLayout.Direction
        self._lay.setDirection(direction.LeftToRight if wide else direction.TopToBottom)


def _progress(found: ObjectiveRow) -> QWidget:
    bar = Bar(max(found.progress or 0.0, 0.0), "Avancement", words.bar_tone(found), mark=found.elapsed)
    made = boxed(row(bar, Label(words.progress(found), 9.5, 600), spacing=8, grow=0))
    made.setToolTip(rules.progress_words(found))
    bar.setAccessibleName(typeset(f"Avancement : {rules.progress_words(found)}"))
    return made


def _values(found: ObjectiveRow) -> tuple[QWidget, ...]:
    title = f"{found.figure.title} : " if found.figure is not None else ""
    value = Label(f"{title}{words.value_words(found.figure)}", 9, 400, wrap=True)
    return value, Label(words.kept_words(found), 9, 400, "text2", wrap=True)


def _late(sheet: ObjectiveSheet) -> tuple[QWidget, ...]:
    lines = [(each.partner, words.late_words(each)) for each in words.late(sheet)]
    return _section("Engagements en retard", lines, "danger")


def _asked(sheet: ObjectiveSheet) -> tuple[QWidget, ...]:
    lines = [(each.partner, words.asked_words(each)) for each in words.asked(sheet)]
    return _section("Appuis demandés", lines, "info")


def _section(title: str, lines: list[tuple[str, str]], tone: Token) -> tuple[QWidget, ...]:
    if not lines:
        return ()
    more = len(lines) - SHOWN
    rest = (Label(f"et {plural(more, 'autre')}", 8.5, 400, "text3"),) if more > 0 else ()
    shown = (
        boxed(column(Label(who, 9, 600), Label(what, 9, 400, "text2", wrap=True), spacing=0))
        for who, what in lines[:SHOWN]
    )
    return (hairline(), Label(title, 8.5, 700, tone), *shown, *rest)
