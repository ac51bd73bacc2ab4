"""Surveys: what is refused, what becomes of results, and that a suppressed count is in no row."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from psq_desktop import db, journal
from psq_desktop.models.evaluation import SurveyResult
from psq_desktop.services import setup
from psq_desktop.services.evaluation import margins, surveys, triangle
from psq_desktop.services.evaluation.typed_results import TypedLine
from psq_desktop.services.kinds import QuestionKind, Sampling, SurveyMode
from psq_desktop.services.steering import indicators
from tests.services.concerted import Made
from tests.services.evaluation.asked import ANSWERS, CANARY, OLD, TOTAL, YOUNG, Asked, ask, ask_officials, wave_values
from tests.services.helpers import problem, refused

TODAY = dt.date(2026, 11, 22)


Base = tuple[db.Database, Asked]


@pytest.fixture(scope="module")
def asked_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Asked]:
    """A base with one wave, closed: copy it."""
    path = tmp_path_factory.mktemp("asked") / "base.psq"
    base = db.create(path, "essai")
    base.write(setup.create_base, district="Quartier", city="Ville", committee="Comité")
    asked = ask(base)
    base.close()
    return path, asked


@pytest.fixture
def found(asked_file: tuple[Path, Asked], tmp_path: Path) -> Iterator[Base]:
    """A copy of it, to change."""
    shutil.copy(asked_file[0], tmp_path / "base.psq")
    base = db.open_database(tmp_path / "base.psq", "essai")
    yield base, asked_file[1]
    base.close()


@pytest.fixture(scope="module")
def refusing(asked_file: tuple[Path, Asked], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    """One copy in which nothing of what is refused stays."""
    path = tmp_path_factory.mktemp("refusing") / "base.psq"
    shutil.copy(asked_file[0], path)
    base = db.open_database(path, "essai")
    yield base, asked_file[1]
    base.close()


def _numbers(told: object) -> set[float]:
    """Every number anywhere in a row."""
    if isinstance(told, bool) or told is None:
        return set()
    if isinstance(told, int | float):
        return {round(float(told), 3)}
    if isinstance(told, tuple | list):
        return set().union(*map(_numbers, told)) if told else set()
    slots = getattr(type(told), "__slots__", ())
    return set().union(*(_numbers(getattr(told, name)) for name in slots)) if slots else set()


def test_a_suppressed_count_is_in_no_row_that_leaves_the_services(found: Base) -> None:
    base, asked = found
    rows = (
        base.read(surveys.search, TODAY),
        base.read(surveys.wave, asked.wave),
        base.read(surveys.compose, asked.survey, TODAY),
        base.read(surveys.sheet, asked.survey),
        base.read(triangle.compose, TODAY, 14),
    )
    told = _numbers([rows[1].results, rows[2].waves[0].results, rows[4].bands])
    hidden = {float(CANARY), round(100 * CANARY / sum(YOUNG), 3), 53.0}
    assert told & hidden == set()
    assert {412.0, 115.0, 138.0} <= told  # the search above does see what is shown
    result = rows[1].results[0]
    assert result.headline == pytest.approx(100 * 177 / 412)
    assert [cell.count for cell in result.lines[0].cells] == list(TOTAL)
    assert rows[0][0].hidden == result.hidden == 4


def test_answers_that_nobody_gave_are_no_key_to_a_hidden_one(small_base: db.Database) -> None:
    asked = ask(small_base, answered=415)
    result = small_base.read(surveys.wave, asked.wave).results[0]
    assert result.columns[-1] == "Sans réponse"
    assert result.lines[0].cells[-1].hidden
    assert sum(cell.hidden for cell in result.lines[0].cells) >= 2


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"answered": 0}, ("answered", "nobody_answered")),
        ({"answered": -3}, ("answered", "count_range")),
        ({"answered": 10**12}, ("answered", "count_range")),
        ({"contacted": 400}, ("answered", "over_contacted")),
        ({"population": 300}, ("answered", "over_population")),
        ({"ends_on": dt.date(2026, 10, 1)}, ("ends_on", "period_reversed")),
        ({"starts_on": dt.date(1, 1, 1)}, ("starts_on", "date_range")),
        ({"note": "NIR 2 84 05 62 193 042 36"}, ("note", "national_number")),
        ({"wording": "FR76 3000 6000 0112 3456 7890 189"}, ("wording", "bank_account")),
    ],
)
def test_a_wave_that_cannot_be_is_refused_at_the_field(
    refusing: Base, values: dict[str, Any], told: tuple[str, str]
) -> None:
    base, asked = refusing
    with refused("invalid") as caught:
        base.write(surveys.add_wave, asked.survey, **{**wave_values(), **values})
    assert problem(caught)[:2] == told
    assert len(base.read(surveys.sheet, asked.survey).waves) == 1


@pytest.mark.parametrize(
    ("lines", "percent", "code"),
    [
        ([TypedLine("", (40, 30, 20, 7))], True, "parts_not_hundred"),
        ([TypedLine("", (140, -40, 0, 0))], True, "number_range"),
        ([TypedLine("", (40, 30, 30, None))], True, "cell_missing"),
        ([TypedLine("", (40, 30, 20, 10)), TypedLine("A", (25, 25, 25, 20), 50)], True, "parts_not_hundred"),
        ([TypedLine("", (200, 200, 12, 1))], False, "results_over_n"),
        ([TypedLine("", (1.5, 2, 3, 4))], False, "count_range"),
        ([TypedLine("", (-1, 2, 3, 4))], False, "count_range"),
        ([TypedLine("", TOTAL), TypedLine("A", (None, 2, 3, 4))], False, "cell_missing"),
        ([TypedLine("A", TOTAL)], False, "everybody_needed"),
        ([TypedLine("", TOTAL), TypedLine("A", YOUNG), TypedLine("A", OLD)], False, "group_twice"),
        ([TypedLine("", TOTAL), TypedLine("Habitants", TOTAL)], False, "group_is_everybody"),
        ([TypedLine("", TOTAL), TypedLine("A" * 121, YOUNG)], False, "group_long"),
        ([TypedLine("", TOTAL), TypedLine("A", (63, 0, 0, 0))], False, "groups_over_everybody"),
        ([TypedLine("", TOTAL), TypedLine("2 84 05 62 193 042 36", YOUNG)], False, "national_number"),
    ],
)
def test_results_that_cannot_be_are_refused(refusing: Base, lines: list[TypedLine], percent: bool, code: str) -> None:
    base, asked = refusing
    before = base.read(surveys.wave, asked.wave).results
    other = [TypedLine(f"groupe {line.group}" if line.group else "", line.values, line.n) for line in lines]
    with refused("invalid") as caught:
        base.write(surveys.set_results, asked.wave, asked.question, other, percent=percent)
    assert problem(caught)[:2] == ("results", code)
    assert base.read(surveys.wave, asked.wave).results == before


def test_the_sum_of_percentages_is_told(refusing: Base) -> None:
    base, asked = refusing
    with refused("invalid") as caught:
        base.write(surveys.set_results, asked.wave, asked.question, [TypedLine("", (40, 30, 20, 7))], percent=True)
    assert problem(caught)[2] == {"group": "Tout le monde", "sum": "97"}


def _stored(base: db.Database, asked: Asked, group: str = "") -> list[int]:
    query = select(SurveyResult.count).where(SurveyResult.wave_id == asked.wave, SurveyResult.group == group)
    return list(base.read(lambda session: session.scalars(query.order_by(SurveyResult.id)).all()))


def test_a_cell_left_alone_keeps_its_count_and_rounded_percentages_add_up(found: Base) -> None:
    base, asked = found
    lines = [
        TypedLine("", TOTAL),
        TypedLine("Moins de 30 ans", (None, None, 40, 38)),
        TypedLine("30 ans et plus", (None, None, 96, 59)),
    ]
    base.write(surveys.set_results, asked.wave, asked.question, lines)
    assert _stored(base, asked, "Moins de 30 ans") == [9, 34, 40, 38]
    base.write(
        surveys.set_results, asked.wave, asked.question, [TypedLine("", (15, 28, 33.5, 23))], percent=True
    )  # 99.5
    assert sum(_stored(base, asked)) == 412


def test_a_deleted_wave_and_a_deleted_survey_come_back_whole(found: Base) -> None:
    base, asked = found
    before = base.read(surveys.wave, asked.wave)
    for service, key in ((surveys.remove_wave, asked.wave), (surveys.remove, asked.survey)):
        step = base.write(service, key).changes.step
        assert step is not None
        base.revert(step, journal.UNDO)
        assert base.read(surveys.wave, asked.wave) == before
    base.write(surveys.remove_question, asked.question)
    assert base.read(surveys.wave, asked.wave).results == ()


def test_any_words_are_kept_as_words(small_base: db.Database) -> None:
    words = "=cmd|' /C calc'!A0 <b>gras</b> " + "x" * 100_000
    survey = small_base.write(surveys.create, f"{words}\x00\x1b", note="a\x07b").result
    sheet = small_base.read(surveys.sheet, survey)
    assert (sheet.title, sheet.note) == (words, "ab")


def test_a_wave_is_recorded_with_its_results_at_once_or_not_at_all(found: Base) -> None:
    base, asked = found
    results = {asked.question: ([TypedLine("", (500, 0, 0, 0))], False)}
    with refused("invalid"):
        base.write(surveys.save_wave, asked.survey, None, wave_values(2026, 11), results)
    assert [number for _, number in base.read(surveys.sheet, asked.survey).waves] == [1]
    results = {asked.question: ([TypedLine("", TOTAL)], False)}
    base.write(surveys.save_wave, asked.survey, None, wave_values(2026, 11), results)
    assert [row.number for row in base.read(surveys.search, TODAY)] == [2, 1]


def test_counts_far_below_n_are_asked_about_before_they_are_recorded(found: Base) -> None:
    base, asked = found
    for counts, doubted in (((18, 0, 0, 0), True), ((100, 100, 100, 29), True), ((100, 100, 100, 30), False)):
        results = {asked.question: ([TypedLine("", counts)], False)}
        values = wave_values(2026, 11)
        if doubted:
            with refused("invalid") as caught:
                base.write(surveys.save_wave, asked.survey, None, values, results)
            assert problem(caught)[:2] == ("results", "many_unanswered")
            assert problem(caught)[2]["n"] == 412
        base.write(surveys.save_wave, asked.survey, None, values, results, confirmed=doubted)
    assert len(base.read(surveys.sheet, asked.survey).waves) == 4


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ("Tout à fait\nPlutôt\nPlutôt pas", "answer_in_use"),
        ("Plutôt\nTout à fait\nPlutôt pas\nPas du tout", "answer_moved"),
        ("Oui\nPlutôt\nPlutôt pas\nPas du tout", "answers_in_use"),
        ("Oui\noui\nPlutôt pas\nPas du tout", "answer_twice"),
        ("Oui", "answers_needed"),
    ],
)
def test_answers_that_have_results_stay(refusing: Base, answers: str, code: str) -> None:
    base, asked = refusing
    with refused("invalid") as caught:
        base.write(surveys.update_question, asked.question, {"answers": answers})
    assert code in {found.code for found in caught.value.problems}


def test_another_word_for_an_answer_takes_its_results_along(found: Base) -> None:
    base, asked = found
    values = {"answers": ANSWERS.replace("Tout à fait", "Oui, tout à fait")}
    base.write(surveys.update_question, asked.question, values, wording_only=True)
    result = base.read(surveys.wave, asked.wave).results[0]
    assert result.columns[0] == "Oui, tout à fait"
    assert result.question.headline == ("Oui, tout à fait", "Plutôt")
    with refused("invalid") as caught:
        base.write(surveys.update_question, asked.question, {"kind": QuestionKind.SCORE, "lowest": 0, "highest": 9})
    assert problem(caught)[1] == "question_in_use"


def test_a_mean_off_its_scale_is_refused(small_base: db.Database) -> None:
    with refused("invalid") as caught:
        ask_officials(small_base, (11.0,))
    assert problem(caught)[:2] == ("results", "mean_off_scale")


def test_only_a_random_sample_has_an_interval() -> None:
    assert margins.margin(0.43, 412, 25_000, Sampling.RANDOM) == pytest.approx(4.74, abs=0.01)
    assert margins.margin(0.43, 412, None, Sampling.RANDOM) == pytest.approx(4.78, abs=0.01)
    assert margins.margin(0.43, 412, 412, Sampling.RANDOM) == 0
    assert margins.margin(0.43, 29, None, Sampling.RANDOM) is None
    assert all(margins.margin(0.43, 412, None, way) is None for way in Sampling if way is not Sampling.RANDOM)


def test_waves_that_do_not_compare_say_why(found: Base) -> None:
    base, asked = found
    values = {**wave_values(2026, 11), "mode": SurveyMode.ONLINE, "sampling": Sampling.OPEN, "answered": 25,
              "population": 20_000, "wording": "« la nuit » au lieu du soir"}  # fmt: skip
    later = base.write(surveys.add_wave, asked.survey, **values).result
    cautions = " ".join(base.read(surveys.wave, later).cautions)
    for words in ("Mode changé", "Choix des personnes changé", "Formulation changée", "Population changée", "25"):
        assert words in cautions
    same = base.write(surveys.add_wave, asked.survey, **wave_values(2027, 4)).result
    base.write(surveys.update_wave, later, wave_values(2026, 11))
    for wave, counts in ((later, (70, 111, 134, 97)), (same, (95, 130, 107, 80))):
        base.write(surveys.set_results, wave, asked.question, [TypedLine("", counts)])
    assert "marge" in " ".join(base.read(surveys.wave, later).cautions)
    assert base.read(surveys.wave, same).cautions == ()


def test_a_wave_gives_the_indicator_of_its_question_a_reading(made: Made) -> None:
    base = made.base
    indicator = base.write(indicators.create, made.objective, "Habitants en sécurité", unit="%").result
    asked = ask(base)
    base.write(surveys.update_question, asked.question, {"indicator_id": indicator})
    (landing,) = base.read(surveys.landings, asked.wave)
    assert (landing.value, landing.sample, landing.replaces) == (43, 412, None)
    assert base.write(surveys.land, asked.wave, [asked.question], TODAY).result == 1
    row = next(i for i in base.read(indicators.search, TODAY) if i.id == indicator)
    reading = row.readings[-1]
    assert (reading.value, reading.sample) == (43, 412)
    assert reading.origin_file.endswith("vague 1")
    assert base.read(surveys.landings, asked.wave)[0].replaces == 43


def test_the_triangle_says_no_more_than_its_figures(found: Base) -> None:
    base, asked = found
    ask_officials(base)
    later = base.write(surveys.add_wave, asked.survey, **wave_values(2026, 11)).result
    base.write(surveys.set_results, later, asked.question, [TypedLine("", (70, 111, 134, 97))])
    chart = base.read(triangle.compose, TODAY, 14)
    residents, officials, facts = chart.bands
    assert [round(point.value) for point in residents.points] == [43, 44]
    assert all(point.margin for point in residents.points)
    assert not any(point.margin for point in officials.points)
    assert facts.missing
    titles = [each.title for each in chart.told]
    assert any("dans la marge d’erreur" in title for title in titles)
    assert "n’est pas significatif" in chart.sentence
    assert chart.first == dt.date(2025, 9, 1)
