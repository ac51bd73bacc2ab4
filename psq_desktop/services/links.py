"""What refers to a record, read from the tables: no list to forget when another table comes."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Table, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from psq_desktop.models.base import Record
from psq_desktop.models.tables import Base


def columns_to(kind: type[Record], *, but: tuple[type[Record], ...] = ()) -> tuple[InstrumentedAttribute[Any], ...]:
    """Every attribute of another table that refers to a kind of record; ``but``: tables left out."""
    table = cast(Table, kind.__table__)
    return tuple(
        getattr(mapper.class_, mapper.get_property_by_column(column).key)
        for mapper in Base.registry.mappers
        if mapper.class_ not in but
        for column in mapper.local_table.c
        if any(key.references(table) for key in column.foreign_keys)
    )


def used(session: Session, kind: type[Record], key: int, *, but: tuple[type[Record], ...] = ()) -> bool:
    """Whether anything refers to a record, tables left out aside."""
    return any(session.scalar(select(func.count()).where(column == key)) for column in columns_to(kind, but=but))


def let_go(session: Session, kind: type[Record], key: int) -> None:
    """Empty what may be empty and refers to a record: what it was about stays, without the link."""
    for column in columns_to(kind):
        if column.property.columns[0].nullable:
            for row in session.scalars(select(column.class_).where(column == key)):
                setattr(row, column.key, None)
    session.flush()
