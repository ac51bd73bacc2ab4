"""What looks like personal data: how it is called, why it is pointed out, and what to do about it."""

from __future__ import annotations

# kind (`services.minuting.personal_data.FindingKind`) -> name, why and what to do
FINDINGS: dict[str, tuple[str, str]] = {
    "phone": ("Numéro de téléphone", "Un numéro permet de joindre une personne. Écrivez plutôt son service."),
    "plate": ("Plaque d’immatriculation", "Une plaque désigne le propriétaire d’un véhicule. Retirez-la."),
    "birth": ("Date de naissance", "Une date de naissance désigne une personne. Écrivez plutôt « un mineur », « un adulte »."),
    "email": ("Adresse électronique", "Cette adresse est celle d’une personne. Écrivez celle du service, ou rien."),
    "social_number": ("Numéro de sécurité sociale", "La suite de chiffres a la forme d’un tel numéro. Retirez-la."),
    "bank_account": ("Compte bancaire", "La suite de signes est un IBAN valable. Retirez-la."),
    "address": ("Adresse d’un logement", "Un numéro dans une rue désigne des habitants. Écrivez plutôt la rue ou la résidence."),
    "name": ("Nom absent de l’annuaire", "Cette personne ne siège pas et n’est dans aucun annuaire. Écrivez plutôt sa fonction."),
}  # fmt: skip
ELSEWHERE = "hors des points"
PLACES = {
    "": "",
    "notes": "notes",
    "observations": "observations des membres",
    "correction": "motif de la correction",
    "lieu": "lieu de la séance",
}


def place(item_number: int | None, where: str) -> str:
    """« point 3, notes », « D-31, hors des points »."""
    told = PLACES.get(where, where)
    return ", ".join(filter(None, (f"point {item_number}" if item_number is not None else "", told))) or ELSEWHERE
