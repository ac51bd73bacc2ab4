"""The workbooks of the objectives: figures typed, what was not sent left empty, nobody named, nothing that runs."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pypdfium2
import pytest

from psq_desktop.db import Database
from psq_desktop.exports import catalogue, progress_xlsx
from psq_desktop.french import NBSP, typeset
from psq_desktop.richtext import clean
from psq_desktop.services import partners
from psq_desktop.services.kinds import Direction, DisclosureLevel, OutlookState, ReadingStatus
from psq_desktop.services.steering import progress
from psq_desktop.services.steering.progress_rows import ChangeLine, MatrixPartner, ProgressDocument, Since
from psq_desktop.wording import word
from tests.exports.progress_documents import (
    AS_OF,
    PERSON,
    PILOT,
    document,
    indicator,
    months,
    objective,
    reading,
    synthetic,
)

HEADER_ROW = 5
TABLES = ["Objectifs", "Engagements", "Indicateurs", "Relevés", "Mesures"]
NARROW = "\u202f"


@pytest.fixture
def demo(demo_database: Database, today: date) -> ProgressDocument:
    return demo_database.read(progress.compose, today)


def rendered(found: ProgressDocument, what: str = "progress") -> bytes:
    return catalogue.render(what, ".xlsx", found)


def book(found: ProgressDocument, what: str = "progress") -> Any:
    return openpyxl.load_workbook(BytesIO(rendered(found, what)))


def table(workbook: Any, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet's table by header."""
    sheet = workbook[name]
    rows = sheet.iter_rows(min_row=HEADER_ROW, values_only=True)
    headers = next(rows)
    return [dict(zip(headers, row, strict=True)) for row in rows]


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def close(shares: tuple[float | None, ...]) -> tuple[Any, ...]:
    """Workbooks hold sixteen digits, computed shares have seventeen."""
    return tuple(share if share is None else pytest.approx(share, rel=1e-14) for share in shares)


def day(value: datetime | None) -> date | None:
    return value.date() if value is not None else None


# ---------------------------------------------------------------- what it says is what the rows say


def test_every_objective_with_its_figures(demo: ProgressDocument) -> None:
    rows = table(book(demo), "Objectifs")
    assert len(rows) == 15
    for told, sheet in zip(rows, demo.sheets, strict=True):
        row, figure = sheet.row, sheet.row.figure
        assert (told["N°"], told["Objectif"], told["Appréciation"]) == (row.code, row.title, word(row.outlook))
        assert (told["Avancement"], told["Temps écoulé"]) == close((row.progress, row.elapsed))
        assert (day(told["Échéance"]), day(told["Dernier relevé"])) == (row.due, row.last_report)
        assert figure is not None
        assert (told["Départ"], told["Actuel"], told["Cible"]) == (figure.baseline, figure.value, figure.target)
        assert (told["Alerte d’écart"] is None) is (row.gap is None)


def test_every_reading_is_there_as_it_was_sent(demo: ProgressDocument) -> None:
    told = table(book(demo), "Relevés")
    sent = [(sheet.row, i, r) for sheet in demo.sheets for i in sheet.indicators for r in i.readings]
    assert len(told) == len(sent) > 300
    for line, (row, measured, r) in zip(told, sent, strict=True):
        assert (line["N°"], line["Indicateur"], line["Période"]) == (row.code, measured.title, r.period)
        assert (day(line["Fin de période"]), day(line["Transmis le"])) == (r.ends_on, r.reported_on)
        assert (line["Valeur"], line["Statut"], line["Répondants"]) == (r.value, word(r.status), r.sample)
        assert line["Provisoire"] == ("Oui" if r.provisional else "Non")
        assert (line["Fichier d’origine"] or "", line["Cellule"] or "") == (r.origin_file, r.origin_cell)


def test_zero_none_not_applicable_and_nothing_are_four_things() -> None:
    ends = [date(2026, month, 28) for month in (6, 7, 8)]
    sent = (
        reading(1, 11, ends[0], 0.0),
        reading(2, 11, ends[1], None, status=ReadingStatus.NONE),
        reading(3, 11, ends[2], None, status=ReadingStatus.NOT_APPLICABLE),
    )
    silent = indicator(12, 1, *months(12, 5.0), baseline=0.0, value=None)
    workbook = book(document(objective(1, "1.1", (indicator(11, 1, *sent), silent))))
    lines = table(workbook, "Relevés")
    assert [(x["Valeur"], x["Statut"]) for x in lines[:3]] == [(0, "Valeur"), (None, "Néant"), (None, "Non concerné")]
    first, second = table(workbook, "Indicateurs")
    columns = [f"{month}{NBSP}2026" for month in ("juin", "juill.", "août", "oct.")]
    assert [first[c] for c in columns] == [0, "Néant", "Non concerné", None]
    assert [second[c] for c in columns] == [None, None, None, 5]
    assert (first["Dernière valeur"], second["Départ"]) == (0, 0)


