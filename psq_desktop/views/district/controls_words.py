"""What is said of a joint control: in the list, in its sheet, in the cards above. An embargoed date is in none."""

from __future__ import annotations

import datetime as dt
from datetime import timedelta

from psq_desktop.french import NBSP, date_long, date_short, figure, number, plural, time_text, typeset
from psq_desktop.services import periods
from psq_desktop.services.fieldwork.control_rows import ControlFigures, ControlRow
from psq_desktop.services.kinds import ControlState, OutcomeKind, Period
from psq_desktop.views.badges import LATE, badge_cell
from psq_desktop.views.kit import NONE, BadgeCell, Cell, Column, TwoLines
from psq_desktop.views.registers.register import (
    ALL,
    Block,
    Callout,
    Entry,
    Fact,
    Figure,
    Filter,
    Sheet,
    linked_objective,
)
from psq_desktop.wording import word

EMBARGO = BadgeCell("Sous embargo", "lock", "danger", "Sous embargo : date et lieu masqués")
AWAITED = BadgeCell("À saisir", "clock-exclamation", "warning", "Programmé, le jour est passé : résultats à saisir")
REVEAL, HIDE, RESULTS, FOLLOW, CANCEL, RESUME = "reveal", "hide", "results", "follow", "cancel", "resume"
RECENT = timedelta(days=182)
NO_NAMES = "Seuls des résultats en nombre sont saisis : ni nom, ni enseigne."
_MANY = {
    OutcomeKind.WARNING: ("avertissement", "avertissements"),
    OutcomeKind.NOTICE: ("mise en demeure", "mises en demeure"),
    OutcomeKind.FINE: ("amende", "amendes"),
    OutcomeKind.CLOSURE: ("fermeture", "fermetures"),
    OutcomeKind.REPORT: ("signalement", "signalements"),
    OutcomeKind.REMOVAL: ("enlèvement", "enlèvements"),
    OutcomeKind.OTHER: ("autre suite", "autres suites"),
}


def outcomes(found: tuple[tuple[OutcomeKind, int], ...]) -> str:
    """« 4 avertissements, 1 fermeture »."""
    return ", ".join(plural(count, *_MANY[kind]) for kind, count in found)


def hours(starts: dt.time | None, ends: dt.time | None) -> str:
    """« 17 h 00 à 22 h 30 »; empty when neither is known."""
    return f"{NBSP}à ".join(time_text(each) for each in (starts, ends) if each is not None)


# --- the list


def _day(row: ControlRow) -> Cell:
    if row.hidden:
        return EMBARGO
    if row.day is None:
        return TwoLines("À fixer", "")
    return TwoLines(
        date_short(row.day),
        hours(row.starts, row.ends),
        said=f"{date_long(row.day)} {hours(row.starts, row.ends)}".strip(),
    )


def _theme(row: ControlRow) -> Cell:
    return TwoLines(row.theme, "lieu masqué" if row.hidden else row.place, weight=600)


def _services(row: ControlRow) -> Cell:
    if not row.services:
        return NONE
    pilot = f"pilote : {row.pilot_acronym or row.pilot}" if row.pilot else ""
    names = ", ".join(service.name for service in row.services)
    return TwoLines(plural(len(row.services), "service"), pilot, said=f"{names}. {pilot}")


def _places(row: ControlRow) -> Cell:
    if row.checked is None:
        return NONE
    return TwoLines(plural(row.checked, "contrôlé"), f"sur {plural(row.targeted, 'visé')}" if row.targeted else "")


def _outcomes(row: ControlRow) -> Cell:
    if row.state is not ControlState.DONE:
        return NONE
    if row.late_days:
        return TwoLines(plural(row.outcome_total, "suite"), late(row), "danger")
    return TwoLines(plural(row.outcome_total, "suite"), outcomes(row.outcomes))


def _state(row: ControlRow) -> Cell:
    return AWAITED if row.awaited else badge_cell(row.state)


