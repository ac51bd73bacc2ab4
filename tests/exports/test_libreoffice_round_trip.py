"""Workbooks that went through LibreOffice, as xlsx and as ods: everything that matters is still there, and what
was typed comes out as a French person meant it.
"""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pikepdf
import pytest

from psq_desktop import db
from psq_desktop.exports.parcels import write_parcels
from psq_desktop.exports.partner_xlsx import workbook
from psq_desktop.imports.reading import read_files
from psq_desktop.services.forms import answers, comparison, recognition
from psq_desktop.services.forms.answer_rows import Line
from psq_desktop.services.forms.book_rows import Book
from psq_desktop.services.forms.form_rows import Form, FormRow, Scalar
from psq_desktop.services.forms.keys import row_key
from psq_desktop.services.rounds import campaigns, dispatches
from psq_desktop.services.rounds.campaign_rows import Parcel
from tests.conftest import ACTOR, TODAY, Run
from tests.exports import libreoffice
from tests.exports.forms import CODE, ISSUED, answered, partner_form
from tests.exports.libreoffice import Job, delete_row, enter, insert_row, paste, sort, unprotect

pytestmark = pytest.mark.skipif(libreoffice.OFFICE is None, reason=libreoffice.MISSING)

SHEET, FIRST = "À compléter", 6
LATER = dt.date(2027, 1, 5)
ENDINGS = (".xlsx", ".ods")

EDITS = (
    enter("H7", "7,5"), enter("I7", "31 déc. 2026"), enter("H8", "1 284"), enter("H9", "12 %"), enter("H10", "néant"),
    enter("C7", "verrouillé"),
    enter("J12", "Tenu"), enter("K12", "- voir 7/5, pas d'appui"), enter("J13", "faite"), enter("I13", "15/12/2026"),
    unprotect(),
    sort("A6:K13", 1, ascending=False),  # MES-8, IND-14, IND-15, ENG-31, ENG-32, OBJ-2, IND-12, IND-13
    insert_row(8), enter("B8", "2.2"), enter("C8", "Poser une barrière au dépôt"),
    delete_row(10),  # ENG-31
    paste("A12:K12", "A14"), enter("H14", "7,6"),  # IND-12 a second time
)  # fmt: skip
EXPECTED = {
    ("IND-12", "value"): ("conflict", 7.5),
    ("IND-13", "value"): ("added", 1284.0),
    ("IND-14", "value"): ("added", 12.0),
    ("IND-15", "value"): ("added", "none"),
    ("ENG-31", ""): ("missing", None),
    ("ENG-32", "state"): ("changed", "kept"),
    ("ENG-32", "comment"): ("added", "- voir 7/5, pas d'appui"),
    ("MES-8", "state"): ("changed", "done"),
    ("MES-8", "on"): ("added", "2026-12-15"),
    ("ROW-8", "text"): ("added", "Poser une barrière au dépôt"),
}


@dataclass(frozen=True)
class Desk:
    """What came out of LibreOffice, read: by stem and ending."""

    folder: Path
    base: Path
    parcels: tuple[Parcel, ...]
    books: dict[str, Book]

    def path(self, name: str) -> Path:
        return self.folder / "back" / name

    def xlsx(self, stem: str, **how: Any) -> Any:
        return openpyxl.load_workbook(self.path(f"{stem}.xlsx"), **how)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, demo_file: Path) -> Desk:
    """A hand-made form and the workbooks of a whole round, saved again by one LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "back").mkdir()
    base = folder / "base.psq"
    shutil.copy(demo_file, base)
    parcels = send(base)
    made = write_parcels(parcels, folder / "sent")
    for name, form in (("form", partner_form()), ("wrong", wrong())):
        (folder / "sent" / f"{name}.xlsx").write_bytes(workbook(form, ISSUED))
    jobs = [
        job(folder, "form", "form", (), ".pdf"),
        job(folder, "wrong", "wrong", ()),
        job(folder, "form", "edited", EDITS),
        *(Job(path, (), [folder / "back" / own_file(path.stem)]) for path in made if path.suffix == ".xlsx"),
        job(folder, transports(parcels).stem, "transports", partner_edits(transports(parcels).form)),
    ]
    libreoffice.run(folder, jobs)
    found = sorted(path for path in (folder / "back").iterdir() if path.suffix in ENDINGS)
    return Desk(folder, base, parcels, {read.name: book_of(read) for read in read_files(found)})


def job(folder: Path, source: str, target: str, edits: tuple[str, ...], *more: str) -> Job:
    back = [folder / "back" / f"{target}{ending}" for ending in (*ENDINGS, *more)]
    return Job(folder / "sent" / f"{source}.xlsx", edits, back)


def own_file(stem: str) -> str:
    """Each partner saves in the format it is used to."""
    return stem + ENDINGS[len(stem) % 2]


def book_of(read: Any) -> Book:
    assert read.refusal is None, (read.name, read.refusal)
    assert read.book is not None
    return read.book  # type: ignore[no-any-return]


def send(base: Path) -> tuple[Parcel, ...]:
    """A round that went out to all partners of the demonstration."""
    database = db.open_database(base, ACTOR)
    try:
        due = TODAY + dt.timedelta(12)
        campaign = database.write(campaigns.create, "Fin d'année", due, today=TODAY).result
        ids = database.write(dispatches.prepare, campaign, TODAY).result
        parcels = database.read(dispatches.parcels, ids, TODAY)
        database.write(dispatches.mark_sent, ids, TODAY)
        return tuple(replace(parcel, stem=parcel.acronym) for parcel in parcels)
    finally:
        database.close()


def wrong() -> Form:
    told = {
        ("IND-12", "value"): ("environ 30", "Écrivez un nombre."),
        ("IND-14", "value"): ("12 %", ""),
        ("IND-14", "on"): ("30/11/2026", ""),
        ("ENG-32", "comment"): ("=1+1", ""),
        ("ENG-32", "state"): ("En cours", ""),
        ("ENG-31", "state"): ("Tenu", ""),
    }
    return answered(partner_form(), told)


def transports(parcels: tuple[Parcel, ...]) -> Parcel:
    """The bus operator's: incidents for 100 000 km, shares of objectives, a measure."""
    return next(parcel for parcel in parcels if parcel.acronym == "OM")


