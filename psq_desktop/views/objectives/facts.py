"""What the detail panel says of an objective and its figures, in words. No widgets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.charts.series import Point, Series
from psq_desktop.french import date_short, figure, percent, plural, typeset
from psq_desktop.rules import gap_words
from psq_desktop.services.kinds import Direction, Period, ReadingStatus
from psq_desktop.services.periods import label, period_end, previous_end, shift
from psq_desktop.services.steering.progress_rows import IndicatorRow, ObjectiveRow, ReadingEffect, ReadingRow
from psq_desktop.views.widgets.note import NoteKind
from psq_desktop.wording import word

NO_VALUE = "–"
_SHORT_UNITS = frozenset({"%", "‰", "€", "h", "j", "min"})  # longer ones stand in the indicator's title
_EARLY = {True: "le relevé est noté provisoire", False: "le relevé serait pourtant définitif"}
_DECLARED = "La météo reste celle que le pilote déclare."


# Values


def told(row: IndicatorRow, value: float | None) -> str:
    """« 7,9 », « 68 % », a level's name; « – » for no value."""
    if value is None:
        return NO_VALUE
    if row.direction is Direction.ORDINAL:
        return typeset(row.levels[int(value) - 1]) if 1 <= value <= len(row.levels) else NO_VALUE
    return figure(value, row.decimals, row.unit if row.unit in _SHORT_UNITS else "")


def reading_words(row: IndicatorRow, reading: ReadingRow) -> str:
    """« 31 », « 0 », « Néant », « Non concerné »: four things, one of which is no row at all."""
    return told(row, reading.value) if reading.status is ReadingStatus.VALUE else word(reading.status)


def standing(row: IndicatorRow) -> str:
    """« 13 sur 20 », « 7 j, cible 5 j », « Néant », « – »: where an indicator stands."""
    last = row.readings[-1] if row.readings else None
    if last is not None and last.status is not ReadingStatus.VALUE and not row.stale:
        return word(last.status)
    value = told(row, row.value)
    if row.target is None or row.direction is Direction.ORDINAL:
        return value
    if row.direction in (Direction.UP, Direction.NEUTRAL) and row.value is not None and row.unit not in _SHORT_UNITS:
        return typeset(f"{value} sur {told(row, row.target)}")
    aim = "repère" if row.direction is Direction.NEUTRAL else "cible"
    return typeset(f"{value}, {aim} {told(row, row.target)}")


def ago(day: dt.date, today: dt.date) -> str:
    """« aujourd’hui », « hier », « il y a 12 jours »."""
    days = (today - day).days
    return typeset("aujourd'hui") if days < 1 else "hier" if days == 1 else typeset(f"il y a {plural(days, 'jour')}")


def finality(reading: ReadingRow) -> str:
    """« provisoire » or « définitif »."""
    return "provisoire" if reading.provisional else "définitif"


# Periods


def of_period(period: Period, name: str) -> str:
    """« d’oct. 2026 », « de T3 2026 », « du 12 oct. 2026 »."""
    if period is Period.ONCE:
        return typeset(f"du {name}")
    return typeset(f"d'{name}" if name[:1].lower() in "aeiou" else f"de {name}")


def next_day(row: IndicatorRow, today: dt.date) -> dt.date:
    """The day that the next reading is likely to be about: the last period that is over, else the current one."""
    over = previous_end(row.period, today)
    return period_end(row.period, today) if over in {reading.ends_on for reading in row.readings} else over


@dataclass(frozen=True, slots=True)
class Silence:
    """A period between two readings for which nothing was sent."""

    ends_on: dt.date
    period: str

    @property
    def id(self) -> tuple[str, dt.date]:
        """What tells it from readings."""
        return ("silence", self.ends_on)


def lines(row: IndicatorRow) -> tuple[ReadingRow | Silence, ...]:
    """The readings, newest first, with the periods between them for which nothing was sent."""
    found: list[ReadingRow | Silence] = []
    awaited: dt.date | None = None
    for reading in row.readings:
        while awaited is not None and awaited < reading.ends_on:
            found.append(Silence(awaited, label(row.period, awaited)))
            awaited = shift(row.period, awaited, 1)
        found.append(reading)
        awaited = None if row.period is Period.ONCE else shift(row.period, reading.ends_on, 1)
    return tuple(reversed(found))