def test_commitments_and_measures(demo: ProgressDocument) -> None:
    workbook = book(demo)
    taken = [c for sheet in demo.sheets for c in sheet.commitments]
    for told, c in zip(table(workbook, "Engagements"), taken, strict=True):
        assert (told["Partenaire"], told["Part de l’objectif"], told["État"]) == (c.partner, c.text, word(c.state))
        assert (day(told["Échéance"]), day(told["Accepté le"])) == (c.due, c.accepted_on)
        assert told["Part réalisée"] == (None if c.share is None else c.share / 100)
        assert told["Retard (jours)"] == (c.late_days or None)
    steps = [m for sheet in demo.sheets for m in sheet.measures]
    for told, m in zip(table(workbook, "Mesures"), steps, strict=True):
        assert (told["Mesure"], told["État"], day(told["Faite le"])) == (m.text, word(m.state), m.done_on)


def test_the_first_page_counts_outlooks_and_axes(demo: ProgressDocument) -> None:
    cells = {cell.coordinate: cell.value for row in book(demo)["Synthèse"].iter_rows() for cell in row if cell.value}
    texts = [value for value in cells.values() if isinstance(value, str)]
    assert any("25\u202f000 habitants" in text and f"22{NBSP}novembre{NBSP}2026" in text for text in texts)
    assert "DONNÉES FICTIVES" in texts
    counts = Counter(sheet.row.outlook for sheet in demo.sheets)
    for number, state in enumerate(OutlookState, 10):
        assert (cells[f"A{number}"], cells.get(f"B{number}", 0)) == (word(state), counts[state])
    for number, axis in enumerate(demo.axes, 10):
        assert (cells[f"E{number}"], cells[f"F{number}"], cells[f"G{number}"]) == (
            axis.name, *close((axis.progress, axis.elapsed)),
        )  # fmt: skip
    assert not [text for text in texts if "fictives" in text.lower() and not text.isupper()]


def test_the_mark_of_invented_data_goes_with_them() -> None:
    for name in book(synthetic()).sheetnames:
        said = [c.value for row in book(synthetic())[name].iter_rows(max_row=3) for c in row if c.value]
        assert any("DONNÉES FICTIVES" in text for text in said), name
    assert b"FICTIVES" not in b"".join(data for _, data in parts(rendered(replace(synthetic(), fictional=False))))


def test_figures_show_the_sign_and_decimals_that_they_have() -> None:
    shares = indicator(11, 1, *months(11, 7.5, 68.0), unit="%", baseline=-2.0)
    sheet = book(document(objective(1, "1.1", (shares,))))["Relevés"]
    formats = [sheet.cell(row, 5).number_format for row in (6, 7)]
    assert [f.partition(";")[0] for f in formats] == [f'#,##0.0"{NARROW}%"', f'#,##0"{NARROW}%"']


def test_levels_are_told_by_their_names_and_kept_by_their_ranks() -> None:
    levels = ("absente", "ponctuelle", "régulière")
    ordinal = indicator(11, 1, *months(11, 2.0), levels=levels, direction=Direction.ORDINAL, value=2.0, target=3.0)
    workbook = book(document(objective(1, "1.1", (ordinal,))))
    line = table(workbook, "Relevés")[0]
    assert (line["Valeur"], line["Unité ou niveau"]) == (2, "ponctuelle")
    assert table(workbook, "Objectifs")[0]["Actuel"] == "ponctuelle"
    assert table(workbook, "Indicateurs")[0]["Cible"] == "régulière"


def test_matrix_names_the_pilot_in_words(demo: ProgressDocument) -> None:
    for what in ("progress", "matrix"):
        sheet = book(demo, what)["Matrice"]
        header = [cell.value for cell in sheet[HEADER_ROW]]
        assert header[1:] == [p.acronym for p in demo.matrix.partners]
        rows = {str(row[0].value).split(" ")[0]: row for row in sheet.iter_rows(min_row=HEADER_ROW + 1)}
        for objective_row in demo.matrix.objectives:
            for column, partner in enumerate(demo.matrix.partners, 1):
                cell = demo.matrix.cells.get((partner.id, objective_row.id))
                said = str(rows[objective_row.code][column].value or "").replace(NBSP, " ")
                state = word(cell.state) if cell and cell.state else ""
                if cell is None:
                    assert said == ""
                elif cell.pilot:
                    assert said == f"Pilote · {state}".removesuffix(" · ")
                else:
                    assert said == (state or "Associé")