def first_of(form: Form, kind: str) -> tuple[int, FormRow]:
    return next((FIRST + i, row) for i, row in enumerate(form.rows) if row.ref.startswith(kind))


def partner_edits(form: Form) -> tuple[str, ...]:
    """What the bus operator answers."""
    value, _ = first_of(form, "IND")
    state, _ = first_of(form, "ENG")
    return (enter(f"H{value}", "7,5"), enter(f"K{state}", "Deux arrêts restent à équiper."))


def lines_of(book: Book, form: Form, today: dt.date) -> tuple[Line, ...]:
    """Recognised, understood and compared; the base holds what was sent."""
    known: dict[str, dict[str, Scalar]] = {r.ref: {k: told.sent for k, told in r.fields.items()} for r in form.rows}
    returned = answers.understand(recognition.recognise(book, form), form, today)
    return comparison.compare(form, known, returned, known)


# ---------------------------------------------------------------- saved again, untouched


def test_it_prints_on_two_pages(desk: Desk) -> None:
    with pikepdf.open(desk.path("form.pdf")) as document:
        assert len(document.pages) == 2


def test_every_workbook_of_a_round_comes_back_unchanged(desk: Desk) -> None:
    assert len(desk.parcels) == 16
    for parcel in desk.parcels:
        book = desk.books[own_file(parcel.stem)]
        assert recognition.dispatch_code(book) == parcel.form.dispatch
        found = lines_of(book, parcel.form, TODAY)
        assert {line.kind for line in found} == {"unchanged"}, parcel.stem
        assert {line.ref for line in found} == {row.ref for row in parcel.form.rows}


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_three_places_survive(desk: Desk, ending: str) -> None:
    book = desk.books["form" + ending]
    sheet = next(sheet for sheet in book.sheets if sheet.name == "_envoi")
    assert sheet.hidden
    assert sheet.rows[0].cells[1].value == CODE
    assert book.names["_envoi"] == CODE
    assert book.properties["Concertation"] == CODE


def test_protection_open_cells_and_hidden_keys_survive(desk: Desk) -> None:
    before, after = openpyxl.load_workbook(desk.folder / "sent" / "form.xlsx"), desk.xlsx("form")
    old, new = before[SHEET], after[SHEET]
    assert new.protection.sheet
    assert not (new.protection.autoFilter or new.protection.sort)
    assert new.column_dimensions["A"].hidden
    assert [c.value for c in new["A"]] == [c.value for c in old["A"]]
    for row in old.iter_rows(max_row=15, max_col=11):
        for cell in row:
            same = new[cell.coordinate]
            assert same.protection.locked == cell.protection.locked, cell.coordinate
            if not cell.protection.locked:
                assert (same.number_format == "@") == (cell.number_format == "@"), cell.coordinate
    assert [s.sheet_state for s in after.worksheets] == ["visible", "visible", "hidden", "hidden"]
    assert new.print_title_rows == "$5:$5"


