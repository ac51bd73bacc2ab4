"""What every table of the domain has: a number, and a counter that finds two users on one row."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Enum, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

E = TypeVar("E", bound=StrEnum)


def vocabulary(kind: type[E]) -> Enum:
    """Column type of a closed vocabulary: stored by value, refused by the database when unknown."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=20,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


# Typed words are kept whole, however long: a limit would cut what somebody wrote.
Name = Line = Text()


# A number is never given to a second row: references stay true, and what was deleted can come back under its own.
STABLE_IDS = {"sqlite_autoincrement": True}


class Base(DeclarativeBase):
    """Root of the mapped classes."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Record(Base):
    """A journalled row. ``version`` only ever grows, undo included."""

    __abstract__ = True
    __undoable__ = True
    __table_args__: Any = STABLE_IDS

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(nullable=False)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}
