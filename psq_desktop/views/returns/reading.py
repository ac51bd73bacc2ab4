"""Returned files, read off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from psq_desktop.services.forms.book_rows import ReadFile
from psq_desktop.views.file_work import Cancelled, Told


def read_all(paths: Sequence[Path], told: Told, cancelled: Cancelled) -> tuple[ReadFile, ...]:
    """What the files hold, those in folders too; what cannot be read says why."""
    from psq_desktop.imports.folders import workbooks_in
    from psq_desktop.imports.reading import read_files

    return tuple(read_files(workbooks_in(paths), progress=told, cancelled=cancelled))
