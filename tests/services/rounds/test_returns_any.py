"""Whatever a partner typed and whatever was decided: applied twice is applied once, and undo brings back what was."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from psq_desktop import db
from psq_desktop.services import history
from psq_desktop.services.forms import returned_rows
from psq_desktop.services.forms.answer_rows import Recognition, ReturnedRow
from psq_desktop.services.forms.book_rows import RawCell
from psq_desktop.services.forms.returned_rows import Settled, Verdict
from psq_desktop.services.kinds import CommitmentState, MeasureState, OutlookState
from psq_desktop.services.rounds import returns
from psq_desktop.services.rounds.campaign_rows import Applied, Decisions
from psq_desktop.services.steering import commitments, indicators, measures, outlooks, readings
from psq_desktop.services.steering.readings import Draft
from psq_desktop.wording import explain_problem, words
from tests.conftest import TODAY
from tests.services.rounds.returned import Key, Round, file_of, open_round, told
from tests.test_undo import Content, content

_PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # what fails is short enough to be read as it is
EXAMPLES = int(os.environ.get("PSQ_RETURNS", "100"))

_ODD = [
    "",
    " ",
    "?",
    "-",
    "0",
    "environ 30",
    "=1+1",
    "<b>",
    "\x07",
    "\ud800",
    "31/02/2026",
    "néant",
    "nc",
    "1e400",
    True,
]
_VALUES = st.one_of(
    st.sampled_from([*_ODD, "31", "7,5", "1 284", "12 %", 31.0, 0.0, -3, float("nan"), float("inf"), 501.0]),
    st.floats(0, 600).map(lambda value: round(value, 2)),
)
_DAYS = st.sampled_from(
    [
        *_ODD,
        "15/10/2026",
        "30/09/2026",
        "12/2026",
        "T4 2019",
        "15/12/2062",
        dt.date(2026, 11, 2),
        dt.date(2027, 5, 1),
        46000.0,
    ]
)
_TEXTS = st.one_of(st.sampled_from([*_ODD, "Retard", "Deux porches sur trois", "{contact}"]), st.text(max_size=12))


def _choice(vocabulary: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from([*_ODD, *(word for _, word in words(vocabulary))])


_CELLS: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("reports", "value"): _VALUES, ("reports", "on"): _DAYS, ("reports", "comment"): _TEXTS,
    ("delay", "value"): _VALUES, ("delay", "on"): _DAYS, ("delay", "comment"): _TEXTS,
    ("share", "state"): _choice(CommitmentState), ("share", "comment"): _TEXTS,
    ("step", "state"): _choice(MeasureState), ("step", "on"): _DAYS, ("step", "comment"): _TEXTS,
    ("weather", "state"): _choice(OutlookState), ("weather", "comment"): _TEXTS,
}  # fmt: skip
_ANSWERS = st.fixed_dictionaries({}, optional=_CELLS)


def _record(r: Round, day: dt.date) -> None:
    r.base.write(readings.record, int(r.delay[4:]), Draft(day, 8.0, comment="D’ici"), TODAY, replace=True)


# What may happen here between the sending and the application.
_MOVES: dict[str, Callable[[Round], object]] = {
    "reading": lambda r: _record(r, dt.date(2026, 11, 30)),
    "older reading": lambda r: _record(r, dt.date(2026, 9, 30)),
    "share": lambda r: r.base.write(
        commitments.set_state, int(r.share[4:]), CommitmentState.NOT_KEPT, TODAY, "Dit ici"
    ),
    "share gone": lambda r: r.base.write(commitments.remove, int(r.share[4:])),
    "step": lambda r: r.base.write(measures.set_state, int(r.step[4:]), MeasureState.DONE, TODAY),
    "step of others": lambda r: r.base.write(measures.set_field, int(r.step[4:]), "owner_id", r.made.helper),
    "outlook": lambda r: r.base.write(
        outlooks.declare, r.made.objective, OutlookState.COMPROMISED, on=TODAY, today=TODAY, author="M. Pilote"
    ),
    "ceiling": lambda r: r.base.write(indicators.set_field, int(r.reports[4:]), "highest", 100.0),
}  # fmt: skip
_ADDED = st.lists(
    st.fixed_dictionaries(
        {}, optional={
            "code": st.sampled_from(["1.1", "1,1", "9.9", ""]), "share": _TEXTS.filter(lambda text: text is not True),
            "comment": st.sampled_from(["", "Dès janvier"]),
        }
    ),
    max_size=2,
)  # fmt: skip


class _Choices:
    """Lines drawn from those that a return has, once it is there."""

    def __init__(self, data: st.DataObject, keys: list[Key]) -> None:
        some = st.sets(st.sampled_from(keys)) if keys else st.just(set[Key]())
        self.accept, self.keep, mended = data.draw(some), data.draw(some), data.draw(some)
        texts = st.one_of(_VALUES, _DAYS, _TEXTS).map(str)
        self.corrected = {key: data.draw(texts) for key in sorted(mended)}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=_PHASES)
@given(_ANSWERS, _ADDED, st.lists(st.sampled_from(sorted(_MOVES)), max_size=2, unique=True), st.data())
def test_any_answer_applied_twice_is_applied_once_and_undone_exactly(
    answers: dict[tuple[str, str], Any], added: list[dict[str, Any]], moves: list[str], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        r = open_round(Path(folder) / "round.psq")
        try:
            typed = {(getattr(r, row), field): value for (row, field), value in answers.items()}
            key = r.receive(file_of(r.form, typed, added=added))
            for move in sorted(moves):  # what is gone goes last
                _MOVES[move](r)
            _apply_twice_and_undo(r, key, data)
        finally:
            r.base.close()


def _apply_twice_and_undo(r: Round, key: int, data: st.DataObject) -> None:
    lines = r.lines(key)
    chosen = _Choices(data, sorted(lines))
    decided = Decisions(frozenset(chosen.accept), chosen.corrected, frozenset(chosen.keep))
    before, first = content(r.base), _last(r.base)
    applied = _apply(r, key, decided)
    after = content(r.base)
    # A figure whose day was left aside is taken without it.
    refs = {ref for ref, _ in chosen.corrected} | {ref for ref, field in chosen.keep if field == "on"}
    for line in applied.taken:
        assert (line.ref, line.field) in chosen.accept or line.ref in refs
        assert (line.ref, line.field) not in chosen.keep
    assert not told(applied.taken) & told(applied.pending)
    assert _moved(before, after) == {"ENG-new" if x.ref.startswith("ROW") else x.ref for x in applied.taken}
    again = _apply(r, key, decided)
    assert not again.taken and content(r.base) == after
    open_lines = {k for k, x in r.lines(key).items() if x.asked}
    assert sum(r.base.read(returns.counts, key, TODAY)[1:]) <= len(open_lines)
    assert r.base.read(returns.receipt, key, TODAY, explain_problem).body.encode()
    r.base.read(returns.annotated, key, TODAY, explain_problem)
    if before != after:
        assert _last(r.base) > first
        r.base.revert(_last(r.base), "undo")
    assert content(r.base) == before


# What names a row of each table that a return may write to.
_NAMED = {
    "reading": lambda row: f"IND-{row['indicator_id']}", "commitment": lambda row: f"ENG-{row['id']}",
    "measure": lambda row: f"MES-{row['id']}", "outlook": lambda row: f"OBJ-{row['objective_id']}",
}  # fmt: skip
_FOLLOWING = ("workbook_return", "search_text")  # written because of it


def _moved(before: Content, after: Content) -> set[str]:
    """References of the rows that were written, an added commitment as « ENG-new »."""
    found = set()
    known = {row["id"] for row in before["commitment"]}
    for table, rows in after.items():
        for row in rows:
            if table not in _FOLLOWING and row not in before[table]:
                new = table == "commitment" and row["id"] not in known
                found.add("ENG-new" if new else _NAMED[table](row))
    return found


def _apply(r: Round, key: int, decided: Decisions) -> Applied:
    return r.base.write(returns.apply, key, decided, TODAY).result


def _last(base: db.Database) -> int:
    return base.read(history.changes)[0].step


_RAW = st.builds(
    RawCell,
    st.text(max_size=4),
    st.one_of(
        st.none(), st.booleans(), st.dates(), st.integers(), st.floats(allow_nan=False),
        st.text(st.characters(exclude_categories=()), max_size=8),
    ),
    st.booleans(), st.booleans(), st.text(max_size=5),
)  # fmt: skip
_ROWS = st.builds(
    ReturnedRow, st.text(max_size=6), st.text(max_size=6), st.integers(1, 2**21),
    st.dictionaries(st.text(max_size=5), _RAW, max_size=3), st.dictionaries(st.text(max_size=5), st.text(max_size=5)),
    st.sampled_from(["", "key_altered", "key_foreign"]),
)  # fmt: skip
_NAMES = st.lists(st.text(max_size=5), max_size=2).map(tuple)


@settings(max_examples=200, deadline=None)
@given(st.builds(
    Recognition, st.text(max_size=5), st.lists(_ROWS, max_size=3).map(tuple), _NAMES,
    st.lists(st.tuples(st.text(max_size=4), st.text(max_size=4)), max_size=2).map(tuple), _NAMES, _NAMES,
))  # fmt: skip
def test_what_was_read_is_stored_as_it_was_read(recognition: Recognition) -> None:
    text = returned_rows.dump(recognition)
    assert text.isascii()
    found = returned_rows.load(text)
    assert found == recognition
    for row, same in zip(recognition.rows, found.rows, strict=True):
        for field, cell in row.cells.items():
            assert type(same.cells[field].value) is type(cell.value)


@given(st.lists(
    st.builds(
        Settled, st.text(max_size=5), st.text(max_size=5), st.text(st.characters(exclude_categories=()), max_size=5),
        st.sampled_from(Verdict), st.one_of(st.none(), st.text(max_size=5)),
    ), max_size=4,
))  # fmt: skip
def test_decisions_are_stored_as_they_were_taken(settled: list[Settled]) -> None:
    found = returned_rows.load_settled(returned_rows.dump_settled(settled))
    assert sorted(map(repr, found)) == sorted(map(repr, settled))
