"""The public sheet « Vous nous avez dit, nous avons fait », and what may stand on it.

It is safe by construction: `PublicSheet` has room for what residents said and were told, and for counts. A text that
looks personal, or that quotes what is not public, is refused when it is published, and left out should it come later.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import date_long, fold
from psq_desktop.models.committee import Committee
from psq_desktop.models.district import District
from psq_desktop.models.fieldwork import JointControl, OutreachAction, OutreachTheme, SecurityLiaison
from psq_desktop.models.kinds import DisclosureLevel, OutreachKind
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Contact
from psq_desktop.models.reserve import Reservist
from psq_desktop.services import fields
from psq_desktop.services.fieldwork.announcing import Planned, announces
from psq_desktop.services.fieldwork.embargo import embargoed
from psq_desktop.services.fieldwork.public_rows import PublicSheet, PublicTheme
from psq_desktop.services.minuting.personal_data import Passage, look

_EXPOSED = (Reservist, SecurityLiaison)  # residents who serve: no list of them goes out
_LOWER = re.compile(r"\b[^\W\dA-ZÀ-Þ]\w*")  # words without a capital
_SHORTEST = 12  # signs of an objective's title that is looked for: a shorter one may be said of anything


class Reason(StrEnum):
    """Why a text stays in."""

    PERSON = "person"
    RESTRICTED = "restricted"
    CONTROL = "control"


@dataclass(frozen=True, slots=True)
class Found:
    """What keeps a text in, as it stands there. Of a control nothing is quoted: that would say which part was right."""

    reason: Reason
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Guard:
    """Who is known by name and what is not public, folded: looked for in texts that are to be published."""

    people: tuple[tuple[str, str], ...]  # first name, last name
    exposed: tuple[str, ...]  # last names of reservists and liaisons: refused alone, where they have a capital
    titles: tuple[str, ...]
    controls: tuple[Planned, ...] = ()
    district: tuple[str, ...] = ()  # its names: they tell no place of a control

    def finds(self, *texts: str) -> Found | None:
        """What looks personal or is not public in texts that are read together; ``None`` when they may go out."""
        for text in texts:
            shapes = look([Passage(text, None, "")], (), frozenset())
            if shapes:
                return Found(Reason.PERSON, shapes[0].excerpt)
            if (quoted := next(self._quoted(text), None)) is not None:
                return quoted
        return Found(Reason.CONTROL) if announces("\n".join(texts), self.controls, self.district) else None

    def _quoted(self, text: str) -> Iterator[Found]:
        padded = f" {_bare(text)} "
        for first, last in self.people:
            if f" {first} {last} " in padded or f" {last} {first} " in padded:
                yield Found(Reason.PERSON, f"{first} {last}".title())
        named = f" {_bare(_LOWER.sub(' ', text))} "
        yield from (Found(Reason.PERSON, last.title()) for last in self.exposed if f" {last} " in named)
        yield from (Found(Reason.RESTRICTED, title) for title in self.titles if f" {title} " in padded)


def guard(session: Session) -> Guard:
    """The guard of the base as it is."""
    people, exposed = set[tuple[str, str]](), set[str]()
    for kind in (Contact, *_EXPOSED):
        for first, last in session.execute(select(kind.first_name, kind.last_name)):
            if first and last:
                people.add((_bare(first), _bare(last)))
            if last and kind in _EXPOSED:
                exposed.add(_bare(_LOWER.sub(" ", last)))
    restricted = select(Objective.title).where(Objective.disclosure == DisclosureLevel.RESTRICTED)
    titles = (_bare(title) for title in session.scalars(restricted))
    return Guard(
        tuple(sorted(people)),
        tuple(sorted(exposed - {""})),
        tuple(title for title in titles if len(title) >= _SHORTEST),
        tuple(
            Planned(each.theme, each.day, each.place)
            for each in session.scalars(select(JointControl))
            if embargoed(each.state)
        ),
        tuple(name for row in session.execute(select(District.name, District.city)) for name in row if name),
    )


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def check(session: Session, theme: OutreachTheme) -> None:
    """Raise ``invalid`` when a theme lacks its answer, or holds what must not be published."""
    problems = [
        Problem(name, "required")
        for name, value in (("done", theme.done), ("answered_on", theme.answered_on))
        if not value
    ]
    known = guard(session)
    for name, text in (("said", theme.said), ("done", theme.done)):
        found = known.finds(text)
        if found is not None:
            problems.append(_problem(name, found))
    if not problems and (found := known.finds(theme.said, theme.done)) is not None:  # one begins it, the other ends it
        problems.append(_problem("done", found))
    if problems:
        raise UserError("invalid", *problems)


def _problem(name: str, found: Found) -> Problem:
    if found.reason is Reason.CONTROL:
        return Problem(name, "text_announces")
    if found.reason is Reason.RESTRICTED:
        return Problem(name, "not_public", (("excerpt", found.excerpt),))
    return Problem(name, "not_for_publication", (("excerpt", found.excerpt),))


def compose(session: Session, first: dt.date, last: dt.date, today: dt.date) -> PublicSheet:
    """The sheet of a period: published themes answered in it, contacts held in it. Raises ``period_reversed``."""
    fields.require(first=first, last=last)
    fields.require_range(first=first, last=last)
    if last < first:
        raise UserError("invalid", Problem("last", "period_reversed"))
    committee = session.scalars(select(Committee).order_by(Committee.id).limit(1)).first()
    if committee is None:
        raise UserError("no_committee")
    district = committee.district
    return PublicSheet(
        reference="/".join(filter(None, (committee.reference_prefix, str(today.year), f"{today.month:02d}"))),
        title=f"{date_long(first, weekday=False)} au {date_long(last, weekday=False)}",
        letterhead=tuple(district.letterhead.splitlines()),
        issued_on=today,
        issued_at=district.city,
        fictional=district.fictional,
        committee=committee.name,
        district=district.name,
        first=first,
        last=last,
        themes=_themes(session, first, last),
        meetings=_meetings(session, first, min(last, today)),
    )


def _published(session: Session, first: dt.date, last: dt.date) -> Sequence[OutreachTheme]:
    query = (
        select(OutreachTheme)
        .join(OutreachAction)
        .where(OutreachTheme.published, OutreachTheme.answered_on.between(first, last), OutreachTheme.done != "")
        .order_by(OutreachTheme.answered_on.desc(), OutreachTheme.id)
    )
    return session.scalars(query.where(OutreachAction.cancelled.is_(False))).all()


def _themes(session: Session, first: dt.date, last: dt.date) -> tuple[PublicTheme, ...]:
    known = guard(session)
    return tuple(
        PublicTheme(theme.said, theme.done, theme.answered_on)
        for theme in _published(session, first, last)
        if theme.answered_on is not None and known.finds(theme.said, theme.done) is None
    )


def _meetings(session: Session, first: dt.date, last: dt.date) -> tuple[tuple[OutreachKind, int], ...]:
    held = select(OutreachAction.kind).where(
        OutreachAction.cancelled.is_(False), OutreachAction.day.between(first, last)
    )
    counts = Counter(session.scalars(held))
    return tuple((kind, counts[kind]) for kind in OutreachKind if counts[kind])


def left_out(session: Session, first: dt.date, last: dt.date) -> int:
    """How many published themes of a period stay off the sheet: something in them looks personal by now."""
    return len(_published(session, first, last)) - len(_themes(session, first, last))
