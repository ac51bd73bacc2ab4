"""What the documents about surveys say in words."""

from __future__ import annotations

from psq_desktop.exports import facts
from psq_desktop.french import date_long, number, percent, plural, typeset
from psq_desktop.services.evaluation.survey_rows import Cell, QuestionResult, SurveyDocument, WaveSheet
from psq_desktop.wording import word

WHAT = "surveys"
HIDDEN = "masqué"
EVERYBODY = "Tout le monde"
RULE = (
    "« masqué » : effectif sous 10, zéro compris, ou effectif qui permettrait d’en calculer un. Les pourcentages et "
    "les moyennes suivent leur effectif."
)


def subject(document: SurveyDocument) -> str:
    """« Ressenti, habitants »."""
    return typeset(f"{word(document.kind)}, {word(document.public).lower()}")


def situation(document: SurveyDocument) -> str:
    """« Situation au 22 novembre 2026 »."""
    return typeset(f"Situation au {date_long(document.issued_on, weekday=False)}")


def wave_title(wave: WaveSheet) -> str:
    """« Vague 3, du 5 au 23 octobre 2026 »."""
    row = wave.row
    if row.starts_on is None or row.ends_on is None:
        return typeset(f"Vague {row.number}")
    first = date_long(row.starts_on, weekday=False, year=row.starts_on.year != row.ends_on.year)
    return typeset(f"Vague {row.number}, du {first} au {date_long(row.ends_on, weekday=False)}")


def method(wave: WaveSheet) -> str:
    """Mode, choice, n, rate, population, interval: what a figure of a survey never goes without."""
    row = wave.row
    told = [word(row.mode) if row.mode else "", word(row.sampling).lower() if row.sampling else ""]
    told.append(f"n = {number(row.answered or 0)}")
    if row.rate is not None:
        told.append(f"{percent(row.rate)} de réponses sur {number(row.contacted or 0)} personnes contactées")
    if row.population is not None:
        told.append(f"population de {number(row.population)}")
    return typeset(f"{', '.join(filter(None, told))}. {wave.interval}")


def headline(result: QuestionResult) -> str:
    """« 43 % (± 4,7 points) : toujours + souvent »."""
    if result.headline is None:
        return ""
    if not result.question.answers:
        return typeset(f"Moyenne : {number(result.headline, 1)}")
    sure = f" (± {number(result.margin, 1)} points)" if result.margin is not None else ""
    return typeset(f"{percent(result.headline / 100)}{sure} : {result.headline_words.lower()}")


def cell(found: Cell) -> str:
    """« 14 % », « 5,1 », « masqué »."""
    if found.hidden:
        return HIDDEN
    if found.mean is not None:
        return number(found.mean, 1)
    return percent(found.percent / 100) if found.percent is not None else facts.DASH


def hidden(wave: WaveSheet) -> str:
    """« 4 cases masquées »; empty when all is shown."""
    return plural(wave.row.hidden, "case masquée", "cases masquées") if wave.row.hidden else ""
