"""Whatever is typed anywhere is kept as text, whole, and means nothing to the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from psq_desktop import db, journal, richtext
from psq_desktop.french import LATEST
from psq_desktop.services import history, meetings, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import AttendanceStatus, DecisionState, DisclosureLevel
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance
from tests.conftest import TODAY
from tests.services.helpers import meeting_id

KEPT = (
    "=CMD()", "=HYPERLINK(\"http://exemple.invalid\";\"clic\")", "+33", "-1", "@nom", "<img src=x>", "<b>gras</b>",
    "&amp;", "'; DROP TABLE decision; --", "{0} {name} %s", "../../etc/passwd", "CON", "NUL.pdf", "«»", "🏙️ 𝔘𝔫𝔦",
    "ﷺ שלום", "[\"p\",[\"x\",\"b\"]]", "\\x07", "null", "a" * 10_000,
)  # fmt: skip
CLEANED = {"a\x00b\x07c": "abc", "un\ndeux": "un deux", "un\ttrois": "un trois", "x\ud800y": "xy", " bords ": "bords"}

Field = tuple[Callable[[db.Database, str], object], Callable[[db.Database], str]]


def sixth(base: db.Database) -> int:
    return meeting_id(base, 6)


def item(base: db.Database) -> agenda.ItemRow:
    return base.read(agenda.items, sixth(base))[2]


def guest(base: db.Database) -> attendance.SeatRow:
    return base.read(attendance.seats, sixth(base))[-1]


def newest(base: db.Database) -> decisions.DecisionRow:
    return max(base.read(decisions.register, TODAY), key=lambda d: d.number)


def vc(base: db.Database) -> partners.PartnerSheet:
    return base.read(partners.sheet, 5, TODAY)


FIELDS: dict[str, Field] = {
    "item title": (
        lambda b, t: b.write(agenda.set_field, item(b).id, "title", t), lambda b: item(b).title,
    ),
    "rapporteur": (
        lambda b, t: b.write(agenda.set_rapporteur, item(b).id, None, t), lambda b: item(b).rapporteur,
    ),
    "notes": (
        lambda b, t: b.write(agenda.save_notes, item(b).id, richtext.plain(t.replace("\n", " "))),
        lambda b: richtext.to_plain(item(b).notes),
    ),
    "place": (
        lambda b, t: b.write(meetings.set_field, sixth(b), "place", t),
        lambda b: b.read(meetings.sheet, sixth(b)).row.place,
    ),
    "guest": (
        lambda b, t: b.write(attendance.add_guest, sixth(b), t, "Ailleurs"), lambda b: guest(b).person,
    ),
    "stand-in": (
        lambda b, t: b.write(
            attendance.set_status, b.read(attendance.seats, sixth(b))[0].id, AttendanceStatus.REPRESENTED, t
        ),
        lambda b: b.read(attendance.seats, sixth(b))[0].represented_by,
    ),
    "decision": (
        lambda b, t: b.write(decisions.create, sixth(b), t), lambda b: newest(b).text,
    ),
    "proof": (
        lambda b, t: b.write(decisions.create, sixth(b), "Agir", proof=t), lambda b: newest(b).proof,
    ),
    "comment": (
        lambda b, t: b.write(decisions.follow_up, 28, DecisionState.DONE, TODAY, t.replace("\n", " ")),
        lambda b: b.read(decisions.sheet, 28, TODAY).follow_ups[-1].comment,
    ),
    "partner": (
        lambda b, t: b.write(partners.rename, 5, t, "VC", TODAY), lambda b: vc(b).row.name,
    ),
    "contact": (
        lambda b, t: b.write(partners.add_contact, 5, last_name=t), lambda b: vc(b).contacts[-1].last_name,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_typed_is_kept_as_typed(demo_database: db.Database, name: str) -> None:
    write, read = FIELDS[name]
    for text, kept in {**dict(zip(KEPT, KEPT, strict=True)), **CLEANED}.items():
        outcome = write(demo_database, text)
        assert read(demo_database) == kept
        assert isinstance(outcome, db.Outcome)
        document = demo_database.read(minutes.compose, sixth(demo_database), DisclosureLevel.RESTRICTED, TODAY)
        assert document.number == 6
        assert demo_database.read(history.changes, 1)
        step = outcome.changes.step
        assert step is not None
        demo_database.revert(step, journal.UNDO)
    with demo_database.connection() as connection:
        assert journal.verify(connection).fault is None


@pytest.mark.parametrize("name", FIELDS)
def test_nothing_but_signs_that_no_document_carries_is_an_empty_text(demo_database: db.Database, name: str) -> None:
    """Refused where a text is needed, empty elsewhere; never a crash."""
    from psq_desktop.errors import UserError

    write, read = FIELDS[name]
    try:
        write(demo_database, "\x00\x07\ud800")
    except UserError as error:
        assert error.code == "invalid"
    else:
        assert read(demo_database) == ""


def test_a_hostile_search_finds_nothing_and_fails_nowhere(demo_database: db.Database) -> None:
    for text in ("%", "_", "'", '"', "\\", "(", "[", "*", "\x00", "é" * 5000):
        demo_database.read(meetings.search, text)
        demo_database.read(partners.search, TODAY, text)
        demo_database.read(partners.contacts, text)
        demo_database.read(decisions.register, TODAY, text)
        assert demo_database.read(meetings.search, "%") == ()


def test_far_dates_are_kept(demo_database: db.Database) -> None:
    for day in (LATEST, dt.date(2026, 12, 13)):
        key = demo_database.write(decisions.create, sixth(demo_database), "Loin", due=day).result
        assert demo_database.read(decisions.sheet, key, TODAY).row.due == day
