"""What is said of a contact with residents: in the list, in its sheet, in the cards above."""

from __future__ import annotations

import datetime as dt

from psq_desktop.french import date_long, date_short, number, percent, plural
from psq_desktop.services.fieldwork import outreach
from psq_desktop.services.fieldwork.outreach_rows import OutreachRow
from psq_desktop.services.kinds import OutreachKind, OutreachState
from psq_desktop.views.badges import badge_cell
from psq_desktop.views.district.controls_words import hours
from psq_desktop.views.kit import NONE, Cell, Column, TwoLines
from psq_desktop.views.registers.register import ALL, Block, Fact, Figure, Filter, Sheet, linked_objective
from psq_desktop.wording import word

ICONS = {
    OutreachKind.MEETING: "users-group",
    OutreachKind.OFFICE_HOURS: "door-enter",
    OutreachKind.WALK: "walk",
    OutreachKind.SOCIAL_NETWORK: "messages",
    OutreachKind.MAILBOX: "mailbox",
    OutreachKind.SCHOOL: "school",
    OutreachKind.OTHER: "speakerphone",
}
WAITS = (OutreachState.TO_ANSWER, OutreachState.LATE)


def when(row: OutreachRow) -> tuple[str, str]:
    """« 27 juil. 2026 » and its hours, or « 25 juin 2026 » and « au 7 nov. 2026 »."""
    if row.ends_on is None or row.ends_on == row.day:
        return date_short(row.day), hours(row.starts, row.ends)
    return date_short(row.day), f"au {date_short(row.ends_on)}"


# --- the list


def _day(row: OutreachRow) -> Cell:
    return TwoLines(*when(row))


def _title(row: OutreachRow) -> Cell:
    return TwoLines(row.title, ", ".join(filter(None, (word(row.kind), row.place))), weight=600)


def _themes(row: OutreachRow) -> Cell:
    if not row.themes and row.people is None:
        return NONE
    people = "" if row.people is None else plural(row.people, "personne")
    told = f"{plural(row.answered, 'répondu')}, {plural(row.published, 'publié')}"
    return TwoLines(
        plural(len(row.themes), "sujet"), people, said=f"{plural(len(row.themes), 'sujet')} : {told}. {people}"
    )


def _answer(row: OutreachRow) -> Cell:
    if row.state is OutreachState.LATE:
        return TwoLines(
            f"avant le {date_short(row.feedback_due)}", f"retard de {plural(row.late_days, 'jour')}", "danger"
        )
    if row.state is OutreachState.TO_ANSWER:
        return TwoLines(f"avant le {date_short(row.feedback_due)}", "")
    if row.feedback_on is not None:
        return TwoLines(f"le {date_short(row.feedback_on)}", row.feedback_how)
    return TwoLines("sujet par sujet", "") if row.state is OutreachState.ANSWERED else NONE


def _state(row: OutreachRow) -> Cell:
    return badge_cell(row.state)


COLUMNS: tuple[Column[OutreachRow], ...] = (
    Column("Date", 124, _day),
    Column("Contact et lieu", 200, _title, stretch=True),
    Column("Sujets", 116, _themes, optional=2),
    Column("Réponse aux habitants", 172, _answer, optional=1),
    Column("État", 162, _state),
)
FILTERS = (
    Filter(ALL, "Tous"),
    Filter("waiting", "À répondre", lambda row: row.state in WAITS),
    Filter("late", "En retard", lambda row: row.state is OutreachState.LATE),
    Filter("planned", "Prévus", lambda row: row.state is OutreachState.PLANNED),
    Filter("answered", "Répondus", lambda row: row.state is OutreachState.ANSWERED),
)


def searched(row: OutreachRow) -> str:
    """What the filter looks in."""
    said = (f"{theme.said} {theme.done}" for theme in row.themes)
    return " ".join((row.title, word(row.kind), row.place, row.partner, row.partner_acronym, row.objective, *said))


def counted(rows: tuple[OutreachRow, ...], _today: dt.date) -> str:
    """« 8 contacts avec les habitants · 1 réponse en retard »."""
    late = sum(row.state is OutreachState.LATE for row in rows)
    told = f"{plural(late, 'réponse')} en retard" if late else "aucune réponse en retard"
    return f"{plural(len(rows), 'contact')} avec les habitants · {told}"


def figures(rows: tuple[OutreachRow, ...], today: dt.date) -> tuple[Figure, ...]:
    """Four cards: office hours, subjects answered in time, people, answers that are late."""
    found = outreach.figures(rows, today)
    share = found.answered_in_time / found.due_subjects if found.due_subjects else None
    since = f"depuis le {date_short(found.since)}"
    return (
        Figure("Permanences ce mois-ci", number(found.office_hours), "", "tenues ou prévues"),
        Figure(
            "Sujets avec réponse sous 30 jours",
            percent(share) if share is not None else "—",
            f"{number(found.answered_in_time)} sur {number(found.due_subjects)}" if found.due_subjects else "",
            since,
            share,
        ),
        Figure("Personnes rencontrées", number(found.people), f"en {plural(found.actions, 'contact')}", since),
        Figure(
            "Réponses en retard",
            number(found.late),
            "",
            "plus de 30 jours, ou la date fixée" if found.late else "tout est à jour",
        ),
    )


# --- the sheet


def sheet(row: OutreachRow, themes: Block) -> Sheet:
    """The sheet of a contact; ``themes`` is the part that edits what residents raised."""
    facts = [Fact("Date", " ".join(when(row)) if row.ends_on else date_long(row.day))]
    facts += [
        Fact(label, value)
        for label, value in (
            ("Horaires", hours(row.starts, row.ends)),
            ("Lieu", row.place),
            ("Organisé par", row.partner),
        )
        if value
    ]
    if row.people is not None:
        facts.append(Fact("Personnes rencontrées", number(row.people)))
    facts.append(linked_objective(row.objective_id, row.objective, row.objective_title))
    blocks = [Block(facts=tuple(facts), rule=False), _feedback(row), themes]
    if row.note:
        blocks.append(Block("Remarque", text=row.note))
    return Sheet(word(row.kind), row.title, (badge_cell(row.state),), tuple(blocks))


def _feedback(row: OutreachRow) -> Block:
    if row.feedback_on is not None:
        found = [Fact("Donnée le", date_short(row.feedback_on))]
        if row.feedback_how:
            found.append(Fact("Comment", row.feedback_how))
    elif row.state is OutreachState.ANSWERED:
        found = [Fact("Donnée", "sujet par sujet")]
    else:
        usual = "" if row.due_set else ", 30 jours après"
        late = row.state is OutreachState.LATE
        told = f"le {date_short(row.feedback_due)}" + (
            f", retard de {plural(row.late_days, 'jour')}" if late else usual
        )
        found = [Fact("Attendue", told, "danger" if late else "text")]
    return Block("Réponse aux habitants", facts=tuple(found))
