"""The agenda at the left: what is done and how long it took, what is spoken of, what comes, who will be missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from psq_desktop.errors import UserError
from psq_desktop.french import typeset
from psq_desktop.services.sitting.live_rows import LiveItem, LiveMeeting, Progress
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    STRETCH,
    Bar,
    Button,
    Card,
    CardHead,
    ElidedLabel,
    FieldRow,
    IconBox,
    Label,
    Note,
    NumberDisc,
    TextField,
    boxed,
    column,
    row,
    scrolled,
)
from psq_desktop.views.live import words
from psq_desktop.views.live.marks import LeadDisc
from psq_desktop.views.widgets.themed import mark
from psq_desktop.wording import explain, explain_problem

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ItemLine(QFrame):
    """One item with its time; a click or Entrée takes it (`taken`)."""

    taken = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("liveItem")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._item: LiveItem | None = None
        self._seen: tuple[object, ...] = ()
        self._done = IconBox("check", "success", 24, disc=True)
        self._number = NumberDisc("", 24)
        self._current = LeadDisc()
        self._title = Label("", 9.5, 600, wrap=True)
        self._time = Label("", 8.5, 600, "text2")
        self._who = ElidedLabel("", 8.5, 400, "text2")
        self._bar = Bar(0, "Temps du point", height=5)
        signs = boxed(column(self._done, self._number, self._current, spacing=0))
        times = row(self._time, self._who, spacing=7, grow=1)
        texts = column(self._title, times, self._bar, spacing=2)
        lay = row(signs, texts, spacing=9, margins=(9, 7, 9, 7), grow=1)
        lay.setAlignment(signs, Qt.AlignmentFlag.AlignTop)
        self.setLayout(lay)

    def show_item(self, item: LiveItem, current: bool, now: int) -> None:
        """Show an item as it is now."""
        seen = (item, current)
        if seen == self._seen:
            self.tick(now)
            return
        self._seen, self._item = seen, item
        left = item.progress is Progress.LEFT
        self._done.setVisible(left and not current)
        self._number.setVisible(not left and not current)
        self._current.setVisible(current)
        self._number.set_text(str(item.number))
        self._current.set_text(str(item.number))
        self._title.setText(item.title)
        tone = "text2" if left and not current else "text"
        if self._title.property("tone") != tone:
            self._title.set_tone("text2" if tone == "text2" else "text")
        self._who.setText(item.rapporteur)
        self._bar.setVisible(current and bool(item.planned_minutes))
        mark(self, "current", current)
        self._tell_time(item, now)
        self.tick(now)

    def tick(self, now: int) -> None:
        """A second went by."""
        item = self._item
        if item is None:
            return
        late = words.over(item, now)
        shown = words.spent(item, now)
        if self._time.text() != typeset(shown) or late != (self._time.property("tone") == "warning"):
            self._tell_time(item, now)
        if not self._bar.isHidden():
            self._bar.set_value(words.share(item, now))

    def _tell_time(self, item: LiveItem, now: int) -> None:
        late, shown = words.over(item, now), words.spent(item, now)
        self._time.setText(shown)
        self._time.set_tone("warning" if late else "text2")
        self._time.setVisible(bool(shown))
        self.setAccessibleName(typeset(f"Point {item.number}, {item.title}, {words.spent_aloud(item, now)}"))
        self.setToolTip("Durée prévue dépassée" if late else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURNS:
            self._take()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        mark(self, "focused", True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        mark(self, "focused", False)

    def _take(self) -> None:
        if self._item is not None:
            self.taken.emit(self._item.id)


class AgendaColumn(Card):
    """The items, a warning when the pilot of a coming one is absent, and a line to add one that nobody planned."""

    taken = Signal(int)
    added = Signal(str)

    def __init__(self, before: QWidget) -> None:
        """``before``: the control from which the keyboard comes to the items."""
        self._before = before
        self.head = CardHead("Ordre du jour")
        self.lines: list[ItemLine] = []
        self.warning = Note("warning", "")
        self.warning.hide()
        self.add_button = Button("Point imprévu", "plus", "ghost", tip="Ajouter un point après celui qui est en cours")
        self.add_field = TextField("Point imprévu", "Titre, 10 min, rapporteur")
        self._add_row = FieldRow("Point imprévu", self.add_field, "Entrée ajoute, Échap renonce")
        self._add_row.hide()
        self._lines = column(STRETCH, spacing=3, margins=(8, 8, 8, 8))
        self._area = scrolled(self._lines, "Points de l’ordre du jour")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = boxed(column(self.warning, self.add_button, self._add_row, spacing=5, margins=(8, 4, 8, 8)))
        super().__init__(self.head, self._area, foot, grow=1)
        self._meeting: LiveMeeting | None = None
        self.add_button.clicked.connect(self.ask_item)
        self.add_field.returnPressed.connect(self._on_typed)
        self.add_field.installEventFilter(self)

    def show_meeting(self, meeting: LiveMeeting, now: int) -> None:
        """Show another state of the room."""
        self._meeting = meeting
        while len(self.lines) < len(meeting.items):
            line = ItemLine()
            line.taken.connect(self.taken)
            self.lines.append(line)
            self._lines.insertWidget(len(self.lines) - 1, line)
            self.setTabOrder(self.lines[-2] if len(self.lines) > 1 else self._before, line)
        for line, item in zip(self.lines, meeting.items, strict=False):
            line.show_item(item, item.id == meeting.current_id, now)
            line.show()
        for line in self.lines[len(meeting.items) :]:
            line.hide()
        self._warn(meeting)
        self.add_button.setEnabled(not meeting.held)
        self.tick(now)
        current = next((n for n, item in enumerate(meeting.items) if item.id == meeting.current_id), None)
        if current is not None:
            self._area.ensureWidgetVisible(self.lines[current], 0, theme.px(40))

    def tick(self, now: int) -> None:
        """A second went by."""
        if self._meeting is None:
            return
        self.head.set_detail(words.total(self._meeting.items, now))
        for line in self.lines[: len(self._meeting.items)]:
            line.tick(now)

    def _warn(self, meeting: LiveMeeting) -> None:
        missing = [item for item in meeting.items if item.warning and not meeting.held]
        numbers = words.listed([item.number for item in missing]) if missing else ""
        title = f"Pilote absent {'au point' if len(missing) == 1 else 'aux points'} {numbers}"
        self.warning.set_message("warning", title, "\n".join(dict.fromkeys(item.warning for item in missing)))
        self.warning.setVisible(bool(missing) and self._add_row.isHidden())

    # --- an item that nobody planned

    def ask_item(self) -> None:
        """Open the line in which it is typed."""
        self.add_button.hide()
        self.warning.hide()  # the room is short, and the line has to be seen whole
        self._add_row.show()
        self.add_field.setFocus()

    def end_adding(self, _result: object = None) -> None:
        """It was added, or given up."""
        self.add_field.clear()
        self._add_row.set_problem("")
        self._add_row.hide()
        self.add_button.show()
        if self._meeting is not None:
            self._warn(self._meeting)

    def show_error(self, error: UserError) -> None:
        """Say what is wrong with the typed line; it stays."""
        said = "\n".join(map(explain_problem, error.problems)) or explain(error)
        self._add_row.set_problem(said)

    def _on_typed(self) -> None:
        self.added.emit(self.add_field.text())

    def eventFilter(self, watched: object, event: object) -> bool:
        escaped = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if watched is self.add_field and escaped and isinstance(event, QKeyEvent):
            if event.type() == QKeyEvent.Type.KeyPress:
                self.end_adding()
                self.add_button.setFocus()
            return True
        return False
