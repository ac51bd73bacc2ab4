"""Undo takes back exactly what was done, whatever was done; redo does it again; numbers are never given twice."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from psq_desktop import db, journal, richtext
from psq_desktop.errors import UserError
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.base import Base, Record
from psq_desktop.services import committees, history, meetings, partners, setup
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import (
    AgendaKind,
    AttendanceStatus,
    CommitmentState,
    DecisionKind,
    DecisionState,
    Direction,
    DisclosureLevel,
    MandateRole,
    MeasureState,
    MinutesState,
    OutlookState,
    ReadingStatus,
    Reply,
    SupportState,
)
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance
from psq_desktop.services.steering import (
    axes,
    commitments,
    indicators,
    measures,
    objectives,
    outlooks,
    readings,
    supports,
    thresholds,
)
from psq_desktop.services.steering.readings import Draft
from tests.conftest import ACTOR

Content = dict[str, list[dict[str, Any]]]
TODAY = dt.date(2026, 11, 22)
DAYS = tuple(TODAY + dt.timedelta(days=n) for n in (-400, -30, 0, 1, 15, 90, 400))


TABLES = [
    table.name
    for table in Base.metadata.sorted_tables
    if not table.name.startswith("journal_") and table.name != "number_series"
]


def content(database: db.Database) -> Content:
    """Every row of every table, but for the version counters, the journal and the number series."""
    found: Content = {}
    with database.connection() as connection:
        cursor = connection.connection.cursor()  # read as it is stored: this is done thousands of times
        for name in TABLES:
            cursor.execute(f'SELECT * FROM "{name}" ORDER BY id')
            columns = [column[0] for column in cursor.description]
            rows = (dict(zip(columns, row, strict=True)) for row in cursor.fetchall())
            found[name] = [{key: value for key, value in row.items() if key != "version"} for row in rows]
    return found


def ids(database: db.Database, table: str, where: str = "1") -> list[int]:
    with database.connection() as connection:
        return list(connection.execute(text(f"SELECT id FROM {table} WHERE {where} ORDER BY id")).scalars())


def numbers(database: db.Database) -> dict[int, int]:
    with database.connection() as connection:
        rows = connection.execute(text("SELECT id, number FROM decision"))
        return {row.id: row.number for row in rows}


def last_number(database: db.Database) -> int:
    with database.connection() as connection:
        return int(
            connection.execute(
                text("SELECT coalesce(max(last), 0) FROM number_series WHERE name = 'decision'")
            ).scalar_one()
        )


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small base with something of everything: three partners, three meetings, decisions, a follow-up, objectives."""
    path = tmp_path_factory.mktemp("undo") / "small.psq"
    base = db.create(path, ACTOR)
    base.write(setup.create_base, district="Quartier", city="Ville", committee="Comité")
    colleges = ids(base, "college")
    for rank in range(3):
        college, name = colleges[rank], f"Partenaire {rank}"
        key = base.write(partners.create, college, name, f"P{rank}", guest=rank == 2).result
        person = base.write(partners.add_contact, key, first_name="Léa", last_name=f"Nom {rank}").result
        base.write(partners.add_mandate, person, MandateRole.HOLDER, DAYS[0])
    full, small = ids(base, "formation")
    for day in (DAYS[1], DAYS[4], DAYS[5]):
        key = base.write(meetings.create, full, day, dt.time(9, 30), "Mairie").result
        item = base.write(agenda.add, key, "Halls, 20 min, P0").result
        first = base.write(
            decisions.create, key, "Réparer", item_id=item, pilot_id=ids(base, "partner")[0], due=DAYS[5],
            associates=tuple(ids(base, "partner")[1:]),
        ).result  # fmt: skip
        base.write(decisions.follow_up, first, DecisionState.CARRIED_OVER, TODAY, "retard", DAYS[6])
    base.write(meetings.close, ids(base, "meeting")[0], dt.time(11, 0))
    late = base.write(partners.create, colleges[3], "Arrivé tard", "AT").result
    base.write(partners.rename, late, "Renommé depuis", "RD", TODAY)
    base.write(partners.add_contact, late, last_name="Nouvelle")
    base.write(meetings.create, small, DAYS[6], None, "Préfecture")
    _concert(base)
    base.close()
    return path


