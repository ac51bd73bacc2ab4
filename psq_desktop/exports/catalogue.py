"""Which documents exist, in which formats, under which names. Light to import: writers load when used."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from psq_desktop.errors import UserError
from psq_desktop.exports import facts
from psq_desktop.exports.files import safe_file_name, write_atomically
from psq_desktop.services.deciding.register_rows import RegisterDocument
from psq_desktop.services.evaluation.note_rows import QuarterlyDocument
from psq_desktop.services.evaluation.survey_rows import SurveyDocument
from psq_desktop.services.fieldwork.public_rows import PublicSheet
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from psq_desktop.services.preparing.brief_rows import BriefDocument
from psq_desktop.services.preparing.dossier_rows import DossierDocument
from psq_desktop.services.preparing.summons_rows import SummonsDocument
from psq_desktop.services.reserves.roster_rows import RosterDocument, StatementDocument
from psq_desktop.services.steering.progress_rows import ProgressDocument
from psq_desktop.wording import word

Document = (
    MeetingDocument
    | ProgressDocument
    | SummonsDocument
    | BriefDocument
    | DossierDocument
    | RegisterDocument
    | RosterDocument
    | StatementDocument
    | PublicSheet
    | QuarterlyDocument
    | SurveyDocument
)


@dataclass(frozen=True, slots=True)
class _Entry:
    of: type[Document]  # what it is made from
    name: str  # how its file is called
    writers: dict[str, str]  # ending -> module with a `render`


_ENTRIES = {
    "minutes": _Entry(MeetingDocument, "Compte rendu", {".pdf": "minutes_pdf", ".xlsx": "minutes_xlsx"}),
    "decisions": _Entry(MeetingDocument, "Relevé de décisions", {".pdf": "decisions_pdf", ".xlsx": "decisions_xlsx"}),
    "attendance": _Entry(MeetingDocument, "Présence", {".pdf": "attendance_pdf", ".xlsx": "attendance_xlsx"}),
    "progress": _Entry(ProgressDocument, "Tableau d’avancement", {".pdf": "progress_pdf", ".xlsx": "progress_xlsx"}),
    "matrix": _Entry(ProgressDocument, "Matrice", {".pdf": "matrix_pdf", ".xlsx": "matrix_xlsx"}),
    "action-sheets": _Entry(ProgressDocument, "Fiches-actions", {".pdf": "action_sheets_pdf"}),
    "summons": _Entry(SummonsDocument, "Convocation", {".pdf": "summons_pdf"}),
    "brief": _Entry(BriefDocument, "Note pour la présidence", {".pdf": "brief_pdf"}),
    "dossier": _Entry(DossierDocument, "Dossier de séance", {".pdf": "dossier_pdf"}),
    "roster": _Entry(RosterDocument, "Registre des réservistes", {".pdf": "roster_pdf", ".xlsx": "roster_xlsx"}),
    "hours-statement": _Entry(StatementDocument, "Relevé annuel d’heures", {".pdf": "statement_pdf"}),
    "public-sheet": _Entry(PublicSheet, "Vous nous avez dit", {".pdf": "public_sheet_pdf"}),
    "quarterly-note": _Entry(
        QuarterlyDocument, "Note trimestrielle", {".pdf": "quarterly_pdf", ".xlsx": "quarterly_xlsx"}
    ),
    "surveys": _Entry(SurveyDocument, "Enquête", {".pdf": "survey_pdf", ".xlsx": "survey_xlsx"}),
    "register": _Entry(RegisterDocument, "Registre des décisions", {".pdf": "register_pdf", ".xlsx": "register_xlsx"}),
}

WHAT = tuple(what for what, entry in _ENTRIES.items() if entry.of is MeetingDocument)


# Their own title tells them apart, and they come at one level only.
_ALONE = (RegisterDocument, RosterDocument, StatementDocument, PublicSheet, QuarterlyDocument, SurveyDocument)


def endings(what: str) -> tuple[str, ...]:
    """File endings that a document can be written with."""
    return tuple(_ENTRIES[what].writers)


def render(what: str, ending: str, document: Document) -> bytes:
    """The file's content. Raises ``unknown_ending``."""
    writers = _ENTRIES[what].writers
    module = writers.get(ending.lower())
    if module is None:
        raise UserError("unknown_ending", ending=ending, offered=", ".join(writers))
    return cast(bytes, import_module(f"psq_desktop.exports.{module}").render(document))


def write(what: str, document: Document, path: Path) -> None:
    """Write one document, in the format that the name's ending says.

    Raises ``unknown_ending`` and what `files.replace_atomically` raises; the old file is then untouched.
    """
    path = Path(path)
    write_atomically(path, render(what, path.suffix, document))


def default_file_name(what: str, document: Document, ending: str) -> str:
    """« CP-QRR-2026-05 Compte rendu séance 5.pdf », « TB-QRR-2026-11 Matrice (public).pdf ».

    The version is named unless it is the usual one, the partners'.
    """
    name = _ENTRIES[what].name
    parts: tuple[str, ...]
    if isinstance(document, ProgressDocument):
        parts, level = (document.reference, name, _whose(document)), document.level
    elif isinstance(document, _ALONE):
        parts, level = (facts.reference(what, document), name, document.title), document.disclosure
    else:
        parts, level = (facts.reference(what, document), name, f"séance {document.number}"), document.disclosure
    if isinstance(document, MeetingDocument) and document.version > 1:
        parts = (*parts, f"v{document.version}")
    version = "" if level is DisclosureLevel.PARTNERS else f" ({word(level).lower()})"
    return safe_file_name(" ".join(parts), version + ending)


def _whose(document: ProgressDocument) -> str:
    """The partner or the objective that the document is about, when it is about one alone."""
    if document.partner is not None:
        return document.partner.name
    return document.sheets[0].row.code if len(document.sheets) == 1 else ""
