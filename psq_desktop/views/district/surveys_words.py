"""How surveys are told: the columns of their list, their dates, what is hidden."""

from __future__ import annotations

from psq_desktop.french import NBSP, date_long, date_short, number, percent, plural, typeset
from psq_desktop.services.evaluation.suppression import SMALLEST
from psq_desktop.services.evaluation.survey_rows import Cell as ResultCell
from psq_desktop.services.evaluation.survey_rows import QuestionResult, SurveyRow
from psq_desktop.views.kit import NONE, BadgeCell, Badges, BarCell, Cell, Column, Text, TwoLines
from psq_desktop.wording import word

HIDDEN = "masqué"  # not « < 10 »: some are hidden only because they would tell another


def dates(row: SurveyRow) -> str:
    """« du 5 au 23 oct. 2026 »."""
    if row.starts_on is None or row.ends_on is None:
        return "à venir"
    first, last = row.starts_on, row.ends_on
    if first == last:
        return f"le {date_short(last)}"
    if (first.year, first.month) == (last.year, last.month):
        day = "1er" if first.day == 1 else str(first.day)
        return f"du {day} au {date_short(last)}"
    return f"du {date_short(first, year=first.year != last.year)} au {date_short(last)}"


def wave_words(row: SurveyRow) -> str:
    """« vague 3 »."""
    return "pas encore de vague" if row.number is None else f"vague{NBSP}{row.number}"


def margin_words(row: SurveyRow) -> str:
    """« ± 4,7 points »."""
    return typeset(f"± {number(row.margin, 1)} points") if row.margin is not None else "sans intervalle"


def hidden_words(count: int) -> str:
    """« 2 cases masquées »."""
    return plural(count, "case masquée", "cases masquées") if count else "rien à masquer"


def shown(cell: ResultCell) -> str:
    """« 34 %, 140 réponses »; « masqué »."""
    if cell.hidden:
        return HIDDEN
    if cell.mean is not None:
        return number(cell.mean, 1)
    return percent(cell.percent / 100) if cell.percent is not None else "—"


def headline_words(result: QuestionResult) -> str:
    """« 43 % : toujours + souvent »."""
    if result.headline is None:
        return ""
    if result.question.answers:
        sure = f", ± {number(result.margin, 1)} points" if result.margin is not None else ""
        return typeset(f"{percent(result.headline / 100)} : {result.headline_words.lower()}{sure}")
    return typeset(f"Moyenne {number(result.headline, 1)}")


def about(row: SurveyRow) -> str:
    """One line about a wave: dates, mode, who was chosen, n, who answered."""
    if row.starts_on is None or row.mode is None or row.sampling is None:
        return wave_words(row)
    told = [dates(row), word(row.mode).lower(), word(row.sampling).lower(), f"n = {number(row.answered or 0)}"]
    if row.rate is not None:
        told.append(f"{percent(row.rate)} de réponses")
    if row.population is not None:
        told.append(f"population {number(row.population)}")
    return typeset(", ".join(told))


def _title(row: SurveyRow) -> Cell:
    return TwoLines(row.title, wave_words(row), weight=600)


def _when(row: SurveyRow) -> Cell:
    if row.mode is None or row.starts_on is None or row.ends_on is None:
        return NONE
    said = f"du {date_long(row.starts_on)} au {date_long(row.ends_on)}, {word(row.mode).lower()}"
    return TwoLines(dates(row), word(row.mode).lower(), weight=400, said=said)


def _answered(row: SurveyRow) -> Cell:
    return NONE if row.answered is None else Text(number(row.answered), 600)


def _rate(row: SurveyRow) -> Cell:
    if row.rate is None:
        return NONE
    said = f"{number(row.answered or 0)} réponses sur {number(row.contacted or 0)} personnes contactées"
    return BarCell(row.rate, percent(row.rate), text_first=True, said=said)


def _margin(row: SurveyRow) -> Cell:
    if row.answered is None:
        return NONE
    if row.margin is None:
        return Text("sans intervalle", tone="text2")
    return Badges((BadgeCell(margin_words(row), "plus-minus", "info"),))


def _hidden(row: SurveyRow) -> Cell:
    if row.answered is None:
        return NONE
    if not row.hidden:
        return Text("rien à masquer", tone="text2")
    return Badges((BadgeCell(hidden_words(row.hidden), "eye-off", "neutral"),))


COLUMNS: tuple[Column[SurveyRow], ...] = (
    Column("Enquête", 260, _title, stretch=True),
    Column("Dates et mode", 220, _when),
    Column("n", 64, _answered),
    Column("Réponse", 160, _rate, optional=2),
    Column("Marge", 150, _margin, optional=1),
    Column(f"Effectif < {SMALLEST}", 160, _hidden),
)
