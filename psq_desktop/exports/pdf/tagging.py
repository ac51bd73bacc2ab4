"""The logical structure of a document, and a canvas that ties what it draws to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from psq_desktop.exports.pdf.fonts import faces, narrow_excess
from psq_desktop.french import NARROW


@dataclass(slots=True, eq=False)
class Node:
    """One structure element. Its place in the tree is its place in the reading order."""

    role: str
    alt: str = ""
    scope: str = ""  # of a header cell: Column or Row
    columns: int = 1  # that a cell spans
    numbering: str = ""  # of a list: Disc or Decimal
    box: tuple[float, float, float, float] | None = None  # of a figure, on its page
    kids: list[Node | Mark | LinkMark] = field(default_factory=list)

    def add(self, role: str, **attributes: Any) -> Node:
        """A new last child."""
        child = Node(role, **attributes)
        self.kids.append(child)
        return child


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one page's content, by its number on that page (PDF's MCID)."""

    page: int
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class LinkMark:
    """A clickable rectangle that belongs to a Link element."""

    page: int
    rectangle: tuple[float, float, float, float]
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the reader's outline."""

    level: int
    title: str
    page: int
    top: float


Furniture = Callable[["TaggedCanvas", int, int], None]


class TaggedCanvas(Canvas):  # type: ignore[misc,unused-ignore]
    """Canvas on which everything is either marked content of a `Node` or an artifact.

    Pages are held back until the last one is known, so that « Page 2 sur 5 » costs no second layout.
    """

    # reportlab's own, which its type stubs leave out
    _code: list[str]
    _doc: Any
    _escape: Callable[[bytes], str]
    _startPage: Callable[[], None]  # noqa: N815

    def __init__(self, file: Any, **options: Any) -> None:
        faces()
        super().__init__(file, **options)
        self.owners: list[list[Node]] = [[]]  # per page, the node of each mark
        self.bookmarks: list[Bookmark] = []
        self.furniture: Furniture | None = None
        self._held: list[dict[str, Any]] = []
        self._owner: Node | None = None

    @property
    def page_index(self) -> int:
        """Number of the page being drawn, from 0."""
        return len(self.owners) - 1

    def showPage(self) -> None:
        """Hold the page back and start the next."""
        self._held.append(dict(self.__dict__))
        self.owners.append([])
        self._startPage()

    def save(self) -> None:
        """Give every page its furniture, now that their number is known, and write the file."""
        self.owners.pop()
        kept = {name: self.__dict__[name] for name in ("owners", "bookmarks")}
        pages, total = self._held, len(self._held)
        for number, page in enumerate(pages, 1):
            self.__dict__.update(page)
            self.__dict__.update(kept)
            if self.furniture is not None:
                with self.artifact("Pagination"):
                    self.furniture(self, number, total)
            super().showPage()
        super().save()

    def begin(self, node: Node) -> None:
        """Open marked content of ``node``."""
        assert self._owner is None, "marked content does not nest"
        owners = self.owners[-1]
        number = len(owners)
        self._code.append(f"/{node.role} <</MCID {number}>> BDC")
        owners.append(node)
        node.kids.append(Mark(len(self.owners) - 1, number))
        self._owner = node

    def end(self) -> Node | None:
        """Close marked content; the node that was open."""
        self._code.append("EMC")
        owner, self._owner = self._owner, None
        return owner

    @contextmanager
    def marked(self, node: Node | None) -> Iterator[None]:
        """Draw as content of ``node``; without one, as part of whatever is already open."""
        if node is None:
            yield
            return
        self.begin(node)
        try:
            yield
        finally:
            self.end()

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """Draw what is no content: rules, backgrounds, running titles."""
        assert self._owner is None, "an artifact stands outside marked content"
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")
        try:
            yield
        finally:
            self._code.append("EMC")

    def operators(self, *lines: str) -> None:
        """Append content stream operators as they are."""
        self._code.extend(lines)

    def show(self, font: str, size: float, text: str) -> None:
        """Text-showing operators, inside BT and ET, for text that `fonts.drawable` has been through."""
        face = faces()[font]
        back = narrow_excess(font)
        pieces: list[str] = []
        subset = -1
        for i, part in enumerate(text.split(NARROW)):
            if i:
                pieces.append(f"{back:.0f}")
            tail = NARROW if text.count(NARROW) > i else ""
            for found, codes in face.splitString(part + tail, self._doc):
                if found != subset:
                    self._flush(pieces)
                    self._code.append(f"{face.getSubsetInternalName(found, self._doc)} {size:g} Tf")
                    subset = found
                pieces.append(f"({self._escape(codes)})")
        self._flush(pieces)

    def _flush(self, pieces: list[str]) -> None:
        if len(pieces) == 1 and pieces[0][0] == "(":
            self._code.append(pieces[0] + " Tj")
        elif pieces:
            self._code.append("[" + " ".join(pieces) + "] TJ")
        pieces.clear()
