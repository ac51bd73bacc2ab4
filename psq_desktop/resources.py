"""Where the files that ship with the program are: checkout, installed wheel or PyInstaller bundle."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller
    candidates = [package / "resources", package.parent / "resources"]
    if bundle is not None:
        candidates[:0] = [Path(bundle) / "psq_desktop" / "resources", Path(bundle) / "resources"]
    # The icons tell our folder from a stranger's « resources » beside an installed package.
    return next((folder for folder in candidates if (folder / "icons").is_dir()), candidates[0])


def path(*parts: str) -> Path:
    """The path of a resource: ``path("icons", "lock.svg")``. It may not exist."""
    return _root().joinpath(*parts)
