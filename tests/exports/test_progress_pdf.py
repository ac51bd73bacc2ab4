"""The progress dashboard and the matrix on paper: what they say, what they keep to themselves, how they hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from reportlab.platypus import Flowable

from psq_desktop import db
from psq_desktop.exports import catalogue, matrix_pdf, objective_facts, objective_matters, objective_pdf
from psq_desktop.exports.pdf.boxes import Row
from psq_desktop.exports.pdf.styles import CELL
from psq_desktop.exports.pdf.tables import Columns, Table, Words
from psq_desktop.exports.pdf.tagging import Node
from psq_desktop.french import date_short, percent
from psq_desktop.services.facts import Gap
from psq_desktop.services.kinds import (
    CommitmentState,
    Direction,
    DisclosureLevel,
    OutlookState,
    ReadingStatus,
    SupportState,
)
from psq_desktop.services.steering import progress, readings
from psq_desktop.services.steering.progress_rows import (
    AxisSummary,
    ChangeLine,
    Matrix,
    MatrixCell,
    MatrixPartner,
    ObjectiveSheet,
    PilotSummary,
    ProgressDocument,
    Since,
    SupportRow,
)
from psq_desktop.wording import word
from tests.conftest import TODAY
from tests.exports import pdf_checks
from tests.exports.pdf_checks import text_of
from tests.exports.progress_documents import AS_OF, OTHER, PERSON, document, indicator, months, objective, synthetic

LONG = "Une phrase de constat qui se prolonge, avec ses chiffres : 46 occupations, 12 jours, 57 % des appels. " * 30
PAPERS = ("progress", "matrix", "action-sheets")


def plain(text: str) -> str:
    """The words with ordinary spaces."""
    return re.sub(r"\s+", " ", text.replace("\u202f", " ").replace("\u00a0", " "))


def said(what: str, made_from: ProgressDocument) -> str:
    return plain(text_of(catalogue.render(what, ".pdf", made_from)))


def pages(content: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(content)
    texts = [plain(page.get_textpage().get_text_range()) for page in opened]
    opened.close()
    return texts


def changed(sheet: ObjectiveSheet, **row: object) -> ObjectiveSheet:
    """A sheet whose objective differs."""
    return replace(sheet, row=replace(sheet.row, **row))  # type: ignore[arg-type]


def bare() -> ObjectiveSheet:
    """No indicator, no pilot, no dates, nobody."""
    sheet = changed(
        objective(1, "1.1", ()), pilot_id=None, pilot="", acronym="", start=None, due=None, outlook_on=None,
        outlook=OutlookState.UNKNOWN, progress=None, elapsed=None, gap=None, silent_days=None,
    )  # fmt: skip
    return replace(sheet, commitments=(), measures=(), outlooks=())


def wordy() -> ObjectiveSheet:
    """Very long texts everywhere, and words that fit into no column."""
    sheet = objective(1, "1.1", (indicator(11, 1, *months(11, 30.0), title=LONG[:300], source=LONG[:400]),))
    sheet = changed(sheet, title=LONG[:400], pilot=LONG[:120], axis="Anticonstitutionnellement" * 5)
    request = SupportRow(1, 1, 1, "Ville", None, "", LONG, AS_OF, AS_OF, None, SupportState.ASKED, "")
    return replace(
        sheet, finding=LONG, success=LONG, brakes=LONG, public=LONG, associates=tuple(["Partenaire " * 4] * 30),
        outlooks=(replace(sheet.outlooks[0], comment=LONG),),
        commitments=(replace(sheet.commitments[0], text=LONG, proof="x" * 300),) * 3,
        measures=(replace(sheet.measures[0], text=LONG),) * 3, supports=(request, replace(request, id=2)),
    )  # fmt: skip


def spread(count: int) -> ProgressDocument:
    """Objectives over axes of 15."""
    made = (
        objective(n + 1, f"{n // 15 + 1}.{n % 15 + 1}", (indicator(10 * n + 1, n + 1, *months(1, 40.0, None, 30.0)),))
        for n in range(count)
    )
    return document(*made)


def crowd(count: int) -> ProgressDocument:
    """One objective and many partners, every second without an acronym."""
    partners = tuple(MatrixPartner(n, f"Partenaire numéro {n}", f"P{n}" if n % 2 else "") for n in range(1, count + 1))
    made = synthetic(2)
    cells = {(p.id, 1): MatrixCell(p.id, 1, p.id == 1, CommitmentState.KEPT, 1.0, 1, 0) for p in partners}
    return replace(made, matrix=Matrix(made.matrix.objectives, partners, cells), partners=count)


CASES: dict[str, Callable[[], ProgressDocument]] = {
    "none": lambda: document(),
    "one": lambda: synthetic(1),
    "fifteen": lambda: spread(15),
    "many": lambda: spread(120),
    "bare": lambda: document(bare()),
    "wordy": lambda: document(wordy(), replace(wordy(), row=replace(wordy().row, id=2, code="1.2"))),
    "crowd": lambda: crowd(60),
}


@cache
def pdf_of(what: str, case: str) -> bytes:
    return catalogue.render(what, ".pdf", CASES[case]())


@pytest.mark.parametrize("what", PAPERS)
@pytest.mark.parametrize("case", CASES)
def test_archive_and_structure(what: str, case: str) -> None:
    assert pdf_checks.archive_findings(pdf_of(what, case)) == set()
    assert pdf_checks.structure_faults(pdf_of(what, case)) == []


@pytest.fixture
def demo(demo_database: db.Database) -> ProgressDocument:
    return demo_database.read(progress.compose, TODAY)


@pytest.mark.parametrize("level", DisclosureLevel)
def test_the_demonstration_conforms_in_every_version(demo_database: db.Database, level: DisclosureLevel) -> None:
    made = demo_database.read(progress.compose, TODAY, level)
    for what in PAPERS:
        content = catalogue.render(what, ".pdf", made)
        assert pdf_checks.archive_findings(content) == set()
        assert pdf_checks.structure_faults(content) == []


# ---------------------------------------------------------------- the dashboard


def test_page_one_holds_all_that_is_to_decide(demo: ProgressDocument) -> None:
    first, second, *_ = pages(catalogue.render("progress", ".pdf", demo))
    waiting = objective_matters.matters(demo)
    assert waiting
    for matter in waiting:
        assert f"{matter.row.code} {plain(matter.row.title)}" in first
        assert all(plain(sentence) in first for sentence in matter.sentences)
    assert "Qui fait quoi" in second


@pytest.mark.parametrize("days", [0, 12, 90])
def test_silence_is_told_only_from_its_limit_on(days: int) -> None:
    quiet = changed(objective(1, "1.1", ()), outlook=OutlookState.UNKNOWN, gap=None, silent_days=days)
    (sentences,) = [matter.sentences for matter in objective_matters.matters(document(quiet))]
    assert any("Aucun relevé depuis" in plain(sentence) for sentence in sentences) is (days >= 90)


def test_matters_come_in_the_order_of_urgency(demo: ProgressDocument) -> None:
    order = [OutlookState.COMPROMISED, OutlookState.SUPPORT_NEEDED, None, OutlookState.UNKNOWN]
    ranks = [order.index(None if m.gap else m.row.outlook) for m in objective_matters.matters(demo)]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2, 3}


def test_dashboard_tells_every_objective_with_its_figures(demo: ProgressDocument) -> None:
    text = said("progress", demo)
    for row in objective_facts.rows(demo):
        assert f"{row.code} {plain(row.title)}" in text
        assert word(row.outlook) in text
        assert row.due is not None and plain(date_short(row.due)).replace("1er", "1") in text.replace("1er", "1")
        if row.progress is not None:
            assert plain(percent(row.progress)) in text
        if row.figure is not None:
            assert plain(row.figure.title) in text
            for value in (row.figure.baseline, row.figure.value, row.figure.target):
                assert plain(objective_facts.value_text(row.figure, value, TODAY)) in text


def test_key_figures_are_the_sums_of_the_rows(demo: ProgressDocument) -> None:
    first = pages(catalogue.render("progress", ".pdf", demo))[0]
    rows = objective_facts.rows(demo)
    kept, taken = sum(row.kept for row in rows), sum(row.taken for row in rows)
    assert f"{kept} sur {taken} engagements tenus" in first
    assert f"{len(rows)} objectifs concertés" in first
    assert demo.progress is not None
    assert plain(percent(demo.progress)) in first
    confident = [row for row in rows if row.outlook.confident]
    assert f"dont {sum(row.gap is not None for row in confident)} en écart" in first


def test_counts_are_words_up_to_sixteen() -> None:
    assert objective_facts.objectives_title(15) == "Les quinze objectifs"
    assert objective_facts.objectives_title(17) == "Les 17 objectifs"
    assert objective_facts.objectives_title(1) == "L’objectif"
    five = PilotSummary(None, "", False, (0,) * 5, 1, 3, 5)
    assert objective_facts.pilot_name(five) == "Cinq autres partenaires"


def test_an_objective_without_a_pilot_is_counted_apart() -> None:
    text = said("progress", document(bare()))
    assert "Sans pilote 1 – – – – 1 –" in text
    assert "à désigner" in text and "à fixer" in text


def test_nothing_sent_none_and_zero_are_told_apart() -> None:
    zero = indicator(11, 1, *months(11, 0.0), value=0.0)
    none = indicator(21, 2, *months(21, None), value=None)
    silent = indicator(31, 3, value=None)
    n_a = indicator(41, 4, replace(months(41, None)[0], status=ReadingStatus.NOT_APPLICABLE), value=None)
    told = [objective_facts.value_text(i, i.value, AS_OF) for i in (zero, silent)]
    assert told == ["0", "–"]
    last = [objective_facts.reading_text(i, i.readings[-1], AS_OF) for i in (zero, none, n_a)]
    assert [plain(text) for text in last] == ["0 (oct. 2026)", "néant (oct. 2026)", "non concerné (oct. 2026)"]


@pytest.mark.parametrize("gap", [None, Gap(-55, None)])
def test_a_bar_is_amber_and_hatched_only_when_the_gap_alert_stands(gap: Gap | None) -> None:
    row = replace(objective(1, "1.1", (indicator(11, 1, *months(11, 30.0)),)).row, progress=0.1, elapsed=0.9, gap=gap)
    box = objective_pdf.bar(row)
    box.lay(90)
    assert box._picture is not None
    inks = {getattr(shape, name, None) for shape in box._picture.shapes for name in ("fill", "stroke")}
    assert ("warn" in inks) is (gap is not None)


def test_an_axis_is_told_in_gap_only_when_one_of_its_objectives_is() -> None:
    trailing = AxisSummary(1, "Cadre de vie", 2, 0.1, 0.9, False)
    for alert in (False, True):
        made = replace(synthetic(2), axes=(replace(trailing, alert=alert),))
        (bars,) = [alt for alt in alternatives(catalogue.render("progress", ".pdf", made)) if "Cadre de vie" in alt]
        assert ("écart à expliquer" in bars) is alert


def test_a_neutral_indicator_is_never_coloured() -> None:
    row = objective(1, "1.1", (indicator(11, 1, *months(11, 30.0), direction=Direction.NEUTRAL),)).row
    box = objective_pdf.bar(replace(row, progress=0.1, elapsed=0.9))
    box.lay(90)
    assert box._picture is not None
    inks = {getattr(shape, name, None) for shape in box._picture.shapes for name in ("fill", "stroke")}
    assert inks <= {None, "track", "track_edge", "neutral", "text"}


# ---------------------------------------------------------------- since the last meeting

LINES = (
    ChangeLine(1, "1.1", "Halls", "reading", "Pannes, oct. 2026", "changed", "none", 12.5, 1, "%"),
    ChangeLine(1, "1.1", "Halls", "reading", "Appels, oct. 2026", "added", None, 0.0),
    ChangeLine(1, "1.1", "Halls", "outlook", "", "changed", "secured", OutlookState.COMPROMISED),
    ChangeLine(1, "1.1", "Halls", "commitment", "Ville", "added", None, "proposed"),
    ChangeLine(2, "1.2", "Bus", "measure", "Poser les bornes", "changed", "planned", "done"),
    ChangeLine(2, "1.2", "Bus", "support", "Un accès radio", "changed", "asked", "granted"),
    ChangeLine(2, "1.2", "Bus", "objective", "due", "changed", date(2026, 12, 1), None),
    ChangeLine(3, "1.3", "Neuf", "objective", "", "added", None, "Neuf"),
)


def test_what_changed_is_told_before_and_after() -> None:
    since = Since(5, date(2026, 9, 23), LINES)
    text = said("progress", replace(synthetic(2), since=since))
    for words in (
        "Ce qui a changé depuis la séance n° 5 du 23 septembre 2026", "Pannes, oct. 2026 néant 12,5 %",
        "Appels, oct. 2026 – 0", "Appréciation du pilote Sécurisé Compromis", "Engagement : Ville – Proposé",
        "Mesure : Poser les bornes Prévue Faite", "Appui demandé : Un accès radio Demandé Accordé",
        "Échéance 1er déc. 2026 à fixer", "1.3 Neuf Objectif – nouveau",
    ):  # fmt: skip
        assert words in text.replace("1 er", "1er"), words


def test_no_change_is_a_sentence_and_no_meeting_another() -> None:
    still = replace(synthetic(1), since=Since(5, date(2026, 9, 23), ()))
    assert "Rien n’a changé sur ces objectifs depuis la séance n° 5 du 23 septembre 2026." in said("progress", still)
    assert "Aucune séance n’a encore été tenue" in said("progress", synthetic(1))


def test_a_reading_saved_today_is_among_the_changes(demo_database: db.Database) -> None:
    before = demo_database.read(progress.compose, TODAY)
    main = next(i for i in before.sheets[0].indicators if i.main)
    last = main.readings[-1]
    draft = readings.Draft(last.ends_on, value=(last.value or 0.0) + 3)
    demo_database.write(readings.record, main.id, draft, TODAY, replace=True)
    after = demo_database.read(progress.compose, TODAY)
    assert plain(f"{main.title}, {last.period}") in said("progress", after)


def test_readings_of_two_indicators_of_one_name_stand_apart() -> None:
    twins = (
        indicator(11, 1, *months(11, 40.0, 31.0), title="Pannes"),
        indicator(12, 1, *months(12, 7.0, 5.0), title="Pannes"),
    )
    sheet = objective(1, "1.1", twins)
    last = twins[1].readings[-1]
    line = ChangeLine(
        1, "1.1", "Halls", "reading", f"Pannes, {last.period}", "added", None, 5.0, indicator_id=12,
        ends_on=last.ends_on,
    )  # fmt: skip
    assert plain(objective_matters.change_words(line, AS_OF, sheet)[1]) == "7 (sept. 2026)"


def test_a_new_reading_stands_against_the_one_before_it() -> None:
    sheet = objective(1, "1.1", (indicator(11, 1, *months(11, 40.0, 31.0), title="Pannes"),))
    last = sheet.indicators[0].readings[-1]
    subject = f"Pannes, {last.period}"
    line = ChangeLine(1, "1.1", "Halls", "reading", subject, "added", None, 31.0, indicator_id=11, ends_on=last.ends_on)
    assert [plain(text) for text in objective_matters.change_words(line, AS_OF, sheet)] == [
        "Pannes, oct. 2026", "40 (sept. 2026)", "31",
    ]  # fmt: skip


# ---------------------------------------------------------------- persons


def planted() -> ProgressDocument:
    made = synthetic(3)
    sheets = tuple(
        replace(s, outlooks=tuple(replace(o, comment="Le rythme suffit.") for o in s.outlooks)) for s in made.sheets
    )
    rows = tuple(changed(s, gap=Gap(-41, None)) for s in sheets)
    return replace(made, sheets=rows, pilots=(PilotSummary(1, "Ville de Calais", True, (0, 3, 0, 0, 0), 1, 2),))


@pytest.mark.parametrize("what", ["progress", "matrix"])
def test_no_person_is_named(what: str) -> None:
    content = catalogue.render(what, ".pdf", planted())
    assert "Quatremère" not in text_of(content)
    with pikepdf.open(BytesIO(content)) as pdf:
        alternatives = [str(e.get("/Alt", "")) for e in pdf_checks.tree(pdf)]
        assert not any("Quatremère" in text for text in (*alternatives, *map(str, pdf.docinfo.values())))


def test_no_contact_of_the_demonstration_is_named(demo: ProgressDocument) -> None:
    people = {c.referent for s in demo.sheets for c in s.commitments} | {
        o.author for s in demo.sheets for o in s.outlooks
    }
    names = {person.split(" ", 1)[-1] for person in people if person.startswith(("M. ", "Mme "))}
    assert len(names) > 10
    for what in ("progress", "matrix"):
        text = said(what, demo)
        assert [name for name in names if plain(name) in text] == []
    assert PERSON not in said("progress", demo)


# ---------------------------------------------------------------- the matrix


def alternatives(content: bytes) -> list[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return [plain(str(e.Alt)) for e in pdf_checks.tree(pdf) if pdf_checks.role(e) == "Figure"]


def test_every_cell_of_the_matrix_is_told_in_words(demo: ProgressDocument) -> None:
    told = alternatives(catalogue.render("matrix", ".pdf", demo))
    assert sorted(told) == sorted(plain(objective_facts.cell_words(cell)) for cell in demo.matrix.cells.values())
    assert any("pilote de l’objectif" in text for text in told)


def test_an_associate_without_commitment_has_its_mark_and_late_ones_theirs(demo: ProgressDocument) -> None:
    made = synthetic(1)
    helper = MatrixCell(OTHER.id, 1, False, None, None, 0, 0)
    late = MatrixCell(OTHER.id, 1, False, CommitmentState.PARTIAL, None, 2, 1)
    for cell, words, legend in (
        (helper, "Associé, sans engagement", "Associé, sans engagement"),
        (late, "Partiel, 2 engagements, 1 en retard", "Engagement en retard"),
    ):
        content = catalogue.render(
            "matrix", ".pdf", replace(made, matrix=replace(made.matrix, cells={(OTHER.id, 1): cell}))
        )
        assert alternatives(content) == [words]
        assert legend in plain(text_of(content))
        assert len(list(matrix_pdf._shapes(cell, 20, 10))) > 1
    assert "Engagement en retard" not in said("matrix", made)


def test_a_label_of_any_length_leaves_the_header_low() -> None:
    long = MatrixPartner(2, "Habitat du Détroit", "Sigle sans fin " * 30 + "x" * 450)
    made = synthetic(1)
    made = replace(made, matrix=replace(made.matrix, partners=(made.matrix.partners[0], long)))
    for what in ("matrix", "progress"):
        text = said(what, made)
        assert "…" in text
        assert "Sigle sans fin " * 30 in text, "the legend has the whole name"


@pytest.mark.parametrize(("objectives", "axes"), [(16, 6), (17, 6), (19, 7), (22, 8), (25, 8)])
def test_no_page_is_nearly_empty(demo: ProgressDocument, objectives: int, axes: int) -> None:
    made = grown(demo, objectives, axes)
    for text in lines_of_pages(catalogue.render("progress", ".pdf", made))[:-1]:
        assert len(text) >= 5, text  # two of them stand around the text
    *_, last = lines_of_pages(catalogue.render("matrix", ".pdf", made))
    assert any(re.match(r"\d\.\d", line) for line in last), "the acronyms stand under objectives"


def grown(made: ProgressDocument, count: int, axes: int) -> ProgressDocument:
    """The document with more objectives, like those it has, in as many more axes."""
    more = [AxisSummary(n, f"Un axe de plus, le numéro {n}", 1, 0.4, 0.6, False) for n in range(6, axes + 1)]
    sheets, cells = list(made.sheets), dict(made.matrix.cells)
    for n in range(count - len(sheets)):
        like, axis = made.sheets[n % len(made.sheets)], more[n * len(more) // (count - 15)]
        sheets.append(changed(like, id=900 + n, code=f"{axis.number}.{n + 1}", axis=axis.name))
        for (partner, of), cell in made.matrix.cells.items():
            if of == like.row.id:
                cells[partner, 900 + n] = replace(cell, objective_id=900 + n)
    matrix = Matrix(tuple(s.row for s in sheets), made.matrix.partners, cells)
    return replace(made, sheets=tuple(sheets), axes=(*made.axes, *more), matrix=matrix)


def lines_of_pages(content: bytes) -> list[list[str]]:
    opened = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_range().splitlines() for page in opened]
    opened.close()
    return texts


def test_matrix_counts_the_commitments_of_each_partner(demo: ProgressDocument) -> None:
    text = said("matrix", demo)
    sums = [
        sum(cell.commitments for (partner, _), cell in demo.matrix.cells.items() if partner == p.id)
        for p in demo.matrix.partners
    ]
    assert "Engagements " + " ".join(map(str, sums)) in text
    for p in demo.matrix.partners:
        assert p.acronym in text and plain(p.name) in text
    assert "Case vide : non concerné" in text


@pytest.mark.parametrize(
    ("partners", "size", "count"), [(16, (842, 595), 1), (24, (1191, 842), 1), (60, (1191, 842), 3)]
)
def test_matrix_takes_the_sheet_that_it_needs(partners: int, size: tuple[int, int], count: int) -> None:
    with pikepdf.open(BytesIO(catalogue.render("matrix", ".pdf", crowd(partners)))) as pdf:
        assert len(pdf.pages) == count
        assert {(round(float(p.mediabox[2])), round(float(p.mediabox[3]))) for p in pdf.pages} == {size}


def test_a_long_table_is_laid_out_once_and_not_once_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    laid: list[Row] = []
    lay = Row.lay

    def counted(row: Row, width: float = 0.0) -> float:
        laid.append(row)
        return lay(row, width)

    monkeypatch.setattr(Row, "lay", counted)
    line = [[Words("a", CELL)], [Words("b", CELL)]]
    left: Flowable = Table(Node("Table"), Columns(("A", "B"), (45.0, 45.0)), [line] * 400)
    parts = 0
    while left.wrap(90, 200)[1] > 200:
        above, _, left = left.split(90, 200)
        above.wrap(90, 200)
        parts += 1
    assert parts > 30
    assert len(laid) <= 400 + 2 * (parts + 1)


def test_every_partner_of_a_crowd_has_its_column() -> None:
    text = said("matrix", crowd(60))
    assert all(f" P{n} " in text for n in range(1, 61, 2))
    assert len(alternatives(pdf_of("matrix", "crowd"))) == 60


def test_the_header_is_repeated_when_objectives_are_many() -> None:
    texts = pages(pdf_of("matrix", "many"))
    assert len(texts) > 3
    assert all("Objectif VC HD" in text for text in texts[:-1])
