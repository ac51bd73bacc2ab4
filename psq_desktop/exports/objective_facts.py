"""What documents say of objectives: figures as they are read, counts in words, states, people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from psq_desktop.charts.series import Point, Series
from psq_desktop.exports.facts import DASH, capital, in_words
from psq_desktop.french import date_long, date_short, number, percent, plural, typeset
from psq_desktop.rules import needed_words
from psq_desktop.services.kinds import Direction, DisclosureLevel, ReadingStatus
from psq_desktop.services.steering.progress_rows import (
    CommitmentRow,
    Figure,
    IndicatorRow,
    MatrixCell,
    MatrixPartner,
    MeasureRow,
    ObjectiveRow,
    ObjectiveSheet,
    PilotSummary,
    ProgressDocument,
    ReadingRow,
)
from psq_desktop.wording import word

TO_APPOINT = "à désigner"
TO_SET = "à fixer"
HELPER = "Associé, sans engagement"
HATCHES = typeset("Trait noir : temps écoulé. Ambre et hachures : écart.")
AXIS_HATCHES = typeset("Trait noir : temps écoulé. Ambre et hachures : un objectif en écart.")

_DIRECTIONS = {
    Direction.UP: "Hausse attendue",
    Direction.DOWN: "Baisse attendue",
    Direction.THRESHOLD: "Seuil à tenir",
    Direction.NEUTRAL: "Lecture neutre, sans jugement",
    Direction.ORDINAL: "Niveaux, du moins bon au meilleur",
}


# ---------------------------------------------------------------- the document


def data_date(document: ProgressDocument) -> str:
    """« Données arrêtées au 22 novembre 2026 »."""
    return f"Données arrêtées au {date_long(document.as_of, weekday=False)}"


def diffusion(document: ProgressDocument) -> str:
    """« diffusion : partenaires »."""
    return typeset(f"diffusion : {word(document.level).lower()}")


def marks(document: ProgressDocument) -> tuple[tuple[str, bool], ...]:
    """Words in boxes at the top, and whether the box is solid."""
    found = (
        ("Restreint", True, document.level is DisclosureLevel.RESTRICTED),
        ("Données fictives", False, document.fictional),
    )
    return tuple((text, solid) for text, solid, shown in found if shown)


def subtitle(document: ProgressDocument) -> str:
    """Committee, district with its population, date of the data, and for whom alone."""
    people = f" ({plural(document.population, 'habitant')})" if document.population else ""
    place = f", {document.district}{people}" if document.district else people
    own = f" Objectifs auxquels {document.partner.name} prend part." if document.partner else ""
    return typeset(f"{document.committee}{place}. {data_date(document)}.{own}")


def rows(document: ProgressDocument) -> tuple[ObjectiveRow, ...]:
    """The objectives in order."""
    return tuple(sheet.row for sheet in document.sheets)


def objectives_title(count: int) -> str:
    """« Les quinze objectifs », « Les 24 objectifs »."""
    if count < 2:
        return "L’objectif" if count else "Objectifs"
    return typeset(f"Les {in_words(count)} objectifs")


# ---------------------------------------------------------------- figures


def value_text(of: Figure | IndicatorRow, value: float | None, today: date) -> str:
    """« 7,9 », « 68 % », a level's name; « – » when there is none."""
    if value is None:
        return DASH
    return Series(of.title, today, unit=of.unit, decimals=of.decimals, levels=of.levels).figure(value)


def share_text(share: float | None) -> str:
    """« 44 % », « −24 % », « – »."""
    return DASH if share is None else percent(share)


def way_text(row: ObjectiveRow) -> str:
    """« avancement 44 %, temps écoulé 75 % »."""
    return typeset(f"avancement {share_text(row.progress)}, temps écoulé {share_text(row.elapsed)}")


def due_text(due: date | None, missing: str = DASH) -> str:
    """« 30 juin 2027 »."""
    return date_short(due) if due else missing


def series(indicator: IndicatorRow, row: ObjectiveRow, today: date) -> Series:
    """An indicator as charts take it."""
    i = indicator
    points = tuple(Point(r.ends_on, r.value, r.status, r.provisional) for r in i.readings)
    return Series(
        i.title, today, points, i.unit, i.decimals, i.direction, i.period, i.baseline, i.baseline_on, i.target,
        i.at_most, row.start, row.due, i.levels,
    )  # fmt: skip


