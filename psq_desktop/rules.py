"""The rules by which facts are computed, in words: what stands beside a figure that somebody may doubt."""

from __future__ import annotations

from psq_desktop.french import date_long, date_short, figure, percent, plural, typeset
from psq_desktop.services.facts import Gap, Limits
from psq_desktop.services.kinds import Direction, OutlookState, Pace, Period
from psq_desktop.services.reserves.ceilings import PACE_DAYS, Forecast
from psq_desktop.services.steering.progress_rows import IndicatorRow, ObjectiveRow
from psq_desktop.wording import word

PROGRESS = "Avancement = (actuel − départ) / (cible − départ) de l’indicateur principal."
ELAPSED = "Temps écoulé = (aujourd’hui − début) / (échéance − début)."
KEPT = "Engagements tenus sur engagements pris : les propositions et les abandons ne comptent pas."
FRESHNESS = "Fraîcheur : jours depuis le dernier relevé transmis, quel que soit l’indicateur de l’objectif."
NO_VALUE = "« – » : aucune valeur transmise, ce qui n’est pas zéro."
PER_PERIOD = {
    Period.MONTH: "par mois",
    Period.QUARTER: "par trimestre",
    Period.HALF_YEAR: "par semestre",
    Period.YEAR: "par an",
    Period.ONCE: "par mois",
}
_DIRECTIONS = {
    Direction.UP: "Une hausse est attendue.",
    Direction.DOWN: "Une baisse est attendue.",
    Direction.THRESHOLD: "Un seuil est à tenir : le dépasser ne rapporte rien de plus.",
    Direction.NEUTRAL: "Lecture neutre : une hausse peut dire plus de confiance ou plus d’activité. Jamais coloré.",
    Direction.ORDINAL: "Des niveaux, du moins bon au meilleur : ils se comparent, ils ne s’additionnent pas.",
}


def gap_rule(limits: Limits) -> str:
    """When a gap alert is raised."""
    return typeset(
        f"Écart : déclaré sécurisé ou atteignable, mais avancement à plus de {limits.gap_points} points "
        f"sous le temps écoulé, ou rien de transmis depuis {limits.silent_days} jours."
    )


def gap_words(gap: Gap) -> str:
    """« Écart −41 points », « Sans relevé depuis 94 jours »."""
    told = []
    if gap.points is not None:
        told.append(f"Écart {figure(gap.points)} points")
    if gap.silent_days is not None:
        told.append(f"{'s' if told else 'S'}ans relevé depuis {plural(gap.silent_days, 'jour')}")
    return typeset(", ".join(told))


def direction_rule(direction: Direction) -> str:
    """How values of this direction are read."""
    return typeset(_DIRECTIONS[direction])


def progress_words(row: ObjectiveRow) -> str:
    """Progress, time and their rule applied to one objective, in one sentence or two."""
    if row.progress is None:
        return typeset(_why_unknown(row))
    assert row.figure is not None
    f = row.figure
    told = f"{percent(row.progress)} du chemin"
    if f.direction is Direction.THRESHOLD and row.progress == 1:
        told += " : le seuil est tenu"
    elif f.baseline is not None and f.target is not None and f.value is not None:
        said = tuple(figure(v, f.decimals) for v in (f.value, f.baseline, f.target, f.baseline))
        told += " : ({} − {}) / ({} − {})".format(*said)
    if row.elapsed is not None:
        told += f", pour {percent(row.elapsed)} du temps"
    return typeset(f"{told}.")


def _why_unknown(row: ObjectiveRow) -> str:
    f = row.figure
    if f is None:
        return "Aucun indicateur : l’avancement ne se mesure pas."
    if f.direction is Direction.NEUTRAL:
        return "Indicateur neutre : l’avancement ne se mesure pas."
    if f.stale:
        assert row.silent_days is not None
        return f"Rien n’a été transmis depuis {plural(row.silent_days, 'jour')} : l’avancement n’est plus connu."
    if f.value is None:
        return "Aucune valeur transmise : l’avancement n’est pas connu."
    if f.direction is Direction.ORDINAL:
        return "Des niveaux se comparent, sans pourcentage."
    if f.target is None:
        return "Aucune cible : l’avancement ne se mesure pas."
    if f.baseline is None:
        return "Aucune valeur de départ : l’avancement ne se mesure pas."
    if f.baseline == f.target:
        return "La cible est la valeur de départ : elle est tenue ou non, sans pourcentage."
    if f.direction is Direction.THRESHOLD:
        return "Le seuil était tenu au départ : il l’est ou non, sans pourcentage."
    return "La cible n’est pas du côté attendu : corrigez l’indicateur."


