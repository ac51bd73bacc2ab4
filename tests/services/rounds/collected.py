"""A round of collection on the small base of `concerted`, and what a test needs to look into it."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterable
from typing import Any

import openpyxl
from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop import db
from psq_desktop.exports.partner_xlsx import workbook
from psq_desktop.imports import child
from psq_desktop.models.campaign import Dispatch
from psq_desktop.services.forms import form_rows
from psq_desktop.services.forms.book_rows import ReadFile
from psq_desktop.services.forms.form_rows import Form
from psq_desktop.services.forms.keys import row_key
from psq_desktop.services.rounds import campaigns, dispatches, returns
from psq_desktop.services.rounds.campaign_rows import DispatchRow
from tests.conftest import TODAY

DUE = dt.date(2026, 12, 4)


def opened(base: db.Database, title: str = "Relevés", today: dt.date = TODAY, **values: Any) -> int:
    return base.write(
        campaigns.create, title, values.pop("due", today + dt.timedelta(12)), today=today, **values
    ).result


def prepared(base: db.Database, campaign: int, today: dt.date = TODAY, **values: Any) -> tuple[int, ...]:
    return base.write(dispatches.prepare, campaign, today, **values).result


def sent(base: db.Database, campaign: int, today: dt.date = TODAY, **values: Any) -> tuple[int, ...]:
    ids = prepared(base, campaign, today, **values)
    base.write(dispatches.mark_sent, ids, today)
    return ids


def forms(base: db.Database, campaign: int) -> dict[int, Form]:
    """The stored forms of a round by partner: the latest of each, if it is made."""
    return {partner: form_rows.load(text) for partner, text in dict(base.read(_forms, campaign)).items() if text}


def _forms(session: Session, campaign: int) -> list[tuple[int, str]]:
    query = select(Dispatch.partner_id, Dispatch.form).where(Dispatch.campaign_id == campaign).order_by(Dispatch.id)
    return [(row.partner_id, row.form) for row in session.execute(query)]


def card(base: db.Database, campaign: int, partner: int, today: dt.date = TODAY) -> DispatchRow:
    return next(c for c in base.read(campaigns.board, campaign, today).cards if c.partner_id == partner)


def filled(base: db.Database, dispatch: int, typed: dict[tuple[str, str], Any], name: str = "retour.xlsx") -> ReadFile:
    """The workbook of a dispatch as its partner sends it back: ``typed`` by reference and label of the column."""
    (parcel,) = base.read(dispatches.parcels, [dispatch], TODAY)
    book = openpyxl.load_workbook(io.BytesIO(workbook(parcel.form, TODAY)), rich_text=True)
    sheet = book.worksheets[0]
    lines = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    columns = {column.key: place for place, column in enumerate(parcel.form.columns, start=2)}
    for (ref, field), value in typed.items():
        sheet.cell(lines[row_key(ref)], columns[field]).value = value
    target = io.BytesIO()
    book.save(target)
    data = target.getvalue()
    return ReadFile(name, name, len(data), hashlib.sha256(data).hexdigest(), child.book(data))


def came_back(base: db.Database, dispatch: int, typed: dict[tuple[str, str], Any], on: dt.date = TODAY) -> int:
    """A returned workbook is received. Returns its id."""
    ((checked,),) = (base.write(returns.receive, [filled(base, dispatch, typed)], on).result,)
    assert checked.return_id is not None, checked
    return checked.return_id


def words(form: Form) -> str:
    """Everything that a form shows, in one text."""
    told: Iterable[object] = (
        part for row in form.rows for shown in row.shown.values() for part in (shown.value, shown.under, shown.unit)
    )
    return "\n".join([form.title, form.subtitle, form.note, form.question, *form.guide, *(str(part) for part in told)])
