"""The five Lato faces: registration, measuring, and what to draw for the characters they lack."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from psq_desktop.french import NARROW

REGULAR = "Lato"
ITALIC = "Lato-Italic"
SEMIBOLD = "Lato-Semibold"
SEMIBOLD_ITALIC = "Lato-SemiboldItalic"
BOLD = "Lato-Bold"

_FILES = {
    REGULAR: "Lato-Regular.ttf",
    ITALIC: "Lato-Italic.ttf",
    SEMIBOLD: "Lato-Semibold.ttf",
    SEMIBOLD_ITALIC: "Lato-SemiboldItalic.ttf",
    BOLD: "Lato-Bold.ttf",
}
_BOLDER = {REGULAR: SEMIBOLD, ITALIC: SEMIBOLD_ITALIC, SEMIBOLD: BOLD}
_SLANTED = {REGULAR: ITALIC, SEMIBOLD: SEMIBOLD_ITALIC, BOLD: SEMIBOLD_ITALIC}

# Lato's U+202F is as wide as a word space. It is drawn a sixth of an em wide, by moving back after it,
# so that the character which was stored is also the one that searching and copying find.
NARROW_WIDTH = 167.0

MISSING = "□"
_REPLACED = {
    "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u00ad": "", "\t": " ", "\n": " ",
    "✓": "√", "✔": "√", "✗": "×", "✘": "×", "■": "□", "▪": "•", "◦": "•", "★": "*", "☆": "*", "⇒": "→",
}  # fmt: skip


def resources_folder() -> Path:
    """Folder of the files that ship with the program, installed or in the source tree."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


@lru_cache(maxsize=1)
def faces() -> dict[str, Any]:
    """The fonts by name, registered with reportlab on first use."""
    folder = resources_folder() / "fonts"
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=ITALIC, boldItalic=SEMIBOLD_ITALIC)
    return {name: pdfmetrics.getFont(name) for name in _FILES}


def variant(font: str, *, bold: bool, italic: bool) -> str:
    """The face for emphasis inside text set in ``font``."""
    if bold:
        font = _BOLDER.get(font, font)
    return _SLANTED.get(font, font) if italic else font


@lru_cache(maxsize=8)
def _widths(font: str) -> dict[int, float]:
    face = faces()[font].face
    widths = {code: face.charWidths.get(code, face.defaultWidth) for code in face.charToGlyph}
    widths[0xA0] = widths[0x20]
    widths[ord(NARROW)] = NARROW_WIDTH
    return widths


@lru_cache(maxsize=8)
def narrow_excess(font: str) -> float:
    """How far to move back after the font's own U+202F, in thousandths of an em."""
    face = faces()[font].face
    return float(face.charWidths.get(ord(NARROW), face.defaultWidth)) - NARROW_WIDTH


@lru_cache(maxsize=65536)
def measure(font: str, text: str) -> float:
    """Width of drawable text in thousandths of an em; no kerning, as it is drawn."""
    return sum(map(_widths(font).__getitem__, map(ord, text)))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Characters that every face has."""
    codes = set.intersection(*(set(face.face.charToGlyph) for face in faces().values()))
    # The fonts have slots for controls and zero-width marks, which would be invisible differences.
    return frozenset(c for c in map(chr, codes) if unicodedata.category(c) not in ("Cc", "Cf"))


@lru_cache(maxsize=4096)
def _substitute(char: str) -> str:
    known = _common()
    if char in known:
        return char
    if char in _REPLACED:
        return _REPLACED[char]
    category = unicodedata.category(char)
    if category[0] == "Z":
        return " "
    if category in ("Cc", "Cf", "Mn", "Me"):
        return ""
    plain = unicodedata.normalize("NFKD", char)
    return plain if plain != char and set(plain) <= known else MISSING


def drawable(text: str) -> str:
    """The text with every character the fonts lack replaced by something harmless and visible."""
    if known_only(text):
        return text
    return "".join(map(_substitute, unicodedata.normalize("NFC", text)))


def known_only(text: str) -> bool:
    """Whether every character can be drawn as it is."""
    return _common().issuperset(text)
