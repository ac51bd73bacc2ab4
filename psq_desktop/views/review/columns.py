"""The lines of a return as a table: what is decided, its kind, before and after, what is to be said of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.french import date_digits, date_short, figure, plural
from psq_desktop.services.forms.book_rows import RawCell
from psq_desktop.services.kinds import LineKind
from psq_desktop.services.rounds.campaign_rows import Review, ReviewLine
from psq_desktop.views.kit import NONE, BadgeCell, Cell, Column, Group, Text
from psq_desktop.views.review.cells import Change, Tick
from psq_desktop.views.review.choices import (
    Choices,
    Key,
    Sort,
    Standing,
    corrections_of,
    key_of,
    sort_of,
    standing,
    waiting,
)
from psq_desktop.views.review.values import NOTHING, day_words, last_words, nature, shown, title
from psq_desktop.views.tokens import Token, Tone
from psq_desktop.wording import explain_problem

SAME = "Inchangés"
ALL = "all"
_TICKABLE = (Standing.TAKEN, Standing.LEFT, Standing.KEPT, Standing.OPEN)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line with what was decided of it."""

    row: ReviewLine
    standing: Standing
    sort: Sort
    corrected: bool
    locked: bool  # nothing can be decided of it any more
    waits: bool = False  # a comment whose figure is still to be decided
    mended: str = ""  # « Le fichier dit : 15/11/2062 », of a line that was corrected

    @property
    def id(self) -> tuple[Key, str, str]:
        """What it is found again by."""
        return key_of(self.row), self.row.line.sheet, self.row.line.cell


def _tick(entry: Entry) -> Cell:
    return Tick(entry.standing is Standing.TAKEN, entry.standing in _TICKABLE and not entry.locked)


def _kind(entry: Entry) -> Cell:
    kind = entry.row.line.kind
    if entry.sort is Sort.DECIDED:
        return BadgeCell("Décidé", "circle-check", "neutral")
    if entry.corrected and kind.safe:
        return BadgeCell("Corrigé", "wand", "info")
    said, look = nature(entry.row, is_open=entry.standing is Standing.OPEN)
    return BadgeCell(said, *look)


def _code(entry: Entry) -> Cell:
    return Text(entry.row.code, 600, "text2")


def _field(entry: Entry) -> Cell:
    return Text(title(entry.row))


def _change(entry: Entry) -> Cell:
    row = entry.row
    line = row.line
    if line.kind is LineKind.MISSING:
        return NONE
    if line.kind is LineKind.UNCHANGED:
        return Text(shown(line.current, row), tone="text2")
    asked = line.kind is LineKind.CONFLICT or line.caution is not None
    tone: Tone = "danger" if line.kind is LineKind.ERROR else "warning" if asked else "success"
    if line.kind is LineKind.ADDED:
        return Change("", shown(line.returned, row), tone, last_words(row, short=True), day_words(row))
    before = line.sent if line.kind is LineKind.CONFLICT else line.current
    return Change(shown(before, row), after_words(row), tone, more=day_words(row))


def after_words(row: ReviewLine) -> str:
    """What came back: understood, or as it stands in the file."""
    if row.line.kind is LineKind.ERROR:
        return row.line.read or NOTHING
    return shown(row.line.returned, row)


def here_words(row: ReviewLine) -> str:
    """« Ici, le 12 nov. : Appuis nécessaires »."""
    day = f", le {date_short(row.changed_on, year=False)}" if row.changed_on is not None else ""
    return f"Ici{day} : {shown(row.line.current, row)}"


def control_words(entry: Entry) -> tuple[str, Token]:
    """What is to be said of a line, and in which colour."""
    row, line = entry.row, entry.row.line
    if entry.standing is Standing.KEPT:
        here = shown(line.current, row)
        return (f"Gardé : {here}" if here != NOTHING else "Laissé de côté"), "text2"
    if entry.standing is Standing.LEFT:
        return "Ne sera pas repris", "text2"
    if entry.standing is Standing.ABSENT:
        return "Ligne absente du fichier : rien ne change ici", "text2"
    if entry.standing is Standing.TAKEN:
        if line.kind is LineKind.CONFLICT:
            return "Choisi : la réponse du partenaire", "success"
        if entry.waits:
            return "Sera repris avec son chiffre, qui reste à vérifier", "text2"
        if line.caution is not None:
            return explain_problem(line.caution), "text2"
        return ("Proposé par le partenaire" if line.ref.startswith("ROW-") else entry.mended), "text2"
    if entry.standing is Standing.OPEN:
        told = line.problem or line.caution
        if told is not None:
            return explain_problem(told), "danger" if line.kind is LineKind.ERROR else "warning"
        return here_words(row), "warning"
    return "", "text2"


def mended_words(review: Review, row: ReviewLine, choices: Choices) -> str:
    """What the cells say in whose place something was typed here: « Corrigé ici, le fichier dit : 15/11/2062 »."""
    keys = corrections_of(row, choices, review.lines)
    cells = [each.cells.get(field) for ref, field in keys for each in review.recognition.rows if each.ref == ref]
    said = [cell_text(cell) for cell in cells if cell is not None]
    return f"Corrigé ici, le fichier dit : {', '.join(said)}" if any(said) else ""


def cell_text(cell: RawCell) -> str:
    """A cell as people read it."""
    if isinstance(cell.value, dt.date):
        return date_digits(cell.value)
    if isinstance(cell.value, float):
        return figure(cell.value * 100, unit="%") if cell.percent else figure(cell.value)
    return cell.error or str(cell.value or "")


def _control(entry: Entry) -> Cell:
    words, tone = control_words(entry)
    return Text(words, 500, tone, 9) if words else Text("")


def cell_words(row: ReviewLine) -> str:
    """« Halls!E6 »."""
    return f"{row.line.sheet}!{row.line.cell}" if row.line.sheet and row.line.cell else row.line.sheet


def _cell(entry: Entry) -> Cell:
    return Text(cell_words(entry.row), tone="text2", size=9)


COLUMNS: tuple[Column[Entry], ...] = (
    Column("", 40, _tick),
    Column("Nature", 112, _kind),
    Column("N°", 46, _code),
    Column("Champ", 145, _field, stretch=True),
    Column("Avant → Après", 205, _change, stretch=True),
    Column("Contrôle", 140, _control, stretch=True),
    Column("Cellule", 118, _cell, optional=1),
)


def entries(review: Review, choices: Choices, keep: str, *, locked: bool) -> list[Entry | Group]:
    """The lines that a filter keeps; unless they are what was asked for, the unchanged ones are folded at the end."""
    held = waiting(review, choices)
    made = [
        Entry(
            row,
            standing(row, choices, review.settled),
            sort_of(row, choices, review.settled),
            bool(corrections_of(row, choices, review.lines)),
            locked,
            key_of(row) in held,
            mended_words(review, row, choices),
        )
        for row in review.lines
        if keep in (ALL, sort_of(row, choices, review.settled))
    ]
    if keep != ALL:
        return list(made)
    same = [each for each in made if each.standing is Standing.SAME]
    found: list[Entry | Group] = [each for each in made if each.standing is not Standing.SAME]
    if same:
        found += [Group(SAME, plural(len(same), "champ"), folded=True), *same]
    return found
