"""A partner's workbook: what it shows, what it lets in, and how it is known when it comes back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from psq_desktop.exports.partner_xlsx import workbook
from psq_desktop.french import typeset
from psq_desktop.richtext import clean
from psq_desktop.services.forms.form_rows import Form, FormField, Input, Shown
from psq_desktop.services.forms.keys import row_key
from psq_desktop.services.kinds import CommitmentState
from psq_desktop.services.rounds import partner_forms
from psq_desktop.wording import word
from tests.exports.forms import CODE, ISSUED, answered, partner_form

SHEET, HEADER, FIRST = "À compléter", 5, 6
HOSTILE = ("=cmd|' /C calc'!A0", "+33 1", "-1", "@SUM(1)", "#N/A", '<b>x</b> & "y"', "\x07\ud800", "C:\\1", "_x000D_")


@lru_cache
def sent() -> bytes:
    return workbook(partner_form(), ISSUED)


@lru_cache
def returned() -> Form:
    return answered(
        partner_form(),
        {
            ("IND-12", "value"): ("environ 30", "Écrivez un nombre : 30, ou un autre."),
            ("IND-12", "on"): ("15/12/2062", "L'année est trop loin."),
            ("IND-14", "value"): ("12 %", ""),
            ("IND-14", "on"): ("30/11/2026", ""),
            ("ENG-31", "state"): ("Tenuu", "Choisissez un mot de la liste."),
            ("ENG-32", "comment"): ("=1+1", ""),
            ("OBJ-2", "state"): ("Atteignable", ""),
        },
    )


@lru_cache(maxsize=4)
def load(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content), rich_text=True)


def cell(content: bytes, ref: str, label: str) -> Any:
    """The cell of a row and of a column, found as people find them."""
    sheet = load(content)[SHEET]
    row = next(c.row for c in sheet["A"] if c.value == row_key(ref))
    column = next(c.column for c in sheet[HEADER] if c.value == label)
    return sheet.cell(row, column)


def part(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode("utf-8")


# ---------------------------------------------------------------- what stands around the table


def test_the_same_form_gives_the_same_bytes() -> None:
    assert workbook(partner_form(), ISSUED) == sent()
    assert workbook(returned(), ISSUED) == workbook(returned(), ISSUED)


def test_the_sheets_in_order_lists_and_code_out_of_sight() -> None:
    book = load(sent())
    assert [(s.title, s.sheet_state) for s in book.worksheets] == [
        (SHEET, "visible"),
        ("Mode d’emploi", "visible"),
        ("_listes", "hidden"),
        ("_envoi", "hidden"),
    ]
    assert book.active.title == SHEET


def test_the_head_says_what_is_asked() -> None:
    sheet = load(sent())[SHEET]
    form = partner_form()
    assert sheet["B1"].value == typeset(form.title)
    assert (sheet["B2"].value, sheet["B3"].value) == (typeset(form.subtitle), None)
    assert sheet["K1"].value == "DONNÉES FICTIVES"
    assert [c.value for c in sheet[HEADER]] == ["Clé", *(column.label for column in form.columns)]


def test_a_subtitle_of_two_lines_says_who_asks_then_what_is_to_do() -> None:
    sheet = load(workbook(replace(partner_form(), subtitle="Relevés · Préfecture\nÀ renvoyer"), ISSUED))[SHEET]
    assert (sheet["B2"].value, sheet["B3"].value) == ("Relevés · Préfecture", "À renvoyer")


def test_small_type_is_eight_points_on_paper() -> None:
    """The table is reduced to the page's width: 7 pixels a character and 5 of margin, 96 to the inch."""
    form = replace(partner_form(), columns=partner_forms.COLUMNS)
    sheet = load(workbook(form, ISSUED))[SHEET]
    wide = sum((7 * column.width + 5) / 96 for column in form.columns)
    room = 297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right
    _, under = sheet.cell(FIRST, 3).value
    assert under.font.sz * room / wide >= 8


def test_a_figure_may_have_its_unit_and_its_period_under_it() -> None:
    form = partner_form()
    row = form.rows[2]
    last = Shown(1284.0, "voyageurs", under="T4 2026", strong=True)
    form = replace(form, rows=(replace(row, shown={**row.shown, "last": last}),))
    assert str(load(workbook(form, ISSUED))[SHEET].cell(FIRST, 5).value) == "1\u202f284\nvoyageurs\nT4 2026"


