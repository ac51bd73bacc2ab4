"""Open decisions and what the objectives give to speak of, ready to be put on the agenda."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from psq_desktop.french import date_short, plural
from psq_desktop.services.preparing.agenda import ReviewProposal
from psq_desktop.views.kit import (
    STRETCH,
    Button,
    Card,
    CardHead,
    ElidedLabel,
    IconBox,
    IconButton,
    Label,
    SectionHead,
    boxed,
    column,
    hairline,
    row,
    scrolled,
)
from psq_desktop.views.meeting.clamped import ClampedLabel
from psq_desktop.views.meeting.subjects import LOOKS, Subject, told
from psq_desktop.views.tokens import Tone

_FIRST = "Les décisions encore ouvertes seront proposées ici à partir de la deuxième séance."
_ALL_KEPT = "Aucune décision ouverte : tout ce qui a été décidé est tenu."


class ProposalLine(QWidget):
    """One decision with its toggle."""

    toggled = Signal(int, bool)  # decision id, wanted on the agenda

    def __init__(self, proposal: ReviewProposal) -> None:
        super().__init__()
        self.toggle = IconButton("plus", "")
        title = f"{proposal.ref} {proposal.text}"
        words = column(ClampedLabel(title), ElidedLabel(_detail(proposal), 8.5, 400, "text2"), spacing=0)
        self.setLayout(row(IconBox("gavel", _tone(proposal), 30), words, self.toggle, spacing=9, grow=1))
        self.toggle.clicked.connect(self._on_clicked)
        self.set_proposal(proposal)

    def set_proposal(self, proposal: ReviewProposal) -> None:
        """Show whether it is on the agenda."""
        self.proposal = proposal
        self.toggle.set_icon("check" if proposal.reviewed else "plus")
        verb = "Retirer {} de l’ordre du jour" if proposal.reviewed else "Ajouter {} à l’ordre du jour"
        self.toggle.set_tip(verb.format(proposal.ref))

    def _on_clicked(self) -> None:
        self.toggled.emit(self.proposal.decision_id, not self.proposal.reviewed)


class SubjectLine(QWidget):
    """One subject; its button adds an item about it, once."""

    wanted = Signal()

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.subject = subject
        there = subject.item_number is not None
        self.add_button = IconButton("check" if there else "plus", "")
        self.add_button.setEnabled(not there)
        verb = f"Déjà au point {subject.item_number}" if there else "Ajouter un point à l’ordre du jour"
        self.add_button.set_tip(f"{verb} : {subject.title}")
        words = column(ClampedLabel(subject.title), ElidedLabel(told(subject), 8.5, 400, "text2"), spacing=0)
        icon, tone = LOOKS[subject.group]
        self.setLayout(row(IconBox(icon, tone, 30), words, self.add_button, spacing=9, grow=1))
        self.add_button.clicked.connect(self.wanted)


class ProposalsCard(Card):
    """What the agenda could look at again, the most pressing first."""

    toggled = Signal(int, bool)  # decision id, wanted on the agenda
    all_requested = Signal(object)  # the decision ids that are not on the agenda yet
    objective_wanted = Signal(int)
    partner_wanted = Signal(int)

    def __init__(self) -> None:
        self.lines: list[ProposalLine] = []
        self.subject_lines: list[SubjectLine] = []
        self.all_button = Button("Tout ajouter", kind="ghost", tip="Ajouter toutes les décisions ouvertes")
        self._head = CardHead("Propositions", "", self.all_button)
        self._list = column(spacing=8)
        self._subjects = column(spacing=8)
        self._none = Label(_ALL_KEPT, 9.5, 400, "text2", wrap=True)
        content = boxed(column(self._none, self._list, self._subjects, STRETCH, spacing=8, margins=(16, 10, 12, 10)))
        super().__init__(
            self._head, scrolled(content, "Propositions pour l’ordre du jour"), margins=(0, 0, 0, 4), grow=1
        )
        self.all_button.clicked.connect(self._on_all)

    def set_proposals(self, proposals: tuple[ReviewProposal, ...], *, first: bool = False) -> None:
        """Show these; lines that stay the same keep the focus. ``first``: no meeting came before."""
        self._none.setText(_FIRST if first else _ALL_KEPT)
        if [_words(line.proposal) for line in self.lines] == [_words(each) for each in proposals]:
            for line, proposal in zip(self.lines, proposals, strict=True):
                line.set_proposal(proposal)
        else:
            self._rebuild(proposals)
        self._count()

    def set_subjects(self, subjects: tuple[Subject, ...]) -> None:
        """Show what the objectives give to speak of; lines that stay the same keep the focus."""
        if tuple(line.subject for line in self.subject_lines) == subjects:
            return
        focused = next((rank for rank, line in enumerate(self.subject_lines) if line.add_button.hasFocus()), None)
        _empty(self._subjects)
        self.subject_lines = [SubjectLine(each) for each in subjects]
        for group in LOOKS:
            members = [line for line in self.subject_lines if line.subject.group == group]
            if members:
                self._subjects.addWidget(hairline())
                self._subjects.addWidget(SectionHead(group, str(len(members))))
            for line in members:
                line.wanted.connect(self._on_wanted)
                self._subjects.addWidget(line)
        if focused is not None:
            self._focus_after(focused)
        self._count()

    def _focus_after(self, rank: int) -> None:
        """The line that was used can be used no more: the keyboard goes to the next one."""
        following = (*self.subject_lines[rank:], *self.subject_lines[:rank])
        button = next((line.add_button for line in following if line.add_button.isEnabled()), None)
        if button is not None:
            button.setFocus()

    def _count(self) -> None:
        left = sum(not line.proposal.reviewed for line in self.lines)
        new = sum(line.subject.item_number is None for line in self.subject_lines)
        self._head.set_detail(_count(len(self.lines) + len(self.subject_lines), left + new))
        self.all_button.setVisible(bool(left))
        self._none.setVisible(not self.lines and not self.subject_lines)

    def _rebuild(self, proposals: tuple[ReviewProposal, ...]) -> None:
        _empty(self._list)
        self.lines = [ProposalLine(each) for each in proposals]
        if self.lines:
            self._list.addWidget(SectionHead("Décisions ouvertes", str(len(self.lines))))
        for line in self.lines:
            line.toggled.connect(self.toggled)
            self._list.addWidget(line)

    def _on_wanted(self) -> None:
        line = self.sender()
        assert isinstance(line, SubjectLine)
        if line.subject.objective_id is not None:
            self.objective_wanted.emit(line.subject.objective_id)
        elif line.subject.partner_id is not None:
            self.partner_wanted.emit(line.subject.partner_id)

    def _on_all(self) -> None:
        left = tuple(line.proposal.decision_id for line in self.lines if not line.proposal.reviewed)
        self.all_requested.emit(left)


def _empty(layout: QBoxLayout) -> None:
    while (taken := layout.takeAt(0)) is not None:
        old = taken.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


def _count(total: int, left: int) -> str:
    if not total:
        return ""
    return f"{total}, tirées de la base" if left else "toutes à l’ordre du jour"


def _words(proposal: ReviewProposal) -> tuple[int, str, str, Tone]:
    return proposal.decision_id, proposal.text, _detail(proposal), _tone(proposal)


def _tone(proposal: ReviewProposal) -> Tone:
    if proposal.late_days:
        return "danger"
    return "accent" if proposal.pilot else "warning"


def _detail(proposal: ReviewProposal) -> str:
    if not proposal.pilot and proposal.due is None:
        return "sans pilote ni échéance"
    when = f"échéance {date_short(proposal.due)}" if proposal.due else "sans échéance"
    if proposal.late_days:
        when = f"en retard de {plural(proposal.late_days, 'jour')}"
    carried = f"reconduite {proposal.carried_over} fois" if proposal.carried_over else ""
    return " · ".join(filter(None, (proposal.pilot or "sans pilote", when, carried)))
