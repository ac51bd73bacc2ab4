"""What documents say that is computed from the facts: references, counts in words, states, mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from psq_desktop.french import NBSP, date_long, number, plural, time_text, typeset
from psq_desktop.services.kinds import AttendanceStatus, DecisionKind, DecisionState, DisclosureLevel
from psq_desktop.services.minuting.minutes_rows import AttendanceLine, DecisionLine, ItemLine, MeetingDocument
from psq_desktop.wording import word

PREFIXES = {
    "minutes": "CP", "decisions": "RD", "attendance": "FE", "summons": "CV", "brief": "NP", "dossier": "DS",
    "register": "RG", "roster": "RR", "hours-statement": "RH", "public-sheet": "FP", "quarterly-note": "NT",
    "surveys": "EQ",
}  # fmt: skip
NO_PILOT = "à désigner"
NO_DUE_DATE = "à fixer"
NO_COLLEGE = "Autres participants"
DASH = "–"

_NUMBERS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize",
)  # fmt: skip

_BEFORE_NUMBER = re.compile(r"(?<=\w) (?=\d)")

_DIFFUSION = {
    DisclosureLevel.PUBLIC: "Version publique.",
    DisclosureLevel.PARTNERS: "Membres et invités du comité.",
    DisclosureLevel.RESTRICTED: "Présidence et secrétariat du comité seulement. Ne pas diffuser au-delà.",
}


class Signed(Protocol):
    """A document that the chair signs."""

    @property
    def delegation(self) -> str:
        """« Pour le préfet et par délégation, »; empty when the chair signs in own name."""

    @property
    def chair(self) -> str:
        """« M. Étienne Valcourt »."""

    @property
    def chair_role(self) -> str:
        """« sous-préfet de Calais »."""


class Referenced(Protocol):
    """A document of a meeting, or of all of them."""

    @property
    def reference(self) -> str:
        """Without the prefix that says what it is."""


def reference(what: str, document: Referenced) -> str:
    """« CP-QRR/2026/05 »."""
    return f"{PREFIXES[what]}-{document.reference}"


def diffusion(document: MeetingDocument) -> str:
    """« diffusion : partenaires »."""
    return typeset(f"diffusion : {word(document.disclosure).lower()}")


def marks(what: str, document: MeetingDocument) -> tuple[tuple[str, bool], ...]:
    """Words in boxes on page 1, and whether the box is solid."""
    # A sheet to sign before the meeting is no draft of anything.
    draft = document.draft and (what != "attendance" or document.held)
    found = (
        ("Projet", True, draft),
        ("Restreint", True, document.disclosure is DisclosureLevel.RESTRICTED),
        ("Données fictives", False, document.fictional),
    )
    return tuple((text, solid) for text, solid, shown in found if shown)


def status(what: str, document: MeetingDocument) -> str:
    """« Scellé le 12 novembre 2026, empreinte 7F3A 91C4 0B2E », after a corrected version's number."""
    version = f"Version {document.version} · " if document.version > 1 else ""
    return version + _standing(what, document)


def _standing(what: str, document: MeetingDocument) -> str:
    if document.sealed_on is not None and document.digest:
        digest = document.digest[:12].upper()
        groups = NBSP.join(digest[i : i + 4] for i in range(0, len(digest), 4))
        return f"Scellé le {date_long(document.sealed_on, weekday=False)}, empreinte {groups}"
    issued = date_long(document.issued_on, weekday=False)
    if what == "attendance" and not document.held:
        return f"Établie le {issued}"
    if document.draft:
        return f"Projet du {issued}, non scellé"
    approved = date_long(document.approved_on or document.issued_on, weekday=False)
    return f"Approuvé le {approved}, non scellé"


def in_words(count: int, *, feminine: bool = False) -> str:
    """« deux », « une »; figures above sixteen, as French typography has it."""
    if count == 1 and feminine:
        return "une"
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else number(count)


def capital(text: str) -> str:
    """First letter in capitals, the others as they are."""
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------- the sentence of essentials


def carried_over(document: MeetingDocument) -> tuple[DecisionLine, ...]:
    """Earlier decisions that this meeting carried over; before it is held, what is carried over is another's doing."""
    if not document.held:
        return ()
    moved = (line for line in document.follow_up if line.state is DecisionState.CARRIED_OVER)
    return tuple(line for line in moved if line.carried_here is not False)


