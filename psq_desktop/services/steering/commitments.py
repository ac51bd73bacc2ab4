"""Each partner's share of an objective."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.kinds import CommitmentState
from psq_desktop.models.objective import Axis, Commitment, Objective
from psq_desktop.models.partner import Contact, Partner
from psq_desktop.services import fields
from psq_desktop.services.names import labels_on, objective_code, person
from psq_desktop.services.steering.progress_rows import CommitmentRow


def _share(value: int | None) -> int | None:
    if value is not None and not 0 <= value <= 100:
        raise UserError("invalid", Problem("share", "percent_range"))
    return value


FIELDS = {
    "text": fields.Field(str, required=True, clean=fields.paragraph),
    "share": fields.Field((int, type(None)), clean=_share),
    "accepted_on": fields.DAY,
    "referent_id": fields.KEY,
    "means": fields.LONG_TEXT,
    "proof": fields.TEXT,
    "due": fields.DAY,
    "comment": fields.LONG_TEXT,
}
REASONED = (CommitmentState.NOT_KEPT, CommitmentState.ABANDONED)  # states that say why


def search(
    session: Session, today: dt.date, *, objective_id: int | None = None, partner_id: int | None = None
) -> tuple[CommitmentRow, ...]:
    """Commitments by objective and partner, with the names of the day."""
    query = (
        select(Commitment, Axis.number, Objective.number, Objective.title)
        .join(Objective, Objective.id == Commitment.objective_id)
        .join(Axis, Axis.id == Objective.axis_id)
        .order_by(Axis.number, Objective.number, Commitment.id)
    )
    if objective_id is not None:
        query = query.where(Commitment.objective_id == objective_id)
    if partner_id is not None:
        query = query.where(Commitment.partner_id == partner_id)
    labels = labels_on(session, today)
    referents = select(Contact).where(Contact.id.in_(select(Commitment.referent_id)))
    people: dict[int | None, str] = {contact.id: person(contact) for contact in session.scalars(referents)}
    rows = []
    for c, axis, number, title in session.execute(query):
        awaited = c.state is not CommitmentState.PROPOSED and not c.state.closed  # a proposal binds nobody yet
        late = (today - c.due).days if c.due and awaited else 0
        label = labels[c.partner_id]
        rows.append(
            CommitmentRow(
                c.id, c.objective_id, objective_code(axis, number), title, c.partner_id, label.name, label.acronym,
                c.text, c.state, c.share, c.accepted_on, c.referent_id, people.get(c.referent_id, ""), c.means, c.proof,
                c.due, c.comment, max(late, 0),
            )
        )  # fmt: skip
    return tuple(rows)


def create(
    session: Session,
    objective_id: int,
    partner_id: int,
    text: str,
    *,
    due: dt.date | None = None,
    referent_id: int | None = None,
    means: str = "",
    proof: str = "",
) -> int:
    """Propose a share to a partner. Returns its id."""
    objective = fields.fetch(session, Objective, objective_id)
    fields.fetch(session, Partner, partner_id)
    text = fields.paragraph(text)
    fields.require(text=text)
    fields.require_due(due, objective.start)
    _check_referent(session, partner_id, referent_id)
    commitment = Commitment(
        objective_id=objective_id, partner_id=partner_id, text=text, due=due, referent_id=referent_id,
        means=fields.paragraph(means), proof=fields.line(proof),
    )  # fmt: skip
    session.add(commitment)
    session.flush()
    return commitment.id


def _check_referent(session: Session, partner_id: int, referent_id: int | None) -> None:
    if referent_id is not None and fields.fetch(session, Contact, referent_id).partner_id != partner_id:
        raise UserError("gone")  # chosen for another partner


def set_field(session: Session, commitment_id: int, name: str, value: Any) -> None:
    """Change one of `FIELDS`; a state goes through `set_state`, which knows what it needs."""
    commitment = fields.fetch(session, Commitment, commitment_id)
    if name == "due":
        fields.require_due(value, commitment.objective.start)
    if name == "referent_id":
        _check_referent(session, commitment.partner_id, value)
    fields.assign(commitment, FIELDS, name, value)
    if name == "comment" and commitment.state in REASONED:
        fields.require(comment=commitment.comment)


def update(session: Session, commitment_id: int, values: Mapping[str, Any]) -> None:
    """Change several of `FIELDS` at once; every problem is told."""
    with fields.all_problems() as each:
        for name, value in values.items():
            with each():
                set_field(session, commitment_id, name, value)


def set_state(
    session: Session, commitment_id: int, state: CommitmentState, on: dt.date, comment: str | None = None
) -> None:
    """Say where a share stands. Leaving « proposé » dates the acceptance; « non tenu » and « abandonné » say why."""
    commitment = fields.fetch(session, Commitment, commitment_id)
    fields.require_range(on=on)
    text = commitment.comment if comment is None else fields.paragraph(comment)
    if state in REASONED:
        fields.require(comment=text)
    if state is CommitmentState.PROPOSED:
        commitment.accepted_on = None
    elif commitment.accepted_on is None and state is not CommitmentState.ABANDONED:
        commitment.accepted_on = on
    if state is CommitmentState.KEPT:
        commitment.share = 100
    elif commitment.state is CommitmentState.KEPT:
        commitment.share = None  # 100 % came with the word, it goes with it
    commitment.state, commitment.comment = state, text


def remove(session: Session, commitment_id: int) -> None:
    """Delete a commitment."""
    session.delete(fields.fetch(session, Commitment, commitment_id))
