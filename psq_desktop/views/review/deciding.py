"""What a click or a key does to the decisions of a return."""

from __future__ import annotations

from dataclasses import dataclass

from psq_desktop.services.kinds import LineKind
from psq_desktop.services.rounds.campaign_rows import Review, ReviewLine
from psq_desktop.views.review.choices import Choices, Key, Standing, corrections_of, key_of, standing

TAKE, KEEP, RESET, CORRECT = "take", "keep", "reset", "correct"


@dataclass(frozen=True, slots=True)
class Step:
    """Other decisions. ``on``: the line to go on from; ``read``: texts changed, the lines are to be read again."""

    choices: Choices
    on: Key | None = None
    read: bool = False


def ticked(line: ReviewLine, choices: Choices, review: Review) -> Step | None:
    """The box of a line is ticked or unticked; none: it has to be decided below."""
    key, kind = key_of(line), line.line.kind
    if standing(line, choices, review.settled) is Standing.TAKEN:
        left = choices.refuse(key) if kind.safe else choices.forget(key)
        return Step(left, read=left.corrected != choices.corrected)
    return Step(choices.take(key)) if kind.safe or kind is LineKind.CONFLICT else None


def decided(action: str, text: str, line: ReviewLine, choices: Choices, review: Review) -> Step:
    """A button of the card below was pressed."""
    key = key_of(line)
    if action == TAKE:
        return Step(choices.take(key), key)
    if action == CORRECT:
        corrected = choices.correct(key, text)
        copied = bool(line.line.others)  # one of the copies was chosen: that answers the conflict too
        return Step(corrected.take(key) if copied else corrected, key, read=True)
    typed = corrections_of(line, choices, review.lines)
    if action == KEEP:
        return Step(choices.refuse(key), key, read=key in typed)
    return Step(choices.forget(key, *typed), read=bool(typed))
