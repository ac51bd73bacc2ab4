"""Charts in words, for screen readers, text alternatives and tooltips: made from the data that is drawn."""

from __future__ import annotations

from psq_desktop.charts.series import Point, Series
from psq_desktop.french import date_short, percent, plural, typeset
from psq_desktop.services import periods
from psq_desktop.services.kinds import Direction, ReadingStatus

NO_READING = "Aucun relevé"
_FEW = 12  # readings that are still told one by one
_STATUS = {ReadingStatus.NONE: "néant", ReadingStatus.NOT_APPLICABLE: "non concerné"}
_DIRECTIONS = {
    Direction.UP: "Hausse attendue",
    Direction.DOWN: "Baisse attendue",
    Direction.NEUTRAL: "Indicateur neutre, suivi sans jugement",
}


def nothing_words(series: Series) -> str:
    """What stands in place of a value: nothing was sent, or only « néant » and « non concerné »."""
    return "Aucune valeur" if series.readings else NO_READING


def reading_words(series: Series, point: Point) -> str:
    """« oct. 2026 : 31, définitif »."""
    when = periods.label(series.period, point.on)
    if point.status is not ReadingStatus.VALUE:
        return typeset(f"{when} : {_STATUS[point.status]}")
    if point.value is None or not point.known:
        return typeset(f"{when} : valeur illisible")
    return typeset(f"{when} : {series.said(point.value)}, {'provisoire' if point.provisional else 'définitif'}")


def goal_word(series: Series) -> str:
    """What the target is called: « Cible », « Maximum » or « Minimum »."""
    if series.direction is not Direction.THRESHOLD:
        return "Cible"
    return "Maximum" if series.at_most else "Minimum"


def history_words(series: Series) -> str:
    """The whole history of an indicator."""
    parts = [series.title, _DIRECTIONS.get(series.direction, "")]
    if series.origin is not None:
        day, value = series.origin
        parts.append(f"Départ le {date_short(day)} : {series.said(value)}")
    parts += _readings(series)
    if series.goal is not None:
        by = f" au {date_short(series.due)}" if series.due and series.direction is not Direction.THRESHOLD else ""
        parts.append(f"{goal_word(series)} : {series.said(series.goal)}{by}")
    if series.whatif is not None and series.whatif.known:
        parts.append(f"En cours de saisie, {reading_words(series, series.whatif)}")
    return sentences(parts)


def _readings(series: Series) -> list[str]:
    last = series.last
    if last is None or last.value is None:
        parts = [nothing_words(series)]
    else:
        parts = [f"Dernier relevé, {reading_words(series, last)}"]
    earlier = [point for point in series.readings if point is not last]
    if 0 < len(earlier) <= _FEW:
        parts.append("Autres relevés : " + " ; ".join(reading_words(series, point) for point in earlier))
    elif earlier:
        values = [point.value for point in series.known if point.value is not None]
        parts.append(plural(len(series.readings), "relevé"))
        if values:
            parts.append(f"De {series.said(min(values))} à {series.said(max(values))}")
        parts += [
            f"{plural(count, word, word)}"
            for status, word in _STATUS.items()
            if (count := sum(point.status is status for point in series.readings))
        ]
    return parts


def progress_words(progress: float | None, elapsed: float | None, *, alert: bool = False) -> str:
    """« Avancement : 44 %, temps écoulé : 75 %, écart à expliquer. »"""
    parts = ["Avancement non calculé" if progress is None else f"Avancement : {percent(progress)}"]
    if elapsed is not None:
        parts.append(f"temps écoulé : {percent(elapsed)}")
    if alert:
        parts.append("écart à expliquer")
    return typeset(", ".join(parts) + ".")


def sentences(parts: list[str]) -> str:
    """Each part as a sentence."""
    return typeset(" ".join(part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in parts if part))
