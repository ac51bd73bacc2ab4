"""The command `search`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("far_from_my_own_settings")


def test_search_prints_references_and_excerpts(base: Path, run: Run) -> None:
    said = run("search", "eclairage")
    assert said.code == 0 and said.out.startswith("Réf.")
    assert any(line.startswith("OBJ-3") and "Éclairage et vidéoprotection" in line for line in said.out.splitlines())


def test_search_as_json_bears_what_a_script_needs(base: Path, run: Run) -> None:
    first = run("search", "D-27", "--json").json[0]
    assert (first["ref"], first["kind"], first["beside"]) == ("D-27", "decision", "séance n°\u00a05")


def test_an_action_is_called_one(base: Path, run: Run) -> None:
    kinds = {row["ref"]: row["kind_label"] for row in run("search", "éclairage", "--json").json}
    assert kinds["A-9"] == "Action" and kinds["A-9"] != kinds["OBJ-3"]


def test_nothing_found_is_no_error(base: Path, run: Run) -> None:
    said = run("search", "introuvable")
    assert (said.code, said.out, said.err) == (0, "Aucun résultat.\n", "")
    assert run("search", "introuvable", "--json").json == []


@pytest.mark.parametrize("text", ['"', "a OR", "NEAR(", "", "*", "\u202e", "--json"])
def test_no_text_breaks_the_search(base: Path, run: Run, text: str) -> None:
    assert run("search", "--", text).code == 0


def test_an_index_that_lags_is_no_reason_to_put_the_base_aside(base: Path, run: Run) -> None:
    with closing(sqlite.connect(str(base))) as connection:
        connection.execute("UPDATE search_text SET title = 'Tout autre' WHERE object_id = 1")
        connection.commit()
    said = run("check")
    assert said.code == 1 and "migrate" in said.err and "de côté" not in said.err
    assert run("migrate").code == 0 and run("check").code == 0
