"""Every screen, in every theme, at the sizes people have: each control has a name and no word is cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psq_desktop import app, db
from psq_desktop.services.rounds import campaigns
from psq_desktop.settings import Settings
from psq_desktop.views.main_window import MainWindow
from psq_desktop.views.screen import Route
from tests.conftest import TODAY
from tests.views.audit import cut_texts, unnamed_controls

ROUTES = {
    "home": Route("home"),
    "meetings": Route("meetings"),
    "agenda": Route("meeting", 6, "agenda"),
    "participants": Route("meeting", 6, "participants"),
    "agenda of a held meeting": Route("meeting", 5, "agenda"),
    "participants of a held meeting": Route("meeting", 5, "participants"),
    "minutes": Route("meeting", 5, "minutes"),
    "minutes to come": Route("meeting", 6, "minutes"),
    "summons": Route("meeting", 6, "summons"),
    "summons of a held meeting": Route("meeting", 5, "summons"),
    "live to come": Route("live", 6),
    "live closed": Route("live", 5),
    "search": Route("search", part="controle"),
    "decisions of a meeting": Route("meeting", 5, "decisions"),
    "objectives": Route("objectives"),
    "objective in gap": Route("objectives", 11),
    "objective without news": Route("objectives", 4),
    "matrix": Route("objectives", part="matrix"),
    "decisions": Route("decisions"),
    "partners": Route("partners"),
    "returns": Route("returns"),
    "returns late": Route("returns", part="late"),
    "earlier returns": Route("returns", 1),
    "trash": Route("trash"),
    **{f"reserves {part}": Route("reserves", None, part) for part in ("roster", "calendar", "missions", "trainings")},
    **{
        f"district {part}": Route("district", None, part)
        for part in (
            "posts", "trainings", "equipment", "controls", "outreach", "liaisons", "victims", "surveys",
        )
    },
    "note": Route("note"),
}  # fmt: skip
RETURNS = {"return to check": "HD", "return of an old version": "PM"}  # of the latest round, by partner
LOOKS = [
    pytest.param(theme, size, scale, id=f"{theme}-{size[0]}x{size[1]}-{round(scale * 100)}")
    for theme in ("light", "dark", "contrast")
    for size, scale in (((1366, 728), 1.0), ((1366, 728), 1.4), ((1536, 864), 1.0))
]


@pytest.fixture
def window(qtbot: QtBot, demo_database: db.Database) -> Iterator[MainWindow]:
    made = app.build_window(Settings())
    qtbot.addWidget(made)
    made.use(demo_database, demo_database.path)
    yield made
    made.leave_base()


def routes(database: db.Database) -> dict[str, Route]:
    """Every place, the returned workbooks as the board knows them."""
    latest = database.read(campaigns.latest)
    assert latest is not None
    found = {card.acronym: card.return_id for card in database.read(campaigns.board, latest, TODAY).cards}
    return {**ROUTES, **{name: Route("review", found[partner]) for name, partner in RETURNS.items()}}


def settle(qapp: QApplication, window: MainWindow) -> None:
    assert window.desk is not None
    for _ in range(3):
        window.desk.tasks.drain()
        qapp.processEvents()


@pytest.mark.parametrize(("theme", "size", "scale"), LOOKS)
def test_every_control_has_a_name_and_no_word_is_cut(
    qapp: QApplication,
    window: MainWindow,
    demo_database: db.Database,
    theme: str,
    size: tuple[int, int],
    scale: float,
) -> None:
    places = routes(demo_database)
    window.apply_settings(replace(Settings(), theme=theme, text_scale=scale))
    window.resize(*size)
    window.show()
    assert window.desk is not None
    findings = []
    for name, route in places.items():
        window.desk.go(route)
        settle(qapp, window)
        findings += [f"{name}: {text}" for text in (*unnamed_controls(window), *cut_texts(window))]
        page, room = window.desk.current, window.desk.shell.width() - window.desk.shell._sidebar.width()
        if page is not None and page.minimumSizeHint().width() > room:
            findings.append(f"{name}: {page.minimumSizeHint().width()} pixels wide, {room} to stand in")
        stack = page.parentWidget() if page is not None else None
        if page is not None and stack is not None and stack.minimumSizeHint() != page.minimumSizeHint():
            findings.append(f"{name}: scrolls for the sake of a page that was seen before")
    assert findings == []
    assert (window.width(), window.height()) == size, "the content pushed the window wider than the screen"


@pytest.mark.parametrize(("theme", "size", "scale"), LOOKS)
def test_the_first_page_has_names_and_no_cut_word(
    qapp: QApplication, qtbot: QtBot, theme: str, size: tuple[int, int], scale: float
) -> None:
    window = app.build_window(replace(Settings(), theme=theme, text_scale=scale))
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    qapp.processEvents()
    assert [*unnamed_controls(window), *cut_texts(window)] == []


def test_the_walk_finds_a_planted_fault(qapp: QApplication, window: MainWindow) -> None:
    from PySide6.QtWidgets import QLabel, QPushButton

    window.resize(1366, 728)
    window.show()
    assert window.desk is not None
    settle(qapp, window)
    screen = window.desk.current
    button = QPushButton(screen)
    label = QLabel("Des mots qui n’ont pas la place qu’il leur faut", screen)
    label.resize(40, 20)
    button.show()
    label.show()
    assert len(unnamed_controls(window)) == 1
    assert len(cut_texts(window)) == 1
