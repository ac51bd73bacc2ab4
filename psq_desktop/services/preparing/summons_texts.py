"""The words of the invitations to a meeting: the letter's template, the e-mail that carries it. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from psq_desktop.errors import Problem
from psq_desktop.french import date_long, fold, time_text, typeset
from psq_desktop.services.kinds import SummonsKind
from psq_desktop.services.preparing.summons_rows import SummonsDocument
from psq_desktop.services.rounds.letters import fill

AGENDA = "ordre du jour"
FIELDS = (
    "comité", "formation", "numéro", "date", "heure", "lieu", "réponse", "présidence", "secrétariat", AGENDA,
)  # fmt: skip
STRONG = ("date", "heure", "réponse")  # what a reader looks for

LETTER = """Madame, Monsieur,

J'ai l'honneur de vous convier à la séance n° {numéro} ({comité}, {formation}), qui se tiendra le {date} à {heure}.

Lieu : {lieu}.

{ordre du jour}

Je vous remercie de confirmer votre présence, ou celle de votre suppléant, {réponse}, en répondant à ce courriel."""

_SUBJECTS = {
    SummonsKind.FIRST: "Convocation",
    SummonsKind.POSTPONED: "Séance reportée",
    SummonsKind.SECOND: "Seconde convocation",
}
_PLACE = re.compile(r"\{([^{}\n]*)\}")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_LINE_END = re.compile(r"\s*\n\s*")


def template_problem(name: str, template: str) -> Problem | None:
    """The problem of a template that names a field which does not exist."""
    known_words = {fold(field) for field in FIELDS}
    unknown = [word for word in _PLACE.findall(template) if fold(word).strip() not in known_words]
    if not unknown:
        return None
    known = ", ".join("{" + field + "}" for field in FIELDS)
    return Problem(name, "unknown_placeholder", (("name", "{" + unknown[0] + "}"), ("known", known)))


def letter(template: str, values: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paragraphs before the agenda and those after it. Where the template does not place it, it comes last."""
    before, placed, after = _agenda_apart(template)
    return _filled(before, values), _filled(after, values) if placed else ()


def _agenda_apart(template: str) -> tuple[str, bool, str]:
    for match in _PLACE.finditer(template):
        if fold(match[1]).strip() == AGENDA:
            rest = template[match.end() :]
            return template[: match.start()], True, rest if re.search(r"\w", rest) else ""
    return template, False, ""


def _filled(template: str, values: Mapping[str, str]) -> tuple[str, ...]:
    parts = (_LINE_END.sub(" ", part).strip() for part in _PARAGRAPHS.split(template))
    return tuple(fill(part, values) for part in parts if part)


def place(text: str) -> str:
    """Where the meeting is, or that it will be said."""
    return text or "à préciser"


def hour(starts: dt.time | None) -> str:
    """« 9 h 30 », or that it will be said."""
    return time_text(starts) if starts is not None else "une heure qui vous sera précisée"


def reply(by: dt.date | None) -> str:
    """« au plus tard le jeudi 3 décembre 2026 »."""
    return f"au plus tard le {date_long(by)}" if by is not None else "dès que possible"


def formation(name: str) -> str:
    """« formation plénière »."""
    lowered = name[:1].lower() + name[1:]
    return lowered if not name or fold(name).startswith("formation") else f"formation {lowered}"


def notice(kind: SummonsKind, moved_from: dt.date | None) -> str:
    """What a letter says first when it is not the first one. A second summons asks for no quorum (CRPA R133-10)."""
    if kind is SummonsKind.SECOND:
        return typeset(
            "Seconde convocation : le quorum n'ayant pas été atteint, le comité délibérera sans condition de quorum."
        )
    if kind is SummonsKind.POSTPONED and moved_from is not None:
        return typeset(f"Cette séance remplace celle du {date_long(moved_from)}, qui est reportée.")
    return ""


def subject(document: SummonsDocument) -> str:
    """« Convocation : Comité de suivi QRR, séance n° 6, jeudi 10 décembre 2026 »."""
    what = f"{document.committee}, séance n° {document.number}, {date_long(document.date)}"
    return typeset(f"{_SUBJECTS[document.kind]} : {what}")


def message(document: SummonsDocument) -> str:
    """The e-mail that carries the letter and the calendar entry."""
    when = f"{date_long(document.date)} à {hour(document.starts)}"
    told = f"Vous trouverez en pièce jointe la convocation à la séance n° {document.number} ({document.committee})"
    sender = ", ".join(part for part in (document.secretary, document.committee) if part)
    paragraphs = (
        "Bonjour,",
        document.notice,
        f"{told} : {when}, {place(document.place)}. L'entrée d'agenda est jointe.",
        "Merci de répondre à ce message, " + reply(document.reply_by) + ", en disant si vous venez, si vous êtes "
        "représenté (et par qui), ou si vous êtes excusé.",
        f"Une question ? {document.contact_line}" if document.contact_line else "",
        sender,
    )
    return typeset("\n\n".join(part for part in paragraphs if part))
