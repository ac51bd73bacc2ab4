"""The file that a workbook is packed into: its entries bear the document's day, not the clock's."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


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
