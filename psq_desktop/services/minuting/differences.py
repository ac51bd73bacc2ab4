"""What changed from one version of an account to another: section by section, line by line, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from psq_desktop.french import date_long, time_text
from psq_desktop.services.minuting.minutes_rows import DecisionLine, ItemLine, MeetingDocument
from psq_desktop.services.words import word


class Change(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that share their fate."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A paragraph of a section. ``change`` is ``SAME`` as well for one of which only words changed."""

    section: str  # « 3. Halls et parties communes »
    change: Change
    stretches: tuple[Stretch, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it did."""
        return any(each.change is not Change.SAME for each in self.stretches)


_TOKENS = re.compile(r"\s+|[^\s]+")
_ALIKE = 0.4  # below that, two paragraphs have nothing to do with each other
HEAD, PEOPLE, FOLLOW_UP, NEXT = "En-tête", "Participants", "Suites données", "Prochaine séance"


def between(earlier: MeetingDocument, later: MeetingDocument) -> tuple[DiffLine, ...]:
    """Every line of both, in the order of the later one; what is gone stands where it was."""
    lines: list[DiffLine] = []
    for name, write in ((HEAD, _head), (PEOPLE, _people), (FOLLOW_UP, _follow_up)):
        lines += _lines(name, write(earlier), write(later))
    for before, after in _pairs(earlier.items, later.items):
        shown = after or before
        assert shown is not None
        title = f"{shown.number}. {shown.title}"
        lines += _lines(title, _item(before) if before else [], _item(after) if after else [])
    lines += _lines(NEXT, _next(earlier), _next(later))
    return tuple(lines)


def _pairs(earlier: Sequence[ItemLine], later: Sequence[ItemLine]) -> Iterator[tuple[ItemLine | None, ItemLine | None]]:
    """Items that are the same: by their title, else by their number; those that went stand where they stood."""
    partner = {item.number: None for item in later} | _matched(earlier, later)
    told = set(filter(None, partner.values()))
    gone = [item for item in earlier if item.number not in told]
    before = {item.number: item for item in earlier}
    for item in later:
        while gone and gone[0].number <= item.number:
            yield gone.pop(0), None
        number = partner[item.number]
        yield (before[number] if number is not None else None), item
    yield from ((item, None) for item in gone)


def _matched(earlier: Sequence[ItemLine], later: Sequence[ItemLine]) -> dict[int, int | None]:
    """Number in the later version -> number in the earlier one."""
    found: dict[int, int | None] = {}
    left = list(earlier)
    for key in (_title, _number):
        for item in later:
            match = next((each for each in left if key(each) == key(item)), None)
            if item.number not in found and match is not None:
                found[item.number] = match.number
                left.remove(match)
    return found


def _title(item: ItemLine) -> str | int:
    return item.title


def _number(item: ItemLine) -> str | int:
    return item.number


# ---------------------------------------------------------------- what a section says, a paragraph a line


def _head(document: MeetingDocument) -> list[str]:
    times = " – ".join(time_text(moment) for moment in (document.starts, document.ends) if moment is not None)
    named = (("Lieu", document.place), ("Présidence", document.chair), ("Secrétariat", document.secretary))
    first = ", ".join(filter(None, (date_long(document.date), times)))
    return [first, *(f"{name} : {value}" for name, value in named if value)]


def _people(document: MeetingDocument) -> list[str]:
    lines = []
    for seat in document.attendance:
        name = f"{seat.partner} ({seat.person})" if seat.partner and seat.person else seat.partner or seat.person
        moments = (("arrivée", seat.arrived), ("départ", seat.left))
        told = (
            word(seat.status).lower(),
            f"par {seat.represented_by}" if seat.represented_by and not seat.proxy_to else "",
            f"pouvoir donné à {seat.proxy_to}" if seat.proxy_to else "",
            *(f"{verb} à {time_text(moment)}" for verb, moment in moments if moment is not None),
        )
        lines.append(f"{name} : {', '.join(filter(None, told))}")
    return lines


def _follow_up(document: MeetingDocument) -> list[str]:
    return [f"{line.ref} {line.text} ({word(line.state).lower()})" for line in document.follow_up]


def _item(item: ItemLine) -> list[str]:
    told = (word(item.kind), item.rapporteur, f"diffusion : {word(item.disclosure).lower()}")
    lines = [item.title, " · ".join(filter(None, told)), *(block.text for block in item.notes)]
    lines += (
        f"Vote, {v.subject} : {v.in_favour} pour, {v.against} contre, {v.abstained} abstentions" for v in item.votes
    )
    lines += (f"Ne prend pas part : {words}" for words in item.withdrawn)
    return [*lines, *(_decision(line) for line in item.decisions)]


def _decision(line: DecisionLine) -> str:
    told = (
        f"{line.ref} {line.text}",
        f"pilote : {line.pilot or 'à désigner'}",
        f"avec {', '.join(line.associates)}" if line.associates else "",
        f"échéance : {date_long(line.due, weekday=False) if line.due else 'à fixer'}",
        f"preuve : {line.proof}" if line.proof else "",
        *(f"désaccord de {words}" for words in line.dissents),
    )
    return " · ".join(filter(None, told))


def _next(document: MeetingDocument) -> list[str]:
    coming = document.next_meeting
    if coming is None:
        return []
    hour = f" à {time_text(coming.starts)}" if coming.starts else ""
    return [
        f"Séance n° {coming.number}, {date_long(coming.date)}{hour}" + (f", {coming.place}" if coming.place else "")
    ]


# ---------------------------------------------------------------- comparing


def _lines(section: str, earlier: list[str], later: list[str]) -> Iterator[DiffLine]:
    for tag, a, b, c, d in SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (_whole(section, Change.SAME, text) for text in later[c:d])
        else:
            yield from _replaced(section, earlier[a:b], later[c:d])


def _replaced(section: str, earlier: list[str], later: list[str]) -> Iterator[DiffLine]:
    """Lines that took the place of others: word by word where two are alike, else what went before what came."""
    for text in later:
        alike = next((old for old in earlier if SequenceMatcher(None, old, text).quick_ratio() > _ALIKE), None)
        stretches = _stretches(alike, text) if alike is not None else ()
        if alike is None or not any(each.change is Change.SAME and each.text.strip() for each in stretches):
            yield _whole(section, Change.ADDED, text)
            continue
        for old in earlier[: earlier.index(alike)]:
            yield _whole(section, Change.REMOVED, old)
        del earlier[: earlier.index(alike) + 1]
        yield DiffLine(section, Change.SAME, stretches)
    yield from (_whole(section, Change.REMOVED, old) for old in earlier)


def _whole(section: str, change: Change, text: str) -> DiffLine:
    return DiffLine(section, change, (Stretch(change, text),))


def _stretches(earlier: str, later: str) -> tuple[Stretch, ...]:
    before, after = _TOKENS.findall(earlier), _TOKENS.findall(later)
    found: list[Stretch] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Stretch(Change.SAME, "".join(after[c:d])))
            continue
        pieces: Iterable[tuple[Change, list[str]]] = ((Change.REMOVED, before[a:b]), (Change.ADDED, after[c:d]))
        found += [Stretch(change, "".join(words)) for change, words in pieces if words]
    return tuple(found)
