"""What was deleted in the last thirty days, and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from psq_desktop.french import date_short, fold, plural, time_text
from psq_desktop.phrases import phrase
from psq_desktop.services import history
from psq_desktop.services.history import ChangeRow, Changes
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    STRETCH,
    TWO_LINES,
    BadgeCell,
    Button,
    Cell,
    Column,
    EmptyState,
    FilterField,
    Label,
    RowsModel,
    TableCard,
    TableView,
    Text,
    TwoLines,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.screen import Heading, Route, Screen, Workspace

_SOON = 5  # days left from which the figure is amber
_KINDS = {
    "agenda_item": "Point de l’ordre du jour",
    "agenda_review": "Suite donnée à une décision",
    "attendance": "Participant d’une séance",
    "axis": "Axe",
    "campaign": "Campagne",
    "commitment": "Engagement",
    "contact": "Contact",
    "decision": "Décision",
    "dispatch": "Classeur d’une campagne",
    "formation": "Formation",
    "indicator": "Indicateur",
    "follow_up": "Suivi d’une décision",
    "mandate": "Mandat",
    "measure": "Mesure",
    "meeting": "Séance",
    "objective": "Objectif",
    "objective_associate": "Partenaire associé à un objectif",
    "observation": "Observation sur un compte rendu",
    "outlook": "Météo",
    "partner": "Partenaire",
    "partner_name": "Nom d’un partenaire",
    "reading": "Relevé",
    "support_request": "Appui",
    "workbook_return": "Retour d’un partenaire",
    "reservist": "Réserviste",
    "reservist_skill": "Compétence d’un réserviste",
    "reservist_training": "Place en formation",
    "skill": "Compétence",
    "availability_slot": "Disponibilité",
    "availability_pattern": "Disponibilité de chaque semaine",
    "availability_request": "Demande de disponibilités",
    "mission": "Mission",
    "mission_skill": "Compétence demandée",
    "duty_shift": "Vacation",
    "training_session": "Session de formation",
    "training_need": "Besoin de formation",
    "cohesion_delegate": "Délégation à la cohésion",
    "retained_post": "Poste fidélisé",
    "equipment_item": "Équipement",
    "mobile_support": "Appui de forces mobiles",
    "joint_control": "Contrôle inter-services",
    "control_service": "Service associé à un contrôle",
    "control_outcome": "Suite d’un contrôle",
    "outreach_action": "Contact avec la population",
    "outreach_theme": "Sujet soulevé par les habitants",
    "security_liaison": "Référent sécurité",
    "victim_reception": "Mois d’accueil des victimes",
    "survey": "Enquête",
    "survey_question": "Question d’une enquête",
    "survey_wave": "Vague d’une enquête",
    "survey_result": "Résultat d’une enquête",
    "quarterly_note": "Note trimestrielle",
    "note_sentence": "Phrase d’une note",
}


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def kind_words(row_: ChangeRow) -> str:
    """What sort of thing it was."""
    return _KINDS.get(row_.table, "Élément")


def title(row_: ChangeRow) -> str:
    """Its own name, or what sort of thing it was."""
    name = row_.subject or kind_words(row_)
    return name if "@" in name else name[0].upper() + name[1:]


class TrashPage(Screen):
    """« Corbeille »."""

    help_page = "corbeille"

    def __init__(
        self, workspace: Workspace, parent: QWidget | None = None, *, now: Callable[[], dt.datetime] = _now
    ) -> None:
        super().__init__(workspace, parent)
        self._now = now
        self._rows: tuple[ChangeRow, ...] = ()
        columns: tuple[Column[ChangeRow], ...] = (
            Column("Élément supprimé", 260, self._what, stretch=True),
            Column("Par", 190, self._who, optional=2),
            Column("Supprimé le", 190, self._when, optional=1),
            Column("Conservé encore", 150, self._left),
        )
        self.filter_edit = FilterField("Filtrer la corbeille", 220, "Filtrer (Ctrl+F)")
        self.restore_button = Button("Restaurer", "arrow-back-up", "primary", shortcut="Entrée")
        model = RowsModel(columns, row_id=_step)
        self.table = TableView(model, "Corbeille", row_height=TWO_LINES)
        hint = Label("Ce qui est supprimé reste ici 30 jours, puis s’efface de cette liste.", 9.5, 400, "text2")
        self._foot = Label("", 9, 400, "text3")
        tools = boxed(row(hint, STRETCH, self.filter_edit, margins=(16, 9, 12, 9)))
        foot = boxed(row(self._foot, STRETCH, margins=(14, 6, 14, 7)))
        self.empty = EmptyState(
            "trash",
            "La corbeille est vide",
            "Rien n’a été supprimé ces trente derniers jours. Ce que vous supprimerez s’y retrouvera, prêt à revenir.",
            (("Voir les séances", "calendar-event"),),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(TableCard(tools, hairline(), self.table, hairline(), foot, grow=2))
        self._stack.addWidget(self.empty)
        self.setLayout(column(self._stack, margins=theme.PAGE_MARGINS))
        self._connect()

    def _connect(self) -> None:
        self.restore_button.clicked.connect(self.restore)
        self.filter_edit.textChanged.connect(self._show)
        self.table.clear_filters_requested.connect(self.filter_edit.clear)
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self._restore)
        self.table.set_menu(self._fill_menu)
        self.empty.chosen.connect(self._on_empty)
        self.restore_button.setEnabled(False)

    # --- cells

    def _what(self, row_: ChangeRow) -> Cell:
        return TwoLines(title(row_), kind_words(row_)) if row_.subject else Text(title(row_), 500)

    def _who(self, row_: ChangeRow) -> Cell:
        return Text(row_.actor, size=9.5)

    def _when(self, row_: ChangeRow) -> Cell:
        at = row_.at.astimezone()
        today = self._now().astimezone().date()
        day = "aujourd’hui" if at.date() == today else date_short(at.date(), year=at.year != today.year)
        return Text(f"{day} à {time_text(at.time())}", size=9.5)

    def _left(self, row_: ChangeRow) -> Cell:
        days = self.days_left(row_)
        words = plural(days, "jour") if days else "dernier jour"
        return BadgeCell(words, "clock", "warning" if days <= _SOON else "neutral")

    def days_left(self, row_: ChangeRow) -> int:
        """Days until it leaves the list, the one that began included."""
        left = row_.at + history.KEPT - self._now()
        return max(-(-left // dt.timedelta(days=1)), 0)

    # --- what the window asks

    def heading(self) -> Heading:
        count = f"{plural(len(self._rows), 'élément')} à restaurer au besoin" if self._rows else ""
        actions = (self.restore_button,) if self._rows else ()
        return Heading("Corbeille", count, actions=actions)

    def on_written(self, changes: Changes) -> None:
        """Any deletion may land here, any undo may leave it."""
        self._stale = True
        if self.isVisible():
            self._refresh()

    def reload(self) -> None:
        self.workspace.read(history.trash, self._now(), then=self._on_rows)

    def focus_filter(self) -> None:
        self.filter_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_edit.selectAll()

    # --- rows

    def _on_rows(self, rows: tuple[ChangeRow, ...]) -> None:
        self._rows = rows
        self._stack.setCurrentIndex(0 if rows else 1)
        self._show()
        self.heading_changed.emit()

    def _show(self) -> None:
        wanted = fold(self.filter_edit.text())
        found = [each for each in self._rows if wanted in fold(f"{title(each)} {kind_words(each)} {each.actor}")]
        self.table.set_rows(found, filtered=bool(wanted))
        if self.table.current_row is None:
            self.table.select_first()
        self.restore_button.setEnabled(self.table.current_row is not None)
        total = len(self._rows)
        self._foot.setText(plural(total, "élément") if len(found) == total else f"{len(found)} affichés sur {total}")

    def _on_selected(self, row_: ChangeRow | None) -> None:
        self.restore_button.setEnabled(row_ is not None)

    # --- what the user does

    def restore(self) -> None:
        """Bring the chosen thing back."""
        if self.table.current_row is not None:
            self._restore(self.table.current_row)

    def _restore(self, row_: ChangeRow) -> None:
        done = phrase(row_).removeprefix("a supprimé ").removeprefix("a retiré ")
        self.workspace.tasks.revert(row_.step, "undo", note=f"Restauré : {done}")

    def _fill_menu(self, row_: Any, menu: QMenu) -> None:
        self.table.select(row_.step)
        menu.addAction("Restaurer", self.restore)

    def _on_empty(self) -> None:
        self.workspace.go.emit(Route("meetings"))


def _step(row_: ChangeRow) -> int:
    return row_.step
