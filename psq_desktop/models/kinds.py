"""The closed vocabularies of the domain, stored by value."""

from __future__ import annotations

from enum import StrEnum


class MeetingStage(StrEnum):
    """Where a meeting stands until it is over; afterwards its minutes tell."""

    PREPARATION = "preparation"
    SUMMONED = "summoned"
    IN_SESSION = "in_session"
    HELD = "held"


class MinutesState(StrEnum):
    """Life of the minutes, in order."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    VALIDATED = "validated"
    CIRCULATED = "circulated"
    OBSERVATIONS = "observations"
    APPROVED = "approved"
    SEALED = "sealed"


class MeetingState(StrEnum):
    """What people call the state of a meeting: computed from its stage and its minutes."""

    PREPARATION = "preparation"
    SUMMONED = "summoned"
    IN_SESSION = "in_session"
    TO_WRITE = "to_write"
    IN_VALIDATION = "in_validation"
    CIRCULATED = "circulated"
    APPROVED = "approved"
    SEALED = "sealed"


class AgendaKind(StrEnum):
    """What the committee is asked on an agenda item."""

    INFORMATION = "information"
    DEBATE = "debate"
    DECISION = "decision"


class AgendaRole(StrEnum):
    """Items that every meeting has are told apart so that the program can fill them."""

    APPROVAL = "approval"
    FOLLOW_UP = "follow_up"
    REGULAR = "regular"
    ROUND_TABLE = "round_table"


class DisclosureLevel(StrEnum):
    """Who may read an item: everybody, the partners, the full members only."""

    PUBLIC = "public"
    PARTNERS = "partners"
    RESTRICTED = "restricted"

    @property
    def rank(self) -> int:
        """0 for public, 2 for restricted; a version at level L shows items whose rank is at most L's."""
        return list(DisclosureLevel).index(self)


class AttendanceStatus(StrEnum):
    """How a seat was filled. A guest is never counted absent."""

    EXPECTED = "expected"
    PRESENT = "present"
    REPRESENTED = "represented"
    EXCUSED = "excused"
    ABSENT = "absent"
    GUEST = "guest"


class Reply(StrEnum):
    """Answer to a summons; none yet is ``None``."""

    COMING = "coming"
    REPRESENTED = "represented"
    EXCUSED = "excused"


class SummonsKind(StrEnum):
    """Why an invitation went out."""

    FIRST = "first"
    POSTPONED = "postponed"
    SECOND = "second"


class SummonsState(StrEnum):
    """Where the invitation of one seat stands: computed from its last summons."""

    TO_SEND = "to_send"
    DRAFTED = "drafted"
    SENT = "sent"
    REFUSED = "refused"


class QuorumRule(StrEnum):
    """How many members a committee needs: read from what its form holds."""

    NONE = "none"
    HALF = "half"
    CUSTOM = "custom"


class MandateRole(StrEnum):
    """Capacity in which a contact sits."""

    HOLDER = "holder"
    SUBSTITUTE = "substitute"


class DecisionKind(StrEnum):
    """One register holds both."""

    DECISION = "decision"
    ACTION = "action"


class DecisionState(StrEnum):
    """State of a decision. « En retard » is not one: it is computed from the due date."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    CARRIED_OVER = "carried_over"
    DONE = "done"
    ABANDONED = "abandoned"

    @property
    def closed(self) -> bool:
        """Whether nothing more is expected."""
        return self in (DecisionState.DONE, DecisionState.ABANDONED)


class Priority(StrEnum):
    """How much an objective matters beside the others."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class OutlookState(StrEnum):
    """Confidence that the pilot declares, in the words of the State's own tool; ``unknown`` when none was declared."""

    SECURED = "secured"
    ATTAINABLE = "attainable"
    SUPPORT_NEEDED = "support_needed"
    COMPROMISED = "compromised"
    UNKNOWN = "unknown"

    @property
    def confident(self) -> bool:
        """Whether the pilot says that the objective will be met: what figures may contradict."""
        return self in (OutlookState.SECURED, OutlookState.ATTAINABLE)


