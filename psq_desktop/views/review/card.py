"""Below the table: the selected line in full, and what can be decided of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from psq_desktop.services.kinds import LineKind
from psq_desktop.services.rounds.campaign_rows import Review, ReviewLine
from psq_desktop.views.kit import Badge, Button, Card, ElidedLabel, IconButton, Label, boxed, column, row
from psq_desktop.views.review.boxes import Box, BoxCard, boxes
from psq_desktop.views.review.choices import Choices, Key, Standing, corrections_of, key_of, standing
from psq_desktop.views.review.correction import Correction
from psq_desktop.views.review.deciding import CORRECT, KEEP, RESET
from psq_desktop.views.review.values import nature, title
from psq_desktop.wording import explain_problem


class LinePanel(Card):
    """One line at a time. `decided`: the line, TAKE, KEEP, RESET or CORRECT, and with the last what was typed."""

    decided = Signal(object, str, str)
    typing = Signal(object, str)
    stepped = Signal(int)  # to the open line before (-1) or after (1)

    def __init__(self, *, steps: bool = True) -> None:
        super().__init__()
        self._badge = Badge("–")
        self._title = ElidedLabel("", 10.5, 600)
        self._where = ElidedLabel("", 9, 400, "text2")
        self._where.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._reset = Button("Revenir au fichier", "arrow-back-up", "small", tip="Oublier la décision prise ici")
        self._reset.clicked.connect(self._on_reset)
        self.up_button = IconButton("chevron-up", "Ligne à décider précédente", shortcut="Alt+↑", size=16)
        self.down_button = IconButton("chevron-down", "Ligne à décider suivante", shortcut="Alt+↓", size=16)
        self.up_button.clicked.connect(self._on_up)
        self.down_button.clicked.connect(self._on_down)
        for each in (self.up_button, self.down_button):
            each.setVisible(steps)
        head = row(self._badge, self._title, self._where, self._reset, self.up_button, self.down_button, spacing=8)
        head.setStretch(1, 3)
        head.setStretch(2, 2)
        self.correction = Correction()
        self.correction.kept.connect(self._on_kept)
        self.correction.corrected.connect(self._on_corrected)
        self.correction.typing.connect(self._on_typing)
        self._line: QHBoxLayout = row(spacing=10)
        self._boxes = boxed(self._line)
        self._cards: list[BoxCard] = []
        self._hint = Label("", 9, 500, "warning", wrap=True)
        inside = column(head, self._hint, self.correction, self._boxes, spacing=7, margins=(16, 9, 12, 11))
        self.column().addLayout(inside)
        self._row: ReviewLine | None = None

    @property
    def shown_line(self) -> ReviewLine | None:
        """The line shown."""
        return self._row

    @property
    def cards(self) -> tuple[BoxCard, ...]:
        """The values side by side."""
        return tuple(self._cards)

    def show_line(self, review: Review, of: ReviewLine, choices: Choices, *, locked: bool) -> None:
        """Another line, or the same after a decision."""
        same_error = self._row == of and self.correction.isVisibleTo(self)
        self._row = of
        stand = standing(of, choices, review.settled)
        correcting = of.line.kind is LineKind.ERROR and stand is Standing.OPEN and not locked
        kind, look = nature(of, is_open=stand is Standing.OPEN)
        self._badge.set_state(kind, *look)
        self._title.setText(f"Objectif {of.code} · {title(of)}" if of.code else title(of))
        self._where.setText(_where(of, stand))
        decided = stand in (Standing.KEPT,) or bool(corrections_of(of, choices, review.lines))
        self._reset.setVisible(decided and not locked)
        self.correction.setVisible(correcting)
        self._boxes.setVisible(not correcting)
        told = of.line.problem or of.line.caution
        hint = "" if correcting or told is None else explain_problem(told)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        if correcting:
            if not same_error:
                self.correction.show_line(of)
        else:
            self._show_boxes(boxes(review, of, choices, locked=locked))

    def show_check(self, key: Key, of: ReviewLine | None) -> None:
        """What the text being typed for a line would give; nothing is said of another line."""
        if self._row is not None and key_of(self._row) == key and self.correction.isVisibleTo(self):
            self.correction.show_check(of)

    def take_focus(self) -> None:
        """To the first thing that can be decided."""
        if self.correction.isVisibleTo(self):
            self.correction.first_button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        first = next((each.button for each in self._cards if each.button is not None), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_boxes(self, shown: tuple[Box, ...]) -> None:
        for old in self._cards:
            self._line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cards = [BoxCard(each) for each in shown]
        for card in self._cards:
            card.pressed.connect(self._on_pressed)
            self._line.addWidget(card, 1)

    def _on_typing(self, text: str) -> None:
        self.typing.emit(self._row, text)

    def _on_pressed(self, box: Box) -> None:
        self.decided.emit(self._row, box.action, box.typed)

    def _on_kept(self) -> None:
        self.decided.emit(self._row, KEEP, "")

    def _on_corrected(self, text: str) -> None:
        self.decided.emit(self._row, CORRECT, text)

    def _on_reset(self) -> None:
        self.decided.emit(self._row, RESET, "")

    def _on_up(self) -> None:
        self.stepped.emit(-1)

    def _on_down(self) -> None:
        self.stepped.emit(1)


def _where(of: ReviewLine, stand: Standing) -> str:
    sheet, cell = of.line.sheet, of.line.cell
    torn = of.line.kind is LineKind.CONFLICT and not of.line.others and stand is Standing.OPEN
    told = ("changé des deux côtés depuis l’envoi" if torn else "", f"feuille « {sheet} »" if sheet else "")
    return ", ".join(filter(None, (*told, f"cellule {cell}" if cell else "")))
