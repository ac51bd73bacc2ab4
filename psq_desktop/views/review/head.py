"""What came back and when, and how many lines of each kind it holds."""

from __future__ import annotations

from PySide6.QtCore import Qt

from psq_desktop.french import NARROW, date_long, number
from psq_desktop.services.rounds.campaign_rows import Review
from psq_desktop.views.kit import Card, ElidedLabel, IconLabel, column, row
from psq_desktop.views.review.counts import CountPills


def size_words(size: int) -> str:
    """« 28 Ko »."""
    return f"{number(max(round(size / 1024), 1))}{NARROW}Ko"


def sender_words(review: Review) -> str:
    """« Rendu par S. Fournier, mardi 17 novembre 2026 · réenregistré par LibreOffice · 28 Ko »."""
    who = f"Enregistré par {review.author}, reçu" if review.author else "Reçu"
    found = [f"{who} le {date_long(review.received_on)}"]
    if review.program:
        found.append(review.program)
    found.append("ancienne version" if review.old_version else "modèle reconnu")
    return " · ".join((*found, size_words(review.size)))


class FileCard(Card):
    """The file, and the pills that filter its lines."""

    def __init__(self, pills: CountPills) -> None:
        self._name = ElidedLabel("", 10.5, 600)
        self._detail = ElidedLabel("", 9, 400, "text2")
        words = column(self._name, self._detail, spacing=1)
        self._line = row(IconLabel("file-spreadsheet", "success", 26), words, spacing=8, margins=(16, 9, 12, 9), grow=1)
        super().__init__(self._line)
        self.take(pills)

    def take(self, pills: CountPills) -> None:
        """The pills stand here."""
        if self._line.indexOf(pills) < 0:
            self._line.addWidget(pills, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_review(self, review: Review) -> None:
        """Another file."""
        self._name.setText(review.file_name)
        self._detail.setText(sender_words(review))