def test_what_changed_since_the_meeting() -> None:
    def line(kind: str, subject: str, before: object, after: object, change: str = "changed") -> ChangeLine:
        return ChangeLine(1, "1.1", "Objectif 1.1", kind, subject, change, before, after, 1, "%")

    lines = (
        line("objective", "due", date(2027, 1, 1), date(2027, 6, 30)),
        line("objective", "pilot", None, "Ville de Calais"),
        line("objective", "", "Objectif 1.1", None, "removed"),
        line("reading", "Pannes, oct. 2026", None, 7.5, "added"),
        line("reading", "Pannes, sept. 2026", "none", 0.0),
        line("outlook", "", "unknown", OutlookState.SECURED),
        line("commitment", "Ville de Calais", "accepted", "kept"),
    )
    since = Since(5, date(2026, 11, 5), lines)
    workbook = book(replace(synthetic(), since=since))
    told = [(row["Avant"], row["Maintenant"]) for row in table(workbook, "Changements")]
    assert told == [
        (datetime(2027, 1, 1), datetime(2027, 6, 30)), (None, "Ville de Calais"), ("Objectif 1.1", None),
        (None, 7.5), ("Néant", 0),
        ("Non renseigné", "Sécurisé"), ("Accepté", "Tenu"),
    ]  # fmt: skip
    whats = [row["Ce qui a changé"] for row in table(workbook, "Changements")]
    assert whats[:3] == ["Échéance", "Pilote", None]
    assert "Changements" not in book(replace(synthetic(), since=replace(since, lines=()))).sheetnames


def test_a_level_that_changed_is_told_by_its_name() -> None:
    levels = ("absente", "ponctuelle", "régulière")
    ordinal = indicator(11, 1, *months(11, 2.0), levels=levels, direction=Direction.ORDINAL)
    line = ChangeLine(1, "1.1", "Objectif 1.1", "reading", "Présence", "changed", 2.0, 3.0, indicator_id=11)
    since = Since(5, AS_OF, (line, replace(line, indicator_id=12), replace(line, before="none", after=1.0)))
    told = table(book(replace(document(objective(1, "1.1", (ordinal,))), since=since)), "Changements")
    assert [(row["Avant"], row["Maintenant"]) for row in told] == [
        ("ponctuelle", "régulière"), (2, 3), ("Néant", "absente"),
    ]  # fmt: skip


def test_the_difference_of_an_axis_is_not_called_an_alert(demo: ProgressDocument) -> None:
    header = [cell.value for cell in book(demo)["Synthèse"][9]]
    assert header[4:] == ["Axe", "Avancement", "Temps écoulé", "Avance ou retard (points)"]


def test_the_first_page_says_whose_decisions_it_counts() -> None:
    for level, told in zip(DisclosureLevel, ("« public »", "« partenaires »", None), strict=True):
        workbook = book(replace(synthetic(), level=level))
        texts = [str(cell.value) for row in workbook["Synthèse"].iter_rows() for cell in row if cell.value]
        notes = [text for text in texts if "celles que montre" in text]
        assert (
            [told in note.replace(NBSP, " ").replace(NARROW, " ") for note in notes] == [True] if told else notes == []
        )


# ---------------------------------------------------------------- presentation


def test_sheets_are_ready_to_print_and_to_sort(demo: ProgressDocument) -> None:
    workbook = book(demo)
    assert workbook.sheetnames == ["Synthèse", *TABLES, "Matrice", "Changements"]
    for sheet in workbook:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, int(sheet.title == "Synthèse"))
        assert not sheet.sheet_view.showGridLines
        assert sheet.print_area
        assert demo.reference in sheet.oddFooter.left.text
        assert all(c.style.startswith("c_") for row in sheet.iter_rows() for c in row if c.value is not None)
        if sheet.title != "Synthèse":
            assert sheet.freeze_panes == f"A{HEADER_ROW + 1}"
            assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
    names = [t.displayName for sheet in workbook for t in sheet.tables.values()]
    assert len(set(names)) == len(names) == len(TABLES) + 1


@pytest.mark.parametrize("name", TABLES)
def test_tables_name_their_columns_as_their_headers_do(demo: ProgressDocument, name: str) -> None:
    sheet = book(demo)[name]
    (found,) = sheet.tables.values()
    headers = [cell.value for cell in sheet[HEADER_ROW]]
    assert [column.name for column in found.tableColumns] == headers
    assert len({h.lower() for h in headers}) == len(headers)
    assert (
        found.ref
        == found.autoFilter.ref
        == f"A{HEADER_ROW}:{sheet.cell(HEADER_ROW, len(headers)).column_letter}" + str(sheet.max_row)
    )


