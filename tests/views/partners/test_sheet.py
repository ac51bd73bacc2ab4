"""A partner's sheet: figures, and everything edited in place."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop.services import partners
from psq_desktop.services.kinds import MandateRole
from psq_desktop.views import theme
from psq_desktop.views.dialogs.form import Form
from psq_desktop.views.kit import DateField
from psq_desktop.views.partners import sheet as sheet_module
from psq_desktop.views.partners.decisions import DecisionLine
from psq_desktop.views.partners.overview import ContactLine, PresenceDot
from psq_desktop.views.partners.page import PartnersPage
from psq_desktop.views.partners.periods import PeriodChart
from psq_desktop.views.partners.records import RecordsTab
from psq_desktop.views.screen import Route
from psq_desktop.views.tokens import ThemeName
from tests.views.partners.conftest import choose, labels, stored

Key = Qt.Key


def retype(qtbot: QtBot, form: Form, name: str, text: str) -> None:
    """Replace what a field holds and leave it."""
    field = form.field(name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Key.Key_Delete)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Key.Key_Tab)


def row_of(page: PartnersPage, words: str) -> None:
    """Choose a contact by its name."""
    found = next(c for c in stored(page).contacts if words in c.display or words == c.email)
    page.sheet.contacts.table.select(found.id)


def test_the_sheet_tells_presence_decisions_contacts_and_mandates(page: PartnersPage) -> None:
    words = labels(page.sheet)
    for expected in (
        "Habitat du Détroit",
        "4 sur 4",
        "3 tenues",
        "dont 1\u00a0boîte fonctionnelle",
        "en cours, 1 à renouveler",
    ):
        assert expected.replace("3 tenues", "3\u00a0tenues") in words, expected


def test_a_dated_name_says_since_when(page: PartnersPage) -> None:
    choose(page, "DIPN 62")
    assert "nom en vigueur depuis le" in labels(page.sheet)


def test_mandates_are_told_in_words_beside_the_picture(page: PartnersPage) -> None:
    chart = page.sheet.overview.findChild(PeriodChart)
    assert isinstance(chart, PeriodChart)
    assert "Mme\u00a0Sarah Fournier, suppléante" in chart.accessibleDescription()
    today = page.workspace.today
    assert 0 < chart.share(today) < 1
    assert chart.share(today - dt.timedelta(days=4000)) == 0


def test_a_dot_of_presence_opens_its_meeting(page: PartnersPage, qtbot: QtBot) -> None:
    dots = page.sheet.overview.findChildren(PresenceDot)
    assert "présent" in dots[0].accessibleName()
    with qtbot.waitSignal(page.workspace.go) as asked:
        qtbot.keyClick(dots[0], Key.Key_Space)
    assert asked.args == [Route("meeting", dots[0].meeting_id, "participants")]


def test_a_decision_of_the_partner_opens_in_the_register(page: PartnersPage, qtbot: QtBot) -> None:
    lines = page.sheet.overview.findChildren(DecisionLine)
    assert "D-11" in lines[0].accessibleName()  # late ones first
    with qtbot.waitSignal(page.workspace.go) as asked:
        qtbot.mouseClick(lines[0], Qt.MouseButton.LeftButton)
    assert asked.args == [Route("decisions", lines[0].decision_id)]


def test_write_opens_a_message_to_the_functional_mailbox(page: PartnersPage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []

    class Services:
        @staticmethod
        def openUrl(url: QUrl) -> bool:
            opened.append(url)
            return len(opened) == 1

    monkeypatch.setattr(sheet_module, "QDesktopServices", Services)
    page.sheet.write_button.click()
    assert opened == [QUrl("mailto:proximite@exemple.invalid")]
    page.sheet.write_button.click()  # no mail program answers: the address is at hand all the same
    assert QGuiApplication.clipboard().text() == "proximite@exemple.invalid"
    assert not page.sheet.note.isHidden()


def test_f2_edits_the_identity_and_each_field_is_saved_when_it_is_left(page: PartnersPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.list.table, Key.Key_F2)
    form = page.sheet.identity.form
    assert form.field("name").hasFocus()
    retype(qtbot, form, "name", "Habitat Littoral")
    retype(qtbot, form, "acronym", "HL")
    retype(qtbot, form, "kind", "office public")
    guest = form.field("guest")
    assert isinstance(guest, QAbstractButton)
    guest.click()
    found = stored(page)
    assert (found.row.name, found.row.acronym, found.row.kind, found.row.guest) == (
        "Habitat Littoral", "HL", "office public", True,
    )  # fmt: skip
    assert len(found.names) == 1  # corrected, not renamed
    qtbot.keyClick(form.field("name"), Key.Key_Escape)
    assert page.sheet.identity.isHidden()


def test_an_existing_name_is_refused_under_its_field_and_stays_typed(page: PartnersPage, qtbot: QtBot) -> None:
    page.sheet.edit()
    form = page.sheet.identity.form
    retype(qtbot, form, "name", "logis d'opale")
    assert stored(page).row.name == "Habitat du Détroit"
    assert "existe déjà" in form.problem("name")
    assert form.value("name") == "logis d'opale"


def test_a_contact_is_added_with_the_keyboard(page: PartnersPage, qtbot: QtBot) -> None:
    tab = page.sheet.contacts
    page.sheet.add_contact()
    for name, text in (("last_name", "Lefort"), ("first_name", "Jeanne"), ("email", "jeanne.lefort@exemple.invalid")):
        qtbot.keyClicks(tab.form.field(name), text)
    qtbot.keyClick(tab.form.field("email"), Key.Key_Return)
    found = stored(page)
    assert found.contacts[-1].display == "Jeanne Lefort"
    assert tab.panel.isHidden()
    assert tab.table.current_row.id == found.contacts[-1].id


def test_an_incomplete_address_is_told_under_its_field_and_the_complaint_goes_while_typing(
    page: PartnersPage, qtbot: QtBot
) -> None:
    tab = page.sheet.contacts
    page.sheet.add_contact()
    qtbot.keyClicks(tab.form.field("last_name"), "Lefort")
    qtbot.keyClicks(tab.form.field("email"), "jeanne.lefort")
    tab.submit()
    page.workspace.tasks.drain()
    assert "@" in tab.form.problem("email")
    assert tab.form.value("last_name") == "Lefort"
    qtbot.keyClicks(tab.form.field("email"), "@exemple.invalid")
    assert not tab.form.problem("email")


def test_a_contact_is_changed_field_by_field(page: PartnersPage, qtbot: QtBot) -> None:
    page.sheet.tabs.set_current("contacts")
    tab = page.sheet.contacts
    row_of(page, "Fournier")
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Key.Key_F2)
    retype(qtbot, tab.form, "role", "directrice de secteur")
    retype(qtbot, tab.form, "email", "sans-arobase")
    found = next(c for c in stored(page).contacts if "Fournier" in c.display)
    assert found.role == "directrice de secteur"
    assert found.email == "sarah.fournier@exemple.invalid"
    assert tab.form.problem("email")
    assert tab.form.value("email") == "sans-arobase"


def test_what_is_typed_is_saved_when_another_partner_is_chosen(page: PartnersPage, qtbot: QtBot) -> None:
    page.sheet.tabs.set_current("contacts")
    tab = page.sheet.contacts
    row_of(page, "Fournier")
    tab.edit_current()
    field = tab.form.field("role")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "cheffe de projet")
    page.commit_edits()
    assert next(c for c in stored(page).contacts if "Fournier" in c.display).role == "cheffe de projet"


def test_a_contact_who_sat_stays_and_can_be_marked_as_gone(page: PartnersPage, qtbot: QtBot) -> None:
    page.sheet.tabs.set_current("contacts")
    tab = page.sheet.contacts
    row_of(page, "Carpentier")
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Key.Key_Delete)
    page.workspace.tasks.drain()
    assert not tab.note.isHidden()
    tab.note.action_requested.emit()
    day = tab.form.field("left_on")
    assert isinstance(day, DateField)
    assert day.hasFocus()
    qtbot.keyClicks(day, "20/11/2026")
    qtbot.keyClick(day, Key.Key_Tab)
    assert next(c for c in stored(page).contacts if "Carpentier" in c.display).left_on == dt.date(2026, 11, 20)


def test_a_contact_who_never_sat_is_removed_with_suppr(page: PartnersPage, qtbot: QtBot) -> None:
    page.sheet.tabs.set_current("contacts")
    row_of(page, "proximite@exemple.invalid")
    page.sheet.contacts.table.setFocus()
    qtbot.keyClick(page.sheet.contacts.table, Key.Key_Delete)
    assert not any(c.mailbox for c in stored(page).contacts)
    assert page.sheet.write_button.isHidden()


def test_a_contact_opens_from_the_first_tab(page: PartnersPage, qtbot: QtBot) -> None:
    line = page.sheet.overview.findChildren(ContactLine)[1]
    qtbot.keyClick(line, Key.Key_Space)
    assert page.sheet.tabs.current == "contacts"
    assert page.sheet.contacts.editing == line.contact_id


def test_a_mandate_is_added_changed_and_removed(page: PartnersPage, qtbot: QtBot) -> None:
    tab = page.sheet.mandates
    page.sheet.add_mandate()
    tab.form.set_values({"role": MandateRole.SUBSTITUTE})
    retype(qtbot, tab.form, "starts_on", "1/12/2026")
    tab.submit()
    before = stored(page).mandates
    assert before[-1].starts_on == dt.date(2026, 12, 1)
    assert before[-1].role is MandateRole.SUBSTITUTE
    tab.edit(before[-1])
    retype(qtbot, tab.form, "ends_on", "30/11/2026")
    assert stored(page).mandates[-1].ends_on is None
    assert "avant d’avoir commencé" in tab.form.problem("ends_on")
    retype(qtbot, tab.form, "ends_on", "31/12/2027")
    assert stored(page).mandates[-1].ends_on == dt.date(2027, 12, 31)
    tab.remove_button.click()
    assert len(stored(page).mandates) == len(before) - 1
    assert tab.panel.isHidden()


def test_a_dated_rename_keeps_the_old_name_and_a_name_without_date_corrects(page: PartnersPage, qtbot: QtBot) -> None:
    tab = page.sheet.names
    page.sheet.rename()
    qtbot.keyClicks(tab.form.field("name"), "Nord Logement")
    assert tab.form.value("acronym") == "NL"
    retype(qtbot, tab.form, "valid_from", "1/11/2026")
    tab.submit()
    found = stored(page)
    assert found.row.name == "Nord Logement"
    assert {name.name for name in found.names} == {"Habitat du Détroit", "Nord Logement"}
    page.sheet.rename()
    qtbot.keyClicks(tab.form.field("name"), "Nord Logements")
    retype(qtbot, tab.form, "valid_from", "")
    tab.submit()
    found = stored(page)
    assert found.row.name == "Nord Logements"
    assert len(found.names) == 2


def test_the_only_name_cannot_be_removed(page: PartnersPage, qtbot: QtBot) -> None:
    page.sheet.tabs.set_current("names")
    tab = page.sheet.names
    tab.table.select_first()
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Key.Key_Delete)
    assert len(stored(page).names) == 1
    assert "seul nom" in tab.note.accessibleName()


def test_undo_brings_back_what_a_field_was(page: PartnersPage, qtbot: QtBot) -> None:
    page.sheet.edit()
    form = page.sheet.identity.form
    retype(qtbot, form, "kind", "office public")
    step = page.workspace.tasks.store.read(_last_step)
    page.workspace.tasks.drain()
    page.workspace.tasks.revert(page.workspace.tasks.store.read(_last_step), "undo")
    assert step is not None
    assert stored(page).row.kind == "bailleur social"
    assert form.value("kind") == "bailleur social"


def _last_step(session: Any) -> int:
    from psq_desktop.services import history

    return history.changes(session, 1)[0].step


def test_every_control_has_a_name(page: PartnersPage) -> None:
    page.sheet.edit()
    for tab in ("contacts", "mandates", "names", "sheet"):
        page.sheet.tabs.set_current(tab)
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QTabBar)
    unnamed = [
        widget
        for kind in kinds
        for widget in page.findChildren(kind)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.accessibleName()
        and not _inner(widget)
        and not widget.isHidden()
    ]
    assert not unnamed


def _inner(widget: QWidget) -> bool:
    """Parts of Qt's own composite widgets."""
    return isinstance(widget.parent(), QComboBox) or widget.metaObject().className().startswith(("QComboBox", "QTable"))


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("width", "height", "scale"), [(1308, 620, 1.0), (1285, 560, 1.4)])
def test_nothing_is_pushed_out_of_the_page(
    page: PartnersPage, qapp: QApplication, look: ThemeName, width: int, height: int, scale: float
) -> None:
    theme.apply(qapp, look, scale)
    page.resize(width, height)
    qapp.processEvents()
    assert page.width() == width
    assert page.sheet.geometry().right() <= page.width()
    for widget in (page.sheet.more_button, page.sheet.edit_button):
        right = widget.mapTo(page, widget.rect().topRight()).x()
        assert right < page.width()


