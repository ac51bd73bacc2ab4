"""The district's means on the screen: a list with a sheet, one form, everything by keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from psq_desktop.services.kinds import PostState
from psq_desktop.services.means import equipment, mobile, needs, posts, trainings
from psq_desktop.views import theme
from psq_desktop.views.district.page import TABS, DistrictPage
from psq_desktop.views.kit import Button
from psq_desktop.views.registers.dialog import RegisterDialog
from psq_desktop.views.registers.figures import Figures
from psq_desktop.views.registers.question import QuestionDialog
from psq_desktop.views.registers.register import Figure
from psq_desktop.views.registers.sheet import RouteButton
from psq_desktop.views.registers.switch import SwitchTab
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.screen import Route, Workspace
from tests.views.audit import unnamed_controls

ALT = Qt.KeyboardModifier.AltModifier
Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def page(workspace: Workspace, show: Show) -> DistrictPage:
    made = DistrictPage(workspace)
    workspace.tasks.written.connect(lambda changes, _note: made.on_written(changes))
    show(made, 1300, 760)
    return made


def register(page: DistrictPage) -> RegisterTab:
    found = page.tab
    tab = found.current if isinstance(found, SwitchTab) else found
    assert isinstance(tab, RegisterTab)
    return tab


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel)).replace("\u00a0", " ")


def go(page: DistrictPage, part: str, key: int | None = None) -> RegisterTab:
    page.open(Route("district", key, part))
    page.workspace.tasks.drain()
    return register(page)


def dialog(page: DistrictPage) -> RegisterDialog:
    page.workspace.tasks.drain()
    found = [each for each in page.window().findChildren(RegisterDialog) if each.isVisible()]
    return found[-1]


def test_a_post_is_filtered_read_left_and_taken_back(page: DistrictPage) -> None:
    tab = go(page, "posts")
    assert page.heading().subtitle.startswith("12\u00a0postes")
    assert "9" in words(tab.figures)
    tab.list.keep_only("vacant")
    assert {row.state for row in (tab.list.table.current_row,)} == {PostState.VACANT}
    assert page.heading().subtitle.replace("\u00a0", " ").endswith("3 vacants, dont 1 arrivée prévue")
    tab.focus_filter()
    QTest.keyClicks(tab.list.filter, "chef de groupe")
    assert tab.list.current is None
    tab.list.clear_filters()
    tab.list.want(1)
    assert "PF-01" in words(tab.sheet)
    QTest.keyClick(tab.list.table, Qt.Key.Key_Delete)
    page.workspace.tasks.drain()
    assert (len(tab.list.rows), tab.list.current_row.code) == (11, "PF-02")


def test_a_record_is_made_changed_and_copied_in_one_form(page: DistrictPage) -> None:
    tab = go(page, "equipment")
    page.create_new()
    form = dialog(page)
    form.form.set_values({"title": "Radios", "asked": 4, "granted": 5, "note": "essai"})
    form.submit()
    page.workspace.tasks.drain()
    assert "4" in form.form.problem("granted")
    form.form.set_values({"granted": 4, "granted_on": dt.date(1, 1, 1)}, force=True)
    form.submit()
    page.workspace.tasks.drain()
    assert form.form.problem("granted_on")
    form.form.set_values({"granted_on": None}, force=True)
    form.submit()
    page.workspace.tasks.drain()
    made = tab.list.current_row
    assert (made.title, made.granted, made.note) == ("Radios", 4, "essai")
    QTest.keyClick(tab.list.table, Qt.Key.Key_Return)
    form = dialog(page)
    assert form.changes() == {}
    form.form.set_values({"delivered": 4})
    form.submit()
    page.workspace.tasks.drain()
    assert tab.list.current_row.delivered == 4
    mobile_tab = go(page, "mobile")
    mobile_tab.copy()
    form = dialog(page)
    assert form.form.value("title") == mobile_tab.list.current_row.title
    assert form.form.value("starts_on") is None


def test_a_question_notes_an_arrival_and_a_session_closes_its_needs(page: DistrictPage) -> None:
    tab = go(page, "posts:vacant")
    key = tab.list.current
    tab.sheet.main_button.click()
    page.workspace.tasks.drain()
    (asked,) = page.window().findChildren(QuestionDialog)
    asked.submit()
    page.workspace.tasks.drain()
    rows = page.workspace.tasks.store.read(posts.search, page.workspace.today)
    assert next(row.state for row in rows if row.id == key) is PostState.FILLED
    sessions = go(page, "trainings")
    planned = next(row for row in sessions.list.rows if row.needs and not row.done)
    sessions.list.want(planned.id)
    sessions.run("early")
    page.workspace.tasks.drain()
    asked = [each for each in page.window().findChildren(QuestionDialog) if each.isVisible()][-1]
    asked.submit()
    page.workspace.tasks.drain()
    found = page.workspace.tasks.store.read(needs.search, page.workspace.today)
    assert {row.state.value for row in found if row.session_id == planned.id} == {"done"}


def test_alt_and_an_arrow_go_on_and_a_linked_objective_opens(page: DistrictPage) -> None:
    tab = go(page, "posts")
    linked = next(row for row in tab.list.rows if row.objective_id)
    tab.list.want(linked.id)
    wanted: list[Route] = []
    page.workspace.go.connect(wanted.append)
    button = next(each for each in tab.sheet.findChildren(RouteButton) if "Objectif" in each.accessibleName())
    button.click()
    assert wanted == [Route("objectives", linked.objective_id)]
    before = tab.list.current
    tab.take_focus()
    QTest.keyClick(tab.list.table, Qt.Key.Key_Down, ALT)
    assert tab.list.current != before
    QTest.keyClick(tab.list.table, Qt.Key.Key_Up, ALT)
    assert tab.list.current == before


def test_the_sheet_outlives_a_change_of_theme_and_of_text_size(page: DistrictPage, qapp: QApplication) -> None:
    tab = go(page, "equipment")
    said = words(tab.sheet)
    theme.apply(qapp, "dark", 1.3)
    qapp.processEvents()
    assert words(tab.sheet) == said
    page.resize(1000, 500)
    qapp.processEvents()
    assert page.tabs.tabText(4) == "Contacts"
    assert page.tabs.tabToolTip(4) == "Contacts population"


def test_an_empty_register_invites_and_a_filter_that_hides_all_can_be_cleared(page: DistrictPage) -> None:
    tab = go(page, "mobile")
    tab.list.filter.setText("zzzz")
    assert tab.list.is_filtered
    clear = next(each for each in tab.list.table.findChildren(Button) if each.accessibleName() == "Effacer les filtres")
    clear.click()
    assert tab.list.current is not None
    for row in tab.list.rows:
        page.workspace.write(mobile.remove, row.id)
    page.workspace.tasks.drain()
    invitation = next(each for each in tab.findChildren(Button) if each.isVisible())
    assert invitation.accessibleName() == "Nouveau renfort"


def test_every_tab_opens_with_named_controls_and_what_changes_elsewhere_is_seen(page: DistrictPage) -> None:
    for key, _, _ in TABS:
        go_any = Route("district", None, key)
        page.open(go_any)
        page.workspace.tasks.drain()
        assert page.tabs.current == key
        assert unnamed_controls(page) == []
        assert page.heading().title == "Dispositif QRR"
    tab = go(page, "equipment")
    count = len(tab.list.rows)
    page.open(Route("district", None, "posts"))
    page.workspace.write(equipment.remove, tab.list.rows[0].id)
    page.workspace.tasks.drain()
    assert len(go(page, "equipment").list.rows) == count - 1
    assert page.workspace.tasks.store.read(trainings.search, page.workspace.today)


def test_a_key_figure_keeps_its_target_where_the_room_is_low(qapp: QApplication) -> None:
    cards = Figures(1)
    cards.show_figures((Figure("Opérations", "2", "sur 3\u00a0visées", "indicateur 4.1"),))
    for low, said in ((True, "sur 3"), (False, "sur 3\u00a0visées")):
        cards.set_low(low)
        assert cards.cards[0]._unit.text() == said
        assert not cards.cards[0]._unit.isHidden()
