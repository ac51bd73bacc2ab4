"""Putting a finished file where the user asked: the old one or the new one, never half of either."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from psq_desktop.errors import UserError
from psq_desktop.richtext import clean

PATIENCE = 2.5  # seconds: an antivirus or a preview lets go of a file within that
_PAUSE = 0.1
_PREFIX, _SUFFIX = "~concertation-", ".part"
_ORPHAN_AGE = 600.0  # seconds: a younger one may belong to another window

# What a folder or a name that cannot be written to answers.
_UNUSABLE = (
    errno.EROFS, errno.ENOTDIR, errno.ENOENT, errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.ELOOP,
    errno.EINVAL, errno.EILSEQ, errno.EISDIR,
)  # fmt: skip

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)")
_LONGEST_NAME = 150  # leaves room for a deep folder inside Windows' 260
_LONGEST_BYTES = 240  # and inside the 255 bytes of other systems' names


@contextlib.contextmanager
def replace_atomically(path: Path) -> Iterator[IO[bytes]]:
    """Write a file beside its target, then put it in the target's place when all went well.

    A link is followed: the file it names is replaced. Raises `UserError` with code ``target_folder``,
    ``target_readonly``, ``target_busy`` or ``disk_full``.
    """
    path = _real_target(Path(path))
    temporary: Path | None = None
    try:
        sweep_orphans(path.parent)
        with _temporary_beside(path) as file:
            temporary = Path(file.name)
            yield file
            file.flush()
            os.fsync(file.fileno())
        _keep_permissions(path, temporary)
        _put_in_place(temporary, path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        _explain(error, path)
        raise
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _real_target(path: Path) -> Path:
    """The file that the name stands for; what is there must be a file that we may write."""
    try:
        path = path.resolve()
        mode = path.stat().st_mode
    except FileNotFoundError:
        return path
    except (OSError, RuntimeError, ValueError) as error:  # a link to itself, a name too long or with a null in it
        raise UserError("target_folder", path=str(path.parent)) from error
    if not stat.S_ISREG(mode):
        raise UserError("target_folder", path=str(path))
    if not mode & 0o222 or not os.access(path, os.W_OK):
        raise UserError("target_readonly", path=str(path))
    return path


def _temporary_beside(path: Path) -> IO[bytes]:
    try:
        return tempfile.NamedTemporaryFile(mode="wb", dir=path.parent, prefix=_PREFIX, suffix=_SUFFIX, delete=False)
    except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise UserError("target_folder", path=str(path.parent)) from error


def _keep_permissions(path: Path, temporary: Path) -> None:
    """The temporary file is private; the result is as readable as the one it replaces, or as new files are."""
    if os.name == "nt":
        return  # the folder's rights are inherited
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    temporary.chmod(mode)


def _put_in_place(temporary: Path, path: Path) -> None:
    """Replace, waiting a little while another program holds the target open (Windows)."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            temporary.replace(path)
            return
        except PermissionError as error:
            if time.monotonic() >= deadline:
                raise UserError("target_busy", path=str(path), suggestion=str(free_name(path))) from error
            time.sleep(_PAUSE)


def free_name(path: Path) -> Path:
    """« name (2).pdf », the first such name that is not taken."""
    number = 2
    while (candidate := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return candidate


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut; Windows cannot open folders and does not need it."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network folders refuse: the file itself is safe
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _explain(error: OSError, path: Path) -> None:
    """Raise the user's version of an error of the file system, where there is one."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        raise UserError("disk_full", path=str(path)) from error
    if error.errno in _UNUSABLE:
        raise UserError("target_folder", path=str(path.parent)) from error


def write_atomically(path: Path, content: bytes) -> None:
    """`replace_atomically` for content that is ready."""
    with replace_atomically(path) as file:
        file.write(content)


def sweep_orphans(folder: Path, *, age: float = _ORPHAN_AGE) -> int:
    """Remove what interrupted exports left in a folder more than ``age`` seconds ago; how many."""
    removed = 0
    limit = time.time() - age
    with contextlib.suppress(OSError):
        for orphan in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                if orphan.stat().st_mtime <= limit:
                    orphan.unlink()
                    removed += 1
    return removed


def safe_file_name(text: str, ending: str = "") -> str:
    """A name that every system accepts, in no other folder than the one it is put in."""
    name = unicodedata.normalize("NFC", _FORBIDDEN.sub("-", clean(text)))
    name = re.sub(r"\s+", " ", name).strip(" .-")
    name = _RESERVED.sub(r"\1_", name, count=1) if _RESERVED.match(name) else name
    room = _LONGEST_NAME - len(ending)
    name = name[:room]
    while len((name + ending).encode("utf-8")) > _LONGEST_BYTES:
        name = name[:-1]
    return (name.rstrip(" .-") or "document") + ending