def test_states_have_a_symbol_and_a_colour_while_the_cell_keeps_the_word(demo: ProgressDocument) -> None:
    workbook = book(demo)
    for name, column, vocabulary in (("Objectifs", "L", OutlookState), ("Synthèse", "A", OutlookState)):
        (found,) = workbook[name].conditional_formatting
        assert str(found.sqref).startswith(column)
        looks = {rule.formula[0].strip('"'): rule.dxf for rule in found.rules}
        assert set(looks) == {word(state) for state in vocabulary}
        assert len({look.numFmt.formatCode for look in looks.values()}) == len(looks)
        assert all(look.numFmt.formatCode.endswith("@") and look.font.color for look in looks.values())
    for name in ("Engagements", "Mesures", "Matrice"):
        assert len(workbook[name].conditional_formatting) == 1
    assert not workbook["Indicateurs"].conditional_formatting  # a neutral one is never coloured
    assert not workbook["Relevés"].conditional_formatting


def test_two_native_charts_told_by_the_cells(demo: ProgressDocument) -> None:
    charts = [data.decode() for name, data in parts(rendered(demo)) if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert len(charts) == 2
    for chart in charts:
        assert 'barDir val="bar"' in chart
        assert 'orientation val="maxMin"' in chart
        assert "Synthèse" in chart
        assert "majorGridlines" not in chart


def test_only_the_squares_are_formulas_and_nothing_runs(demo: ProgressDocument) -> None:
    content = rendered(demo)
    for name, data in parts(content):
        assert not re.search(r"vba|external|connection|macro", name.lower()), name
        if "worksheets/sheet" in name:
            formulas = re.findall(rb"<f>([^<]*)</f>", data)
            assert all(f.startswith(b"REPT(") for f in formulas)
            assert bool(formulas) is (b"Indicateur principal" in data)
    assert rendered(demo) == content


# ---------------------------------------------------------------- who may read it


def test_nobody_is_named() -> None:
    for level in DisclosureLevel:
        for what in ("progress", "matrix"):
            content = rendered(replace(synthetic(), level=level), what)
            assert not [name for name, data in parts(content) if "Quatremère".encode() in data]
    assert PERSON in repr(synthetic())  # the document does hold the name


def test_persons_of_the_base_stay_out(demo: ProgressDocument) -> None:
    persons = {c.referent for sheet in demo.sheets for c in sheet.commitments} - {""}
    persons |= {r.author for sheet in demo.sheets for i in sheet.indicators for r in i.readings}
    said = b"".join(data for _, data in parts(rendered(demo))).decode(errors="replace")
    assert len(persons) > 5
    assert [p for p in persons if p in said] == []


def test_public_version(demo_database: Database, today: date) -> None:
    found = demo_database.read(progress.compose, today, DisclosureLevel.PUBLIC)
    assert len(table(book(found), "Objectifs")) == len(found.sheets)


def test_the_public_version_has_no_columns_of_working_notes() -> None:
    noted = indicator(11, 1, reading(1, 11, AS_OF, 3.0, comment="Vu", origin_file="a.xlsx", origin_cell="B4"))
    found = document(objective(1, "1.1", (noted,)))
    behind = {"Commentaire": "Vu", "Fichier d’origine": "a.xlsx", "Cellule": "B4"}
    assert behind.items() <= table(book(found), "Relevés")[0].items()
    (line,) = table(book(replace(found, level=DisclosureLevel.PUBLIC)), "Relevés")
    assert not behind.keys() & line.keys()
    assert not set(behind.values()) & set(line.values())


def test_one_partners_version(demo_database: Database, today: date) -> None:
    member = next(p for p in demo_database.read(partners.search, today) if p.acronym == "HD")
    found = demo_database.read(progress.compose, today, partner_id=member.id)
    assert len(table(book(found), "Objectifs")) == len(found.sheets) < 15
    assert member.name in book(found)["Objectifs"]["A2"].value
    name = catalogue.default_file_name("action-sheets", found, ".pdf")
    assert name == "TB-QRR-2026-11 Fiches-actions Habitat du Détroit.pdf"


def test_file_names() -> None:
    named = catalogue.default_file_name
    assert named("progress", synthetic(), ".xlsx") == "TB-QRR-2026-11 Tableau d’avancement.xlsx"
    assert named("matrix", synthetic(), ".pdf") == "TB-QRR-2026-11 Matrice.pdf"
    assert named("action-sheets", synthetic(objectives=1), ".pdf") == "TB-QRR-2026-11 Fiches-actions 1.1.pdf"


def test_versions_have_their_own_file_names() -> None:
    names = [
        catalogue.default_file_name("matrix", replace(synthetic(), level=level), ".xlsx") for level in DisclosureLevel
    ]
    assert names == [f"TB-QRR-2026-11 Matrice{version}.xlsx" for version in (" (public)", "", " (restreint)")]
    partner = MatrixPartner(1, "x" * 200, "X")
    long = replace(synthetic(), level=DisclosureLevel.PUBLIC, partner=partner)
    assert catalogue.default_file_name("matrix", long, ".pdf").endswith("x (public).pdf")


# ---------------------------------------------------------------- little, and too much


def test_a_base_without_objectives_still_gives_a_workbook() -> None:
    for what in ("progress", "matrix"):
        workbook = book(document(), what)
        assert all(sheet.max_row >= HEADER_ROW for sheet in workbook)
        assert not any(sheet.tables for sheet in workbook)
    assert not [name for name, _ in parts(rendered(document())) if "charts/" in name]


def test_an_objective_without_an_indicator() -> None:
    told = table(book(document(objective(1, "1.1", ()))), "Objectifs")[0]
    assert (told["Indicateur principal"], told["Actuel"], told["Avancement"], told["Sur dix"]) == (None,) * 4


HOSTILE = {
    "formula": "=cmd|'/c calc'!A1",
    "plus": "+1+1",
    "at": "@SUM(A1)",
    "controls": "a\x00b\x07c\x1bd",
    "surrogate": "a\ud800b",
    "emoji": "Bravo 🎉 👩‍🚒",
    "long": "x" * 40_000,
    "xml": "]]></v><!--",
    "quotes": '"%";[Red]0',
    "error": "#N/A",
    "lines": "un\r\ndeux\u2028trois",
}


def everywhere(text: str) -> ProgressDocument:
    measured = indicator(
        11, 1, reading(1, 11, AS_OF, 3.0, comment=text, origin_file=text, origin_cell=text, period=text),
        title=text, unit=text, source=text, provider=text, provider_acronym=text, levels=(text, text, text),
    )  # fmt: skip
    sheet = objective(1, "1.1", (measured,))
    row = replace(sheet.row, title=text, pilot=text, acronym=text, axis=text)
    taken = tuple(replace(c, partner=text, text=text, means=text, proof=text) for c in sheet.commitments)
    steps = tuple(replace(m, text=text, owner=text, proof=text) for m in sheet.measures)
    found = document(replace(sheet, row=row, commitments=taken, measures=steps))
    partner = MatrixPartner(PILOT.id, text, text)
    axes = tuple(replace(axis, name=text) for axis in found.axes)
    since = Since(5, AS_OF, (ChangeLine(1, "1.1", text, "measure", text, "added", None, text),))
    return replace(
        found, letterhead=(text,), reference=text, committee=text, district=text, city=text, partner=partner,
        matrix=replace(found.matrix, partners=(partner,)), axes=axes, since=since,
    )  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("what", ["progress", "matrix"])
def test_hostile_text_stays_text(what: str, name: str) -> None:
    typed = typeset(clean(HOSTILE[name], multiline=True))[:32767]
    found = [cell for sheet in book(everywhere(HOSTILE[name]), what) for row in sheet.iter_rows() for cell in row]
    assert typed in [cell.value for cell in found]
    for cell in found:
        assert cell.data_type != "f" or cell.value.startswith("=REPT(")
        assert cell.data_type != "e"
        if isinstance(cell.value, str) and cell.value[:1] in tuple("=+-@") and cell.data_type != "f":
            assert cell.quotePrefix


def test_libreoffice_prints_every_sheet(demo: ProgressDocument, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed: nothing here can open the workbook")
    path = tmp_path / "progress.xlsx"
    path.write_bytes(rendered(demo))
    profile = (tmp_path / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(path)], check=True, capture_output=True)
    printed = pypdfium2.PdfDocument(tmp_path / "progress.pdf")
    pages = [page.get_textpage().get_text_range() for page in printed]
    printed.close()
    assert len(progress_xlsx.sheets(demo)) <= len(pages) <= 30
    assert "Err:" not in "".join(pages)
    assert "#NAME" not in "".join(pages)
    assert "■■■■■■" in pages[1]  # the squares are computed
    assert "▲" in pages[1]  # and states have their symbols
