"""The list of objectives: what it shows, filters and does."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from psq_desktop.services import partners
from psq_desktop.services.kinds import Direction, OutlookState, Pace
from psq_desktop.services.steering import objectives
from psq_desktop.services.steering.progress_rows import Figure, Gap, Limits
from psq_desktop.views.kit import BarCell, Button, IconButton, TwoLines
from psq_desktop.views.objectives.columns import lines
from psq_desktop.views.objectives.filters import CHIPS, is_silent
from psq_desktop.views.objectives.page import ObjectivesPage
from psq_desktop.views.screen import Route, Workspace
from tests.views.audit import unnamed_controls
from tests.views.objectives.pages import by_code, codes, said

ALT = Qt.KeyboardModifier.AltModifier
PROGRESS, GAP, DUE = 4, 5, 6


def partner_id(workspace: Workspace, name: str) -> int:
    rows = workspace.tasks.store.read(partners.search, workspace.today)
    found: int = next(row.id for row in rows if row.name == name)
    return found


def choose(page: ObjectivesPage, key: str) -> None:
    words = next(chip.text for chip in CHIPS if chip.key == key)
    found = [b for b in page.list.chips.findChildren(Button) if b.accessibleName().startswith(words)]
    found[0].click()


def test_all_objectives_stand_in_order_and_the_heading_counts_them(page: ObjectivesPage) -> None:
    assert len(codes(page)) == 15
    assert codes(page) == sorted(codes(page))
    assert page.heading().subtitle.replace("\u00a0", " ") == "15 objectifs · 5 axes · 7 pilotes"


def test_each_button_counts_what_it_keeps(page: ObjectivesPage) -> None:
    names = {b.accessibleName() for b in page.list.chips.findChildren(Button)}
    counted = {"Tous, 15", "En écart, 2", "Sécurisé, 4", "Atteignable, 7", "Appuis, 2", "Compromis, 1"}
    assert names == {*counted, "Non renseigné, 1"}
    choose(page, "gap")
    assert codes(page) == ["4.1", "5.3"]
    choose(page, OutlookState.UNKNOWN.value)
    assert codes(page) == ["1.4"]


def test_words_without_accents_narrow_the_list_and_the_counts(page: ObjectivesPage) -> None:
    page.focus_filter()
    QTest.keyClicks(page.list.filter, "eclairage")
    assert codes(page) == ["1.3"]
    assert page.list.chips._chips["gap"].count == 0
    QTest.keyClick(page.list.filter, Qt.Key.Key_Escape)
    assert len(codes(page)) == 15


def test_a_partner_keeps_the_objectives_it_has_a_part_in(workspace: Workspace, page: ObjectivesPage) -> None:
    key = partner_id(workspace, "DIPN 62")
    action = next(a for a in page.list.partner.menu().actions() if a.data() == key)
    action.trigger()
    rows = workspace.tasks.store.read(objectives.search, workspace.today, partner_id=key)
    assert codes(page) == [row.code for row in rows]
    assert page.heading().subtitle.startswith("DIPN 62")
    assert page.list.partner.accessibleName().endswith("DIPN 62")
    assert page.list.partner.isChecked()


def test_nothing_found_offers_to_clear_every_filter(page: ObjectivesPage) -> None:
    page.list.filter.setText("rien de tel")
    assert codes(page) == []
    clear = next(b for b in page.list.table.findChildren(Button) if b.accessibleName() == "Effacer les filtres")
    clear.click()
    assert len(codes(page)) == 15


def test_the_selected_objective_stays_selected_through_filters_and_reloads(
    workspace: Workspace, page: ObjectivesPage
) -> None:
    wanted = by_code(workspace, "4.1").id
    page.list.table.select(wanted)
    page.list.filter.setText("inter-services")
    choose(page, "gap")
    page.list.filter.setText("")
    page.reload()
    workspace.tasks.drain()
    assert page.list.current == wanted


def test_the_panel_follows_the_selection(workspace: Workspace, page: ObjectivesPage) -> None:
    page.list.table.select(by_code(workspace, "2.3").id)
    workspace.tasks.drain()
    assert page.panel._id == by_code(workspace, "2.3").id


def test_alt_arrows_and_the_panel_go_to_the_neighbours(workspace: Workspace, page: ObjectivesPage) -> None:
    page.list.table.select(by_code(workspace, "1.2").id)
    page.take_focus()
    QTest.keyClick(page.list.table, Qt.Key.Key_Down, ALT)
    assert page.list.current == by_code(workspace, "1.3").id
    QTest.keyClick(page.list.table, Qt.Key.Key_Up, ALT)
    page.panel.step_requested.emit(-1)
    assert page.list.current == by_code(workspace, "1.1").id


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_return_and_f2_edit_the_selected_objective(
    workspace: Workspace, page: ObjectivesPage, monkeypatch: pytest.MonkeyPatch, key: Qt.Key
) -> None:
    from psq_desktop.views import objective_forms

    edited: list[int] = []
    monkeypatch.setattr(objective_forms, "open_edit_objective", lambda w, key, parent: edited.append(key))
    page.list.table.select(by_code(workspace, "3.1").id)
    page.take_focus()
    QTest.keyClick(page.list.table, key)
    assert edited == [by_code(workspace, "3.1").id]


def test_suppr_removes_the_objective_selects_the_next_and_undo_brings_it_back(
    qtbot: QtBot, workspace: Workspace, page: ObjectivesPage
) -> None:
    removed, following = by_code(workspace, "2.1").id, by_code(workspace, "2.2").id
    page.list.table.select(removed)
    page.take_focus()
    with qtbot.waitSignal(workspace.tasks.written) as written:
        QTest.keyClick(page.list.table, Qt.Key.Key_Delete)
    workspace.tasks.drain()
    assert "2.1" not in codes(page)
    assert page.list.current == following
    assert written.args[1] == "Objectif 2.1 supprimé"
    workspace.tasks.revert(written.args[0].step, "undo")
    workspace.tasks.drain()
    assert "2.1" in codes(page)


@pytest.mark.parametrize("filtered", ["", "ville de calais"])
def test_after_a_removal_in_the_panel_the_next_objective_is_selected_and_shown(
    workspace: Workspace, page: ObjectivesPage, filtered: str
) -> None:
    page.list.filter.setText(filtered)
    workspace.tasks.drain()
    removed, following = list(codes(page))[:2]
    page.list.table.select(by_code(workspace, removed).id)
    workspace.tasks.drain()
    page.panel.remove()
    workspace.tasks.drain()
    assert page.list.current == by_code(workspace, following).id
    assert page.panel._detail.isVisible()
    assert page.panel._sheet is not None
    assert page.panel._sheet.row.id == page.list.current


def test_a_route_opens_the_part_of_an_objective_that_it_names(workspace: Workspace, page: ObjectivesPage) -> None:
    key = by_code(workspace, "2.3").id
    for part, tab in (("supports", "measures"), ("commitments", "commitments"), ("links", "links")):
        page.open(Route("objectives", key, part))
        workspace.tasks.drain()
        assert (page.list.current, page.panel._id, page.panel.tabs.current) == (key, key, tab)


def test_objectives_with_late_commitments_are_one_route_that_opens_their_commitments(
    workspace: Workspace, page: ObjectivesPage
) -> None:
    rows = workspace.tasks.store.read(objectives.search, workspace.today)
    late = [row for row in rows if row.late_commitments]
    page.open(Route("objectives", part="late"))
    workspace.tasks.drain()
    assert codes(page) == [row.code for row in late]
    assert page.panel.tabs.current == "commitments"
    told = page.heading().subtitle.replace("\u00a0", " ")
    assert told == f"{sum(row.late_commitments for row in late)} engagements en retard, sur {len(late)} objectifs"


def test_a_name_finds_what_its_partner_only_has_a_part_in(workspace: Workspace, page: ObjectivesPage) -> None:
    key = partner_id(workspace, "Logis d’Opale")
    rows = workspace.tasks.store.read(objectives.search, workspace.today, partner_id=key)
    page.list.filter.setText("logis d'opale")
    assert rows
    assert codes(page) == [row.code for row in rows]


def test_the_partner_chosen_is_told_in_short_where_the_room_is_short(
    workspace: Workspace, page: ObjectivesPage
) -> None:
    button = page.list.partner
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    page.open(Route("objectives", part=f"partner:{partner_id(workspace, 'Logis d’Opale')}"))
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert button.text().strip() == "LO"
    page.list.clear_filters()
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly


def test_routes_choose_an_objective_a_filter_a_partner(workspace: Workspace, page: ObjectivesPage) -> None:
    page.open(Route("objectives", part="gap"))
    assert codes(page) == ["4.1", "5.3"]
    page.open(Route("objectives", by_code(workspace, "1.2").id))
    assert page.list.current == by_code(workspace, "1.2").id
    page.open(Route("objectives", part=OutlookState.COMPROMISED.value))
    assert codes(page) == ["2.3"]
    page.open(Route("objectives", part="silent"))
    assert codes(page) == ["1.4"]
    assert "90" in page.heading().subtitle
    page.open(Route("objectives", part=f"partner:{partner_id(workspace, 'Opale Mobilités')}"))
    assert {"2.1", "2.2"} <= set(codes(page))


def test_a_route_taken_before_the_rows_came_is_followed_when_they_are_there(qtbot: QtBot, workspace: Workspace) -> None:
    page = ObjectivesPage(workspace)
    qtbot.addWidget(page)
    wanted = by_code(workspace, "5.2").id
    page.open(Route("objectives", wanted))
    page.show()
    workspace.tasks.drain()
    assert page.list.current == wanted


def test_exports_and_previews_speak_of_the_partner_chosen(
    qtbot: QtBot, workspace: Workspace, page: ObjectivesPage
) -> None:
    key = partner_id(workspace, "Ville de Calais")
    page.open(Route("objectives", part=f"partner:{key}"))
    with qtbot.waitSignal(workspace.progress_preview_requested) as asked:
        assert page.export()
    assert asked.args == ["progress", key, None]
    with qtbot.waitSignal(workspace.progress_preview_requested) as shown:
        assert page.preview()
    assert shown.args == ["progress", key, None]
    export = next(w for w in page.heading().actions if isinstance(w, Button) and w.menu() is not None)
    sheets: QAction = export.menu().actions()[2]
    with qtbot.waitSignal(workspace.progress_preview_requested) as asked:
        sheets.trigger()
    assert asked.args == ["action-sheets", key, None]


def test_cells_say_the_rule_behind_their_figure(page: ObjectivesPage) -> None:
    assert said(page, "1.1", PROGRESS).startswith("Avancement : 65 % du chemin")
    assert said(page, "4.1", GAP) == "Écart −41 points"
    assert said(page, "1.4", GAP) == "Sans relevé depuis 94 jours"
    assert said(page, "1.1", DUE).endswith("30 juin 2027, 31 signalements, cible 23")
    assert said(page, "1.4", DUE).endswith("sans relevé depuis 94 j")
    assert "Atteignable, déclaré le" in said(page, "1.1", 0)


def test_a_title_says_the_axis_it_serves(workspace: Workspace, page: ObjectivesPage) -> None:
    assert said(page, "1.1", 2) == f"Objectif : Libérer les halls (axe 1, {by_code(workspace, '1.1').axis})"


def test_an_objective_of_which_nothing_more_is_awaited_is_not_silent(workspace: Workspace) -> None:
    row = by_code(workspace, "1.4")
    assert is_silent(row, Limits())
    assert not is_silent(replace(row, unheard=None), Limits())


def test_bars_tell_unknown_negative_neutral_and_alert_apart(workspace: Workspace) -> None:
    row = by_code(workspace, "1.1")
    assert row.figure is not None
    neutral = replace(row.figure, direction=Direction.NEUTRAL)
    rows = (
        replace(row, progress=None),
        replace(row, progress=0.0),
        replace(row, progress=-0.24),
        replace(row, progress=1.4),
        replace(row, gap=Gap(-41, None)),
        replace(row, progress=None, figure=neutral, gap=Gap(None, 94)),
    )
    bars = [line.cells[PROGRESS] for line in lines(rows, workspace.today, Limits())]
    assert all(isinstance(bar, BarCell) for bar in bars)
    shown = [(bar.value, bar.text.replace("\u202f", " "), bar.tone) for bar in bars if isinstance(bar, BarCell)]
    assert shown == [
        (0, "–", "accent"), (0, "0 %", "accent"), (0, "−24 %", "accent"), (1.4, "140 %", "accent"),
        (row.progress, "65 %", "warning"), (0, "–", "neutral"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"figure": None}, "aucun indicateur"),
        ({"value": None, "silent": None}, "aucun relevé"),
        ({"value": 0.0}, "0 signalements, cible 23"),
        ({"target": None}, "31 signalements"),
        ({"direction": Direction.NEUTRAL}, "31 signalements"),
        ({"direction": Direction.THRESHOLD, "at_most": True}, "31 signalements, au plus 23"),
        ({"unit": "%"}, "31 %, cible 23 %"),
        ({"direction": Direction.ORDINAL, "levels": ("Nul", "Bon"), "value": 1.0, "target": 2.0}, "Nul, cible Bon"),
    ],
)
def test_the_last_value_is_told_as_it_is_meant(workspace: Workspace, changes: dict[str, object], told: str) -> None:
    row = by_code(workspace, "1.1")
    assert row.figure is not None
    changes = dict(changes)
    silent = changes.pop("silent", row.silent_days)
    figure: Figure | None = None if "figure" in changes else replace(row.figure, **changes)  # type: ignore[arg-type]
    changed = replace(row, figure=figure, silent_days=silent, progress=None)  # type: ignore[arg-type]
    cell = lines((changed,), workspace.today, Limits())[0].cells[DUE]
    assert isinstance(cell, TwoLines)
    assert cell.sub.replace("\u202f", " ").replace("\u00a0", " ") == told


def test_a_due_date_gone_by_is_said_in_the_alarm_colour_unless_the_target_is_met(workspace: Workspace) -> None:
    row = by_code(workspace, "1.1")
    assert row.due is not None
    later = row.due + dt.timedelta(days=12)
    late, met = (
        lines((replace(row, pace=pace),), later, Limits())[0].cells[DUE] for pace in (Pace.OVERDUE, Pace.REACHED)
    )
    assert isinstance(late, TwoLines)
    assert isinstance(met, TwoLines)
    assert (late.tone, late.sub.split(",")[0]) == ("danger", "dépassée de 12 j")
    assert met.tone == "text2"


def test_the_model_keeps_qt_s_rules(page: ObjectivesPage) -> None:
    tester = QAbstractItemModelTester(
        page.list.table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )
    page.list.filter.setText("calais")
    page.list.filter.setText("")
    choose(page, "gap")
    assert tester.model() is page.list.table.model()


def test_every_control_has_a_name(page: ObjectivesPage) -> None:
    assert unnamed_controls(page) == []
    page.open(Route("objectives", part="matrix"))
    assert unnamed_controls(page) == []
    assert all(action.accessibleName() for action in page.heading().actions)


def test_the_view_shown_is_the_button_pressed(page: ObjectivesPage) -> None:
    toggles = [w for w in page.heading().actions if isinstance(w, IconButton)]
    assert [w.isChecked() for w in toggles] == [True, False]
    toggles[1].click()
    assert [w.isChecked() for w in toggles] == [False, True]
    toggles[1].click()
    assert [w.isChecked() for w in toggles] == [False, True]


def test_without_objectives_one_sentence_invites_to_begin(qtbot: QtBot, workspace: Workspace) -> None:
    for row in workspace.tasks.store.read(objectives.search, workspace.today):
        workspace.tasks.store.write(objectives.remove, row.id)
    page = ObjectivesPage(workspace)
    qtbot.addWidget(page)
    page.show()
    workspace.tasks.drain()
    assert page._empty.isVisible()
    assert not page.list.isVisible()
    assert [b.accessibleName() for b in page._empty.findChildren(Button)] == ["Nouvel objectif"]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
