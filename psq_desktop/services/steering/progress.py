"""The progress of all objectives put together, for the home page and for documents."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import UserError
from psq_desktop.models.committee import Committee
from psq_desktop.models.kinds import DisclosureLevel, OutlookState
from psq_desktop.models.partner import Partner
from psq_desktop.services import facts, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.since import since_last_meeting
from psq_desktop.services.steering import axes, commitments, matrix, objectives, thresholds
from psq_desktop.services.steering.progress_rows import (
    AxisRow,
    AxisSummary,
    CommitmentRow,
    MatrixPartner,
    ObjectiveRow,
    ObjectiveSheet,
    PilotSummary,
    ProgressDocument,
    ReadingRow,
    Since,
)


def compose(
    session: Session,
    today: dt.date,
    level: DisclosureLevel = DisclosureLevel.PARTNERS,
    *,
    partner_id: int | None = None,
    objective_id: int | None = None,
) -> ProgressDocument:
    """Everything that the dashboard, the matrix and the action sheets print, up to a disclosure level.

    For one partner: the objectives it has a part in. For one objective: that one alone.
    Names of persons, working notes and origins of readings stay out of the public version.
    """
    committee = session.scalars(select(Committee).order_by(Committee.id)).first()
    if committee is None:
        raise UserError("no_committee")
    rows = objectives.search(session, today, partner_id=partner_id, level=level)
    if objective_id is not None:
        rows = tuple(row for row in rows if row.id == objective_id)
    members = tuple(MatrixPartner(p.id, p.name, p.acronym) for p in partners.search(session, today))
    shares = commitments.search(session, today)
    register = [
        d
        for d in decisions.register(session, today, partner_id=partner_id)
        if not d.state.closed and d.disclosure.rank <= level.rank
    ]
    district = committee.district
    return ProgressDocument(
        reference=f"TB-{committee.reference_prefix}/{today.year}/{today.month:02d}",
        letterhead=tuple(district.letterhead.splitlines()),
        committee=committee.name,
        district=district.name,
        city=district.city,
        population=district.population,
        fictional=district.fictional,
        as_of=today,
        level=level,
        partner=next((p for p in members if p.id == partner_id), None),
        limits=thresholds.limits(session),
        axes=axis_summaries(axes.search(session), rows),
        pilots=pilot_summaries(session, rows, shares, members),
        sheets=_sheets(session, today, rows, level),
        matrix=matrix.of(rows, shares, members),
        progress=facts.mean(row.progress for row in rows),
        elapsed=facts.mean(row.elapsed for row in rows),
        partners=len(members),
        late_decisions=sum(d.late_days > 0 for d in register),
        open_decisions=len(register),
        since=_since(session, today, rows, level),
    )


def axis_summaries(known: tuple[AxisRow, ...], rows: tuple[ObjectiveRow, ...]) -> tuple[AxisSummary, ...]:
    """Mean progress and time by axis; axes without an objective shown are left out."""
    summaries = []
    for axis in known:
        own = [row for row in rows if row.axis_id == axis.id]
        if own:
            summaries.append(
                AxisSummary(
                    axis.number, axis.name, len(own), facts.mean(r.progress for r in own),
                    facts.mean(r.elapsed for r in own), any(r.gap for r in own),
                )
            )  # fmt: skip
    return tuple(summaries)


def pilot_summaries(
    session: Session,
    rows: tuple[ObjectiveRow, ...],
    shares: tuple[CommitmentRow, ...],
    members: tuple[MatrixPartner, ...],
) -> tuple[PilotSummary, ...]:
    """Partners that pilot, most objectives first, then the others together."""
    guests = {row[0]: row[1] for row in session.execute(select(Partner.id, Partner.guest))}
    shown = {row.id for row in rows}
    states = defaultdict(list)
    for c in shares:
        if c.objective_id in shown:
            states[c.partner_id].append(c.state)
    pilots = []
    others = []
    for member in members:
        own = [row.outlook for row in rows if row.pilot_id == member.id]
        kept = facts.kept_share(states[member.id])
        if own:
            counts = tuple(own.count(state) for state in OutlookState)
            pilots.append(PilotSummary(member.id, member.name, guests[member.id], counts, *kept))
        elif states[member.id]:
            others.append(kept)
    pilots.sort(key=lambda p: -sum(p.outlooks))
    if others:
        none = (0,) * len(OutlookState)
        kept_by_others, taken = (sum(counts) for counts in zip(*others, strict=True))
        pilots.append(PilotSummary(None, "", False, none, kept_by_others, taken, len(others)))
    return tuple(pilots)


def _sheets(
    session: Session, today: dt.date, rows: tuple[ObjectiveRow, ...], level: DisclosureLevel
) -> tuple[ObjectiveSheet, ...]:
    sheets = (_for_level(sheet, level) for sheet in objectives.sheets(session, rows, today))
    return tuple(_without_persons(sheet) if level is DisclosureLevel.PUBLIC else sheet for sheet in sheets)


def _since(session: Session, today: dt.date, rows: tuple[ObjectiveRow, ...], level: DisclosureLevel) -> Since:
    since = since_last_meeting(session, today, rows)
    if level is not DisclosureLevel.PUBLIC:
        return since
    return replace(since, lines=tuple(line for line in since.lines if line.kind != "support"))


def _for_level(sheet: ObjectiveSheet, level: DisclosureLevel) -> ObjectiveSheet:
    """The sheet without the decisions and agenda items that its readers may not see."""
    return replace(
        sheet,
        decisions=tuple(d for d in sheet.decisions if d.disclosure.rank <= level.rank),
        items=tuple(i for i in sheet.items if i.disclosure.rank <= level.rank),
    )


def _without_persons(sheet: ObjectiveSheet) -> ObjectiveSheet:
    """The sheet for everybody: what was done, not who answers for it; requests and working notes stay inside."""
    return replace(
        sheet,
        commitments=tuple(replace(c, referent="", referent_id=None, comment="") for c in sheet.commitments),
        measures=tuple(replace(m, comment="") for m in sheet.measures),
        outlooks=tuple(replace(o, author="", comment="") for o in sheet.outlooks),
        indicators=tuple(replace(i, readings=tuple(_without_origin(r) for r in i.readings)) for i in sheet.indicators),
        supports=(),
    )


def _without_origin(reading: ReadingRow) -> ReadingRow:
    """What was reported, without who reported it, what they said of it and the file that it came from."""
    return replace(reading, author="", comment="", origin_file="", origin_cell="")
