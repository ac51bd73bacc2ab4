"""References that survive paper and spreadsheets, or are found out."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psq_desktop.services.forms import keys

REFS = st.builds("{}-{}".format, st.text(string.ascii_uppercase, min_size=3, max_size=3), st.integers(0, 10**7))


def swaps(text: str) -> set[str]:
    found = {text[:n] + text[n + 1] + text[n] + text[n + 2 :] for n in range(len(text) - 1)}
    return found - {text}


def changes(text: str) -> set[str]:
    signs = string.ascii_uppercase + string.digits + "-*é "
    found = {text[:n] + sign + text[n + 1 :] for n in range(len(text)) for sign in signs}
    return {each for each in found if each.strip() != text} - {text}


@given(REFS)
def test_a_key_tells_its_reference(ref: str) -> None:
    kind, number = ref.split("-")
    key = keys.row_key(ref)
    assert keys.looks_like_row_key(key)
    assert keys.read_row_key(f" {key.lower()} ") == f"{kind}-{int(number)}"


@given(REFS)
@settings(max_examples=60)
def test_every_changed_character_of_a_key_is_found(ref: str) -> None:
    assert [wrong for wrong in changes(keys.row_key(ref)) if keys.read_row_key(wrong) is not None] == []


@given(REFS)
def test_every_swap_of_neighbours_in_a_key_is_found(ref: str) -> None:
    assert [wrong for wrong in swaps(keys.row_key(ref)) if keys.read_row_key(wrong) is not None] == []


@pytest.mark.parametrize("attempt", range(60))
def test_every_slip_in_a_dispatch_code_is_found(attempt: int) -> None:
    code = keys.new_dispatch_code()
    assert keys.read_dispatch_code(f' "{code.lower()}" ') == code
    assert [wrong for wrong in changes(code) | swaps(code) if keys.read_dispatch_code(wrong) is not None] == []


def test_a_key_is_written_one_way_only() -> None:
    assert keys.read_row_key(keys.row_key("IND-12").replace("00012", "000012")) is None
    assert keys.read_row_key("IND-12-Q") is None


@pytest.mark.parametrize("text", ["", "-", "Clé", "IND", "IND-00012", "IND-٠٠٠١٢-Q", "x" * 10_000])
def test_other_words_are_no_key(text: str) -> None:
    assert not keys.looks_like_row_key(text)
    assert keys.read_row_key(text) is None
    assert keys.read_dispatch_code(text) is None


def test_two_codes_never_look_alike_to_the_eye() -> None:
    assert not set("ILOUZ") & set("".join(keys.new_dispatch_code()[2:] for _ in range(200)))
