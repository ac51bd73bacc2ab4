"""The list of partners: what it shows, finds, and removes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from psq_desktop import db
from psq_desktop.french import NBSP
from psq_desktop.services import partners, setup
from psq_desktop.views.partners.create import NewPartnerDialog
from psq_desktop.views.partners.page import PartnersPage
from psq_desktop.views.partners.words import propose_acronym
from psq_desktop.views.screen import Workspace
from psq_desktop.views.tasks import Tasks
from tests.views.partners.conftest import choose, stored

Key = Qt.Key
Show = Callable[..., None]


def names(page: PartnersPage) -> list[str]:
    model = page.list.table.model()
    return [model.index(i, 0).data() for i in range(model.rowCount())]


def test_the_heading_counts_partners_colleges_and_contacts(page: PartnersPage) -> None:
    assert page.heading().subtitle == f"16{NBSP}partenaires · 10{NBSP}collèges · 57{NBSP}contacts"


def test_the_filter_ignores_accents_and_shows_how_many_are_hidden(page: PartnersPage, qtbot: QtBot) -> None:
    page.focus_filter()
    qtbot.keyClicks(page.list.filter_edit, "detroit")
    page.workspace.tasks.drain()
    assert names(page) == ["Habitat du Détroit"]


def test_a_college_keeps_its_partners_and_the_filters_can_be_cleared(page: PartnersPage) -> None:
    landlords = next(
        i for i in range(page.list.college_choice.count()) if "Bailleurs" in page.list.college_choice.itemText(i)
    )
    page.list.college_choice.setCurrentIndex(landlords)
    page.list.college_choice.activated.emit(landlords)
    page.workspace.tasks.drain()
    assert names(page) == ["Habitat du Détroit", "Logis d’Opale"]
    page.list.clear_filters()
    page.workspace.tasks.drain()
    assert len(names(page)) == 16


def test_alt_arrows_walk_through_the_sheets(page: PartnersPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.list.table, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert stored(page).row.name == "Logis d’Opale"
    qtbot.keyClick(page.list.table, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert stored(page).row.name == "Habitat du Détroit"


def test_delete_refuses_a_partner_that_took_part_and_says_why_on_its_sheet(page: PartnersPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.list.table, Key.Key_Delete)
    page.workspace.tasks.drain()
    assert not page.sheet.note.isHidden()
    assert "pilote" in page.sheet.note.accessibleName()
    assert len(names(page)) == 16


def test_a_new_partner_is_typed_with_the_keyboard_and_shown(page: PartnersPage, qtbot: QtBot) -> None:
    page.create_new()
    dialog = page.findChild(NewPartnerDialog)
    assert isinstance(dialog, NewPartnerDialog)
    qtbot.keyClicks(dialog.form.field("name"), "Maison du droit")
    assert dialog.form.value("acronym") == "MD"
    qtbot.keyClick(dialog, Key.Key_Return)
    page.workspace.tasks.drain()
    qtbot.waitUntil(lambda: not isValid(dialog))
    page.workspace.tasks.drain()
    found = stored(page).row
    assert (found.name, found.acronym, found.college) == ("Maison du droit", "MD", "État")


def test_a_new_partner_that_took_part_in_nothing_is_removed_with_suppr(page: PartnersPage, qtbot: QtBot) -> None:
    row = stored(page).row
    page.workspace.write(partners.create, row.college_id, "Maison du droit", "MD")
    page.workspace.tasks.drain()
    choose(page, "Maison du droit")
    notes: list[str] = []
    page.workspace.tasks.written.connect(lambda changes, note: notes.append(note))
    qtbot.keyClick(page.list.table, Key.Key_Delete)
    page.workspace.tasks.drain()
    assert "Maison du droit" not in names(page)
    assert notes == ["Partenaire supprimé : Maison du droit"]


def test_problems_of_a_new_partner_stand_under_their_fields_and_nothing_typed_is_lost(
    page: PartnersPage, qtbot: QtBot
) -> None:
    page.create_new()
    dialog = page.findChild(NewPartnerDialog)
    assert isinstance(dialog, NewPartnerDialog)
    dialog.submit()
    assert dialog.form.problem("name")
    qtbot.keyClicks(dialog.form.field("name"), "habitat du detroit")
    dialog.submit()
    page.workspace.tasks.drain()
    assert "existe déjà" in dialog.form.problem("name")
    assert dialog.form.value("name") == "habitat du detroit"
    qtbot.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert page.findChild(QDialog) is None


def test_an_empty_base_invites_to_add_the_first_partner(
    empty_database: db.Database, show: Show, qtbot: QtBot, today: object
) -> None:
    empty_database.write(setup.create_base, district="Beau-Marais", city="Calais", committee="Comité")
    workspace = Workspace(Tasks(empty_database), today)  # type: ignore[arg-type]
    page = PartnersPage(workspace)
    qtbot.addWidget(page)
    page.show()
    workspace.tasks.drain()
    assert page.empty.isVisible()
    assert page.heading().subtitle == ""
    page.empty.chosen.emit("Nouveau partenaire")
    dialog = page.findChild(NewPartnerDialog)
    assert isinstance(dialog, NewPartnerDialog)
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))
    workspace.tasks.drain()


def test_the_table_model_keeps_qts_rules(page: PartnersPage) -> None:
    tester = QAbstractItemModelTester(
        page.list.table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )
    page.reload()
    page.workspace.tasks.drain()
    assert tester.model() is page.list.table.model()


@pytest.mark.parametrize(
    ("name", "acronym"),
    [("Habitat du Détroit", "HD"), ("Douanes", "DOU"), ("Département 62", "D62"), ("", "")],
)
def test_an_acronym_is_proposed_from_the_name(name: str, acronym: str) -> None:
    assert propose_acronym(name) == acronym
