"""The French words for the domain's codes and for what can go wrong, shared by screens, documents and CLI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import typeset
from psq_desktop.services.words import WORDS, word, words
from psq_desktop.wording.field import FIELD_ERRORS, FIELD_PROBLEMS
from psq_desktop.wording.meetings import MEETING_ERRORS, MEETING_PROBLEMS
from psq_desktop.wording.returns import RETURN_ERRORS, RETURN_PROBLEMS
from psq_desktop.wording.sentences import ERRORS, FIELDS, PROBLEMS

__all__ = ["FIELDS", "WORDS", "explain", "explain_problem", "word", "words"]

_ERRORS = {**ERRORS, **RETURN_ERRORS, **MEETING_ERRORS, **FIELD_ERRORS}
_PROBLEMS = {**PROBLEMS, **RETURN_PROBLEMS, **MEETING_PROBLEMS, **FIELD_PROBLEMS}


def explain(error: UserError) -> str:
    """The error in one French message with cause and remedy."""
    return _fill(_ERRORS[error.code], error.params) + "".join(
        typeset(f"\n• {FIELDS.get(problem.field, problem.field)} : ") + explain_problem(problem)
        for problem in error.problems
    )


def explain_problem(problem: Problem) -> str:
    """One field's problem in French."""
    return _fill(_PROBLEMS[problem.code], dict(problem.params))


def _fill(sentence: str, params: Mapping[str, Any]) -> str:
    """The sentence typeset, but for the file names in it: they stay letter for letter what they are."""
    paths = {name: value for name, value in params.items() if name in ("path", "suggestion")}
    marks = {name: chr(0xE000 + rank) for rank, name in enumerate(paths)}
    text = typeset(sentence.format(**{**params, **marks}))
    for name, mark in marks.items():
        text = text.replace(mark, str(paths[name]))
    return text
