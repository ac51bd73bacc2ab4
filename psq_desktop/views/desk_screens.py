"""The screens of an open base by name, each imported when it is first opened: the window is there sooner."""

from __future__ import annotations

from collections.abc import Callable

from psq_desktop.views.screen import Screen, Workspace


def _home(workspace: Workspace) -> Screen:
    from psq_desktop.views.home.page import HomePage

    return HomePage(workspace)


def _meetings(workspace: Workspace) -> Screen:
    from psq_desktop.views.meetings.page import MeetingsPage

    return MeetingsPage(workspace)


def _meeting(workspace: Workspace) -> Screen:
    from psq_desktop.views.meeting.page import MeetingPage

    return MeetingPage(workspace)


def _live(workspace: Workspace) -> Screen:
    from psq_desktop.views.live.page import LivePage

    return LivePage(workspace)


def _search(workspace: Workspace) -> Screen:
    from psq_desktop.views.search.page import SearchPage

    return SearchPage(workspace)


def _partners(workspace: Workspace) -> Screen:
    from psq_desktop.views.partners.page import PartnersPage

    return PartnersPage(workspace)


def _objectives(workspace: Workspace) -> Screen:
    from psq_desktop.views.objectives.page import ObjectivesPage

    return ObjectivesPage(workspace)


def _decisions(workspace: Workspace) -> Screen:
    from psq_desktop.views.decisions.page import DecisionsPage

    return DecisionsPage(workspace)


def _returns(workspace: Workspace) -> Screen:
    from psq_desktop.views.returns.page import ReturnsPage

    return ReturnsPage(workspace)


def _review(workspace: Workspace) -> Screen:
    from psq_desktop.views.review.page import ReviewPage

    return ReviewPage(workspace)


def _trash(workspace: Workspace) -> Screen:
    from psq_desktop.views.trash.page import TrashPage

    return TrashPage(workspace)


def _reserves(workspace: Workspace) -> Screen:
    from psq_desktop.views.reserves.page import ReservesPage

    return ReservesPage(workspace)


def _district(workspace: Workspace) -> Screen:
    from psq_desktop.views.district.page import DistrictPage

    return DistrictPage(workspace)


def _note(workspace: Workspace) -> Screen:
    from psq_desktop.views.district.note_page import NotePage

    return NotePage(workspace)


SCREENS: dict[str, Callable[[Workspace], Screen]] = {
    "home": _home,
    "meetings": _meetings,
    "meeting": _meeting,
    "live": _live,
    "search": _search,
    "objectives": _objectives,
    "partners": _partners,
    "decisions": _decisions,
    "returns": _returns,
    "review": _review,
    "reserves": _reserves,
    "district": _district,
    "note": _note,
    "trash": _trash,
}
