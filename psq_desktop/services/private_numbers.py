"""National numbers and bank accounts in a text, however they are written. Pure.

Only for what is typed about people and their districts: more is refused here than a document that leaves may warn of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from psq_desktop.services.minuting.personal_data import FindingKind, Passage, look

_APART = re.compile(r"[\s/_.·•|\\-]+")  # what may stand between the figures of one number
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?<![0-9])(?:{_DAY}(?P<a>[/.-]){_MONTH}(?P=a){_YEAR}|{_YEAR}(?P<b>[/.-]){_MONTH}(?P=b){_DAY})(?![0-9])"
)
_SPELT = re.compile(r"(?<![0-9A-Z])[0-9A-Z](?: [0-9A-Z]){11,40} [0-9](?![0-9A-Z])", re.IGNORECASE)  # sign by sign
_HEAD = re.compile(r"(?<![0-9A-Za-z])([A-Z]) ?([A-Z]) ?([0-9]) ?([0-9])")  # of an account: its country, its key
_RUN = re.compile(r"[0-9]+(?: (?:2[AB]|[0-9]+))*", re.IGNORECASE)  # figures and nothing else
_FEWEST = 8  # figures of any of these numbers: half the signs of the shortest account
_SOCIAL = re.compile(r"[12]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d\d|2[AB])\d{8}", re.IGNORECASE)
_FRENCH = re.compile(r"F ?R(?: ?[0-9]){12}(?: ?[0-9A-Z]){11}(?: ?[0-9]){2}(?![0-9A-Z])", re.IGNORECASE)  # key or not
_RIB = re.compile(r"(?<![0-9A-Z])[0-9]{5} ?[0-9]{5} ?[0-9A-Z]{11} ?[0-9]{2}(?![0-9A-Z])", re.IGNORECASE)
_RIB_VALUES = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def find(text: str) -> dict[FindingKind, str]:
    """What looks like a national number (NIR) or a bank account (IBAN, RIB), the first of each kind, as read."""
    found: dict[FindingKind, str] = {}
    plain = _plain(text)
    for part in (*plain.splitlines(), plain):  # a number may go on in the next line; figures there may also hide it
        if sum(sign.isdigit() for sign in part) >= _FEWEST:
            for kind, excerpt in _in_text(_APART.sub(" ", part)):
                found.setdefault(kind, excerpt)
    return found


def _plain(text: str) -> str:
    """Signs as on a plain keyboard, what is not seen left out; dates, which are no part of a number, as « ; »."""
    return _DATE.sub(";", "".join(map(_sign, unicodedata.normalize("NFKC", text))))


def _sign(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isprintable() or sign.isspace() else ""
    category = unicodedata.category(sign)
    if category in ("Cf", "Mn", "Me", "Cc"):
        return ""
    if category == "Pd" or sign == "\u2212":
        return "-"
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)


def _in_text(text: str) -> Iterator[tuple[FindingKind, str]]:
    text = _HEAD.sub(r"\1\2\3\4", _SPELT.sub(lambda match: match[0].replace(" ", ""), text))
    for finding in look([Passage(text, None, "")], (), frozenset()):
        if finding.kind in (FindingKind.SOCIAL_NUMBER, FindingKind.BANK_ACCOUNT):
            yield finding.kind, finding.excerpt
    for shape in (_FRENCH, _RIB):
        for match in shape.finditer(text):
            if shape is _FRENCH or match[0].replace(" ", "").isdigit() or _is_account(match[0]):
                yield FindingKind.BANK_ACCOUNT, match[0]
    for match in _RUN.finditer(text):  # figures grouped in any other way: only with the right key
        for kind, has_key in _KEYS.items():
            if has_key(match[0]):
                yield kind, match[0]


def _is_social(text: str) -> bool:
    """Key of a national number: 97 less the rest of the division by 97; Corsica counts as 19 and 18."""
    bare = text.replace(" ", "").upper()
    if not _SOCIAL.fullmatch(bare):
        return False
    number = bare[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(number) % 97 == int(bare[13:])


def _is_account(text: str) -> bool:
    """Key of a French account (RIB): with it the number is a multiple of 97, letters counted as their figures."""
    bare = text.replace(" ", "").upper().translate(_RIB_VALUES)
    if len(bare) != 23 or not bare.isdigit():
        return False
    return (89 * int(bare[:5]) + 15 * int(bare[5:10]) + 3 * int(bare[10:21]) + int(bare[21:])) % 97 == 0


_KEYS: dict[FindingKind, Callable[[str], bool]] = {
    FindingKind.SOCIAL_NUMBER: _is_social,
    FindingKind.BANK_ACCOUNT: _is_account,
}
