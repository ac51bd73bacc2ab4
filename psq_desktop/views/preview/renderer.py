"""Pages of a PDF as images, drawn on a thread of their own."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class PageSize:
    """In points."""

    width: float
    height: float


# pdfium may be used by one thread at a time, whatever the document: all previews share this one.
_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="preview")


class PageRenderer(QObject):
    """One document. Answers arrive in the main thread; `close` waits for the page in hand and lets go of it."""

    opened = Signal(object)  # tuple[PageSize, ...]
    rendered = Signal(int, float, object, str)  # page, pixels per point, QImage, its text
    failed = Signal()

    def __init__(self, pdf: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Any = None  # touched by the thread only
        self._closed = False
        self._pdf = pdf
        self._waiting: dict[int, Future[None]] = {}
        self._opening: Future[None] | None = None

    def start(self) -> None:
        """Open the document: call it once the signals are connected."""
        self._opening = _THREAD.submit(self._open, self._pdf)

    def ask(self, page: int, scale: float) -> None:
        """Draw a page at so many pixels per point; an older wish for the same page is dropped."""
        older = self._waiting.pop(page, None)
        if older is not None:
            older.cancel()
        self._waiting[page] = _THREAD.submit(self._render, page, scale)

    def forget(self, pages: set[int]) -> None:
        """These are not looked at any more."""
        for page in pages & self._waiting.keys():
            self._waiting.pop(page).cancel()

    @property
    def idle(self) -> bool:
        """Whether the thread has nothing left to do for this document."""
        return (
            self._opening is not None and self._opening.done() and all(each.done() for each in self._waiting.values())
        )

    def close(self) -> None:
        """No answer comes after this."""
        if self._closed:
            return
        self._closed = True
        for each in self._waiting.values():
            each.cancel()
        wait([_THREAD.submit(self._let_go)])

    # --- on the thread

    def _open(self, pdf: bytes) -> None:
        import pypdfium2 as pdfium

        try:
            self._document = pdfium.PdfDocument(pdf)
            sizes = tuple(PageSize(*self._document.get_page_size(i)) for i in range(len(self._document)))
        except pdfium.PdfiumError:
            self._tell(self.failed.emit)
            return
        self._tell(partial(self.opened.emit, sizes))

    def _render(self, number: int, scale: float) -> None:
        if self._document is None or self._closed:
            return
        page = self._document[number]
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        ).copy()  # the copy owns its pixels
        text_page = page.get_textpage()
        text = text_page.get_text_bounded()
        for each in (text_page, bitmap, page):
            each.close()
        self._tell(partial(self.rendered.emit, number, scale, image, text))

    def _let_go(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None

    def _tell(self, emit: Any) -> None:
        if not self._closed:
            emit()
