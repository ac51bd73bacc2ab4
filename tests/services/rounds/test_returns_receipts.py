"""A partner is told, line by line, what was kept of its workbook, and sent its own file when something is to mend."""

from __future__ import annotations

import datetime as dt
import hashlib

from psq_desktop.errors import Problem
from psq_desktop.exports import partner_xlsx
from psq_desktop.imports import child
from psq_desktop.services.forms.book_rows import ReadFile
from psq_desktop.services.kinds import CommitmentState
from psq_desktop.services.rounds import returns
from psq_desktop.services.rounds.campaign_rows import Letter, Parcel
from psq_desktop.services.steering import commitments
from psq_desktop.wording import explain_problem
from tests.conftest import TODAY
from tests.services.rounds.returned import Round, Typed, again, kinds
from tests.test_undo import content

TAKEN = "Ce que nous avons retenu :"
KEPT = "Ce que nous avons laissé tel qu’il est chez nous :"
WRONG = "Ce que nous n’avons pas pu lire, et ce qu’il faut y faire :"
WAITING = "Ce que nous examinons encore :"


def receipt(r: Round, key: int) -> Letter:
    return r.base.read(returns.receipt, key, TODAY, explain_problem)


def annotated(r: Round, key: int) -> Parcel:
    return r.base.read(returns.annotated, key, TODAY, explain_problem)


def sections(letter: Letter) -> dict[str, list[str]]:
    """The lines of a receipt under their titles."""
    found: dict[str, list[str]] = {}
    title = ""
    for line in letter.body.replace("\u00a0", " ").replace("\u202f", " ").splitlines():
        if line.startswith("- "):
            found.setdefault(title, []).append(line[2:])
        elif line:
            title = line
    return found


def answers(r: Round) -> Typed:
    return {
        (r.reports, "value"): "1 284", (r.reports, "comment"): "Hausse {contact}", (r.delay, "value"): "environ 7",
        (r.share, "state"): "Tenu", (r.step, "state"): "Faite", (r.step, "on"): "12/11/2026",
        (r.weather, "state"): "Compromis",
    }  # fmt: skip


def decided(r: Round) -> int:
    """A return of which something was taken, kept, left to mend."""
    r.base.write(commitments.set_state, int(r.share[4:]), CommitmentState.PARTIAL, TODAY)
    key = r.receive(r.file({**answers(r), (r.reports, "value"): "31"}))
    r.apply(
        key,
        [k for k, x in r.lines(key).items() if x.kind.safe and k != (r.weather, "state")],
        keep=[(r.share, "state")],
    )
    return key


def test_a_receipt_tells_each_line_in_the_partners_words(round_: Round) -> None:
    found = sections(receipt(round_, decided(round_)))
    assert found == {
        TAKEN: [
            "1.1 Signalements, oct. 2026 : 31",
            "1.1 Signalements, oct. 2026, commentaire : « Hausse {contact} »",
            "1.1 Réunir les gardiens, jour : 12 nov. 2026",
            "1.1 Réunir les gardiens : Faite",
        ],
        KEPT: ["1.1 Poser dix portes : Partiel (vous aviez écrit « Tenu »)"],
        WRONG: [
            f"1.1 Délai de réponse, nov. 2026 (cellule {cell(round_)} de votre fichier, « environ 7 ») : {problem()}"
        ],
        WAITING: ["1.1 Météo : Réduire les rodéos : Compromis"],
    }


def cell(r: Round) -> str:
    return f"H{6 + [row.ref for row in r.form.rows].index(r.delay)}"


def problem() -> str:
    return explain_problem(Problem("value", "unreadable_number")).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_corrected_cell_is_told_with_what_was_written(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.delay, "value"): "environ 7"}))
    r.apply(key, corrected={(r.delay, "value"): "7"})
    assert sections(receipt(r, key)) == {
        TAKEN: ["1.1 Délai de réponse, nov. 2026 : 7 j (vous aviez écrit « environ 7 »)"]
    }


def test_a_receipt_goes_to_the_partner_and_names_nobody_else(round_: Round) -> None:
    key = decided(round_)
    letter = receipt(round_, key)
    assert letter.subject.startswith("Relevés") and letter.on == TODAY
    told = letter.body + letter.subject + repr(annotated(round_, key))
    assert "Le secret des autres" not in told and "Bailleur" not in told


def test_a_workbook_without_an_answer_has_a_receipt_that_says_so(round_: Round) -> None:
    letter = receipt(round_, round_.receive(round_.file({})))
    assert sections(letter) == {} and "rien changé" in letter.body


def test_rows_that_were_deleted_are_counted(round_: Round) -> None:
    letter = receipt(round_, round_.receive(round_.file({}, without=(round_.step, round_.share))))
    assert "2 lignes ne figuraient plus" in letter.body.replace("\u00a0", " ")


def test_the_receipt_of_an_old_version_asks_for_the_present_one(round_: Round) -> None:
    again(round_)
    letter = receipt(round_, round_.receive(round_.file({(round_.reports, "value"): 3.0})))
    assert "remplacé le 22 novembre 2026" in letter.body.replace("\u00a0", " ")
    assert sections(letter) == {}


