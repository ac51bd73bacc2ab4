"""The help: short pages in a window of its own, beside the work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QKeySequence,
    QShortcut,
    QShowEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser, QWidget

from psq_desktop import resources
from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.kit import Card, IconButton, Label, boxed, column, hairline, row

PAGES: tuple[tuple[str, str], ...] = (
    ("accueil", "Bien commencer"),
    ("seances", "Séances"),
    ("ordre-du-jour", "Ordre du jour"),
    ("participants", "Participants"),
    ("convocation", "Convocation"),
    ("mode-seance", "Mode séance"),
    ("projection", "Projection et lecture"),
    ("compte-rendu", "Compte rendu"),
    ("objectifs", "Objectifs"),
    ("retours", "Retours des partenaires"),
    ("decisions", "Décisions"),
    ("partenaires", "Partenaires"),
    ("reserves", "Réserves"),
    ("dispositif", "Dispositif QRR"),
    ("instance", "Instance et formations"),
    ("corbeille", "Corbeille et annulation"),
    ("exports", "Documents"),
    ("recherche", "Recherche"),
    ("raccourcis", "Raccourcis clavier"),
)
_LINE_HEIGHT = 135.0  # per cent


def page_text(page: str) -> str:
    """The Markdown of a page, in French spaces."""
    return typeset(resources.path("help", f"{page}.md").read_text(encoding="utf-8"))


def dress(document: QTextDocument) -> None:
    """Line heights, headings and tables in the theme: Markdown knows none of them."""
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    spacing = QTextBlockFormat()
    spacing.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(spacing)
    heading = QTextCharFormat()
    heading.setFont(theme.font(12.5, 700))
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            cursor = QTextCursor(block)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(heading)
            above = QTextBlockFormat()
            above.setTopMargin(theme.px(14))
            cursor.mergeBlockFormat(above)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)


def _dress_table(table: QTextTable) -> None:
    look = table.format()
    look.setBorder(1)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    look.setBorderCollapse(True)
    look.setBorderBrush(QBrush(theme.color("border")))
    look.setCellPadding(theme.px(5))
    look.setTopMargin(theme.px(6))
    look.setBottomMargin(theme.px(10))
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(look)


class PageBrowser(QTextBrowser):
    """Keeps the page's own font: Qt gives a document the widget's at each change, in no order one can count on."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange):
            self.document().setDefaultFont(theme.font(10.5))


class HelpWindow(QWidget):
    """Not modal. Its owner keeps it and shows it again; links lead from page to page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Aide de Concertation")
        self._visited: list[str] = []
        self.contents = QListWidget()
        self.contents.setAccessibleName("Pages d’aide")
        self.contents.setFrameShape(QListWidget.Shape.NoFrame)
        for key, words in PAGES:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.contents.addItem(item)
        theme.fix_width(self.contents, 200)
        self.browser = PageBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.back_button = IconButton("arrow-left", "Page précédente", shortcut="Alt+←")
        self._heading = Label("", 13, 700)
        head = boxed(row(self.back_button, self._heading, margins=(10, 8, 16, 8), grow=1))
        right = Card(head, hairline(), self.browser, grow=2)
        left = Card(boxed(column(self.contents, margins=(6, 6, 6, 6))), grow=0)
        self.setLayout(row(left, right, spacing=12, margins=(16, 16, 16, 16), grow=1))
        self.resize(theme.px(900), theme.px(640))
        self._connect()
        self.show_page("accueil")

    def _connect(self) -> None:
        self.contents.currentItemChanged.connect(self._on_item)
        self.browser.anchorClicked.connect(self._on_link)
        self.back_button.clicked.connect(self.go_back)
        for keys, slot in (("Alt+Left", self.go_back), ("Escape", self.close)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    @property
    def page(self) -> str:
        """The page shown."""
        return self._visited[-1] if self._visited else ""

    def show_page(self, page: str) -> None:
        """Show a page, the first one if there is none of that name."""
        known = [key for key, _ in PAGES]
        page = page if page in known else known[0]
        if page != self.page:
            self._visited.append(page)
            self._render()

    def go_back(self) -> None:
        """The page before."""
        if len(self._visited) > 1:
            self._visited.pop()
            self._render()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.contents.doItemsLayout()  # the style sheet's paddings are known from now on

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._visited:
            self._render()

    def _render(self) -> None:
        rank = [key for key, _ in PAGES].index(self.page)
        self.contents.blockSignals(True)
        self.contents.setCurrentRow(rank)
        self.contents.blockSignals(False)
        title, _, body = page_text(self.page).partition("\n")
        self._heading.setText(title.lstrip("# "))
        self.browser.setAccessibleName(typeset(f"Aide : {self._heading.text()}"))
        self.back_button.setEnabled(len(self._visited) > 1)
        document = self.browser.document()
        document.setDefaultFont(theme.font(10.5))
        document.setDocumentMargin(theme.px(22))
        document.setMarkdown(body, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        dress(document)
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)

    def _on_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_page(item.data(Qt.ItemDataRole.UserRole))

    def _on_link(self, url: QUrl) -> None:
        self.show_page(url.path().removesuffix(".md"))
