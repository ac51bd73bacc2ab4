"""The composition root: builds the application, the window and what they are given. Nothing else knows all of them."""

from __future__ import annotations

import datetime as dt
import gc
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import PySide6
from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtWidgets import QApplication

from psq_desktop import __version__, settings
from psq_desktop.errors import UserError
from psq_desktop.settings import Settings
from psq_desktop.views import icons, theme
from psq_desktop.views.collector import Collector
from psq_desktop.views.main_window import MainWindow

# SQLAlchemy and the services are imported when a base is opened: the first page is there sooner.
if TYPE_CHECKING:
    from psq_desktop.db import Database
    from psq_desktop.views.screen import Route


def application() -> QApplication:
    """The Qt application, in French. Refuses the pair of versions that loses references to ``None``."""
    if sys.version_info < (3, 12) and tuple(map(int, PySide6.__version__.split(".")[:2])) >= (6, 12):
        raise SystemExit("PySide6 6.12 ne fonctionne qu’avec Python 3.12 ou plus récent : installez PySide6 6.11.")
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Concertation")
    app.setOrganizationName("Concertation")
    app.setApplicationVersion(__version__)
    QLocale.setDefault(QLocale("fr_FR"))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale("fr_FR"), "qtbase", "_", folder):
        app.installTranslator(translator)
    return app


class Bases:
    """Databases for the window: see `views.main_window.Bases`."""

    def __init__(self, actor: Callable[[], str]) -> None:
        self._actor = actor

    def open(self, path: Path) -> Database:
        """An existing base."""
        from psq_desktop import db

        return db.open_database(path, self._actor())

    def upgrade(self, path: Path) -> Path | None:
        """Bring a base of an older version to this one, after a verified copy; returns the copy."""
        from psq_desktop import db

        return db.migrate(path)

    def create(self, path: Path, values: dict[str, Any]) -> Database:
        """A new base, set up; when that fails, no file stays."""
        from psq_desktop import db
        from psq_desktop.services import setup

        database = db.create(path, self._actor())
        try:
            database.write(setup.create_base, **values)
        except UserError:
            database.close()
            db.discard(path)
            raise
        return database

    def demo(self, today: dt.date) -> tuple[Database, Path]:
        """A demonstration base that goes away when it is closed."""
        from psq_desktop.demonstration import open_throw_away

        return open_throw_away(today)


def build_window(chosen: Settings, today: Callable[[], dt.date] = dt.date.today) -> MainWindow:
    """The window with the looks chosen, on the first-start page."""
    app = application()
    theme.apply(app, chosen.theme, chosen.text_scale)  # type: ignore[arg-type]
    app.setWindowIcon(icons.icon("hierarchy-3", "accent"))
    bases = Bases(lambda: settings.actor(window.settings))
    window = MainWindow(bases, chosen, today, settings.default_database().parent)
    Collector(window)
    return window


def run(path: Path | None) -> int:
    """Open the window on a database or, without one, on the first-start choice."""
    gc.disable()  # collecting the many objects of a start costs a tenth of it and frees nothing
    chosen_path = settings.default_path()
    window = build_window(settings.load(chosen_path))
    _keep(window, chosen_path)
    if path is not None:
        window.open_path(path)
    return _execute(window)


def run_demo(today: dt.date) -> int:
    """Open the window on a fresh demonstration database."""
    gc.disable()
    chosen_path = settings.default_path()
    window = build_window(settings.load(chosen_path), lambda: today)
    _keep(window, chosen_path)
    window.explore()
    return _execute(window)


def _keep(window: MainWindow, path: Path) -> None:
    def save(chosen: object) -> None:
        assert isinstance(chosen, Settings)
        settings.save(chosen, path)

    window.settings_changed.connect(save)


def _execute(window: MainWindow) -> int:
    geometry = QSettings("Concertation", "Concertation")
    window.restore(geometry)

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            window.show_crash(error)

    sys.excepthook = tell
    window.show()
    code = application().exec()
    geometry.setValue("geometry", window.saveGeometry())
    return code


# Pictures and self-test


def _places(database: Database) -> dict[str, Route]:
    """What is worth a picture, under the names of the screens."""
    from psq_desktop.services import meetings
    from psq_desktop.services.steering import objectives
    from psq_desktop.views.screen import Route

    rows = database.read(meetings.search)
    held = database.read(meetings.latest_held)
    coming = rows[0].id if rows else None
    places = {"home": Route("home"), "seances": Route("meetings")}
    if coming is not None:
        places |= {
            "odj": Route("meeting", coming, "agenda"),
            "participants": Route("meeting", coming, "participants"),
            "convocation": Route("meeting", coming, "summons"),
            "live": Route("live", coming),
        }
    if held is not None:
        places |= {
            "compterendu": Route("meeting", held, "minutes"),
            "seance-decisions": Route("meeting", held, "decisions"),
        }
    shared = database.read(objectives.search, dt.date.today())
    in_gap = next((o.id for o in shared if o.gap is not None), None)
    return places | {
        "objectifs": Route("objectives", in_gap),
        "matrice": Route("objectives", part="matrix"),
        "retours": Route("returns"),
        **_review(database),
        "decisions": Route("decisions"),
        "partenaires": Route("partners"),
        **{name: Route(screen, None, part) for name, (screen, part) in _FIELD.items()},
        "recherche": Route("search", part="contrôle"),
        "corbeille": Route("trash"),
    }


