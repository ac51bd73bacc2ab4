"""The decision register as a document, for a disclosure level."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import UserError
from psq_desktop.models.committee import Committee
from psq_desktop.models.decision import Decision, DecisionReminder, FollowUp
from psq_desktop.models.kinds import DecisionState, DisclosureLevel
from psq_desktop.models.live import Dissent, Vote
from psq_desktop.models.objective import Objective
from psq_desktop.services.deciding.decision_rows import DecisionRow, rows
from psq_desktop.services.deciding.register_rows import RegisterDocument, RegisterEvent, RegisterLine
from psq_desktop.services.minuting.minutes_rows import DecisionLine, VoteLine
from psq_desktop.services.names import PartnerLabel, labels_on
from psq_desktop.services.words import WORDS

FollowUps = Mapping[int, Sequence[FollowUp]]
MANY = 500  # ids in one statement


def compose(
    session: Session, decision_ids: Sequence[int], title: str, level: DisclosureLevel, today: dt.date
) -> RegisterDocument:
    """The decisions in the order asked for, without those of items above the level; one alone, with its history.

    Names and states are those of ``today``. Raises ``hidden_decisions`` when the level leaves nothing to show.
    """
    known = {row.id: row for part in _parts(decision_ids) for row in rows(session, today, Decision.id.in_(part))}
    chosen = [known[key] for key in dict.fromkeys(decision_ids) if key in known]
    if not chosen:
        raise UserError("gone")
    shown = [row for row in chosen if row.disclosure.rank <= level.rank]
    if not shown:
        version = WORDS[DisclosureLevel][level.rank].lower()
        raise UserError("hidden_decisions", version=version)
    committee = session.scalars(select(Committee).order_by(Committee.id).limit(1)).first()
    if committee is None:
        raise UserError("no_committee")
    single = len(chosen) == 1
    district = committee.district
    return RegisterDocument(
        letterhead=tuple(district.letterhead.splitlines()),
        reference="/".join(filter(None, (committee.reference_prefix, str(today.year), f"{today.month:02d}"))),
        disclosure=level,
        issued_on=today,
        issued_at=district.city,
        fictional=district.fictional,
        committee=committee.name,
        contact_line=", ".join(filter(None, (committee.secretary_email, committee.secretary_phone))),
        title=title,
        lines=_lines(session, shown, level, today, single=single),
        single=single,
    )


def _parts(decision_ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (decision_ids[start : start + MANY] for start in range(0, len(decision_ids), MANY))


def _lines(
    session: Session, shown: Sequence[DecisionRow], level: DisclosureLevel, today: dt.date, *, single: bool
) -> tuple[RegisterLine, ...]:
    ids = [row.id for row in shown]
    follow_ups = _follow_ups(session, ids)
    dissents = _dissents(session, ids, labels_on(session, today))
    titles = _titles(session, level)
    return tuple(
        RegisterLine(
            _line(row, follow_ups.get(row.id, ()), tuple(dissents.get(row.id, ()))),
            row.meeting_date,
            row.objective if row.objective_id in titles else "",
            titles.get(row.objective_id, ""),
            _first_due(row, follow_ups.get(row.id, ())),
            _events(session, row, follow_ups.get(row.id, ())) if single else (),
            _votes(session, row) if single else (),
        )
        for row in shown
    )


def _titles(session: Session, level: DisclosureLevel) -> Mapping[int | None, str]:
    """What objectives are called, but for those that the level leaves out."""
    query = select(Objective.id, Objective.title, Objective.disclosure)
    return {key: title for key, title, own in session.execute(query) if own.rank <= level.rank}


def _line(row: DecisionRow, known: Sequence[FollowUp], dissents: tuple[str, ...]) -> DecisionLine:
    carried = [f for f in known if f.state is DecisionState.CARRIED_OVER]
    return DecisionLine(
        row.ref, row.kind, row.text, row.pilot or None, row.associates, row.due,
        carried[-1].due_before if carried else None, row.proof, row.state, row.carried_over, row.late_days,
        known[-1].comment if known else "", row.meeting_number, row.item, dissents,
    )  # fmt: skip


def _first_due(row: DecisionRow, known: Sequence[FollowUp]) -> dt.date | None:
    return next((f.due_before for f in known if f.due_after is not None), row.due)


def _follow_ups(session: Session, ids: Sequence[int]) -> FollowUps:
    found: dict[int, list[FollowUp]] = defaultdict(list)
    for part in _parts(ids):
        query = select(FollowUp).where(FollowUp.decision_id.in_(part)).order_by(FollowUp.on, FollowUp.id)
        for each in session.scalars(query):
            found[each.decision_id].append(each)
    return found


def _dissents(session: Session, ids: Sequence[int], labels: Mapping[int, PartnerLabel]) -> Mapping[int, list[str]]:
    """« Habitat du Détroit : … », by decision."""
    found: dict[int, list[str]] = defaultdict(list)
    for part in _parts(ids):
        for each in session.scalars(select(Dissent).where(Dissent.decision_id.in_(part)).order_by(Dissent.id)):
            seat = each.attendance
            who = labels[seat.partner_id].name if seat.partner_id else seat.person or seat.organisation
            found[each.decision_id].append(" : ".join(filter(None, (who, each.text))))
    return found


def _events(session: Session, row: DecisionRow, known: Sequence[FollowUp]) -> tuple[RegisterEvent, ...]:
    chases = select(DecisionReminder.on).where(DecisionReminder.decision_id == row.id)
    found = [RegisterEvent(f.on, f.state, f.due_after, f.comment) for f in known]
    found += [RegisterEvent(on, None, None, "") for on in session.scalars(chases)]
    return tuple(sorted(found, key=lambda event: event.on))


def _votes(session: Session, row: DecisionRow) -> tuple[VoteLine, ...]:
    query = select(Vote).where(Vote.decision_id == row.id).order_by(Vote.id)
    return tuple(
        VoteLine(v.subject, row.ref, v.in_favour, v.against, v.abstained, v.voters) for v in session.scalars(query)
    )
