"""The journal for people: what was done, what can be taken back, what was deleted lately."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from psq_desktop import journal
from psq_desktop.errors import UserError
from psq_desktop.journal import Changes, RowChange, Step
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.base import Record
from psq_desktop.models.campaign import Campaign, Dispatch, Return
from psq_desktop.models.committee import Committee, Formation, Mandate
from psq_desktop.models.decision import Decision
from psq_desktop.models.district import District
from psq_desktop.models.evaluation import NoteSentence, QuarterlyNote, SurveyWave
from psq_desktop.models.fieldwork import JointControl, OutreachTheme, SecurityLiaison, VictimReception
from psq_desktop.models.indicator import Indicator, Reading
from psq_desktop.models.kinds import MinutesState, Period
from psq_desktop.models.means import RetainedPost, TrainingNeed
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import (
    Axis,
    Commitment,
    Measure,
    Objective,
    ObjectiveAssociate,
    Outlook,
    SupportRequest,
)
from psq_desktop.models.partner import Contact, Partner
from psq_desktop.models.reserve import (
    AvailabilityPattern,
    AvailabilityRequest,
    AvailabilitySlot,
    CohesionDelegate,
    DutyShift,
    Reservist,
)
from psq_desktop.services.meetings import locked
from psq_desktop.services.names import objective_code, person
from psq_desktop.services.periods import label, period_end
from psq_desktop.services.preparing.agenda import ref

__all__ = ["BARRIERS", "KEPT", "ChangeRow", "Changes", "candidates", "changes", "take_back", "trash"]

BARRIERS = frozenset(
    {
        "demo.load_base",
        "demo.load_meeting",
        "demo.seal_meetings",
        "demo_objectives.load_objectives",
        "demo_campaigns.load_campaign",
        "demo_fieldwork.load_reserves",
        "demo_fieldwork.load_means",
        "demo_fieldwork.load_fieldwork",
        "demo_fieldwork.load_surveys",
        "setup.create_base",
    }
)
LOOKS = frozenset({"unmasking.reveal"})  # kept for good, and nothing to take back
KEPT = timedelta(days=30)

# What a step is about, by the service that made it: the first of these tables that it touched.
_SUBJECT_TABLES = {
    "agenda": ("agenda_item", "agenda_review"),
    "attendance": ("attendance",),
    "axes": ("axis",),
    "campaigns": ("campaign",),
    "dispatches": ("dispatch",),
    "returns": ("workbook_return", "dispatch"),
    "demo_campaigns": ("campaign",),
    "commitments": ("commitment",),
    "committees": ("formation", "committee", "district"),
    "decisions": ("decision",),
    "indicators": ("indicator",),
    "measures": ("measure",),
    "live": ("meeting", "agenda_item"),
    "presence": ("attendance",),
    "privacy": ("export_waiver",),
    "meetings": ("meeting",),
    "minutes": ("meeting", "observation"),
    "objectives": ("objective", "objective_associate"),
    "outlooks": ("outlook",),
    "partners": ("partner", "contact", "mandate", "partner_name"),
    "demo": ("meeting", "district"),
    "demo_objectives": ("axis",),
    "readings": ("reading",),
    "setup": ("district",),
    "supports": ("support_request",),
    "thresholds": ("thresholds",),
    "reservists": ("reservist",),
    "skills": ("skill",),
    "shifts": ("duty_shift",),
    "delegates": ("cohesion_delegate",),
    "availability": ("availability_slot", "availability_pattern"),
    "missions": ("mission",),
    "assigning": ("duty_shift",),
    "proposals": ("duty_shift",),
    "requests": ("availability_request",),
    "request_returns": ("availability_request",),
    "posts": ("retained_post",),
    "needs": ("training_need",),
    "trainings": ("training_session",),
    "equipment": ("equipment_item",),
    "mobile": ("mobile_support",),
    "controls": ("joint_control",),
    "outreach": ("outreach_action", "outreach_theme"),
    "liaisons": ("security_liaison",),
    "victims": ("victim_reception",),
    "surveys": ("survey", "survey_wave"),
    "quarterly": ("quarterly_note", "note_sentence"),
}


def _names(partner: Partner) -> str:
    return partner.names[-1].name if partner.names else ""


def _called(objective: Objective) -> str:
    return f"{objective_code(objective.axis.number, objective.number)} {objective.title}"


_TOGETHER = ("dispatch", "workbook_return")  # of these a step often touches several


def _shift(shift: DutyShift) -> str:
    title = shift.mission.title if shift.mission is not None else shift.title
    return f"{shift.reservist.code} {title}".strip()


def _quarter_end(note: QuarterlyNote) -> date:
    return period_end(Period.QUARTER, date(note.year, 3 * note.quarter, 1))


# How a living row is called; a deleted one is called by the values it had.
_LIVING: dict[str, tuple[type[Record], Callable[[Any], str]]] = {
    "agenda_item": (AgendaItem, lambda item: item.title),
    "attendance": (Attendance, lambda seat: seat.person or seat.organisation),
    "axis": (Axis, lambda axis: axis.name),
    "campaign": (Campaign, lambda campaign: campaign.title),
    "dispatch": (Dispatch, lambda dispatch: _names(dispatch.partner)),
    "workbook_return": (Return, lambda returned: _names(returned.dispatch.partner)),
    "commitment": (Commitment, lambda commitment: _names(commitment.partner)),
    "committee": (Committee, lambda committee: committee.name),
    "contact": (Contact, person),
    "decision": (Decision, lambda decision: ref(decision.kind, decision.number)),
    "district": (District, lambda district: district.name),
    "formation": (Formation, lambda formation: formation.name),
    "indicator": (Indicator, lambda indicator: indicator.title),
    "mandate": (Mandate, lambda mandate: person(mandate.contact)),
    "measure": (Measure, lambda measure: measure.text),
    "meeting": (Meeting, lambda meeting: f"séance n° {meeting.number}"),
    "objective": (Objective, lambda objective: _called(objective)),
    "objective_associate": (ObjectiveAssociate, lambda associate: _called(associate.objective)),
    "outlook": (Outlook, lambda outlook: _called(outlook.objective)),
    "partner": (Partner, lambda partner: _names(partner)),
    "reading": (Reading, lambda reading: reading.indicator.title),
    "support_request": (SupportRequest, lambda request: _names(request.partner)),
    # People who are masked everywhere are called by their code here too.
    "reservist": (Reservist, lambda reservist: reservist.code),
    "duty_shift": (DutyShift, lambda shift: _shift(shift)),
    "availability_slot": (AvailabilitySlot, lambda slot: slot.reservist.code),
    "availability_pattern": (AvailabilityPattern, lambda pattern: pattern.reservist.code),
    "availability_request": (AvailabilityRequest, lambda request: request.reservist.code),
    "cohesion_delegate": (CohesionDelegate, lambda delegation: delegation.reservist.code),
    "security_liaison": (SecurityLiaison, lambda liaison: liaison.code),
    "joint_control": (JointControl, lambda control: control.theme),
    "retained_post": (RetainedPost, lambda post: f"{post.code} {post.title}".strip()),
    "training_need": (TrainingNeed, lambda need: need.theme),
    "outreach_theme": (OutreachTheme, lambda theme: theme.action.title),
    "survey_wave": (SurveyWave, lambda wave: f"{wave.survey.title}, vague {wave.number}"),
    "quarterly_note": (QuarterlyNote, lambda note: label(Period.QUARTER, _quarter_end(note))),
    "note_sentence": (NoteSentence, lambda sentence: label(Period.QUARTER, _quarter_end(sentence.note))),
    "victim_reception": (VictimReception, lambda month: label(Period.MONTH, month.month)),
}
_MASKED = ("reservist", "security_liaison")  # deleted ones too are called by their code
_NAMES = ("title", "theme", "text", "name", "person", "last_name", "organisation", "email")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One step: ``subject`` names what it was about; ``reverted`` is the action that an undo or redo took back."""

    step: int
    at: datetime
    actor: str
    action: str
    table: str
    object_id: int
    subject: str
    reverts: int | None
    reverted: str


