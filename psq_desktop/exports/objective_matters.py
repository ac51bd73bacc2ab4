"""What objectives ask of a meeting: what is left to decide, what changed since the last one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from psq_desktop.charts.series import Series
from psq_desktop.exports.facts import DASH
from psq_desktop.exports.objective_facts import TO_SET, due_text, reading_text, value_text
from psq_desktop.french import date_long, percent, plural, typeset
from psq_desktop.rules import gap_words
from psq_desktop.services.kinds import CommitmentState, MeasureState, OutlookState, ReadingStatus, SupportState
from psq_desktop.services.steering.progress_rows import (
    ChangeLine,
    IndicatorRow,
    ObjectiveRow,
    ObjectiveSheet,
    ProgressDocument,
    ReadingRow,
    Since,
    SupportRow,
)
from psq_desktop.wording import word


@dataclass(frozen=True, slots=True)
class Matter:
    """An objective that wants a decision of the committee. ``gap``: its figures contradict what was declared."""

    row: ObjectiveRow
    gap: bool
    word: str
    sentences: tuple[str, ...]  # the most important first
    comment: str  # of the pilot


_WANTING = (OutlookState.COMPROMISED, OutlookState.SUPPORT_NEEDED)


def matters(document: ProgressDocument) -> tuple[Matter, ...]:
    """Compromised, in need of support, contradicted by their figures, not reported: in this order."""
    ranked = sorted(
        (rank, position, sheet)
        for position, sheet in enumerate(document.sheets)
        if (rank := _urgency(sheet.row)) is not None
    )
    return tuple(_matter(sheet, document) for _, _, sheet in ranked)


def _urgency(row: ObjectiveRow) -> int | None:
    if row.outlook in _WANTING:
        return _WANTING.index(row.outlook)
    if row.gap is not None:
        return len(_WANTING)
    return len(_WANTING) + 1 if row.outlook is OutlookState.UNKNOWN else None


def _matter(sheet: ObjectiveSheet, document: ProgressDocument) -> Matter:
    row, limit = sheet.row, document.limits.silent_days
    gap = row.gap is not None
    told = [figures_sentence(row, document.as_of)]
    undeclared = row.silent_days if row.outlook is OutlookState.UNKNOWN else None
    silent = row.gap.silent_days if row.gap else undeclared
    if silent is not None and (gap or silent >= limit):
        told.append(f"Aucun relevé depuis {plural(silent, 'jour')}.")
    if gap and row.elapsed is not None and row.progress is not None:
        told.append(f"{percent(row.progress)} du chemin, {percent(row.elapsed)} du temps.")
    told += [f"Appui demandé {to_whom(s)} : {s.text}" for s in open_requests(sheet)]
    comment = sheet.outlooks[0].comment if sheet.outlooks else ""
    return Matter(
        row,
        gap,
        gap_words(replace(row.gap, silent_days=None)) or "Écart" if row.gap else word(row.outlook),
        tuple(typeset(sentence) for sentence in told if sentence),
        typeset(comment),
    )


def figures_sentence(row: ObjectiveRow, today: date) -> str:
    """« Signalements d’été : 71 pour une cible de 35. »; empty without figures."""
    f = row.figure
    if f is None:
        return "Aucun indicateur."
    if f.value is None:
        return ""
    aim = f" pour une cible de {value_text(f, f.target, today)}" if f.target is not None else ""
    return typeset(f"{f.title} : {value_text(f, f.value, today)}{aim}.")


def open_requests(sheet: ObjectiveSheet) -> list[SupportRow]:
    """Requests for support that wait for an answer, those to the chair first."""
    return sorted((s for s in sheet.supports if s.state is SupportState.ASKED), key=lambda s: not to_chair(s))


def to_chair(support: SupportRow) -> bool:
    """Whether the chair is asked, from the beginning or since the request was passed on."""
    return support.asked_of_id is None or support.escalated_on is not None


def to_whom(support: SupportRow) -> str:
    """« à la présidence », « à DIPN 62 »."""
    return "à la présidence" if to_chair(support) else f"à {support.asked_of}"


# ---------------------------------------------------------------- what changed


def since_title(since: Since) -> str:
    """« Ce qui a changé depuis la séance n° 5 du 23 septembre 2026 »."""
    if since.meeting_date is None:
        return "Ce qui a changé"
    day = date_long(since.meeting_date, weekday=False)
    return typeset(f"Ce qui a changé depuis la séance n° {since.meeting_number} du {day}")


def nothing_changed(since: Since) -> str:
    """The sentence in place of an empty table."""
    if since.meeting_date is None:
        return "Aucune séance n’a encore été tenue : il n’y a rien à quoi comparer."
    day = date_long(since.meeting_date, weekday=False)
    return typeset(f"Rien n’a changé sur ces objectifs depuis la séance n° {since.meeting_number} du {day}.")


_CHANGED = {
    "commitment": (CommitmentState, "Engagement : {}"),
    "measure": (MeasureState, "Mesure : {}"),
    "support": (SupportState, "Appui demandé : {}"),
    "outlook": (OutlookState, "Appréciation du pilote"),
}


def change_words(line: ChangeLine, today: date, sheet: ObjectiveSheet | None) -> tuple[str, str, str]:
    """What a change is about, and its state before and after; « – »: there was none, or none is left.

    A new reading stands against the one of the period before it.
    """
    if line.kind == "objective" and not line.subject:
        return ("Objectif", DASH, "nouveau") if line.change == "added" else ("Objectif", "suivi", "supprimé")
    if line.kind == "objective" and line.subject == "pilot":
        return "Pilote", typeset(str(line.before or DASH)), typeset(str(line.after or DASH))
    if line.kind in _CHANGED:
        vocabulary, subject = _CHANGED[line.kind]
        before, after = (word(vocabulary(str(v))) if v is not None else DASH for v in (line.before, line.after))
        return typeset(subject.format(line.subject)), before, after
    if line.kind == "reading":
        return _reading_words(line, today, sheet)
    before, after = (due_text(v) if isinstance(v, date) else TO_SET for v in (line.before, line.after))
    return "Échéance", before, after


def _reading_words(line: ChangeLine, today: date, sheet: ObjectiveSheet | None) -> tuple[str, str, str]:
    indicator, earlier = _located(line, sheet)

    def told(state: object) -> str:
        if not isinstance(state, int | float):
            return word(ReadingStatus(str(state))).lower() if state is not None else DASH
        if indicator is not None:
            return value_text(indicator, float(state), today)
        return Series("", today, unit=line.unit, decimals=line.decimals).figure(float(state))

    if line.before is None and indicator is not None and earlier is not None:
        return typeset(line.subject), reading_text(indicator, earlier, today), told(line.after)
    return typeset(line.subject), told(line.before), told(line.after)


def _located(line: ChangeLine, sheet: ObjectiveSheet | None) -> tuple[IndicatorRow | None, ReadingRow | None]:
    """The indicator whose reading changed, and its reading before that one."""
    indicator = next((i for i in sheet.indicators if i.id == line.indicator_id), None) if sheet else None
    if indicator is None or line.ends_on is None:
        return indicator, None
    return indicator, next((r for r in reversed(indicator.readings) if r.ends_on < line.ends_on), None)
