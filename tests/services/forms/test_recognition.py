"""A returned workbook is recognised whatever became of it, or refused with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from psq_desktop.errors import UserError
from psq_desktop.services.forms import keys
from psq_desktop.services.forms.answer_rows import Recognition, ReturnedRow
from psq_desktop.services.forms.book_rows import Book, CellValue, RawCell, RawRow, RawSheet
from psq_desktop.services.forms.recognition import dispatch_code, recognise
from tests.exports.forms import partner_form
from tests.services.forms.sent_books import CODE, HEADER, OTHER, SHEET, THIRD, Grid, book, grid_of, row_of, sheet

FORM = partner_form()
LABELS = [column.label for column in FORM.columns]
VALUE, ON, STATE, COMMENT = 8, 9, 10, 11  # columns H to K


def found(grid: Grid, *more: RawSheet) -> Recognition:
    return recognise(book(sheet(grid), *more), FORM)


def by_ref(recognition: Recognition) -> dict[str, ReturnedRow]:
    rows = {row.ref: row for row in recognition.rows}
    assert len(rows) == len(recognition.rows)
    return rows


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.code


def typed(grid: Grid) -> Grid:
    """Every cell to fill in of every row holds its own place."""
    for number, row in enumerate(grid[HEADER : HEADER + len(FORM.rows)]):
        row[VALUE - 1 : COMMENT] = [f"{field} {number}" for field in ("value", "on", "state", "comment")]
    return grid


def texts(recognition: Recognition) -> dict[str, dict[str, CellValue]]:
    return {ref: {field: cell.value for field, cell in row.cells.items()} for ref, row in by_ref(recognition).items()}


EXPECTED = {
    row.ref: {field: f"{field} {number}" for field in ("value", "on", "state", "comment")}
    for number, row in enumerate(FORM.rows)
}


# ---------------------------------------------------------------- whose it is


def places(cell: str | None, name: str | None, prop: str | None) -> Book:
    sheets = [sheet(grid_of(FORM))]
    if cell is not None:
        sheets.append(RawSheet("_Envoi ", (RawRow(1, {1: RawCell("A1", cell)}),), hidden=True))
    names = {"autre": "12"} | ({"_ENVOI": name} if name is not None else {})
    properties = {"Autre": "x"} | ({"Concertation": prop} if prop is not None else {})
    return Book(tuple(sheets), names, properties)


@pytest.mark.parametrize(
    ("cell", "name", "prop"),
    [
        (CODE, CODE, CODE), (None, CODE, CODE), (CODE, None, CODE), (CODE, CODE, None), (OTHER, CODE, CODE),
        (CODE, OTHER, CODE), (CODE, CODE, OTHER), ("abîmé", CODE, CODE), (f" {CODE.lower()} ", f'"{CODE}"', None),
        ("", CODE, CODE),
    ],
)  # fmt: skip
def test_two_places_that_agree_tell_the_dispatch(cell: str | None, name: str | None, prop: str | None) -> None:
    assert dispatch_code(places(cell, name, prop)) == CODE


@pytest.mark.parametrize(
    ("cell", "name", "prop"),
    [(CODE, None, None), (None, CODE, None), (None, None, CODE), (CODE, OTHER, None), ("abîmé", "abîmé", "abîmé"),
     (CODE, "abîmé", ""), (CODE, OTHER, THIRD)],
)  # fmt: skip
def test_one_place_is_not_enough(cell: str | None, name: str | None, prop: str | None) -> None:
    assert refusal(lambda: dispatch_code(places(cell, name, prop))) == "dispatch_unreadable"


def test_another_workbook_is_told_from_a_damaged_one() -> None:
    assert refusal(lambda: dispatch_code(places(None, None, None))) == "not_a_form"
    assert refusal(lambda: dispatch_code(Book(()))) == "not_a_form"


# ---------------------------------------------------------------- rows


def test_an_untouched_workbook_gives_every_row_once() -> None:
    recognition = found(grid_of(FORM))
    assert [row.ref for row in recognition.rows] == [row.ref for row in FORM.rows]
    assert all(not row.problem and not row.words for row in recognition.rows)
    assert (recognition.code, recognition.sheets) == (FORM.dispatch, (SHEET,))
    assert (recognition.moved, recognition.renamed, recognition.lost) == ((), (), ())
    assert {ref: set(cells) for ref, cells in texts(recognition).items() if cells} == {
        row.ref: {"state"} for row in FORM.rows if "state" in row.fields
    }


def test_cells_are_told_where_they_stand() -> None:
    row = by_ref(found(typed(grid_of(FORM))))["IND-12"]
    assert (row.sheet, row.number, row.cells["value"].ref) == (SHEET, 7, "H7")


@pytest.mark.parametrize("order", [lambda rows: rows[::-1], lambda rows: rows[3:] + rows[:3], lambda rows: rows])
def test_sorted_rows_keep_their_answers(order: Callable[[Grid], Grid]) -> None:
    grid = typed(grid_of(FORM))
    end = HEADER + len(FORM.rows)
    grid[HEADER:end] = order(grid[HEADER:end])
    assert texts(found(grid)) == EXPECTED


def test_rows_sorted_above_their_header_still_count() -> None:
    grid = typed(grid_of(FORM))
    grid.insert(HEADER + 4, grid.pop(HEADER - 1))
    assert texts(found(grid)) == EXPECTED


def test_inserted_lines_and_columns_shift_nothing() -> None:
    grid: Grid = [[], ["x"], *typed(grid_of(FORM))]
    grid = [[None, None, *row] for row in grid]
    grid[HEADER + 3][2 + VALUE - 1 : 2 + VALUE - 1] = []
    assert texts(found(grid)) == EXPECTED


def test_hidden_rows_and_sheets_count() -> None:
    hidden = replace(sheet(typed(grid_of(FORM)), hidden=range(1, 99)), hidden=True)
    assert texts(recognise(book(hidden), FORM)) == EXPECTED


def test_rows_cut_into_another_sheet_are_found_there() -> None:
    grid = typed(grid_of(FORM))
    moved, grid[HEADER : HEADER + 3] = grid[HEADER : HEADER + 3], []
    recognition = found(grid, sheet([[], *moved], "Feuil2"))
    assert texts(recognition) == EXPECTED
    assert recognition.sheets == (SHEET, "Feuil2")
    shifted = found(grid, sheet([[None, None, *row] for row in moved], "Feuil2"))
    assert texts(shifted) == EXPECTED


def test_rows_alone_stand_as_they_were_sent() -> None:
    grid = typed(grid_of(FORM))[HEADER : HEADER + len(FORM.rows)]
    assert texts(found(grid)) == EXPECTED


def test_a_copied_sheet_gives_its_rows_again() -> None:
    recognition = found(grid_of(FORM), sheet(grid_of(FORM), f"{SHEET} (2)"))
    assert [row.ref for row in recognition.rows] == [row.ref for row in FORM.rows] * 2


def test_sheets_without_keys_are_left_alone() -> None:
    notes = sheet([["Nos notes", "Nouvelle valeur", "Relevée le"], ["x", 12.0, "31/12"]], "Notes")
    assert found(grid_of(FORM), notes).sheets == (SHEET,)


def test_a_deleted_row_is_just_not_there() -> None:
    grid = grid_of(FORM)
    del grid[HEADER + 1]
    assert [row.ref for row in found(grid).rows] == [row.ref for row in FORM.rows if row.ref != "IND-12"]


def test_blank_lines_repeated_headers_and_our_own_lines_are_skipped() -> None:
    grid = grid_of(FORM)
    grid[HEADER + 2 : HEADER + 2] = [list(grid[HEADER - 1]), [" ", None, "  "], [None, *map(str.upper, LABELS)], []]
    assert len(found(grid).rows) == len(FORM.rows)


def test_an_added_row_is_told_with_its_words() -> None:
    grid = grid_of(FORM)
    grid.insert(HEADER + 2, [None, "2.1", "Prêter deux salles", None, None, None, None, None, None, None, "dès mars"])
    added = found(grid).rows[2]
    assert (added.ref, added.number, added.problem) == (f"ROW-{HEADER + 3}", HEADER + 3, "")
    assert added.words == {"code": "2.1", "share": "Prêter deux salles"}
    assert added.cells == {"comment": RawCell(f"K{HEADER + 3}", "dès mars")}


@pytest.mark.parametrize(
    ("typed", "code"), [(2.1, "2,1"), (dt.date(2026, 1, 2), "2.1"), ("2.1", "2.1"), (" 2.1 ", "2.1")]
)
def test_the_number_of_an_added_row_is_read_though_excel_made_something_of_it(typed: CellValue, code: str) -> None:
    grid = grid_of(FORM)
    grid.append([None, typed, "Prêter deux salles"])
    assert found(grid).rows[-1].words["code"] == code


def test_added_rows_of_two_sheets_are_never_taken_for_one() -> None:
    grid: Grid = [*grid_of(FORM), [None, "2.1", "Un"]]
    recognition = found(grid, sheet([*grid_of(FORM)[:-2], [], [], [None, "2.1", "Deux"]], "Feuil2"))
    added = [row for row in recognition.rows if row.ref.startswith("ROW-")]
    assert [row.words["share"] for row in added] == ["Un", "Deux"]
    assert len({row.ref for row in added}) == 2


def test_words_above_the_table_are_no_rows() -> None:
    grid = grid_of(FORM)
    grid[1:1] = [[None, "2.1", "Note du partenaire"]] * 3
    assert len(found(grid).rows) == len(FORM.rows)


def test_a_row_of_another_dispatch_is_told() -> None:
    stranger = replace(FORM.rows[1], ref="IND-999")
    grid = grid_of(FORM)
    grid.insert(HEADER + 1, row_of(FORM, stranger))
    row = by_ref(found(grid))["IND-999"]
    assert row.problem == "key_foreign"
    assert row.words["indicator"] == "Incidents pour 100 000 km, nov. 2026"


@pytest.mark.parametrize("wrong", [keys.row_key("IND-12").replace("12", "21"), "IND-12", "IND", 12.0, "clé", "#REF!"])
def test_a_damaged_key_is_told_and_never_guessed(wrong: CellValue) -> None:
    grid = grid_of(FORM)
    grid[HEADER + 1][0] = wrong
    rows = by_ref(found(grid))
    assert "IND-12" not in rows
    assert rows[f"ROW-{HEADER + 2}"].problem == "key_altered"


def test_a_copied_row_comes_twice() -> None:
    grid = grid_of(FORM)
    grid.append(list(grid[HEADER + 1]))
    assert [row.ref for row in found(grid).rows].count("IND-12") == 2


def test_a_copied_row_with_words_of_its_own_is_never_taken_for_the_row_of_its_key_nor_for_an_added_one() -> None:
    grid = grid_of(FORM)
    copy = list(grid[HEADER + 1])
    copy[3] = "Autre mesure, nov. 2026"
    grid += [copy, list(copy)]
    rows = found(grid).rows
    assert [row.ref for row in rows].count("IND-12") == 1
    assert [row.problem for row in rows if row.ref.startswith("ROW-")] == ["row_mixed"] * 2


def test_rows_sorted_without_their_keys_are_not_believed() -> None:
    grid = grid_of(FORM)
    first, second = grid[HEADER + 1], grid[HEADER + 2]
    first[1:], second[1:] = second[1:], first[1:]
    mixed = {row.ref: row.problem for row in found(grid).rows if row.problem}
    assert mixed == {"IND-12": "row_mixed", "IND-13": "row_mixed"}


def test_two_columns_of_one_name_are_refused() -> None:
    grid = grid_of(FORM)
    labels = grid[HEADER - 1]
    labels[labels.index("Dernière valeur")] = "Nouvelle valeur"
    with pytest.raises(UserError) as refused:
        found(grid)
    assert (refused.value.code, refused.value.params) == ("column_twice", {"label": "Nouvelle valeur"})


def test_a_shown_column_that_says_something_else_is_refused() -> None:
    grid = grid_of(FORM)
    labels = grid[HEADER - 1]
    one, other = labels.index("Dernière valeur"), labels.index("Nouvelle valeur")
    labels[one], labels[other] = labels[other], labels[one]
    with pytest.raises(UserError) as refused:
        found(grid)
    assert refused.value.code == "columns_mixed"


def test_columns_that_nothing_is_read_from_are_named() -> None:
    grid = grid_of(FORM)
    grid[HEADER - 1] += ["Remarque", "Vide"]
    grid[HEADER] += ["31 est provisoire"]
    assert found(grid).extra == ("Remarque",)


@pytest.mark.parametrize("remove", [lambda row: row[1:], lambda row: [None, *row[1:]]])
def test_a_workbook_without_its_keys_is_refused(remove: Callable[[list[CellValue]], list[CellValue]]) -> None:
    grid = [remove(row) for row in grid_of(FORM)]
    assert refusal(lambda: found(grid)) == "keys_lost"
    assert refusal(lambda: recognise(Book(()), FORM)) == "keys_lost"


# ---------------------------------------------------------------- columns


def permuted(grid: Grid, order: list[int]) -> Grid:
    """Columns in another order, key column and all; those left out are gone."""
    wide = max(map(len, grid))
    filled = [row + [None] * (wide - len(row)) for row in grid]
    return [[row[column - 1] for column in order] for row in filled]


@pytest.mark.parametrize(
    ("order", "moved"),
    [
        ([1, 8, 2, 3, 4, 5, 6, 7, 9, 10, 11], ("Nouvelle valeur",)),
        ([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1], ()),
        ([1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 8], ("Nouvelle valeur",)),
        ([1, 11, 2, 3, 4, 5, 6, 7, 8, 9, 10], ("Commentaire, frein ou appui demandé",)),
        ([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], tuple(LABELS[1:])),
    ],
)
def test_columns_are_found_wherever_they_went(order: list[int], moved: tuple[str, ...]) -> None:
    recognition = found(permuted(typed(grid_of(FORM)), order))
    assert texts(recognition) == EXPECTED
    assert len(recognition.moved) == len(moved)
    assert (recognition.renamed, recognition.lost) == ((), ())
    if len(moved) == 1:
        assert recognition.moved == moved


@pytest.mark.parametrize("number", range(2, 12))
@pytest.mark.parametrize(
    "wrong",
    [str.upper, lambda label: f"  {label.replace(' ', '   ')} ", lambda label: label.replace("’", "'")],
)
def test_case_and_spaces_of_a_label_are_no_matter(number: int, wrong: Callable[[str], str]) -> None:
    grid = typed(grid_of(FORM))
    grid[HEADER - 1][number - 1] = wrong(LABELS[number - 2])
    recognition = found(grid)
    assert texts(recognition) == EXPECTED
    assert recognition.renamed == ()


@pytest.mark.parametrize("number", range(2, 12))
@pytest.mark.parametrize("label", ["Xyz", "", None, "Ce qui vous plaira"])
def test_a_renamed_column_is_told_by_its_neighbours(number: int, label: str | None) -> None:
    grid = typed(grid_of(FORM))
    grid[HEADER - 1][number - 1] = label
    recognition = found(grid)
    assert texts(recognition) == EXPECTED
    assert (recognition.lost, recognition.moved) == ((), ())
    sent = LABELS[number - 2]
    used = number in (VALUE, ON, STATE, COMMENT) or any(row[number - 1] for row in grid[HEADER:-2])
    assert recognition.renamed == (((sent, label or ""),) if used else ())


@pytest.mark.parametrize(
    ("number", "label"),
    [(VALUE, "Nouvele valeur"), (VALUE, "Nouvelle valeur (nov. 2026)"), (ON, "Relevé le"), (ON, "relevee le :"),
     (STATE, "Etat de votre part à ce jour"), (COMMENT, "Commentaires, freins ou appuis demandés")],
)  # fmt: skip
def test_a_mistyped_label_is_found_though_its_column_moved(number: int, label: str) -> None:
    grid = typed(grid_of(FORM))
    grid[HEADER - 1][number - 1] = label
    order = [number, *(n for n in range(1, 12) if n != number)]
    recognition = found(permuted(grid, order))
    assert texts(recognition) == EXPECTED
    assert recognition.renamed == ((LABELS[number - 2], label),)


@pytest.mark.parametrize("number", [VALUE, ON, STATE, COMMENT])
def test_a_column_that_is_gone_is_told(number: int) -> None:
    field = FORM.columns[number - 2].key
    recognition = found(permuted(typed(grid_of(FORM)), [n for n in range(1, 12) if n != number]))
    assert texts(recognition) == {
        ref: {name: text for name, text in cells.items() if name != field} for ref, cells in EXPECTED.items()
    }
    assert recognition.lost == (LABELS[number - 2],)
    assert (recognition.moved, recognition.renamed) == ((), ())


@pytest.mark.parametrize("place", range(1, 12))
def test_a_column_of_the_partners_own_changes_nothing(place: int) -> None:
    grid = [[*row[:place], "Suivi interne" if n == HEADER - 1 else f"x{n}", *row[place:]] if len(row) > 5 else row
            for n, row in enumerate(typed(grid_of(FORM)))]  # fmt: skip
    recognition = found(grid)
    assert texts(recognition) == EXPECTED
    assert (recognition.moved, recognition.renamed, recognition.lost) == ((), (), ())


@pytest.mark.parametrize("labels", [("Nouvelle valeur 1", "Nouvelle valeur 2"), ("Xyz", "Suivi")])
def test_two_columns_that_may_be_the_one_that_is_gone_are_not_guessed(labels: tuple[str, str]) -> None:
    grid = typed(grid_of(FORM))
    for n, row in enumerate(grid):
        if len(row) > VALUE:
            row[VALUE - 1 : VALUE] = labels if n == HEADER - 1 else ["1", "2"]
    recognition = found(grid)
    assert recognition.lost == ("Nouvelle valeur",)
    assert all("value" not in row.cells for row in recognition.rows)


def test_a_header_with_a_slip_is_still_the_header_when_it_is_repeated_without() -> None:
    grid = typed(grid_of(FORM))
    grid.insert(HEADER + 1, list(grid[HEADER - 1]))
    grid[HEADER - 1][2] = "Objctif et votre part"
    grid[HEADER][0] = "abîmé"
    recognition = found(grid)
    assert recognition.rows[0].problem == "key_altered"
    assert recognition.renamed == (("Objectif et votre part", "Objctif et votre part"),)
    assert len(recognition.rows) == len(FORM.rows)
