"""Workbooks that came back: recognised, compared, stored, decided, applied, acknowledged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from psq_desktop.errors import UserError
from psq_desktop.french import date_long
from psq_desktop.models.campaign import Dispatch, Return
from psq_desktop.models.kinds import LineKind
from psq_desktop.models.reserve import AvailabilityRequest
from psq_desktop.services import fields
from psq_desktop.services.forms import recognition, returned_rows
from psq_desktop.services.forms.answer_rows import Line
from psq_desktop.services.forms.book_rows import Book, ReadFile
from psq_desktop.services.forms.form_rows import Form
from psq_desktop.services.forms.returned_rows import load_form
from psq_desktop.services.names import PartnerLabel, labels_on
from psq_desktop.services.rounds import present, receipts, returns_apply, returns_review
from psq_desktop.services.rounds.campaign_rows import Applied, Checked, Decisions, Letter, Parcel, Review
from psq_desktop.services.rounds.receipts import Explain
from psq_desktop.services.rounds.returned_lines import (
    Answered,
    Decided,
    Key,
    Later,
    Opened,
    compare,
    decisions,
    known_of,
    later_dispatches,
    open_return,
    open_returns,
    understand,
)
from psq_desktop.services.rounds.returns_apply import old_dispatch


@dataclass(slots=True)
class _Found:
    """A file on its way from cells to lines. What is refused stops there."""

    file: ReadFile
    refusal: UserError | None = None
    note: UserError | None = None
    dispatch: Dispatch | None = None
    later: Later | None = None
    answered: Answered | None = None
    known: Return | None = None
    aside: bool = False  # another file of the call counts in its place
    lines: tuple[Line, ...] = field(default=())

    @property
    def book(self) -> Book:
        """The book of a file that could be read."""
        assert self.file.book is not None
        return self.file.book


def check(
    session: Session, files: Sequence[ReadFile], today: dt.date, *, partner_id: int | None = None
) -> tuple[Checked, ...]:
    """Each file recognised and compared with the base; nothing is written. ``partner_id``: whose file is expected."""
    return _told(session, _look(session, files, today, partner_id), today)


def receive(
    session: Session, files: Sequence[ReadFile], today: dt.date, *, partner_id: int | None = None
) -> tuple[Checked, ...]:
    """As `check`, and what was recognised is kept, that of an old dispatch too; a file that is known changes nothing.

    Files of one dispatch are kept from the one that was saved first to the last.
    """
    found = _look(session, files, today, partner_id)
    for each in sorted(found, key=_moment):
        if each.answered is not None and each.known is None and not each.aside:
            each.known = _keep(session, each, today)
    session.flush()
    return _told(session, found, today)


def review(session: Session, return_id: int, today: dt.date, corrected: Mapping[Key, str] | None = None) -> Review:
    """A stored return beside the base as it is now; ``corrected`` is what is being typed in the place of cells."""
    return returns_review.review(session, return_id, today, corrected)


def counts(session: Session, return_id: int, today: dt.date) -> tuple[int, int, int]:
    """Safe lines, conflicts and errors of a return that nobody decided yet. Raises `UserError` ``gone``.

    A line to look at first counts with the conflicts.
    """
    return _counts(open_return(session, return_id, today))


def all_counts(session: Session, return_ids: Iterable[int], today: dt.date) -> dict[int, tuple[int, int, int]]:
    """`counts` of several returns, from one reading of the base; those that are gone are left out."""
    query = select(Return).where(Return.id.in_(set(return_ids))).options(joinedload(Return.dispatch))
    return {opened.record.id: _counts(opened) for opened in open_returns(session, session.scalars(query).all(), today)}


def _counts(opened: Opened) -> tuple[int, int, int]:
    lines = [x for x in opened.lines if (x.ref, x.field) not in opened.answered.settled]
    errors = sum(x.kind is LineKind.ERROR for x in lines)
    return sum(x.kind.safe and not x.asked for x in lines), sum(x.asked for x in lines) - errors, errors


def apply(session: Session, return_id: int, decisions: Decisions, today: dt.date) -> Applied:
    """Take over what was decided of a return, all of it or nothing.

    Raises `UserError` ``old_dispatch``, ``gone``, and what a service refuses.
    """
    return returns_apply.apply(session, return_id, decisions, today)


def apply_files(
    session: Session, files: Sequence[ReadFile], today: dt.date
) -> tuple[tuple[Checked, Applied | None], ...]:
    """Keep every recognised file and take over its safe lines; conflicts and errors wait in the stored returns."""
    checked = receive(session, files, today)
    applied: dict[int, Applied] = {}
    for _, told in sorted(zip(files, checked, strict=True), key=lambda pair: _saved(pair[0].book)):
        key = told.return_id if told.recognised and told.note in ("", "known") and _answers(told.lines) else None
        if key is not None and key not in applied:
            applied[key] = returns_apply.apply_safe(session, key, today)
    return tuple((told, applied.get(told.return_id or 0) if told.note in ("", "known") else None) for told in checked)


def _answers(lines: Sequence[Line]) -> bool:
    """Whether something was typed in a workbook."""
    silent = LineKind.UNCHANGED, LineKind.MISSING
    return any(x.kind not in silent or x.returned not in (None, "", x.sent) for x in lines)


def remove(session: Session, return_id: int) -> None:
    """Forget a return; what was applied of it stays."""
    session.delete(fields.fetch(session, Return, return_id))


def receipt(session: Session, return_id: int, today: dt.date, explain: Explain) -> Letter:
    """The draft that tells a partner what was understood of its workbook, line by line."""
    return receipts.receipt(session, return_id, today, explain)


def mark_receipt(session: Session, return_id: int, on: dt.date) -> None:
    """Note the day on which the receipt went out."""
    fields.require_range(on=on)
    fields.fetch(session, Return, return_id).receipt_on = on


def annotated(
    session: Session, return_id: int, today: dt.date, explain: Explain, corrected: Mapping[Key, str] | None = None
) -> Parcel:
    """The partner's workbook with its own answers and what is to be mended in them, and the draft that carries it."""
    return receipts.annotated(session, return_id, today, explain, corrected)


