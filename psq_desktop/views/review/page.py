"""« Vérifier le retour »: a partner's workbook in four steps, decided line by line, applied at once."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from psq_desktop.errors import UserError
from psq_desktop.services.rounds import returns
from psq_desktop.services.rounds.campaign_rows import Applied, Letter, Review, ReviewLine
from psq_desktop.views import theme
from psq_desktop.views.kit import column
from psq_desktop.views.review.application_step import done_words
from psq_desktop.views.review.bar import BottomBar, filed
from psq_desktop.views.review.choices import NO_CHOICES, Choices, Key, accept_all, decisions, key_of, tally
from psq_desktop.views.review.deciding import Step, decided, ticked
from psq_desktop.views.review.facts import troubled
from psq_desktop.views.review.notice import Notice
from psq_desktop.views.review.pages import StepPages
from psq_desktop.views.review.saving import Drafts
from psq_desktop.views.review.steps import APPLICATION, CHECK
from psq_desktop.views.review.top import TopRow
from psq_desktop.views.review.typed_check import TypedCheck
from psq_desktop.views.screen import Heading, Route, Screen, Workspace
from psq_desktop.wording import explain_problem


class ReviewPage(Screen):
    """One return. What was decided and not applied yet stays until the program is closed."""

    tables: ClassVar[tuple[str, ...]] = (
        "commitment", "dispatch", "indicator", "measure", "objective", "outlook", "partner", "reading",
        "workbook_return",
    )  # fmt: skip
    help_page: ClassVar[str] = "retours"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._id: int | None = None
        self._review: Review | None = None
        self._letter: Letter | None = None
        self._choices: dict[int, Choices] = {}
        self._written: dict[int, int] = {}  # how many changes were applied, by return
        self._busy = False  # being written
        self._after: Key | None = None  # a decision was made there: go on once it is read again
        self.pages = StepPages()
        self.check, self.application = self.pages.check, self.pages.application
        self._top = TopRow(self.check)
        self.steps = self._top.steps
        self.note = Notice()
        self.bar = BottomBar()
        self.drafts = Drafts(workspace, self)
        self._typed = TypedCheck(workspace, self)
        parts = (self._top, self.note, self.pages, self.bar)
        self.setLayout(column(*parts, spacing=theme.GAP, margins=theme.PAGE_MARGINS, grow=2))
        self._connect()

    def _connect(self) -> None:
        self.steps.chosen.connect(self._on_step)
        self.check.toggled.connect(self._on_toggled)
        self.check.decided.connect(self._on_decided)
        self.check.typing.connect(self._on_typing)
        self._typed.checked.connect(self.check.show_check)
        self.bar.abandoned.connect(self.abandon)
        self.bar.annotation_requested.connect(self._on_annotate)
        self.bar.all_accepted.connect(self._on_accept_all)
        self.bar.applied.connect(self.apply)
        self.bar.left.connect(self.leave)
        self.application.receipt_requested.connect(self._on_receipt)
        self.application.check_requested.connect(self._to_check)
        self.note.reminder_requested.connect(self._on_remind)
        self.note.folder_requested.connect(self.drafts.open_folder)
        self.drafts.written.connect(self.note.show_written)
        self.drafts.told.connect(self.note.show_told)
        self.drafts.refused.connect(self.workspace.tasks.refused)
        for keys, slot in (("Alt+Up", self._previous), ("Alt+Down", self._following), ("Ctrl+Return", self.apply)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # --- what every screen does

    def heading(self) -> Heading:
        if self._review is None:
            return Heading("Vérifier le retour", crumbs=("Retours",))
        crumbs = ("Retours", f"Campagne n° {self._review.campaign}", self._review.partner)
        return Heading("Vérifier le retour", crumbs=crumbs)

    def open(self, route: Route) -> None:
        if route.id is None or route.id == self._id:
            return
        self._id, self._review, self._letter, self._after = route.id, None, None, None
        self.steps.set_state(CHECK, CHECK)
        self.pages.show_step(CHECK)
        self.note.leave_step()
        self._stale = True
        if self.isVisible():
            self._refresh()

    def reload(self) -> None:
        if self._id is not None:
            today, corrected = self.workspace.today, dict(self.choices.corrected)
            self.workspace.tasks.read(
                returns.review, self._id, today, corrected, then=self._take, failed=self._on_failed
            )

    def take_focus(self) -> None:
        self.check.table.setFocus()

    # --- what is shown

    @property
    def choices(self) -> Choices:
        """What was decided of this return."""
        return self._choices.get(self._id, NO_CHOICES) if self._id is not None else NO_CHOICES

    @property
    def review(self) -> Review | None:
        """The return shown."""
        return self._review

    @property
    def locked(self) -> bool:
        """Whether nothing is left to decide: applied, or not to be applied."""
        if self._review is None or self._review.old_version:
            return True
        now = tally(self._review, self.choices)
        return self._review.applied_on is not None and not (now.accepted or now.refused or now.open)

    def _take(self, review: Review) -> None:
        if review.return_id != self._id:
            return  # another one was opened meanwhile
        before, self._review = self._review, review
        if before is None:
            applied = review.applied_on is not None and not review.open_lines
            self.steps.set_state(APPLICATION if applied else CHECK, CHECK)
            self.heading_changed.emit()
            if self.isAncestorOf(QApplication.focusWidget() or self):
                self.take_focus()
        elif (before.applied_on is None) != (review.applied_on is None):  # applied, or undone
            self.steps.set_state(CHECK if review.applied_on is None else APPLICATION, CHECK)
            self.note.leave_step()
        if review.applied_on is None:
            self._written.pop(review.return_id, None)
        self._show()
        self._go_on()

    def _show(self) -> None:
        review = self._review
        if review is None:
            return
        applied, figures = review.applied_on is not None, tally(review, self.choices)
        reached = APPLICATION if applied and not figures.open else CHECK
        written = self._written.get(review.return_id)
        self.pages.show_review(review, self.choices, figures, locked=self.locked, written=written)
        self.note.show_review(review, filed=filed(review, figures))
        self._fit()
        self.bar.show_tally(review, figures, locked=self.locked)
        self.steps.set_state(self.steps.current, reached, done=reached == APPLICATION, troubled=troubled(review))
        self._show_step(self.steps.current)

    def _on_step(self, step: str) -> None:
        self.note.leave_step()
        self._show_step(step)

    def _show_step(self, step: str) -> None:
        self.pages.show_step(step)
        if step == APPLICATION and self._review is not None and self._review.applied_on is not None:
            self.workspace.read(
                returns.receipt, self._review.return_id, self.workspace.today, explain_problem, then=self._take_letter
            )

    def _to_check(self) -> None:
        self.steps.button(CHECK).click()
        self.check.go_on(None)
        self.take_focus()

    def _take_letter(self, letter: Letter) -> None:
        self._letter = letter
        self.application.show_letter(letter)

    def _on_failed(self, error: UserError) -> None:
        if error.code == "gone":
            self._id, self._review = None, None
            self.leave()
        else:
            self.workspace.tasks.refused.emit(error)

    # --- deciding

    def _decide(self, step: Step) -> None:
        """Other decisions; what was typed has the lines read again."""
        assert self._id is not None
        self._choices[self._id], self._after = step.choices, step.on
        if step.read:
            self.reload()
        else:
            self._show()
            self._go_on()

    def _go_on(self) -> None:
        after, self._after = self._after, None
        if after is None:
            return
        if self.check.go_on(after):
            self.check.panel.take_focus()
        else:
            self.bar.apply_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_toggled(self, line: ReviewLine) -> None:
        if self._review is None or self.locked:
            return
        step = ticked(line, self.choices, self._review)
        if step is not None:
            self._decide(step)
        else:
            self.check.panel.take_focus()

    def _on_decided(self, line: ReviewLine, action: str, text: str) -> None:
        if self._review is not None:
            self._decide(decided(action, text, line, self.choices, self._review))

    def _on_typing(self, line: ReviewLine, text: str) -> None:
        if self._id is not None:
            self._typed.check(self._id, self.choices, key_of(line), text)

    def _on_accept_all(self) -> None:
        assert self._review is not None
        self._decide(Step(accept_all(self._review, self.choices)))
        self.bar.apply_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _previous(self) -> None:
        self.check.step(-1)

    def _following(self) -> None:
        self.check.step(1)

    # --- the whole return

    def apply(self) -> None:
        """Write what was accepted, in one step; what is open stays to be decided."""
        if self._review is None or self._busy or not self.bar.apply_button.isEnabled():
            return
        asked = decisions(self._review, self.choices)
        chosen = bool(asked.accept or asked.corrected or asked.keep)
        self._busy = True
        self.workspace.tasks.write(
            returns.apply, self._review.return_id, asked, self.workspace.today,
            then=self._on_applied, unwritten=self._on_unwritten,
            note=lambda done: f"{done_words(len(done.taken), chosen=chosen)} : {done.partner}",
        )  # fmt: skip

    def _on_applied(self, applied: Applied) -> None:
        self._busy = False
        before = self._written.get(applied.return_id, 0)
        self._written[applied.return_id] = before + len(applied.taken)

    def _on_unwritten(self) -> None:
        self._busy = False
        self.reload()

    def abandon(self) -> None:
        """Forget the file: nothing of it was written."""
        if self._review is None:
            return
        review, self._id, self._review = self._review, None, None
        self.workspace.write(returns.remove, review.return_id, note=f"Retour abandonné : {review.partner}")
        self.workspace.go.emit(Route("returns", review.campaign_id))

    def leave(self) -> None:
        """Back to the board."""
        self.workspace.go.emit(Route("returns", self._review.campaign_id if self._review is not None else None))

    def _on_annotate(self) -> None:
        if self._review is not None:
            self.drafts.save_annotated(self._review, self.choices)

    def _on_remind(self) -> None:
        if self._review is not None:
            self.drafts.save_reminder(self._review)

    def _on_receipt(self) -> None:
        if self._review is not None and self._letter is not None:
            self.drafts.save_receipt(self._review, self._letter)

    # --- measures

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._top.fit(self.width(), self.height(), known=self._review is not None)
