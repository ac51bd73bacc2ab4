"""Navigation at the left: brand, sections, entries at the foot; icons only where the room is short."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psq_desktop.french import NBSP, typeset
from psq_desktop.views import icons, theme
from psq_desktop.views.places import NavEntry
from psq_desktop.views.widgets.badge import badge_width, paint_badge
from psq_desktop.views.widgets.buttons import PushButton
from psq_desktop.views.widgets.layouts import STRETCH, boxed, column, hairline, row
from psq_desktop.views.widgets.text import ElidedLabel, IconLabel, Label
from psq_desktop.views.widgets.themed import Themed

WIDTH, NARROW_WIDTH = 216, 58
_DISC = 15  # design pixels: the count beside an icon without words
PRODUCT = "Concertation"


class NavButton(Themed, PushButton):
    """An entry of the navigation, with a count of what waits there."""

    def __init__(self, entry: NavEntry) -> None:
        super().__init__()
        self.entry = entry
        self._count = 0
        self._narrow = False
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        title = typeset(entry.title)
        self.setToolTip(f"{title}  ({entry.shortcut})" if entry.shortcut else title)
        self.set_count(0)
        self.restyle()

    def set_count(self, count: int) -> None:
        """How many things wait there; 0 shows nothing."""
        self._count = count
        title = typeset(self.entry.title)
        self.setAccessibleName(f"{title}, {count}{NBSP}à traiter" if count else title)
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Icon only."""
        self._narrow = narrow
        self.restyle()

    def restyle(self) -> None:
        self.setText("" if self._narrow else "\u2002" + typeset(self.entry.title))
        self.setIcon(icons.icon(self.entry.icon, "text2", 18, on="accent_text"))
        self.setIconSize(QSize(theme.px(18), theme.px(18)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = str(self._count)
        if self._narrow:
            self._paint_disc(painter, text)
        else:
            x = self.width() - badge_width(text, "", 18, 8.5) - theme.px(9)
            paint_badge(painter, x, self.height() / 2, text, "", "warning", height=18, points=8.5)

    def _paint_disc(self, painter: QPainter, text: str) -> None:
        """The count at the corner of the icon, which it must not hide."""
        tall = theme.px(_DISC)
        wide = max(tall, round(theme.metrics(7.5, 700).horizontalAdvance(text)) + theme.px(7))
        area = QRectF(self.width() - wide - 1, 1, wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(area, tall / 2, tall / 2)
        painter.setPen(theme.color("on_accent"))
        painter.setFont(theme.font(7.5, 700))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)


class Sidebar(QWidget):
    """`navigate` gives the key of the entry chosen."""

    navigate = Signal(str)

    def __init__(self, entries: tuple[NavEntry, ...], district: str) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Navigation")
        self._narrow = False
        self._wide_only: list[QWidget] = []
        self._narrow_only: list[QWidget] = []
        self._buttons = {entry.key: NavButton(entry) for entry in entries}
        for button in self._buttons.values():
            button.clicked.connect(self._on_clicked)
        layout = column(spacing=2, margins=(10, 10, 10, 10))
        layout.addWidget(self._brand(district))
        self._add_entries(layout, [entry for entry in entries if not entry.foot])
        layout.addStretch(1)
        self._add_entries(layout, [entry for entry in entries if entry.foot])
        self.setLayout(layout)
        self.set_narrow(False)

    def _brand(self, district: str) -> QWidget:
        self._district = ElidedLabel(district, 8.5, 400, "text2")
        words = boxed(column(Label(PRODUCT, 12, 700), self._district, spacing=0))
        self._wide_only.append(words)
        brand = row(IconLabel("hierarchy-3", "accent_text", 22), words, STRETCH, spacing=8, margins=(6, 0, 0, 8))
        return boxed(brand)

    def _add_entries(self, layout: QVBoxLayout, entries: list[NavEntry]) -> None:
        section = ""
        for entry in entries:
            if entry.section != section:
                section = entry.section
                self._add_section(layout, section)
            layout.addWidget(self._buttons[entry.key])

    def _add_section(self, layout: QVBoxLayout, title: str) -> None:
        head = boxed(row(Label(title.upper(), 8, 600, "text3"), margins=(10, 10, 0, 2)))
        line = boxed(row(hairline(), margins=(0, 6, 0, 6)))
        self._wide_only.append(head)
        self._narrow_only.append(line)
        layout.addWidget(head)
        layout.addWidget(line)

    @property
    def narrow(self) -> bool:
        """Whether only the icons are shown."""
        return self._narrow

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or icons with words."""
        self._narrow = narrow
        theme.fix_width(self, NARROW_WIDTH if narrow else WIDTH)
        for widget in self._wide_only:
            widget.setVisible(not narrow)
        for widget in self._narrow_only:
            widget.setVisible(narrow)
        for button in self._buttons.values():
            button.set_narrow(narrow)

    def set_current(self, key: str) -> None:
        """Mark the place where the user is."""
        for each, button in self._buttons.items():
            button.setChecked(each == key)

    def set_count(self, key: str, count: int) -> None:
        """How many things wait at a place."""
        self._buttons[key].set_count(count)

    def set_district(self, name: str) -> None:
        """The district under the product's name."""
        self._district.setText(name)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, NavButton):
            self.set_current(button.entry.key)
            self.navigate.emit(button.entry.key)
