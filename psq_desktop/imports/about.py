"""What a workbook says of itself, in words that both formats share."""

from __future__ import annotations

import datetime as dt
import re

from psq_desktop.imports import limits

_CONSTANT = re.compile(r'"(?:[^"]|"")*"|[+-]?[0-9]+(?:\.[0-9]+)?')


def constant(text: str) -> str | None:
    """What a defined name holds, without quotes; ``None`` when it is no constant."""
    if len(text) > limits.TEXT or _CONSTANT.fullmatch(text) is None:
        return None
    return text[1:-1].replace('""', '"') if text.startswith('"') else text


def program(text: str) -> str:
    """« LibreOffice » of « LibreOffice/7.4.7.2$Linux_X86_64 … »."""
    return text.partition("/")[0].strip()[: limits.NAME]


def moment(text: str) -> dt.datetime | None:
    """A moment as ISO 8601 tells it, without its zone; ``None`` of anything else."""
    try:
        return dt.datetime.fromisoformat(text.strip()[:19])
    except ValueError:
        return None
