"""Reserves, means, contacts with residents and surveys of the demonstration base."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Enum, Time, select
from sqlalchemy.orm import Session

from psq_desktop.french import parse_time, typeset
from psq_desktop.models.base import Record
from psq_desktop.models.evaluation import Survey, SurveyQuestion, SurveyResult, SurveyWave
from psq_desktop.models.fieldwork import (
    ControlOutcome,
    ControlService,
    JointControl,
    OutreachAction,
    OutreachTheme,
    SecurityLiaison,
    VictimReception,
)
from psq_desktop.models.indicator import Indicator
from psq_desktop.models.kinds import (
    Availability,
    OutcomeKind,
    Period,
    QuestionKind,
    ReserveCategory,
    ReservistState,
    ShiftState,
)
from psq_desktop.models.means import EquipmentItem, MobileSupport, RetainedPost, TrainingNeed
from psq_desktop.models.reserve import (
    AvailabilityPattern,
    AvailabilitySlot,
    CohesionDelegate,
    DutyShift,
    Mission,
    MissionSkill,
    ReserveRules,
    Reservist,
    ReservistSkill,
    ReservistTraining,
    Skill,
    TrainingSession,
)
from psq_desktop.services import numbers
from psq_desktop.services.demonstration.base import Data, Keys
from psq_desktop.services.periods import period_start, shift

JOURNAL_NAME = "demo_fieldwork"

R = TypeVar("R", bound=Record)
_DAY = dt.timedelta(days=1)
_PARTNERS = ("partner", "owner", "provider", "pilot")
_OFF_ON = {  # days of the files that the tables call otherwise
    "asked": "asked_on", "wanted": "wanted_by", "refused": "refused_on", "granted": "granted_on",
    "delivered": "delivered_on", "in_service": "in_service_on", "expected": "expected_on", "filled": "filled_on",
    "starts": "starts_on", "ends": "ends_on", "requisition": "requisition_on", "done": "done_on",
    "followed": "followed_on", "feedback": "feedback_on", "answered": "answered_on", "applied": "applied_on",
    "approved": "approved_on", "charter": "charter_on", "ended": "ended_on",
}  # fmt: skip
_VALIDATED_AFTER = 30  # days: older shifts were validated


def _made(kind: type[R], data: Data, keys: Keys, **more: Any) -> R:
    """A row from the entries of a file that its table has a column for."""
    columns = kind.__table__.c
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name.endswith("_offset"):
            day = name.removesuffix("_offset")
            values[_OFF_ON.get(day, day)] = keys.day(data, day)
        elif name in _PARTNERS and f"{name}_id" in columns:
            values[f"{name}_id"] = keys.partners[value]
        elif name == "objective" and "objective_id" in columns:
            values["objective_id"] = keys.objectives[value]
        elif name in columns:
            values[name] = _typed(columns[name].type, value)
    return kind(**values, **more)


def _typed(column: Any, value: Any) -> Any:
    if isinstance(column, Enum) and column.enum_class is not None:
        return column.enum_class(value)
    if isinstance(column, Time):
        return parse_time(value)
    return typeset(value) if isinstance(value, str) else value


def load_reserves(session: Session, data: Data, keys: Keys) -> int:
    """Reservists with their days, and missions. Returns how many reservists there are."""
    session.add(ReserveRules(**data["rules"]))
    skills = {name: Skill(name=typeset(name), position=rank) for rank, name in enumerate(data["skills"]["names"])}
    session.add_all(skills.values())
    session.flush()
    people = {row["key"]: _reservist(session, row, keys, skills) for row in data["reservists"]}
    for row in data["missions"]:
        _mission(session, row, keys, people, skills)
    for row in data["trainings"]:
        training = _made(TrainingSession, {k: v for k, v in row.items() if k not in ("skill", "attended")}, keys)
        training.day, training.skill_id = keys.day(row, "day"), skills[row["skill"]].id
        training.reservists = [
            ReservistTraining(reservist=people[key], attended=key in row.get("attended", ())) for key in row["people"]
        ]
        session.add(training)
    session.flush()
    return len(people)


def _reservist(session: Session, row: Data, keys: Keys, skills: Mapping[str, Skill]) -> Reservist:
    plain = {name: value for name, value in row.items() if name not in ("skills", "hours", "titles")}
    reservist = _made(Reservist, plain, keys, born_on=dt.date.fromisoformat(row["born"]))
    prefix = "CA" if reservist.state.applying else "RO" if reservist.category is ReserveCategory.OPERATIONAL else "RC"
    reservist.code = numbers.take_code(session, prefix)
    reservist.skills = [
        ReservistSkill(skill_id=skills[name].id, valid_until=keys.today + days * _DAY)
        for name, days in row.get("skills", ())
    ]
    session.add(reservist)
    if "opened" in row:
        opened = keys.today - row["opened"] * _DAY
        reservist.contract_start = _years_later(opened, -row["years_before"])
        reservist.contract_end = _years_later(reservist.contract_start, row["contract_years"]) - _DAY
        days = [keys.today + offset * _DAY for offset in row["citizen_days"]] if "citizen_days" in row else _spread(
            opened, keys.today, row["year_days"], row["weekdays"]
        )  # fmt: skip
        days += [keys.today + offset * _DAY for offset in row.get("planned_days", ())]
        reservist.shifts = [_shift(day, rank, row, keys) for rank, day in enumerate(days)]
    if "delegate" in row:
        reservist.delegations = [_made(CohesionDelegate, row["delegate"], keys)]
    if reservist.state is ReservistState.ACTIVE:
        reservist.patterns = [
            AvailabilityPattern(weekday=weekday, state=Availability.AVAILABLE) for weekday in row["weekdays"]
        ]
        reservist.slots = list(_slots(reservist, keys.today))
    return reservist


def _years_later(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _spread(first: dt.date, today: dt.date, count: int, weekdays: Iterable[int]) -> list[dt.date]:
    """So many days from ``first`` to the day before today, evenly over the weekdays, other days when these run out."""
    span = [first + n * _DAY for n in range((today - first).days)]
    usual = set(weekdays)
    open_days = [day for day in span if day.weekday() in usual]
    if len(open_days) < count:
        open_days = span
    return [open_days[n * len(open_days) // count] for n in range(count)]


def _shift(day: dt.date, rank: int, row: Data, keys: Keys) -> DutyShift:
    starts, ends = (parse_time(text) for text in row["hours"])
    assert starts is not None
    assert ends is not None
    old = (keys.today - day).days > _VALIDATED_AFTER
    state = ShiftState.VALIDATED if old else ShiftState.DONE if day < keys.today else ShiftState.PLANNED
    return DutyShift(
        title=typeset(row["titles"][rank % len(row["titles"])]), day=day, starts=starts, ends_on=day, ends=ends,
        state=state,
        validated_on=min(day + 20 * _DAY, keys.today) if old else None,
    )  # fmt: skip


def _slots(reservist: Reservist, today: dt.date) -> Iterable[AvailabilitySlot]:
    """A few days off, and a few days given beyond the usual ones."""
    seed = sum(map(ord, reservist.code))
    for n in range(4):
        day = today + ((seed * (n + 3)) % 26 + 1 + n) * _DAY
        state = Availability.UNAVAILABLE if n % 2 == 0 else Availability.AVAILABLE
        if all(slot.day != day for slot in reservist.slots):
            yield AvailabilitySlot(day=day, state=state)


def _mission(
    session: Session, row: Data, keys: Keys, people: Mapping[str, Reservist], skills: Mapping[str, Skill]
) -> None:
    day = keys.day(row, "day")
    assert day is not None
    mission = _made(Mission, {name: value for name, value in row.items() if name != "skills"}, keys)
    mission.day = mission.ends_on = day
    mission.skills = [MissionSkill(skill_id=skills[name].id) for name in row["skills"]]
    session.add(mission)
    session.flush()
    for key in (*row["people"], *row.get("available", ())):
        for slot in [slot for slot in people[key].slots if slot.day == day]:
            people[key].slots.remove(slot)
        people[key].slots.append(AvailabilitySlot(day=day, state=Availability.AVAILABLE))
    state = ShiftState.DONE if day < keys.today else ShiftState.PLANNED
    for key in row["people"]:
        people[key].shifts.append(
            DutyShift(mission=mission, day=day, starts=mission.starts, ends_on=day, ends=mission.ends, state=state)
        )


def load_means(session: Session, data: Data, keys: Keys) -> int:
    """Posts, training needs, equipment, support of mobile forces. Returns how many posts there are."""
    partner = keys.partners["circonscription"]
    posts = [
        _made(RetainedPost, row, keys, code=numbers.take_code(session, "PF"), partner_id=partner)
        for row in data["posts"]
    ]
    trainings = [_made(TrainingSession, row, keys) for row in data["sessions"]]
    session.add_all([*posts, *trainings])
    session.flush()
    for row in data["needs"]:
        need = _made(TrainingNeed, row, keys)
        need.post_id = posts[row["post"]].id if "post" in row else None
        need.session_id = trainings[row["session"]].id if "session" in row else None
        session.add(need)
    session.add_all([_made(EquipmentItem, row, keys) for row in data["equipment"]])
    session.add_all([_made(MobileSupport, row, keys) for row in data["mobile"]])
    session.flush()
    return len(posts)


def load_fieldwork(session: Session, data: Data, keys: Keys) -> int:
    """Controls, contacts with residents, liaisons, reception of victims. Returns how many actions there are."""
    for row in data["controls"]:
        control = _made(JointControl, row, keys)
        control.services = [
            ControlService(partner_id=keys.partners[name]) if name in keys.partners
            else ControlService(name=typeset(name))
            for name in row["services"]
        ]  # fmt: skip
        control.outcomes = [
            ControlOutcome(kind=OutcomeKind(kind), count=count) for kind, count in row.get("outcomes", {}).items()
        ]
        session.add(control)
    for row in data["outreach"]:
        action = _made(OutreachAction, {k: v for k, v in row.items() if k != "themes"}, keys)
        action.themes = [_made(OutreachTheme, theme, keys) for theme in row.get("themes", ())]
        session.add(action)
    for row in data["liaisons"]:
        session.add(_made(SecurityLiaison, row, keys, code=numbers.take_code(session, "RS")))
    _victims(session, data["victims"], keys.today)
    session.flush()
    return len(data["outreach"])


def _victims(session: Session, data: Data, today: dt.date) -> None:
    count = len(data["received"])
    last = period_start(Period.MONTH, today) - _DAY  # of the month before
    for rank in range(count):
        end = shift(Period.MONTH, last, rank - count + 1)
        session.add(
            VictimReception(
                month=period_start(Period.MONTH, end), wait_minutes=float(data["wait"][rank]),
                **{name: data[name][rank] for name in
                   ("received", "complaints", "referred", "called_back", "asked", "satisfied")},
            )
        )  # fmt: skip


def load_surveys(session: Session, data: Data, keys: Keys) -> int:
    """Surveys with their waves. Returns how many there are."""
    indicators = {title: key for key, title in session.execute(select(Indicator.id, Indicator.title))}
    for row in data["surveys"]:
        survey = _made(Survey, row, keys)
        survey.questions = [
            _question(position, q, keys, indicators) for position, q in enumerate(row["questions"], start=1)
        ]
        session.add(survey)
        session.flush()
        for number, wave_row in enumerate(row["waves"], start=1):
            wave = _made(SurveyWave, wave_row, keys, number=number, survey_id=survey.id)
            wave.results = [
                result for each in wave_row["results"] for result in _results(each, survey.questions, wave.answered)
            ]
            session.add(wave)
    session.flush()
    return len(data["surveys"])


def _question(position: int, row: Data, keys: Keys, indicators: Mapping[str, int]) -> SurveyQuestion:
    question = _made(SurveyQuestion, {n: v for n, v in row.items() if n not in ("answers", "headline")}, keys)
    question.position = position
    question.answers = "\n".join(typeset(text) for text in row.get("answers", ()))
    question.headline = "\n".join(typeset(text) for text in row.get("headline", ()))
    question.indicator_id = indicators[typeset(row["indicator"])] if "indicator" in row else None
    return question


def _results(row: Data, questions: list[SurveyQuestion], answered: int) -> Iterable[SurveyResult]:
    for rank, question in enumerate(questions):
        if question.kind is QuestionKind.SCORE:
            yield SurveyResult(question_id=question.id, group=row["group"], count=answered, mean=row["means"][rank])
            continue
        for answer, count in zip(question.answers.splitlines(), row["counts"][rank], strict=True):
            yield SurveyResult(question_id=question.id, group=row["group"], answer=answer, count=count)
