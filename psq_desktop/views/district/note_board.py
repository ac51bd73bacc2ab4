"""The sentences of a note under its four headings, in two columns read one after the other."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from psq_desktop.errors import UserError
from psq_desktop.services.evaluation import quarterly
from psq_desktop.services.evaluation.note_rows import NoteSheet
from psq_desktop.services.kinds import NoteHeading, NoteState
from psq_desktop.views.district.note_section import SectionCard
from psq_desktop.views.district.note_sentence import AGAIN, DOWN, REMOVE, UP, SentenceView
from psq_desktop.views.kit import STRETCH, boxed, column, row
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import explain, explain_problem

_STEPS = {UP: -1, DOWN: 1}


class NoteBoard(QWidget):
    """Every sentence in its card. What is being typed stays through a refresh."""

    refused = Signal(object)  # UserError: what no field of it can show

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._sheet: NoteSheet | None = None
        self.views: dict[int, SentenceView] = {}
        self.sections = {heading: SectionCard(heading) for heading in NoteHeading}
        cards = tuple(self.sections.values())
        half = len(cards) // 2
        columns = [boxed(column(*part, STRETCH, spacing=12)) for part in (cards[:half], cards[half:])]
        line = row(*columns, spacing=12)
        for rank, each in enumerate(columns):
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            line.setStretch(rank, 1)
        self.setLayout(line)
        for section in cards:
            section.added.connect(self._on_added)

    # --- what is shown

    def show_sheet(self, sheet: NoteSheet) -> None:
        """Show a note."""
        self._sheet = sheet
        locked = sheet.row.state is NoteState.FINAL
        for key in set(self.views) - {each.id for each in sheet.sentences}:
            self._drop(key)
        for shown in sheet.sentences:
            if shown.id not in self.views:
                self.views[shown.id] = self._view()
            self.views[shown.id].show_row(shown, locked=locked)
        for heading, section in self.sections.items():
            rows = tuple(each for each in sheet.sentences if each.heading is heading)
            section.show_sentences(rows, tuple(self.views[each.id] for each in rows), locked=locked)
        self._order_tabs(sheet)

    def _order_tabs(self, sheet: NoteSheet) -> None:
        """Tab goes through the headings in the order of the note, sentence by sentence."""
        chain: list[QWidget] = []
        for heading, section in self.sections.items():
            chain.append(section.add_button)
            for shown in sheet.sentences:
                if shown.heading is heading:
                    chain += self.views[shown.id].stops
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def clear(self) -> None:
        """Show none: another note comes."""
        self._sheet = None
        for key in tuple(self.views):
            self._drop(key)
        for section in self.sections.values():
            section.close_editor()

    def _view(self) -> SentenceView:
        view = SentenceView()
        view.kept.connect(self._on_kept)
        view.rewritten.connect(self._on_rewritten)
        view.asked.connect(self._on_asked)
        view.moved.connect(self._on_moved)
        return view

    def _drop(self, key: int) -> None:
        view = self.views.pop(key)
        view.hide()
        view.deleteLater()

    # --- what is typed

    @property
    def typed(self) -> tuple[str, ...]:
        """What was typed and is not saved."""
        rewritten = [view.typed for view in self.views.values()]
        added = [section.typed for section in self.sections.values()]
        return tuple(filter(None, (*rewritten, *added)))

    def save(self) -> None:
        """Save what was rewritten and what was added."""
        for view in tuple(self.views.values()):
            view.save()
        for heading, section in self.sections.items():
            if section.typed:
                self._on_added(heading, section.typed)

    # --- what the user does

    def _on_kept(self, key: int, kept: bool) -> None:
        self._workspace.write(quarterly.keep, key, kept, failed=partial(self._refuse_kept, key))

    def _refuse_kept(self, key: int, error: UserError) -> None:
        if key in self.views:
            self.views[key].box.setChecked(False)
        self.refused.emit(error)

    def _on_rewritten(self, key: int, text: str) -> None:
        view = self.views[key]

        def done(_result: object) -> None:
            if self.views.get(key) is view:  # else another note is shown by now
                view.close_editor()

        def failed(error: UserError) -> None:
            if self.views.get(key) is view and view.editor is not None:
                view.editor.complain(_said(error))
            else:
                self.refused.emit(error)

        today = self._workspace.today
        self._workspace.write(quarterly.set_sentence, key, text, today, then=done, failed=failed)

    def _on_added(self, heading: NoteHeading, text: str) -> None:
        section = self.sections[heading]

        def done(_result: object) -> None:
            section.close_editor()

        def failed(error: UserError) -> None:
            if section.editor is not None:
                section.editor.complain(_said(error))

        if self._sheet is not None:
            self._workspace.write(quarterly.add, self._sheet.row.id, heading, text, then=done, failed=failed)

    def _on_asked(self, key: int, asked: str) -> None:
        if asked == AGAIN:
            self._workspace.write(quarterly.set_sentence, key, None, self._workspace.today, note="Phrase reprise")
        elif asked == REMOVE:
            self._workspace.write(quarterly.remove_sentence, key, note="Phrase supprimée")
        else:
            self._workspace.write(quarterly.move, key, _STEPS[asked])

    def _on_moved(self, key: int, heading: NoteHeading) -> None:
        self._workspace.write(quarterly.move, key, 0, heading)


def _said(error: UserError) -> str:
    """What is wrong with a sentence, at its field."""
    return explain_problem(error.problems[0]) if error.problems else explain(error)
