"""The list of objectives with what is computed of each, read table by table."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, select, union
from sqlalchemy.orm import Session

from psq_desktop.french import fold
from psq_desktop.models.indicator import Indicator, Reading
from psq_desktop.models.kinds import (
    CommitmentState,
    DisclosureLevel,
    OutlookState,
    Pace,
    Period,
    ReadingStatus,
)
from psq_desktop.models.objective import Axis, Commitment, Objective, ObjectiveAssociate, Outlook
from psq_desktop.services import facts
from psq_desktop.services.facts import Aim, Limits
from psq_desktop.services.names import labels_on, objective_code
from psq_desktop.services.steering import thresholds
from psq_desktop.services.steering.indicators import main_ids
from psq_desktop.services.steering.progress_rows import Figure, ObjectiveRow

TREND = 8  # readings in a sparkline


def search(
    session: Session,
    today: dt.date,
    *,
    partner_id: int | None = None,
    level: DisclosureLevel = DisclosureLevel.RESTRICTED,
    only: int | None = None,
) -> tuple[ObjectiveRow, ...]:
    """Objectives by axis and number as of a day, up to a disclosure level; a partner's are those it has a part in."""
    query = (
        select(
            Objective.id, Axis.number.label("axis_number"), Objective.number, Objective.axis_id,
            Axis.name.label("axis"), Objective.title, Objective.short_title, Objective.pilot_id,
            Objective.start, Objective.due, Objective.priority, Objective.disclosure,
        )
        .join(Axis, Axis.id == Objective.axis_id)
        .where(Objective.disclosure.in_([each for each in DisclosureLevel if each.rank <= level.rank]))
        .order_by(Axis.number, Objective.number)
    )  # fmt: skip
    if only is not None:
        query = query.where(Objective.id == only)
    rows = _Rows(session, today, only).make(query)
    return tuple(row for row in rows if partner_id is None or partner_id in row.partner_ids)


def searched(row: ObjectiveRow) -> str:
    """The folded text in which a row is looked for."""
    return fold(f"{row.code} {row.title} {row.axis} {row.pilot} {row.acronym} {row.figure.title if row.figure else ''}")


