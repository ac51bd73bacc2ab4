"""The progress of the objectives as a workbook: a first page to read, then everything behind it to work with."""

from __future__ import annotations

from psq_desktop.exports import progress_board, progress_sheets
from psq_desktop.exports.indicator_sheets import indicators_sheet, readings_sheet
from psq_desktop.exports.matrix_xlsx import matrix_sheet
from psq_desktop.exports.xlsx.sheet import Board, Sheet
from psq_desktop.services.steering.progress_rows import ProgressDocument


def render(document: ProgressDocument) -> bytes:
    """The workbook's bytes."""
    return progress_sheets.finish(document, progress_board.TITLE, sheets(document))


def sheets(document: ProgressDocument) -> tuple[Sheet | Board, ...]:
    """What the workbook is made of, in order."""
    changes = progress_sheets.changes_sheet(document)
    return (
        progress_board.board(document),
        progress_sheets.objectives_sheet(document),
        progress_sheets.commitments_sheet(document),
        indicators_sheet(document),
        readings_sheet(document),
        progress_sheets.measures_sheet(document),
        matrix_sheet(document),
        *([changes] if changes is not None else []),
    )
