"""« Application »: what will be written, or what was, and the receipt for the partner."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from psq_desktop.french import date_long, plural
from psq_desktop.services.rounds.campaign_rows import Letter, Review
from psq_desktop.views import theme
from psq_desktop.views.kit import Button, Card, CardHead, Note, boxed, column
from psq_desktop.views.review.choices import Choices
from psq_desktop.views.review.fact_step import FactStep
from psq_desktop.views.review.facts import plan_facts


class ApplicationStep(QWidget):
    """Before: the list of what would be done. After: the receipt, ready to be sent."""

    receipt_requested = Signal()
    check_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.plan = FactStep("Ce qui sera écrit")
        self.note = Note("success", "")
        self.note.action_requested.connect(self.check_requested)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Accusé de réception, texte")
        self.receipt_button = Button("Enregistrer l’accusé", "mail", "primary", tip="Un brouillon de courriel (.eml)")
        self.receipt_button.clicked.connect(self.receipt_requested)
        self._head = CardHead("Accusé pour le partenaire", "", self.receipt_button)
        self._letter = Card(self._head, boxed(column(self.text, margins=(12, 10, 12, 12))), grow=1)
        self.setLayout(column(self.note, self.plan, self._letter, spacing=theme.GAP))

    def show_plan(self, review: Review, choices: Choices) -> None:
        """What applying would do; nothing is written yet."""
        self.plan.show_facts(plan_facts(review, choices))
        self._show(applied=False)

    def show_applied(self, review: Review, open_lines: int, written: int | None) -> None:
        """What was done; ``written``: how many changes, where that is known. The letter comes by `show_letter`."""
        assert review.applied_on is not None
        left = plural(open_lines, "ligne reste", "lignes restent")
        self.note.set_message(
            "success" if written or not open_lines else "warning",
            f"{done_words(written, chosen=bool(review.settled))} le {date_long(review.applied_on, weekday=False)}",
            f"{left} à vérifier." if open_lines else "Il ne reste rien à vérifier.",
            "Continuer la vérification" if open_lines else "",
        )
        if review.receipt_on is not None:
            self.receipt_button.set_text("Enregistrer l’accusé à nouveau")
            self.receipt_button.set_kind("")
            self._head.set_title("Brouillon enregistré : ouvrez-le et envoyez-le")
        else:
            self.receipt_button.set_text("Enregistrer l’accusé")
            self.receipt_button.set_kind("primary")
            self._head.set_title("Accusé pour le partenaire")
        self._show(applied=True)

    def show_letter(self, letter: Letter) -> None:
        """The receipt's words, and to whom it goes."""
        self.text.setPlainText(letter.body)
        self._head.set_detail(", ".join(letter.recipients) or "aucune adresse connue pour ce partenaire")

    def _show(self, *, applied: bool) -> None:
        self.note.setVisible(applied)
        self._letter.setVisible(applied)
        self.plan.setVisible(not applied)


def done_words(written: int | None, *, chosen: bool = False) -> str:
    """What an application did; ``chosen``: something was decided, though nothing of it is written."""
    if written:
        return plural(written, "changement appliqué", "changements appliqués")
    if written is None:
        return "Réponse enregistrée"
    return "Choix enregistrés" if chosen else "Classé sans changement"
