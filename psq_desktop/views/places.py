"""Where one can go from the navigation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One place to go. Entries with the same section stand together; those with ``foot`` at the bottom."""

    key: str
    title: str
    icon: str
    section: str = ""
    shortcut: str = ""
    foot: bool = False


PLACES = (
    NavEntry("home", "Accueil", "home", "", "Ctrl+1"),
    NavEntry("meetings", "Séances", "calendar-event", "Pilotage", "Ctrl+2"),
    NavEntry("objectives", "Objectifs", "target-arrow", "Pilotage", "Ctrl+3"),
    NavEntry("partners", "Partenaires", "building-community", "Pilotage", "Ctrl+4"),
    NavEntry("returns", "Retours", "inbox", "Pilotage", "Ctrl+7"),  # Ctrl+6 is Ctrl+- on an AZERTY keyboard
    NavEntry("decisions", "Décisions", "gavel", "Pilotage", "Ctrl+5"),
    NavEntry("reserves", "Réserves", "users-group", "Terrain", "Ctrl+8"),
    NavEntry("district", "Dispositif QRR", "map-2", "Terrain", "Ctrl+9"),
    NavEntry("trash", "Corbeille", "trash", foot=True),
)
# A screen without an entry of its own stands under another's.
PLACE_OF = {"meeting": "meetings", "live": "meetings", "review": "returns", "note": "district"}
