"""The SVG sources of the icons in a given colour. Below the theme, which needs two of them in its sheet."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtCore import QTemporaryDir

from psq_desktop import resources


@cache
def _source(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")


def svg(name: str, colour: str, stroke: float = 1.75) -> str:
    """The icon's drawing in one colour."""
    return re.sub(r'stroke-width="[\d.]+"', f'stroke-width="{stroke}"', _source(name).replace("currentColor", colour))


@cache
def _folder() -> QTemporaryDir:
    return QTemporaryDir()


@cache
def tinted_file(name: str, colour: str, stroke: float = 2) -> str:
    """A file with the tinted drawing, for the style sheet, which reads images from files only."""
    target = Path(_folder().path()) / f"{name}-{colour.lstrip('#')}.svg"
    target.write_text(svg(name, colour, stroke), encoding="utf-8")
    return target.as_posix()
