"""What the tab of the summonses says: where they stand against their delays, what each line shows."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from psq_desktop.french import date_long, date_short, fold, number, plural, time_text
from psq_desktop.services.kinds import Reply, SummonsKind, SummonsState
from psq_desktop.services.preparing.summons_rows import Notice, PostponementRow, RecipientRow, SummonsRegister
from psq_desktop.views import badges
from psq_desktop.views.kit import NONE, AvatarText, BadgeCell, Cell, Column, TwoLines
from psq_desktop.views.tokens import Token, Tone
from psq_desktop.views.widgets.note import NoteKind
from psq_desktop.wording import word

_LOOKS: dict[SummonsState, tuple[str, Tone]] = {
    SummonsState.TO_SEND: ("send", "warning"),
    SummonsState.DRAFTED: ("mail", "info"),
    SummonsState.SENT: ("send", "success"),
    SummonsState.REFUSED: ("alert-octagon", "danger"),
}
_KINDS = {SummonsKind.FIRST: "", SummonsKind.POSTPONED: "report, ", SummonsKind.SECOND: "seconde convocation, "}
_SAID = {
    SummonsState.DRAFTED: "brouillon du {day}",
    SummonsState.SENT: "envoyée le {day}",
    SummonsState.REFUSED: "message revenu le {day}",
}


class Alert(NamedTuple):
    """A message above the recipients."""

    kind: NoteKind
    title: str
    text: str = ""
    action: str = ""


# ---------------------------------------------------------------- delays


def alert(register: SummonsRegister, date: dt.date, today: dt.date) -> Alert | None:
    """What is to be known before anything else; nothing when all is well."""
    if not register.recipients and register.editable:
        return Alert(
            "warning", "Aucun participant : personne à convoquer.",
            "Ajoutez un partenaire ou un invité : il aura sa ligne ici.", "Ajouter un participant",
        )  # fmt: skip
    if not register.editable:
        return Alert("info", "La séance a été ouverte : ses convocations ne changent plus.")
    if date < today:
        title = f"La séance était prévue le {date_long(date)} : cette date est passée."
        return Alert("danger", title, "Reportez la séance, ou ouvrez-la si elle a eu lieu.", "Reporter la séance")
    notice = register.notice
    if not notice.to_send:
        return None
    ready = len(drafted(register.recipients))
    waiting = f"{plural(notice.to_send, 'convocation reste', 'convocations restent')} à envoyer"
    if ready == notice.to_send:
        waiting = f"{plural(ready, 'brouillon est prêt', 'brouillons sont prêts')}, à envoyer de votre messagerie"
    kind: NoteKind = "danger" if today >= notice.required_by else "warning"
    return Alert(kind, f"{waiting} : {_delay(notice, today)}", _delays(notice, today))


def _delay(notice: Notice, today: dt.date) -> str:
    required, advised = (notice.required_by - today).days, (notice.advised_by - today).days
    if required < 0:
        return f"délai de {plural(notice.notice_days, 'jour')} dépassé depuis {plural(-required, 'jour')}"
    if required == 0:
        return f"dernier jour du délai de {plural(notice.notice_days, 'jour')}"
    if advised < 0:
        return f"délai conseillé dépassé depuis {plural(-advised, 'jour')}"
    if advised == 0:
        return "dernier jour du délai conseillé"
    return f"{plural(advised, 'jour')} avant le délai conseillé"


def _delays(notice: Notice, today: dt.date) -> str:
    return (
        f"Envoi conseillé avant le {_day(notice.advised_by, today)} ({plural(notice.advice_days, 'jour')}), "
        f"au plus tard le {_day(notice.required_by, today)} ({plural(notice.notice_days, 'jour')})."
    )


def _day(day: dt.date, today: dt.date) -> str:
    return date_long(day, year=day.year != today.year)


def moved(postponements: tuple[PostponementRow, ...]) -> str:
    """« Séance reportée le 22 nov. 2026. Elle était prévue le 10 déc. 2026, 9 h 30 ; motif : salle indisponible »."""
    last, count = postponements[-1], len(postponements)
    hour = f", {time_text(last.starts_before)}" if last.starts_before else ""
    again = f" (report n° {count})" if count > 1 else ""
    before = f"Elle était prévue le {date_short(last.date_before)}{hour}"
    return f"Séance reportée le {date_short(last.on)}{again}. {before} ; motif : {last.reason}"


# ---------------------------------------------------------------- recipients


def counted(rows: tuple[RecipientRow, ...]) -> str:
    """« 16, dont 14 envoyées »."""
    if not rows:
        return ""
    sent = sum(row.state is SummonsState.SENT for row in rows)
    return f"{number(len(rows))}, dont {plural(sent, 'envoyée')}"


def waiting(rows: tuple[RecipientRow, ...]) -> tuple[RecipientRow, ...]:
    """Those whose invitation is still to go out."""
    return tuple(row for row in rows if row.state is not SummonsState.SENT)


def drafted(rows: tuple[RecipientRow, ...]) -> tuple[RecipientRow, ...]:
    """Those whose draft waits to be sent."""
    return tuple(row for row in rows if row.state is SummonsState.DRAFTED)


def foot(rows: tuple[RecipientRow, ...]) -> str:
    """What « Préparer l’envoi » would do."""
    left = waiting(rows)
    if not left:
        return "Toutes les convocations sont parties." if rows else ""
    if len(drafted(rows)) == len(left):
        return "Brouillons prêts à envoyer."
    without = sum(bool(row.problem) for row in left)
    told = plural(len(left), "brouillon à écrire", "brouillons à écrire")
    return f"{told}, {number(without)} sans adresse" if without else f"{told}, PDF joint"


def nothing_to_prepare(rows: tuple[RecipientRow, ...]) -> str:
    """Why there is no draft to write."""
    if not rows:
        return "Rien à préparer : ajoutez d’abord un participant."
    return "Rien à préparer : toutes les convocations sont parties. Le menu d’une ligne en prépare une de nouveau."


def kept(rows: tuple[RecipientRow, ...], text: str) -> tuple[RecipientRow, ...]:
    """The recipients that the typed words keep."""
    wanted = fold(text.strip())
    if not wanted:
        return rows
    return tuple(row for row in rows if wanted in fold(_words(row)))


def _words(row: RecipientRow) -> str:
    reply = word(row.reply) if row.reply else "sans réponse"
    return " ".join((row.name, row.acronym, row.person, *row.addresses, word(row.state), reply))


def _address(row: RecipientRow) -> Cell:
    said = _said(row)
    if row.problem:
        return TwoLines("Aucune adresse", said or row.problem, "danger", said=row.problem)
    refused = row.state is SummonsState.REFUSED
    more = f" · {plural(len(row.addresses), 'adresse')}" if len(row.addresses) > 1 and not refused else ""
    tone: Token = "danger" if refused else "text2"
    sub = (said or "à préparer") + more
    shown = sub
    if row.reply is Reply.REPRESENTED and row.represented_by:
        shown = f"représenté par {row.represented_by}"
    said = ", ".join(dict.fromkeys((*row.addresses, sub, shown)))
    return TwoLines(row.addresses[0], shown, tone, 400, said=said)


def _said(row: RecipientRow) -> str:
    if row.on is None:
        return ""
    return _KINDS[row.kind] * (row.state is not SummonsState.TO_SEND) + _SAID[row.state].format(
        day=date_short(row.on, year=False)
    )


def state_cell(row: RecipientRow) -> BadgeCell:
    """Where the invitation stands."""
    return BadgeCell(word(row.state), *_LOOKS[row.state])


def _reply(row: RecipientRow) -> Cell:
    if row.reply is None:
        return badges.NO_REPLY if row.state is SummonsState.SENT else NONE
    badge = badges.badge_cell(row.reply)
    if row.reply is Reply.REPRESENTED and row.represented_by:
        return BadgeCell(badge.text, badge.icon, badge.tone, f"Représenté par {row.represented_by}")
    return badge


REPLY_COLUMN = 3
COLUMNS: tuple[Column[RecipientRow], ...] = (
    Column("Destinataire", 168, lambda row: AvatarText(row.acronym or "·", row.name), stretch=True),
    Column("Boîte et envoi", 190, _address, stretch=True),
    Column("État", 146, state_cell),
    Column("Réponse", 130, _reply, optional=1),
)