COLUMNS: tuple[Column[ControlRow], ...] = (
    Column("Date", 132, _day),
    Column("Thème et lieu", 168, _theme, stretch=True),
    Column("Services", 128, _services, optional=2),
    Column("Établissements", 124, _places, optional=1),
    Column("Suites", 164, _outcomes, optional=3),
    Column("État", 118, _state),
)


def late(row: ControlRow) -> str:
    """« retard de 15 jours »."""
    return f"retard de {plural(row.late_days, 'jour')}"


def filters(today: dt.date) -> tuple[Filter, ...]:
    """The buttons above the list. What is under embargo is recent, whatever its date."""

    def recent(row: ControlRow) -> bool:
        return row.embargoed or (row.day is not None and row.day > today - RECENT)

    return (
        Filter(ALL, "Tous"),
        Filter("recent", "Six derniers mois", recent),
        Filter("planned", "Programmés", lambda row: row.state is ControlState.PLANNED),
        Filter("done", "Réalisés", lambda row: row.state is ControlState.DONE),
        Filter("follow", "Suites à noter", lambda row: row.follow_up_due is not None),
    )


def searched(row: ControlRow) -> str:
    """What the filter looks in: nothing that is hidden is in the row."""
    services = (f"{service.name} {service.acronym}" for service in row.services)
    return " ".join((row.theme, row.place, row.pilot, row.objective, *services))


def counted(rows: tuple[ControlRow, ...], _today: dt.date) -> str:
    """« Contrôles inter-services, résultats en nombre · 1 programmé »."""
    planned = sum(row.state is ControlState.PLANNED for row in rows)
    done = sum(row.state is ControlState.DONE for row in rows)
    return f"Contrôles inter-services · {plural(planned, 'programmé')} · {plural(done, 'réalisé')}"


# --- the sheet


def sheet(row: ControlRow, today: dt.date) -> Sheet:
    """The sheet of a control, as far as its row says."""
    badges = [AWAITED if row.awaited else badge_cell(row.state)]
    if row.embargoed:
        badges.insert(0, EMBARGO)
    if row.late_days:
        badges.append(LATE)
    foot = NO_NAMES if row.state is ControlState.PLANNED else ""
    blocks = (_embargo(row), _when(row), _results(row), _follow_up(row), _services_block(row), _links(row), _note(row))
    kind = f"Contrôle {word(row.state).lower()}"
    return Sheet(kind, row.theme, tuple(badges), tuple(block for block in blocks if block is not None), foot)


def _embargo(row: ControlRow) -> Block | None:
    if not row.embargoed:
        return None
    if row.hidden:
        told = Callout(
            "danger", "Date et lieu masqués",
            "Ni recherche, ni projection, ni export, ni classeur de partenaire. Les afficher est noté au journal.",
            REVEAL,
        )  # fmt: skip
    else:
        told = Callout(
            "warning", "Date et lieu affichés", "Pendant cinq minutes, ou jusqu’à ce que vous quittiez l’écran.", HIDE
        )
    return Block(callout=told, rule=False)


def _when(row: ControlRow) -> Block | None:
    if row.hidden:
        return None
    day = date_long(row.day) if row.day else "à fixer"
    return Block(
        facts=tuple(
            Fact(label, value)
            for label, value in (("Date", day), ("Horaires", hours(row.starts, row.ends)), ("Lieu", row.place))
            if value
        )
    )


def _results(row: ControlRow) -> Block | None:
    if row.state is not ControlState.DONE:
        return None
    aimed = f" sur {number(row.targeted)}" if row.targeted else ""
    found = [Fact("Établissements contrôlés", f"{number(row.checked or 0)}{aimed}")]
    found += [Fact(word(kind), number(count)) for kind, count in row.outcomes]
    return Block("Résultats", facts=tuple(found))


