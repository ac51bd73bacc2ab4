"""National numbers and bank accounts: refused however they are written; ordinary figures are not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psq_desktop.errors import UserError
from psq_desktop.services import fields
from psq_desktop.services.private_numbers import find

NIR = "284058816502457"
IBAN = "FR7630006000011234567890189"
WIDE = str.maketrans("0123456789FR", "０１２３４５６７８９ＦＲ")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SEPARATORS = [
    "",
    " ",
    "\u00a0",
    "\u202f",
    "\n",
    "\r\n",
    "\t",
    "\u2028",
    "/",
    "_",
    ".",
    "-",
    "–",
    "−",
    " - ",
    "\u200b",
    "\ufeff",
    "\u00ad",
]

DAYS = st.lists(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), min_size=1, max_size=6)


def codes(text: str) -> set[str]:
    try:
        fields.require_safe(text=text)
    except UserError as error:
        return {problem.code for problem in error.problems}
    return set()


@pytest.mark.parametrize(
    "text",
    [
        "2840588\n16502457", "284058 816502457", "2 84 05 88 165 024 57", "2/84/05/88/165/024/57",
        "numéro 2 8 4 0 5 8 8 1 6 5 0 2 4 5 7 a été lu", "(2 8 4 0 5 8 8 1 6 5 0 2 4)", "1 85 05 2A 006 084 31",
        "2840588165024", "Tél. 06 39 98 30 01, 2840588 16502457", "le 22/11/2026 : 28 4058 8165 024 57",
        NIR.translate(WIDE), NIR.translate(ARABIC), "\u200b".join(NIR),
    ],
)  # fmt: skip
def test_a_national_number_is_refused(text: str) -> None:
    assert codes(text) == {"national_number"}


@pytest.mark.parametrize(
    "text",
    [
        IBAN, IBAN.lower(), IBAN.translate(WIDE), "x" + IBAN, "\u200b".join(IBAN), " ".join(IBAN) + " a été donné",
        "FR76 3000 6000 01\n12 3456 7890 189", "FR76 3000 6000 0112 3456 7890 188", "DE89 3704 0044 0532 0130 00",
        "DE 89 3704/0044/0532 0130 00",
        " ".join("DE89370400440532013000"), "30006 00001 12345678901 89", "30006000011234567890189",
        "RIB 3000/6000/0112/3456/7890/189", "20041 01005 0500013M026 06", " ".join("30006000011234567890189"),
        "30006 00001 12345678901 88",
    ],
)  # fmt: skip
def test_a_bank_account_is_refused(text: str) -> None:
    assert codes(text) == {"bank_account"}


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22", "du 2026-11-22 au 2026-11-23, puis 2026-12-01", "2/11/2026 12/12/2026", "22/11/2026\n23/11/2026",
        "06 12 34 56 78", "+33 6 12 34 56 78 / 03 53 01 10 10", "06.12.34.56.78\n06.12.34.56.79", "3237, 17 ou 112",
        "1 250 000 €", "1 250 000 300 000", "2 500 000 000 000", "de 1 284,50 € à 12 400,00 €",
        "décision D-2026-031 du 12/10/2026", "arrêté 2026-0412-A, n° 62-2026-11-0045",
        "2019 2020 2021 2022", "2019-2020, 2020-2021, 2021-2022, 2022-2023, 2023-2024, 2024-2025",
        "2015\n2016\n2017\n2018\n2019\n2020", "1 2 3 4 5 6 7 8 9 10 11 12", "1 2 3 4 5 6 7 8 9 10 11 12 13",
        "3 4 0 2 1 7 9 3 4 6 1 2 0", "05 10 15 20 25 30 35 40", "SIRET 130 025 265 00013", "13002526500013",
        "de 14 h 30 à 18 h, 12 postes sur 24", "18-24\n25-39\n40-59\n60-74", "62100 Calais, 62000 Arras",
        "FR24 habitants du quartier nord et du sud", "ligne 12, 24 rue des Oyats, 3e étage, porte 102", "48,85 / 2,35",
        "28405881650245", "DU 22 11 2026 AU 25 12 2026",
    ],
)  # fmt: skip
def test_ordinary_figures_are_not(text: str) -> None:
    assert not codes(text)


@settings(max_examples=60, deadline=None)
@given(
    number=st.sampled_from([NIR, IBAN]),
    cuts=st.sets(st.integers(1, 26), max_size=26),
    apart=st.sampled_from(SEPARATORS),
    around=st.sampled_from(["{}", "Numéro : {}.", "« {} »", "à lire\n{}\npuis"]),
)
def test_wherever_it_is_cut_and_whatever_stands_there_it_is_found(
    number: str, cuts: set[int], apart: str, around: str
) -> None:
    written = "".join((apart if place in cuts else "") + sign for place, sign in enumerate(number))
    assert find(around.format(written))


@settings(max_examples=60, deadline=None)
@given(DAYS, st.sampled_from(["{:%d/%m/%Y}", "{:%Y-%m-%d}"]))
def test_dates_in_a_row_are_no_number(days: list[dt.date], shape: str) -> None:
    assert not find(" ".join(shape.format(day) for day in days))


def test_a_long_text_is_read_at_once() -> None:
    for text in ("a " * 50_000, "1 " * 50_000, "1\n" * 50_000, "12345678\n" * 10_000):
        find(text)
