"""The command line: the window's use cases for scheduled tasks, support and checks. Messages are French."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys

from psq_desktop.cli.bases import TO_FILL
from psq_desktop.cli.documents import DOCUMENTS, OF_MEETINGS
from psq_desktop.cli.output import DONE, MENDABLE, USAGE, harmless
from psq_desktop.cli.parser import parser
from psq_desktop.errors import UserError

__all__ = ["DOCUMENTS", "DONE", "MENDABLE", "OF_MEETINGS", "TO_FILL", "USAGE", "run"]

_UNWRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # what we print goes to a file that takes no more


def run(arguments: list[str]) -> int:
    """Parse, run, and turn what the user can mend into one message on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a pipe on Windows would lack our narrow spaces
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # a file's name may be no text
    try:
        try:
            return _run(arguments)
        finally:
            if sys.stdout is not None:  # a windowed program has none
                sys.stdout.flush()
    except BrokenPipeError:  # « | head » closed our output: what is left goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        if error.errno not in _UNWRITTEN:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python tries again as it ends
        with contextlib.suppress(OSError):
            return _told(UserError("output_unwritten"))
        return MENDABLE


def _run(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    try:
        return options.command(options) or DONE
    except UserError as error:
        return _told(error)


def _told(error: UserError) -> int:
    from psq_desktop.wording import explain

    print(harmless(explain(error).replace("\n• ", " ")), file=sys.stderr)  # one message, one line
    return MENDABLE
