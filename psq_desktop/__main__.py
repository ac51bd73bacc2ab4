"""``python -m psq_desktop`` and the ``psq-desktop`` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; without a command it opens the window."""
    if sys.argv[1:] == ["--read-workbooks"]:  # the process that reads strangers' files: nothing else is loaded
        from psq_desktop.imports import child

        return child.main()
    from psq_desktop.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
