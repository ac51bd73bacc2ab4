"""The decisions of a meeting read aloud: one after the other, in large type."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

from psq_desktop.french import plural, typeset
from psq_desktop.services.sitting.projection import ProjectedDecision, ReadingView
from psq_desktop.views.projection import words
from psq_desktop.views.projection.canvas import MARGIN, RIGHT, SMALLEST, Canvas, fitted, tall
from psq_desktop.views.projection.stage import Stage

KEYS = "← → pour changer de page · Échap pour fermer"
_SIZES = (64.0, 56.0, 48.0, 40.0, 34.0, 28.0)
_LINE = 52.0
_STEPS = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Space: 1, Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Backspace: -1, Qt.Key.Key_PageUp: -1,
}  # fmt: skip


class ReadingStage(Stage):
    """A page for each decision, then one that says that all is read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Lecture des décisions", parent)
        self.view: ReadingView | None = None
        self.page = 0  # the last one, after the decisions, ends the reading

    def set_view(self, view: ReadingView) -> None:
        """Show fresh facts at the same page, where there still is one."""
        self.view = view
        self.step(0)

    def press(self, key: int) -> bool:
        """Turn the page; whether the key does."""
        by = _STEPS.get(Qt.Key(key))
        if by is not None:
            self.step(by)
        return by is not None

    def step(self, by: int) -> None:
        """Some pages on, or back."""
        last = len(self.view.decisions) if self.view is not None else 0
        self.page = min(max(self.page + by, 0), last)
        self.setAccessibleDescription("\n".join((self.position, *self.lines())))
        self.update()

    @property
    def shown(self) -> ProjectedDecision | None:
        """The decision of the page; none on the last."""
        decisions = self.view.decisions if self.view is not None else ()
        return decisions[self.page] if self.page < len(decisions) else None

    @property
    def position(self) -> str:
        """« 3 sur 8 »."""
        if self.view is None or self.shown is None:
            return ""
        return typeset(f"{self.page + 1} sur {len(self.view.decisions)}")

    def lines(self) -> tuple[str, ...]:
        """What the page says, the main sentence first."""
        if self.view is None:
            return ()
        if self.shown is None:
            count = len(self.view.decisions)
            said = f"{plural(count, 'décision lue', 'décisions lues')}." if count else "Aucune décision à lire."
            return tuple(filter(None, (words.ALL_READ, typeset(said), words.reserved(self.view.reserved))))
        return (typeset(self.shown.text), *(text for text, _known in self._answers(self.shown)))

    @staticmethod
    def _answers(shown: ProjectedDecision) -> tuple[tuple[str, bool], ...]:
        """Who and when, and whether it is known."""
        due = words.decision_due(shown.due)
        who = (typeset(f"Pilote : {shown.pilot}"), True) if shown.pilot else (words.NO_PILOT, False)
        when = (due[:1].upper() + due[1:], True) if due else (words.NO_DUE, False)
        if not shown.associates:
            return who, when
        return who, (typeset(f"Avec : {', '.join(shown.associates)}"), True), when

    def paint(self, canvas: Canvas) -> None:
        view = self.view
        if view is None:
            return
        right = canvas.width - MARGIN
        canvas.words(words.heading(view), QRectF(MARGIN, 30, right - MARGIN - 260, 40), SMALLEST, 400, "text2")
        canvas.words(self.position, QRectF(right - 240, 30, 240, 40), 27, 700, where=RIGHT)
        canvas.bar(QRectF(MARGIN, 88, right - MARGIN, 8), self.page / max(len(view.decisions), 1), "accent", None)
        foot = QRectF(MARGIN, canvas.height - 66, right - MARGIN, 40)
        canvas.words(words.reserved(view.reserved), foot, SMALLEST, 500, "text2")
        canvas.words(KEYS, foot, SMALLEST, 400, "text2", RIGHT)
        if self.shown is None:
            self._end(canvas)
        else:
            self._decision(canvas, self.shown)

    def _decision(self, canvas: Canvas, shown: ProjectedDecision) -> None:
        answers = self._answers(shown)
        width, below = canvas.width - 2 * MARGIN, _LINE * len(answers) + 40
        text, pixels = fitted(typeset(shown.text), width, canvas.height - 320 - below, _SIZES, 700)
        height = tall(text, width, pixels, 700)
        top = (canvas.height - height - below - 90) / 2 + 20
        canvas.pill(MARGIN, top + 28, words.named(shown), words.KIND_ICONS[shown.kind], "solid", 56, 32)
        canvas.paragraph(text, QRectF(MARGIN, top + 90, width, height + 20), pixels, 700)
        for rank, (said, known) in enumerate(answers):
            line = QRectF(MARGIN, top + 130 + height + rank * _LINE, width, _LINE)
            if not known:
                canvas.icon("alert-triangle", "warning", MARGIN, line.center().y(), 32)
            canvas.words(said, line.adjusted(0 if known else 46, 0, 0, 0), 34, 500, "text" if known else "warning")

    def _end(self, canvas: Canvas) -> None:
        first, *others = self.lines()
        top = canvas.height / 2 - 110
        canvas.icon("circle-check", "success", MARGIN, top + 40, 80)
        canvas.words(first, QRectF(MARGIN + 108, top, canvas.width - 2 * MARGIN - 108, 80), 60, 700)
        for rank, line in enumerate(others):
            canvas.words(
                line, QRectF(MARGIN + 108, top + 100 + rank * _LINE, canvas.width - 300, _LINE), 34, 400, "text2"
            )
