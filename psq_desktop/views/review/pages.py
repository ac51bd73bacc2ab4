"""What each of the four steps shows, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from psq_desktop.services.rounds.campaign_rows import Review
from psq_desktop.views.review.application_step import ApplicationStep
from psq_desktop.views.review.check_step import CheckStep
from psq_desktop.views.review.choices import Choices, Tally
from psq_desktop.views.review.fact_step import FactStep
from psq_desktop.views.review.facts import file_facts, recognition_facts
from psq_desktop.views.review.steps import APPLICATION, CHECK, FILE, RECOGNITION


class StepPages(QStackedWidget):
    """The pages by step."""

    def __init__(self) -> None:
        super().__init__()
        self.file = FactStep("Le fichier reçu")
        self.recognition = FactStep("Ce qui a été reconnu")
        self.check = CheckStep()
        self.application = ApplicationStep()
        self._by_step: dict[str, QWidget] = {
            FILE: self.file, RECOGNITION: self.recognition, CHECK: self.check, APPLICATION: self.application,
        }  # fmt: skip
        for each in self._by_step.values():
            self.addWidget(each)

    def hasHeightForWidth(self) -> bool:
        return False  # what is wrapped inside takes its room from the table, never from the bar below

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def show_step(self, step: str) -> None:
        """Open the page of a step."""
        self.setCurrentWidget(self._by_step[step])

    def show_review(
        self, review: Review, choices: Choices, tally: Tally, *, locked: bool, written: int | None = None
    ) -> None:
        """Other lines, or other decisions; ``written``: how many changes were applied, where that is known."""
        self.check.show_review(review, choices, locked=locked)
        self.file.show_facts(file_facts(review))
        self.recognition.show_facts(recognition_facts(review))
        if review.applied_on is not None:
            self.application.show_applied(review, tally.open, written)
        else:
            self.application.show_plan(review, choices)
