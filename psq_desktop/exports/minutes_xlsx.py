"""The minutes as a workbook: Séance, Participants, Points, Décisions, Suites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from psq_desktop.exports import facts, room_facts
from psq_desktop.exports.meeting_xlsx import attendance_sheet, decision_sheet, finish, subtitle
from psq_desktop.exports.xlsx import styles
from psq_desktop.exports.xlsx.sheet import Column, Sheet, Value
from psq_desktop.french import typeset
from psq_desktop.richtext import BlockKind, RichText
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from psq_desktop.wording import word

_MEETING_COLUMNS = (Column("Information", 26, styles.STRONG), Column("Valeur", 110))
_ITEM_COLUMNS = (
    Column("N°", 7, styles.NUMBER),
    Column("Point", 32, styles.STRONG),
    Column("Nature", 13),
    Column("Rapporteur", 22),
    Column("Durée prévue (min)", 11, styles.NUMBER),
    Column("Diffusion", 13),
    Column("Notes", 72),
    Column("Décisions", 12),
    Column("Votes", 34),
    Column("Ne prennent pas part", 26),
)


def render(document: MeetingDocument) -> bytes:
    """The workbook's bytes."""
    title = typeset(f"Compte rendu de la séance n° {document.number}")
    what = "minutes"
    line = subtitle(what, document)
    people = "Participants" if document.held else "Conviés"
    sheets = (
        Sheet("Séance", title, line, _MEETING_COLUMNS, _meeting(document)),
        attendance_sheet(people, people, what, document),
        Sheet("Points", "Points de l’ordre du jour", line, _ITEM_COLUMNS, _items(document)),
        decision_sheet("Décisions", "Relevé de décisions", what, document, document.decisions),
        decision_sheet("Suites", "Suites données aux décisions antérieures", what, document, document.follow_up),
    )
    return finish(what, document, title, sheets)


def _meeting(document: MeetingDocument) -> Sequence[Sequence[Value]]:
    delegation, role, name = facts.signature(document)
    values: tuple[tuple[str, Value], ...] = (
        ("Autorité", ", ".join(document.letterhead)),
        ("Comité", document.committee),
        ("Formation", document.formation),
        ("Territoire", document.district),
        ("Séance", document.number),
        ("Date", document.date),
        ("Ouverture", document.starts),
        ("Clôture", document.ends),
        ("Lieu", document.place),
        ("Présidence", facts.chair(document)),
        ("Secrétariat", document.secretary),
        ("Contact", document.contact_line),
        ("L’essentiel", facts.essentials(document)),
        ("Compte rendu", word(document.state)),
        ("Version", room_facts.version_sentence(document)),
        ("Quorum", room_facts.quorum_sentence(document)),
        ("Établi le", document.issued_on),
        ("Approuvé le", document.approved_on),
        ("Scellé le", document.sealed_on),
        ("Empreinte", document.digest),
        ("Prochaine séance", facts.next_meeting_text(document)),
        ("Diffusion", facts.diffusion_text(document)),
        ("Signature", " ".join(x for x in (delegation, role, name) if x)),
    )
    return tuple((k, typeset(v) if isinstance(v, str) else v) for k, v in values if v not in (None, ""))


def _items(document: MeetingDocument) -> Iterator[Sequence[Value]]:
    items = {item.number: item for item in document.items}
    for number in sorted({*items, *document.withheld}):
        item = items.get(number)
        if item is None:
            yield (number, facts.withheld_sentence(number), *[None] * 8)
            continue
        yield (
            number,
            typeset(item.title),
            word(item.kind),
            typeset(item.rapporteur),
            item.planned_minutes,
            word(item.disclosure),
            room_facts.NOT_REACHED if item.not_reached else _notes(item.notes),
            ", ".join(line.ref for line in item.decisions),
            "\n".join(" ".join(filter(None, (v.decision, room_facts.vote_sentence(v, "")))) for v in item.votes),
            typeset(" ; ".join(item.withdrawn)),
        )


def _notes(notes: RichText) -> str:
    lines = []
    for kind, blocks in groupby(notes, key=lambda block: block.kind):
        for number, block in enumerate(blocks, 1):
            prefix = {BlockKind.BULLET: "• ", BlockKind.NUMBER: f"{number}. "}.get(kind, "")
            lines.append(prefix + typeset(block.text))
    return "\n".join(lines)
