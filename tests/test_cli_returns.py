"""The partner workbooks at the command line: rounds, what is sent, what comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlcipher3 import dbapi2 as sqlite

from psq_desktop import cli
from psq_desktop.cli import days
from psq_desktop.services.forms.keys import read_row_key
from tests.conftest import TODAY, Run

pytestmark = pytest.mark.usefixtures("far_from_my_own_settings")
DUE = "2026-12-18"
FILE = "file status reason partner campaign lines"
LINE = "ref field kind sent returned current sheet cell message"
KINDS = {"unchanged", "changed", "added", "missing", "conflict", "error"}
COLUMNS = {"value": "Nouvelle valeur", "on": "Relevée le", "state": "État de votre part", "comment": "Commentaire"}


@pytest.fixture(autouse=True)
def on_the_day_of_the_demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    class Day(dt.date):
        @classmethod
        def today(cls) -> Day:
            return cls(TODAY.year, TODAY.month, TODAY.day)

    monkeypatch.setattr(days, "date", Day)


Answers = dict[tuple[str, str], Any]
Return = Callable[[Answers], Path]


@pytest.fixture
def sent(base: Path, run: Run, tmp_path: Path) -> Path:
    """The workbook of a partner, as it was sent: incidents, detours, alerts, three promises, a measure."""
    folder = tmp_path / "envoi"
    assert run("campaign", "send", "2", folder, "--partner", "OM").code == cli.DONE
    return next(folder.glob("*.xlsx"))


@pytest.fixture
def returned(sent: Path, tmp_path: Path) -> Return:
    """Fills the workbook in, by reference and field, and gives it another name."""

    def fill(answers: Answers) -> Path:
        return filled(sent, tmp_path / f"Copie de retour ({len(list(tmp_path.glob('Copie*')))}).xlsx", answers)

    return fill


def filled(source: Path, target: Path, answers: Answers) -> Path:
    book = load_workbook(source, rich_text=True)
    sheet = book.worksheets[0]
    labels = {str(cell.value): cell.column for row in sheet.iter_rows(max_row=8) for cell in row if cell.value}
    columns = {
        name: next(n for label, n in labels.items() if label.startswith(start)) for name, start in COLUMNS.items()
    }
    left = dict(answers)
    for row in sheet.iter_rows(min_row=2):
        ref = read_row_key(str(row[0].value))
        for (wanted, field), value in answers.items():
            if wanted == ref:
                row[columns[field] - 1].value = value
                left.pop((wanted, field))
    assert not left
    book.save(target)
    return target


def dumped(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row but the journal's, without the counters that only grow."""
    found = {}
    with closing(sqlite.connect(str(path))) as raw:
        for (table,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
            if not table.startswith(("journal", "sqlite")):
                rows = raw.execute(f"SELECT * FROM {table} ORDER BY 1")
                names = [column[0] for column in rows.description]
                found[table] = [{n: v for n, v in zip(names, row, strict=True) if n != "version"} for row in rows]
    return found


def ref_of(run: Run, kind: str, **facts: Any) -> str:
    (found,) = [row for row in run("list", kind, "--json").json if all(row[n] == v for n, v in facts.items())]
    return str(found["ref"])


def by_key(lines: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(line["ref"], line["field"]): line for line in lines}


# ---------------------------------------------------------------- rounds


def test_a_round_is_opened_for_everybody_and_told_by_its_reference(base: Path, run: Run) -> None:
    said = run("campaign", "new", "Relevés d'hiver", "--due", DUE)
    assert (said.code, said.err) == (cli.DONE, "")
    made = run("list", "campaigns", "--json").json[0]
    assert made["ref"] in said.out
    assert (made["number"], made["due"], made["partners"], made["sent"], made["returned"]) == (3, DUE, 16, 0, 0)
    for ref in (made["ref"], made["ref"].lower(), "3", "relevés d'hiver"):
        assert run("campaign", "status", ref, "--json").json["ref"] == made["ref"]
    assert "campagne" in run("undo").out
    assert [row["number"] for row in run("list", "campaigns", "--json").json] == [2, 1]


def test_a_round_is_opened_for_some_objectives_and_partners(base: Path, run: Run) -> None:
    said = run("campaign", "new", "Bus", "--due", DUE, "--objective", "2.1", "2.2", "--partner", "OM", "DIPN 62")
    assert said.code == cli.DONE
    told = run("campaign", "status", "3", "--json").json
    assert told["objectives"] == 2
    assert {row["acronym"]: row["objectives"] for row in told["dispatches"]} == {"OM": 2, "DIPN": 1}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("new", "X", "--due", "2026-11-01"), "antérieure"),
        (("new", "X", "--due", "un jour"), "n’est pas une date"),
        (("new", " ", "--due", DUE), "nécessaire"),
        (("new", "X", "--due", DUE, "--objective", "9.9"), "Aucun élément ne porte la référence"),
        (("new", "X", "--due", DUE, "--partner", "PAR-99"), "Aucun élément ne porte la référence"),
        (("new", "X", "--due", DUE, "--objective", "3.3", "--partner", "CC"), "n’a de ligne"),
        (("status", "CAM-9"), "Aucun élément ne porte la référence"),
        (("send", "CAM-9", "{folder}/x"), "Aucun élément ne porte la référence"),
        (("send", "2", "{folder}/base.psq"), ""),
    ],
)
def test_a_round_that_cannot_be_is_refused_in_one_line(
    base: Path, run: Run, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = dumped(base)
    arguments = tuple(str(base) if a == "{folder}/base.psq" else a.format(folder=tmp_path) for a in arguments)
    assert words in run("campaign", *arguments).refused().replace("\u00a0", " ")
    known = [row["number"] for row in run("list", "campaigns", "--json").json]
    assert known == [2, 1]
    if arguments[0] != "send":
        assert dumped(base) == before


# ---------------------------------------------------------------- sending


def test_each_partner_gets_a_workbook_and_a_draft_that_carries_it(base: Path, run: Run, tmp_path: Path) -> None:
    run("campaign", "new", "Hiver", "--due", DUE)
    folder = tmp_path / "a" / "envois"
    folder.parent.mkdir()
    said = run("campaign", "send", "3", folder)
    assert said.code == cli.DONE
    workbooks, drafts = sorted(folder.glob("*.xlsx")), sorted(folder.glob("*.eml"))
    assert (len(workbooks), len(drafts)) == (16, 16)
    assert [path.stem for path in workbooks] == [path.stem for path in drafts]
    assert all(str(path) in said.out for path in (*workbooks, *drafts))
    for workbook, draft in zip(workbooks, drafts, strict=True):
        letter = message_from_bytes(draft.read_bytes(), policy=policy.default)
        (attached,) = letter.iter_attachments()
        assert attached.get_content() == workbook.read_bytes()
        assert letter["X-Unsent"] == "1" and "@" in letter["To"]
    told = run("campaign", "status", "3", "--json").json
    assert (told["sent"], {row["state"] for row in told["dispatches"]}) == (16, {"sent"})
    assert {row["sent_on"] for row in told["dispatches"]} == {"2026-11-22"}


def test_what_was_sent_is_written_again_unchanged(run: Run, sent: Path, tmp_path: Path) -> None:
    before = run("list", "dispatches", "--json").json
    assert run("campaign", "send", "2", tmp_path / "encore", "--partner", "OM").code == cli.DONE
    assert (tmp_path / "encore" / sent.name).read_bytes() == sent.read_bytes()
    assert run("list", "dispatches", "--json").json == before


def test_a_new_version_takes_the_place_of_the_old_one(run: Run, sent: Path, tmp_path: Path) -> None:
    before = ref_of(run, "dispatches", campaign="CAM-2", acronym="OM")
    assert run("campaign", "send", "2", tmp_path / "neuf", "--partner", "OM", "--again").code == cli.DONE
    assert ref_of(run, "dispatches", campaign="CAM-2", acronym="OM") != before
    old = filled(
        sent, tmp_path / "ancien.xlsx", {(ref_of(run, "indicators", title="Alertes géolocalisées"), "value"): 40}
    )
    (told,) = run("returns", "check", old, "--json").json["files"]
    assert (told["status"], told["code"], told["partner"]) == ("refused", "old_dispatch", "Opale Mobilités")
    assert "ancien envoi" in told["reason"] and told["lines"]
    assert "ancien envoi" in run("returns", "apply", old).err


def test_a_partner_that_is_not_asked_is_refused_by_name(base: Path, run: Run, tmp_path: Path) -> None:
    run("campaign", "new", "Bus", "--due", DUE, "--partner", "OM")
    message = run("campaign", "send", "3", tmp_path / "x", "--partner", "VC").refused()
    assert "Ville de Calais" in message and not (tmp_path / "x").exists()


# ---------------------------------------------------------------- checking


def test_a_check_tells_each_line_and_changes_nothing(base: Path, run: Run, returned: Return) -> None:
    alerts = ref_of(run, "indicators", title="Alertes géolocalisées")
    detours = ref_of(run, "indicators", title="Services détournés par trimestre")
    step = next(c["ref"] for c in run("list", "commitments", "--json").json if c["text"].startswith("Équiper les 24"))
    file = returned(
        {
            (alerts, "value"): "37,5", (alerts, "on"): "30/11/2026", (detours, "value"): "beaucoup",
            (step, "state"): "Tenu", (step, "comment"): "Le dernier bus est équipé.",
        }
    )  # fmt: skip
    before = dumped(base)
    said = run("returns", "check", file, "--json")
    assert said.code == cli.DONE and set(said.json) == {"files"}
    (told,) = said.json["files"]
    assert set(FILE.split()) <= set(told)
    assert (told["file"], told["status"], told["reason"]) == (file.name, "recognised", None)
    assert (told["partner"], told["campaign"]) == ("Opale Mobilités", "Relevés d’automne")
    assert all(set(LINE.split()) <= set(line) and line["kind"] in KINDS for line in told["lines"])
    lines = by_key(told["lines"])
    value = lines[alerts, "value"]
    assert (value["kind"], value["sent"], value["returned"]) == ("added", None, 37.5)
    assert (value["title"], value["code"], value["caution"]) == ("Alertes géolocalisées", None, "other_period")
    assert "nov.\u00a02026" in value["message"]  # taken for its own month, and told
    assert value["sheet"] == "À compléter" and value["cell"][0] == "H" and value["cell"][1:].isdigit()
    state = lines[step, "state"]
    assert (state["kind"], state["sent"], state["returned"]) == ("changed", "in_progress", "kept")
    wrong = lines[detours, "value"]
    assert (wrong["kind"], wrong["returned"], wrong["code"]) == ("error", None, "unreadable_number")
    assert "nombre" in wrong["message"]
    assert dumped(base) == before


def test_people_are_told_what_to_look_at_with_its_cell(run: Run, returned: Return) -> None:
    alerts = ref_of(run, "indicators", title="Alertes géolocalisées")
    detours = ref_of(run, "indicators", title="Services détournés par trimestre")
    file = returned({(alerts, "value"): "néant", (alerts, "on"): "30/11/2026", (detours, "value"): "4 ou 5"})
    heading, counted, *lines = run("returns", "check", file).out.splitlines()
    assert heading.startswith(file.name) and "Opale Mobilités" in heading
    assert "ajouté 1" in counted and "à corriger 1" in counted
    assert len(lines) == 2
    assert any(f"{alerts} Alertes géolocalisées, valeur" in line and "À compléter!H" in line for line in lines)
    assert any("Néant" in line and "nov.\u00a02026" in line for line in lines)
    assert any(f"{detours} Services détournés par trimestre, valeur" in line and "nombre" in line for line in lines)


def test_files_of_others_are_refused_with_their_reason_and_do_not_stop_the_rest(
    base: Path, run: Run, returned: Return, tmp_path: Path
) -> None:
    folder = tmp_path / "reçus"
    folder.mkdir()
    returned({}).rename(folder / "bon.xlsx")
    (folder / "abîmé.xlsx").write_bytes(b"PK\x03\x04 rien")
    (folder / "notes.txt").write_text("rien", encoding="utf-8")
    text = tmp_path / "courrier.txt"
    text.write_text("Bonjour", encoding="utf-8")
    told = {file["file"]: file for file in run("returns", "check", folder, text, "--json").json["files"]}
    assert set(told) == {"bon.xlsx", "abîmé.xlsx", "courrier.txt"}
    assert told["bon.xlsx"]["status"] == "recognised"
    for name in ("abîmé.xlsx", "courrier.txt"):
        assert told[name]["status"] == "refused" and told[name]["lines"] == []
        assert told[name]["reason"] and told[name]["partner"] is None


def test_the_partner_that_is_expected_is_told_when_it_is_another(run: Run, returned: Return) -> None:
    file = returned({})
    (told,) = run("returns", "check", file, "--partner", "VC", "--json").json["files"]
    assert told["code"] == "other_partner"
    assert "Opale Mobilités" in told["reason"] and "Ville de Calais" in told["reason"]
    assert run("returns", "check", file, "--partner", "OM", "--json").json["files"][0]["status"] == "recognised"


@pytest.mark.parametrize("verb", ["check", "apply"])
def test_where_there_is_no_file_the_message_says_so(base: Path, run: Run, tmp_path: Path, verb: str) -> None:
    (tmp_path / "vide").mkdir()
    assert "n’existe pas" in run("returns", verb, tmp_path / "absent.xlsx").refused()
    assert "Aucun classeur" in run("returns", verb, tmp_path / "vide").refused()
    assert "n’existe pas" in run("returns", verb, tmp_path / ("x" * 300)).refused()


# ---------------------------------------------------------------- applying


def test_what_is_safe_is_applied_at_once_and_one_undo_takes_it_back(base: Path, run: Run, returned: Return) -> None:
    alerts = ref_of(run, "indicators", title="Alertes géolocalisées")
    detours = ref_of(run, "indicators", title="Services détournés par trimestre")
    file = returned({(alerts, "value"): "37,5", (alerts, "on"): "30/11/2026", (detours, "value"): "4 ou 5"})
    before = dumped(base)
    said = run("returns", "apply", file, "--json")
    (told,) = said.json["files"]
    assert (said.code, told["applied"]) == (cli.DONE, 1)
    assert [(line["ref"], line["field"], line["kind"]) for line in told["pending"]] == [(detours, "value", "error")]
    (reading,) = [r for r in run("list", "readings", "--json").json if r["indicator"] == alerts and r["value"] == 37.5]
    assert reading["origin"].startswith(f"{file.name} À compléter!H")
    assert "Opale" in run("undo").out
    assert dumped(base) == before


def test_the_same_file_again_has_no_effect_and_it_is_said(base: Path, run: Run, returned: Return) -> None:
    alerts = ref_of(run, "indicators", title="Alertes géolocalisées")
    file = returned({(alerts, "value"): "37,5", (alerts, "on"): "30/11/2026"})
    assert run("returns", "apply", file, "--json").json["files"][0]["applied"] == 1
    before = dumped(base)
    said = run("returns", "apply", file, "--json")
    (told,) = said.json["files"]
    assert (said.code, told["applied"], told["pending"], told["code"]) == (cli.DONE, 0, [], "already_applied")
    assert "22 novembre 2026" in told["note"].replace("\u00a0", " ")
    assert dumped(base) == before


def test_a_conflict_stays_pending_with_both_values(base: Path, run: Run, returned: Return) -> None:
    alerts = ref_of(run, "indicators", title="Alertes géolocalisées")
    file = returned({(alerts, "value"): 41, (alerts, "on"): "30/11/2026"})
    run("record", "reading", alerts, "39", "--on", "2026-11-20")
    told = run("returns", "apply", file, "--json").json["files"][0]
    (line,) = told["pending"]
    assert (line["kind"], line["sent"], line["returned"], line["current"]) == ("conflict", None, 41, 39)
    assert "41" in line["message"] and "39" in line["message"]
    assert [r["value"] for r in run("list", "readings", "--json").json if r["indicator"] == alerts][-1] == 39
    assert "à vérifier" in run("returns", "apply", returned({(alerts, "value"): 42, (alerts, "on"): "30/11/2026"})).out


def test_only_when_every_file_is_refused_is_the_call_a_failure(
    base: Path, run: Run, returned: Return, tmp_path: Path
) -> None:
    bad = tmp_path / "courrier.xlsx"
    bad.write_text("Bonjour", encoding="utf-8")
    before = dumped(base)
    said = run("returns", "apply", bad, "--json")
    assert (said.code, said.json["files"][0]["status"]) == (cli.MENDABLE, "refused")
    assert "courrier.xlsx" in said.err and said.err.count("\n") == 1
    assert dumped(base) == before
    assert run("returns", "apply", bad, returned({})).code == cli.DONE


# ---------------------------------------------------------------- what people read


def test_a_refusal_is_told_once(base: Path, run: Run, returned: Return) -> None:
    bad = returned({}).with_name("courrier.txt")
    bad.write_text("Bonjour", encoding="utf-8")
    said = run("returns", "apply", bad)
    assert (said.code, said.out) == (cli.MENDABLE, "") and said.err.count("courrier.txt") == 1


def test_a_name_cannot_command_the_terminal(base: Path, run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "a\x1b[31m\nb\u202e.xlsx"
    bad.write_text("Bonjour", encoding="utf-8")
    for verb in ("check", "apply"):
        said = run("returns", verb, bad)
        assert not {"\x1b", "\u202e"} & set(said.out + said.err)
        assert (said.out + said.err).count("\n") == 1


def test_a_mail_is_told_to_be_one(base: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "Retour.eml").write_bytes(b"From: a@exemple.invalid\r\nSubject: Retour\r\n\r\nBonjour")
    (told,) = run("returns", "check", tmp_path, "--json").json["files"]
    assert (told["code"], told["status"]) == ("workbook_mail", "refused") and "pièce jointe" in told["reason"]


def test_undo_names_every_partner_of_an_application(base: Path, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "envoi"
    assert "ouvrez chaque brouillon" in run("campaign", "send", "2", folder, "--partner", "OM", "D62").out
    ref = ref_of(run, "indicators", title="Alertes géolocalisées")
    step = next(c["ref"] for c in run("list", "commitments", "--json").json if c["partner"].startswith("Département"))
    om, d62 = sorted(folder.glob("OM*.xlsx")) + sorted(folder.glob("D62*.xlsx"))
    filled(om, tmp_path / "om.xlsx", {(ref, "comment"): "Deux pannes."})
    filled(d62, tmp_path / "d62.xlsx", {(step, "comment"): "En bonne voie."})
    assert run("returns", "apply", tmp_path / "om.xlsx", tmp_path / "d62.xlsx").code == cli.DONE
    said = run("undo").out
    assert "Opale Mobilités" in said and "Département" in said


def test_the_board_and_the_lists_tell_old_versions_and_received_days(base: Path, run: Run) -> None:
    line = next(x for x in run("campaign", "status", "2").out.splitlines() if "Police municipale" in x)
    assert line.endswith("ancienne version") and "2026-11-13" in line
    assert "Reçu le" in run("list", "dispatches").out.splitlines()[0]
    heading, *rows = run("list", "readings").out.splitlines()
    assert "Origine" in heading and any("retour-ville-de-calais.xlsx À compléter!" in row for row in rows)
