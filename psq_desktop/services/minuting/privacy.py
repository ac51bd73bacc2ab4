"""What looks like personal data in the texts that people typed for a meeting, and letting it out all the same.

Only shapes that are seldom anything else; what the directory holds (who sits, who came) is no finding.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop import richtext
from psq_desktop.errors import UserError
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.committee import Committee
from psq_desktop.models.decision import Decision
from psq_desktop.models.fieldwork import SecurityLiaison
from psq_desktop.models.kinds import DisclosureLevel
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.minutes import ExportWaiver
from psq_desktop.models.partner import Contact
from psq_desktop.models.reserve import Reservist
from psq_desktop.services import fields
from psq_desktop.services.deciding.decisions import level
from psq_desktop.services.minuting.passages import Checked, level_of, passages
from psq_desktop.services.minuting.personal_data import Finding, FindingKind, Names, Passage, look, named, person_words
from psq_desktop.services.preparing.agenda import ItemRow, ref


def findings(session: Session, document: Checked, what: str = "minutes") -> tuple[Finding, ...]:
    """What looks like personal data in the typed texts that a document (« minutes », « decisions »…) prints."""
    texts = tuple(passages(document, what))
    found = (*look(texts, names(session), _desks(session)), *named(texts, _masked(session)))
    return tuple(dict.fromkeys(found))


def _masked(session: Session) -> list[tuple[str, str]]:
    """Reservists and security liaisons, whose names stand in no ordinary document."""
    return [
        (first, last)
        for who in (Reservist, SecurityLiaison)
        for first, last in session.execute(select(who.first_name, who.last_name))
    ]


def of_meeting(session: Session, meeting: Meeting, rows: Iterable[ItemRow]) -> tuple[Finding, ...]:
    """The same before any document is composed: in the notes and decisions of a meeting."""
    numbers = {row.id: row.number for row in rows}
    texts = [Passage(richtext.to_plain(row.notes), row.number, "notes") for row in rows]
    texts += [
        Passage("\n".join((d.text, d.proof)), numbers.get(d.item_id) if d.item_id else None, "")
        for d in meeting.decisions
    ]
    return look(texts, names(session), _desks(session))


def names(session: Session) -> Names:
    """Everybody whom the base knows by name: contacts of any time, seats, chairs, secretaries, rapporteurs."""
    known = {
        (" ".join((first, last)), last)
        for first, last in session.execute(select(Contact.first_name, Contact.last_name))
        if last
    }
    typed: set[str] = set()
    for column in (
        Attendance.person, Attendance.represented_by, Meeting.chair, Meeting.secretary, Committee.chair,
        Committee.secretary, AgendaItem.rapporteur_text,
    ):  # fmt: skip
        typed.update(filter(None, session.scalars(select(column).distinct())))
    known.update((name, "") for name in typed)
    return tuple(filter(lambda pair: pair[1], {person_words(*each) for each in known}))


def _desks(session: Session) -> frozenset[str]:
    """Addresses of functions rather than of persons."""
    mailboxes = session.scalars(select(Contact.email).where(Contact.mailbox))
    return frozenset(each.lower() for each in (*mailboxes, *session.scalars(select(Committee.secretary_email))) if each)


# ---------------------------------------------------------------- letting out


def waive(
    session: Session,
    meeting_id: int | None,
    document: str,
    disclosure: DisclosureLevel,
    found: tuple[Finding, ...],
    reason: str,
    on: dt.date,
) -> None:
    """Note that a document goes out in spite of what was found, and why; never the data themselves.

    One that is about all meetings is noted with the latest; before the first meeting there is nothing to note it with.
    Raises ``invalid`` when no reason is given.
    """
    reason = fields.line(reason)
    fields.require(reason=reason)
    latest = select(Meeting.id).order_by(Meeting.date.desc(), Meeting.id.desc()).limit(1)
    noted_with = meeting_id or session.scalars(latest).first()
    if noted_with is None:
        return
    meeting = fields.fetch(session, Meeting, noted_with)
    counts = Counter(each.kind for each in found)
    told = ", ".join(f"{kind.value} {counts[kind]}" for kind in FindingKind if counts[kind])
    meeting.export_waivers.append(
        ExportWaiver(document=document, disclosure=disclosure, findings=told, reason=reason, on=on)
    )


def of_decisions(session: Session, decision_ids: Sequence[int]) -> tuple[Finding, ...]:
    """The same in what a reminder says of decisions; the words of restricted ones stay in the office."""
    chosen = session.scalars(select(Decision).where(Decision.id.in_(decision_ids)).order_by(Decision.number))
    texts = [
        Passage("\n".join((d.text, d.proof)), None, ref(d.kind, d.number))
        for d in chosen
        if level(d) is not DisclosureLevel.RESTRICTED
    ]
    return look(texts, names(session), _desks(session))


def require(session: Session, document: Checked, meeting_id: int | None, what: str, reason: str, on: dt.date) -> None:
    """Let a document out: when something is found in it, only for a reason, which is noted.

    Raises ``personal_data`` (``count``) without one.
    """
    found = findings(session, document, what)
    if not found:
        return
    if not fields.line(reason):
        raise UserError("personal_data", count=str(len(found)))
    waive(session, meeting_id, what, level_of(document), found, reason, on)
