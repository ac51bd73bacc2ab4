"""Each partner's share of an objective: a card with its state, chosen in place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import percent, typeset
from psq_desktop.rules import KEPT
from psq_desktop.services.kinds import CommitmentState
from psq_desktop.services.steering import commitments
from psq_desktop.services.steering.progress_rows import CommitmentRow, ObjectiveSheet
from psq_desktop.views.kit import STRETCH, Avatar, Button, ElidedLabel, Label, column, row, scrolled
from psq_desktop.views.objectives.entry_card import Cards, StateCard, StateField
from psq_desktop.views.objectives.facts import due_words
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import word


class CommitmentCard(StateCard):
    """Who, what, by when, and where it stands."""

    state_chosen = Signal(object, object, object)  # the card, CommitmentState, the reason or None

    def __init__(self, found: CommitmentRow) -> None:
        self._avatar = Avatar(found.acronym, 22)
        self._partner = ElidedLabel("", 9.5, 600)
        self._text = Label("", 9.5, 400, wrap=True)
        self._facts = Label("", 9, 400, "text2", wrap=True)
        self._due = Label("", 9, 400, "text2", wrap=True)
        self._comment = Label("", 9, 400, "text2", wrap=True)
        self.state = StateField("État de l’engagement", CommitmentState, commitments.REASONED, "Pourquoi ?")
        head = row(self._avatar, self._partner, spacing=7, grow=1)
        line = row(self.state.choice, self._due, spacing=8, grow=1)
        lines = (head, self._text, line, self.state, self._facts, self._comment)
        super().__init__(*lines, name=f"Engagement, {found.partner}")
        head.addWidget(self.menu_button())
        self.state.chosen.connect(self._on_state)
        self.show_row(found)

    def show_row(self, found: CommitmentRow) -> None:
        """Show the commitment as it is now."""
        self.row = found
        self._avatar.set_acronym(found.acronym)
        self._partner.setText(found.partner)
        self._text.setText(found.text)
        self._due.setText(due_words(found.due, found.late_days))
        self._due.set_tone("danger" if found.late_days else "text2")
        told = [f"part faite : {percent(found.share / 100)}"] if found.share is not None else []
        told += [f"référent : {found.referent}"] if found.referent else []
        told += [f"preuve : {found.proof}"] if found.proof else []
        told += [f"moyens : {found.means.rstrip('.')}"] if found.means else []
        self._facts.setText(_capital(typeset(" · ".join(told))))
        self._facts.setVisible(bool(told))
        self._comment.setText(f"« {found.comment} »" if found.comment else "")
        self._comment.setVisible(bool(found.comment))
        self.state.show_state(found.state, found.comment)
        self.setAccessibleName(typeset(f"Engagement, {found.partner} : {found.text} {word(found.state)}"))

    def _on_state(self, state: object, reason: object) -> None:
        self.state_chosen.emit(self, state, reason)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class CommitmentsTab(QWidget):
    """The commitments of one objective."""

    edit_requested = Signal(object)  # a commitment's id, or None for a new one

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._objective: int | None = None
        self._late: frozenset[int] = frozenset()  # when the objective was opened
        self._kept = Label("", 9.5, 400, "text2")
        self._kept.setToolTip(typeset(KEPT))
        self._none = Label(
            "Chaque partenaire dit ici la part qu’il prend : qui fait quoi, pour quand, avec quelle preuve.",
            9.5, 400, "text2", wrap=True,
        )  # fmt: skip
        self.add_button = Button("Nouvel engagement", "plus", "small")
        self.add_button.clicked.connect(self._on_add)
        lines = column(spacing=8)
        self._cards: Cards[CommitmentCard] = Cards(lines, self._make, CommitmentCard.show_row)
        self._area = scrolled(column(self._none, lines, STRETCH, spacing=8, margins=(1, 1, 6, 1)), "Engagements")
        self.setLayout(column(row(self._kept, STRETCH, self.add_button), self._area, spacing=8, grow=1))

    @property
    def cards(self) -> dict[int, CommitmentCard]:
        """The cards by commitment."""
        return self._cards.cards

    def show_sheet(self, sheet: ObjectiveSheet) -> None:
        """Show an objective's commitments, those that are late first; they keep their place while it is open."""
        other = sheet.row.id != self._objective
        if other:
            self._objective = sheet.row.id
            self._late = frozenset(each.id for each in sheet.commitments if each.late_days)
        self._kept.setText(f"Tenus : {sheet.row.kept} sur {sheet.row.taken}" if sheet.row.taken else "")
        self._none.setVisible(not sheet.commitments)
        shown = sorted(sheet.commitments, key=lambda each: each.id not in self._late)
        self._cards.show_rows(shown, other=other)
        if other:
            self._area.verticalScrollBar().setValue(0)

    def seek(self, key: int | None) -> None:
        """Go to a commitment; without one to the first, which is late if any is."""
        found = key if key is not None else next((each for each in self.cards if each in self._late), None)
        if found is not None:
            self._cards.seek(found)

    @property
    def unsaved_text(self) -> str:
        """What was typed and is not written."""
        return self._cards.unsaved_text

    def _make(self, found: CommitmentRow) -> CommitmentCard:
        card = CommitmentCard(found)
        card.state_chosen.connect(self._on_state)
        card.edit_requested.connect(self._on_edit)
        card.remove_requested.connect(self._on_remove)
        return card

    def _on_state(self, card: CommitmentCard, state: CommitmentState, reason: str | None) -> None:
        self._workspace.write(
            commitments.set_state, card.row.id, state, self._workspace.today, reason,
            then=card.state.on_saved, failed=card.state.on_refused,
            note=f"Engagement de {card.row.acronym or card.row.partner} : {word(state).lower()}",
        )  # fmt: skip

    def _on_add(self) -> None:
        self.edit_requested.emit(None)

    def _on_edit(self) -> None:
        card = self.sender()
        if isinstance(card, CommitmentCard):
            self.edit_requested.emit(card.row.id)

    def _on_remove(self) -> None:
        card = self.sender()
        if isinstance(card, CommitmentCard):
            self._workspace.write(commitments.remove, card.row.id, note="Engagement supprimé")
            self.add_button.setFocus()
