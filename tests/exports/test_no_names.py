"""Who serves and who helps, and where the next control will be, stand in no document but the roster's."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from psq_desktop import db, french, listing
from psq_desktop.exports import catalogue
from psq_desktop.models.fieldwork import JointControl, SecurityLiaison
from psq_desktop.models.kinds import ControlState
from psq_desktop.models.reserve import Reservist
from psq_desktop.services import history
from psq_desktop.services.evaluation import quarterly, surveys
from psq_desktop.services.fieldwork import liaisons, public_sheet
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import brief, dossier, summons
from psq_desktop.services.reserves import reservists, roster
from psq_desktop.services.searching import search
from psq_desktop.services.steering import progress
from tests.conftest import TODAY
from tests.exports.test_no_leak import said
from tests.services.helpers import meeting_id

BIRD = "zanarixe"  # every planted name and place begins with it
CONTROL_ON = dt.date(2026, 12, 30)  # nothing else happens on that day
DAYS = (
    CONTROL_ON.isoformat(),
    "30/12/2026",
    french.date_long(CONTROL_ON, weekday=False),
    "30 décembre 2026",
    "30 déc. 2026",
)


@pytest.fixture
def base(demo_database: db.Database) -> db.Database:
    def plant(session: Session) -> None:
        for rank, person in enumerate([*session.query(Reservist), *session.query(SecurityLiaison)]):
            person.last_name, person.first_name = f"{BIRD}-nom{rank}", f"{BIRD}-prénom{rank}"
            person.email, person.phone, person.note = f"{BIRD}{rank}@exemple.invalid", f"{BIRD}-tél", f"{BIRD}-note"
        for control in session.query(JointControl):
            if control.state is ControlState.PLANNED:
                control.day, control.place, control.note = CONTROL_ON, f"{BIRD}-lieu", f"{BIRD}-remarque"
                control.requisition_on = CONTROL_ON - dt.timedelta(days=1)

    demo_database.write(plant)
    return demo_database


def documents(base: db.Database) -> Iterator[tuple[str, catalogue.Document]]:
    """All that goes beyond the secretariat, and what the chair reads."""
    for level in (DisclosureLevel.PUBLIC, DisclosureLevel.PARTNERS):
        for what in ("progress", "matrix", "action-sheets"):
            yield what, base.read(progress.compose, TODAY, level)
        for what in catalogue.WHAT:
            yield what, base.read(minutes.compose, meeting_id(base, 5), level, TODAY)
        yield "summons", base.read(summons.document, meeting_id(base, 6), level, TODAY)
        yield "dossier", base.read(dossier.compose, meeting_id(base, 6), level, TODAY)
    yield "brief", base.read(brief.compose, meeting_id(base, 6), DisclosureLevel.RESTRICTED, TODAY)
    yield "public-sheet", base.read(public_sheet.compose, TODAY - dt.timedelta(days=365), TODAY, TODAY)
    for year, quarter in ((2026, 3), (2026, 4)):
        note = base.write(quarterly.draft, year, quarter, TODAY).result
        yield "quarterly-note", base.read(quarterly.compose, note, TODAY)
    yield "surveys", base.read(surveys.compose, 1, TODAY)


def test_no_document_names_a_reservist_a_liaison_or_an_embargoed_day(base: db.Database) -> None:
    leaks = []
    for what, document in documents(base):
        for ending in catalogue.endings(what):
            name = catalogue.default_file_name(what, document, ending)
            text = said(what, ending, catalogue.render(what, ending, document), name)
            text = text.replace("\u00a0", " ").replace("\u202f", " ")
            leaks += [f"{what}{ending}: {word}" for word in (BIRD, *DAYS) if word.lower() in text]
    assert leaks == []


def test_the_roster_does_name_them(base: db.Database) -> None:
    """Else the test above would prove nothing."""
    document = base.read(roster.compose, TODAY)
    for ending in (".pdf", ".xlsx"):
        text = said("roster", ending, catalogue.render("roster", ending, document), "")
        assert f"{BIRD}-nom0" in text.replace("\n", "")


def test_neither_lists_nor_journal_nor_search_tell(base: db.Database) -> None:
    for kind in listing.KINDS:
        text = json.dumps(base.read(listing.facts, kind, TODAY), default=str, ensure_ascii=False)
        assert BIRD not in text.lower(), kind
        if kind in ("controls", "changes"):
            assert CONTROL_ON.isoformat() not in text
    assert BIRD not in repr(base.read(history.changes, 100)).lower()
    assert base.read(search.find, BIRD) == ()


def test_a_deleted_reservist_is_a_code_in_the_trash(base: db.Database) -> None:
    kept = {row.code: row.id for row in base.read(reservists.search, TODAY)}
    liaison = next(row.id for row in base.read(liaisons.search, TODAY) if row.code == "RS-02")
    base.write(reservists.remove, kept["RC-05"])
    base.write(liaisons.remove, liaison)
    rows = base.read(history.trash)
    assert BIRD not in repr(rows).lower()
    assert {"RC-05", "RS-02"} <= {row.subject for row in rows}
