"""Templates are filled, never trusted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psq_desktop.french import typeset
from psq_desktop.services.rounds import letters

VALUES = {name: f"<{name}>" for name in letters.FIELDS}


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("{partenaire}, {lignes}", "<partenaire>, <lignes>"),
        ("{partenair}", "{partenair}"),
        ("{} { } {0} {partenaire.__class__} {partenaire!r}", "{} { } {0} {partenaire.__class__} {partenaire!r}"),
        ("{", "{"),
        ("}{partenaire}{", "}<partenaire>{"),
        ("{{partenaire}}", "{<partenaire>}"),
        ("{parte\nnaire}", "{parte\nnaire}"),
        ("%(a)s $x \\1", "%(a)s $x \\1"),
    ],
)
def test_a_template_keeps_what_is_no_field(template: str, filled: str) -> None:
    assert letters.fill(template, VALUES) == filled


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert letters.fill("{partenaire}", {**VALUES, "partenaire": "{contact} \\1"}) == "{contact} \\1"


@pytest.mark.parametrize("template", [letters.SUBJECT, letters.MESSAGE, letters.REMINDER])
def test_our_own_templates_name_only_known_fields(template: str) -> None:
    assert letters.template_problem("message", template) is None
    assert "{" not in letters.fill(template, VALUES)


def test_an_unknown_field_is_named_with_those_that_exist() -> None:
    problem = letters.template_problem("subject", "{campagne} {echeances} {due}")
    assert problem is not None
    assert (problem.field, problem.code) == ("subject", "unknown_placeholder")
    told = dict(problem.params)
    assert told["name"] == "{echeances}" and "{échéance}" in told["known"]


@pytest.mark.parametrize("name", ["échéance", "echeance", "Échéance"])
def test_a_field_is_known_with_and_without_its_accents(name: str) -> None:
    template = "{" + name + "}"
    assert letters.template_problem("message", template) is None
    assert letters.fill(template, {"echeance": "demain"}) == letters.fill(template, {"échéance": "demain"}) == "demain"


@pytest.mark.parametrize("template", ["", "{", "}", "a { b", "{partenaire", "{partenaire}"])
def test_a_stray_brace_is_no_problem(template: str) -> None:
    assert letters.template_problem("subject", template) is None


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        ("a@b", "a@b"),
        ("prenom.nom+x@exemple.invalid", "prenom.nom+x@exemple.invalid"),
        ("contact@mairie-béthune.fr", "contact@xn--mairie-bthune-ihb.fr"),
        *((wrong, "") for wrong in (
            "", "a", "a@b, c@d", "Nom <a@b>", "a@b\nBcc: c@d", "a@b@c", "a b@c", "prénom@exemple.invalid", "a..b@c.fr",
            "a@é" + "e" * 80, "a@..é", "a@\ud800.fr", "\ud800@b.fr",
        )),
    ],
)  # fmt: skip
def test_one_address_is_told_from_anything_else(text: str, carried: str) -> None:
    assert letters.address(text) == carried


@given(st.text(alphabet="{}aé%s\\ \n'partenaire", max_size=40))
def test_whatever_is_typed_is_filled_without_a_failure(template: str) -> None:
    letters.template_problem("message", template)
    if "{partenaire}" not in template:
        assert letters.fill(template, VALUES) == typeset(template)


@pytest.mark.parametrize("old", ["", "mercredi 18 novembre 2026"])
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize(("before", "rank"), [(0, "Rappel"), (1, "2e rappel"), (3, "4e rappel")])
def test_a_reminder_says_which_one_it_is_and_why(old: str, late: bool, before: int, rank: str) -> None:
    subject, message = letters.reminder(before, old, late)
    assert letters.template_problem("subject", subject) is letters.template_problem("message", message) is None
    assert subject.startswith(f"{rank}\u00a0: classeur") and "joint" in message
    assert (f"reçu de vous le {old}" in message) is bool(old)
    assert ("dès que possible" in message) is bool(old and late)
