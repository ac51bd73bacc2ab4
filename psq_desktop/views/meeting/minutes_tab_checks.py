"""What is to be looked at before the minutes go out, each with the verb that does it; and what members wrote."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psq_desktop.french import typeset
from psq_desktop.services.kinds import MinutesState
from psq_desktop.services.minuting.minutes import Check
from psq_desktop.services.minuting.personal_data import FindingKind
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    STRETCH,
    Button,
    Card,
    CardHead,
    IconBox,
    IconButton,
    IconLine,
    Label,
    boxed,
    column,
    hairline,
    scrolled,
)
from psq_desktop.views.meeting.minutes_tab_facts import Minutes
from psq_desktop.views.meeting.minutes_tab_observations import ObservationsPart
from psq_desktop.views.privacy_parts.icons import icon_of
from psq_desktop.views.tokens import Tone
from psq_desktop.wording.findings import FINDINGS

NARROW = 225.0
MOST = 15  # checks of a kind shown at first
RECORD, PERSONAL, WRITING, DONE = "Relevé de décisions", "Données personnelles possibles", "Rédaction", "En ordre"
SPREAD = "Diffusion"


@dataclass(frozen=True, slots=True)
class Look:
    """How a check is shown; the words name its subject and its item."""

    group: str
    icon: str
    tone: Tone
    title: str
    detail: str
    verb: str = ""


LOOKS: dict[str, Look] = {
    "no_pilot": Look(RECORD, "user-question", "warning", "{subject} sans pilote", "point {item}", "Désigner"),
    "no_due": Look(RECORD, "calendar-question", "warning", "{subject} sans échéance", "point {item}", "Fixer"),
    **{
        kind: Look(PERSONAL, icon_of(kind), "danger", FINDINGS[kind][0], "{subject}, point {item}", "Voir")
        for kind in FindingKind
    },
    "cites_restricted": Look(
        SPREAD, "world", "warning", "Point {item} citant un point plus restreint", "« {subject} »", "Voir"
    ),
    "no_notes": Look(WRITING, "notes", "warning", "Point {item} sans notes", "{subject}", "Écrire"),
    "attendance_open": Look(WRITING, "users", "warning", "Présences à pointer", "{subject} sièges attendus", "Pointer"),
    "attendance_done": Look(DONE, "circle-check", "success", "Présences complètes", "{subject} sièges renseignés"),
    "not_reached": Look(DONE, "circle-minus", "neutral", "Point {item} non abordé", "{subject}"),
    "decisions_numbered": Look(
        DONE, "circle-check", "success", "{subject} décisions numérotées", "aucun numéro réutilisé"
    ),
}
_ORDER = (RECORD, PERSONAL, SPREAD, WRITING, DONE)
ONE = {
    "{subject} décisions numérotées": "Une décision numérotée",
    "{subject} sièges attendus": "un siège attendu",
    "{subject} sièges renseignés": "un siège renseigné",
}
_OUTSIDE = "hors des points"


def _said(text: str, check: Check) -> str:
    if check.item_number is None:
        text = text.replace("point {item}", _OUTSIDE)
    if check.subject == "1":
        text = ONE.get(text, text)
    return text.format(subject=check.subject, item=check.item_number)


class CheckLine(IconLine):
    """One check; `acted` when its verb is pressed: the check, and the button."""

    acted = Signal(object, QWidget)

    def __init__(self, check: Check, *, sealed: bool = False, locked: bool = False) -> None:
        look = LOOKS[check.code]
        self._check = check
        title, detail = _said(look.title, check), _said(look.detail, check)
        buttons: list[QWidget] = []
        if look.verb:
            button = Button(look.verb, kind="small")
            button.setAccessibleName(typeset(f"{look.verb} : {title}, {detail}"))
            if sealed and look.group == RECORD:
                button.setEnabled(False)
                button.setToolTip(typeset("Compte rendu scellé : le relevé de décisions ne change plus."))
            if locked and check.code == "no_notes":
                button.setEnabled(False)
                button.setToolTip(typeset("Compte rendu validé : corrigez-le pour y écrire."))
            buttons.append(button)
        super().__init__(look.icon, look.tone, title, detail, *buttons, box=30, wrap=True)
        for each in buttons:
            assert isinstance(each, Button)
            each.clicked.connect(self._on_clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for box in self.findChildren(IconBox):
            box.setVisible(self.width() > theme.px(NARROW))  # the words matter more than the picture

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget):
            self.acted.emit(self._check, sender)


class ChecksCard(Card):
    """Checks by kind, observations below; above them as long as the meeting is shown if one waits for an answer."""

    acted = Signal(object, QWidget)
    refresh_requested = Signal()

    def __init__(self, observations: ObservationsPart) -> None:
        self.observations = observations
        self._rule = hairline()
        self._meeting_id = 0
        self._refresh = IconButton("refresh", "Relancer les contrôles")
        self._head = CardHead("Contrôles", "", self._refresh)
        self._lines: QVBoxLayout = column(spacing=9)
        foot = Label("Ces contrôles préviennent, ils n’empêchent rien.", 8.5, 400, "text3", wrap=True)
        self._column = column(self._lines, self._rule, observations, STRETCH, spacing=9, margins=(14, 12, 14, 4))
        content = boxed(self._column)
        self._area = area = scrolled(content, "Contrôles et observations")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        super().__init__(self._head, area, boxed(column(foot, margins=(14, 6, 14, 12))), grow=1)
        self._content = content
        self._shown: tuple[object, ...] = ()
        self._checks: tuple[Check, ...] = ()
        self._sealed = self._locked = False
        self._most = MOST
        self._refresh.clicked.connect(self.refresh_requested)

    def show_minutes(self, minutes: Minutes) -> None:
        """Show fresh facts; a focus that was on a verb goes to the next one."""
        self._show_observations(minutes)
        sealed = minutes.sheet.minutes_state is MinutesState.SEALED
        locked = minutes.sheet.locked
        if (minutes.checks, sealed, locked) == self._shown:
            return
        self._shown = (minutes.checks, sealed, locked)
        self._checks, self._sealed, self._locked = minutes.checks, sealed, locked
        open_checks = sum(not check.ok for check in minutes.checks)
        self._head.set_detail(f"{open_checks} à revoir" if open_checks else "rien à revoir")
        focused = self._content.focusWidget()
        had_focus = focused is not None and focused.hasFocus() and not self.observations.isAncestorOf(focused)
        self._clear()
        self._fill()
        if had_focus:
            following = self._content.findChild(Button)
            (following or self._refresh).setFocus()

    def _show_observations(self, minutes: Minutes) -> None:
        shown = self.observations.show_minutes(minutes)
        self.observations.setVisible(shown)
        self._rule.setVisible(shown)
        other = minutes.sheet.row.id != self._meeting_id
        first, wanted = self._column.indexOf(self.observations) == 0, self.observations.waiting
        if (wanted and not first) or (other and first and not wanted):
            self._order(observations_first=wanted)
        if other:
            self._meeting_id, self._most = minutes.sheet.row.id, MOST
            QTimer.singleShot(0, self._reveal)  # once the lines have their places

    def _reveal(self) -> None:
        """From the top, or as far down as the first observation that waits for an answer."""
        self._area.verticalScrollBar().setValue(0)
        waiting = next((line for line in self.observations.lines.values() if line.waiting), None)
        if waiting is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # the true heights first
            self._area.ensureWidgetVisible(waiting, 0, theme.px(4))
            self._area.ensureWidgetVisible(waiting.answer_field, 0, theme.px(4))

    def _order(self, *, observations_first: bool) -> None:
        # Only the lines of checks move: an answer being typed keeps its focus.
        self._column.removeItem(self._lines)
        self._column.removeWidget(self._rule)
        place = self._column.indexOf(self.observations)
        self._column.insertWidget(place + observations_first, self._rule)
        self._column.insertLayout(place + 2 * observations_first, self._lines)

    def _clear(self) -> None:
        while item := self._lines.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _show_more(self) -> None:
        self._most += MOST
        self._clear()
        self._fill()

    def _fill(self) -> None:
        known = [check for check in self._checks if check.code in LOOKS and not (check.ok and check.subject == "0")]
        for group in _ORDER:
            members = [check for check in known if LOOKS[check.code].group == group]
            if not members:
                continue
            if self._lines.count():
                self._lines.addWidget(hairline())
            if group != DONE:
                self._lines.addWidget(Label(group, 8.5, 700, "text3", wrap=True))
            for check in members[: self._most]:
                line = CheckLine(check, sealed=self._sealed, locked=self._locked)
                line.acted.connect(self.acted)
                self._lines.addWidget(line)
            if len(members) > self._most:  # hundreds of lines would hold the window up
                more = Button(f"Afficher la suite ({len(members) - self._most})", "chevron-down", "ghost")
                more.clicked.connect(self._show_more)
                self._lines.addWidget(more)
