"""What the calendar of the reserves says: days, periods, a person's days or hours, what a cell means."""

from __future__ import annotations

import datetime as dt

from psq_desktop.french import date_long, date_short, figure, plural, typeset
from psq_desktop.services.kinds import Availability
from psq_desktop.services.reserves.calendar_rows import CalendarRow, DayMark
from psq_desktop.views.tokens import Tone

LETTERS = "LMMJVSD"
KEYS = "Glisser pour peindre · D disponible · I indisponible · Suppr efface · Entrée : heures du jour"
NOTHING_SAID = "non renseigné"
_STATES = {Availability.AVAILABLE: "disponible", Availability.UNAVAILABLE: "indisponible", None: NOTHING_SAID}
NEAR, FULL = 0.75, 0.9  # of the ceiling: amber, red
WEEK = dt.timedelta(days=7)


def day_number(day: dt.date) -> str:
    """« 16 », « 1er »."""
    return "1er" if day.day == 1 else str(day.day)


def first_day(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def period_text(first: dt.date, last: dt.date) -> str:
    """« 16 novembre – 6 décembre 2026 »; the month, the year once where they are the same."""
    same_month = (first.year, first.month) == (last.year, last.month)
    begins = day_number(first) if same_month else date_long(first, weekday=False, year=first.year != last.year)
    return typeset(f"{begins} – {date_long(last, weekday=False)}")


def brief_period(first: dt.date, last: dt.date) -> str:
    """« 16 nov. – 6 déc. »."""
    return typeset(f"{date_short(first, year=False)} – {date_short(last, year=False)}")


def short_period(first: dt.date, last: dt.date) -> str:
    """« du 16 nov. au 6 déc. 2026 »."""
    return typeset(f"du {date_short(first, year=first.year != last.year)} au {date_short(last)}")


def share(row: CalendarRow) -> float | None:
    """Of the ceiling, how much is used (0 to 1 or more); none without one."""
    return row.days_used / row.ceiling if row.ceiling else None


def burden_tone(row: CalendarRow) -> Tone:
    """How near the ceiling is: by what is used, and by what the pace will use within the warning time."""
    used = share(row) or 0
    if row.over or used >= FULL:
        return "danger"
    return "warning" if row.near or used >= NEAR else "accent"


def burden(row: CalendarRow) -> str:
    """« 118 / 150 j », « 18 h ce trimestre »."""
    if row.ceiling is not None:
        return typeset(f"{row.days_used} / {row.ceiling} j")
    return typeset(f"{figure(round(row.quarter_minutes / 60, 1))} h ce trimestre")


def person_said(row: CalendarRow) -> str:
    """« D••••••• M., RO-01, 118 jours sur 150 »."""
    used = f"{plural(row.days_used, 'jour')} sur {row.ceiling}" if row.ceiling is not None else burden(row)
    return typeset(", ".join(filter(None, (row.display, row.code, used, ", ".join(row.skills)))))


def mark_said(mark: DayMark | None) -> str:
    """« en mission : Marché », « disponible, 9 h 00 – 12 h 00 », « indisponible, chaque semaine »."""
    if mark is None:
        return NOTHING_SAID
    state = ", ".join(filter(None, (_STATES[mark.state], mark.hours, "chaque semaine" if mark.weekly else "")))
    if mark.mission:
        return f"en mission : {mark.mission}" + (f" ; {state}" if mark.state is not None else "")
    return state


def cell_said(row: CalendarRow, day: dt.date, mark: DayMark | None) -> str:
    """« RO-01, jeudi 19 novembre, en mission : Marché »."""
    return typeset(f"{row.code}, {date_long(day, year=False)}, {mark_said(mark)}")


def painted_note(cells: int, people: int, state: Availability | None) -> str:
    """« 6 jours de 2 réservistes : disponible »."""
    whose = f" de {plural(people, 'réserviste')}" if people > 1 else ""
    said = _STATES[state] if state is not None else "effacé" + ("s" if cells > 1 else "")
    return typeset(f"{plural(cells, 'jour')}{whose} : {said}")
