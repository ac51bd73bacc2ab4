"""Support of mobile forces: dated, in numbers."""

from __future__ import annotations

import datetime as dt

from psq_desktop.french import date_long, date_short, number, plural, relative_days
from psq_desktop.services.means import mobile
from psq_desktop.services.means.means_rows import MobileRow
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import NONE, BadgeCell, Cell, Column, Text, TwoLines
from psq_desktop.views.registers.register import (
    ALL,
    Action,
    Block,
    Fact,
    Figure,
    Filter,
    FormWords,
    RecordForm,
    Register,
    Sheet,
    linked_objective,
)
from psq_desktop.views.registers.specs import objective_spec
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.screen import Workspace

# which row, its badge; the first that fits
_STATES = (
    (lambda row: row.cancelled, BadgeCell("Annulé", "ban", "neutral")),
    (lambda row: row.here, BadgeCell("En cours", "progress", "info")),
    (lambda row: row.over and row.granted, BadgeCell("Terminé", "check", "neutral")),
    (lambda row: row.granted, BadgeCell("Accordé", "circle-check", "success")),
    (lambda row: row.over, BadgeCell("Sans suite", "minus", "neutral")),
    (lambda row: True, BadgeCell("Demandé", "send", "warning")),
)


def state(row: MobileRow) -> BadgeCell:
    """Where a support stands, from its dates."""
    return next(badge for fits, badge in _STATES if fits(row))


def _coming(row: MobileRow) -> bool:
    return not row.over and not row.cancelled


def _past(row: MobileRow) -> bool:
    return row.over or row.cancelled


def period_words(row: MobileRow) -> str:
    """« du 3 au 9 déc. 2026 », or the one day."""
    if row.starts_on == row.ends_on:
        return f"le {date_short(row.starts_on)}"
    if (row.starts_on.year, row.starts_on.month) == (row.ends_on.year, row.ends_on.month):
        first = "1er" if row.starts_on.day == 1 else str(row.starts_on.day)
    else:
        first = date_short(row.starts_on, year=row.starts_on.year != row.ends_on.year)
    return f"du {first} au {date_short(row.ends_on)}"


def _when(row: MobileRow) -> Cell:
    return TwoLines(period_words(row), plural(row.days, "jour"))


def _title(row: MobileRow) -> Cell:
    return TwoLines(row.title, row.purpose)


def _strength(row: MobileRow) -> Cell:
    return Text(number(row.strength), 600) if row.strength is not None else NONE


def _asked(row: MobileRow) -> Cell:
    return Text(date_short(row.asked_on), tone="text2") if row.asked_on else NONE


def _objective(row: MobileRow) -> Cell:
    return Text(row.objective, 600, "text2") if row.objective else NONE


COLUMNS: tuple[Column[MobileRow], ...] = (
    Column("Période", 224, _when),
    Column("Renfort et emploi", 200, _title, stretch=True),
    Column("Effectif", 88, _strength, right=True),
    Column("Demandé le", 120, _asked, optional=2),
    Column("Objectif", 80, _objective, optional=3),
    Column("État", 126, state),
)


def _searched(row: MobileRow) -> str:
    return "\n".join((row.title, row.purpose, row.objective, row.note, state(row).text, period_words(row)))


def figures(rows: tuple[MobileRow, ...], today: dt.date) -> tuple[Figure, ...]:
    """Here now, to come, this year."""
    here = [row for row in rows if row.here]
    coming = [row for row in rows if _coming(row) and row.starts_on > today]
    year = [row for row in rows if row.granted and not row.cancelled and row.starts_on.year == today.year]
    days = sum(row.days for row in year if row.starts_on <= today)
    people = sum(row.strength or 0 for row in here)
    return (
        Figure(
            "Sur place aujourd’hui", number(people), "fonctionnaires",
            here[0].title if here else "aucun renfort ce jour",
        ),
        Figure(
            "À venir", str(len(coming)), "",
            f"le prochain {relative_days((coming[0].starts_on - today).days)}" if coming else "rien de prévu",
        ),
        Figure(f"Accordés en {today.year}", str(len(year)), "", f"{plural(days, 'jour')} de présence commencés"),
        Figure(
            "En attente", str(sum(not row.granted for row in coming)), "",
            "demandes sans réponse, pour une date à venir",
        ),
    )  # fmt: skip


