"""Contacts with residents: when they are answered, what may be published."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from psq_desktop.errors import UserError
from psq_desktop.services.fieldwork import outreach
from psq_desktop.services.fieldwork.outreach_rows import OutreachRow
from psq_desktop.services.kinds import OutreachKind, OutreachState
from tests.conftest import TODAY
from tests.services.concerted import Made
from tests.services.helpers import problem, refused

HELD = TODAY - dt.timedelta(days=30)


def held(made: Made, day: dt.date = HELD, **values: Any) -> int:
    return made.base.write(outreach.create, OutreachKind.MEETING, "Réunion de quartier", day, **values).result


def row(made: Made, key: int, today: dt.date = TODAY) -> OutreachRow:
    return next(each for each in made.base.read(outreach.search, today) if each.id == key)


@pytest.mark.parametrize(
    ("values", "themes", "days", "state", "late"),
    [
        ({"day": TODAY + dt.timedelta(days=1)}, (), 0, OutreachState.PLANNED, 0),
        ({}, (), 0, OutreachState.TO_ANSWER, 0),
        ({}, (), 1, OutreachState.LATE, 1),
        ({"ends_on": TODAY}, (), 1, OutreachState.TO_ANSWER, 0),
        ({"feedback_due": HELD}, (), 0, OutreachState.LATE, 30),
        ({"feedback_on": TODAY}, ({},), 9, OutreachState.ANSWERED, 0),
        ({}, ({"answered_on": TODAY}, {"answered_on": TODAY}), 9, OutreachState.ANSWERED, 0),
        ({}, ({"answered_on": TODAY}, {}), 9, OutreachState.LATE, 9),
        ({"cancelled": True}, (), 9, OutreachState.CANCELLED, 0),
    ],
)
def test_where_an_answer_stands(
    made: Made, values: dict[str, Any], themes: tuple[dict[str, Any], ...], days: int, state: OutreachState, late: int
) -> None:
    key = held(made, **values)
    for theme in themes:
        made.base.write(outreach.add_theme, key, "Les halls", **theme)
    found = row(made, key, TODAY + dt.timedelta(days=days))
    assert (found.state, found.late_days) == (state, late)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"title": "  "}, ("title", "required")),
        ({"day": None}, ("day", "required")),
        ({"day": dt.date(1, 1, 1)}, ("day", "date_range")),
        ({"ends_on": HELD - dt.timedelta(days=1)}, ("ends_on", "before_contact")),
        ({"feedback_on": HELD - dt.timedelta(days=1)}, ("feedback_on", "before_contact")),
        ({"starts": dt.time(18), "ends": dt.time(17)}, ("ends", "no_duration")),
        ({"people": -4}, ("people", "count_range")),
        ({"note": "NIR 1 85 05 78 006 084 36"}, ("note", "national_number")),
    ],
)
def test_a_contact_that_cannot_be_is_told_at_its_field(
    made: Made, values: dict[str, Any], expected: tuple[str, str]
) -> None:
    given = {"kind": OutreachKind.WALK, "title": "Marche", "day": HELD, **values}
    with refused("invalid") as caught:
        made.base.write(outreach.create, **given)
    assert problem(caught)[:2] == expected
    assert made.base.read(outreach.search, TODAY) == ()


def test_hostile_text_is_kept_as_text(made: Made) -> None:
    text = "=cmd|' /C calc'!A0 <b>gras</b> " + "x" * 100_000
    key = held(made, note=text, place="\x00Centre social\x07")
    assert (row(made, key).note, row(made, key).place) == (text, "Centre social")


def test_key_figures_count_what_was_answered_in_time(made: Made) -> None:
    key = held(made, HELD - dt.timedelta(days=1), people=40)
    made.base.write(outreach.add_theme, key, "En temps", answered_on=HELD + dt.timedelta(days=5))
    made.base.write(outreach.add_theme, key, "Trop tard", answered_on=TODAY)
    made.base.write(outreach.add_theme, key, "Toujours rien")
    recent = held(made, TODAY, people=2)
    made.base.write(outreach.add_theme, recent, "Pas encore dû")
    made.base.write(outreach.create, OutreachKind.OFFICE_HOURS, "Permanence", TODAY + dt.timedelta(days=2))
    made.base.write(outreach.create, OutreachKind.OFFICE_HOURS, "Permanence", TODAY + dt.timedelta(days=20))
    found = outreach.figures(made.base.read(outreach.search, TODAY), TODAY)
    assert (found.answered_in_time, found.due_subjects, found.people, found.office_hours) == (1, 3, 42, 1)


def test_only_an_answered_theme_is_published_and_it_must_stay_so(made: Made) -> None:
    theme = made.base.write(outreach.add_theme, held(made), "Les halls").result
    with pytest.raises(UserError) as caught:
        made.base.write(outreach.publish, theme)
    assert {(each.field, each.code) for each in caught.value.problems} == {
        ("done", "required"), ("answered_on", "required"),
    }  # fmt: skip
    made.base.write(outreach.set_theme, theme, {"done": "Passages.", "answered_on": TODAY, "published": True})
    with refused("invalid") as caught:
        made.base.write(outreach.set_theme, theme, {"done": "Voir M. Roussel, 06 12 34 56 78."})
    assert problem(caught)[:2] == ("done", "not_for_publication")
    (kept,) = made.base.read(outreach.search, TODAY)[0].themes
    assert (kept.done, kept.published) == ("Passages.", True)
