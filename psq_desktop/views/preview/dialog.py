"""A document as it will be saved: pages, who it is for, and the ways to save it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from psq_desktop.french import percent, typeset
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    STRETCH,
    Button,
    Chip,
    Chips,
    IconButton,
    Label,
    Note,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.preview.pages import PagesView
from psq_desktop.views.preview.renderer import PageRenderer

PDF, EXCEL = ".pdf", ".xlsx"
VERSIONS = (
    Chip(DisclosureLevel.PUBLIC.value, "Public"),
    Chip(DisclosureLevel.PARTNERS.value, "Partenaires"),
    Chip(DisclosureLevel.RESTRICTED.value, "Complète"),
)
EXPLAINED = {
    DisclosureLevel.PUBLIC.value: "Sans les points réservés aux partenaires ni les points restreints.",
    DisclosureLevel.PARTNERS.value: "Pour les membres : sans les points restreints.",
    DisclosureLevel.RESTRICTED.value: "Tout y est, points restreints compris : à ne pas diffuser.",
}


class PreviewDialog(QDialog):
    """Shows a PDF given as bytes. Whoever opens it makes another version on `disclosure_changed` and saves."""

    disclosure_changed = Signal(str)
    save_requested = Signal(str)  # ending: ".pdf" or ".xlsx"

    def __init__(
        self,
        title: str,
        pdf: bytes = b"",
        disclosure: str = DisclosureLevel.PARTNERS.value,
        *,
        excel: bool = True,
        versions: bool = True,
        explained: Mapping[str, str] = EXPLAINED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._explained = explained
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(typeset(title))
        self._renderer: PageRenderer | None = None
        self.pages = PagesView()
        self.versions = Chips(VERSIONS, "Version du document")
        self.versions.set_current(disclosure)
        self.versions.setHidden(not versions)
        self.note = Note("danger", "")
        self.note.hide()
        self._page_label = Label("", 9.5, 500, "text2")
        self._zoom_label = Label("", 9.5, 500, "text2")
        self._version_label = Label(explained[disclosure] if versions else "", 9, 400, "text2")
        self.zoom_out_button = IconButton("minus", "Réduire", shortcut="Ctrl+-")
        self.zoom_in_button = IconButton("plus", "Agrandir", shortcut="Ctrl++")
        self.fit_button = IconButton("maximize", "Ajuster à la largeur", shortcut="Ctrl+0")
        self.pdf_button = Button("Enregistrer en PDF…", "file-export", "primary", shortcut="Ctrl+S")
        self.excel_button = Button("Enregistrer en Excel…", "file-spreadsheet")
        self.excel_button.setHidden(not excel)
        self.close_button = Button("Fermer", shortcut="Échap")
        self._lay_out(title)
        self._connect()
        if pdf:
            self.set_pdf(pdf)

    def _lay_out(self, title: str) -> None:
        zoom = boxed(row(self.zoom_out_button, self._zoom_label, self.zoom_in_button, self.fit_button, spacing=4))
        top = row(Label(title, 13, 700), STRETCH, self.versions, margins=(20, 14, 20, 0), spacing=16)
        under = row(self._version_label, STRETCH, self._page_label, zoom, margins=(20, 0, 20, 4), spacing=16)
        notes = column(self.note, margins=(20, 0, 20, 6))
        foot = row(self.close_button, STRETCH, self.excel_button, self.pdf_button, margins=(20, 12, 20, 14))
        self.setLayout(column(top, under, notes, hairline(), self.pages, hairline(), foot, spacing=4, grow=4))
        self.resize(theme.px(900), theme.px(760))
        self.pages.setFocus()

    def _connect(self) -> None:
        self.pages.page_changed.connect(self._on_page)
        self.pages.zoom_changed.connect(self._on_zoom)
        self.versions.chosen.connect(self._on_version)
        self.zoom_in_button.clicked.connect(self.pages.zoom_in)
        self.zoom_out_button.clicked.connect(self.pages.zoom_out)
        self.fit_button.clicked.connect(self.pages.fit_width)
        self.pdf_button.clicked.connect(self._on_pdf)
        self.excel_button.clicked.connect(self._on_excel)
        self.close_button.clicked.connect(self.accept)
        # Also what these keys send on an AZERTY keyboard.
        for slot, keys in (
            (self.pages.zoom_in, ("Ctrl++", "Ctrl+=")),
            (self.pages.zoom_out, ("Ctrl+-",)),
            (self.pages.fit_width, ("Ctrl+0", "Ctrl+À")),
            (self._on_pdf, ("Ctrl+S",)),
        ):
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(each) for each in keys])
            shortcut.activated.connect(slot)

    @property
    def disclosure(self) -> str:
        """Which version is shown."""
        return self.versions.current

    def set_pdf(self, pdf: bytes) -> None:
        """Show a document, or the same one made anew."""
        self._drop_renderer()
        self.note.hide()
        self._renderer = PageRenderer(pdf, self)
        self._renderer.failed.connect(self._on_failed)
        self.pages.set_renderer(self._renderer)
        self._renderer.start()

    def show_error(self, text: str) -> None:
        """Say above the pages why there is no document."""
        self.note.set_message("danger", text)
        self.note.show()

    @property
    def idle(self) -> bool:
        """Whether every page in sight is drawn."""
        return self._renderer is None or self._renderer.idle

    def done(self, result: int) -> None:
        """Let go of the document before the window goes."""
        self._drop_renderer()
        super().done(result)

    def _drop_renderer(self) -> None:
        if self._renderer is not None:
            self.pages.set_renderer(None)
            self._renderer.close()
            self._renderer.deleteLater()
            self._renderer = None

    def _on_page(self, page: int, count: int) -> None:
        self._page_label.setText(f"page {page} sur {count}" if count else "")

    def _on_zoom(self, zoom: float) -> None:
        self._zoom_label.setText(percent(zoom))

    def _on_version(self, key: str) -> None:
        self._version_label.setText(self._explained[key])
        self.disclosure_changed.emit(key)

    def _on_pdf(self) -> None:
        self.save_requested.emit(PDF)

    def _on_excel(self) -> None:
        self.save_requested.emit(EXCEL)

    def _on_failed(self) -> None:
        self.show_error("Cet aperçu ne peut pas être affiché. Enregistrez le document, ou signalez-le à l’assistance.")
