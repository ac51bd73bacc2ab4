"""Workbooks of availability that came back: recognised, compared three ways, taken over in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import date_long
from psq_desktop.models.campaign import Dispatch
from psq_desktop.models.kinds import LineKind, ShiftState
from psq_desktop.models.reserve import AvailabilityRequest, DutyShift, Mission
from psq_desktop.services.forms import answers, comparison, recognition
from psq_desktop.services.forms.answer_rows import Line
from psq_desktop.services.forms.book_rows import ReadFile
from psq_desktop.services.forms.form_rows import Form, Scalar
from psq_desktop.services.forms.returned_rows import load_form
from psq_desktop.services.reserves import availability, day_answers, request_forms, requests
from psq_desktop.services.reserves.availability import hours
from psq_desktop.services.reserves.days import Said
from psq_desktop.services.reserves.reading import masked
from psq_desktop.services.reserves.request_rows import AppliedRequest, CheckedRequest, DayLine
from psq_desktop.services.words import word

Chosen = Collection[tuple[int, dt.date]]  # requests with days


@dataclass(slots=True)
class _Found:
    """A file on its way from cells to days. What is refused stops there."""

    file: ReadFile
    request: AvailabilityRequest | None = None
    refusal: UserError | None = None
    note: UserError | None = None
    lines: tuple[DayLine, ...] = ()
    values: Mapping[dt.date, str] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether this very file was taken over before, or counts under another name."""
        return self.note is not None and self.note.code != "blank"


def check(session: Session, files: Sequence[ReadFile], today: dt.date) -> tuple[CheckedRequest, ...]:
    """Each file recognised and compared with what the base says; nothing is written."""
    return tuple(_checked(each) for each in _look(session, files, today))


def apply(
    session: Session, files: Sequence[ReadFile], today: dt.date, *, accepted: Chosen = ()
) -> tuple[AppliedRequest, ...]:
    """Take over the days that are safe, and of the others those that are ``accepted``: requests with days.

    A file that was taken over before changes nothing but what is accepted. Files that are refused are left out.
    """
    done = []
    for file in sorted(files, key=_saved):
        (each,) = _look(session, [file], today)
        request = each.request
        if each.refusal is not None or request is None:
            continue
        taken = tuple(line.day for line in each.lines if line.day and _wanted(each, line, request.id, accepted))
        written = {day: request_forms.read(each.values[day])[0] for day in taken}
        availability.set_many(session, request.reservist_id, written)
        pending = tuple(line for line in each.lines if line.day not in written and _asks(line))
        if not each.known and (written or not pending):
            request.digest = file.digest
            request.applied_on = request.applied_on or today
        session.flush()
        done.append(AppliedRequest(file.name, request.id, *_called(request), taken, pending))
    return tuple(done)


def _wanted(each: _Found, line: DayLine, request_id: int, accepted: Chosen) -> bool:
    if (request_id, line.day) in accepted:
        return line.open or line.taken
    return line.taken and not each.known


def _asks(line: DayLine) -> bool:
    return line.open or line.kind is LineKind.ERROR


def _saved(file: ReadFile) -> dt.datetime:
    moment = file.book.saved_at if file.book is not None and file.book.saved_at is not None else dt.datetime.min
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo is not None else moment


# ---------------------------------------------------------------- recognising


def _look(session: Session, files: Sequence[ReadFile], today: dt.date) -> list[_Found]:
    found = [_Found(file) for file in files]
    codes = {id(each): code for each in found if (code := _code(each))}
    query = select(AvailabilityRequest).options(joinedload(AvailabilityRequest.reservist))
    known = {request.code: request for request in session.scalars(query)}
    seen: dict[str, str] = {}
    for each in found:
        code = codes.get(id(each), "")
        if not code:
            continue
        each.request = known.get(code)
        if each.request is None:
            each.refusal = _elsewhere(session, code)
        elif later := requests.later_of(each.request, known.values()):
            each.refusal = _superseded(each.request, later)
        else:
            _understand(session, each, each.request, today)
            _note(each, each.request, seen)
    return found


def _code(each: _Found) -> str:
    """The request that a file names; nothing when it is refused."""
    refusal = each.file.refusal
    try:
        if refusal is not None:
            raise UserError(refusal.code, **refusal.params)
        if each.file.book is None:
            raise UserError("not_a_form")
        return recognition.dispatch_code(each.file.book)
    except UserError as error:
        each.refusal = error
        return ""


def _elsewhere(session: Session, code: str) -> UserError:
    """What to say of a code that no request bears."""
    dispatch = session.scalars(select(Dispatch).where(Dispatch.code == code).limit(1)).first()
    return UserError("campaign_workbook", title=dispatch.campaign.title) if dispatch else UserError("unknown_request")


