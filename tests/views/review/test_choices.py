"""Decisions of a return as pure values: what becomes of each line, what is asked of the service."""

from __future__ import annotations

from dataclasses import replace

import pytest

from psq_desktop.services.forms.answer_rows import ReturnedRow
from psq_desktop.services.forms.book_rows import RawCell
from psq_desktop.services.kinds import LineKind
from psq_desktop.services.rounds.campaign_rows import Review, ReviewLine
from psq_desktop.views.review.boxes import boxes
from psq_desktop.views.review.cells import Change
from psq_desktop.views.review.choices import (
    NO_CHOICES,
    Choices,
    Sort,
    Standing,
    accept_all,
    decisions,
    key_of,
    next_open,
    standing,
    tally,
)
from psq_desktop.views.review.columns import ALL, COLUMNS, Entry, control_words, entries
from psq_desktop.views.review.deciding import CORRECT, KEEP, RESET, TAKE, decided, ticked
from psq_desktop.views.review.facts import plan_facts, recognition_facts, troubled
from psq_desktop.views.review.values import shown, title, typed
from psq_desktop.wording import explain_problem
from tests.views.review.samples import COMMENT, COPIED, FAR, MISSING, OUTLOOK, REVIEW, SAME, STATE, VALUE, WRONG_DAY

CONFLICT, ERROR = key_of(OUTLOOK), key_of(WRONG_DAY)


def of(row: ReviewLine, choices: Choices, settled: frozenset[tuple[str, str]] = frozenset()) -> Standing:
    return standing(row, choices, settled)


def test_safe_lines_are_accepted_from_the_start_and_the_others_wait() -> None:
    stands = [of(row, NO_CHOICES) for row in (VALUE, STATE, COMMENT, OUTLOOK, WRONG_DAY, MISSING, SAME[0])]
    assert stands == [Standing.TAKEN] * 3 + [Standing.OPEN] * 2 + [Standing.ABSENT, Standing.SAME]
    asked = decisions(REVIEW, NO_CHOICES)
    assert asked.accept == {key_of(row) for row in (VALUE, STATE, COMMENT)}
    assert not asked.corrected and not asked.keep


def test_a_conflict_is_taken_or_kept_and_the_last_word_counts() -> None:
    taken = decided(TAKE, "", OUTLOOK, NO_CHOICES, REVIEW).choices
    kept = decided(KEEP, "", OUTLOOK, taken, REVIEW).choices
    assert of(OUTLOOK, taken) is Standing.TAKEN
    assert of(OUTLOOK, kept) is Standing.KEPT
    assert decisions(REVIEW, kept).keep == {CONFLICT}
    assert decided(RESET, "", OUTLOOK, kept, REVIEW).choices == NO_CHOICES


def test_a_correction_that_is_still_wrong_is_not_asked_of_the_service() -> None:
    step = decided(CORRECT, "demain", WRONG_DAY, NO_CHOICES, REVIEW)
    assert step.read and step.on == ERROR
    assert of(WRONG_DAY, step.choices) is Standing.OPEN
    assert decisions(REVIEW, step.choices).corrected == {}


def test_a_correction_that_holds_is_asked_and_may_be_unticked() -> None:
    right = replace(WRONG_DAY, line=replace(WRONG_DAY.line, kind=LineKind.CHANGED, problem=None))
    review = replace(REVIEW, lines=(right,))
    choices = NO_CHOICES.correct(ERROR, "15/12/2026")
    assert decisions(review, choices).corrected == {ERROR: "15/12/2026"}
    assert decisions(review, choices).accept == {ERROR}
    step = ticked(right, choices, review)
    assert step is not None and step.read
    assert not step.choices.corrected and step.choices.refused == {ERROR}


def test_the_copy_that_was_chosen_answers_the_conflict() -> None:
    choices = decided(CORRECT, "29", COPIED, NO_CHOICES, replace(REVIEW, lines=(COPIED,))).choices
    assert choices.corrected == {key_of(COPIED): "29"}
    assert of(COPIED, choices) is Standing.TAKEN


def test_space_ticks_what_can_be_ticked() -> None:
    off = ticked(VALUE, NO_CHOICES, REVIEW)
    assert off is not None and of(VALUE, off.choices) is Standing.LEFT
    on = ticked(VALUE, off.choices, REVIEW)
    assert on is not None and of(VALUE, on.choices) is Standing.TAKEN
    conflict = ticked(OUTLOOK, NO_CHOICES, REVIEW)
    assert conflict is not None and of(OUTLOOK, conflict.choices) is Standing.TAKEN
    assert ticked(WRONG_DAY, NO_CHOICES, REVIEW) is None
    assert of(VALUE, accept_all(REVIEW, off.choices)) is Standing.TAKEN


