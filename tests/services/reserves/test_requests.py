"""Availability asked for by workbook: out to files, back from files, compared three ways, applied once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email import policy
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from psq_desktop.errors import UserError
from psq_desktop.exports.parcels import write_parcels
from psq_desktop.exports.xlsx.form import form_workbook
from psq_desktop.imports.reading import read_files
from psq_desktop.models.kinds import Availability, AvailabilityState, LineKind, ReserveCategory, ReserveProfile
from psq_desktop.services.forms.book_rows import ReadFile
from psq_desktop.services.reserves import assigning, availability, day_answers, days, request_returns, requests
from psq_desktop.services.reserves.days import Piece, Said
from psq_desktop.services.reserves.request_forms import period, read, said, value
from psq_desktop.services.reserves.request_rows import CheckedRequest
from psq_desktop.services.rounds.campaign_rows import Parcel
from psq_desktop.wording import explain
from tests.conftest import TODAY
from tests.services.reserves.serving import Reserve, open_reserve
from tests.services.rounds.returned import file_of, open_round

FREE, AWAY = Availability.AVAILABLE, Availability.UNAVAILABLE
FIRST, LAST, DUE = dt.date(2026, 12, 1), dt.date(2026, 12, 6), dt.date(2026, 11, 28)
ONE = dt.timedelta(1)


@pytest.fixture
def reserve(tmp_path: Path) -> Iterator[Reserve]:
    yield from open_reserve(tmp_path)


def ask(reserve: Reserve, *people: int, on: dt.date = TODAY) -> tuple[Parcel, ...]:
    """Workbooks prepared and sent."""
    made = reserve.database.write(requests.prepare, people, FIRST, LAST, DUE, on).result
    reserve.database.write(requests.mark_sent, [parcel.dispatch_id for parcel in made], on)
    return made


def answered(parcel: Parcel, typed: Mapping[int, Mapping[str, Any]], **more: Any) -> ReadFile:
    """The workbook with words typed by day of December."""
    cells = {(f"JOU-202612{day:02d}", key): told for day, row in typed.items() for key, told in row.items()}
    return file_of(parcel.form, cells, **more)


def check(reserve: Reserve, *files: ReadFile) -> CheckedRequest:
    return reserve.database.read(request_returns.check, files, TODAY)[-1]


def apply(reserve: Reserve, *files: ReadFile, **more: Any) -> list[dt.date]:
    done = reserve.database.write(request_returns.apply, files, TODAY, **more).result
    return [day for each in done for day in each.days]


def holds(reserve: Reserve, person: int) -> list[str]:
    """What the base says of the days asked for."""
    known = reserve.database.read(availability.of_period, FIRST, LAST)
    return [str(said(state) or "") for state in known.get(person, ())]


def explained(checked: CheckedRequest) -> str:
    return explain(UserError(checked.refusal or checked.note, **checked.params)).replace("\u00a0", " ")


def test_a_workbook_goes_out_and_comes_back_through_files(reserve: Reserve, tmp_path: Path) -> None:
    reserve.database.write(availability.set_days, reserve.volunteer, [FIRST], AWAY)
    workbook, draft = write_parcels(ask(reserve, reserve.volunteer), tmp_path)
    assert workbook.name == "RO-01 - Disponibilités du 1er au 6 décembre 2026.xlsx"
    mail = BytesParser(policy=policy.default).parsebytes(draft.read_bytes())
    assert mail["To"] == "zzcanari@exemple.invalid" and "canari" not in str(mail["Subject"])
    assert b"canari" not in workbook.read_bytes().lower()

    book = load_workbook(workbook)
    sheet = book["À compléter"]
    cells = [[sheet.cell(row, column).value for column in range(1, 8)] for row in range(6, 12)]
    assert cells[0][1:4] == ["mardi", "1er\u00a0décembre\u00a02026", "Indisponible"]
    cells[1][3:7] = ["dispo nible", None, None, None]
    cells[2][3:7] = ["Disponible", dt.time(9), "12 h", "avec la navette"]
    cells[3][3:7] = ["Disponible", None, None, None]
    cells[4][3:7] = [None, "14h30", None, None]
    for number, row in enumerate(reversed(cells), 6):  # sorted the other way
        for column, typed in enumerate(row, 1):
            sheet.cell(number, column).value = typed
    renamed = tmp_path / "mes jours.xlsx"
    book.save(renamed)

    (file,) = read_files([renamed])
    checked = check(reserve, file)
    assert (checked.code, checked.refusal, checked.note) == ("RO-01", "", "")
    told = {line.day: line for line in checked.lines}
    assert told[FIRST + ONE].kind is LineKind.ERROR and told[FIRST + ONE].problem is not None
    assert told[FIRST + 2 * ONE].returned.replace("\u00a0", " ") == "Disponible, 9 h 00 – 12 h 00"
    assert told[FIRST + 2 * ONE].comment == "avec la navette"
    assert FIRST not in told
    applied = reserve.database.write(request_returns.apply, [file], TODAY)
    assert applied.result[0].days == tuple(FIRST + n * ONE for n in (2, 3, 4))
    assert holds(reserve, reserve.volunteer) == [
        "unavailable", "", "available 09:00-12:00", "available", "available 14:30-00:00", "",
    ]  # fmt: skip

    again = reserve.database.write(request_returns.apply, [file], TODAY)
    assert again.changes.step is None  # the same file again writes nothing at all
    assert "déjà été appliqué" in explained(check(reserve, file))
    assert applied.changes.step is not None
    reserve.database.revert(applied.changes.step, "undo")
    assert holds(reserve, reserve.volunteer) == ["unavailable", "", "", "", "", ""]  # one step back takes all of it


def test_what_changed_here_meanwhile_is_asked(reserve: Reserve) -> None:
    (parcel,) = ask(reserve, reserve.officer)
    reserve.database.write(availability.set_days, reserve.officer, [FIRST, FIRST + ONE], AWAY)
    file = answered(parcel, {1: {"state": "Disponible"}, 2: {"state": "Indisponible"}, 3: {"state": "Disponible"}})
    conflict, safe = check(reserve, file).lines
    assert (conflict.kind, conflict.current, conflict.open, safe.taken) == (
        LineKind.CONFLICT, "Indisponible", True, True,
    )  # fmt: skip
    assert apply(reserve, file) == [FIRST + 2 * ONE]
    assert apply(reserve, file, accepted={(parcel.dispatch_id, FIRST)}) == [FIRST]
    assert holds(reserve, reserve.officer)[:3] == ["available", "unavailable", "available"]


def test_a_weekly_pattern_left_as_it_was_sent_writes_nothing(reserve: Reserve) -> None:
    tuesday = reserve.database.write(availability.set_pattern, reserve.citizen, 1, FREE).result
    (parcel,) = ask(reserve, reserve.citizen)
    file = answered(parcel, {1: {"state": "Disponible"}})
    assert check(reserve, file).note == "blank"
    assert apply(reserve, file) == []
    reserve.database.write(availability.remove_pattern, tuesday)
    assert holds(reserve, reserve.citizen) == []


def test_a_shift_on_a_day_given_up_is_told_before_anything_is_written(reserve: Reserve) -> None:
    mission = reserve.mission(FIRST)
    reserve.database.write(assigning.assign, mission, [reserve.officer], TODAY)
    (parcel,) = ask(reserve, reserve.officer)
    file = answered(parcel, {1: {"state": "Indisponible"}})
    (line,) = check(reserve, file).lines
    assert (line.taken, line.open, line.caution and line.caution.code) == (False, True, "shift_that_day")
    assert apply(reserve, file) == []


def test_an_older_request_says_so_and_nothing_is_taken(reserve: Reserve) -> None:
    (old,) = ask(reserve, reserve.officer)
    ask(reserve, reserve.officer, on=TODAY + ONE)
    file = answered(old, {1: {"state": "Disponible"}})
    assert "ancienne demande (22 novembre 2026)" in explained(check(reserve, file))
    assert apply(reserve, file) == []
    rows = reserve.database.read(requests.board, DUE + 3 * ONE)
    assert [(row.state, row.superseded, row.late_days) for row in rows] == [
        (AvailabilityState.LATE, False, 3), (AvailabilityState.LATE, True, 3),
    ]  # fmt: skip


def test_a_request_that_nobody_has_yet_is_made_afresh(reserve: Reserve) -> None:
    (first,) = reserve.database.write(requests.prepare, [reserve.officer], FIRST, LAST, DUE, TODAY).result
    (again,) = reserve.database.write(requests.prepare, [reserve.officer], FIRST, LAST, DUE, TODAY).result
    assert again.dispatch_id == first.dispatch_id
    assert check(reserve, answered(first, {1: {"state": "Disponible"}})).refusal == "unknown_request"
    assert not check(reserve, answered(again, {1: {"state": "Disponible"}})).refusal


def test_a_workbook_dropped_at_the_wrong_place_says_where_it_belongs(tmp_path: Path) -> None:
    round_ = open_round(tmp_path / "round.psq")
    reserve = Reserve(round_.base, 0, 0, 0)
    reserve.officer = reserve.add(ReserveCategory.OPERATIONAL, ReserveProfile.FORMER_OFFICER)
    (parcel,) = ask(reserve, reserve.officer)
    assert "Déposez-le dans « Retours »" in explained(check(reserve, round_.file()))
    assert apply(reserve, round_.file()) == []
    (elsewhere,) = round_.check(answered(parcel, {1: {"state": "Disponible"}}))
    assert elsewhere.refusal == "availability_workbook"
    round_.base.close()


def test_rows_that_are_no_day_and_hours_that_are_none_are_told(reserve: Reserve) -> None:
    (parcel,) = ask(reserve, reserve.officer)
    file = answered(
        parcel,
        {1: {"state": "Disponible", "starts": "tôt"}, 2: {"starts": "14 h", "ends": "9 h"}},
        added=[{"share": "Noël", "state": "Disponible"}],
    )
    lines = check(reserve, file).lines
    assert [line.problem and line.problem.code for line in lines] == ["unreadable_hour", "slot_ends_first", "added_day"]
    assert [line.read.replace("\u00a0", " ") for line in lines][:2] == ["Disponible, tôt", "14 h 00 – 9 h 00"]
    assert apply(reserve, file) == []


def test_the_mark_of_invented_data_does_not_cut_the_title(reserve: Reserve) -> None:
    (parcel,) = ask(reserve, reserve.officer)
    form = replace(parcel.form, mark="DONNÉES FICTIVES")
    for title, place in ((form.title, "G4"), ("RO-02", "G1")):
        made = form_workbook(replace(form, title=title), TODAY, {}, "Comité")
        sheet = load_workbook(BytesIO(made)).worksheets[0]
        found = [cell.coordinate for row in sheet["A1:G4"] for cell in row if cell.value == "DONNÉES FICTIVES"]
        assert found == [place]


@pytest.mark.parametrize(
    ("first", "last", "due", "code"),
    [
        (LAST, FIRST, DUE, "period_reversed"),
        (FIRST, FIRST + 366 * ONE, DUE, "request_too_long"),
        (FIRST, LAST, TODAY - ONE, "request_due_past"),
        (dt.date(1, 1, 1), LAST, DUE, "date_range"),
    ],
)
def test_a_period_that_cannot_be_asked_for_is_refused(
    reserve: Reserve, first: dt.date, last: dt.date, due: dt.date, code: str
) -> None:
    with pytest.raises(UserError) as refusal:
        reserve.database.write(requests.prepare, [reserve.officer], first, last, due, TODAY)
    assert code in {problem.code for problem in refusal.value.problems}


def test_periods_and_times_are_read_as_people_write_them() -> None:
    assert period(FIRST, LAST).replace("\u00a0", " ") == "du 1er au 6 décembre 2026"
    assert period(dt.date(2026, 12, 20), dt.date(2027, 1, 3)).replace("\u00a0", " ") == (
        "du 20 décembre 2026 au 3 janvier 2027"
    )
    told = {
        "9 h": (9, 0), "14h30": (14, 30), "14:30:00": (14, 30), "midi": (12, 0), "24h": (0, 0), "0,375": (9, 0),
        "PT07H30M00S": (7, 30), "8 heures": (8, 0), "31/12/1899": (0, 0),
    }  # fmt: skip
    for text, (hour, minute) in told.items():
        assert day_answers.read_time(text) == dt.time(hour, minute), text
    assert [day_answers.read_time(text) for text in ("matin", "25 h", "=cmd", "<b>", "9" * 1000)] == [None] * 5


@given(state=st.sampled_from(Availability), first=st.integers(0, 95), length=st.integers(1, 96))
def test_what_is_said_of_a_day_is_read_again(state: Availability, first: int, length: int) -> None:
    piece = Piece(first * 15, min(first + length, 96) * 15, state)
    told = Said(state) if piece == Piece(0, days.DAY_MINUTES, state) else Said(state, *piece.hours)
    assert read(value(told)) == [told]
    assert said(days.state_of([told])) == value(told)
