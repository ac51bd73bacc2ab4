"""A register on the screen: key figures, the list, the chosen record beside it, its form."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol, cast

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from psq_desktop.errors import UserError
from psq_desktop.views import theme
from psq_desktop.views.kit import Button, EmptyState, boxed, column, row
from psq_desktop.views.registers.dialog import RegisterDialog
from psq_desktop.views.registers.figures import Figures
from psq_desktop.views.registers.list import RegisterList
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.registers.register import Action, Register
from psq_desktop.views.registers.sheet import SheetView
from psq_desktop.views.screen import Route, Workspace

_LOW = 470  # design pixels: below, key figures stand in one line
EDIT, COPY, REMOVE = "edit", "copy", "remove"


class Beside(Protocol):
    """A widget of one's own above or below the list."""

    def show_rows(self, rows: tuple[Any, ...]) -> None:
        """Show what the register holds."""


def _edit_row(tab: RegisterTab, found: Any) -> None:
    tab.edit_row(found)


def _copy_row(tab: RegisterTab, found: Any) -> None:
    tab.copy_row(found)


def _remove_row(tab: RegisterTab, found: Any) -> None:
    tab.remove_row(found)


class RegisterTab(RegisterPart):
    """One register. ``above`` and ``below`` the list stand widgets that have `Beside.show_rows`, if any."""

    lowest_with_below: ClassVar[int] = 500  # design pixels: in a lower tab what stands below leaves the list the room

    def __init__(
        self,
        workspace: Workspace,
        register: Register,
        *,
        above: QWidget | None = None,
        below: QWidget | None = None,
        tools: tuple[QWidget, ...] = (),
        actions: tuple[QWidget, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, parent)
        self.register = register
        self.asked: dict[str, Any] = {}  # more arguments of the search: see `ask`
        self._loaded = False
        self._beside = tuple(each for each in (above, below) if each is not None)
        self._below = below
        self._more_actions = actions
        self.figures = Figures(register.figure_count)
        self.figures.setVisible(bool(register.figure_count))
        self.list = RegisterList(register, *tools)
        self.sheet = SheetView(workspace, register.icon, register.hint)
        form = register.form
        self.new_button = Button(form.words.new if form else "", "plus", "primary", shortcut="Ctrl+N")
        words = ((form.words.new, "plus"),) if form else ()
        self._empty = EmptyState(register.icon, register.title, register.invitation, words)
        left = column(self.list, *((below,) if below else ()), spacing=12, grow=0)
        self._body = boxed(row(left, self.sheet, spacing=12, grow=0))
        top = (self.figures, *((above,) if above else ()))
        self._top = boxed(column(*top, spacing=12))
        self._top.setVisible(bool(register.figure_count) or above is not None)
        self.setLayout(column(self._top, self._body, self._empty, spacing=12, grow=1))
        self._empty.hide()
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._fit)
        self._connect()

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.create_new)
        self._empty.chosen.connect(self.create_new)
        self.list.selected.connect(self._on_selected)
        self.list.activated.connect(self._on_activated)
        self.list.remove_requested.connect(self.remove_row)
        self.list.action_requested.connect(self.run)
        self.list.filtered.connect(self.actions_changed)
        self.sheet.step_requested.connect(self.list.step)
        self.sheet.action_requested.connect(self.run)
        for key, slot in (
            ("Alt+Up", self._previous), ("Alt+Down", self._next), ("F2", self.edit), ("Ctrl+D", self.copy),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._again.start()

    def _fit(self) -> None:
        low = self.height() < theme.px(_LOW)
        if self._below is not None:
            self._below.setVisible(self.height() >= theme.px(self.lowest_with_below))
        for each in (self.figures, *self._beside):
            if hasattr(each, "set_low"):
                each.set_low(low)
        self.list.set_low(low)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._below is not None and not self._below.isHidden():
            below = self._below.minimumHeight() or self._below.minimumSizeHint().height()
            hint.setHeight(hint.height() - below - theme.px(theme.GAP))
        return hint

    # --- what the page asks

    @property
    def tables(self) -> tuple[str, ...]:
        return self.register.tables

    def ask(self, **asked: Any) -> None:
        """Search with these arguments from now on (« revealed »)."""
        self.asked = asked
        self.reload()

    def reload(self) -> None:
        self.workspace.read(self.register.search, self.workspace.today, then=self._take_rows, **self.asked)

    def open(self, route: Route) -> None:
        """A record by its id, or a filter by its key: Route("district", part="posts:vacant")."""
        wanted = route.part.partition(":")[2]
        if any(each.key == wanted for each in self.register.filters):
            self.list.keep_only(wanted)
        if route.id is not None:
            self.list.want(route.id)

    def heading_actions(self) -> tuple[QWidget, ...]:
        return (*self._more_actions, self.new_button) if self.register.form else self._more_actions

    def subtitle(self) -> str:
        counted = self.register.counted
        return counted(self.list.rows, self.workspace.today) if counted and self._loaded else self.register.title

    def take_focus(self) -> None:
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        self.list.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.filter.selectAll()

    # --- rows

    def _take_rows(self, rows: tuple[Any, ...]) -> None:
        self._loaded = True
        shown = self.list.current_row
        self.figures.show_figures(self.register.figures(rows, self.workspace.today))
        for each in self._beside:
            if hasattr(each, "show_rows"):
                cast("Beside", each).show_rows(rows)
        self.list.set_rows(rows)
        self._body.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if self.list.current_row is shown and shown is not None:
            self._on_selected(shown)
        self.actions_changed.emit()

    def _on_selected(self, found: Any) -> None:
        detail = self.register.detail
        self.list.offer(self.actions_of(found))
        if found is None or detail is None:
            self._show(found)
        else:
            self.workspace.read(detail, found.id, self.workspace.today, then=self._take_detail, failed=self._on_gone)

    def _take_detail(self, found: Any) -> None:
        self._show(found)

    def _on_gone(self, error: UserError) -> None:
        if error.code != "gone":
            self.workspace.tasks.refused.emit(error)

    def _show(self, found: Any) -> None:
        current = self.list.current_row
        if found is None or current is None:
            self.sheet.show_sheet(None)
        else:
            self.sheet.show_sheet(self.register.sheet(found, self.workspace.today), self.actions_of(current))

    # --- what can be done

    def actions_of(self, found: Any) -> tuple[Action, ...]:
        """What can be done with a record, in the order of its menu."""
        if found is None:
            return ()
        register = self.register
        own = tuple(each for each in register.actions if each.shows(found))
        usual: list[Action] = []
        if register.form is not None:
            usual.append(Action(EDIT, "Modifier…", "pencil", _edit_row))
            if register.form.copied is not None:
                usual.append(Action(COPY, f"{register.copy_words}…", "copy", _copy_row))
        if register.remove is not None:
            usual.append(Action(REMOVE, "Supprimer", "trash", _remove_row))
        return (*own, *usual)

    def run(self, key: str) -> None:
        """Do something with the selected record."""
        found = self.list.current_row
        action = next((each for each in self.actions_of(found) if each.key == key), None)
        if action is not None:
            action.run(self, found)

    def create_new(self, _words: object = None, *, values: dict[str, Any] | None = None) -> None:
        """Ask for a new record, with ``values`` to begin with."""
        self._open_form(None, values)

    def edit(self) -> None:
        """Change the selected record."""
        self.run(EDIT)

    def copy(self) -> None:
        """A new record that starts as the selected one."""
        self.run(COPY)

    def _on_activated(self, found: Any) -> None:
        self.edit_row(found)

    def edit_row(self, found: Any) -> None:
        """Change a record."""
        self._open_form(found, None)

    def copy_row(self, found: Any) -> None:
        """A new record that starts as another."""
        form = self.register.form
        if form is not None and form.copied is not None:
            self._open_form(None, form.copied(found))

    def _open_form(self, found: Any | None, values: dict[str, Any] | None) -> None:
        if self.register.form is None:
            return
        dialog = RegisterDialog(self.workspace, self.register.form, found, self.window(), values=values)
        if found is None:
            dialog.saved.connect(self._on_created)
        dialog.open()

    def _on_created(self, record_id: object) -> None:
        if isinstance(record_id, int):
            self.list.want(record_id)

    def remove_row(self, found: Any) -> None:
        """Delete a record; the toast takes it back."""
        if self.register.remove is not None:
            note = f"{self.register.called(found)} : {self.register.removed}"
            self.workspace.write(self.register.remove, found.id, note=note)

    def _previous(self) -> None:
        self.list.step(-1)

    def _next(self) -> None:
        self.list.step(1)
