"""The head of the detail panel: which objective, its declared outlook and gap, who pilots it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from psq_desktop.french import plural, typeset
from psq_desktop.rules import gap_rule, gap_words, outlook_words
from psq_desktop.services.facts import Gap, Limits
from psq_desktop.services.kinds import DisclosureLevel, OutlookState
from psq_desktop.services.steering.progress_rows import ObjectiveRow, ObjectiveSheet
from psq_desktop.views import badges, theme
from psq_desktop.views.kit import (
    STRETCH,
    Avatar,
    Badge,
    ElidedLabel,
    IconButton,
    Label,
    Themed,
    boxed,
    column,
    row,
)
from psq_desktop.views.objectives.facts import associates_words
from psq_desktop.views.widgets.badge import badge_width, paint_badge
from psq_desktop.views.widgets.buttons import PushButton
from psq_desktop.views.widgets.tips import plain
from psq_desktop.wording import word


class OutlookButton(Themed, PushButton):
    """The declared outlook as a badge that can be pressed to declare another one."""

    def __init__(self) -> None:
        super().__init__()
        self._state = OutlookState.UNKNOWN
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.restyle()

    def show_outlook(self, objective: ObjectiveRow) -> None:
        """Show what is declared of an objective."""
        self._state = objective.outlook
        declared = outlook_words(objective)
        self.setAccessibleName(typeset(f"Météo : {declared}. Déclarer une nouvelle météo"))
        self.setToolTip(plain(typeset(f"{declared}. Cliquez pour déclarer une nouvelle météo.")))
        self.restyle()
        self.update()

    def restyle(self) -> None:
        wide = badge_width(word(self._state), badges.look(self._state).icon)
        self.setFixedSize(int(wide) + 4, theme.px(22) + 4)

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icon, tone = badges.look(self._state)
        ground = theme.color("hover") if self.underMouse() else None
        paint_badge(painter, 2, self.height() / 2, word(self._state), icon, tone, fill=ground)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)


def late_badge(objective: ObjectiveRow, limits: Limits) -> tuple[Badge, ...]:
    """« Écart −41 points »: the figures contradict the pilot."""
    gap = objective.gap
    if gap is None or gap.points is None:
        return ()
    return (_gap_badge(Gap(gap.points, None), limits),)


def silence_badge(objective: ObjectiveRow, limits: Limits) -> tuple[Badge, ...]:
    """« Sans relevé depuis 94 jours »: told even when nothing is declared that it could contradict."""
    gap, silent = objective.gap, objective.silent_days
    if gap is not None and gap.silent_days is not None:
        return (_gap_badge(Gap(None, gap.silent_days), limits),)
    if silent is None or silent < limits.silent_days:
        return ()
    return (Badge(f"Sans relevé depuis {plural(silent, 'jour')}", "clock", "neutral"),)


def _gap_badge(gap: Gap, limits: Limits) -> Badge:
    made = Badge(gap_words(gap), badges.GAP.icon, badges.GAP.tone)
    made.setToolTip(gap_rule(limits))
    made.setAccessibleDescription(gap_rule(limits))
    return made


class PanelHead(QWidget):
    """« Objectif 4.1 », previous and next, the menu; title, badges, pilot."""

    def __init__(self) -> None:
        super().__init__()
        self._name = Label("", 9, 600, "text2")
        self.previous_button = IconButton("chevron-up", "Objectif précédent", shortcut="Alt+↑")
        self.next_button = IconButton("chevron-down", "Objectif suivant", shortcut="Alt+↓")
        self.more_button = IconButton("dots-vertical", "Plus d’actions")
        self._title = Label("", 12.5, 700, wrap=True)
        self.outlook_button = OutlookButton()
        self._first = row(self.outlook_button, STRETCH, spacing=4)
        self._second = row(STRETCH, spacing=4)
        self._second_box = boxed(self._second)
        self._avatar = Avatar("", 22)
        self._pilot = ElidedLabel("", 9.5, 600)
        self._associates = ElidedLabel("", 9.5, 400, "text2")
        head = row(self._name, STRETCH, self.previous_button, self.next_button, self.more_button, spacing=4)
        pilot = row(self._avatar, self._pilot, self._associates, spacing=7, grow=2)
        self.setLayout(column(head, self._title, self._first, self._second_box, pilot, spacing=6))

    def show_sheet(self, sheet: ObjectiveSheet, limits: Limits) -> None:
        """Show an objective."""
        objective = sheet.row
        self._name.setText(f"Objectif {objective.code}")
        self._title.setText(objective.title)
        self.outlook_button.show_outlook(objective)
        self._show_badges(objective, limits)
        self._avatar.set_acronym(objective.acronym)
        self._avatar.setVisible(bool(objective.acronym))
        self._pilot.setText(objective.pilot or "Pilote à désigner")
        self._pilot.set_tone("text" if objective.pilot else "warning")
        self._associates.setText(associates_words(sheet.associates))

    def _show_badges(self, objective: ObjectiveRow, limits: Limits) -> None:
        for line, kept in ((self._first, 1), (self._second, 0)):
            while line.count() > kept + 1:
                item = line.takeAt(kept)
                if item is not None and (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
        below = silence_badge(objective, limits)
        if objective.disclosure is DisclosureLevel.RESTRICTED:
            below = (*below, badges.badge(objective.disclosure))
        for badge in late_badge(objective, limits):
            self._first.insertWidget(1, badge)
        for badge in reversed(below):
            self._second.insertWidget(0, badge)
        self._second_box.setVisible(bool(below))
