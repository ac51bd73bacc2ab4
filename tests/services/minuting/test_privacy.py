"""What looks like personal data is pointed out with its place; names of the directory are not; a waiver is noted."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop import db, richtext
from psq_desktop.models.committee import Committee
from psq_desktop.models.minutes import ExportWaiver
from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions, register
from psq_desktop.services.kinds import AgendaRole, DecisionState, DisclosureLevel
from psq_desktop.services.minuting import minutes, privacy
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from psq_desktop.services.minuting.passages import Checked
from psq_desktop.services.minuting.personal_data import FindingKind, Passage, look
from psq_desktop.services.preparing import agenda, brief, dossier, summons
from psq_desktop.services.steering import objectives, progress
from tests.conftest import TODAY
from tests.services.helpers import meeting_id, refused

RESTRICTED = DisclosureLevel.RESTRICTED
KIND = FindingKind


def document(base: db.Database, number: int, level: DisclosureLevel = RESTRICTED) -> MeetingDocument:
    return base.read(minutes.compose, meeting_id(base, number), level, TODAY)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Le gardien est joignable au 06 39 98 12 04.", [KIND.PHONE]),
        ("Au +33 (0)6 39 98 12 04 ou au 06\u00a039\u00a098\u00a012\u00a005", [KIND.PHONE, KIND.PHONE]),
        ("Véhicule AB-123-CD, puis 123 ABC 62", [KIND.PLATE, KIND.PLATE]),
        ("né le 12 mars 1987, une femme née en 1990", [KIND.BIRTH, KIND.BIRTH]),
        ("né(e) le 03/05/1990 ; né à Calais le 3 mai ; nés les 3 et 4 mai", [KIND.BIRTH] * 3),
        ("projet né en 2019, association née en 1998, comité né en 2024", []),
        ("écrire à jean.dupuis@exemple.invalid", [KIND.EMAIL]),
        ("écrire à contact@exemple.invalid", []),
        ("infographe.durand@exemple.invalid, contact.dupont@gmail.com", [KIND.EMAIL, KIND.EMAIL]),
        ("1 87 03 62 193 045 21", [KIND.SOCIAL_NUMBER]),
        ("FR76 3000 6000 0112 3456 7890 189", [KIND.BANK_ACCOUNT]),
        ("FR76 3000 6000 0112 3456 7890 188", []),  # its key is wrong: some other reference
        ("fr76-3000-6000-0112-3456-7890-189", [KIND.BANK_ACCOUNT]),
        ("FR76 30006 00001 12345678901 89 versés", [KIND.BANK_ACCOUNT]),
        ("1 90 05 2A 004 003 12", [KIND.SOCIAL_NUMBER]),
        ("M. X est domicilié au 12 bis rue des Salines.", [KIND.ADDRESS]),
        ("entrées 8, 10 et 12 de la rue des Salines ; 4 rue des Oyats", []),
        ("selon M. Delvaux, puis selon Mme de La Tour", [KIND.NAME, KIND.NAME]),
        ("Mr Dupont, M Dupont, mme Dupont, monsieur Dupont, M. d’Artagnan", [KIND.NAME] * 5),
        ("MM. Dupont et Durand, puis Mmes de La Tour et Petit", [KIND.NAME, KIND.NAME]),
        ("Madame la maire, monsieur le préfet, M. le procureur, Madame Directrice, 12 M Euros", []),
        ("05 10 15 20 25 30, dates : 01 04 07 10 13, 01.02.2026 03.04.2026", []),
        ("412 habitants, 25 000 en tout, D-22 et A-27, le 12 mars 2026, 33 signalements", []),
    ],
)
def test_shapes_are_found_and_only_them(text: str, kinds: list[FindingKind]) -> None:
    found = look([Passage(text, 3, "notes")], (), frozenset())
    assert [each.kind for each in found] == kinds
    assert all(each.excerpt in text and each.item_number == 3 for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "+33.6.12.34.56.78", "+33-6-12-34-56-78", "06 - 12 - 34 - 56 - 78", "06  12 34 56 78", "0612 345 678",
        "06\u201112\u201134\u201156\u201178", "06·12·34·56·78", "06_12_34_56_78", "(06) 12 34 56 78",
        "\uff10\uff16 12 34 56 78", "+32 470 12 34 56",
    ],
)  # fmt: skip
def test_a_phone_number_is_one_however_it_is_spaced(text: str) -> None:
    found = look([Passage(f"Le {text}, puis AB\u2011123\u2011CD et ab-123-cd", 3, "notes")], (), frozenset())
    assert [each.kind for each in found] == [KIND.PHONE, KIND.PLATE, KIND.PLATE]
    assert found[0].excerpt == text


def test_a_name_of_the_directory_is_none_another_first_name_is(demo_database: db.Database) -> None:
    known = demo_database.read(privacy.names)
    row = document(demo_database, 5).attendance[0]
    last = row.person.split()[-1]
    texts = [f"{row.person} propose un calendrier.", f"M. {last} acquiesce.", f"M. Zébulon {last} arrive."]
    found = [look([Passage(text, 1, "notes")], known, frozenset()) for text in texts]
    assert [len(each) for each in found] == [0, 0, 1]


def test_the_demonstration_holds_nothing_personal(demo_database: db.Database) -> None:
    for number in range(1, 7):
        for level in DisclosureLevel:
            assert demo_database.read(privacy.findings, document(demo_database, number, level)) == ()


def test_each_document_is_looked_through_for_what_it_prints(demo_database: db.Database) -> None:
    key = meeting_id(demo_database, 6)
    items = demo_database.read(agenda.items, key)
    restricted = next(item for item in items if item.role is AgendaRole.REGULAR)
    demo_database.write(agenda.set_field, restricted.id, "disclosure", RESTRICTED)
    demo_database.write(agenda.save_notes, restricted.id, richtext.plain("Appeler le 06 39 98 12 04."))
    demo_database.write(decisions.create, key, "Écrire à M. Delvaux")

    def kinds(level: DisclosureLevel, what: str) -> list[str]:
        found = demo_database.read(privacy.findings, document(demo_database, 6, level), what)
        return [each.kind.value for each in found]

    assert kinds(RESTRICTED, "minutes") == ["phone", "name"]
    assert kinds(DisclosureLevel.PARTNERS, "minutes") == ["name"]  # the phone stands in an item that is left out
    assert kinds(RESTRICTED, "decisions") == ["name"]
    assert kinds(RESTRICTED, "attendance") == []


def test_letting_a_document_out_needs_a_reason_which_is_noted_without_the_data(demo_database: db.Database) -> None:
    key = meeting_id(demo_database, 6)
    demo_database.write(decisions.create, key, "Appeler le 06 39 98 12 04 ou M. Delvaux")
    found = document(demo_database, 6)
    args = (found, key, "minutes")
    with refused("personal_data"):
        demo_database.write(privacy.require, *args, "  ", TODAY)
    demo_database.write(privacy.require, *args, "Numéro du standard", TODAY)

    def waivers(session: Session) -> list[tuple[str, str, str, dt.date]]:
        return [(w.document, w.findings, w.reason, w.on) for w in session.scalars(select(ExportWaiver))]

    assert demo_database.read(waivers) == [("minutes", "phone 1, name 1", "Numéro du standard", TODAY)]
    assert demo_database.write(privacy.require, document(demo_database, 5), meeting_id(demo_database, 5), "minutes", "",
                               TODAY).result is None  # fmt: skip


NUMBER = "06 39 98 12 04"


def test_every_text_that_is_printed_is_looked_through(demo_database: db.Database) -> None:
    base, key = demo_database, meeting_id(demo_database, 6)
    item = next(each for each in base.read(agenda.items, key) if each.role is AgendaRole.REGULAR)
    decided = base.write(decisions.create, key, "Poser la serrure", item_id=item.id).result
    committee = base.read(lambda session: session.scalars(select(Committee)).one().id)
    base.write(summons.set_text, committee, f"{{ordre du jour}}\n\nAppeler le {NUMBER}.")
    base.write(meetings.set_field, key, "place", "Chez lui, 06 39 98 12 05")
    base.write(agenda.set_field, item.id, "title", f"Serrure, {NUMBER}")
    follow_up = base.read(minutes.compose, key, RESTRICTED, TODAY).follow_up[0]
    old = next(row.id for row in base.read(decisions.register, TODAY) if row.ref == follow_up.ref)
    base.write(decisions.follow_up, old, DecisionState.IN_PROGRESS, TODAY, f"Selon le gardien, {NUMBER}")
    goal = base.read(objectives.choices)[0][0]
    base.write(objectives.set_field, goal, "finding", f"Selon le gardien, {NUMBER}")
    partners_level = DisclosureLevel.PARTNERS

    def places(document: Checked, what: str) -> set[tuple[int | None, str]]:
        return {(each.item_number, each.place) for each in base.read(privacy.findings, document, what)}

    point = item.number
    assert places(base.read(summons.document, key, partners_level, TODAY), "summons") == {
        (None, ""), (point, ""), (None, "lieu"),
    }  # fmt: skip
    assert (None, follow_up.ref) in places(base.read(dossier.compose, key, RESTRICTED, TODAY), "dossier")
    assert {(point, ""), (None, "lieu")} <= places(base.read(minutes.compose, key, RESTRICTED, TODAY), "minutes")
    assert (None, "lieu") in places(base.read(minutes.compose, key, RESTRICTED, TODAY), "attendance")
    taken = f"D-{base.read(decisions.sheet, decided, TODAY).row.number}"
    assert places(base.read(register.compose, (decided,), "Une", RESTRICTED, TODAY), "register") == {(None, taken)}
    assert (point, "") in places(base.read(brief.compose, key, RESTRICTED, TODAY), "brief")
    sheets = base.read(progress.compose, TODAY, RESTRICTED)
    assert places(sheets, "action-sheets") and not places(sheets, "matrix")
    assert not base.read(privacy.of_decisions, (old,))  # a reminder says what was decided, not what became of it
