"""A base of one's own, as « Créer ma base » leaves it."""

from __future__ import annotations

import pytest

from psq_desktop import db
from psq_desktop.services import setup


@pytest.fixture
def small_base(empty_database: db.Database) -> db.Database:
    empty_database.write(setup.create_base, district="Quartier", city="Ville", committee="Comité")
    return empty_database
