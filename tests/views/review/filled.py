"""A round on the demonstration base, and a partner's workbook as it comes back: filled in, in a real file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from psq_desktop import db
from psq_desktop.exports.partner_xlsx import workbook
from psq_desktop.french import fold
from psq_desktop.imports.reading import read_files
from psq_desktop.services import partners
from psq_desktop.services.forms.keys import row_key
from psq_desktop.services.kinds import OutlookState
from psq_desktop.services.rounds import campaigns, dispatches, returns
from psq_desktop.services.rounds.campaign_rows import Parcel
from psq_desktop.services.steering import outlooks
from tests.conftest import TODAY

ACRONYM = "HD"
Answers = Mapping[tuple[str, str], str | float | dt.date]
CONFLICT = ("OBJ-1", "state")  # « Libérer les halls »
WRONG_DAY = ("IND-2", "on")
ANSWERS: Answers = {
    ("IND-1", "value"): 31,
    ("IND-1", "comment"): "Deux équipes de plus depuis le 5 octobre",
    ("IND-2", "value"): "6,5",
    WRONG_DAY: dt.date(2062, 11, 15),
    ("IND-4", "value"): "72 %",
    CONFLICT: "Sécurisé",
    ("ENG-1", "state"): "Tenu",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """One partner's workbook on its way."""

    campaign_id: int
    dispatch_id: int
    parcel: Parcel


def send(base: db.Database, acronym: str = ACRONYM) -> Sent:
    """A new round of one partner, whose workbook has gone."""
    partner = next(each.id for each in base.read(partners.search, TODAY) if each.acronym == acronym)
    due = TODAY + dt.timedelta(12)
    campaign = base.write(campaigns.create, "Avant la séance", due, today=TODAY, partner_ids=(partner,)).result
    ids = base.write(dispatches.prepare, campaign, TODAY).result
    base.write(dispatches.mark_sent, ids, TODAY)
    (parcel,) = base.read(dispatches.parcels, ids, TODAY)
    return Sent(campaign, ids[0], parcel)


def filled(sent: Sent, folder: Path, answers: Answers = ANSWERS, name: str = "Copie de retour_v2.xlsx") -> Path:
    """The workbook with these answers, by row and field, saved under another name."""
    book = load_workbook(BytesIO(workbook(sent.parcel.form, TODAY)))
    sheet = book.worksheets[0]
    labels = {column.key: fold(column.label) for column in sent.parcel.form.columns}
    header = next(row for row in sheet.iter_rows() if any(fold(str(c.value or "")) == labels["value"] for c in row))
    places = {fold(str(cell.value)): cell.column for cell in header if cell.value}
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows() if row[0].value}
    for (ref, field), value in answers.items():
        sheet.cell(rows[row_key(ref)], places[labels[field]]).value = value
    path = folder / name
    book.save(path)
    return path


def disagree(base: db.Database) -> None:
    """Meanwhile the secretariat declared another outlook."""
    key = int(CONFLICT[0].partition("-")[2])
    base.write(
        outlooks.declare,
        key,
        OutlookState.SUPPORT_NEEDED,
        on=TODAY,
        today=TODAY,
        author="Inès Delarue",
        comment="Vu en réunion",
    )


def receive(base: db.Database, *paths: Path) -> int:
    """The return that was stored for the first of them."""
    checked = base.write(returns.receive, tuple(read_files(paths)), TODAY).result
    assert checked[0].return_id is not None, checked[0]
    found: int = checked[0].return_id
    return found
