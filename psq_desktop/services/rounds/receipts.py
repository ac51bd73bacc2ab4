"""What a partner is told of its workbook: a receipt, or its own file with what is to be mended in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from psq_desktop.errors import Problem
from psq_desktop.french import date_long, date_short, figure, plural, typeset
from psq_desktop.models.kinds import LineKind, ReadingStatus
from psq_desktop.services import fields
from psq_desktop.services.forms.answer_rows import Line
from psq_desktop.services.forms.comparison import blank, same
from psq_desktop.services.forms.form_rows import Form, FormRow, Input, Scalar
from psq_desktop.services.rounds import dispatches, letters
from psq_desktop.services.rounds.campaign_rows import Letter, Parcel, ReviewLine
from psq_desktop.services.rounds.returned_lines import Key, Opened, is_taken, open_return
from psq_desktop.services.rounds.returns_review import review_lines
from psq_desktop.services.words import word

Explain = Callable[[Problem], str]

_MENDED_SUBJECT = "{campagne} : quelques cases à préciser"
_MENDED_OPENING = (
    "Merci pour votre classeur « {campagne} ». Quelques cases n'ont pas pu être lues : elles sont marquées dans le "
    "classeur joint, avec vos réponses. Corrigez-les et renvoyez-le-nous."
)
_REPLACED = (
    "Ce classeur répond toutefois à un envoi qui a été remplacé le {later}, et vos réponses n'ont pas été reprises. "
    "Merci de remplir la dernière version reçue."
)
_NOTHING_NEW = "Vous n'y avez rien changé : les informations que nous avions restent valables."
_MENDED_SUBTITLE = "Corrigez les cases rouges, puis renvoyez ce classeur : vos autres réponses y sont déjà."
_LISTED = 200  # lines of one kind in an e-mail
_BODY = "\ue000"  # where the lines go once the template is filled: what a partner typed is no template
_AFTER = {"comment": ", commentaire", "on": ", jour"}  # what a line says of which cell it is


@dataclass(frozen=True, slots=True)
class _Told:
    """A line with the words around it."""

    form: Form
    review: ReviewLine

    @property
    def row(self) -> str:
        """« 2.1 Signalements de halls occupés, oct. 2026 »."""
        r = self.review
        return " ".join(part for part in (r.code, r.label.rstrip(".")) if part)

    @property
    def name(self) -> str:
        """The row, with what the line says of it besides its main answer."""
        return self.row + _AFTER.get(self.review.line.field, "")

    @property
    def column(self) -> str:
        """What the workbook calls the line's column."""
        return next((column.label for column in self.form.columns if column.key == self.review.line.field), "")

    def value(self, value: Scalar) -> str:
        """A value as the partner would read it."""
        r, inputs = self.review, {column.key: column.input for column in self.form.columns}
        if blank(value) or value is None:
            return "–"
        if not isinstance(value, str):
            level = r.told.levels[int(value) - 1 : int(value)] if value >= 1 else ()
            return level[0] if level else figure(value, r.told.decimals, r.told.unit)
        kind = inputs.get(r.line.field)
        if kind is Input.DAY:
            return date_short(dt.date.fromisoformat(value))
        if kind is Input.CHOICE:
            return dict(r.choices).get(value, value)
        return word(ReadingStatus(value)).lower() if kind is Input.VALUE else f"« {value} »"


# ---------------------------------------------------------------- the receipt


def receipt(session: Session, return_id: int, today: dt.date, explain: Explain) -> Letter:
    """The draft that says, line by line, what was kept of a workbook, what was not, and what is to be mended."""
    opened = open_return(session, return_id, today)
    if opened.later is not None:
        paragraphs = [typeset(_REPLACED.format(later=date_long(opened.later.sent_on, weekday=False)))]
    else:
        told = [_Told(opened.answered.form, line) for line in review_lines(session, opened)]
        paragraphs = _paragraphs(opened, told, explain) or [typeset(_NOTHING_NEW)]
    return _letter(session, opened, letters.RECEIPT_SUBJECT, letters.RECEIPT_OPENING, paragraphs, today)


