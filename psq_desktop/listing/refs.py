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


def reservist_ref(key: int) -> str:
    """A reservist's reference: the code changes once, when a candidate is approved."""
    return f"RES-{key}"


def mission_ref(key: int) -> str:
    """A mission's reference."""
    return f"MIS-{key}"


def return_ref(key: int | None) -> str | None:
    """A returned workbook's reference."""
    return None if key is None else f"RET-{key}"
