"""« Disponibilités »: the calendar of the reservists, and the missions to come under it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from psq_desktop.french import number, plural, typeset
from psq_desktop.services.reserves.calendar_rows import CalendarRow
from psq_desktop.views import theme
from psq_desktop.views.kit import Button, Note, Themed, column
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.reserves.asking import Asking
from psq_desktop.views.reserves.calendar_card import CalendarCard
from psq_desktop.views.reserves.calendar_filters import is_free
from psq_desktop.views.reserves.calendar_words import KEYS
from psq_desktop.views.reserves.missions_coming import ComingCard
from psq_desktop.views.reserves.missions_form import open_new_mission
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.widgets.note import NoteKind

PART = "calendar"
TABLES = (
    "reservist", "reservist_skill", "skill", "availability_slot", "availability_pattern", "availability_request",
    "mission", "mission_skill", "duty_shift", "reserve_rules", "partner", "partner_name",
)  # fmt: skip
_MISSIONS_HEIGHT = 164.0  # design pixels of the card below, at least


def counted(rows: tuple[CalendarRow, ...], rank: int) -> str:
    """« 8 réservistes, 6 disponibles ce jour · 202 jours employés sur 240 »; ``rank``: today's place in the period."""
    if not rows:
        return "Aucun réserviste pour l’instant"
    parts = [plural(len(rows), "réserviste")]
    if 0 <= rank < len(rows[0].marks):
        free = sum(is_free(row, rank) for row in rows)
        parts.append(f"{plural(free, 'disponible')} ce jour")
    limited = [row for row in rows if row.ceiling is not None]
    words = ", ".join(parts)
    if limited:
        used, ceiling = sum(row.days_used for row in limited), sum(row.ceiling or 0 for row in limited)
        words += f" · {number(used)} jours employés sur {number(ceiling)}"
    return typeset(words)


class CalendarTab(Themed, RegisterPart):
    """Days and missions on one screen."""

    help_page = "reserves"
    hint = KEYS

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._doing = ""
        self.card = CalendarCard(workspace)
        self.coming = ComingCard(workspace)
        self.asking = Asking(workspace, self)
        self.ask_button = Button("Demander…", "send", tip="Demander les disponibilités par un classeur")
        self.receive_button = Button("Recevoir…", "file-import", tip="Lire les classeurs revenus")
        self.new_button = Button("Nouvelle mission", "plus", "primary", shortcut="Ctrl+N")
        self.note = Note("info", "")
        self.note.hide()
        self._connect()
        self._lay()

    def _connect(self) -> None:
        self.ask_button.clicked.connect(self.ask)
        self.receive_button.clicked.connect(self.asking.receive)
        self.new_button.clicked.connect(self.create_new)
        self.card.loaded.connect(self._on_loaded)
        self.asking.told.connect(self._tell)
        self.asking.work.began.connect(self._on_began)
        self.asking.work.advanced.connect(self._on_advanced)
        self.asking.work.ended.connect(self._on_ended)
        self.note.action_requested.connect(self._on_note)

    def _lay(self) -> None:
        layout = column(self.note, self.card, self.coming, spacing=12)
        layout.setStretch(1, 100)  # no taller than its rows: see `CalendarCard.fit`
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.restyle()

    def restyle(self) -> None:
        self.coming.setMinimumHeight(theme.px(_MISSIONS_HEIGHT))
        QTimer.singleShot(0, self.card.fit)  # its parts are restyled after this

    @property
    def tables(self) -> tuple[str, ...]:
        return TABLES

    def reload(self) -> None:
        self.card.reload()
        self.coming.reload()

    def _on_loaded(self) -> None:
        self.card.fit()
        self.actions_changed.emit()

    def open(self, route: Route) -> None:
        if route.id is not None:
            self.card.want_person(route.id)

    def heading_actions(self) -> tuple[QWidget, ...]:
        return (self.ask_button, self.receive_button, self.new_button)

    def subtitle(self) -> str:
        rows = self.card.rows
        return counted(rows.rows, (rows.today - rows.first).days) if rows is not None else ""

    def take_focus(self) -> None:
        self.card.view.setFocus()

    def create_new(self) -> None:
        dialog = open_new_mission(self.workspace, self)
        dialog.saved.connect(self._open_mission)

    def _open_mission(self, mission_id: int) -> None:
        self.workspace.go.emit(Route("reserves", mission_id, "missions"))

    def focus_filter(self) -> None:
        self.card.bar.filter.setFocus()
        self.card.bar.filter.selectAll()

    def ask(self) -> None:
        """Ask the selected reservists, or all that are shown, for their days."""
        rows, chosen = self.card.rows, self.card.chosen_people
        if rows is not None:
            self.asking.ask(rows.rows, chosen if len(chosen) > 1 else ())

    def perform(self, key: str) -> bool:
        verbs = {
            "new_mission": self.create_new,
            "ask_availability": self.ask,
            "receive_availability": self.asking.receive,
            "fill_missions": self.coming.fill,
            "weekly": self.card.ask_weekly,
        }
        if key in verbs:
            verbs[key]()
        return key in verbs

    # --- work on files

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Workbooks dropped on the window."""
        self.asking.take(paths)

    def _on_began(self, name: str) -> None:
        self._doing = name
        self.note.set_message("info", f"{name}…", "", "Annuler")
        self.note.show()

    def _on_advanced(self, words: str) -> None:
        self.note.set_message("info", f"{self._doing} : {words}", "", "Annuler")

    def _on_ended(self, said: str) -> None:
        if said:
            self._tell("info", said)
        else:
            self.note.hide()

    def _tell(self, kind: NoteKind, words: str) -> None:
        title, _, rest = typeset(words).partition("\n")
        self.note.set_message(kind, title, rest, "Fermer")
        self.note.show()

    def _on_note(self) -> None:
        if self.asking.work.busy:
            self.asking.work.cancel()
        else:
            self.note.hide()