def _row(session: Session, step: Step) -> ChangeRow:
    undone = journal.load(session, step.reverts) if step.reverts is not None else None
    while undone is not None and undone.reverts is not None:  # a redo takes back an undo: say what it did
        undone = journal.load(session, undone.reverts)
    main = _main(step.changes, (undone or step).action)
    reverted = undone.action if undone else ""
    subject = _subjects(session, main, step.changes)
    return ChangeRow(step.step, step.at, step.actor, step.action, main.table, main.id, subject, step.reverts, reverted)


def _main(changes: tuple[RowChange, ...], action: str) -> RowChange:
    for table in _SUBJECT_TABLES.get(action.partition(".")[0], ()):
        found = [change for change in changes if change.table == table]
        if found:  # what came or went says more than the neighbours that made room
            return min(found, key=lambda change: change.change == "update")
    return changes[0]


def _subjects(session: Session, main: RowChange, changes: tuple[RowChange, ...]) -> str:
    """What the step is about; the partners of several workbooks are all named."""
    alike = [c for c in changes if c.table == main.table] if main.table in _TOGETHER else [main]
    return ", ".join(dict.fromkeys(filter(None, (_subject(session, c, changes) for c in alike))))


def _subject(session: Session, change: RowChange, changes: tuple[RowChange, ...]) -> str:
    table, key = change.table, change.id
    values: Mapping[str, Any] = {**(change.before or {}), **(change.after or {})}
    if table in ("agenda_review", "decision_reminder"):
        table, key = "decision", values["decision_id"]
    if table == "formation_member":
        table, key = "formation", values["formation_id"]
    if table in _LIVING:
        kind, name = _LIVING[table]
        if (living := session.get(kind, key)) is not None:
            return name(living)
    if table in _MASKED:
        return str(values.get("code") or "")
    if table == "meeting" and "number" in values:
        return f"séance n° {values['number']}"
    if table == "objective" and {"axis_id", "number", "title"} <= values.keys():
        axis = session.get(Axis, values["axis_id"])
        code = objective_code(axis.number, values["number"]) if axis is not None else ""
        return f"{code} {values['title']}".strip()
    if table == "mandate" and (contact := session.get(Contact, values.get("contact_id", 0))) is not None:
        return person(contact)
    # A deleted partner is called by the names that went with it.
    related = [c.before for c in changes if c.table == "partner_name" and c.before and table == "partner"]
    return next((str(v[name]) for v in (values, *related) for name in _NAMES if v.get(name)), "")


