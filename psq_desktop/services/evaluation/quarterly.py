"""The quarterly note: drafted from the data, rewritten by people, refreshed without losing what they wrote.

It is written for the partners. A sentence that names somebody the base knows, holds a personal number, quotes the
title of a restricted objective, or tells of a control to come is never kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.committee import Committee
from psq_desktop.models.evaluation import NoteSentence, QuarterlyNote
from psq_desktop.models.kinds import NoteHeading, NoteState
from psq_desktop.services import fields
from psq_desktop.services.evaluation import drafting, quarters
from psq_desktop.services.evaluation.note_rows import (
    NoteLine,
    NoteRow,
    NoteSection,
    NoteSheet,
    QuarterlyDocument,
    SentenceRow,
)
from psq_desktop.services.evaluation.quarters import Draft
from psq_desktop.services.fieldwork import public_sheet
from psq_desktop.services.fieldwork.public_sheet import Reason

Drafts = Mapping[str, tuple[NoteHeading, Draft]]
_TEXT = {"text": fields.Field(str, True, fields.paragraph, fields.NOTE.check)}
_ORDER = tuple(NoteHeading)
BY_HAND = "Saisie par le secrétariat"


def search(session: Session, today: dt.date) -> tuple[NoteRow, ...]:
    """Notes, the latest quarter first."""
    query = select(QuarterlyNote).options(selectinload(QuarterlyNote.sentences))
    known = session.scalars(query.order_by(QuarterlyNote.year.desc(), QuarterlyNote.quarter.desc()))
    return tuple(map(_row, known))


def find(session: Session, year: int, quarter: int) -> int | None:
    """The note of a quarter, if it was begun."""
    return session.scalars(select(QuarterlyNote.id).filter_by(year=year, quarter=quarter)).first()


def of_quarter(session: Session, year: int, quarter: int, today: dt.date) -> NoteSheet | None:
    """The note of a quarter with its sentences, if it was begun."""
    key = find(session, year, quarter)
    return note(session, key, today) if key is not None else None


def _row(note: QuarterlyNote) -> NoteRow:
    return NoteRow(
        note.id, note.year, note.quarter, quarters.label(note.year, note.quarter), note.state, note.finished_on,
        sum(sentence.kept for sentence in note.sentences),
    )  # fmt: skip


# ---------------------------------------------------------------- drafting


def draft(session: Session, year: int, quarter: int, today: dt.date) -> int:
    """Begin the note of a quarter, or bring what nobody edited up to date. Returns its id.

    Edited sentences stay, also when the data say nothing of their matter any more; the sheet tells.
    Raises ``no_quarter``, ``quarter_to_come`` before its first day, ``note_finished`` once the note is.
    """
    if not 1 <= quarter <= 4:
        raise UserError("no_quarter", quarter=quarter)
    fields.require_range(date=dt.date(min(max(year, 1), 9999), quarter * 3, 1))
    first, _ = quarters.days(year, quarter)
    if first > today:
        raise UserError("quarter_to_come", quarter=quarters.label(year, quarter))
    key = find(session, year, quarter)
    note = _open(session, key) if key is not None else QuarterlyNote(year=year, quarter=quarter, state=NoteState.DRAFT)
    session.add(note)
    drafted = _drafts(session, note, today)
    _drop(session, note, drafted)
    guard = public_sheet.guard(session)
    known = {sentence.key: sentence for sentence in note.sentences if sentence.key}
    place = max((sentence.position for sentence in note.sentences), default=0)
    for rank, (name, (heading, found)) in enumerate(drafted.items(), place + 1):
        sentence = known.get(name)
        if sentence is None:
            note.sentences.append(_new(heading, found, rank, kept=guard.finds(found.text) is None))
        elif sentence.text == sentence.drafted:
            sentence.text = sentence.drafted = found.text
            sentence.source = found.source
            sentence.kept = sentence.kept and guard.finds(found.text) is None
    session.flush()
    return note.id


def _drafts(session: Session, note: QuarterlyNote, today: dt.date) -> Drafts:
    found = drafting.sentences(session, note.year, note.quarter, today)
    return {draft.key: (heading, draft) for heading, draft in found}


def _drop(session: Session, note: QuarterlyNote, drafted: Drafts) -> None:
    """Sentences of which the data say nothing any more, and that nobody edited."""
    for sentence in list(note.sentences):
        if sentence.key and sentence.key not in drafted and sentence.text == sentence.drafted:
            note.sentences.remove(sentence)
    session.flush()


def _new(heading: NoteHeading, found: Draft, position: int, *, kept: bool) -> NoteSentence:
    return NoteSentence(
        heading=heading, position=position, text=found.text, drafted=found.text, key=found.key, source=found.source,
        kept=kept,
    )  # fmt: skip


# ---------------------------------------------------------------- reading


def note(session: Session, note_id: int, today: dt.date) -> NoteSheet:
    """A note with its sentences, and what the data say now of those that were edited."""
    found = fields.fetch(session, QuarterlyNote, note_id)
    first, last = quarters.days(found.year, found.quarter)
    drafted, guard = _drafts(session, found, today), public_sheet.guard(session)
    rows = tuple(_sentence(each, drafted, guard) for each in _ordered(found.sentences))
    return NoteSheet(_row(found), first, last, min(last, today), rows)


def _ordered(sentences: Iterable[NoteSentence]) -> list[NoteSentence]:
    return sorted(sentences, key=lambda each: (_ORDER.index(each.heading), each.position, each.id))


def _sentence(sentence: NoteSentence, drafted: Drafts, guard: public_sheet.Guard) -> SentenceRow:
    _, found = drafted.get(sentence.key, (None, None))
    now = found.text if found is not None else ""
    edited = bool(sentence.key) and sentence.text != sentence.drafted
    changed = edited and now != sentence.drafted
    return SentenceRow(
        sentence.id, sentence.heading, sentence.text, sentence.source, sentence.kept, edited, not sentence.key, changed,
        now if changed else "", _unsafe(guard.finds(sentence.text)), found.figures if found is not None else (),
    )  # fmt: skip


def compose(session: Session, note_id: int, today: dt.date) -> QuarterlyDocument:
    """The note as a document: its kept sentences under the four headings, with the figures behind them.

    Raises ``no_committee``, and what `_stop` does.
    """
    committee = session.scalars(select(Committee).order_by(Committee.id).limit(1)).first()
    if committee is None:
        raise UserError("no_committee")
    sheet = note(session, note_id, today)
    kept = [sentence for sentence in sheet.sentences if sentence.kept]
    _stop(session, (sentence.text for sentence in kept))
    district = committee.district
    return QuarterlyDocument(
        reference="/".join(filter(None, (committee.reference_prefix, f"{sheet.row.year}", f"T{sheet.row.quarter}"))),
        title=sheet.row.label,
        disclosure=quarters.LEVEL,
        letterhead=tuple(district.letterhead.splitlines()),
        fictional=district.fictional,
        issued_on=today,
        issued_at=district.city,
        committee=committee.name,
        district=district.name,
        contact_line=", ".join(filter(None, (committee.secretary_email, committee.secretary_phone))),
        first=sheet.first,
        last=sheet.last,
        as_of=sheet.as_of,
        draft=sheet.row.state is NoteState.DRAFT,
        sections=tuple(
            NoteSection(heading, tuple(NoteLine(s.text, s.source, s.figures) for s in kept if s.heading is heading))
            for heading in NoteHeading
        ),
    )


# ---------------------------------------------------------------- writing


def _open(session: Session, note_id: int) -> QuarterlyNote:
    """The note, when it may still be changed."""
    found = fields.fetch(session, QuarterlyNote, note_id)
    if found.state is NoteState.FINAL:
        raise UserError("note_finished", quarter=quarters.label(found.year, found.quarter))
    return found


def _editable(session: Session, sentence_id: int) -> NoteSentence:
    sentence = fields.fetch(session, NoteSentence, sentence_id)
    _open(session, sentence.note_id)
    return sentence


def _unsafe(found: public_sheet.Found | None) -> Problem | None:
    """What is wrong with a sentence. Of a control nothing is repeated."""
    if found is None:
        return None
    if found.reason is Reason.CONTROL:
        return Problem("text", "text_announces")
    if found.reason is Reason.RESTRICTED:
        return Problem("text", "sentence_restricted", (("excerpt", found.excerpt),))
    return Problem("text", "sentence_names", (("excerpt", found.excerpt),))


def _check(session: Session, text: str) -> None:
    if problem := _unsafe(public_sheet.guard(session).finds(text)):
        raise UserError("invalid", problem)


def _stop(session: Session, kept: Iterable[str]) -> None:
    """Raise ``note_names`` or ``note_restricted`` (``excerpt``), ``note_announces`` when a kept sentence must stay in.

    It may have been harmless when it was typed.
    """
    guard = public_sheet.guard(session)
    found = next(filter(None, map(guard.finds, kept)), None)
    if found is None:
        return
    if found.reason is Reason.CONTROL:
        raise UserError("note_announces")
    if found.reason is Reason.RESTRICTED:
        raise UserError("note_restricted", excerpt=found.excerpt)
    raise UserError("note_names", excerpt=found.excerpt)


def set_sentence(session: Session, sentence_id: int, text: str | None, today: dt.date) -> None:
    """Rewrite a sentence; no text gives back what the data say now. Either way their figures are taken as seen.

    Raises ``invalid`` when it is empty or may not go out.
    """
    sentence = _editable(session, sentence_id)
    _, found = _drafts(session, sentence.note, today).get(sentence.key, (None, None)) if sentence.key else (None, None)
    if text is None:
        text = found.text if found is not None else sentence.drafted
    text = fields.paragraph(text)
    if sentence.kept:
        _check(session, text)
    if drafting.set_well(text) == sentence.drafted:  # only its spaces were typed another way
        text = sentence.drafted
    fields.assign(sentence, _TEXT, "text", text)
    if found is not None:
        sentence.drafted, sentence.source = found.text, found.source


def keep(session: Session, sentence_id: int, kept: bool) -> None:
    """Whether a sentence is printed. Raises ``invalid`` when it may not go out."""
    sentence = _editable(session, sentence_id)
    if kept:
        _check(session, sentence.text)
    sentence.kept = kept


def add(session: Session, note_id: int, heading: NoteHeading, text: str) -> int:
    """A sentence of one's own, last under its heading. Returns its id."""
    found = _open(session, note_id)
    place = max((each.position for each in found.sentences), default=0) + 1
    sentence = NoteSentence(heading=heading, position=place, drafted="", key="", source=BY_HAND, kept=True)
    text = fields.paragraph(text)
    _check(session, text)
    fields.assign(sentence, _TEXT, "text", text)
    found.sentences.append(sentence)
    session.flush()
    return sentence.id


