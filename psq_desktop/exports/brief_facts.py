"""What the chair's brief says: facts in short sentences, each with where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from psq_desktop.exports.facts import capital, count_words, in_words
from psq_desktop.exports.facts import names as in_a_row
from psq_desktop.exports.pdf.text import Span
from psq_desktop.french import NBSP, date_long, date_short, number, percent, plural, time_text, typeset
from psq_desktop.rules import gap_words
from psq_desktop.services.kinds import AgendaKind, AgendaRole
from psq_desktop.services.preparing.brief_rows import BriefDocument, BriefItem, Matter, PartnerLine, Risk, Thanks
from psq_desktop.wording import word

_BLANKS = re.compile(r"[ \t\r\n]+")  # not what keeps words together
_LONGEST = 150  # letters of a title or a decision: the brief has two pages
_NAMED, _TOLD = 3, 8  # partners named in a cell, in a sentence
_LINE = 38  # letters that leave room for something else on the line of a cell

_VERBS = {
    AgendaKind.DECISION: "Trancher",
    AgendaKind.DEBATE: "Conduire le débat",
    AgendaKind.INFORMATION: "Prendre acte",
}
_TROUBLES = {"uninvited": "non convié", "left": "a quitté ses fonctions", "excused": "excusé"}


def clip(text: str, most: int = _LONGEST) -> str:
    """A text that was typed, cut at a word when it is long."""
    words = _BLANKS.sub(" ", text).strip()
    return typeset(words if len(words) <= most else words[:most].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…")


def others(count: int, noun: str, many: str) -> str:
    """« et 12 autres points »."""
    return typeset(f"et {number(count)} {'autre' if count == 1 else 'autres'} {noun if count == 1 else many}")


def lead(document: BriefDocument) -> str:
    """Hours, place, and how many come."""
    hours = " – ".join(time_text(t) for t in (document.starts, document.ends) if t is not None)
    where = ", ".join(part for part in (hours, clip(document.place, 120)) if part)
    sentences = [f"{where}." if where else ""]
    if document.held:
        sentences.append("Séance tenue : ce qui suit est à jour du jour d’édition.")
    elif document.partners:
        coming = f"{capital(count_words(document.coming, 'partenaire*', feminine=False))} sur "
        missing = f", {count_words(document.unanswered, 'réponse* manquante*')}" if document.unanswered else ""
        verb = "annoncé" if document.coming < 2 else "annoncés"
        sentences.append(f"{coming}{in_words(document.partners)} {verb}{missing}.")
    else:
        sentences.append("Aucun participant n’est encore convié.")
    return typeset(" ".join(part for part in sentences if part))


# ---------------------------------------------------------------- what to obtain


def matter(row: Matter, most: int = _LONGEST, *, held: bool = False) -> tuple[Span, Span]:
    """What to obtain, then why and where it is spoken of."""
    subject = clip(row.subject, most).rstrip(".")
    nowhere = "Aucun point n’en a parlé." if held else "Aucun point n’en parle : à inscrire à l’ordre du jour."
    where = f"Point{NBSP}{row.item}." if row.item else nowhere
    why = clip(_WHY[row.code](row), 2 * most)
    stop = "" if subject.endswith("…") else "."
    return Span(f"{subject}{stop} ", bold=True), Span(typeset(f"{why} {where}"))


def _who(row: Matter) -> str:
    return f"{capital(row.source)}, {row.partner}" if row.partner else capital(row.source)


def _late(row: Matter) -> str:
    return f"en retard de {plural(row.days, 'jour')}" if row.days else "sans retard à ce jour"


def _support(row: Matter) -> str:
    asked = f"depuis le {date_long(row.on, weekday=False)}" if row.on else ""
    return f"{_who(row)} demande cet appui à {row.of or 'la présidence'} {asked} : sans réponse.".replace("  ", " ")


def _gap(row: Matter) -> str:
    told = _small(gap_words(row.gap)) if row.gap is not None else ""
    return f"{_who(row)} : le pilote se dit confiant, {told}."


def _silent(row: Matter) -> str:
    return f"{_who(row)} : aucun relevé depuis {plural(row.days, 'jour')}."


_WHY = {
    "support": _support,
    "decide": lambda row: f"Décision attendue{f', {row.partner} rapporte' if row.partner else ''}.",
    "carried": lambda row: f"{_who(row)} : reconduite {number(row.times)} fois, {_late(row)}.",
    "late": lambda row: f"{_who(row)} : {_late(row)}.",
    "compromised": lambda row: f"{_who(row)} : objectif déclaré compromis par son pilote.",
    "gap": _gap,
    "silent": _silent,
}


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


# ---------------------------------------------------------------- the agenda


def expected(item: BriefItem) -> tuple[Span, Span]:
    """What the chair does on an item: a verb, and of what."""
    verb, rest = _expected(item)
    return Span(verb, bold=True), Span(typeset(rest))


def _expected(item: BriefItem) -> tuple[str, str]:
    if item.role is AgendaRole.APPROVAL:
        return "Faire approuver", ""
    if item.role is AgendaRole.FOLLOW_UP:
        named = [clip(name, 30) for name in item.late_pilots[:_NAMED]]
        more = len(item.late_pilots) - len(named)
        if not named:
            return "Prendre acte", ""
        return "Interroger", f" {', '.join(named)}" + (f" et {number(more)} autres" if more else "")
    if item.role is AgendaRole.ROUND_TABLE:
        return "Lire", " les décisions à voix haute"
    asked = ["répondre à la demande d’appui"] if item.support else []
    asked += ["faire expliquer l’écart"] if item.gap is not None else []
    return _VERBS[item.kind], f" ; {', '.join(asked)}" if asked else ""


def detail(item: BriefItem) -> str:
    """Under an item's title: who presents it, or what there is to know of it."""
    if item.role is AgendaRole.APPROVAL:
        return capital(
            typeset(f"{count_words(item.observations, 'observation*')} reçue{'s' * (item.observations > 1)}")
        )
    if item.role is AgendaRole.FOLLOW_UP:
        late = f", {in_words(item.late_reviews, feminine=True)} en retard" if item.late_reviews else ""
        return capital(typeset(f"{count_words(item.reviews, 'décision*')}{late}"))
    trouble = f" ({_TROUBLES[item.trouble]})" if item.trouble else ""
    linked = f"obj.{NBSP}{item.objective}" if item.objective else ""
    level = "diffusion restreinte" if item.restricted else ""
    who = clip(item.presenter, 60) + trouble
    if len(who) > _LINE:
        linked = ""
    return typeset(" · ".join(part for part in (who, linked, level) if part))


