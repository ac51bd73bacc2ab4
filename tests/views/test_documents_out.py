"""Before a document is saved, what seems personal in it is told; it goes out for a reason, or is corrected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from psq_desktop import app, db, richtext
from psq_desktop.french import NBSP
from psq_desktop.models.minutes import ExportWaiver
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance
from psq_desktop.settings import Settings
from psq_desktop.views.decision_parts.reminding import Reminding
from psq_desktop.views.desk import Desk
from psq_desktop.views.file_work import FileWork, Folders
from psq_desktop.views.kit import TextField
from psq_desktop.views.meeting.summons_sending import Sending
from psq_desktop.views.privacy_parts.dialog import PrivacyDialog
from psq_desktop.views.screen import Route

COMING = 6


@pytest.fixture
def desk(qtbot: QtBot, demo_database: db.Database) -> Iterator[Desk]:
    window = app.build_window(Settings())
    qtbot.addWidget(window)
    made = window.use(demo_database, demo_database.path)
    yield made
    window.leave_base()


def settle(desk: Desk) -> None:
    for _ in range(4):
        desk.tasks.drain()
        QApplication.processEvents()


def dialog() -> PrivacyDialog:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, PrivacyDialog) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def waivers(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(ExportWaiver)) or 0


def test_what_seems_personal_is_told_before_anything_is_written(
    desk: Desk, demo_database: db.Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    item = demo_database.read(agenda.items, COMING)[2]
    demo_database.write(agenda.save_notes, item.id, richtext.plain("Appeler le 06 39 98 12 04."))
    target = tmp_path / "compte rendu.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "PDF (*.pdf)"))
    level = DisclosureLevel.RESTRICTED.value

    desk.papers.export("minutes", COMING, level)
    settle(desk)
    asked = dialog()
    assert [line.title.text().replace(NBSP, " ") for line in asked.lines] == ["Numéro de téléphone : 06 39 98 12 04"]
    asked._export.click()
    assert asked.reason.problem  # a reason is due
    field = asked.reason.field
    assert isinstance(field, TextField)
    field.setText("Numéro du standard, public")
    asked._export.click()
    settle(desk)
    assert target.read_bytes().startswith(b"%PDF")
    assert demo_database.read(waivers) == 1

    target.unlink()
    desk.papers.export("minutes", COMING, level)
    settle(desk)
    routes: list[Route] = []
    desk.workspace.go.connect(routes.append)
    dialog().lines[0].button.click()
    settle(desk)
    assert routes == [Route("meeting", COMING, f"minutes:{item.id}")]
    assert not target.exists()

    desk.papers.export("attendance", COMING, level)  # prints nothing that people typed
    settle(desk)
    assert target.exists()
    assert demo_database.read(waivers) == 1


def allow(asked: PrivacyDialog) -> None:
    field = asked.reason.field
    assert isinstance(field, TextField)
    field.setText("Numéro du standard, public")
    asked._export.click()


def test_drafts_are_looked_through_before_they_are_written(
    desk: Desk, demo_database: db.Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "envoi"
    folder.mkdir()
    item = demo_database.read(agenda.items, COMING)[2]
    demo_database.write(agenda.set_field, item.id, "title", "Serrure, appeler le 06 39 98 12 04")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    window = desk.parent()
    assert isinstance(window, QWidget)
    work = FileWork(desk.tasks, desk)
    sending = Sending(desk.workspace, work, Folders(window))
    seats = tuple(seat.id for seat in demo_database.read(attendance.seats, COMING))[:2]
    sending.prepare(COMING, seats)
    settle(desk)
    dialog()._cancel.click()
    settle(desk)
    assert not list(folder.iterdir()) and not work.busy
    sending.prepare(COMING, seats)
    settle(desk)
    allow(dialog())
    settle(desk)
    assert {path.suffix for path in folder.iterdir()} == {".eml", ".ics", ".pdf"}
    assert demo_database.read(waivers) == 1


def test_reminders_are_looked_through_as_well(
    desk: Desk, demo_database: db.Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "relances"
    folder.mkdir()
    key = demo_database.write(decisions.create, COMING, "Appeler le 06 39 98 12 04", pilot_id=2).result
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    window = desk.parent()
    assert isinstance(window, QWidget)
    reminding = Reminding(desk.workspace, window)
    reminding.remind((key,))
    settle(desk)
    assert not list(folder.iterdir())
    allow(dialog())
    settle(desk)
    assert [path.suffix for path in folder.iterdir()] == [".eml"]
    assert demo_database.read(waivers) == 1
