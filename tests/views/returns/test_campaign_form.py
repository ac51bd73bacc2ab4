"""Opening a round, and changing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.rounds import campaigns
from psq_desktop.services.rounds.campaign_rows import Board
from psq_desktop.services.steering import objectives
from psq_desktop.views import theme
from psq_desktop.views.returns.campaign_form import MAIL, SCOPE, CampaignDialog, open_edit_campaign, open_new_campaign
from psq_desktop.views.returns.page import ReturnsPage
from psq_desktop.views.returns.ticks import TicksCard
from psq_desktop.views.screen import Route
from tests.views import audit
from tests.views.returns.conftest import Round, settle, words


def rows_of(card: TicksCard) -> dict[str, bool]:
    model = card.table._rows
    lines = [model.row_at(position) for position in range(model.rowCount())]
    return {line.acronym or line.title.split()[0]: line.member for line in lines if line is not None}


def tick(card: TicksCard, name: str) -> None:
    model = card.table._rows
    found = next(
        line for position in range(model.rowCount())
        if (line := model.row_at(position)) is not None and name in (line.acronym, line.title.split(" ")[0])
    )  # fmt: skip
    card.table.select(found.id)
    QTest.keyClick(card.table, Qt.Key.Key_Space)


@pytest.fixture
def dialog(page: ReturnsPage) -> Iterator[CampaignDialog]:
    page.create_new()
    made = page.findChild(CampaignDialog)
    assert made is not None
    settle(page)
    yield made


@pytest.fixture
def edit(page: ReturnsPage, round_: Round) -> Callable[[], CampaignDialog]:
    def opened() -> CampaignDialog:
        assert page._shown is not None
        made = open_edit_campaign(page.workspace, page._shown, page)
        settle(page)
        return made

    return opened


def newest(page: ReturnsPage) -> Board:
    read = page.workspace.tasks.store.read
    found: Board = read(campaigns.board, read(campaigns.latest), page.workspace.today)
    return found


def test_a_round_is_opened_as_proposed_with_one_key(
    page: ReturnsPage, dialog: CampaignDialog, routes: list[Route]
) -> None:
    before = newest(page).campaign.number
    dialog.submit()
    settle(page)
    board = newest(page)
    assert board.campaign.number == before + 1
    assert board.campaign.partners == 16
    assert routes == [Route("returns", board.campaign.id)]
    assert page._shown is not None and page._shown.campaign.id == board.campaign.id


def test_restricted_objectives_wait_for_somebody_to_tick_them(page: ReturnsPage, round_: Round) -> None:
    store = page.workspace.tasks.store
    key, code = 4, "1.4"  # on no agenda that partners read
    store.write(objectives.set_field, key, "disclosure", DisclosureLevel.RESTRICTED)
    dialog = open_new_campaign(page.workspace, page)
    settle(page)
    assert rows_of(dialog.objectives)[code] is False
    assert sum(rows_of(dialog.objectives).values()) == 14
    tick(dialog.objectives, code)
    dialog.submit()
    settle(page)
    assert newest(page).campaign.objectives == 15


def test_a_partner_without_a_line_left_goes_by_itself(page: ReturnsPage, dialog: CampaignDialog) -> None:
    kept = "1.1"
    for code, ticked in rows_of(dialog.objectives).items():
        if ticked and code != kept:
            tick(dialog.objectives, code)
    concerned = {name for name, ticked in rows_of(dialog.partners).items() if ticked}
    assert 0 < len(concerned) < 16
    dialog.submit()
    settle(page)
    assert {card.acronym for card in newest(page).cards} == concerned


def test_a_partner_unticked_by_hand_stays_so_when_objectives_change(dialog: CampaignDialog) -> None:
    tick(dialog.partners, "VC")
    tick(dialog.objectives, "1.1")
    tick(dialog.objectives, "1.1")
    assert rows_of(dialog.partners)["VC"] is False


def test_what_is_wrong_is_said_under_its_field_on_its_page(page: ReturnsPage, dialog: CampaignDialog) -> None:
    before = newest(page).campaign.number
    dialog.show_part(MAIL)
    dialog.form.set_values({"title": ""}, force=True)
    dialog.submit()
    assert dialog.tabs.current == SCOPE and dialog.form.problem("title")
    dialog.form.set_values({"title": "Essai", "message": "Bonjour {prenom}"}, force=True)
    dialog.submit()
    settle(page)
    assert dialog.tabs.current == MAIL
    assert "{prenom}" in dialog.form.problem("message")
    assert newest(page).campaign.number == before


def test_the_mail_is_shown_as_a_partner_would_read_it(page: ReturnsPage, dialog: CampaignDialog) -> None:
    dialog.show_part(MAIL)
    shown = words(dialog._text.text())
    assert "{" not in shown and dialog.reader.currentText() in dialog._text.text()
    dialog.form.set_values({"subject": "Pour {partenaire}"}, force=True)
    dialog.form.edited.emit("subject")
    assert words(dialog._subject.text()) == f"Pour {words(dialog.reader.currentText())}"


def test_changing_a_round_writes_what_was_changed_only(
    page: ReturnsPage, round_: Round, edit: Callable[[], CampaignDialog]
) -> None:
    dialog = edit()
    due = round_.board.campaign.due + dt.timedelta(days=7)
    dialog.form.set_values({"due": due}, force=True)
    tick(dialog.partners, "CIS")
    dialog.submit()
    settle(page)
    board = round_.board
    assert (board.campaign.due, board.campaign.partners) == (due, 15)
    assert board.campaign.title == "Relevés d’automne"
    again = edit()
    assert rows_of(again.partners)["CIS"] is False
    again.submit()
    settle(page)
    assert round_.board == board


def test_a_partner_that_has_its_workbook_stays(
    page: ReturnsPage, round_: Round, edit: Callable[[], CampaignDialog]
) -> None:
    round_.send("VC")
    dialog = edit()
    tick(dialog.partners, "VC")
    dialog.submit()
    settle(page)
    assert not dialog.note.isHidden() and "Ville de Calais" in words(dialog.note.accessibleName())
    assert round_.board.campaign.partners == 16


def test_five_partners_of_all_take_few_clicks(page: ReturnsPage, dialog: CampaignDialog) -> None:
    dialog.partners.none_button.click()
    assert not any(rows_of(dialog.partners).values())
    for name in ("VC", "PM", "HD"):
        tick(dialog.partners, name)
    dialog.objectives.none_button.click()
    dialog.objectives.all_button.click()
    assert {name for name, ticked in rows_of(dialog.partners).items() if ticked} == {"VC", "PM", "HD"}
    dialog.submit()
    settle(page)
    assert {card.acronym for card in newest(page).cards} == {"VC", "PM", "HD"}


def test_everything_leaves_restricted_objectives_out(page: ReturnsPage, round_: Round) -> None:
    page.workspace.tasks.store.write(objectives.set_field, 4, "disclosure", DisclosureLevel.RESTRICTED)
    dialog = open_new_campaign(page.workspace, page)
    settle(page)
    dialog.objectives.all_button.click()
    assert rows_of(dialog.objectives)["1.4"] is False


def test_lines_are_those_that_will_be_sent(page: ReturnsPage, dialog: CampaignDialog) -> None:
    for code, ticked in rows_of(dialog.objectives).items():
        if ticked and code not in ("1.1", "1.2", "2.1"):
            tick(dialog.objectives, code)
    for name, ticked in rows_of(dialog.partners).items():
        if ticked and name not in ("VC", "PM"):
            tick(dialog.partners, name)
    shown = {line.acronym: line.share for line in dialog.partners._lines}
    asked = sum(int(line.share) for line in dialog.objectives._lines if line.member)
    dialog.show_part(MAIL)
    assert f"{shown['VC']} lignes" in words(dialog._text.text())
    dialog.submit()
    settle(page)
    sent = {card.acronym: card.rows for card in newest(page).cards}
    assert {name: str(rows) for name, rows in sent.items()} == {name: shown[name] for name in sent}
    assert asked == sum(sent.values())


def test_the_dialog_is_as_tall_as_its_part_needs(page: ReturnsPage, dialog: CampaignDialog) -> None:
    heights = []
    for part in (SCOPE, MAIL, SCOPE, MAIL):
        dialog.show_part(part)
        settle(page)
        heights.append(dialog.height())
    assert heights[:2] == heights[2:] and heights[0] < heights[1]
    lists = dialog._lists.mapTo(dialog, dialog._lists.rect().bottomLeft()).y()
    dialog.show_part(SCOPE)
    assert dialog.submit_button.mapTo(dialog, dialog.submit_button.rect().topLeft()).y() - lists < theme.px(40)


@pytest.mark.parametrize("part", [SCOPE, MAIL])
@pytest.mark.parametrize("scale", [1.0, 1.4])
def test_every_control_has_a_name_and_no_word_is_cut(
    qapp: QApplication, page: ReturnsPage, part: str, scale: float
) -> None:
    theme.apply(qapp, "light", scale)
    dialog = open_new_campaign(page.workspace, page)
    settle(page)
    dialog.show_part(part)
    settle(page)
    assert [*audit.unnamed_controls(dialog), *audit.cut_texts(dialog)] == []
