"""Who is in the room: everybody present first, then the exceptions, seat by seat."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from psq_desktop.french import typeset
from psq_desktop.services.kinds import AttendanceStatus
from psq_desktop.services.sitting.live_rows import LiveMeeting, LiveSeat
from psq_desktop.views import badges
from psq_desktop.views.kit import (
    STRETCH,
    Avatar,
    Badge,
    Button,
    CardHead,
    ElidedLabel,
    IconButton,
    IconLabel,
    Label,
    boxed,
    column,
    row,
    scrolled,
)
from psq_desktop.views.live import words
from psq_desktop.views.widgets.themed import mark
from psq_desktop.wording import word

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_LETTERS = {
    Qt.Key.Key_P: "present", Qt.Key.Key_R: "represented", Qt.Key.Key_E: "excused", Qt.Key.Key_A: "absent",
}  # fmt: skip


class SeatLine(QFrame):
    """One seat. A click or Entrée opens its menu, P, R, E and A say how it is filled."""

    menu_wanted = Signal(int, QPoint)
    key_wanted = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("liveItem")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.id = 0
        self._seen: tuple[object, ...] = ()
        self._avatar = Avatar("", 22)
        self._name = ElidedLabel("", 9.5, 600)
        self._detail = ElidedLabel("", 8.5, 400, "text2")
        self._badge = Badge("", height=18, points=8.5)
        texts = column(self._name, self._detail, spacing=0)
        self.setLayout(row(self._avatar, texts, self._badge, spacing=8, margins=(6, 1, 4, 1), grow=1))

    def show_seat(self, seat: LiveSeat, number_of: dict[int, int], current_id: int | None) -> None:
        """Show a seat as it is now."""
        seen = (seat, tuple(number_of.items()), current_id in seat.withdrawn_from)
        if seen == self._seen:
            return
        self._seen, self.id = seen, seat.id
        name = seat.partner or seat.person
        detail = words.seat(seat, number_of)
        said, icon, tone = word(seat.status), *badges.look(seat.status)
        if seat.left is not None:
            said, icon, tone = "Parti", "door-enter", "neutral"
        elif seat.here and current_id in seat.withdrawn_from:
            said, icon, tone = "Hors de la salle", "door-enter", "warning"
        self._avatar.set_acronym(seat.acronym or "·")
        self._name.setText(name)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._badge.set_state(said, icon, tone)
        self.setAccessibleName(typeset(", ".join(filter(None, (name, said, detail)))))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self.setFocus()
            self._open_menu()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() in _RETURNS:
            self._open_menu()
        elif plain and Qt.Key(event.key()) in _LETTERS:
            self.key_wanted.emit(self.id, _LETTERS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _open_menu(self) -> None:
        self.menu_wanted.emit(self.id, self.mapToGlobal(QPoint(0, self.height())))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        mark(self, "focused", True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        mark(self, "focused", False)


class RoomPart(QWidget):
    """Counts, quorum when one is asked, the seats."""

    all_present_wanted = Signal()
    menu_wanted = Signal(int, QPoint)
    key_wanted = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.present_button = Button(
            "Tous présents", "checks", "small", tip="Pointe présents tous ceux qui restent attendus"
        )
        self.add_button = IconButton("user-plus", "Ajouter un participant ou un invité")
        self._head = CardHead("Présences", "", self.add_button)
        self._quorum_icon = IconLabel("users-group", "success", 15)
        self._quorum = Label("", 9, 600, "text2", wrap=True)
        above = row(self._quorum_icon, self._quorum, self.present_button, spacing=6, margins=(14, 7, 12, 0), grow=1)
        self._above = boxed(above)
        self.seats: list[SeatLine] = []
        self._none = Label(
            "Personne n’est encore convié. Ajoutez un participant pour pointer.", 9, 400, "text2", wrap=True
        )
        self._seats = column(self._none, STRETCH, spacing=0, margins=(8, 4, 8, 4))
        self._area = scrolled(self._seats, "Présences")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self._head, self._above, self._area, spacing=0, grow=2))
        self.present_button.clicked.connect(self.all_present_wanted)

    def show_meeting(self, meeting: LiveMeeting, locked: bool) -> None:
        """Show another state of the room."""
        while len(self.seats) < len(meeting.seats):
            line = SeatLine()
            line.menu_wanted.connect(self.menu_wanted)
            line.key_wanted.connect(self.key_wanted)
            self.seats.append(line)
            self._seats.insertWidget(self._seats.count() - 1, line)
            self.setTabOrder(self.seats[-2] if len(self.seats) > 1 else self.present_button, line)
        number_of = {item.id: item.number for item in meeting.items}
        for line, seat in zip(self.seats, meeting.seats, strict=False):
            line.show_seat(seat, number_of, meeting.current_id)
            line.setEnabled(not locked)
            line.show()
        for line in self.seats[len(meeting.seats) :]:
            line.hide()
        self._none.setVisible(not meeting.seats)
        self._head.set_detail(words.here(meeting.seats) if meeting.seats else "")
        waiting = any(seat.status is AttendanceStatus.EXPECTED for seat in meeting.seats)
        asking = waiting and meeting.in_session
        self.present_button.setVisible(asking)
        self.add_button.setVisible(not locked)
        said = words.quorum(meeting.quorum)
        self._quorum.setText(said)
        self._quorum_icon.setVisible(bool(said))
        self._above.setVisible(bool(said) or asking)
        missed = not meeting.quorum.reached
        self._quorum.set_tone("danger" if missed else "success")
        self._quorum_icon.set_icon("alert-octagon" if missed else "users-group", "danger" if missed else "success")

    def take_focus(self) -> None:
        """Ctrl+M: the first seat whose presence is not known, else the first."""
        shown = [line for line in self.seats if line.isVisibleTo(self)]
        if shown:
            shown[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.add_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
