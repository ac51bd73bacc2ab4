"""What residents raised, edited where it stands: in the sheet of their contact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.french import date_short, plural
from psq_desktop.services.fieldwork import outreach
from psq_desktop.services.fieldwork.outreach_rows import OutreachRow, ThemeRow
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import STRETCH, Badge, Button, IconButton, Inset, Label, Note, boxed, column, hairline, row
from psq_desktop.views.objective_forms.fields import EntryForm
from psq_desktop.views.screen import Workspace

_LINES: Lines = (
    (FieldSpec("said", "Vous nous avez dit", "lines", required=True),),
    (FieldSpec("done", "Nous avons fait", "lines"),),
    (
        FieldSpec("answered_on", "Réponse donnée le", "day", share=3),
        FieldSpec("times", "Par combien", "whole", share=2),
    ),
    (FieldSpec("published", "Dans la fiche publique", "flag"),),
)
_NAMES = tuple(spec.name for line in _LINES for spec in line)


class ThemeEditor(QWidget):
    """The form of one theme, in place; what was typed stays until it is written or given up."""

    closed = Signal()

    def __init__(self, workspace: Workspace, action_id: int, theme: ThemeRow | None) -> None:
        super().__init__()
        self._workspace, self._action_id, self.theme = workspace, action_id, theme
        self.form = EntryForm(_LINES, workspace.today)
        shown = {name: getattr(theme, name) for name in _NAMES} if theme else {}
        self.form.set_values(shown, force=True)
        self._first = self.form.typed()
        self._note = Note("danger", "")
        self._note.hide()
        self.save_button = Button("Enregistrer", "check", "primary", shortcut="Ctrl+Entrée")
        self.cancel_button = Button("Annuler")
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.closed)
        buttons = row(STRETCH, self.cancel_button, self.save_button, spacing=6)
        self.setLayout(column(self._note, self.form, buttons, spacing=8))

    def unsaved_text(self) -> str:
        """What was typed and is not written."""
        if self.form.typed() == self._first:
            return ""
        return "\n".join(str(self.form.value(name)) for name in ("said", "done") if self.form.value(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        strong = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if strong and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        elif event.key() == Qt.Key.Key_Escape and not self.unsaved_text():
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Write the theme; a refusal is told under its field."""
        self._note.hide()
        self.form.clear_problems()
        if self.form.missing():
            return
        values = self.form.values()
        if self.theme is None:
            self._send(outreach.add_theme, self._action_id, **values)
        elif changed := {name: value for name, value in values.items() if value != getattr(self.theme, name)}:
            self._send(outreach.set_theme, self.theme.id, changed)
        else:
            self.closed.emit()

    def _send(self, service: Callable[..., Any], *args: Any, **values: Any) -> None:
        self.save_button.setEnabled(False)
        told = {"then": self._on_saved, "failed": self._on_refused, "unwritten": self._on_unwritten}
        self._workspace.write(service, *args, **told, **values)

    def _on_saved(self, _result: object) -> None:
        self._first = self.form.typed()
        self.closed.emit()

    def _on_unwritten(self) -> None:
        self.save_button.setEnabled(True)

    def _on_refused(self, error: UserError) -> None:
        self._on_unwritten()
        if not self.form.show_error(error):
            title, _, rest = wording.explain(error).partition("\n")
            self._note.set_message("danger", title, rest)
            self._note.show()


class ThemeCard(Inset):
    """One theme as it is read, with what can be done with it."""

    edit_requested = Signal(int)

    def __init__(self, workspace: Workspace, theme: ThemeRow) -> None:
        self._workspace, self._theme = workspace, theme
        self.edit_button = IconButton("pencil", "Modifier ce sujet", size=15)
        self.publish_button = IconButton(
            "eye-off" if theme.published else "world",
            "Retirer de la fiche publique" if theme.published else "Publier dans la fiche publique",
            size=15,
        )
        self.remove_button = IconButton("trash", "Supprimer ce sujet", size=15)
        self._note = Note("danger", "")
        self._note.hide()
        said = Label(theme.said, 9.5, 600, wrap=True)
        done = Label(theme.done or "Pas encore de réponse.", 9.5, 400, "text" if theme.done else "text2", wrap=True)
        badge = (Badge("Publié", "world", "success", height=20, points=8.5),) if theme.published else ()
        buttons = (self.publish_button, self.edit_button, self.remove_button)
        foot = row(*badge, STRETCH, *buttons, spacing=4)
        super().__init__(said, done, Label(_when(theme), 8.5, 400, "text2", wrap=True), self._note, foot, spacing=4)
        self.edit_button.clicked.connect(self._on_edit)
        self.publish_button.clicked.connect(self._on_publish)
        self.remove_button.clicked.connect(self._on_remove)

    def _on_edit(self) -> None:
        self.edit_requested.emit(self._theme.id)

    def _on_publish(self) -> None:
        service = outreach.unpublish if self._theme.published else outreach.publish
        self._workspace.write(service, self._theme.id, failed=self._on_refused)

    def _on_remove(self) -> None:
        self._workspace.write(outreach.remove_theme, self._theme.id, note="Sujet supprimé")

    def _on_refused(self, error: UserError) -> None:
        words = "\n".join(dict.fromkeys(map(_told, error.problems))) or wording.explain(error)
        self._note.set_message("danger", "Ce sujet ne peut pas être publié", words)
        self._note.show()


