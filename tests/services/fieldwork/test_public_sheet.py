"""The public sheet holds what was published, and nothing of what the base holds besides."""

from __future__ import annotations

import datetime as dt
import types
import typing
from dataclasses import fields as slots
from dataclasses import is_dataclass
from enum import StrEnum
from typing import Any

import pytest

from psq_desktop import db
from psq_desktop.exports import catalogue
from psq_desktop.models.fieldwork import SecurityLiaison
from psq_desktop.models.kinds import LiaisonBody
from psq_desktop.services import partners
from psq_desktop.services.fieldwork import controls, outreach, public_sheet
from psq_desktop.services.fieldwork.public_rows import PublicSheet
from psq_desktop.services.kinds import DisclosureLevel, OutreachKind
from psq_desktop.services.steering import axes, objectives
from tests.conftest import TODAY
from tests.exports.pdf_checks import archive_findings, structure_faults
from tests.exports.test_no_leak import said
from tests.services.concerted import Made
from tests.services.helpers import problem, refused

FIRST = TODAY - dt.timedelta(days=180)
WORD = "zéphyrin"  # every secret begins with it


def publish(base: db.Database, said: str, done: str, action_id: int) -> int:
    values = {"done": done, "answered_on": TODAY, "published": True}
    return base.write(outreach.add_theme, action_id, said, **values).result


def contact(base: db.Database, title: str = "Réunion", **values: Any) -> int:
    return base.write(outreach.create, OutreachKind.MEETING, title, TODAY - dt.timedelta(days=9), **values).result


def composed(base: db.Database) -> PublicSheet:
    return base.read(public_sheet.compose, FIRST, TODAY, TODAY)


def test_every_field_of_the_sheet_is_on_the_allow_list() -> None:
    """A new field must be named here by somebody who has thought of it."""
    found: dict[str, Any] = {}
    for kind in (PublicSheet, *_rows_in(PublicSheet)):
        found[kind.__name__] = {slot.name for slot in slots(kind)}
    assert found == {
        "PublicSheet": {
            "reference", "title", "letterhead", "issued_on", "issued_at", "fictional", "committee", "district",
            "first", "last", "themes", "meetings",
        },
        "PublicTheme": {"said", "done", "answered_on"},
    }  # fmt: skip


def _rows_in(kind: type) -> set[type]:
    rows, plain = set[type](), {str, int, bool, dt.date, types.EllipsisType, type(...)}
    for hint in typing.get_type_hints(kind).values():
        left = [hint]
        while left:
            part = left.pop()
            left += typing.get_args(part)
            if isinstance(part, type) and is_dataclass(part):
                rows |= {part, *_rows_in(part)}
            elif isinstance(part, type) and part not in plain and typing.get_origin(part) is None:
                assert issubclass(part, StrEnum), part
    return rows


def test_no_canary_of_the_base_is_in_the_sheet(demo_database: db.Database) -> None:
    base = demo_database
    base.write(
        controls.create, f"{WORD}-contrôle", day=dt.date(2026, 12, 17), place=f"{WORD}-lieu", note=f"{WORD}-remarque"
    )
    axis = base.write(axes.create, f"{WORD}-axe").result
    base.write(objectives.create, axis, f"{WORD}-objectif restreint", disclosure=DisclosureLevel.RESTRICTED)
    key = contact(base, f"{WORD}-intitulé", place=f"{WORD}-salle", note=f"{WORD}-note", feedback_how=f"{WORD}-moyen")
    base.write(outreach.add_theme, key, f"{WORD}-non publié", done="Fait.", answered_on=TODAY)
    publish(base, "Les abords sont sombres.", "Six luminaires posés.", key)
    late = publish(base, "Les halls sont bruyants.", "Passages chaque soir.", key)
    base.write(_name_liaison, "Passages", "Chaque")  # somebody who is known by these words from now on
    document = composed(base)
    content = catalogue.render("public-sheet", ".pdf", document)
    told = said("public-sheet", ".pdf", content, catalogue.default_file_name("public-sheet", document, ".pdf"))
    assert WORD not in told and "17 décembre" not in told and "2026-12-17" not in told
    assert "six luminaires posés" in told, "what is published is there"
    assert "passages chaque" not in told, late
    assert base.read(public_sheet.left_out, FIRST, TODAY) == 1