def pace_words(pace: Pace, limits: Limits) -> str:
    """The word of a pace with its rule."""
    rules = {
        Pace.REACHED: "la cible est atteinte",
        Pace.ON_PACE: "l’avancement suit le temps écoulé",
        Pace.TRAILING: f"l’avancement est sous le temps écoulé, de {limits.gap_points} points au plus",
        Pace.BEHIND: f"l’avancement est à plus de {limits.gap_points} points sous le temps écoulé",
        Pace.OVERDUE: "l’échéance est passée, la cible n’est pas atteinte",
        Pace.UNKNOWN: "il manque une valeur, une cible ou une date",
    }
    return typeset(f"{word(pace)} : {rules[pace]}.")


_NOW = {
    Period.MONTH: "ce mois-ci",
    Period.QUARTER: "ce trimestre",
    Period.HALF_YEAR: "ce semestre",
    Period.YEAR: "cette année",
    Period.ONCE: "à ce jour",
}


def needed_words(row: IndicatorRow) -> str:
    """« 3 opérations ce trimestre (+1) », « −0,5 par mois »: what keeps up with the due date, or nothing."""
    exact = row.needed_per_period or 0.0
    step = next((s for decimals in range(max(row.decimals, 1), 5) if (s := round(exact, decimals))), 0.0)
    told = f"{'+' if step > 0 else ''}{figure(step)}" if step else ""
    if row.needed_now is None or row.reached is not False:
        return typeset(f"{told} {PER_PERIOD[row.period]}") if told else ""
    value = figure(round(row.needed_now, row.decimals) or 0.0, row.decimals, row.unit)
    return typeset(f"{value} {_NOW[row.period]}" + (f" ({told})" if told else ""))


def outlook_words(row: ObjectiveRow) -> str:
    """« Atteignable, déclaré le 2 nov. 2026 » or « Non renseigné »."""
    if row.outlook is OutlookState.UNKNOWN or row.outlook_on is None:
        return word(row.outlook)
    return typeset(f"{word(row.outlook)}, déclaré le {date_short(row.outlook_on)}")


# ---------------------------------------------------------------- reserves

DAYS_USED = (
    "Jours employés : un par jour où commence une vacation faite, validée, ou passée sans que rien n’en soit dit, dans "
    "l’année du contrat."
)
CEILING = (
    f"Date du plafond : les jours déjà planifiés d’abord, puis le rythme des {PACE_DAYS} derniers jours ; la date la "
    "plus proche est retenue."
)
_FORECASTS = {
    "no_ceiling": "Pas de plafond en jours : un réserviste citoyen est compté en heures par semaine.",
    "reached": "Le plafond de {ceiling} est atteint.",
    "passed": "Le plafond de {ceiling} est dépassé de {over}.",
    "not_begun": "Le contrat commence le {first} : ses jours se comptent à partir de là.{coming}",
    "no_use": "Aucun jour n’a été employé {since} : aucune date ne s’en déduit.",
    "planned": "Avec {planned}, le plafond de {ceiling} est atteint.{lasting}",
    "pace": "Le rythme est de {pace} par mois {since}{after}.{lasting}",
    "not_before": "Le rythme est de {pace} par mois {since}{after}. Le plafond de {ceiling} n’est pas atteint avant le "
    "{last}.",
}


def reserve_rule(forecast: Forecast) -> str:
    """How a forecast was found: « Le rythme est de 14,9 jours par mois sur les 90 derniers jours. Pour tenir … »"""
    pace, over = forecast.pace_per_month, max(0, forecast.used - (forecast.ceiling or 0))
    first, last = (date_long(day, weekday=False) for day in forecast.year)
    planned = plural(forecast.planned, "jour planifié", "jours planifiés")
    most = forecast.sustainable_per_month or 0.0
    lasting = f" Pour tenir jusqu’au {last}, il ne faut pas dépasser {_per_month(most)} par mois."
    told = _FORECASTS["passed" if forecast.rule.code == "reached" and over else forecast.rule.code].format(
        ceiling=plural(forecast.ceiling or 0, "jour"),
        over=plural(over, "jour"),
        pace=_per_month(pace),
        since=f"sur les {PACE_DAYS} derniers jours" if forecast.rule.recent else f"depuis le {first}",
        planned=planned,
        after=f" ; {planned} s’y {'ajoutent' if forecast.planned > 1 else 'ajoute'}" if forecast.planned else "",
        first=first,
        coming=f" {planned} : le plafond est de {plural(forecast.ceiling or 0, 'jour')}." if forecast.planned else "",
        last=last,
        lasting=lasting if most else "",
    )
    return typeset(told)


def _per_month(days: float) -> str:
    return f"{figure(round(days, 1))} {'jour' if days < 2 else 'jours'}"
