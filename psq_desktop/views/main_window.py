"""The window: the first-start choice or an open base, and the menus over both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QMenu, QStackedWidget

from psq_desktop import __version__
from psq_desktop.errors import UserError
from psq_desktop.french import typeset
from psq_desktop.settings import Settings
from psq_desktop.views import theme
from psq_desktop.views.commands import AZERTY_DIGITS, COMMANDS, MENUS, SCREEN_KEYS
from psq_desktop.views.first_start import FirstStart
from psq_desktop.views.places import PLACES
from psq_desktop.views.shell.veil import dropped_paths
from psq_desktop.views.widgets.note import Note
from psq_desktop.wording import explain

# The desk and all it needs are imported when a base is opened: the first page is there sooner.
if TYPE_CHECKING:
    from psq_desktop.views.desk import Desk
    from psq_desktop.views.dialogs.help import HelpWindow
    from psq_desktop.views.shell.search import SearchEntry
    from psq_desktop.views.tasks import Store

BASE_FILTER = "Bases de Concertation (*.psq);;Tous les fichiers (*)"
THEME_WORDS = (("light", "Clair"), ("dark", "Sombre"), ("contrast", "Contraste élevé"))


class Bases(Protocol):
    """Ways to a database; each raises `UserError`. The application gives them, for the window knows no file format."""

    def open(self, path: Path) -> Store:
        """An existing base."""

    def upgrade(self, path: Path) -> Path | None:
        """Bring a base of an older version to this one; returns the copy that was kept."""

    def create(self, path: Path, values: dict[str, Any]) -> Store:
        """A new base, set up with `services.setup.create_base` values."""

    def demo(self, today: dt.date) -> tuple[Store, Path]:
        """A fresh throw-away demonstration base."""


class MainWindow(QMainWindow):
    """Connects the menus, the first-start page and the desk; screens never know each other."""

    settings_changed = Signal(object)  # Settings

    def __init__(self, bases: Bases, settings: Settings, today: Callable[[], dt.date], default_folder: Path) -> None:
        super().__init__()
        self._bases = bases
        self._today = today
        self._folder = default_folder
        self.settings = settings
        self.desk: Desk | None = None
        self._leaving = False
        self._quitting = False  # the window was asked to close
        self._help: HelpWindow | None = None
        self._first = FirstStart()
        self._problem = Note("danger", "", "", "Fermer", self._first)
        self._problem.hide()
        self._older = Path()  # the base that an upgrade was offered for
        self._problem.action_requested.connect(self._problem.hide)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._first)
        self.setCentralWidget(self._stack)
        self.setAcceptDrops(True)
        self._actions: dict[str, QAction] = {}
        self._build_menus()
        self._first.create_requested.connect(self.create_base)
        self._first.open_requested.connect(self.open_base)
        self._first.explore_requested.connect(self.explore)
        self._first.theme_requested.connect(self.next_theme)
        self._first.help_requested.connect(self.show_help)
        self.setMinimumSize(1280, 680)
        self.resize(1536, 864)
        self._say_title("")
        self._enable()

    # Menus

    def _build_menus(self) -> None:
        menus = {title: self.menuBar().addMenu(title) for title in MENUS}
        for command in COMMANDS:
            menu = menus[command.menu]
            if command.separator:
                menu.addSeparator()
            # What stands after a tab is shown as a key; the screen takes it itself, where it means something.
            action = QAction("\t".join(filter(None, (typeset(command.text), command.taken))), self)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setData(command.key)
            action.triggered.connect(getattr(self, command.run))
            menu.addAction(action)
            self._actions[command.key] = action
        self._add_places(menus["&Affichage"])
        self._add_themes(menus["&Affichage"])

    def _add_places(self, menu: QMenu) -> None:
        first = menu.actions()[0]
        azerty = dict(AZERTY_DIGITS)
        for place in PLACES:
            action = QAction(place.title, self)
            action.setData(place.key)
            if place.shortcut:
                unshifted = f"Ctrl+{azerty[place.shortcut[-1]]}"
                action.setShortcuts([QKeySequence(place.shortcut), QKeySequence(unshifted)])
            action.triggered.connect(self._go_to_sender)
            menu.insertAction(first, action)
            self._actions[f"place:{place.key}"] = action
        menu.insertSeparator(first)

    def _add_themes(self, menu: QMenu) -> None:
        themes = menu.addMenu("Thème")
        group = QActionGroup(self)
        for name, words in THEME_WORDS:
            action = QAction(words, group, checkable=True, checked=name == self.settings.theme)
            action.setData(name)
            action.triggered.connect(self._set_theme_of_sender)
            themes.addAction(action)
        self._themes = group
        cycle = QAction("Thème suivant", self)
        cycle.setShortcut(QKeySequence("Ctrl+Shift+T"))
        cycle.triggered.connect(self.next_theme)
        themes.addAction(cycle)

    def _go_to_sender(self) -> None:
        action = self.sender()
        if self.desk is not None and isinstance(action, QAction):
            self.desk.go_to_place(action.data())

    def _set_theme_of_sender(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.apply_settings(replace(self.settings, theme=action.data()))

    def _enable(self) -> None:
        for command in COMMANDS:
            if command.base:
                self._actions[command.key].setEnabled(self.desk is not None)
        for place in PLACES:
            self._actions[f"place:{place.key}"].setEnabled(self.desk is not None)

    def search_entries(self) -> tuple[SearchEntry, ...]:
        """The menus' commands as Ctrl+K finds them."""
        from psq_desktop.views.shell.search import SearchEntry

        return tuple(
            SearchEntry(command.text.rstrip("…"), f"command:{command.key}", command.menu.replace("&", ""), command.icon)
            for command in COMMANDS
            if command.key != "search"
        )

    def _run_command(self, key: str) -> None:
        self._actions[key].trigger()

    # Bases

    def use(self, store: Store, path: Path, name: str = "") -> Desk:
        """Work on a base; the one before is let go, or stays if something in it could not be written."""
        from psq_desktop.views.desk import Desk
        from psq_desktop.views.screen import Route
        from psq_desktop.views.tasks import Tasks

        if not self.leave_base() and self.desk is not None:
            store.close()
            return self.desk
        desk = Desk(Tasks(store), name or path.name, self._today(), self.settings.user_name)
        desk.crashed.connect(self.show_crash)
        desk.theme_requested.connect(self.next_theme)
        desk.help_requested.connect(self._open_help)
        desk.leave_requested.connect(self.leave_base, Qt.ConnectionType.QueuedConnection)  # the sender goes away
        desk.discard_requested.connect(self._leave_anyway, Qt.ConnectionType.QueuedConnection)
        desk.command_chosen.connect(self._run_command)
        desk.history_changed.connect(self._on_history)
        desk.set_search_entries(self.search_entries())
        self.desk = desk
        self._stack.addWidget(desk)
        self._stack.setCurrentWidget(desk)
        self._say_title(name or path.name)
        self._enable()
        desk.go(Route("home"))
        return desk

    def leave_base(self, _checked: bool = False, *, discard: bool = False) -> bool:
        """Back to the first-start choice; whether no base is open any more."""
        if not self._leaving:
            self._quitting = False
        return self._leave(discard)

    def _leave(self, discard: bool = False) -> bool:
        desk = self.desk
        if desk is None or self._leaving:  # asked again while the database is slow
            return desk is None
        self._leaving = True
        try:
            left = desk.close_base(discard=discard)
        finally:
            self._leaving = False
        if not left:
            return False
        self.desk = None
        self._stack.removeWidget(desk)
        desk.deleteLater()
        self._stack.setCurrentWidget(self._first)
        self._enable()
        self._say_title("")
        if self._quitting:  # asked meanwhile
            QTimer.singleShot(0, self.close)
        return True

    def _leave_anyway(self) -> None:
        self._leave(discard=True)

    def _say_title(self, name: str) -> None:
        self.setWindowTitle(f"{name} — Concertation" if name else "Concertation")

    def open_base(self) -> None:
        """Choose a file and work on it."""
        name, _ = QFileDialog.getOpenFileName(self, "Ouvrir une base", str(self._folder), BASE_FILTER)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Work on a base, or say why not."""
        try:
            store = self._bases.open(path)
        except UserError as error:
            if error.code == "schema_older":
                self._offer_upgrade(path)
            else:
                self.show_problem(error)
            return
        if self.use(store, path).tasks.store is store:
            self.remember(path)

    def _offer_upgrade(self, path: Path) -> None:
        from psq_desktop.views.dialogs.upgrade import ask_upgrade

        self._older = path
        ask_upgrade(path.name, self, self._upgrade)

    def _upgrade(self) -> None:
        try:
            copy = self._bases.upgrade(self._older)
        except UserError as error:
            self.show_problem(error)
            return
        self.open_path(self._older)
        if self.desk is not None and copy is not None:
            kept = typeset("Base mise à niveau ; l’ancienne est gardée : ")
            self.desk.shell.toast.show_message(f"{kept}{copy.name}", undo=False)

    def remember(self, path: Path) -> None:
        """Open this base again next time."""
        self.settings = replace(self.settings, last_database=str(path))
        self.settings_changed.emit(self.settings)

    def explore(self) -> None:
        """Work on a fresh demonstration base."""
        try:
            store, path = self._bases.demo(self._today())
        except UserError as error:
            self.show_problem(error)
            return
        self.use(store, path, "Données d’exemple")

    def create_base(self) -> None:
        """Ask the four questions of a new base."""
        from psq_desktop.views.dialogs.create_base import CreateBaseDialog

        dialog = CreateBaseDialog(self._folder, self)
        dialog.accepted_with.connect(self._create)
        dialog.open()

    def _create(self, values: dict[str, Any], path: Path) -> None:
        from psq_desktop.views.dialogs.create_base import CreateBaseDialog

        try:
            store = self._bases.create(path, values)
        except UserError as error:
            dialog = self.sender()
            assert isinstance(dialog, CreateBaseDialog)
            dialog.refuse(error)
            return
        if self.use(store, path).tasks.store is store:
            self.remember(path)

    def show_problem(self, error: UserError) -> None:
        """Say what is wrong where the user is."""
        if self.desk is not None:
            self.desk.show_problem(error)
            return
        self._problem.set_message("danger", explain(error), "", "Fermer")
        self._problem.setFixedWidth(min(self.width() - theme.px(120), theme.px(900)))
        self._problem.adjustSize()
        self._problem.move((self.width() - self._problem.width()) // 2, theme.px(84))
        self._problem.show()
        self._problem.raise_()

    def show_crash(self, error: Exception) -> None:
        """A bug: say so, with details to copy."""
        from psq_desktop.views.dialogs.crash import CrashDialog

        CrashDialog(error, self).open()

    # Commands on the open base

    def save_now(self) -> None:
        """Ctrl+S."""
        if self.desk is not None:
            self.desk.save_now()

    def undo(self) -> None:
        """Ctrl+Z, unless an editor takes it first."""
        if self.desk is not None:
            self.desk.undo()

    def redo(self) -> None:
        """Ctrl+Y."""
        if self.desk is not None:
            self.desk.redo()

    def create_new(self) -> None:
        """Ctrl+N in the screen shown."""
        if self.desk is not None and self.desk.current is not None:
            self.desk.current.create_new()

    def create_meeting(self) -> None:
        """The dialog of a new meeting, whatever screen is shown."""
        if self.desk is not None:
            self.desk.create_meeting()

    def create_objective(self) -> None:
        """The dialog of a new objective, whatever screen is shown."""
        if self.desk is not None:
            self.desk.create_objective()

    def edit_axes(self) -> None:
        """The strategic axes."""
        if self.desk is not None:
            self.desk.edit_axes()

    def show_matrix(self) -> None:
        """Who does what for which objective."""
        if self.desk is not None:
            self.desk.show_matrix()

    def create_campaign(self) -> None:
        """The dialog of a new round of collection, whatever screen is shown."""
        if self.desk is not None:
            self.desk.create_campaign()

    def receive_files(self) -> None:
        """Choose returned workbooks."""
        if self.desk is not None:
            self.desk.receive_files()

    def show_late_returns(self) -> None:
        """The partners that have not answered in time."""
        if self.desk is not None:
            self.desk.show_late_returns()

    def act_on_meeting(self) -> None:
        """A command about the meeting shown, or the next one: its screen knows which by its key."""
        action = self.sender()
        if self.desk is not None and isinstance(action, QAction):
            self.desk.act_on_meeting(action.data())

    def act_on_decisions(self) -> None:
        """A command about the register of decisions, shown first."""
        action = self.sender()
        if self.desk is not None and isinstance(action, QAction):
            self.desk.act_on_decisions(action.data())

    def act_on_reserves(self) -> None:
        """A command about the reserves: their screen knows which by its key."""
        action = self.sender()
        if self.desk is not None and isinstance(action, QAction):
            self.desk.act_on_reserves(action.data())

    def act_on_district(self) -> None:
        """A command about the district's means and evaluation: their screen knows which by its key."""
        action = self.sender()
        if self.desk is not None and isinstance(action, QAction):
            self.desk.act_on_district(action.data())

    def blacken(self) -> None:
        """A black screen in place of what is shown to the room, or the page again."""
        if self.desk is not None:
            self.desk.presenter.toggle_black()

    def act_on_round(self) -> None:
        """A command about the round of collection shown, or the newest: the screen knows which by its key."""
        action = self.sender()
        if self.desk is not None and isinstance(action, QAction):
            self.desk.act_on_round(action.data())

    def preview_progress(self) -> None:
        """What the objectives' screen shows as a document, else the progress dashboard of all objectives."""
        if self.desk is not None:
            self.desk.papers.preview_objectives()

    def export_progress(self) -> None:
        """The progress dashboard of all objectives: the version is chosen in the preview, which saves it."""
        if self.desk is not None:
            self.desk.papers.preview_progress("progress")

    def export_matrix(self) -> None:
        """The same for the matrix."""
        if self.desk is not None:
            self.desk.papers.preview_progress("matrix")

    def export_action_sheets(self) -> None:
        """The same for the action sheets."""
        if self.desk is not None:
            self.desk.papers.preview_progress("action-sheets")

    def edit_committee(self) -> None:
        """What the documents say of the committee, and whom its formations convene."""
        if self.desk is not None:
            self.desk.edit_committee()

    def focus_filter(self) -> None:
        """Ctrl+F in the screen shown."""
        if self.desk is not None and self.desk.current is not None:
            self.desk.current.focus_filter()

    def focus_search(self) -> None:
        """Ctrl+K."""
        if self.desk is not None:
            self.desk.shell.focus_search()

    def go_back(self) -> None:
        """Alt+←."""
        if self.desk is not None:
            self.desk.step(-1)

    def go_forward(self) -> None:
        """Alt+→."""
        if self.desk is not None:
            self.desk.step(1)

    def next_pane(self) -> None:
        """F6: the focus goes to the next group of controls."""
        if self.desk is not None:
            self.desk.next_pane()

    def preview_minutes(self) -> None:
        """Ctrl+P: the document of the meeting shown, or of the last one held."""
        if self.desk is not None:
            self.desk.papers.preview_minutes()

    def export_minutes(self) -> None:
        """Ctrl+E."""
        if self.desk is not None:
            self.desk.papers.export_minutes()

    def _on_history(self, undo: str, redo: str) -> None:
        for key, word, what in (("undo", "Annuler", undo), ("redo", "Rétablir", redo)):
            self._actions[key].setText(typeset(f"{word} : {what}") if what else word)
            self._actions[key].setEnabled(bool(what))

    # Looks

    def apply_settings(self, settings: Settings) -> None:
        """Dress the application as chosen and keep the choice."""
        self.settings = settings
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, settings.theme, settings.text_scale)  # type: ignore[arg-type]
        for action in self._themes.actions():
            action.setChecked(action.data() == settings.theme)
        self.settings_changed.emit(settings)

    def next_theme(self) -> None:
        """Clair, sombre, contraste élevé, and round."""
        names = [name for name, _ in THEME_WORDS]
        following = names[(names.index(self.settings.theme) + 1) % len(names)]
        self.apply_settings(replace(self.settings, theme=following))

    def zoom_in(self) -> None:
        """Ctrl++."""
        self._zoom(self.settings.text_scale + 0.1)

    def zoom_out(self) -> None:
        """Ctrl+-."""
        self._zoom(self.settings.text_scale - 0.1)

    def zoom_reset(self) -> None:
        """Ctrl+0."""
        self._zoom(1.0)

    def _zoom(self, scale: float) -> None:
        low, high = theme.SCALE_RANGE
        wanted = round(min(max(scale, low), high), 2)
        if wanted != self.settings.text_scale:
            self.apply_settings(replace(self.settings, text_scale=wanted))

    def toggle_full_screen(self) -> None:
        """F11."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # Dialogs

    def open_settings(self) -> None:
        """Name, theme, text size; each takes effect at once."""
        from psq_desktop.views.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self.settings, self, workspace=self.desk.workspace if self.desk is not None else None)
        dialog.changed.connect(self.apply_settings)
        dialog.open()

    def show_help(self) -> None:
        """The help page of the screen shown."""
        if self.desk is not None:
            self.desk.ask_help()
        else:
            self._open_help("accueil")

    def _open_help(self, page: str) -> None:
        from psq_desktop.views.dialogs.help import HelpWindow

        if self._help is None:
            self._help = HelpWindow(self)
        self._help.show_page(page)
        self._help.show()
        self._help.raise_()

    def show_shortcuts(self) -> None:
        """Every shortcut on one sheet."""
        from psq_desktop.views.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._shortcut_rows(), self).open()

    def _shortcut_rows(self) -> tuple[tuple[str, str, str], ...]:
        native = QKeySequence.SequenceFormat.NativeText
        rows = [
            (command.menu.replace("&", ""), typeset(command.text), action.shortcut().toString(native))
            for command in COMMANDS
            if not (action := self._actions[command.key]).shortcut().isEmpty()
        ]
        rows += [
            ("Écrans", place.title, self._actions[f"place:{place.key}"].shortcut().toString(native))
            for place in PLACES
            if place.shortcut
        ]
        return (*rows, *((group, typeset(words), keys) for group, words, keys in SCREEN_KEYS))

    def show_about(self) -> None:
        """Version and licences."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("À propos de Concertation")
        box.setText(typeset(f"Concertation {__version__}"))
        box.setInformativeText(
            typeset(
                "Séances, objectifs, décisions et partenaires de la police de sécurité du quotidien. "
                "Tout reste sur ce poste : ni compte, ni connexion. Aucune situation individuelle n’a sa place ici."
            )
        )
        box.open()

    # Files dropped anywhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.desk is not None and dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self.desk.shell.veil.cover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self.desk is not None:
            self.desk.shell.veil.cover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_paths(event.mimeData())
        if self.desk is not None and paths:
            event.acceptProposedAction()
            self.desk.shell.veil.cover(False)
            self.desk.receive_files(paths)

    # Closing

    def restore(self, store: QSettings) -> None:
        """The window as it was left."""
        geometry = store.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._quitting = True
        if self._leaving:  # it closes once the base is let go
            event.ignore()
        elif self._leave():
            super().closeEvent(event)
        else:
            event.ignore()
