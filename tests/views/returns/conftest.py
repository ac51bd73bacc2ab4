"""A round of collection on the demonstration base, and partners who fill in their workbooks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from psq_desktop.exports.partner_xlsx import workbook
from psq_desktop.french import fold
from psq_desktop.services.forms.keys import row_key
from psq_desktop.services.rounds import campaigns, dispatches
from psq_desktop.services.rounds.campaign_rows import Board, DispatchRow, Parcel
from psq_desktop.views.returns.page import ReturnsPage
from psq_desktop.views.screen import Route, Workspace

Answers = Mapping[tuple[str, str], str | float]  # row and column -> what the partner types


def fill_in(path: Path, parcel: Parcel, answers: Answers, today: dt.date) -> Path:
    """The partner's workbook with its answers, saved as a file."""
    path.write_bytes(workbook(parcel.form, today))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = {str(row[0].value): row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value}
    labels = {c.key: fold(c.label) for c in parcel.form.columns}
    head = next(r for r in sheet.iter_rows() if any(fold(str(c.value)) == labels["value"] for c in r))
    columns = {fold(str(cell.value)): cell.column for cell in head if cell.value}
    for (ref, field), value in answers.items():
        sheet.cell(rows[row_key(ref)], columns[labels[field]]).value = value
    book.save(path)
    return path


@dataclass(frozen=True, slots=True)
class Round:
    """An open round: its id and the workbooks of some partners."""

    workspace: Workspace
    id: int

    @property
    def board(self) -> Board:
        found = self.workspace.tasks.store.read(campaigns.board, self.id, self.workspace.today)
        assert isinstance(found, Board)
        return found

    def card(self, acronym: str) -> DispatchRow:
        return next(card for card in self.board.cards if card.acronym == acronym)

    def send(self, *acronyms: str, on: dt.date | None = None) -> None:
        """Prepare and send the workbooks of some partners, of all when none is named."""
        store, today = self.workspace.tasks.store, self.workspace.today
        ids = [card.partner_id for card in self.board.cards if not acronyms or card.acronym in acronyms]
        ready = store.write(dispatches.prepare, self.id, today, partner_ids=ids).result
        store.write(dispatches.mark_sent, ready, on or today)

    def parcel(self, acronym: str) -> Parcel:
        read = self.workspace.tasks.store.read
        found: Parcel = read(dispatches.parcels, [self.card(acronym).id], self.workspace.today)[0]
        return found

    def answered(self, folder: Path, acronym: str, value: str | float | None = None, name: str = "") -> Path:
        """A returned file: a value in its first indicator's cell, or nothing at all."""
        parcel = self.parcel(acronym)
        row = next((row for row in parcel.form.rows if row.ref.startswith("IND")), None)
        answers: dict[tuple[str, str], str | float] = {}
        if value is not None:
            assert row is not None, f"{acronym} has no indicator"
            answers[row.ref, "value"] = value
        return fill_in(folder / (name or f"{acronym}.xlsx"), parcel, answers, self.workspace.today)


@pytest.fixture
def round_(workspace: Workspace) -> Round:
    """« Relevés d’automne », opened three weeks ago, due in nine days: nothing is sent."""
    today = workspace.today
    opened, due = today - dt.timedelta(days=20), today + dt.timedelta(days=9)
    made = workspace.tasks.store.write(campaigns.create, "Relevés d’automne", due, today=opened)
    return Round(workspace, made.result)


@pytest.fixture
def page(workspace: Workspace, round_: Round, show: Callable[..., None]) -> ReturnsPage:
    made = ReturnsPage(workspace)
    workspace.tasks.written.connect(lambda changes, _note: made.on_written(changes))  # as the desk does
    made.open(Route("returns", round_.id))
    show(made)
    return made


@pytest.fixture(autouse=True)
def no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers when a folder is asked for."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is chosen whenever one is asked for."""
    found = tmp_path / "Envois"
    found.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(found))
    return found


@pytest.fixture
def routes(workspace: Workspace) -> list[Route]:
    """Where the page asked to go."""
    found: list[Route] = []
    workspace.go.connect(found.append)
    return found


def settle(page: ReturnsPage) -> None:
    """Everything that was asked for is done and shown."""
    for _ in range(3):
        page.workspace.tasks.drain()
        QApplication.processEvents()


def words(text: Any) -> str:
    """A text with plain spaces."""
    return str(text).replace("\u00a0", " ").replace("\u202f", " ")
