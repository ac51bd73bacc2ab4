"""Documents of the register: what is chosen, or what is shown, and what that is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from psq_desktop.french import plural
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import DecisionKind, DisclosureLevel
from psq_desktop.views.decision_parts.many import DecisionsTable
from psq_desktop.views.decisions.tools import Tools
from psq_desktop.views.kit import Button
from psq_desktop.views.menus import ChoiceMenu
from psq_desktop.views.screen import Workspace

_ALL = {
    "open": "Décisions ouvertes",
    "late": "Décisions en retard",
    "week": "Décisions de la semaine",
    "incomplete": "Décisions à compléter",
    "all": "Toutes les décisions",
}
EXPORT, PREVIEW, SHOWN, MEETING = "export", "preview", "shown", "meeting"


def title_of_chosen(rows: Sequence[DecisionRow]) -> str:
    """« Décision D-27 », « 3 décisions choisies »."""
    if len(rows) == 1:
        kind = "Action" if rows[0].kind is DecisionKind.ACTION else "Décision"
        return f"{kind} {rows[0].ref}"
    return f"{plural(len(rows), 'décision')} choisies"


def title_of_shown(filtered: str, partner: str, objective: str, text: str) -> str:
    """« Décisions en retard, Ville de Calais, objectif 2.1 »."""
    parts = (
        _ALL[filtered],
        partner,
        f"objectif {objective.partition(' ')[0]}" if objective else "",
        f"« {text.strip()} »" if text.strip() else "",
    )
    return ", ".join(filter(None, parts))


class ExportButton(Button):
    """A menu of what can be exported; Ctrl+E and Ctrl+P take what is chosen without it."""

    def __init__(
        self, workspace: Workspace, table: DecisionsTable, tools: Tools, shown: Callable[[], list[DecisionRow]]
    ) -> None:
        super().__init__("Exporter", "file-export", tip="PDF ou classeur de ce qui est choisi ou affiché")
        self._workspace, self._table, self._tools, self._shown = workspace, table, tools, shown
        self.clicked.connect(self._open)

    def send_chosen(self, how: str) -> bool:
        """Export or preview what is chosen; whether something is."""
        chosen = self._table.chosen
        if chosen:
            self._send(how, chosen, title_of_chosen(chosen))
        return bool(chosen)

    def send_shown(self) -> None:
        """Export what is shown."""
        self._send(EXPORT, self._shown(), title_of_shown(self._tools.chips.current, *self._tools.words))

    def menu_of_exports(self) -> ChoiceMenu:
        """What the click offers."""
        chosen, shown = self._table.chosen, self._shown()
        menu = ChoiceMenu("Exporter", self)
        if chosen:
            menu.add(f"{title_of_chosen(chosen)}…", EXPORT, icon="file-export", keys="Ctrl+E")
            menu.add("Aperçu…", PREVIEW, icon="eye", keys="Ctrl+P")
        menu.add(f"Ce qui est affiché ({plural(len(shown), 'décision')})…", SHOWN, icon="table")
        if len(chosen) == 1:
            words = f"Relevé de décisions de la séance n° {chosen[0].meeting_number}…"
            menu.add(words, MEETING, chosen[0].meeting_id, icon="gavel")
        menu.chosen.connect(self._on_chosen)
        return menu

    def _open(self) -> None:
        self.menu_of_exports().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _on_chosen(self, what: str, meeting_id: object) -> None:
        if what == SHOWN:
            self.send_shown()
        elif what == MEETING:
            self._workspace.export_requested.emit("decisions", meeting_id, DisclosureLevel.PARTNERS.value)
        else:
            self.send_chosen(what)

    def _send(self, how: str, rows: Sequence[DecisionRow], title: str) -> None:
        self._workspace.register_requested.emit(how, tuple(each.id for each in rows), title)


__all__ = ["EXPORT", "PREVIEW", "ExportButton", "title_of_chosen", "title_of_shown"]
