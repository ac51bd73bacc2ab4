"""The rounds of collection of the demonstration base: sent, chased, and what came back of them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.french import date_digits, figure, typeset
from psq_desktop.models.campaign import Dispatch
from psq_desktop.models.indicator import Reading
from psq_desktop.models.partner import Contact
from psq_desktop.services.demonstration.base import Data, Keys, Later
from psq_desktop.services.forms import form_rows
from psq_desktop.services.forms.book_rows import Book, CellValue, RawCell, RawRow, RawSheet, ReadFile
from psq_desktop.services.forms.form_rows import Form, FormRow
from psq_desktop.services.forms.keys import row_key
from psq_desktop.services.names import person
from psq_desktop.services.rounds import campaigns, dispatches, returns
from psq_desktop.services.rounds.campaign_rows import Decisions
from psq_desktop.services.words import word

JOURNAL_NAME = "demo_campaigns"  # as bases hold it

_DAY = dt.timedelta(days=1)
_SHEET, _HEADER = "À compléter", 5  # where the workbooks have their table
_FIRST_COLUMN = 2  # the key stands before it
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Cells = dict[tuple[str, str], str]  # what a partner typed, by reference and column


def load_campaign(session: Session, data: Data, keys: Keys) -> int:
    """One round with its returns. Returns its id.

    Applying those that bring something waits in ``keys``: it is what somebody did since the last meeting.
    """
    opened, due = _on(keys, data, "opened"), _on(keys, data, "due")
    key = campaigns.create(session, typeset(data["title"]), due, today=opened)
    board = campaigns.board(session, key, opened)
    latest = {card.partner_id: card.id for card in board.cards}
    for name, offset in data.get("dues", {}).items():
        dispatches.set_due(session, latest[keys.partners[name]], keys.today + offset * _DAY)
    unsent = {keys.partners[name] for name in data.get("unsent", ())}
    sent = [partner for partner in latest if partner not in unsent]
    first = _send(session, key, sent, _on(keys, data, "sent"))
    _as_it_was(session, first, data.get("then", ()))
    versions = {partner: session.get_one(Dispatch, found) for partner, found in zip(sent, first, strict=True)}
    for name, offset in data.get("again", {}).items():
        _send(session, key, [keys.partners[name]], keys.today + offset * _DAY, again=True)
    for row in data.get("reminders", ()):
        for offset in row["offsets"]:
            dispatches.remind(session, [latest[keys.partners[row["partner"]]]], keys.today + offset * _DAY)
    for row in data.get("returns", ()):
        _return(session, keys, versions[keys.partners[row["partner"]]], row)
    return key


def _on(keys: Keys, row: Data, name: str) -> dt.date:
    day = keys.day(row, name)
    assert day is not None, name
    return day


def _send(session: Session, key: int, partners: list[int], on: dt.date, again: bool = False) -> list[int]:
    made = list(dispatches.prepare(session, key, on, partner_ids=partners, again=again))
    dispatches.mark_sent(session, made, on)
    return made


def _as_it_was(session: Session, made: Iterable[int], rows: Iterable[Data]) -> None:
    """Let the workbooks of a past round remember what was agreed then, so that the next ones tell what changed."""
    for dispatch in (session.get_one(Dispatch, key) for key in made):
        form = form_rows.load(dispatch.form)
        for row in rows:
            found = _line(form, row)
            if found is not None:
                facts = {**found.facts, **row["facts"]}
                changed = replace(found, facts=facts)
                form = replace(form, rows=tuple(changed if each is found else each for each in form.rows))
        dispatch.form = form_rows.dump(form)


def _line(form: Form, row: Data) -> FormRow | None:
    """The line of an objective whose words begin so."""
    start = typeset(row["line"])
    return next((each for each in form.rows if each.code == row["code"] and each.label.startswith(start)), None)


# ---------------------------------------------------------------- what came back


def _return(session: Session, keys: Keys, dispatch: Dispatch, row: Data) -> None:
    form = form_rows.load(dispatch.form)
    brought = {line.ref: keys.brought[line.ref] for line in form.rows if line.ref in keys.brought and "brings" in row}
    on = max(_on(keys, row, "received"), *(reading.ends_on for reading in brought.values()), dt.date.min)
    typed = _agreed(session, form) if row.get("agrees") else {}
    for ref, reading in brought.items():
        typed |= {(ref, "value"): figure(reading.value or 0.0), (ref, "on"): date_digits(reading.ends_on)}
    for answer in row.get("answers", ()):
        line = _line(form, answer)
        assert line is not None, answer
        typed |= {(line.ref, name): typeset(text) for name, text in answer["cells"].items()}
    author = person(session.get_one(Contact, keys.contacts[row["author"]])) if "author" in row else ""
    book = Book(
        (_table(form, typed), RawSheet("_envoi", (_cells(1, {1: form.dispatch}),), hidden=True)),
        {"_envoi": form.dispatch}, {"Concertation": form.dispatch}, author, row.get("program", "Microsoft Excel"),
    )  # fmt: skip
    digest = hashlib.sha256(f"{form.dispatch} {sorted(typed.items())}".encode()).hexdigest()
    (checked,) = returns.receive(session, (ReadFile(row["file"], "", row.get("size", 24_000), digest, book),), on)
    if row.get("applied"):
        assert checked.return_id is not None
        safe = frozenset((line.ref, line.field) for line in checked.lines if line.kind.safe)
        steps: tuple[Later, ...] = (
            (returns.apply, (checked.return_id, Decisions(safe, {}, frozenset()), on), {}),
            (returns.mark_receipt, (checked.return_id, on), {}),
        )
        if "brings" in row:
            keys.later += steps
        else:
            for service, given, options in steps:
                service(session, *given, **options)


def _agreed(session: Session, form: Form) -> Cells:
    """The values that the base has for the periods asked for: it has them from there."""
    typed = {}
    for line in form.rows:
        asked = line.fields["value"].asked if "value" in line.fields else ""
        if asked:
            query = select(Reading).where(
                Reading.indicator_id == int(line.ref.partition("-")[2]), Reading.ends_on == dt.date.fromisoformat(asked)
            )
            reading = session.scalars(query).first()
            if reading is not None:
                value = reading.value
                typed[line.ref, "value"] = word(reading.status) if value is None else figure(value)
    return typed


def _table(form: Form, typed: Cells) -> RawSheet:
    """The sheet as it came back: what was shown in the cells to fill in, and what was typed there."""
    columns = {column.key: number for number, column in enumerate(form.columns, _FIRST_COLUMN)}
    rows = [_cells(_HEADER, {columns[column.key]: column.label for column in form.columns})]
    for number, line in enumerate(form.rows, _HEADER + 1):
        told: dict[int, CellValue] = {columns[name]: cell.value for name, cell in line.shown.items()}
        told |= {columns["code"]: line.code, 1: row_key(line.ref)}
        for name, field in line.fields.items():
            shown = dict(form.choices.get(field.choices, ())).get(str(field.sent), "") if field.filled else ""
            told[columns[name]] = typed.get((line.ref, name), shown)
        rows.append(_cells(number, told))
    return RawSheet(_SHEET, tuple(rows))


def _cells(number: int, told: Mapping[int, CellValue]) -> RawRow:
    filled = {n: value for n, value in told.items() if value not in (None, "")}
    return RawRow(number, {n: RawCell(f"{_LETTERS[n - 1]}{number}", value) for n, value in filled.items()})
