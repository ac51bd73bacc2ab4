"""The workbook of one partner as a form: its own lines, what is known of them, and what is asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.french import date_digits, date_long, typeset
from psq_desktop.models.campaign import Campaign
from psq_desktop.models.committee import Committee
from psq_desktop.models.district import District
from psq_desktop.models.kinds import CommitmentState, DisclosureLevel, MeasureState, OutlookState
from psq_desktop.services import fields
from psq_desktop.services.forms.form_rows import Form, FormColumn, FormRow, Input, Shown
from psq_desktop.services.names import labels_on
from psq_desktop.services.rounds import form_changes, partner_lines
from psq_desktop.services.words import word, words

COLUMNS = (
    FormColumn("code", "N°", 5.5),
    FormColumn("share", "Objectif et votre part", 31),
    FormColumn("indicator", "Indicateur", 22),
    FormColumn("last", "Dernière valeur", 10.5, number=True),
    FormColumn("target", "Cible", 13, number=True),
    FormColumn("changes", "Ce qui a changé depuis le dernier envoi", 20),
    FormColumn(
        "value", "Nouvelle valeur", 11, Input.VALUE, number=True,
        hint="Un nombre, « néant » ou « non concerné ». Vide : pas de réponse.",
    ),
    FormColumn(
        "on", "Relevée le", 12, Input.DAY, number=True,
        hint="Un jour de la période relevée ; pour une mesure, le jour où elle a été faite.",
    ),
    FormColumn("state", "État de votre part", 16, Input.CHOICE, hint="Choisissez dans la liste, à droite de la case."),
    FormColumn(
        "comment", "Commentaire, frein ou appui demandé", 28, Input.TEXT,
        hint="Une phrase suffit. Aucun nom de personne.",
    ),
)  # fmt: skip

NOTE = (
    "Nouvelle valeur : un nombre, ou « néant » s’il n’y a rien à signaler, ou « non concerné ». "
    "Une case vide veut dire « pas de réponse » : elle ne vaut jamais zéro."
)
_GUIDE = (
    "La feuille « À compléter » ne montre que vos lignes. Seules les cases jaunes sont à remplir.",
    "Nombres et dates s’écrivent comme d’habitude : 7,5 ou 1 284 ou 12 % ; {example}.",
    "« Relevée le » : laissez vide, ou donnez un jour de la période demandée, écrite après le nom de l’indicateur. "
    "Pour une mesure, c’est le jour où elle a été faite.",
    "S’il n’y a rien à signaler, écrivez « néant » ; si la ligne ne vous regarde pas, « non concerné ».",
    "Une case vide veut dire « pas de réponse » : jamais zéro, jamais un effacement.",
    "L’état se choisit dans la liste qui s’ouvre par la flèche, à droite de la case.",
    "La météo est votre avis de pilote sur l’objectif. Sécurisé : il sera tenu. Atteignable : il peut l’être, avec de "
    "l’attention. Appuis nécessaires : il ne le sera pas sans aide. Compromis : il ne le sera pas à temps.",
    "Un frein, un appui à demander ? Une phrase dans le commentaire suffit, sans nom de personne.",
    "Vous pouvez filtrer, renommer le fichier, l’enregistrer avec LibreOffice. Pour trier, ôtez la protection de la "
    "feuille (sans mot de passe). N’effacez aucune colonne.",
    "À renvoyer{address} au plus tard le {due}. Un accusé vous dira ce qui est retenu.",
)
_MINUTES_A_LINE = 1.5
_AUTHORITIES = 2  # lines of the letterhead that say who asks; the others name offices


def _choices(vocabulary: type[StrEnum], *without: StrEnum) -> tuple[tuple[str, str], ...]:
    return tuple((code.value, text) for code, text in words(vocabulary) if code not in without)


CHOICES = {
    "commitment": _choices(CommitmentState),
    "measure": _choices(MeasureState),
    "outlook": _choices(OutlookState, OutlookState.UNKNOWN),
}


def compose(
    session: Session,
    campaign: Campaign,
    partner_id: int,
    today: dt.date,
    code: str,
    previous: Form | None,
    *,
    due: dt.date | None = None,
) -> Form:
    """The workbook of one partner in a round as of a day; ``previous`` is the one that its changes are told from.

    ``due`` is the partner's own day, when it is not the round's.
    """
    partner = labels_on(session, today)[partner_id]
    due = due or campaign.due
    asked = [o.objective_id for o in campaign.objectives]
    objectives, rows = partner_lines.rows(session, partner_id, asked, today, due)
    until = date_long(due)
    level = max((o.disclosure for o in objectives), key=lambda d: d.rank, default=DisclosureLevel.PUBLIC)
    fictional = session.scalars(select(District.fictional).order_by(District.id)).first()
    return Form(
        dispatch=code,
        reference=f"envoi {campaign.number}/{partner.acronym}",
        title=typeset(f"{partner.name} : à compléter"),
        subtitle=f"{_asker(session, campaign)}\n{_subtitle(until, campaign.reply_to, len(rows))}",
        mark="DONNÉES FICTIVES" if fictional else "",
        note=typeset(NOTE),
        disclosure=word(level),
        columns=tuple(replace(c, label=typeset(c.label), hint=typeset(c.hint)) for c in COLUMNS),
        choices=CHOICES,
        rows=tuple(_with_changes(row, previous) for row in rows),
        guide=_guide(until, campaign.reply_to, today),
        question=_question(campaign.contact),
    )


def _asker(session: Session, campaign: Campaign) -> str:
    """For which round, and who asks: « Relevés d'automne · Préfecture, Sous-préfecture · Comité, quartier »."""
    committee = session.scalars(select(Committee).order_by(Committee.id).limit(1)).first()
    if committee is None:
        return campaign.title
    district = committee.district
    authorities = [line for each in district.letterhead.splitlines() if (line := fields.line(each))][:_AUTHORITIES]
    parts = (campaign.title, ", ".join(authorities), f"{committee.name}, {district.name}")
    return typeset(" · ".join(filter(None, parts)))


def _subtitle(until: str, address: str, count: int) -> str:
    minutes = max(5, -(-round(count * _MINUTES_A_LINE) // 5) * 5)
    rest = typeset(f". Remplissez seulement les cases jaunes, environ {minutes} minutes.")
    return f"À renvoyer au plus tard le {until}{_to(address)}{rest}"


def _guide(until: str, address: str, today: dt.date) -> tuple[str, ...]:
    told = {"example": date_digits(today), "due": until, "address": _to(address)}
    return tuple(typeset(line).format(**told) for line in _GUIDE)


def _to(address: str) -> str:
    return f" à {address}" if address else ""


def _question(contact: str) -> str:
    plain = "Ce classeur ne contient aucune macro."
    return f"{typeset('Une question ?')} {contact}. {plain}" if contact else plain


def _with_changes(row: FormRow, previous: Form | None) -> FormRow:
    return replace(row, shown={**row.shown, "changes": Shown("", under=form_changes.told(row, previous, CHOICES))})