def _name_liaison(session: Any, first: str, last: str) -> None:
    session.add(
        SecurityLiaison(
            code="RS-99", body=LiaisonBody.CITIZEN_COUNCIL, first_name=first, last_name=last, starts_on=TODAY
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        "Mme Zéphyrin-Dubois a répondu.",
        "Écrire à z.dubois@gmail.com",
        "Appeler le 06 12 34 56 78",
        "Merci à odile carpentier !",
        "Merci à CARPENTIER, Odile",
        "Voir avec Rivoire de la Tour",
        "Suite à « Surveiller l’immeuble du canal »",
    ],
)
def test_what_names_somebody_or_is_restricted_is_not_published(made: Made, text: str) -> None:
    made.base.write(partners.add_contact, made.pilot, civility="Mme", first_name="Odile", last_name="Carpentier")
    made.base.write(
        objectives.create, made.axis, "Surveiller l’immeuble du canal", disclosure=DisclosureLevel.RESTRICTED
    )
    made.base.write(_name_liaison, "Ève", "Rivoire de la Tour")
    key = contact(made.base)
    publish(made.base, "Une rivoire n’est pas un nom.", "Madame la maire a répondu.", key)
    with refused("invalid") as caught:
        publish(made.base, "Les halls", text, key)
    field, code, params = problem(caught)
    wanted = "not_public" if "immeuble" in text else "not_for_publication"
    assert (field, code) == ("done", wanted) and params["excerpt"]
    assert len(made.base.read(outreach.search, TODAY)[0].themes) == 1


def test_a_period_takes_in_its_days_and_no_others(made: Made) -> None:
    key = contact(made.base)
    publish(made.base, "Les halls", "Passages.", key)
    assert len(made.base.read(public_sheet.compose, TODAY, TODAY, TODAY).themes) == 1
    before = made.base.read(public_sheet.compose, FIRST, TODAY - dt.timedelta(days=1), TODAY)
    assert (before.themes, before.meetings) == ((), ((OutreachKind.MEETING, 1),))
    made.base.write(outreach.cancel, key)
    assert (composed(made.base).themes, composed(made.base).meetings) == ((), ())
    with refused("invalid") as caught:
        made.base.read(public_sheet.compose, TODAY, FIRST, TODAY)
    assert problem(caught)[:2] == ("last", "period_reversed")


@pytest.mark.parametrize("text", ["Court.", "mot " * 3000 + "\n" + "=cmd <b>&amp;</b> ]]>"])
def test_the_file_conforms_whatever_is_written(made: Made, text: str) -> None:
    publish(made.base, text, text, contact(made.base))
    content = catalogue.render("public-sheet", ".pdf", composed(made.base))
    assert archive_findings(content) == set()
    assert structure_faults(content) == []


def test_an_answer_tells_of_no_control_to_come(made: Made) -> None:
    """Neither alone nor together with what was said; one that was harmless when published stays off the sheet."""
    base, key = made.base, contact(made.base)
    told = base.write(outreach.add_theme, key, "Les buralistes ?", done="Nous venons le 17 décembre.").result
    base.write(outreach.set_theme, told, {"answered_on": TODAY, "published": True})
    assert len(composed(base).themes) == 1
    base.write(controls.create, "Buralistes", day=dt.date(2026, 12, 17), place="Rue des Oyats")
    assert (len(composed(base).themes), base.read(public_sheet.left_out, FIRST, TODAY)) == (0, 1)
    for values in (
        {"done": "Les buralistes : passage jeudi 17."},
        {"done": "Passage rue des Oyats."},
        {"done": "Nous venons le 17/12."},
    ):
        with refused("invalid") as caught:
            base.write(outreach.set_theme, told, values)
        assert problem(caught) == ("done", "text_announces", {})
    base.write(outreach.set_theme, told, {"done": "Nous viendrons."})
    assert len(composed(base).themes) == 1