def _concert(base: db.Database) -> None:
    """Two axes; an objective with all that it may have, on an agenda and in a decision."""
    axis, _ = (base.write(axes.create, name).result for name in ("Présence", "Prévention"))
    pilot, helper = ids(base, "partner")[:2]
    objective = base.write(objectives.create, axis, "Halls", pilot_id=pilot, start=DAYS[0], due=DAYS[6]).result
    base.write(objectives.set_associates, objective, (helper,))
    base.write(commitments.create, objective, helper, "Sa part", due=DAYS[5])
    base.write(measures.create, objective, "Une étape", owner_id=pilot)
    for title in ("Mesure", "Autre"):
        indicator = base.write(indicators.create, objective, title, baseline=0.0, target=10.0).result
        base.write(readings.record, indicator, Draft(DAYS[1], 4.0), TODAY)
    base.write(outlooks.declare, objective, OutlookState.SECURED, on=DAYS[1], today=TODAY, author="M. Pilote")
    base.write(supports.create, objective, helper, "Un local", on=DAYS[1], asked_of_id=pilot)
    base.write(agenda.set_field, ids(base, "agenda_item")[0], "objective_id", objective)
    base.write(decisions.set_field, ids(base, "decision")[0], "objective_id", objective)


# One operation: the table its target comes from, and the call with that target and two small numbers.
Call = Callable[[db.Database, int, int, int], object]


def pick(values: Any, number: int) -> Any:
    values = list(values)
    return values[number % len(values)]


def partner(base: db.Database, number: int) -> int | None:
    return pick([None, *ids(base, "partner")], number)  # type: ignore[no-any-return]


def objective(base: db.Database, number: int) -> int | None:
    return pick([None, *ids(base, "objective")], number)  # type: ignore[no-any-return]


