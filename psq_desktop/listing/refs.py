"""References of listed elements, and what a fact is."""

from __future__ import annotations

from typing import Any

Fact = dict[str, Any]


def meeting_ref(key: int) -> str:
    """A meeting's reference."""
    return f"SEA-{key}"


def objective_ref(key: int | None) -> str | None:
    """An objective's reference."""
    return None if key is None else f"OBJ-{key}"


def campaign_ref(key: int) -> str:
    """A round's reference."""
    return f"CAM-{key}"


def dispatch_ref(key: int) -> str:
    """A dispatch's reference."""
    return f"ENV-{key}"


def return_ref(key: int | None) -> str | None:
    """A returned workbook's reference."""
    return None if key is None else f"RET-{key}"
