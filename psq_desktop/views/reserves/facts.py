"""What the roster says of a reservist, in words: pure functions over rows."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from psq_desktop import french, rules
from psq_desktop.charts.days import YearOfDays
from psq_desktop.services.kinds import ReserveCategory, ReserveProfile, ReservistState
from psq_desktop.services.reserves.ceilings import Forecast, contract_year
from psq_desktop.services.reserves.reserve_rules import Rules
from psq_desktop.services.reserves.reservist_rows import ReservistRow, ReservistSheet, SkillRow, TrainingRow
from psq_desktop.views.tokens import Token, Tone
from psq_desktop.views.widgets.note import NoteKind
from psq_desktop.wording import word

Urgency = Literal["none", "far", "near", "reached"]


class Said(NamedTuple):
    """A message: how urgent, its title, and why."""

    kind: NoteKind
    title: str
    text: str


def hours(value: float) -> str:
    """« 18 h », « 3,5 h »."""
    return french.figure(round(value, 1), 0, "h")


def urgency(forecast: Forecast, limits: Rules, today: dt.date) -> Urgency:
    """How near the day is on which the ceiling is reached."""
    if forecast.reached_on is None:
        return "none"
    if forecast.ceiling is not None and forecast.used >= forecast.ceiling:
        return "reached"
    return "near" if (forecast.reached_on - today).days <= limits.warning_days else "far"


TONES: dict[Urgency, Tone] = {"none": "accent", "far": "warning", "near": "danger", "reached": "danger"}


def second_line(row: ReservistRow) -> str:
    """« RO-01 · Délégué à la cohésion », « CA-01 · Candidature du 6 oct. »."""
    if row.delegate:
        return f"{row.code} · Délégué à la cohésion"
    if row.state.applying and row.applied_on is not None:
        return f"{row.code} · Candidature du {french.date_short(row.applied_on, year=False)}"
    about = row.activity or (word(row.profile) if row.profile is not None else "")
    return " · ".join(filter(None, (row.code, about)))


def skill_names(skills: tuple[SkillRow, ...]) -> str:
    """« Médiation, conduite »."""
    names = ", ".join(skill.name if rank == 0 else _lower(skill.name) for rank, skill in enumerate(skills))
    return names or "—"


def _lower(name: str) -> str:
    """Without its capital, unless it is an abbreviation."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def first_expiry(skills: tuple[SkillRow, ...]) -> SkillRow | None:
    """The skill that expires first, among those that do."""
    dated = [skill for skill in skills if skill.valid_until is not None]
    return min(dated, key=lambda skill: skill.valid_until or dt.date.max, default=None)


def expiry_words(skill: SkillRow) -> str:
    """« jusqu’au 31 mars 2027 », « expire le 8 déc. 2026 », « expirée le… »; nothing without an end."""
    if skill.valid_until is None:
        return ""
    day = french.date_short(skill.valid_until)
    return f"expirée le {day}" if skill.expired else f"expire le {day}" if skill.soon else f"jusqu’au {day}"


def expiry_tone(skill: SkillRow) -> Token:
    """The colour of these words."""
    return "danger" if skill.expired else "warning" if skill.soon else "text2"


def forecast_cell_words(row: ReservistRow) -> str:
    """What stands under « Plafond atteint le »."""
    forecast = row.forecast
    if forecast.ceiling is not None and forecast.used >= forecast.ceiling:
        return "Plafond atteint"
    if forecast.reached_on is not None:
        return french.date_short(forecast.reached_on)
    if forecast.rule.code == "not_before":
        return f"pas avant le {french.date_short(forecast.year[1])}"
    return "—"


def said_of(row: ReservistRow, limits: Rules, today: dt.date) -> Said | None:
    """The note of the panel: when the ceiling is reached, and by which rule."""
    forecast, text = row.forecast, rules.reserve_rule(row.forecast)
    if forecast.ceiling is None or row.state.applying or row.state.over:
        return None
    if forecast.rule.code == "not_begun":
        return Said("info", f"Contrat à partir du {french.date_long(forecast.year[0], weekday=False)}", text)
    if forecast.used >= forecast.ceiling:
        return Said("danger", "Plafond atteint", text)
    if forecast.reached_on is not None:
        day = french.date_long(forecast.reached_on, weekday=False)
        near = urgency(forecast, limits, today) == "near"
        return Said("danger" if near else "warning", f"Plafond atteint le {day}", text)
    if forecast.rule.code == "no_use":
        return Said("info", "Aucun jour récent : pas de prévision", text)
    return Said("success", f"Plafond non atteint avant le {french.date_long(forecast.year[1], weekday=False)}", text)


