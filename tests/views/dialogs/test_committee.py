"""« Instance et formations »: what is typed is kept, what is ticked is convened, everything comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from psq_desktop import app, db
from psq_desktop.services import committees, setup
from psq_desktop.services.committees import CommitteeSheet, FormationRow
from psq_desktop.services.kinds import QuorumRule
from psq_desktop.settings import Settings
from psq_desktop.views import theme
from psq_desktop.views.desk import Desk
from psq_desktop.views.dialogs.committee import SECTIONS, CommitteeDialog, open_committee
from psq_desktop.views.dialogs.formation_members import MembersModel
from psq_desktop.views.kit import ChoiceField, TextField
from psq_desktop.views.screen import Workspace
from psq_desktop.views.tasks import Tasks
from psq_desktop.views.tokens import ThemeName
from tests.conftest import TODAY
from tests.views.audit import cut_texts, unnamed_controls

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1300, 760)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(workspace: Workspace, window: QWidget, qapp: QApplication) -> Iterator[CommitteeDialog]:
    made = open_committee(workspace, window)
    workspace.tasks.drain()
    yield made
    if isValid(made):
        made.reject()
        workspace.tasks.drain()


def sheet(workspace: Workspace) -> CommitteeSheet:
    workspace.tasks.drain()
    found: CommitteeSheet = workspace.tasks.store.read(committees.sheet, TODAY)
    return found


def formation(workspace: Workspace, name: str) -> FormationRow:
    return next(row for row in sheet(workspace).formations if row.name == name)


def line(dialog: CommitteeDialog, name: str) -> QLineEdit:
    form = next(form for form in dialog.forms.values() if name in form.values())
    found = form.field(name)
    assert isinstance(found, QLineEdit)
    return found


def retype(dialog: CommitteeDialog, qtbot: QtBot, name: str, text: str) -> None:
    section = next(key for key, form in dialog.forms.items() if name in form.values())
    dialog.tabs.set_current(section)
    field = line(dialog, name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Key.Key_Tab)
    dialog.workspace.tasks.drain()


def choose(dialog: CommitteeDialog, workspace: Workspace, name: str) -> None:
    dialog.tabs.set_current("formations")
    assert dialog.formations.names.select(formation(workspace, name).id)
    dialog.formations.names.setFocus()


def editor(dialog: CommitteeDialog) -> TextField:
    names = dialog.formations.names
    found = names.indexWidget(names.currentIndex())
    assert isinstance(found, TextField)
    return found


def write(dialog: CommitteeDialog, qtbot: QtBot, name: str, key: Qt.Key = Key.Key_Return) -> None:
    field = editor(dialog)
    field.selectAll()
    qtbot.keyClick(field, Key.Key_Delete)
    qtbot.keyClicks(field, name)
    qtbot.keyClick(field, key)
    QApplication.processEvents()
    dialog.workspace.tasks.drain()


# Fields


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [("committee", "Comite PSQ", "Comite PSQ"), ("reference_prefix", "PSQ", "PSQ"), ("usual_start", "14h", dt.time(14)),
     ("usual_place", "Mairie", "Mairie"), ("city", "Guines", "Guines"), ("population", "12 500 habitants", 12_500),
     ("population_source", "Insee", "Insee"), ("chair", "Mme Autre", "Mme Autre"), ("delegation", "P/O", "P/O"),
     ("secretary_email", "a@exemple.invalid", "a@exemple.invalid"), ("secretary_phone", "03", "03"),
     ("advice_days", "20 j", 20), ("reply_days", "10", 10)],
)  # fmt: skip
def test_a_field_is_kept_when_it_is_left(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot, name: str, text: str, kept: object
) -> None:
    retype(dialog, qtbot, name, text)
    assert getattr(sheet(workspace), name) == kept
    assert dialog.note.isHidden()


def test_a_field_may_be_emptied_where_that_makes_sense(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    for name, nothing in (("population", None), ("usual_start", None), ("delegation", "")):
        line(dialog, name).clear()
        line(dialog, name).setModified(True)
        line(dialog, name).editingFinished.emit()
        assert getattr(sheet(workspace), name) == nothing


@pytest.mark.parametrize(
    ("name", "text"),
    [("population", "beaucoup"), ("population", "0"), ("usual_start", "midi passe"), ("secretary_email", "secretariat"),
     ("committee", " "), ("notice_days", "demain"), ("notice_days", "16 jours")],
)  # fmt: skip
def test_what_is_wrong_is_said_under_the_field_and_nothing_typed_is_lost(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot, name: str, text: str
) -> None:
    before = sheet(workspace)
    retype(dialog, qtbot, name, text)
    form = next(form for form in dialog.forms.values() if name in form.values())
    assert form.problem(name)
    assert line(dialog, name).text().replace("\u00a0", " ").strip() == text.strip()
    assert sheet(workspace) == before
    dialog.close_button.click()
    workspace.tasks.drain()
    assert dialog.isVisible()
    assert line(dialog, name).hasFocus()


def test_a_rule_of_quorum_is_kept_once_it_is_whole(dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot) -> None:
    dialog.tabs.set_current("meetings")
    form, count = dialog.forms["meetings"], line(dialog, "quorum_count")
    choice = form.field("quorum_rule")
    assert isinstance(choice, ChoiceField)
    assert not count.isVisible()
    choice.setFocus()
    qtbot.keyClick(choice, Key.Key_End)
    assert sheet(workspace).quorum_rule is QuorumRule.NONE
    assert count.hasFocus()
    retype(dialog, qtbot, "quorum_count", "9")
    assert (sheet(workspace).quorum_rule, sheet(workspace).quorum_count) == (QuorumRule.CUSTOM, 9)
    assert count.text() == "9\u00a0membres"
    dialog.consultative_button.click()
    assert (sheet(workspace).quorum_rule, sheet(workspace).notice_days) == (QuorumRule.HALF, 5)
    assert choice.value is QuorumRule.HALF
    assert not count.isVisible()


def test_the_letterhead_is_shown_as_it_prints_and_kept_when_left(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    dialog.tabs.set_current("letterhead")
    dialog.letterhead_edit.setFocus()
    dialog.letterhead_edit.selectAll()
    qtbot.keyClicks(dialog.letterhead_edit, "Prefecture")
    qtbot.keyClick(dialog.letterhead_edit, Key.Key_Return)
    qtbot.keyClicks(dialog.letterhead_edit, "Cabinet")
    assert dialog.preview.isVisible()
    assert dialog.preview._rest.text() == "Cabinet"
    qtbot.keyClick(dialog.letterhead_edit, Key.Key_Tab)
    assert sheet(workspace).letterhead == "Prefecture\nCabinet"


@pytest.mark.parametrize("how", ["escape", "button"])
@pytest.mark.parametrize("name", ["usual_place", "letterhead"])
def test_closing_keeps_what_is_being_typed_and_frees_the_dialog(
    dialog: CommitteeDialog, workspace: Workspace, window: QWidget, qtbot: QtBot, how: str, name: str
) -> None:
    dialog.tabs.set_current("letterhead" if name == "letterhead" else "committee")
    field = dialog.letterhead_edit if name == "letterhead" else line(dialog, name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Mairie")
    if how == "escape":
        qtbot.keyClick(field, Key.Key_Escape)
    else:
        dialog.accept()
    assert getattr(sheet(workspace), name) == "Mairie"
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert window.findChildren(QDialog) == []


def test_what_somebody_undoes_is_shown(dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot) -> None:
    outcome = workspace.tasks.store.write(committees.set_field, "chair", "Mme Autre")
    workspace.tasks.written.emit(outcome.changes, "")
    workspace.tasks.drain()
    assert line(dialog, "chair").text() == "Mme Autre"
    assert outcome.changes.step is not None
    workspace.tasks.revert(outcome.changes.step, "undo")
    workspace.tasks.drain()
    assert line(dialog, "chair").text() == "M.\u00a0Étienne Valcourt"


# Formations


def test_a_formation_is_added_named_in_its_row_and_chosen(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.keyClick(dialog, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert dialog.tabs.current == "formations"
    assert not dialog.formations.members.all_button.isEnabled()
    write(dialog, qtbot, "thematique logement")
    added = formation(workspace, "thematique logement")
    assert dialog.formations.names.current_id == added.id
    assert dialog.formations.members.count_label.text() == "0\u00a0partenaire convié"
    assert dialog.isVisible()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape])
def test_a_formation_without_a_name_is_not_begun(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot, key: Qt.Key
) -> None:
    dialog.tabs.set_current("formations")
    dialog.formations.add_button.click()
    write(dialog, qtbot, "", key)
    assert len(sheet(workspace).formations) == 3
    assert dialog.formations.names.model().rowCount() == 3
    assert dialog.formations.formation is not None
    assert dialog.isVisible()


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_Return])
def test_a_formation_is_renamed_in_its_row(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot, key: Qt.Key
) -> None:
    choose(dialog, workspace, "restreinte")
    before = formation(workspace, "restreinte")
    qtbot.keyClick(dialog.formations.names, key)
    write(dialog, qtbot, "bureau")
    assert formation(workspace, "bureau").members == before.members
    assert dialog.formations.names.current_id == before.id
    assert not dialog.formations.names.writing
    assert dialog.isVisible()


def test_escape_leaves_a_name_as_it_was_and_the_dialog_open(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    choose(dialog, workspace, "restreinte")
    dialog.formations.rename_button.click()
    write(dialog, qtbot, "bureau", Key.Key_Escape)
    assert formation(workspace, "restreinte")
    assert dialog.isVisible()


@pytest.mark.parametrize(("name", "new"), [("Plénière", True), ("Plénière", False), (" ", False)])
def test_a_refused_name_is_said_and_stays_to_be_mended(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot, name: str, new: bool
) -> None:
    choose(dialog, workspace, "restreinte")
    (dialog.formations.add if new else dialog.formations.rename)()
    editor(dialog).setText(name)
    qtbot.keyClick(editor(dialog), Key.Key_Return)
    QApplication.processEvents()
    workspace.tasks.drain()
    assert dialog.formations._problem.isVisible()
    assert dialog.formations.names.accessibleDescription()
    assert editor(dialog).text() == name
    write(dialog, qtbot, "bureau")
    assert not dialog.formations._problem.isVisible()
    assert formation(workspace, "bureau")


def test_a_name_being_written_is_kept_when_the_dialog_closes(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    choose(dialog, workspace, "restreinte")
    dialog.formations.rename()
    editor(dialog).setText("bureau")
    dialog.close_button.click()
    assert formation(workspace, "bureau")
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_fresh_rows_wait_for_the_name_being_written(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    choose(dialog, workspace, "restreinte")
    dialog.formations.rename()
    editor(dialog).setText("bureau")
    dialog.reload()
    workspace.tasks.drain()
    assert editor(dialog).text() == "bureau"


def test_a_formation_goes_with_suppr_and_comes_back_from_the_toast(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    key = workspace.tasks.store.write(committees.add_formation, "logement").result
    dialog.reload()
    choose(dialog, workspace, "logement")
    for _ in range(2):  # quicker than the database: once is enough
        qtbot.keyClick(dialog.formations.names, Key.Key_Delete)
    assert key not in {row.id for row in sheet(workspace).formations}
    assert dialog.note.isHidden()
    assert dialog.toast.isVisible()
    assert "logement" in dialog.toast.text()
    with qtbot.waitSignal(workspace.undo_requested):
        qtbot.keyClick(dialog, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.toast.isHidden()


def test_a_formation_that_met_is_kept_and_says_why(dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot) -> None:
    choose(dialog, workspace, "plénière")
    menu = QMenu(dialog)
    dialog.formations._fill_menu(dialog.formations.names.current_row, menu)
    menu.actions()[-1].trigger()
    assert formation(workspace, "plénière")
    assert dialog.note.isVisible()
    assert "plénière" in dialog.note.accessibleName()


def test_arrows_and_space_say_whom_a_formation_convenes(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    choose(dialog, workspace, "restreinte")
    before = formation(workspace, "restreinte").members
    table = dialog.formations.members.table
    table.setFocus()
    table.select_first()
    for _ in range(3):
        qtbot.keyClick(table, Key.Key_Down)
    chosen = table.current_row.id
    assert chosen not in before
    qtbot.keyClick(table, Key.Key_Space)
    assert dialog.formations.members.count_label.text() == "9\u00a0partenaires conviés"
    assert formation(workspace, "restreinte").members == before | {chosen}
    assert table.current_row.id == chosen
    for _ in range(2):  # quicker than the database
        qtbot.keyClick(table, Key.Key_Space)
    qtbot.keyClick(table, Key.Key_Return)
    assert formation(workspace, "restreinte").members == before


def test_a_click_anywhere_on_a_partner_ticks_it_once(
    dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    choose(dialog, workspace, "restreinte")
    table = dialog.formations.members.table
    before = formation(workspace, "restreinte").members
    for column in (0, 1):
        where = table.visualRect(table.model().index(1, column)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
        changed = formation(workspace, "restreinte").members
        assert len(changed ^ before) == (column + 1) % 2
    qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(0, 0)).center()
    )
    assert formation(workspace, "restreinte").members == before


def test_all_and_none(dialog: CommitteeDialog, workspace: Workspace, qtbot: QtBot) -> None:
    choose(dialog, workspace, "restreinte")
    members = dialog.formations.members
    members.all_button.setFocus()
    qtbot.keyClick(members.all_button, Key.Key_Space)
    assert len(formation(workspace, "restreinte").members) == 16
    assert members.none_button.hasFocus()
    qtbot.keyClick(members.none_button, Key.Key_Space)
    assert formation(workspace, "restreinte").members == frozenset()
    assert members.count_label.text() == "0\u00a0partenaire convié"


def test_a_screen_reader_is_told_who_is_convened(dialog: CommitteeDialog, workspace: Workspace) -> None:
    choose(dialog, workspace, "restreinte")
    model = dialog.formations.members.table.model()
    assert isinstance(model, MembersModel)
    words = [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert "Sous-préfecture de Calais, convié" in words
    assert any(text.endswith(", non convié") for text in words)


# A new base, the window, looks


def test_a_new_base_is_completed_here(empty_database: db.Database, window: QWidget, qtbot: QtBot) -> None:
    empty_database.write(setup.create_base, district="Quartier", city="Ville", committee="Comité")
    workspace = Workspace(Tasks(empty_database), TODAY)
    dialog = open_committee(workspace, window)
    workspace.tasks.drain()
    retype(dialog, qtbot, "delegation", "Pour le prefet,")
    assert sheet(workspace).delegation == "Pour le prefet,"
    dialog.tabs.set_current("formations")
    assert [dialog.formations.members.all_button.isEnabled(), dialog.formations.members.none_button.isEnabled()] == [
        False, False,
    ]  # fmt: skip
    assert [*unnamed_controls(dialog), *cut_texts(dialog)] == []
    dialog.reject()
    workspace.tasks.drain()


def test_the_menu_opens_it_and_undo_reaches_it(demo_database: db.Database, qtbot: QtBot) -> None:
    made = app.build_window(Settings(), lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    desk: Desk = made.use(demo_database, demo_database.path)
    desk.tasks.drain()
    made._actions["committee"].trigger()
    desk.tasks.drain()
    dialog = made.findChild(CommitteeDialog)
    assert isinstance(dialog, CommitteeDialog)
    retype(dialog, qtbot, "chair", "Mme Autre")
    dialog._undo()
    desk.tasks.drain()
    assert line(dialog, "chair").text() == "M.\u00a0Étienne Valcourt"
    dialog.reject()
    made.leave_base()


@pytest.mark.parametrize(("name", "scale"), [("light", 1.0), ("dark", 1.4), ("contrast", 1.4), ("light", 1.75)])
def test_every_control_has_a_name_and_nothing_is_cut(
    workspace: Workspace, window: QWidget, qapp: QApplication, name: ThemeName, scale: float
) -> None:
    theme.apply(qapp, name, scale)
    dialog = open_committee(workspace, window)
    findings = []
    for key, _ in SECTIONS:
        dialog.tabs.set_current(key)
        workspace.tasks.drain()
        qapp.processEvents()
        findings += [f"{key}: {text}" for text in (*unnamed_controls(dialog), *cut_texts(dialog))]
    dialog.formations.add()
    findings += unnamed_controls(dialog)
    assert findings == []
    assert dialog.width() <= 1280
    dialog.reject()
