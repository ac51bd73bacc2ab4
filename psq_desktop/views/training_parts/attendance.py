"""Which reservists are expected at a training session, and which came: names stay masked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from psq_desktop import french, wording
from psq_desktop.errors import UserError
from psq_desktop.french import typeset
from psq_desktop.services.kinds import TrainingAudience
from psq_desktop.services.means import trainings
from psq_desktop.services.means.means_rows import SessionRow
from psq_desktop.services.reserves import reservists
from psq_desktop.services.reserves.reservist_rows import ReservistRow
from psq_desktop.views import theme
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import Button, Label, Note
from psq_desktop.views.registers.register import Action
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import word

_WIDTH, _TALL = 520, 300


@dataclass(frozen=True, slots=True)
class Asking:
    """One question about a session, as data; ``ticked`` are the reservists that it starts with."""

    title: str
    about: str
    verb: str
    note: str
    service: Callable[..., None]
    ticked: Callable[[SessionRow], frozenset[int]]


def _listed(row: SessionRow) -> frozenset[int]:
    return frozenset(each.reservist_id for each in row.reservists)


def _came(row: SessionRow) -> frozenset[int]:
    """Who was noted already; before that, all who were expected."""
    return frozenset(each.reservist_id for each in row.reservists if each.attended) or _listed(row)


ENLISTING = Asking(
    "Inscrire des réservistes", "Cochez qui est attendu.", "Inscrire", "Inscriptions enregistrées",
    trainings.enlist, _listed,
)  # fmt: skip
ATTENDING = Asking(
    "Noter les présents", "Cochez qui est venu : chacun reçoit la compétence de la session, jusqu’à son terme.",
    "Noter les présents", "Présences enregistrées", trainings.set_attendance, _came,
)  # fmt: skip


class AttendanceDialog(PlainDialog):
    """Everybody who serves, ticked or not; Espace ticks."""

    def __init__(self, workspace: Workspace, session: SessionRow, asking: Asking, parent: QWidget) -> None:
        super().__init__(asking.title, _WIDTH, parent)
        self._workspace, self._session, self._asking = workspace, session, asking
        self.note = Note("danger", "")
        self.note.hide()
        self.list = QListWidget()
        self.list.setAccessibleName(typeset(f"Réservistes, {session.title}"))
        theme.fix_height(self.list, _TALL)
        self.submit_button = Button(asking.verb, "check", "primary", shortcut="Entrée")
        self.submit_button.setDefault(True)
        self.submit_button.clicked.connect(self.submit)
        cancel = Button("Annuler", shortcut="Échap")
        cancel.clicked.connect(self.reject)
        when = f", {french.date_long(session.day, weekday=False)}" if session.day is not None else ""
        about = Label(f"{session.title}{when}", 10, 600, wrap=True)
        more = Label(asking.about + _skill_words(session), 9.5, 400, "text2", wrap=True)
        self.fill(about, more, self.note, self.list, buttons=(cancel, self.submit_button))
        workspace.read(reservists.search, workspace.today, then=self._show)

    def _show(self, rows: Sequence[ReservistRow]) -> None:
        ticked = self._asking.ticked(self._session)
        for row in rows:
            if row.id not in ticked and (row.state.applying or row.state.over):
                continue
            words = f"{row.code}  {row.display}, {word(row.category).lower()}"
            item = QListWidgetItem(typeset(words), self.list)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setCheckState(Qt.CheckState.Checked if row.id in ticked else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @property
    def ticked(self) -> tuple[int, ...]:
        """Ids of the reservists ticked."""
        items = (self.list.item(index) for index in range(self.list.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def submit(self) -> None:
        """Write it, or say why not."""
        asking = self._asking
        self._workspace.write(
            asking.service, self._session.id, self.ticked, then=self._on_done, failed=self._on_refused, note=asking.note
        )

    def _on_done(self, _result: object) -> None:
        self.accept()

    def _on_refused(self, error: UserError) -> None:
        told = wording.explain_problem(error.problems[0]) if error.problems else wording.explain(error)
        title, _, rest = told.partition("\n")
        self.note.set_message("danger", title, rest)
        self.note.show()


def _skill_words(session: SessionRow) -> str:
    if session.skill_id is None or session.day is None:
        return ""
    until = trainings.valid_until(session.day, session.skill_months)
    limit = f"jusqu’au {french.date_long(until, weekday=False)}" if until is not None else "sans limite"
    return f" Compétence donnée : {session.skill}, {limit}."


def _open(asking: Asking) -> Callable[[Any, SessionRow], None]:
    def run(tab: Any, row: SessionRow) -> None:
        AttendanceDialog(tab.workspace, row, asking, tab.window()).open()

    return run


def _open_to_reserve(row: SessionRow) -> bool:
    return row.audience is not TrainingAudience.POSTS


def _to_come(row: SessionRow) -> bool:
    return _open_to_reserve(row) and not row.done and not row.unreported


def _dated(row: SessionRow) -> bool:
    return _open_to_reserve(row) and row.day is not None


ENLIST = Action("enlist", "Inscrire des réservistes…", "user-plus", _open(ENLISTING), _to_come, primary=True)
ATTEND = Action("attend", "Noter les présents…", "user-check", _open(ATTENDING), _dated, primary=True)
