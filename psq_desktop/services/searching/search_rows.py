"""What a search finds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from psq_desktop.models.kinds import DecisionKind, OutlookState

Span = tuple[int, int]  # the first character and the one after the last


class SearchKind(StrEnum):
    """What can be found, in the order in which it is shown."""

    OBJECTIVE = "objective"
    COMMITMENT = "commitment"
    MEASURE = "measure"
    INDICATOR = "indicator"
    DECISION = "decision"
    FOLLOW_UP = "follow_up"
    MEETING = "meeting"
    ITEM = "item"
    NOTE = "note"
    OBSERVATION = "observation"
    PARTNER = "partner"
    CONTACT = "contact"
    CAMPAIGN = "campaign"
    MISSION = "mission"
    POST = "post"
    TRAINING = "training"
    EQUIPMENT = "equipment"
    OUTREACH = "outreach"
    THEME = "theme"
    SURVEY = "survey"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found, with the words that matched, and the route that opens it."""

    kind: SearchKind
    id: int  # of the row found
    ref: str  # « OBJ-3 », « D-27 »: as the command line names it
    label: str  # what people call it by: « 2.1 », « D-27 »; often nothing
    title: str
    title_marks: tuple[Span, ...]
    snippet: str  # where the words stand in what is written below the title; empty when they stand in the title
    snippet_marks: tuple[Span, ...]
    screen: str
    target: int  # what the screen opens
    part: str = ""
    on: dt.date | None = None  # the day of its meeting, of a follow-up
    partner: str = ""  # pilot, or whose contact
    beside: str = ""  # « séance n° 5 », « objectif 2.1 »: to what it belongs
    outlook: OutlookState | None = None
    noun: SearchKind | DecisionKind | None = None  # what it is called; of a decision, « Action » too
