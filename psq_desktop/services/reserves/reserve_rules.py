"""Ceilings and limits of the reserves: those of the law, or those a base was set to."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import fields as attributes
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.kinds import ReserveCategory, ReserveProfile
from psq_desktop.models.reserve import ReserveRules
from psq_desktop.services import fields

_HIGHEST = {"rest_hours": 48, "citizen_week_hours": 168, "highest_age": 99, "lowest_age": 99, "contract_years": 10}
_LONGEST = 366  # days of a year


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits in force: days by contract year, hours, years. L411-7 and following CSI unless set otherwise."""

    volunteer_days: int = 90
    former_days: int = 150
    international_days: int = 210
    citizen_week_hours: int = 24
    rest_hours: int = 11
    lowest_age: int = 18
    highest_age: int = 72
    contract_years: int = 5
    warning_days: int = 30
    dormant_days: int = 120

    def ceiling(self, category: ReserveCategory, profile: ReserveProfile | None) -> int | None:
        """Days that somebody may serve in a contract year; a citizen has none: theirs is counted in weekly hours."""
        if category is ReserveCategory.CITIZEN:
            return None
        if profile is ReserveProfile.INTERNATIONAL:
            return self.international_days
        if profile in (ReserveProfile.FORMER_ASSISTANT, ReserveProfile.FORMER_OFFICER):
            return self.former_days
        return self.volunteer_days


NAMES = tuple(each.name for each in attributes(Rules))


def _row(session: Session) -> ReserveRules | None:
    return session.scalars(select(ReserveRules).order_by(ReserveRules.id).limit(1)).first()


def rules(session: Session) -> Rules:
    """The limits in force."""
    row = _row(session)
    return Rules(**{name: getattr(row, name) for name in NAMES}) if row else Rules()


def set_rules(session: Session, **values: Any) -> None:
    """Change some limits; every problem is told: ``rule_range`` (params lowest, highest), ``age_order``."""
    row = _row(session)
    wanted = {name: values.get(name, getattr(row or Rules(), name)) for name in NAMES}
    problems = [problem for name in values if (problem := _problem(name, wanted[name]))]
    if not problems and wanted["highest_age"] < wanted["lowest_age"]:
        problems.append(Problem("highest_age", "age_order", (("lowest", wanted["lowest_age"]),)))
    if problems:
        raise UserError("invalid", *problems)
    if row is None:
        session.add(ReserveRules(**wanted))
        return
    for name in values:
        fields.assign(row, _FIELDS, name, wanted[name])


def _problem(name: str, value: int) -> Problem | None:
    lowest, highest = 0 if name == "rest_hours" else 1, _HIGHEST.get(name, _LONGEST)
    if lowest <= value <= highest:
        return None
    return Problem(name, "rule_range", (("lowest", lowest), ("highest", highest)))


_FIELDS = dict.fromkeys(NAMES, fields.COUNT)
