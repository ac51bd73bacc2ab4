"""The first wall: what the bytes are, before any library sees them.

The reading library gets a new archive of the parts that were looked at here, and nothing else.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from psq_desktop.errors import UserError
from psq_desktop.imports import limits

OOXML = "xlsx"
ODF = "ods"

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLE_ENTRY = 128  # bytes of a directory entry: names stand at multiples of it
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_ARCHIVES = (b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b")
_MAIL = re.compile(rb"(?:[!-9;-~]+:.*\n|[ \t].*\n)*?(?:From|To|Subject|MIME-Version|Received):[ \t]", re.IGNORECASE)
_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook whose XML parts are unpacked, none of them read yet. ``kind``: `OOXML` or `ODF`."""

    kind: str
    parts: dict[str, bytes]


def unpack(data: bytes) -> Package:
    """The XML parts of a workbook file. Raises `UserError` that tells why it is none, or none to be opened."""
    _refuse_other_kinds(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpack(archive)
    except zipfile.BadZipFile as error:
        whole = b"PK\x05\x06" in data[-66_000:]  # the archive's end
        raise UserError("workbook_damaged" if whole else "workbook_truncated") from error
    except (zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError) as error:
        raise UserError("workbook_damaged") from error


def _refuse_other_kinds(data: bytes) -> None:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data.strip(b"\0"):
        raise UserError("workbook_empty")
    if data.startswith(_OLE):
        _refuse_ole(data)
    if head.startswith(b"%PDF"):
        raise UserError("workbook_pdf")
    if data.startswith(_PICTURES) or data[4:8] == b"ftyp":
        raise UserError("workbook_picture")
    if data.startswith(_ARCHIVES):
        raise UserError("workbook_archive")
    if head.startswith(b"{\\rtf"):
        raise UserError("workbook_document")
    if _MAIL.match(head):
        raise UserError("workbook_mail")
    if not data.startswith(b"PK"):
        raise UserError("workbook_text" if _is_text(head) else "workbook_alien")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]", head)


def _refuse_ole(data: bytes) -> None:
    """Older Office files and encrypted newer ones share one container; its directory tells which."""
    if _has_stream(data, "__properties_version1.0"):
        raise UserError("workbook_mail")
    if _has_stream(data, "EncryptedPackage"):
        raise UserError("workbook_password")
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        raise UserError("workbook_xls")
    if _has_stream(data, "WordDocument") or _has_stream(data, "PowerPoint Document"):
        raise UserError("workbook_document")
    raise UserError("workbook_alien")


def _has_stream(data: bytes, name: str) -> bool:
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted)
    while at >= 0:
        if at % _OLE_ENTRY == 0:
            return True
        at = data.find(wanted, at + 1)
    return False


# ---------------------------------------------------------------- the archive


def _unpack(archive: zipfile.ZipFile) -> Package:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    _check_entries(entries, names)
    kind = _kind(archive, names)
    _check_sizes(entries)
    parts = {entry.filename: _content(archive, entry) for entry in entries if _is_markup(entry.filename)}
    for text in parts.values():
        if text.count(b"<") > limits.TAGS:
            raise UserError("workbook_crowded")
    if kind == OOXML:
        _refuse_macros(parts["[Content_Types].xml"])
    elif b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise UserError("workbook_password")
    return Package(kind, parts)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part as long as it says it is: more is never unpacked, and its check sum then tells the lie."""
    with archive.open(entry) as part:
        return part.read(entry.file_size + 1)


def _is_markup(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _check_entries(entries: list[zipfile.ZipInfo], names: list[str]) -> None:
    if len(entries) > limits.PARTS:
        raise UserError("workbook_parts")
    if len({name.lower() for name in names}) != len(names):
        raise UserError("workbook_doubled")
    if any(_leads_out(name) for name in names):
        raise UserError("workbook_path")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UserError("workbook_password")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise UserError("workbook_damaged")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """What the archive says of its sizes: reading stops there."""
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size > limits.RATIO_FROM and entry.file_size / packed > limits.RATIO:
            raise UserError("workbook_bomb")
    markup = [entry.file_size for entry in entries if _is_markup(entry.filename)]
    if sum(markup) > limits.ALL_PARTS_BYTES or max(markup, default=0) > limits.PART_BYTES:
        raise UserError("workbook_bomb")


def _kind(archive: zipfile.ZipFile, names: list[str]) -> str:
    if "[Content_Types].xml" in names:
        return _office_kind(names)
    if "mimetype" in names:
        return _open_document_kind(archive, names)
    raise UserError("workbook_alien" if any(name.endswith(".iwa") for name in names) else "workbook_archive")


def _office_kind(names: list[str]) -> str:
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise UserError("workbook_macro")
    if "xl/workbook.bin" in names:
        raise UserError("workbook_binary")
    if not any(name.startswith("xl/") for name in names):
        raise UserError("workbook_document")
    return OOXML


def _open_document_kind(archive: zipfile.ZipFile, names: list[str]) -> str:
    if archive.getinfo("mimetype").file_size > 200:
        raise UserError("workbook_damaged")
    if not _content(archive, archive.getinfo("mimetype")).decode("ascii", "replace").startswith(_SPREADSHEET):
        raise UserError("workbook_document")
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise UserError("workbook_macro")
    if "content.xml" not in names:
        raise UserError("workbook_damaged")
    return ODF


def _refuse_macros(content_types: bytes) -> None:
    """A file may be of the kind with macros without having any yet."""
    said = content_types.replace(b"\0", b"").lower()  # it may be UTF-16
    if b"macroenabled" in said:
        raise UserError("workbook_macro")


def pack(parts: dict[str, bytes]) -> io.BytesIO:
    """The parts in an archive that is ours."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    target.seek(0)
    return target
