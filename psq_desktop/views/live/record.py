"""What was decided so far, with its votes and disagreements, and what earlier meetings left overdue."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from psq_desktop.french import date_short, plural, typeset
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import AgendaRole, DecisionKind
from psq_desktop.services.sitting.live_rows import DissentRow, VoteRow
from psq_desktop.views.kit import (
    STRETCH,
    Avatar,
    Badge,
    CardHead,
    ElidedLabel,
    IconButton,
    Label,
    column,
    row,
    scrolled,
)
from psq_desktop.views.live import words
from psq_desktop.views.live.facts import LiveFacts
from psq_desktop.views.menus import ChoiceMenu
from psq_desktop.views.tokens import Token
from psq_desktop.views.widgets.themed import mark
from psq_desktop.wording import word

_LOOKS = {DecisionKind.DECISION: ("Décision", "gavel"), DecisionKind.ACTION: ("Action", "clipboard-check")}
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class EntryCard(QFrame):
    """A decision, an action or a vote; a click or Entrée opens its menu (`menu_wanted`)."""

    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("liveEntry")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.subject: DecisionRow | VoteRow | None = None
        self._seen: tuple[object, ...] = ()
        self._badge = Badge("", height=20, points=8.5)
        self._when = ElidedLabel("", 8.5, 600, "text2")
        self._when.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._text = Label("", 9.5, 600, wrap=True)
        self._avatar = Avatar("", 18)
        self._pilot = ElidedLabel("", 8.5, 400, "text2")
        self._more = Label("", 8.5, 400, "text2", wrap=True)
        who = row(self._avatar, self._pilot, spacing=6, grow=1)
        lay = column(row(self._badge, self._when, grow=1), self._text, who, self._more, spacing=4)
        lay.setContentsMargins(10, 8, 10, 8)
        self.setLayout(lay)

    def show_decision(self, found: DecisionRow, dissents: tuple[DissentRow, ...], votes: tuple[VoteRow, ...]) -> None:
        """Show a decision or an action."""
        seen = (found, dissents, votes)
        if seen == self._seen:
            return
        self._seen, self.subject = seen, found
        said, icon = _LOOKS[found.kind]
        self._badge.set_state(f"{said} {found.ref}", icon, "accent" if found.kind is DecisionKind.DECISION else "info")
        when, tone = _when(found)
        self._when.setText(when)
        self._when.set_tone(tone)
        self._text.setText(found.text)
        self._avatar.setVisible(bool(found.pilot))
        self._avatar.set_acronym(found.acronym)
        self._pilot.setText(found.pilot or "Sans pilote")
        self._pilot.set_tone("text2" if found.pilot else "warning")
        self._pilot.show()
        more = [f"Vote : {words.vote(each)}" for each in votes]
        more += [f"Désaccord de {each.who}" + (f" : {each.text}" if each.text else "") for each in dissents]
        self._tell_more("\n".join(more))
        self._name(said, found.ref, found.text, when, found.pilot)

    def show_vote(self, found: VoteRow, number: int | None) -> None:
        """Show a vote that belongs to no decision."""
        self._seen, self.subject = (found, number), found
        self._badge.set_state("Vote", "hand-stop", "neutral")
        self._when.setText(f"point {number}" if number else "")
        self._when.set_tone("text2")
        self._text.setText(found.subject)
        self._avatar.hide()
        self._pilot.hide()
        self._tell_more(words.vote(found))
        self._name("Vote", found.subject, self._more.text())

    def _tell_more(self, text: str) -> None:
        self._more.setText(text)
        self._more.setVisible(bool(text))

    def _name(self, *parts: str) -> None:
        self.setAccessibleName(typeset(", ".join(filter(None, parts))))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        self.menu_wanted.emit(self.mapToGlobal(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _RETURNS:
            self.menu_wanted.emit(self.mapToGlobal(QPoint(12, self.height() // 2)))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        mark(self, "focused", True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        mark(self, "focused", False)


def _when(found: DecisionRow) -> tuple[str, Token]:
    if found.late_days:
        return f"en retard de {plural(found.late_days, 'jour')}", "danger"
    if found.state.closed:
        return word(found.state).lower(), "text2"
    return (date_short(found.due), "text2") if found.due else ("sans échéance", "warning")


class RecordPart(QWidget):
    """The newest first; overdue ones that the agenda looks at below, all of them while it is their turn."""

    new_wanted = Signal()
    opened = Signal(int)  # decision id
    dissent_wanted = Signal(int, int)  # decision id, seat id
    dissent_dropped = Signal(int)
    vote_wanted = Signal(object)  # DecisionRow
    vote_edited = Signal(object)  # VoteRow
    vote_removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._facts: LiveFacts | None = None
        self._locked = False
        self._asked: DecisionRow | VoteRow | None = None
        self.add_button = IconButton("plus", "Noter une décision", shortcut="F7")
        self._head = CardHead("Décisions et actions", "", self.add_button)
        self.cards: list[EntryCard] = []
        self._none = Label("Aucune décision pour l’instant. F7 en note une.", 9, 400, "text2", wrap=True)
        self._cards = column(self._none, STRETCH, spacing=7, margins=(12, 10, 12, 10))
        area = scrolled(self._cards, "Décisions et actions de la séance")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self._head, area, spacing=0, grow=1))
        self.add_button.clicked.connect(self.new_wanted)

    def show_facts(self, facts: LiveFacts, locked: bool) -> None:
        """Show another state of the room."""
        self._facts, self._locked = facts, locked
        taken = sorted(facts.decisions, key=_newest)
        loose = [vote for vote in facts.votes if vote.decision_id is None]
        earlier = _earlier(facts)
        wanted = len(taken) + len(loose) + len(earlier)
        while len(self.cards) < wanted:
            card = EntryCard()
            card.menu_wanted.connect(self._open_menu)
            self.cards.append(card)
            self._cards.insertWidget(self._cards.count() - 1, card)
            self.setTabOrder(self.cards[-2] if len(self.cards) > 1 else self.add_button, card)
        entries: list[DecisionRow | VoteRow] = [*taken, *loose, *earlier]
        for card, found in zip(self.cards, entries, strict=False):
            if isinstance(found, VoteRow):
                card.show_vote(found, facts.number_of.get(found.item_id))
            else:
                about = tuple(each for each in facts.votes if each.decision_id == found.id)
                against = tuple(each for each in facts.dissents if each.decision_id == found.id)
                card.show_decision(found, against, about)
            card.show()
        for card in self.cards[wanted:]:
            card.hide()
        self._none.setVisible(not wanted)
        self._head.set_detail(str(len(taken)) if taken else "")
        self.add_button.setEnabled(not locked and facts.meeting.current is not None)

    def _open_menu(self, where: QPoint) -> None:
        card = self.sender()
        if not isinstance(card, EntryCard) or card.subject is None or self._facts is None:
            return
        self._asked = card.subject
        menu = ChoiceMenu(card.accessibleName(), self)
        if isinstance(card.subject, VoteRow):
            self._fill_vote(menu, card.subject)
        else:
            self._fill_decision(menu, card.subject)
        menu.chosen.connect(self._on_chosen)
        menu.popup(where)

    def _fill_vote(self, menu: ChoiceMenu, vote: VoteRow) -> None:
        menu.add("Corriger le vote", "edit_vote", vote, icon="pencil", enabled=not self._locked)
        menu.add("Supprimer le vote", "remove_vote", vote.id, icon="trash", enabled=not self._locked)

    def _fill_decision(self, menu: ChoiceMenu, found: DecisionRow) -> None:
        facts = self._facts
        assert facts is not None
        menu.add("Ouvrir dans le registre", "open", found.id, icon="external-link")
        if found.meeting_id != facts.meeting.meeting_id or self._locked:
            return
        menu.addSeparator()
        given = [each for each in facts.dissents if each.decision_id == found.id]
        seats = [seat for seat in facts.room if seat.id not in {each.seat_id for each in given}]
        if seats:
            against = menu.submenu("Désaccord de…", "message-plus")
            for seat in seats:
                menu.add(seat.partner or seat.person, "dissent", seat.id, into=against)
        for each in given:
            menu.add(f"Retirer le désaccord de {each.who}", "drop_dissent", each.id, icon="x")
        about = [vote for vote in facts.votes if vote.decision_id == found.id]
        if about:
            for vote in about:
                self._fill_vote(menu, vote)
        else:
            menu.add("Compter un vote", "vote", found, icon="hand-stop")

    def _on_chosen(self, command: str, value: object) -> None:
        if command == "dissent" and isinstance(value, int) and isinstance(self._asked, DecisionRow):
            self.dissent_wanted.emit(self._asked.id, value)
            return
        signals = {
            "open": self.opened, "drop_dissent": self.dissent_dropped, "vote": self.vote_wanted,
            "edit_vote": self.vote_edited, "remove_vote": self.vote_removed,
        }  # fmt: skip
        if command in signals:
            signals[command].emit(value)


def _newest(found: DecisionRow) -> int:
    return -found.number


def _earlier(facts: LiveFacts) -> list[DecisionRow]:
    current = facts.meeting.current
    all_of_them = current is not None and current.role is AgendaRole.FOLLOW_UP
    return [found for found in facts.reviewed if all_of_them or (found.late_days and not found.state.closed)]