def reading_text(indicator: IndicatorRow, reading: ReadingRow, today: date) -> str:
    """« 7,9 (oct. 2026) », « néant (oct. 2026) », « 31 (oct. 2026, provisoire) »."""
    said = {ReadingStatus.NONE: "néant", ReadingStatus.NOT_APPLICABLE: "non concerné"}.get(reading.status)
    told = said or value_text(indicator, reading.value, today)
    provisional = ", provisoire" if reading.provisional else ""
    return typeset(f"{told} ({reading.period}{provisional})")


def direction_text(indicator: IndicatorRow, today: date) -> str:
    """« Baisse attendue · rythme nécessaire : −0,5 par mois »."""
    parts = [_DIRECTIONS[indicator.direction]]
    if indicator.direction is Direction.THRESHOLD and indicator.target is not None:
        side = "au plus" if indicator.at_most else "au moins"
        parts[0] += f", {value_text(indicator, indicator.target, today)} {side}"
    if indicator.reached:
        parts.append("cible atteinte")
    elif pace := needed_words(replace(indicator, needed_now=None)):
        parts.append(f"rythme nécessaire : {pace}")
    return typeset(" · ".join(parts))


def sources_text(indicators: Sequence[IndicatorRow]) -> str:
    """« Source : TDD, rapport mensuel. »"""
    told = dict.fromkeys(
        ", ".join(part for part in (i.provider_acronym or i.provider, i.source.rstrip(".")) if part) for i in indicators
    )
    named = [text for text in told if text]
    return typeset(f"Source{'s' if len(named) > 1 else ''} : {' ; '.join(named)}.") if named else ""


# ---------------------------------------------------------------- people and shares


def lateness(row: CommitmentRow | MeasureRow) -> str:
    """« Retard 19 j »; empty when it is not late."""
    return typeset(f"Retard {number(row.late_days)} j") if row.late_days else ""


def referent(sheet: ObjectiveSheet) -> str:
    """Who answers for the objective at its pilot's: who was named for its share, or who last declared."""
    named = (c.referent for c in sheet.commitments if c.partner_id == sheet.row.pilot_id and c.referent)
    return next(named, sheet.outlooks[0].author if sheet.outlooks else "")


def helpers(sheet: ObjectiveSheet) -> tuple[str, ...]:
    """The partners that take part beside the pilot: associates, then who else has a commitment or a proposal."""
    committed = (c.partner for c in sheet.commitments if c.partner_id != sheet.row.pilot_id)
    return tuple(dict.fromkeys((*sheet.associates, *committed)))


def pilot_name(pilot: PilotSummary) -> str:
    """The partner, whether it is a guest; or how many others there are."""
    if pilot.partner_id is None:
        noun = "autre partenaire" if pilot.partners == 1 else "autres partenaires"
        return capital(typeset(f"{in_words(pilot.partners)} {noun}"))
    return f"{pilot.name} (invité)" if pilot.guest else pilot.name


def kept_text(kept: int, taken: int) -> str:
    """« 6 / 10 », « – » when nothing was taken on."""
    return f"{number(kept)}\u00a0/\u00a0{number(taken)}" if taken else DASH


def cell_words(cell: MatrixCell) -> str:
    """« Tenu, pilote de l’objectif »: one cell of the matrix for who does not see it."""
    parts = [word(cell.state) if cell.state else "aucun engagement" if cell.pilot else HELPER]
    if cell.commitments > 1:
        parts.append(plural(cell.commitments, "engagement"))
    if cell.late:
        parts.append(f"{number(cell.late)} en retard")
    if cell.pilot:
        parts.append("pilote de l’objectif")
    return typeset(capital(", ".join(parts)))


def label_of(partner: MatrixPartner) -> str:
    """The acronym, or the name of who has none."""
    return partner.acronym or partner.name


def acronyms(partners: Sequence[MatrixPartner]) -> str:
    """« SPC, Sous-préfecture de Calais ; … » for those that the matrix names by their acronym."""
    named = [f"{p.acronym}, {p.name}" for p in partners if p.acronym not in ("", p.name)]
    return typeset(f"Sigles : {' ; '.join(named)}.") if named else ""
