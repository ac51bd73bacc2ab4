"""One action sheet: everything about one objective, on a page when it is short enough."""

from __future__ import annotations

from dataclasses import replace

from psq_desktop.exports import objective_facts as facts
from psq_desktop.exports import objective_matters as matters
from psq_desktop.exports.action_sheet_tables import write_charts, write_commitments, write_measures
from psq_desktop.exports.facts import DASH
from psq_desktop.exports.objective_pdf import bar_and_figure, outlook_words
from psq_desktop.exports.pdf.beside import Frame
from psq_desktop.exports.pdf.boxes import Box, Cell, Column, Row, TextBox
from psq_desktop.exports.pdf.flowables import Block, DecisionBox
from psq_desktop.exports.pdf.fonts import BOLD, REGULAR, SEMIBOLD
from psq_desktop.exports.pdf.picture import MarkIcon, measure
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import (
    ACCENT_TEXT,
    CELL,
    EYEBROW,
    H1,
    META_LABEL,
    META_VALUE,
    SECONDARY,
    SMALL,
    UNIT,
    WARNING,
    TextStyle,
)
from psq_desktop.exports.pdf.text import Span
from psq_desktop.exports.sheet_writer import HALF, HEADING, TEXT, WIDTH, Writer
from psq_desktop.french import date_long, number, percent, typeset
from psq_desktop.services.kinds import DisclosureLevel, SupportState
from psq_desktop.services.steering.progress_rows import ObjectiveSheet, ProgressDocument, SupportRow
from psq_desktop.wording import word

_META = (112.0, 157.0, 82.0, WIDTH - 351.0)
_TITLE = (WIDTH - 131.0, 131.0)
_LONG_TITLE = TextStyle(BOLD, 17, 20.5)
_STATE = TextStyle(SEMIBOLD, 12, 15)
_STATE_DATE = TextStyle(REGULAR, 8, 10.5, SECONDARY)


def write_sheet(story: Story, sheet: ObjectiveSheet, document: ProgressDocument, *, level: int) -> None:
    """Append one sheet whose title is a heading of this level."""
    w = Writer(story, document, level)
    _head(w, sheet)
    _meta(w, sheet)
    _appraisal(w, sheet)
    write_charts(w, sheet)
    write_commitments(w, sheet)
    write_measures(w, sheet)
    _needs(w, sheet)


# ---------------------------------------------------------------- head


def _head(w: Writer, sheet: ObjectiveSheet) -> None:
    row = sheet.row
    axis = f"axe {row.code.partition('.')[0]}, {row.axis[:1].lower()}{row.axis[1:]}"
    w.story.paragraph(typeset(f"Fiche-action · {axis} · {facts.way_text(row)}"), EYEBROW)
    title = typeset(f"{row.code}\u00a0 {row.title}")
    room = _TITLE[0] - 14
    style = H1 if measure(title, H1.size, 700) <= room else _LONG_TITLE
    heading = TextBox(title, style, w.node(f"H{w.level}"), bookmark=(w.level, title))
    state = outlook_words(row.outlook, _STATE)
    told: list[Box] = [TextBox(state.content, state.style, w.node(), icon=state.icon)]
    if row.outlook_on is not None:
        told.append(TextBox(typeset(f"déclaré le {date_long(row.outlook_on, weekday=False)}"), _STATE_DATE, w.node()))
    line = Row([Cell(Column([heading])), Cell(Column(told))], _TITLE, gutter=14.0)
    w.story.add(Block(line))


def _meta(w: Writer, sheet: ObjectiveSheet) -> None:
    row = sheet.row
    public = w.document.level is DisclosureLevel.PUBLIC
    pilot = [TextBox(typeset(row.pilot) or facts.TO_APPOINT, replace(META_VALUE, font=SEMIBOLD))]
    if not public and (referent := facts.referent(sheet)):
        pilot.append(TextBox(typeset(referent), META_VALUE))
    told: tuple[tuple[str, list[TextBox]], ...] = (
        ("Pilote", pilot),
        ("Associés", [TextBox(typeset(", ".join(facts.helpers(sheet))) or DASH, META_VALUE)]),
        ("Période", [TextBox(part, META_VALUE) for part in _period(sheet)]),
        ("Public concerné", [TextBox(typeset(sheet.public) or DASH, META_VALUE)]),
    )
    cells = [Cell(Column([TextBox(label, META_LABEL), *boxes]), w.node()) for label, boxes in told]
    line = Row(cells, _META, gutter=12.0)
    line.before = 1.5 * UNIT
    w.story.add(Block(line))