def test_lists_survive_through_their_names(desk: Desk) -> None:
    book = desk.xlsx("form")
    rules = {str(v.sqref): v for v in book[SHEET].data_validations.dataValidation if v.type == "list"}
    assert set(rules) == {"J6", "J11:J12", "J13", "H10"}
    for rule in rules.values():
        assert rule.formula1 in book.defined_names
        assert rule.errorStyle == "warning"


def test_the_ods_keeps_its_protection_its_lists_and_its_hidden_keys(desk: Desk) -> None:
    with ZipFile(desk.path("form.ods")) as archive:
        content = archive.read("content.xml").decode("utf-8")
    table = content[content.index('table:name="À compléter"') :]
    assert 'table:protected="true"' in table[:300]
    assert 'table:visibility="collapse"' in table[: table.index("</table:table-header-rows>")]
    assert "liste_commitment" in content[: content.index('table:name="À compléter"')]


def test_two_lines_in_a_cell_survive_in_their_two_sizes(desk: Desk) -> None:
    cell = desk.xlsx("form", rich_text=True)[SHEET]["C11"]
    title, under = (block for block in cell.value if str(block).strip())
    assert (str(title).strip(), title.font.b) == ("Alerte conducteur en moins de 3\u00a0min", True)
    assert (str(under).strip(), under.font.sz) == ("Former les 42 conducteurs", 9.5)


def test_a_workbook_sent_back_keeps_its_notes_and_what_was_typed(desk: Desk) -> None:
    sheet = desk.xlsx("wrong")[SHEET]
    assert sheet["H7"].value == "environ 30"
    assert "Écrivez un nombre" in sheet["H7"].comment.text
    assert sheet["L5"].value == "À corriger"
    for ending in ENDINGS:
        kinds = {(line.ref, line.field): line.kind for line in lines_of(desk.books["wrong" + ending], wrong(), TODAY)}
        assert {key: kind for key, kind in kinds.items() if kind != "unchanged"} == {
            ("IND-12", "value"): "error",
            ("IND-14", "value"): "added",
            ("ENG-32", "comment"): "added",
        }


# ---------------------------------------------------------------- as a partner works with it


@pytest.mark.parametrize("ending", ENDINGS)
def test_sorted_inserted_deleted_pasted_typed_as_expected(desk: Desk, ending: str) -> None:
    book = desk.books["edited" + ending]
    assert recognition.dispatch_code(book) == CODE
    found = lines_of(book, partner_form(), LATER)
    told = {(line.ref, line.field): (str(line.kind), line.returned) for line in found if line.kind != "unchanged"}
    assert told == EXPECTED
    conflict = next(line for line in found if line.kind == "conflict")
    assert {conflict.returned, *(other.value for other in conflict.others)} == {7.5, 7.6}


def test_locked_cells_refuse_what_is_typed(desk: Desk) -> None:
    values = {cell.value for row in desk.xlsx("edited")[SHEET].iter_rows() for cell in row}
    assert "verrouillé" not in values
    assert row_key("IND-12") in values


def test_the_counter_follows(desk: Desk) -> None:
    assert desk.xlsx("form", data_only=True)[SHEET]["B4"].value == "Lignes remplies\u00a0: 0 sur 8"
    assert desk.xlsx("edited", data_only=True)[SHEET]["B4"].value == "Lignes remplies\u00a0: 6 sur 8"
    assert desk.xlsx("wrong", data_only=True)[SHEET]["B4"].value == "Lignes remplies\u00a0: 3 sur 8"


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_command_line_tells_what_the_partner_answered(
    desk: Desk, ending: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    base = tmp_path / "base.psq"
    shutil.copy(desk.base, base)
    monkeypatch.setenv("PSQ_DATABASE", str(base))
    monkeypatch.setattr("psq_desktop.cli.returned.today", lambda: TODAY)
    (told,) = run("returns", "check", desk.path("transports" + ending), "--json").json["files"]
    parcel = transports(desk.parcels)
    _, value = first_of(parcel.form, "IND")
    _, state = first_of(parcel.form, "ENG")
    assert (told["status"], told["partner"]) == ("recognised", parcel.partner)
    lines = {(line["ref"], line["field"]): line for line in told["lines"] if line["kind"] != "unchanged"}
    assert set(lines) == {(value.ref, "value"), (state.ref, "comment")}
    assert lines[value.ref, "value"]["returned"] == 7.5
    assert lines[value.ref, "value"]["cell"] == f"H{first_of(parcel.form, 'IND')[0]}"
    assert lines[state.ref, "comment"]["returned"] == "Deux arrêts restent à équiper."
