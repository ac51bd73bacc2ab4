"""The pages of a document one below the other; only those in sight are drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.preview.renderer import PageRenderer, PageSize

ZOOM_STEPS = (0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
_DPI = 96 / 72  # pixels per point at 100 %
_GAP, _MARGIN = 16.0, 24.0
_KEPT = 12  # drawn pages that are remembered
_AHEAD = 0.5  # of a screenful, drawn before it is seen


class PagesView(QAbstractScrollArea):
    """Scrolls and zooms; the text of the page in sight is its accessible description."""

    page_changed = Signal(int, int)  # page from 1, count
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer: PageRenderer | None = None
        self._sizes: tuple[PageSize, ...] = ()
        self._images: dict[int, tuple[float, QImage]] = {}
        self._texts: dict[int, str] = {}
        self._asked: dict[int, float] = {}
        self._fit_width = True
        self._zoom = 1.0
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Aperçu")
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)

    # --- the document

    def set_renderer(self, renderer: PageRenderer | None) -> None:
        """Show the document of a renderer; the old pages stay until the new ones are known."""
        self._renderer = renderer
        if renderer is not None:
            renderer.opened.connect(self._on_opened)
            renderer.rendered.connect(self._on_rendered)

    def _on_opened(self, sizes: tuple[PageSize, ...]) -> None:
        self._sizes = sizes
        self._images.clear()
        self._texts.clear()
        self._asked.clear()
        self._lay_out()
        self._on_scrolled()

    def _on_rendered(self, page: int, scale: float, image: QImage, text: str) -> None:
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._images.pop(page, None)
        self._images[page] = (scale, image)
        self._texts[page] = text
        while len(self._images) > _KEPT:
            del self._images[next(iter(self._images))]
        self._describe()
        self.viewport().update()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in sight, from 1; 0 when there is none."""
        return self._page

    def image_of(self, page: int) -> QImage | None:
        """The drawn page, from 1, if it is drawn."""
        found = self._images.get(page - 1)
        return found[1] if found else None

    # --- zoom

    @property
    def zoom(self) -> float:
        """1 is the size of the paper."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Zoom, keeping the place."""
        self._fit_width = False
        self._apply_zoom(min(max(zoom, ZOOM_STEPS[0]), ZOOM_STEPS[-1]))

    def zoom_in(self) -> None:
        """The next size up."""
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self._zoom + 0.01), ZOOM_STEPS[-1]))

    def zoom_out(self) -> None:
        """The next size down."""
        self.set_zoom(next((step for step in reversed(ZOOM_STEPS) if step < self._zoom - 0.01), ZOOM_STEPS[0]))

    def fit_width(self) -> None:
        """The pages as wide as the window, now and when it changes."""
        self._fit_width = True
        self._apply_zoom(self._fitting())

    def _fitting(self) -> float:
        widest = max((size.width for size in self._sizes), default=0)
        room = self.viewport().width() - 2 * theme.px(_MARGIN)
        return min(max(room / (widest * _DPI), 0.3), 2.0) if widest else 1.0

    def _apply_zoom(self, zoom: float) -> None:
        bar = self.verticalScrollBar()
        place = bar.value() / max(bar.maximum() + bar.pageStep(), 1)
        self._zoom = zoom
        self._lay_out()
        bar.setValue(round(place * (bar.maximum() + bar.pageStep())))
        self.zoom_changed.emit(zoom)
        self._on_scrolled()

    # --- where the pages are

    def _lay_out(self) -> None:
        if self._fit_width:
            self._zoom = self._fitting()
            self.zoom_changed.emit(self._zoom)
        whole = sum(self._tall(size) + theme.px(_GAP) for size in self._sizes) + theme.px(_GAP)
        widest = max((size.width * _DPI * self._zoom for size in self._sizes), default=0) + 2 * theme.px(_MARGIN)
        view = self.viewport().size()
        for bar, length, room in (
            (self.verticalScrollBar(), whole, view.height()),
            (self.horizontalScrollBar(), widest, view.width()),
        ):
            bar.setRange(0, max(round(length) - room, 0))
            bar.setPageStep(room)
            bar.setSingleStep(theme.px(40))
        self.viewport().update()

    def _tall(self, size: PageSize) -> float:
        return size.height * _DPI * self._zoom

    def _areas(self) -> list[QRectF]:
        top = theme.px(_GAP) - self.verticalScrollBar().value()
        areas = []
        room, across = self.viewport().width(), self.horizontalScrollBar()
        for size in self._sizes:
            wide = size.width * _DPI * self._zoom
            left = theme.px(_MARGIN) - across.value() if across.maximum() else (room - wide) / 2
            areas.append(QRectF(left, top, wide, self._tall(size)))
            top += round(self._tall(size)) + theme.px(_GAP)
        return areas

    def _on_scrolled(self) -> None:
        areas = self._areas()
        middle = self.viewport().height() / 2
        page = next((i + 1 for i, area in enumerate(areas) if area.bottom() + theme.px(_GAP) > middle), len(areas))
        if page != self._page or not areas:
            self._page = page
            self.page_changed.emit(page, len(areas))
            self._describe()
        self._ask(areas)
        self.viewport().update()

    def _ask(self, areas: list[QRectF]) -> None:
        """Wish for what is in sight or nearly so, and for nothing else."""
        if self._renderer is None:
            return
        room = self.viewport().height()
        near = {i for i, a in enumerate(areas) if a.bottom() > -room * _AHEAD and a.top() < room * (1 + _AHEAD)}
        self._renderer.forget(set(self._asked) - near)
        self._asked = {page: scale for page, scale in self._asked.items() if page in near}
        scale = self._zoom * _DPI * self.devicePixelRatioF()
        for page in sorted(near):
            drawn = self._images.get(page)
            if self._asked.get(page) != scale and (drawn is None or drawn[0] != scale):
                self._asked[page] = scale
                self._renderer.ask(page, scale)

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        if 1 <= page <= self.page_count:
            bar = self.verticalScrollBar()
            bar.setValue(round(self._areas()[page - 1].top()) + bar.value() - theme.px(_GAP))

    def _describe(self) -> None:
        self.setAccessibleName(typeset(f"Aperçu, page {self._page} sur {self.page_count}"))
        self.setAccessibleDescription(self._texts.get(self._page - 1, ""))

    # --- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._on_scrolled()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        step = {Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum()}.get(Qt.Key(event.key()))
        if step is not None:
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), theme.color("side"))
        for number, area in enumerate(self._areas()):
            if area.intersects(QRectF(event.rect())):
                self._paint_page(painter, number, area)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _paint_page(self, painter: QPainter, number: int, area: QRectF) -> None:
        drawn = self._images.get(number)
        painter.fillRect(area, QColor("white"))  # paper stays paper in the dark theme
        if drawn is not None:
            painter.drawImage(QRectF(QPointF(round(area.left()), round(area.top())), area.size()), drawn[1])
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
