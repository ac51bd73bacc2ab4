"""The import directions of the program, written as data and read from its source."""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import psq_desktop

PACKAGE = "psq_desktop"
SOURCE = Path(psq_desktop.__file__).parent

LEAVES = frozenset({"", "errors", "french", "richtext", "resources"})  # the package itself is its version

# A layer is a folder of the package, or a module at its top. What it may import, besides itself:
ALLOWED: dict[str, frozenset[str]] = {
    "": frozenset(),
    "errors": frozenset(),
    "french": frozenset(),
    "richtext": frozenset(),
    "resources": frozenset(),
    "settings": frozenset({"richtext"}),
    "models": frozenset(),
    "journal": frozenset({"errors", "models", "richtext"}),
    "db": frozenset({"errors", "journal", "models", "richtext"}),
    "services": frozenset({"errors", "french", "journal", "models", "richtext"}),
    "wording": frozenset({"errors", "french", "services"}),
    "phrases": frozenset({"french", "services"}),
    "rules": frozenset({"french", "services", "wording"}),
    "charts": frozenset({"french", "services"}),
    "listing": frozenset({"french", "phrases", "services", "wording"}),
    "demonstration": frozenset({"db", "resources", "services"}),
    "imports": LEAVES | {"services", "wording"},
    "exports": LEAVES | {"charts", "rules", "services", "wording"},
    "views": LEAVES | {"charts", "exports", "imports", "phrases", "rules", "services", "settings", "wording"},
    "app": LEAVES | {"db", "demonstration", "exports", "journal", "services", "settings", "views", "wording"},
    "cli": LEAVES
    | {
        "app",
        "db",
        "demonstration",
        "exports",
        "imports",
        "journal",
        "listing",
        "phrases",
        "services",
        "settings",
        "wording",
    },
    "__main__": frozenset({"cli", "imports"}),
}

# Who may import what the program did not write. A library that is not named here is free for all.
LIBRARIES: dict[str, frozenset[str]] = {
    "PySide6": frozenset({"app", "views"}),
    "shiboken6": frozenset({"app", "views"}),
    "sqlalchemy": frozenset({"db", "journal", "listing", "models", "services"}),
    "alembic": frozenset({"db", "models"}),
    "sqlcipher3": frozenset({"db"}),
    "sqlite3": frozenset(),  # two SQLite libraries on one file corrupt it
    "openpyxl": frozenset({"exports", "imports"}),
    "reportlab": frozenset({"exports"}),
    "pikepdf": frozenset({"exports"}),
    "platformdirs": frozenset({"settings"}),
}

# Of the services, charts, documents and imported files see the row types only.
ROW_TYPES = frozenset(
    f"{PACKAGE}.services.{name}"
    for name in (
        "deciding.register_rows", "evaluation.note_rows", "evaluation.survey_rows", "facts",
        "fieldwork.public_rows", "forms.answer_rows", "forms.book_rows", "forms.form_rows", "forms.keys",
        "kinds", "minuting.minutes_rows", "periods", "preparing.brief_rows", "preparing.dossier_rows",
        "preparing.summons_rows", "reserves.roster_rows", "rounds.campaign_rows", "sitting.live_rows",
        "steering.progress_rows",
    )
)  # fmt: skip
PURE = f"{PACKAGE}.services.forms."  # knows neither a session nor what its rows are about
PURE_MAY = frozenset({"errors", "french", "richtext"})
PURE_MODULES = frozenset({f"{PACKAGE}.models.kinds", f"{PACKAGE}.services.facts"})
SCREENS = (
    "meeting", "partners", "trash", "decisions", "home", "meetings", "objectives", "returns", "review",
    "live", "projection", "search", "reserves", "district",
)  # fmt: skip
SESSION_MAKERS = frozenset({"Session", "sessionmaker", "scoped_session", "create_engine"})


@dataclass(frozen=True, slots=True)
class Module:
    """One source file; ``later`` are the imports that wait inside functions."""

    name: str
    at_load: frozenset[str]
    later: frozenset[str]
    calls: frozenset[str]

    @property
    def layer(self) -> str:
        return layer(self.name)

    @property
    def imported(self) -> frozenset[str]:
        return self.at_load | self.later


