"""The last pass over a file: structure tree, metadata, colour, outline: PDF/A-2a and PDF/UA-1 together.

Content streams are never read again: everything comes from what the canvas noted while drawing.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from psq_desktop.exports.pdf.colour_profile import srgb
from psq_desktop.exports.pdf.metadata import LANGUAGE, Description, information, xmp_packet
from psq_desktop.exports.pdf.tagging import Bookmark, LinkMark, Mark, Node, TaggedCanvas


def finish(raw: bytes, canvas: TaggedCanvas, root: Node, description: Description) -> bytes:
    """The conforming file made from what reportlab wrote and the structure drawn on ``canvas``."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        _Structure(pdf, canvas).write(root)
        _describe(pdf, description)
        _add_colour(pdf)
        _add_outline(pdf, canvas.bookmarks)
        out = BytesIO()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )
        return out.getvalue()


class _Structure:
    """Writes the structure tree and the parent tree that leads back to it from marked content."""

    def __init__(self, pdf: Pdf, canvas: TaggedCanvas) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._owners: list[list[Any]] = [[None] * len(nodes) for nodes in canvas.owners]
        self._links: list[Any] = []  # owner of each annotation, in the order of its key
        self._roles: dict[str, Any] = {}

    def write(self, root: Node) -> None:
        """Everything below the catalogue's StructTreeRoot."""
        pdf = self._pdf
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = Array([self._element(root, tree)])
        numbers: list[Any] = []
        for index, page in enumerate(self._pages):
            page.StructParents = index
            page.Tabs = Name.S
            if "/Trans" in page:
                del page["/Trans"]
            numbers += [index, pdf.make_indirect(Array(self._owners[index]))]
        for offset, owner in enumerate(self._links):
            numbers += [len(self._pages) + offset, owner]
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        tree.ParentTreeNextKey = len(self._pages) + len(self._links)
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, node: Node, parent: Any) -> Any:
        role = self._roles.get(node.role) or self._roles.setdefault(node.role, Name("/" + node.role))
        element = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=role, P=parent))
        pages = {kid.page for kid in node.kids if isinstance(kid, Mark)}
        if pages:
            element.Pg = self._pages[min(pages)]
        kids = [self._kid(kid, element, len(pages) > 1) for kid in node.kids]
        if kids:
            element.K = kids[0] if len(kids) == 1 else Array(kids)
        _set_attributes(element, node)
        return element

    def _kid(self, kid: Node | Mark | LinkMark, element: Any, several_pages: bool) -> Any:
        if isinstance(kid, Node):
            return self._element(kid, element)
        if isinstance(kid, LinkMark):
            return self._annotation(kid, element)
        self._owners[kid.page][kid.number] = element
        if several_pages:
            return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)
        return kid.number

    def _annotation(self, link: LinkMark, element: Any) -> Any:
        page = self._pages[link.page]
        annotation = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([round(v, 2) for v in link.rectangle]),
                Border=Array([0, 0, 0]),
                F=4,  # printed: PDF/A wants it said
                A=Dictionary(Type=Name.Action, S=Name.URI, URI=String(link.address)),
                Contents=String(link.words),
                StructParent=len(self._pages) + len(self._links),
            )
        )
        self._links.append(element)
        if "/Annots" not in page:
            page.Annots = Array([])
        page.Annots.append(annotation)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)


def _set_attributes(element: Any, node: Node) -> None:
    """Text alternative, and the attributes that tables, lists and figures have."""
    if node.alt:
        element.Alt = String(node.alt)
    if node.scope:
        element.A = Dictionary(O=Name.Table, Scope=Name("/" + node.scope))
        if node.columns > 1:
            element.A.ColSpan = node.columns
    if node.numbering:
        element.A = Dictionary(O=Name.List, ListNumbering=Name("/" + node.numbering))
    if node.box is not None:
        corners = Array([round(v, 2) for v in node.box])
        element.A = Dictionary(O=Name.Layout, BBox=corners, Placement=Name.Block)


def _describe(pdf: Pdf, description: Description) -> None:
    packet = pdf.make_stream(xmp_packet(description))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = packet
    pdf.Root.Lang = String(LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    entries = {key: String(value) for key, value in information(description).items()}
    pdf.trailer.Info = pdf.make_indirect(Dictionary(entries))


def _add_colour(pdf: Pdf) -> None:
    profile = pdf.make_stream(srgb())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])


def _add_outline(pdf: Pdf, bookmarks: list[Bookmark]) -> None:
    if not bookmarks:
        return
    with pdf.open_outline() as outline:
        branches: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for entry in bookmarks:
            while branches[-1][0] >= entry.level:
                branches.pop()
            item = OutlineItem(entry.title, entry.page, "XYZ", top=round(entry.top, 1))
            branches[-1][1].append(item)
            branches.append((entry.level, item.children))