def _letter(
    session: Session, opened: Opened, subject: str, opening: str, paragraphs: Iterable[str], today: dt.date
) -> Letter:
    letter = dispatches.letter(session, opened.dispatch, subject, letters.letter(opening, _BODY), today)
    return replace(letter, body=fields.paragraph(letter.body.replace(_BODY, "\n\n".join(paragraphs))))


def _paragraphs(opened: Opened, told: list[_Told], explain: Explain) -> list[str]:
    """The lines under their titles; titles without a line are left out."""
    groups: dict[str, list[str]] = {title: [] for _, title, _ in _GROUPS}
    for each in told:
        for belongs, title, text in _GROUPS:
            if belongs(opened, each):
                groups[title].append("- " + text(opened, each, explain))
                break
    found = [typeset(title) + "\n" + "\n".join(_listed(lines)) for title, lines in groups.items() if lines]
    missing = sum(each.review.line.kind is LineKind.MISSING for each in told)
    if missing:
        verb = "ne figurait plus" if missing == 1 else "ne figuraient plus"
        found.append(typeset(f"{plural(missing, 'ligne')} {verb} dans le fichier : rien n'y a été changé chez nous."))
    return found


def _listed(lines: list[str]) -> list[str]:
    """The lines that an e-mail can hold, and how many others there are."""
    more = len(lines) - _LISTED
    return lines if more <= 0 else [*lines[:_LISTED], typeset(f"… et {plural(more, 'autre ligne', 'autres lignes')}.")]


def _read(each: _Told) -> str:
    """What stands in the cell, on one line."""
    return fields.line(each.review.line.read)


def _key(each: _Told) -> Key:
    return each.review.line.ref, each.review.line.field


def _is_taken(opened: Opened, each: _Told) -> bool:
    line = each.review.line
    said = line.kind is LineKind.UNCHANGED and not blank(line.returned) and not same(line.returned, line.sent)
    return (_key(each) in is_taken(opened.answered.decided) and not blank(line.returned)) or said


def _is_kept(opened: Opened, each: _Told) -> bool:
    return _key(each) in opened.answered.settled and each.review.line.kind is not LineKind.UNCHANGED


def _is_wrong(_: Opened, each: _Told) -> bool:
    return each.review.line.kind is LineKind.ERROR


def _is_open(_: Opened, each: _Told) -> bool:
    kind = each.review.line.kind
    return kind.safe or kind is LineKind.CONFLICT


def _taken(opened: Opened, each: _Told, _: Explain) -> str:
    told = each.value(each.review.line.returned)
    mended = _key(each) in opened.answered.typed and not told.startswith(_read(each))
    return f"{each.name} : {told}{_written(each) if mended else ''}{_redated(opened, each)}"


def _redated(opened: Opened, each: _Told) -> str:
    """What became of the day that the partner gave with a figure, when another one or none was taken."""
    line = each.review.line
    key = line.ref, "on"
    if line.field != "value" or key not in opened.answered.typed:
        return ""
    read, typed = fields.line(opened.answered.reads.get(key, "")), opened.answered.typed[key].strip()
    if not read or read == typed:
        return ""
    told = f"jour : {typed}" if typed else "sans le jour indiqué"
    return typeset(f" ({told} ; vous aviez écrit « ") + read + typeset(" »)")


def _written(each: _Told) -> str:
    """What the cell says, of a value that is another."""
    return f" (vous aviez écrit « {_read(each)} »)" if _read(each) else ""


def _kept(_: Opened, each: _Told, __: Explain) -> str:
    if each.review.line.field == "comment":  # what we wrote for ourselves is not for them to read
        return f"{each.name} : {typeset('nous avons gardé notre texte')}{_written(each)}"
    return f"{each.name} : {each.value(each.review.line.current)}{_written(each)}"


