"""Forms made by hand: what a partner's workbook is tried with, without a base."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from psq_desktop.services.forms.form_rows import Form, FormColumn, FormField, FormRow, Input, Shown
from psq_desktop.services.kinds import CommitmentState, MeasureState, OutlookState
from psq_desktop.wording import words

ISSUED = date(2026, 11, 23)
CODE = "E-JHSVW0DG44-D"

COLUMNS = (
    FormColumn("code", "N°", 8.5),
    FormColumn("share", "Objectif et votre part", 35),
    FormColumn("indicator", "Indicateur", 22),
    FormColumn("last", "Dernière valeur", 10, number=True),
    FormColumn("target", "Cible", 9, number=True),
    FormColumn("changes", "Ce qui a changé depuis le dernier envoi", 25),
    FormColumn("value", "Nouvelle valeur", 12, Input.VALUE, hint="Un nombre, ou « néant », ou « non concerné »."),
    FormColumn("on", "Relevée le", 14, Input.DAY, hint="Le jour du relevé : 30/11/2026."),
    FormColumn("state", "État de votre part", 15, Input.CHOICE, hint="Choisissez dans la liste."),
    FormColumn("comment", "Commentaire, frein ou appui demandé", 33, Input.TEXT, hint="Sans nom de personne."),
)


def indicator(
    number: int, code: str, title: str, last: float, target: float, *, unit: str = "", decimals: int = 0,
    levels: tuple[str, ...] = (), changes: str = "Rien", under: str = "Votre relevé",
) -> FormRow:  # fmt: skip
    """A row that asks for a figure."""
    return FormRow(
        f"IND-{number}",
        code,
        title,
        {
            "code": Shown(code, strong=True),
            "share": Shown("Bus du soir sûrs", under=under, strong=True),
            "indicator": Shown(title),
            "last": Shown(levels[int(last) - 1] if levels else last, unit, decimals, strong=True),
            "target": Shown(levels[int(target) - 1] if levels else target, unit, decimals),
            "changes": Shown("", under=changes),
        },
        {
            "value": FormField(levels=levels, unit=unit, decimals=decimals, asked="2026-11-30"),
            "on": FormField(of="value"),
            "comment": FormField(),
        },
    )


def share(kind: str, number: int, code: str, title: str, text: str, state: str) -> FormRow:
    """A row that asks where something stands."""
    choices = {"ENG": "commitment", "MES": "measure", "OBJ": "outlook"}[kind]
    fields = {"state": FormField(sent=state, filled=True, choices=choices), "comment": FormField()}
    if kind == "MES":
        fields["on"] = FormField()
    shown = {
        "code": Shown(code, strong=True),
        "share": Shown(title, under=text, strong=True),
        "indicator": Shown("–"),
        "last": Shown(None),
        "target": Shown("30 juin 2027"),
        "changes": Shown("", under="Échéance repoussée au 30 juin 2027"),
    }
    return FormRow(f"{kind}-{number}", code, title, shown, fields)


def partner_form() -> Form:
    """A transport company's form: every kind of row and of cell."""
    choices = {
        "commitment": tuple((str(s.value), text) for s, text in words(CommitmentState)),
        "measure": tuple((str(s.value), text) for s, text in words(MeasureState)),
        "outlook": tuple((str(s.value), t) for s, t in words(OutlookState) if s is not OutlookState.UNKNOWN),
    }
    return Form(
        dispatch=CODE,
        reference="envoi 4/TDD",
        title="Transports du Détroit : à compléter",
        subtitle="À renvoyer avant le vendredi 4 décembre 2026 à secretariat@exemple.invalid. "
        "Remplissez seulement les cases jaunes, environ dix minutes.",
        mark="DONNÉES FICTIVES",
        note="Valeur : un nombre, ou « néant », ou « non concerné ». Une case vide veut dire « pas de réponse ».",
        disclosure="Partenaires",
        columns=COLUMNS,
        choices=choices,
        rows=(
            share("OBJ", 2, "2.1", "Bus du soir sûrs", "Votre météo de pilote", "attainable"),
            indicator(12, "2.1", "Incidents pour 100 000 km, nov. 2026", 7.9, 6.0, decimals=1),
            indicator(13, "2.1", "Voyageurs du soir, nov. 2026", 1284, 1500, unit="voyageurs"),
            indicator(14, "2.2", "Alertes géolocalisées, nov. 2026", 35, 90, unit="%"),
            indicator(15, "2.2", "Climat à bord, T4 2026", 2, 3, levels=("mauvais", "moyen", "bon")),
            share("ENG", 31, "2.2", "Alerte conducteur en moins de 3 min", "Former les 42 conducteurs", "kept"),
            share(
                "ENG", 32, "2.2", "Alerte conducteur en moins de 3 min", "Équiper les bus d'un bouton", "in_progress"
            ),
            share("MES", 8, "2.3", "Point d'étape sur les bus du soir", "Remettre une note d'une page", "planned"),
        ),
        guide=(
            "Ouvrez la feuille « À compléter » : vos lignes, et elles seules.",
            "Seules les cases jaunes s'écrivent ; le reste est verrouillé.",
            "Les nombres s'écrivent comme à la main : 7,5 ou 1 284 ou 12 %.",
            "Les dates aussi : 30/11/2026.",
            "Rien à signaler : « néant ». Sans objet pour vous : « non concerné ».",
            "Une case laissée vide ne vaut pas zéro : elle ne dit rien.",
            "L'état se choisit dans la liste de la case.",
            "Un frein, un appui à demander : une phrase en commentaire, sans nom de personne.",
            "Vous pouvez trier, renommer le fichier, l'enregistrer avec LibreOffice.",
            "Renvoyez-le à secretariat@exemple.invalid avant le 4 décembre 2026.",
        ),
        question="Une question ? Mme Inès Delarue, 03 53 01 00 12.",
    )


def answered(form: Form, answers: dict[tuple[str, str], tuple[str, str]]) -> Form:
    """The same form sent back: by row and field, what was typed and what is to be corrected."""
    rows = []
    for row in form.rows:
        fields = dict(row.fields)
        for (ref, key), (typed, note) in answers.items():
            if ref == row.ref:
                fields[key] = replace(fields[key], typed=typed, note=note)
        rows.append(replace(row, fields=fields))
    return replace(form, rows=tuple(rows))
