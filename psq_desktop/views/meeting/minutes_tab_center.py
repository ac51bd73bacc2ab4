"""The sheet of paper with its tools above and its foot below."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QToolButton

from psq_desktop.french import plural, time_text, typeset
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.views import badges, icons, theme
from psq_desktop.views.kit import (
    STRETCH,
    Card,
    Chip,
    Chips,
    IconLabel,
    Label,
    Themed,
    boxed,
    hairline,
    row,
)
from psq_desktop.views.meeting.minutes_tab_facts import VERSIONS
from psq_desktop.views.meeting.minutes_tab_paper import Paper
from psq_desktop.views.note_parts.tools import EditorTools
from psq_desktop.views.widgets.badge import badge_width, paint_badge
from psq_desktop.wording import word, words


class DisclosureButton(Themed, QToolButton):
    """The disclosure level of the current item as a badge; its menu changes it (`level_chosen`)."""

    level_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._level = DisclosureLevel.PARTNERS
        self._menu = QMenu(self)
        for level, text in words(DisclosureLevel):
            action = QAction(icons.icon(badges.look(level).icon), typeset(text), self._menu)
            action.setData(level)
            action.triggered.connect(self._on_action)
            self._menu.addAction(action)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.restyle()

    def show_item(self, item: ItemRow, *, locked: bool) -> None:
        """Show an item's level."""
        self._level = item.disclosure
        said = typeset(f"Diffusion du point {item.number} : {word(item.disclosure)}")
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setEnabled(not locked)
        self.restyle()
        self.update()

    def restyle(self) -> None:
        width = badge_width(typeset(word(self._level)), badges.look(self._level).icon)
        self.setFixedSize(int(width) + theme.px(10), theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = badges.look(self._level)
        paint_badge(painter, theme.px(5), self.height() / 2, typeset(word(self._level)), look.icon, look.tone)
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus" if self.hasFocus() else "border"), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)

    def _on_action(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.level_chosen.emit(sender.data())


class VersionChips(Chips):
    """As a list box it still shows its longest words whole."""

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(theme.px(168), 0))


class CenterCard(Card):
    """Tools, paper, foot."""

    def __init__(self, paper: Paper) -> None:
        self.tools = EditorTools()
        self.disclosure = DisclosureButton()
        chips = tuple(Chip(level.value, text) for level, text in VERSIONS)
        self.versions = VersionChips(chips, "Version du compte rendu")
        self.versions.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head = QFrame()
        head.setObjectName("cardHead")
        head.setLayout(
            row(self.tools, hairline(True), self.disclosure, STRETCH, self.versions, spacing=6, margins=(8, 0, 10, 0))
        )
        theme.fix_height(head, 46)
        self._icon = IconLabel("circle-check", "success", 14)
        self._saved = Label("Enregistrement automatique", 8.5, 400, "text2")
        self._words = Label("", 8.5, 400, "text3")
        foot = boxed(row(self._icon, self._saved, STRETCH, self._words, spacing=5, margins=(14, 5, 14, 6)))
        super().__init__(head, paper, hairline(), foot, grow=1)
        self.column().setContentsMargins(1, 0, 1, 1)

    def set_saved_at(self, moment: dt.time) -> None:
        """« Enregistré à 14 h 32 »."""
        self._icon.set_icon("circle-check", "success")
        self._saved.setText(f"Enregistré à {time_text(moment)}")

    def set_typing(self) -> None:
        """Something is not saved yet."""
        self._icon.set_icon("pencil", "text3")
        self._saved.setText("Modification en cours…")

    def set_words(self, count: int) -> None:
        """How many words there are."""
        self._words.setText(plural(count, "mot"))
