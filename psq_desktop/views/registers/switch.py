"""Two registers in one tab, with a switch between them."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from psq_desktop.views.kit import STRETCH, Tabs, column, row
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.screen import Route, Workspace


class SwitchTab(RegisterPart):
    """Shows one of several registers; the part of a route that is a register's key chooses it."""

    def __init__(
        self, workspace: Workspace, name: str, parts: tuple[tuple[str, RegisterTab], ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, parent)
        self.parts = {part.register.key: part for _, part in parts}
        self.switch = Tabs(tuple((part.register.key, words) for words, part in parts), name, 9)
        self._stack = QStackedWidget()
        for part in self.parts.values():
            self._stack.addWidget(part)
            part.actions_changed.connect(self.actions_changed)
        self.setLayout(column(row(self.switch, STRETCH), self._stack, spacing=8, grow=1))
        self.switch.chosen.connect(self._on_chosen)

    @property
    def current(self) -> RegisterTab:
        """The register that is seen."""
        return self.parts[self.switch.current]

    def _on_chosen(self, key: str) -> None:
        self._stack.setCurrentWidget(self.parts[key])
        self.actions_changed.emit()

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(sorted({table for part in self.parts.values() for table in part.tables}))

    def reload(self) -> None:
        for part in self.parts.values():
            part.reload()

    def open(self, route: Route) -> None:
        key = route.part.partition(":")[0]
        if key in self.parts:
            self.switch.set_current(key)
            self.current.open(route)

    def heading_actions(self) -> tuple[QWidget, ...]:
        return self.current.heading_actions()

    def subtitle(self) -> str:
        return self.current.subtitle()

    def take_focus(self) -> None:
        self.current.take_focus()

    def create_new(self) -> None:
        self.current.create_new()

    def focus_filter(self) -> None:
        self.current.focus_filter()

    def export(self) -> bool:
        return self.current.export()

    def preview(self) -> bool:
        return self.current.preview()

    def perform(self, key: str) -> bool:
        return self.current.perform(key)
