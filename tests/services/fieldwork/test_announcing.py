"""A text that goes out tells of no control to come, however its day is written; other matters are told freely."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from psq_desktop.services.fieldwork.announcing import Planned, announces

CONTROL = Planned("Commerces de proximité", dt.date(2026, 12, 15), "14 rue des Oyats et galerie du Channel")
FIRST = Planned("Contrôle des débits de boissons", dt.date(2027, 9, 1), "Gare")
DISTRICT = ("Beau-Marais / Centre-ville", "Calais")

WRITINGS = (
    "mardi 15 décembre 2026", "15 décembre", "15 Décembre 2026", "15\u00a0déc. 2026", "15 dec", "15 decembre",
    "quinze décembre", "15/12/2026", "15/12/26", "15/12", "15.12.2026", "15-12-2026", "15 - 12 - 2026", "15 12 2026",
    "2026-12-15", "2026/12/15", "20261215", "15122026", "le 15", "Le 15.", "mardi 15", "mardi quinze", "ce 15",
    "les 14 et 15 décembre", "du 14 au 16 décembre", "entre le 14 et le 17 décembre", "14, 15 et 16 déc.",
    "du lundi 14 au mercredi 16 décembre", "１５/１２/２０２６", "1\u200b5 décembre", "15–12–2026", "15ᵉ jour, le 15",
    "Mardi, le 15", "15 du mois de décembre", "décembre 15", "٢٠٢٦-١٢-١٥",
)  # fmt: skip


@pytest.mark.parametrize("day", WRITINGS)
def test_the_theme_with_any_writing_of_the_day_is_told(day: str) -> None:
    assert announces(f"Les commerces de proximité : passage {day}", (CONTROL,), DISTRICT)
    assert not announces(f"La fresque du hall : passage {day}", (CONTROL,), DISTRICT), "another subject"


@pytest.mark.parametrize(
    "day",
    [each for each in WRITINGS if "déc" in each.lower() or "2026" in each or "15/12" in each],
)
def test_the_day_beside_a_word_for_a_control_is_told(day: str) -> None:
    assert announces(f"Une grande opération des services : {day}", (CONTROL,), DISTRICT)
    assert announces(f"{day} : CONTRÔLES", (CONTROL,), DISTRICT)


@pytest.mark.parametrize(
    "text",
    [
        "Commerces de proximité, galerie du Channel",
        "Rue des Oyats, commerce de proximité",
        "Passage rue des Oyats et dans la galerie du Channel.",
        "GALERIE DU CHANNEL, RUE DES OYATS",
        "Un contrôle aura lieu rue des Oyats.",
        "Passage galerie du Channel le 15 décembre",
    ],
)
def test_the_place_is_told(text: str) -> None:
    assert announces(text, (CONTROL,), DISTRICT)


@pytest.mark.parametrize(
    "day", ["1er septembre 2027", "1er sept.", "le premier sept. 2027", "01/09", "le 1er", "2027-9-1"]
)
def test_the_first_of_the_month_is_told(day: str) -> None:
    assert announces(f"Débit de boisson : {day}", (FIRST,))
    assert announces("Débits de boissons, près de la gare", (FIRST,))
    assert not announces("Près de la gare, la fresque est finie.", (FIRST,)), "one common word"


@pytest.mark.parametrize(
    "text",
    [
        "Le 15 décembre 2026, la fresque sera inaugurée.",
        "Les commerces de proximité ont reçu la médiation le 12 octobre.",
        "Les commerces de proximité ont été vus le 15 octobre 2026.",
        "Commerces de proximité : 15 % de plus, 15,12 points, 215 passages, 15 commerces.",
        "Commerces de proximité, le 15/10 et le 15 rue Mollien.",
        "Un contrôle inter-services a été mené le 15 novembre 2026 (commerces de proximité).",
        "Un contrôle a eu lieu le 15 décembre 2025.",
        "Deux contrôles ont été menés le 15/12/2025, 151 lieux vus.",
        "Les halls du 14 rue des Oyats sont éclairés ; le contrôle d’accès est réparé.",
        "Un contrôle a été mené au Beau-Marais et au Centre-ville.",
        "Des commerces de proximité du Beau-Marais ont rouvert au 4e trimestre 2026.",
        "Le contrôle des accès compte 15 caméras, dont 12 neuves.",
        "",
    ],
)
def test_other_matters_are_told_freely(text: str) -> None:
    assert not announces(text, (CONTROL,), DISTRICT)


def test_a_place_of_the_districts_name_or_nothing_at_all_tells_nothing() -> None:
    bare = Planned("Contrôle", None, "Beau-Marais")
    for control in (bare, Planned("", None, ""), Planned("Opération de contrôle", dt.date(2026, 12, 15), "")):
        assert not announces("Un contrôle a été mené au Beau-Marais le 3 octobre.", (control,), DISTRICT)


@pytest.mark.parametrize("part", ["Un contrôle 15 ", "1, ", "1 ", " ", "décembre ", "15/"])
def test_a_text_without_end_is_looked_through_at_once(part: str) -> None:
    started = time.process_time()
    announces(part * (100_000 // len(part)), (CONTROL,), DISTRICT)
    assert time.process_time() - started < 2
