"""Workbooks written part by part: sound ones, and all that no spreadsheet program would write."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/></Types>'
)


def _relations(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{rank}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for rank, (kind, target) in enumerate(targets, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


ROOT_RELATIONS = _relations(("officeDocument", "xl/workbook.xml"))
WORKBOOK_RELATIONS = _relations(
    ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
)
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Concertation">'
    "<vt:lpwstr>E-1</vt:lpwstr></property></Properties>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Concertation</dc:creator>'
    "<cp:lastModifiedBy>Élodie Marquant</cp:lastModifiedBy>"
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-11-20T09:12:00Z</dcterms:modified></cp:coreProperties>'
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Excel</Application></Properties>"
)


def workbook(before: str = "", after: str = "", state: str = "visible", main: str = MAIN) -> str:
    return (
        f'<workbook xmlns="{main}" xmlns:r="{_RELATIONS}">{before}'
        f'<sheets><sheet name="Réponses" sheetId="1" state="{state}" r:id="rId1"/></sheets>{after}</workbook>'
    )


def styles(*formats: str) -> str:
    """Style 0 is plain; then one for each number format."""
    own = "".join(f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(f)}/>' for n, f in enumerate(formats))
    xfs = "".join(f'<xf numFmtId="{164 + n}" fontId="0" fillId="0" borderId="0"/>' for n in range(len(formats)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><fonts><font/></fonts><fills><fill/></fills>'
        f'<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{xfs}</cellXfs>'
        f'<cellStyles><cellStyle name="Normal" xfId="0"/></cellStyles></styleSheet>'
    )  # fmt: skip


def sheet(rows: str = "", after: str = "", before: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def texts(*words: str) -> str:
    listed = "".join(f'<si><t xml:space="preserve">{escape(word)}</t></si>' for word in words)
    return f'<sst xmlns="{MAIN}">{listed}</sst>'


ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>bonjour</t></is></c></row>'


def xlsx_parts(**changed: str | bytes | None) -> dict[str, str | bytes]:
    """A whole workbook of one sheet; ``changed`` by short names (sheet, workbook, styles, sst, types, …)."""
    named: dict[str, str | bytes | None] = {
        "types": TYPES, "rels": ROOT_RELATIONS, "workbook": workbook(), "links": WORKBOOK_RELATIONS,
        "sheet": sheet(ROW), "styles": styles(), "sst": texts("a"), "custom": CUSTOM, "core": CORE, "app": APP,
        **changed,
    }  # fmt: skip
    places = {
        "types": "[Content_Types].xml", "rels": "_rels/.rels", "workbook": "xl/workbook.xml",
        "links": "xl/_rels/workbook.xml.rels", "sheet": "xl/worksheets/sheet1.xml", "styles": "xl/styles.xml",
        "sst": "xl/sharedStrings.xml", "custom": "docProps/custom.xml", "core": "docProps/core.xml",
        "app": "docProps/app.xml",
    }  # fmt: skip
    return {places[name]: text for name, text in named.items() if text is not None}


def zipped(parts: Mapping[str, str | bytes | Iterator[bytes]], *, stored: bool = False) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            if isinstance(text, str | bytes):
                method = zipfile.ZIP_STORED if stored or name == "mimetype" else zipfile.ZIP_DEFLATED
                archive.writestr(name, text, method)
            else:
                with archive.open(name, "w") as part:  # a piece after the other
                    for piece in text:
                        part.write(piece)
    return target.getvalue()


def xlsx(**changed: str | bytes | None) -> bytes:
    return zipped(xlsx_parts(**changed))


# ---------------------------------------------------------------- OpenDocument

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{name}="{_NS}{name}:1.0"' for name in ("office", "table", "text", "style", "meta", "draw")
) + (
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)  # fmt: skip
MANIFEST = f'<manifest:manifest xmlns:manifest="{_NS}manifest:1.0"/>'
META = (
    f"<office:document-meta {_SPACES}><office:meta><meta:generator>LibreOffice/7.4.7.2$Linux_X86_64</meta:generator>"
    "<dc:creator>Élodie Marquant</dc:creator><dc:date>2026-11-20T09:12:00.123456789</dc:date>"
    '<meta:user-defined meta:name="Concertation">E-1</meta:user-defined></office:meta></office:document-meta>'
)


def content(rows: str, after: str = "", automatic: str = "", table: str = "") -> str:
    return (
        f"<office:document-content {_SPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="Réponses" {table}>'
        f'<table:table-column table:number-columns-repeated="16384"/>{rows}</table:table>{after}'
        "</office:spreadsheet></office:body></office:document-content>"
    )


ODS_ONE = 'office:value-type="float" office:value="1"'
ODS_ROW = (
    "<table:table-row>"
    '<table:table-cell office:value-type="string"><text:p>bonjour</text:p></table:table-cell></table:table-row>'
)


def ods(rows: str = ODS_ROW, **changed: str | bytes) -> bytes:
    return zipped(
        {
            "mimetype": changed.get("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            "content.xml": changed.get("content", content(rows)),
            "meta.xml": changed.get("meta", META),
            "META-INF/manifest.xml": changed.get("manifest", MANIFEST),
            **{name: text for name, text in changed.items() if "/" in name},
        }
    )


# ---------------------------------------------------------------- what is no workbook


def ole(*streams: str) -> bytes:
    """The beginning and the directory of an older Office container."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return header + entries.ljust(512, b"\0")


