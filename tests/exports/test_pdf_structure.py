"""PDF/A-2a and PDF/UA-1: the files conform, and the checks notice when they do not."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from psq_desktop.exports import catalogue
from tests.exports import pdf_checks
from tests.exports.briefs import BRIEF, dossier
from tests.exports.documents import MEETING, SUMMONS, long_meeting, sealed, upcoming
from tests.exports.register_documents import ONE_DECISION, REGISTER

CASES: dict[str, tuple[str, catalogue.Document]] = {
    "minutes": ("minutes", MEETING),
    "minutes sealed": ("minutes", sealed()),
    "minutes long": ("minutes", long_meeting(30)),
    "decisions": ("decisions", MEETING),
    "attendance": ("attendance", MEETING),
    "attendance to sign": ("attendance", upcoming()),
    "register": ("register", REGISTER),
    "one decision": ("register", ONE_DECISION),
    "summons": ("summons", SUMMONS),
    "brief": ("brief", BRIEF),
    "dossier": ("dossier", dossier()),
}


@lru_cache
def pdf_of(case: str) -> bytes:
    what, document = CASES[case]
    return catalogue.render(what, ".pdf", document)


@pytest.mark.parametrize("case", CASES)
def test_archive(case: str) -> None:
    assert pdf_checks.archive_findings(pdf_of(case)) == set()


@pytest.mark.parametrize("case", CASES)
def test_structure(case: str) -> None:
    assert pdf_checks.structure_faults(pdf_of(case)) == []


@pytest.mark.parametrize("case", CASES)
def test_syntax(case: str, tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf_of(case))
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)


@pytest.mark.parametrize("case", CASES)
def test_every_font_is_embedded(case: str, tmp_path: Path) -> None:
    if shutil.which("pdffonts") is None:
        pytest.skip("pdffonts is not installed")
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf_of(case))
    lines = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout.splitlines()
    fonts = [line.split() for line in lines[2:]]
    assert fonts
    assert all("Lato" in words[0] and words[-5:-2] == ["yes", "yes", "yes"] for words in fonts), lines


def test_outline_follows_the_headings() -> None:
    with pikepdf.open(BytesIO(pdf_of("minutes"))) as pdf, pdf.open_outline() as outline:
        top = outline.root[0]
        sections = [item.title for item in top.children]
        assert top.title == "Compte rendu de la séance n°\u00a05"
        assert sections[:3] == ["Participants", "Suites données aux décisions antérieures", "Points de l’ordre du jour"]
        assert len(top.children[2].children) == 5


def test_same_facts_give_the_same_bytes() -> None:
    assert catalogue.render("minutes", ".pdf", MEETING) == catalogue.render("minutes", ".pdf", MEETING)


# ---------------------------------------------------------------- negative controls


def broken(breakage: Callable[[pikepdf.Pdf], Any], case: str = "minutes") -> bytes:
    """A copy of a good file with one thing wrong."""
    with pikepdf.open(BytesIO(pdf_of(case))) as pdf:
        breakage(pdf)
        out = BytesIO()
        pdf.save(out, fix_metadata_version=False)
        return out.getvalue()


def first(pdf: pikepdf.Pdf, role: str) -> Any:
    return next(e for e in pdf_checks.tree(pdf) if pdf_checks.role(e) == role)


def skip_a_level(pdf: pikepdf.Pdf) -> None:
    first(pdf, "H2").S = pikepdf.Name.H4


def second_h1(pdf: pikepdf.Pdf) -> None:
    first(pdf, "H2").S = pikepdf.Name.H1


def lose_a_cell(pdf: pikepdf.Pdf) -> None:
    row = first(pdf, "TR")
    row.K = pikepdf.Array(list(row.K)[:-1])


def lose_a_scope(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "TH").A


def lose_the_numbering(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "L").A


def lose_a_parent(pdf: pikepdf.Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    numbers[1] = pdf.make_indirect(pikepdf.Array(list(numbers[1])[:-1]))


def orphan_a_mark(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "H1").K


def draw_untagged(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 m 10 10 l S")


def lose_the_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def lose_the_ua_mark(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1</pdfuaid:part>", b"")
    pdf.Root.Metadata.write(packet)


def lose_a_description(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0].Contents


def disagree_on_the_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo.Title = pikepdf.String("Autre titre")


STRUCTURE_BREAKAGES = {
    skip_a_level: "H1 then H4",
    second_h1: "2 H1",
    lose_a_cell: "rows of [3, 4] cells",
    lose_a_scope: "TH without Scope",
    lose_the_numbering: "list without ListNumbering",
    lose_a_parent: "not in the parent tree",
    orphan_a_mark: "belongs to no element",
    draw_untagged: "untagged S",
    lose_the_language: "language",
    lose_the_ua_mark: "pdfuaid",
    disagree_on_the_title: "title agrees",
}


@pytest.mark.parametrize(("breakage", "complaint"), STRUCTURE_BREAKAGES.items())
def test_structure_checks_notice(breakage: Callable[[pikepdf.Pdf], Any], complaint: str) -> None:
    assert any(complaint in fault for fault in pdf_checks.structure_faults(broken(breakage)))


def test_link_check_notices() -> None:
    assert "annotation without Contents" in pdf_checks.structure_faults(broken(lose_a_description, "decisions"))


def lose_a_font_file(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].resources.Font.values():
        del font.FontDescriptor.FontFile2


def lose_the_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def add_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


@pytest.mark.parametrize("breakage", [lose_a_font_file, lose_the_profile, add_a_script])
def test_archive_check_notices(breakage: Callable[[pikepdf.Pdf], Any]) -> None:
    assert pdf_checks.archive_findings(broken(breakage))