def _period(sheet: ObjectiveSheet) -> tuple[str, str]:
    start, due = (facts.due_text(day, facts.TO_SET) for day in (sheet.row.start, sheet.row.due))
    return f"{start} –", due


# ---------------------------------------------------------------- where it stands


def _appraisal(w: Writer, sheet: ObjectiveSheet) -> None:
    left: list[Box] = []
    for heading, text in (("Constat de départ", sheet.finding), ("Critère de réussite", sheet.success)):
        if text.strip():
            left += [w.heading(heading), *w.texts(text)]
    right = _declared(w, sheet)
    gap = _gap(w, sheet)
    if gap is not None:
        right.append(gap)
    if sheet.brakes.strip():
        shorter = min((left, right), key=lambda boxes: Column(boxes).lay(HALF))
        shorter += [w.heading("Freins"), *w.texts(sheet.brakes)]
    if left or right:
        w.two(left, right, before=3 * UNIT)


def _declared(w: Writer, sheet: ObjectiveSheet) -> list[Box]:
    """The pilot's own words, with their author unless everybody may read them."""
    last = sheet.outlooks[0] if sheet.outlooks else None
    if last is None or not last.comment.strip():
        return []
    comment = " ".join(last.comment.split())
    quoted = f"« {comment} »" if "«" not in comment else comment
    day = date_long(last.on, weekday=False)
    author = "" if w.document.level is DisclosureLevel.PUBLIC else last.author
    signed = f"{author}, le {day}." if author else f"Le {day}."
    return [w.heading("Appréciation du pilote"), TextBox(typeset(f"{quoted} {signed}"), TEXT, w.node())]


def _gap(w: Writer, sheet: ObjectiveSheet) -> Frame | None:
    """What contradicts the declared outlook, framed."""
    row, limits = sheet.row, w.document.limits
    if row.gap is None:
        return None
    told: list[Box] = []
    if row.gap.points is not None:
        words = typeset(f"Écart à expliquer : {number(abs(row.gap.points))} points")
        told.append(_gap_title(w, words))
        inner = HALF - 18
        name = Cell(Column([TextBox("Avancement", CELL, w.node())]))
        figure = Cell(Column([bar_and_figure(row, inner - 60, w.node())]))
        told.append(Row([name, figure], [60.0, inner - 60], gutter=0.0))
        time = percent(row.elapsed or 0.0)
        note = f"Hachuré : retard sur le temps écoulé ({time}). Seuil : {limits.gap_points} points."
        told.append(TextBox(typeset(note), replace(SMALL, before=UNIT / 2), w.node()))
    if row.gap.silent_days is not None:
        words = typeset(f"Sans relevé depuis {number(row.gap.silent_days)} jours")
        told.append(_gap_title(w, words))
        told.append(TextBox(typeset(f"Seuil : {limits.silent_days} jours."), SMALL, w.node()))
    return Frame(Column(told), WARNING, before=2 * UNIT)


def _gap_title(w: Writer, words: str) -> TextBox:
    style = TextStyle(SEMIBOLD, 9.25, 12.25, WARNING, after=UNIT / 2)
    return TextBox(words, style, w.node(), icon=MarkIcon("gap"))


# ---------------------------------------------------------------- what stands in the way


def _needs(w: Writer, sheet: ObjectiveSheet) -> None:
    """Requests that wait for an answer stand out; those that had one are told."""
    for support in matters.open_requests(sheet):
        w.story.add(Block(DecisionBox(Column(_request(w, support)), before=3 * UNIT, after=0.0), whole=True))
    for support in sheet.supports:
        if support.state is not SupportState.ASKED:
            answer = f" : {support.answer}" if support.answer else "."
            lead = Span(typeset(f"Appui demandé {matters.to_whom(support)}. "), bold=True)
            outcome = Span(typeset(f" {word(support.state)}{answer}"), bold=True)
            w.story.paragraph([lead, typeset(support.text), outcome], replace(TEXT, before=2 * UNIT))


def _request(w: Writer, support: SupportRow) -> list[Box]:
    heading = w.heading(typeset(f"Appui demandé {matters.to_whom(support)}"), replace(HEADING, colour=ACCENT_TEXT))
    asked = f"{support.partner}, le {date_long(support.asked_on, weekday=False)} : "
    parts = [Span(typeset(asked), colour=SECONDARY), Span(typeset(support.text))]
    if support.wanted_by is not None:
        parts.append(Span(typeset(f" Attendu pour le {date_long(support.wanted_by, weekday=False)}."), bold=True))
    return [heading, TextBox(parts, TEXT, w.node())]