class _Rows:
    """Everything the rows need, read once, table by table."""

    def __init__(self, session: Session, today: dt.date, only: int | None) -> None:
        self._today, self._only = today, only
        session.flush()
        self._connection = session.connection()
        self._limits: Limits = thresholds.limits(session)
        self._labels = labels_on(session, today)

    def make(self, query: Any) -> list[ObjectiveRow]:
        found = self._read(query)
        outlook = self._outlooks()
        reports, values_on, told_on = self._reports()
        silent = {o.id: facts.silence(reports.get(o.id), o.start, self._today) for o in found}
        figures, trends, periods = self._figures(values_on, silent)
        partners, counts = self._partners(), self._commitments()
        rows = []
        for o in found:
            concerned = partners[o.id] | ({o.pilot_id} if o.pilot_id is not None else set())
            state, declared = outlook.get(o.id, (OutlookState.UNKNOWN, None))
            figure = figures.get(o.id)
            aim = Aim(figure.direction, figure.baseline, figure.target, figure.at_most) if figure else None
            value = figure.value if figure else None
            share = facts.progress(aim, value) if aim else None
            time = facts.elapsed(o.start, o.due, self._today)
            met = facts.reached(aim, value) if aim else None
            pilot = self._labels.get(o.pilot_id) if o.pilot_id else None
            unheard = facts.unheard(
                silent[o.id], periods.get(o.id), told_on.get(figure.indicator_id) if figure else None, self._today,
                met=met, due=o.due,
            )  # fmt: skip
            rows.append(
                ObjectiveRow(
                    o.id, objective_code(o.axis_number, o.number), o.axis_id, o.axis, o.title, o.short_title or o.title,
                    o.pilot_id, pilot.name if pilot else "", pilot.acronym if pilot else "", frozenset(concerned),
                    o.start, o.due, o.priority, o.disclosure, state, declared, figure, share, time,
                    self._pace(o.due, share, time, met),
                    facts.gap(state, share, time, unheard, self._limits), silent[o.id], reports.get(o.id),
                    *counts.get(o.id, (0, 0, 0)), tuple(trends[figure.indicator_id]) if figure else (), unheard,
                )
            )  # fmt: skip
        return rows

    def _pace(self, due: dt.date | None, share: float | None, time: float | None, met: bool | None) -> Pace:
        return facts.pace(share, time, met, self._limits, last_day=due == self._today)

    def _read(self, query: Any) -> Sequence[Any]:
        """All rows at once, past the session: columns alone, in half the time for thousands of rows."""
        return self._connection.execute(query).all()

    def _read_numbers(self, query: Any) -> Sequence[Any]:
        """The driver's own tuples: whole numbers and shares need no conversion, and the collector skips them."""
        return self._connection.execute(query).cursor.fetchall()

    def _of(self, query: Any, column: Any) -> Any:
        return query if self._only is None else query.where(column == self._only)

    def _outlooks(self) -> dict[int, tuple[OutlookState, dt.date]]:
        """The declaration in force of each objective."""
        latest = (Outlook.on.desc(), Outlook.id.desc())
        rank = func.row_number().over(partition_by=Outlook.objective_id, order_by=latest)
        query = select(Outlook.objective_id, Outlook.state, Outlook.on, rank.label("rank"))
        known = self._of(query.where(Outlook.on <= self._today), Outlook.objective_id).subquery()
        in_force = select(known.c.objective_id, known.c.state, known.c.on).where(known.c.rank == 1)
        return {key: (state, on) for key, state, on in self._read(in_force)}

    def _figures(
        self, values_on: dict[int, dt.date | None], silent: dict[int, int | None]
    ) -> tuple[dict[int, Figure], dict[int, list[float]], dict[int, Period]]:
        """Main indicators with their present value, the trends of all indicators, and the main ones' periods."""
        query = select(
            Indicator.id, Indicator.objective_id, Indicator.title, Indicator.unit, Indicator.decimals,
            Indicator.direction, Indicator.baseline, Indicator.target, Indicator.at_most, Indicator.levels,
            Indicator.period,
        ).order_by(Indicator.position, Indicator.id)  # fmt: skip
        found = self._read(self._of(query, Indicator.objective_id))
        keys = main_ids((row.id, row.objective_id, row.direction) for row in found)
        main = {row.objective_id: row for row in found if row.id in keys}
        trends = self._trends()
        figures = {}
        for key, row in main.items():
            on = values_on.get(row.id)
            value = trends[row.id][-1] if on is not None else None
            aim = Aim(row.direction, facts.known(row.baseline), facts.known(row.target), row.at_most)
            met = facts.reached(aim, value)
            stale = facts.stale(row.period, on, silent.get(key), self._today, self._limits, met=met)
            figures[key] = Figure(
                row.id, row.title, row.unit, row.decimals, row.direction, row.baseline, row.target, row.at_most,
                tuple(row.levels.splitlines()), None if stale else value, on, stale,
            )  # fmt: skip
        return figures, trends, {key: row.period for key, row in main.items()}

    def _trends(self) -> dict[int, list[float]]:
        """The last values of each indicator, oldest first."""
        rank = func.row_number().over(partition_by=Reading.indicator_id, order_by=Reading.ends_on.desc())
        query = select(Reading.indicator_id, Reading.value, rank.label("rank")).where(
            Reading.status == ReadingStatus.VALUE, Reading.reported_on <= self._today
        )
        if self._only is not None:
            query = self._of(query.join(Indicator), Indicator.objective_id)
        known = query.subquery()
        latest = select(known.c.indicator_id, known.c.value).where(known.c.rank <= TREND)
        trends: dict[int, list[float]] = defaultdict(list)
        for key, value in self._read_numbers(latest.order_by(known.c.indicator_id, known.c.rank.desc())):
            trends[key].append(facts.known_value(value))
        return trends

    def _reports(self) -> tuple[dict[int, dt.date], dict[int, dt.date | None], dict[int, dt.date]]:
        """The last report of each objective; of each indicator, the end of the last period with a value, and of any."""
        valued = case((Reading.status == ReadingStatus.VALUE, Reading.ends_on))
        query = (
            select(
                Indicator.objective_id,
                Indicator.id,
                func.max(Reading.reported_on),
                func.max(valued),
                func.max(Reading.ends_on),
            )
            .join(Reading)
            .where(Reading.reported_on <= self._today)
            .group_by(Indicator.id)
        )
        reports: dict[int, dt.date] = {}
        values_on: dict[int, dt.date | None] = {}
        told_on: dict[int, dt.date] = {}
        for objective_id, key, reported, value_on, ends_on in self._read(self._of(query, Indicator.objective_id)):
            reports[objective_id] = max(reported, reports.get(objective_id, reported))
            values_on[key], told_on[key] = value_on, ends_on
        return reports, values_on, told_on

    def _partners(self) -> dict[int, set[int]]:
        """Associates and partners with a commitment."""
        partners: dict[int, set[int]] = defaultdict(set)
        helps = self._of(
            select(ObjectiveAssociate.objective_id, ObjectiveAssociate.partner_id), ObjectiveAssociate.objective_id
        )
        shares = self._of(select(Commitment.objective_id, Commitment.partner_id), Commitment.objective_id)
        for key, partner_id in self._read_numbers(union(helps, shares)):
            partners[key].add(partner_id)
        return partners

    def _commitments(self) -> dict[int, tuple[int, int, int]]:
        """Kept, taken and late commitments of each objective: `facts.kept_share` in SQL."""
        closed = [state for state in CommitmentState if state.closed]
        awaited = Commitment.state.not_in((*closed, CommitmentState.PROPOSED))
        late = (Commitment.due < self._today) & awaited
        counts = (Commitment.state == CommitmentState.KEPT, Commitment.state.not_in(facts.NOT_TAKEN), late)
        sums = (func.sum(case((condition, 1), else_=0)) for condition in counts)
        query = select(Commitment.objective_id, *sums).group_by(Commitment.objective_id)
        found = self._read(self._of(query, Commitment.objective_id))
        return {key: (kept, taken, overdue) for key, kept, taken, overdue in found}
