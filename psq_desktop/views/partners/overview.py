"""The « Fiche » tab: contacts, mandates and presence at a glance."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QToolButton, QWidget

from psq_desktop.french import date_short, plural, typeset
from psq_desktop.services.kinds import AttendanceStatus
from psq_desktop.services.partners import ContactRow, MandateRow, PartnerSheet, PresenceRow
from psq_desktop.views import badges, icons, theme
from psq_desktop.views.kit import (
    STRETCH,
    Avatar,
    Badge,
    Button,
    ElidedLabel,
    IconButton,
    IconLabel,
    Label,
    Themed,
    boxed,
    column,
    hairline,
    initials,
    row,
)
from psq_desktop.views.partners.decisions import DecisionsPart
from psq_desktop.views.partners.lines import LineButton, emptied
from psq_desktop.views.partners.objectives import ObjectivesPart
from psq_desktop.views.partners.periods import PeriodChart
from psq_desktop.views.partners.words import (
    contact_line,
    contact_title,
    presence_range,
    presence_words,
    role_word,
)
from psq_desktop.views.tokens import TONES
from psq_desktop.wording import word

_SIDE_BY_SIDE = 600.0


class Overview(QWidget):
    """Everything about a partner on one page; a click on a contact opens it for editing."""

    add_contact_requested = Signal()
    contact_chosen = Signal(int)
    add_mandate_requested = Signal()
    meeting_chosen = Signal(int)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._contacts = column(spacing=8)
        self._mandates = column(spacing=8)
        self._presence = column(spacing=6)
        theme.space(self._columns, 20)
        self._divider = hairline(vertical=True)
        for part, share in ((boxed(self._contacts), 6), (self._divider, 0), (boxed(self._mandates), 5)):
            if share:  # the shares decide, whatever the words of one side
                part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._columns.addWidget(part, share)
        parts = boxed(self._columns)
        self.objectives = ObjectivesPart()
        self.decisions = DecisionsPart()
        below = (self.objectives, hairline(), self.decisions, hairline(), boxed(self._presence))
        self.setLayout(column(parts, hairline(), *below, STRETCH, spacing=11))

    def set_sheet(self, sheet: PartnerSheet) -> None:
        """Show a partner."""
        for layout in (self._contacts, self._mandates, self._presence):
            emptied(layout)
        self._fill_contacts(sheet)
        self._fill_mandates(sheet.mandates)
        self._fill_presence(sheet.presence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_SIDE_BY_SIDE)
        self._divider.setVisible(wide)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _fill_contacts(self, sheet: PartnerSheet) -> None:
        add = Button("Ajouter", "plus", "ghost", tip="Ajouter un contact")
        add.clicked.connect(self.add_contact_requested)
        self._contacts.addWidget(boxed(row(Label("Contacts", 11, 600), STRETCH, add, spacing=4)))
        here = [contact for contact in sheet.contacts if contact.left_on is None]
        for contact in here:
            line = ContactLine(contact, sheet.mandates)
            line.clicked.connect(self._on_contact)
            self._contacts.addWidget(line)
        gone = len(sheet.contacts) - len(here)
        if gone:
            self._contacts.addWidget(Label(f"et {plural(gone, 'contact parti', 'contacts partis')}", 8.5, 400, "text3"))
        if not sheet.contacts:
            words = "Ajoutez la boîte fonctionnelle d’abord : elle reste quand les personnes changent."
            self._contacts.addWidget(Label(words, 9.5, 400, "text2", wrap=True))
        self._contacts.addStretch(1)

    def _fill_mandates(self, mandates: tuple[MandateRow, ...]) -> None:
        add = IconButton("plus", "Ajouter un mandat")
        add.clicked.connect(self.add_mandate_requested)
        soon = any(mandate.current and mandate.ends_soon for mandate in mandates)
        signs = (Badge("À renouveler", "clock", "warning", height=20, points=8.5),) if soon else ()
        self._mandates.addWidget(boxed(row(Label("Mandats au comité", 11, 600), STRETCH, *signs, add, spacing=4)))
        if mandates:
            self._mandates.addWidget(PeriodChart(mandates, self._today))
        else:
            words = (
                "Dites qui siège, en quelle qualité et jusqu’à quand : les présences se comptent d’après les mandats."
            )
            self._mandates.addWidget(Label(words, 9.5, 400, "text2", wrap=True))
        self._mandates.addStretch(1)

    def _fill_presence(self, presence: tuple[PresenceRow, ...]) -> None:
        count = Label(presence_range(presence), 8.5, 400, "text3")
        self._presence.addWidget(boxed(row(Label("Présence aux séances", 11, 600), STRETCH, count)))
        line = row(spacing=0)
        for each in presence:
            dot = PresenceDot(each)
            dot.clicked.connect(self._on_dot)
            line.addWidget(dot)
        line.addSpacing(theme.px(8))
        line.addWidget(ElidedLabel(presence_words(presence), 9, 400, "text2"))
        line.addStretch(1)
        self._presence.addWidget(boxed(line))

    def _on_contact(self) -> None:
        sender = self.sender()
        if isinstance(sender, ContactLine):
            self.contact_chosen.emit(sender.contact_id)

    def _on_dot(self) -> None:
        sender = self.sender()
        if isinstance(sender, PresenceDot):
            self.meeting_chosen.emit(sender.meeting_id)


class ContactLine(LineButton):
    """One contact: who, what for, how reached; pressed, it opens for editing."""

    def __init__(self, contact: ContactRow, mandates: tuple[MandateRow, ...]) -> None:
        self.contact_id = contact.id
        face = IconLabel("mailbox", "text2", 20) if contact.mailbox else Avatar(_letters(contact), 30, square=False)
        title = ElidedLabel(contact_title(contact), 9.5, 600)
        sub = ElidedLabel(contact_line(contact), 8.5, 400, "text2")
        signs = contact_badges(contact, mandates)
        super().__init__(row(face, column(title, sub, spacing=0), *signs, spacing=9, margins=(4, 2, 4, 2), grow=1))
        self.describe(", ".join((title.text(), sub.text(), *(sign.text() for sign in signs))), "Ouvre le contact")
        self.setToolTip(typeset("\n".join(filter(None, (contact_title(contact), sub.text(), contact.email)))))


def _letters(contact: ContactRow) -> str:
    return initials(f"{contact.first_name} {contact.last_name}".strip() or contact.display)


def contact_badges(contact: ContactRow, mandates: tuple[MandateRow, ...]) -> tuple[Badge, ...]:
    """Who sits today, and who answers for the figures."""
    current = (mandate for mandate in mandates if mandate.contact_id == contact.id and mandate.current)
    made = [Badge(role_word(each).capitalize(), *badges.look(each.role), height=20, points=8.5) for each in current]
    if contact.referent:
        made.append(Badge(referent_word(contact), "user-star", "info", height=20, points=8.5))
    return tuple(made)


def referent_word(contact: ContactRow) -> str:
    """« Référente »."""
    return "Référente" if contact.civility == "Mme" else "Référent"


_DOTS: dict[AttendanceStatus, str] = {AttendanceStatus.PRESENT: "circle-check"}


class PresenceDot(Themed, QToolButton):
    """One meeting: how the seat was filled. It opens the meeting."""

    def __init__(self, presence: PresenceRow) -> None:
        super().__init__()
        self.meeting_id = presence.meeting_id
        self._look = badges.look(presence.status)
        self._sign = _DOTS.get(presence.status, self._look.icon)
        words = typeset(f"Séance n° {presence.number}, {date_short(presence.date)} : {word(presence.status).lower()}")
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.restyle()

    def restyle(self) -> None:
        self.setIcon(icons.icon(self._sign, TONES[self._look.tone].text, 17))
        self.setIconSize(QSize(theme.px(17), theme.px(17)))
        self.setFixedSize(theme.px(26), theme.px(26))
