"""The shell: puts navigation, top bar, page and status bar together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from psq_desktop.views import theme
from psq_desktop.views.places import NavEntry
from psq_desktop.views.shell.palette import Palette
from psq_desktop.views.shell.search import SearchEntry
from psq_desktop.views.shell.sidebar import Sidebar
from psq_desktop.views.shell.status_bar import StatusBar
from psq_desktop.views.shell.top_bar import TopBar
from psq_desktop.views.shell.veil import DropVeil
from psq_desktop.views.widgets.badge import Badge
from psq_desktop.views.widgets.layouts import boxed, column, row
from psq_desktop.views.widgets.themed import Themed
from psq_desktop.views.widgets.toast import Toast

WIDE = 1400  # below, at 100 %, the navigation shows icons only


class PageStack(QStackedWidget):
    """The pages; only the one shown says how small it can be."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self._on_changed)

    def _on_changed(self, _index: int) -> None:
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        # Else the scroll area would give the page its preferred height instead of letting it shrink.
        return False

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else QSize()


def _scroll_if_needed(pages: PageStack) -> QScrollArea:
    """With large text on a small screen a page scrolls; the window never grows beyond the screen."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName("Page")
    area.setWidget(boxed(column(pages, spacing=0)))
    return area


class Shell(Themed, QWidget):
    """The frame that a screen sits in. It knows no screen: the main window connects them."""

    navigate = Signal(str)
    alerts_requested = Signal()
    theme_requested = Signal()
    help_requested = Signal()
    search_chosen = Signal(str)
    search_opened = Signal(object)  # key of a result
    search_all_requested = Signal(str)
    undo_requested = Signal()
    leave_requested = Signal()

    def __init__(self, entries: tuple[NavEntry, ...], district: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sidebar = Sidebar(entries, district)
        self._top = TopBar()
        self._status = StatusBar()
        self._pages = PageStack()
        self._compact = self._small = False
        page = boxed(column(self._top, _scroll_if_needed(self._pages), spacing=0, grow=1))
        page.setObjectName("page")
        body = row(self._sidebar, page, spacing=0, grow=1)
        self.setLayout(column(body, self._status, spacing=0, grow=0))
        self.toast = Toast(self)
        self.search_palette = Palette(self)
        self.veil = DropVeil(self)
        self._connect()
        self._fit()

    def _connect(self) -> None:
        self._sidebar.navigate.connect(self.navigate)
        self._top.alerts_requested.connect(self.alerts_requested)
        self._top.theme_requested.connect(self.theme_requested)
        self._top.help_requested.connect(self.help_requested)
        self._top.search.opened.connect(self.search_palette.enter)
        self.search_palette.chosen.connect(self.search_chosen)
        self.search_palette.opened.connect(self.search_opened)
        self.search_palette.all_requested.connect(self.search_all_requested)
        self.toast.undo_requested.connect(self.undo_requested)
        self._status.leave_requested.connect(self.leave_requested)

    def panes(self) -> tuple[QWidget, ...]:
        """The groups of controls around the page, for F6."""
        return self._sidebar, self._top

    # --- the page

    def add_page(self, page: QWidget) -> None:
        """Make a page known; the first one is shown."""
        self._pages.addWidget(page)

    def show_page(self, page: QWidget) -> None:
        """Show a page, adding it if it is new, and give it the focus."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._pages.updateGeometry()
        page.setFocus()

    @property
    def page(self) -> QWidget | None:
        """The page shown."""
        return self._pages.currentWidget()

    def set_current(self, key: str) -> None:
        """Mark a place in the navigation."""
        self._sidebar.set_current(key)

    def set_count(self, key: str, count: int) -> None:
        """How many things wait at a place."""
        self._sidebar.set_count(key, count)

    def set_district(self, name: str) -> None:
        """The district under the product's name."""
        self._sidebar.set_district(name)

    # --- the top bar

    def set_heading(
        self, title: str, subtitle: str = "", crumbs: Sequence[str] = (), badge: Badge | None = None
    ) -> None:
        """Title with a subtitle below, or crumbs above and a badge beside. The shell then owns the badge."""
        self._top.set_heading(title, subtitle, crumbs, badge)

    def set_actions(self, widgets: Sequence[QWidget]) -> None:
        """The page's own buttons, main action last. The page keeps them: they are hidden, never destroyed."""
        self._top.set_actions(widgets)

    def set_alert_count(self, count: int) -> None:
        """How many alerts wait."""
        self._top.set_alert_count(count)

    def set_search_entries(self, entries: tuple[SearchEntry, ...]) -> None:
        """What the search field can find."""
        self.search_palette.set_entries(entries)

    def focus_search(self) -> None:
        """Ctrl+K."""
        self.search_palette.enter()

    # --- the status bar

    def set_saved_at(self, moment: time | None) -> None:
        """« Enregistré à 14 h 32 »."""
        self._status.set_saved_at(moment)

    def set_base_info(self, text: str) -> None:
        """Which base, and what it holds."""
        self._status.set_base_info(text)

    def set_backup_info(self, text: str) -> None:
        """When the last backup was made."""
        self._status.set_backup_info(text)

    def set_fictional(self, on: bool) -> None:
        """Whether the data are an example."""
        self._status.set_fictional(on)

    # --- measures

    @property
    def narrow(self) -> bool:
        """Whether the navigation shows icons only."""
        return self._sidebar.narrow

    def restyle(self) -> None:
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def set_compact(self, on: bool) -> None:
        """Icons only in the navigation, whatever the width, and no bar above: the screen needs the room."""
        self._compact = on
        self._top.setVisible(not on)
        self._fit()

    def _fit(self) -> None:
        small = self.width() < theme.px(WIDE)
        narrow = self._compact or small
        if narrow != self._sidebar.narrow:
            self._sidebar.set_narrow(narrow)
        if small != self._small:
            self._small = small
            self._top.set_narrow(small)
