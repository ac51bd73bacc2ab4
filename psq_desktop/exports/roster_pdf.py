"""The roster of reservists as a tagged PDF, names in clear, its restriction on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from psq_desktop.exports import facts
from psq_desktop.exports import roster_facts as told
from psq_desktop.exports.objective_pdf import CELL_NOTE, LEAD
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import Mark, PageText
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import BAD, CELL, CELL_GREY, CELL_STRONG, H1, LANDSCAPE, UNIT, WARNING
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.exports.pdf.text import Span
from psq_desktop.french import date_long, date_short, plural, typeset
from psq_desktop.rules import CEILING, DAYS_USED
from psq_desktop.services.kinds import ReserveCategory
from psq_desktop.services.reserves.roster_rows import HeldSkill, RosterDocument, RosterLine
from psq_desktop.wording import word

TITLE = "Registre des réservistes"
_WIDTH = LANDSCAPE.text_width
COLUMNS = Columns(
    ("Code", "Nom et activité", "Réserve", "État", "Compétences et validité", "Jours ou heures", "Plafond atteint le",
     "Fin de contrat", "Téléphone et courriel"),
    (36.0, 112.0, 70.0, 60.0, 140.0, 56.0, 63.0, 65.0, _WIDTH - 602.0),
)  # fmt: skip
_GROUPS = {ReserveCategory.OPERATIONAL: "Réserve opérationnelle", ReserveCategory.CITIZEN: "Réserve citoyenne"}
_CANDIDATES = "Candidatures"
_SMALL = replace(LEAD, size=8.0, leading=10.5, before=2 * UNIT)


def render(document: RosterDocument) -> bytes:
    """The PDF's bytes."""
    story = Story()
    day = date_long(document.issued_on, weekday=False)
    story.heading(1, TITLE, H1)
    story.paragraph(typeset(f"{_counts(document.lines)} {told.WARNING_OF_NAMES}"), LEAD)
    for name, lines in groupby(document.lines, key=_group):
        story.section(name, room=120)
        story.add(Table(story.root.add("Table"), COLUMNS, (_row(line) for line in lines)))
    if not document.lines:
        story.paragraph("Aucun réserviste n’est encore inscrit.")
    story.paragraph(typeset(f"{DAYS_USED} {CEILING}"), _SMALL)
    return build(story, _page_text(document, day), _description(document, day), LANDSCAPE)


def _page_text(document: RosterDocument, day: str) -> PageText:
    return PageText(
        letterhead=tuple(typeset(line) for line in document.letterhead[:2]),
        marks=tuple(Mark(text, solid) for text, solid in told.marks(document)),
        reference=facts.reference(told.ROSTER, document),
        diffusion=told.diffusion(document),
        place_and_date="",
        running_left=typeset(document.committee),
        running_right=TITLE,
        status=told.situation(day),
    )


def _description(document: RosterDocument, day: str) -> Description:
    return Description(
        title=f"{TITLE}, {day}, {document.committee}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        subject=facts.reference(told.ROSTER, document),
        issued=document.issued_on,
    )


def _counts(lines: Sequence[RosterLine]) -> str:
    """« 3 opérationnels, 5 citoyens, 2 candidatures. »"""
    found = Counter(map(_group, lines))
    said = (
        plural(found[_GROUPS[ReserveCategory.OPERATIONAL]], "opérationnel"),
        plural(found[_GROUPS[ReserveCategory.CITIZEN]], "citoyen"),
        plural(found[_CANDIDATES], "candidature"),
    )
    return ", ".join(said) + "."


def _group(line: RosterLine) -> str:
    return _CANDIDATES if line.state.applying else _GROUPS[line.category]


# ---------------------------------------------------------------- one reservist


def _row(line: RosterLine) -> Sequence[CellContent]:
    return (
        [Words(line.code, CELL)],
        list(_who(line)),
        [Words(word(line.category), CELL), *([Words(word(line.profile), CELL_GREY)] if line.profile else ())],
        [Words(word(line.state), CELL_STRONG)],
        [Words(_skill(held), CELL) for held in line.skills] or [Words(facts.DASH, CELL)],
        [Words(told.served(line) if not line.state.applying else facts.DASH, CELL)],
        [_reached(line)],
        [Words(date_short(line.contract_end) if line.contract_end else facts.DASH, CELL)],
        list(_reach(line)) or [Words(facts.DASH, CELL)],
    )


def _reach(line: RosterLine) -> Iterator[Words]:
    if line.phone:
        yield Words(typeset(line.phone), CELL)
    if line.email:
        yield Words(line.email, CELL_NOTE)  # smaller: an address has no place to break


def _who(line: RosterLine) -> Iterator[Words]:
    yield Words(typeset(line.name), CELL_STRONG)
    if about := ", ".join(filter(None, (line.activity, line.partner))):
        yield Words(typeset(about), CELL_GREY)
    if line.delegate and "délégué" not in line.activity.lower():
        yield Words("Délégué à la cohésion", CELL_GREY)


def _skill(held: HeldSkill) -> str | Span:
    text = told.skill(held)
    return Span(text, colour=BAD if held.expired else WARNING) if held.expired or held.soon else text


def _reached(line: RosterLine) -> Words:
    text = told.reached(line)
    return Words(text, CELL_STRONG if line.reached_on else CELL_GREY)
