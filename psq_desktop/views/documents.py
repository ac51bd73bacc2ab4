"""Documents of meetings and of the objectives: composed on the database's thread, drawn on the files', shown, saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from psq_desktop.errors import UserError
from psq_desktop.exports import catalogue
from psq_desktop.exports.catalogue import Document
from psq_desktop.services.deciding import register
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minuting import minutes, privacy, versions
from psq_desktop.services.minuting.passages import level_of
from psq_desktop.services.minuting.personal_data import Finding
from psq_desktop.services.preparing import brief, dossier, summons
from psq_desktop.services.steering import progress
from psq_desktop.services.steering.progress_rows import ProgressDocument
from psq_desktop.views.preview.dialog import EXCEL, EXPLAINED, PDF, PreviewDialog
from psq_desktop.views.privacy_parts.asking import go_to
from psq_desktop.views.privacy_parts.dialog import PrivacyDialog
from psq_desktop.views.screen import Paper, Workspace
from psq_desktop.wording import explain

TITLES = {
    "minutes": "Compte rendu",
    "decisions": "Relevé de décisions",
    "attendance": "Feuille d’émargement",
    "summons": "Convocation",
    "brief": "Note pour la présidence",
    "dossier": "Dossier de séance",
    "register": "Registre des décisions",
    "progress": "Tableau d’avancement",
    "matrix": "Matrice",
    "action-sheets": "Fiches-actions",
    "roster": "Registre des réservistes",
    "hours-statement": "Relevé annuel d’heures",
    "public-sheet": "Vous nous avez dit, nous avons fait",
    "quarterly-note": "Note trimestrielle",
    "surveys": "Enquête",
}
_COMPOSED_BY: dict[str, Callable[..., Document]] = {
    "summons": summons.document,
    "brief": brief.compose,
    "dossier": dossier.compose,
}
_WITHOUT_VERSIONS = (
    "attendance", "summons", "brief", "roster", "hours-statement", "public-sheet", "quarterly-note", "surveys",
)  # fmt: skip
_PROGRESS_EXPLAINED = {
    DisclosureLevel.PUBLIC.value: "Les objectifs publics, sans nom de personne ni demande d’appui.",
    DisclosureLevel.PARTNERS.value: "Pour les membres : sans les objectifs restreints.",
    DisclosureLevel.RESTRICTED.value: "Tout y est, objectifs restreints compris : à ne pas diffuser.",
}
HIDDEN = "Cet objectif n’est pas montré dans cette version. Choisissez-en une plus complète."
_FILTERS = {PDF: "PDF (*.pdf)", EXCEL: "Classeur Excel (*.xlsx)"}


@dataclass(frozen=True, slots=True)
class Order:
    """Which document is wanted, and how it is composed on the database's thread for a disclosure level."""

    what: str
    compose: Callable[[Any, DisclosureLevel], Document]
    explained: Mapping[str, str]  # what each version leaves out
    alone: bool = False  # about one objective, which a version may leave out
    meeting_id: int | None = None  # whose document it is, if of one
    caution: str = ""  # told above the pages

    @property
    def endings(self) -> tuple[str, ...]:
        """Formats that it can be saved in."""
        return catalogue.endings(self.what)


@dataclass(frozen=True, slots=True)
class Target:
    """A composed document on its way to a file."""

    order: Order
    document: Document
    endings: tuple[str, ...]
    parent: QWidget | None
    failed: Callable[[UserError], None]