def changes(session: Session, limit: int = 50) -> tuple[ChangeRow, ...]:
    """The latest steps, newest first; those whose contents were erased are left out."""
    return tuple(row for step in journal.steps(session, limit) for row in _readable(session, step))


def _readable(session: Session, step: Step) -> list[ChangeRow]:
    """The step as a row, or nothing when its contents were erased."""
    try:
        return [_row(session, journal.load(session, step.step))]
    except UserError:
        return []


def candidates(session: Session) -> tuple[ChangeRow | None, ChangeRow | None]:
    """What undo and redo would take back; the redo is named after what was undone. Sealing stays."""
    undo, redo = journal.candidates(session, BARRIERS, LOOKS)
    return _candidate(session, undo), _candidate(session, redo)


def _candidate(session: Session, step: Step | None) -> ChangeRow | None:
    if step is None:
        return None
    try:
        whole = journal.load(session, step.step)
    except UserError:  # its contents were erased
        return None
    return None if _seals(whole) else _row(session, whole)


# Tables whose rows are part of a meeting's text, and the model to look a row's meeting up.
_TEXT_TABLES: dict[str, Any] = {
    "agenda_item": AgendaItem,
    "attendance": Attendance,
    "decision": Decision,
}
_LIVING_COLUMNS = frozenset({"state", "due", "objective_id", "version"})  # they move on after the sealing


def take_back(session: Session, step: int, *, today: date | None = None) -> Step:
    """Take a step back exactly (see `journal.revert`), unless that would change validated or sealed minutes.

    Nor may it bring planned shifts back that clash with what was done since: see `standing.require_possible`.
    """
    for change in journal.load(session, step).changes:
        meeting_id = _text_of(session, change)
        meeting = session.get(Meeting, meeting_id) if meeting_id else None
        if meeting is None:
            continue
        if meeting.minutes_state is MinutesState.SEALED:
            raise UserError("minutes_sealed", number=meeting.number)
        if locked(meeting) and not _moves_minutes(change):
            raise UserError("minutes_locked", number=meeting.number)
    taken = journal.revert(session, step)
    _require_shifts_possible(session, taken, today or date.today())
    return taken


def _require_shifts_possible(session: Session, taken: Step, today: date) -> None:
    from psq_desktop.services.reserves import standing  # much that the start-up needs not

    if standing.TABLES.isdisjoint(change.table for change in taken.changes) or _nothing_since(session, taken):
        return
    standing.require_possible(session, taken.changes, today)


def _nothing_since(session: Session, taken: Step) -> bool:
    """Whether all that came after a step was taken back too, so that taking it back leaves what was there before."""
    undone: list[int] = []  # by the steps after, from the newest on; the last one has to come next
    for step in journal.steps(session):
        if step.step == taken.step:
            return not undone
        if undone and undone[-1] == step.step:
            undone.pop()
        elif step.reverts is not None:
            undone.append(step.reverts)
        elif step.action not in LOOKS:
            return False
    return False


def _moves_minutes(change: RowChange) -> bool:
    """Whether the change is itself a step of the minutes, such as their validation."""
    return change.table == "meeting" and "minutes_state" in {**(change.before or {}), **(change.after or {})}


def _text_of(session: Session, change: RowChange) -> int | None:
    """Id of the meeting whose text the change belongs to."""
    values: Mapping[str, Any] = {**(change.before or {}), **(change.after or {})}
    if change.table == "meeting":
        return change.id
    if change.table not in _TEXT_TABLES or (change.change == "update" and _LIVING_COLUMNS.issuperset(values)):
        return None
    if "meeting_id" in values:
        found: int = values["meeting_id"]
        return found
    row: Any = session.get(_TEXT_TABLES[change.table], change.id)
    return None if row is None else row.meeting_id


def _seals(step: Step) -> bool:
    states = [(c.after or {}).get("minutes_state") for c in step.changes if c.table == "meeting"]
    return MinutesState.SEALED in states


def trash(session: Session, now: datetime | None = None) -> tuple[ChangeRow, ...]:
    """Deletions of the last thirty days that were not taken back, newest first; erased ones are left out."""
    since = (now or datetime.now(UTC)) - KEPT
    reverted: set[int] = set()
    rows = []
    for step in journal.steps(session):  # to the end: a clock that went wrong for a day hides nothing
        if step.step in reverted:
            continue
        if step.reverts is not None:
            reverted.add(step.reverts)
        elif step.at >= since and step.action.rpartition(".")[2].startswith("remove"):
            rows += _readable(session, step)
    return tuple(rows)
