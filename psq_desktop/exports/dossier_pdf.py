"""The file of a meeting as one tagged PDF with bookmarks: each of its documents is a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psq_desktop.exports import facts, minutes_pdf
from psq_desktop.exports.action_sheet import write_sheet
from psq_desktop.exports.action_sheets_pdf import sheet_reference
from psq_desktop.exports.meeting_pdf import eyebrow
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import Mark, PageText
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import BODY, PORTRAIT_COMPACT, RECORD, RECORD_GREY, RECORD_STRONG, TEXT_WIDTH
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.french import date_long, number, time_text, typeset
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.preparing.dossier_rows import DossierDocument
from psq_desktop.services.preparing.summons_rows import SummonsItem

_AGENDA = Columns(
    ("Heure", "Point", "Rapporteur", "Durée"),
    (52.0, TEXT_WIDTH - 252.0, 150.0, 50.0), padding=2.7, right=frozenset((3,)),
)  # fmt: skip
_RIGHT = replace(RECORD, right=True)


def render(document: DossierDocument) -> bytes:
    """The PDF's bytes."""
    story = Story()
    title = typeset(f"Dossier de la séance n° {document.number}")
    meeting = document.meeting
    when = ", ".join(
        part for part in (facts.capital(date_long(meeting.date)), facts.hours(meeting), meeting.place) if part
    )
    story.title(eyebrow(meeting), title, typeset(when))
    _contents(story, document)
    _agenda(story, document)
    _previous(story, document)
    _follow_up(story, document)
    _sheets(story, document)
    reference = facts.reference("dossier", document)
    authority = meeting.letterhead[0] if meeting.letterhead else meeting.committee
    about = Description(f"{title}, {meeting.committee}", authority, reference, meeting.issued_on)
    return build(story, _page_text(document, reference), about, PORTRAIT_COMPACT)


def _page_text(document: DossierDocument, reference: str) -> PageText:
    meeting, issued = document.meeting, document.summons.issued_on
    marks = (
        ("Restreint", True, document.disclosure is DisclosureLevel.RESTRICTED),
        ("Données fictives", False, meeting.fictional),
    )
    return PageText(
        letterhead=tuple(typeset(line) for line in meeting.letterhead[:2]),
        marks=tuple(Mark(text, solid) for text, solid, wanted in marks if wanted),
        reference=reference,
        diffusion=facts.diffusion(meeting),
        place_and_date="",
        running_left=typeset(f"{meeting.committee}, séance n° {document.number}"),
        running_right="Dossier de séance",
        status=f"Établi le {date_long(issued, weekday=False)}",
    )


def _contents(story: Story, document: DossierDocument) -> None:
    """What the file holds, in a sentence: bookmarks lead there."""
    parts = ["l’ordre du jour"]
    if document.previous is not None:
        parts.append(f"le compte rendu de la séance n° {document.previous.number}")
    if document.meeting.follow_up:
        parts.append("les suites données aux décisions antérieures")
    if document.objectives is not None:
        several = len(document.objectives.sheets) > 1
        parts.append("les fiches des objectifs à l’ordre du jour" if several else "la fiche de l’objectif inscrit")
    told = f"{', '.join(parts[:-1])} et {parts[-1]}" if len(parts) > 1 else parts[0]
    story.paragraph(typeset(f"Ce dossier réunit {told}."), replace(BODY, before=14.0))


def _agenda(story: Story, document: DossierDocument) -> None:
    story.section("Ordre du jour", room=120)
    if not document.summons.items:
        story.paragraph("Aucun point n’est encore inscrit.")
        return
    rows = [_item(item) for item in document.summons.items]
    if document.summons.ends is not None:
        end: Sequence[CellContent] = (
            [Words(time_text(document.summons.ends), RECORD_STRONG)], [Words("Fin prévue", RECORD_GREY)],
            [Words("", RECORD)], [Words("", RECORD)],
        )  # fmt: skip
        rows.append(end)
    story.add(Table(story.root.add("Table"), _AGENDA, rows))


def _item(item: SummonsItem) -> Sequence[CellContent]:
    length = typeset(f"{number(item.minutes)} min") if item.minutes is not None else facts.DASH
    return (
        [Words(time_text(item.starts) if item.starts else facts.DASH, RECORD_STRONG)],
        [Words(typeset(f"{item.number}. {item.title}"), RECORD_STRONG)],
        [Words(typeset(item.rapporteur) or facts.DASH, RECORD)],
        [Words(length, _RIGHT)],
    )


def _previous(story: Story, document: DossierDocument) -> None:
    if document.previous is None:
        return
    story.new_page(facts.reference("minutes", document.previous))
    with story.part():
        minutes_pdf.body(story, document.previous)
    story.paragraph(typeset(f"{facts.status('minutes', document.previous)}."), RECORD_GREY)


def _follow_up(story: Story, document: DossierDocument) -> None:
    if document.meeting.follow_up:
        story.new_page(facts.reference("dossier", document))
        minutes_pdf.follow_up(story, document.meeting.follow_up)


def _sheets(story: Story, document: DossierDocument) -> None:
    if document.objectives is None:
        return
    for sheet in document.objectives.sheets:
        story.new_page(sheet_reference(sheet))
        write_sheet(story, sheet, document.objectives, level=2)