NOTES = richtext.plain("Une note\navec « deux » lignes")
OPERATIONS: dict[str, tuple[str, Call]] = {
    "agenda.add": ("meeting", lambda b, k, x, y: b.write(agenda.add, k, f"Point {x}, {y} min, P1")),
    "agenda.move": ("agenda_item", lambda b, k, x, y: b.write(agenda.move, k, x)),
    "agenda.title": ("agenda_item", lambda b, k, x, y: b.write(agenda.set_field, k, "title", pick(["", "A", "É"], x))),
    "agenda.kind": ("agenda_item", lambda b, k, x, y: b.write(agenda.set_field, k, "kind", pick(AgendaKind, x))),
    "agenda.minutes": (
        "agenda_item",
        lambda b, k, x, y: b.write(agenda.set_field, k, "planned_minutes", pick([None, 0, 5, 900], x)),
    ),
    "agenda.disclosure": (
        "agenda_item",
        lambda b, k, x, y: b.write(agenda.set_field, k, "disclosure", pick(DisclosureLevel, x)),
    ),
    "agenda.rapporteur": ("agenda_item", lambda b, k, x, y: b.write(agenda.set_rapporteur, k, partner(b, x), "Maire")),
    "agenda.notes": ("agenda_item", lambda b, k, x, y: b.write(agenda.save_notes, k, NOTES[: x % 3])),
    "agenda.duplicate": ("agenda_item", lambda b, k, x, y: b.write(agenda.duplicate, k)),
    "agenda.remove": ("agenda_item", lambda b, k, x, y: b.write(agenda.remove, k)),
    "agenda.review": (
        "meeting",
        lambda b, k, x, y: b.write(agenda.review_all, k, tuple(ids(b, "decision")[: x % 3])),
    ),
    "agenda.drop_review": (
        "agenda_review",
        lambda b, k, x, y: b.write(agenda.drop_review, pick(ids(b, "meeting"), y), pick(ids(b, "decision"), x)),
    ),
    "attendance.status": (
        "attendance",
        lambda b, k, x, y: b.write(attendance.set_status, k, pick(AttendanceStatus, x), "M. Tiers"),
    ),
    "attendance.time": (
        "attendance",
        lambda b, k, x, y: b.write(attendance.set_field, k, pick(["arrived", "left"], x), pick([None, dt.time(9)], y)),
    ),
    "attendance.reply": ("attendance", lambda b, k, x, y: b.write(attendance.set_reply, k, pick(Reply, x), TODAY)),
    "attendance.all": ("meeting", lambda b, k, x, y: b.write(attendance.all_present, k)),
    "attendance.guest": ("meeting", lambda b, k, x, y: b.write(attendance.add_guest, k, "Mme Invitée", "Ailleurs")),
    "attendance.convene": (
        "meeting",
        lambda b, k, x, y: b.write(attendance.convene, k, pick(ids(b, "partner"), x)),
    ),
    "attendance.person": (
        "attendance",
        lambda b, k, x, y: b.write(attendance.set_person, k, pick(ids(b, "contact"), x)),
    ),
    "attendance.remove": ("attendance", lambda b, k, x, y: b.write(attendance.remove, k)),
    "decisions.create": (
        "meeting",
        lambda b, k, x, y: b.write(
            decisions.create, k, f"Décision {y}", kind=pick(DecisionKind, x), pilot_id=partner(b, x),
            item_id=pick([None, *ids(b, "agenda_item", f"meeting_id = {k}")], y), due=pick([None, *DAYS], x),
            associates=tuple(ids(b, "partner")[: y % 3]),
        ),
    ),
    "decisions.text": (
        "decision", lambda b, k, x, y: b.write(decisions.set_field, k, "text", pick(["", "Texte"], x))
    ),
    "decisions.pilot": ("decision", lambda b, k, x, y: b.write(decisions.set_field, k, "pilot_id", partner(b, x))),
    "decisions.due": (
        "decision", lambda b, k, x, y: b.write(decisions.set_field, k, "due", pick([None, *DAYS], x))
    ),
    "decisions.associates": (
        "decision",
        lambda b, k, x, y: b.write(decisions.set_associates, k, tuple(ids(b, "partner")[x % 3 :][: y % 4])),
    ),
    "decisions.follow_up": (
        "decision",
        lambda b, k, x, y: b.write(
            decisions.follow_up, k, pick(DecisionState, x), pick(DAYS, y), "motif", pick([None, *DAYS], y)
        ),
    ),
    "decisions.remove": ("decision", lambda b, k, x, y: b.write(decisions.remove, k)),
    "meetings.create": (
        "formation", lambda b, k, x, y: b.write(meetings.create, k, TODAY + dt.timedelta(days=x * 7), None, "Salle")
    ),
    "meetings.date": ("meeting", lambda b, k, x, y: b.write(meetings.set_field, k, "date", pick(DAYS, x))),
    "meetings.place": ("meeting", lambda b, k, x, y: b.write(meetings.set_field, k, "place", f"Lieu {y}")),
    "meetings.summon": ("meeting", lambda b, k, x, y: b.write(meetings.summon, k, TODAY)),
    "meetings.start": ("meeting", lambda b, k, x, y: b.write(meetings.start, k)),
    "meetings.close": ("meeting", lambda b, k, x, y: b.write(meetings.close, k, dt.time(11, y % 60))),
    "meetings.remove": ("meeting", lambda b, k, x, y: b.write(meetings.remove, k)),
    "minutes.set_state": ("meeting", lambda b, k, x, y: b.write(minutes.set_state, k, pick(MinutesState, x), TODAY)),
    "partners.create": (
        "college", lambda b, k, x, y: b.write(partners.create, k, f"Nouveau {x}", "N", guest=bool(y % 2))
    ),
    "partners.rename": (
        "partner", lambda b, k, x, y: b.write(partners.rename, k, f"Autre {x}", "AU", pick([None, *DAYS], y))
    ),
    "partners.college": (
        "partner", lambda b, k, x, y: b.write(partners.set_field, k, "college_id", pick(ids(b, "college"), x))
    ),
    "partners.correct_name": ("partner_name", lambda b, k, x, y: b.write(partners.correct_name, k, f"Juste {x}", "J")),
    "partners.remove_name": ("partner_name", lambda b, k, x, y: b.write(partners.remove_name, k)),
    "partners.remove": ("partner", lambda b, k, x, y: b.write(partners.remove, k)),
    "partners.add_contact": (
        "partner", lambda b, k, x, y: b.write(partners.add_contact, k, last_name=f"Nouvelle {x}", referent=bool(y % 2))
    ),
    "partners.set_contact": (
        "contact",
        lambda b, k, x, y: b.write(partners.set_contact, k, "left_on", pick([None, *DAYS], x)),
    ),
    "partners.remove_contact": ("contact", lambda b, k, x, y: b.write(partners.remove_contact, k)),
    "partners.add_mandate": (
        "contact",
        lambda b, k, x, y: b.write(partners.add_mandate, k, pick(MandateRole, x), pick(DAYS, x), pick(DAYS, y)),
    ),
    "partners.set_mandate": (
        "mandate", lambda b, k, x, y: b.write(partners.set_mandate, k, "ends_on", pick([None, *DAYS], x))
    ),
    "partners.remove_mandate": ("mandate", lambda b, k, x, y: b.write(partners.remove_mandate, k)),
    "agenda.objective": (
        "agenda_item", lambda b, k, x, y: b.write(agenda.set_field, k, "objective_id", objective(b, x))
    ),
    "agenda.add_objective": (
        "meeting", lambda b, k, x, y: b.write(agenda.add_objective, k, objective(b, x) or 0)
    ),
    "decisions.objective": (
        "decision", lambda b, k, x, y: b.write(decisions.set_field, k, "objective_id", objective(b, x))
    ),
    "axes.create": ("college", lambda b, k, x, y: b.write(axes.create, f"Axe {x}")),
    "axes.rename": ("axis", lambda b, k, x, y: b.write(axes.rename, k, f"Axe {y}")),
    "axes.remove": ("axis", lambda b, k, x, y: b.write(axes.remove, k)),
    "objectives.create": (
        "axis", lambda b, k, x, y: b.write(objectives.create, k, f"Objectif {y}", pilot_id=partner(b, x))
    ),
    "objectives.due": ("objective", lambda b, k, x, y: b.write(objectives.set_field, k, "due", pick([None, *DAYS], x))),
    "objectives.pilot": ("objective", lambda b, k, x, y: b.write(objectives.set_field, k, "pilot_id", partner(b, x))),
    "objectives.axis": ("objective", lambda b, k, x, y: b.write(objectives.set_axis, k, pick(ids(b, "axis"), x))),
    "objectives.associates": (
        "objective",
        lambda b, k, x, y: b.write(objectives.set_associates, k, tuple(ids(b, "partner")[x % 3 :][: y % 4])),
    ),
    "objectives.update": (
        "objective",
        lambda b, k, x, y: b.write(
            objectives.update, k,
            {"axis_id": pick(ids(b, "axis"), y), "start": pick(DAYS, y), "due": pick(DAYS, x), "pilot_id": None,
             "associates": tuple(ids(b, "partner")[: y % 3])},
        ),
    ),
    "objectives.remove": ("objective", lambda b, k, x, y: b.write(objectives.remove, k)),
    "commitments.create": (
        "objective", lambda b, k, x, y: b.write(commitments.create, k, partner(b, x) or 0, "Part", due=pick(DAYS, y))
    ),
    "commitments.share": (
        "commitment", lambda b, k, x, y: b.write(commitments.set_field, k, "share", pick([None, 0, 40, 200], x))
    ),
    "commitments.state": (
        "commitment",
        lambda b, k, x, y: b.write(commitments.set_state, k, pick(CommitmentState, x), TODAY, pick(["", "motif"], y)),
    ),
    "commitments.remove": ("commitment", lambda b, k, x, y: b.write(commitments.remove, k)),
    "measures.create": ("objective", lambda b, k, x, y: b.write(measures.create, k, "Étape", due=pick(DAYS, x))),
    "measures.state": ("measure", lambda b, k, x, y: b.write(measures.set_state, k, pick(MeasureState, x), TODAY)),
    "measures.remove": ("measure", lambda b, k, x, y: b.write(measures.remove, k)),
    "indicators.create": (
        "objective",
        lambda b, k, x, y: b.write(
            indicators.create, k, f"Mesure {x}", direction=pick(Direction, x), levels=pick(["", "bas\nhaut"], y)
        ),
    ),
    "indicators.target": (
        "indicator", lambda b, k, x, y: b.write(indicators.set_field, k, "target", pick([None, 1.0, -5.0, 20.0], x))
    ),
    "indicators.direction": (
        "indicator", lambda b, k, x, y: b.write(indicators.set_field, k, "direction", pick(Direction, x))
    ),
    "indicators.move": ("indicator", lambda b, k, x, y: b.write(indicators.move, k, pick([-1, 1, 5], x))),
    "indicators.remove": ("indicator", lambda b, k, x, y: b.write(indicators.remove, k)),
    "readings.record": (
        "indicator",
        lambda b, k, x, y: b.write(
            readings.record, k, Draft(pick(DAYS, x), pick([0.0, 1.0, 2.0], y), pick(ReadingStatus, y)), TODAY,
            replace=bool(x % 2),
        ),
    ),
    "readings.comment": ("reading", lambda b, k, x, y: b.write(readings.set_field, k, "comment", f"Note {x}")),
    "readings.remove": ("reading", lambda b, k, x, y: b.write(readings.remove, k)),
    "outlooks.declare": (
        "objective",
        lambda b, k, x, y: b.write(
            outlooks.declare, k, pick(OutlookState, x), on=pick(DAYS, y), today=TODAY, author="M. Pilote"
        ),
    ),
    "outlooks.remove": ("outlook", lambda b, k, x, y: b.write(outlooks.remove, k)),
    "supports.create": (
        "objective",
        lambda b, k, x, y: b.write(
            supports.create, k, partner(b, x) or 0, "Aide", on=TODAY, asked_of_id=partner(b, y)
        ),
    ),
    "supports.answer": (
        "support_request", lambda b, k, x, y: b.write(supports.answer, k, pick(SupportState, x), "Réponse")
    ),
    "supports.remove": ("support_request", lambda b, k, x, y: b.write(supports.remove, k)),
    "thresholds.set": ("college", lambda b, k, x, y: b.write(thresholds.set_limits, x * 10, 30 + y)),
}  # fmt: skip