class CommitmentState(StrEnum):
    """Where a partner's share of an objective stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    KEPT = "kept"
    PARTIAL = "partial"
    NOT_KEPT = "not_kept"
    ABANDONED = "abandoned"

    @property
    def closed(self) -> bool:
        """Whether nothing more is expected."""
        return self in (CommitmentState.KEPT, CommitmentState.NOT_KEPT, CommitmentState.ABANDONED)


class MeasureState(StrEnum):
    """Where a step towards an objective stands. « En retard » is computed from the due date."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    ABANDONED = "abandoned"

    @property
    def closed(self) -> bool:
        """Whether nothing more is expected."""
        return self in (MeasureState.DONE, MeasureState.ABANDONED)


class IndicatorKind(StrEnum):
    """What an indicator speaks of."""

    MEANS = "means"
    OUTPUT = "output"
    RESULT = "result"
    IMPACT = "impact"
    PERCEPTION = "perception"


class Direction(StrEnum):
    """How an indicator is read. Neutral: it may rise for good reasons, and is never judged."""

    UP = "up"
    DOWN = "down"
    THRESHOLD = "threshold"
    NEUTRAL = "neutral"
    ORDINAL = "ordinal"


class Period(StrEnum):
    """Rhythm of an indicator's readings; ``once`` for surveys and counts made on a day."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ONCE = "once"


class ReadingStatus(StrEnum):
    """What was reported: a value (0 is one), « néant », « non concerné ». No row at all: nothing was sent."""

    VALUE = "value"
    NONE = "none"
    NOT_APPLICABLE = "not_applicable"


class SupportState(StrEnum):
    """What became of a request for support."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    SETTLED = "settled"


class DispatchState(StrEnum):
    """Where a partner's workbook stands in a round: computed from the dispatch, its due date and its returns."""

    TO_SEND = "to_send"
    SENT = "sent"
    RECEIVED = "received"
    TO_CHECK = "to_check"
    APPLIED = "applied"
    LATE = "late"


class LineKind(StrEnum):
    """What the comparison of sent, returned and present says of one field."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    ADDED = "added"
    MISSING = "missing"
    CONFLICT = "conflict"
    ERROR = "error"

    @property
    def safe(self) -> bool:
        """Whether it can be taken over without a question."""
        return self in (LineKind.CHANGED, LineKind.ADDED)


class Pace(StrEnum):
    """Progress held against time: computed, never declared."""

    REACHED = "reached"
    ON_PACE = "on_pace"
    TRAILING = "trailing"
    BEHIND = "behind"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


class ReserveCategory(StrEnum):
    """The two police reserves. The operational one was called « civile » until 2022."""

    OPERATIONAL = "operational"
    CITIZEN = "citizen"


class ReserveProfile(StrEnum):
    """What decides the yearly ceiling of an operational reservist; a citizen one has none."""

    VOLUNTEER = "volunteer"
    FORMER_ASSISTANT = "former_assistant"
    FORMER_OFFICER = "former_officer"
    INTERNATIONAL = "international"


class ReservistState(StrEnum):
    """Where an engagement stands. No reason is ever kept."""

    CANDIDATE = "candidate"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    ACTIVE = "active"
    UNAVAILABLE = "unavailable"
    SUSPENDED = "suspended"
    ENDED = "ended"
    STRUCK_OFF = "struck_off"

    @property
    def applying(self) -> bool:
        """Whether the person is not a reservist yet."""
        return self in (ReservistState.CANDIDATE, ReservistState.IN_REVIEW)

    @property
    def over(self) -> bool:
        """Whether the engagement is finished."""
        return self in (ReservistState.ENDED, ReservistState.STRUCK_OFF)


class Availability(StrEnum):
    """What a reservist said of a day; nothing said is ``None``."""

    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"


class ShiftState(StrEnum):
    """Life of a reserve shift. Cancelled ones count for nothing."""

    PLANNED = "planned"
    DONE = "done"
    VALIDATED = "validated"
    CANCELLED = "cancelled"


class MissionState(StrEnum):
    """Where a mission stands: computed from its day, its places and its shifts."""

    TO_FILL = "to_fill"
    FILLED = "filled"
    DONE = "done"
    CANCELLED = "cancelled"


class AvailabilityState(StrEnum):
    """Where a request for availability stands: computed."""

    TO_SEND = "to_send"
    SENT = "sent"
    APPLIED = "applied"
    LATE = "late"


class PostState(StrEnum):
    """Whether somebody holds a retained post: computed from its dates."""

    FILLED = "filled"
    COMING = "coming"
    VACANT = "vacant"


class TrainingState(StrEnum):
    """What became of a need for training, or of a session: computed where dates say it."""

    ASKED = "asked"
    PLANNED = "planned"
    DONE = "done"
    REFUSED = "refused"


class TrainingAudience(StrEnum):
    """For whom a training session is."""

    POSTS = "posts"
    RESERVE = "reserve"
    BOTH = "both"


class EquipmentKind(StrEnum):
    """Equipment that the district asks for."""

    BODY_CAMERA = "body_camera"
    TABLET = "tablet"
    SMARTPHONE = "smartphone"
    VEHICLE = "vehicle"
    OTHER = "other"


class EquipmentState(StrEnum):
    """How far a request for equipment is: computed from its quantities."""

    ASKED = "asked"
    GRANTED = "granted"
    DELIVERED = "delivered"
    IN_SERVICE = "in_service"
    REFUSED = "refused"


class ControlState(StrEnum):
    """State of a joint control. A planned one is under embargo: neither date nor place leaves the program."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class OutcomeKind(StrEnum):
    """What a joint control led to, in numbers."""

    WARNING = "warning"
    NOTICE = "notice"
    FINE = "fine"
    CLOSURE = "closure"
    REPORT = "report"
    REMOVAL = "removal"
    OTHER = "other"


