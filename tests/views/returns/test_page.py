"""The board of a round: what is sent, chased and received from it."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from psq_desktop import db
from psq_desktop.errors import UserError
from psq_desktop.exports import parcels as parcels_module
from psq_desktop.services import setup
from psq_desktop.services.kinds import DispatchState
from psq_desktop.services.rounds import campaigns, dispatches
from psq_desktop.views.returns.board import BoardView
from psq_desktop.views.returns.cards import DispatchCard
from psq_desktop.views.returns.page import ReturnsPage
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.tasks import Tasks
from tests.views.returns.conftest import Round, settle, words


def note_text(page: ReturnsPage) -> str:
    return words(page.note.accessibleName()) if not page.note.isHidden() else ""


def menu_of(page: ReturnsPage, card_id: int) -> list[str]:
    menu = page.cards.menu(page.board.cards[card_id].card)
    return [words(action.text()) for action in menu.actions() if action.text()]


def choose(page: ReturnsPage, card_id: int, text: str) -> None:
    menu = page.cards.menu(page.board.cards[card_id].card)
    next(action for action in menu.actions() if words(action.text()) == text).trigger()
    settle(page)


def column_of(page: ReturnsPage, state: DispatchState) -> list[str]:
    return [card.card.acronym for card in page.board.columns[state].cards]


def test_a_new_round_has_all_its_partners_to_send(page: ReturnsPage, round_: Round) -> None:
    assert len(column_of(page, DispatchState.TO_SEND)) == 16
    assert words(page.head.send_button.accessibleName()) == "Préparer les 16 envois"
    assert page.head.remind_button.isHidden()


def test_sending_writes_a_workbook_and_a_draft_each_then_notes_it(
    page: ReturnsPage, round_: Round, folder: Path
) -> None:
    page.head.send_button.click()
    settle(page)
    assert len(list(folder.glob("*.xlsx"))) == len(list(folder.glob("*.eml"))) == 16
    assert len(column_of(page, DispatchState.SENT)) == 16
    assert note_text(page) == "Réussite, 16 classeurs et leurs brouillons enregistrés dans « Envois »"
    assert words(page.note.accessibleDescription()).startswith("Rien n’est encore parti : ouvrez chaque brouillon")
    assert {card.sent_on for card in round_.board.cards} == {page.workspace.today}


def test_a_draft_goes_to_the_partner_with_its_own_workbook(page: ReturnsPage, round_: Round, folder: Path) -> None:
    card = round_.card("VC")
    page.board.cards[card.id].verb_button.click()
    settle(page)
    (draft,) = folder.glob("*.eml")
    mail = message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert mail["To"] == ", ".join(card.recipients)
    assert [part.get_filename() for part in mail.iter_attachments()] == [f"{draft.stem}.xlsx"]
    assert column_of(page, DispatchState.SENT) == ["VC"]


def test_nothing_is_noted_as_sent_when_a_file_cannot_be_written(
    page: ReturnsPage, round_: Round, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise UserError("target_readonly", path=str(folder / "VC.xlsx"))

    monkeypatch.setattr(parcels_module, "write_atomically", full)
    page.head.send_button.click()
    settle(page)
    assert "VC.xlsx" in note_text(page)
    assert all(card.sent_on is None for card in round_.board.cards)


def test_given_up_sending_notes_nothing(page: ReturnsPage, round_: Round, folder: Path) -> None:
    page.work.moved.connect(page.work.cancel)
    page.head.send_button.click()
    settle(page)
    assert "aucun envoi n’est noté" in note_text(page)
    assert all(card.sent_on is None for card in round_.board.cards)
    assert page.strip.isHidden() and not page.drop_zone.isHidden()


def test_without_a_folder_nothing_happens(page: ReturnsPage, round_: Round) -> None:
    page.head.send_button.click()
    settle(page)
    assert all(card.sent_on is None for card in round_.board.cards)


def test_the_same_workbook_is_written_again_without_a_new_date(page: ReturnsPage, round_: Round, folder: Path) -> None:
    day = page.workspace.today - dt.timedelta(days=5)
    round_.send("VC", on=day)
    page.reload()
    settle(page)
    code = round_.parcel("VC").form.dispatch
    choose(page, round_.card("VC").id, "Enregistrer le classeur à nouveau…")
    assert len(list(folder.glob("*.xlsx"))) == 1
    assert (round_.card("VC").sent_on, round_.parcel("VC").form.dispatch) == (day, code)
    choose(page, round_.card("VC").id, "Nouvelle version du classeur…")
    assert round_.card("VC").sent_on == page.workspace.today
    assert round_.parcel("VC").form.dispatch != code


def _late(page: ReturnsPage, round_: Round, *acronyms: str) -> None:
    store, today = page.workspace.tasks.store, page.workspace.today
    round_.send(*acronyms, on=today - dt.timedelta(days=18))
    for acronym in acronyms:
        store.write(dispatches.set_due, round_.card(acronym).id, today - dt.timedelta(days=6))
    page.reload()
    settle(page)


def test_one_click_chases_every_late_partner(page: ReturnsPage, round_: Round, folder: Path) -> None:
    _late(page, round_, "VC", "HD", "OM")
    assert words(page.head.remind_button.accessibleName()) == "Relancer les 3 retards"
    page.head.remind_button.click()
    settle(page)
    assert len(list(folder.glob("*.eml"))) == 3
    assert {round_.card(name).reminders for name in ("VC", "HD", "OM")} == {1}
    assert note_text(page) == "Réussite, 3 relances enregistrées, classeurs joints, dans « Envois »"
    assert "ouvrez chaque brouillon" in words(page.note.accessibleDescription())
    for draft in folder.glob("*.eml"):
        mail = message_from_bytes(draft.read_bytes(), policy=policy.default)
        assert [part.get_filename() for part in mail.iter_attachments()] == [f"{draft.stem}.xlsx"]


def test_nobody_is_chased_twice_on_one_day(page: ReturnsPage, round_: Round, folder: Path) -> None:
    _late(page, round_, "VC", "HD")
    store, today = page.workspace.tasks.store, page.workspace.today
    store.write(dispatches.remind, [round_.card("VC").id], today)
    page.reload()
    settle(page)
    assert words(page.head.remind_button.accessibleName()) == "Relancer le retard"
    page.head.remind_button.click()
    settle(page)
    assert len(list(folder.glob("*.eml"))) == 1
    assert {round_.card(name).reminders for name in ("VC", "HD")} == {1}
    assert words(page.head.remind_button.accessibleName()) == "Relancés aujourd’hui"
    assert not page.head.remind_button.isEnabled()
    page.board.cards[round_.card("VC").id].verb_button.click()
    choose(page, round_.card("HD").id, "Noter une relance déjà faite")
    settle(page)
    assert note_text(page) == "Attention, Déjà relancé aujourd’hui : Habitat du Détroit."
    choose(page, round_.card("HD").id, "Enregistrer une relance…")
    assert "1 fichier" not in note_text(page) and "pas une deuxième fois" in words(page.note.accessibleDescription())
    assert "2 fichiers du même nom remplacés" in words(page.note.accessibleDescription())
    assert {round_.card(name).reminders for name in ("VC", "HD")} == {1}


def test_a_chase_by_telephone_is_noted_without_a_file(page: ReturnsPage, round_: Round, folder: Path) -> None:
    _late(page, round_, "HD")
    choose(page, round_.card("HD").id, "Noter une relance déjà faite")
    assert round_.card("HD").reminders == 1
    assert list(folder.iterdir()) == []


def test_files_dropped_fill_the_board_and_refused_ones_say_why(
    page: ReturnsPage, round_: Round, tmp_path: Path
) -> None:
    round_.send()
    good = round_.answered(tmp_path, "HD", "7,5", "bonjour.xlsx")
    letter = tmp_path / "lettre.pdf"
    letter.write_bytes(b"%PDF-1.7\n")
    page.take_files((good, letter))
    settle(page)
    assert words(page.outcome._head._title.text()) == "1 fichier reconnu, 1 refusé"
    assert [words(line.title.text()) for line in page.outcome.lines] == ["lettre.pdf", "bonjour.xlsx"]
    said = [words(line.detail.text()) for line in page.outcome.lines]
    assert said[0].startswith("C’est un PDF") and said[1].startswith("Habitat du Détroit")
    assert page.board.isVisible()
    assert column_of(page, DispatchState.LATE) == []
    assert round_.card("HD").state in (DispatchState.RECEIVED, DispatchState.TO_CHECK)
    page.outcome.copy_button.click()
    assert "lettre.pdf : C’est un PDF" in words(QApplication.clipboard().text())


def test_a_long_account_has_the_room_of_the_board_until_it_is_closed(page: ReturnsPage, tmp_path: Path) -> None:
    files = []
    for number in range(9):
        files.append(tmp_path / f"note {number}.txt")
        files[-1].write_text("bonjour", encoding="utf-8")
    page.take_files(tuple(files))
    settle(page)
    assert page.board.isHidden()
    shown = page.outcome._area.viewport().height()
    assert sum(line.geometry().bottom() < shown for line in page.outcome.lines) >= 8
    page.reload()
    settle(page)
    assert page.board.isHidden()
    page.outcome.close_button.click()
    assert not page.board.isHidden() and page.outcome.isHidden()
    page.take_files(tuple(files))
    settle(page)
    (tmp_path / "vide").mkdir()
    page.take_files((tmp_path / "vide",))
    settle(page)
    assert page.outcome.isHidden() and "Aucun classeur à lire" in note_text(page)


def test_a_file_of_an_older_version_says_whose_it_is(page: ReturnsPage, round_: Round, tmp_path: Path) -> None:
    round_.send("HD", on=page.workspace.today - dt.timedelta(days=5))
    file = round_.answered(tmp_path, "HD", "12")
    choose_again = page.workspace.tasks.store.write(
        dispatches.prepare, round_.id, page.workspace.today, partner_ids=[round_.card("HD").partner_id], again=True
    ).result
    page.workspace.tasks.store.write(dispatches.mark_sent, choose_again, page.workspace.today)
    page.take_files((file,))
    settle(page)
    assert words(page.outcome.lines[0].detail.text()).startswith("Habitat du Détroit : ")


def test_a_folder_gives_its_workbooks(page: ReturnsPage, round_: Round, tmp_path: Path) -> None:
    round_.send("HD", "OM")
    inside = tmp_path / "reçus"
    inside.mkdir()
    for acronym in ("HD", "OM"):
        round_.answered(inside, acronym)
    page.take_files((inside,))
    settle(page)
    assert sorted(column_of(page, DispatchState.RECEIVED)) == ["HD", "OM"]


def test_the_same_file_twice_says_so_and_changes_nothing(page: ReturnsPage, round_: Round, tmp_path: Path) -> None:
    round_.send("HD")
    file = round_.answered(tmp_path, "HD", "12")
    page.take_files((file,))
    settle(page)
    before = round_.card("HD")
    page.take_files((file,))
    settle(page)
    assert "Ce même fichier a déjà été reçu" in words(page.outcome.lines[0].detail.text())
    assert round_.card("HD") == before


def test_given_up_reading_leaves_the_data_as_they_were(page: ReturnsPage, round_: Round, tmp_path: Path) -> None:
    round_.send()
    files = tuple(round_.answered(tmp_path, acronym) for acronym in ("HD", "OM", "VC"))
    page.work.moved.connect(page.work.cancel)
    page.take_files(files)
    settle(page)
    assert note_text(page) == "Information, Lecture interrompue : les données n’ont pas changé."
    assert all(card.return_id is None for card in round_.board.cards)


def test_other_files_wait_while_some_are_read(page: ReturnsPage, round_: Round, tmp_path: Path) -> None:
    round_.send("HD")
    file = round_.answered(tmp_path, "HD")
    page.take_files((file,))
    page.take_files((file,))
    assert "en cours" in note_text(page)
    settle(page)
    assert round_.card("HD").return_id is not None


def test_an_empty_folder_is_said(page: ReturnsPage, tmp_path: Path) -> None:
    page.take_files((tmp_path,))
    settle(page)
    assert "Aucun classeur à lire" in note_text(page)


def test_a_recognised_file_leads_to_its_review(
    page: ReturnsPage, round_: Round, tmp_path: Path, routes: list[Route]
) -> None:
    round_.send("HD")
    page.take_files((round_.answered(tmp_path, "HD", "12"),))
    settle(page)
    returned = round_.card("HD").return_id
    next(iter(page.outcome.verbs)).click()
    page.board.cards[round_.card("HD").id].verb_button.click()
    assert routes == [Route("review", returned)] * 2


def test_a_return_can_be_given_up(page: ReturnsPage, round_: Round, tmp_path: Path) -> None:
    round_.send("HD")
    page.take_files((round_.answered(tmp_path, "HD", "12"),))
    settle(page)
    choose(page, round_.card("HD").id, "Abandonner le retour")
    assert round_.card("HD").state is DispatchState.SENT


def test_the_menu_offers_what_the_state_allows(page: ReturnsPage, round_: Round) -> None:
    round_.send("HD")
    page.reload()
    settle(page)
    assert menu_of(page, round_.card("VC").id) == ["Changer l’échéance…", "Ouvrir le partenaire"]
    assert menu_of(page, round_.card("HD").id) == [
        "Enregistrer le classeur à nouveau…", "Nouvelle version du classeur…", "Changer l’échéance…",
        "Enregistrer une relance…", "Noter une relance déjà faite", "Ouvrir le partenaire",
    ]  # fmt: skip


def test_arrows_move_between_the_cards_and_enter_does_the_verb(
    page: ReturnsPage, round_: Round, folder: Path, routes: list[Route]
) -> None:
    _late(page, round_, "HD", "OM")
    board: BoardView = page.board
    page.open(Route("returns", round_.id, "late"))
    first, second = (board.cards[round_.card(name).id] for name in column_of(page, DispatchState.LATE))
    assert page.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert page.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Left)
    waiting = board.columns[DispatchState.TO_SEND].cards
    assert page.focusWidget() is waiting[1]
    QTest.keyClick(waiting[1], Qt.Key.Key_Up)
    QTest.keyClick(waiting[0], Qt.Key.Key_Right)
    assert page.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Return)
    settle(page)
    assert round_.card(first.card.acronym).reminders == 1
    assert page.focusWidget() is board.cards[first.card.id]


def test_tab_reaches_one_card_only(page: ReturnsPage) -> None:
    reached = [card for card in page.board.cards.values() if card.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(reached) == 1


def test_each_card_says_its_partner_its_state_and_its_verb(page: ReturnsPage, round_: Round) -> None:
    card = page.board.cards[round_.card("VC").id]
    assert words(card.accessibleName()).startswith("Ville de Calais, à envoyer, 9 objectifs")
    assert words(card.accessibleDescription()) == "Entrée : Préparer l’envoi"


def test_a_partner_can_be_given_another_day(page: ReturnsPage, round_: Round) -> None:
    from psq_desktop.views.returns.due_form import open_due

    card = round_.card("VC")
    dialog = open_due(page.workspace, card, page)
    dialog.show_values(due=card.due + dt.timedelta(days=7))
    dialog.submit()
    settle(page)
    assert round_.card("VC").due == card.due + dt.timedelta(days=7)


def test_another_round_is_chosen_above_the_board(page: ReturnsPage, round_: Round, routes: list[Route]) -> None:
    store, today = page.workspace.tasks.store, page.workspace.today
    other = store.write(campaigns.create, "Hiver", today + dt.timedelta(days=40), today=today).result
    page.reload()
    settle(page)
    page.controls.rounds.setCurrentIndex(0)
    page.controls.rounds.activated.emit(0)
    settle(page)
    assert routes == [Route("returns", other)]
    assert "Hiver" in page.head._title.text()


def test_a_round_that_nothing_left_can_be_deleted(page: ReturnsPage, round_: Round) -> None:
    page.head.remove_wanted.emit()
    settle(page)
    assert round_.id not in {
        each.id for each in page.workspace.tasks.store.read(campaigns.search, page.workspace.today)
    }
    assert page._shown is not None and page._shown.campaign.id != round_.id


def test_columns_without_cards_give_their_room_where_it_is_short(page: ReturnsPage, round_: Round) -> None:
    page.resize(900, 600)
    settle(page)
    widths = {state: each.width() for state, each in page.board.columns.items()}
    assert 40 < widths[DispatchState.SENT] < 60 < widths[DispatchState.TO_SEND]
    assert page.board.horizontalScrollBar().maximum() == 0
    placed = sorted((each.x(), each.x() + each.width()) for each in page.board.columns.values())
    assert all(left[1] < right[0] for left, right in itertools.pairwise(placed))
    assert words(page.board.columns[DispatchState.SENT].toolTip()) == "Envoyé : 0 partenaire"


def test_what_waits_for_somebody_comes_first_where_not_all_columns_fit(
    page: ReturnsPage, round_: Round, tmp_path: Path
) -> None:
    _late(page, round_, "VC", "HD")
    round_.send("OM", "CPN")
    page.take_files((round_.answered(tmp_path, "OM"),))
    settle(page)
    page.outcome.close_button.click()
    in_order = list(DispatchState)

    def shown() -> list[DispatchState]:
        return sorted(in_order, key=lambda state: page.board.columns[state].x())

    page.resize(1300, 600)
    settle(page)
    assert shown() == in_order
    page.resize(700, 600)
    settle(page)
    assert shown()[0] is DispatchState.LATE
    first = page.board.columns[DispatchState.LATE].cards[0]
    page.board.go_to(first)
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert page.focusWidget() in page.board.columns[DispatchState.RECEIVED].cards


def test_a_menu_opens_on_a_card_without_a_verb(page: ReturnsPage, round_: Round) -> None:
    round_.send("HD")
    page.reload()
    settle(page)
    asked: list[QPoint] = []
    page.board.menu_wanted.disconnect(page.cards.show_menu)
    page.board.menu_wanted.connect(lambda _card, where: asked.append(where))
    QTest.keyClick(page.board.cards[round_.card("HD").id], Qt.Key.Key_Return)
    assert len(asked) == 1


@pytest.fixture
def first_page(qapp: QApplication, small: db.Database, today: dt.date) -> Iterator[ReturnsPage]:
    """The page of a base without any round."""
    workspace = Workspace(Tasks(small), today)
    page = ReturnsPage(workspace)
    page.show()
    settle(page)
    yield page
    page.deleteLater()
    workspace.tasks.close()


@pytest.fixture
def small(empty_database: db.Database) -> db.Database:
    empty_database.write(setup.create_base, district="Quartier", city="Ville", committee="Comité")
    return empty_database


def test_without_objectives_the_page_says_what_is_missing(first_page: ReturnsPage) -> None:
    routes: list[Route] = []
    first_page.workspace.go.connect(routes.append)
    assert not first_page.bare.isHidden() and first_page.empty.isHidden()
    first_page.bare.chosen.emit("")
    assert routes == [Route("objectives")]


def test_without_a_round_the_page_offers_to_open_one(page: ReturnsPage) -> None:
    page._take_rounds(())
    page._take_info(page.workspace.tasks.store.read(setup.info))
    assert not page.empty.isHidden() and page.bare.isHidden() and page.board.isHidden()
    assert page.heading().actions == ()


def test_a_file_dropped_before_there_is_a_round_is_refused_in_sight(first_page: ReturnsPage, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("bonjour", encoding="utf-8")
    first_page.take_files((file,))
    settle(first_page)
    assert first_page.outcome.isVisible() and first_page.drop_zone.isHidden()
    assert "contient du texte" in words(first_page.outcome.lines[0].detail.text())


def test_a_second_click_does_not_begin_a_second_sending(page: ReturnsPage, round_: Round, folder: Path) -> None:
    page.head.send_button.click()
    page.head.send_button.click()
    page.take_files((folder,))
    assert "en cours" in note_text(page)
    settle(page)
    assert len(list(folder.glob("*.xlsx"))) == 16
    assert not page.work.busy


def test_a_round_that_is_gone_does_not_block_the_next_work(page: ReturnsPage, round_: Round, folder: Path) -> None:
    page.workspace.tasks.store.write(campaigns.remove, round_.id)
    page.head.send_button.click()
    settle(page)
    assert note_text(page).startswith("Erreur") and not page.work.busy


def test_cards_that_are_not_shown_any_more_are_freed(page: ReturnsPage) -> None:
    for _ in range(3):
        page.reload()
        settle(page)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(page.findChildren(DispatchCard)) == 16


def test_a_card_is_as_tall_as_its_name_needs(page: ReturnsPage, round_: Round) -> None:
    for width in (900, 1300, 1900):
        page.resize(width, 600)
        settle(page)
        heights = {card.card.acronym: card.height() for card in page.board.cards.values()}
        one_line = heights["DIPN"]
        lines = page.board.cards[round_.card("CPN").id].name_label.fontMetrics().lineSpacing()
        assert one_line <= heights["CPN"] <= one_line + 2 * lines
        for card in page.board.cards.values():
            label = card.name_label
            wanted = label.fontMetrics().boundingRect(label.rect(), Qt.TextFlag.TextWordWrap, label.text()).height()
            assert label.height() == wanted
