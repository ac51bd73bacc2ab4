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
