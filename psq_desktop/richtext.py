"""Notes with bold, italic, lists and headings, as plain data.

Screens convert to and from an editor, documents to paragraphs; nothing here is markup, so whatever
a person types (``<img>``, ``*``, ``=CMD()``) stays the text that was typed.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class UnreadableError(ValueError):
    """A stored text is not what the program writes."""


class BlockKind(StrEnum):
    """Shape of a paragraph."""

    PARAGRAPH = "p"
    HEADING = "h"
    BULLET = "ul"
    NUMBER = "ol"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list entry."""

    kind: BlockKind
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words without their style."""
        return "".join(run.text for run in self.runs)


RichText = tuple[Block, ...]


def clean(text: str, *, multiline: bool = False) -> str:
    """Drop what no document can carry: control characters, lone surrogates; line ends become spaces.

    Tab is kept as a space. Text is composed (NFC) so that searching and comparing work.
    """
    keep = "\n" if multiline else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = "".join(
        " " if c in "\t\n" and c not in keep else c
        for c in text
        if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn")
    )
    return unicodedata.normalize("NFC", text)


def plain(text: str) -> RichText:
    """Rich text from plain text, one paragraph per non-empty line."""
    lines = (clean(line).strip() for line in clean(text, multiline=True).split("\n"))
    return tuple(Block(BlockKind.PARAGRAPH, (Run(line),)) for line in lines if line)


def to_plain(rich: RichText) -> str:
    """The words alone, one line per block."""
    return "\n".join(block.text for block in rich)


def normalise(blocks: Iterable[Block]) -> RichText:
    """Cleaned text, equal neighbours joined, empty blocks dropped: one value for one appearance."""
    result = []
    for block in blocks:
        runs: list[Run] = []
        for run in block.runs:
            text = clean(run.text)
            if not text:
                continue
            if runs and (runs[-1].bold, runs[-1].italic) == (run.bold, run.italic):
                runs[-1] = Run(runs[-1].text + text, run.bold, run.italic)
            else:
                runs.append(Run(text, run.bold, run.italic))
        if any(run.text.strip() for run in runs):
            result.append(Block(block.kind, tuple(runs)))
    return tuple(result)


def dumps(rich: RichText) -> str:
    """Compact JSON: ``[["p", ["text", "b"]], …]``; empty text for no notes."""
    if not rich:
        return ""
    return json.dumps(
        [[b.kind.value, *([r.text, "b" * r.bold + "i" * r.italic] for r in b.runs)] for b in rich],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def loads(data: str) -> RichText:
    """Inverse of `dumps`. Raises `UnreadableError` for anything else."""
    if not data:
        return ()
    try:
        rich = tuple(
            Block(BlockKind(kind), tuple(Run(text, "b" in style, "i" in style) for text, style in runs))
            for kind, *runs in json.loads(data)
        )
        if not all(isinstance(run.text, str) for block in rich for run in block.runs):
            raise TypeError("a run is no text")
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    return rich


def from_markup(text: str) -> RichText:
    """Rich text from the light notation of the data files: ``**bold**``, ``_italic_``, ``- ``, ``1. ``, ``## ``.

    Only for texts that ship with the program; what people type never goes through it.
    """
    import re

    blocks = []
    for line in (raw.strip() for raw in text.strip().split("\n")):
        if not line:
            continue
        kind = BlockKind.PARAGRAPH
        for prefix, found in (("## ", BlockKind.HEADING), ("- ", BlockKind.BULLET), (r"1. ", BlockKind.NUMBER)):
            if line.startswith(prefix):
                kind, line = found, line[len(prefix) :]
        runs = []
        for part in re.split(r"(\*\*.+?\*\*|(?<!\w)_.+?_(?!\w))", line):
            if part.startswith("**"):
                runs.append(Run(part[2:-2], bold=True))
            elif part.startswith("_") and part.endswith("_") and len(part) > 2:
                runs.append(Run(part[1:-1], italic=True))
            elif part:
                runs.append(Run(part))
        blocks.append(Block(kind, tuple(runs)))
    return normalise(blocks)
