"""A workbook as hands and other programs leave it: copied, deleted, added, mangled rows, each with its card."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from psq_desktop import db
from psq_desktop.services.forms.keys import row_key
from psq_desktop.services.kinds import LineKind
from psq_desktop.views.review.choices import Standing, standing
from psq_desktop.views.review.page import ReviewPage
from psq_desktop.views.review.steps import APPLICATION
from tests.views.audit import cut_texts
from tests.views.review.conftest import Opened
from tests.views.review.filled import ANSWERS, Sent, filled, receive
from tests.views.review.test_page import click, select, settle, shown

LONG = "Les pièces sont arrivées en retard. " * 20
COPIED, REASON, MISSPELT = ("IND-1", "value"), ("ENG-5", "comment"), ("ENG-10", "state")


def batter(path: Path) -> None:
    """A row twice, one without its key, one gone, two that were never sent."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.protection.sheet = False
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows() if row[0].value}
    heads = {str(cell.value): cell.column for cell in sheet[5] if cell.value}
    last = sheet.max_row + 1
    for column in range(1, sheet.max_column + 1):
        sheet.cell(last, column).value = sheet.cell(rows[row_key("IND-1")], column).value
    sheet.cell(last, heads["Nouvelle valeur"]).value = 29
    sheet.cell(last + 1, heads["N°"]).value = "1.1"
    sheet.cell(last + 1, heads["N°"] + 1).value = "Ouvrir un local d’écoute au hall 6"
    sheet.cell(last + 2, heads["N°"] + 1).value = "Une ligne sans numéro"
    sheet.cell(rows[row_key("ENG-14")], 1).value = "ENG-00014-?"
    sheet.delete_rows(rows[row_key("ENG-35")])
    book.save(path)


@pytest.fixture
def page(opened: Opened, demo_database: db.Database, sent: Sent, tmp_path: Path) -> ReviewPage:
    answers = {
        **ANSWERS, (REASON[0], "state"): "Non tenu", MISSPELT: "Presque tenu", ("IND-4", "comment"): LONG,
    }  # fmt: skip
    path = filled(sent, tmp_path, answers)
    batter(path)
    return opened(receive(demo_database, path))


def open_keys(page: ReviewPage) -> list[tuple[str, str]]:
    assert page.review is not None
    found = [row for row in page.review.lines if standing(row, page.choices, page.review.settled) is Standing.OPEN]
    return [(row.line.ref, row.line.field) for row in found]


def test_every_line_has_a_card_without_a_cut_word(page: ReviewPage) -> None:
    assert page.review is not None
    for row in page.review.lines:
        if row.line.kind is not LineKind.UNCHANGED:
            select(page, (row.line.ref, row.line.field))
            assert cut_texts(page) == [], row


def test_either_copy_of_a_row_can_be_chosen(page: ReviewPage) -> None:
    select(page, COPIED)
    second = page.check.panel.cards[1]
    assert second.button is not None
    click(page, second.button)
    assert shown(page)[COPIED].row.line.returned == 29.0
    assert shown(page)[COPIED].standing is Standing.TAKEN


def test_a_row_that_is_not_ours_can_only_be_left_aside(page: ReviewPage) -> None:
    correction = page.check.panel.correction
    for key in [key for key in open_keys(page) if key[0].startswith("ROW-")]:
        select(page, key)
        assert not correction.take_button.isVisible()
        click(page, correction.keep_button)
        assert shown(page)[key].standing is Standing.KEPT


def test_a_missing_reason_is_typed_and_sets_its_state_free(page: ReviewPage) -> None:
    select(page, REASON)
    correction = page.check.panel.correction
    assert not correction.take_button.isEnabled()
    correction.text_edit.setText("Le marché n’est pas passé")
    correction.text_edit.textEdited.emit(correction.text_edit.text())
    settle(page)
    click(page, correction.take_button)
    assert shown(page)[REASON].row.line.returned == "Le marché n’est pas passé"
    assert shown(page)[REASON[0], "state"].row.line.returned == "not_kept"


def test_a_misspelt_state_is_chosen_from_its_list(page: ReviewPage) -> None:
    select(page, MISSPELT)
    correction = page.check.panel.correction
    assert correction.choice_edit.isVisible() and not correction.text_edit.isVisible()
    correction.choice_edit.value_changed.emit("Partiel")
    settle(page)
    click(page, correction.take_button)
    assert shown(page)[MISSPELT].row.line.returned == "partial"


def test_all_is_decided_by_the_first_button_of_each_card_and_applied(page: ReviewPage) -> None:
    for _ in range(len(open_keys(page))):
        select(page, open_keys(page)[0])
        correction = page.check.panel.correction
        click(page, correction.first_button if correction.isVisible() else page.check.panel.cards[0].button)
    assert open_keys(page) == []
    click(page, page.bar.apply_button)
    assert page.steps.current == APPLICATION
    assert page.locked
    assert page.review is not None and not page.review.open_lines
    assert "hall 6" in page.application.text.toPlainText()
