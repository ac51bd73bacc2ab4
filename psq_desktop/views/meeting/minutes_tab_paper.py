"""The whole minutes on one sheet of paper."""

from __future__ import annotations

import time

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.views import theme
from psq_desktop.views.kit import STRETCH, Themed, column, row
from psq_desktop.views.meeting import minutes_tab_words as words
from psq_desktop.views.meeting.minutes_tab_facts import Minutes
from psq_desktop.views.meeting.minutes_tab_item import ItemSection, PaperText
from psq_desktop.views.screen import Workspace

WIDTH, PAD = 552.0, 42.0
SLICE = 0.03  # seconds
AT_ONCE = 3  # sections built before the first picture; the others follow

HEAD, SEATS, RECORD, NEXT = "head", "seats", "record", "next"
PLACES = (HEAD, SEATS, RECORD, NEXT)


class Paper(Themed, QScrollArea):
    """Head, items, decision record, next meeting. `place_changed`: what stands at the top while one scrolls."""

    section_added = Signal(object)  # ItemSection, to be connected
    place_changed = Signal(object)  # an item's id, or one of PLACES

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._minutes: Minutes | None = None
        self._version = DisclosureLevel.RESTRICTED
        self._sections: dict[int, ItemSection] = {}
        self._aside: dict[int, ItemSection] = {}  # out of sight, with notes that are not written yet
        self._waiting: list[int] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._build_some)
        self._brought: QWidget | None = None
        self._bring = QTimer(self)
        self._bring.setSingleShot(True)
        self._bring.timeout.connect(self._bring_now)
        self._over = PaperText(8.5)
        self._title = PaperText(16, 700)
        self._below = PaperText()
        self._seats_title = PaperText(12, 700)
        self._seats = PaperText()
        self._items: QVBoxLayout = column(spacing=0)
        self._record_title = PaperText(14, 700)
        self._record = PaperText()
        self._next_title = PaperText(14, 700)
        self._next = PaperText()
        self._lay()
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.restyle()

    def _lay(self) -> None:
        self._paper = QFrame()
        self._desk = QWidget()
        self._paper.setObjectName("paper")
        gaps = [QWidget() for _ in range(3)]
        for gap in gaps:
            theme.fix_height(gap, 8)
        lines = (self._over, self._title, self._below, gaps[0], self._seats_title, self._seats, gaps[1], self._items,
                 self._record_title, self._record, gaps[2], self._next_title, self._next)  # fmt: skip
        self._paper.setLayout(column(*lines, spacing=5, margins=(PAD, PAD - 6, PAD, PAD)))
        self._desk.setLayout(column(row(STRETCH, self._paper, STRETCH), STRETCH, margins=(0, 16, 0, 16)))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Texte du compte rendu")
        self.setWidget(self._desk)

    # --- content

    def show_minutes(self, minutes: Minutes) -> None:
        """Show fresh facts; sections stay, and what is being typed in them."""
        other = self._minutes is None or self._minutes.sheet.row.id != minutes.sheet.row.id
        self._minutes = minutes
        if other:
            self._clear()
        self._write_frame()
        ids = [item.id for item in minutes.items]
        for item_id in [key for key in self._sections if key not in ids]:
            self._drop(item_id)
        self._waiting = [key for key in ids if key not in self._sections]
        built = [item for item in minutes.items if item.id in self._sections]
        for rank, item in enumerate(built):
            section = self._sections[item.id]
            section.show_item(item, minutes, self._version)
            if self._items.indexOf(section) != rank:
                self._items.insertWidget(rank, section)
        for item_id in self._waiting[:AT_ONCE]:
            self._build(item_id)
        self._forget_written()
        if other:
            self.verticalScrollBar().setValue(0)

    def set_version(self, version: DisclosureLevel) -> None:
        """Show what a version would hold."""
        self._version = version
        if self._minutes is not None:
            self._write_frame()
            for item in self._minutes.items:
                if item.id in self._sections:
                    self._sections[item.id].show_item(item, self._minutes, version)

    def _write_frame(self) -> None:
        minutes = self._minutes
        if minutes is None:
            return
        over, below = words.top(minutes.document)
        kept = {item.id for item in minutes.items if item.disclosure.rank <= self._version.rank}
        taken = tuple(sorted(
            (d for d in minutes.decisions if d.item_id is None or d.item_id in kept), key=lambda d: d.number
        ))  # fmt: skip
        for label, text in (
            (self._over, over), (self._title, words.say("Compte rendu")), (self._below, below),
            (self._seats_title, words.say("Participants")), (self._seats, words.seats(minutes.document)),
            (self._record_title, words.say("Relevé de décisions")), (self._record, words.record(taken)),
            (self._next_title, words.say("Prochaine séance")), (self._next, words.next_meeting(minutes.document)),
        ):  # fmt: skip
            label.setText(text)

    def _build_some(self) -> None:
        """The next sections, for a short while; the others in later turns of the loop: the window never waits."""
        until = time.monotonic() + SLICE
        while self._waiting and time.monotonic() < until:
            self._build(self._waiting[0])

    def _build(self, item_id: int) -> None:
        if self._minutes is None:
            return
        self._waiting.remove(item_id)
        ids = [each.id for each in self._minutes.items]
        item = self._minutes.items[ids.index(item_id)]
        section = self._aside.pop(item_id, None)
        new = section is None
        if section is None:
            section = ItemSection(self._workspace, item)
            section.saved.connect(self._forget_written)
        rank = sum(key in self._sections for key in ids[: ids.index(item_id)])
        self._items.insertWidget(rank, section)
        section.show_item(item, self._minutes, self._version)
        section.show()
        self._sections[item_id] = section
        if new:
            self.section_added.emit(section)
        if self._waiting:
            self._later.start(0)

    def _drop(self, item_id: int) -> None:
        section = self._sections.pop(item_id)
        section.hide()
        self._items.removeWidget(section)
        if section.editor.dirty:
            self._aside[item_id] = section
        else:
            section.deleteLater()

    def _forget_written(self) -> None:
        for item_id in [key for key, section in self._aside.items() if not section.editor.dirty]:
            self._aside.pop(item_id).deleteLater()

    def _clear(self) -> None:
        for item_id in list(self._sections):
            self._drop(item_id)

    def section(self, item_id: int) -> ItemSection | None:
        """An item's section, built now if it was still waiting."""
        if item_id in self._waiting:
            self._build(item_id)
        return self._sections.get(item_id)

    @property
    def sections(self) -> tuple[ItemSection, ...]:
        """The sections built so far."""
        return tuple(self._sections.values())

    @property
    def writing(self) -> tuple[ItemSection, ...]:
        """Every section that may hold notes to be written, even out of sight."""
        return *self._sections.values(), *self._aside.values()

    def word_count(self) -> int:
        """Words in all notes."""
        if self._minutes is None:
            return 0
        built = {key: section.editor.word_count() for key, section in self._sections.items()}
        waiting = (i for i in self._minutes.items if i.id not in built)
        return sum(built.values()) + sum(len(" ".join(b.text for b in i.notes).split()) for i in waiting)

    # --- moving

    def go_to(self, place: object) -> None:
        """Bring an item or a place of the frame to the top."""
        places: dict[object, QWidget] = {
            HEAD: self._over, SEATS: self._seats_title, RECORD: self._record_title, NEXT: self._next_title,
        }  # fmt: skip
        target = self.section(place) if isinstance(place, int) else places.get(place)
        if target is not None:
            self._settle()
            top = target.mapTo(self._desk, QPoint(0, 0)).y()
            self.verticalScrollBar().setValue(max(0, top - theme.px(20)) if place != HEAD else 0)

    def follow_caret(self, section: ItemSection) -> None:
        """Keep the line being typed in sight."""
        caret = section.editor.cursorRect()
        where = section.editor.mapTo(self._desk, caret.bottomLeft())
        self.ensureVisible(where.x(), where.y(), 0, theme.px(48))

    def bring(self, widget: QWidget) -> None:
        """Scroll a widget into sight, once it has its place."""
        self._brought = widget
        self._bring.start(0)

    def _bring_now(self) -> None:
        if self._brought is not None and self._brought.isVisible():
            self._settle()
            self.ensureWidgetVisible(self._brought, 0, theme.px(24))
        self._brought = None

    def _settle(self) -> None:
        for widget in (self._paper, self._desk):
            layout = widget.layout()
            if layout is not None:
                layout.activate()

    def _on_scrolled(self, value: int) -> None:
        best: object = HEAD
        lowest = -1
        for key, section in self._sections.items():
            top = section.mapTo(self._desk, QPoint(0, 0)).y()
            if lowest < top <= value + theme.px(120):
                best, lowest = key, top
        self.place_changed.emit(best)

    # --- looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        self._write_frame()
        for section in self._sections.values():
            section.restyle_words()
        self._ground()
        self._fit()

    def _ground(self) -> None:
        palette = self.viewport().palette()
        palette.setColor(palette.ColorRole.Window, theme.color("surface2"))
        for widget in (self.viewport(), self._desk):
            widget.setPalette(palette)
            widget.setAutoFillBackground(True)

    def _fit(self) -> None:
        self._paper.setFixedWidth(min(theme.px(WIDTH), self.viewport().width() - theme.px(24)))
