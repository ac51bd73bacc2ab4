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
