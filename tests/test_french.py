"""French typography, dates and numbers: written one way, read as people type them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psq_desktop import french
from psq_desktop.french import MINUS, NARROW, NBSP

SUNDAY = date(2026, 11, 22)
FRIDAY = date(2026, 11, 27)


def spaced(text: str) -> str:
    """Cases are written with ~ for U+00A0 and ^ for U+202F."""
    return text.replace("~", NBSP).replace("^", NARROW)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("« oui »", "«~oui~»"),
        ("«oui»", "«~oui~»"),
        ("Objet : test", "Objet~: test"),
        ("Objet :", "Objet~:"),
        ("Vraiment ? Oui ! Bon ; bien", "Vraiment^? Oui^! Bon^; bien"),
        ("12 %", "12^%"),
        ("1 284", "1^284"),
        ("1 284 500 habitants", "1^284^500 habitants"),
        ("14 h 05", "14~h~05"),
        ("9 h", "9~h"),
        ("4,9 Mo", "4,9~Mo"),
        ("5 €", "5~€"),
        ("12 €, puis 3 m² et 8 km", "12~€, puis 3~m² et 8~km"),
        ("20 min", "20~min"),
        ("43 % (± 4,7 points)", "43^% (±~4,7~points)"),
        ("15 jours", "15~jours"),
        ("1er mars 2026", "1er~mars~2026"),
        ("22 novembre 2026", "22~novembre~2026"),
        ("3 août", "3~août"),
        ("séance n° 5", "séance n°~5"),
        ("M. Valcourt et Mme Émery", "M.~Valcourt et Mme~Émery"),
        ("l'ordre d'aujourd'hui", "l’ordre d’aujourd’hui"),
        ("https://exemple.invalid", "https://exemple.invalid"),
        ("14:05", "14:05"),
        ("03 53 01 10 10.", "03~53~01~10~10."),
        ("a:b", "a:b"),
        ("'citation'", "'citation'"),
        ("", ""),
    ],
)
def test_typeset(typed: str, wanted: str) -> None:
    assert french.typeset(typed) == spaced(wanted)


FRENCH = st.text(alphabet=" ~^aàMmeDupont1234567890h€%:;!?«»'’.,°njmois²\n-".replace("~", NBSP).replace("^", NARROW))
PIECES = st.lists(
    st.sampled_from(
        ["12", "1", "1er", "284", "2026", "mars", "août", "déc.", "mai", " ", " ", " ", NBSP, NARROW, "h", "05", "min",
         "%", ":", ";", "!", "?", "«", "»", "'", "l", "M.", "Mme", "Dupont", "n°", "art.", "€", "jours", ",", "\n"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(st.one_of(FRENCH, PIECES, st.text()))
def test_typeset_is_idempotent(text: str) -> None:
    once = french.typeset(text)
    assert french.typeset(once) == once


@given(st.one_of(FRENCH, PIECES))
def test_typeset_changes_nothing_but_spaces_and_apostrophes(text: str) -> None:
    def words(found: str) -> str:
        return "".join(found.split()).replace("'", "’")

    assert words(french.typeset(text)) == words(text)


@pytest.mark.parametrize(
    ("count", "words", "wanted"),
    [(0, ("décision",), "0~décision"), (1, ("décision",), "1~décision"), (2, ("décision",), "2~décisions"),
     (1284, ("point",), "1^284~points"), (3, ("appel", "appels reçus"), "3~appels reçus"),
     (-1, ("jour",), f"{MINUS}1~jour")],
)  # fmt: skip
def test_plural(count: int, words: tuple[str, ...], wanted: str) -> None:
    assert french.plural(count, *words) == spaced(wanted)


@pytest.mark.parametrize(
    ("value", "decimals", "wanted"),
    [(0, None, "0"), (1284, None, "1^284"), (1284.5, None, "1^284,5"), (-3, None, f"{MINUS}3"), (7.456, 1, "7,5"),
     (1000000, None, "1^000^000"), (2, 2, "2,00")],
)  # fmt: skip
def test_number(value: float, decimals: int | None, wanted: str) -> None:
    assert french.number(value, decimals) == spaced(wanted)


@given(st.integers(-(10**9), 10**9))
def test_a_number_is_read_as_it_is_written(value: int) -> None:
    assert french.parse_number(french.number(value)) == value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("1 284,5", 1284.5), ("1284.5", 1284.5), ("−3", -3.0), ("-3", -3.0), ("7,5", 7.5), ("0", 0.0), ("", None),
     ("douze", None), ("1,2,3", None), ("1e5", None), ("nan", None), ("inf", None), ("12 %", None), (",5", None)],
)  # fmt: skip
def test_parse_number(text: str, wanted: float | None) -> None:
    assert french.parse_number(text) == wanted


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "wanted"),
    [
        (3.0, 0, "", "3"), (3.0, 2, "", "3,00"), (7.5, 0, "%", "7,5^%"), (12.0, 0, "‰", "12^‰"),
        (12.0, 0, "faits", "12~faits"), (1284.25, 0, "", "1^284,25"), (1284.25, 1, "€", "1^284,25~€"),
        (-3.0, 0, "points", f"{MINUS}3~points"), (0.0, 0, "", "0"), (-0.0, 0, "", "0"), (-0.00004, 0, "", "0"),
        (1 / 3, 1, "", "0,3333"), (0.1 + 0.2, 0, "", "0,3"), (1e12, 0, "", "1^000^000^000^000"),
    ],
)  # fmt: skip
def test_a_figure_has_the_decimals_asked_for_or_its_own(value: float, decimals: int, unit: str, wanted: str) -> None:
    assert french.figure(value, decimals, unit) == spaced(wanted)


@given(st.integers(-(10**7), 10**7), st.integers(0, 4), st.integers(0, 4))
def test_a_figure_is_read_as_it_is_written(digits: int, places: int, decimals: int) -> None:
    value = round(digits / 10**places, places)
    written = french.figure(value, decimals)
    assert french.parse_number(written) == value
    assert len(written.partition(",")[2]) >= decimals
    assert french.typeset(written) == written


def test_percent() -> None:
    assert [french.percent(ratio) for ratio in (0, 0.5, 0.814, 1, -0.41)] == [
        spaced(text) for text in ("0^%", "50^%", "81^%", "100^%", f"{MINUS}41^%")
    ]


def test_dates_are_written_one_way() -> None:
    first = date(2026, 10, 1)
    assert french.date_long(first) == spaced("jeudi 1er~octobre~2026")
    assert french.date_long(first, weekday=False, year=False) == spaced("1er~octobre")
    assert french.date_short(first) == spaced("1er~oct.~2026")
    assert french.date_short(date(2026, 3, 2), year=False) == spaced("2~mars")
    assert french.date_digits(date(2026, 3, 2)) == "02/03/2026"
    assert french.time_text(time(9, 5)) == spaced("9~h~05")


@given(st.dates(french.EARLIEST, french.LATEST))
def test_a_written_date_is_read_as_that_date_and_is_already_typeset(day: date) -> None:
    for text in (french.date_long(day), french.date_short(day), french.date_digits(day), day.isoformat()):
        assert french.parse_date(text, SUNDAY) == day
        assert french.typeset(text) == text


@pytest.mark.parametrize(
    ("days", "wanted"),
    [(-6, "depuis 6~jours"), (-1, "depuis 1~jour"), (0, "aujourd’hui"), (1, "demain"), (15, "dans 15~jours")],
)
def test_relative_days(days: int, wanted: str) -> None:
    assert french.relative_days(days) == spaced(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("15/12", date(2026, 12, 15)),
        ("15/12/26", date(2026, 12, 15)),
        ("15/12/2026", date(2026, 12, 15)),
        ("15-12-2026", date(2026, 12, 15)),
        ("15.12.2026", date(2026, 12, 15)),
        ("15 12 2026", date(2026, 12, 15)),
        ("2026-12-15", date(2026, 12, 15)),
        ("2026-1-5", date(2026, 1, 5)),
        ("1/1/99", date(2099, 1, 1)),
        ("01/01", date(2027, 1, 1)),
        ("22/11", date(2026, 11, 22)),
        ("21/11", date(2027, 11, 21)),
        ("15 déc", date(2026, 12, 15)),
        ("15 déc.", date(2026, 12, 15)),
        ("15 DECEMBRE", date(2026, 12, 15)),
        ("15dec", date(2026, 12, 15)),
        ("1er mars 2027", date(2027, 3, 1)),
        (f"1er{NBSP}mars{NBSP}2027", date(2027, 3, 1)),
        ("2 mars", date(2027, 3, 2)),
        ("mardi 15 décembre 2026", date(2026, 12, 15)),
        ("  15/12  ", date(2026, 12, 15)),
        ("août", None),
        ("12 brumaire", None),
        ("31/02", None),
        ("31/02/2026", None),
        ("29/02/2026", None),
        ("29/02/2028", date(2028, 2, 29)),
        ("29/02", date(2028, 2, 29)),
        ("29 févr.", date(2028, 2, 29)),
        ("30/02", None),
        ("31/04", None),
        ("0/12", None),
        ("15/13", None),
        ("15/12/126", None),
        ("2026-02-30", None),
        ("0000-01-01", None),
        ("aujourd'hui", SUNDAY),
        ("aujourd’hui", SUNDAY),
        ("demain", date(2026, 11, 23)),
        ("après-demain", date(2026, 11, 24)),
        ("hier", date(2026, 11, 21)),
        ("+7j", date(2026, 11, 29)),
        ("+7", date(2026, 11, 29)),
        ("+ 2 semaines", date(2026, 12, 6)),
        ("+2s", date(2026, 12, 6)),
        ("+2 sem", date(2026, 12, 6)),
        ("+3 mois", date(2027, 2, 22)),
        ("+0j", SUNDAY),
        ("vendredi", FRIDAY),
        ("Vendredi prochain", FRIDAY),
        ("dimanche", date(2026, 11, 29)),
        ("lundi", date(2026, 11, 23)),
        ("", None),
        ("bientôt", None),
        ("15/12/2026 à 9 h", None),
        ("12345", None),
    ],
)
def test_parse_date(text: str, wanted: date | None) -> None:
    assert french.parse_date(text, SUNDAY) == wanted


def test_a_weekday_is_never_today() -> None:
    assert french.parse_date("vendredi", FRIDAY) == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("today", "text", "wanted"),
    [
        (date(2027, 1, 31), "+1m", date(2027, 2, 28)),
        (date(2028, 1, 31), "+1 mois", date(2028, 2, 29)),
        (date(2026, 10, 31), "+1m", date(2026, 11, 30)),
        (date(2026, 12, 31), "+2m", date(2027, 2, 28)),
        (date(2028, 2, 29), "+12m", date(2029, 2, 28)),
        (date(2028, 2, 29), "29/02", date(2028, 2, 29)),
        (date(2028, 3, 1), "29/02", date(2032, 2, 29)),
        (date(2026, 12, 31), "demain", date(2027, 1, 1)),
    ],
)
def test_months_end_and_leap_years(today: date, text: str, wanted: date) -> None:
    assert french.parse_date(text, today) == wanted


@given(st.text(max_size=20))
def test_no_text_makes_the_readers_fail(text: str) -> None:
    french.parse_date(text, SUNDAY)
    french.parse_time(text)
    french.parse_number(text)
    french.fold(text)


@given(st.from_regex(r"[+]?[0-9]{0,4}[/. jsmh-]?[0-9]{0,4}[/. -]?[a-zé0-9]{0,5}", fullmatch=True))
def test_nothing_like_a_date_makes_the_reader_fail(text: str) -> None:
    found = french.parse_date(text, SUNDAY)
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("14h30", time(14, 30)), ("14 h 30", time(14, 30)), (f"14{NBSP}h{NBSP}05", time(14, 5)), ("14 h", time(14)),
     ("9:05", time(9, 5)), ("930", time(9, 30)), ("1430", time(14, 30)), ("9", time(9)), ("0h00", time(0)),
     ("24h", None), ("9h60", None), ("9h5", None), ("", None), ("midi", None), ("14h30min", time(14, 30))],
)  # fmt: skip
def test_parse_time(text: str, wanted: time | None) -> None:
    assert french.parse_time(text) == wanted


@given(st.times())
def test_a_written_time_is_read_as_that_time(moment: time) -> None:
    assert french.parse_time(french.time_text(moment)) == moment.replace(second=0, microsecond=0, fold=0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Préfecture", "prefecture"),
        ("CŒUR", "coeur"),
        ("l’été", "l'ete"),
        ("Ævar", "aevar"),
        ("e\u0301", "é"),
        ("n°\u00a05\u202f%", "n° 5 %"),
    ],
)
def test_fold_makes_words_comparable(one: str, other: str) -> None:
    assert french.fold(one) == french.fold(other)


@pytest.mark.parametrize("text", ["31/12/9999", "0001-01-01", "31/12/1899", "2200-01-01", "+9999m"])
def test_a_date_out_of_any_reasonable_range_is_none(text: str) -> None:
    assert french.parse_date(text, SUNDAY) is None
    assert french.parse_date(text, date(9999, 12, 30)) is None


@pytest.mark.parametrize("text", ["+7j", "+3m", "vendredi", "demain", "15/12"])
def test_the_end_of_the_calendar_is_no_traceback(text: str) -> None:
    assert french.parse_date(text, date.max) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Opale Mobilités", "d’Opale Mobilités"), ("Ville de Calais", "de Ville de Calais"), ("École", "d’École"),
        ("Œuvres", "d’Œuvres"), ("Habitat du Détroit", "d’Habitat du Détroit"), ("Halte du soir", "de Halte du soir"),
        ("", "de "), ("« Opale »", "de « Opale »"), ("3F", "de 3F"),
    ],
)  # fmt: skip
def test_de_loses_its_vowel_before_another(name: str, said: str) -> None:
    assert french.of(name) == said