def essentials(document: MeetingDocument) -> str:
    """What was decided, who was there, what is late, in two or three short sentences."""
    if not document.held:
        return coming_sentence(document)
    sentences = [decisions_sentence(document, " prise"), attendance_sentence(document.attendance)]
    late = sum(1 for line in document.follow_up if is_late(line))
    if late:
        here = "" if _tells_all_earlier(document) else " reproduite* ici"
        verb = "est" if late == 1 else "sont"
        sentences.append(f"{count_words(late, f'décision* antérieure*{here}')} {verb} en retard.")
    return " ".join(capital(sentence) for sentence in sentences if sentence)


def decisions_sentence(document: MeetingDocument, participle: str = "") -> str:
    """« six décisions prises, deux reconduites. » A version that may leave some out says that it counts its own."""
    if not document.held:
        taken = _taken(document, " prise")
        return f"séance en cours : {taken}." if taken else "séance à venir : aucune décision encore."
    moved = len(carried_over(document))
    parts = [_taken(document, participle), count_words(moved, "reconduite*") if moved else ""]
    whole = _tells_all_taken(document)
    if whole and not parts[0]:
        parts[0] = count_words(0, f"décision*{participle}")
    said = ", ".join(part for part in parts if part)
    if not said:
        return "aucune décision n’est reproduite dans cette version."
    return f"{said}." if whole and (not moved or _tells_all_earlier(document)) else f"dans cette version : {said}."


def _taken(document: MeetingDocument, participle: str) -> str:
    kinds = ((DecisionKind.DECISION, f"décision*{participle and participle + '*'}"), (DecisionKind.ACTION, "action*"))
    counts = ((sum(1 for line in document.decisions if line.kind is kind), noun) for kind, noun in kinds)
    return ", ".join(count_words(count, noun) for count, noun in counts if count)


def coming_sentence(document: MeetingDocument) -> str:
    """« Séance à venir : seize partenaires conviés, sept points à l’ordre du jour. » Nothing that is not known yet."""
    partners = len({line.partner for line in document.attendance if line.partner})
    points = len({item.number for item in document.items} | set(document.withheld))
    invited = count_words(partners, "partenaire* convié*", feminine=False)
    agenda = count_words(points, "point*", feminine=False) + " à l’ordre du jour"
    taken = _taken(document, " prise")
    return (
        ("Séance en cours : " if taken else "Séance à venir : ")
        + ", ".join(part for part in (invited, agenda, taken) if part)
        + "."
    )


def _tells_all_taken(document: MeetingDocument) -> bool:
    """Whether no decision of this meeting can be missing: those outside any item are the partners'."""
    return not document.withheld and document.disclosure is not DisclosureLevel.PUBLIC


def _tells_all_earlier(document: MeetingDocument) -> bool:
    """Whether no decision of an earlier meeting can be missing; it may have been taken on a restricted item."""
    return not document.withheld and document.disclosure is DisclosureLevel.RESTRICTED


def count_words(count: int, noun: str, *, feminine: bool = True) -> str:
    """« aucune décision prise », « deux partenaires conviés »: an ``s`` for each star from two on."""
    many = noun.replace("*", "s" if count > 1 else "")
    if count == 0:
        return f"aucun{'e' if feminine else ''} {many}"
    return f"{in_words(count, feminine=feminine)} {many}"


def attendance_sentence(lines: Sequence[AttendanceLine]) -> str:
    """« douze partenaires sur seize présents ou représentés. » A guest who did not come is left out."""
    there = (AttendanceStatus.PRESENT, AttendanceStatus.REPRESENTED)
    came = {line.partner for line in lines if line.status in there and line.partner}
    expected = came | {line.partner for line in lines if not is_guest(line) and line.partner}
    if not expected:
        return ""
    noun = f"partenaire* sur {in_words(len(expected))} présent* ou représenté*"
    return f"{count_words(len(came), noun, feminine=False)}."


# ---------------------------------------------------------------- people


@dataclass(frozen=True, slots=True)
class Attendee:
    """Name to print, and the mention after it in brackets; either may be empty."""

    name: str
    mention: str


@dataclass(frozen=True, slots=True)
class CollegeRow:
    """One line of the table of participants."""

    college: str
    present: tuple[Attendee, ...]
    represented: tuple[Attendee, ...]
    missing: tuple[Attendee, ...]


def is_guest(line: AttendanceLine) -> bool:
    """Guests are never counted absent."""
    return line.guest or line.status is AttendanceStatus.GUEST


def colleges(document: MeetingDocument) -> tuple[str, ...]:
    """The colleges in protocol order, then any other that the attendance names."""
    named = dict.fromkeys((*document.colleges, *(line.college for line in document.attendance)))
    return tuple(c for c in named if any(line.college == c for line in document.attendance))


