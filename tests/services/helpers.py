"""What the tests of the services share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from psq_desktop import db
from psq_desktop.errors import UserError
from psq_desktop.services import meetings


def meeting_id(base: db.Database, number: int) -> int:
    return next(row.id for row in base.read(meetings.search) if row.number == number)


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[UserError]]:
    with pytest.raises(UserError) as caught:
        yield caught
    assert caught.value.code == code


def problem(caught: pytest.ExceptionInfo[UserError]) -> tuple[str, str, dict[str, Any]]:
    """Field, code and parameters of the only problem."""
    (found,) = caught.value.problems
    return found.field, found.code, dict(found.params)
