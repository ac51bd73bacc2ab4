"""The territory a partnership works for."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from psq_desktop.models.base import Line, Name, Record


class District(Record):
    """A quartier: its population always stands with its source, for every rate names its denominator."""

    __tablename__ = "district"

    name: Mapped[str] = mapped_column(Name)
    city: Mapped[str] = mapped_column(Name)
    population: Mapped[int | None]
    population_source: Mapped[str] = mapped_column(Line, default="")
    letterhead: Mapped[str] = mapped_column(Text, default="")  # one line per line, the authority first
    fictional: Mapped[bool] = mapped_column(default=False)
