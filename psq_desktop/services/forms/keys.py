"""References that travel on paper and in files, with a character that finds what was mistyped or mangled."""

from __future__ import annotations

import re
import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"  # 31, a prime; without I, L, O, U, Z that look like others
_PLACES = {**{c: n for n, c in enumerate(map(chr, range(65, 91)))}, **{str(n): n for n in range(10)}}  # A is 0, B is 1
_CODED = {c: n for n, c in enumerate(_ALPHABET)}
_ROW = re.compile(rf"([A-Z]{{3}})-([0-9]{{5,}})-([{_ALPHABET}])")
_DISPATCH = re.compile(rf"E-([{_ALPHABET}]{{10}})-([{_ALPHABET}])")


def _check(text: str, values: dict[str, int]) -> str:
    """One character changed, or two neighbours swapped, always give another: their values differ by less than 31."""
    total = 0
    for character in text:
        total = (total * 37 + values[character]) % 31
    return _ALPHABET[total]


def row_key(ref: str) -> str:
    """« IND-12 » as « IND-00012-Q »."""
    kind, _, number = ref.partition("-")
    digits = f"{int(number):05d}"
    return f"{kind}-{digits}-{_check(kind + digits, _PLACES)}"


def looks_like_row_key(text: str) -> bool:
    """Whether a cell holds a key, right or wrong."""
    return _ROW.fullmatch(text.strip().upper()) is not None


def read_row_key(text: str) -> str | None:
    """« IND-12 » of « IND-00012-Q »; ``None`` when the check character is not its own."""
    text = text.strip().upper()
    match = _ROW.fullmatch(text)
    if match is None:
        return None
    ref = f"{match[1]}-{int(match[2])}"
    return ref if row_key(ref) == text else None


def new_dispatch_code() -> str:
    """A code that no other dispatch bears, of this base or another: « E-7F3K9QPJ2M-X »."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return f"E-{body}-{_check(body, _CODED)}"


def read_dispatch_code(text: str) -> str | None:
    """The code as it is stored; ``None`` when the text is none."""
    text = text.strip().strip('"').upper()
    match = _DISPATCH.fullmatch(text)
    return text if match is not None and _check(match[1], _CODED) == match[2] else None
