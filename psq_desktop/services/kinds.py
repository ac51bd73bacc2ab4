"""The domain's vocabularies, for the layers that do not see the models."""

from psq_desktop.models.kinds import (
    AgendaKind,
    AgendaRole,
    AttendanceStatus,
    DecisionKind,
    DecisionState,
    DisclosureLevel,
    MandateRole,
    MeetingStage,
    MeetingState,
    MinutesState,
    Reply,
)

__all__ = [
    "AgendaKind",
    "AgendaRole",
    "AttendanceStatus",
    "DecisionKind",
    "DecisionState",
    "DisclosureLevel",
    "MandateRole",
    "MeetingStage",
    "MeetingState",
    "MinutesState",
    "Reply",
]
