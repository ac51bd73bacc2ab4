"""Every code that the program can raise has its French sentence, and every sentence gets what it names."""

from __future__ import annotations

import ast
import datetime as dt
import string
from collections import defaultdict
from collections.abc import Iterator
from enum import EnumType, StrEnum
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

import psq_desktop
from psq_desktop import wording
from psq_desktop.errors import Problem, UserError
from psq_desktop.services import fields, kinds
from psq_desktop.services.steering import commitments, indicators, measures, objectives, readings, supports

SOURCE = Path(psq_desktop.__file__).parent
INTERNAL = {kinds.MeetingStage}  # people hear of the meeting's state


class Raised(NamedTuple):
    """One place that makes an error or a problem; ``params`` is ``None`` when they are not written out."""

    place: str
    code: str
    params: frozenset[str] | None


# Codes that a variable holds where the error is made: the places, and what they may be.
HELD = {
    ("services/fields.py", "_FORBIDDEN[kind]"): ["national_number", "bank_account"],
    ("services/steering/indicators.py", "code"): ["over_hundred", "value_high"],
    ("services/steering/indicators.py", "change"): ["levels_in_use", "level_moved"],
    ("services/steering/indicators.py", "f'target_not_{indicator.direction.value}'"): [
        "target_not_up",
        "target_not_down",
    ],
}


# What is said of a file without refusing it: `Checked.note`.
TOLD = {"already_applied", "blank", "known", "same_file"}


def _codes(place: str, node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return [*_codes(place, node.body), *_codes(place, node.orelse)]
    if isinstance(node, ast.Attribute) and node.attr in ("code", "refusal", "note"):  # of one that is passed on
        return []
    return HELD[place.partition(":")[0], ast.unparse(node)]


def _problem_params(node: ast.Call) -> frozenset[str] | None:
    if len(node.args) < 3:
        return frozenset()
    pairs = node.args[2]
    if not isinstance(pairs, ast.Tuple):
        return None
    return frozenset(pair.elts[0].value for pair in pairs.elts if isinstance(pair, ast.Tuple))  # type: ignore[attr-defined]


def _calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield f"{path.relative_to(SOURCE).as_posix()}:{node.lineno}", node


def errors() -> list[Raised]:
    found = []
    for place, node in _calls("UserError"):
        params = frozenset(k.arg for k in node.keywords if k.arg) if all(k.arg for k in node.keywords) else None
        found += [Raised(place, code, params) for code in _codes(place, node.args[0])]
    return found


def problems() -> list[Raised]:
    return [
        Raised(place, code, _problem_params(node))
        for place, node in _calls("Problem")
        for code in _codes(place, node.args[1])
    ]


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_the_source_is_really_read() -> None:
    assert len(errors()) > 40
    assert len(problems()) > 8
    assert {"database_missing", "minutes_locked", "step_erased"} <= {raised.code for raised in errors()}


@pytest.mark.parametrize("raised", errors(), ids=lambda raised: f"{raised.place}-{raised.code}")
def test_an_error_has_its_sentence_and_gives_what_it_names(raised: Raised) -> None:
    sentence = wording._ERRORS[raised.code]
    assert raised.params is None or names(sentence) <= raised.params


@pytest.mark.parametrize("raised", problems(), ids=lambda raised: f"{raised.place}-{raised.code}")
def test_a_problem_has_its_sentence_and_gives_what_it_names(raised: Raised) -> None:
    sentence = wording._PROBLEMS[raised.code]
    assert raised.params is None or names(sentence) <= raised.params


def test_no_sentence_waits_for_an_error_that_nobody_raises() -> None:
    assert set(wording._ERRORS) - TOLD <= {raised.code for raised in errors()}


def test_no_sentence_waits_for_a_problem_that_nobody_raises() -> None:
    assert set(wording._PROBLEMS) <= {raised.code for raised in problems()}


SERVICES = (commitments, indicators, measures, objectives, readings, supports)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.__name__.rpartition(".")[2])
def test_every_field_that_may_be_refused_has_its_word(service: ModuleType) -> None:
    refusable = {
        name
        for name, field in service.FIELDS.items()
        if field.required
        or field.clean not in (None, fields.line, fields.paragraph)
        or dt.date in (field.kind if isinstance(field.kind, tuple) else (field.kind,))
    }
    closed = {name for name in refusable if isinstance(service.FIELDS[name].kind, EnumType)}  # chosen, never typed
    assert refusable - closed <= set(wording.FIELDS)


@pytest.mark.parametrize("sentence", [*wording._ERRORS.values(), *wording._PROBLEMS.values()])
def test_a_sentence_is_one_line_that_ends(sentence: str) -> None:
    assert sentence.endswith(".") and "\n" not in sentence
    assert sentence[0].isupper() or sentence[0] in "«{"


@pytest.mark.parametrize("vocabulary", [v for v in vars(kinds).values() if isinstance(v, type)])
def test_every_code_of_every_vocabulary_has_its_word(vocabulary: type[StrEnum]) -> None:
    if vocabulary in INTERNAL:
        return
    found = [wording.word(code) for code in vocabulary]
    assert all(found)
    assert len(set(found)) == len(list(vocabulary)), "two codes that read the same"
    assert wording.words(vocabulary) == tuple(zip(vocabulary, found, strict=True))


def test_codes_of_two_vocabularies_with_one_value_keep_their_own_words() -> None:
    by_value = defaultdict(set)
    for vocabulary in wording.WORDS:
        for code in vocabulary:
            by_value[code.value].add(wording.word(code))
    assert by_value["sealed"] == {"Scellé", "Scellée"}


def test_a_message_holds_its_parameters_and_every_problem() -> None:
    error = UserError(
        "invalid", Problem("title", "required"), Problem("planned_minutes", "minutes_range", (("longest", 600),))
    )
    assert wording.explain(error).replace("\u00a0", " ").splitlines() == [
        "Une information est à corriger.",
        "• titre : Cette information est nécessaire.",
        "• durée : La durée va de 0 à 600 minutes.",
    ]


@pytest.mark.parametrize("name", ["{accolades}", "100 %", "l'été", "<b>", "\\", "%s"])
def test_a_name_with_signs_is_told_as_it_is(name: str) -> None:
    told = wording.explain(UserError("already_convened", name=name))
    assert name.replace("'", "’").replace(" %", "\u202f%") in told