class Documents(QObject):
    """Previews and exports of the open base."""

    saved = Signal(object)  # Path
    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._folder = Path.home()

    def of_meeting(self, what: str, meeting_id: int) -> Order:
        """A meeting's document."""
        today = self._workspace.today

        def compose(session: Any, level: DisclosureLevel) -> Document:
            return _COMPOSED_BY.get(what, minutes.compose)(session, meeting_id, level, today)

        return Order(what, compose, EXPLAINED, meeting_id=meeting_id)

    def of_version(self, version_id: int, meeting_id: int) -> Order:
        """Minutes as they were kept."""

        def compose(session: Any, level: DisclosureLevel) -> Document:
            return versions.document(session, version_id, level)

        return Order("minutes", compose, EXPLAINED, meeting_id=meeting_id)

    def of_register(self, decision_ids: tuple[int, ...], title: str) -> Order:
        """Decisions of all meetings."""
        today = self._workspace.today

        def compose(session: Any, level: DisclosureLevel) -> Document:
            return register.compose(session, decision_ids, title, level, today)

        return Order("register", compose, EXPLAINED)

    def of_progress(self, what: str, partner_id: int | None, objective_id: int | None) -> Order:
        """A document about all objectives, about one partner's, or about one of them."""
        today = self._workspace.today

        def compose(session: Any, level: DisclosureLevel) -> Document:
            return progress.compose(session, today, level, partner_id=partner_id, objective_id=objective_id)

        return Order(what, compose, _PROGRESS_EXPLAINED, objective_id is not None)

    def of_paper(self, what: str, paper: Paper) -> Order:
        """A document in its only version."""

        def compose(session: Any, _level: DisclosureLevel) -> Document:
            return cast(Document, paper.compose(session))

        return Order(what, compose, {}, caution=paper.caution)

    def preview(self, order: Order, level: DisclosureLevel) -> None:
        """Show a document; it can be saved from there."""
        DocumentPreview(self, self._workspace, order, level, self._window).open()

    def export(self, order: Order, level: DisclosureLevel) -> None:
        """Ask where, then save."""

        def ask(document: Document) -> None:
            self.ask_target(order, document, order.endings)

        self._workspace.read(order.compose, level, then=ask, failed=self.refused.emit)

    def ask_target(
        self,
        order: Order,
        document: Document,
        endings: tuple[str, ...],
        parent: QWidget | None = None,
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Let the user choose a file of one of the formats, then write it; first tell what seems personal in it."""
        target = Target(order, document, endings, parent, failed or self.refused.emit)

        def told(found: tuple[Finding, ...]) -> None:
            if found:
                self._ask_reason(target, found)
            else:
                self._choose(target)

        self._workspace.read(privacy.findings, document, order.what, then=told, failed=target.failed)

    def _ask_reason(self, target: Target, found: tuple[Finding, ...]) -> None:
        dialog = PrivacyDialog(found, target.parent or self._window)

        def allow(reason: str) -> None:
            self._choose(target, found, reason)

        def correct(finding: Finding) -> None:
            if isinstance(target.parent, PreviewDialog):
                target.parent.reject()
            go_to(self._workspace, target.order.meeting_id, finding)

        dialog.allowed.connect(allow)
        dialog.correct_wanted.connect(correct)
        dialog.open()

    def _choose(self, target: Target, found: tuple[Finding, ...] = (), reason: str = "") -> None:
        what, document, endings = target.order.what, target.document, target.endings
        proposed = catalogue.default_file_name(what, document, endings[0])
        filters = ";;".join(_FILTERS[ending] for ending in endings)
        name, chosen = QFileDialog.getSaveFileName(
            target.parent or self._window, "Enregistrer le document", str(self._folder / proposed), filters
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

        def start(_noted: object = None) -> None:
            self._workspace.tasks.compute(write, then=self.saved.emit, failed=target.failed)

        if not reason:
            start()
            return
        args = (target.order.meeting_id, what, level_of(document), found, reason, self._workspace.today)
        self._workspace.write(privacy.waive, *args, then=start, failed=target.failed)


class DocumentPreview(PreviewDialog):
    """The preview of one document, in the version chosen."""

    def __init__(
        self,
        documents: Documents,
        workspace: Workspace,
        order: Order,
        level: DisclosureLevel,
        parent: QWidget,
    ) -> None:
        super().__init__(
            TITLES[order.what],
            b"",
            level.value,
            excel=EXCEL in order.endings,
            versions=order.what not in _WITHOUT_VERSIONS,
            explained=order.explained,
            parent=parent,
        )
        self._documents = documents
        self._workspace = workspace
        self._order = order
        self._document: Document | None = None
        self.disclosure_changed.connect(self._compose)
        self.save_requested.connect(self._save)
        self._compose(level.value)

    def _compose(self, disclosure: str) -> None:
        level, failed = DisclosureLevel(disclosure), self._on_hidden
        self._workspace.read(self._order.compose, level, then=self._draw, failed=failed)

    def _draw(self, document: Document) -> None:
        if self._order.alone and isinstance(document, ProgressDocument) and not document.sheets:
            self._hide(HIDDEN)
            return
        self._document = document
        self.pdf_button.setEnabled(True)
        what = self._order.what

        def render() -> bytes:
            return catalogue.render(what, PDF, document)

        def show(pdf: bytes) -> None:
            if self._document is document:  # else another version was asked for meanwhile
                self.set_pdf(pdf)
                self._warn()

        self._workspace.tasks.compute(render, then=show, failed=self._on_refused)

    def _warn(self) -> None:
        if self._order.caution:
            title, _, rest = self._order.caution.partition("\n")
            self.note.set_message("warning", title, rest)
            self.note.show()

    def _save(self, ending: str) -> None:
        if self._document is not None:
            self._documents.ask_target(self._order, self._document, (ending,), self, self._on_refused)

    def _on_refused(self, error: UserError) -> None:
        self.show_error(explain(error))

    def _on_hidden(self, error: UserError) -> None:
        self._hide(explain(error))

    def _hide(self, words: str) -> None:
        """Nothing to show nor to save: the pages of another version must not be taken for it."""
        self._document = None
        self._drop_renderer()
        self.pdf_button.setEnabled(False)
        self.show_error(words)
