"""Who does what as a workbook: objectives by partners, and the commitments behind the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from psq_desktop.exports.progress_sheets import commitments_sheet, finish, heading
from psq_desktop.exports.xlsx import styles
from psq_desktop.exports.xlsx.looks import COMMITMENTS, Looks
from psq_desktop.exports.xlsx.sheet import Column, Sheet, Styled, Value
from psq_desktop.french import NBSP, typeset
from psq_desktop.services.steering.progress_rows import MatrixCell, MatrixPartner, ObjectiveRow, ProgressDocument
from psq_desktop.wording import word

TITLE = "Qui fait quoi"
_PILOT, _ASSOCIATE = "Pilote", "Associé"
_NAMED_PER_LINE = 5


def _piloted(state: str) -> str:
    """« Pilote · En cours »; the state stays on one line."""
    return f"{_PILOT} · {state.replace(' ', NBSP)}" if state else _PILOT


_LOOKS: Looks = {
    **COMMITMENTS,
    **{_piloted(state): look for state, look in COMMITMENTS.items()},
}


def render(document: ProgressDocument) -> bytes:
    """The workbook's bytes."""
    return finish(document, TITLE, (matrix_sheet(document), commitments_sheet(document)))


def matrix_sheet(document: ProgressDocument) -> Sheet:
    """Objectives by axis, a column a partner, in every cell that is concerned a word."""
    found = document.matrix
    columns = (
        Column("Objectif", 37),
        *(
            Column(typeset(partner.acronym or partner.name), 11, _column_style(styles.CENTRED, index), _LOOKS)
            for index, partner in enumerate(found.partners)
        ),
    )
    legend = "Cadre épais et « Pilote » : pilote de l’objectif ; case vide : non concerné"
    return Sheet("Matrice", TITLE, heading(document, legend), columns, _rows(document), sortable=False)


def _column_style(style: str, index: int) -> str:
    """Every other column is tinted: the eye keeps to its own."""
    return style if index % 2 else styles.TINTED[style]


def _rows(document: ProgressDocument) -> Iterator[Sequence[Value]]:
    found = document.matrix
    nothing = (Styled(None, styles.AXIS),) * len(found.partners)
    for (number, axis), rows in groupby(found.objectives, key=_axis):
        yield (Styled(typeset(f"Axe {number}. {axis}"), styles.AXIS), *nothing)
        for row in rows:
            cells = (found.cells.get((partner.id, row.id)) for partner in found.partners)
            yield (typeset(f"{row.code}  {row.title}"), *(_cell(cell, i) for i, cell in enumerate(cells)))
    yield from _acronyms(found.partners)


def _axis(row: ObjectiveRow) -> tuple[str, str]:
    return row.code.partition(".")[0], row.axis


def _cell(cell: MatrixCell | None, index: int) -> Value:
    if cell is None:
        return None
    state = word(cell.state) if cell.state is not None else ""
    if cell.pilot:
        return Styled(_piloted(state), _column_style(styles.PILOT, index))
    return state or _ASSOCIATE


def _acronyms(partners: Sequence[MatrixPartner]) -> Iterator[Sequence[Value]]:
    """Below the matrix, what the acronyms of its header stand for."""
    nothing = (Styled(None, styles.NOTE),) * len(partners)
    named = [f"{p.acronym}, {p.name}" for p in partners if p.acronym not in ("", p.name)]
    for start in range(0, len(named), _NAMED_PER_LINE):
        before = "Sigles : " if start == 0 else ""
        text = before + " ; ".join(named[start : start + _NAMED_PER_LINE])
        yield (Styled(typeset(text), styles.NOTE), *nothing)
