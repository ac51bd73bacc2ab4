"""Whether a returned row still is what its hidden key says: what it shows against what was sent. Pure."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from functools import cached_property

from psq_desktop.french import figure, fold
from psq_desktop.services.forms.answers import as_read
from psq_desktop.services.forms.book_rows import RawCell
from psq_desktop.services.forms.form_rows import Form, FormRow, Shown

SHOWN = ("code", "share", "indicator")
_CLOSE = 0.8  # texts nearer than that are one, mistyped


class Words:
    """What the rows of a form show, to tell them from one another."""

    def __init__(self, form: Form) -> None:
        self._rows = {row.ref: row for row in form.rows}

    def __contains__(self, ref: str) -> bool:
        return ref in self._rows

    def unsure(self, code: str, cell: RawCell | None) -> bool:
        """Whether a number may be two of the form's codes: a spreadsheet makes 1.1 of 1.10."""
        if cell is None or not isinstance(cell.value, float | int):
            return False
        codes = {row.code for row in self._rows.values()}
        plain = code.replace(",", ".")
        return {plain, f"{plain}0"} <= codes

    def mixed(self, ref: str, words: Mapping[str, str]) -> bool:
        """Whether ``words``, by column, are not those of the row ``ref``. Columns without words say nothing."""
        said = {key: _plain(words[key]) for key in SHOWN if words.get(key, "").strip()}
        if "code" in said:
            said["code"] = said["code"].rstrip(".").replace(",", ".")
        row = self._rows[ref]
        if not said or not (said.keys() - {"code"}):
            return False
        if (period := _period(row)) and "indicator" in said and period not in said["indicator"]:
            return True
        found = _joined(said)
        own = self._variants[ref]
        mine = {_joined({key: told.get(key, "") for key in said}) for told in own}
        if found in mine:
            return False
        others = (told for other, variants in self._variants.items() if other != ref for told in variants)
        if any(found == _joined({key: told.get(key, "") for key in said}) for told in others):
            return True
        return any(_nearest(said[key], {told[key] for told in own}) < _CLOSE for key in said)

    @cached_property
    def _variants(self) -> dict[str, list[dict[str, str]]]:
        """By row, what its columns may say: a share with its second line, or one of the two."""
        return {ref: _shown(row) for ref, row in self._rows.items()}


def _shown(row: FormRow) -> list[dict[str, str]]:
    texts = {key: _texts(row.shown.get(key)) for key in SHOWN}
    return [
        {"code": texts["code"][0], "share": share, "indicator": indicator}
        for share in texts["share"]
        for indicator in texts["indicator"]
    ]


def _texts(cell: Shown | None) -> list[str]:
    if cell is None:
        return [""]
    value, under = as_read(RawCell("", cell.value)), cell.under
    return list(dict.fromkeys(map(_plain, (f"{value} {under}", value, under or value))))


def _nearest(text: str, sent: set[str]) -> float:
    return max(difflib.SequenceMatcher(None, text, each, autojunk=False).ratio() for each in sent)


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("’", "'").split())


def _joined(told: Mapping[str, str]) -> str:
    return " | ".join(told.get(key, "") for key in SHOWN)


def _period(row: FormRow) -> str:
    """« oct. 2026 » of a figure asked for it: what follows its title."""
    title, shown = _plain(str(row.facts.get("title") or "")), row.shown.get("indicator")
    told = _plain(str(shown.value or "")) if shown is not None else ""
    return told.removeprefix(title).lstrip(" ,") if title and told.startswith(title + ",") else ""


def differs(sent: Shown | None, cell: RawCell | None) -> bool | None:
    """Whether a cell that is not to fill in says something else than what was sent; ``None`` when it cannot be told."""
    wanted = sent.value if sent is not None else None
    read = as_read(cell).split("\n", 1)[0] if cell is not None else ""  # what stands under it is small print
    if wanted is None or wanted == "" or not read.strip():
        nothing = wanted is None or wanted == ""
        return None if nothing and not read.strip() else nothing is bool(read.strip())
    assert sent is not None and cell is not None
    if isinstance(cell.value, dt.date):
        return None
    if isinstance(wanted, str):
        return _plain(wanted) not in _plain(read)
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return all(abs(cell.value * by - wanted) > 1e-6 * max(1.0, abs(wanted)) for by in (1, 100))
    return "".join(figure(wanted, sent.decimals).split()) not in "".join(read.split())
