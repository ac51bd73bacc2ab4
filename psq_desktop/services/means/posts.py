"""Retained posts of the district: what each asks for and whether it is held, never by whom."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.kinds import PostState
from psq_desktop.models.means import RetainedPost
from psq_desktop.services import fields
from psq_desktop.services.means import needs
from psq_desktop.services.means.means_rows import NeedRow, PostRow
from psq_desktop.services.means.writing import UNKNOWN, add, assign_all, objective_names
from psq_desktop.services.names import labels_on

FIELDS = {
    "code": fields.HEADLINE,
    "title": fields.HEADLINE,
    "profile": fields.NOTE,
    "unit": fields.WORDS,
    "partner_id": fields.KEY,
    "hours": fields.WORDS,
    "filled_on": fields.DAY,
    "stays_until": fields.DAY,
    "vacant_since": fields.DAY,
    "objective_id": fields.KEY,
    "note": fields.NOTE,
}
_CODE = re.compile(r"PF-0*(\d{1,6})")


def state_on(filled_on: dt.date | None, vacant_since: dt.date | None, today: dt.date) -> PostState:
    """Of an arrival and a departure, the later one that has come decides."""
    if filled_on is not None and filled_on <= today:
        left = vacant_since is not None and filled_on < vacant_since <= today
        return PostState.VACANT if left else PostState.FILLED
    return PostState.COMING if filled_on is not None else PostState.VACANT


def search(session: Session, today: dt.date) -> tuple[PostRow, ...]:
    """Every post, by code."""
    labels, objectives = labels_on(session, today), objective_names(session)
    asked: dict[int | None, list[NeedRow]] = defaultdict(list)
    for need in needs.search(session, today):
        asked[need.post_id].append(need)
    rows = []
    for p in session.scalars(select(RetainedPost)):
        state = state_on(p.filled_on, p.vacant_since, today)
        label = labels.get(p.partner_id) if p.partner_id else None
        empty = p.vacant_since if state is not PostState.FILLED else None
        vacant_days = (today - empty).days if empty is not None and empty <= today else None
        rows.append(
            PostRow(
                p.id, p.code, p.title, p.profile, p.unit, p.partner_id, label.acronym if label else "",
                label.name if label else "", p.hours, p.filled_on, p.stays_until, p.vacant_since, vacant_days,
                state, p.objective_id, *objectives.get(p.objective_id, UNKNOWN), p.note, tuple(asked[p.id]),
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=_by_code))


def _by_code(row: PostRow) -> tuple[int, str]:
    found = _CODE.fullmatch(row.code)
    return (int(found[1]) if found else 1_000_000, row.code)


def choices(session: Session) -> tuple[tuple[int | None, str], ...]:
    """Every post as a choice list needs it; first, no post in particular."""
    found = session.execute(select(RetainedPost.id, RetainedPost.code, RetainedPost.title).order_by(RetainedPost.code))
    return ((None, "Tous les postes"), *((key, f"{code} {title}") for key, code, title in found))


def next_code(session: Session) -> str:
    """« PF-13 » after « PF-12 »."""
    numbers = (_CODE.fullmatch(code) for code in session.scalars(select(RetainedPost.code)))
    return f"PF-{max((int(found[1]) for found in numbers if found), default=0) + 1:02d}"


def _check(session: Session, post: RetainedPost) -> None:
    problems = []
    others = select(RetainedPost.id).where(RetainedPost.code == post.code, RetainedPost.id != (post.id or 0))
    if session.scalars(others).first() is not None:
        problems.append(Problem("code", "post_code_taken", (("code", post.code),)))
    if post.stays_until is not None and post.filled_on is not None and post.stays_until < post.filled_on:
        problems.append(Problem("stays_until", "stays_before_arrival"))
    if problems:
        raise UserError("invalid", *problems)


def create(session: Session, /, title: str, *, code: str = "", **values: Any) -> int:
    """A new post; without a ``code`` it takes the next one. Returns its id."""
    code = code.strip() or next_code(session)
    blank = RetainedPost(code="", title="", profile="", unit="", hours="", note="")
    return add(
        session,
        assign_all(session, blank, FIELDS, {"code": code, "title": title, **values}, partial(_check, session)),
    )


def update(session: Session, post_id: int, values: Mapping[str, Any]) -> None:
    """Change several of `FIELDS` at once; every problem is told."""
    assign_all(session, fields.fetch(session, RetainedPost, post_id), FIELDS, values, partial(_check, session))


def set_vacant(session: Session, post_id: int, on: dt.date) -> None:
    """The holder leaves: the post is vacant from that day on. Problems are told at ``on``."""
    fields.require(on=on)
    fields.require_range(on=on)
    post = fields.fetch(session, RetainedPost, post_id)
    if post.filled_on is not None and on <= post.filled_on:
        post.filled_on = None
    post.vacant_since, post.stays_until = on, None


def set_filled(session: Session, post_id: int, on: dt.date, stays_until: dt.date | None = None) -> None:
    """Somebody arrives, or will: the post is held from that day on. Problems are told at the argument's name."""
    fields.require(on=on)
    fields.require_range(on=on)
    update(session, post_id, {"filled_on": on, "stays_until": stays_until, "vacant_since": None})


def remove(session: Session, post_id: int) -> None:
    """Delete a post with its needs for training."""
    session.delete(fields.fetch(session, RetainedPost, post_id))