def layer(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def _is_typing_block(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def _walk(node: ast.AST, inside: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    """Every node with whether it runs only when a function is called; blocks for the type checker left out."""
    for child in ast.iter_child_nodes(node):
        if _is_typing_block(child):
            continue
        deeper = inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield child, deeper
        yield from _walk(child, deeper)


def _targets(node: ast.AST, known: frozenset[str], name: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{name}: relative import"
        assert node.module is not None
        for alias in node.names:
            whole = f"{node.module}.{alias.name}"
            yield whole if whole in known else node.module


def read_modules(source: Path) -> tuple[Module, ...]:
    files = {}
    for path in sorted(source.rglob("*.py")):
        parts = path.relative_to(source.parent).with_suffix("").parts
        files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    known = frozenset(files)
    modules = []
    for name, path in files.items():
        at_load, later, calls = set[str](), set[str](), set[str]()
        for node, inside in _walk(ast.parse(path.read_text(encoding="utf-8"))):
            (later if inside else at_load).update(_targets(node, known, name))
            if isinstance(node, ast.Call):
                calls.add(ast.unparse(node.func).rpartition(".")[2])
        modules.append(Module(name, frozenset(at_load), frozenset(later), frozenset(calls)))
    return tuple(modules)


def _may_import(module: Module, target: str) -> bool:
    root = target.partition(".")[0]
    if module.name.startswith(PURE) and root not in sys.stdlib_module_names | {PACKAGE}:
        return False
    if root == PACKAGE:
        wanted = layer(target)
        if ".migrations.versions." in module.name:  # a migration describes the past: no living models
            return False
        if module.name.startswith(PURE):
            return target.startswith(PURE) or target in PURE_MODULES or wanted in PURE_MAY
        if module.layer in ("charts", "exports", "imports") and wanted == "services":
            return target in ROW_TYPES
        return wanted == module.layer or wanted in ALLOWED[module.layer]
    if module.layer == "models":
        return root in sys.stdlib_module_names | {"sqlalchemy", "alembic"} and root != "sqlite3"
    return root not in LIBRARIES or module.layer in LIBRARIES[root]


def wrong_directions(modules: tuple[Module, ...]) -> list[str]:
    """Imports that the tables above forbid."""
    found = []
    for module in modules:
        if module.layer not in ALLOWED:
            found.append(f"{module.name}: a layer without rules")
            continue
        found += [f"{module.name} -> {target}" for target in sorted(module.imported) if not _may_import(module, target)]
    return found


def screens_that_meet(modules: tuple[Module, ...]) -> list[str]:
    """Screens that import another screen instead of leaving the connection to the main window."""
    found = []
    for module in modules:
        own = module.name.split(".")[2:3]
        if module.layer == "views" and own and own[0] in SCREENS and module.name.count(".") > 2:
            for target in sorted(module.imported):
                parts = target.split(".")
                if parts[:2] == [PACKAGE, "views"] and len(parts) > 2 and parts[2] in SCREENS and parts[2] != own[0]:
                    found.append(f"{module.name} -> {target}")
    return found


def session_builders(modules: tuple[Module, ...]) -> list[str]:
    """Modules other than `db` that build a session or an engine."""
    return [module.name for module in modules if module.calls & SESSION_MAKERS and module.name != f"{PACKAGE}.db"]


def cycle(modules: tuple[Module, ...]) -> list[str]:
    """One cycle among the imports that run at load, or nothing."""
    known = {module.name for module in modules}
    graph = {module.name: module.at_load & known - {module.name} for module in modules}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


@pytest.fixture(scope="module")
def modules() -> tuple[Module, ...]:
    return read_modules(SOURCE)


def test_imports_follow_the_directions(modules: tuple[Module, ...]) -> None:
    assert wrong_directions(modules) == []


def test_no_import_cycle(modules: tuple[Module, ...]) -> None:
    assert cycle(modules) == []


def test_a_session_is_built_only_in_db(modules: tuple[Module, ...]) -> None:
    assert session_builders(modules) == []


def test_screens_never_import_each_other(modules: tuple[Module, ...]) -> None:
    assert screens_that_meet(modules) == []


def test_the_rules_name_no_layer_that_is_gone(modules: tuple[Module, ...]) -> None:
    assert set(ALLOWED) <= {module.layer for module in modules}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("services/bad.py", "from PySide6.QtCore import QObject\n"),
        ("services/bad.py", "def late():\n    import PySide6\n"),
        ("services/bad.py", "from psq_desktop.views import theme\n"),
        ("services/bad.py", "def late():\n    from psq_desktop.exports import catalogue\n"),
        ("views/bad.py", "import sqlalchemy.orm\n"),
        ("views/bad.py", "from psq_desktop import models\n"),
        ("views/bad.py", "from psq_desktop.models.meeting import Meeting\n"),
        ("views/bad.py", "from psq_desktop import db\n"),
        ("exports/bad.py", "from psq_desktop.services import meetings\n"),
        ("exports/bad.py", "from sqlalchemy.orm import Session\n"),
        ("charts/bad.py", "import reportlab.graphics\n"),
        ("charts/bad.py", "from psq_desktop.services.steering import progress\n"),
        ("services/forms/bad.py", "from psq_desktop.services.steering import objectives\n"),
        ("services/forms/bad.py", "from sqlalchemy.orm import Session\n"),
        ("models/bad.py", "from psq_desktop import errors\n"),
        ("models/bad.py", "import pikepdf\n"),
        ("models/migrations/versions/bad.py", "from psq_desktop.models.meeting import Meeting\n"),
        ("journal.py", "import sqlite3\n"),
        ("strange.py", "import json\n"),
    ],
)
def test_the_checker_finds_a_planted_import(tmp_path: Path, file: str, text: str) -> None:
    source = _plant(tmp_path, {file: text})
    assert len(wrong_directions(read_modules(source))) == 1


def test_the_checker_finds_a_planted_cycle(tmp_path: Path) -> None:
    source = _plant(
        tmp_path,
        {
            "services/one.py": "from psq_desktop.services import two\n",
            "services/two.py": "from psq_desktop.services.three import thing\n",
            "services/three.py": "import psq_desktop.services.one\n",
        },
    )
    assert len(cycle(read_modules(source))) == 4


def test_the_checker_allows_what_waits_for_a_call_or_for_the_type_checker(tmp_path: Path) -> None:
    source = _plant(
        tmp_path,
        {
            "models/one.py": "import typing\nif typing.TYPE_CHECKING:\n    from psq_desktop.models import two\n",
            "models/two.py": "from psq_desktop.models import one\n",
            "services/one.py": "def late():\n    from psq_desktop.services import two\n",
            "services/two.py": "from psq_desktop.services import one\n",
        },
    )
    planted = read_modules(source)
    assert cycle(planted) == []
    assert wrong_directions(planted) == []


def test_the_checker_finds_a_planted_session_and_screens_that_meet(tmp_path: Path) -> None:
    source = _plant(
        tmp_path,
        {
            "services/bad.py": "from sqlalchemy import orm\n\ndef go(engine):\n    return orm.Session(engine)\n",
            "views/partners/bad.py": "from psq_desktop.views.meeting import page\n",
            "views/meeting/page.py": "",
        },
    )
    planted = read_modules(source)
    assert session_builders(planted) == ["psq_desktop.services.bad"]
    assert screens_that_meet(planted) == ["psq_desktop.views.partners.bad -> psq_desktop.views.meeting.page"]


def _plant(folder: Path, files: dict[str, str]) -> Path:
    source = folder / PACKAGE
    for name, text in {"__init__.py": "", "db.py": "", "models/__init__.py": "", **files}.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for parent in path.relative_to(source).parents:
            (source / parent / "__init__.py").touch()
    return source


_WITHOUT_QT = """
import importlib, pkgutil, sys
from datetime import date
from pathlib import Path

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(name)

sys.meta_path.insert(0, Blocked())
from psq_desktop import db, demonstration, listing, services
for module in pkgutil.walk_packages(services.__path__, "psq_desktop.services."):
    importlib.import_module(module.name)
from psq_desktop.services import history, home, meetings, setup
from psq_desktop.services.minuting import minutes
from psq_desktop.services.kinds import DisclosureLevel

today = date(2026, 11, 22)
base = db.create(Path(sys.argv[1]) / "base.psq", "essai")
demonstration.fill(base, today)
for kind in listing.KINDS:
    assert base.read(listing.facts, kind, today), kind
assert base.read(home.overview, today) and base.read(setup.info) and base.read(history.changes)
held = base.read(meetings.latest_held)
assert base.read(minutes.compose, held, DisclosureLevel.PARTNERS, today).items
base.write(meetings.create, base.read(meetings.propose, today).formations[0].id, date(2027, 1, 12), None, "Calais")
base.close()
print("done")
"""


def test_every_service_runs_without_qt(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WITHOUT_QT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=SOURCE.parent)
    assert (done.stdout, done.stderr, done.returncode) == ("done\n", "", 0)
