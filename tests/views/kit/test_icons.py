"""Every icon that the code names is shipped."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from psq_desktop import resources
from psq_desktop.views import drawings, icons, theme

VIEWS = Path(theme.__file__).parent
# name of what is called -> position of the icon among its arguments
POSITIONS = {
    "icon": 0, "pixmap": 0, "painted": 0, "tinted_file": 0, "IconLabel": 0, "IconBox": 0, "IconButton": 0,
    "Button": 1, "Badge": 1, "BadgeCell": 1, "set_state": 1, "Look": 0, "Dot": 0, "IconCell": 0, "IconLine": 0,
    "KeyFigure": 1, "EmptyState": 0, "NavEntry": 2, "set_icon": 0,
}  # fmt: skip


def named_icons() -> Iterator[tuple[str, str]]:
    for path in VIEWS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = POSITIONS.get(called)
            found = [k.value for k in node.keywords if k.arg == "icon"]
            if place is not None and len(node.args) > place:
                found.append(node.args[place])
            for each in found:
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value:
                    yield each.value, path.name


def test_every_named_icon_exists() -> None:
    named = set(named_icons())
    assert len(named) > 30
    assert {(name, where) for name, where in named if not icons.exists(name)} == set()


def test_icons_are_tinted_and_sharp() -> None:
    assert "currentColor" not in drawings.svg("lock", "#123456")
    assert "#123456" in drawings.svg("lock", "#123456")
    drawing = icons.pixmap("lock", "accent", 18)
    assert drawing.deviceIndependentSize().width() == theme.px(18)
    assert icons.pixmap("lock", "accent", 18) is drawing


def test_resources_are_found_in_a_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "icons").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    resources._root.cache_clear()
    try:
        assert resources.path("icons") == tmp_path / "resources" / "icons"
    finally:
        resources._root.cache_clear()


def test_the_licence_comes_with_the_icons() -> None:
    assert "MIT" in resources.path("icons", "LICENSE-tabler.txt").read_text(encoding="utf-8")
