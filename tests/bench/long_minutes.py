"""Minutes of about fifty pages on which no two paragraphs are alike, in the words of the demonstration."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from psq_desktop import resources
from psq_desktop.services.kinds import AttendanceStatus, DecisionState
from psq_desktop.services.minuting.minutes_rows import AttendanceLine, DecisionLine, ItemLine, MeetingDocument
from tests.exports import documents

ITEMS, SEATS, FOLLOW_UP = 53, 48, 60
_STATUSES = (AttendanceStatus.PRESENT,) * 5 + (AttendanceStatus.REPRESENTED, AttendanceStatus.EXCUSED)
_STATES = (DecisionState.OPEN, DecisionState.IN_PROGRESS, DecisionState.CARRIED_OVER, DecisionState.DONE)


class _Writer:
    """Invents text; the same seed gives the same document."""

    def __init__(self) -> None:
        self.random = Random(50)
        self._words: list[str] = []
        for number in range(1, 7):
            data = tomllib.loads(resources.path("demo", f"meeting-{number}.toml").read_text(encoding="utf-8"))
            for item in data["items"]:
                self._words += (word.strip("*_#-.,;:!?") for word in item.get("notes", "").split())
        self._words = [word for word in self._words if word]

    def sentence(self, least: int, most: int) -> str:
        words = self.random.choices(self._words, k=self.random.randint(least, most))
        text = " ".join(words)
        return text[:1].upper() + text[1:]

    def notes(self) -> str:
        paragraphs = (". ".join(self.sentence(8, 22) for _ in range(self.random.randint(3, 6))) + "." for _ in range(3))
        points = (f"- {self.sentence(5, 14)} ;" for _ in range(2))
        return "\n".join((*paragraphs, *points, f"**{self.sentence(3, 6)}** {self.sentence(6, 12)}."))

    def decision(self, number: int, item: str = "", comment: str = "") -> DecisionLine:
        seats = self.random.sample(documents.ATTENDANCE, 3)
        return documents.decision(
            f"D-{number}",
            self.sentence(9, 24) + ".",
            seats[0].partner,
            date(2026, 12, 1) + timedelta(days=self.random.randrange(200)),
            state=self.random.choice(_STATES),
            associates=(seats[1].partner, seats[2].partner),
            proof=self.sentence(3, 6),
            comment=comment,
            item=item,
        )

    def item(self, number: int) -> ItemLine:
        title = self.sentence(4, 8)
        decisions = [self.decision(100 + 2 * number + i, title) for i in range(2)]
        return documents.item(number, title, self.notes(), *decisions, rapporteur=self.sentence(2, 3), minutes=10)

    def seat(self) -> AttendanceLine:
        like = self.random.choice(documents.ATTENDANCE)
        status = self.random.choice(_STATUSES)
        by = "Mme Lenoble" if status is AttendanceStatus.REPRESENTED else ""
        return documents.seat(like.college, self.sentence(2, 3), f"Mme {self.sentence(2, 2)}", status, by=by)


def make() -> MeetingDocument:
    """The document."""
    writer = _Writer()
    items = tuple(writer.item(number) for number in range(1, ITEMS + 1))
    return replace(
        documents.MEETING,
        items=items,
        withheld=(),
        attendance=tuple(writer.seat() for _ in range(SEATS)),
        follow_up=tuple(writer.decision(i, comment=writer.sentence(6, 12) + ".") for i in range(FOLLOW_UP)),
        decisions=tuple(decision for item in items for decision in item.decisions),
    )