def total(document: BriefDocument) -> str:
    """« Total prévu : 80 min, 10 min de marge. »"""
    if document.spare is None:
        return typeset(f"Total prévu : {number(document.planned_minutes)} min.")
    if document.spare < 0:
        return typeset(f"Total prévu : {number(document.planned_minutes)} min, {number(-document.spare)} min de trop.")
    margin = f"{number(document.spare)} min de marge" if document.spare else "sans marge"
    return typeset(f"Total prévu : {number(document.planned_minutes)} min, {margin}.")


# ---------------------------------------------------------------- page two


def reply(line: PartnerLine) -> str:
    """« Vient », « Représenté par M. X », « Sans réponse »."""
    if line.by:
        return clip(f"Représenté par {line.by}", 60)
    return word(line.reply) if line.reply is not None else "Sans réponse"


def presence(line: PartnerLine) -> str:
    """« 4 sur 5 »."""
    return typeset(f"{number(line.attended)} sur {number(line.convened)}") if line.convened else "–"


def by_partner(found: Iterable[Thanks]) -> tuple[Thanks, ...]:
    """The first reason to thank each partner."""
    first: dict[str, Thanks] = {}
    for each in found:
        if each.partner:
            first.setdefault(each.partner, each)
    return tuple(first.values())


def thanks(row: Thanks, most: int = _LONGEST) -> tuple[Span, Span]:
    """Whom to thank, and for what."""
    day = f" le {date_short(row.on)}" if row.on else ""
    said = {
        "decision": f"{row.source}, tenue{day}",
        "commitment": f"{row.source}, engagement tenu",
        "measure": f"{row.source}, mesure réalisée{day}",
        "reached": f"{row.source}, cible atteinte" + (f" ({percent(row.share)})" if row.share is not None else ""),
    }[row.code]
    return Span(typeset(f"{clip(row.partner, 60)}. "), bold=True), Span(
        typeset(f"{clip(row.text, most).rstrip('.')} ({said}).")
    )


def risk(row: Risk, most: int = _LONGEST) -> tuple[Span, Span]:
    """What to mind, and why."""
    kept = shown(row.names, _TOLD)
    names = in_a_row(clip(name, 60) for name in row.names[:kept])
    names += f" et {number(len(row.names) - kept)} autres" if kept < len(row.names) else ""
    head, text = {
        "empty": ("Ordre du jour", "Aucun point n’est encore inscrit."),
        "midnight": ("Durée", f"Les points prévus font {number(row.count)} min : la séance passerait minuit."),
        "over": ("Durée", f"L’ordre du jour dépasse l’heure prévue de {number(row.count)} min."),
        "restricted": (
            "Diffusion restreinte",
            f"{'Point' if row.count == 1 else 'Points'} {names} : à ne pas projeter ni citer hors séance.",
        ),
        "quorum": ("Quorum", f"{plural(row.count, 'membre requis', 'membres requis')}, {names} annoncés à ce jour."),
        "no_reply": ("Sans réponse", f"{capital(count_words(row.count, 'partenaire*', feminine=False))} : {names}."),
        "no_duration": ("Sans durée", f"{'Point' if row.count == 1 else 'Points'} {names}."),
        "trouble_uninvited": (f"Point {row.item}", f"{names} : rapporteur non convié à cette séance."),
        "trouble_left": (f"Point {row.item}", f"{names} : a quitté ses fonctions, la séance attend un rapporteur."),
        "trouble_excused": (f"Point {row.item}", f"{names} : rapporteur excusé."),
    }[row.code]
    return Span(typeset(f"{head}. "), bold=True), Span(clip(text, 2 * most))


def shown(rows: Sequence[object], most: int) -> int:
    """How many of a list are printed: one line that says « et un autre » would take its place for nothing."""
    return len(rows) if len(rows) <= most + 1 else most
