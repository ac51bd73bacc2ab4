"""Find a child widget, or fail."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject

ChildT = TypeVar("ChildT", bound=QObject)


def child(parent: QObject, kind: type[ChildT]) -> ChildT:
    """The only or first child of that kind."""
    found = parent.findChild(kind)
    assert found is not None, f"no {kind.__name__}"
    return found