def _wrong(opened: Opened, each: _Told, explain: Explain) -> str:
    line = each.review.line
    assert line.problem is not None
    where = f"cellule {line.cell} de votre fichier" if line.cell else ""
    read = f"« {_read(each)} »" if _read(each) else ""
    found = ", ".join(part for part in (where, read) if part)
    return f"{each.name}{f' ({found})' if found else ''} : {explain(line.problem)}{_waiting(opened, each)}"


def _waiting(opened: Opened, each: _Told) -> str:
    """The figure that is not written before its day is mended."""
    line, of = each.review.line, each.review.told.of
    value = fields.line(opened.answered.reads.get((line.ref, of), "")) if of else ""
    return typeset(" La valeur « ") + value + typeset(" » attend ce jour.") if value else ""


def _to_mend(each: _Told, problem: Problem, explain: Explain) -> str:
    """As `_wrong`, by row and column: the workbook sent back has its rows in their first order."""
    column = typeset(f", colonne « {each.column} »") if each.column else ""
    read = f" (« {_read(each)} »)" if _read(each) else ""
    return f"{each.row}{column}{read} : {explain(problem)}"


def _open(_: Opened, each: _Told, __: Explain) -> str:
    return f"{each.name} : {each.value(each.review.line.returned)}"


# A line stands under the first title that it belongs to.
_GROUPS: tuple[
    tuple[Callable[[Opened, _Told], bool], str, Callable[[Opened, _Told, Explain], str]], ...
] = (
    (_is_taken, "Ce que nous avons retenu :", _taken),
    (_is_kept, "Ce que nous avons laissé tel qu'il est chez nous :", _kept),
    (_is_wrong, "Ce que nous n'avons pas pu lire, et ce qu'il faut y faire :", _wrong),
    (_is_open, "Ce que nous examinons encore :", _open),
)  # fmt: skip


# ---------------------------------------------------------------- the file sent back


def annotated(
    session: Session, return_id: int, today: dt.date, explain: Explain, corrected: Mapping[Key, str] | None = None
) -> Parcel:
    """The partner's workbook with its own answers and a note in each cell to mend, and the draft that carries it."""
    opened = open_return(session, return_id, today, corrected)
    (parcel,) = dispatches.parcels(session, (opened.dispatch.id,), today)
    form = opened.answered.form
    problems = {
        (line.ref, line.field): _for_them(line)
        for line in opened.lines
        if line.problem is not None and (line.ref, line.field) not in opened.answered.settled
    }
    notes = {key: explain(problem) for key, problem in problems.items()}
    told = (_Told(form, line) for line in review_lines(session, opened))
    wrong = ["- " + _to_mend(each, problems[_key(each)], explain) for each in told if _key(each) in problems]
    letter = _letter(
        session, opened, _MENDED_SUBJECT, _MENDED_OPENING, ["\n".join(_listed(wrong))] if wrong else [], today
    )
    rows = tuple(_with_answers(row, opened, notes) for row in form.rows)
    subtitle = "\n".join([*form.subtitle.split("\n")[:-1], typeset(_MENDED_SUBTITLE)])
    marked = replace(form, title=typeset(f"{parcel.partner} : à corriger"), subtitle=subtitle, rows=rows)
    return replace(parcel, form=marked, letter=letter, stem=f"{parcel.stem} - à corriger")


def _for_them(line: Line) -> Problem:
    """The problem without the cells of the file that came: those of the one that goes back are others."""
    assert line.problem is not None
    if line.problem.code != "copied_row":
        return line.problem
    reads = dict.fromkeys(f"« {fields.line(read)} »" for read in (line.read, *(each.read for each in line.others)))
    return Problem(line.problem.field, "copied_row", (("cells", ", ".join(reads)),))


def _with_answers(row: FormRow, opened: Opened, notes: Mapping[Key, str]) -> FormRow:
    answered = opened.answered
    return replace(
        row,
        fields={
            name: replace(
                told,
                typed=fields.paragraph(answered.typed.get((row.ref, name), answered.reads.get((row.ref, name), ""))),
                note=notes.get((row.ref, name), ""),
            )
            for name, told in row.fields.items()
        },
    )
