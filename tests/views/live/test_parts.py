"""Parts of the live screen on their own: what the head says once closed, a promise that is read whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from psq_desktop.services.kinds import MeetingState
from psq_desktop.services.sitting.live_rows import Progress
from psq_desktop.views.kit import Badge
from psq_desktop.views.live.figures import TwoLines
from psq_desktop.views.live.head import HeadCard
from tests.views.live.test_words import NOW, item, meeting


@pytest.mark.parametrize(
    ("state", "said"), [(MeetingState.TO_WRITE, "Close"), (MeetingState.IN_VALIDATION, "En validation")]
)
def test_the_head_follows_the_minutes_once_the_meeting_is_closed(qtbot: QtBot, state: MeetingState, said: str) -> None:
    head = HeadCard()
    qtbot.addWidget(head)
    done = replace(meeting(item(1, Progress.LEFT)), in_session=False, held=True, ended=dt.time(10, 58), state=state)
    head.show_meeting(done, NOW)
    assert head.findChildren(Badge)[0].text() == said


def test_a_promise_takes_two_lines_before_it_is_cut(qtbot: QtBot) -> None:
    label = TwoLines(8.5, "text2")
    qtbot.addWidget(label)
    label.setText("Notifier le marché de voirie et publier le calendrier")
    one = label.heightForWidth(2000)
    assert len(label.lines(2000)) == 1 and label.heightForWidth(200) > 1.8 * one
    assert " ".join(label.lines(200)) == label.text()
    assert label.lines(90)[-1].endswith("…") and len(label.lines(90)) == 2
