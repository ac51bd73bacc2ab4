"""Drafts of e-mails: the secretariat opens them in its own program, reads them over and sends them itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from psq_desktop.exports.files import safe_file_name
from psq_desktop.french import typeset
from psq_desktop.richtext import clean
from psq_desktop.services.rounds.campaign_rows import Letter

_TYPES = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".ods": ("application", "vnd.oasis.opendocument.spreadsheet"),
    ".pdf": ("application", "pdf"),
    ".ics": ("text", "calendar"),
}
_LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3
_UNKNOWN_TYPE = ("application", "octet-stream")


class _Policy(EmailPolicy):
    """Folds subjects by encoding their spaces too: Python 3.11 drops the space between two encoded words."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() != "subject":
            return super().fold_binary(name, value)
        text = str(value)
        folded = Header(text, None if text.isascii() else "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {folded}{self.linesep}".encode("ascii")


_POLICY = _Policy(linesep="\r\n")


def draft(letter: Letter, attachments: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """The draft as the bytes of an .eml file; ``attachments`` are names with contents.

    The same letter gives the same bytes. An address that no mail program could use is left out.
    """
    message = EmailMessage(policy=_POLICY)
    message["X-Unsent"] = "1"  # opens as a draft to send, not as a message received
    if recipients := _addresses(letter.recipients):
        message["To"] = recipients
    if sender := _addresses((letter.sender,)):
        message["From"] = sender
    message["Subject"] = _line(letter.subject)
    message["Date"] = datetime.combine(letter.on, time(8), UTC)
    message.set_content(typeset(clean(letter.body, multiline=True)).rstrip() + "\n", cte="quoted-printable")
    for name, content in attachments:
        ending = "." + name.rpartition(".")[2].lower()
        main, sub = _TYPES.get(ending, _UNKNOWN_TYPE)
        message.add_attachment(content, maintype=main, subtype=sub, filename=safe_file_name(name))
    for part in message.walk():
        if part.is_multipart():  # else a boundary is drawn by lot
            part.set_boundary(_boundary(letter))
    return message.as_bytes()


def _boundary(letter: Letter) -> str:
    """A line that no content holds once it is encoded."""
    return f"=_concertation_{letter.on:%Y%m%d}_="


def _line(text: str) -> str:
    """One line that means what it shows: a line end would begin another header, « =? » an encoded word."""
    return re.sub(" +", " ", typeset(clean(text))).strip().replace("=?", "= ?")


def _addresses(texts: Iterable[str]) -> tuple[Address, ...]:
    """Bare addresses, each once, in order."""
    found: dict[str, Address] = {}
    for text in texts:
        address = clean(text).strip()
        if not address.isascii() or "=?" in address or len(address) > _LONGEST_ADDRESS:
            continue
        try:
            found.setdefault(address.lower(), Address(addr_spec=address))
        except (ValueError, IndexError, MessageError):  # what the library raises depends on what is wrong
            continue
    return tuple(found.values())
