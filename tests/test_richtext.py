"""Notes are data: whatever is typed stays the text that was typed, and survives the way to the base and back."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psq_desktop import richtext
from psq_desktop.richtext import Block, BlockKind, RichText, Run

TYPED = (
    "=CMD()", "=HYPERLINK(\"x\")", "+33 3 21", "-1", "@nom", "<img src=x>", "<b>gras</b>", "&amp; &lt;", "**a** _b_",
    "# titre", "- tiret", "[\"p\"]", "{accolades}", "%s %d", "../../etc/passwd", "CON", "l’œuvre — 12 °C €", "🏙️",
    "'; DROP TABLE decision; --", "\\n \\u0000", "a" * 10_000,
)  # fmt: skip

runs = st.builds(Run, st.text(max_size=20), st.booleans(), st.booleans())
blocks = st.builds(Block, st.sampled_from(BlockKind), st.lists(runs, max_size=5).map(tuple))
notes = st.lists(blocks, max_size=6)


@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed_stays_as_typed(text: str) -> None:
    assert richtext.clean(text) == text
    assert richtext.to_plain(richtext.loads(richtext.dumps(richtext.plain(text)))) == text


@pytest.mark.parametrize(
    ("text", "line", "lines"),
    [
        ("a\x00b\x07c\x1b[0m", "abc[0m", "abc[0m"),
        ("a\tb", "a b", "a b"),
        ("a\nb\r\nc\rd", "a b c d", "a\nb\nc\nd"),
        ("a\u2028b\u2029c", "a b c", "a\nb\nc"),
        ("a\ud800b\udfff", "ab", "ab"),
        ("a\x85b\x9f", "ab", "ab"),
        ("e\u0301te\u0301", "été", "été"),
        ("a\ufffeb\uffff", "ab", "ab"),
        ("\u00a0« 12\u202f% »", "\u00a0« 12\u202f% »", "\u00a0« 12\u202f% »"),
    ],
)
def test_clean_drops_what_no_document_can_carry(text: str, line: str, lines: str) -> None:
    assert richtext.clean(text) == line
    assert richtext.clean(text, multiline=True) == lines


@given(st.text())
def test_clean_is_idempotent_and_always_encodes(text: str) -> None:
    for multiline in (False, True):
        once = richtext.clean(text, multiline=multiline)
        assert richtext.clean(once, multiline=multiline) == once
        once.encode("utf-8")
        assert unicodedata.is_normalized("NFC", once)
        assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in once if c != "\n" or not multiline)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"])))
def test_clean_loses_no_printable_character(text: str) -> None:
    assert richtext.clean(text) == unicodedata.normalize("NFC", text)


@given(notes)
def test_notes_survive_the_way_to_the_base_and_back(typed: list[Block]) -> None:
    rich = richtext.normalise(typed)
    assert richtext.loads(richtext.dumps(rich)) == rich


@given(notes)
def test_one_appearance_has_one_value(typed: list[Block]) -> None:
    rich = richtext.normalise(typed)
    assert richtext.normalise(rich) == rich
    for block in rich:
        assert block.text.strip()
        styles = [(run.bold, run.italic) for run in block.runs]
        assert all(one != other for one, other in pairwise(styles))


@given(notes)
def test_normalise_keeps_every_word(typed: list[Block]) -> None:
    words = [richtext.clean("".join(richtext.clean(run.text) for run in block.runs)) for block in typed]
    assert [richtext.clean(b.text) for b in richtext.normalise(typed)] == [word for word in words if word.strip()]


def test_empty_notes_are_an_empty_text() -> None:
    assert richtext.dumps(()) == ""
    assert richtext.loads("") == ()
    assert richtext.normalise([Block(BlockKind.PARAGRAPH, (Run("  "), Run("")))]) == ()


def test_plain_text_gives_one_paragraph_a_line() -> None:
    assert richtext.plain("un\n\n  deux \r\ntrois") == tuple(
        Block(BlockKind.PARAGRAPH, (Run(word),)) for word in ("un", "deux", "trois")
    )


MARKUP: tuple[tuple[str, RichText], ...] = (
    ("mot", (Block(BlockKind.PARAGRAPH, (Run("mot"),)),)),
    ("## Titre\n- un\n1. deux", (
        Block(BlockKind.HEADING, (Run("Titre"),)), Block(BlockKind.BULLET, (Run("un"),)),
        Block(BlockKind.NUMBER, (Run("deux"),)),
    )),
    ("a **b** c _d_ e", (
        Block(BlockKind.PARAGRAPH, (Run("a "), Run("b", bold=True), Run(" c "), Run("d", italic=True), Run(" e"))),
    )),
    ("nom_de_fichier", (Block(BlockKind.PARAGRAPH, (Run("nom_de_fichier"),)),)),
    ("2 * 3 * 4", (Block(BlockKind.PARAGRAPH, (Run("2 * 3 * 4"),)),)),
    ("-12 %", (Block(BlockKind.PARAGRAPH, (Run("-12 %"),)),)),
)  # fmt: skip


@pytest.mark.parametrize(("text", "rich"), MARKUP)
def test_the_light_notation_of_the_data_files(text: str, rich: RichText) -> None:
    assert richtext.from_markup(text) == rich
