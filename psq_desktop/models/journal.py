"""The one journal: a chain of digests, and apart from it the contents, which may be erased one by one."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from psq_desktop.models.base import Base


class JournalEntry(Base):
    """One changed row. Entries of one transaction share ``step``, the ``n`` of its first entry."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_object", "kind", "object_id"),)

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[int] = mapped_column(index=True)
    at: Mapped[str] = mapped_column(String(32))  # UTC, ISO 8601
    actor: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(60))  # decisions.create, undo, redo…
    reverts: Mapped[int | None]  # the step that an undo or a redo takes back
    change: Mapped[str] = mapped_column(String(10))  # insert, update, delete
    kind: Mapped[str] = mapped_column(String(60))  # table
    object_id: Mapped[int]
    commitment: Mapped[bytes] = mapped_column(LargeBinary(32))  # HMAC of the content under its salt
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class JournalContent(Base):
    """What changed, from what to what, as JSON. Deleting a row erases it; the chain stays verifiable."""

    __tablename__ = "journal_content"

    n: Mapped[int] = mapped_column(ForeignKey("journal_entry.n"), primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(32))
    body: Mapped[str] = mapped_column(Text)
