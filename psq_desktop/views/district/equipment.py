"""« Équipements »: asked, granted, delivered, in service."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from psq_desktop.french import date_long, date_short, number, plural
from psq_desktop.services.kinds import EquipmentKind, EquipmentState
from psq_desktop.services.means import equipment
from psq_desktop.services.means.means_rows import EquipmentRow
from psq_desktop.views import badges, theme
from psq_desktop.views.district.equipment_form import FORM
from psq_desktop.views.kit import (
    NONE,
    AvatarText,
    BadgeCell,
    Bar,
    Cell,
    Column,
    Label,
    Place,
    TwoLines,
    boxed,
    column,
    row,
)
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.registers.register import (
    ALL,
    Action,
    Block,
    Callout,
    Fact,
    Figure,
    Filter,
    Register,
    Sheet,
    linked_objective,
)
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.tokens import Tone
from psq_desktop.views.widgets.bars import paint_bar
from psq_desktop.wording import word

# attribute, words, colour of its bar
STAGES: tuple[tuple[str, str, Tone], ...] = (
    ("asked", "Demandés", "neutral"),
    ("granted", "Accordés", "info"),
    ("delivered", "Livrés", "accent"),
    ("in_service", "En service", "success"),
)
_OPTIONAL = {"asked": 5, "granted": 4, "in_service": 3}  # which go first where the room is short


def _late(row: EquipmentRow) -> bool:
    return row.late_days > 0


def _running(row: EquipmentRow) -> bool:
    return row.state is not EquipmentState.REFUSED and not row.complete


def _complete(row: EquipmentRow) -> bool:
    return row.complete


def _refused(row: EquipmentRow) -> bool:
    return row.state is EquipmentState.REFUSED


# --- the list


@dataclass(frozen=True, slots=True)
class StageCell:
    """A count out of what was asked, over a bar."""

    count: int
    asked: int
    tone: Tone
    word: str

    @property
    def text(self) -> str:
        """The count."""
        return number(self.count)

    @property
    def said(self) -> str:
        """« 8 livrés sur 12 demandés »."""
        return f"{number(self.count)} {self.word.lower()} sur {number(self.asked)} demandés"

    def paint(self, place: Place) -> None:
        """The count, and its bar below."""
        tall = place.area.height()
        place.words(
            self.text,
            10,
            600,
            "text" if self.count else "text3",
            QRectF(place.left, place.area.top() + tall * 0.14, place.width, tall * 0.4),
        )
        bar = QRectF(place.left, place.area.top() + tall * 0.64, place.width, theme.px(5))
        paint_bar(place.painter, bar, self.count / self.asked if self.asked else 0, self.tone)


def _title(item: EquipmentRow) -> Cell:
    return TwoLines(item.title, word(item.kind) if item.kind is not EquipmentKind.OTHER else "")


def _user(item: EquipmentRow) -> Cell:
    return AvatarText(item.partner, item.partner) if item.partner_id is not None else NONE


def _stage(name: str, said: str, tone: Tone) -> Column[EquipmentRow]:
    def cell(item: EquipmentRow) -> Cell:
        return StageCell(getattr(item, name), item.asked, tone, said)

    return Column(said, 88, cell, optional=_OPTIONAL.get(name, 0))


def expected_words(item: EquipmentRow) -> tuple[str, str]:
    """The day, and how it stands: « attendu », « en retard de 12 jours »."""
    if item.refused_on is not None:
        return date_short(item.refused_on), "refusé"
    if item.in_service_on is not None and item.complete:
        return date_short(item.in_service_on), "mis en service"
    if item.late_days and item.expected_on is not None:
        return date_short(item.expected_on), f"en retard de {plural(item.late_days, 'jour')}"
    if item.expected_on is not None and item.delivered < (item.granted or item.asked):
        return date_short(item.expected_on), "attendu"
    last = item.delivered_on or item.granted_on
    if last is not None:
        return date_short(last), "livré" if item.delivered_on else "accordé"
    return date_short(item.asked_on), "demandé"


def _expected(item: EquipmentRow) -> Cell:
    day, how = expected_words(item)
    return TwoLines(day, how, "danger" if item.late_days else "text2", 400)


def _state(item: EquipmentRow) -> Cell:
    return badges.badge_cell(item.state)


COLUMNS: tuple[Column[EquipmentRow], ...] = (
    Column("Équipement", 190, _title, stretch=True),
    Column("Pour", 108, _user, optional=6),
    *(_stage(*stage) for stage in STAGES),
    Column("Date", 160, _expected),
    Column("État", 122, _state, optional=2),
)


def _searched(item: EquipmentRow) -> str:
    return "\n".join((item.title, word(item.kind), item.partner, item.partner_name, word(item.state), item.note))


def figures(rows: tuple[EquipmentRow, ...], _today: dt.date) -> tuple[Figure, ...]:
    """Each stage out of the one before; refused requests count as asked only."""
    totals = {name: sum(getattr(each, name) for each in rows) for name, _, _ in STAGES}
    late = sum(map(_late, rows))
    asked = f"{plural(len(rows), 'demande')}, {plural(sum(map(_refused, rows)), 'refusée')}"
    found = [Figure("Demandés", number(totals["asked"]), "équipements", asked)]
    details = ("accordés sur les demandés", "livraisons à temps", "de ce qui est livré")
    if late:
        details = (details[0], f"{plural(late, 'livraison')} en retard", details[2])
    for (before, _, _), (name, said, tone), detail in zip(STAGES, STAGES[1:], details, strict=False):
        most = totals[before]
        share = totals[name] / most if most else 0.0
        found.append(Figure(said, number(totals[name]), f"sur {number(most)}", detail, share, tone))
    return tuple(found)


def counted(rows: tuple[EquipmentRow, ...], _today: dt.date) -> str:
    """« 6 demandes · 3 en cours · 1 en retard »."""
    late = sum(map(_late, rows))
    parts = [plural(len(rows), "demande"), f"{sum(map(_running, rows))} en cours"]
    return " · ".join([*parts, *([f"{late} en retard"] if late else [])])


# --- the sheet


def _bars(item: EquipmentRow) -> QWidget:
    lines = []
    for name, said, tone in STAGES:
        count = getattr(item, name)
        label = row(Label(said, 9.5, 400, "text2"), Label(number(count), 9.5, 600), grow=0)
        bar = Bar(count / item.asked if item.asked else 0, f"{said}, {number(count)} sur {number(item.asked)}", tone)
        lines.append(column(label, bar, spacing=1))
    return boxed(column(*lines, spacing=5))


@dataclass(frozen=True, slots=True)
class _Bars:
    """Makes the bars of a row; equal when the row is."""

    item: EquipmentRow

    def __call__(self) -> QWidget:
        return _bars(self.item)


def sheet(item: EquipmentRow, _today: dt.date) -> Sheet:
    """One request: how many at each stage, and when."""
    late = Callout(
        "danger", f"Livraison en retard de {plural(item.late_days, 'jour')}",
        f"Attendue le {date_long(item.expected_on, weekday=False)}." if item.expected_on else "",
    )  # fmt: skip
    days = (
        ("Demandé le", item.asked_on), ("Accordé le", item.granted_on), ("Livré le", item.delivered_on),
        ("En service le", item.in_service_on), ("Refusé le", item.refused_on), ("Attendu le", item.expected_on),
    )  # fmt: skip
    facts = [Fact(label, date_long(day, weekday=False)) for label, day in days if day is not None]
    if item.partner_id is not None:
        facts.append(Fact("Pour", item.partner_name, route=Route("partners", item.partner_id)))
    more = (BadgeCell("En retard", "alert-octagon", "danger"),) if item.late_days else ()
    return Sheet(
        word(item.kind), item.title, (badges.badge_cell(item.state), *more),
        (
            *((Block(callout=late, rule=False),) if item.late_days else ()),
            Block(make=_Bars(item)),
            Block(facts=(*facts, linked_objective(item.objective_id, item.objective, item.objective_title))),
            Block("Remarque", text=item.note),
        ),
    )  # fmt: skip


# --- what can be done


_NEXT = (("granted", "Tout est accordé"), ("delivered", "Tout est livré"), ("in_service", "Tout est en service"))


def _reaches(name: str, item: EquipmentRow) -> bool:
    counts = (item.asked, item.granted, item.delivered, item.in_service)
    return item.refused_on is None and equipment.next_stage(*counts) == name


def _advance(tab: RegisterTab, item: EquipmentRow) -> None:
    tab.workspace.write(equipment.advance, item.id, tab.workspace.today, note=f"{item.title} : étape notée")


def _action(name: str, said: str) -> Action:
    def shows(item: EquipmentRow) -> bool:
        return _reaches(name, item)

    return Action(name, said, "check", _advance, shows, primary=True)


EQUIPMENT = Register(
    key="equipment",
    title="Équipements",
    icon="device-tablet",
    tables=("equipment_item", "partner", "partner_name", "objective", "axis"),
    search=equipment.search,
    columns=COLUMNS,
    searched=_searched,
    called=lambda item: item.title,
    sheet=sheet,
    invitation="Suivez ce qui est demandé pour le quartier : caméras, tablettes, véhicules. "
    "Combien sont accordés, livrés, en service, et depuis quand.",
    hint="Choisissez une demande dans la liste : ses quantités et ses dates s’affichent ici.",
    filters=(
        Filter(ALL, "Toutes"),
        Filter("running", "En cours", _running),
        Filter("late", "En retard", _late),
        Filter("complete", "En service", _complete),
        Filter("refused", "Refusées", _refused),
    ),
    counted=counted,
    figures=figures,
    figure_count=4,
    form=FORM,
    remove=equipment.remove,
    actions=tuple(_action(name, said) for name, said in _NEXT),
)


def tab(workspace: Workspace) -> RegisterPart:
    """The register."""
    return RegisterTab(workspace, EQUIPMENT)