_FIELD = {
    "registre": ("reserves", "roster"),
    "reserve": ("reserves", "calendar"),
    "missions": ("reserves", "missions"),
    "formations": ("reserves", "trainings"),
    "renforts": ("district", "posts"),
    "besoins": ("district", "trainings"),
    "equipements": ("district", "equipment"),
    "controles": ("district", "controls"),
    "contacts": ("district", "outreach"),
    "referents": ("district", "liaisons"),
    "victimes": ("district", "victims"),
    "enquetes": ("district", "surveys"),
    "note": ("note", ""),
}


def _review(database: Database) -> dict[str, Route]:
    """A returned workbook of the latest round that waits to be checked."""
    from psq_desktop.services.kinds import DispatchState
    from psq_desktop.services.rounds import campaigns
    from psq_desktop.views.screen import Route

    latest = database.read(campaigns.latest)
    cards = () if latest is None else database.read(campaigns.board, latest, dt.date.today()).cards
    waiting = [card for card in cards if card.state is DispatchState.TO_CHECK]
    shown = max(waiting, key=lambda card: card.conflicts + card.errors, default=None)
    return {} if shown is None else {"diff": Route("review", shown.return_id)}


def screenshots(
    database: Database, folder: Path, theme_name: str, size: tuple[int, int], scale: float, only: str | None
) -> Iterator[Path]:
    """One PNG for each screen; yields their paths."""
    from psq_desktop.services import meetings

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("bad_folder", path=folder) from error
    window = build_window(replace(Settings(), theme=theme_name, text_scale=scale))
    window.resize(*size)
    window.show()
    places: dict[str, Route | None] = {"firststart": None, **_places(database), "projection": None}
    if only is not None and only not in places:
        raise UserError("unknown_ref", ref=only)
    if only in (None, "firststart"):
        yield _grab(window, folder / "firststart.png")
    desk = window.use(database, database.path)
    for name, route in places.items():
        if route is not None and only in (None, name):
            desk.go(route)
            desk.tasks.drain()
            yield _grab(window, folder / f"{name}.png")
    coming = database.read(meetings.nearest, dt.date.today())
    if coming is not None and only in (None, "projection"):
        yield _projected(database, coming, folder / "projection.png")
    window.close()


def _projected(database: Database, meeting_id: int, path: Path) -> Path:
    """What the room would see of a meeting, at the size of a projector."""
    from psq_desktop.services.sitting import projection
    from psq_desktop.views.projection.stage import ItemStage

    stage = ItemStage()
    stage.set_view(database.read(projection.view, meeting_id, dt.date.today()))
    stage.resize(1920, 1080)
    if not stage.grab().save(str(path)):
        raise UserError("bad_folder", path=path.parent)
    return path


_PAPER_PATIENCE = 5.0  # seconds for the pages of a document that a screen shows


def _grab(window: MainWindow, path: Path) -> Path:
    from psq_desktop.views.preview.renderer import PageRenderer

    deadline, quiet = time.monotonic() + _PAPER_PATIENCE, 0
    while quiet < 3 and time.monotonic() < deadline:  # layouts settle over a few turns
        application().processEvents()
        quiet = quiet + 1 if all(paper.idle for paper in window.findChildren(PageRenderer)) else 0
    if not window.grab().save(str(path)):
        raise UserError("bad_folder", path=path.parent)
    return path


def selftest() -> Iterator[str]:
    """Open and close the whole program on a temporary base and export minutes; yields what it found."""
    import platform
    import tempfile

    from psq_desktop import db
    from psq_desktop.demonstration import ACTOR, fill
    from psq_desktop.exports import catalogue
    from psq_desktop.services import meetings
    from psq_desktop.services.kinds import DisclosureLevel
    from psq_desktop.services.minuting import minutes

    yield f"Concertation {__version__}, Python {platform.python_version()}, PySide6 {PySide6.__version__}"
    yield f"Système : {platform.platform()}"
    with tempfile.TemporaryDirectory(prefix="concertation-", ignore_cleanup_errors=True) as name:
        folder, today = Path(name), dt.date.today()
        database = db.create(folder / "essai.psq", ACTOR)
        fill(database, today)
        found = db.check(database)
        yield "Base : " + ("saine" if not found else "; ".join(found))
        held = database.read(meetings.latest_held)
        assert held is not None
        document = database.read(minutes.compose, held, DisclosureLevel.PARTNERS, today)
        for ending in (".pdf", ".xlsx"):
            target = folder / f"compte-rendu{ending}"
            catalogue.write("minutes", document, target)
            yield f"Export {ending} : {target.stat().st_size} octets"
        taken = list(screenshots(database, folder, "light", (1366, 728), 1.0, None))
        yield f"Écrans : {len(taken)}"