# The chart


def series(row: IndicatorRow, objective: ObjectiveRow, today: dt.date, whatif: Point | None = None) -> Series:
    """An indicator as its chart sees it; ``whatif`` is the reading being typed."""
    points = tuple(Point(r.ends_on, r.value, r.status, r.provisional) for r in row.readings)
    return Series(
        row.title, today, points, row.unit, row.decimals, row.direction, row.period, row.baseline, row.baseline_on,
        row.target, row.at_most, objective.start, objective.due, row.levels, whatif,
    )  # fmt: skip


# What a reading would change


@dataclass(frozen=True, slots=True)
class Told:
    """A note: how grave, its title and its text."""

    kind: NoteKind
    title: str
    text: str


def effect_words(
    row: IndicatorRow, effect: ReadingEffect, status: ReadingStatus, *, replacing: bool, early: bool | None = None
) -> Told:
    """What would change once the reading is saved; or that its period has one already.

    ``early``: the period is not over, and whether the reading says so by being provisional.
    """
    said = effect.replaces
    if said is not None and not replacing:
        title = f"Déjà un relevé pour {effect.period} : {reading_words(row, said)}, {finality(said)}"
        return Told("warning", typeset(title), "Cochez pour le remplacer, ou changez la date.")
    parts = [_progress_words(row, effect)] if said is not None else []
    title = _progress_words(row, effect)
    if said is not None:
        title = f"Remplacera {reading_words(row, said)} ({said.period}, {finality(said)})"
    parts += _reasons(row, effect, status)
    if early is not None:
        parts += [f"La période finit le {date_short(effect.ends_on)} : {_EARLY[early]}"]
    parts += _gap_change(effect)
    text = " ".join((*(_sentence(part) for part in parts), _DECLARED))
    return Told("warning" if early is False else "info", typeset(title), typeset(text))


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _progress_words(row: IndicatorRow, effect: ReadingEffect) -> str:
    if row.direction is Direction.NEUTRAL:
        return "Lecture neutre : ni mieux, ni moins bien"
    if not effect.main:
        return "L'avancement de l'objectif ne change pas"
    before, after = (NO_VALUE if share is None else percent(share) for share in (effect.before, effect.after))
    if effect.before is None and effect.after is None:
        return "L'avancement ne se mesure pas"
    if effect.before is None:
        return f"Avancement : {after}"
    return f"Avancement inchangé : {after}" if before == after else f"Avancement {before} → {after}"


def _reasons(row: IndicatorRow, effect: ReadingEffect, status: ReadingStatus) -> list[str]:
    newest = max((r.ends_on for r in row.readings if r.status is ReadingStatus.VALUE), default=effect.ends_on)
    if status is not ReadingStatus.VALUE:
        return [f"« {word(status)} » n'est pas zéro : la dernière valeur reste celle qui compte"]
    if newest > effect.ends_on:
        later = of_period(row.period, label(row.period, newest))
        return [f"Le relevé {later} est plus récent et reste celui qui compte"]
    return ["La cible est atteinte"] if effect.reached and (effect.after is None or effect.after != 1) else []


def _gap_change(effect: ReadingEffect) -> list[str]:
    before, after = effect.gap_before, effect.gap_after
    if before is not None and after is None:
        return ["L'alerte d'écart serait levée"]
    if after is not None:
        return [f"L'alerte {'demeure' if before is not None else 'apparaîtrait'} : {gap_words(after)}"]
    return []


# The objective


def author_words(author: str, on: dt.date) -> str:
    """« Cdt A. Vasseur, 2 nov. 2026 »."""
    return typeset(f"{author}, {date_short(on)}" if author else date_short(on))


def associates_words(names: tuple[str, ...]) -> str:
    """« avec Douanes, Ville et Parquet »."""
    if not names:
        return ""
    return typeset(f"avec {', '.join(names[:-1])} et {names[-1]}" if len(names) > 1 else f"avec {names[0]}")


def due_words(due: dt.date | None, late_days: int) -> str:
    """« Échéance le 30 juin 2027 », with how late it is."""
    if due is None:
        return "Sans échéance"
    late = f", en retard de {plural(late_days, 'jour')}" if late_days else ""
    return typeset(f"Échéance le {date_short(due)}{late}")
