"""How a seat is spoken of."""

from __future__ import annotations

from psq_desktop.french import plural
from psq_desktop.services.sitting.live_rows import Quorum


def withdrawn(numbers: tuple[int, ...]) -> str:
    """« sort pour les points 5 et 7 »; nothing for none."""
    if not numbers:
        return ""
    *most, last = map(str, numbers)
    return f"sort pour les points {', '.join(most)} et {last}" if most else f"sort pour le point {last}"


def quorum_words(found: Quorum, ahead: bool) -> str:
    """« Quorum atteint : 11 membres comptés, 9 requis »; nothing when none is asked."""
    if found.needed is None:
        return ""
    if ahead:
        return f"Quorum requis : {plural(found.needed, 'membre')} sur {found.members}"
    state = "atteint" if found.reached else "non atteint"
    return f"Quorum {state} : {plural(found.counted, 'membre compté', 'membres comptés')}, {found.needed} requis"


def agreed(adjective: str, name: str) -> str:
    """« suppléante » for « Mme Fournier »."""
    return adjective + "e" if name.startswith("Mme") and not adjective.endswith("e") else adjective
