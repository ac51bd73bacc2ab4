"""Contacts with residents, what they raised, and the answer that they were given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.fieldwork import OutreachAction, OutreachTheme
from psq_desktop.models.kinds import OutreachKind, OutreachState, Period
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner
from psq_desktop.services import fields
from psq_desktop.services.fieldwork import public_sheet
from psq_desktop.services.fieldwork.outreach_rows import OutreachFigures, OutreachRow, ThemeRow
from psq_desktop.services.names import PartnerLabel, labels_on, objective_codes
from psq_desktop.services.periods import period_end, period_start

ANSWER = dt.timedelta(days=30)
RECENT = dt.timedelta(days=182)  # key figures look back so far
_REQUIRED_NOTE = fields.Field(str, True, fields.paragraph, fields.NOTE.check)
FIELDS = {
    "kind": fields.choice(OutreachKind),
    "title": fields.HEADLINE,
    "place": fields.WORDS,
    "day": fields.REQUIRED_DAY,
    "ends_on": fields.DAY,
    "starts": fields.MOMENT,
    "ends": fields.MOMENT,
    "partner_id": fields.KEY,
    "people": fields.OPTIONAL_COUNT,
    "cancelled": fields.FLAG,
    "feedback_due": fields.DAY,
    "feedback_on": fields.DAY,
    "feedback_how": fields.WORDS,
    "objective_id": fields.KEY,
    "note": fields.NOTE,
}
THEME_FIELDS = {
    "said": _REQUIRED_NOTE,
    "done": fields.NOTE,
    "times": fields.OPTIONAL_COUNT,
    "answered_on": fields.DAY,
    "published": fields.FLAG,
    "objective_id": fields.KEY,
}
_LINKS: Mapping[str, type[Partner] | type[Objective]] = {"partner_id": Partner, "objective_id": Objective}


def search(session: Session, today: dt.date) -> tuple[OutreachRow, ...]:
    """Contacts, latest first."""
    query = (
        select(OutreachAction)
        .options(selectinload(OutreachAction.themes), selectinload(OutreachAction.objective))
        .order_by(OutreachAction.day.desc(), OutreachAction.id.desc())
    )
    labels, codes = labels_on(session, today), objective_codes(session)
    return tuple(_row(action, labels, codes, today) for action in session.scalars(query))


def state_of(action: OutreachAction, today: dt.date) -> OutreachState:
    """Where a contact stands: answered once residents were told what became of it, or of each theme."""
    if action.cancelled:
        return OutreachState.CANCELLED
    if action.day > today:
        return OutreachState.PLANNED
    if action.feedback_on or (action.themes and all(theme.answered_on for theme in action.themes)):
        return OutreachState.ANSWERED
    return OutreachState.LATE if due_of(action) < today else OutreachState.TO_ANSWER


def due_of(action: OutreachAction) -> dt.date:
    """When residents are to be answered: the day that was set, else 30 days after the contact."""
    return action.feedback_due or (action.ends_on or action.day) + ANSWER


def _row(
    action: OutreachAction, labels: Mapping[int, PartnerLabel], codes: Mapping[int | None, str], today: dt.date
) -> OutreachRow:
    partner = labels.get(action.partner_id) if action.partner_id else None
    state, due = state_of(action, today), due_of(action)
    return OutreachRow(
        id=action.id,
        kind=action.kind,
        title=action.title,
        state=state,
        place=action.place,
        day=action.day,
        ends_on=action.ends_on,
        starts=action.starts,
        ends=action.ends,
        partner_id=action.partner_id,
        partner=partner.name if partner else "",
        partner_acronym=partner.acronym if partner else "",
        people=action.people,
        feedback_due=due,
        due_set=action.feedback_due,
        feedback_on=action.feedback_on,
        feedback_how=action.feedback_how,
        late_days=(today - due).days if state is OutreachState.LATE else 0,
        themes=tuple(_theme(theme, codes) for theme in action.themes),
        objective_id=action.objective_id,
        objective=codes.get(action.objective_id, ""),
        objective_title=action.objective.title if action.objective else "",
        note=action.note,
    )


def _theme(theme: OutreachTheme, codes: Mapping[int | None, str]) -> ThemeRow:
    return ThemeRow(
        theme.id, theme.action_id, theme.said, theme.done, theme.times, theme.answered_on, theme.published,
        theme.objective_id, codes.get(theme.objective_id, ""),
    )  # fmt: skip


def figures(rows: Sequence[OutreachRow], today: dt.date) -> OutreachFigures:
    """Contacts in numbers, over the last six months. Pure."""
    since = today - RECENT
    known = [row for row in rows if row.state is not OutreachState.CANCELLED]
    recent = [row for row in known if since < row.day <= today]
    first, last = period_start(Period.MONTH, today), period_end(Period.MONTH, today)
    asked = [((row.ends_on or row.day) + ANSWER, theme.answered_on) for row in recent for theme in row.themes]
    return OutreachFigures(
        since=since,
        office_hours=sum(row.kind is OutreachKind.OFFICE_HOURS and first <= row.day <= last for row in known),
        due_subjects=sum(answered is not None or due < today for due, answered in asked),
        answered_in_time=sum(answered is not None and answered <= due for due, answered in asked),
        people=sum(row.people or 0 for row in recent),
        actions=len(recent),
        late=sum(row.state is OutreachState.LATE for row in known),
    )


# ---------------------------------------------------------------- contacts


def create(session: Session, /, kind: OutreachKind, title: str, day: dt.date | None, **values: Any) -> int:
    """A new contact; ``values`` are of `FIELDS`. Its id."""
    action = OutreachAction(cancelled=False)
    _assign(session, action, {"kind": kind, "title": title, "day": day, **values})
    session.add(action)
    session.flush()
    return action.id


def update(session: Session, action_id: int, values: Mapping[str, Any]) -> None:
    """Change some of `FIELDS`; every problem is told."""
    _assign(session, fields.fetch(session, OutreachAction, action_id), values)


def _assign(session: Session, action: OutreachAction, values: Mapping[str, Any]) -> None:
    with fields.all_problems() as each:
        for name, value in values.items():
            with each():
                if name in _LINKS and value is not None:
                    fields.fetch(session, _LINKS[name], value)
                fields.assign(action, FIELDS, name, value)
        with each():
            _check(action)


def _check(action: OutreachAction) -> None:
    """The days in their order; a contact without its day is told already."""
    if action.day is None:
        return
    days = {"ends_on": action.ends_on, "feedback_due": action.feedback_due, "feedback_on": action.feedback_on}
    problems = [Problem(name, "before_contact") for name, day in days.items() if day is not None and day < action.day]
    one_day = action.ends_on in (None, action.day)
    if one_day and action.starts and action.ends and action.ends <= action.starts:
        problems.append(Problem("ends", "no_duration"))
    if problems:
        raise UserError("invalid", *problems)


def give_feedback(session: Session, action_id: int, on: dt.date | None, how: str) -> None:
    """Residents were told what became of it: when, and how. Raises ``invalid`` without a day."""
    fields.require(feedback_on=on)
    update(session, action_id, {"feedback_on": on, "feedback_how": how})


def cancel(session: Session, action_id: int) -> None:
    """It does not take place."""
    fields.fetch(session, OutreachAction, action_id).cancelled = True


def resume(session: Session, action_id: int) -> None:
    """It takes place after all."""
    fields.fetch(session, OutreachAction, action_id).cancelled = False


def remove(session: Session, action_id: int) -> None:
    """Delete a contact with its themes; the trash keeps it thirty days."""
    session.delete(fields.fetch(session, OutreachAction, action_id))


# ---------------------------------------------------------------- themes


def add_theme(session: Session, /, action_id: int, said: str, **values: Any) -> int:
    """What residents raised; ``values`` are of `THEME_FIELDS`. Its id."""
    action = fields.fetch(session, OutreachAction, action_id)
    theme = OutreachTheme(done="", published=False)
    _assign_theme(session, action, theme, {"said": said, **values})
    action.themes.append(theme)
    session.flush()
    return theme.id


def set_theme(session: Session, theme_id: int, values: Mapping[str, Any]) -> None:
    """Change some of `THEME_FIELDS`; what is published must bear it: see `public_sheet.check`."""
    theme = fields.fetch(session, OutreachTheme, theme_id)
    _assign_theme(session, theme.action, theme, values)


def _assign_theme(session: Session, action: OutreachAction, theme: OutreachTheme, values: Mapping[str, Any]) -> None:
    with session.no_autoflush, fields.all_problems() as each:
        for name, value in values.items():
            with each():
                if name == "objective_id" and value is not None:
                    fields.fetch(session, Objective, value)
                fields.assign(theme, THEME_FIELDS, name, value)
        with each():
            if theme.answered_on is not None and theme.answered_on < action.day:
                raise UserError("invalid", Problem("answered_on", "before_contact"))
        with each():
            if theme.published:
                public_sheet.check(session, theme)


def publish(session: Session, theme_id: int) -> None:
    """Put a theme on the public sheet. Raises what `public_sheet.check` does."""
    set_theme(session, theme_id, {"published": True})


def unpublish(session: Session, theme_id: int) -> None:
    """Take a theme off the public sheet."""
    set_theme(session, theme_id, {"published": False})


def remove_theme(session: Session, theme_id: int) -> None:
    """Delete a theme."""
    theme = fields.fetch(session, OutreachTheme, theme_id)
    theme.action.themes.remove(theme)
