"""Every change has its sentence."""

from __future__ import annotations

import datetime as dt
import inspect
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest

from psq_desktop.phrases import PHRASES, moment, noun, phrase
from psq_desktop.services import committees, meetings, partners, setup
from psq_desktop.services.deciding import decision_reminders, decisions
from psq_desktop.services.demonstration import base as demo
from psq_desktop.services.demonstration import campaigns as demo_campaigns
from psq_desktop.services.demonstration import fieldwork as demo_fieldwork
from psq_desktop.services.demonstration import objectives as demo_objectives
from psq_desktop.services.evaluation import quarterly, surveys
from psq_desktop.services.fieldwork import controls, liaisons, outreach, public_sheet, victims
from psq_desktop.services.history import ChangeRow
from psq_desktop.services.means import equipment, mobile, needs, posts, trainings
from psq_desktop.services.minuting import minutes, privacy, versions
from psq_desktop.services.preparing import agenda, summons, templates
from psq_desktop.services.reserves import (
    assigning,
    availability,
    delegates,
    missions,
    proposals,
    request_returns,
    requests,
    reserve_rules,
    reservists,
    shifts,
    skills,
    unmasking,
)
from psq_desktop.services.rounds import campaigns, dispatches, returns
from psq_desktop.services.searching import search
from psq_desktop.services.sitting import attendance, live, presence, votes
from psq_desktop.services.steering import (
    axes,
    commitments,
    indicators,
    measures,
    objectives,
    outlooks,
    readings,
    supports,
    thresholds,
)
from psq_desktop.views.days import countdown

# What only reads or computes, or is a part of another write. A new service is a write until it is named here.
READS: dict[ModuleType, set[str]] = {
    surveys: set(),
    agenda: {"items", "notes", "later", "timing", "parse_line", "review_proposals", "ref"},
    templates: {"of_formation"},
    attendance: {"seats", "people"},
    committees: {"sheet"},
    axes: {"search"},
    commitments: {"search"},
    decisions: {"state_on", "due_on", "level", "rows", "register", "sheet", "reviewed", "postponable"},
    decision_reminders: {"letters", "left_out"},
    indicators: {"search", "main_ids", "value_problem", "levels_change"},
    measures: {"search"},
    summons: {"document", "invitations", "template"},
    meetings: {
        "search", "sheet", "presence", "latest_held", "nearest", "locked", "editable", "moved_end",
        "propose", "formation_partners",
    },
    minutes: {"compose", "reference", "checks", "observations", "seal", "broken_seals"},
    partners: {"colleges", "search", "sheet", "contacts", "mandates", "ending_mandates", "sits"},
    objectives: {"choices", "row", "sheet", "sheets"},
    outlooks: {"histories", "history"},
    readings: {"read_value", "usual_day", "next_day", "preview"},
    search: {"find", "count"},
    setup: {"info"},
    supports: {"search"},
    thresholds: {"limits"},
    campaigns: {"search", "latest", "propose", "board"},
    dispatches: {
        "latest_of", "due_of", "version_of", "answered", "name_of", "add", "forget_unsent", "parcels",
        "reminder_letters", "reminder_parcels", "letter", "recipients", "require_due",
    },
    returns: {"all_counts", "check", "review", "counts", "receipt", "annotated"},
    live: {"sheet"},
    presence: {"take_back", "proxy_problem"},
    privacy: {"findings", "of_meeting", "of_decisions", "names"},
    versions: {"of_meeting", "document", "documents", "standing", "differences", "keep"},
    votes: {"of_meeting", "dissents"},
    reservists: {"by_code", "faults", "search", "sheet"},
    reserve_rules: {"rules"},
    skills: {"search", "called"},
    shifts: {"checked", "overlapping"},
    delegates: {"search", "current"},
    unmasking: set(),
    controls: {"search"},
    outreach: {"search", "state_of", "due_of", "figures"},
    victims: {"month_name", "read_month", "search", "figures"},
    liaisons: {"search"},
    quarterly: {"search", "find", "of_quarter", "note", "compose"},
    public_sheet: {"guard", "check", "compose", "left_out"},
    posts: {"search", "choices", "next_code", "state_on"},
    needs: {"search", "state_of"},
    trainings: {"search", "choices", "skill_choices", "state_of", "valid_until"},
    equipment: {"search", "state_of", "next_stage"},
    mobile: {"search"},
    availability: {"of_period", "of_days", "slots", "patterns", "hours"},
    missions: {"search", "row"},
    assigning: {"check", "shift_of", "refusals"},
    proposals: {"candidates", "summaries"},
    requests: {"parcels", "board", "later_of"},
    request_returns: {"check"},
    demo_fieldwork: set(),
    demo: set(),
    demo_campaigns: set(),
    demo_objectives: set(),
}  # fmt: skip


def _writes() -> list[str]:
    found = []
    for module, reads in READS.items():
        short = getattr(module, "JOURNAL_NAME", module.__name__.rpartition(".")[2])
        for name, value in inspect.getmembers(module, inspect.isfunction):
            if value.__module__ == module.__name__ and not name.startswith("_") and name not in reads:
                found.append(f"{short}.{name}")
    return [*found, "undo", "redo"]


@pytest.mark.parametrize("action", _writes())
def test_every_write_has_a_phrase(action: str) -> None:
    assert action in PHRASES


def test_no_phrase_outlives_its_service() -> None:
    assert set(PHRASES) == set(_writes())


def _row(action: str, subject: str = "", reverted: str = "") -> ChangeRow:
    at = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
    return ChangeRow(1, at, "Inès Delarue", action, "x", 1, subject, 1 if reverted else None, reverted)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (_row("agenda.remove", "Rodéos {et} motos"), "a supprimé le point « Rodéos {et} motos »"),
        (_row("agenda.remove"), "a supprimé un point de l’ordre du jour"),
        (_row("meetings.create", "séance n° 7"), "a créé la séance n° 7"),
        (_row("returns.remove", "Opale Mobilités"), "a abandonné le retour d’Opale Mobilités"),
        (_row("returns.remove", "Ville de Calais"), "a abandonné le retour de Ville de Calais"),
        (_row("undo", "x", "agenda.remove"), "a annulé : suppression d’un point"),
        (_row("redo", "x", "agenda.remove"), "a rétabli : suppression d’un point"),
        (_row("future.thing", "x"), "a modifié la base"),
    ],
)
def test_sentences_name_the_object_when_the_journal_does(row: ChangeRow, expected: str) -> None:
    assert phrase(row).replace("\u00a0", " ") == expected


def test_nouns_are_there_for_the_undo_command() -> None:
    assert noun("agenda.remove") == "suppression d’un point"
    assert all(value.noun for value in PHRASES.values())


def test_moments_are_told_the_nearer_the_finer() -> None:
    zone = ZoneInfo("Europe/Paris")
    now = dt.datetime(2026, 11, 22, 14, 32, tzinfo=zone)
    told = [
        moment(now - dt.timedelta(**ago), now).replace("\u00a0", " ")
        for ago in (
            {"seconds": 20},
            {"minutes": 12},
            {"hours": 4, "minutes": 27},
            {"days": 1},
            {"days": 20},
            {"days": 400},
        )
    ]
    assert told == ["à l’instant", "il y a 12 min", "10 h 05", "hier", "2 nov.", "18 oct. 2025"]


def test_the_countdown_reads_both_ways() -> None:
    day = dt.date(2026, 12, 13)
    assert [countdown(day, day - dt.timedelta(days=n)) for n in (21, 0, -3)] == ["J−21", "J", "J+3"]
