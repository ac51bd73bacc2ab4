"""« Proposer une mission »: the missions to come with places left, and what stands against each for one reservist."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.french import typeset
from psq_desktop.services.reserves import assigning, missions
from psq_desktop.services.reserves.mission_rows import MissionRow, Obstacle
from psq_desktop.services.reserves.reservist_rows import ReservistRow
from psq_desktop.views import theme
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import (
    TWO_LINES,
    Button,
    Cell,
    Column,
    Label,
    Note,
    RowsModel,
    TableView,
    Text,
    TwoLines,
)
from psq_desktop.views.reserves.facts import second_line
from psq_desktop.views.reserves.missions_words import begins, reason, short_day, state_cell
from psq_desktop.views.screen import Workspace
from psq_desktop.views.tokens import Token

_WIDTH, _TALL = 880, 280
FREE = "Libre et apte"


@dataclass(frozen=True, slots=True)
class Offer:
    """A mission with places left, and what stands against it for one reservist; cautions forbid nothing."""

    mission: MissionRow
    obstacles: tuple[Obstacle, ...]

    @property
    def id(self) -> int:
        """The mission's."""
        return self.mission.id

    @property
    def fit(self) -> bool:
        """Whether nothing forbids it."""
        return all(each.caution for each in self.obstacles)

    @property
    def words(self) -> str:
        """« Libre et apte », or every reason."""
        told = [each for each in self.obstacles if each.caution is self.fit]
        return " ".join(reason(each) for each in told) if told else FREE


def offers(session: Any, reservist_id: int, today: dt.date) -> tuple[Offer, ...]:
    """What somebody could be put on, checked; the fit ones first, by day."""
    found = (
        Offer(mission, assigning.check(session, mission.id, reservist_id, today))
        for mission in missions.search(session, today, coming=True)
        if mission.free and all(shift.reservist_id != reservist_id for shift in mission.shifts)
    )
    return tuple(sorted(found, key=lambda each: (not each.fit, bool(each.obstacles), each.mission.day, each.id)))


def _when(offer: Offer) -> Cell:
    return TwoLines(short_day(offer.mission.day), begins(offer.mission), weight=600)


def _title(offer: Offer) -> Cell:
    return TwoLines(offer.mission.title, offer.mission.place)


def _places(offer: Offer) -> Cell:
    return state_cell(offer.mission)


def _verdict(offer: Offer) -> Cell:
    tone: Token = "success" if not offer.obstacles else "warning" if offer.fit else "danger"
    return Text(offer.words, 600 if not offer.obstacles else 400, tone, 9.5, lines=2)


_COLUMNS: tuple[Column[Offer], ...] = (
    Column("Date", 136, _when),
    Column("Mission", 260, _title, stretch=True),
    Column("Places", 130, _places),
    Column("Pour ce réserviste", 260, _verdict, stretch=True),
)


class ProposeDialog(PlainDialog):
    """Entrée assigns; what forbids it is said before anything is written."""

    new_requested = Signal()

    def __init__(self, workspace: Workspace, reservist: ReservistRow, parent: QWidget) -> None:
        super().__init__("Proposer une mission", _WIDTH, parent)
        self._workspace, self._reservist = workspace, reservist
        self.note = Note("danger", "")
        self.note.hide()
        self.table = TableView(RowsModel(_COLUMNS), f"Missions à pourvoir, {reservist.code}", row_height=TWO_LINES)
        theme.fix_height(self.table, _TALL)
        self.assign_button = Button("Affecter", "user-check", "primary", shortcut="Entrée")
        self.new_button = Button("Nouvelle mission…", "plus")
        close = Button("Fermer", shortcut="Échap")
        close.clicked.connect(self.reject)
        about = Label(second_line(reservist), 10, 400, "text2", wrap=True)
        self.fill(about, self.note, self.table, buttons=(self.new_button, close, self.assign_button))
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self.assign)
        self.assign_button.clicked.connect(self.assign)
        self.new_button.clicked.connect(self._on_new)
        self._on_selected(None)
        workspace.read(offers, reservist.id, workspace.today, then=self._show, failed=self._refuse)

    def _show(self, found: tuple[Offer, ...]) -> None:
        self.table.set_rows(found, empty="Toutes les missions à venir sont pourvues.")
        self.table.select_first()
        (self.table if found else self.new_button).setFocus()

    def _on_selected(self, offer: Offer | None) -> None:
        self.assign_button.setEnabled(offer is not None and offer.fit)
        self.assign_button.set_tip("" if offer is None or offer.fit else offer.words)

    def assign(self, _asked: object = None) -> None:
        """Put the reservist on the mission selected."""
        offer: Offer | None = self.table.current_row
        if offer is None:
            return
        if not offer.fit:
            self._say("Rien n’est affecté.", offer.words)
            return
        self._workspace.write(
            assigning.assign, offer.id, (self._reservist.id,), self._workspace.today, then=self._on_done,
            failed=self._refuse, note=f"{self._reservist.code} affecté : {offer.mission.title}",
        )  # fmt: skip

    def _on_done(self, _result: object) -> None:
        self.accept()

    def _on_new(self) -> None:
        self.accept()
        self.new_requested.emit()

    def _refuse(self, error: UserError) -> None:
        title, _, rest = wording.explain(error).partition("\n")
        self._say(title, "\n".join(map(wording.explain_problem, error.problems)) or rest)

    def _say(self, title: str, text: str) -> None:
        self.note.set_message("danger", title, typeset(text))
        self.note.show()
