"""How each code of the domain looks: an icon and a tone beside its word."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from psq_desktop.services.kinds import (
    AgendaKind,
    AttendanceStatus,
    CommitmentState,
    ControlState,
    DecisionState,
    Direction,
    DisclosureLevel,
    EquipmentState,
    MandateRole,
    MeasureState,
    MeetingState,
    MinutesState,
    MissionState,
    OutlookState,
    OutreachState,
    Pace,
    PostState,
    Priority,
    ReadingStatus,
    Reply,
    ReserveCategory,
    ReservistState,
    ShiftState,
    SupportState,
    TrainingState,
)
from psq_desktop.views.tokens import Token, Tone
from psq_desktop.views.widgets.badge import Badge
from psq_desktop.views.widgets.cells import BadgeCell, Dot, Dots
from psq_desktop.wording import word


class Look(NamedTuple):
    """Icon and tone of a state."""

    icon: str
    tone: Tone


# By vocabulary first: members of two StrEnums with the same value are equal.
_LOOKS: dict[type[StrEnum], dict[StrEnum, Look]] = {
    MeetingState: {
        MeetingState.PREPARATION: Look("pencil", "neutral"),
        MeetingState.SUMMONED: Look("send", "accent"),
        MeetingState.IN_SESSION: Look("broadcast", "danger"),
        MeetingState.TO_WRITE: Look("notes", "warning"),
        MeetingState.IN_VALIDATION: Look("eye-check", "warning"),
        MeetingState.CIRCULATED: Look("mail-forward", "info"),
        MeetingState.APPROVED: Look("file-check", "success"),
        MeetingState.SEALED: Look("lock", "neutral"),
    },
    MinutesState: {
        MinutesState.DRAFT: Look("pencil", "neutral"),
        MinutesState.REVIEWED: Look("eye-check", "info"),
        MinutesState.VALIDATED: Look("check", "success"),
        MinutesState.CIRCULATED: Look("mail-forward", "info"),
        MinutesState.OBSERVATIONS: Look("messages", "warning"),
        MinutesState.APPROVED: Look("file-check", "success"),
        MinutesState.SEALED: Look("lock", "neutral"),
    },
    AgendaKind: {
        AgendaKind.INFORMATION: Look("info-circle", "info"),
        AgendaKind.DEBATE: Look("messages", "warning"),
        AgendaKind.DECISION: Look("gavel", "accent"),
    },
    DisclosureLevel: {
        DisclosureLevel.PUBLIC: Look("world", "success"),
        DisclosureLevel.PARTNERS: Look("users", "info"),
        DisclosureLevel.RESTRICTED: Look("lock", "danger"),
    },
    AttendanceStatus: {
        AttendanceStatus.EXPECTED: Look("hourglass", "neutral"),
        AttendanceStatus.PRESENT: Look("check", "success"),
        AttendanceStatus.REPRESENTED: Look("user-share", "info"),
        AttendanceStatus.EXCUSED: Look("mail", "neutral"),
        AttendanceStatus.ABSENT: Look("x", "danger"),
        AttendanceStatus.GUEST: Look("user-star", "accent"),
    },
    Reply: {
        Reply.COMING: Look("check", "success"),
        Reply.REPRESENTED: Look("user-share", "info"),
        Reply.EXCUSED: Look("mail", "neutral"),
    },
    MandateRole: {
        MandateRole.HOLDER: Look("user-check", "accent"),
        MandateRole.SUBSTITUTE: Look("user-share", "info"),
    },
    DecisionState: {
        DecisionState.OPEN: Look("circle", "neutral"),
        DecisionState.IN_PROGRESS: Look("progress", "info"),
        DecisionState.CARRIED_OVER: Look("repeat", "warning"),
        DecisionState.DONE: Look("circle-check", "success"),
        DecisionState.ABANDONED: Look("ban", "neutral"),
    },
    OutlookState: {
        OutlookState.SECURED: Look("circle-check", "success"),
        OutlookState.ATTAINABLE: Look("trending-up", "info"),
        OutlookState.SUPPORT_NEEDED: Look("alert-triangle", "warning"),
        OutlookState.COMPROMISED: Look("alert-octagon", "danger"),
        OutlookState.UNKNOWN: Look("circle-dashed", "neutral"),
    },
    CommitmentState: {
        CommitmentState.PROPOSED: Look("circle-dashed", "neutral"),
        CommitmentState.ACCEPTED: Look("circle", "neutral"),
        CommitmentState.IN_PROGRESS: Look("circle-half-2", "info"),
        CommitmentState.KEPT: Look("circle-check", "success"),
        CommitmentState.PARTIAL: Look("circle-half-vertical", "warning"),
        CommitmentState.NOT_KEPT: Look("alert-octagon", "danger"),
        CommitmentState.ABANDONED: Look("ban", "neutral"),
    },
    MeasureState: {
        MeasureState.PLANNED: Look("circle", "neutral"),
        MeasureState.IN_PROGRESS: Look("circle-half-2", "info"),
        MeasureState.DONE: Look("circle-check", "success"),
        MeasureState.ABANDONED: Look("ban", "neutral"),
    },
    Direction: {
        Direction.UP: Look("arrow-up-right", "neutral"),
        Direction.DOWN: Look("arrow-down-right", "neutral"),
        Direction.THRESHOLD: Look("minus-vertical", "neutral"),
        Direction.NEUTRAL: Look("equal", "neutral"),
        Direction.ORDINAL: Look("stairs-up", "neutral"),
    },
    Pace: {
        Pace.REACHED: Look("circle-check", "success"),
        Pace.ON_PACE: Look("check", "success"),
        Pace.TRAILING: Look("clock", "info"),
        Pace.BEHIND: Look("clock-exclamation", "warning"),
        Pace.OVERDUE: Look("alert-octagon", "danger"),
        Pace.UNKNOWN: Look("circle-dashed", "neutral"),
    },
    Priority: {
        Priority.HIGH: Look("flag", "warning"),
        Priority.NORMAL: Look("minus", "neutral"),
        Priority.LOW: Look("arrow-down", "neutral"),
    },
    ReadingStatus: {
        ReadingStatus.VALUE: Look("chart-line", "neutral"),
        ReadingStatus.NONE: Look("circle", "neutral"),
        ReadingStatus.NOT_APPLICABLE: Look("ban", "neutral"),
    },
    ReserveCategory: {
        ReserveCategory.OPERATIONAL: Look("shield", "accent"),
        ReserveCategory.CITIZEN: Look("heart-handshake", "info"),
    },
    ReservistState: {
        ReservistState.CANDIDATE: Look("user-plus", "accent"),
        ReservistState.IN_REVIEW: Look("hourglass", "info"),
        ReservistState.APPROVED: Look("check", "info"),
        ReservistState.ACTIVE: Look("circle-check", "success"),
        ReservistState.UNAVAILABLE: Look("minus", "neutral"),
        ReservistState.SUSPENDED: Look("player-pause", "warning"),
        ReservistState.ENDED: Look("flag", "neutral"),
        ReservistState.STRUCK_OFF: Look("ban", "neutral"),
    },
    ShiftState: {
        ShiftState.PLANNED: Look("calendar", "info"),
        ShiftState.DONE: Look("check", "success"),
        ShiftState.VALIDATED: Look("checks", "success"),
        ShiftState.CANCELLED: Look("ban", "neutral"),
    },
    ControlState: {
        ControlState.PLANNED: Look("calendar-event", "accent"),
        ControlState.DONE: Look("circle-check", "success"),
        ControlState.CANCELLED: Look("ban", "neutral"),
    },
    OutreachState: {
        OutreachState.PLANNED: Look("calendar-event", "accent"),
        OutreachState.TO_ANSWER: Look("hourglass", "warning"),
        OutreachState.LATE: Look("alert-octagon", "danger"),
        OutreachState.ANSWERED: Look("circle-check", "success"),
        OutreachState.CANCELLED: Look("ban", "neutral"),
    },
    SupportState: {
        SupportState.ASKED: Look("lifebuoy", "warning"),
        SupportState.GRANTED: Look("circle-check", "success"),
        SupportState.REFUSED: Look("circle-x", "danger"),
        SupportState.SETTLED: Look("check", "success"),
    },
    MissionState: {
        MissionState.TO_FILL: Look("user-plus", "warning"),
        MissionState.FILLED: Look("circle-check", "success"),
        MissionState.DONE: Look("check", "neutral"),
        MissionState.CANCELLED: Look("ban", "neutral"),
    },
    PostState: {
        PostState.FILLED: Look("user-check", "success"),
        PostState.COMING: Look("door-enter", "info"),
        PostState.VACANT: Look("user-off", "warning"),
    },
    TrainingState: {
        TrainingState.ASKED: Look("school", "warning"),
        TrainingState.PLANNED: Look("calendar-event", "info"),
        TrainingState.DONE: Look("circle-check", "success"),
        TrainingState.REFUSED: Look("ban", "neutral"),
    },
    EquipmentState: {
        EquipmentState.ASKED: Look("send", "neutral"),
        EquipmentState.GRANTED: Look("check", "info"),
        EquipmentState.DELIVERED: Look("archive", "accent"),
        EquipmentState.IN_SERVICE: Look("circle-check", "success"),
        EquipmentState.REFUSED: Look("ban", "neutral"),
    },
}
NO_REPLY = BadgeCell("Sans réponse", "clock", "warning")
LATE = BadgeCell("En retard", "alert-octagon", "danger")
GAP = BadgeCell("Écart", "arrows-diff", "warning")

_DOTS: dict[AttendanceStatus | None, tuple[str, Token, str]] = {
    AttendanceStatus.EXPECTED: ("hourglass", "text3", "attendu"),
    AttendanceStatus.PRESENT: ("circle-check", "success", "présent"),
    AttendanceStatus.REPRESENTED: ("user-share", "info", "représenté"),
    AttendanceStatus.EXCUSED: ("mail", "text3", "excusé"),
    AttendanceStatus.ABSENT: ("x", "danger", "absent"),
    AttendanceStatus.GUEST: ("user-star", "accent_text", "invité"),
    None: ("minus", "text3", "non membre"),
}


def look(code: StrEnum) -> Look:
    """Icon and tone of a code."""
    return _LOOKS[type(code)][code]


def badge(code: StrEnum, *, small: bool = False) -> Badge:
    """The code's badge, as a widget; small in dense lists of words."""
    icon, tone = look(code)
    return Badge(word(code), icon, tone, height=20, points=8.5) if small else Badge(word(code), icon, tone)


def badge_cell(code: StrEnum) -> BadgeCell:
    """The code's badge, in a table."""
    return BadgeCell(word(code), *look(code))


def reply_cell(reply: Reply | None) -> BadgeCell:
    """The answer's badge; none yet is « Sans réponse »."""
    return badge_cell(reply) if reply is not None else NO_REPLY


def attendance_dots(statuses: tuple[AttendanceStatus | None, ...]) -> Dots:
    """One sign per meeting, oldest first; ``None`` where the partner was not a member."""
    return Dots(tuple(Dot(*_DOTS[status]) for status in statuses))
