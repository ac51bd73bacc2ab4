"""What a workbook is packed into, its entries dated as the document is, and where its rows wait until then."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml.etree import LxmlError  # type: ignore[import-untyped]  # openpyxl writes with it
from openpyxl import Workbook

from psq_desktop.errors import UserError


class DatedArchive(ZipFile):
    """A zip that packs as it goes: no sheet is ever whole in memory."""

    def __init__(self, file: IO[bytes], day: date) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self._stamp = (max(day.year, 1980), day.month, day.day, 0, 0, 0)  # a zip knows no earlier year

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **kwargs: Any) -> None:
        """Add content under a name."""
        super().writestr(self._entry(zinfo_or_arcname), data, *args, **kwargs)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        """Add a file under a name."""
        with Path(filename).open("rb") as source, self.open(self._entry(arcname), "w") as target:
            shutil.copyfileobj(source, target)

    def _entry(self, name: str) -> ZipInfo:
        entry = ZipInfo(name, self._stamp)
        entry.compress_type = ZIP_DEFLATED
        return entry


@contextlib.contextmanager
def streamed() -> Iterator[Workbook]:
    """A workbook whose rows wait in the temporary folder until it is saved; none of them stays there.

    Raises `UserError` ``disk_full`` when that folder has no room for them.
    """
    workbook = Workbook(write_only=True)
    try:
        yield workbook
    except (OSError, LxmlError) as error:
        raise UserError("disk_full") from error
    finally:
        for sheet in workbook.worksheets:
            _sweep(sheet)


def _sweep(sheet: Any) -> None:
    """Close what a sheet was written with, in this order, and remove its file."""
    writer = sheet._writer
    if writer is None:
        return
    for stream in (sheet._rows, writer.xf):
        with contextlib.suppress(OSError, LxmlError):
            if stream is not None:
                stream.close()
    if Path(writer.out).exists():
        writer.cleanup()
