"""The letter as it will be printed, beside its recipients."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from psq_desktop.errors import UserError
from psq_desktop.exports import catalogue
from psq_desktop.french import percent
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.preparing import summons
from psq_desktop.services.preparing.summons_rows import SummonsDocument
from psq_desktop.views.kit import Button, Card, CardHead, IconButton, Label, Note, hairline
from psq_desktop.views.preview.pages import PagesView
from psq_desktop.views.preview.renderer import PageRenderer
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import explain


class LetterCard(Card):
    """Composes and draws the letter anew when the meeting changed. While it is not seen, it holds no document."""

    template_wanted = Signal()
    opening_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        self.pages = PagesView()
        self.note = Note("danger", "")
        self.note.hide()
        self.zoom_label = Label("", 9.5, 500, "text2")
        self.zoom_out_button = IconButton("minus", "Réduire l’aperçu")
        self.zoom_in_button = IconButton("plus", "Agrandir l’aperçu")
        self.template_button = Button("Modèle", "template", "ghost", tip="Changer le texte de la lettre")
        self.open_button = Button("Ouvrir le PDF", "file-text", "ghost", tip="En grand, pour l’enregistrer")
        head = CardHead(
            "Aperçu", "", self.zoom_out_button, self.zoom_label, self.zoom_in_button, self.template_button,
            self.open_button,
        )  # fmt: skip
        super().__init__(head, hairline(), self.note, self.pages, grow=3)
        self._workspace = workspace
        self._meeting_id = 0
        self._document: SummonsDocument | None = None
        self._pdf = b""
        self._renderer: PageRenderer | None = None
        self.pages.setAccessibleName("Aperçu de la convocation")
        self.pages.zoom_changed.connect(self._on_zoom)
        self.zoom_in_button.clicked.connect(self.pages.zoom_in)
        self.zoom_out_button.clicked.connect(self.pages.zoom_out)
        self.template_button.clicked.connect(self.template_wanted)
        self.open_button.clicked.connect(self.opening_wanted)

    def show_letter(self, meeting_id: int) -> None:
        """Compose the letter of a meeting; it is drawn again only if it says something else."""
        self._meeting_id = meeting_id
        level, today = DisclosureLevel.PARTNERS, self._workspace.today
        self._workspace.read(summons.document, meeting_id, level, today, then=self._draw, failed=self._on_failed)

    @property
    def idle(self) -> bool:
        """Whether every page in sight is drawn."""
        return self._renderer is None or self._renderer.idle

    def _draw(self, document: SummonsDocument) -> None:
        if document == self._document:
            return
        self._document = document

        def render() -> bytes:
            return catalogue.render("summons", ".pdf", document)

        def show(pdf: bytes) -> None:
            if self._document is document:  # else it was composed again meanwhile
                self._pdf = pdf
                self._set_renderer()

        self._workspace.tasks.compute(render, then=show, failed=self._on_failed)

    def _set_renderer(self) -> None:
        self._drop_renderer()
        if not self._pdf or not self.isVisible():
            return
        self.note.hide()
        self._renderer = PageRenderer(self._pdf, self)
        self._renderer.failed.connect(self._on_unreadable)
        self.pages.set_renderer(self._renderer)
        self._renderer.start()

    def _drop_renderer(self) -> None:
        if self._renderer is not None:
            self.pages.set_renderer(None)
            self._renderer.close()
            self._renderer.deleteLater()
            self._renderer = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._renderer is None:
            self._set_renderer()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        with suppress(RuntimeError):  # the program ends, and its threads did before its windows
            self._drop_renderer()

    def _on_zoom(self, zoom: float) -> None:
        self.zoom_label.setText(percent(zoom) if self.pages.page_count else "")

    def _on_unreadable(self) -> None:
        self._say("L’aperçu ne peut pas être affiché. « Ouvrir le PDF » l’enregistre.")

    def _on_failed(self, error: UserError) -> None:
        self._say(explain(error))

    def _say(self, words: str) -> None:
        self.note.set_message("danger", words)
        self.note.show()
