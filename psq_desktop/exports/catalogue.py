"""Which documents exist, in which formats, under which names. Light to import: writers load when used."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from psq_desktop.errors import UserError
from psq_desktop.exports import facts
from psq_desktop.exports.files import safe_file_name, write_atomically
from psq_desktop.services.minutes_rows import MeetingDocument


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str  # how its file is called
    writers: dict[str, str]  # ending -> module with a `render`


_ENTRIES = {
    "minutes": _Entry("Compte rendu", {".pdf": "minutes_pdf", ".xlsx": "minutes_xlsx"}),
    "decisions": _Entry("Relevé de décisions", {".pdf": "decisions_pdf", ".xlsx": "decisions_xlsx"}),
    "attendance": _Entry("Présence", {".pdf": "attendance_pdf", ".xlsx": "attendance_xlsx"}),
}

WHAT = tuple(_ENTRIES)


def endings(what: str) -> tuple[str, ...]:
    """File endings that a document can be written with."""
    return tuple(_ENTRIES[what].writers)


def render(what: str, ending: str, document: MeetingDocument) -> bytes:
    """The file's content. Raises ``unknown_ending``."""
    writers = _ENTRIES[what].writers
    module = writers.get(ending.lower())
    if module is None:
        raise UserError("unknown_ending", ending=ending, offered=", ".join(writers))
    return cast(bytes, import_module(f"psq_desktop.exports.{module}").render(document))


def write(what: str, document: MeetingDocument, path: Path) -> None:
    """Write one document, in the format that the name's ending says.

    Raises ``unknown_ending`` and what `files.replace_atomically` raises; the old file is then untouched.
    """
    path = Path(path)
    write_atomically(path, render(what, path.suffix, document))


def default_file_name(what: str, document: MeetingDocument, ending: str) -> str:
    """« CP-QRR-2026-05 Compte rendu séance 5.pdf »."""
    text = f"{facts.reference(what, document)} {_ENTRIES[what].name} séance {document.number}"
    return safe_file_name(text, ending)
