"""What a conforming file must show, each check a function that returns its complaints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import pdfa

# The validator knows level B and not PDF/UA: what a 2a + UA-1 file declares beyond that is what it reports.
KNOWN_FINDINGS = frozenset(
    {
        "XMP namespace pdfaExtension=http://www.aiim.org/pdfa/ns/extension/ is not permitted",
        "XMP namespace pdfaSchema=http://www.aiim.org/pdfa/ns/schema# is not permitted",
        "XMP namespace pdfaProperty=http://www.aiim.org/pdfa/ns/property# is not permitted",
        "XMP property pdfuaid:part is not permitted",
        "XMP property pdfaExtension:schemas is not permitted",
        "pdfaid:conformance is 'A', expected 'B'",
    }
)
DRAWING = frozenset(
    ("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "EI", "INLINE IMAGE")
)
_TEXT = ("Document", "Div", "P", "H1", "H2", "H3", "H4", "H5", "Figure", "Link")
_LISTS = ("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD")
ROLES = frozenset((*_TEXT, *_LISTS))


def archive_findings(content: bytes) -> set[str]:
    """Complaints of the PDF/A validator beyond the known ones, and known ones that are missing."""
    with pikepdf.open(BytesIO(content)) as pdf:
        report = pdfa.check(pdf, pdfa.Flavour.PDFA_2B)
    messages = {re.sub(r"^.*?\): ", "", str(finding)) for finding in report.findings}
    return messages ^ KNOWN_FINDINGS


def nodes(element: Any) -> Iterator[Any]:
    """Structure elements in reading order."""
    yield element
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from nodes(kid)


def kids(element: Any) -> list[Any]:
    """What an element holds, always as a list."""
    held = element.get("/K")
    if held is None:
        return []
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def role(element: Any) -> str:
    """« H1 »."""
    return str(element.S)[1:]


def tree(pdf: pikepdf.Pdf) -> list[Any]:
    """All structure elements."""
    return list(nodes(kids(pdf.Root.StructTreeRoot)[0]))


def heading_faults(pdf: pikepdf.Pdf) -> list[str]:
    """Exactly one H1, no skipped level, only known roles."""
    roles = [role(e) for e in tree(pdf)]
    levels = [int(r[1]) for r in roles if re.fullmatch(r"H\d", r)]
    faults = [f"unknown role {r}" for r in roles if r not in ROLES]
    if levels.count(1) != 1:
        faults.append(f"{levels.count(1)} H1")
    if levels[:1] != [1]:
        faults.append("the first heading is no H1")
    faults += [f"H{a} then H{b}" for a, b in pairwise(levels) if b > a + 1]
    return faults


def figure_faults(pdf: pikepdf.Pdf) -> list[str]:
    """Every figure has a text alternative and a box; every link a description."""
    faults = []
    for element in tree(pdf):
        if role(element) == "Figure" and (not str(element.get("/Alt", "")) or "/BBox" not in element.get("/A", {})):
            faults.append("figure without Alt or BBox")
        if role(element) == "Link" and not any("/Obj" in k for k in kids(element) if isinstance(k, pikepdf.Dictionary)):
            faults.append("link without its annotation")
    for page in pdf.pages:
        faults += ["annotation without Contents" for a in page.get("/Annots", []) if "/Contents" not in a]
    return faults


def list_faults(pdf: pikepdf.Pdf) -> list[str]:
    """Lists say how they are numbered and hold items of a label and a body."""
    faults = []
    for element in (e for e in tree(pdf) if role(e) == "L"):
        if "/ListNumbering" not in element.get("/A", {}):
            faults.append("list without ListNumbering")
        held = [[role(kid) for kid in kids(entry)] for entry in kids(element)]
        faults += ["list item without label and body" for roles in held if roles != ["Lbl", "LBody"]]
    return faults


def _span(cell: Any) -> int:
    return int(cell.get("/A", {}).get("/ColSpan", 1))


def table_faults(pdf: pikepdf.Pdf) -> list[str]:
    """Rows of equal width, headers with a scope, nothing else in a table."""
    faults = []
    for table in (e for e in tree(pdf) if role(e) == "Table"):
        widths = set()
        for row in kids(table):
            if role(row) != "TR":
                faults.append(f"{role(row)} in a table")
            cells = kids(row)
            widths.add(sum(_span(cell) for cell in cells))
            faults += [f"{role(c)} in a row" for c in cells if role(c) not in ("TH", "TD")]
            faults += ["TH without Scope" for c in cells if role(c) == "TH" and "/Scope" not in c.get("/A", {})]
        if len(widths) != 1:
            faults.append(f"rows of {sorted(widths)} cells")
    return faults


def marked_faults(pdf: pikepdf.Pdf) -> list[str]:
    """Every mark leads to an element that holds it; nothing is drawn outside marks and artifacts."""
    faults = []
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(k): v for k, v in zip(numbers[::2], numbers[1::2], strict=True)}
    owned = {mark for e in tree(pdf) for mark in marks(e)}
    for page in pdf.pages:
        owners = parents.get(int(page.obj.get("/StructParents", -1)), pikepdf.Array())
        found, untagged, depth = content_marks(page)
        faults += [f"untagged {operator}" for operator in untagged]
        if depth:
            faults.append("marked content left open")
        for mcid in found:
            if mcid >= len(owners):
                faults.append(f"mark {mcid} is not in the parent tree")
            elif (id_of(page.obj), mcid) not in owned:
                faults.append(f"mark {mcid} belongs to no element")
        if len(found) != len(set(found)):
            faults.append("a mark number is used twice on one page")
    return faults


def id_of(thing: Any) -> tuple[int, int]:
    """Object number, to compare references."""
    return tuple(thing.objgen)


def marks(element: Any) -> Iterator[tuple[tuple[int, int], int]]:
    """Page and number of every mark of one element."""
    for kid in kids(element):
        if isinstance(kid, int):
            yield id_of(element.Pg), kid
        elif "/MCID" in kid:
            yield id_of(kid.get("/Pg", element.get("/Pg"))), int(kid.MCID)


def content_marks(page: pikepdf.Page) -> tuple[list[int], list[str], int]:
    """Mark numbers, drawing operators outside any mark, marks left open."""
    found, untagged, stack = [], [], 0
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = list(instruction.operands), str(instruction.operator)
        if name in ("BDC", "BMC"):
            stack += 1
            if name == "BDC" and "/MCID" in operands[1]:
                found.append(int(operands[1].MCID))
        elif name == "EMC":
            stack -= 1
        elif name in DRAWING and not stack:
            untagged.append(name)
    return found, untagged, stack


def catalogue_faults(pdf: pikepdf.Pdf) -> list[str]:
    """What the catalogue must say for PDF/UA."""
    root: Any = pdf.Root
    nothing = pikepdf.Dictionary()
    packet = root.Metadata.read_bytes().decode()
    wanted = {
        "language": str(root.get("/Lang", "")) == "fr-FR",
        "marked": bool(root.get("/MarkInfo", nothing).get("/Marked", False)),
        "title shown": bool(root.get("/ViewerPreferences", nothing).get("/DisplayDocTitle", False)),
        "title": bool(str(pdf.docinfo.get("/Title", ""))),
        "title agrees": f"{escape(str(pdf.docinfo.get('/Title', '')))}</rdf:li>" in packet,
        "output intent": "/OutputIntents" in root,
        "outline": "/Outlines" in root,
        "tab order": all(str(page.obj.get("/Tabs", "")) == "/S" for page in pdf.pages),
        "transitions": not any("/Trans" in page.obj for page in pdf.pages),
        "pdfuaid": "<pdfuaid:part>1</pdfuaid:part>" in packet,
    }
    return [name for name, present in wanted.items() if not present]


STRUCTURE = (heading_faults, figure_faults, list_faults, table_faults, marked_faults, catalogue_faults)


def structure_faults(content: bytes) -> list[str]:
    """All of our own checks."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [fault for check in STRUCTURE for fault in check(pdf)]


def text_of(content: bytes) -> str:
    """The text of all pages as a reader extracts it, line ends as spaces."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        parts = []
        for page in document:
            text_page = page.get_textpage()
            parts.append(text_page.get_text_range())
            text_page.close()
            page.close()
        return re.sub(r"[ \r\n]+", " ", " ".join(parts))
    finally:
        document.close()
