"""The partners by college, each with a box: whom a formation convenes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QWidget

from psq_desktop.french import plural, typeset
from psq_desktop.services.committees import FormationRow, PartnerChoice
from psq_desktop.views import icons, theme
from psq_desktop.views.kit import (
    STRETCH,
    AvatarText,
    Button,
    Cell,
    Column,
    ElidedLabel,
    Group,
    Label,
    RowsModel,
    TableCard,
    TableView,
    Text,
    boxed,
    hairline,
    row,
)
from psq_desktop.views.widgets.row_delegate import RowDelegate

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 34.0
_NO_NAME = "Donnez d’abord un nom à la formation."
_NO_PARTNERS = "Les partenaires s’ajoutent dans l’écran Partenaires."


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A partner, and whether the formation convenes it."""

    id: int
    name: str
    acronym: str
    guest: bool
    member: bool


def _box(line: MemberLine) -> Cell:
    return Text("")  # painted by the delegate


def _partner(line: MemberLine) -> Cell:
    return AvatarText(line.acronym, line.name)


def _guest(line: MemberLine) -> Cell:
    return Text("invité" if line.guest else "", tone="text3", size=9)


COLUMNS: tuple[Column[MemberLine], ...] = (
    Column("", 34, _box),
    Column("Partenaire", 150, _partner, stretch=True),
    Column("", 62, _guest, optional=1),
)


class MembersModel(RowsModel[MemberLine]):
    """Rows with a box: screen readers are told whether it is ticked."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        boxed_ = index.isValid() and index.column() == 0 and self.row_at(index.row()) is not None
        return found | Qt.ItemFlag.ItemIsUserCheckable if boxed_ else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.row_at(index.row()) if index.isValid() and index.column() == 0 else None
        if line is not None and role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if line.member else Qt.CheckState.Unchecked
        if line is not None and role == Qt.ItemDataRole.AccessibleTextRole:
            return typeset(f"{line.name}, {'convié' if line.member else 'non convié'}")
        return super().data(index, role)


class MembersDelegate(RowDelegate):
    """The box as the check boxes of the forms have it."""

    def _paint_row(
        self, painter: QPainter, area: QRectF, state: QStyle.StateFlag, model: RowsModel[Any], index: Index
    ) -> None:
        super()._paint_row(painter, area, state, model, index)
        line = model.row_at(index.row())
        if index.column() == 0 and isinstance(line, MemberLine):
            side = theme.px(16)
            box = QRectF(area.left() + theme.px(12), area.center().y() - side / 2, side, side)
            _paint_box(painter, box, line.member)

    def editorEvent(self, *_: Any) -> bool:
        return False  # the view answers clicks and keys


def _paint_box(painter: QPainter, box: QRectF, ticked: bool) -> None:
    painter.setPen(QPen(theme.color("accent" if ticked else "field_border"), 1))
    painter.setBrush(theme.color("accent" if ticked else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if ticked:
        inset = theme.px(1)
        painter.drawPixmap(QPointF(box.left() + inset, box.top() + inset), icons.pixmap("check", "on_accent", 14))


class MembersTable(TableView):
    """Espace, Entrée or a click ticks a partner."""

    toggled = Signal(object)  # MemberLine

    def __init__(self) -> None:
        super().__init__(MembersModel(COLUMNS), "Partenaires conviés", row_height=ROW_HEIGHT)
        self.setItemDelegate(MembersDelegate(self, ROW_HEIGHT))
        self.horizontalHeader().hide()
        self.clicked.connect(self._on_clicked)
        self.row_activated.connect(self.toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current_row is not None:
            self.toggled.emit(self.current_row)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        model = self.model()
        line = model.row_at(index.row()) if isinstance(model, RowsModel) else None
        if line is not None:
            self.toggled.emit(line)


class MembersPane(TableCard):
    """Whom one formation convenes. A box answers at once; what is wanted is told."""

    member_set = Signal(int, bool)  # partner id
    all_set = Signal(bool)

    def __init__(self) -> None:
        self._partners: tuple[PartnerChoice, ...] = ()
        self._members: set[int] = set()
        self._empty = _NO_PARTNERS
        self._name = ElidedLabel("", 11, 600)
        self.all_button = Button("Tous", kind="small", tip="Convier tous les partenaires")
        self.none_button = Button("Aucun", kind="small", tip="Ne convier aucun partenaire")
        self.table = MembersTable()
        self.count_label = Label("", 9, 600, "text2")
        head = row(self._name, self.all_button, self.none_button, spacing=6, margins=(14, 8, 10, 8), grow=0)
        foot = boxed(row(self.count_label, STRETCH, margins=(14, 6, 14, 7)))
        super().__init__(boxed(head), hairline(), self.table, hairline(), foot, grow=2)
        self.table.toggled.connect(self._on_toggled)
        self.all_button.clicked.connect(self._on_all)
        self.none_button.clicked.connect(self._on_none)

    def show_formation(self, formation: FormationRow | None, partners: tuple[PartnerChoice, ...]) -> None:
        """Show whom a formation convenes; none while it has no name yet."""
        self._partners = partners if formation is not None else ()
        self._members = set(formation.members) if formation is not None else set()
        self._name.setText(formation.name if formation is not None else "")
        self._empty = _NO_PARTNERS if formation is not None else _NO_NAME
        self._refresh()

    def _refresh(self) -> None:
        lines: list[MemberLine | Group] = []
        for college, partners in groupby(self._partners, key=_college):
            found = [MemberLine(p.id, p.name, p.acronym, p.guest, p.id in self._members) for p in partners]
            convened = sum(line.member for line in found)
            lines += [Group(college, f"{convened} sur {len(found)}"), *found]
        self.table.set_rows(lines, empty=self._empty)
        count = sum(p.id in self._members for p in self._partners)
        words = plural(count, "partenaire convié", "partenaires conviés")
        self.count_label.setText(words if self._partners else "")
        self.all_button.setEnabled(count < len(self._partners))
        self.none_button.setEnabled(count > 0)

    def _on_toggled(self, line: MemberLine) -> None:
        self._members ^= {line.id}
        self._refresh()
        self.member_set.emit(line.id, line.id in self._members)

    def _on_all(self) -> None:
        self._set_all(True)

    def _on_none(self) -> None:
        self._set_all(False)

    def _set_all(self, on: bool) -> None:
        self._members = {p.id for p in self._partners} if on else set()
        other: QWidget = self.none_button if on else self.all_button
        focused = self.all_button.hasFocus() or self.none_button.hasFocus()
        self._refresh()
        if focused:
            other.setFocus()  # the button pressed has nothing more to do
        self.all_set.emit(on)


def _college(partner: PartnerChoice) -> str:
    return partner.college
