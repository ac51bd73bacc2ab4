"""Title of the page, search, alerts, theme, help, and the page's own actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.views import theme
from psq_desktop.views.shell.search import SearchField
from psq_desktop.views.widgets.badge import Badge
from psq_desktop.views.widgets.buttons import IconButton
from psq_desktop.views.widgets.layouts import STRETCH, boxed, column, row
from psq_desktop.views.widgets.text import ElidedLabel

HEIGHT = 72


class TopBar(QWidget):
    """The bar over the page."""

    alerts_requested = Signal()
    theme_requested = Signal()
    help_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("top")
        self._badge: QWidget | None = None
        self._crumbs = ElidedLabel("", 9, 400, "text2")
        self._title = ElidedLabel("", 15, 700)
        self._subtitle = ElidedLabel("", 9.5, 400, "text2")
        self.search = SearchField()
        self._alerts = IconButton("bell", "Alertes")
        self._theme = IconButton("sun-moon", "Thème clair ou sombre", shortcut="Ctrl+Maj+T")
        self._help = IconButton("help-circle", "Aide", shortcut="F1")
        self._alerts.clicked.connect(self.alerts_requested)
        self._theme.clicked.connect(self.theme_requested)
        self._help.clicked.connect(self.help_requested)
        self._title_row = row(self._title, spacing=10)
        self._title_row.addStretch(1)
        words = column(STRETCH, self._crumbs, self._title_row, self._subtitle, STRETCH, spacing=4)
        self._actions = row(spacing=6, margins=(8, 0, 0, 0))
        self._actions_box = boxed(self._actions)
        controls = self._controls = row(self._alerts, self._theme, self._help, spacing=6)
        whole = row(words, self.search, controls, self._actions_box, spacing=6, margins=(24, 14, 24, 10), grow=0)
        self.setLayout(whole)
        theme.fix_height(self, HEIGHT)
        self.set_heading("")

    def set_heading(
        self, title: str, subtitle: str = "", crumbs: Sequence[str] = (), badge: Badge | None = None
    ) -> None:
        """Say where the user is: crumbs above or a subtitle below, a badge beside."""
        self._title.setText(title)
        self._crumbs.setText("  ›  ".join(crumbs))
        self._crumbs.setVisible(bool(crumbs))
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle) and not crumbs)
        if self._badge is not None:
            self._title_row.removeWidget(self._badge)
            self._badge.hide()  # it is deleted only when the event loop turns
            self._badge.deleteLater()
        self._badge = badge
        if badge is not None:
            self._title_row.insertWidget(1, badge)
        self._share_room()

    def set_actions(self, widgets: Sequence[QWidget]) -> None:
        """The page's own actions; those shown before go back to nobody and are hidden, not destroyed."""
        while self._actions.count():
            item = self._actions.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.setParent(None)
        for widget in widgets:
            self._actions.addWidget(widget)
            widget.show()
        self._actions_box.setVisible(bool(widgets))

        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """The search field gives way before the title is shortened."""
        title = self._title.sizeHint().width() + (self._badge.width() + theme.px(10) if self._badge else 0)
        words = max(title, self._subtitle.sizeHint().width() if self._subtitle.isVisibleTo(self) else 0)
        actions = self._actions_box.sizeHint().width() if self._actions_box.isVisibleTo(self) else 0
        taken = words + actions + self._controls.sizeHint().width() + theme.px(48 + 3 * 6 + 6)
        self.search.give_room(self.width() - taken)

    def set_alert_count(self, count: int) -> None:
        """How many alerts wait."""
        self._alerts.set_tip(f"Alertes ({count})" if count else "Alertes")

    def set_narrow(self, narrow: bool) -> None:
        """Leave more room for the title."""
        self.search.set_narrow(narrow)
        self._share_room()