def college_rows(document: MeetingDocument) -> tuple[CollegeRow, ...]:
    """Participants by college; every line of the attendance is in exactly one cell."""
    return tuple(
        CollegeRow(
            college or NO_COLLEGE,
            tuple(_present(x) for x in lines if _column(x) == 0),
            tuple(_represented(x) for x in lines if _column(x) == 1),
            tuple(_missing(x) for x in lines if _column(x) == 2),
        )
        for college in colleges(document)
        for lines in [[x for x in document.attendance if x.college == college]]
    )


def _column(line: AttendanceLine) -> int:
    """0 present, 1 represented, 2 not there."""
    return {AttendanceStatus.PRESENT: 0, AttendanceStatus.GUEST: 0, AttendanceStatus.REPRESENTED: 1}.get(line.status, 2)


def _name(line: AttendanceLine) -> str:
    """« M. Tasset, PR »; the partner in full when nobody is named."""
    if not line.person:
        return line.partner or line.acronym
    return ", ".join(part for part in (line.person, line.acronym or line.partner) if part)


def acronyms(document: MeetingDocument) -> str:
    """« Sigles : PR, parquet ; VC, Ville de Calais. » for those that stand beside a name; empty without any."""
    used = dict.fromkeys(
        (line.acronym, line.partner)
        for line in document.attendance
        if line.person and line.acronym and line.partner not in ("", line.acronym)
    )
    return typeset(f"Sigles : {' ; '.join(map(', '.join, used))}.") if used else ""


def _present(line: AttendanceLine) -> Attendee:
    mentions = [
        *([_agreed(line, AttendanceStatus.GUEST).lower()] if is_guest(line) else []),
        *times(line),
    ]
    return Attendee(_name(line), ", ".join(mentions))


def times(line: AttendanceLine) -> tuple[str, ...]:
    """« arrivée à 14 h 50 », « départ à 16 h 00 »; nothing for who stayed from beginning to end."""
    moments = (("arrivée", line.arrived), ("départ", line.left))
    return tuple(f"{verb} à {time_text(moment)}" for verb, moment in moments if moment is not None)


def _represented(line: AttendanceLine) -> Attendee:
    return Attendee(_name(line), by(line) or proxy(line) or "pouvoir")


def by(line: AttendanceLine) -> str:
    """« par Mme Lenoble », a substitute; empty for a proxy, whose holder sits for another member."""
    return f"par {line.represented_by}" if line.represented_by and not line.proxy_to else ""


def proxy(line: AttendanceLine) -> str:
    """« pouvoir donné à M. Pannetier, Centre social »; empty when none was given."""
    holder = dict.fromkeys(filter(None, (line.represented_by, line.proxy_to)))
    return f"pouvoir donné à {', '.join(holder)}" if line.proxy_to else ""


def _missing(line: AttendanceLine) -> Attendee:
    if line.status is AttendanceStatus.EXPECTED:
        return Attendee(_name(line), "non renseigné")
    return Attendee(_name(line), ", ".join(filter(None, (status_word(line).lower(), proxy(line)))))


def status_word(line: AttendanceLine) -> str:
    """« Présente », agreed with the person's title where there is one."""
    return _agreed(line, line.status)


def _agreed(line: AttendanceLine, status: AttendanceStatus) -> str:
    return word(status) + ("e" if line.person.startswith("Mme") else "")


def announced(line: AttendanceLine) -> tuple[str, ...]:
    """What is known of a seat before the meeting: « excusée », « par Mme Lenoble »; usually nothing."""
    instead = by(line) or proxy(line)
    silent = (AttendanceStatus.EXPECTED, AttendanceStatus.GUEST)
    said = line.status not in silent and not (instead and line.status is AttendanceStatus.REPRESENTED)
    return tuple(x for x in (status_word(line).lower() if said else "", instead) if x)


def convened(document: MeetingDocument) -> tuple[tuple[str, tuple[Attendee, ...]], ...]:
    """Who is convened, by college: person and partner in full, with what they announced."""
    return tuple(
        (
            college or NO_COLLEGE,
            tuple(_convened(line) for line in document.attendance if line.college == college),
        )
        for college in colleges(document)
    )


def _convened(line: AttendanceLine) -> Attendee:
    guest = [_agreed(line, AttendanceStatus.GUEST).lower()] if is_guest(line) else []
    name = ", ".join(part for part in (line.person, line.partner or line.acronym) if part)
    return Attendee(name, ", ".join((*guest, *announced(line))))


