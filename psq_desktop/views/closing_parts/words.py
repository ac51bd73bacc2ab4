"""What a meeting that was just closed still lacks, in words."""

from __future__ import annotations

from psq_desktop.french import plural, time_text
from psq_desktop.services.kinds import AgendaRole, AttendanceStatus
from psq_desktop.services.minuting.minutes import Check
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.services.sitting.live_rows import LiveMeeting, LiveSeat, Progress, VoteRow
from psq_desktop.wording.findings import ELSEWHERE, FINDINGS

_AWAY = (AttendanceStatus.EXPECTED, AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT)
_DECISIONS = (("no_pilot", "sans pilote"), ("no_due", "sans échéance"))


def missing(
    checks: tuple[Check, ...], meeting: LiveMeeting, items: tuple[ItemRow, ...], votes: tuple[VoteRow, ...]
) -> str:
    """One line per thing that is missing, seen just before the closing; empty when nothing is."""
    lines = [_attendance(int(check.subject)) for check in checks if check.code == "attendance_open"]
    for code, words in _DECISIONS:
        subjects = [check.subject for check in checks if check.code == code]
        if subjects:
            lines.append(f"{plural(len(subjects), 'décision')} {words} : {', '.join(subjects)}.")
    return "\n".join(
        [
            *lines,
            *_personal(checks),
            *_proxies(meeting.seats),
            *_items(meeting, items),
            *_votes(votes),
            *_quorum(meeting),
        ]
    )


def _attendance(count: int) -> str:
    words = "comptée absente" if count < 2 else "comptées absentes"
    return f"{plural(count, 'présence')} non pointée{'s' if count > 1 else ''}, {words} : à vérifier."


def _personal(checks: tuple[Check, ...]) -> list[str]:
    """What looks like personal data in the notes, by kind and item."""
    found = [check for check in checks if check.code in FINDINGS]
    if not found:
        return []
    places: dict[str, list[str]] = {}
    for check in found:
        place = f"point {check.item_number}" if check.item_number else ELSEWHERE
        places.setdefault(FINDINGS[check.code][0].lower(), []).append(place)
    said = " ; ".join(f"{kind}, {', '.join(dict.fromkeys(where))}" for kind, where in places.items())
    return [f"{plural(len(found), 'donnée personnelle possible', 'données personnelles possibles')} : {said}."]


def _proxies(seats: tuple[LiveSeat, ...]) -> list[str]:
    """Proxies whose holder is not in the room, or left it."""
    by_id = {seat.id: seat for seat in seats}
    said = []
    for seat in seats:
        holder = by_id.get(seat.proxy_to_id) if seat.proxy_to_id is not None else None
        if holder is None:
            continue
        if holder.status in _AWAY:
            said.append(f"Pouvoir sans effet : {seat.partner} l’avait donné à {holder.partner}, qui n’est pas là.")
        elif holder.left is not None:
            said.append(f"Pouvoir de {seat.partner} à vérifier : {holder.partner}, départ à {time_text(holder.left)}.")
    return said


def _items(meeting: LiveMeeting, items: tuple[ItemRow, ...]) -> list[str]:
    if meeting.current_id is None:  # nobody kept the time: what was spoken of is not known
        return []
    silent = {item.id for item in items if not item.notes and item.role is AgendaRole.REGULAR}
    skipped = [item.number for item in meeting.items if item.progress is Progress.COMING]
    bare = [item.number for item in meeting.items if item.progress is not Progress.COMING and item.id in silent]
    said = []
    if skipped:
        said.append(f"{plural(len(skipped), 'point non abordé', 'points non abordés')} : {_listed(skipped)}.")
    if bare:
        said.append(f"{plural(len(bare), 'point')} sans notes : {_listed(bare)}.")
    return said


def _votes(votes: tuple[VoteRow, ...]) -> list[str]:
    empty = [vote.subject for vote in votes if not vote.in_favour + vote.against + vote.abstained]
    return [f"Vote sans aucune voix comptée : {subject}." for subject in empty]


def _quorum(meeting: LiveMeeting) -> list[str]:
    found = meeting.quorum
    if found.reached:
        return []
    return [f"Quorum non atteint : {plural(found.counted, 'membre')} sur {found.needed} requis."]


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