# ---------------------------------------------------------------- recognising


def _look(session: Session, files: Sequence[ReadFile], today: dt.date, partner_id: int | None) -> list[_Found]:
    found = [_Found(file) for file in files]
    codes = {id(each): code for each in found if (code := _code(each))}
    stored = _dispatches(session, codes.values())
    labels = labels_on(session, today)
    for each in found:
        if id(each) in codes:
            _belongs(each, stored.get(codes[id(each)]), partner_id, labels)
    _say_where_it_belongs(session, found, codes)
    _note_known(session, found)
    settled = decisions(session, (d.id for d in stored.values()))
    forms: dict[int, Form] = {}
    for each in found:
        if each.dispatch is not None and each.refusal is None:
            form = forms.setdefault(each.dispatch.id, load_form(each.dispatch.form))
            _understand(each, form, settled.get(each.dispatch.id, {}), today)
    _compare(session, found, today)
    _set_aside(found)
    return found


def _code(each: _Found) -> str:
    """The dispatch that a file names; nothing when it is refused."""
    if each.file.refusal is not None or each.file.book is None:
        refusal = each.file.refusal
        each.refusal = UserError(refusal.code, **refusal.params) if refusal else UserError("not_a_form")
        return ""
    try:
        return recognition.dispatch_code(each.file.book)
    except UserError as error:
        each.refusal = error
        return ""


def _dispatches(session: Session, codes: Iterable[str]) -> dict[str, Dispatch]:
    query = select(Dispatch).where(Dispatch.code.in_(set(codes)), Dispatch.form != "")
    return {dispatch.code: dispatch for dispatch in session.scalars(query)}


def _belongs(
    each: _Found, dispatch: Dispatch | None, partner_id: int | None, labels: Mapping[int, PartnerLabel]
) -> None:
    """Say whose file it is; refuse it when it is nobody's, or another's than was expected."""
    each.dispatch = dispatch
    if dispatch is None:
        each.refusal = UserError("unknown_dispatch")
    elif partner_id is not None and partner_id != dispatch.partner_id:
        expected, found = labels[partner_id].name, labels[dispatch.partner_id].name
        each.refusal = UserError("other_partner", expected=expected, found=found)