def totals(document: MeetingDocument) -> tuple[str, str, str, str]:
    """The foot of the table of participants."""
    count = {s: sum(1 for x in document.attendance if x.status is s) for s in AttendanceStatus}
    present = count[AttendanceStatus.PRESENT] + count[AttendanceStatus.GUEST]
    proxies = sum(1 for x in document.attendance if x.status is AttendanceStatus.REPRESENTED and x.proxy_to)
    represented = [plural(count[AttendanceStatus.REPRESENTED] - proxies, "représenté")]
    if proxies:
        represented.append(plural(proxies, "pouvoir"))
    missing = [
        plural(count[AttendanceStatus.EXCUSED], "excusé"),
        plural(count[AttendanceStatus.ABSENT], "absent"),
    ]
    if count[AttendanceStatus.EXPECTED]:
        missing.append(plural(count[AttendanceStatus.EXPECTED], "non renseigné", "non renseignés"))
    kept = [text for text in missing if not text.startswith("0")] or [DASH]
    return (
        typeset(f"Total : {len(document.attendance)}"),
        plural(present, "présent"),
        ", ".join(represented),
        ", ".join(kept),
    )


# ---------------------------------------------------------------- decisions and items


def is_late(line: DecisionLine) -> bool:
    """Late is computed, never a state of its own."""
    return line.late_days > 0 and not line.state.closed


def state_text(line: DecisionLine) -> str:
    """« En retard de 36 j », « Reconduite (1 fois) », « Tenue »."""
    if is_late(line):
        return f"En retard de {number(line.late_days)}{NBSP}j"
    if line.state is DecisionState.CARRIED_OVER and line.carried_over:
        return f"{word(line.state)} ({number(line.carried_over)}{NBSP}fois)"
    return word(line.state)


def carried_text(line: DecisionLine) -> str:
    """« reconduite 2 fois »; empty for one that never was."""
    return f"reconduite {number(line.carried_over)}{NBSP}fois" if line.carried_over else ""


def item_meta(item: ItemLine) -> str:
    """« Débat · Mme Roussel, Foyer des Dunes · 20 min · diffusion restreinte »."""
    parts = [
        word(item.kind),
        item.rapporteur,
        f"{number(item.planned_minutes)}{NBSP}min" if item.planned_minutes else "",
        "diffusion restreinte" if item.disclosure is DisclosureLevel.RESTRICTED else "",
    ]
    return typeset(" · ".join(part for part in parts if part))


def withheld_sentence(item_number: int) -> str:
    """Says that something is left out, and nothing of what it was."""
    return f"Le point {item_number} n’est pas reproduit dans cette version."


def diffusion_text(document: MeetingDocument) -> str:
    """Who this version is for."""
    text = _DIFFUSION[document.disclosure]
    if document.withheld:
        points = [str(n) for n in document.withheld]
        named = points[0] if len(points) == 1 else f"{', '.join(points[:-1])} et {points[-1]}"
        text += f" Version sans {'le point' if len(points) == 1 else 'les points'} {named}."
    return typeset(text)


def hours(document: MeetingDocument) -> str:
    """« 14 h 30 – 16 h 25 », « 14 h 30 », « jusqu’à 16 h 25 »."""
    if document.starts is None and document.ends is not None:
        return f"jusqu’à {time_text(document.ends)}"
    return " – ".join(time_text(t) for t in (document.starts, document.ends) if t is not None)


def next_meeting_text(document: MeetingDocument) -> str:
    """« Jeudi 10 décembre 2026 à 14 h 30, sous-préfecture de Calais. »"""
    following = document.next_meeting
    if following is None:
        return "À fixer."
    text = capital(date_long(following.date))
    if following.starts is not None:
        text += f" à {time_text(following.starts)}"
    return typeset(f"{text}, {following.place}." if following.place else f"{text}.")


def chair(document: MeetingDocument) -> str:
    """« M. Étienne Valcourt, sous-préfet de Calais »; either may be unknown."""
    return ", ".join(part for part in (document.chair, document.chair_role) if part)


def signature(document: Signed) -> tuple[str, str, str]:
    """Delegation, capacity with its article, name without its title."""
    role, name = document.chair_role, document.chair
    for title, article in (("Mme ", "la "), ("M. ", "le ")):
        if name.startswith((title, title.replace(" ", NBSP))):
            name = name[len(title) :]
            role = role and (f"l’{role}" if role[0].lower() in "aeéèêiouy" else article + role)
            break
    return document.delegation, role if document.delegation else capital(role), name


def by_due_date(lines: Iterable[DecisionLine]) -> list[DecisionLine]:
    """Earliest first, then those without a date, then those on which nothing more is expected."""
    return sorted(lines, key=lambda line: (line.state.closed, line.due is None, line.due or date.max, line.ref))


def names(partners: Iterable[str]) -> str:
    """Partners in a row; a name does not break before its number (« DIPN 62 »)."""
    return _BEFORE_NUMBER.sub(NBSP, typeset(", ".join(partners)))
