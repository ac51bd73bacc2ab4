"""A reservist's yearly statement of hours (relevé annuel d’heures) as a tagged PDF, to be signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from psq_desktop.exports import facts
from psq_desktop.exports import roster_facts as told
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import Mark, PageText
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import (
    CELL,
    CELL_GREY,
    CELL_STRONG,
    RECORD,
    RECORD_GREY,
    RECORD_STRONG,
    SMALL,
    SUBTITLE,
    TEXT_WIDTH,
    UNIT,
)
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.french import MONTHS, NBSP, date_long, date_short, plural, time_text, typeset
from psq_desktop.rules import DAYS_USED
from psq_desktop.services.reserves.roster_rows import StatementDocument, StatementMonth, StatementShift
from psq_desktop.wording import word

TITLE = "Relevé annuel d’heures"
_FACTS = Columns((), (110.0, TEXT_WIDTH - 110.0), padding=2.5)
_NUMBERS = frozenset((1, 2, 3, 4, 5))
_MONTHS = Columns(
    ("Mois", "Vacations", "Jours employés", "Prévu", "Fait", "Validé"),
    (TEXT_WIDTH - 5 * 70.0, *(70.0,) * 5),
    right=_NUMBERS,
)
_SHIFTS = Columns(
    ("Date", "Horaire", "Mission ou activité", "État", "Prévu", "Fait"),
    (76.0, 88.0, TEXT_WIDTH - 312.0, 56.0, 46.0, 46.0),
    right=frozenset((4, 5)),
)
_SIGN = Columns(("Le réserviste", "Pour le service"), (TEXT_WIDTH / 2, TEXT_WIDTH / 2))
_SIGN_HEIGHT = 84.0
_RIGHT, _RIGHT_STRONG = replace(CELL, right=True), replace(CELL_STRONG, right=True)
_HOURS = "Heures : celles qui s’écoulent, les nuits de changement d’heure comprises."
_NOTE = replace(SMALL, before=2 * UNIT)
_WHO = replace(SUBTITLE, after=3 * UNIT)


def render(document: StatementDocument) -> bytes:
    """The PDF's bytes."""
    story = Story()
    period = _period(document)
    story.title(typeset(document.committee), TITLE, "")
    story.paragraph(typeset(f"{document.name}, {document.code}"), _WHO)
    story.add(Table(story.root.add("Table"), _FACTS, _facts(document, period)))
    story.section("Mois par mois", room=120)
    if document.months:
        rows = (_month(month) for month in document.months)
        story.add(Table(story.root.add("Table"), _MONTHS, rows, total=_total(document)))
    story.section("Vacations", room=120)
    if document.shifts:
        story.add(Table(story.root.add("Table"), _SHIFTS, (_shift(shift) for shift in document.shifts)))
    else:
        story.paragraph("Aucune vacation dans l’année.")
    story.paragraph(typeset(f"{DAYS_USED} {_HOURS}"), _NOTE)
    story.section("Signatures", room=_SIGN_HEIGHT + 60)
    story.add(Table(story.root.add("Table"), _SIGN, [_signatures(document)], least_height=_SIGN_HEIGHT))
    return build(story, _page_text(document, period), _description(document))


def _period(document: StatementDocument) -> str:
    first, last = (date_long(day, weekday=False) for day in document.year)
    return typeset(f"Du {first} au {last}")


def _page_text(document: StatementDocument, period: str) -> PageText:
    place = f"{document.issued_at}, le " if document.issued_at else "Le "
    return PageText(
        letterhead=tuple(typeset(line) for line in document.letterhead),
        marks=tuple(Mark(text, solid) for text, solid in told.marks(document)),
        reference=facts.reference(told.STATEMENT, document),
        diffusion=told.diffusion(document),
        place_and_date=place + date_long(document.issued_on, weekday=False),
        running_left=typeset(f"{TITLE}, {document.code}"),
        running_right=" · ".join(text.upper() for text, _ in told.marks(document)),
        status=period,
    )


def _description(document: StatementDocument) -> Description:
    return Description(
        title=f"{TITLE}, {document.title}, {document.committee}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        subject=facts.reference(told.STATEMENT, document),
        issued=document.issued_on,
    )


# ---------------------------------------------------------------- whose, and how much


def _facts(document: StatementDocument, period: str) -> Iterator[Sequence[CellContent]]:
    profile = f", {word(document.profile).lower()}" if document.profile else ""
    for name, value, strong in (
        ("Réserve", f"{word(document.category)}{profile}", False),
        ("Activité", document.activity, False),
        ("Contrat", _contract(document), False),
        ("Période", period, False),
        ("Jours employés", _days(document), True),
        ("Heures faites", told.hours(sum(month.done for month in document.months)), True),
    ):
        if value:
            yield [Words(name, RECORD_GREY)], [Words(typeset(value), RECORD_STRONG if strong else RECORD)]


def _contract(document: StatementDocument) -> str:
    if document.contract is None:
        return ""
    start, end = document.contract
    until = f" au {date_long(end, weekday=False)}" if end else ""
    return f"du {date_long(start, weekday=False)}{until}" if end else f"depuis le {date_long(start, weekday=False)}"


def _days(document: StatementDocument) -> str:
    against = f" sur {plural(document.ceiling, 'jour')} de plafond" if document.ceiling is not None else ""
    text = f"{plural(document.days_used, 'jour')}{against}"
    if document.opening_on is None:
        return text
    opening = date_long(document.opening_on, weekday=False)
    return f"{text}, dont {document.opening_days} au {opening}, avant la tenue de ce relevé"


# ---------------------------------------------------------------- months and shifts


def _month(month: StatementMonth) -> Sequence[CellContent]:
    name = f"{MONTHS[month.first.month - 1]}{NBSP}{month.first.year}"
    return [[Words(name, CELL_STRONG)], *_figures(month.shifts, month.days, month, bold=False)]


def _figures(shifts: int, days: int, month: StatementMonth, *, bold: bool) -> Iterator[CellContent]:
    style = _RIGHT_STRONG if bold else _RIGHT
    for value in (str(shifts), str(days), *map(told.hours, (month.planned, month.done, month.validated))):
        yield [Words(value, style)]


def _total(document: StatementDocument) -> Sequence[CellContent]:
    months = document.months
    whole = StatementMonth(
        document.year[0],
        *(sum(getattr(month, name) for month in months) for name in ("days", "shifts", "planned", "done", "validated")),
    )
    return [[Words("Total", CELL_STRONG)], *_figures(whole.shifts, whole.days, whole, bold=True)]


def _shift(shift: StatementShift) -> Sequence[CellContent]:
    ends = time_text(shift.ends) + (" le lendemain" if shift.ends_on > shift.day else "")
    return (
        [Words(date_short(shift.day), CELL_STRONG)],
        [Words(typeset(f"{time_text(shift.starts)} – {ends}"), CELL)],
        [Words(typeset(shift.title) or facts.DASH, CELL)],
        [Words(word(shift.state), CELL)],
        [Words(told.hours(shift.planned), replace(CELL_GREY, right=True))],
        [Words(told.hours(shift.done) if shift.done is not None else facts.DASH, _RIGHT)],
    )


def _signatures(document: StatementDocument) -> Sequence[CellContent]:
    service = [Words(typeset(text), CELL_GREY) for text in (document.signatory, document.signatory_role) if text]
    return [Words(typeset(document.name), CELL_GREY)], service
