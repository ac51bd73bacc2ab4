"""What is entered under the notes: decisions, actions, votes, who speaks, who disagrees."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import DecisionKind, DisclosureLevel
from psq_desktop.services.partners import PartnerRow
from psq_desktop.services.sitting import votes
from psq_desktop.services.sitting.live_rows import LiveItem, VoteRow
from psq_desktop.views.decision_parts.form import DecisionForm, Target
from psq_desktop.views.decision_parts.partner_field import PartnerChoice
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.kit import NotesField
from psq_desktop.views.live.facts import LiveFacts
from psq_desktop.views.live.speaker import SpeakerForm
from psq_desktop.views.live.vote_form import VoteForm
from psq_desktop.views.screen import DraftDecision, Workspace

_KINDS = {kind.value: kind for kind in DecisionKind}


class Entries(QObject):
    """The forms and what they write; each closes as soon as it is done."""

    opened = Signal(QWidget)  # a form that has to be seen
    left = Signal()  # it is closed: go on writing
    spoken = Signal(str)  # who takes the floor

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.facts: LiveFacts | None = None
        self.form = DecisionForm(workspace)
        self.form.setObjectName("entry")
        self.form.hide()
        self.vote_form = VoteForm(workspace)
        self.speaker_form = SpeakerForm()
        self.form.edited.connect(self._on_draft)
        self.form.closed.connect(self._on_form_closed)
        self.vote_form.closed.connect(self.left)
        self.speaker_form.closed.connect(self.left)
        self.speaker_form.chosen.connect(self.spoken)

    @property
    def forms(self) -> tuple[QWidget, ...]:
        """In the order in which they stand."""
        return self.speaker_form, self.form, self.vote_form

    def show_facts(self, facts: LiveFacts) -> None:
        """Another state of the room."""
        self.facts = facts
        self.vote_form.set_voters(facts.meeting.voters)

    def show_partners(self, rows: tuple[PartnerRow, ...]) -> None:
        """Who can be a pilot."""
        self.form.set_partners(tuple(PartnerChoice(each.id, each.name, each.acronym) for each in rows))

    def leave(self) -> None:
        """Another meeting comes."""
        self.facts = None
        for form in self.forms:
            form.hide()
        self._workspace.decision_drafted.emit(None)

    @property
    def _current(self) -> LiveItem | None:
        meeting = self.facts.meeting if self.facts is not None else None
        return meeting.current if meeting is not None and meeting.in_session else None

    def ask(self, key: str) -> None:
        """Open what a button or a command in the notes names."""
        if key in _KINDS:
            self._open_form(_KINDS[key])
        elif key == "speech":
            self.new_speech()
        else:
            self.new_vote()

    # --- decisions and actions

    def new_decision(self) -> None:
        """F7."""
        self._open_form(DecisionKind.DECISION)

    def new_action(self) -> None:
        """F8."""
        self._open_form(DecisionKind.ACTION)

    def _open_form(self, kind: DecisionKind) -> None:
        if self.facts is not None and self._current is not None:
            self.form.open_for(Target(self.facts.meeting.meeting_id, self._current.id), kind)
            self.opened.emit(self.form)

    def _on_form_closed(self) -> None:
        self._workspace.decision_drafted.emit(None)
        self.left.emit()

    def _on_draft(self, text: str, pilot: str, due: object) -> None:
        """The room sees a decision while it is typed, never one of a restricted item."""
        item_id = self.form.target.item_id
        found = self.facts.item(item_id) if self.facts is not None else None
        draft = None
        if found is not None and found.disclosure is not DisclosureLevel.RESTRICTED and self.form.isVisible():
            draft = DraftDecision(item_id, self.form.ref, text, pilot, due if isinstance(due, dt.date) else None)
        self._workspace.decision_drafted.emit(draft)

    # --- who speaks

    def new_speech(self) -> None:
        """F9."""
        if self.facts is not None and self._current is not None:
            self.speaker_form.open_for(self.facts.room)
            self.opened.emit(self.speaker_form)

    # --- votes

    def new_vote(self) -> None:
        """A show of hands on the current item."""
        if self.facts is not None and self._current is not None:
            self.vote_form.open_for(self._current.id, self.facts.meeting.voters)
            self.opened.emit(self.vote_form)

    def vote_on(self, found: DecisionRow) -> None:
        """A show of hands on a decision."""
        item_id = found.item_id or (self._current.id if self._current is not None else None)
        if item_id is not None and self.facts is not None:
            self.vote_form.open_for(item_id, self.facts.meeting.voters, found.text, found.id)
            self.opened.emit(self.vote_form)

    def edit_vote(self, vote: VoteRow) -> None:
        """Correct one."""
        self.vote_form.open_vote(vote, vote.voters)
        self.opened.emit(self.vote_form)

    def remove_vote(self, vote_id: int) -> None:
        """Take one back."""
        self._workspace.write(votes.remove, vote_id, note="Vote supprimé")

    # --- who disagrees

    def ask_dissent(self, decision_id: int, seat_id: int, anchor: QWidget) -> None:
        """In the member's own words, or without any."""
        seats = self.facts.meeting.seats if self.facts is not None else ()
        seat = next((each for each in seats if each.id == seat_id), None)
        if seat is None:
            return
        words = NotesField("Motif, tel qu’il est donné", "Facultatif", 3)
        title = f"Désaccord de {seat.partner or seat.person}"
        popover = Popover(title, {"text": ("Motif", words)}, "Noter", anchor)
        popover.submitted.connect(partial(self._add_dissent, popover, decision_id, seat_id))
        popover.show_at(anchor)

    def _add_dissent(self, popover: Popover, decision_id: int, seat_id: int, values: dict[str, str]) -> None:
        self._workspace.write(
            votes.dissent, decision_id, seat_id, values["text"],
            then=popover.on_done, failed=popover.on_refused, note="Désaccord noté",
        )  # fmt: skip

    def drop_dissent(self, dissent_id: int) -> None:
        """Take one back."""
        self._workspace.write(votes.remove_dissent, dissent_id, note="Désaccord retiré")