def counted(rows: tuple[MobileRow, ...], _today: dt.date) -> str:
    """« 4 renforts de forces mobiles · 1 à venir »."""
    coming = sum(map(_coming, rows))
    return f"{plural(len(rows), 'renfort')} de forces mobiles · {coming} en cours ou à venir"


def sheet(row: MobileRow, _today: dt.date) -> Sheet:
    """One support."""
    facts = [
        Fact("Du", date_long(row.starts_on)),
        Fact("Au", date_long(row.ends_on)),
        Fact("Durée", plural(row.days, "jour")),
    ]
    if row.strength is not None:
        facts.append(Fact("Effectif", number(row.strength)))
    if row.asked_on is not None:
        facts.append(Fact("Demandé le", date_long(row.asked_on, weekday=False)))
    return Sheet(
        "Forces mobiles", row.title, (state(row),),
        (
            Block(text=row.purpose),
            Block(facts=(*facts, linked_objective(row.objective_id, row.objective, row.objective_title))),
            Block("Remarque", text=row.note),
        ),
    )  # fmt: skip


def _lines(workspace: Workspace) -> Lines:
    return (
        (FieldSpec("title", "Renfort", required=True, placeholder="Demi-compagnie, section", share=3),
         FieldSpec("strength", "Effectif", "whole", placeholder="30")),
        (FieldSpec("purpose", "Emploi", "lines", placeholder="Ce qui lui est demandé dans le quartier"),),
        (FieldSpec("starts_on", "Du", "day", required=True), FieldSpec("ends_on", "Au", "day", required=True),
         FieldSpec("asked_on", "Demandé le", "day")),
        (FieldSpec("granted", "Accordé", "flag"), FieldSpec("cancelled", "Annulé", "flag")),
        (objective_spec(workspace),),
        (FieldSpec("note", "Remarque", "lines"),),
    )  # fmt: skip


_NAMES = (
    "title",
    "strength",
    "purpose",
    "starts_on",
    "ends_on",
    "asked_on",
    "granted",
    "cancelled",
    "objective_id",
    "note",
)


def _shown(row: MobileRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in _NAMES}


def _copied(row: MobileRow) -> dict[str, object]:
    return {**_shown(row), "starts_on": None, "ends_on": None, "asked_on": None, "granted": False, "cancelled": False}


def _blank(today: dt.date) -> dict[str, object]:
    return {"asked_on": today}


FORM = RecordForm(
    FormWords("Nouveau renfort", "Créer le renfort", "Renfort créé", "Modifier le renfort", "Renfort modifié"),
    _lines, _shown, mobile.create, mobile.update, blank=_blank, copied=_copied, first="title",
)  # fmt: skip


def _grant(tab: RegisterTab, row: MobileRow) -> None:
    tab.workspace.write(mobile.update, row.id, {"granted": True}, note=f"{row.title} : accordé")


def _waiting(row: MobileRow) -> bool:
    return _coming(row) and not row.granted


MOBILE = Register(
    key="mobile",
    title="Forces mobiles",
    icon="users-group",
    tables=("mobile_support", "objective", "axis"),
    search=mobile.search,
    columns=COLUMNS,
    searched=_searched,
    called=lambda row: row.title,
    sheet=sheet,
    invitation="Notez les renforts de forces mobiles demandés pour le quartier, leurs dates et leur effectif.",
    hint="Choisissez un renfort dans la liste : ses dates et son emploi s’affichent ici.",
    filters=(Filter(ALL, "Tous"), Filter("coming", "En cours et à venir", _coming), Filter("past", "Passés", _past)),
    counted=counted,
    figures=figures,
    figure_count=4,
    form=FORM,
    remove=mobile.remove,
    actions=(Action("grant", "Noter l’accord", "circle-check", _grant, _waiting, primary=True),),
)
