"""What an objective is linked to: decisions, agenda items, and the outlooks declared so far."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psq_desktop.french import date_long, date_short, plural, typeset
from psq_desktop.services.steering import outlooks
from psq_desktop.services.steering.progress_rows import LinkedDecision, LinkedItem, ObjectiveSheet, OutlookRow
from psq_desktop.views import badges
from psq_desktop.views.kit import STRETCH, Button, IconButton, IconLine, Label, column, hairline, row, scrolled
from psq_desktop.views.objectives.facts import author_words
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.tokens import Tone
from psq_desktop.wording import word


class LinkLine(IconLine):
    """One line with its way there, or out."""

    asked = Signal(object)  # the line

    def __init__(self, icon: str, tone: Tone, title: str, detail: str, button: IconButton) -> None:
        super().__init__(icon, tone, title, detail, button, wrap=True)
        self.setAccessibleName(typeset(f"{title}. {detail}"))
        self.button = button
        self.target: Route | int | None = None
        button.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.asked.emit(self)


def _decision(found: LinkedDecision) -> LinkLine:
    icon, tone = badges.look(found.state)
    told = [word(found.state), found.pilot or "sans pilote"]
    told += [f"échéance le {date_short(found.due)}"] if found.due else []
    told += [f"en retard de {plural(found.late_days, 'jour')}"] if found.late_days else []
    detail = ", ".join(told)
    button = IconButton("arrow-right", f"Ouvrir {found.ref}", size=15)
    line = LinkLine(icon, "danger" if found.late_days else tone, f"{found.ref} {found.text}", detail, button)
    line.target = Route("decisions", found.id)
    return line


def _item(found: LinkedItem) -> LinkLine:
    icon, tone = badges.look(found.kind)
    when = "tenue" if found.held else "prévue"
    detail = f"Séance n° {found.meeting_number}, {when} le {date_long(found.meeting_date, weekday=False)}"
    button = IconButton("arrow-right", f"Ouvrir la séance n° {found.meeting_number}", size=15)
    line = LinkLine(icon, tone, found.title, detail, button)
    line.target = Route("meeting", found.meeting_id, "agenda")
    return line


def _outlook(found: OutlookRow) -> LinkLine:
    icon, tone = badges.look(found.state)
    told = author_words(found.author, found.on)
    button = IconButton("x", f"Supprimer la déclaration du {date_short(found.on)}", size=15)
    line = LinkLine(icon, tone, word(found.state), f"{told}\n{found.comment}" if found.comment else told, button)
    line.target = found.id
    return line


class LinksTab(QWidget):
    """Decisions and agenda items open where they live; declarations are read here."""

    outlook_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown: tuple[object, ...] = ()
        self._objective: int | None = None
        self._parts: list[tuple[QVBoxLayout, Label]] = []
        self.declare_button = Button("Déclarer la météo", "plus", "small")
        self.declare_button.clicked.connect(self.outlook_requested)
        declared = self._part("Aucune météo n’a encore été déclarée.")
        taken = self._part("Aucune décision n’y est liée : la fiche d’une décision permet de la rattacher.")
        told = self._part("Aucun point d’ordre du jour n’y est lié.")
        content = column(
            row(Label("Météo déclarée", 10, 600), STRETCH, self.declare_button), declared, hairline(),
            Label("Décisions", 10, 600), taken, hairline(), Label("Séances", 10, 600), told, STRETCH,
            spacing=8, margins=(1, 1, 6, 1),
        )  # fmt: skip
        self._area = scrolled(content, "Liens")
        self.setLayout(column(self._area, grow=0))

    def _part(self, nothing: str) -> QVBoxLayout:
        hint = Label(nothing, 9.5, 400, "text2", wrap=True)
        lines = column(spacing=8)
        self._parts.append((lines, hint))
        return column(hint, lines, spacing=0)

    def show_sheet(self, sheet: ObjectiveSheet) -> None:
        """Show what an objective is linked to."""
        if sheet.row.id != self._objective:
            self._objective = sheet.row.id
            self._area.verticalScrollBar().setValue(0)
        shown = (sheet.outlooks, sheet.decisions, sheet.items)
        if shown == self._shown:
            return
        self._shown = shown
        made = (
            [_outlook(each) for each in sheet.outlooks],
            [_decision(each) for each in sheet.decisions],
            [_item(each) for each in sheet.items],
        )
        for (lines, hint), widgets in zip(self._parts, made, strict=True):
            hint.setVisible(not widgets)
            while item := lines.takeAt(0):
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            for widget in widgets:
                widget.asked.connect(self._on_asked)
                lines.addWidget(widget)

    def _on_asked(self, line: LinkLine) -> None:
        if isinstance(line.target, Route):
            self._workspace.go.emit(line.target)
        elif line.target is not None:
            self._workspace.write(outlooks.remove, line.target, note="Déclaration supprimée")