def test_what_an_earlier_application_decided_is_not_open_and_can_be_taken_up_again() -> None:
    settled = frozenset({CONFLICT, key_of(VALUE)})
    review = replace(REVIEW, settled=settled)
    assert of(OUTLOOK, NO_CHOICES, settled) is Standing.KEPT
    assert of(VALUE, NO_CHOICES, settled) is Standing.LEFT
    assert of(OUTLOOK, NO_CHOICES.take(CONFLICT), settled) is Standing.TAKEN
    found = tally(review, NO_CHOICES)
    assert found.sorts[Sort.DECIDED] == 2 and found.sorts[Sort.CONFLICT] == 0
    assert (found.open, found.refused) == (1, 0)


@pytest.mark.parametrize(
    ("after", "by", "found"),
    [(None, 1, ERROR), (ERROR, 1, CONFLICT), (CONFLICT, 1, ERROR), (ERROR, -1, CONFLICT), (key_of(COMMENT), -1, ERROR)],
)
def test_the_next_open_line_is_found_round_the_end(
    after: tuple[str, str] | None, by: int, found: tuple[str, str]
) -> None:
    assert next_open(REVIEW, NO_CHOICES, after, by) == found


def test_there_is_no_next_line_when_all_is_decided() -> None:
    choices = NO_CHOICES.take(CONFLICT).refuse(ERROR)
    assert next_open(REVIEW, choices, None) is None


def test_values_are_said_as_people_read_and_type_them() -> None:
    assert shown(68.0, VALUE) == "68\u202f%"
    assert typed(68.5, VALUE) == "68,5"
    assert shown("not_applicable", VALUE) == "Non concerné"
    assert shown("kept", STATE) == "Tenu"
    assert shown("2026-12-15", WRONG_DAY) == "15\u00a0déc.\u00a02026"
    assert typed("2026-12-15", WRONG_DAY) == "15/12/2026"
    assert shown(None, VALUE) == shown("", VALUE) == "–"
    ordinal = replace(VALUE, told=replace(VALUE.told, levels=("faible", "moyen", "fort")))
    assert shown(2.0, ordinal) == typed(2.0, ordinal) == "moyen"
    assert shown(7.0, ordinal).startswith("7"), "a level that is gone is still a figure"
    assert title(COMMENT).endswith("commentaire")


def controls(review: Review, choices: Choices) -> list[str]:
    rows = entries(review, choices, ALL, locked=False)
    return [control_words(each)[0] for each in rows if isinstance(each, Entry)]


def test_every_line_says_what_is_to_be_known_of_it() -> None:
    told = controls(REVIEW, NO_CHOICES)
    assert "Ici, le 12\u00a0nov. : Appuis nécessaires" in told
    assert WRONG_DAY.line.problem is not None and explain_problem(WRONG_DAY.line.problem) in told
    told = controls(REVIEW, NO_CHOICES.take(CONFLICT).refuse(ERROR).refuse(key_of(VALUE)))
    assert "Choisi : la réponse du partenaire" in told
    assert "Gardé : 15\u00a0déc.\u00a02026" in told
    assert "Ne sera pas repris" in told


def test_a_change_is_said_to_those_who_do_not_see_it() -> None:
    assert Change("33", "31", "success").said == "avant 33, après 31"
    assert Change("", "Deux équipes", "success").said == "nouveau : Deux équipes"


def test_a_line_with_a_caution_waits_until_somebody_took_it_or_left_it() -> None:
    review = replace(REVIEW, lines=(VALUE, FAR))
    assert of(FAR, NO_CHOICES) is Standing.OPEN
    assert decisions(review, NO_CHOICES).accept == {key_of(VALUE)}
    assert not decisions(review, NO_CHOICES).keep, "nobody decided that it is not wanted"
    assert next_open(review, NO_CHOICES, None) == key_of(FAR)
    assert of(FAR, accept_all(review, NO_CHOICES)) is Standing.OPEN
    found = tally(review, NO_CHOICES)
    assert (found.sorts[Sort.SAFE], found.sorts[Sort.CAUTION], found.open, found.unticked) == (1, 1, 1, 0)
    ticks = ticked(FAR, NO_CHOICES, review)
    assert ticks is not None and decisions(review, ticks.choices).accept == {key_of(VALUE), key_of(FAR)}
    kept = decided(KEEP, "", FAR, NO_CHOICES, review).choices
    assert of(FAR, kept) is Standing.LEFT and decisions(review, kept).keep == {key_of(FAR)}
    settled = frozenset({key_of(FAR)})
    assert of(FAR, NO_CHOICES, settled) is Standing.LEFT
    assert tally(replace(review, settled=settled), NO_CHOICES).open == 0


