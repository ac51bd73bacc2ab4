"""What an action sheet measures, and who does what for its objective."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psq_desktop.charts.line import history
from psq_desktop.exports import objective_facts as facts
from psq_desktop.exports.facts import DASH
from psq_desktop.exports.objective_pdf import CELL_RIGHT, CELL_STRONG_RIGHT, commitment_words, measure_words
from psq_desktop.exports.pdf.boxes import Box, TextBox
from psq_desktop.exports.pdf.fonts import REGULAR, SEMIBOLD
from psq_desktop.exports.pdf.picture import PictureBox
from psq_desktop.exports.pdf.styles import (
    ACCENT_TEXT,
    CELL_GREY,
    CELL_STRONG,
    SECONDARY,
    SMALL,
    UNIT,
    TextStyle,
)
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.exports.pdf.text import Span
from psq_desktop.exports.sheet_writer import WIDTH, Writer
from psq_desktop.french import typeset
from psq_desktop.services.kinds import CommitmentState, DisclosureLevel, MeasureState
from psq_desktop.services.steering.progress_rows import (
    CommitmentRow,
    IndicatorRow,
    MeasureRow,
    ObjectiveSheet,
    ProgressDocument,
)
from psq_desktop.wording import word

_CHART_HEIGHT = 94.0
_CHARTS = 2  # indicators drawn; the others are told in a table
_CHART_TITLE = TextStyle(SEMIBOLD, 9, 11.5)
_CHART_NOTE = replace(SMALL, before=UNIT / 2)
_ROW = TextStyle(REGULAR, 8.5, 10.75)
_ROW_STRONG = replace(_ROW, font=SEMIBOLD)
_ROW_GREY = replace(_ROW, colour=SECONDARY)
_EXPLAINED = (CommitmentState.PARTIAL, CommitmentState.NOT_KEPT, CommitmentState.ABANDONED)
_OWN = "votre engagement"
_SHARES = (88.0, WIDTH - 307.0, 92.0, 65.0, 62.0)
_COMMITMENTS = Columns(
    ("Partenaire", "Part du partenaire", "Référent", "Échéance", "État"),
    _SHARES,
    padding=1.0,
)
_PUBLIC_COMMITMENTS = Columns(
    ("Partenaire", "Part du partenaire", "Échéance", "État"), (110.0, WIDTH - 237.0, 65.0, 62.0), padding=1.0
)
_MEASURES = Columns(("Responsable", "Mesure", "Preuve", "Échéance", "État"), _SHARES, padding=1.0)
_INDICATORS = Columns(
    ("Autre indicateur", "Sens de lecture", "Départ", "Dernier relevé", "Cible"),
    (WIDTH - 332.0, 132.0, 50.0, 100.0, 50.0),
    padding=2.1,
    right=frozenset((2, 3, 4)),
)


# ---------------------------------------------------------------- indicators


def write_charts(w: Writer, sheet: ObjectiveSheet) -> None:
    """The history of two indicators as charts, the last reading of the others as a table."""
    indicators = sorted(sheet.indicators, key=lambda i: not i.main)
    if not indicators:
        w.story.paragraph("Aucun indicateur ne mesure encore cet objectif.", replace(CELL_GREY, before=3 * UNIT))
        return
    columns = [_chart(w, indicator, sheet) for indicator in indicators[:_CHARTS]]
    w.two(columns[0], columns[1] if len(columns) > 1 else [], before=3 * UNIT, whole=True)
    legend = "Tirets : cible. Pointillés : rythme nécessaire depuis le départ."
    w.story.paragraph(typeset(f"{legend} {facts.sources_text(indicators[:_CHARTS])}"), _CHART_NOTE)
    if others := indicators[_CHARTS:]:
        table = Table(w.node("Table"), _INDICATORS, (_indicator(i, w.document) for i in others))
        table.spaceBefore = 2 * UNIT
        w.story.add(table)


def _chart(w: Writer, indicator: IndicatorRow, sheet: ObjectiveSheet) -> list[Box]:
    series = facts.series(indicator, sheet.row, w.document.as_of)
    title = typeset(indicator.title)
    return [
        TextBox(title, _CHART_TITLE, w.node()),
        TextBox(facts.direction_text(indicator, w.document.as_of), SMALL, w.node()),
        PictureBox(
            lambda width, height, m: history(series, width, height, measure=m, text=7.5),
            _CHART_HEIGHT,
            w.node("Figure"),
            before=UNIT / 2,
        ),
    ]


def _indicator(i: IndicatorRow, document: ProgressDocument) -> Sequence[CellContent]:
    today = document.as_of
    last = facts.reading_text(i, i.readings[-1], today) if i.readings else DASH
    return (
        [Words(typeset(i.title), CELL_STRONG)],
        [Words(facts.direction_text(i, today), CELL_GREY)],
        [Words(facts.value_text(i, i.baseline, today), CELL_RIGHT)],
        [Words(last, CELL_STRONG_RIGHT)],
        [Words(facts.value_text(i, i.target, today), CELL_RIGHT)],
    )


# ---------------------------------------------------------------- who does what


def write_commitments(w: Writer, sheet: ObjectiveSheet) -> None:
    """The partners' shares; that of the partner for whom the document is made stands first."""
    if not sheet.commitments:
        return
    own = w.document.partner.id if w.document.partner else None
    public = w.document.level is DisclosureLevel.PUBLIC
    w.section("Engagements des partenaires")
    rows = sorted(sheet.commitments, key=lambda c: c.partner_id != own)
    body = (_commitment(c, own=c.partner_id == own, public=public) for c in rows)
    w.story.add(Table(w.node("Table"), _PUBLIC_COMMITMENTS if public else _COMMITMENTS, body))


def _commitment(c: CommitmentRow, *, own: bool, public: bool) -> Sequence[CellContent]:
    name = [Words(Span(typeset(c.partner), colour=ACCENT_TEXT if own else ""), _ROW_STRONG)]
    if own:
        name.append(Words(_OWN, _ROW_GREY))
    reason = _reason(word(c.state), c.comment) if c.state in _EXPLAINED else ()
    referent: list[CellContent] = [] if public else [[Words(typeset(c.referent) or DASH, _ROW)]]
    return (
        name,
        [Words([typeset(c.text), *reason], _ROW)],
        *referent,
        [Words(facts.due_text(c.due), _ROW)],
        commitment_words(c, _ROW_STRONG),
    )


def _reason(state: str, comment: str) -> tuple[Span, ...]:
    """Why it was not done as promised: told in the wide column, where it takes few lines."""
    if not comment.strip():
        return ()
    return (Span(typeset(f" {state} : {' '.join(comment.split())}"), colour=SECONDARY),)


def write_measures(w: Writer, sheet: ObjectiveSheet) -> None:
    """Steps and milestones in their order."""
    if not sheet.measures:
        return
    w.section("Mesures et jalons")
    w.story.add(Table(w.node("Table"), _MEASURES, (_measure(m) for m in sheet.measures)))


def _measure(m: MeasureRow) -> Sequence[CellContent]:
    kind = [Span("Jalon. ", bold=True)] if m.milestone else []
    given_up = m.state is MeasureState.ABANDONED
    reason = _reason(word(m.state) if given_up else "Retard", m.comment) if given_up or m.late_days else ()
    return (
        [Words(typeset(m.owner) or DASH, _ROW_STRONG)],
        [Words([*kind, typeset(m.text), *reason], _ROW)],
        [Words(typeset(m.proof) or DASH, _ROW)],
        [Words(facts.due_text(m.due), _ROW)],
        [measure_words(m, _ROW_STRONG)],
    )
