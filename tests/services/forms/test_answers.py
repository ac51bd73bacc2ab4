"""What French people type in a cell, and what is understood of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psq_desktop import french, wording
from psq_desktop.services.forms.answer_rows import Answer, AnsweredRow, Recognition, ReturnedRow
from psq_desktop.services.forms.answers import understand
from psq_desktop.services.forms.book_rows import CellValue, RawCell
from psq_desktop.services.forms.form_rows import Form, FormField, FormRow, Scalar
from tests.exports.forms import partner_form

TODAY = dt.date(2026, 11, 22)
FORM = partner_form()
COUNT, LENGTH, SHARE, LEVEL = "IND-12", "IND-13", "IND-14", "IND-15"  # no unit, « voyageurs », « % », levels


def answer(ref: str, field: str, cell: RawCell, *, form: Form = FORM, today: dt.date = TODAY) -> Answer | None:
    row = ReturnedRow(ref, "À compléter", 7, {field: cell}, {})
    (found,) = understand(Recognition(form.dispatch, (row,)), form, today)
    return found.answers.get(field)


def value(typed: CellValue, ref: str = COUNT, **flags: object) -> Answer | None:
    return answer(ref, "value", RawCell("H7", typed, **flags))  # type: ignore[arg-type]


def taken(found: Answer | None) -> Scalar:
    assert found is not None
    assert found.problem is None
    return found.value


def refused(found: Answer | None) -> tuple[str, Scalar]:
    assert found is not None
    assert found.problem is not None
    assert found.value is None
    assert wording.explain_problem(found.problem)
    return found.problem.code, found.suggestion


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7,5", 7.5), ("7.5", 7.5), (" 7,5 ", 7.5), ("7,50", 7.5), ("7,", 7.0), (",5", 0.5), ("0", 0.0), ("0,0", 0.0),
        ("1 284", 1284.0), ("1\u00a0284", 1284.0), ("1\u202f284", 1284.0), ("1\u2009284,5", 1284.5),
        ("1.284,5", 1284.5), ("1.284.000", 1284000.0), ("12 345 678,25", 12345678.25), ("+3", 3.0), ("+ 3", 3.0),
        ("−3", -3.0), ("-3", -3.0), ("– 3,5", -3.5), ("'12", 12.0), ("’12", 12.0), ("12\n", 12.0), ("007", 7.0),
        ("zéro", 0.0), ("Zero", 0.0), ("0.284", 0.284), ("12.25", 12.25), ("7,1234", 7.1234), ("1,284", 1.284),
        (7.5, 7.5), (0.0, 0.0), (-3.0, -3.0), (1284.0, 1284.0), ("-0", 0.0),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_meant(typed: CellValue, meant: float) -> None:
    assert taken(value(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "code", "suggestion"),
    [
        ("environ 30", "unreadable_number", 30.0), ("30 env.", "unreadable_number", 30.0),
        ("~30", "unreadable_number", 30.0), ("30 signalements", "unreadable_number", 30.0),
        ("30?", "unreadable_number", 30.0), ("30*", "unreadable_number", 30.0),
        ("plus de 1 284 appels", "unreadable_number", 1284.0), ("T4 : 12", "unreadable_number", 12.0),
        ("-3 env.", "unreadable_number", -3.0), ("7,5 km environ", "unreadable_number", 7.5),
        ("entre 30 et 40", "unreadable_number", None), ("30-40", "unreadable_number", None),
        ("30/40", "unreadable_number", None), ("12 15", "unreadable_number", None),
        ("1 28", "unreadable_number", None), ("2026 12", "unreadable_number", None),
        ("1e3", "unreadable_number", None), ("12,5,3", "unreadable_number", None), ("?", "unreadable_number", None),
        ("0x1F", "unreadable_number", None), ("٣", "unreadable_number", None), ("nan", "unreadable_number", None),
        ("=1+1", "unreadable_number", None), ("<b>", "unreadable_number", None),
        ("1,284.5", "unreadable_number", 1284.5), ("1,284,500", "unreadable_number", 1284500.0),
        ("1'284", "unreadable_number", 1284.0),
        ("1.284", "ambiguous_number", 1284.0), ("-12.500", "ambiguous_number", -12500.0),
        ("-", "unreadable_number", "none"), ("—", "unreadable_number", "none"),
        ("aucun fait ce mois-ci", "unreadable_number", "none"),
        ("12 %", "percent_unexpected", 12.0), ("12,5%", "percent_unexpected", 12.5),
        ("1000000000001", "number_size", None), ("9" * 58, "number_size", None), ("9" * 500, "unreadable_number", None),
        (float("nan"), "number_size", None), (float("inf"), "number_size", None), (1.1e12, "number_size", None),
        (True, "truth_value", None), (False, "truth_value", None),
        (dt.date(2026, 5, 7), "date_in_value", 7.5), (dt.date(2027, 10, 12), "date_in_value", 12.1),
        (dt.date(2019, 12, 1), "date_in_value", None), (dt.datetime(2026, 5, 7, 10, 30), "date_in_value", 7.5),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_asked_with_what_is_likely(typed: CellValue, code: str, suggestion: Scalar) -> None:
    assert refused(value(typed)) == (code, suggestion)


@pytest.mark.parametrize(
    ("typed", "percent", "meant"),
    [("12 %", False, 12.0), ("12%", False, 12.0), ("12\u202f%", False, 12.0), ("12,5 %", False, 12.5),
     ("12", False, 12.0), (12.0, False, 12.0), (0.12, False, 0.12), (0.12, True, 12.0), (0.07, True, 7.0),
     (1.0, True, 100.0), ("120 %", False, 120.0), ("-2 %", False, -2.0)],
)  # fmt: skip
def test_a_percentage_counts_in_percents(typed: CellValue, percent: bool, meant: float) -> None:
    assert taken(value(typed, SHARE, percent=percent)) == meant


def test_a_percentage_where_none_is_asked_for_is_suggested_as_a_number() -> None:
    assert refused(value(0.12, COUNT, percent=True)) == ("percent_unexpected", 12.0)
    assert refused(value(0.12, LENGTH, percent=True)) == ("percent_unexpected", 12.0)


@pytest.mark.parametrize("typed", ["1 300 voyageurs", "1300voyageurs", "1 300 Voyageurs"])
def test_the_unit_of_the_row_may_follow_its_number(typed: str) -> None:
    assert taken(value(typed, LENGTH)) == 1300.0


def test_a_unit_does_not_hide_what_is_doubtful() -> None:
    assert refused(value("1.284 voyageurs", LENGTH)) == ("ambiguous_number", 1284.0)
    assert refused(value("12 k voyageurs", LENGTH)) == ("unreadable_number", 12.0)


def test_three_decimals_are_no_thousands_where_three_are_asked_for() -> None:
    told = replace(FORM.rows[1].fields["value"], decimals=3)
    form = replace(FORM, rows=(replace(FORM.rows[1], fields={"value": told}),))
    assert taken(answer(COUNT, "value", RawCell("H7", "1.284"), form=form)) == 1.284


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((t, "not_applicable") for t in (
            "n.c.", "nc", "NC", "n. c.", "n.c", "n/c", "non concerné", "Non concernée", "non concerné(e)", "sans objet",
            "s.o.", "s. o.", "non applicable", " sans objet. ",
        )),
        *((t, "none") for t in (
            "néant", "Neant", "NÉANT", "/", "RAS", "r.a.s.", "aucun", "aucune", "Aucun.", "rien", "rien à signaler",
        )),
    ],
)  # fmt: skip
def test_words_that_stand_for_no_number(typed: str, meant: str) -> None:
    assert taken(value(typed)) == meant
    assert taken(value(typed, LEVEL)) == meant


@pytest.mark.parametrize("typed", ["", "   ", "\u00a0", "'", "\n"])
@pytest.mark.parametrize("field", ["value", "on", "comment"])
def test_a_blank_cell_is_no_answer(typed: str, field: str) -> None:
    assert answer(COUNT, field, RawCell("H7", typed)) is None


@pytest.mark.parametrize("shown", ["#N/A", "#DIV/0!", "#REF!"])
@pytest.mark.parametrize("field", ["value", "on", "comment"])
def test_a_cell_in_error_is_told(shown: str, field: str) -> None:
    found = answer(COUNT, field, RawCell("H7", None, error=shown))
    assert refused(found) == ("cell_error", None)
    assert found is not None and found.problem is not None
    assert shown in wording.explain_problem(found.problem)


@pytest.mark.parametrize(("ref", "field"), [(COUNT, "value"), (COUNT, "on"), (COUNT, "comment"), ("ENG-31", "state")])
def test_a_formula_without_its_result_is_never_blank(ref: str, field: str) -> None:
    assert refused(answer(ref, field, RawCell("H7", None, formula=True))) == ("formula_without_value", None)


# ---------------------------------------------------------------- levels


@pytest.mark.parametrize(
    ("typed", "rank"), [("bon", 3), ("Bon ", 3), ("MAUVAIS.", 1), ("moyen", 2), ("2", 2), (2.0, 2), ("2,0", 2)]
)
def test_a_level_is_its_word_or_its_rank(typed: CellValue, rank: int) -> None:
    assert taken(value(typed, LEVEL)) == float(rank)


@pytest.mark.parametrize(
    ("typed", "code", "suggestion"),
    [("moyens", "unknown_choice", 2.0), ("plutôt bon", "unknown_choice", 3.0), ("vert", "unknown_choice", None),
     ("4", "level_unknown", None), (0.0, "level_unknown", None), (2.5, "level_unknown", None),
     (float("nan"), "level_unknown", None), (dt.date(2026, 5, 7), "date_in_value", None)],
)  # fmt: skip
def test_an_unknown_level_is_asked(typed: CellValue, code: str, suggestion: Scalar) -> None:
    assert refused(value(typed, LEVEL)) == (code, suggestion)


# ---------------------------------------------------------------- days


def day(typed: CellValue, ref: str = COUNT, today: dt.date = TODAY) -> Answer | None:
    return answer(ref, "on", RawCell("I7", typed), today=today)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (dt.date(2026, 11, 30), "2026-11-30"), (dt.datetime(2026, 11, 30, 14, 5), "2026-11-30"),
        *((t, "2019-12-31") for t in (
            "31/12/2019", "31/12/19", "31-12-2019", "31.12.2019", "31 12 2019", "2019-12-31", "2019/12/31",
            "31 déc. 2019", "31 décembre 2019", "31 Décembre 2019", "31-déc-19", "31 déc.2019",
            "31\u00a0déc.\u00a02019",
            "mardi 31 décembre 2019", "le 31/12/2019", "déc-19", "déc. 2019", "dec 2019", "12/2019", "12-2019",
            "décembre 2019", "fin décembre 2019", "fin déc. 2019", "T4 2019", "4e trimestre 2019", "T4-2019", "4T2019",
            "S2 2019", "2e semestre 2019", "2019", 2019.0, "31/12/2019 00:00", "2019-12-31T00:00:00", "31/12/2019 ",
            "2019-12", "31 décembre 2019 ",
        )),
        ("1er mars 2026", "2026-03-01"), ("1/3/26", "2026-03-01"), ("29/02/2024", "2024-02-29"),
        ("févr-24", "2024-02-29"), ("juil.-26", "2026-07-31"), ("sept 2026", "2026-09-30"), ("Août 2026", "2026-08-31"),
        ("T1 2026", "2026-03-31"), ("1er semestre 2026", "2026-06-30"),
        ("31/12", "2025-12-31"), ("30/11", "2026-11-30"), ("7/12", "2026-12-07"), ("8/12", "2025-12-08"),
        ("30 nov.", "2026-11-30"), ("22/11", "2026-11-22"), ("29/2", "2024-02-29"), ("31 décembre", "2025-12-31"),
        ("novembre", "2026-11-30"), ("décembre", "2025-12-31"), ("oct.", "2026-10-31"),
        ("22/11/2027", "2027-11-22"), ("1/1/2000", "2000-01-01"),
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_meant(typed: CellValue, meant: str) -> None:
    assert taken(day(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "code", "suggestion"),
    [
        ("bientôt", "unreadable_date", None), ("hier", "unreadable_date", None), ("7", "unreadable_date", None),
        ("jui 2026", "unreadable_date", None), ("31/11/2026", "unreadable_date", "2026-11-30"),
        ("29/02/2025", "unreadable_date", "2025-02-28"), ("12/31/2026", "unreadable_date", "2026-12-31"),
        ("vers le 15/10/2026", "unreadable_date", "2026-10-15"), ("12/19", "unreadable_date", "2019-12-31"),
        ("30/13/2026", "unreadable_date", None), ("", None, None), ("99999999999999/1/2026", "unreadable_date", None),
        ("00/00/0000", "unreadable_date", None), (True, "unreadable_date", None), (-5.0, "unreadable_date", None),
        (float("nan"), "unreadable_date", None), (1e300, "unreadable_date", None), (31.12, "unreadable_date", None),
        (46356.0, "day_as_number", "2026-11-30"), ("46356", "day_as_number", "2026-11-30"),
        (46356.5, "day_as_number", "2026-11-30"),
        ("15/12/2062", "year_out_of_range", "2026-11-30"), ("15/11/2062", "year_out_of_range", "2026-11-15"),
        (dt.date(2062, 11, 30), "year_out_of_range", "2026-11-30"), ("30/11/1926", "year_out_of_range", "2026-11-30"),
        ("15/11/62", "year_out_of_range", "2026-11-15"), ("29/02/2062", "unreadable_date", "2062-02-28"),
        ("29/02/2064", "year_out_of_range", "2026-11-30"), ("31/12/1999", "year_out_of_range", "2026-11-30"),
        ("24/11/2027", "year_out_of_range", "2026-11-24"), (dt.date(1905, 7, 17), "year_out_of_range", "2025-12-31"),
        ("30/11/0026", "year_out_of_range", "2026-11-30"), (dt.date(9999, 12, 31), "year_out_of_range", "2026-11-30"),
    ],
)  # fmt: skip
def test_a_doubtful_day_is_asked_with_what_is_likely(typed: CellValue, code: str | None, suggestion: Scalar) -> None:
    if code is None:
        assert day(typed) is None
    else:
        assert refused(day(typed)) == (code, suggestion)


def test_a_wrong_year_is_corrected_into_the_period_asked_for() -> None:
    later = dt.date(2026, 12, 20)
    assert refused(day("15/12/2062", today=later)) == ("year_out_of_range", "2026-11-30")
    assert refused(day("30/11/2062", today=dt.date(2026, 11, 2))) == ("year_out_of_range", "2026-11-30")
    assert refused(day("30/11/2062", "MES-8", dt.date(2026, 11, 2))) == ("year_out_of_range", "2025-11-30")


@given(st.dates(dt.date(2000, 1, 1), dt.date(2027, 11, 22)))
@settings(max_examples=300)
def test_a_day_that_the_program_writes_is_read_back(moment: dt.date) -> None:
    for text in (
        french.date_digits(moment), french.date_short(moment), french.date_long(moment), moment.isoformat(),
        french.date_long(moment, weekday=False), f"{moment:%d-%m-%y}",
    ):  # fmt: skip
        assert taken(day(text)) == moment.isoformat(), text


@given(st.floats(-1e9, 1e9).map(lambda number: round(number, 3)))
@settings(max_examples=300)
def test_a_number_that_the_program_writes_is_read_back(number: float) -> None:
    for text in (french.figure(number), french.number(number, 3), french.typeset(f"{number:.3f}".replace(".", ","))):
        assert taken(value(text)) == pytest.approx(number, abs=1e-9), text


@given(
    st.text(max_size=40),
    st.sampled_from([(COUNT, "value"), (LEVEL, "value"), (COUNT, "on"), ("ENG-31", "state"), (COUNT, "comment")]),
)
@settings(max_examples=600)
def test_whatever_is_typed_is_understood_or_asked(typed: str, place: tuple[str, str]) -> None:
    found = answer(*place, RawCell("H7", typed))
    if found is not None:
        assert (found.value is None) is (found.problem is not None)
        assert found.read == typed
        if found.problem is not None:
            assert wording.explain_problem(found.problem)


# ---------------------------------------------------------------- choices, words


@pytest.mark.parametrize("typed", ["En cours", "en cours", "EN COURS ", "En cours.", "  En  cours"])
def test_a_choice_is_its_word(typed: str) -> None:
    assert taken(answer("ENG-31", "state", RawCell("J7", typed))) == "in_progress"


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [("Tenue", "kept"), ("non tenue", "not_kept"), ("c’est en cours", "in_progress"), ("partiellement", "partial"),
     ("fait", None), (12.0, None), (dt.date(2026, 5, 7), None), (True, None), ("x" * 5000, None)],
)  # fmt: skip
def test_another_word_is_asked_with_the_list(typed: CellValue, suggestion: Scalar) -> None:
    found = answer("ENG-31", "state", RawCell("J7", typed))
    assert refused(found) == ("unknown_choice", suggestion)
    assert found is not None and found.problem is not None
    assert "Proposé, Accepté, En cours" in wording.explain_problem(found.problem)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(" Deux jets d’objets.\x07 ", "Deux jets d’objets."), ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
     ("<img src=x>", "<img src=x>"), ("une\r\ndeux", "une\ndeux"), ("x" * 5000, "x" * 5000), ("\ud800ok", "ok"),
     (12.0, "12"), (7.5, "7,5"), (dt.date(2026, 5, 7), "07/05/2026"), (True, "VRAI"), ("RAS", "RAS")],
)  # fmt: skip
def test_a_comment_is_kept_as_it_was_typed_without_what_cannot_be_carried(typed: CellValue, meant: str) -> None:
    assert taken(answer(COUNT, "comment", RawCell("K7", typed))) == meant


def test_a_percentage_in_words_reads_as_it_is_shown() -> None:
    assert taken(answer(COUNT, "comment", RawCell("K7", 0.12, percent=True))) == "12\u202f%"


# ---------------------------------------------------------------- rows


def understood(row: ReturnedRow, corrected: dict[tuple[str, str], str] | None = None) -> AnsweredRow:
    (found,) = understand(Recognition(FORM.dispatch, (row,)), FORM, TODAY, corrected)
    return found


def test_an_answer_says_where_it_stands_and_how_it_reads() -> None:
    found = value(1284.5)
    assert found == Answer(1284.5, "À compléter", "H7", "1\u202f284,5")


def test_a_corrected_text_takes_the_place_of_a_cell() -> None:
    row = ReturnedRow(COUNT, "Feuil1", 9, {"value": RawCell("H9", "environ 30")}, {})
    assert understood(row, {(COUNT, "value"): "31"}).answers == {"value": Answer(31.0, "Feuil1", "H9", "31")}
    assert understood(row, {(COUNT, "value"): "  "}).answers == {}
    assert understood(row, {(SHARE, "value"): "31"}).answers["value"].suggestion == 30.0
    assert understood(row, {(COUNT, "comment"): "vu"}).answers["comment"] == Answer("vu", "Feuil1", "", "vu")


def test_a_cell_that_a_row_does_not_ask_for_is_told() -> None:
    row = ReturnedRow("ENG-31", "Feuil1", 9, {"value": RawCell("H9", 42.0), "on": RawCell("I9", " - ")}, {})
    assert {field: refused(found) for field, found in understood(row).answers.items()} == {"value": ("not_asked", None)}


def test_a_row_that_cannot_be_used_has_no_answers() -> None:
    row = ReturnedRow("IND-99", "Feuil1", 9, {"value": RawCell("H9", 42.0)}, {"share": "Autre"}, "key_foreign")
    assert understood(row) == AnsweredRow("IND-99", "Feuil1", 9, {}, {"share": "Autre"}, "key_foreign")


def test_an_added_row_keeps_its_words_and_its_comment() -> None:
    cells = {"comment": RawCell("K9", "dès mars"), "value": RawCell("H9", 3.0), "state": RawCell("J9", "En cours")}
    row = ReturnedRow("ROW-9", "Feuil1", 9, cells, {"code": "2.1", "share": "Prêter deux salles"})
    found = understood(row)
    assert found.answers["comment"].value == "dès mars"
    assert refused(found.answers["value"]) == ("not_asked", None)
    assert "state" not in found.answers
    assert understood(row, {("ROW-9", "text"): "Prêter une salle"}).words["share"] == "Prêter une salle"


def test_a_row_without_levels_or_lists_asks_for_nothing_else() -> None:
    bare = FormRow("IND-1", "1.1", "", {}, {"value": FormField(choices="nothing")})
    form = replace(FORM, rows=(bare,))
    assert taken(answer("IND-1", "value", RawCell("H7", "3"), form=form)) == 3.0


def test_an_error_of_the_spreadsheet_is_called_as_french_people_see_it() -> None:
    for error, shown in (("#NAME?", "#NOM?"), ("#VALUE!", "#VALEUR!"), ("#NUM!", "#NOMBRE!"), ("#N/A", "#N/A")):
        found = answer(COUNT, "value", RawCell("H7", None, error=error))
        assert found is not None and found.problem is not None
        assert (found.read, found.problem.params) == (shown, (("error", shown),))


@pytest.mark.parametrize("typed", ["SO", "so", "NA", "N/A", "n.a."])
def test_letters_that_may_mean_something_else_are_asked(typed: str) -> None:
    assert refused(value(typed)) == ("unreadable_number", "not_applicable")


@pytest.mark.parametrize("typed", ["-", "–", "/", ".", " - "])
def test_a_dash_alone_is_no_comment(typed: str) -> None:
    assert answer(COUNT, "comment", RawCell("K7", typed)) is None


@pytest.mark.parametrize(("typed", "rank"), [("1", 2.0), (1.0, 2.0), (0.0, 1.0), ("3", 4.0), (3.0, 4.0)])
def test_a_number_among_levels_called_by_numbers_is_that_level(typed: CellValue, rank: float) -> None:
    told = replace(FORM.rows[1].fields["value"], levels=("0", "1", "2", "3"))
    form = replace(FORM, rows=(replace(FORM.rows[1], fields={"value": told}),))
    assert taken(answer(COUNT, "value", RawCell("H7", typed), form=form)) == rank
    assert refused(answer(COUNT, "value", RawCell("H7", 4.0), form=form))[0] == "unknown_choice"


@pytest.mark.parametrize(("typed", "suggestion"), [("oct 15", "2026-10-15"), ("nov 22", "2026-11-22")])
def test_a_month_and_two_digits_may_be_a_day(typed: str, suggestion: str) -> None:
    assert refused(day(typed)) == ("unreadable_date", suggestion)
    assert taken(day("oct 26")) == "2026-10-31"


@pytest.mark.parametrize("typed", ["2025", 2025.0, 2025])
def test_a_year_alone_dates_no_figure_of_a_month(typed: CellValue) -> None:
    row = replace(FORM.rows[1], facts={**FORM.rows[1].facts, "period": "month"})
    found = answer(COUNT, "on", RawCell("I7", typed), form=replace(FORM, rows=(row,)))
    assert refused(found)[0] == "unreadable_date"


def test_our_own_codes_are_no_words_of_partners() -> None:
    assert refused(answer("ENG-31", "state", RawCell("J7", "kept")))[0] == "unknown_choice"
