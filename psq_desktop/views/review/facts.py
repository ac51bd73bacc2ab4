"""The facts of the steps « Fichier » and « Reconnaissance », as words."""

from __future__ import annotations

from psq_desktop.french import date_long, plural
from psq_desktop.services.kinds import LineKind
from psq_desktop.services.rounds.campaign_rows import Review, ReviewLine
from psq_desktop.views.review.choices import Choices, Standing, standing
from psq_desktop.views.review.columns import after_words, mended_words
from psq_desktop.views.review.head import size_words
from psq_desktop.views.review.values import title

Fact = tuple[str, str]
_FATES = (
    (Standing.TAKEN, "Sera écrit"),
    (Standing.OPEN, "Restera à vérifier"),
    (Standing.KEPT, "Reste comme ici"),
    (Standing.LEFT, "N’est pas repris"),
)


def file_facts(review: Review) -> tuple[Fact, ...]:
    """What the file says of itself."""
    return (
        ("Nom", review.file_name),
        ("Taille", size_words(review.size)),
        ("Enregistré par", review.author or "le fichier ne le dit pas"),
        ("Avec", review.program or "le fichier ne le dit pas"),
        ("Reçu", date_long(review.received_on)),
        ("Empreinte", review.digest[:16] or "–"),
    )


def recognition_facts(review: Review) -> tuple[Fact, ...]:
    """Which dispatch it answers, and what became of the workbook meanwhile."""
    found = review.recognition
    extra = sum(each.ref.startswith("ROW-") and not each.problem for each in found.rows)
    lost = [f"ligne {each.number}" for each in found.rows if each.problem]
    missing = [each for each in review.lines if each.line.kind is LineKind.MISSING]
    sent = date_long(review.sent_on) if review.sent_on is not None else "pas encore noté comme envoyé"
    renamed = ", ".join(f"« {before} » devenue « {after} »" for before, after in found.renamed)
    return (
        ("Partenaire", review.partner),
        ("Campagne", f"n° {review.campaign}"),
        ("Code de l’envoi", found.code),
        ("Envoyé", sent),
        ("Version", "ancienne : un classeur plus récent a été envoyé" if review.old_version else "la dernière envoyée"),
        ("Feuilles lues", ", ".join(found.sheets) or "aucune"),
        ("Lignes lues", plural(len(found.rows), "ligne")),
        ("Lignes ajoutées", plural(extra, "ligne") if extra else "aucune"),
        ("Lignes non reconnues", ", ".join(lost) or "aucune"),
        ("Lignes manquantes", _some([each.label for each in missing]) or "aucune"),
        ("Colonnes déplacées", _some(found.moved) or "aucune"),
        ("Colonnes renommées", renamed or "aucune"),
        ("Colonnes perdues", _some(found.lost) or "aucune"),
        (
            "Colonnes ajoutées",
            f"{_some(found.extra)} : à lire dans le fichier, rien n’en est repris" if found.extra else "aucune",
        ),
    )


def plan_facts(review: Review, choices: Choices) -> tuple[Fact, ...]:
    """What applying would do, line by line."""
    if review.old_version:
        return (("Rien", "Ce classeur est une ancienne version : ses réponses ne s’appliquent pas."),)
    told = tuple(
        (head, _fate(review, each, choices))
        for stand, head in _FATES
        for each in review.lines
        if standing(each, choices, review.settled) is stand
    )
    return told or (("Rien", "Le partenaire n’a rien changé qui soit à reprendre."),)


def _fate(review: Review, each: ReviewLine, choices: Choices) -> str:
    mended = mended_words(review, each, choices)
    told = f"{each.code} {title(each)} : {after_words(each)}".lstrip()
    return f"{told} ({mended[0].lower()}{mended[1:]})" if mended else told


def _some(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"« {name} »" for name in names)


def troubled(review: Review) -> bool:
    """Whether the recognition raises a question."""
    found = review.recognition
    return review.old_version or bool(found.lost or found.extra) or any(each.problem for each in found.rows)
