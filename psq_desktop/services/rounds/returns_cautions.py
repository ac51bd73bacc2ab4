"""What could be taken of an answer, but that somebody should look at first."""

from __future__ import annotations

from dataclasses import replace

from psq_desktop.errors import Problem
from psq_desktop.french import figure
from psq_desktop.models.indicator import Indicator
from psq_desktop.models.kinds import LineKind, Period, ReadingStatus
from psq_desktop.models.objective import Commitment, Measure
from psq_desktop.services import facts
from psq_desktop.services.forms.answer_rows import AnsweredRow, Line
from psq_desktop.services.forms.form_rows import FormRow
from psq_desktop.services.forms.french_numbers import bare
from psq_desktop.services.periods import label
from psq_desktop.services.rounds.present import Held, meant
from psq_desktop.services.words import word

_FAR = 10.0  # times greater or smaller than every figure known
_SHORT = frozenset({"nc", "n.c", "n c", "n. c", "n/c", "/"})  # what some people mean otherwise
_SHARE = 2.0  # from this last value on, a percentage below 1 is one that lost its sign


def cautioned(line: Line, row: FormRow, answered: AnsweredRow | None, held: Held) -> Line:
    """A safe line with the reason to look at it first, if there is one."""
    if not line.kind.safe:
        return line
    record = held.record(row.ref)
    if isinstance(record, Indicator):
        return _figure(line, row, answered, record, held)
    if not isinstance(record, Commitment | Measure):
        return line
    if record.text != row.facts.get("text", record.text):
        return replace(line, caution=Problem(line.field, "reworded", (("text", record.text),)))
    if line.field == "comment" and line.kind is LineKind.CHANGED:
        return replace(line, caution=Problem("comment", "replaces_comment"))
    return line


def _figure(line: Line, row: FormRow, answered: AnsweredRow | None, indicator: Indicator, held: Held) -> Line:
    asked, day = meant(row, None, indicator), meant(row, answered, indicator)
    if day is None or asked is None:
        return line
    if day != asked and indicator.period is not Period.ONCE:
        told = (("asked", label(indicator.period, asked)), ("period", label(indicator.period, day)))
        return replace(line, caution=Problem(line.field, "other_period", told))
    if isinstance(line.returned, str) and line.field == "value" and bare(line.read) in _SHORT:
        told = (("read", line.read), ("meaning", word(ReadingStatus(line.returned)).lower()))
        return replace(line, caution=Problem("value", "read_as", told))
    if line.field != "value" or isinstance(line.returned, str) or not line.returned or row.fields["value"].levels:
        return line
    last = held.last(indicator.id, day)
    known = [facts.known(x) for x in (last[1] if last else None, indicator.baseline, indicator.target)]
    sizes = [abs(x) for x in known if x]
    signless = indicator.unit.startswith("%") and 0 < line.returned < 1 and last is not None and last[1] >= _SHARE
    if not signless and (not sizes or min(sizes) / _FAR <= abs(line.returned) <= max(sizes) * _FAR):
        return line
    suggestion = round(line.returned * 100, 10) if signless else None
    if last is not None:
        said = figure(last[1], indicator.decimals, indicator.unit)
        caution = Problem("value", "far_value", (("last", said), ("period", label(indicator.period, last[0]))))
    else:
        aim = next(x for x in (known[2], known[1]) if x)
        caution = Problem("value", "far_from_aim", (("aim", figure(aim, indicator.decimals, indicator.unit)),))
    return replace(line, caution=caution, suggestion=suggestion)
