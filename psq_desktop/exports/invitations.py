"""What convenes a meeting, in a folder: the letter, the calendar entry, and a draft for each recipient."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from psq_desktop.errors import UserError
from psq_desktop.exports import summons_pdf
from psq_desktop.exports.calendar import entry
from psq_desktop.exports.files import write_atomically
from psq_desktop.exports.mail import draft
from psq_desktop.exports.parcels import file_stems
from psq_desktop.services.preparing.summons_rows import Invitation, SummonsDocument

_DRAFT = ".eml"


def file_names(document: SummonsDocument) -> tuple[str, str]:
    """What the letter and the calendar entry are called, alone and joined to a draft."""
    stem = f"Convocation séance {document.number}"
    return f"{stem}.pdf", f"{stem}.ics"


def draft_names(invitations: Sequence[Invitation]) -> tuple[str, ...]:
    """What the drafts are called, each something else."""
    return tuple(stem + _DRAFT for stem in file_stems([each.stem for each in invitations]))


def write_invitations(
    document: SummonsDocument,
    invitations: Sequence[Invitation],
    folder: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Path, ...]:
    """Write the letter, the entry, then each draft that carries both; the files written, in order.

    Files of the same names are replaced. Cancelled between two drafts, or failing, it leaves those that are done
    whole. Raises what `files.replace_atomically` raises, and ``target_folder``.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise UserError("target_folder", path=str(folder)) from error
    carried = tuple(zip(file_names(document), (summons_pdf.render(document), entry(document)), strict=True))
    written = []
    for name, content in carried:
        write_atomically(folder / name, content)
        written.append(folder / name)
    for done, (name, invitation) in enumerate(zip(draft_names(invitations), invitations, strict=True), 1):
        if cancelled is not None and cancelled():
            break
        write_atomically(folder / name, draft(invitation.letter, carried))
        written.append(folder / name)
        if progress is not None:
            progress(done, len(invitations))
    return tuple(written)
