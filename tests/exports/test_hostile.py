"""Whatever people type comes out as the text they typed, or as something harmless and visible."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psq_desktop.exports import catalogue
from psq_desktop.exports.pdf import fonts
from psq_desktop.french import typeset
from psq_desktop.richtext import Block, BlockKind, RichText, Run, clean, plain
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from tests.exports.documents import MEETING, decision, item, seat
from tests.exports.pdf_checks import archive_findings, structure_faults, text_of

HOSTILE = {
    "image": '<img src="file:///etc/passwd">',
    "markup": "<b>gras</b> & <font color=red> &lt;x&gt; <para>",
    "formula": "=CMD()",
    "plus": '+cmd|"/c calc"!A1',
    "tab formula": "\t=1+1",
    "controls": "a\x00b\x07c\x1bd\x7fe\x85f",
    "surrogate": "a\ud800b",
    "private use": "a\ue000b\ufffe",
    "no space": "x" * 10_000,
    "emoji": "Bravo 🎉 👩‍🚒 ✓ ■ \u2011 fin",
    "combining": "e\u0301te\u0301",
    "right to left": "\u202eabc\u202c שלום",
    "pdf syntax": ") Tj ET Q (\\",
    "xml": "]]></rdf:li><!--",
    "footer codes": "&P &A & Cie",
}


def everywhere(text: str) -> MeetingDocument:
    """A meeting with the same text in every field that people type."""
    line = decision("D-1", text, text, associates=(text,), proof=text, comment=text, item=text)
    return replace(
        MEETING, letterhead=(text, text), reference=text, issued_at=text, committee=text, formation=text,
        district=text, place=text, chair=text, chair_role=text, delegation=text, secretary=text,
        contact_line=text, colleges=(text,), attendance=(seat(text, text, text, by=text, role=text),),
        follow_up=(line,), decisions=(line,),
        items=(item(1, text, tuple(Block(k, (Run(text), Run(text, bold=True))) for k in BlockKind), line,
                    rapporteur=text),),
    )  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("what", catalogue.WHAT)
def test_pdf(what: str, name: str) -> None:
    content = catalogue.render(what, ".pdf", everywhere(HOSTILE[name]))
    assert structure_faults(content) == []
    if what == "decisions":
        assert archive_findings(content) == set()


@pytest.mark.parametrize("name", ["image", "markup", "formula", "pdf syntax", "xml"])
def test_pdf_prints_it_as_typed(name: str) -> None:
    said = squeeze(text_of(catalogue.render("minutes", ".pdf", everywhere(HOSTILE[name]))))
    assert squeeze(HOSTILE[name]) in said


def test_ten_thousand_letters_run_over_the_pages() -> None:
    said = text_of(catalogue.render("minutes", ".pdf", everywhere("x" * 10_000)))
    assert said.count("x") > 10 * 10_000


def test_missing_characters_leave_a_visible_trace() -> None:
    said = text_of(catalogue.render("minutes", ".pdf", everywhere(HOSTILE["emoji"])))
    assert "Bravo □ □□ √ □ - fin" in said
    assert "a□b" in text_of(catalogue.render("minutes", ".pdf", everywhere("a\ud800b")))


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("what", catalogue.WHAT)
def test_workbook(what: str, name: str) -> None:
    content = catalogue.render(what, ".xlsx", everywhere(HOSTILE[name]))
    for cell in cells(content):
        assert cell.data_type != "f"
        if isinstance(cell.value, str) and cell.value.lstrip()[:1] in tuple("=+-@"):
            assert cell.data_type == "s"
            assert cell.quotePrefix


def test_workbook_keeps_the_formula_as_text() -> None:
    values = [cell.value for cell in cells(catalogue.render("decisions", ".xlsx", everywhere("=CMD()")))]
    assert "=CMD()" in values


def cells(content: bytes) -> list[Any]:
    book = openpyxl.load_workbook(BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", typeset(clean(text)))


# ---------------------------------------------------------------- any rich text

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Co", "Cn"), max_codepoint=0x3000)
    | st.sampled_from("aàéœ «»’–\u202f\u00a0<>&\\()%=1er🎉"),
    min_size=1,
    max_size=60,
)
RUNS = st.lists(st.builds(Run, TEXT, st.booleans(), st.booleans()), min_size=1, max_size=4)
RICH = st.lists(st.builds(Block, st.sampled_from(BlockKind), RUNS.map(tuple)), max_size=6).map(tuple)


@settings(max_examples=40, deadline=None)
@given(RICH)
def test_any_notes(notes: RichText) -> None:
    document = replace(MEETING, items=(item(1, "Titre", notes),), attendance=(), follow_up=(), decisions=())
    content = catalogue.render("minutes", ".pdf", document)
    assert structure_faults(content) == []
    assert catalogue.render("minutes", ".xlsx", document)


LATIN = st.text(st.sampled_from("abcdeéèàçœŒÀ«»’–0123456789.,;:!?()€%°² "), min_size=1, max_size=300)


@settings(max_examples=40, deadline=None)
@given(LATIN)
def test_text_survives(typed: str) -> None:
    notes = plain(typed)
    document = replace(MEETING, items=(item(1, "Titre", notes),), attendance=(), follow_up=(), decisions=())
    said = re.sub(r"\s+", "", text_of(catalogue.render("minutes", ".pdf", document)))
    assert all(squeeze(block.text) in said for block in notes)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_drawable_text_can_be_drawn(typed: str) -> None:
    result = fonts.drawable(typed)
    assert fonts.known_only(result)
    assert fonts.measure(fonts.REGULAR, result) >= 0
    if unicodedata.is_normalized("NFC", typed) and fonts.known_only(typed):
        assert result == typed
