"""Invented objectives to export, as many as a test wants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from psq_desktop.services.facts import Gap, Limits
from psq_desktop.services.kinds import (
    CommitmentState,
    Direction,
    DisclosureLevel,
    IndicatorKind,
    MeasureState,
    OutlookState,
    Pace,
    Period,
    Priority,
    ReadingStatus,
)
from psq_desktop.services.periods import label, shift
from psq_desktop.services.steering.progress_rows import (
    AxisSummary,
    CommitmentRow,
    Figure,
    IndicatorRow,
    Matrix,
    MatrixCell,
    MatrixPartner,
    MeasureRow,
    ObjectiveRow,
    ObjectiveSheet,
    OutlookRow,
    ProgressDocument,
    ReadingRow,
    Since,
)

AS_OF = date(2026, 11, 22)
START, DUE = date(2025, 10, 1), date(2027, 6, 30)
PILOT = MatrixPartner(1, "Ville de Calais", "VC")
OTHER = MatrixPartner(2, "Habitat du Détroit", "HD")
PERSON = "Mme Zénobie Quatremère"  # to be found nowhere


def reading(key: int, indicator_id: int, ends_on: date, value: float | None, **more: object) -> ReadingRow:
    row = ReadingRow(
        key, indicator_id, ends_on, label(Period.MONTH, ends_on), ReadingStatus.VALUE, value, False,
        ends_on + timedelta(5), PERSON, None, "", "", "",
    )  # fmt: skip
    return replace(row, **more)  # type: ignore[arg-type]


def indicator(key: int, objective_id: int, *readings: ReadingRow, **more: object) -> IndicatorRow:
    row = IndicatorRow(
        key, objective_id, f"Indicateur {key}", IndicatorKind.RESULT, "pannes", 0, OTHER.id, OTHER.name, OTHER.acronym,
        "Registre", Period.MONTH, Direction.DOWN, 40.0, START, 20.0, False, None, None, (), key % 10 == 1, readings,
        30.0, date(2026, 10, 31), False, 0.5, False, None, None,
    )  # fmt: skip
    return replace(row, **more)  # type: ignore[arg-type]


def months(indicator_id: int, *values: float | None) -> tuple[ReadingRow, ...]:
    """Monthly readings up to October 2026; no value: « néant »."""
    last = date(2026, 10, 31)
    ends = [shift(Period.MONTH, last, n - len(values) + 1) for n in range(len(values))]
    return tuple(
        reading(n, indicator_id, end, value, status=ReadingStatus.NONE if value is None else ReadingStatus.VALUE)
        for n, (end, value) in enumerate(zip(ends, values, strict=True), 1)
    )


def objective(key: int, code: str, indicators: tuple[IndicatorRow, ...]) -> ObjectiveSheet:
    main = indicators[0] if indicators else None
    figure = None if main is None else Figure(
        main.id, main.title, main.unit, main.decimals, main.direction, main.baseline, main.target, False, main.levels,
        main.value, main.value_on, False,
    )  # fmt: skip
    row = ObjectiveRow(
        key, code, int(code.partition(".")[0]), "Cadre de vie", f"Objectif {code}", f"Obj. {code}", PILOT.id,
        PILOT.name, PILOT.acronym, frozenset({PILOT.id, OTHER.id}), START, DUE, Priority.NORMAL,
        DisclosureLevel.PARTNERS, OutlookState.ATTAINABLE, AS_OF, figure,
        main.progress if main else None, 0.65, Pace.TRAILING, Gap(-41, 94), 94, date(2026, 8, 20), 1, 2, 1, (30.0,),
    )  # fmt: skip
    taken = CommitmentRow(
        key, key, code, row.title, OTHER.id, OTHER.name, OTHER.acronym, "Réparer sous 72 h",
        CommitmentState.IN_PROGRESS, 65, START, 7, PERSON, "Deux équipes", "Relevé", date(2026, 11, 1), "", 21,
    )  # fmt: skip
    step = MeasureRow(
        key, key, "Poser les caméras", True, PILOT.id, PILOT.name, PILOT.acronym, DUE, MeasureState.PLANNED, None, "", 0
    )
    declared = OutlookRow(key, AS_OF, OutlookState.ATTAINABLE, PERSON, "")
    return ObjectiveSheet(row, "", "", "", "", (), (), indicators, (taken,), (step,), (declared,), (), (), ())


def synthetic(objectives: int = 2, indicators: int = 2) -> ProgressDocument:
    """Objectives of one axis, each with as many indicators of one reading."""
    sheets = tuple(
        objective(
            key, f"1.{key}", tuple(indicator(10 * key + n, key, *months(10 * key + n, 30.0)) for n in range(indicators))
        )
        for key in range(1, objectives + 1)
    )
    return document(*sheets)


def document(*sheets: ObjectiveSheet) -> ProgressDocument:
    rows = tuple(sheet.row for sheet in sheets)
    cells = {(OTHER.id, row.id): MatrixCell(OTHER.id, row.id, False, CommitmentState.KEPT, 1.0, 1, 0) for row in rows}
    cells |= {(PILOT.id, row.id): MatrixCell(PILOT.id, row.id, True, None, None, 0, 0) for row in rows}
    axes = (AxisSummary(1, "Cadre de vie", len(rows), 0.5, 0.65, True),) if rows else ()
    return ProgressDocument(
        "TB-QRR/2026/11", ("Préfecture du Pas-de-Calais",), "Comité de suivi", "Beau-Marais", "Calais", 25_000, True,
        AS_OF, DisclosureLevel.PARTNERS, None, Limits(), axes, (), sheets,
        Matrix(rows, (PILOT, OTHER) if rows else (), cells), 0.5 if rows else None, 0.65 if rows else None, 2, 0, 0,
        Since(None, None, ()),
    )  # fmt: skip
