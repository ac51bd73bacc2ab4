"""One of the four headings of the note: its sentences, and a field for one more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from psq_desktop.french import plural
from psq_desktop.services.evaluation.note_rows import SentenceRow
from psq_desktop.services.kinds import NoteHeading
from psq_desktop.views.district.note_sentence import SentenceEditor, SentenceView
from psq_desktop.views.kit import Button, Card, CardHead, Label, boxed, column
from psq_desktop.wording import word

_NONE = "Aucune phrase. Ajoutez-en une, ou actualisez la note."


class SectionCard(Card):
    """The sentences of a heading, in order."""

    added = Signal(object, str)  # heading, text

    def __init__(self, heading: NoteHeading) -> None:
        self.heading = heading
        self.editor: SentenceEditor | None = None
        self.add_button = Button("Ajouter", "plus", "small", tip=f"Ajouter une phrase sous « {word(heading)} »")
        rank = list(NoteHeading).index(heading) + 1
        self._head = CardHead(f"{rank}. {word(heading)}", "", self.add_button)
        self._list = column(spacing=0)
        self._none = Label(_NONE, 9.5, 400, "text2", wrap=True)
        self._new = column(spacing=0)
        foot = boxed(column(self._none, self._new, margins=(16, 6, 16, 10)))
        super().__init__(self._head, boxed(self._list), foot)
        self._foot = foot
        self.add_button.clicked.connect(self.add)

    def show_sentences(self, rows: tuple[SentenceRow, ...], views: tuple[SentenceView, ...], *, locked: bool) -> None:
        """Show these in this order."""
        for rank, view in enumerate(views):
            if self._list.indexOf(view) != rank:
                self._list.insertWidget(rank, view)
                view.show()
        kept = sum(each.kept for each in rows)
        self._head.set_detail(f"{plural(kept, 'phrase retenue', 'phrases retenues')} sur {len(rows)}" if rows else "")
        self._none.setVisible(not rows)
        self.add_button.setVisible(not locked)
        if locked:
            self.close_editor()
        self._show_foot()

    def _show_foot(self) -> None:
        self._foot.setVisible(self._none.isVisibleTo(self._foot) or self.editor is not None)

    @property
    def typed(self) -> str:
        """What is being typed and is not saved."""
        return self.editor.field.toPlainText().strip() if self.editor is not None else ""

    def add(self) -> None:
        """Ask for a sentence of one's own."""
        if self.editor is None:
            self.editor = SentenceEditor("Nouvelle phrase", "Ajouter la phrase")
            self.editor.saved.connect(self._on_saved)
            self.editor.given_up.connect(self.close_editor)
            self._new.addWidget(self.editor)
            self._show_foot()
        self.editor.begin(self.typed)

    def close_editor(self) -> None:
        """Without a new sentence."""
        if self.editor is not None:
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
            self._show_foot()
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_saved(self, text: str) -> None:
        self.added.emit(self.heading, text)