def test_a_caution_is_said_beside_the_line_and_its_way_out_is_one_of_the_values() -> None:
    review = replace(REVIEW, lines=(FAR,))
    assert FAR.line.caution is not None and controls(review, NO_CHOICES) == [explain_problem(FAR.line.caution)]
    shown_boxes = boxes(review, FAR, NO_CHOICES, locked=False)
    assert [(each.text, each.action, each.verb) for each in shown_boxes] == [
        ("7,9\u202f% (sept. 2026)", KEEP, "Ne pas reprendre"),
        ("1\u202f284,5\u202f%", TAKE, "Reprendre"),
        ("12,845\u202f%", CORRECT, "Corriger"),
    ]
    assert shown_boxes[1].caption == "Rendu par HD, relevé le 20\u00a0nov.\u00a02026"
    assert shown_boxes[2].typed == "12,845"


def test_where_nothing_stood_the_last_figure_is_told_with_its_period() -> None:
    (entry,) = entries(replace(REVIEW, lines=(FAR,)), NO_CHOICES, ALL, locked=False)
    assert isinstance(entry, Entry)
    cell = COLUMNS[4].cell(entry)
    assert cell.text == "7,9\u202f% (sept. 2026) → 1\u202f284,5\u202f%"
    assert isinstance(cell, Change) and cell.before == "", "what was never said of this period is not struck through"
    assert cell.said.endswith("relevé le 20\u00a0nov.\u00a02026")


def test_what_the_file_says_is_told_beside_what_was_typed_in_its_place() -> None:
    cells = {"on": RawCell("J8", "15/12/2062")}
    recognition = replace(REVIEW.recognition, rows=(ReturnedRow("IND-7", "À compléter", 8, cells, {}),))
    sure = replace(FAR, line=replace(FAR.line, caution=None))
    review = replace(REVIEW, lines=(sure,), recognition=recognition)
    choices = NO_CHOICES.correct(("IND-7", "on"), "15/12/2026")
    assert controls(review, choices) == ["Corrigé ici, le fichier dit : 15/12/2062"]
    assert any("15/12/2062" in told for _, told in plan_facts(review, choices))


def test_an_answer_without_anything_new_is_only_to_be_put_away() -> None:
    quiet = replace(REVIEW, lines=(*SAME, MISSING))
    assert tally(quiet, NO_CHOICES).nothing_new
    assert not tally(REVIEW, NO_CHOICES).nothing_new
    decided_before = replace(REVIEW, lines=(OUTLOOK, *SAME), settled=frozenset({CONFLICT}))
    assert tally(decided_before, NO_CHOICES).nothing_new


def test_a_title_does_not_end_with_a_full_stop_before_its_field() -> None:
    stopped = replace(COMMENT, label="Former les gardiens aux petites réparations.")
    assert title(stopped) == "Former les gardiens aux petites réparations · commentaire"


def test_a_comment_waits_for_its_figure() -> None:
    words = replace(COMMENT, line=replace(COMMENT.line, ref="IND-7"))
    review = replace(REVIEW, lines=(FAR, words))
    assert decisions(review, NO_CHOICES).accept == frozenset()
    assert (tally(review, NO_CHOICES).accepted, tally(review, NO_CHOICES).open) == (0, 1)
    assert "Sera repris avec son chiffre, qui reste à vérifier" in controls(review, NO_CHOICES)
    both = decisions(review, NO_CHOICES.take(key_of(FAR)))
    assert both.accept == {key_of(FAR), key_of(words)}


def test_columns_that_are_none_of_ours_are_told_and_ask_for_a_look() -> None:
    added = replace(REVIEW, recognition=replace(REVIEW.recognition, extra=("Remarque",)))
    assert any("« Remarque »" in told for _, told in recognition_facts(added))
    assert troubled(added) and not troubled(REVIEW)