def swollen(size: int) -> bytes:
    """A workbook one part of which unpacks to so many bytes, and says that it is a hundred long."""
    data = zipped({**xlsx_parts(), "xl/worksheets/sheet1.xml": " " * size})
    return forged(data, "xl/worksheets/sheet1.xml", size=100)


def forged(data: bytes, name: str, *, size: int | None = None, flags: int | None = None) -> bytes:
    """The archive with another size or other flags told in the central directory for one part."""
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(name.encode()))
    record = bytearray(data)
    if size is not None:
        record[at + 24 : at + 28] = struct.pack("<I", size)
    if flags is not None:
        record[at + 8 : at + 10] = struct.pack("<H", flags)
    return bytes(record)


# ---------------------------------------------------------------- bombs

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE q [<!ENTITY a "{"A" * 100_000}">]>'
OUTSIDE = '<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def _stream(head: str, piece: str, count: int, tail: str) -> Iterator[bytes]:
    yield head.encode()
    block = (piece * 1000).encode()
    for _ in range(count // 1000):
        yield block
    yield tail.encode()


def _many(name: str, head: str, piece: str, count: int, tail: str) -> bytes:
    return zipped({**xlsx_parts(), name: _stream(head, piece, count, tail)})


_SHEET, _SST = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_TEXTS = f'<sst xmlns="{MAIN}">'
_OPEN, _CLOSE = f'<worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"


def _cell(ref: str, row: int, value: str = "<v>1</v>") -> str:
    return sheet(f'<row r="{row}"><c r="{ref}">{value}</c></row>')


def _merging(ref: str) -> bytes:
    return xlsx(sheet=sheet(ROW, f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>'))


def _rows(text: str) -> bytes:
    return xlsx(sheet=sheet(text))


def _nested(depth: int) -> str:
    return sheet(ROW, "<extLst>" + '<ext uri="x">' * depth + "</ext>" * depth + "</extLst>")


def _ods_cell(said: str = "", row: str = "") -> bytes:
    return ods(f"<table:table-row {row}><table:table-cell {said} {ODS_ONE}/></table:table-row>")


def _ods_nested(depth: int) -> bytes:
    return ods(ODS_ROW.replace("bonjour", "<text:span>" * depth + "</text:span>" * depth))


_COLUMNS, _ROWS = 'table:number-columns-repeated="{}"', 'table:number-rows-repeated="{}"'


def bombs() -> dict[str, tuple[str, bytes]]:
    """What each is: the code of its refusal, and its bytes. Every file is small; some unpack to 100 MB."""
    merged = [f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 5003)]
    return {
        "laughs in a sheet": ("workbook_entities", xlsx(sheet=LAUGHS + sheet(ROW.replace("bonjour", "&a9;")))),
        "laughs in texts": ("workbook_entities", xlsx(sst=LAUGHS + texts("a").replace(">a<", ">&a9;<"))),
        "laughs in a name": ("workbook_entities", xlsx(workbook=LAUGHS + workbook().replace("Réponses", "&a9;"))),
        "laughs in styles": ("workbook_entities", xlsx(styles=LAUGHS + styles())),
        "laughs in relations": ("workbook_entities", xlsx(links=LAUGHS + WORKBOOK_RELATIONS)),
        "laughs in types": ("workbook_entities", xlsx(types=LAUGHS + TYPES[TYPES.index("<Types") :])),
        "laughs in properties": ("workbook_entities", xlsx(core=LAUGHS + CORE)),
        "laughs in UTF-16": ("workbook_entities", xlsx(sheet=(LAUGHS + sheet(ROW)).encode("utf-16"))),
        "a large entity": ("workbook_entities", xlsx(sheet=QUADRATIC + sheet(ROW.replace("bonjour", "&a;" * 20_000)))),
        "a file from outside": ("workbook_entities", xlsx(sheet=OUTSIDE + sheet(ROW.replace("bonjour", "&a;")))),
        "a document type": ("workbook_entities", xlsx(sheet="<!DOCTYPE x>" + sheet(ROW))),
        "a million rows": ("workbook_bomb", _many(_SHEET, _OPEN, "<row><c><v>1</v></c></row>", 1_048_000, _CLOSE)),
        "blanks": ("workbook_bomb", _many(_SHEET, _OPEN, " " * 1000, 100_000, _CLOSE)),
        "a text of 100 MB": ("workbook_bomb", _many(_SST, _TEXTS + "<si><t>", "A" * 1000, 100_000, "</t></si></sst>")),
        "a million texts": ("workbook_bomb", _many(_SST, _TEXTS, "<si><t>A</t></si>", 1_000_000, "</sst>")),
        "too many texts": ("workbook_crowded", _many(_SST, _TEXTS, "<si/>", 150_000, "</sst>")),
        "too many cells": ("workbook_crowded", _many(_SHEET, _OPEN + "<row>", "<c/>", 150_000, "</row>" + _CLOSE)),
        "too many tags": ("workbook_crowded", zipped({**xlsx_parts(), _SHEET: sheet("<a/>" * 610_000)}, stored=True)),
        "a cell of 10 MB": ("workbook_crowded", xlsx(sheet=sheet(ROW.replace("bonjour", "ab" * 40_000)))),
        "a row at the end": ("workbook_far", xlsx(sheet=_cell("XFD1048576", 1_048_576))),
        "a row beyond": ("workbook_far", xlsx(sheet=_cell("A999999999999", 999_999_999_999))),
        "a row of 1,048,577": ("workbook_far", xlsx(sheet=_cell("A1048577", 1_048_577))),
        "a column beyond": ("workbook_far", xlsx(sheet=_cell("ZZZ1", 1))),
        "a column at the end": ("workbook_far", xlsx(sheet=_cell("XFD1", 1))),
        "a place that is none": ("workbook_far", xlsx(sheet=_cell("!!", 1))),
        "a row in words": ("workbook_far", _rows('<row r="1e6"><c><v>1</v></c></row>')),
        "all cells merged": ("workbook_merged", _merging("A1:XFD1048576")),
        "columns merged": ("workbook_merged", _merging("A1:Z1048576")),
        "many merges": ("workbook_merged", xlsx(sheet=sheet(ROW, f"<mergeCells>{''.join(merged)}</mergeCells>"))),
        "a merge of words": ("workbook_merged", _merging("A:A")),
        "a cell twice": ("workbook_doubled", _rows('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')),
        "a row twice": ("workbook_doubled", _rows('<row r="1"><c r="A1"><v>1</v></c></row>' * 2)),
        "rows backwards": ("workbook_doubled", _rows('<row r="2"/><row r="1"/>')),
        "a cell of another row": ("workbook_doubled", xlsx(sheet=_cell("A2", 1))),
        "deep": ("workbook_deep", xlsx(sheet=_nested(20_000))),
        "parts twice": ("workbook_doubled", zipped({**xlsx_parts(), "XL/Workbook.xml": "<a/>"})),
        "a path that leads out": ("workbook_path", zipped({**xlsx_parts(), "../../evil.xml": "<a/>"})),
        "an absolute path": ("workbook_path", zipped({**xlsx_parts(), "/etc/evil.xml": "<a/>"})),
        "a drive": ("workbook_path", zipped({**xlsx_parts(), "C:/evil.xml": "<a/>"})),
        "many parts": ("workbook_parts", zipped({**xlsx_parts(), **{f"xl/media/{n}.bin": b"" for n in range(600)}})),
        "a size that lies": ("workbook_bomb", forged(xlsx(), _SHEET, size=2_000_000_000)),
        "a size too small": ("workbook_damaged", forged(xlsx(), _SHEET, size=40)),
        "an ods with laughs": ("workbook_entities", ods(content=LAUGHS + content(ODS_ROW))),
        "an ods with laughs in its styles": ("workbook_entities", ods(**{"x/styles.xml": LAUGHS + "<a>&a9;</a>"})),
        "an ods with laughs in its words": ("workbook_entities", ods(meta=LAUGHS + META)),
        "an ods of a million cells": ("workbook_crowded", _ods_cell(_COLUMNS.format(100), _ROWS.format(20_000))),
        "an ods row repeated": ("workbook_far", _ods_cell(row=_ROWS.format(40_000))),
        "an ods row beyond": ("workbook_far", _ods_cell(row=_ROWS.format(99_999_999_999))),
        "an ods cell repeated": ("workbook_far", _ods_cell(_COLUMNS.format(16_000))),
        "ods spaces, many": ("workbook_crowded", ods(ODS_ROW.replace("bonjour", '<text:s text:c="32000"/>' * 1000))),
        "ods spaces": ("workbook_far", ods(ODS_ROW.replace("bonjour", '<text:s text:c="999999999"/>'))),
        "an ods deep": ("workbook_deep", _ods_nested(20_000)),
    }  # fmt: skip