def _told(problem: Any) -> str:
    """« Ce qui a été fait : cette information est nécessaire. »"""
    return f"{wording.FIELDS[problem.field].capitalize()} : {wording.explain_problem(problem)}"


def _when(theme: ThemeRow) -> str:
    parts = [plural(theme.times, "personne") if theme.times else ""]
    parts.append(f"réponse le {date_short(theme.answered_on)}" if theme.answered_on else "sans réponse")
    return ", ".join(filter(None, parts))


class ThemesView(QWidget):
    """The themes of the contact that is shown. It is one widget for all: what is being typed stays with its theme."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._shown: OutreachRow | None = None
        self._editors: dict[tuple[int, int | None], ThemeEditor] = {}
        self._body = QWidget()
        self.add_button = Button("Ajouter un sujet", "plus", "small")
        self.add_button.clicked.connect(self._on_add)
        self._layout = column(self._body, row(self.add_button, STRETCH), spacing=8)
        self.setLayout(self._layout)

    def placed(self) -> QWidget:
        """Itself: the sheet puts it where it belongs."""
        return self

    def show_row(self, shown: OutreachRow) -> None:
        """Show the themes of a contact."""
        if shown != self._shown:
            self._shown = shown
            self._fill()

    def unsaved_text(self) -> str:
        """What was typed and is not written yet."""
        return "\n\n".join(filter(None, (each.unsaved_text() for each in self._editors.values())))

    def edit(self, theme_id: int | None) -> None:
        """Open the form of a theme of the contact shown; ``None``: of a new one."""
        if self._shown is None:
            return
        key = (self._shown.id, theme_id)
        if key not in self._editors:
            theme = next((each for each in self._shown.themes if each.id == theme_id), None)
            editor = self._editors[key] = ThemeEditor(self._workspace, self._shown.id, theme)
            editor.closed.connect(self._on_closed)
            self._fill()
        self._editors[key].form.focus("said")
        if (area := self._area()) is not None:  # once the form has its place
            area.verticalScrollBar().rangeChanged.connect(self._reach, Qt.ConnectionType.SingleShotConnection)

    def _area(self) -> QScrollArea | None:
        """What the sheet scrolls in."""
        found: QWidget | None = self.parentWidget()
        while found is not None and not isinstance(found, QScrollArea):
            found = found.parentWidget()
        return found if isinstance(found, QScrollArea) else None

    def _reach(self) -> None:
        """Bring the form that has the cursor in sight, from its top."""
        area, cursor = self._area(), self.focusWidget()
        form = next((each for each in self._editors.values() if cursor and each.isAncestorOf(cursor)), None)
        content = area.widget() if area is not None else None
        if form is not None and area is not None and content is not None and content.isAncestorOf(form):
            area.verticalScrollBar().setValue(form.mapTo(content, QPoint()).y())

    def _fill(self) -> None:
        assert self._shown is not None
        for editor in self._editors.values():  # they outlive the body that they stand in
            editor.setParent(None)
        keys: list[tuple[int | None, ThemeRow | None]] = [(theme.id, theme) for theme in self._shown.themes]
        parts: list[QWidget] = []
        for theme_id, theme in (*keys, (None, None)):
            editor_here = self._editors.get((self._shown.id, theme_id))
            if editor_here is not None:
                parts += [editor_here, hairline()]
            elif theme is not None:
                card = ThemeCard(self._workspace, theme)
                card.edit_requested.connect(self._on_edit)
                parts.append(card)
        body = boxed(column(*parts, spacing=8))
        self._layout.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body

    def _on_edit(self, theme_id: int) -> None:
        self.edit(theme_id)

    def _on_add(self) -> None:
        self.edit(None)

    def _on_closed(self) -> None:
        gone = self.sender()
        self._editors = {key: each for key, each in self._editors.items() if each is not gone}
        if isinstance(gone, ThemeEditor):
            gone.setParent(None)
            gone.deleteLater()
        self._fill()
