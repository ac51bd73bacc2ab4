"""What documents must not let be believed: a proxy is no substitute, an item nobody took up was not debated."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from psq_desktop.exports import catalogue, facts
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from psq_desktop.services.preparing.summons_rows import SummonsDocument
from tests.exports.documents import ATTENDANCE, ITEMS, MEETING, REPRESENTED, SUMMONS, seat
from tests.exports.pdf_checks import text_of

PUBLIC, PARTNERS, RESTRICTED = DisclosureLevel
PROXY = replace(
    seat("Habitants", "Amicale", "M. Blondin", REPRESENTED, acronym="AM", by="M. Joris Pannetier"),
    proxy_to="Médiation du Rivage",
)
WITH_PROXY = replace(MEETING, attendance=(*ATTENDANCE, PROXY))
GIVEN = "pouvoir donné à M. Joris Pannetier, Médiation du Rivage"


def text(what: str, document: MeetingDocument | SummonsDocument) -> str:
    return text_of(catalogue.render(what, ".pdf", document)).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("what", ["minutes", "attendance"])
def test_a_proxy_is_no_substitute(what: str) -> None:
    said = text(what, WITH_PROXY)
    assert GIVEN in said and "par M. Joris Pannetier" not in said
    assert "par Mme Lenoble" in said  # a substitute


def test_proxies_have_their_own_count_and_column() -> None:
    assert facts.totals(WITH_PROXY)[2].replace("\u00a0", " ") == "2 représentés, 1 pouvoir"
    assert facts.announced(PROXY) == (GIVEN,)
    book = openpyxl.load_workbook(BytesIO(catalogue.render("attendance", ".xlsx", WITH_PROXY)))
    rows = [[str(cell.value or "").replace("\u00a0", " ") for cell in row] for row in book["Présence"]]
    titles = next(row for row in rows if "Pouvoir à" in row)
    by, to = titles.index("Représenté par"), titles.index("Pouvoir à")
    (told,) = [(row[by], row[to]) for row in rows if "Amicale" in row]
    assert told == ("", GIVEN.removeprefix("pouvoir donné à "))


@pytest.mark.parametrize(
    ("level", "whom"),
    [
        (RESTRICTED, "Présidence et secrétariat du comité seulement."),
        (PARTNERS, "Membres et invités du comité."),
        (PUBLIC, "Version publique."),
    ],
)
def test_each_version_says_whom_it_is_for(level: DisclosureLevel, whom: str) -> None:
    assert facts.diffusion_text(replace(MEETING, disclosure=level, withheld=())) == whom + (
        " Ne pas diffuser au-delà." if level is RESTRICTED else ""
    )


def test_an_item_that_nobody_took_up_says_so() -> None:
    passed = replace(ITEMS[0], notes=(), decisions=(), votes=(), not_reached=True)
    document = replace(MEETING, items=(passed,), withheld=())
    assert "Point non abordé." in text("minutes", document)
    book = openpyxl.load_workbook(BytesIO(catalogue.render("minutes", ".xlsx", document)))
    assert "Point non abordé." in [cell.value for row in book["Points"] for cell in row]


def test_a_letter_numbers_its_items_and_names_no_level_but_the_restricted_one() -> None:
    letter = text("summons", SUMMONS)
    assert all(f"{item.number}. " in letter for item in SUMMONS.items)
    assert "iffusion" not in letter
    assert "diffusion restreinte" in text("summons", replace(SUMMONS, disclosure=RESTRICTED))
