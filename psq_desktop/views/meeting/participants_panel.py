"""Beside the participants: how many come, by college, and what needs attention."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import date_long, percent, plural, typeset
from psq_desktop.services.kinds import AttendanceStatus, MeetingStage
from psq_desktop.services.sitting.live_rows import Quorum
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    STRETCH,
    Bar,
    Card,
    ElidedLabel,
    IconLabel,
    Label,
    Note,
    boxed,
    column,
    hairline,
    row,
    scrolled,
)
from psq_desktop.views.meeting.seats import ANNOUNCED, CAME, SeatLine, before
from psq_desktop.views.seat_parts.words import quorum_words
from psq_desktop.views.tokens import Token

WIDTH = 340
_LEGEND: tuple[tuple[str, Token, str], ...] = (
    ("circle-check", "success", "présent"),
    ("user-share", "info", "représenté"),
    ("mail", "text3", "excusé"),
    ("x", "danger", "absent"),
)


class CollegeLine(QWidget):
    """How many of a college come."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        label = ElidedLabel(name, 9.5)
        theme.fix_width(label, 146)
        self._bar = Bar(0, name)
        self._figure = Label("", 9, 600)
        self.setLayout(row(label, self._bar, self._figure, grow=1))

    def set_values(self, count: int, total: int) -> None:
        """Show other figures."""
        share = count / total if total else 0.0
        self._bar.set_value(share)
        self._figure.setText(f"{count} / {total}")
        self.setAccessibleName(typeset(f"{self._name} : {count} sur {total}, {percent(share)}"))


class ParticipantsPanel(Card):
    """Figures by college, members without a reply, mandates to renew, what the signs mean."""

    partner_requested = Signal(int)

    def __init__(self) -> None:
        self._title = Label("", 11, 600)
        self._figure = Label("", 21, 700)
        self._words = ElidedLabel("", 9.5, 400, "text2")
        self._colleges: dict[str, CollegeLine] = {}
        self._college_lines = column(spacing=8)
        self._quorum_icon = IconLabel("users-group", "text3", 15)
        self._quorum = Label("", 9, 400, "text2", wrap=True)
        self.quorum_line = boxed(row(self._quorum_icon, self._quorum, spacing=6, grow=1))
        self.quorum_line.hide()
        self.waiting_note = Note("warning", "")
        self.mandate_note = Note("info", "")
        self._renewing: int | None = None
        top = column(
            self._title,
            row(self._figure, self._words, grow=1),
            hairline(),
            self._college_lines,
            self.quorum_line,
            self.waiting_note,
            self.mandate_note,
            STRETCH,
            spacing=9,
            margins=(16, 14, 16, 8),
        )
        foot = column(
            hairline(), Label("Cinq dernières séances", 8.5, 700, "text3"), _legend(), margins=(16, 0, 16, 12)
        )
        super().__init__(scrolled(boxed(top), "Synthèse des participants"), boxed(foot), grow=0)
        theme.fix_width(self, WIDTH)
        self.mandate_note.action_requested.connect(self._on_partner)

    def set_seats(self, seats: tuple[SeatLine, ...], stage: MeetingStage) -> None:
        """Show the figures of these seats."""
        ahead = before(stage)
        counted = [line for line in seats if not _stayed_away(line, stage)]
        coming = [line for line in counted if _comes(line, ahead)]
        self._title.setText("Réponses" if ahead else "Présences")
        self._figure.setText(str(len(coming)))
        planned = "prévus " if ahead else ""
        self._words.setText(f"présents ou représentés {planned}sur {len(counted)}")
        self._show_colleges(counted, ahead)
        self._show_waiting(seats, stage)
        self._show_mandates(seats)

    def set_quorum(self, found: Quorum, stage: MeetingStage) -> None:
        """Show the quorum that the committee asks for; nothing when it asks for none."""
        ahead = before(stage)
        said = quorum_words(found, ahead)
        missed = bool(said) and not ahead and not found.reached
        self.quorum_line.setVisible(bool(said))
        self._quorum.setText(said)
        self._quorum.set_tone("danger" if missed else "text2")
        self._quorum_icon.set_icon("alert-triangle" if missed else "users-group", "danger" if missed else "success")

    def _show_colleges(self, counted: list[SeatLine], ahead: bool) -> None:
        names = list(dict.fromkeys(line.seat.college for line in counted))
        if names != list(self._colleges):
            for old in self._colleges.values():
                self._college_lines.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._colleges = {name: CollegeLine(name) for name in names}
            for made in self._colleges.values():
                self._college_lines.addWidget(made)
        for name, shown in self._colleges.items():
            seats = [line for line in counted if line.seat.college == name]
            shown.set_values(sum(_comes(line, ahead) for line in seats), len(seats))

    def _show_waiting(self, seats: tuple[SeatLine, ...], stage: MeetingStage) -> None:
        if before(stage):
            waiting = [line for line in seats if line.seat.reply is None]
            title = f"{plural(len(waiting), 'participant')} sans réponse"
        else:
            waiting = [line for line in seats if line.seat.status is AttendanceStatus.EXPECTED]
            title = f"{plural(len(waiting), 'participant')} à pointer"
        self.waiting_note.setVisible(bool(waiting))
        if waiting:
            self.waiting_note.set_message("warning", title, _some(line.seat.partner for line in waiting))

    def _show_mandates(self, seats: tuple[SeatLine, ...]) -> None:
        ending = [line.seat for line in seats if line.seat.mandate_ends_soon and line.seat.mandate_until]
        self.mandate_note.setVisible(bool(ending))
        self._renewing = ending[0].partner_id if len(ending) == 1 else None
        if ending:
            title = "Mandat à renouveler" if len(ending) == 1 else f"{len(ending)} mandats à renouveler"
            text = "\n".join(
                f"{seat.person}, {seat.partner} : fin le {date_long(seat.mandate_until, weekday=False)}."
                for seat in ending
                if seat.mandate_until
            )
            self.mandate_note.set_message("info", title, text, "Ouvrir" if self._renewing is not None else "")

    def _on_partner(self) -> None:
        if self._renewing is not None:
            self.partner_requested.emit(self._renewing)


def _comes(line: SeatLine, ahead: bool) -> bool:
    return line.seat.reply in ANNOUNCED if ahead else line.seat.status in CAME


def _stayed_away(line: SeatLine, stage: MeetingStage) -> bool:
    """A guest who did not come is not counted once the meeting is over."""
    return stage is MeetingStage.HELD and line.seat.status is AttendanceStatus.GUEST


def _some(names: Iterable[str], shown: int = 3) -> str:
    """« A, B, C et 4 autres. »."""
    known = list(names)
    rest = len(known) - shown
    if rest <= 0:
        return f"{', '.join(known)}."
    return f"{', '.join(known[:shown])} et {plural(rest, 'autre')}."


def _legend() -> QWidget:
    parts: list[QWidget] = []
    for icon, tone, words in _LEGEND:
        parts += [IconLabel(icon, tone, 15), Label(words, 8.5, 400, "text2")]
    return boxed(row(*parts, STRETCH, spacing=4))
