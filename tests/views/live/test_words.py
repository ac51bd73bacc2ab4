"""What the live screen and the closing say, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from psq_desktop.services.kinds import AgendaKind, AgendaRole, DisclosureLevel
from psq_desktop.services.minuting.minutes import Check
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.services.sitting.live_rows import LiveItem, LiveMeeting, Progress, Quorum, VoteRow
from psq_desktop.views.closing_parts.words import missing
from psq_desktop.views.live import words
from psq_desktop.views.live.states import said_of

NOW = dt.datetime(2026, 12, 10, 10, 5)
STAMP = int(NOW.timestamp())


def item(
    number: int, progress: Progress, planned: int | None = 10, spent: int = 0, since: int | None = None
) -> LiveItem:
    return LiveItem(
        number, number, f"Point {number}", AgendaKind.DEBATE, AgendaRole.REGULAR, None, "", "", planned,
        DisclosureLevel.PARTNERS, None, "", progress, spent, since, None, "",
    )  # fmt: skip


def meeting(*items: LiveItem, quorum: Quorum | None = None) -> LiveMeeting:
    current = next((each.id for each in items if each.progress is Progress.CURRENT), None)
    return LiveMeeting(
        6, 6, "Comité", "Plénière", NOW.date(), "", True, False, dt.time(9, 31), None, current, False, items, (),
        quorum or Quorum(None, 0, 0), 0, 38,
    )  # fmt: skip


def test_the_timer_reads_like_a_watch() -> None:
    assert [words.timer(s) for s in (-3, 0, 804, 3599, 3600, 3723)] == [
        "00:00", "00:00", "13:24", "59:59", "1:00:00", "1:02:03",
    ]  # fmt: skip


def test_a_clock_put_back_counts_nothing_and_an_overrun_is_said() -> None:
    running = item(1, Progress.CURRENT, planned=10, since=STAMP + 60)
    assert words.spent(running, STAMP) == "0 / 10\u00a0min"
    late = item(1, Progress.CURRENT, planned=10, spent=300, since=STAMP - 301)
    assert words.over(late, STAMP) and "durée dépassée" in words.spent_aloud(late, STAMP)
    assert not words.over(replace(late, planned_minutes=None), STAMP)
    assert words.share(late, STAMP) == 1.0


def test_the_computed_end_counts_what_is_left_and_never_passes_midnight() -> None:
    room = meeting(
        item(1, Progress.LEFT, spent=500),
        item(2, Progress.CURRENT, 20, since=STAMP - 300),
        item(3, Progress.COMING, 15),
    )
    assert words.computed_end(room, NOW) == dt.time(10, 35)
    assert words.computed_end(meeting(item(1, Progress.COMING, 9000)), NOW) == dt.time(23, 59)
    overrun = meeting(item(1, Progress.CURRENT, 5, since=STAMP - 900), item(2, Progress.COMING, 15))
    assert words.computed_end(overrun, NOW) == dt.time(10, 20)


def test_a_meeting_left_open_is_told_in_days_and_offers_its_closing() -> None:
    opened = STAMP - (20 * 24 + 18) * 3600
    forgotten = item(1, Progress.CURRENT, planned=15, since=opened)
    assert words.timer(498 * 3600) == "20\u00a0j\u00a018\u00a0h"
    assert words.timer(43_199) == "11:59:59" and words.lasting(1084) == "18\u00a0h\u00a004"
    assert words.spent(forgotten, STAMP) == "20\u00a0j\u00a018\u00a0h / 15\u00a0min"
    assert words.total((forgotten,), STAMP).startswith("20\u00a0j")
    room = replace(meeting(forgotten), opened_at=opened)
    said = said_of(room, NOW)
    assert said is not None and "ouverte depuis le 19\u00a0novembre" in said.title and said.action == "Clore la séance"
    assert said_of(replace(room, opened_at=STAMP - 3 * 3600), NOW) is None


def test_a_closed_meeting_says_when_it_ended() -> None:
    done = replace(meeting(item(1, Progress.LEFT)), in_session=False, held=True, ended=dt.time(10, 58))
    assert words.detail(done, NOW).endswith("ouverte à 9\u00a0h\u00a031 · close à 10\u00a0h\u00a058")


def test_the_quorum_is_said_only_when_one_is_asked() -> None:
    assert words.quorum(Quorum(None, 3, 9)) == ""
    assert words.quorum(Quorum(9, 11, 16)) == "Quorum : 11 sur 9 requis"
    assert words.quorum(Quorum(9, 8, 16)) == "Quorum non atteint : 8 sur 9 requis"


def test_closing_says_everything_that_is_missing() -> None:
    rows = tuple(
        ItemRow(n, 6, n, f"Point {n}", AgendaKind.DEBATE, AgendaRole.REGULAR, None, "", "", 10,
                DisclosureLevel.PARTNERS, (), None, 0, 0, None, "")
        for n in (1, 2)
    )  # fmt: skip
    room = meeting(item(1, Progress.CURRENT), item(2, Progress.COMING), quorum=Quorum(9, 8, 16))
    checks = (Check("no_pilot", False, subject="D-38"), Check("attendance_open", False, subject="2"),
              Check("phone", False, 1, 1, None, "06 12 34 56 78"))  # fmt: skip
    said = missing(checks, room, rows, (VoteRow(1, 1, None, "Le budget", 0, 0, 0, 9),))
    for expected in (
        "2\u00a0présences",
        "sans pilote : D-38",
        "1\u00a0donnée personnelle possible : numéro de téléphone, point 1",
        "non abordé : 2",
        "sans notes : 1",
        "Le budget",
        "8\u00a0membres",
    ):
        assert expected in said
    done = meeting(replace(item(1, Progress.CURRENT), role=AgendaRole.REGULAR))
    assert missing((), done, (), ()) == ""
