"""The versions of the minutes: which were kept, and what changed from one to another, in signs as in colours."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextBrowser, QWidget

from psq_desktop.errors import UserError
from psq_desktop.french import date_short, plural, time_text, typeset
from psq_desktop.services.minuting import versions
from psq_desktop.services.minuting.differences import Change, DiffLine, Stretch
from psq_desktop.services.minuting.versions import VersionRow
from psq_desktop.views import theme
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import STRETCH, Button, ChoiceField, Label, Note, Themed, boxed, row
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import explain, word

NOW: tuple[object, str] = (None, "Texte actuel")
WIDTH, HEIGHT = 900, 340
NONE = "Aucune version n’est encore gardée : la première l’est quand le compte rendu est marqué relu."
ALIKE = "Rien ne diffère entre ces deux versions."
LEGEND = "« + » ajouté, « − » retiré (barré). Seul ce qui change est montré."
_SIGNS = {Change.ADDED: "+", Change.REMOVED: "−", Change.SAME: ""}


def called(version: VersionRow) -> str:
    """« Version 2 · Validé par la présidence · 12 novembre 2026 à 14 h 30 »."""
    at = f" à {time_text(version.made_at)}" if version.made_at else ""
    return f"Version {version.number} · {word(version.state)} · {date_short(version.made_on)}{at}"


def counted(lines: tuple[DiffLine, ...]) -> str:
    """« 3 modifications dans 2 parties »."""
    changed = [line for line in lines if line.changed]
    if not changed:
        return ALIKE
    parts = plural(len({line.section for line in changed}), "partie")
    return f"{plural(len(changed), 'modification')} dans {parts}"


def marked_up(lines: tuple[DiffLine, ...]) -> str:
    """The lines that changed under the titles of their sections, as rich text; what people typed is escaped."""
    parts, section = [], ""
    for line in lines:
        if not line.changed:
            continue
        if line.section != section:
            section = line.section
            parts.append(f"<h4 style='margin:14px 0 4px 0'>{escape(typeset(section))}</h4>")
        sign = _SIGNS[line.change] or "±"
        words = "".join(_stretch(each, whole=line.change is not Change.SAME) for each in line.stretches)
        parts.append(f"<p style='margin:3px 0 3px 0'><b>{sign}</b>&nbsp;&nbsp;{words}</p>")
    return "".join(parts)


def _stretch(stretch: Stretch, *, whole: bool) -> str:
    """``whole``: the line's own sign says it already."""
    tokens = theme.current().tokens
    text = escape(typeset(stretch.text.strip() if stretch.change is not Change.SAME else stretch.text))
    if stretch.change is Change.SAME:
        return text
    sign = "" if whole else f"{_SIGNS[stretch.change]}&nbsp;"
    if stretch.change is Change.ADDED:
        return f"<span style='color:{tokens.success}; background:{tokens.success_soft}'><u>{sign}{text}</u></span> "
    return f"<span style='color:{tokens.danger}; background:{tokens.danger_soft}'>{sign}<s>{text}</s></span> "


class VersionsDialog(Themed, PlainDialog):
    """Two versions are chosen above, what differs stands below. `preview_wanted`: a version's id."""

    preview_wanted = Signal(int)

    def __init__(self, workspace: Workspace, meeting_id: int, parent: QWidget) -> None:
        super().__init__("Versions du compte rendu", WIDTH, parent)
        self._workspace = workspace
        self._meeting_id = meeting_id
        self._rows: dict[int, VersionRow] = {}
        self._lines: tuple[DiffLine, ...] = ()
        self.earlier = ChoiceField("Version de départ", ())
        self.later = ChoiceField("Version d’arrivée", (NOW,))
        self.count = Label("", 9.5, 600)
        self._legend = Label(LEGEND, 9, 400, "text2")
        self._reason = Label("", 9, 400, "text2", wrap=True)
        self._note = Note("danger", "")
        self.text = QTextBrowser()
        self.preview_button = Button("Aperçu de la version de départ", "eye")
        self._close = Button("Fermer", kind="primary", shortcut="Échap")
        self._lay()
        workspace.read(versions.of_meeting, meeting_id, then=self._show, failed=self._on_refused)

    def _lay(self) -> None:
        self.text.setAccessibleName("Différences entre les deux versions")
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(theme.px(12))
        theme.fix_height(self.text, HEIGHT)
        self._note.hide()
        choice = row(Label("De", 9.5, 600), self.earlier, Label("à", 9.5, 600), self.later, STRETCH)
        told = boxed(row(self.count, STRETCH, self._legend))
        self.fill(choice, self._reason, self._note, told, self.text, buttons=(self.preview_button, self._close))
        self.preview_button.setEnabled(False)
        self.earlier.value_changed.connect(self._compare)
        self.later.value_changed.connect(self._compare)
        self.preview_button.clicked.connect(self._on_preview)
        self._close.clicked.connect(self.accept)

    def restyle(self) -> None:
        self.text.setFont(theme.font(10))
        self.text.setHtml(marked_up(self._lines))

    def _show(self, rows: tuple[VersionRow, ...]) -> None:
        self._rows = {each.id: each for each in rows}
        chosen = tuple((each.id, called(each)) for each in rows)
        for field in (self.earlier, self.later):
            field.setEnabled(bool(rows))
        if not rows:
            self.count.setText(NONE)
            return
        self.earlier.set_choices(chosen)
        self.later.set_choices((*chosen, NOW))
        self.earlier.set_value(rows[-1].id)
        self.later.set_value(None)
        self.preview_button.setEnabled(True)
        self._compare()

    def _compare(self, _value: object = None) -> None:
        reason = self._reason_of(self.later.value) or self._reason_of(self.earlier.value)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        args = (self._meeting_id, self.earlier.value, self.later.value)
        self._workspace.read(versions.differences, *args, then=self._take, failed=self._on_refused)

    def _reason_of(self, key: object) -> str:
        found = self._rows.get(key) if isinstance(key, int) else None
        return f"Motif de la version {found.number} : {found.reason}" if found is not None and found.reason else ""

    def _take(self, lines: tuple[DiffLine, ...]) -> None:
        self._lines = lines
        self._note.hide()
        self.count.setText(counted(lines))
        self.text.setHtml(marked_up(lines))

    def _on_preview(self) -> None:
        if isinstance(self.earlier.value, int):
            self.preview_wanted.emit(self.earlier.value)
            self.accept()

    def _on_refused(self, error: UserError) -> None:
        self._note.set_message("danger", explain(error))
        self._note.show()