def test_the_guide_is_ten_numbered_lines_and_whom_to_ask() -> None:
    sheet = load(sent())["Mode d’emploi"]
    lines = [(a.value, b.value) for a, b in sheet.iter_rows(min_row=3, max_row=12, max_col=2)]
    assert [number for number, _ in lines] == [str(n) for n in range(1, 11)]
    assert [text for _, text in lines] == [typeset(text) for text in partner_form().guide]
    assert sheet["A14"].value == typeset(partner_form().question)


def test_ready_to_print() -> None:
    for sheet in load(sent()).worksheets[:2]:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert "envoi 4/TDD" in sheet.oddFooter.left.text
        assert "partenaires" in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text == "Page &P sur &N"
        assert not sheet.sheet_view.showGridLines
    sheet = load(sent())[SHEET]
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
    assert sheet.freeze_panes == f"A{FIRST}"
    assert sheet.print_area == "'À compléter'!$B$1:$K$15"


def test_the_line_under_the_table_is_marked_as_none_of_the_rows() -> None:
    sheet = load(sent())[SHEET]
    assert (sheet["A15"].value, sheet["B15"].value) == ("-", typeset(partner_form().note))


def test_a_form_without_rows_is_still_a_workbook() -> None:
    book = load(workbook(replace(partner_form(), rows=(), mark="", note=""), ISSUED))
    assert {cell.value for cell in book[SHEET]["A"][HEADER:]} <= {None, "-"}


# ---------------------------------------------------------------- how it is known again


def test_the_code_stands_in_three_places() -> None:
    book = load(sent())
    assert book["_envoi"]["A1"].value == CODE
    assert book.defined_names["_envoi"].attr_text == f'"{CODE}"'
    assert book.defined_names["_envoi"].hidden
    assert [(p.name, p.value) for p in book.custom_doc_props.props] == [("Concertation", CODE)]


def test_every_row_has_its_key_hidden_and_locked() -> None:
    sheet = load(sent())[SHEET]
    assert sheet.column_dimensions["A"].hidden
    cells = [sheet.cell(number, 1) for number in range(FIRST, FIRST + 8)]
    assert [c.value for c in cells] == [row_key(row.ref) for row in partner_form().rows]
    assert all(c.protection.locked for c in cells)
    assert sheet.auto_filter.ref == "A5:K13"  # the keys move with their rows


# ---------------------------------------------------------------- what it lets in


def test_only_the_cells_asked_for_are_open() -> None:
    form, sheet = partner_form(), load(sent())[SHEET]
    asked = {(FIRST + i, 2 + j) for i, row in enumerate(form.rows) for j, c in enumerate(form.columns)
             if c.key in row.fields}  # fmt: skip
    opened = {(c.row, c.column) for row in sheet.iter_rows() for c in row if not c.protection.locked}
    assert opened == asked
    yellow = {
        (c.row, c.column) for row in sheet.iter_rows(min_row=FIRST) for c in row if c.fill.fgColor.rgb == "FFFFF6D6"
    }
    assert yellow == asked


def test_protected_without_a_password_filters_allowed() -> None:
    protection = load(sent())[SHEET].protection
    assert protection.sheet
    assert protection.password is None
    assert not (protection.sort or protection.autoFilter or protection.formatColumns or protection.formatRows)
    assert protection.selectUnlockedCells is False


def test_what_is_typed_stays_as_it_is_typed() -> None:
    form, sheet = partner_form(), load(sent())[SHEET]
    for j, column in enumerate(form.columns):
        formats = {
            sheet.cell(FIRST + i, 2 + j).number_format for i, row in enumerate(form.rows) if column.key in row.fields
        }
        wanted = {None: set(), Input.DAY: {"[$-40C]d mmm yyyy"}}.get(column.input, {"@"})
        assert formats == wanted, column.label
    assert '<ignoredError sqref="H6:H13 J6:J13 K6:K13" numberStoredAsText="1"/>' in part(
        sent(), "xl/worksheets/sheet1.xml"
    )


