"""« Vous nous avez dit, nous avons fait »: a tagged PDF in large type, for residents."""

from __future__ import annotations

from dataclasses import replace

from psq_desktop.exports import facts
from psq_desktop.exports.pdf.boxes import Box, Column, TextBox
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.flowables import Block, DecisionBox
from psq_desktop.exports.pdf.fonts import BOLD, REGULAR, SEMIBOLD
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import Mark, PageText
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import ACCENT_TEXT, SECONDARY, UNIT, TextStyle
from psq_desktop.french import date_long, plural, typeset
from psq_desktop.services.fieldwork.public_rows import PublicSheet, PublicTheme
from psq_desktop.services.kinds import OutreachKind

WHAT = "public-sheet"
TITLE = "Vous nous avez dit, nous avons fait"
_TITLE = TextStyle(BOLD, 26, 31)
_SUBTITLE = TextStyle(REGULAR, 14, 20, SECONDARY, before=UNIT)
_LEAD = TextStyle(REGULAR, 13.5, 19.5, before=4 * UNIT, after=2 * UNIT)
_LABEL = TextStyle(SEMIBOLD, 11, 15, ACCENT_TEXT, after=UNIT / 2)
_SAID = TextStyle(BOLD, 15, 20.5, after=2.5 * UNIT)
_DONE = TextStyle(REGULAR, 13.5, 19.5, after=UNIT)
_WHEN = TextStyle(REGULAR, 11.5, 16, SECONDARY, before=UNIT)
_BOOKMARK = 80  # signs of what was said, in the list of bookmarks

# Ways to meet residents, one and several; those that are no meetings are told as they are.
_MET = {
    OutreachKind.MEETING: ("réunion", "réunions"),
    OutreachKind.OFFICE_HOURS: ("permanence", "permanences"),
    OutreachKind.WALK: ("marche dans le quartier", "marches dans le quartier"),
    OutreachKind.SOCIAL_NETWORK: ("échange sur les réseaux sociaux", "échanges sur les réseaux sociaux"),
    OutreachKind.MAILBOX: ("adresse de contact", "adresses de contact"),
    OutreachKind.SCHOOL: ("rencontre en milieu scolaire", "rencontres en milieu scolaire"),
    OutreachKind.OTHER: ("autre rencontre", "autres rencontres"),
}


def render(document: PublicSheet) -> bytes:
    """The PDF's bytes."""
    story = Story()
    story.heading(1, TITLE, _TITLE)
    story.paragraph(typeset(f"{document.district}, {period(document)}"), _SUBTITLE)
    story.paragraph(lead(document), _LEAD)
    for theme in document.themes:
        story.add(Block(DecisionBox(Column(_theme(story, theme)), before=0.0, after=4 * UNIT), whole=True, room=90))
    return build(story, _page_text(document), _description(document))


def period(document: PublicSheet) -> str:
    """« du 1er juin au 22 novembre 2026 »."""
    same = document.first.year == document.last.year
    first = date_long(document.first, weekday=False, year=not same)
    return f"du {first} au {date_long(document.last, weekday=False)}"


def lead(document: PublicSheet) -> str:
    """How often people met, and that what follows is what they raised."""
    met = [plural(count, *_MET[kind]) for kind, count in document.meetings]
    parts = []
    if met:
        parts.append(f"Pendant cette période, nous vous avons rencontrés ainsi : {', '.join(met)}.")
    if not document.themes:
        parts.append("Les réponses à vos questions paraîtront dans la prochaine fiche.")
    elif len(document.themes) == 1:
        parts.append("Voici ce que vous nous avez signalé, et ce qui a été fait.")
    else:
        parts.append(f"Voici {plural(len(document.themes), 'sujet')} que vous avez signalés, et ce qui a été fait.")
    return typeset(" ".join(parts))


def _theme(story: Story, theme: PublicTheme) -> list[Box]:
    said = typeset(" ".join(theme.said.split()))
    short = said if len(said) <= _BOOKMARK else said[: _BOOKMARK - 1].rstrip() + "…"
    root = story.root
    boxes: list[Box] = [
        TextBox("Vous nous avez dit", _LABEL, root.add("P")),
        TextBox(said, _SAID, root.add("H2"), bookmark=(2, short)),
        TextBox("Nous avons fait", _LABEL, root.add("P")),
    ]
    lines = [typeset(line) for line in theme.done.splitlines() if line.strip()]
    boxes += [TextBox(line, _DONE, root.add("P")) for line in lines]
    answered = f"Réponse donnée le {date_long(theme.answered_on, weekday=False)}."
    return [*boxes, TextBox(typeset(answered), replace(_WHEN, after=0.0), root.add("P"))]


def _page_text(document: PublicSheet) -> PageText:
    place = f"{document.issued_at}, le " if document.issued_at else "Le "
    return PageText(
        letterhead=tuple(typeset(line) for line in document.letterhead),
        marks=(Mark("Données fictives", solid=False),) if document.fictional else (),
        reference=facts.reference(WHAT, document),
        diffusion="document public",
        place_and_date=typeset(place + date_long(document.issued_on, weekday=False)),
        running_left=typeset(document.committee),
        running_right=typeset(TITLE),
        status=typeset(document.district),
    )


def _description(document: PublicSheet) -> Description:
    return Description(
        title=typeset(f"{TITLE}, {document.district}"),
        author=document.letterhead[0] if document.letterhead else document.committee,
        subject=facts.reference(WHAT, document),
        issued=document.issued_on,
    )
