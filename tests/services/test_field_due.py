"""What waits in the field, told on the home page: under codes, without an embargoed date."""

from __future__ import annotations

import dataclasses
import datetime as dt

from sqlalchemy.orm import Session

from psq_desktop import db
from psq_desktop.models.evaluation import QuarterlyNote
from psq_desktop.models.fieldwork import JointControl
from psq_desktop.models.kinds import ControlState, NoteState
from psq_desktop.models.reserve import Mission, Reservist
from psq_desktop.services import field_due, home
from psq_desktop.services.evaluation import quarterly
from psq_desktop.services.field_due import Due
from tests.conftest import TODAY


def waiting(base: db.Database, today: dt.date = TODAY) -> dict[str, Due]:
    def read(session: Session) -> dict[str, Due]:
        found = field_due.waiting(session, today, field_due.duty(session, today))
        return {due.code: due for due in found}

    return base.read(read)


def test_what_waits_in_the_demonstration(demo_database: db.Database) -> None:
    assert waiting(demo_database) == {
        "ceiling_near": Due("ceiling_near", ("RO-02",), dt.date(2026, 12, 11), 2),
        "missions_to_fill": Due(
            "missions_to_fill",
            ("Atelier de prévention routière", "Présence au marché, avec les médiateurs"),
            first=4,
        ),
        "outreach_late": Due("outreach_late", ("Rencontre avec les élèves délégués",), first=6),
        "equipment_late": Due("equipment_late", ("Téléphones d’équipage",)),
        "quarterly_note": Due("quarterly_note", ("T3\u00a02026",)),
        "liaisons_ending": Due("liaisons_ending", ("RS-03",)),
    }


def test_a_finished_note_waits_no_more_and_missing_counters_do(demo_database: db.Database) -> None:
    def finish(session: Session) -> None:
        session.add(QuarterlyNote(year=2026, quarter=3, state=NoteState.FINAL))

    demo_database.write(finish)
    assert not {"quarterly_note", "quarterly_draft"} & set(waiting(demo_database))
    later = TODAY + dt.timedelta(days=30)  # November is over for three weeks, and nobody counted
    assert waiting(demo_database, later)["victims_missing"].names == ("nov.\u00a02026",)


def test_a_drafted_note_waits_to_be_finished(demo_database: db.Database) -> None:
    key = demo_database.write(quarterly.draft, 2026, 3, TODAY).result
    assert waiting(demo_database)["quarterly_draft"].first == key


def test_the_follow_up_of_a_control_is_awaited_after_thirty_days(demo_database: db.Database) -> None:
    def forget(session: Session) -> None:
        done = next(c for c in session.query(JointControl) if c.theme == "Débits de boissons")
        done.followed_on, done.follow_up = None, ""

    demo_database.write(forget)
    assert waiting(demo_database)["controls_follow_up"].names == ("Débits de boissons",)


def test_an_empty_base_waits_for_nothing(small_base: db.Database) -> None:
    assert waiting(small_base) == {}
    assert small_base.read(field_due.duty, TODAY) == field_due.Duty(0, 0, 0, None)


def test_neither_a_name_nor_an_embargoed_day_reaches_the_home_page(demo_database: db.Database) -> None:
    def plant(session: Session) -> None:
        for person in session.query(Reservist):
            person.last_name, person.first_name = "Canarixnom", "Canarixprénom"
        for mission in session.query(Mission):
            mission.day = mission.ends_on = TODAY + dt.timedelta(days=3)
        for control in session.query(JointControl):
            if control.state is ControlState.PLANNED:
                control.day, control.place = TODAY + dt.timedelta(days=37), "Canarixlieu"

    demo_database.write(plant)
    told = demo_database.read(home.overview, TODAY)
    assert told is not None
    text = repr(dataclasses.asdict(told))
    assert "anarix" not in text
    assert all(mark.on != TODAY + dt.timedelta(days=37) for mark in told.timeline)
