"""The detail of an objective: what each tab says, and what can be done there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop.french import NBSP
from psq_desktop.services.kinds import CommitmentState, MeasureState, OutlookState, ReadingStatus, SupportState
from psq_desktop.services.steering import commitments, indicators, measures, objectives, outlooks, readings, supports
from psq_desktop.services.steering.progress_rows import ObjectiveSheet
from psq_desktop.services.steering.readings import Draft
from psq_desktop.views import theme
from psq_desktop.views.kit import Badge
from psq_desktop.views.objectives.facts import Silence
from psq_desktop.views.objectives.follow_tab import FactLine
from psq_desktop.views.objectives.links_tab import LinkLine
from psq_desktop.views.objectives.panel import ObjectivePanel
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.tokens import ThemeName
from psq_desktop.views.widgets.note import Note
from tests.views.audit import cut_texts, unnamed_controls

Show = Callable[..., None]


@pytest.fixture
def panel(workspace: Workspace, show: Show) -> ObjectivePanel:
    made = ObjectivePanel(workspace)
    workspace.tasks.written.connect(lambda *_: made.reload())
    show(made, 352, 720)
    return made


def sheet_of(workspace: Workspace, code: str) -> ObjectiveSheet:
    rows = workspace.tasks.store.read(objectives.search, workspace.today)
    key = next(row.id for row in rows if row.code == code)
    found: ObjectiveSheet = workspace.tasks.store.read(objectives.sheet, key, workspace.today)
    return found


def open_objective(workspace: Workspace, panel: ObjectivePanel, code: str, tab: str = "follow") -> ObjectiveSheet:
    found = sheet_of(workspace, code)
    panel.show_objective(found.row.id)
    panel.tabs.set_current(tab)
    workspace.tasks.drain()
    for _ in range(3):
        QApplication.processEvents()  # what was added is laid out, then what it displaced
    return found


def words(root: QWidget) -> str:
    shown = [each.text() for each in root.findChildren(QLabel) if each.isVisibleTo(root)]
    return " | ".join(shown).replace(NBSP, " ")


def badge_words(root: QWidget) -> list[str]:
    return [each.text().replace(NBSP, " ") for each in root.findChildren(Badge) if each.isVisibleTo(root)]


def choose(field: Any, value: object) -> None:
    field.set_value(value)
    field.activated.emit(field.currentIndex())


def test_without_an_objective_it_says_what_to_do(panel: ObjectivePanel) -> None:
    assert "Choisissez un objectif" in words(panel)
    assert not panel.head.isVisible()


def test_the_head_says_outlook_gap_and_pilot(workspace: Workspace, panel: ObjectivePanel) -> None:
    open_objective(workspace, panel, "4.1")
    said = words(panel.head)
    assert "Objectif 4.1" in said
    assert "Contrôles inter-services" in said
    assert "DIPN 62" in said
    assert badge_words(panel.head) == ["Écart −41 points"]
    assert "Atteignable" in panel.head.outlook_button.accessibleName()
    assert panel.head.findChildren(Badge)[0].toolTip().startswith("Écart")


def test_a_long_silence_is_told_even_when_nothing_is_declared(workspace: Workspace, panel: ObjectivePanel) -> None:
    found = open_objective(workspace, panel, "1.4")
    assert found.row.outlook is OutlookState.UNKNOWN
    assert badge_words(panel.head) == ["Sans relevé depuis 94 jours"]


def test_the_facts_come_with_their_rule(workspace: Workspace, panel: ObjectivePanel) -> None:
    open_objective(workspace, panel, "4.1")
    lines = {line.title: line for line in panel.follow.findChildren(FactLine) if line.isVisibleTo(panel)}
    assert lines["Engagements tenus"].accessibleName().endswith("1 sur 4")
    assert "45" in lines["Dernier relevé"].accessibleName()
    assert "Établissements contrôlés" in lines
    assert "3 opérations ce trimestre" in lines["Allure nécessaire"].accessibleName().replace(NBSP, " ")
    progress = lines["Avancement"]
    assert "(2 − 1) / (3 − 1)" in progress.toolTip()
    progress.why_button.click()
    assert "(2 − 1) / (3 − 1)" in words(progress)


def test_a_neutral_indicator_says_so_and_is_never_coloured(workspace: Workspace, panel: ObjectivePanel) -> None:
    found = open_objective(workspace, panel, "4.1")
    assert "Neutre" in badge_words(panel.follow)
    neutral = next(each for each in found.indicators if not each.main)
    choose(panel.indicator_choice, neutral.id)
    workspace.tasks.drain()
    roles = {
        getattr(shape, name, None) for shape in panel.follow.chart.picture.shapes for name in ("fill", "stroke", "role")
    }
    assert "line_neutral" in roles
    judged = {"line", "pace", "target", "forbidden", "ok", "warn", "bad", "info", "ok_text", "warn_text", "bad_text"}
    assert not roles & judged


def test_the_chosen_indicator_the_tab_and_the_typing_outlive_a_reload(
    workspace: Workspace, panel: ObjectivePanel
) -> None:
    found = open_objective(workspace, panel, "4.1")
    neutral = next(each for each in found.indicators if not each.main)
    choose(panel.indicator_choice, neutral.id)
    QTest.keyClicks(panel.follow.form.fields.value_edit, "14")
    workspace.tasks.store.write(objectives.set_field, found.row.id, "title", "Contrôles communs")
    panel.reload()
    workspace.tasks.drain()
    assert "Contrôles communs" in words(panel.head)
    assert panel.indicator_choice.value == neutral.id
    assert panel.follow.form.fields.value_edit.text() == "14"
    panel.tabs.set_current("links")
    panel.reload()
    workspace.tasks.drain()
    assert panel.tabs.current == "links"


def test_what_is_typed_for_one_objective_waits_while_another_is_shown(
    workspace: Workspace, panel: ObjectivePanel
) -> None:
    open_objective(workspace, panel, "4.1")
    fields = panel.follow.form.fields
    QTest.keyClicks(fields.value_edit, "3")
    fields.comment_edit.setPlainText("Un contrôle reporté")
    open_objective(workspace, panel, "2.1")
    assert fields.value_edit.text() == ""
    assert not fields.dirty
    assert "Un contrôle reporté" in panel.unsaved_text
    open_objective(workspace, panel, "4.1")
    assert (fields.value_edit.text(), fields.comment_edit.toPlainText()) == ("3", "Un contrôle reporté")


def test_readings_come_newest_first_and_the_four_kinds_of_nothing_differ(
    workspace: Workspace, panel: ObjectivePanel, today: dt.date
) -> None:
    found = sheet_of(workspace, "4.1")
    key = workspace.tasks.store.write(indicators.create, found.row.id, "Signalements", unit="signalements").result
    drafts = (
        Draft(dt.date(2026, 4, 30), 0.0),
        Draft(dt.date(2026, 5, 31), status=ReadingStatus.NONE),
        Draft(dt.date(2026, 6, 30), status=ReadingStatus.NOT_APPLICABLE),
        Draft(dt.date(2026, 8, 31), 3.0, provisional=True),
    )
    for draft in drafts:
        workspace.tasks.store.write(readings.record, key, draft, today)
    open_objective(workspace, panel, "4.1", "readings")
    choose(panel.indicator_choice, key)
    workspace.tasks.drain()
    model: Any = panel.readings.table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = [
        (model.index(line, 0).data().replace(NBSP, " "), model.index(line, 1).data())
        for line in range(model.rowCount())
    ]
    assert shown == [
        ("août 2026", "3"), ("juill. 2026", "non transmis"), ("juin 2026", "Non concerné"),
        ("mai 2026", "Néant"), ("avr. 2026", "0"),
    ]  # fmt: skip


def test_a_reading_is_made_final_corrected_and_deleted(
    workspace: Workspace, panel: ObjectivePanel, today: dt.date
) -> None:
    found = sheet_of(workspace, "4.1")
    main = next(each for each in found.indicators if each.main)
    draft = Draft(dt.date(2026, 12, 31), 2.0, provisional=True, comment="Décompte partiel")
    workspace.tasks.store.write(readings.record, main.id, draft, today)
    open_objective(workspace, panel, "4.1", "readings")
    table = panel.readings.table
    assert "Décompte partiel" in words(panel.readings)
    panel.readings.final_button.click()
    workspace.tasks.drain()
    assert sheet_of(workspace, "4.1").indicators[0].readings[-1].provisional is False
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    fields = panel.follow.form.fields
    assert panel.tabs.current == "follow"
    assert (fields.value_edit.text(), fields.comment_edit.toPlainText()) == ("2", "Décompte partiel")
    fields.value_edit.setText("3")
    panel.follow.form.record()
    workspace.tasks.drain()
    last = sheet_of(workspace, "4.1").indicators[0].readings[-1]
    assert (last.value, last.ends_on, last.comment) == (3.0, dt.date(2026, 12, 31), "Décompte partiel")
    panel.tabs.set_current("readings")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    workspace.tasks.drain()
    assert sheet_of(workspace, "4.1").indicators[0].readings[-1].ends_on == dt.date(2026, 9, 30)


def test_a_period_without_a_reading_is_filled_from_its_line(workspace: Workspace, panel: ObjectivePanel) -> None:
    main = next(each for each in sheet_of(workspace, "4.1").indicators if each.main)
    gone = next(each for each in main.readings if each.ends_on == dt.date(2026, 3, 31))
    workspace.tasks.store.write(readings.remove, gone.id)
    open_objective(workspace, panel, "4.1", "readings")
    table = panel.readings.table
    assert table.select(Silence(dt.date(2026, 3, 31), "").id)
    assert "ni zéro" in words(panel.readings)
    panel.readings.correct_button.click()
    assert panel.follow.form.fields.day_edit.date == dt.date(2026, 3, 31)


def test_moving_an_indicator_up_makes_it_the_main_one(workspace: Workspace, panel: ObjectivePanel) -> None:
    found = open_objective(workspace, panel, "2.1", "readings")
    assert len(found.indicators) > 1
    second = found.indicators[1]
    choose(panel.indicator_choice, second.id)
    panel.readings.fill_menu()
    menu = {action.text(): action for action in panel.readings.menu.actions()}
    assert list(menu)[1:3] == ["Monter", "Descendre"]
    menu["Monter"].trigger()
    workspace.tasks.drain()
    assert sheet_of(workspace, "2.1").indicators[0].id == second.id


def test_a_commitment_not_kept_asks_why_in_place(workspace: Workspace, panel: ObjectivePanel) -> None:
    found = open_objective(workspace, panel, "4.1", "commitments")
    row = next(each for each in found.commitments if each.state is CommitmentState.IN_PROGRESS)
    card = panel.commitments.cards[row.id]
    choose(card.state.choice, CommitmentState.NOT_KEPT)
    assert card.state.asking
    card.state._save.click()
    workspace.tasks.drain()
    assert "nécessaire" in words(card)
    panel.reload()
    workspace.tasks.drain()
    assert card.state.asking
    card.state.reason_edit.setPlainText("Effectifs retenus ailleurs")
    card.state._save.click()
    workspace.tasks.drain()
    after = next(each for each in sheet_of(workspace, "4.1").commitments if each.id == row.id)
    assert (after.state, after.comment) == (CommitmentState.NOT_KEPT, "Effectifs retenus ailleurs")
    assert not card.state.asking
    assert "Effectifs retenus ailleurs" in words(card)


def test_giving_up_a_reason_keeps_the_state(workspace: Workspace, panel: ObjectivePanel) -> None:
    found = open_objective(workspace, panel, "4.1", "commitments")
    row = next(each for each in found.commitments if each.state is CommitmentState.IN_PROGRESS)
    card = panel.commitments.cards[row.id]
    choose(card.state.choice, CommitmentState.ABANDONED)
    QTest.keyClick(card.state.reason_edit, Qt.Key.Key_Escape)
    assert card.state.choice.value == CommitmentState.IN_PROGRESS
    assert not card.state.asking


def test_a_card_is_deleted_by_its_key_and_a_state_is_chosen_in_place(
    workspace: Workspace, panel: ObjectivePanel
) -> None:
    found = open_objective(workspace, panel, "4.1", "commitments")
    first, second = found.commitments[0], found.commitments[2]
    panel.commitments.cards[first.id].setFocus()
    QTest.keyClick(panel.commitments.cards[first.id], Qt.Key.Key_Delete)
    choose(panel.commitments.cards[second.id].state.choice, CommitmentState.KEPT)
    workspace.tasks.drain()
    after = {each.id: each.state for each in workspace.tasks.store.read(commitments.search, workspace.today)}
    assert first.id not in after
    assert after[second.id] is CommitmentState.KEPT
    assert first.id not in panel.commitments.cards


def test_a_step_is_done_in_place_and_a_late_one_is_told(workspace: Workspace, panel: ObjectivePanel) -> None:
    found = open_objective(workspace, panel, "2.2", "measures")
    late = next(each for each in found.measures if each.late_days)
    card = panel.measures.measures[late.id]
    assert f"en retard de {late.late_days} jours" in words(card)
    choose(card.state.choice, MeasureState.DONE)
    workspace.tasks.drain()
    after = next(m for m in workspace.tasks.store.read(measures.search, workspace.today) if m.id == late.id)
    assert (after.state, after.done_on) == (MeasureState.DONE, workspace.today)
    assert "Faite le" in words(card)


def test_what_was_said_of_a_step_is_shown_on_its_card(workspace: Workspace, panel: ObjectivePanel) -> None:
    key = sheet_of(workspace, "2.2").measures[0].id
    workspace.tasks.store.write(measures.set_field, key, "comment", "Le marché est signé.")
    found = open_objective(workspace, panel, "2.2", "measures")
    shown = {each.id: "Le marché est signé." in words(panel.measures.measures[each.id]) for each in found.measures}
    assert [each for each, told in shown.items() if told] == [key]


def test_a_request_is_brought_to_the_chair_and_answered_with_words(workspace: Workspace, panel: ObjectivePanel) -> None:
    found = sheet_of(workspace, "4.1")
    asked_of = found.commitments[0].partner_id
    asker = found.commitments[1].partner_id
    create = workspace.tasks.store.write
    key = create(
        supports.create, found.row.id, asker, "Un agent de plus", on=workspace.today, asked_of_id=asked_of
    ).result
    open_objective(workspace, panel, "4.1", "measures")
    card = panel.measures.supports[key]
    card._escalate.click()
    workspace.tasks.drain()
    assert "devant la présidence" in words(card)
    choose(card.state.choice, SupportState.GRANTED)
    card.state.reason_edit.setPlainText("Deux agents en décembre")
    card.state._save.click()
    workspace.tasks.drain()
    after = next(each for each in sheet_of(workspace, "4.1").supports if each.id == key)
    assert (after.state, after.answer) == (SupportState.GRANTED, "Deux agents en décembre")
    assert after.escalated_on == workspace.today


def test_links_open_decisions_and_meetings(qtbot: QtBot, workspace: Workspace, panel: ObjectivePanel) -> None:
    found = open_objective(workspace, panel, "4.1", "links")
    lines = {line.target: line for line in panel.links.findChildren(LinkLine)}
    for route in (
        Route("decisions", found.decisions[0].id),
        Route("meeting", found.items[0].meeting_id, "agenda"),
    ):
        with qtbot.waitSignal(workspace.go) as asked:
            lines[route].button.click()
        assert asked.args == [route]
    said = words(panel.links)
    assert found.outlooks[0].author in said.replace(NBSP, " ")
    assert found.outlooks[-1].comment[:30] in said


def test_a_declaration_noted_by_mistake_goes(workspace: Workspace, panel: ObjectivePanel) -> None:
    found = open_objective(workspace, panel, "4.1", "links")
    line = next(each for each in panel.links.findChildren(LinkLine) if each.target == found.outlooks[0].id)
    line.button.click()
    workspace.tasks.drain()
    left = workspace.tasks.store.read(outlooks.history, found.row.id)
    assert [each.id for each in left] == [each.id for each in found.outlooks[1:]]


def test_steps_edit_and_action_sheet_are_asked_of_the_page(
    qtbot: QtBot, workspace: Workspace, panel: ObjectivePanel
) -> None:
    found = open_objective(workspace, panel, "4.1")
    with qtbot.waitSignal(panel.step_requested) as asked:
        panel.head.next_button.click()
    assert asked.args == [1]
    menu = {action.text(): action for action in panel._menu.actions()}
    with qtbot.waitSignal(panel.edit_requested):
        menu["Modifier…"].trigger()
    with qtbot.waitSignal(workspace.progress_preview_requested) as wanted:
        menu["Fiche-action en PDF…"].trigger()
    assert wanted.args == ["action-sheets", None, found.row.id]


def test_a_deleted_objective_leaves_a_calm_panel(qtbot: QtBot, workspace: Workspace, panel: ObjectivePanel) -> None:
    open_objective(workspace, panel, "4.1")
    with qtbot.assertNotEmitted(workspace.tasks.refused):
        panel.remove()
        workspace.tasks.drain()
    assert "Choisissez un objectif" in words(panel)


def test_an_objective_without_indicators_offers_the_first_one(workspace: Workspace, panel: ObjectivePanel) -> None:
    found = sheet_of(workspace, "4.1")
    for each in found.indicators:
        workspace.tasks.store.write(indicators.remove, each.id)
    open_objective(workspace, panel, "4.1")
    assert not panel.follow.form.isVisible()
    assert "d’où l’on part" in words(panel.follow)
    assert "Avancement" not in words(panel.follow)


@pytest.mark.parametrize("code", ["1.4", "2.2", "4.1", "5.3"])
def test_every_tab_names_its_controls_and_cuts_no_word(workspace: Workspace, panel: ObjectivePanel, code: str) -> None:
    for tab in ("follow", "readings", "commitments", "measures", "links"):
        open_objective(workspace, panel, code, tab)
        assert not unnamed_controls(panel)
        assert not cut_texts(panel)


@pytest.mark.parametrize(("name", "scale"), [("dark", 1.4), ("contrast", 1.0)])
def test_no_word_is_cut_in_another_theme_or_text_size(
    qapp: QApplication, workspace: Workspace, panel: ObjectivePanel, name: ThemeName, scale: float
) -> None:
    open_objective(workspace, panel, "4.1")
    QTest.keyClicks(panel.follow.form.fields.value_edit, "3")
    theme.apply(qapp, name, scale)
    panel.resize(panel.width(), theme.px(720))
    for tab in ("follow", "readings", "commitments", "measures", "links"):
        open_objective(workspace, panel, "4.1", tab)
        assert not cut_texts(panel)


def test_a_note_with_what_is_wrong_names_its_cause(workspace: Workspace, panel: ObjectivePanel) -> None:
    found = open_objective(workspace, panel, "4.1")
    main = next(each for each in found.indicators if each.main)
    workspace.tasks.store.write(indicators.remove, main.id)
    QTest.keyClicks(panel.follow.form.fields.value_edit, "3")
    workspace.tasks.drain()
    note = panel.follow.form.findChild(Note)
    assert note is not None
    assert "supprimé" in words(note)
