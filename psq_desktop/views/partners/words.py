"""What the partner screens say about the rows they are given."""

from __future__ import annotations

from collections import Counter
from datetime import date

from psq_desktop.french import date_long, date_short, fold, percent, plural
from psq_desktop.services.kinds import AttendanceStatus, MandateRole
from psq_desktop.services.partners import ContactRow, MandateRow, NameRow, PartnerSheet, PresenceRow
from psq_desktop.wording import word

Stat = tuple[str, str, str]
_MINOR = frozenset({"de", "du", "des", "la", "le", "les", "et", "d", "l", "à", "aux", "en"})
_COUNTED = {  # how a status is counted over several meetings: singular, plural
    AttendanceStatus.PRESENT: ("présence", "présences"),
    AttendanceStatus.REPRESENTED: ("représentation", "représentations"),
    AttendanceStatus.EXCUSED: ("excuse", "excuses"),
    AttendanceStatus.ABSENT: ("absence", "absences"),
    AttendanceStatus.EXPECTED: ("réponse attendue", "réponses attendues"),
    AttendanceStatus.GUEST: ("invitation", "invitations"),
}


def propose_acronym(name: str) -> str:
    """« Habitat du Détroit » is HD, « Douanes » DOU: a first guess, to be corrected by hand."""
    words = [
        word_ for word_ in name.replace("’", " ").replace("'", " ").replace("-", " ").split() if word_[0].isalnum()
    ]
    kept = [word_ for word_ in words if word_.lower() not in _MINOR]
    if len(kept) == 1:
        return kept[0][:3].upper()
    return "".join(word_ if word_.isdigit() else word_[0] for word_ in kept)[:4].upper()


def name_in_force(names: tuple[NameRow, ...], today: date) -> NameRow:
    """The name that holds today."""
    ordered = sorted(names, key=lambda row: row.valid_from or date.min)
    return next((row for row in reversed(ordered) if (row.valid_from or date.min) <= today), ordered[0])


def subtitle(sheet: PartnerSheet, today: date) -> str:
    """« HD · bailleur social · nom en vigueur depuis le 1er janvier 2024 », or the college."""
    row = sheet.row
    since = name_in_force(sheet.names, today).valid_from
    same = row.kind and fold(row.college).startswith(fold(row.kind)[:6])  # « bailleur social », « Bailleurs sociaux »
    college = "" if same else row.college
    last = f"nom en vigueur depuis le {date_long(since, weekday=False)}" if since else college
    return " · ".join(filter(None, (row.acronym, row.kind, "invité" if row.guest else "", last)))


def presence_stat(sheet: PartnerSheet) -> Stat:
    """How many of its meetings the partner came to."""
    row = sheet.row
    if not row.convened:
        return "—", "", "invité, jamais compté absent" if row.guest else "aucune séance tenue"
    represented = sum(each.status is AttendanceStatus.REPRESENTED for each in sheet.presence)
    detail = f"présence, {plural(represented, 'représentée')}" if represented else "présence aux séances"
    return percent(row.attended / row.convened), f"{row.attended} sur {row.convened}", detail


def decisions_stat(sheet: PartnerSheet) -> Stat:
    """What it pilots."""
    total = sheet.decisions_done + sheet.row.open_decisions
    parts = (
        plural(sheet.decisions_done, "tenue") if sheet.decisions_done else "",
        plural(sheet.row.open_decisions, "ouverte") if sheet.row.open_decisions else "",
        f"{sheet.row.late_decisions} en retard" if sheet.row.late_decisions else "",
    )
    return str(total), "décision" if total < 2 else "décisions", ", ".join(filter(None, parts)) if total else "pilotées"


def contacts_stat(sheet: PartnerSheet) -> Stat:
    """Whom to write to."""
    here = [contact for contact in sheet.contacts if contact.left_on is None]
    mailboxes = sum(contact.mailbox for contact in here)
    detail = (
        plural(mailboxes, "boîte fonctionnelle", "boîtes fonctionnelles") if mailboxes else "sans boîte fonctionnelle"
    )
    return str(len(here)), "contact" if len(here) < 2 else "contacts", f"dont {detail}" if mailboxes else detail


def mandates_stat(sheet: PartnerSheet) -> Stat:
    """Who sits now."""
    current = [mandate for mandate in sheet.mandates if mandate.current]
    ending = sum(mandate.ends_soon for mandate in current)
    unit = "mandat" if len(current) < 2 else "mandats"
    return str(len(current)), unit, f"en cours, {ending} à renouveler" if ending else "en cours"


STATS = (presence_stat, decisions_stat, contacts_stat, mandates_stat)


def contact_line(contact: ContactRow) -> str:
    """Below a contact's name: role, or the address of a mailbox."""
    parts = ("boîte fonctionnelle", contact.phone) if contact.mailbox else (contact.role, contact.phone)
    return " · ".join(filter(None, parts))


def contact_title(contact: ContactRow) -> str:
    """How a contact is shown: a mailbox by its address."""
    return contact.email if contact.mailbox else contact.display


def mailbox_address(sheet: PartnerSheet) -> str:
    """Where one writes to a partner: its functional mailbox, or nothing."""
    return next((c.email for c in sheet.contacts if c.mailbox and c.email and c.left_on is None), "")


def role_word(mandate: MandateRow) -> str:
    """« titulaire », « suppléante »."""
    feminine = mandate.role is MandateRole.SUBSTITUTE and mandate.contact.startswith("Mme")
    return word(mandate.role).lower() + ("e" if feminine else "")


def short_person(display: str) -> str:
    """« Mme Odile Carpentier » is « O. Carpentier » where the room is short."""
    words = [each for each in display.split() if each not in ("Mme", "M.")]
    return f"{words[0][0]}. {' '.join(words[1:])}" if len(words) > 1 else display


def period(mandate: MandateRow) -> str:
    """« 25 sept. 2025 → 31 déc. 2026 »."""
    end = date_short(mandate.ends_on) if mandate.ends_on else "sans terme"
    return f"{date_short(mandate.starts_on)} → {end}"


def presence_words(presence: tuple[PresenceRow, ...]) -> str:
    """« 4 présences, 1 représentation »."""
    counts = Counter(row.status for row in presence)
    parts = (plural(counts[status], *forms) for status, forms in _COUNTED.items() if counts[status])
    return ", ".join(parts) or "aucune séance tenue"


def presence_range(presence: tuple[PresenceRow, ...]) -> str:
    """« n° 1 à 5 », « n° 1, 3, 5 »."""
    numbers = [row.number for row in presence]
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"n° {numbers[0]} à {numbers[-1]}"
    return f"n° {', '.join(map(str, numbers))}" if numbers else ""