def test_a_choice_has_its_list_and_any_other_word_is_only_warned_about() -> None:
    book = load(sent())
    rules = {str(v.sqref): v for v in book[SHEET].data_validations.dataValidation}
    commitment = rules["J11:J12"]
    sheet, _, span = book.defined_names[commitment.formula1].attr_text.partition("!")
    words = [c.value for (c,) in book[sheet.strip("'")][span]]
    assert words == [word(state) for state in CommitmentState]
    assert all(v.errorStyle == "warning" for v in rules.values())
    assert all(v.showInputMessage and v.prompt for v in rules.values())
    assert all(len(v.promptTitle) <= 32 and len(v.prompt) <= 255 for v in rules.values())


def test_an_ordinal_value_proposes_its_levels_with_neant_and_non_concerne() -> None:
    book = load(sent())
    rule = next(v for v in book[SHEET].data_validations.dataValidation if str(v.sqref) == "H10")
    sheet, _, span = book.defined_names[rule.formula1].attr_text.partition("!")
    found = [c.value for (c,) in book[sheet.strip("'")][span]]
    assert found == ["mauvais", "moyen", "bon", "Néant", "Non concerné"]


# ---------------------------------------------------------------- what it shows


def test_states_are_filled_in_everything_else_is_empty() -> None:
    assert cell(sent(), "ENG-31", "État de votre part").value == "Tenu"
    assert cell(sent(), "IND-12", "Nouvelle valeur").value is None
    assert cell(sent(), "MES-8", "Relevée le").value is None


@pytest.mark.parametrize(
    ("kind", "told", "text"),
    [
        ("value", FormField(sent=1284.5, filled=True), "1 284,5"),
        ("value", FormField(sent="none", filled=True), "Néant"),
        ("value", FormField(sent="not_applicable", filled=True), "Non concerné"),
        ("value", FormField(sent=2.0, filled=True, levels=("mauvais", "moyen")), "moyen"),
        ("value", FormField(sent=7.0, decimals=1), None),
        ("on", FormField(sent="2026-11-30", filled=True), datetime(2026, 11, 30)),
        ("comment", FormField(sent="Rien à dire", filled=True), "Rien à dire"),
    ],
)
def test_what_was_known_is_shown_as_people_type_it(kind: str, told: FormField, text: str | datetime | None) -> None:
    form = partner_form()
    row = replace(form.rows[1], fields={**form.rows[1].fields, kind: told})
    content = workbook(replace(form, rows=(row,)), ISSUED)
    label = next(column.label for column in form.columns if column.key == kind)
    found = cell(content, row.ref, label).value
    assert (found.replace("\u202f", " ") if isinstance(found, str) else found) == text


def test_figures_are_numbers_that_show_their_unit() -> None:
    percent = cell(sent(), "IND-14", "Dernière valeur")
    assert (percent.value, percent.number_format) == (35, '#,##0"\u202f%";"−"#,##0"\u202f%"')
    assert cell(sent(), "IND-12", "Cible").number_format.startswith("#,##0.0;")
    assert str(cell(sent(), "IND-13", "Dernière valeur").value) == "1\u202f284\nvoyageurs"
    assert cell(sent(), "IND-12", "Dernière valeur").alignment.horizontal == "right"


def test_the_objective_is_strong_and_the_share_small_under_it() -> None:
    title, under = cell(sent(), "ENG-31", "Objectif et votre part").value
    assert (str(title), title.font.b, str(under), under.font.sz) == (
        "Alerte conducteur en moins de 3\u00a0min\n", True, "Former les 42 conducteurs", 9.5,
    )  # fmt: skip


# ---------------------------------------------------------------- lines filled in


def test_the_counter_is_live_and_says_so_before_it_is_reckoned() -> None:
    xml = part(sent(), "xl/worksheets/sheet1.xml")
    found = re.search(r'<c r="B4"[^>]* t="str"><f>(.*?)</f><v>(.*?)</v></c>', xml)
    assert found is not None
    assert found[1].startswith('"Lignes remplies')
    assert found[2] == "Lignes remplies\u00a0: 0 sur 8"
    assert "Lignes remplies\u00a0: 4 sur 8" in part(workbook(returned(), ISSUED), "xl/worksheets/sheet1.xml")


