"""« Objectifs et engagements » on a partner's sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psq_desktop.services.kinds import CommitmentState
from psq_desktop.services.steering import commitments, objectives
from psq_desktop.views.partners.objectives import SHOWN, CommitmentLine, ObjectiveLine
from psq_desktop.views.partners.page import PartnersPage
from psq_desktop.views.screen import Route
from tests.conftest import TODAY
from tests.views.partners.conftest import choose, labels, stored


def settle(page: PartnersPage) -> None:
    page.workspace.tasks.drain()
    QApplication.processEvents()  # Qt shows new lines a moment later


def lines(page: PartnersPage) -> list[ObjectiveLine]:
    found = page.sheet.overview.objectives.findChildren(ObjectiveLine)
    return [each for each in found if not each.isHidden()]


def taken(page: PartnersPage) -> list[CommitmentLine]:
    found = page.sheet.overview.objectives.findChildren(CommitmentLine)
    return [each for each in found if not each.isHidden()]


def test_the_sheet_shows_what_a_partner_pilots_first_then_what_it_shares(page: PartnersPage) -> None:
    key = stored(page).row.id
    rows = page.workspace.tasks.store.read(objectives.search, TODAY, partner_id=key)
    piloted = [row.id for row in rows if row.pilot_id == key]
    shown = [line.objective_id for line in lines(page)]
    assert shown[: len(piloted)] == piloted
    assert set(shown) <= {row.id for row in rows}
    first = lines(page)[0].accessibleName()
    for words in ("1.1 Libérer les halls", "pilote", "Atteignable", "65\u202f%"):
        assert words in first


def test_commitments_are_shown_open_ones_first(page: PartnersPage) -> None:
    key = stored(page).row.id
    rows = page.workspace.tasks.store.read(commitments.search, TODAY, partner_id=key)
    assert len(taken(page)) == min(len(rows), SHOWN)
    page.workspace.write(commitments.set_state, rows[0].id, CommitmentState.KEPT, TODAY)
    settle(page)
    assert "Tenu" in taken(page)[-1].accessibleName()


def test_a_line_opens_its_objective_and_the_button_all_of_them(page: PartnersPage, qtbot: QtBot) -> None:
    key = stored(page).row.id
    for line in (lines(page)[1], taken(page)[0]):
        with qtbot.waitSignal(page.workspace.go) as gone:
            line.click()
        assert gone.args == [Route("objectives", line.objective_id, line.part)]
    with qtbot.waitSignal(page.workspace.go) as gone:
        page.sheet.overview.objectives.all_button.click()
    assert gone.args == [Route("objectives", part=f"partner:{key}")]


def test_a_partner_without_objective_is_told_what_will_come(page: PartnersPage) -> None:
    rows = page.workspace.tasks.store.read(objectives.search, TODAY)
    for row in rows:
        page.workspace.tasks.store.write(objectives.remove, row.id)
    choose(page, "Habitat du Détroit")
    page.reload()
    settle(page)
    part = page.sheet.overview.objectives
    assert not lines(page)
    assert not taken(page)
    assert "viendront ici" in labels(part)
    assert part.all_button.isHidden()
