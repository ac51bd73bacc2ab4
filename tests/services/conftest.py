"""A base of one's own, as « Créer ma base » leaves it, and one with an objective."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from psq_desktop import db
from psq_desktop.services import setup
from tests.services.concerted import Made, open_made
from tests.services.rounds.returned import Round, open_round


@pytest.fixture
def small_base(empty_database: db.Database) -> db.Database:
    empty_database.write(setup.create_base, district="Quartier", city="Ville", committee="Comité")
    return empty_database


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """Three partners and one objective."""
    found = open_made(tmp_path / "made.psq")
    yield found
    found.base.close()


@pytest.fixture
def round_(tmp_path: Path) -> Iterator[Round]:
    """A round of collection: one partner's workbook is out."""
    found = open_round(tmp_path / "round.psq")
    yield found
    found.base.close()
