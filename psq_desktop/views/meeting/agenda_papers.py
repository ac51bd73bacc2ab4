"""What the agenda's head offers: the template of the formation, and what is printed from the agenda."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from psq_desktop.services.kinds import DisclosureLevel, MeetingStage
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.preparing import templates
from psq_desktop.services.preparing.first_agenda import TemplateRow
from psq_desktop.views.kit import Button
from psq_desktop.views.menus import ChoiceMenu
from psq_desktop.views.screen import Workspace

# document, words, icon, its usual version
_PAPERS = (
    ("summons", "Convocation", "mail", DisclosureLevel.PARTNERS),
    ("dossier", "Dossier de séance", "file-text", DisclosureLevel.PARTNERS),
    ("brief", "Note pour la présidence", "notes", DisclosureLevel.RESTRICTED),
)


class AgendaPapers(QObject):
    """Two buttons and their menus."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._parent = workspace, parent
        self._sheet: MeetingSheet | None = None
        self._known = 0  # items of the formation's template
        self.template_button = Button("Modèle", "template", "ghost", tip="Modèle d’ordre du jour de la formation")
        self.preview_button = Button("Aperçu", "eye", "ghost", tip="Voir ce qui s’imprime à partir de l’ordre du jour")
        self.template_button.clicked.connect(self._open_templates)
        self.preview_button.clicked.connect(self._open_papers)

    def show_meeting(self, sheet: MeetingSheet) -> None:
        """Ask what template this meeting's formation has."""
        self._sheet = sheet
        self._workspace.read(templates.of_formation, sheet.formation_id, then=self._take)

    def _take(self, rows: tuple[TemplateRow, ...]) -> None:
        self._known = len(rows)

    def preview(self) -> bool:
        """The letter that announces the agenda; of a meeting that was held, nothing of its own."""
        if self._sheet is None or self._sheet.stage is MeetingStage.HELD:
            return False
        self._workspace.preview_requested.emit("summons", self._sheet.row.id, DisclosureLevel.PARTNERS.value)
        return True

    def _open_templates(self) -> None:
        if self._sheet is None:
            return
        name = self._sheet.row.formation
        whose = f"de la formation {name[:1].lower()}{name[1:]}" if name else "de la formation"
        menu = ChoiceMenu("Modèle d’ordre du jour", self._parent)
        there = self._known > 0
        menu.add(f"Reprendre le modèle {whose}", "apply", icon="template", enabled=there and not self._sheet.locked)
        again = "Remplacer le modèle par cet ordre du jour" if there else "Enregistrer cet ordre du jour comme modèle"
        menu.add(again, "save", icon="device-floppy", enabled=self._sheet.row.items > 0)
        menu.addSeparator()
        menu.add("Effacer le modèle", "clear", icon="trash", enabled=there)
        menu.chosen.connect(self._on_template)
        menu.popup(self.template_button.mapToGlobal(QPoint(0, self.template_button.height() + 2)))

    def _on_template(self, command: str, value: object) -> None:
        if self._sheet is None:
            return
        key, formation = self._sheet.row.id, self._sheet.formation_id
        if command == "apply":
            self._workspace.write(templates.apply, key, note="Modèle repris dans l’ordre du jour")
        elif command == "save":
            self._workspace.write(
                templates.save_from_meeting, key, note="Modèle enregistré : les prochaines séances le reprendront"
            )
        else:
            self._workspace.write(templates.clear, formation, note="Modèle effacé")

    def _open_papers(self) -> None:
        menu = ChoiceMenu("Aperçu", self._parent)
        for what, words, icon, level in _PAPERS:
            menu.add(words, what, level, icon=icon)
        menu.chosen.connect(self._on_paper)
        menu.popup(self.preview_button.mapToGlobal(QPoint(0, self.preview_button.height() + 2)))

    def _on_paper(self, what: str, level: object) -> None:
        if self._sheet is not None and isinstance(level, DisclosureLevel):
            self._workspace.preview_requested.emit(what, self._sheet.row.id, level.value)