def pour(session: Session, on: dt.date, text: str, source: str, today: dt.date) -> int:
    """Add a sentence about what residents feel to the note of a day's quarter, which is begun for it if need be.

    A sentence that the note has already is not added twice. Returns the note's id.
    """
    year, quarter = on.year, (on.month + 2) // 3
    key = find(session, year, quarter)
    note_id = key if key is not None else draft(session, year, quarter, today)
    found = _open(session, note_id)
    text = fields.paragraph(text)
    if all(each.text != text for each in found.sentences):
        sentence = fields.fetch(session, NoteSentence, add(session, note_id, NoteHeading.PERCEPTION, text))
        sentence.source = fields.line(source) or BY_HAND
    return note_id


def move(session: Session, sentence_id: int, by: int, heading: NoteHeading | None = None) -> None:
    """Move a sentence ``by`` places within its heading, or to the end of another."""
    sentence = _editable(session, sentence_id)
    ordered = _ordered(sentence.note.sentences)
    if heading is not None and heading is not sentence.heading:
        sentence.heading = heading
        sentence.position = max(each.position for each in ordered) + 1
        return
    own = [each for each in ordered if each.heading is sentence.heading]
    place = own.index(sentence)
    own.insert(min(max(place + by, 0), len(own) - 1), own.pop(place))
    positions = sorted(each.position for each in own)
    if len(set(positions)) < len(positions):
        positions = [positions[0] + rank for rank in range(len(own))]
    for each, position in zip(own, positions, strict=True):
        each.position = position


def remove_sentence(session: Session, sentence_id: int) -> None:
    """Delete a sentence written by hand; one that was drafted is left out instead (``keep``)."""
    sentence = _editable(session, sentence_id)
    if sentence.key:
        sentence.kept = False
    else:
        session.delete(sentence)


def finish(session: Session, note_id: int, on: dt.date) -> None:
    """The note is done: nothing of it changes any more. Raises ``note_empty``, and what `_stop` does."""
    found = _open(session, note_id)
    kept = [sentence for sentence in found.sentences if sentence.kept]
    if not kept:
        raise UserError("note_empty")
    _stop(session, (sentence.text for sentence in kept))
    found.state, found.finished_on = NoteState.FINAL, on


def reopen(session: Session, note_id: int) -> None:
    """Go on writing a note that was finished."""
    found = fields.fetch(session, QuarterlyNote, note_id)
    found.state, found.finished_on = NoteState.DRAFT, None


def remove(session: Session, note_id: int) -> None:
    """Delete a note with its sentences; the trash keeps them thirty days."""
    session.delete(fields.fetch(session, QuarterlyNote, note_id))