def _say_where_it_belongs(session: Session, found: Iterable[_Found], codes: Mapping[int, str]) -> None:
    """A reservist's workbook was made by this program too: it is only dropped at the wrong place."""
    lost = [each for each in found if id(each) in codes and each.dispatch is None]
    asked = AvailabilityRequest.code
    known = set(session.scalars(select(asked).where(asked.in_([codes[id(each)] for each in lost])))) if lost else set()
    for each in lost:
        if codes[id(each)] in known:
            each.refusal = UserError("availability_workbook")


def _understand(each: _Found, form: Form, decided: Decided, today: dt.date) -> None:
    assert each.dispatch is not None
    try:
        recognised = recognition.recognise(each.book, form)
    except UserError as error:
        each.refusal = error
        return
    known = known_of(decided, each.known.id if each.known else None)
    each.answered = understand(form, recognised, each.dispatch.partner_id, today, known)


def _compare(session: Session, found: Sequence[_Found], today: dt.date) -> None:
    """The lines of every file that was understood, from one reading of the base."""
    cases = [(each, each.answered, each.dispatch) for each in found if each.answered and each.dispatch]
    held = present.load(session, [(answered.form, answered.rows) for _, answered, _ in cases], today)
    later = later_dispatches(session, [dispatch for _, _, dispatch in cases])
    for each, answered, dispatch in cases:
        each.lines = compare(held, answered, today)
        each.later = later.get(dispatch.id)
        if each.later is not None:
            each.refusal = old_dispatch(dispatch.sent_on, each.later.sent_on)


def _note_known(session: Session, found: Sequence[_Found]) -> None:
    """Say of a file that it came before, and whether it was applied."""
    query = select(Return).where(Return.digest.in_({each.file.digest for each in found}))
    known = {(r.dispatch_id, r.digest): r for r in session.scalars(query)}
    for each in found:
        record = known.get((each.dispatch.id, each.file.digest)) if each.dispatch and not each.refusal else None
        if record is not None:
            each.known = record
            each.note = (
                UserError("already_applied", on=date_long(record.applied_on, weekday=False))
                if record.applied_on
                else UserError("known", on=date_long(record.received_on, weekday=False))
            )


def _set_aside(found: Sequence[_Found]) -> None:
    """Say of a file that is another one of the call that it counts once; of one without an answer that it is blank."""
    seen: dict[tuple[int, str], _Found] = {}
    for each in found:
        if each.answered is None or each.dispatch is None:
            continue
        same = seen.setdefault((each.dispatch.id, each.file.digest), each)
        if same is not each:
            each.note, each.aside = UserError("same_file", file=same.file.name), True
        elif each.note is None and each.later is None and not _answers(each.lines):
            each.note = UserError("blank")


def _moment(each: _Found) -> dt.datetime:
    return _saved(each.file.book)


def _saved(book: Book | None) -> dt.datetime:
    """When a file says that it was saved, comparable whatever it says of its zone; long ago when it says nothing."""
    moment = book.saved_at if book is not None and book.saved_at is not None else dt.datetime.min
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo is not None else moment


def _keep(session: Session, each: _Found, today: dt.date) -> Return:
    assert each.answered is not None and each.dispatch is not None
    file, book = each.file, each.book
    record = Return(
        dispatch_id=each.dispatch.id, file_name=fields.line(file.name), digest=file.digest, size=file.size,
        received_on=today, author=fields.line(book.author), program=fields.line(book.program),
        rows=returned_rows.dump(each.answered.recognition),
    )  # fmt: skip
    each.dispatch.returns.append(record)
    return record


def _told(session: Session, found: Sequence[_Found], today: dt.date) -> tuple[Checked, ...]:
    labels = labels_on(session, today)
    return tuple(_checked(each, labels) for each in found)


def _checked(each: _Found, labels: Mapping[int, PartnerLabel]) -> Checked:
    dispatch, refusal, note = each.dispatch, each.refusal, each.note
    told = refusal or note
    return Checked(
        each.file.name, refusal is None, refusal.code if refusal else "",
        {name: str(value) for name, value in told.params.items()} if told else {}, note.code if note else "",
        dispatch.partner_id if dispatch else None, labels[dispatch.partner_id].name if dispatch else "",
        dispatch.campaign_id if dispatch else None, dispatch.campaign.title if dispatch else "", each.lines,
        each.answered.recognition if each.answered else None, each.known.id if each.known else None,
    )  # fmt: skip
