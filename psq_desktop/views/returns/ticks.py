"""What a round takes in: objectives and partners in lists with boxes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent

from psq_desktop import french
from psq_desktop.french import typeset
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.rounds.campaign_rows import CampaignChoice
from psq_desktop.views import theme
from psq_desktop.views.dialogs.formation_members import ROW_HEIGHT, Index, MemberLine, MembersDelegate, MembersModel
from psq_desktop.views.kit import (
    STRETCH,
    AvatarText,
    Button,
    Cell,
    Column,
    IconCell,
    Label,
    TableCard,
    TableView,
    Text,
    Themed,
    boxed,
    hairline,
    row,
)

_LEAST, _MOST = 200.0, 330.0  # heights
_REST = 330.0  # what the dialog has around it
_OF_SCREEN = 0.9


@dataclass(frozen=True, slots=True)
class Choice(MemberLine):
    """One line: ``share`` is what it would bring; nothing to bring, nothing to tick."""

    share: str = ""
    able: bool = True
    sign: IconCell | None = None
    title: str = ""


def _box(line: Choice) -> Cell:
    return Text("")  # painted by the delegate


def _objective(line: Choice) -> Cell:
    return Text(line.title, tone="text" if line.able else "text3", size=9.5)


def _partner(line: Choice) -> Cell:
    return AvatarText(line.acronym, line.name)


def _share(line: Choice) -> Cell:
    return Text(line.share, tone="text2" if line.able else "text3", size=9)


def _sign(line: Choice) -> Cell:
    return line.sign or Text("")


OBJECTIVE_COLUMNS: tuple[Column[Choice], ...] = (
    Column("", 34, _box),
    Column("Objectif", 150, _objective, stretch=True),
    Column("", 34, _sign),
    Column("Lignes", 66, _share, right=True, optional=1),
)
PARTNER_COLUMNS: tuple[Column[Choice], ...] = (
    Column("", 34, _box),
    Column("Partenaire", 130, _partner, stretch=True),
    Column("", 34, _sign),
    Column("Lignes", 66, _share, right=True),
)
LOCK = IconCell("lock", "Objectif restreint : à ajouter en connaissance de cause", "danger")
NO_ADDRESS = IconCell("mail-off", "Sans adresse électronique : le brouillon sera sans destinataire", "warning")


class TicksModel(MembersModel):
    """Screen readers are told whether a line is ticked."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.row_at(index.row()) if index.isValid() and index.column() == 0 else None
        if line is not None and role == Qt.ItemDataRole.AccessibleTextRole:
            return typeset(f"{line.name}, {'coché' if line.member else 'non coché'}")
        return super().data(index, role)


class TicksTable(TableView):
    """Espace, Entrée or a click ticks a line."""

    toggled = Signal(object)  # Choice

    def __init__(self, columns: tuple[Column[Any], ...], name: str) -> None:
        super().__init__(TicksModel(columns), name, row_height=ROW_HEIGHT)
        self.setItemDelegate(MembersDelegate(self, ROW_HEIGHT))
        self.clicked.connect(self._on_clicked)
        self.row_activated.connect(self._toggle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current_row is not None:
            self._toggle(self.current_row)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        line = self._rows.row_at(index.row())
        if line is not None:
            self._toggle(line)

    def _toggle(self, line: Choice) -> None:
        if line.able:
            self.toggled.emit(line)


class TicksCard(Themed, TableCard):
    """A list with its boxes and how many are ticked."""

    changed = Signal()

    def __init__(self, columns: tuple[Column[Any], ...], name: str, one: str, many: str) -> None:
        self.table = TicksTable(columns, name)
        self._count = Label("", 9, 600, "text2")
        self._words = one, many
        self._lines: tuple[Choice, ...] = ()
        self._ticked: set[int] = set()
        self.all_button = Button("Tout", kind="small", tip=f"Cocher tous les {many}")
        self.none_button = Button("Aucun", kind="small", tip=f"Ne cocher aucun des {many}")
        foot = boxed(row(self._count, STRETCH, self.all_button, self.none_button, spacing=6, margins=(14, 6, 10, 7)))
        super().__init__(self.table, hairline(), foot, grow=0)
        self.restyle()
        self.table.toggled.connect(self._on_toggled)
        self.all_button.clicked.connect(self._tick_all)
        self.none_button.clicked.connect(self._tick_none)

    def restyle(self) -> None:
        """As tall as the screen allows: the two lists scroll, not the dialog around them."""
        room = round(self.screen().availableGeometry().height() * _OF_SCREEN) - theme.px(_REST)
        self.setFixedHeight(min(max(room, theme.px(_LEAST)), theme.px(_MOST)))

    def showEvent(self, event: QShowEvent) -> None:
        self.restyle()
        super().showEvent(event)

    def set_lines(self, lines: Iterable[Choice]) -> None:
        """Show lines as they are ticked."""
        self._lines = shown = tuple(lines)
        self._ticked = {line.id for line in shown if line.member}
        self.table.set_rows(list(shown), empty="Rien à proposer")
        self._count.setText(french.plural(len(self._ticked), *self._words))

    @property
    def ticked(self) -> frozenset[int]:
        """Ids of the ticked lines."""
        return frozenset(self._ticked)

    def _on_toggled(self, line: Choice) -> None:
        self._ticked ^= {line.id}
        self.changed.emit()

    def _tick_all(self) -> None:
        """Every line that brings something; what is restricted is ticked by itself, knowingly."""
        self._ticked |= {line.id for line in self._lines if line.able and line.sign is not LOCK}
        self.changed.emit()

    def _tick_none(self) -> None:
        self._ticked.clear()
        self.changed.emit()


def lines_in(choice: CampaignChoice, objectives: Iterable[int]) -> int:
    """How many lines a partner has in these objectives."""
    return sum(choice.lines.get(key, 0) for key in objectives)


def objective_line(choice: CampaignChoice, ticked: bool, rows: int) -> Choice:
    """An objective with the lines of the partners asked, and a lock when it is restricted."""
    sign = LOCK if choice.level is DisclosureLevel.RESTRICTED else None
    title = f"{choice.detail} {choice.name}"
    return Choice(choice.id, title, "", False, ticked, french.number(rows), True, sign, title)


def partner_line(choice: CampaignChoice, wanted: bool, asked: Iterable[int]) -> Choice:
    """A partner with its lines in the objectives asked; without any, nothing to tick."""
    rows = lines_in(choice, asked)
    sign = None if choice.email else NO_ADDRESS
    share = french.number(rows) if rows else "—"
    return Choice(choice.id, choice.name, choice.detail, False, wanted and rows > 0, share, rows > 0, sign)