def _follow_up(row: ControlRow) -> Block | None:
    if row.state is not ControlState.DONE:
        return None
    if row.followed_on is not None:
        return Block("Suites", (Fact("Point fait le", date_short(row.followed_on)),), text=row.follow_up)
    if row.follow_up_due is None:
        return None
    due = date_short(row.follow_up_due)
    if row.late_days:
        return Block("Suites", (Fact("À noter", f"avant le {due}, {late(row)}", "danger"),))
    return Block("Suites", (Fact("À noter", f"avant le {due}"),))


def _services_block(row: ControlRow) -> Block | None:
    if not row.services:
        return None
    lines = tuple(
        Entry("building", service.name, "pilote" if service.partner_id == row.pilot_id else "")
        for service in sorted(row.services, key=lambda each: each.partner_id != row.pilot_id)
    )
    return Block("Services associés", entries=lines)


def _links(row: ControlRow) -> Block:
    requisition = "reçue" if row.requisition else "aucune"
    if row.requisition_on is not None:
        requisition = f"reçue le {date_short(row.requisition_on)}"
    found = [Fact("Réquisition du parquet", requisition)]
    if row.state is ControlState.PLANNED and row.targeted:
        found.append(Fact("Établissements visés", number(row.targeted)))
    found.append(linked_objective(row.objective_id, row.objective, row.objective_title))
    return Block(facts=tuple(found))


def _note(row: ControlRow) -> Block | None:
    return Block("Remarque", text=row.note) if row.note else None


# --- above and below the list


def figures(found: ControlFigures) -> tuple[Figure, ...]:
    """Four cards: operations, places, services, follow-ups."""
    return (
        _operations(found),
        _checked(found),
        Figure("Services associés", number(len(found.services)), "au moins une fois", ", ".join(found.services)),
        Figure(
            "Suites données",
            number(sum(count for _, count in found.outcomes)),
            "aux contrôles saisis ici",
            outcomes(found.outcomes) or "aucune pour le moment",
        ),
    )


def quarter(end: dt.date) -> str:
    """« 3e trimestre »."""
    rank = (end.month + 2) // 3
    return f"{'1er' if rank == 1 else f'{rank}e'} trimestre"


def _operations(found: ControlFigures) -> Figure:
    row = found.operations
    if row is None or row.value is None or row.value_on is None:
        now = found.quarters[-1]
        return Figure(f"Opérations au {quarter(now.ends_on)}", number(now.done), "", "aucune cible liée")
    aimed = f"sur {plural(round(row.target), 'visée')}" if row.target is not None else ""
    told = [f"indicateur {found.objective}"]
    if row.progress is not None:
        told.append(f"avancement {number(round(row.progress * 100))} %")
    if found.elapsed is not None:
        told.append(f"temps {number(round(found.elapsed * 100))} %")
    behind = row.progress is not None and found.elapsed is not None and row.progress + 0.1 < found.elapsed
    share = None if row.progress is None else min(max(row.progress, 0.0), 1.0)
    return Figure(
        f"Opérations, {_reading(row.period, row.value_on)}", figure(row.value), aimed, ", ".join(told), share,
        "warning" if behind else "accent", found.elapsed,
    )  # fmt: skip


def _reading(period: Period, ends_on: dt.date) -> str:
    """« relevé T3 2026 »: such a figure is no sum of the list below."""
    return f"relevé {periods.label(period, ends_on)}"


def _checked(found: ControlFigures) -> Figure:
    row = found.places
    if row is None or row.value is None or row.value_on is None or not row.target:
        aimed = f"sur {plural(found.targeted, 'visé')}" if found.targeted else ""
        return Figure("Établissements contrôlés", number(found.checked), aimed, "sur cinq trimestres")
    start = f", départ à {figure(row.baseline)}" if row.baseline is not None else ""
    share = min(max(row.value / row.target, 0.0), 1.0)
    aimed = f"sur {plural(round(row.target), 'visé')}"
    return Figure(
        f"Établissements contrôlés, {_reading(row.period, row.value_on)}", figure(row.value), aimed,
        typeset(f"indicateur {found.objective}, neutre{start}"), share, "neutral",
    )  # fmt: skip
