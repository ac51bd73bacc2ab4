"""Tables of results from files: two shapes are understood, anything else is refused with words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psq_desktop.errors import UserError
from psq_desktop.services.evaluation import read_table
from psq_desktop.services.forms.book_rows import Book, RawCell, RawRow, RawSheet
from tests.services.helpers import refused

ANSWERS = ("Très", "Peu")


@pytest.mark.parametrize(
    "content",
    [
        "groupe;réponse;nombre\nEnsemble;Très;60\nEnsemble;Peu;40\nFemmes;peu;25\nFemmes;TRÈS;30\n".encode(),
        "Femmes;Très;30\nFemmes;Peu;25\nTout le monde;Très;60\nTotal;Peu;40\n".encode("cp1252"),
        "\ufeffGroupe\tPeu\tTrès\nFemmes\t25\t30\nTotal\t40\t60\n".encode(),
    ],
)
def test_both_shapes_give_the_same_lines(content: bytes) -> None:
    assert read_table.lines(read_table.of_text(content), ANSWERS) == [["", "60", "40"], ["Femmes", "30", "25"]]


def test_a_workbook_gives_percentages_as_they_are_seen() -> None:
    cells: list[tuple[str | float, ...]] = [("Groupe", "Très", "Peu"), ("Ensemble", 0.6, 0.4)]
    rows = tuple(
        RawRow(n, {c: RawCell("A1", value, percent=not isinstance(value, str)) for c, value in enumerate(row, 1)})
        for n, row in enumerate(cells, 1)
    )
    found = read_table.lines(read_table.of_book(Book((RawSheet("vide", ()), RawSheet("a", rows)))), ANSWERS)
    assert [cell.replace("\u202f", " ") for cell in found[0]] == ["", "60 %", "40 %"]


def test_another_table_is_refused() -> None:
    with refused("invalid") as caught:
        read_table.lines([["a", "b", "c"], ["1", "2", "3"]], ANSWERS)
    assert caught.value.problems[0].code == "table_unread"


@given(st.binary(max_size=200))
def test_any_bytes_give_lines_or_a_refusal(content: bytes) -> None:
    try:
        read_table.lines(read_table.of_text(content), ANSWERS)
    except UserError as error:
        assert error.problems[0].code == "table_unread"
