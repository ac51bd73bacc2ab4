"""The icon of each kind of finding."""

from __future__ import annotations

from psq_desktop.services.minuting.personal_data import FindingKind

_OTHER = "user-off"
_ICONS = {
    FindingKind.PHONE: "phone",
    FindingKind.PLATE: "tag",
    FindingKind.EMAIL: "mail",
    FindingKind.ADDRESS: "map-pin",
}


def icon_of(kind: FindingKind) -> str:
    """An icon by name."""
    return _ICONS.get(kind, _OTHER)
