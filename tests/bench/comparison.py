"""10,000 rows of three fields compared three ways, against daff on the same three tables."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from psq_desktop.services.forms.answer_rows import AnsweredRow, Line, Recognition, ReturnedRow
from psq_desktop.services.forms.answers import understand
from psq_desktop.services.forms.book_rows import RawCell
from psq_desktop.services.forms.comparison import compare as compare_lines
from psq_desktop.services.forms.form_rows import Form, FormField, FormRow, Scalar
from psq_desktop.services.kinds import LineKind
from tests.bench.daff_diff import Table, counted, three_way
from tests.bench.measure import Ratio, compare, cpu_in_fork
from tests.exports.forms import partner_form

ROWS = 10_000
ROUNDS = 6
TODAY = date(2026, 11, 22)
FIELDS = {"value": FormField(), "on": FormField(), "comment": FormField()}
LETTERS = {"value": "H", "on": "I", "comment": "K"}
Values = dict[str, dict[str, Scalar]]


@dataclass(frozen=True, slots=True)
class Round:
    """The same answers as ours and as daff's: what was sent, what the base holds now, what came back."""

    form: Form
    sent: Values
    current: Values
    returned: Values

    @property
    def recognition(self) -> Recognition:
        """What came back, as it was read from the file."""
        rows = (
            ReturnedRow(
                ref, "À compléter", number,
                {field: RawCell(f"{LETTERS[field]}{number}", value) for field, value in values.items()}, {},
            )
            for number, (ref, values) in enumerate(self.returned.items(), start=6)
        )  # fmt: skip
        return Recognition(self.form.dispatch, tuple(rows))


def make(rows: int) -> Round:
    """A tenth of the rows is answered anew, some were changed here as well, some did not come back; all sorted."""
    chance = random.Random(4)
    sent: Values = {
        f"IND-{n}": {"value": float(n), "on": "2026-10-31", "comment": f"Relevé {n} du mois"} for n in range(rows)
    }
    current = {ref: dict(values) for ref, values in sent.items()}
    returned = {ref: dict(values) for ref, values in sent.items() if chance.random() > 0.01}
    for ref in chance.sample(sorted(returned), rows // 10):
        field = chance.choice(list(FIELDS))
        new: dict[str, Scalar] = {"value": chance.random() * 1000, "on": "2026-11-30", "comment": f"Vu {ref}"}
        returned[ref][field] = new[field]
        if chance.random() < 0.1:
            current[ref][field] = {**new, "value": -1.0, "on": "2026-09-30", "comment": "Corrigé"}[field]
    order = sorted(returned, key=lambda ref: str(returned[ref]["comment"]), reverse=True)
    form = replace(partner_form(), rows=tuple(FormRow(ref, "2.1", ref, {}, FIELDS) for ref in sent))
    return Round(form, sent, current, {ref: returned[ref] for ref in order})


def table(values: Values) -> Table:
    """One side as daff takes it."""
    return [["key", *FIELDS], *([ref, *cells.values()] for ref, cells in values.items())]


def understood(made: Round) -> tuple[AnsweredRow, ...]:
    """What was typed, as values: what daff is given."""
    return understand(made.recognition, made.form, TODAY)


def ours(made: Round, answered: tuple[AnsweredRow, ...]) -> tuple[Line, ...]:
    """The lines."""
    return compare_lines(made.form, made.sent, answered, made.current)


def run() -> Ratio:
    """Both sides find the same differences, then each is measured in a child of its own."""
    small, made = make(200), make(ROWS)
    found = Counter(line.kind for line in ours(small, understood(small)))
    theirs = counted(three_way(*map(table, (small.sent, small.current, small.returned))))
    told = Counter({kind.value: found[kind] for kind in (LineKind.CHANGED, LineKind.CONFLICT, LineKind.MISSING)})
    if +theirs != +told:
        raise SystemExit(f"the two sides do not compare the same: {told} and {theirs}")
    answered = understood(made)
    tables = [table(side) for side in (made.sent, made.current, made.returned)]
    bare = partial(cpu_in_fork, lambda: three_way(tables[0], tables[1], tables[2]))
    whole = compare(lambda: cpu_in_fork(lambda: ours(made, understood(made))), bare, ROUNDS)
    note = f"{ROWS:,} rows of {len(FIELDS)} fields; {whole.value:.2f} with reading what was typed"
    return compare(lambda: cpu_in_fork(lambda: ours(made, answered)), bare, ROUNDS, note)
