"""The steps and milestones of an objective, and the help that its partners ask for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import date_short, typeset
from psq_desktop.services.kinds import MeasureState, SupportState
from psq_desktop.services.steering import measures, supports
from psq_desktop.services.steering.progress_rows import MeasureRow, ObjectiveSheet, SupportRow
from psq_desktop.views.kit import (
    STRETCH,
    Avatar,
    Button,
    ElidedLabel,
    IconLabel,
    Label,
    column,
    hairline,
    row,
    scrolled,
)
from psq_desktop.views.objectives.entry_card import Cards, StateCard, StateField, bring_in_sight
from psq_desktop.views.objectives.facts import due_words
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import word

_HINT = "Les mesures découpent le chemin : une étape, qui s’en charge, pour quand. Un jalon marque une étape franchie."


class MeasureCard(StateCard):
    """A step or milestone, its owner, its due date and where it stands."""

    state_chosen = Signal(object, object, object)

    def __init__(self, found: MeasureRow) -> None:
        self._sign = IconLabel("flag", "accent_text", 15)
        self._sign.setToolTip("Jalon")
        self._avatar = Avatar("", 22)
        self._owner = ElidedLabel("", 9.5, 600)
        self._text = Label("", 9.5, 400, wrap=True)
        self._due = Label("", 9, 400, "text2", wrap=True)
        self._proof = Label("", 9, 400, "text2", wrap=True)
        self._comment = Label("", 9, 400, "text2", wrap=True)
        self.state = StateField("État de la mesure", MeasureState)
        head = row(self._avatar, self._owner, self._sign, spacing=7, grow=1)
        line = row(self.state.choice, self._due, spacing=8, grow=1)
        super().__init__(head, self._text, line, self._proof, self._comment, name="Mesure")
        head.addWidget(self.menu_button())
        self.state.setParent(self)
        self.state.chosen.connect(self._on_state)
        self.show_row(found)

    def show_row(self, found: MeasureRow) -> None:
        """Show the step as it is now."""
        self.row = found
        kind = "Jalon" if found.milestone else "Mesure"
        self._sign.setVisible(found.milestone)
        self._avatar.set_acronym(found.acronym)
        self._avatar.setVisible(bool(found.acronym))
        self._owner.setText(found.owner or "Sans responsable")
        self._owner.set_tone("text" if found.owner else "text2")
        self._text.setText(found.text)
        self._due.setText(_when(found))
        self._proof.setText(f"Preuve : {found.proof}")
        self._proof.setVisible(bool(found.proof))
        self._comment.setText(f"« {found.comment} »")
        self._comment.setVisible(bool(found.comment))
        self._due.set_tone("danger" if found.late_days else "text2")
        self.state.show_state(found.state)
        self.setAccessibleName(typeset(f"{kind} : {found.text} {word(found.state)}"))

    def _on_state(self, state: object, words: object) -> None:
        self.state_chosen.emit(self, state, words)


def _when(found: MeasureRow) -> str:
    if found.done_on is not None:
        return f"Faite le {date_short(found.done_on)}"
    return due_words(found.due, found.late_days)


class SupportCard(StateCard):
    """Who asks what of whom, and the answer."""

    state_chosen = Signal(object, object, object)
    escalate_requested = Signal()

    def __init__(self, found: SupportRow) -> None:
        self._who = Label("", 9.5, 600, wrap=True)
        self._text = Label("", 9.5, 400, wrap=True)
        self._when = Label("", 9, 400, "text2", wrap=True)
        self._answer = Label("", 9, 400, "text2", wrap=True)
        self._escalate = Button("Porter devant la présidence", "arrow-up", "small")
        self.state = StateField("Suite de la demande", SupportState, supports.ANSWERED, "Réponse")
        head = row(IconLabel("lifebuoy", "text2", 17), self._who, spacing=7, grow=1)
        line = row(self.state.choice, self._when, spacing=8, grow=1)
        lines = (head, self._text, line, self.state, self._answer, row(self._escalate, STRETCH))
        super().__init__(*lines, name="Appui demandé")
        head.addWidget(self.menu_button())
        self._escalate.clicked.connect(self.escalate_requested)
        self.state.chosen.connect(self._on_state)
        self.show_row(found)

    def show_row(self, found: SupportRow) -> None:
        """Show the request as it is now."""
        self.row = found
        asked = found.asked_of or "la présidence"
        self._who.setText(f"{found.partner} demande à {asked}")
        self._text.setText(found.text)
        when = f"Demandé le {date_short(found.asked_on)}"
        when += f", attendu pour le {date_short(found.wanted_by)}" if found.wanted_by else ""
        if found.asked_of_id is not None and found.escalated_on is not None:
            when += f", devant la présidence depuis le {date_short(found.escalated_on)}"
        self._when.setText(when)
        self._answer.setText(f"Réponse : {found.answer}")
        self._answer.setVisible(bool(found.answer))
        waiting = found.state is SupportState.ASKED
        self._escalate.setVisible(waiting and found.asked_of_id is not None and found.escalated_on is None)
        self.state.show_state(found.state, found.answer)
        self.setAccessibleName(typeset(f"Appui demandé par {found.partner} : {found.text} {word(found.state)}"))

    def _on_state(self, state: object, words: object) -> None:
        self.state_chosen.emit(self, state, words)


class MeasuresTab(QWidget):
    """Steps above, requests for support below."""

    measure_requested = Signal(object)  # its id, or None for a new one
    support_requested = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._objective: int | None = None
        self.add_button = Button("Nouvelle mesure", "plus", "small")
        self.ask_button = Button("Demander un appui", "plus", "small")
        self.add_button.clicked.connect(self._on_add)
        self.ask_button.clicked.connect(self._on_ask)
        self._none = Label(_HINT, 9.5, 400, "text2", wrap=True)
        steps, requests = column(spacing=8), column(spacing=8)
        self._measures: Cards[MeasureCard] = Cards(steps, self._make_measure, MeasureCard.show_row)
        self._supports: Cards[SupportCard] = Cards(requests, self._make_support, SupportCard.show_row)
        content = column(
            row(Label("Étapes et jalons", 10, 600), STRETCH, self.add_button), self._none, steps, hairline(),
            row(Label("Appuis demandés", 10, 600), STRETCH, self.ask_button), requests, STRETCH,
            spacing=8, margins=(1, 1, 6, 1),
        )  # fmt: skip
        self._area = scrolled(content, "Mesures et appuis")
        self.setLayout(column(self._area, grow=0))

    @property
    def measures(self) -> dict[int, MeasureCard]:
        """The cards of steps, by id."""
        return self._measures.cards

    @property
    def supports(self) -> dict[int, SupportCard]:
        """The cards of requests, by id."""
        return self._supports.cards

    def show_sheet(self, sheet: ObjectiveSheet) -> None:
        """Show an objective's steps and requests."""
        other = sheet.row.id != self._objective
        self._objective = sheet.row.id
        self._none.setVisible(not sheet.measures)
        self._measures.show_rows(sheet.measures, other=other)
        self._supports.show_rows(sheet.supports, other=other)
        if other:
            self._area.verticalScrollBar().setValue(0)

    def seek_measure(self, key: int | None) -> None:
        """Go to a step."""
        if key is not None:
            self._measures.seek(key)

    def seek_support(self, key: int | None) -> None:
        """Go to a request; without one to the first that waits for an answer."""
        waiting = (each for each, card in self.supports.items() if card.row.state is SupportState.ASKED)
        found = key if key is not None else next(waiting, None)
        if found is None:
            bring_in_sight(self.ask_button)
        else:
            self._supports.seek(found)

    @property
    def unsaved_text(self) -> str:
        """What was typed and is not written."""
        return "\n".join(filter(None, (self._measures.unsaved_text, self._supports.unsaved_text)))

    def _make_measure(self, found: MeasureRow) -> MeasureCard:
        card = MeasureCard(found)
        card.state_chosen.connect(self._on_measure_state)
        card.edit_requested.connect(self._on_edit)
        card.remove_requested.connect(self._on_remove)
        return card

    def _make_support(self, found: SupportRow) -> SupportCard:
        card = SupportCard(found)
        card.state_chosen.connect(self._on_support_state)
        card.escalate_requested.connect(self._on_escalate)
        card.edit_requested.connect(self._on_edit)
        card.remove_requested.connect(self._on_remove)
        return card

    def _on_measure_state(self, card: MeasureCard, state: MeasureState, _words: object) -> None:
        note = f"Mesure : {word(state).lower()}"
        self._workspace.write(measures.set_state, card.row.id, state, self._workspace.today, note=note)

    def _on_support_state(self, card: SupportCard, state: SupportState, words: str | None) -> None:
        text = card.row.answer if words is None else words
        self._workspace.write(
            supports.answer, card.row.id, state, text, then=card.state.on_saved, failed=card.state.on_refused,
            note=f"Appui : {word(state).lower()}",
        )  # fmt: skip

    def _on_escalate(self) -> None:
        card = self.sender()
        if isinstance(card, SupportCard):
            note = "Demande portée devant la présidence"
            self._workspace.write(supports.escalate, card.row.id, self._workspace.today, note=note)

    def _on_add(self) -> None:
        self.measure_requested.emit(None)

    def _on_ask(self) -> None:
        self.support_requested.emit(None)

    def _on_edit(self) -> None:
        card = self.sender()
        if isinstance(card, MeasureCard):
            self.measure_requested.emit(card.row.id)
        elif isinstance(card, SupportCard):
            self.support_requested.emit(card.row.id)

    def _on_remove(self) -> None:
        card = self.sender()
        if isinstance(card, MeasureCard):
            self._workspace.write(measures.remove, card.row.id, note="Mesure supprimée")
            self.add_button.setFocus()
        elif isinstance(card, SupportCard):
            self._workspace.write(supports.remove, card.row.id, note="Demande d’appui supprimée")
            self.ask_button.setFocus()
