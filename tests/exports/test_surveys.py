"""A suppressed count is in no file, and no file depends on it; the documents are tagged and hold what they promise."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from psq_desktop import db, listing
from psq_desktop.exports import catalogue
from psq_desktop.services import setup
from psq_desktop.services.evaluation import surveys
from psq_desktop.services.evaluation.survey_rows import SurveyDocument
from psq_desktop.services.evaluation.typed_results import TypedLine
from tests.exports import pdf_checks
from tests.services.evaluation.asked import CANARY, OLD, TOTAL, YOUNG, Asked, ask, ask_officials

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[db.Database, Asked]]:
    base = db.create(tmp_path_factory.mktemp("surveys") / "base.psq", "essai")
    base.write(setup.create_base, district="Quartier", city="Ville", committee="Comité")
    made = ask(base)
    ask_officials(base)
    yield base, made
    base.close()


def _numbers(told: Any) -> Iterator[float]:
    if isinstance(told, bool):
        return
    if isinstance(told, int | float):
        yield float(told)
    elif isinstance(told, dict):
        for value in told.values():
            yield from _numbers(value)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from _numbers(value)


def _cells(document: SurveyDocument) -> list[Any]:
    book = openpyxl.load_workbook(BytesIO(catalogue.render("surveys", ".xlsx", document)))
    return [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]


def test_a_count_of_nine_is_in_no_file(asked: tuple[db.Database, Asked]) -> None:
    base, made = asked
    document = base.read(surveys.compose, made.survey, TODAY)
    cells = _cells(document)
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    assert CANARY not in numbers
    assert round(100 * CANARY / sum(YOUNG), 1) not in numbers
    assert {412, 115, 138} <= set(numbers)
    assert cells.count("masqué") >= 8
    text = pdf_checks.text_of(catalogue.render("surveys", ".pdf", document))
    assert "masqué" in text
    assert not re.search(r"(?<![\d,])(7|7,4|9)[\s\u202f\u00a0]*%", text)
    told = list(_numbers(base.read(listing.facts, "surveys", TODAY)))
    assert CANARY not in told
    assert 412 in told


def test_parts_are_fractions_that_a_spreadsheet_shows_as_percentages(asked: tuple[db.Database, Asked]) -> None:
    base, made = asked
    document = base.read(surveys.compose, made.survey, TODAY)
    book = openpyxl.load_workbook(BytesIO(catalogue.render("surveys", ".xlsx", document)))
    rows: Any = book["Résultats"].iter_rows(values_only=True)
    shown = [row for row in rows if isinstance(row[0], int) and isinstance(row[6], float)]
    assert shown
    assert all(abs(row[5] / row[3] - row[6]) <= 0.0005 for row in shown)


def test_what_is_shown_is_the_same_whatever_the_hidden_counts_are(asked: tuple[db.Database, Asked]) -> None:
    base, made = asked
    before = base.read(surveys.compose, made.survey, TODAY), base.read(listing.facts, "surveys", TODAY)
    young, old = (YOUNG[0] - 1, YOUNG[1] + 1, *YOUNG[2:]), (OLD[0] + 1, OLD[1] - 1, *OLD[2:])
    lines = [TypedLine("", TOTAL), TypedLine("Moins de 30 ans", young), TypedLine("30 ans et plus", old)]
    base.write(surveys.set_results, made.wave, made.question, lines)
    assert (base.read(surveys.compose, made.survey, TODAY), base.read(listing.facts, "surveys", TODAY)) == before


def test_the_pdf_is_tagged_and_takes_any_words(asked: tuple[db.Database, Asked]) -> None:
    base, made = asked
    document = base.read(surveys.compose, made.survey, TODAY)
    content = catalogue.render("surveys", ".pdf", document)
    assert (pdf_checks.archive_findings(content), pdf_checks.structure_faults(content)) == (set(), [])
    assert "échantillon aléatoire" in pdf_checks.text_of(content)
    hostile = replace(document, title="<b>=cmd " + "mot " * 300, note="x" * 3_000, waves=())
    assert pdf_checks.structure_faults(catalogue.render("surveys", ".pdf", hostile)) == []
    assert catalogue.render("surveys", ".xlsx", hostile)
