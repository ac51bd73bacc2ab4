"""A walk through an XML document by expat alone, and the names of columns."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from psq_desktop.errors import UserError


def parse(
    text: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    words: Callable[[str], None],
    begin: Callable[[expat.XMLParserType], None] = lambda _parser: None,
) -> None:
    """Walk a document without declarations; elements and attributes are named « namespace name »."""
    parser = expat.ParserCreate(namespace_separator=" ")
    begin(parser)
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.EntityDeclHandler = _refuse_declarations
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    try:
        parser.Parse(text, True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: encodings
        raise UserError("workbook_damaged") from error


def _refuse_declarations(*_told: object) -> None:
    raise UserError("workbook_entities")


def column_number(letters: str) -> int:
    """1 for « A »."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """« A » for 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
