"""« Accueil des victimes »: monthly counts against the targets of the objective. Nobody's case, nobody's name."""

from __future__ import annotations

import datetime as dt
from functools import partial, update_wrapper

from PySide6.QtGui import QResizeEvent

from psq_desktop.french import NBSP, figure, number, percent, plural
from psq_desktop.services.fieldwork import victims
from psq_desktop.services.fieldwork.victim_rows import FEWEST, Aimed, VictimFigures, VictimRow
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.district.victims_chart import MonthsCard
from psq_desktop.views.kit import NONE, NORMAL, BadgeCell, BarCell, Cell, Column, Text
from psq_desktop.views.registers.figures import Figures
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.registers.register import (
    ALL,
    Block,
    Callout,
    Fact,
    Figure,
    Filter,
    FormWords,
    RecordForm,
    Register,
    Sheet,
)
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.screen import Workspace
from psq_desktop.views.tokens import Tone

FEW = f"moins de {FEWEST} avis"
_HIDDEN = f"Avec {FEW}, une part dirait ce que pensent quelques personnes : elle n’est pas montrée, ni additionnée."
_NAMES = (
    "received", "complaints", "referred", "called_back", "wait_minutes", "asked", "satisfied", "provisional", "note",
)  # fmt: skip


class VictimsTab(RegisterTab):
    """The months, with key figures above and a curve below."""

    def __init__(self, workspace: Workspace) -> None:
        self.cards, self.chart = Figures(4), MonthsCard(workspace)
        super().__init__(workspace, _register(workspace), above=self.cards, below=self.chart)

    def reload(self) -> None:
        super().reload()
        self.workspace.read(victims.figures, self.workspace.today, then=self._take_figures)

    def _take_figures(self, found: VictimFigures) -> None:
        self.cards.show_figures(figures(found))
        self.chart.show_figures(found)

    def _take_rows(self, rows: tuple[VictimRow, ...]) -> None:
        super()._take_rows(rows)
        self._top.setVisible(bool(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.chart.set_room(self.height())


# --- the list


def _share(row: VictimRow) -> Cell:
    if row.share is not None:
        return BarCell(row.share, percent(row.share), said=f"{percent(row.share)} de {row.asked} avis")
    return BadgeCell(FEW, "eye-off", "neutral", f"{FEW} : la part n’est pas montrée") if row.hidden else NONE


def _count(value: int | None) -> Cell:
    return Text(number(value)) if value is not None else NONE


def _month(row: VictimRow) -> Cell:
    return Text(row.label, 600)


def _wait(row: VictimRow) -> Cell:
    return Text(figure(row.wait_minutes, 0, "min")) if row.wait_minutes is not None else NONE


def _firmness(row: VictimRow) -> Cell:
    return BadgeCell("Provisoires", "clock", "info") if row.provisional else Text("définitifs", tone="text2")


COLUMNS: tuple[Column[VictimRow], ...] = (
    Column("Mois", 124, _month, stretch=True),
    Column("Reçues", 80, lambda row: _count(row.received), right=True, optional=1),
    Column("Plaintes", 84, lambda row: _count(row.complaints), right=True, optional=3),
    Column("Orientées", 92, lambda row: _count(row.referred), right=True, optional=4),
    Column("Attente", 88, _wait, right=True),
    Column("Avis", 64, lambda row: _count(row.asked), right=True, optional=2),
    Column("Satisfaites", 150, _share),
    Column("Chiffres", 120, _firmness, optional=5),
)


def counted(rows: tuple[VictimRow, ...], _today: dt.date) -> str:
    """« 12 mois · 2 606 personnes reçues · résultats agrégés seulement »."""
    received = sum(row.received for row in rows)
    people = plural(received, "personne reçue", "personnes reçues")
    return f"{plural(len(rows), 'mois', 'mois')} · {people} · chiffres agrégés seulement"


# --- key figures


def figures(found: VictimFigures) -> tuple[Figure, ...]:
    """The latest month against the objective: wait, satisfaction, people received, complaints."""
    if not found.months:
        return ()
    last = found.months[-1]
    told = [row for row in found.months if row.share is not None]
    share = 100 * told[-1].share if told and told[-1].share is not None else None
    objective = f"objectif {found.objective}" if found.objective else "aucun objectif n’en parle"
    received = [row.received for row in found.months]
    complaints = f"{number(last.complaints)} plaintes" if last.complaints is not None else "plaintes non comptées"
    return (
        _aimed("Attente moyenne", last.wait_minutes, "min", last.label, found.wait, objective),
        _aimed("Personnes satisfaites", share, "%", told[-1].label if told else "", found.satisfaction, objective),
        Figure("Personnes reçues", number(last.received), last.label,
               f"{number(round(sum(received) / len(received)))} par mois en moyenne, {complaints}"),
        Figure("Orientées vers une aide", "—" if last.referred is None else number(last.referred), last.label,
               "rappels non comptés" if last.called_back is None else plural(last.called_back, "personne rappelée",
                                                                             "personnes rappelées")),
    )  # fmt: skip


def _aimed(title: str, value: float | None, unit: str, label: str, aimed: Aimed | None, objective: str) -> Figure:
    if value is None:
        return Figure(title, "—", "", "aucun chiffre")
    shown = number(round(value))
    if aimed is None or aimed.target is None:
        return Figure(title, f"{shown}{NBSP}{unit}", label, objective)
    met = value >= aimed.target if aimed.at_least else value <= aimed.target
    tone: Tone = "success" if met else "warning"
    bound = "au moins" if aimed.at_least else "au plus"
    words = f"cible : {figure(aimed.target, 0, unit)} {bound}{' (atteinte)' if met else ''}, {objective}"
    if not aimed.at_least:
        return Figure(title, f"{shown}{NBSP}{unit}", label, words)
    return Figure(
        title, f"{shown}{NBSP}{unit}", label, words, min(value / 100, 1.0), tone, min(aimed.target / 100, 1.0)
    )


# --- the sheet


def sheet(row: VictimRow, _today: dt.date) -> Sheet:
    """A month in full."""
    counts = (
        ("Personnes reçues", row.received), ("Plaintes", row.complaints), ("Orientées vers une aide", row.referred),
        ("Rappelées", row.called_back), ("Avis recueillis", row.asked),
    )  # fmt: skip
    facts = [Fact(label, number(value)) for label, value in counts if value is not None]
    if row.wait_minutes is not None:
        facts.append(Fact("Attente moyenne", figure(row.wait_minutes, 0, "min")))
    if row.share is not None:
        facts.append(Fact("Satisfaites", f"{percent(row.share)} des avis"))
    hidden = (Block(callout=Callout("info", f"Satisfaction : {FEW}", _HIDDEN), rule=False),) if row.hidden else ()
    badges = (BadgeCell("Provisoire", "clock", "info"),) if row.provisional else ()
    return Sheet(
        "Accueil des victimes", row.label.capitalize(), badges,
        (Block(facts=tuple(facts)), *hidden, Block("Remarque", text=row.note)),
        "Des nombres seulement : ni nom, ni dossier.",
    )  # fmt: skip


# --- the form


def _lines(_workspace: Workspace) -> Lines:
    return (
        (FieldSpec("month", "Mois", required=True, placeholder="octobre 2026", hint="Ou 10/2026.", share=2),
         FieldSpec("provisional", "Chiffres provisoires", "flag")),
        (FieldSpec("received", "Personnes reçues", "whole", required=True),
         FieldSpec("complaints", "dont plaintes", "whole"),
         FieldSpec("referred", "dont orientées", "whole", hint="Vers une aide aux victimes.")),
        (FieldSpec("wait_minutes", "Attente moyenne, en minutes", "number"),
         FieldSpec("called_back", "Personnes rappelées", "whole")),
        (FieldSpec("asked", "Avis recueillis", "whole"), FieldSpec("satisfied", "dont satisfaits", "whole")),
        (FieldSpec("note", "Remarque", "lines", hint="Aucune situation individuelle, aucun nom."),),
    )  # fmt: skip


def _shown(row: VictimRow) -> dict[str, object]:
    return {"month": row.label, **{name: getattr(row, name) for name in _NAMES}}


def _blank(today: dt.date) -> dict[str, object]:
    """The month before: its figures are known now."""
    return {"month": victims.month_name(today.replace(day=1) - dt.timedelta(days=1))}


def _today(today: dt.date) -> dict[str, object]:
    return {"today": today}


def _register(workspace: Workspace) -> Register:
    words = FormWords("Nouveau mois", "Enregistrer le mois", "Mois enregistré", "Modifier le mois", "Mois modifié")
    update = update_wrapper(partial(victims.update, today=workspace.today), victims.update)
    return Register(
        key="victims",
        title="Accueil des victimes",
        icon="heart-handshake",
        tables=("victim_reception", "objective", "axis", "indicator", "reading"),
        search=victims.search,
        columns=COLUMNS,
        searched=lambda row: f"{row.label}\n{row.note}",
        called=lambda row: row.label.capitalize(),
        sheet=sheet,
        invitation="Saisissez chaque mois combien de personnes ont été reçues, leur attente et leur satisfaction. "
        "Des nombres seulement : ni nom, ni dossier.",
        hint="Choisissez un mois pour voir tous ses chiffres.",
        filters=(
            Filter(ALL, "Tous"),
            Filter("provisional", "Provisoires", lambda row: row.provisional),
            Filter("hidden", "Trop peu d’avis", lambda row: row.hidden),
        ),
        counted=counted,
        form=RecordForm(words, _lines, _shown, victims.create, update, _blank, _today, first="received"),
        remove=victims.remove,
        row_height=NORMAL,
        rule=f"La satisfaction n’est montrée qu’à partir de {FEWEST} avis.",
        rule_icon="eye-off",
    )


def tab(workspace: Workspace) -> RegisterPart:
    """The tab, made when it is first seen."""
    return VictimsTab(workspace)
