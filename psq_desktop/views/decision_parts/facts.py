"""What the detail panel says of a decision: badges, facts with their verb, history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import date_long, date_short, number, plural, typeset
from psq_desktop.services.deciding.decisions import DecisionRow, DecisionSheet, FollowUpRow, ReminderRow
from psq_desktop.services.kinds import DecisionState
from psq_desktop.services.sitting.live_rows import DissentRow
from psq_desktop.views import badges
from psq_desktop.views.decision_parts.table import OFTEN
from psq_desktop.views.kit import (
    STRETCH,
    Avatar,
    Badge,
    Button,
    ElidedLabel,
    IconButton,
    IconLine,
    Label,
    row,
)
from psq_desktop.views.tokens import Tone


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: its word, its value and, where it can be changed, the verb."""

    key: str
    word: str
    value: str
    verb: str  # empty: it cannot be changed
    missing: bool = False
    acronym: str = ""
    opens: bool = False  # its value is shown elsewhere, a click away


CHANGE = "Modifier"


def facts(sheet: DecisionSheet, *, sealed: bool = False) -> tuple[Fact, ...]:
    """Pilot, associates, due date, proof. After validation only what is missing can be filled in; sealed, nothing."""
    decision = sheet.row
    change = "" if sheet.locked else CHANGE
    closed = decision.state.closed
    no_pilot, no_due = decision.pilot_id is None, decision.due is None
    return (
        Fact("pilot_id", "Pilote", decision.pilot or ("personne" if closed else "à désigner"),
             "Désigner" if no_pilot and not sealed else change, no_pilot and not closed, decision.acronym),
        Fact("associates", "Associés", ", ".join(decision.associates) or "aucun", change),
        Fact("due", "Échéance", date_long(decision.due) if decision.due else "aucune" if closed else "à fixer",
             "Fixer" if no_due and not sealed else change, no_due and not closed),
        Fact("proof", "Preuve attendue", decision.proof or "non précisée", change),
        # A way to find it, no part of the minutes: it may be noted even when they are sealed.
        Fact("objective_id", "Objectif", decision.objective or "aucun", CHANGE, opens=bool(decision.objective)),
    )  # fmt: skip


class FactLine(QWidget):
    """A fact; `asked` when its verb is pressed: the key, and the button at which to open the question."""

    asked = Signal(str, QWidget)
    open_requested = Signal(str)

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        self._key = fact.key
        value = ElidedLabel(fact.value, 9.5, 600, "warning" if fact.missing else "text")
        avatar = (Avatar(fact.acronym, 22),) if fact.acronym else ()
        verb = (self._verb(fact),) if fact.verb else ()
        way = (self._way(fact),) if fact.opens else ()
        self.setLayout(row(Label(fact.word, 9.5, 400, "text2"), STRETCH, *avatar, value, *way, *verb, spacing=6))

    def _way(self, fact: Fact) -> QWidget:
        button = IconButton("external-link", f"Ouvrir : {fact.word.lower()} {fact.value}", size=14)
        button.setObjectName(f"open-{fact.key}")
        button.clicked.connect(self._on_open)
        return button

    def _on_open(self) -> None:
        self.open_requested.emit(self._key)

    def _verb(self, fact: Fact) -> QWidget:
        word = fact.word.lower()
        button: Button | IconButton
        if fact.verb == CHANGE:
            button = IconButton("pencil", f"Modifier : {word}", size=14)
        else:
            button = Button(fact.verb, kind="small")
            button.setAccessibleName(typeset(f"{fact.verb} : {word}"))
        button.setObjectName(f"change-{fact.key}")
        button.clicked.connect(self._on_clicked)
        return button

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget):
            self.asked.emit(self._key, sender)


def badge_row(decision: DecisionRow) -> tuple[Badge, ...]:
    """What is alarming first, then the state."""
    found = []
    if decision.late_days:
        found.append(Badge(badges.LATE.text, badges.LATE.icon, badges.LATE.tone))
    if decision.carried_over:
        tone: Tone = "danger" if decision.carried_over >= OFTEN else "warning"
        found.append(Badge(f"Reconduite {decision.carried_over} fois", "repeat", tone))
    if decision.state is not DecisionState.CARRIED_OVER:
        found.append(badges.badge(decision.state))
    return tuple(found)


_WORDS = {
    DecisionState.OPEN: "Rouverte",
    DecisionState.IN_PROGRESS: "En cours",
    DecisionState.CARRIED_OVER: "Reconduite",
    DecisionState.DONE: "Tenue",
    DecisionState.ABANDONED: "Abandonnée",
}


def story(sheet: DecisionSheet) -> tuple[IconLine, ...]:
    """How it came and what became of it, oldest first."""
    decision = sheet.row
    moved = next((f for f in sheet.follow_ups if f.due_after is not None), None)
    first_due = moved.due_before if moved else decision.due
    detail = f"échéance au {date_long(first_due, weekday=False)}" if first_due else "sans échéance"
    made = _line("gavel", "accent", f"Décidée, séance n° {decision.meeting_number}", detail, decision.meeting_date)
    since = [(each.on, _follow_up(each)) for each in sheet.follow_ups]
    since += [(each.on, _reminder(each)) for each in sheet.reminders]
    return (made, *(line for _, line in sorted(since, key=_day)))


def _day(dated: tuple[date, IconLine]) -> date:
    return dated[0]


def _reminder(entry: ReminderRow) -> IconLine:
    return _line("mail-forward", "info", "Relance préparée", f"brouillon pour {entry.recipients}", entry.on)


def vote_lines(sheet: DecisionSheet) -> tuple[IconLine, ...]:
    """The shows of hands that led to it."""
    found = []
    for vote in sheet.votes:
        hands = (
            f"{number(vote.in_favour)} pour",
            f"{number(vote.against)} contre",
            plural(vote.abstained, "abstention"),
        )
        counted = ", ".join(hands)
        line = IconLine("hand-stop", "info", vote.subject, f"{counted} sur {plural(vote.voters, 'votant')}", wrap=True)
        line.setAccessibleName(typeset(f"Vote : {vote.subject}. {counted}"))
        found.append(line)
    return tuple(found)


class DissentLine(IconLine):
    """A disagreement; `removed` gives its id when it is taken back."""

    removed = Signal(int)

    def __init__(self, dissent: DissentRow, *, editable: bool) -> None:
        self._id = dissent.id
        button = IconButton("x", f"Retirer le désaccord : {dissent.who}", size=14)
        button.setVisible(editable)
        super().__init__("alert-triangle", "warning", dissent.who, dissent.text, button, wrap=True)
        self.setAccessibleName(typeset(f"Désaccord de {dissent.who}. {dissent.text}"))
        button.clicked.connect(self._on_removed)

    def _on_removed(self) -> None:
        self.removed.emit(self._id)


def _follow_up(entry: FollowUpRow) -> IconLine:
    icon, tone = badges.look(entry.state)
    title = _WORDS[entry.state]
    if entry.due_after is not None:
        title += f" au {date_long(entry.due_after, weekday=False, year=False)}"
    return _line(icon, tone, title, entry.comment, entry.on)


def _line(icon: str, tone: Tone, title: str, detail: str, on: date) -> IconLine:
    line = IconLine(icon, tone, title, detail, Label(date_short(on), 8.5, 400, "text3"), weight=500, wrap=True)
    line.setAccessibleName(typeset(f"{date_long(on, weekday=False)} : {title}. {detail}"))
    return line
