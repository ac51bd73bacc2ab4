"""What the list and the sheet of security liaisons say."""

from __future__ import annotations

import datetime as dt

from psq_desktop.french import date_long, date_short, plural
from psq_desktop.services.fieldwork import liaisons
from psq_desktop.services.fieldwork.liaison_rows import LiaisonRow
from psq_desktop.views.kit import BadgeCell, Cell, Column, Text, TwoLines
from psq_desktop.views.registers.register import Block, Callout, Fact, Sheet
from psq_desktop.wording import word


def _who(row: LiaisonRow) -> Cell:
    return TwoLines(row.display, f"{row.code} · {word(row.body)}", said=f"{row.code}, {word(row.body)}")


def _state(row: LiaisonRow) -> Cell:
    return state_badge(row)


def state_badge(row: LiaisonRow) -> BadgeCell:
    """Where the mandate stands."""
    if row.ended:
        return BadgeCell("Mandat terminé", "circle-minus", "neutral")
    if row.soon:
        return BadgeCell("Fin proche", "clock-exclamation", "warning")
    return BadgeCell("En fonction", "circle-check", "success")


def _sector(row: LiaisonRow) -> Cell:
    return Text(row.sector or "—")


def _mandate(row: LiaisonRow) -> Cell:
    end = f"jusqu’au {date_short(row.ends_on)}" if row.ends_on else "sans terme"
    return TwoLines(f"depuis le {date_short(row.starts_on)}", end, "warning" if row.soon else "text2", 400)


COLUMNS: tuple[Column[LiaisonRow], ...] = (
    Column("Identité masquée", 150, _who, stretch=True),
    Column("Secteur", 170, _sector, optional=3),
    Column("Mandat", 180, _mandate, optional=2),
    Column("État", 158, _state),
)


def counted(rows: tuple[LiaisonRow, ...], _today: dt.date) -> str:
    """« 3 référents en fonction · 1 mandat finit sous 60 jours »."""
    holding = sum(not row.ended for row in rows)
    soon = sum(row.soon for row in rows)
    told = [plural(holding, "référent en fonction", "référents en fonction")]
    if soon:
        told.append(f"{plural(soon, 'mandat finit', 'mandats finissent')} sous {liaisons.SOON.days} jours")
    return " · ".join((*told, "noms masqués"))


# --- the sheet


def sheet(row: LiaisonRow, today: dt.date) -> Sheet:
    """A mandate; who it is only while names are shown."""
    mandate = [
        Fact("Instance", word(row.body)),
        Fact("Secteur", row.sector or "—"),
        Fact("Début", date_long(row.starts_on, weekday=False)),
        Fact("Fin", date_long(row.ends_on, weekday=False) if row.ends_on else "sans terme",
             "warning" if row.soon else "text"),
    ]  # fmt: skip
    reach = [Fact(label, value) for label, value in (("Courriel", row.email), ("Téléphone", row.phone)) if value]
    left = (row.ends_on - today).days if row.ends_on and row.soon else None
    ending = None
    if left is not None:
        ending = Callout(
            "warning", f"Le mandat finit dans {plural(left, 'jour')}", "Prévoyez la suite avec l’instance."
        )
    return Sheet(
        row.code,
        row.display,
        (state_badge(row),),
        (
            Block(facts=tuple(mandate), rule=False),
            Block(callout=ending),
            Block("Pour joindre", facts=tuple(reach)),
            Block("Remarque", text=row.note),
        ),
        "" if row.revealed else "Nom, moyens de contact et remarque sont masqués.",
    )