class OutreachKind(StrEnum):
    """Ways to meet residents."""

    MEETING = "meeting"
    OFFICE_HOURS = "office_hours"
    WALK = "walk"
    SOCIAL_NETWORK = "social_network"
    MAILBOX = "mailbox"
    SCHOOL = "school"
    OTHER = "other"


class OutreachState(StrEnum):
    """Where an action of contact stands: computed from its dates and its themes."""

    PLANNED = "planned"
    TO_ANSWER = "to_answer"
    LATE = "late"
    ANSWERED = "answered"
    CANCELLED = "cancelled"


class LiaisonBody(StrEnum):
    """The body of residents that a security liaison comes from."""

    CITIZEN_COUNCIL = "citizen_council"
    DISTRICT_COUNCIL = "district_council"


class SurveyKind(StrEnum):
    """What a survey asks about."""

    VICTIMISATION = "victimisation"
    SATISFACTION = "satisfaction"
    PERCEPTION = "perception"


class SurveyPublic(StrEnum):
    """Who is asked."""

    RESIDENTS = "residents"
    OFFICIALS = "officials"
    VICTIMS = "victims"
    OTHER = "other"


class Sampling(StrEnum):
    """How those asked were chosen. Only a random sample has a confidence interval."""

    RANDOM = "random"
    QUOTA = "quota"
    OPEN = "open"
    EVERYBODY = "everybody"


class SurveyMode(StrEnum):
    """How people answered."""

    PHONE = "phone"
    FACE_TO_FACE = "face_to_face"
    MIXED = "mixed"
    PAPER = "paper"
    ONLINE = "online"


class QuestionKind(StrEnum):
    """Answers counted by category, or a mean on a scale."""

    SHARES = "shares"
    SCORE = "score"


class NoteHeading(StrEnum):
    """The four headings of the quarterly analysis (instruction of 3 June 2025)."""

    INITIATIVES = "initiatives"
    SUCCESSES = "successes"
    CONSTRAINTS = "constraints"
    PERCEPTION = "perception"


class NoteState(StrEnum):
    """Life of a quarterly note."""

    DRAFT = "draft"
    FINAL = "final"


_STATE_BY_MINUTES = {
    MinutesState.DRAFT: MeetingState.TO_WRITE,
    MinutesState.REVIEWED: MeetingState.IN_VALIDATION,
    MinutesState.VALIDATED: MeetingState.IN_VALIDATION,
    MinutesState.CIRCULATED: MeetingState.CIRCULATED,
    MinutesState.OBSERVATIONS: MeetingState.CIRCULATED,
    MinutesState.APPROVED: MeetingState.APPROVED,
    MinutesState.SEALED: MeetingState.SEALED,
}


def meeting_state(stage: MeetingStage, minutes: MinutesState) -> MeetingState:
    """State of a meeting as people say it."""
    return MeetingState(stage.value) if stage is not MeetingStage.HELD else _STATE_BY_MINUTES[minutes]
