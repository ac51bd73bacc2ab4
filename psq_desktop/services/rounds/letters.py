"""The e-mails of a round: their first words and the fields that fill them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.errors import MessageError
from email.headerregistry import Address

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import fold, typeset
from psq_desktop.services import fields

FIELDS = ("partenaire", "campagne", "échéance", "lignes", "contact", "expéditeur")  # with or without their accents


def letter(*paragraphs: str) -> str:
    """A template: greeting, what is said, whom to ask, who writes."""
    return "\n\n".join(("Bonjour,", *paragraphs, "Une question ? {contact}", "{expéditeur}"))


SUBJECT = "{campagne} : votre classeur, à renvoyer au plus tard le {échéance}"
MESSAGE = letter(
    "Vous trouverez en pièce jointe le classeur « {campagne} » ({partenaire}) : {lignes} à relire, "
    "et seulement les cases jaunes à remplir.",
    "Merci de nous le renvoyer, en réponse à ce message, au plus tard le {échéance}. Une case laissée vide veut dire "
    "« pas de réponse » : rien n'est effacé. Vous recevrez ensuite un accusé de ce que nous avons retenu.",
)

# {rang}, {reçu} and {délai} are filled by `reminder`: nobody else writes these templates.
REMINDER_SUBJECT = "{rang} : classeur « {campagne} » attendu pour le {échéance}"
_REMINDER_END = (
    "Un retour partiel nous aide déjà : remplissez ce que vous savez, laissez le reste vide. "
    "Le classeur est joint de nouveau à ce message."
)
REMINDER = letter(
    "Nous n'avons pas encore reçu le classeur « {campagne} » ({partenaire}), attendu pour le {échéance}.",
    _REMINDER_END,
)
REMINDER_OLD = letter(
    "Le classeur « {campagne} » ({partenaire}) que nous avons reçu de vous le {reçu} est une version ancienne : "
    "un autre l'a remplacé depuis, et ses réponses n'ont pas pu être reprises.",
    "Merci de nous renvoyer celui qui est joint à ce message, {délai}. "
    "Un retour partiel nous aide déjà : remplissez ce que vous savez, laissez le reste vide.",
)

RECEIPT_SUBJECT = "{campagne} : votre classeur est bien arrivé"
RECEIPT_OPENING = "Votre classeur « {campagne} » ({partenaire}) est bien arrivé. Voici ce que nous en avons retenu."

_PLACE = re.compile(r"\{([^{}\n]*)\}")
LONGEST_ADDRESS = 254  # octets that a mail server takes: RFC 5321, 4.5.3.1.3, without its angle brackets
_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\"\\]+@[^\s@,;:<>()\[\]\"\\]+")


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template typeset, with its fields filled. What stands in braces and is no field stays as it was typed."""
    known = {fold(name): value for name, value in values.items()}
    return _PLACE.sub(lambda match: known.get(fold(match[1]), match[0]), typeset(template))


def reminder(before: int, old: str, late: bool) -> tuple[str, str]:
    """Subject and message that chase, as templates.

    ``before``: reminders that went out already; ``old``: the day on which an old version came, in words; ``late``:
    the day that the partner was given is over.
    """
    subject = fill(REMINDER_SUBJECT, {"rang": f"{before + 1}e rappel" if before else "Rappel"})
    told = {"reçu": old, "délai": "dès que possible" if late else "au plus tard le {échéance}"}
    return subject, fill(REMINDER_OLD, told) if old else REMINDER


def template_problem(name: str, template: str) -> Problem | None:
    """The problem of a template that names a field which does not exist."""
    known_words = {fold(field) for field in FIELDS}
    unknown = [word for word in _PLACE.findall(template) if fold(word) not in known_words]
    if not unknown:
        return None
    known = ", ".join("{" + field + "}" for field in FIELDS)
    return Problem(name, "unknown_placeholder", (("name", "{" + unknown[0] + "}"), ("known", known)))


def address(text: str) -> str:
    """A text as a « To: » header can carry it, as one address; nothing when it cannot.

    A domain with accents is written as mail programs do (« mairie-béthune.fr », « xn--mairie-bthune-ihb.fr »).
    """
    if _ADDRESS.fullmatch(text) is None or "=?" in text:  # an encoded word is read as something else
        return ""
    name, _, domain = text.rpartition("@")
    try:
        plain = f"{name}@{domain if domain.isascii() else domain.encode('idna').decode()}"
        Address(addr_spec=plain).addr_spec.encode("ascii")
    except (ValueError, IndexError, MessageError):  # what the library raises depends on what is wrong
        return ""
    return plain if len(plain) <= LONGEST_ADDRESS else ""


def address_field(name: str) -> fields.Field:
    """A field that may be empty, else takes what an e-mail can be sent to: ``email_shape`` at ``name``."""

    def clean(text: str) -> str:
        text = fields.line(text)
        if text and not address(text):
            raise UserError("invalid", Problem(name, "email_shape"))
        return text

    return fields.Field(str, clean=clean)
