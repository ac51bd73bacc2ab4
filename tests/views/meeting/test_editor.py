"""The notes editor keeps what is typed, and nothing of what is pasted but words and their few styles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop.richtext import Block, BlockKind, RichText, Run, from_markup, normalise, to_plain
from psq_desktop.services.kinds import DecisionKind
from psq_desktop.views.kit import STRETCH, IconButton, column
from psq_desktop.views.note_parts import convert
from psq_desktop.views.note_parts.editor import PAUSE_MS, NotesEditor
from psq_desktop.views.note_parts.tools import EditorTools

texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufffc"), max_size=12)
runs = st.builds(Run, texts, st.booleans(), st.booleans())
blocks = st.builds(Block, st.sampled_from(BlockKind), st.lists(runs, max_size=4).map(tuple))


def stable(found: list[Block]) -> RichText:
    """Joining neighbours can compose an accent anew: normalise until nothing moves."""
    rich = normalise(found)
    while (again := normalise(rich)) != rich:
        rich = again
    return rich


def type_text(editor: NotesEditor, text: str) -> None:
    """Any characters, which QTest's own keyClicks does not take."""
    for letter in text:
        QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[NotesEditor]:
    page = QWidget()
    made = NotesEditor("Notes du point 3")
    page.setLayout(column(made, STRETCH))
    qtbot.addWidget(page)
    page.resize(500, 300)
    with qtbot.waitExposed(page):
        page.show()
    made.setFocus()
    yield made


@settings(max_examples=150, deadline=None)
@given(st.lists(blocks, max_size=8).map(stable))
def test_notes_come_back_from_a_document_exactly_as_they_went_in(qapp: QApplication, rich: RichText) -> None:
    document = QTextDocument()
    convert.fill(document, rich, 11, 1.0)
    assert convert.from_document(document) == rich


def test_typed_text_is_kept_as_typed(editor: NotesEditor) -> None:
    typed = "<img src=x> *a* - b « c » l'été : 5 %"
    type_text(editor, typed)
    assert to_plain(editor.notes) == typed


def test_bold_italic_lists_and_headings_by_keys_and_buttons(qtbot: QtBot, editor: NotesEditor) -> None:
    tools = EditorTools()
    qtbot.addWidget(tools)
    tools.set_editor(editor)
    buttons = {each.accessibleName(): each for each in tools.findChildren(IconButton)}
    buttons["Intertitre"].click()
    assert buttons["Intertitre"].isChecked()
    QTest.keyClicks(editor, "Titre")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert not buttons["Intertitre"].isChecked()
    QTest.keyClicks(editor, "un ")
    QTest.keyClick(editor, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert buttons["Gras"].isChecked()
    QTest.keyClicks(editor, "deux")
    QTest.keyClick(editor, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, " trois")
    QTest.keyClick(editor, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    buttons["Liste à puces"].click()
    QTest.keyClicks(editor, "a")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "b")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Return)  # an empty entry ends the list
    QTest.keyClicks(editor, "fin")
    assert editor.notes == from_markup("## Titre\nun **deux**_ trois_\n- a\n- b\nfin")


def test_undo_takes_back_a_list(qtbot: QtBot, editor: NotesEditor) -> None:
    QTest.keyClicks(editor, "mot")
    editor.toggle_kind(BlockKind.NUMBER)
    assert editor.notes == from_markup("1. mot")
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.notes == from_markup("mot")


def test_a_paste_keeps_words_and_their_few_styles_only(editor: NotesEditor) -> None:
    source = QMimeData()
    source.setHtml(
        "<h1>Titre</h1><p style='font-size:40pt;color:red'>un <b>gras</b> <a href='http://x.invalid'>lien</a>"
        "<img src='http://x.invalid/y.png'></p><table><tr><td>1</td><td>2</td></tr></table><ul><li>puce</li></ul>"
    )
    editor.insertFromMimeData(source)
    assert editor.notes == from_markup("## Titre\nun **gras** lien\n1 | 2\n- puce")
    assert "x.invalid" not in editor.document().toHtml()


def test_a_pasted_word_joins_the_sentence(qtbot: QtBot, editor: NotesEditor) -> None:
    QTest.keyClicks(editor, "avant")
    source = QMimeData()
    source.setText(" après")
    editor.insertFromMimeData(source)
    assert to_plain(editor.notes) == "avant après"


def test_notes_are_handed_over_after_a_pause_and_on_leaving(qtbot: QtBot, editor: NotesEditor) -> None:
    with qtbot.waitSignal(editor.save_requested, timeout=PAUSE_MS + 1500) as saved:
        QTest.keyClicks(editor, "un")
    assert saved.args == [from_markup("un")]
    QTest.keyClicks(editor, " deux")
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitSignal(editor.save_requested) as left:
        editor.clearFocus()
    assert left.args == [from_markup("un deux")]
    assert editor.dirty  # until both are written
    editor.acknowledge()
    assert editor.dirty
    editor.acknowledge()
    assert not editor.dirty


def test_refused_notes_stay_to_be_saved_and_are_handed_over_again(qtbot: QtBot, editor: NotesEditor) -> None:
    QTest.keyClicks(editor, "un")
    editor.commit()
    with qtbot.assertNotEmitted(editor.save_requested):
        editor.commit()  # under way
    editor.refuse()
    assert editor.dirty
    with qtbot.waitSignal(editor.save_requested):
        editor.commit()


def test_what_is_being_typed_is_not_replaced_by_fresh_rows(qtbot: QtBot, editor: NotesEditor) -> None:
    editor.take(from_markup("ancien"))
    assert to_plain(editor.notes) == "ancien"
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    QTest.keyClicks(editor, " et frappe")
    editor.take(from_markup("venu d'ailleurs"))
    assert to_plain(editor.notes) == "ancien et frappe"


@pytest.mark.parametrize(("typed", "kind"), [("/décision", DecisionKind.DECISION), ("/action", DecisionKind.ACTION)])
def test_a_command_on_an_empty_line_asks_for_a_decision(
    qtbot: QtBot, editor: NotesEditor, typed: str, kind: DecisionKind
) -> None:
    QTest.keyClicks(editor, "Texte")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    with qtbot.waitSignal(editor.decision_requested) as asked:
        type_text(editor, typed)
    assert asked.args == [kind]
    assert to_plain(editor.notes) == "Texte"


def test_a_vote_is_asked_for_only_where_votes_are_taken(qtbot: QtBot, editor: NotesEditor) -> None:
    type_text(editor, "/vote")
    assert to_plain(editor.notes) == "/vote"
    editor.takes_votes = True
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(editor.vote_requested):
        type_text(editor, "e")
    assert to_plain(editor.notes) == ""


def test_it_grows_with_its_text(qtbot: QtBot, editor: NotesEditor) -> None:
    before = editor.height()
    editor.take(from_markup("\n".join(["ligne"] * 12)))
    assert editor.height() > before * 5
