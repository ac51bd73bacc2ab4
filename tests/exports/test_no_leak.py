"""Nothing of a restricted item is in what goes to others: neither in text, bookmarks, metadata, name nor parts."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from psq_desktop import db, richtext
from psq_desktop.exports import catalogue
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DisclosureLevel, MinutesState
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import agenda, brief, dossier, summons
from psq_desktop.services.sitting import attendance, presence, votes
from tests.conftest import TODAY
from tests.exports.pdf_checks import text_of
from tests.services.helpers import meeting_id

HELD, COMING = 5, 6
WORD = "zéphyrin"  # every secret begins with it
COMPOSED: dict[str, Any] = {"dossier": dossier.compose, "summons": summons.document, "brief": brief.compose}


def keep_secrets(base: db.Database, number: int) -> None:
    """A restricted item whose every field holds a word of its own."""
    key = meeting_id(base, number)
    item = base.write(agenda.add, key, f"{WORD}-titre").result
    base.write(agenda.set_field, item, "disclosure", DisclosureLevel.RESTRICTED)
    base.write(agenda.set_field, item, "rapporteur_text", f"Mme {WORD.capitalize()}-rapporteuse")
    base.write(agenda.save_notes, item, richtext.plain(f"{WORD}-notes, selon M. Roussel"))
    decided = base.write(decisions.create, key, f"{WORD}-décision", item_id=item, proof=f"{WORD}-preuve").result
    seats = [seat.id for seat in base.read(attendance.seats, key) if not seat.guest]
    base.write(votes.record, item, f"{WORD}-vote", 1, 0, 0, decided)
    base.write(votes.dissent, decided, seats[0], f"{WORD}-désaccord")
    base.write(presence.withdraw, seats[1], (item,), f"{WORD}-retrait")


@pytest.fixture
def base(demo_database: db.Database) -> db.Database:
    held = meeting_id(demo_database, HELD)
    demo_database.write(minutes.add_observation, held, 2, f"{WORD}-observation", TODAY)
    demo_database.write(minutes.correct, held, f"{WORD}-motif")
    keep_secrets(demo_database, HELD)
    demo_database.write(minutes.set_state, held, MinutesState.APPROVED, TODAY)  # the dossier holds it then
    coming = meeting_id(demo_database, COMING)
    item = demo_database.write(agenda.add, coming, f"{WORD}-à venir").result
    demo_database.write(agenda.set_field, item, "disclosure", DisclosureLevel.RESTRICTED)
    return demo_database


def said(what: str, ending: str, content: bytes, name: str) -> str:
    """Whatever a reader of the file may come upon, decompressed."""
    parts = list(_of_book(content)) if ending == ".xlsx" else [text_of(content), *_of_pdf(content)]
    return "\n".join((name, *parts)).lower().replace("\u00ad", "")


def _of_book(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(content)) as book:
        for part in book.infolist():
            yield part.filename
            yield unescape(book.read(part).decode("utf-8", "replace"))


def _of_pdf(content: bytes) -> Iterator[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        for found in pdf.objects:
            if isinstance(found, pikepdf.Stream):
                data = found.read_bytes()
                yield data.decode("utf-8", "replace")
                yield data.decode("utf-16-be", "replace")
            else:
                yield from _strings(found)


def _strings(found: Any) -> Iterator[str]:
    """Every string in an object; those it only refers to come by themselves."""
    if isinstance(found, pikepdf.String):
        yield str(found)
        return
    if isinstance(found, pikepdf.Dictionary):
        held: list[Any] = [value for _, value in found.items()]
    else:
        held = list(found) if isinstance(found, pikepdf.Array) else []
    for each in held:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from _strings(each)


def files(base: db.Database, level: DisclosureLevel) -> Iterator[tuple[str, str]]:
    """Every document of both meetings in each of its formats: what it is, what it says."""
    for what in (*catalogue.WHAT, *COMPOSED):
        number = COMING if what in COMPOSED else HELD
        compose = COMPOSED.get(what, minutes.compose)
        document = base.read(compose, meeting_id(base, number), level, TODAY)
        if document.disclosure.rank > level.rank:
            assert what == "brief"  # the chair's own is always whole, and marked so
            continue
        for ending in catalogue.endings(what):
            name = catalogue.default_file_name(what, document, ending)
            yield f"{what}{ending}", said(what, ending, catalogue.render(what, ending, document), name)


def test_what_goes_to_others_holds_no_word_of_a_restricted_item(base: db.Database) -> None:
    for level in (DisclosureLevel.PARTNERS, DisclosureLevel.PUBLIC):
        leaks = {name: text.count(WORD) for name, text in files(base, level) if WORD in text}
        assert leaks == {}


def test_the_search_sees_every_secret_in_the_full_version(base: db.Database) -> None:
    """Else the test above would prove nothing."""
    found = dict(files(base, DisclosureLevel.RESTRICTED))
    secrets = ("titre", "rapporteuse", "notes", "décision", "preuve", "vote", "désaccord", "retrait", "motif")
    for name in ("minutes.pdf", "minutes.xlsx"):
        assert [secret for secret in secrets if f"{WORD}-{secret}" not in found[name]] == []
    assert f"{WORD}-observation" in found["minutes.pdf"]
    assert f"{WORD}-décision" in found["decisions.pdf"]
