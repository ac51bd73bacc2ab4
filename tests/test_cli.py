"""The command line: its forms are stable, its messages French, its exit codes 0, 1 and 2."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook

from psq_desktop import cli, db, richtext
from psq_desktop.cli.documents import OF_HELD, ONLY_AT
from psq_desktop.exports import catalogue
from psq_desktop.french import date_long, date_short
from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minuting import minutes
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance
from tests.conftest import ACTOR, TODAY, Run

PROJECT = Path(__file__).parents[1]
SECRET = "réquisition-cadre"
pytestmark = pytest.mark.usefixtures("far_from_my_own_settings")


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "psq_desktop", *map(str, arguments)]
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"} | environment
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=PROJECT, env=settings
    )


# init and list


def test_init_demo_then_list_meetings_gives_the_six_meetings(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "demo.psq"
    assert run("--database", path, "init", "--demo", "--today", "2026-11-22").code == cli.DONE
    found = sorted(run("--database", path, "list", "meetings", "--json").json, key=lambda row: row["number"])
    facts = [(m["number"], m["state"], m["attended"], m["expected"], m["decisions"]) for m in found]
    assert facts == [
        (1, "sealed", 14, 16, 5),
        (2, "sealed", 7, 8, 4),
        (3, "sealed", 12, 16, 7),
        (4, "approved", 6, 6, 4),
        (5, "circulated", 11, 16, 8),
        (6, "summoned", 0, 16, 0),
    ]
    days = [(dt.date.fromisoformat(m["date"]) - TODAY).days for m in found]
    assert days == [-420, -330, -240, -150, -60, 21]


CONTRACT = {
    "objectives": "ref axis title pilot partners start due outlook progress pace gap_alert last_reading",
    "commitments": "ref objective partner text state due",
    "indicators": "ref objective title kind unit baseline target direction",
    "readings": "ref indicator period value status provisional origin",
    "meetings": "ref number date committee formation state attended expected decisions",
    "agenda": "ref meeting position title kind rapporteur planned_minutes disclosure objective",
    "attendance": "meeting partner college person status represented_by arrived left",
    "summons": "ref meeting partner state on reply represented_by",
    "votes": "ref meeting item subject in_favour against abstained voters",
    "observations": "ref meeting partner received_on text answer",
    "versions": "ref meeting number state date reason",
    "decisions": "ref meeting number kind text pilot associates due state carried_over objective",
    "partners": "ref name acronym college",
    "contacts": "ref partner name role email",
    "campaigns": "ref title due partners returned",
    "dispatches": "ref campaign partner state sent_on",
    "reservists": "ref display category state days_used ceiling forecast",
    "missions": "ref title date state objective",
    "trainings": "ref title date state objective",
    "controls": "ref title date state objective",
    "outreach": "ref title date state objective",
    "liaisons": "ref display body starts_on ends_on",
    "victims": "ref month received complaints wait_minutes satisfaction",
    "posts": "ref title date state objective",
    "equipment": "ref title date state objective",
    "surveys": "ref title date state objective",
    "changes": "ref at actor action object label",
}


@pytest.mark.parametrize("kind", CONTRACT)
def test_a_list_has_the_fields_of_its_contract(base: Path, run: Run, kind: str) -> None:
    rows = run("list", kind, "--json").json
    assert rows
    for row in rows:
        assert set(CONTRACT[kind].split()) <= set(row)
        assert row["ref"]
        assert all(re.fullmatch("[a-z_]+", name) for name in row)
    refs = [row["ref"] for row in rows]
    assert len(refs) == len(set(refs))


def test_the_kinds_that_can_be_listed_are_those_of_the_contract() -> None:
    from psq_desktop.listing import KINDS

    assert set(KINDS) == set(CONTRACT)


def test_json_has_iso_dates_and_numbers_as_numbers(base: Path, run: Run) -> None:
    meeting = run("list", "meetings", "--json").json[0]
    assert dt.date.fromisoformat(meeting["date"]) == TODAY + dt.timedelta(days=21)
    assert meeting["starts"] == "09:30"
    assert all(isinstance(meeting[name], int) for name in ("number", "attended", "expected", "decisions"))
    change = run("list", "changes", "--json").json[0]
    assert dt.datetime.fromisoformat(change["at"]).utcoffset() == dt.timedelta(0)
    decision = next(d for d in run("list", "decisions", "--json").json if not d["pilot"])
    assert (decision["pilot"], decision["due"]) == (None, None)
    assert isinstance(decision["associates"], list)


def test_every_meeting_that_others_name_is_in_the_list_of_meetings(base: Path, run: Run) -> None:
    known = {m["ref"] for m in run("list", "meetings", "--json").json}
    for kind in ("agenda", "attendance", "decisions"):
        assert {row["meeting"] for row in run("list", kind, "--json").json} <= known


@pytest.mark.parametrize("text", ["évêque-inconnu", "zzz"])
def test_a_filter_that_matches_nothing_gives_an_empty_list(base: Path, run: Run, text: str) -> None:
    assert run("list", "decisions", "--filter", text, "--json").json == []
    said = run("list", "decisions", "--filter", text)
    assert (said.code, said.out) == (cli.DONE, "Aucun élément.\n")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [("partners", "préfecture", "PREFECTURE"), ("partners", "écoute", "ecoute"), ("meetings", "plénière", "pleniere"),
     ("agenda", "rodéos", "RODEOS")],
)  # fmt: skip
def test_the_filter_ignores_accents_and_case(base: Path, run: Run, kind: str, one: str, other: str) -> None:
    found = run("list", kind, "--filter", one, "--json").json
    assert found == run("list", kind, "--filter", other, "--json").json
    assert 0 < len(found) < len(run("list", kind, "--json").json)


@pytest.mark.parametrize("kind", CONTRACT)
def test_a_list_for_people_has_its_headings_and_one_line_a_row(base: Path, run: Run, kind: str) -> None:
    heading, *lines = run("list", kind).out.splitlines()
    assert heading.startswith("Réf.")
    assert len(lines) == len(run("list", kind, "--json").json)


def test_changes_are_told_in_words_and_local_time(base: Path, run: Run) -> None:
    facts = run("list", "changes", "--json").json
    lines = run("list", "changes").out.splitlines()[1:]
    for fact, line in zip(facts, lines, strict=True):
        assert f"{dt.datetime.fromisoformat(fact['at']).astimezone():%d/%m/%Y %H:%M}" in line
        assert any(verb in line for verb in (" a chargé ", " a saisi ", " a validé ", " a appliqué ", " a noté "))
        assert fact["action"] not in line


# Refusals


def test_init_never_replaces_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "base.psq"
    path.write_bytes(b"mon courrier")
    assert "existe déjà" in run("--database", path, "init").refused()
    assert path.read_bytes() == b"mon courrier"


def test_without_a_base_the_message_says_how_to_make_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "absente.psq"
    message = run("--database", path, "list", "meetings").refused()
    assert str(path) in message and "init" in message
    assert not path.exists()


def test_a_path_is_repeated_letter_for_letter(run: Run, tmp_path: Path) -> None:
    """French typography must not touch what will be copied into a command."""
    path = tmp_path / "l'été 12 min : bilan.psq"
    assert str(path) in run("--database", path, "list", "meetings").refused()
    said = run("--database", path, "init")
    assert (said.code, str(path) in said.out) == (cli.DONE, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "--today", "31/02"),
        ("export", "minutes", "--meeting", "SEA-99", "{folder}/a.pdf"),
        ("export", "minutes", "SEA-99", "{folder}/a.pdf"),
        ("export", "minutes", "n'importe quoi", "{folder}/a.pdf"),
        ("export", "minutes", "SEA-1", "SEA-2", "{folder}/a.pdf"),
        ("export", "minutes", "{folder}/a.docx"),
        ("export", "minutes", "{folder}/a"),
        ("export", "minutes", "{folder}/nowhere/a.pdf"),
        ("undo",),
        ("screenshots", "{folder}", "--size", "grand"),
    ],
)
def test_what_the_user_can_mend_is_one_french_message(
    base: Path, run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    if arguments[0] == "init":
        base.unlink()
    before = {path.name for path in tmp_path.iterdir()}
    message = run(*(a.format(folder=tmp_path) for a in arguments)).refused()
    assert re.search(r"\b(la|le|les|une?|de|des|n’est|rien)\b", message)
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    "arguments",
    [("frobnicate",), ("list",), ("list", "chats"), ("list", "meetings", "--nope"), ("export", "minutes"),
     ("export", "poem", "a.pdf"), ("export", "minutes", "a.pdf", "--disclosure", "secret"), ("--database",)],
)  # fmt: skip
def test_wrong_usage_is_told_in_french(base: Path, run: Run, arguments: tuple[str, ...]) -> None:
    said = run(*arguments)
    assert (said.code, said.out) == (cli.USAGE, "")
    assert "Commande incomprise" in said.err
    assert "Traceback" not in said.err


def test_version(run: Run) -> None:
    said = run("--version")
    assert said.code == cli.DONE
    assert re.fullmatch(r"Concertation \d+\.\d+\S*", said.out.strip())


# undo, check, migrate


def test_undo_names_what_it_took_back(base: Path, run: Run) -> None:
    database = db.open_database(base, ACTOR)
    meeting = database.read(meetings.search)[0].id
    before = database.read(agenda.items, meeting)
    database.write(agenda.remove, before[2].id)
    database.close()
    said = run("undo")
    assert said.code == cli.DONE
    assert "suppression" in said.out and before[2].title in said.out
    database = db.open_database(base, ACTOR)
    assert database.read(agenda.items, meeting) == before
    database.close()
    assert run("undo").refused() == "Il n’y a rien à annuler."


def test_undo_takes_back_the_last_steps_one_by_one(base: Path, run: Run) -> None:
    database = db.open_database(base, ACTOR)
    meeting = database.read(meetings.search)[0].id
    before = database.read(agenda.items, meeting)
    for number in range(3):
        database.write(agenda.add, meeting, f"Point {number}")
    for number in (2, 1, 0):
        assert f"Point {number}" in run("undo").out
    assert database.read(agenda.items, meeting) == before
    database.close()


def test_check_of_a_sound_base(base: Path, run: Run) -> None:
    assert "saine" in run("check").out
    found = run("check", "--json").json
    assert (found["sound"], found["schema"], found["integrity"], found["journal_fault"]) == (True, db.SCHEMA, [], None)
    assert found["journal_entries"] > 0 and re.fullmatch("[0-9a-f]{64}", found["journal_head"])


def test_check_tells_a_journal_that_was_tampered_with(base: Path, run: Run) -> None:
    from sqlcipher3 import dbapi2 as sqlite

    raw = sqlite.connect(str(base), isolation_level=None)
    raw.execute("DROP TRIGGER journal_entry_no_update")
    raw.execute("UPDATE journal_entry SET actor = 'Personne' WHERE n = 12")
    raw.close()
    said = run("check", "--json")
    assert said.code == cli.MENDABLE
    assert (said.json["sound"], said.json["journal_fault"], said.json["journal_fault_at"]) == (False, "entry", 12)
    assert "entrée 12" in said.err.replace("\u00a0", " ")


def test_migrate_says_when_there_is_nothing_to_do(base: Path, run: Run) -> None:
    before = base.read_bytes()
    said = run("migrate")
    assert (said.code, "déjà à niveau" in said.out) == (cli.DONE, True)
    assert base.read_bytes() == before


# export


def squeeze(text: str) -> str:
    """Words alone: lines, spaces and hyphens of the page do not count."""
    return re.sub(r"[\s\u00a0\u202f\u00ad\u2011\ufffe-]+", "", text)


def pdf_text(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        pages = [document[number] for number in range(len(document))]
        texts = []
        for page in pages:
            words = page.get_textpage()
            texts.append(words.get_text_bounded())
            words.close()
            page.close()
        return "\n".join(texts)
    finally:
        document.close()


def cells(path: Path) -> list[Any]:
    book = load_workbook(BytesIO(path.read_bytes()))
    return [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


def meeting_five(base: Path, level: DisclosureLevel) -> MeetingDocument:
    database = db.open_database(base, ACTOR)
    try:
        key = next(m.id for m in database.read(meetings.search) if m.number == 5)
        return database.read(minutes.compose, key, level, TODAY)
    finally:
        database.close()


@pytest.mark.parametrize("form", [("--meeting", "SEA-{id}"), ("SEA-{id}",), ("--meeting", "{number}"), ("sea-{id}",)])
@pytest.mark.parametrize("what", OF_HELD)
def test_a_listed_reference_is_accepted_by_export(
    base: Path, run: Run, tmp_path: Path, form: tuple[str, ...], what: str
) -> None:
    meeting = next(m for m in run("list", "meetings", "--json").json if m["number"] == 3)
    named = [f.format(id=meeting["ref"].removeprefix("SEA-"), number=meeting["number"]) for f in form]
    target = tmp_path / "document.xlsx"
    said = run("export", what, *named, target)
    assert (said.code, said.err) == (cli.DONE, "")
    assert str(target) in said.out
    assert any("3" in str(cell) for cell in cells(target))
    assert [path.name for path in tmp_path.glob("document*")] == ["document.xlsx"]


@pytest.mark.parametrize(("what", "words"), [("summons", "Convocation"), ("dossier", "Dossier"), ("brief", "obtenir")])
def test_what_prepares_a_meeting_is_exported_of_the_coming_one(
    base: Path, run: Run, tmp_path: Path, what: str, words: str
) -> None:
    target = tmp_path / "document.pdf"
    said = run("export", what, target)
    assert (said.code, said.err) == (cli.DONE, "")
    pages = pypdfium2.PdfDocument(target)
    first = pages[0].get_textpage().get_text_range()
    pages.close()
    assert words in first and "n° 6" in first.replace("\u00a0", " ")


@pytest.mark.parametrize("level", ["public", "partners"])
def test_the_brief_is_not_passed_off_as_a_version_for_others(base: Path, run: Run, tmp_path: Path, level: str) -> None:
    target = tmp_path / "note.pdf"
    said = run("export", "brief", "--disclosure", level, target)
    assert said.code != cli.DONE and "restreinte" in said.err and not target.exists()


def test_a_list_of_seats_speaks_french(base: Path, run: Run) -> None:
    said = run("list", "attendance", "--filter", "SEA-6")
    assert "Attendu" in said.out and "expected" not in said.out and "guest" not in said.out


def test_the_register_is_exported_whole_or_of_a_partner_or_a_meeting(base: Path, run: Run, tmp_path: Path) -> None:
    targets = [tmp_path / f"{rank}.xlsx" for rank in range(3)]
    for target, limits in zip(targets, ((), ("--partner", "VC"), ("--meeting", "3")), strict=True):
        assert run("export", "register", *limits, target).code == cli.DONE
    refs = [{cell for cell in cells(target) if re.fullmatch(r"[DA]-\d+", str(cell))} for target in targets]
    assert len(refs[0]) == 27  # of 28, one is restricted
    assert refs[1] < refs[0] and refs[2] < refs[0] and len(refs[2]) == 7


def test_what_looks_like_personal_data_needs_a_reason_which_is_kept(base: Path, run: Run, tmp_path: Path) -> None:
    database = db.open_database(base, ACTOR)
    meeting = next(m.id for m in database.read(meetings.search) if m.number == 4)
    item = database.read(agenda.items, meeting)[0]
    database.write(minutes.correct, meeting, "Ajout", TODAY)
    database.write(agenda.save_notes, item.id, richtext.plain("Joindre le 06 39 98 12 04."))
    database.close()
    target = tmp_path / "a.pdf"
    run("export", "minutes", "--meeting", "4", target).refused()
    assert not target.exists()
    said = run("export", "minutes", "--meeting", "4", "--reason", "Numéro public de la permanence", target)
    assert said.code == cli.DONE and target.exists()
    assert run("list", "changes", "--json").json[0]["action"] == "privacy.require"
    said = run("export", "minutes", "--meeting", "4", "--reason", "Numéro public", tmp_path / "absent" / "a.pdf")
    assert said.code != cli.DONE and "Traceback" not in said.err
    first = run("list", "changes", "--json").json[0]
    assert first["action"] == "undo"  # nothing went out


def test_export_takes_the_last_held_meeting_when_none_is_named(base: Path, run: Run, tmp_path: Path) -> None:
    run("export", "minutes", tmp_path / "a.xlsx")
    run("export", "minutes", "--meeting", "5", tmp_path / "b.xlsx")
    assert cells(tmp_path / "a.xlsx") == cells(tmp_path / "b.xlsx")


@pytest.mark.parametrize("level", ["partners", "restricted"])
def test_the_minutes_as_pdf_hold_every_fact(base: Path, run: Run, tmp_path: Path, level: str) -> None:
    target = tmp_path / "cr.pdf"
    assert run("export", "minutes", "--meeting", "5", target, "--disclosure", level).code == cli.DONE
    text = squeeze(pdf_text(target))
    document = meeting_five(base, DisclosureLevel(level))
    if level != "public":
        assert "œ" in text
    for college in document.colleges:
        assert squeeze(college) in text or squeeze(college.upper()) in text
    for seat in document.attendance:
        assert squeeze(seat.acronym if seat.person else seat.partner) in text and squeeze(seat.person) in text
    for item in document.items:
        assert squeeze(item.title) in text
    for decision in document.decisions:
        assert squeeze(decision.ref) in text and squeeze(decision.text) in text
        if decision.pilot:
            assert squeeze(decision.pilot) in text
        if decision.due:
            assert any(squeeze(form(decision.due)) in text for form in (date_long, date_short, "{:%d/%m/%Y}".format))
    assert (squeeze(SECRET) in text) is (level == "restricted")
    assert "Opérationsprogrammées" in text if level == "restricted" else "Opérationsprogrammées" not in text


def test_ligatures_survive_into_the_pdf(base: Path, run: Run, tmp_path: Path) -> None:
    database = db.open_database(base, ACTOR)
    meeting = database.read(meetings.search)[0].id
    database.write(
        agenda.add,
        meeting,
        "Cœur de quartier : l’œuvre des sœurs",
    )
    database.close()
    run("export", "minutes", "--meeting", "6", tmp_path / "cr.pdf")
    assert squeeze("Cœur de quartier") in squeeze(pdf_text(tmp_path / "cr.pdf"))


def test_the_minutes_as_workbook_hold_the_same_facts_typed(base: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "cr.xlsx"
    assert run("export", "minutes", "--meeting", "5", target).code == cli.DONE
    found = cells(target)
    texts = {squeeze(str(cell)) for cell in found}
    joined = "\n".join(texts)
    document = meeting_five(base, DisclosureLevel.PARTNERS)
    days = {cell.date() for cell in found if isinstance(cell, dt.datetime)}
    assert document.date in days
    assert {d.due for d in document.decisions if d.due} <= days
    for words in (
        *(seat.person for seat in document.attendance), *(item.title for item in document.items),
        *(d.text for d in document.decisions), *(d.ref for d in document.decisions),
    ):  # fmt: skip
        assert squeeze(words) in joined
    assert {item.planned_minutes for item in document.items} <= {c for c in found if isinstance(c, int)}
    assert squeeze(SECRET) not in joined
    assert not any(isinstance(cell, str) and cell.startswith("=") for cell in found)


@pytest.mark.parametrize(
    ("what", "ending", "level"),
    [
        (what, ending.removeprefix("."), level)
        for what in cli.DOCUMENTS
        for level in ("public", "partners")
        if ONLY_AT.get(what, level) == level
        for ending in catalogue.endings(what)
    ],
)
def test_no_document_below_the_level_says_the_secret(
    base: Path, run: Run, tmp_path: Path, what: str, ending: str, level: str
) -> None:
    target = tmp_path / f"x.{ending}"
    named = ("--meeting", "5") if what in OF_HELD else ("ENQ-1",) if what == "surveys" else ()
    assert run("export", what, *named, target, "--disclosure", level).code == cli.DONE
    text = pdf_text(target) if ending == "pdf" else "\n".join(map(str, cells(target)))
    for secret in (SECRET, "Opérations programmées", "protocole d’échange préalable", "DDPP, l’URSSAF"):
        assert squeeze(secret) not in squeeze(text)


def test_an_export_replaces_the_old_file(base: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "cr.xlsx"
    target.write_bytes(b"ancien")
    run("export", "minutes", target)
    assert cells(target)


# Whole processes


def test_a_whole_run_in_processes(tmp_path: Path) -> None:
    path = tmp_path / "base.psq"
    made = process("--database", path, "init", "--demo", "--today", "2026-11-22")
    assert (made.returncode, made.stderr) == (0, "")
    listed = process("list", "meetings", "--json", PSQ_DATABASE=str(path))
    assert [m["number"] for m in json.loads(listed.stdout)] == [6, 5, 4, 3, 2, 1]
    again = process("--database", path, "init")
    assert (again.returncode, again.stdout, again.stderr.count("\n")) == (1, "", 1)
    assert process("--database", path, "nonsense").returncode == 2


@pytest.mark.parametrize("arguments", [("list", "meetings"), ("list", "changes", "--json"), ("check",), ("--version",)])
def test_a_closed_pipe_is_no_traceback(base: Path, arguments: tuple[str, ...]) -> None:
    source, out = os.pipe()
    os.close(source)
    command = [sys.executable, "-m", "psq_desktop", *arguments]
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        command, stdout=out, stderr=subprocess.PIPE, text=True, check=False, cwd=PROJECT, env=settings
    )
    os.close(out)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("arguments", [("list", "agenda"), ("list", "agenda", "--json"), ("check",), ("--help",)])
def test_a_narrow_console_is_no_traceback(base: Path, encoding: str, arguments: tuple[str, ...]) -> None:
    """Windows gives a pipe the old encoding, which lacks our narrow spaces."""
    done = process(*arguments, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, "")
    if "--json" in arguments:
        assert json.loads(done.stdout)


def test_a_message_reaches_a_narrow_console(tmp_path: Path) -> None:
    done = process("--database", tmp_path / "absente.psq", "check", PYTHONIOENCODING="cp1252")
    assert done.returncode == 1
    assert "Aucune base" in done.stderr and "Traceback" not in done.stderr


def test_a_listed_decision_and_seat_are_those_of_the_services(base: Path, run: Run) -> None:
    database = db.open_database(base, ACTOR)
    register = {d.ref: d for d in database.read(decisions.register, TODAY)}
    found = run("list", "decisions", "--json").json
    assert {d["ref"]: (d["text"], d["state"]) for d in found} == {r: (d.text, d.state) for r, d in register.items()}
    seats = sum(len(database.read(attendance.seats, m.id)) for m in database.read(meetings.search))
    assert len(run("list", "attendance", "--json").json) == seats
    database.close()


# A base of one's own, and what stands in the way


def test_init_makes_a_base_that_can_be_used_at_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mienne.psq"
    said = run("--database", path, "init")
    assert said.code == cli.DONE and "menu Outils" in said.out
    database = db.open_database(path, ACTOR)
    assert database.read(meetings.propose, TODAY).committee == cli.TO_FILL
    database.close()
    assert run("--database", path, "check").code == cli.DONE


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_init_on_an_impossible_day_leaves_nothing(run: Run, tmp_path: Path, day: str) -> None:
    assert day in run("--database", tmp_path / "a.psq", "init", "--demo", "--today", day).refused()
    assert [path.name for path in tmp_path.iterdir() if path.suffix] == []


def test_init_that_fails_half_way_leaves_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from psq_desktop import demonstration
    from psq_desktop.errors import UserError

    def full(database: db.Database, today: dt.date) -> None:
        raise UserError("disk_full")

    monkeypatch.setattr(demonstration, "fill", full)
    assert "disque" in run("--database", tmp_path / "a.psq", "init", "--demo").refused()
    assert [path.name for path in tmp_path.iterdir() if path.suffix] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--database", "postgresql://serveur/base", "check"),
        ("--database", "", "check"),
        ("--database", "{folder}", "check"),
        ("--database", "{folder}/" + "n" * 300, "init"),
        ("--database", "{folder}/" + "n" * 300, "check"),
        ("export", "minutes", "--meeting", "", "{folder}/a.pdf"),
        ("screenshots", "{folder}/x", "--scale", "nan"),
        ("screenshots", "{folder}/x", "--scale", "99"),
        ("screenshots", "{folder}/x", "--size", "0x0"),
    ],
)
def test_what_makes_no_sense_is_one_french_message(
    base: Path, run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    run(*(a.format(folder=tmp_path) for a in arguments)).refused()
    assert {path.name for path in tmp_path.iterdir()} == before


_ENGLISH = re.compile(
    r"\b(usage|show|exit|invalid|choose|choice|required|arguments?|expected|unrecognized|positional)\b"
)


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("list", "--help"), ("export", "--help"), ("screenshots", "-h"), ("frobnicate",), ("list",),
     ("list", "chats"), ("list", "meetings", "--nope"), ("export", "minutes"), ("--database",),
     ("screenshots", "x", "--scale", "grand"), ("check", "--json=1")],
)  # fmt: skip
def test_the_parser_speaks_french(run: Run, arguments: tuple[str, ...]) -> None:
    said = run(*arguments)
    assert said.out + said.err
    assert not _ENGLISH.search(said.out + said.err)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE decision SET text = 'Autre' WHERE id = 3", "ligne modifiée en dehors du programme : decision 3"),
        ("UPDATE meeting SET date = '31/02/2026' WHERE id = 2", "meeting 2"),
        ("DROP TRIGGER journal_entry_no_delete", "déclencheur absent"),
    ],
)
def test_check_finds_what_was_done_outside_the_program(base: Path, run: Run, statement: str, words: str) -> None:
    from sqlcipher3 import dbapi2 as sqlite

    raw = sqlite.connect(str(base), isolation_level=None)
    raw.execute(statement)
    raw.close()
    assert words in run("check").refused().replace("\u00a0", " ")


def test_check_counts_what_was_erased(base: Path, run: Run) -> None:
    from sqlcipher3 import dbapi2 as sqlite

    raw = sqlite.connect(str(base), isolation_level=None)
    raw.execute("DELETE FROM journal_content WHERE n = 5")
    raw.close()
    assert "1 contenu effacé" in run("check").out.replace("\u00a0", " ")