# ---------------------------------------------------------------- sent back to be corrected


def test_a_workbook_sent_back_shows_what_was_typed_and_what_is_wrong() -> None:
    content = workbook(returned(), ISSUED)
    wrong = cell(content, "IND-12", "Nouvelle valeur")
    assert wrong.value == "environ 30"
    assert (wrong.fill.fgColor.rgb, wrong.border.left.style) == ("FFFDE7E7", "medium")
    assert not wrong.protection.locked
    assert "Écrivez un nombre" in wrong.comment.text
    assert cell(content, "IND-12", "Relevée le").value == "15/12/2062"
    assert cell(content, "IND-12", "À corriger").value.split("\n") == [
        "Nouvelle valeur\u00a0: Écrivez un nombre\u00a0: 30, ou un autre.",
        "Relevée le\u00a0: L’année est trop loin.",
    ]
    assert cell(content, "ENG-32", "À corriger").value is None


def test_right_answers_come_back_as_they_were() -> None:
    content = workbook(returned(), ISSUED)
    assert cell(content, "IND-14", "Nouvelle valeur").value == "12 %"
    assert cell(content, "IND-14", "Relevée le").value == datetime(2026, 11, 30)
    assert cell(content, "ENG-32", "Commentaire, frein ou appui demandé").value == "=1+1"
    assert cell(content, "ENG-32", "Commentaire, frein ou appui demandé").data_type == "s"


def test_a_workbook_sent_back_keeps_its_keys_and_its_code() -> None:
    first, again = load(sent()), load(workbook(returned(), ISSUED))
    assert [c.value for c in first[SHEET]["A"]] == [c.value for c in again[SHEET]["A"]]
    assert again["_envoi"]["A1"].value == CODE
    assert again[SHEET].auto_filter.ref == "A5:L13"


# ---------------------------------------------------------------- hostile words


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_becomes_a_formula_or_a_tag(text: str) -> None:
    form = partner_form()
    row = replace(
        form.rows[1],
        shown={key: Shown(text, under=text, strong=True) for key in form.rows[1].shown},
        fields={key: replace(told, typed=text, note=text, unit=text) for key, told in form.rows[1].fields.items()},
    )
    hostile = replace(
        form, title=text, subtitle=text, mark=text, note=text, reference=text, question=text, rows=(row,),
        guide=(text,), choices=dict.fromkeys(form.choices, (("kept", text), ("x", text))),
    )  # fmt: skip
    content = workbook(hostile, ISSUED)
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(archive.read(name))
    formulas = re.findall("<f>(.*?)</f>", part(content, "xl/worksheets/sheet1.xml"))
    assert len(formulas) == 1 and formulas[0].startswith('"Lignes remplies')
    assert cell(content, row.ref, "Commentaire, frein ou appui demandé").value == (clean(text) or None)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
@example("x" * 40000)
def test_whatever_was_typed_is_shown_again(text: str) -> None:
    form = replace(partner_form(), rows=partner_form().rows[6:7])
    content = workbook(answered(form, {("ENG-32", "comment"): (text, "Trop long.")}), ISSUED)
    found = cell(content, "ENG-32", "Commentaire, frein ou appui demandé").value
    assert " ".join((found or "").split()) == " ".join(clean(text, multiline=True)[:32767].split())


def test_parts_of_the_sheet_stand_in_the_order_that_excel_asks_for() -> None:
    order = [
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter",
        "conditionalFormatting", "dataValidations", "pageMargins", "pageSetup", "headerFooter", "ignoredErrors",
        "legacyDrawing",
    ]  # fmt: skip
    root = ElementTree.fromstring(part(workbook(returned(), ISSUED), "xl/worksheets/sheet1.xml"))
    assert [child.tag.partition("}")[2] for child in root] == order


def test_nothing_in_it_runs_or_points_elsewhere() -> None:
    with ZipFile(BytesIO(workbook(returned(), ISSUED))) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert not [n for n in names if re.search("vba|external|connection|query", n, re.IGNORECASE)]
        assert not any(b'TargetMode="External"' in archive.read(n) for n in names)
        assert date(2026, 11, 23) == date(*archive.getinfo(names[0]).date_time[:3])
