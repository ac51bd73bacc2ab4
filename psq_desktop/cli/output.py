"""What a command prints: French for people, JSON for scripts; and the exit statuses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any
from unicodedata import category

from psq_desktop.french import figure, typeset

_COMMANDS = frozenset(("Cc", "Cf", "Zl", "Zp"))  # controls, directions of writing, line ends

DONE, MENDABLE, USAGE = 0, 1, 2


def say(text: str, path: Path | str = "") -> None:
    """A French message; the path after it stays letter for letter what it is."""
    print(harmless(f"{typeset(text)}{path}"))


def harmless(text: str) -> str:
    """The text on one line, without what would command a terminal: names and words of others may hold it."""
    return "".join("\N{REPLACEMENT CHARACTER}" if category(c) in _COMMANDS else c for c in text)


def shortened(text: str, length: int = 60) -> str:
    """The text, cut at a word when it is longer."""
    text = text.rstrip(".")
    return text if len(text) <= length else f"{text[: length + 1].rpartition(' ')[0] or text[:length]}…"


def say_json(value: Any) -> None:
    """One JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def say_table(rows: Sequence[Sequence[Any]]) -> None:
    """Rows in columns, the first one being their headings."""
    lines = [["–" if value is None else _shown(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def _shown(value: Any) -> str:
    return figure(value) if isinstance(value, float) else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.isoformat("minutes") if isinstance(value, time) else str(value)
