"""The agenda of a meeting, driven by keys and by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from psq_desktop.services import meetings
from psq_desktop.services.kinds import AgendaKind, DisclosureLevel
from psq_desktop.services.preparing import agenda
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.services.sitting import attendance
from psq_desktop.views.meeting.agenda_line import AgendaLine
from psq_desktop.views.meeting.agenda_tab import AgendaTab
from psq_desktop.views.meeting.page import MeetingPage
from psq_desktop.views.screen import Workspace
from tests.views.audit import cut_texts, unnamed_controls
from tests.views.meeting.acting import ALT, CTRL, LEFT, NONE, Person

Key = Qt.Key


@pytest.fixture
def person(workspace: Workspace, show: Callable[..., None]) -> Person:
    page = MeetingPage(workspace)
    made = Person(workspace, page)
    show(page)
    made.open("agenda")
    return made


def tab(person: Person) -> AgendaTab:
    found = person.page.tab
    assert isinstance(found, AgendaTab)
    return found


def line(person: Person, number: int) -> AgendaLine:
    lines = tab(person).list
    return lines.lines[lines.order[number - 1]]


def items(person: Person, meeting_id: int = 6) -> tuple[ItemRow, ...]:
    found: tuple[ItemRow, ...] = person.read(agenda.items, meeting_id)
    return found


def titles(person: Person) -> list[str]:
    return [item.title for item in items(person)]


def focused() -> AgendaLine:
    found = QApplication.focusWidget()
    assert isinstance(found, AgendaLine)
    return found


def test_an_item_moves_up_two_places_takes_20_minutes_and_one_deleted_by_mistake_comes_back_in_7_actions(
    person: Person,
) -> None:
    before = titles(person)
    moved, lost = line(person, 5), before[3]
    person.click(moved)
    person.press(focused(), Key.Key_Up, ALT)
    person.press(focused(), Key.Key_Up, ALT)
    person.type_over(moved.minutes, "20")
    person.click(line(person, 5))  # what was fourth
    person.press(focused(), Key.Key_Delete)
    assert lost not in titles(person)
    assert person.notes[-1] == "Point 5 supprimé"
    person.undo()
    assert person.actions <= 7
    after = items(person)
    assert [item.title for item in after] == [*before[:2], before[4], before[2], before[3], *before[5:]]
    assert after[2].planned_minutes == 20
    assert moved.clock.text() == "9\u00a0h\u00a050"


def test_arrows_walk_the_lines_and_stop_at_the_ends(person: Person) -> None:
    person.click(line(person, 1))
    person.press(focused(), Key.Key_Up)
    assert focused() is line(person, 1)
    person.press(focused(), Key.Key_Down)
    assert focused() is line(person, 2)
    person.press(focused(), Key.Key_End)
    assert focused() is line(person, 7)
    assert focused().property("current") == "1"


def test_moving_fast_counts_every_press_before_the_answers_come(person: Person) -> None:
    before = titles(person)
    target = line(person, 6)
    target.setFocus()
    for _ in range(3):
        QTest.keyClick(target, Key.Key_Up, ALT)
    person.settle()
    assert titles(person)[2] == before[5]


def test_dragging_the_handle_moves_the_item(person: Person) -> None:
    before = titles(person)
    grip, goal = line(person, 2).grip, line(person, 5)
    down = grip.mapFromGlobal(goal.mapToGlobal(QPoint(0, goal.height() - 4)))
    QTest.mousePress(grip, LEFT, NONE, grip.rect().center())
    QTest.mouseMove(grip, QPoint(5, grip.height() // 2 + 20))
    QTest.mouseMove(grip, QPoint(5, down.y()))
    QTest.mouseMove(grip, grip.mapFromGlobal(goal.mapToGlobal(QPoint(5, goal.height() - 4))))
    QTest.mouseRelease(grip, LEFT, NONE, QPoint(5, 5))
    person.settle()
    moved = titles(person).index(before[1])
    assert moved > 2
    assert sorted(titles(person)) == sorted(before)
    assert [tab(person).list.lines[i].item.title for i in tab(person).list.order] == titles(person)


def test_after_a_deletion_the_next_line_has_the_keyboard(person: Person) -> None:
    following = line(person, 4).item.title
    person.click(line(person, 3))
    person.press(focused(), Key.Key_Delete)
    assert focused().item.title == following


def test_ctrl_d_duplicates_and_makes_the_copy_current(person: Person) -> None:
    person.click(line(person, 3))
    person.press(focused(), Key.Key_D, CTRL)
    assert titles(person)[2] == titles(person)[3]
    assert tab(person).list.current == items(person)[3].id


def test_f2_changes_the_title_and_entry_goes_back_to_the_line(person: Person) -> None:
    target = line(person, 3)
    person.click(target)
    person.press(target, Key.Key_F2)
    person.type_over(target.title_edit, "Halls : où en est-on ?")
    assert titles(person)[2] == "Halls : où en est-on ?"
    assert focused() is target


def test_escape_forgets_the_new_title(person: Person) -> None:
    target = line(person, 3)
    before = titles(person)
    person.click(target)
    person.press(target, Key.Key_Return)
    person.type_over(target.title_edit, "Autre", Key.Key_Escape)
    assert titles(person) == before
    assert focused() is target


def test_an_empty_title_is_refused_in_place(person: Person) -> None:
    target = line(person, 3)
    person.click(target)
    person.press(target, Key.Key_F2)
    target.title_edit.clear()
    person.press(target.title_edit, Key.Key_Return)
    assert target.title_edit.isVisible()
    assert target.problem.text()
    assert titles(person)[2]


def test_a_figure_typed_on_a_line_is_its_duration(person: Person) -> None:
    target = line(person, 4)
    person.click(target)
    QTest.keyClicks(target, "3")
    QTest.keyClicks(target.minutes, "5")
    person.press(target.minutes, Key.Key_Return)
    assert items(person)[3].planned_minutes == 35
    assert focused() is target


def test_the_badges_open_their_vocabularies(person: Person) -> None:
    person.click(line(person, 3).kind)
    person.choose("Décision")
    person.click(line(person, 3).disclosure)
    person.choose("Restreint")
    changed = items(person)[2]
    assert (changed.kind, changed.disclosure) == (AgendaKind.DECISION, DisclosureLevel.RESTRICTED)
    assert line(person, 3).disclosure.accessibleName() == "Diffusion\u00a0: Restreint"


@pytest.mark.parametrize(
    ("words", "name"), [("Parquet", "Parquet de Boulogne-sur-Mer"), ("Secrétariat", "Secrétariat")]
)
def test_the_rapporteur_is_chosen_in_one_step(person: Person, words: str, name: str) -> None:
    before = items(person)[3]
    person.click(line(person, 4).rapporteur)
    person.choose(words)
    assert items(person)[3].rapporteur == name
    person.undo()
    assert items(person)[3] == before


def test_the_menu_holds_every_action(person: Person) -> None:
    person.click(line(person, 4).menu_button)
    person.choose("Monter")
    person.click(line(person, 3).menu_button)
    person.choose("Public")
    assert items(person)[2].title.startswith("Rodéos")
    assert items(person)[2].disclosure is DisclosureLevel.PUBLIC


def test_a_typed_line_becomes_an_item_before_the_round_table_and_the_field_stays(person: Person) -> None:
    field = tab(person).add_field
    person.page.create_new()
    person.type_over(field, "Accueil des victimes, 15 min, Écoute Victimes")
    added = items(person)[-2]
    assert (added.title, added.planned_minutes, added.rapporteur) == ("Accueil des victimes", 15, "Écoute Victimes")
    assert field.text() == ""
    assert field.hasFocus()
    assert tab(person).list.current == added.id


def test_a_refused_line_keeps_its_words_and_says_why(person: Person) -> None:
    person.type_over(tab(person).add_field, "Trop long, 900")
    assert tab(person).add_field.text() == "Trop long, 900"
    assert tab(person).add_problem.isVisible()
    assert "600" in tab(person).add_problem.text()


def test_the_foot_says_when_the_meeting_ends(person: Person) -> None:
    assert tab(person).foot.ends.text() == "Fin calculée\u00a0: 10\u00a0h\u00a050"
    person.type_over(line(person, 3).minutes, "1 h 05")
    assert tab(person).foot.ends.text() == "Fin calculée\u00a0: 11\u00a0h\u00a040"


def test_proposals_are_taken_off_and_put_back_in_one_step(person: Person, today: dt.date) -> None:
    def reviewed() -> int:
        return sum(row.reviewed for row in person.read(agenda.review_proposals, 6, today))

    card = tab(person).proposals
    assert reviewed() == 9
    person.click(card.lines[0].toggle)
    person.click(card.lines[3].toggle)
    assert reviewed() == 7
    assert card.lines[0].toggle.accessibleName() == "Ajouter D-11 à l’ordre du jour"
    person.click(card.all_button)
    assert reviewed() == 9
    assert card.all_button.isHidden()
    person.undo()
    assert reviewed() == 7


def test_validated_minutes_make_the_agenda_read_only(person: Person) -> None:
    person.open("agenda", 4)
    before = items(person, 4)
    target = line(person, 3)
    person.click(target)
    for key, modifier in ((Key.Key_Delete, NONE), (Key.Key_Up, ALT), (Key.Key_F2, NONE), (Key.Key_D, CTRL)):
        person.press(target, key, modifier)
    QTest.keyClicks(target, "45")
    person.click(target.kind)
    person.settle()
    assert items(person, 4) == before
    assert tab(person).locked_note.isVisible()
    assert not tab(person).add_field.isVisible()
    assert not target.menu_button.isVisible()
    person.press(target, Key.Key_Down)
    assert focused() is line(person, 4)


def test_what_is_being_typed_survives_a_reload(person: Person) -> None:
    target = line(person, 3)
    target.minutes.setFocus()
    target.minutes.selectAll()
    QTest.keyClicks(target.minutes, "4")
    person.workspace.write(agenda.set_field, line(person, 5).item.id, "planned_minutes", 25)
    person.settle()
    assert target.minutes.text() == "4"
    assert line(person, 5).minutes.minutes == 25


def test_every_control_is_named_and_no_word_is_cut(person: Person) -> None:
    assert unnamed_controls(person.page) == []
    assert cut_texts(person.page) == []
    assert line(person, 3).accessibleName() == (
        "Point 3, Halls et parties communes, 9\u00a0h\u00a050, Habitat du Détroit, objectif 1.1, "
        "Débat, Partenaires, 15\u00a0minutes"
    )


# The time there is, the template, rapporteurs


def test_an_agenda_that_is_too_long_says_so_at_its_foot_and_at_the_duration_that_made_it_so(person: Person) -> None:
    person.workspace.write(meetings.set_field, 6, "planned_end", dt.time(11))
    person.open("agenda")
    foot = tab(person).foot
    assert foot.length.text() == "80\u00a0min, 10\u00a0min de marge avant 11\u00a0h\u00a000"
    person.type_over(line(person, 3).minutes, "45")
    assert foot.ends.text() == "Fin calculée\u00a0: 11\u00a0h\u00a020"
    assert foot.length.text() == "110\u00a0min, 20\u00a0min de trop pour finir à 11\u00a0h\u00a000"
    assert [each.over.text() for each in tab(person).list.lines.values() if each.over.isVisible()] == [
        "20\u00a0min de trop"
    ]
    person.type_over(line(person, 3).minutes, "600")
    person.type_over(line(person, 4).minutes, "600")
    assert foot.ends.text() == "Fin calculée\u00a0: après minuit"
    assert items(person)[3].planned_minutes == 600  # nothing is refused
    assert cut_texts(person.page) == []


def test_a_template_is_saved_and_taken_again_from_the_head_of_the_agenda(person: Person) -> None:
    before = titles(person)
    person.click(tab(person).papers.template_button)
    person.choose("Enregistrer cet ordre du jour")
    person.click(line(person, 4))
    person.press(focused(), Key.Key_Delete)
    person.click(tab(person).papers.template_button)
    person.choose("Reprendre le modèle de la formation plénière")
    assert titles(person) == before


def test_a_rapporteur_that_is_not_convened_is_told_and_convened_in_one_click(person: Person) -> None:
    wanted = next(item for item in items(person) if item.rapporteur_id is not None)
    seat = next(s for s in person.read(attendance.seats, 6) if s.partner_id == wanted.rapporteur_id)
    person.workspace.write(attendance.remove, seat.id)
    person.open("agenda")
    target = line(person, wanted.number)
    assert target.absence.isVisible()
    assert "n’est pas convié" in target.absence.toolTip().replace("\u00a0", " ")
    assert unnamed_controls(person.page) == []
    person.click(target.absence)
    assert not target.absence.isVisible()
    assert items(person)[wanted.number - 1].absence is None


def test_the_agenda_offers_what_is_printed_from_it(person: Person) -> None:
    asked: list[tuple[str, int, str]] = []
    person.workspace.preview_requested.connect(lambda *wanted: asked.append(wanted))
    for words in ("Convocation", "Dossier", "Note pour"):
        person.click(tab(person).papers.preview_button)
        person.choose(words)
    assert asked == [("summons", 6, "partners"), ("dossier", 6, "partners"), ("brief", 6, "restricted")]