def test_the_receipt_is_noted(round_: Round) -> None:
    key = round_.receive(round_.file({}))
    round_.base.write(returns.mark_receipt, key, TODAY + dt.timedelta(1))
    assert round_.base.read(returns.review, key, TODAY).receipt_on == TODAY + dt.timedelta(1)


def test_the_file_sent_back_holds_the_partners_answers_and_a_note_where_one_is_wrong(round_: Round) -> None:
    r = round_
    key = r.receive(r.file(answers(r)))
    before = content(r.base)
    parcel = annotated(r, key)
    assert parcel.form.dispatch == r.form.dispatch and parcel.form.title.endswith("à corriger")
    assert [row.ref for row in parcel.form.rows] == [row.ref for row in r.form.rows]
    cells = {(row.ref, name): told for row in parcel.form.rows for name, told in row.fields.items()}
    assert {key: told.typed for key, told in cells.items() if key in answers(r)} == answers(r)
    assert {k for k, told in cells.items() if told.note} == {(r.reports, "value"), (r.delay, "value")}
    assert sections(parcel.letter) and "environ 7" in parcel.letter.body
    assert content(r.base) == before


def test_what_is_corrected_or_settled_here_is_not_asked_of_the_partner(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.reports, "value"): "environ 30", (r.delay, "value"): "environ 7"}))
    r.apply(key, keep=[(r.delay, "value")])
    parcel = r.base.read(returns.annotated, key, TODAY, explain_problem, {(r.reports, "value"): "30"})
    assert not [told for row in parcel.form.rows for told in row.fields.values() if told.note]


def test_the_file_sent_back_comes_back_as_a_workbook_with_the_same_answers(round_: Round) -> None:
    r = round_
    typed: Typed = {(r.delay, "value"): "environ 7", (r.share, "state"): "Tenu", (r.share, "comment"): "Dit à l’oral"}
    key = r.receive(r.file(typed))
    data = partner_xlsx.workbook(annotated(r, key).form, TODAY)
    file = ReadFile("corrigé.xlsx", "corrigé.xlsx", len(data), hashlib.sha256(data).hexdigest(), child.book(data))
    (checked,) = r.check(file)
    assert checked.recognised
    assert kinds({(x.ref, x.field): x for x in checked.lines}) == kinds(r.lines(key))


def test_a_receipt_tells_what_became_of_the_day_of_a_figure(round_: Round) -> None:
    r = round_
    typed: Typed = {(ref, "value"): "6,5" for ref in (r.reports, r.delay)} | {
        (r.reports, "on"): "15/11/2062", (r.delay, "on"): "bientôt",
    }  # fmt: skip
    key = r.receive(r.file(typed))
    wrong = sections(receipt(r, key))[WRONG]
    assert all("« 6,5 » attend ce jour" in line for line in wrong) and len(wrong) == 2
    r.apply(key, [], corrected={(r.reports, "on"): "15/11/2026"}, keep=[(r.delay, "on")])
    assert sections(receipt(r, key)) == {
        TAKEN: [
            "1.1 Signalements, oct. 2026 : 6,5 (jour : 15/11/2026 ; vous aviez écrit « 15/11/2062 »)",
            "1.1 Délai de réponse, nov. 2026 : 6,5 j (sans le jour indiqué ; vous aviez écrit « bientôt »)",
        ]
    }


def test_a_receipt_never_quotes_what_we_wrote_for_ourselves(round_: Round) -> None:
    r = round_
    r.base.write(commitments.set_field, int(r.share[4:]), "comment", "INTERNE : à signaler")
    key = r.receive(r.file({(r.share, "comment"): "Sept portes"}))
    r.apply(key, [], keep=[(r.share, "comment")])
    assert sections(receipt(r, key)) == {
        KEPT: ["1.1 Poser dix portes, commentaire : nous avons gardé notre texte (vous aviez écrit « Sept portes »)"]
    }


def test_what_is_to_mend_is_named_by_its_row_and_column(
    round_: Round,
) -> None:
    r = round_
    typed: Typed = {(r.reports, "on"): "bientôt", (r.reports, "value"): 3.0, (r.delay, "value"): 4.0}
    key = r.receive(r.file(typed, copies=[(r.delay, {(r.delay, "value"): 5.0})]))
    parcel = annotated(r, key)
    told = sections(parcel.letter)
    (lines,) = told.values()
    assert lines[0].startswith("1.1 Signalements, oct. 2026, colonne « Relevée le » (« bientôt ») : ")
    assert "(« 4 », « 5 »)" in lines[1] and "!" not in "".join(lines) and "cellule" not in "".join(lines)[60:]
    assert "renvoyez-le-nous" in parcel.letter.body and "cases rouges" in parcel.form.subtitle


def test_an_endless_list_is_cut(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({}, added=[{"share": f"Note {n}"} for n in range(230)]))
    lines = sections(receipt(r, key))[WRONG]
    assert len(lines) == 200 and "… et 30 autres lignes." in receipt(r, key).body.replace("\u00a0", " ")
