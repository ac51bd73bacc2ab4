"""Above everything: which meeting, which item, how long, and the two or three things one does to it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent

from psq_desktop.french import typeset
from psq_desktop.services.kinds import MeetingState
from psq_desktop.services.sitting.live_rows import LiveMeeting
from psq_desktop.views import badges, theme
from psq_desktop.views.kit import (
    Badge,
    Button,
    Card,
    ElidedLabel,
    IconButton,
    Label,
    Themed,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.live import words
from psq_desktop.views.tokens import Tone
from psq_desktop.wording import word


def _held(state: MeetingState) -> tuple[str, str, Tone]:
    return (
        ("Close", "square-check", "neutral") if state is MeetingState.TO_WRITE else (word(state), *badges.look(state))
    )


_WIDE = 1130  # below, the buttons that come last show their icons only


class HeadCard(Themed, Card):
    """The clock of the current item, large, and the next step beside it."""

    pause_wanted = Signal()
    next_wanted = Signal()
    project_wanted = Signal()
    close_wanted = Signal()

    def __init__(self) -> None:
        self._titles = ("", "")  # in full, and where the room is short
        self._badge = Badge("En séance", "broadcast", "danger", height=24)
        self._title = ElidedLabel("", 12.5, 700)
        self._detail = ElidedLabel("", 9, 400, "text2")
        self._place = Label("", 9, 600)
        self._planned = Label("", 9, 400, "text2")
        self.timer = Label("", 24, 700)
        self.timer.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.pause_button = IconButton("player-pause", "Suspendre la séance", shortcut="Ctrl+Maj+P")
        self.next_button = Button("Point suivant", "player-skip-forward", "primary", shortcut="Ctrl+→")
        self.project_button = Button("Projeter", "presentation", shortcut="F5")
        self.close_button = Button("Clore la séance", "flag", "danger")
        self._line = hairline(vertical=True)
        self._clock = boxed(row(column(self._place, self._planned, spacing=2), self.timer, spacing=12))
        titles = column(self._title, self._detail, spacing=3)
        parts = (self._badge, titles, self._clock, self.pause_button, self.next_button, self._line)
        last = (self.project_button, self.close_button)
        super().__init__(row(*parts, *last, spacing=10, margins=(16, 10, 14, 10), grow=1))
        self.pause_button.clicked.connect(self.pause_wanted)
        self.next_button.clicked.connect(self.next_wanted)
        self.project_button.clicked.connect(self.project_wanted)
        self.close_button.clicked.connect(self.close_wanted)

    def show_meeting(self, meeting: LiveMeeting, now: dt.datetime) -> None:
        """Show another state of the room."""
        self._titles = (f"{meeting.committee}, séance n° {meeting.number}", f"Séance n° {meeting.number}")
        self._fit()
        if meeting.held:
            self._badge.set_state(*_held(meeting.state))
        elif not meeting.in_session:
            self._badge.set_state("Pas encore ouverte", "hourglass", "neutral")
        elif meeting.paused:
            self._badge.set_state("Suspendue", "player-pause", "warning")
        else:
            self._badge.set_state("En séance", "broadcast", "danger")
        self.pause_button.set_icon("player-play" if meeting.paused else "player-pause")
        self.pause_button.set_tip("Reprendre la séance" if meeting.paused else "Suspendre la séance")
        last = bool(meeting.items) and meeting.current_id == meeting.items[-1].id
        self.next_button.set_text("Point terminé" if last else "Point suivant")
        for each in (self._clock, self.pause_button, self.next_button, self.close_button, self._line):
            each.setVisible(meeting.in_session)
        self.project_button.setVisible(not meeting.held)
        self.pause_button.setEnabled(meeting.current is not None)
        self.next_button.setEnabled(bool(meeting.items))
        self.tick(meeting, now)

    def tick(self, meeting: LiveMeeting, now: dt.datetime) -> None:
        """A second went by."""
        current = meeting.current
        self._detail.setText(words.detail(meeting, now, short=not self._wide))
        self._place.setText(words.place(meeting))
        if current is None:
            self._planned.setText("")
            self.timer.setText("")
            return
        stamp = int(now.timestamp())
        late = words.over(current, stamp)
        planned = current.planned_minutes
        extra = words.minutes(current.seconds(stamp)) - (planned or 0)
        if late:
            self._planned.setText(f"dépassé de {words.lasting(extra)}" if extra else f"prévu {planned} min, atteint")
        else:
            self._planned.setText("" if planned is None else f"prévu {planned} min")
        self._planned.setVisible(bool(self._planned.text()))
        self.timer.setText(words.timer(current.seconds(stamp)))
        tone = "warning" if late else "text"
        if self.timer.property("tone") != tone:
            self.timer.set_tone("warning" if late else "text")
            self._planned.set_tone("warning" if late else "text2")
        self.timer.setAccessibleName(typeset(f"Temps du point : {words.spent_aloud(current, stamp)}"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        self._fit()

    @property
    def _wide(self) -> bool:
        return self.width() >= theme.px(_WIDE)

    def _fit(self) -> None:
        wide = self._wide
        self._title.setText(self._titles[0 if wide else 1])
        self.project_button.set_text("Projeter" if wide else "")
        self.close_button.set_text("Clore la séance" if wide else "Clore")
        self.project_button.setAccessibleName("Projeter")