def year_words(forecast: Forecast) -> str:
    """« jours sur 150, année du 1er avril »; « contrat à partir du 1er décembre 2026 » before its first one."""
    to_come = forecast.rule.code == "not_begun"
    begins = french.date_long(forecast.year[0], weekday=False, year=to_come)
    limit = f" sur {forecast.ceiling}" if forecast.ceiling is not None else ""
    return (
        f"{'jour' if forecast.used < 2 else 'jours'}{limit}, {'contrat à partir' if to_come else 'année'} du {begins}"
    )


def is_shown(sheet: ReservistSheet) -> bool:
    """Whether the name stands there in clear."""
    return bool(sheet.last_name)


def chart_of(sheet: ReservistSheet, today: dt.date) -> YearOfDays | None:
    """The days of the contract year, once it runs, for somebody who has a ceiling."""
    forecast = sheet.row.forecast
    if forecast.ceiling is None or sheet.row.state.applying or forecast.rule.code == "not_begun":
        return None
    reached_on = None if forecast.used >= forecast.ceiling else forecast.reached_on
    first, last = forecast.year
    return YearOfDays(first, last, today, sheet.cumulative, forecast.ceiling, forecast.pace_per_month, reached_on)


def training_words(training: TrainingRow) -> str:
    """« suivie le 28 sept. 2026 », « prévue le 18 déc. 2026 », « absent »."""
    if training.done and not training.attended:
        return "absent"
    if training.day is None:
        return "jour à fixer"
    return f"{'suivie' if training.attended else 'prévue'} le {french.date_short(training.day)}"


def facts_of(sheet: ReservistSheet) -> tuple[tuple[str, str], ...]:
    """Labels and values of the panel, empty ones left out."""
    row = sheet.row
    found: list[tuple[str, str]] = []
    found.append(("Agrément", french.date_long(row.approved_on, weekday=False) if row.approved_on else "attendu"))
    if row.category is ReserveCategory.OPERATIONAL:
        found.append(("Contrat", contract_words(row)))
    found.append(("Charte signée", "oui" if row.charter_on else "non"))
    if row.last_shift_on is not None:
        found.append(("Dernière vacation", french.date_long(row.last_shift_on, weekday=False)))
    if row.fit_until is not None:
        found.append(("Aptitude", f"jusqu’au {french.date_long(row.fit_until, weekday=False)}"))
    if row.partner:
        found.append(("Employé par", row.partner))
    if row.ended_on is not None:
        found.append(("Engagement terminé", french.date_long(row.ended_on, weekday=False)))
    return tuple(found)


def contract_words(row: ReservistRow) -> str:
    """« jusqu’au 31 mars 2027 »; its first day as well while that is to come."""
    if row.forecast.rule.code == "not_begun":
        begins = french.date_short(row.forecast.year[0])
        return f"du {begins} au {french.date_short(row.contract_end)}" if row.contract_end else f"à partir du {begins}"
    if row.contract_end is not None:
        return f"jusqu’au {french.date_long(row.contract_end, weekday=False)}"
    return f"depuis le {french.date_long(row.contract_start, weekday=False)}" if row.contract_start else "à établir"


def hours_of(sheet: ReservistSheet) -> tuple[tuple[str, str], ...]:
    """Hours of the contract year: planned, done, validated."""
    told = (
        ("Heures prévues, cette année", sheet.planned_minutes), ("dont faites", sheet.done_minutes),
        ("dont validées", sheet.validated_minutes),
    )  # fmt: skip
    return tuple((label, hours(minutes / 60)) for label, minutes in told)


def head_words(row: ReservistRow) -> str:
    """« RO-01 · Policier retraité »."""
    return " · ".join(filter(None, (row.code, word(row.profile) if row.profile is not None else "")))


def subtitle(rows: tuple[ReservistRow, ...]) -> str:
    """« 2 opérationnels · 6 citoyens · 2 candidats · registre local d’engagement »."""
    serving = [row for row in rows if not row.state.applying and not row.state.over]
    operational = sum(row.category is ReserveCategory.OPERATIONAL for row in serving)
    parts = (
        (operational, "opérationnel"),
        (len(serving) - operational, "citoyen"),
        (sum(row.state.applying for row in rows), "candidat"),
    )
    return " · ".join((*(french.plural(count, name) for count, name in parts if count), "registre local d’engagement"))


def statement_years(sheet: ReservistSheet, today: dt.date) -> tuple[int, ...]:
    """The years in which a contract year with shifts begins, latest first; this one always."""
    days = (max(today, sheet.row.contract_start or today), *(shift.day for shift in sheet.shifts if shift.day <= today))
    return tuple(sorted({contract_year(sheet.row.contract_start, day)[0].year for day in days}, reverse=True))


def profile_choices() -> tuple[tuple[object, str], ...]:
    """For a form; a citizen has none."""
    return ((None, "—"), *((each, word(each)) for each in ReserveProfile))


def can_serve(row: ReservistRow) -> bool:
    """Whether shifts may be entered."""
    return not row.state.applying and row.state not in (ReservistState.SUSPENDED, ReservistState.STRUCK_OFF)
