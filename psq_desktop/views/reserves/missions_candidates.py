"""Who could be on a mission: those who are free and fit first, the others with the reason why not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.french import fold, plural, typeset
from psq_desktop.services.kinds import Availability, MissionState
from psq_desktop.services.reserves import assigning, proposals
from psq_desktop.services.reserves.mission_rows import Candidate, MissionRow
from psq_desktop.views.kit import (
    Button,
    Chip,
    Chips,
    ElidedLabel,
    FilterField,
    Note,
    RowsModel,
    TableCard,
    TableView,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.reserves.calendar_filters import FEW_DAYS
from psq_desktop.views.reserves.calendar_words import FULL, NEAR
from psq_desktop.views.reserves.missions_words import hours, reason
from psq_desktop.views.screen import Workspace
from psq_desktop.views.tokens import Tone
from psq_desktop.views.widgets.cells import BarCell, Cell, IconCell, Text, TwoLines
from psq_desktop.views.widgets.rows import Column

ALL, FREE, FEW = "all", "free", "few"
_ROW_HEIGHT = 40.0
_SAID = {
    Availability.AVAILABLE: IconCell("check", "s’est dit disponible", "success"),
    Availability.UNAVAILABLE: IconCell("minus", "s’est dit indisponible", "danger"),
    None: IconCell("user-question", "n’a rien dit de ce jour", "text3"),
}
_KEEP: dict[str, Callable[[Candidate], bool]] = {
    ALL: lambda each: True,
    FREE: lambda each: each.free,
    FEW: lambda each: each.free and each.days_used < FEW_DAYS,
}
_CHIPS = (Chip(ALL, "Tous", 0), Chip(FREE, "Libres et aptes", 0), Chip(FEW, f"Moins de {FEW_DAYS} jours", 0))


def verdict(each: Candidate) -> str:
    """« Libre et apte », « à vérifier : … », « écarté : … »."""
    if each.free:
        return "Libre et apte"
    told = [found for found in each.obstacles if found.caution is each.fit]
    said = " ; ".join(_inside(reason(found)) for found in told)
    return typeset(f"{'à vérifier' if each.fit else 'écarté'} : {said}")


def _inside(sentence: str) -> str:
    """A sentence within another; a code keeps its capitals."""
    start = sentence[:1] if sentence[1:2].isupper() else sentence[:1].lower()
    return start + sentence[1:].rstrip(".")


def _person(each: Candidate) -> Cell:
    return TwoLines(each.display, each.code, weight=600)


def _days(each: Candidate) -> Cell:
    if each.ceiling is None:
        return Text(typeset(f"{hours(each.recent_minutes)} en 90 jours"), tone="text2")
    used = each.days_used / max(each.ceiling, 1)
    tone: Tone = "danger" if used >= FULL else "warning" if used >= NEAR else "accent"
    return BarCell(min(used, 1), f"{each.days_used} / {each.ceiling} j", tone, text_width=74)


def _said(each: Candidate) -> Cell:
    return _SAID[each.said]


def _verdict(each: Candidate) -> Cell:
    if each.free:
        return Text(verdict(each), 600, "success")
    return Text(verdict(each), tone="warning" if each.fit else "danger", size=9, lines=2)


def _skills(each: Candidate) -> Cell:
    return Text(", ".join(each.skills), tone="text2", size=9, lines=2)


COLUMNS = (
    Column[Candidate]("Réserviste", 112, _person),
    Column[Candidate]("Jours, heures", 150, _days),
    Column[Candidate]("Dit", 40, _said, optional=1),
    Column[Candidate]("Compétences", 130, _skills, optional=2),
    Column[Candidate]("Ce jour-là", 200, _verdict, stretch=True),
)


def _key(each: Candidate) -> int:
    return each.reservist_id


class CandidateTable(TableView):
    """Several rows may be selected; Entrée assigns them all."""

    assign_requested = Signal()
    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__(RowsModel(COLUMNS, row_id=_key), "Réservistes possibles", row_height=_ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)

    @property
    def chosen(self) -> tuple[Candidate, ...]:
        """Those selected, in the order of the list."""
        ranks = sorted({index.row() for index in self.selectionModel().selectedRows()})
        model: RowsModel[Candidate] = self.model()  # type: ignore[assignment]
        return tuple(found for rank in ranks if (found := model.row_at(rank)) is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.assign_requested.emit()
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            how = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), how.Toggle | how.Rows)
        else:
            super().keyPressEvent(event)


class CandidatesCard(TableCard):
    """The candidates of one mission. What is refused is said here, before anything is written."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._mission: MissionRow | None = None
        self._rows: tuple[Candidate, ...] = ()
        self._texts: tuple[str, ...] = ()  # what the filter looks in
        self._awaited = 0  # answers
        self._title = ElidedLabel("Réservistes possibles", 11, 600)
        self.chips = Chips(_CHIPS, "Réservistes possibles : filtre")
        self.filter = FilterField("Filtrer les réservistes possibles", 88)
        self.assign_button = Button("Affecter", "user-plus", "primary", shortcut="Entrée")
        self.note = Note("danger", "")
        self._note_box = boxed(column(self.note, margins=(10, 6, 10, 6)))
        self._note_box.hide()
        self.table = CandidateTable()
        head = row(self._title, self.chips, self.filter, self.assign_button, margins=(14, 8, 10, 8), grow=1)
        super().__init__(head, hairline(), self._note_box, self.table, grow=3)
        self.chips.chosen.connect(self._show)
        self.filter.textChanged.connect(self._show)
        self.assign_button.clicked.connect(self.assign)
        self.table.assign_requested.connect(self.assign)
        self.table.row_activated.connect(self._on_activated)
        self.table.chosen_changed.connect(self._on_chosen)
        self.table.clear_filters_requested.connect(self._clear_filters)
        self._on_chosen()

    # --- what is shown

    def show_mission(self, mission: MissionRow | None) -> None:
        """Show who could be on another mission, or on the same as it is now."""
        if mission is None or self._mission is None or mission.id != self._mission.id:
            self._note_box.hide()
            self._rows = self._texts = ()
            self.table.clearSelection()
        self._mission = mission
        if mission is None or not self._open:
            self._fill(())
            return
        self._awaited += 1
        today = self._workspace.today
        self._workspace.read(proposals.candidates, mission.id, today, then=self._take, failed=self._on_gone)

    @property
    def _open(self) -> bool:
        return self._mission is not None and self._mission.state in (MissionState.TO_FILL, MissionState.FILLED)

    def _take(self, rows: tuple[Candidate, ...]) -> None:
        self._awaited -= 1
        if not self._awaited and self._open:  # else those of another mission are on their way
            self._fill(rows)

    def _on_gone(self, _error: UserError) -> None:
        self._take(())

    def _fill(self, rows: tuple[Candidate, ...]) -> None:
        on_it = {shift.reservist_id for shift in self._mission.shifts} if self._mission is not None else set()
        self._rows = tuple(each for each in rows if each.reservist_id not in on_it)
        self._texts = tuple(fold(" ".join((each.code, *each.skills))) for each in self._rows)
        self._show()

    def _show(self, _text: str = "") -> None:
        wanted = fold(self.filter.text()).strip()
        found = [each for each, text in zip(self._rows, self._texts, strict=True) if wanted in text]
        self.chips.set_counts({key: sum(map(keep, found)) for key, keep in _KEEP.items()})
        shown = [each for each in found if _KEEP[self.chips.current](each)]
        filtered = bool(wanted) or self.chips.current != ALL
        self.table.set_rows(shown, filtered=filtered and bool(self._rows), empty=self._nothing(filtered))
        if not self.table.chosen:
            self.table.select_first()
        self._on_chosen()

    def _nothing(self, filtered: bool) -> str:
        if self._mission is None:
            return "Choisissez une mission : les réservistes possibles s’affichent ici."
        if self._mission.state is MissionState.CANCELLED:
            return "Cette mission est annulée."
        if self._mission.state is MissionState.DONE:
            return "Cette mission est passée."
        return "" if filtered and self._rows else "Personne d’autre ne peut être affecté."

    def _clear_filters(self) -> None:
        self.filter.clear()
        self.chips.set_current(ALL)
        self._show()

    def _on_chosen(self) -> None:
        count, over = len(self.table.chosen), self._over
        self.assign_button.set_tip(over)
        self.assign_button.set_text(f"Affecter les {count} choisis" if count > 1 else "Affecter")
        self.assign_button.setEnabled(count > 0 and not over)
        full = self._mission is not None and self._mission.state is MissionState.FILLED
        self._title.setText("Déjà pourvue" if full else "Réservistes possibles")

    @property
    def _over(self) -> str:
        """Why no more can be put on the mission, or not so many."""
        mission, count = self._mission, len(self.table.chosen)
        if mission is None or not self._open or mission.free >= max(count, 1):
            return ""
        if not mission.free:
            return f"La mission est pourvue : {mission.assigned} sur {mission.slots}."
        return f"{plural(count, 'choisi')}, {plural(mission.free, 'poste libre', 'postes libres')}."

    # --- assigning

    def assign(self) -> None:
        """Put the selected ones on the mission; who cannot be is told at once, and nothing is written."""
        chosen = self.table.chosen
        if self._mission is None or not chosen:
            return
        if self._over:
            self._refuse("Rien n’est affecté.", (self._over,))
            return
        if refused := [each for each in chosen if not each.fit]:
            self._refuse("Rien n’est affecté.", tuple(f"{each.code} {verdict(each)}" for each in refused))
            return
        codes = ", ".join(each.code for each in chosen)
        affected = "affecté" if len(chosen) == 1 else "affectés"
        self._note_box.hide()
        self.assign_button.setEnabled(False)
        self._workspace.write(
            assigning.assign, self._mission.id, tuple(each.reservist_id for each in chosen), self._workspace.today,
            failed=self._on_refused, unwritten=self._on_chosen, note=f"{codes} : {affected}",
        )  # fmt: skip

    def _on_activated(self, _row: Candidate) -> None:
        self.assign()

    def _on_refused(self, error: UserError) -> None:
        title, _, rest = wording.explain(error).partition("\n")
        reasons = tuple(f"{each.field} : {wording.explain_problem(each)}" for each in error.problems)
        self._refuse(title, reasons or (rest,))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # another screen: what was refused here is over
            self._note_box.hide()

    def _refuse(self, title: str, reasons: tuple[str, ...]) -> None:
        self.note.set_message("danger", title, typeset("\n".join(reasons)))
        self._note_box.show()
