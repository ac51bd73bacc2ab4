"""What the three voices say, in words that claim no more than the figures do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from psq_desktop.french import MONTHS, NARROW, NBSP, figure, number, percent, plural, typeset
from psq_desktop.services.evaluation import comparing
from psq_desktop.services.evaluation.survey_rows import Band, Told, TrianglePoint
from psq_desktop.services.kinds import Direction
from psq_desktop.services.steering.progress_rows import ObjectiveRow


@dataclass(frozen=True, slots=True)
class Voice:
    """The survey of a public: its curve, and its last two waves as they compare."""

    band: Band
    objective_id: int | None = None
    last_wave: int | None = None
    last_on: dt.date | None = None
    source: str = ""
    question: str = ""
    answers: tuple[str, ...] = ()
    before: comparing.Wave | None = None
    after: comparing.Wave | None = None


def told(objective: ObjectiveRow | None, residents: Voice, officials: Voice, facts: Band) -> tuple[Told, ...]:
    """What stands beside the chart: one line for each thing that can be said."""
    return (*_gap(objective), *_residents(residents), *_officials(officials.band), *_facts(facts))


def shown(band: Band, value: float) -> str:
    """« 43 % », « 5,1 »."""
    return figure(round(value, band.decimals), band.decimals, "%" if band.unit == "%" else "")


def _gap(row: ObjectiveRow | None) -> Iterator[Told]:
    if row is None or row.gap is None:
        return
    if row.progress is not None and row.elapsed is not None:
        detail = f"{percent(row.progress)} d’avancement pour {percent(row.elapsed)} du temps"
    else:
        detail = f"rien de transmis depuis {plural(row.gap.silent_days or 0, 'jour')}"
    yield Told("arrows-diff", "warning", f"Objectif {row.code} en écart", typeset(detail), row.id)


def _residents(voice: Voice) -> Iterator[Told]:
    points = voice.band.points
    if not points:
        return
    last = points[-1]
    if len(points) == 1 or voice.before is None or voice.after is None:
        yield Told("users", "info", f"Habitants : {shown(voice.band, last.value)}", _base(last))
        return
    change = f"{shown(voice.band, points[-2].value)} → {shown(voice.band, last.value)}"
    cautions = [c for c in comparing.cautions(voice.before, voice.after) if "marge" not in c]
    if cautions:
        yield Told("alert-triangle", "warning", f"{change} : à comparer avec prudence", cautions[0])
    elif comparing.within(voice.before, voice.after):
        yield Told("plus-minus", "info", f"{change} : dans la marge d’erreur", _base(last))
    elif last.margin is None:
        yield Told("users", "info", f"Habitants : {change}", _base(last))
    else:
        yield Told("plus-minus", "info", f"{change} : au-delà de la marge d’erreur", _base(last))


def _base(point: TrianglePoint) -> str:
    if point.margin is None:
        return typeset(f"{number(point.n or 0)} répondants, sans intervalle")
    return typeset(f"intervalle de ± {number(point.margin, 1)} points, {number(point.n or 0)} répondants")


def _officials(band: Band) -> Iterator[Told]:
    if not band.points:
        return
    first, last = band.points[0], band.points[-1]
    detail = typeset(f"{plural(last.n or 0, 'répondant')}, sans extrapolation")
    if first is last:
        yield Told("building-community", "accent", f"Élus : {shown(band, last.value)}", detail)
        return
    words = {1: "Les élus progressent", 0: "Les élus restent stables", -1: "Les élus baissent"}[_way(band)]
    change = f"{shown(band, first.value)} → {shown(band, last.value)}"
    yield Told("trending-up" if _way(band) > 0 else "arrow-down-right", "accent", f"{words}, {change}", detail)


def _way(band: Band) -> int:
    difference = round(band.points[-1].value - band.points[0].value, band.decimals)
    return (difference > 0) - (difference < 0)


def _facts(band: Band) -> Iterator[Told]:
    if len(band.points) < 2:
        return
    first, last = band.points[0], band.points[-1]
    peak = max(band.points, key=lambda point: point.value)
    title = f"Faits : {shown(band, first.value)} → {shown(band, last.value)} par mois"
    if peak is not first and peak is not last:
        title += f", pic en {MONTHS[peak.on.month - 1]}"
    detail = "plus de signalements peut dire plus de confiance" if band.direction is Direction.NEUTRAL else band.subject
    yield Told("equal", "neutral", title, detail)


# --- the sentence for the quarterly note


def sentence(residents: Voice, officials: Voice, today: dt.date) -> str:
    """What the last wave says, with how sure it is; empty without a wave."""
    points = residents.band.points
    if not points:
        return ""
    last = points[-1]
    n = f"n{NBSP}={NBSP}{number(last.n or 0)}"
    sure = f"± {number(last.margin, 1)} points, {n}" if last.margin else n
    said = f"En {_month(last.on, today)}, {_share(residents, last)} ({sure})."
    if len(points) > 1 and residents.before is not None and residents.after is not None:
        said += f" {_difference(residents, points[-2], today)}"
    if len(officials.band.points) > 1:
        mood = {1: "un mieux", 0: "une situation stable", -1: "une dégradation"}[_way(officials.band)]
        said = said.removesuffix(".") + f"{NARROW}; les élus notent {mood}."
    return typeset(said)


def _share(voice: Voice, point: TrianglePoint) -> str:
    value = shown(voice.band, point.value)
    question = voice.question.rstrip()
    if voice.band.unit != "%":
        return f"les habitants interrogés donnent la note de {value} (« {question} »)"
    answers = " ou ".join(f"« {answer.lower()} »" for answer in voice.answers)
    return f"{value} des habitants interrogés répondent {answers} à « {question} »"


def _difference(voice: Voice, before: TrianglePoint, today: dt.date) -> str:
    assert voice.before is not None and voice.after is not None
    month = _month(before.on, today)
    if comparing.within(voice.before, voice.after):
        return f"L’écart avec {month} n’est pas significatif."
    if voice.before.margin is None or voice.after.margin is None:
        return f"Ce chiffre était de {shown(voice.band, before.value)} en {month}."
    return f"L’écart avec {month} dépasse la marge d’erreur."


def _month(day: dt.date, today: dt.date) -> str:
    return MONTHS[day.month - 1] + ("" if day.year == today.year else f" {day.year}")