def test_a_partner_deleted_elsewhere_leaves_the_list(page: PartnersPage) -> None:
    row = stored(page).row
    key = page.workspace.tasks.store.write(partners.create, row.college_id, "Passagère", "PAS").result
    page.reload()
    page.workspace.tasks.drain()
    page.open(Route("partners", key))
    page.workspace.tasks.drain()
    page.workspace.write(partners.remove, key)
    page.workspace.tasks.drain()
    assert page.list.table.current_row is not None
    assert page.list.table.current_row.id != key


def test_tabs_and_forms_are_made_when_they_are_first_opened(page: PartnersPage) -> None:
    assert page.sheet.findChildren(RecordsTab) == []
    assert page.sheet.findChildren(Form) == []
    page.sheet.tabs.set_current("mandates")
    assert [tab.title for tab in page.sheet.findChildren(RecordsTab)] == ["Mandats au comité"]
    assert page.sheet.mandates.table.model().rowCount() == len(stored(page).mandates)


@pytest.mark.parametrize("scale", [1.0, 1.4])
@pytest.mark.parametrize("width", [1100, 1300])
def test_who_sits_and_in_which_capacity_is_never_shortened(
    page: PartnersPage, qapp: QApplication, width: int, scale: float
) -> None:
    theme.apply(qapp, "light", scale)
    page.resize(width, 700)
    choose(page, "Département 62")
    qapp.processEvents()
    chart = page.sheet.overview.findChild(PeriodChart)
    assert chart is not None
    for title in chart._titles:
        assert theme.elided(title, chart.width(), 9.5, 600) == title


def test_a_way_that_names_a_tab_opens_it_on_the_other_partner(page: PartnersPage) -> None:
    rows = page.workspace.tasks.store.read(partners.search, page.workspace.today)
    other = next(row.id for row in rows if row.name != "Habitat du Détroit")
    page.open(Route("partners", other, "contacts"))
    page.workspace.tasks.drain()
    assert page.sheet.tabs.current == "contacts" and page.sheet.contacts.isVisible()
    assert page.sheet.sheet is not None and page.sheet.sheet.row.id == other