def _superseded(request: AvailabilityRequest, later: AvailabilityRequest) -> UserError:
    days = (date_long(day, weekday=False) if day else "jour non noté" for day in (request.sent_on, later.sent_on))
    sent, replaced = days
    return UserError("old_request", who=request.reservist.code, sent=sent, later=replaced)


def _note(each: _Found, request: AvailabilityRequest, seen: dict[str, str]) -> None:
    if each.refusal is not None:
        return
    same = seen.setdefault(each.file.digest, each.file.name)
    if same != each.file.name:
        each.note = UserError("same_file", file=same)
    elif request.digest == each.file.digest and request.applied_on is not None:
        each.note = UserError("already_applied", on=date_long(request.applied_on, weekday=False))
    elif not each.lines:
        each.note = UserError("answers_known") if each.values else UserError("blank")


def _understand(session: Session, each: _Found, request: AvailabilityRequest, today: dt.date) -> None:
    form = load_form(request.form)
    assert each.file.book is not None
    try:
        rows = answers.understand(recognition.recognise(each.file.book, form), form, today)
    except UserError as error:
        each.refusal = error
        return
    lines = comparison.compare(
        day_answers.by_day(form), _sent(form), day_answers.understood(form, rows), _current(session, request, form)
    )
    comments, busy = day_answers.comments(rows), _busy(session, request)
    told = [_line(line, comments, busy) for line in lines if line.field != request_forms.COMMENT]
    each.lines = tuple(line for line in told if _says_something(line))
    each.values = {
        day: str(line.returned)
        for line in lines
        if (day := request_forms.day_of(line.ref)) and line.returned and line.returned != line.sent
    }


# ---------------------------------------------------------------- comparing


def _sent(form: Form) -> dict[str, dict[str, Scalar]]:
    return {row.ref: {request_forms.STATE: row.facts.get(request_forms.SAID)} for row in form.rows}


def _current(session: Session, request: AvailabilityRequest, form: Form) -> dict[str, dict[str, Scalar]]:
    days = {row.ref: day for row in form.rows if (day := request_forms.day_of(row.ref))}
    states = availability.of_days(session, days.values(), reservist_ids=[request.reservist_id])
    known = states.get(request.reservist_id, {})
    return {ref: {request_forms.STATE: request_forms.said(known.get(day))} for ref, day in days.items()}


def _busy(session: Session, request: AvailabilityRequest) -> dict[dt.date, str]:
    """Days with a shift to come, and what for."""
    shift = DutyShift
    query = (
        select(shift.day, Mission.title, shift.title)
        .outerjoin(Mission, Mission.id == shift.mission_id)
        .where(
            shift.reservist_id == request.reservist_id,
            shift.state == ShiftState.PLANNED,
            shift.day.between(request.first_day, request.last_day),
        )
    )
    return {day: mission or title or "vacation" for day, mission, title in session.execute(query)}


def _line(line: Line, comments: Mapping[str, str], busy: Mapping[dt.date, str]) -> DayLine:
    day, problem, caution = request_forms.day_of(line.ref), line.problem, None
    if problem is not None and problem.code == "added_without_objective":
        problem = Problem("share", "added_day")
    title = busy.get(day) if day is not None else None
    if line.kind.safe and title is not None and not str(line.returned).startswith("available"):
        caution = Problem(request_forms.STATE, "shift_that_day", (("title", title),))
    sent, returned, current = (
        _words(told) if day is not None else "" for told in (line.sent, line.returned, line.current)
    )
    return DayLine(
        day, line.kind, sent, returned, current, line.sheet, line.cell, line.read, comments.get(line.ref, ""), problem,
        caution,
    )  # fmt: skip


def _says_something(line: DayLine) -> bool:
    return bool(line.comment) or line.kind not in (LineKind.UNCHANGED, LineKind.MISSING)


def _words(told: Scalar) -> str:
    """« Disponible, 9 h 00 – 12 h 00 »; nothing when nothing was said."""
    return " ; ".join(map(_phrase, request_forms.read(str(told)))) if told else ""


def _phrase(said: Said) -> str:
    return word(said.state) if said.starts is None else f"{word(said.state)}, {hours(said.starts, said.ends)}"


def _called(request: AvailabilityRequest) -> tuple[str, str]:
    person = request.reservist
    return person.code, masked(person.last_name, person.first_name)


def _checked(each: _Found) -> CheckedRequest:
    told = each.refusal or each.note
    checked = CheckedRequest(
        each.file.name, each.refusal.code if each.refusal else "",
        {name: str(value) for name, value in told.params.items()} if told else {},
        each.note.code if each.note else "", lines=each.lines,
    )  # fmt: skip
    if (request := each.request) is None:
        return checked
    code, display = _called(request)
    return replace(
        checked, request_id=request.id, reservist_id=request.reservist_id, code=code, display=display,
        first=request.first_day, last=request.last_day,
    )  # fmt: skip
