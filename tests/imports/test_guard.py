"""The first wall: what is no workbook, or none to be opened, is refused with its own words, at once."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from openpyxl import load_workbook

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.imports import child, guard
from tests.imports import packages
from tests.imports.packages import content, forged, ods, ole, sheet, workbook, xlsx, xlsx_parts, zipped

READER = "psq_desktop.imports.xlsx"
BOMBS = packages.bombs()
SHEET = '<sheet name="réponses" sheetId="2" r:id="rId1"/>'
WORDS = b"Objectif;Valeur\r\n2.1;7,5\r\n"

OTHERS = {
    "empty": ("workbook_empty", b""),
    "zeros": ("workbook_empty", b"\0" * 5000),
    "renamed text": ("workbook_text", WORDS),
    "renamed text with accents": ("workbook_text", "Unité;Évolution\n".encode("cp1252")),
    "text in UTF-16": ("workbook_text", "Unité\n".encode("utf-16")),
    "a web page": ("workbook_text", b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>"),
    "mail": ("workbook_mail", b"Return-Path: <a@b.invalid>\r\nX-Long: 1\r\n folded\r\nSubject: Retour\r\n\r\nBonjour"),
    "mail of Outlook": ("workbook_mail", ole("__properties_version1.0", "Workbook")),
    "text with a colon": ("workbook_text", b"Objectif: 2.1\r\nBonjour, voici nos chiffres.\r\nFrom: nous"),
    "PDF": ("workbook_pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "photograph": ("workbook_picture", b"\xff\xd8\xff\xe0\0\x10JFIF"),
    "screen picture": ("workbook_picture", b"\x89PNG\r\n\x1a\n\0\0"),
    "rich text": ("workbook_document", b"{\\rtf1\\ansi bonjour}"),
    "older Word": ("workbook_document", ole("WordDocument")),
    "Word": ("workbook_document", zipped({"[Content_Types].xml": packages.TYPES, "word/document.xml": "<a/>"})),
    "Writer": ("workbook_document", ods(mimetype="application/vnd.oasis.opendocument.text")),
    "archive": ("workbook_archive", zipped({"Retour.xlsx": xlsx()})),
    "other archive": ("workbook_archive", b"7z\xbc\xaf\x27\x1c\0\x04"),
    "Numbers": ("workbook_alien", zipped({"Index/Document.iwa": b"x"})),
    "noise": ("workbook_alien", b"\x01\x02\x03\0\x05"),
    "xls": ("workbook_xls", ole("Workbook")),
    "older xls": ("workbook_xls", ole("Book")),
    "other container": ("workbook_alien", ole("Contents")),
    "password": ("workbook_password", ole("EncryptionInfo", "EncryptedPackage")),
    "password of an archive": ("workbook_password", forged(xlsx(), "xl/worksheets/sheet1.xml", flags=1)),
    "password of an ods": (
        "workbook_password",
        ods(manifest=packages.MANIFEST.replace("/>", "><manifest:encryption-data/></manifest:manifest>")),
    ),
    "xlsm": ("workbook_macro", zipped({**xlsx_parts(), "xl/vbaProject.bin": b"x"})),
    "macros of the older kind": ("workbook_macro", zipped({**xlsx_parts(), "xl/macrosheets/sheet1.xml": "<a/>"})),
    "xlsm without macros": (
        "workbook_macro", xlsx(types=packages.TYPES.replace("spreadsheetml.sheet.main", "sheet.macroEnabled.main"))
    ),
    "ods with macros": ("workbook_macro", ods(**{"Basic/Standard/script-lb.xml": "<a/>"})),
    "xlsb": ("workbook_binary", zipped({"[Content_Types].xml": packages.TYPES, "xl/workbook.bin": b"x"})),
    "strict": ("workbook_strict", xlsx(workbook=workbook(main="http://purl.oclc.org/ooxml/spreadsheetml/main"))),
    "truncated": ("workbook_truncated", xlsx()[:600]),
    "truncated at the end": ("workbook_truncated", xlsx()[:-30]),
    "no workbook part": ("workbook_damaged", xlsx(workbook=None)),
    "no sheet": ("workbook_damaged", xlsx(workbook=workbook().replace("rId1", "rId9"))),
    "XML that ends too soon": ("workbook_damaged", xlsx(sheet=sheet(packages.ROW)[:-20])),
    "an unknown encoding": ("workbook_damaged", xlsx(sheet='<?xml version="1.0" encoding="klingon"?>' + sheet())),
    "rows of another name": ("workbook_damaged", xlsx(sheet=sheet('<rox r="1"/>'))),
    "a number in words": ("workbook_number", xlsx(sheet=sheet('<row r="7"><c r="E7"><v>sept</v></c></row>'))),
    "a number with an underscore": ("workbook_number", xlsx(sheet=sheet('<row r="7"><c r="E7"><v>1_0</v></c></row>'))),
    "a sheet twice": ("workbook_doubled", xlsx(workbook=workbook().replace("</sheets>", f"{SHEET}</sheets>"))),
    "an ods sheet twice": (
        "workbook_doubled", ods(content=content("", after='<table:table table:name="réponses"></table:table>'))
    ),
    "a text that is missing": ("workbook_damaged", xlsx(sheet=sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'))),
    "an ods without content": ("workbook_damaged", zipped({"mimetype": packages.ods()[38:84]})),
    "an ods with a word as a number": (
        "workbook_damaged", ods(packages.ODS_ROW.replace('"string"', '"float" office:value="x"'))
    ),
    "an ods date of no type": (
        "workbook_damaged", ods(packages.ODS_ROW.replace('value-type="string"', 'date-value="2026-10-31"'))
    ),
    "an ods cell in another one": (
        "workbook_damaged", ods(packages.ODS_ROW.replace("bonjour", "a</text:p><table:table-cell/><text:p>b"))
    ),
    "an ods cell of another name": ("workbook_damaged", ods("<table:table-row><table:table-cel/></table:table-row>")),
}  # fmt: skip


def refused(data: bytes) -> tuple[UserError, float]:
    start = time.thread_time()
    with pytest.raises(UserError) as caught:
        child.book(data)
    return caught.value, time.thread_time() - start


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_workbook_is_refused_with_its_own_words(name: str) -> None:
    code, data = OTHERS[name]
    error, _ = refused(data)
    assert error.code == code
    assert "{" not in wording.explain(error)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_any_library_sees_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{READER}.load_workbook", lambda *_args, **_said: pytest.fail("it was opened"))
    code, data = BOMBS[name]
    assert len(data) < 3 << 20
    error, seconds = refused(data)
    assert error.code == code
    assert seconds < 0.5, "ten times what it takes on a quiet machine"
    assert "{" not in wording.explain(error)


def test_a_part_is_never_unpacked_beyond_what_it_says() -> None:
    data = packages.swollen(64 << 20)
    tracemalloc.start()
    try:
        error, _ = refused(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert error.code == "workbook_damaged"
    assert peak < 4 << 20


def test_every_reason_has_a_sentence_of_its_own() -> None:
    codes = {code for code, _ in (*OTHERS.values(), *BOMBS.values())}
    sentences = {wording._ERRORS[code] for code in codes}
    assert len(sentences) == len(codes) >= 24


def test_the_library_gets_only_the_parts_that_were_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def watched(archive: BytesIO, **said: bool) -> object:
        seen.extend(zipfile.ZipFile(archive).namelist())
        return load_workbook(archive, **said)

    monkeypatch.setattr(f"{READER}.load_workbook", watched)
    links = packages.WORKBOOK_RELATIONS.replace("worksheets/sheet1.xml", "media/image1.png")
    hidden = packages.LAUGHS + sheet(packages.ROW.replace("bonjour", "&a9;"))
    book = child.book(zipped({**xlsx_parts(links=links), "xl/media/image1.png": hidden}))
    assert book.sheets == ()
    assert "xl/media/image1.png" not in seen
    assert "xl/worksheets/sheet1.xml" in seen


def test_empty_cells_with_a_style_may_go_to_the_end() -> None:
    far = '<row r="1048576" ht="15"><c r="XFD1048576" s="0"/></row>'
    assert child.book(xlsx(sheet=sheet(packages.ROW + far))).sheets[0].rows[-1].number == 1


def test_libreoffice_fills_a_sheet_to_its_end_with_nothing() -> None:
    empty = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    last = '<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    book = child.book(ods(content=content(packages.ODS_ROW + empty + last)))
    assert [row.number for row in book.sheets[0].rows] == [1]


def test_unpacking_keeps_markup_only() -> None:
    package = guard.unpack(zipped({**xlsx_parts(), "xl/media/image1.png": b"\x89PNG"}))
    assert package.kind == guard.OOXML
    assert "xl/media/image1.png" not in package.parts
