"""The words of the paper, as rich text: whatever people typed is escaped."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from psq_desktop.exports import facts, room_facts
from psq_desktop.french import NBSP, date_long, date_short, time_text, typeset
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import AttendanceStatus, DisclosureLevel
from psq_desktop.services.minuting.minutes_rows import AttendanceLine, DecisionLine, ItemLine, MeetingDocument
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.views import theme
from psq_desktop.views.tokens import THEMES, Tokens
from psq_desktop.wording import word

TO_NAME, TO_SET = f"à{NBSP}désigner", f"à{NBSP}fixer"
_SEATS = (
    (AttendanceStatus.PRESENT, "Présents"),
    (AttendanceStatus.REPRESENTED, "Représentés"),
    (AttendanceStatus.GUEST, "Invités"),
    (AttendanceStatus.EXCUSED, "Excusés"),
    (AttendanceStatus.ABSENT, "Absents"),
    (AttendanceStatus.EXPECTED, "Attendus"),
)


def ink() -> Tokens:
    """The colours on paper, which stays light in the dark theme."""
    return THEMES["light"] if theme.is_dark() else theme.current().tokens


def say(text: str) -> str:
    """Typeset and escaped."""
    return escape(typeset(text))


def quiet(text: str) -> str:
    """In the paper's second ink."""
    return f"<span style='color:{ink().paper_text2}'>{say(text)}</span>"


def decision(row: DecisionRow) -> str:
    """« D-31 · Décision. Poser la serrure… » and who, when, how it is proved."""
    warn = f"<b style='color:{ink().warning}'>"
    pilot = quiet(row.pilot) if row.pilot_id is not None else f"{warn}{TO_NAME}</b>"
    due = quiet(date_long(row.due, weekday=False)) if row.due else f"{warn}{TO_SET}</b>"
    parts = [quiet("Pilote : ") + pilot]
    if row.associates:
        parts.append(quiet("avec " + ", ".join(row.associates)))
    parts.append(quiet("échéance : ") + due)
    if row.proof:
        parts.append(quiet("preuve : " + row.proof[:1].lower() + row.proof[1:]))
    head = f"<b>{say(row.ref)} · {word(row.kind)}.</b> {say(row.text)}"
    return f"{head}<br>{quiet(' · ').join(parts)}"


def top(document: MeetingDocument) -> tuple[str, str]:
    """The line above the title, and what stands below it."""
    day = date_long(document.date, weekday=False)
    over = say(f"{document.committee} · séance n° {document.number} du {day} · {document.formation}").upper()
    hours = f"à {time_text(document.starts)}" if document.starts else ""
    if document.starts and document.ends:
        hours = f"de {time_text(document.starts)} à {time_text(document.ends)}"
    place = ", ".join(part for part in (document.place, hours) if part)
    chair = ", ".join(part for part in (document.chair, document.chair_role) if part)
    lines = (document.letterhead[0] if document.letterhead else "", place, f"Présidence : {chair}" if chair else "",
             f"Secrétariat : {document.secretary}" if document.secretary else "",
             room_facts.quorum_sentence(document), room_facts.version_sentence(document))  # fmt: skip
    return f"<span style='color:{ink().paper_text2}'>{over}</span>", "<br>".join(say(line) for line in lines if line)


def seats(document: MeetingDocument) -> str:
    """Participants by how their seat was filled."""
    parts = []
    for status, title in _SEATS:
        members = [line for line in document.attendance if line.status is status]
        if members:
            names = ", ".join(say(_seat(line)) for line in members)
            parts.append(f"<p style='margin:0 0 5px 0'><b>{say(title)} ({len(members)})</b>{say(' : ')}{names}.</p>")
    return "".join(parts)


def _seat(line: AttendanceLine) -> str:
    told = ", ".join(filter(None, (facts.by(line) or facts.proxy(line) or line.person, *facts.times(line))))
    return f"{line.partner} ({told})" if told else line.partner


def follow_up(lines: tuple[DecisionLine, ...]) -> str:
    """Earlier decisions that the meeting looked at."""
    parts = []
    for line in lines:
        state = word(line.state)
        if line.due is not None and not line.state.closed:
            state += f", échéance au {date_long(line.due, weekday=False)}"
        parts.append(f"<p style='margin:0 0 4px 0'><b>{say(line.ref)}</b> {say(line.text)} {quiet(state + '.')}</p>")
    return "".join(parts)


def room(item: ItemLine | None, *, named: bool) -> str:
    """What the room did about an item: who left, the quorum, the votes, who disagreed; ``named``: members are."""
    if item is None:
        return ""
    if not named:
        item = replace(item, withdrawn=(), decisions=tuple(replace(line, dissents=()) for line in item.decisions))
    lines = [*room_facts.remarks(item), *room_facts.votes_of(item)]
    for line in item.decisions:
        said = (*room_facts.votes_of(item, line.ref), *map(room_facts.dissent_sentence, line.dissents))
        lines += (f"{line.ref} · {words}" for words in said)
    return "<br>".join(quiet(line) for line in lines)


def record(rows: tuple[DecisionRow, ...]) -> str:
    """The decision record as a table."""
    if not rows:
        return quiet("Aucune décision n’a encore été prise à cette séance.")
    lines = []
    for row in rows:
        pilot = say(row.pilot) if row.pilot_id is not None else f"<b style='color:{ink().warning}'>{TO_NAME}</b>"
        due = say(date_short(row.due)) if row.due else f"<b style='color:{ink().warning}'>{TO_SET}</b>"
        cells = f"<b>{say(row.ref)}</b>", say(row.text), pilot, due
        lines.append("<tr> " + " ".join(f"<td> {cell} </td>" for cell in cells) + " </tr>")
    return f"<table width='100%' cellspacing='0' cellpadding='3'> {' '.join(lines)} </table>"


def next_meeting(document: MeetingDocument) -> str:
    """When the committee meets again."""
    coming = document.next_meeting
    if coming is None:
        return quiet("La date de la prochaine séance reste à fixer.")
    hour = f" à {time_text(coming.starts)}" if coming.starts else ""
    place = f", {coming.place}" if coming.place else ""
    return say(f"Séance n° {coming.number} : {date_long(coming.date)}{hour}{place}.")


def withheld(item: ItemRow, version: DisclosureLevel) -> str:
    """What is said of an item that this version, or the wider ones, leave out; nothing otherwise."""
    if item.disclosure.rank > version.rank:
        return f"{word(item.disclosure)} : retiré de cette version"
    if item.disclosure is DisclosureLevel.RESTRICTED:
        return "Restreint : retiré des versions partenaires et publique"
    return ""
