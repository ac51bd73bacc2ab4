"""The working place on one open base: the shell, the screens in it, and what they ask for."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from psq_desktop import french
from psq_desktop.errors import UserError
from psq_desktop.french import typeset
from psq_desktop.services import meetings, setup
from psq_desktop.services.history import Changes
from psq_desktop.services.rounds import round_facts
from psq_desktop.services.setup import BaseInfo
from psq_desktop.views.desk_documents import DeskDocuments
from psq_desktop.views.desk_history import DeskHistory
from psq_desktop.views.desk_screens import SCREENS
from psq_desktop.views.places import PLACE_OF, PLACES
from psq_desktop.views.projection.presenter import Presenter
from psq_desktop.views.screen import Route, Screen, Workspace
from psq_desktop.views.search.finder import Finder
from psq_desktop.views.shell.frame import PageStack, Shell
from psq_desktop.views.shell.search import SearchEntry
from psq_desktop.views.tasks import Tasks
from psq_desktop.views.widgets.layouts import boxed, row
from psq_desktop.views.widgets.note import Note
from psq_desktop.wording import explain

DISCARD = "Fermer sans enregistrer"
NO_CAUSE = "Une erreur inattendue a empêché l’écriture. Copiez le texte, puis réessayez."


def _first_focusable(pane: QWidget) -> QWidget | None:
    for widget in pane.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            return widget
    return None


class Desk(QWidget):
    """One open base. The main window puts it in its middle and gives it its menus."""

    crashed = Signal(object)
    theme_requested = Signal()
    help_requested = Signal(str)
    leave_requested = Signal()
    discard_requested = Signal()  # close, though something is not written
    command_chosen = Signal(str)
    history_changed = Signal(str, str)  # what undo and redo would take back; empty when nothing

    def __init__(
        self, tasks: Tasks, base_name: str, today: dt.date, user_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tasks = tasks
        tasks.setParent(self)
        self.workspace = Workspace(tasks, today, self, user_name)
        self._base_name = base_name
        self._screens: dict[str, Screen] = {}
        self._visited: list[Route] = []
        self._position = -1
        self._unsaved = ""  # what the banner says is not written
        self._banner_action = ""
        self._attempted = False  # to close, in spite of what is not written
        self.papers = DeskDocuments(self.workspace, self, self)
        self.shell = Shell(PLACES)
        self.finder = Finder(self.workspace, self.shell, self)
        self._past = DeskHistory(tasks, self.shell.toast, self)
        self.presenter = Presenter(self.workspace, self)
        self._banner = Note("danger", "", "", "Fermer")
        self._pages = PageStack()
        self._lay_out()
        self._connect()
        self._refresh_base()
        self._count_returns()

    def _lay_out(self) -> None:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        self._banner_frame = boxed(row(self._banner, margins=(24, 0, 24, 8), grow=0))
        self._banner_frame.hide()
        inside.addWidget(self._banner_frame)
        inside.addWidget(self._pages, 1)
        self.shell.add_page(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.shell)

    def _connect(self) -> None:
        self.shell.navigate.connect(self.go_to_place)
        self.shell.theme_requested.connect(self.theme_requested)
        self.shell.help_requested.connect(self.ask_help)
        self.shell.leave_requested.connect(self.leave_requested)
        self.shell.alerts_requested.connect(self._show_alerts)
        self.shell.search_chosen.connect(self._on_search_chosen)
        self.shell.undo_requested.connect(self._past.undo_told)
        self._banner.action_requested.connect(self._on_banner)
        self._banner.second_requested.connect(self._copy_unsaved)
        self.workspace.go.connect(self.go)
        self._past.changed.connect(self.history_changed)
        self._past.refused.connect(self.show_problem)
        self.presenter.told.connect(self._tell)
        self.presenter.acted.connect(self.act_on_meeting)
        self.finder.help_requested.connect(self.help_requested)
        self.workspace.undo_requested.connect(self.undo)
        self.workspace.preview_requested.connect(self.papers.preview)
        self.workspace.export_requested.connect(self.papers.export)
        self.workspace.paper_requested.connect(self.papers.paper)
        self.workspace.register_requested.connect(self.papers.register)
        self.workspace.version_preview_requested.connect(self.papers.preview_version)
        self.workspace.progress_preview_requested.connect(self.papers.preview_progress)
        self.papers.saved.connect(self._on_saved)
        self.papers.refused.connect(self.show_problem)
        self.tasks.written.connect(self._on_written)
        self.tasks.refused.connect(self._on_refused)
        self.tasks.unwritten.connect(self._on_unwritten)
        self.tasks.crashed.connect(self.crashed)

    # Going about

    @property
    def current(self) -> Screen | None:
        """The screen shown."""
        shown = self._pages.currentWidget()
        return shown if isinstance(shown, Screen) else None

    @property
    def route(self) -> Route | None:
        """What it shows."""
        return self._visited[self._position] if self._visited else None

    def go_to_place(self, key: str) -> None:
        """Open a place of the navigation."""
        self.go(Route(key))

    def go(self, route: Route) -> None:
        """Open a screen and remember the way back."""
        if not (self._visited and self._visited[self._position] == route):
            del self._visited[self._position + 1 :]
            self._visited.append(route)
            self._position = len(self._visited) - 1
        self._show(route)

    def step(self, by: int) -> None:
        """Back or forth through what was visited (Alt+←, Alt+→)."""
        position = self._position + by
        if 0 <= position < len(self._visited):
            self._position = position
            self._show(self._visited[position])

    def _show(self, route: Route) -> None:
        left = self.current
        if left is not None:
            left.commit_edits()
        screen = self._screens.get(route.screen)
        if screen is None:
            screen = SCREENS[route.screen](self.workspace)
            screen.heading_changed.connect(self._on_heading_changed)
            self._screens[route.screen] = screen
            self._pages.addWidget(screen)
        if not self._unsaved:
            self._banner_frame.hide()
        screen.open(route)
        self._pages.setCurrentWidget(screen)
        focus = self.focusWidget()
        if focus is None or not screen.isAncestorOf(focus):  # Tab goes on from the new page
            screen.take_focus()
        self.shell.set_compact(screen.compact)
        self.shell.set_current(PLACE_OF.get(route.screen, route.screen))
        self._show_heading(screen)

    def _on_heading_changed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Screen) and sender is self.current:
            self._show_heading(sender)

    def _show_heading(self, screen: Screen) -> None:
        heading = screen.heading()
        self.shell.set_heading(heading.title, heading.subtitle, heading.crumbs, heading.badge)
        before = QApplication.focusWidget()
        self.shell.set_actions(heading.actions)
        if before is not None and QApplication.focusWidget() is not before:  # it was on one of them
            if before.isVisible() and before.isEnabled():
                before.setFocus()
            else:
                screen.take_focus()

    def next_pane(self) -> None:
        """F6: the focus goes to the next group of controls: navigation, top bar, then the panes of the page."""
        panes = [pane for pane in (*self.shell.panes(), *self._panes_of_page()) if pane.isVisible()]
        focus = self.focusWidget()
        inside = [i for i, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)]
        for pane in panes[inside[-1] + 1 :] + panes if inside else panes:
            target = _first_focusable(pane)
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _panes_of_page(self) -> list[QWidget]:
        screen = self.current
        if screen is None:
            return []
        cards = [w for w in screen.findChildren(QFrame) if w.objectName() == "card"]
        return [w for w in cards if not any(other is not w and other.isAncestorOf(w) for other in cards)]

    def set_search_entries(self, commands: tuple[SearchEntry, ...]) -> None:
        """What Ctrl+K finds: the places, then the menus' commands."""
        places = (SearchEntry(p.title, f"place:{p.key}", "Écran", p.icon, place=True) for p in PLACES)
        self.shell.set_search_entries((*places, *commands))

    def _on_search_chosen(self, key: str) -> None:
        kind, _, name = key.partition(":")
        if kind == "place":
            self.go_to_place(name)
        else:
            self.command_chosen.emit(name)

    def ask_help(self) -> None:
        """F1: the page about what is shown."""
        screen = self.current
        self.help_requested.emit(screen.help_page if screen else "accueil")

    def _show_alerts(self) -> None:
        self.go_to_place("home")

    # After a write

    def _on_written(self, changes: Changes, note: str) -> None:
        if changes.step is None:
            return
        if not self._unsaved or not self.unsaved_text():
            self._unsaved, self._attempted = "", False
            self._banner_frame.hide()
        for screen in self._screens.values():
            screen.on_written(changes)
        if changes.touch(*round_facts.TABLES):
            self._count_returns()
        if note:
            self._past.tell(note, changes.step, changes.action)
        self._refresh_base()

    def _on_refused(self, error: UserError) -> None:
        screen = self.current
        if screen is not None and screen.take_error(error):
            return
        self.show_problem(error)
        if error.code in ("gone", "changed_meanwhile", "changed_since") and screen is not None:
            screen.reload()

    def show_problem(self, error: UserError) -> None:
        """Say it above the page until it is closed or something works."""
        self._unsaved = ""
        self._banner.set_message("danger", explain(error), "", "Fermer")
        self._banner_frame.show()

    def _on_unwritten(self, _error: Exception) -> None:
        """A screen tells what it could not write; when it is out of sight, the banner does."""
        current = self.current
        if current is not None and not current.unsaved_text() and (text := self.unsaved_text()):
            self._tell_unsaved(text, "Fermer")

    def save_now(self) -> None:
        """Ctrl+S: nothing is ever unsaved for long, so it never complains."""
        self.save_edits()
        if not self.unsaved_text():
            self.shell.set_saved_at(dt.datetime.now().time())

    def unsaved_text(self) -> str:
        """What was typed in any screen and is not written."""
        return "\n\n".join(filter(None, (screen.unsaved_text() for screen in self._screens.values())))

    def _tell_unsaved(self, text: str, action: str) -> None:
        self._unsaved = text
        failure = self.tasks.failure
        cause = explain(failure) if isinstance(failure, UserError) else typeset(NO_CAUSE)
        title = "Ce qui vient d’être écrit n’est pas encore enregistré"
        self._banner.set_message("danger", title, cause, action, "Copier le texte")
        self._banner_action = action
        self._banner_frame.show()

    def _on_banner(self) -> None:
        if self._unsaved and self._banner_action == DISCARD:
            self.discard_requested.emit()
        self._unsaved = ""
        self._banner_frame.hide()

    def _copy_unsaved(self) -> None:
        QApplication.clipboard().setText(self.unsaved_text() or self._unsaved)

    def _count_returns(self) -> None:
        self.tasks.read(round_facts.waiting, self.workspace.today, then=self._on_returns)

    def _on_returns(self, waiting: int) -> None:
        self.shell.set_count("returns", waiting)

    def _refresh_base(self) -> None:
        self.tasks.read(setup.info, then=self._on_info)
        self._past.refresh()

    def _on_info(self, info: BaseInfo | None) -> None:
        if info is None:
            self.shell.set_base_info(f"Base : {self._base_name}")
            return
        counts = (
            french.plural(info.meetings, "séance"),
            french.plural(info.objectives, "objectif"),
            french.plural(info.decisions, "décision"),
            french.plural(info.partners, "partenaire"),
        )
        self.shell.set_district(f"{info.city} — {info.district}")
        self.shell.set_base_info(" · ".join((f"Base : {self._base_name}", *counts)))
        self.shell.set_fictional(info.fictional)
        if info.saved_at is not None:
            saved = info.saved_at.astimezone()
            self.shell.set_saved_at(saved.time() if saved.date() == dt.date.today() else None)

    def undo(self) -> None:
        """Take the last operation back."""
        self._past.undo()

    def redo(self) -> None:
        """Do again what was undone."""
        self._past.redo()

    def create_meeting(self) -> None:
        """Ask for a new meeting."""
        from psq_desktop.views.dialogs.new_meeting import open_new_meeting

        open_new_meeting(self.workspace, self)

    def edit_committee(self) -> None:
        """The committee, its district and its formations."""
        from psq_desktop.views.dialogs.committee import open_committee

        self.save_edits()
        open_committee(self.workspace, self)

    def create_objective(self) -> None:
        """Ask for a new objective, then show it."""
        from psq_desktop.views.objective_forms import open_new_objective

        self.save_edits()
        open_new_objective(self.workspace, self, self._show_objective)

    def _show_objective(self, objective_id: int) -> None:
        self.go(Route("objectives", objective_id))

    def edit_axes(self) -> None:
        """The strategic axes."""
        from psq_desktop.views.objective_forms import open_axes

        self.save_edits()
        open_axes(self.workspace, self)

    def create_campaign(self) -> None:
        """Ask for a new round of collection."""
        self.go(Route("returns"))
        if self.current is not None:
            self.current.create_new()

    def receive_files(self, paths: tuple[Path, ...] = ()) -> None:
        """Take in returned workbooks, of availability where the reserves are shown; without paths, ask which."""
        if not (paths and self.route is not None and self.route.screen == "reserves"):
            self.go(Route("returns"))
        if self.current is not None:
            self.current.take_files(paths)

    def show_late_returns(self) -> None:
        """The partners that have not answered in time."""
        self.go(Route("returns", part="late"))

    def act_on_meeting(self, key: str) -> None:
        """A command of the menu « Séance » about the meeting shown, else about the one in session or coming."""
        route = self.route
        if route is not None and route.screen in ("meeting", "live") and self.current is not None:
            self.current.perform(key)
        else:
            self.tasks.read(meetings.nearest, self.workspace.today, then=partial(self._act_on_meeting, key))

    def _act_on_meeting(self, key: str, meeting_id: int | None) -> None:
        if meeting_id is None:
            self.show_problem(UserError("no_meeting_coming"))
            return
        self.go(Route("meeting", meeting_id))
        if self.current is not None:
            self.current.perform(key)

    def act_on_decisions(self, key: str) -> None:
        """A command of the menu « Décisions » about the register."""
        self.go(Route("decisions"))
        if self.current is not None:
            self.current.perform(key)

    def act_on_round(self, key: str) -> None:
        """A command of the menu « Retours » about the round shown."""
        self.go(Route("returns"))
        if self.current is not None:
            self.current.perform(key)

    def act_on_reserves(self, key: str) -> None:
        """A command of the menu « Réserves »."""
        self._act_on("reserves", key)

    def act_on_district(self, key: str) -> None:
        """A command of the menu « Dispositif »."""
        self._act_on("district", key)

    def _act_on(self, screen: str, key: str) -> None:
        if self.route is None or self.route.screen != screen:
            self.go(Route(screen))
        if self.current is not None:
            self.current.perform(key)

    def show_matrix(self) -> None:
        """Who does what for which objective."""
        self.go(Route("objectives", part="matrix"))

    def save_edits(self) -> None:
        """Save what is still in an editor of the screen shown."""
        if self.current is not None:
            self.current.commit_edits()

    def _on_saved(self, path: Path) -> None:
        self._tell(f"Document enregistré : {path.name}")

    def _tell(self, words: str) -> None:
        self.shell.toast.show_message(words, undo=False)

    def close_base(self, *, discard: bool = False) -> bool:
        """Save what is in an editor, finish, let go of the base; whether that is done.

        Not while something typed could not be written: the banner says why, and from the second attempt on
        offers to close all the same (`discard_requested`).
        """
        self.tasks.failure = None
        for screen in self._screens.values():
            screen.interrupt()
        for _ in range(3):  # somebody may still be typing
            for screen in self._screens.values():
                screen.commit_edits()
            self.tasks.drain()
            if self.tasks.failure is not None or not self.unsaved_text():
                break
        if not discard and (text := self.unsaved_text()):
            self._tell_unsaved(text, DISCARD if self._attempted else "Fermer")
            self._attempted = True
            return False
        self.presenter.close()
        self.tasks.close()
        return True
