"""A meeting's documents: composed on the database's thread, drawn on the files', shown, saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from psq_desktop.errors import UserError
from psq_desktop.exports import catalogue
from psq_desktop.services import minutes
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minutes_rows import MeetingDocument
from psq_desktop.views.preview.dialog import EXCEL, PDF, PreviewDialog
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import explain

TITLES = {
    "minutes": "Compte rendu",
    "decisions": "Relevé de décisions",
    "attendance": "Feuille d’émargement",
}
_FILTERS = {PDF: "PDF (*.pdf)", EXCEL: "Classeur Excel (*.xlsx)"}


class Documents(QObject):
    """Previews and exports of the open base."""

    saved = Signal(object)  # Path
    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._folder = Path.home()

    def preview(self, what: str, meeting_id: int, disclosure: DisclosureLevel) -> None:
        """Show a document; it can be saved from there."""
        DocumentPreview(self, self._workspace, what, meeting_id, disclosure, self._window).open()

    def export(self, what: str, meeting_id: int, disclosure: DisclosureLevel) -> None:
        """Ask where, then save."""

        def ask(document: MeetingDocument) -> None:
            self.ask_target(what, document, (PDF, EXCEL))

        self._workspace.read(minutes.compose, meeting_id, disclosure, self._workspace.today, then=ask)

    def ask_target(
        self,
        what: str,
        document: MeetingDocument,
        endings: tuple[str, ...],
        parent: QWidget | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Let the user choose a file of one of the formats, then write it."""
        proposed = catalogue.default_file_name(what, document, endings[0])
        filters = ";;".join(_FILTERS[ending] for ending in endings)
        name, chosen = QFileDialog.getSaveFileName(
            parent or self._window, "Enregistrer le document", str(self._folder / proposed), filters
        )
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in endings:  # a name typed without its ending takes that of the filter chosen
            ending = next((e for e in endings if _FILTERS[e] == chosen), endings[0])
            path = path.with_name(path.name + ending)
        self._folder = path.parent

        def write() -> Path:
            catalogue.write(what, document, path)
            return path

        self._workspace.tasks.compute(write, then=self.saved.emit, failed=failed or self.refused.emit)


class DocumentPreview(PreviewDialog):
    """The preview of one meeting's document, in the version chosen."""

    def __init__(
        self,
        documents: Documents,
        workspace: Workspace,
        what: str,
        meeting_id: int,
        disclosure: DisclosureLevel,
        parent: QWidget,
    ) -> None:
        super().__init__(TITLES[what], b"", disclosure.value, versions=what != "attendance", parent=parent)
        self._documents = documents
        self._workspace = workspace
        self._what = what
        self._meeting_id = meeting_id
        self._document: MeetingDocument | None = None
        self.disclosure_changed.connect(self._compose)
        self.save_requested.connect(self._save)
        self._compose(disclosure.value)

    def _compose(self, disclosure: str) -> None:
        level = DisclosureLevel(disclosure)
        self._workspace.read(minutes.compose, self._meeting_id, level, self._workspace.today, then=self._draw)

    def _draw(self, document: MeetingDocument) -> None:
        self._document = document
        what = self._what

        def render() -> bytes:
            return catalogue.render(what, PDF, document)

        self._workspace.tasks.compute(render, then=self.set_pdf, failed=self._on_refused)

    def _save(self, ending: str) -> None:
        if self._document is not None:
            self._documents.ask_target(self._what, self._document, (ending,), self, self._on_refused)

    def _on_refused(self, error: UserError) -> None:
        self.show_error(explain(error))
