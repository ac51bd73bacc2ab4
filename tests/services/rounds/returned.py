"""Workbooks that come back: a form filled in as a partner would, and a base where one partner has all kinds of rows."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from psq_desktop import db
from psq_desktop.services.forms import form_rows
from psq_desktop.services.forms.answer_rows import Line
from psq_desktop.services.forms.book_rows import Book, CellValue, RawCell, RawRow, RawSheet, ReadFile
from psq_desktop.services.forms.form_rows import Form, FormRow
from psq_desktop.services.forms.keys import row_key
from psq_desktop.services.forms.recognition import CODE_PROPERTY, CODE_SHEET
from psq_desktop.services.kinds import CommitmentState, LineKind, MeasureState, OutlookState
from psq_desktop.services.rounds import dispatches, returns
from psq_desktop.services.rounds.campaign_rows import Applied, Checked, Decisions
from psq_desktop.services.steering import commitments, indicators, measures, outlooks
from tests.conftest import ACTOR, TODAY
from tests.services.concerted import Made, open_made
from tests.services.rounds.collected import opened, sent

SHEET, HEADER = "À compléter", 5
Typed = Mapping[tuple[str, str], CellValue]
Key = tuple[str, str]
AUTHOR = "Mme Nadia Ferrer"


@dataclass(frozen=True)
class Round:
    """A round that went out to a partner with one row of each kind, and what the tests say of them."""

    made: Made
    campaign: int
    dispatch: int
    form: Form
    reports: str  # an indicator by month, nothing reported for October
    delay: str  # an indicator of which October is known: 12
    share: str  # a commitment in progress
    step: str  # a measure in progress
    weather: str  # the objective it pilots: attainable

    @property
    def base(self) -> db.Database:
        return self.made.base

    def file(self, typed: Typed | None = None, **more: Any) -> ReadFile:
        return file_of(self.form, typed or {}, **more)

    def check(self, *files: ReadFile, today: dt.date = TODAY, **more: Any) -> tuple[Checked, ...]:
        return self.base.read(returns.check, files, today, **more)

    def receive(self, *files: ReadFile, today: dt.date = TODAY) -> int:
        """Keep files; the return of the last one."""
        found = self.base.write(returns.receive, files, today).result[-1].return_id
        assert found is not None
        return found

    def lines(self, return_id: int, **more: Any) -> dict[Key, Line]:
        review = self.base.read(returns.review, return_id, TODAY, **more)
        return {(r.line.ref, r.line.field): r.line for r in review.lines}

    def apply(
        self,
        return_id: int,
        accept: Sequence[Key] | None = None,
        *,
        corrected: Mapping[Key, str] | None = None,
        keep: Sequence[Key] = (),
        today: dt.date = TODAY,
    ) -> Applied:
        """Take over what is named, by default all that is safe."""
        if accept is None:
            accept = [key for key, line in self.lines(return_id).items() if line.kind.safe]
        decided = Decisions(frozenset(accept), dict(corrected or {}), frozenset(keep))
        return self.base.write(returns.apply, return_id, decided, today).result


@cache
def _prepared() -> tuple[bytes, tuple[Any, ...], tuple[Any, ...]]:
    """The file of `open_round` and the ids in it, made once."""
    with tempfile.TemporaryDirectory() as folder:
        made = open_made(Path(folder) / "round.psq")
        try:
            ids = _send(made)
        finally:
            made.base.close()
        known = tuple(getattr(made, name) for name in Made.__dataclass_fields__ if name != "base")
        return (Path(folder) / "round.psq").read_bytes(), known, ids


def open_round(path: Path) -> Round:
    """A fresh base at ``path`` with a round of one partner, its workbook sent today."""
    content, known, ids = _prepared()
    path.write_bytes(content)
    return Round(Made(db.open_database(path, ACTOR), *known), *ids)


def _send(made: Made) -> tuple[Any, ...]:
    provided: dict[str, Any] = {"provider_id": made.pilot, "highest": 500.0}
    reports = made.indicator("Signalements", **provided)
    delay = made.indicator("Délai de réponse", unit="j", **provided)
    made.reading(delay, dt.date(2026, 10, 31), 12.0)
    share = made.base.write(commitments.create, made.objective, made.pilot, "Poser dix portes").result
    made.base.write(commitments.set_state, share, CommitmentState.IN_PROGRESS, TODAY)
    other = made.base.write(commitments.create, made.objective, made.helper, "Le secret des autres").result
    made.base.write(commitments.set_state, other, CommitmentState.ACCEPTED, TODAY)
    step = made.base.write(measures.create, made.objective, "Réunir les gardiens", owner_id=made.pilot).result
    made.base.write(measures.set_state, step, MeasureState.IN_PROGRESS, TODAY)
    made.base.write(
        outlooks.declare, made.objective, OutlookState.ATTAINABLE, on=dt.date(2026, 10, 1), today=TODAY,
        author="M. Pilote", comment="Deux porches sur trois",
    )  # fmt: skip
    campaign = opened(made.base, partner_ids=(made.pilot,))
    (dispatch,) = sent(made.base, campaign)
    (parcel,) = made.base.read(dispatches.parcels, (dispatch,), TODAY)
    refs = f"IND-{reports}", f"IND-{delay}", f"ENG-{share}", f"MES-{step}", f"OBJ-{made.objective}"
    return campaign, dispatch, parcel.form, *refs


def again(round_: Round) -> Round:
    """The same round with a second version of the workbook, sent today."""
    (dispatch,) = sent(round_.base, round_.campaign, again=True)
    (parcel,) = round_.base.read(dispatches.parcels, (dispatch,), TODAY)
    values = {name: getattr(round_, name) for name in Round.__dataclass_fields__}
    return Round(**{**values, "dispatch": dispatch, "form": parcel.form})


# ---------------------------------------------------------------- files


def file_of(
    form: Form, typed: Typed, *, name: str = "retour.xlsx", digest: str = "", added: Sequence[Mapping[str, str]] = (),
    copies: Sequence[tuple[str, Typed]] = (), without: Sequence[str] = (), keys: Mapping[str, str] | None = None,
    saved_at: dt.datetime | None = None, author: str = AUTHOR, code: str | None = None,
) -> ReadFile:  # fmt: skip
    """A workbook filled in: cells ``typed``, rows ``added`` by column, rows pasted again with other cells (``copies``),
    rows taken out (``without``), ``keys`` put in the place of their own."""
    book = book_of(form, typed, added, copies, without, keys or {}, saved_at, author, code or form.dispatch)
    digest = digest or hashlib.sha256(repr(book).encode()).hexdigest()
    return ReadFile(name, f"/dépôt/{name}", 21_504, digest, book)


def book_of(
    form: Form, typed: Typed, added: Sequence[Mapping[str, str]], copies: Sequence[tuple[str, Typed]],
    without: Sequence[str], keys: Mapping[str, str], saved_at: dt.datetime | None, author: str, code: str,
) -> Book:  # fmt: skip
    labels: list[CellValue] = ["Clé", *(column.label for column in form.columns)]
    rows = [_row(HEADER, labels)]
    for row in form.rows:
        if row.ref not in without:
            rows.append(_filled(form, row, typed, HEADER + len(rows), keys.get(row.ref, row_key(row.ref))))
    for ref, cells in copies:
        copied = form_rows.Form.row(form, ref)
        assert copied is not None
        rows.append(_filled(form, copied, cells, HEADER + len(rows), row_key(ref)))
    for words in added:
        rows.append(_row(HEADER + len(rows), [None, *(words.get(column.key) for column in form.columns)]))
    hidden = RawSheet(CODE_SHEET, (_row(1, [code]),), hidden=True)
    return Book(
        (RawSheet(SHEET, tuple(rows)), hidden), properties={CODE_PROPERTY: code}, author=author,
        program="LibreOffice", saved_at=saved_at,
    )  # fmt: skip


def _filled(form: Form, row: FormRow, typed: Typed, number: int, key: str) -> RawRow:
    values: list[CellValue] = [key]
    for column in form.columns:
        told = row.fields.get(column.key)
        shown = row.shown[column.key].value if column.key in row.shown else None
        if told is not None and told.filled and told.sent is not None:
            shown = dict(form.choices[told.choices])[str(told.sent)]
        values.append(typed.get((row.ref, column.key), shown))
    return _row(number, values)


def _row(number: int, values: Sequence[CellValue]) -> RawRow:
    cells = {
        place: RawCell(f"{chr(64 + place)}{number}", value)
        for place, value in enumerate(values, start=1)
        if value is not None
    }
    return RawRow(number, cells)


def kinds(lines: Mapping[Key, Line]) -> dict[Key, LineKind]:
    """The lines that say something."""
    return {key: line.kind for key, line in lines.items() if line.kind is not LineKind.UNCHANGED}


def told(lines: Sequence[Line]) -> set[Key]:
    return {(line.ref, line.field) for line in lines}


def indicator_of(ref: str) -> int:
    return int(ref.partition("-")[2])


def raise_ceiling(round_: Round, ref: str, highest: float | None) -> None:
    """Change the bounds of an indicator here, after the workbook went out."""
    round_.base.write(indicators.set_field, indicator_of(ref), "highest", highest)
