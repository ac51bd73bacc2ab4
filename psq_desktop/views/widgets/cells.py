"""What a cell of a table can hold: frozen values, ready to paint, each with words for screen readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from psq_desktop.french import typeset
from psq_desktop.views.tokens import Token, Tone


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one line, or on at most two."""

    text: str
    weight: int = 400
    tone: Token = "text"
    size: float = 10
    lines: int = 1


@dataclass(frozen=True, slots=True)
class TwoLines:
    """A line of words and a smaller one below."""

    text: str
    sub: str
    tone: Token = "text2"  # of the lower line
    weight: int = 500
    said: str = ""


@dataclass(frozen=True, slots=True)
class BadgeCell:
    """A state in a pill."""

    text: str
    icon: str = ""
    tone: Tone = "neutral"
    said: str = ""


@dataclass(frozen=True, slots=True)
class Badges:
    """Several small pills."""

    badges: tuple[BadgeCell, ...]
    said: str = ""

    @property
    def text(self) -> str:
        """The words, for a copy."""
        return ", ".join(badge.text for badge in self.badges)


@dataclass(frozen=True, slots=True)
class AvatarText:
    """A partner: avatar and name."""

    acronym: str
    text: str
    square: bool = True


@dataclass(frozen=True, slots=True)
class BarCell:
    """A bar (0 to 1) and its figure, at the right or first."""

    value: float
    text: str
    tone: Tone = "accent"
    mark: float | None = None
    text_first: bool = False
    text_width: float = 46
    said: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """One sign: icon, colour, word."""

    icon: str
    tone: Token
    word: str


@dataclass(frozen=True, slots=True)
class Dots:
    """A short series of signs: the last meetings."""

    dots: tuple[Dot, ...]

    @property
    def text(self) -> str:
        """The words, for a copy."""
        return ", ".join(dot.word for dot in self.dots)


@dataclass(frozen=True, slots=True)
class IconCell:
    """An icon whose words are in the tooltip and for screen readers."""

    icon: str
    text: str
    tone: Token = "text2"


class Painted(Protocol):
    """A cell that a screen paints itself."""

    @property
    def text(self) -> str:
        """The words, for a copy."""

    @property
    def said(self) -> str:
        """More words, for the tooltip and screen readers."""

    def paint(self, place: Any) -> None:
        """Paint it in a `painting.Place`."""


Cell = Text | TwoLines | BadgeCell | Badges | AvatarText | BarCell | Dots | IconCell | Painted
NONE = Text("—", tone="text3")


def words(cell: Cell) -> str:
    """The cell's whole words, typeset, for the tooltip and screen readers: ``said`` where a cell says more."""
    if said := getattr(cell, "said", ""):
        return typeset(said)
    return typeset(f"{cell.text}, {cell.sub}" if isinstance(cell, TwoLines) and cell.sub else cell.text)
