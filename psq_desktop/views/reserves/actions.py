"""What can be done with a reservist, as data: the panel's menu and the row's are made from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from psq_desktop.services.reserves.reservist_rows import ReservistSheet
from psq_desktop.views.reserves import facts
from psq_desktop.views.reserves.hours_form import to_validate

Shows = Callable[[ReservistSheet, dt.date], bool]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; ``key`` is what the tab does."""

    key: str
    words: str
    icon: str
    shows: Shows
    separator: bool = False


def _always(_sheet: ReservistSheet, _today: dt.date) -> bool:
    return True


def _engaged(sheet: ReservistSheet, _today: dt.date) -> bool:
    return not sheet.row.state.applying


def _serves(sheet: ReservistSheet, _today: dt.date) -> bool:
    return facts.can_serve(sheet.row)


def _has_shifts(sheet: ReservistSheet, _today: dt.date) -> bool:
    return bool(sheet.shifts)


def _open_hours(sheet: ReservistSheet, today: dt.date) -> bool:
    return bool(to_validate(sheet, today))


def _may_be_delegate(sheet: ReservistSheet, _today: dt.date) -> bool:
    return facts.can_serve(sheet.row) and not sheet.row.state.over and not sheet.row.delegate


def _delegate(sheet: ReservistSheet, _today: dt.date) -> bool:
    return sheet.row.delegate


ENTRIES = (
    Entry("edit", "Modifier…\tF2", "pencil", _always),
    Entry("skills", "Compétences et validité…", "certificate", _always),
    Entry("shift", "Saisir une vacation…", "clock", _serves, separator=True),
    Entry("shifts", "Vacations…", "list", _has_shifts),
    Entry("validate", "Valider les heures…", "checks", _open_hours),
    Entry("calendar", "Voir les disponibilités", "calendar", _engaged),
    Entry("delegate", "Nommer délégué à la cohésion…", "id-badge-2", _may_be_delegate, separator=True),
    Entry("end_delegation", "Mettre fin au mandat de délégué", "id-badge-2", _delegate, separator=True),
    Entry("remove", "Supprimer\tSuppr", "trash", _always, separator=True),
)
