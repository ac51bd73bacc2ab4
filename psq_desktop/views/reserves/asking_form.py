"""« Demander les disponibilités… »: whom, about which days, until when to answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from psq_desktop.french import date_short, relative_days, typeset
from psq_desktop.services.kinds import AvailabilityState
from psq_desktop.services.reserves import requests
from psq_desktop.services.reserves.calendar_rows import CalendarRow
from psq_desktop.services.reserves.request_rows import RequestRow
from psq_desktop.views import theme
from psq_desktop.views.decision_parts.partner_field import PartnerChoice
from psq_desktop.views.decision_parts.partner_list import PartnerList
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import Label
from psq_desktop.views.objective_forms.fields import MadeSpec
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.reserves.calendar_words import WEEK, first_day
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import word

_HINT = (
    "Un classeur et un brouillon de message par réserviste, à enregistrer dans un dossier. "
    "Les fichiers ne portent que les codes."
)
_WEEKS = 4
_DAYS_TO_ANSWER = 10


class PeopleField(PartnerList):
    """Reservists, masked, ticked; what was asked of them before is said beside."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("Réservistes", (), ())
        theme.fix_height(self, 190)
        self.itemChanged.connect(self._on_changed)

    def set_choices(self, choices: tuple[PartnerChoice, ...]) -> None:
        """Partners are not reservists: see `offer`."""

    def offer(self, people: Iterable[CalendarRow], told: dict[int, str]) -> None:
        """Say who can be asked."""
        names = ((row.id, " · ".join(filter(None, (f"{row.code}  {row.display}", told.get(row.id))))) for row in people)
        super().set_choices(tuple(PartnerChoice(key, typeset(name), "") for key, name in names))

    def _on_changed(self, _item: QListWidgetItem) -> None:
        self.changed.emit()


_LINES: Lines = (
    (
        FieldSpec("first", "Du", "day", required=True),
        FieldSpec("last", "Au", "day", required=True),
        FieldSpec("due", "Réponse au plus tard le", "day", required=True),
    ),
    (MadeSpec("people", "À qui", make=PeopleField),),
)


def asked_words(board: Iterable[RequestRow]) -> dict[int, str]:
    """What was last asked of each reservist: « envoyée le 12 nov., en retard depuis 3 jours »."""
    found: dict[int, RequestRow] = {}
    for row in board:
        known = found.get(row.reservist_id)
        if known is None or row.id > known.id:
            found[row.reservist_id] = row
    return {key: _asked(row) for key, row in found.items()}


def _asked(row: RequestRow) -> str:
    period = f"jusqu’au {date_short(row.last, year=False)}"
    if row.state is AvailabilityState.LATE:
        return f"demande {period} en retard {relative_days(-row.late_days)}"
    return f"demande {period} : {word(row.state).lower()}"


class AskingDialog(RecordDialog):
    """`saved` gives the parcels that are ready to be written."""

    def __init__(
        self, workspace: Workspace, rows: tuple[CalendarRow, ...], chosen: frozenset[int], parent: QWidget
    ) -> None:
        hint = Label(_HINT, 9, 400, "text2", wrap=True)
        super().__init__(
            workspace, "Demander les disponibilités", "Préparer les classeurs", _LINES, parent, below=(hint,)
        )
        self._rows, self._chosen = rows, chosen or frozenset(row.id for row in rows)
        self.submit_button.setEnabled(False)
        self.form.focus("first")
        workspace.read(requests.board, workspace.today, then=self._take)

    def _take(self, board: tuple[RequestRow, ...]) -> None:
        field = self.form.field("people")
        assert isinstance(field, PeopleField)
        field.offer(self._rows, asked_words(board))
        monday = first_day(self.workspace.today) + WEEK
        self.show_values(
            first=monday,
            last=monday + _WEEKS * WEEK - dt.timedelta(days=1),
            due=min(self.workspace.today + dt.timedelta(days=_DAYS_TO_ANSWER), monday + WEEK),
            people=tuple(self._chosen),
        )
        self.submit_button.setEnabled(True)

    def write(self) -> None:
        values = self.values()
        if not values["people"]:
            self.form.set_problem("people", "Cochez au moins un réserviste.")
            return
        args = (values["people"], values["first"], values["last"], values["due"], self.workspace.today)
        self.send(requests.prepare, *args, note="")
