"""The six weeks to come: nothing overlaps, everything is said."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from psq_desktop.services.home import TIMELINE, TimelineMark
from psq_desktop.views.home.timeline import MARKS, Timeline, place

_marks = st.lists(
    st.builds(
        lambda days, code, label: TimelineMark(dt.date(2026, 11, 22) + dt.timedelta(days=days), code, f"D-{label}"),
        st.integers(0, TIMELINE.days),
        st.sampled_from(list(MARKS)),
        st.integers(1, 99),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(_marks, st.integers(1, 5), st.integers(300, 1400))
def test_badges_never_overlap_and_stay_inside(marks: list[TimelineMark], lanes: int, right: int) -> None:
    start = dt.date(2026, 11, 22)
    placed = place(tuple(marks), lanes, lambda m: (m.on - start).days * right / 42, lambda m: 90.0, right, 6)
    assert [each.mark for each in placed] == marks
    shown = [each for each in placed if each.lane is not None]
    assert all(each.left + each.width <= right for each in shown)
    for i, one in enumerate(shown):
        for other in shown[i + 1 :]:
            apart = one.left + one.width <= other.left or other.left + other.width <= one.left
            assert one.lane != other.lane or apart


def test_the_description_names_every_mark_and_the_pointer_finds_them(qtbot: QtBot) -> None:
    today = dt.date(2026, 11, 22)
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.resize(900, 110)
    marks = (
        TimelineMark(today, "today", ""),
        TimelineMark(dt.date(2026, 12, 10), "decision", "D-23"),
        TimelineMark(dt.date(2026, 12, 13), "meeting", "6"),
    )
    timeline.show_marks(today, marks)
    assert timeline.accessibleDescription().replace("\u00a0", " ") == (
        "aujourd’hui, dimanche 22 novembre ; échéance de D-23 le jeudi 10 décembre ; "
        "séance n° 6 le dimanche 13 décembre"
    )
    meeting = timeline.placed[2]
    assert "séance" in timeline.words_at(meeting.x, 26)
    timeline.grab()
