"""A screen of tabs, each made when it is first seen and reloaded when one of its tables changed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from psq_desktop.french import typeset
from psq_desktop.services.history import Changes
from psq_desktop.views import theme
from psq_desktop.views.kit import ElidedLabel, Tabs, column, hairline, row
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.screen import Heading, Route, Screen, Workspace

_LEAST_HINT = 120  # design pixels: a shorter hint says nothing
_NEXT, _PREVIOUS = ("Ctrl+Tab", "Ctrl+PgDown"), ("Ctrl+Shift+Tab", "Ctrl+PgUp")


class TabbedScreen(Screen):
    """Keys and words of the tabs in ``words``; a route's part is a key, or « key:more »."""

    title: ClassVar[str] = ""
    words: ClassVar[tuple[tuple[str, str], ...]] = ()
    short: ClassVar[dict[str, str]] = {}  # words of tabs where the room is short
    part_of: ClassVar[dict[str, str]] = {}  # other words for a tab, in routes and commands

    def __init__(self, workspace: Workspace, name: str, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.parts: dict[str, RegisterPart] = {}
        self._fresh: set[str] = set()
        self.tabs = Tabs(self.words, name)
        self._stack = QStackedWidget()
        self._hint = ElidedLabel("", 8.5, 400, "text2")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._fit)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head = column(row(self.tabs, self._hint, grow=0), hairline(), spacing=0)
        self.setLayout(column(head, self._stack, spacing=theme.GAP, margins=theme.PAGE_MARGINS, grow=1))
        self.tabs.chosen.connect(self._on_tab)
        for keys, slot in (*((k, self._next_tab) for k in _NEXT), *((k, self._previous_tab) for k in _PREVIOUS)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- tabs

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._again.start()  # once the tabs have the size of the new text

    def _fit(self) -> None:
        """Short words on the tabs where the long ones have no room; the hint takes what is left."""
        left, _, right, _ = theme.PAGE_MARGINS
        room = self.width() - theme.px(left) - theme.px(right)
        self._say(dict(self.words))
        if self.tabs.sizeHint().width() > room:
            self._say({**dict(self.words), **self.short})
        spare = room - self.tabs.sizeHint().width() - theme.px(theme.GAP)
        self._hint.setText(self.parts[self.tabs.current].hint if self.tabs.current in self.parts else "")
        self._hint.setVisible(bool(self._hint.text()) and spare > theme.px(_LEAST_HINT))
        self._hint.setMaximumWidth(max(spare, 0))

    def _say(self, words: dict[str, str]) -> None:
        for rank, (key, text) in enumerate(self.words):
            self.tabs.setTabText(rank, typeset(words[key]))
            self.tabs.setTabToolTip(rank, text if words[key] != text else "")

    def make_tab(self, key: str) -> RegisterPart:
        """A tab, the first time it is seen."""
        raise NotImplementedError

    @property
    def tab(self) -> RegisterPart:
        """The tab that is seen."""
        return self.made(self.tabs.current)

    def made(self, key: str) -> RegisterPart:
        """One of the tabs, made if it is not yet."""
        found = self.parts.get(key)
        if found is None:
            found = self.parts[key] = self.make_tab(key)
            found.actions_changed.connect(self._on_actions)
            self._stack.addWidget(found)
        return found

    def _on_tab(self, key: str) -> None:
        shown = self.made(key)
        for each, part in self.parts.items():  # a tab that is not seen asks for no room
            policy = QSizePolicy.Policy.Preferred if each == key else QSizePolicy.Policy.Ignored
            part.setSizePolicy(policy, policy)
        self._stack.setCurrentWidget(shown)
        self._fit()
        self._feed()
        self.heading_changed.emit()

    def _feed(self) -> None:
        key = self.tabs.current
        if key not in self._fresh:
            self._fresh.add(key)
            self.made(key).reload()

    def _on_actions(self) -> None:
        if self.sender() is self.parts.get(self.tabs.current):
            self.heading_changed.emit()

    def _next_tab(self) -> None:
        self._step(1)

    def _previous_tab(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        on_bar = self.tabs.hasFocus()
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        if not on_bar:
            self.take_focus()

    # --- what the window asks

    def heading(self) -> Heading:
        shown = self.tab
        return Heading(self.title, shown.subtitle(), actions=shown.heading_actions())

    def reload(self) -> None:
        self._fresh.clear()
        self._on_tab(self.tabs.current)

    def on_written(self, changes: Changes) -> None:
        touched = {key for key, part in self.parts.items() if changes.touch(*part.tables)}
        self._fresh -= touched
        if self.isVisible() and self.tabs.current in touched:
            self._feed()
        elif touched:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._feed()
        QTimer.singleShot(0, self.take_focus)  # after the window has given the focus to whatever comes first

    def tab_of(self, part: str) -> str:
        """The tab that a route's part or a command means; empty when none."""
        key = part.partition(":")[0]
        wanted = self.part_of.get(key, key)
        return wanted if wanted in dict(self.words) else ""

    def open(self, route: Route) -> None:
        wanted = self.tab_of(route.part)
        if wanted:
            self.tabs.set_current(wanted)
            self.made(wanted).open(route)

    def take_focus(self) -> None:
        self.tab.take_focus()

    def focus_filter(self) -> None:
        self.tab.focus_filter()

    def create_new(self) -> None:
        self.tab.create_new()

    def unsaved_text(self) -> str:
        return "\n\n".join(filter(None, (part.unsaved_text() for part in self.parts.values())))

    def export(self) -> bool:
        return self.tab.export()

    def preview(self) -> bool:
        return self.tab.preview()

    def perform(self, key: str) -> None:
        self.tab.perform(key)
