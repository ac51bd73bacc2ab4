"""What goes out to partners: a workbook each, with the draft of the e-mail that carries it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from psq_desktop.errors import UserError
from psq_desktop.exports.files import safe_file_name, write_atomically
from psq_desktop.exports.mail import draft
from psq_desktop.exports.partner_xlsx import workbook
from psq_desktop.french import fold
from psq_desktop.services.rounds.campaign_rows import Letter, Parcel

_WORKBOOK, _DRAFT = ".xlsx", ".eml"
_ROOM = " (999)" + _WORKBOOK  # what may follow a stem


def write_parcels(
    parcels: Sequence[Parcel],
    folder: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Path, ...]:
    """Write each parcel's workbook and draft into a folder, made if missing; the files written, in order.

    Files of the same names are replaced. Cancelled between two parcels, or failing, it leaves those that are done
    whole. Raises what `files.replace_atomically` raises, and ``target_folder``.
    """
    folder = _made(folder)
    written: list[Path] = []
    stems = file_stems([parcel.stem for parcel in parcels])
    for done, (parcel, stem) in enumerate(zip(parcels, stems, strict=True), 1):
        if cancelled is not None and cancelled():
            break
        content = workbook(parcel.form, parcel.letter.on)
        for ending, file in (
            (_WORKBOOK, content),
            (_DRAFT, draft(parcel.letter, [(stem + _WORKBOOK, content)])),
        ):
            write_atomically(folder / (stem + ending), file)
            written.append(folder / (stem + ending))
        if progress is not None:
            progress(done, len(parcels))
    return tuple(written)


def write_letters(letters: Sequence[Letter], stems: Sequence[str], folder: Path) -> tuple[Path, ...]:
    """Write drafts without attachment; the files written, in the letters' order. Raises as `write_parcels`."""
    folder = _made(folder)
    paths = [folder / (stem + _DRAFT) for stem in file_stems(stems)]
    for path, letter in zip(paths, letters, strict=True):
        write_atomically(path, draft(letter))
    return tuple(paths)


def file_stems(stems: Sequence[str]) -> tuple[str, ...]:
    """Names that every system takes, each another one: « Ville », « Ville (2) »."""
    return tuple(_distinct([safe_file_name(stem, _ROOM).removesuffix(_ROOM) for stem in stems]))


def _distinct(stems: Sequence[str]) -> Iterator[str]:
    taken = set[str]()
    for stem in stems:
        number, name = 1, stem
        while fold(name) in taken:  # systems differ on capitals and accents
            number += 1
            name = f"{stem} ({number})"
        taken.add(fold(name))
        yield name


def _made(folder: Path) -> Path:
    try:
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise UserError("target_folder", path=str(folder)) from error
    return folder