small = st.integers(min_value=0, max_value=12)
sequences = st.lists(st.tuples(st.sampled_from(sorted(OPERATIONS)), small, small, small), min_size=1, max_size=9)


def run(base: db.Database, name: str, target: int, x: int, y: int) -> journal.Changes | None:
    """One operation on some row; ``None`` when there is no row or the service refused."""
    table, call = OPERATIONS[name]
    known = ids(base, table)
    if not known:
        return None
    try:
        outcome = call(base, pick(known, target), x, y)
    except UserError:
        return None
    assert isinstance(outcome, db.Outcome)
    return outcome.changes if outcome.changes.step is not None else None


class Numbers:
    """Every number ever given, to see that none is given to a second decision."""

    def __init__(self, base: db.Database) -> None:
        self.owner = {number: key for key, number in numbers(base).items()}
        self.last = last_number(base)

    def look(self, base: db.Database) -> None:
        for key, number in numbers(base).items():
            assert self.owner.setdefault(number, key) == key, f"n° {number} was given twice"
        assert last_number(base) >= self.last
        self.last = last_number(base)


@settings(max_examples=180, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(sequence=sequences)
def test_undo_in_reverse_restores_every_state_and_redo_every_state_after(
    prepared: Path, sequence: list[tuple[str, int, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.psq"
        shutil.copy(prepared, path)
        base = db.Database(path, ACTOR)
        try:
            _there_and_back(base, sequence)
        finally:
            base.close()


def _there_and_back(base: db.Database, sequence: list[tuple[str, int, int, int]]) -> None:
    given_numbers = Numbers(base)
    states, steps = [content(base)], []
    for operation in sequence:
        changes = run(base, *operation)
        now = content(base)
        if changes is None:
            assert now == states[-1], f"{operation[0]} was refused and yet changed something"
            continue
        assert changes.step is not None
        steps.append(changes.step)
        states.append(now)
        given_numbers.look(base)
    undone = []
    for index in reversed(range(len(steps))):
        undo = base.revert(steps[index], journal.UNDO).changes.step
        assert undo is not None
        undone.append(undo)
        assert content(base) == states[index]
        given_numbers.look(base)
    for index, undo in enumerate(reversed(undone)):
        base.revert(undo, journal.REDO)
        assert content(base) == states[index + 1]
        given_numbers.look(base)
    with base.connection() as connection:
        assert journal.verify(connection).fault is None
    assert db.check(base) == []


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_of_the_sequences_does_something(prepared: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "base.psq"
    shutil.copy(prepared, path)
    base = db.open_database(path, ACTOR)
    try:
        assert any(run(base, name, target, x, y) for target in range(4) for x in range(4) for y in range(3))
    finally:
        base.close()


@pytest.fixture
def base(prepared: Path, tmp_path: Path) -> Iterator[db.Database]:
    path = tmp_path / "base.psq"
    shutil.copy(prepared, path)
    database = db.open_database(path, ACTOR)
    yield database
    database.close()


def step_of(outcome: db.Outcome[Any]) -> int:
    assert outcome.changes.step is not None
    return outcome.changes.step


def test_candidates_walk_back_to_the_creation_of_the_base_and_forward_again(base: db.Database) -> None:
    start = content(base)
    meeting = ids(base, "meeting")[1]
    done = [step_of(base.write(agenda.add, meeting, f"Point {n}")) for n in range(3)]
    end = content(base)
    for step in reversed(done):
        undo, _ = base.read(history.candidates)
        assert undo is not None and undo.step == step
        base.revert(undo.step, journal.UNDO)
    assert content(base) == start
    for number in range(3):
        _, redo = base.read(history.candidates)
        assert redo is not None and (redo.action, redo.reverted, redo.subject) == (
            "undo", "agenda.add", f"Point {number}",
        )  # fmt: skip
        base.revert(redo.step, journal.REDO)
    assert content(base) == end
    assert base.read(history.candidates)[1] is None


def test_a_new_step_ends_the_redo(base: db.Database) -> None:
    meeting = ids(base, "meeting")[1]
    base.revert(step_of(base.write(agenda.add, meeting, "Un")), journal.UNDO)
    assert base.read(history.candidates)[1] is not None
    base.write(agenda.add, meeting, "Deux")
    undo, redo = base.read(history.candidates)
    assert undo is not None and undo.subject == "Deux"
    assert redo is None


def test_nothing_before_the_creation_of_the_base_is_offered(empty_database: db.Database) -> None:
    empty_database.write(setup.create_base, district="Quartier", city="Ville", committee="Comité")
    assert empty_database.read(history.candidates) == (None, None)


_OTHER_PROCESS = """
import sys
from pathlib import Path
from psq_desktop import db, journal
from psq_desktop.services import history

base = db.open_database(Path(sys.argv[1]), "Autre poste")
undo, redo = base.read(history.candidates)
chosen = undo if sys.argv[2] == "undo" else redo
base.revert(chosen.step, sys.argv[2])
base.close()
print(chosen.subject)
"""


def test_undo_and_redo_across_processes(base: db.Database) -> None:
    before = content(base)
    base.write(decisions.create, ids(base, "meeting")[1], "Poser des bancs")
    after = content(base)
    for action, state in (("undo", before), ("redo", after), ("undo", before)):
        command = [sys.executable, "-c", _OTHER_PROCESS, str(base.path), action]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
        assert done.returncode == 0, done.stderr
        assert content(base) == state


def test_undo_is_refused_when_somebody_changed_the_row_since(base: db.Database) -> None:
    item = ids(base, "agenda_item")[-1]
    first = step_of(base.write(agenda.set_field, item, "title", "Mon titre"))
    other = db.open_database(base.path, "Loïc Hennebelle")
    other.write(agenda.set_field, item, "title", "Son titre")
    other.close()
    before = content(base)
    with pytest.raises(UserError) as caught:
        base.revert(first, journal.UNDO)
    assert caught.value.code == "changed_since"
    assert caught.value.params == {"actor": "Loïc Hennebelle"}
    assert content(base) == before


def test_undo_leaves_another_field_of_the_same_row_alone(base: db.Database) -> None:
    item = ids(base, "agenda_item")[-1]
    first = step_of(base.write(agenda.set_field, item, "title", "Mon titre"))
    base.write(agenda.set_field, item, "planned_minutes", 42)
    base.revert(first, journal.UNDO)
    row = next(row for row in content(base)["agenda_item"] if row["id"] == item)
    assert (row["planned_minutes"], row["title"]) != (42, "Mon titre")
    assert row["planned_minutes"] == 42


def test_undo_of_an_addition_is_refused_when_something_hangs_on_it(base: db.Database) -> None:
    college = ids(base, "college")[0]
    added = base.write(partners.create, college, "Nouveau", "N")
    base.write(partners.add_contact, added.result, last_name="Dupont")
    before = content(base)
    with pytest.raises(UserError) as caught:
        base.revert(step_of(added), journal.UNDO)
    assert caught.value.code == "revert_blocked"
    assert content(base) == before


def test_what_was_removed_comes_back_from_the_trash_whole(base: db.Database) -> None:
    before = content(base)
    item = next(row["id"] for row in before["agenda_item"] if row["title"] == "Halls")
    base.write(agenda.remove, item)
    base.write(agenda.add, ids(base, "meeting")[2], "Un travail fait après")
    (row,) = base.read(history.trash)
    assert (row.action, row.subject, row.actor) == ("agenda.remove", "Halls", ACTOR)
    base.revert(row.step, journal.UNDO)
    now = content(base)
    assert [r for r in now["agenda_item"] if r["id"] == item] == [r for r in before["agenda_item"] if r["id"] == item]
    assert now["decision"] == before["decision"]
    assert base.read(history.trash) == ()


def test_a_removed_meeting_comes_back_with_agenda_and_seats(base: db.Database) -> None:
    before = content(base)
    base.write(meetings.remove, ids(base, "meeting")[3])
    (row,) = base.read(history.trash)
    assert row.subject == "séance n° 4"
    base.revert(row.step, journal.UNDO)
    assert content(base) == before


def test_a_removed_meeting_comes_back_beside_a_newer_one(base: db.Database) -> None:
    """Its number was not given again: nothing stands in its way."""
    removed = step_of(base.write(meetings.remove, ids(base, "meeting")[3]))
    base.write(meetings.create, ids(base, "formation")[0], TODAY + dt.timedelta(days=500), None, "")
    base.revert(removed, journal.UNDO)
    assert sorted(row.number for row in base.read(meetings.search)) == [1, 2, 3, 4, 5]


def test_a_restoration_that_collides_is_refused_in_words(base: db.Database) -> None:
    """The removed member was put back by hand: nothing is lost, nothing is half done."""
    formation, partner = ids(base, "formation")[0], ids(base, "partner")[0]
    base.write(committees.set_member, formation, partner, True)
    removed = step_of(base.write(committees.set_member, formation, partner, False))
    base.write(committees.set_member, formation, partner, True)
    before = content(base)
    with pytest.raises(UserError) as caught:
        base.revert(removed, journal.UNDO)
    assert caught.value.code == "revert_blocked"
    assert content(base) == before


def test_a_decision_number_is_not_given_again(base: db.Database) -> None:
    meeting = ids(base, "meeting")[1]
    first = base.write(decisions.create, meeting, "Première")
    number = numbers(base)[first.result]
    base.revert(step_of(first), journal.UNDO)
    second = base.write(decisions.create, meeting, "Deuxième").result
    assert numbers(base)[second] == number + 1
    base.write(decisions.remove, second)
    third = base.write(decisions.create, meeting, "Troisième").result
    assert numbers(base)[third] == number + 2


def test_undo_raises_the_version_so_that_an_open_form_is_found_stale(base: db.Database) -> None:
    item = ids(base, "agenda_item")[-1]

    def version() -> int:
        with base.connection() as connection:
            row = connection.execute(text("SELECT version FROM agenda_item WHERE id = :id"), {"id": item})
            return int(row.scalar_one())

    seen = [version()]
    step = step_of(base.write(agenda.set_field, item, "title", "Autre"))
    seen.append(version())
    undo = step_of(base.revert(step, journal.UNDO))
    seen.append(version())
    base.revert(undo, journal.REDO)
    seen.append(version())
    assert seen == sorted(set(seen))


def test_every_table_of_the_domain_is_undoable_but_the_series() -> None:
    left_alone = {m.class_.__name__ for m in Record.registry.mappers if not getattr(m.class_, "__undoable__", True)}
    assert left_alone == {"NumberSeries", "Unmasking"}
    assert AgendaItem.__undoable__
