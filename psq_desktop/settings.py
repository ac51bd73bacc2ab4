"""What the user chose, on this PC: read tolerantly, written atomically."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import user_config_path, user_data_path

from psq_desktop.richtext import clean

_APP = "Concertation"
DATABASE_NAME = "concertation.psq"
SMALLEST_TEXT, LARGEST_TEXT = 0.9, 1.75
THEMES = ("light", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that outlive a session. The window's geometry is kept apart, by Qt."""

    user_name: str = ""  # signs the journal; the login name when empty
    theme: str = "light"
    text_scale: float = 1.0  # SMALLEST_TEXT to LARGEST_TEXT
    last_database: str = ""


def default_path() -> Path:
    """Where the settings of this user are."""
    return user_config_path(_APP, appauthor=False) / "settings.json"


def default_database() -> Path:
    """The database that is opened when none is named."""
    return user_data_path(_APP, appauthor=False) / DATABASE_NAME


def usual_database(settings: Settings) -> Path | None:
    """The database to open when none is named: the last one, else the default one; ``None`` when it is not there."""
    path = Path(settings.last_database) if settings.last_database else default_database()
    return path if path.exists() else None


def load(path: Path) -> Settings:
    """Settings from a file; what is missing, unknown or of the wrong type keeps its default."""
    try:
        # Numbers as floats: the only kind of number here, and one that no file can make overflow.
        found = json.loads(path.read_text(encoding="utf-8"), parse_int=float, parse_constant=lambda _: None)
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    kept: dict[str, Any] = {}
    for field in fields(Settings):
        value = found.get(field.name)
        if isinstance(value, type(field.default)):
            kept[field.name] = value
    if kept.get("theme") not in THEMES:
        kept.pop("theme", None)
    settings = Settings(**kept)
    return replace(settings, text_scale=min(max(settings.text_scale, SMALLEST_TEXT), LARGEST_TEXT))


def save(settings: Settings, path: Path) -> None:
    """Write the settings, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=2), encoding="utf-8")
    draft.replace(path)


def actor(settings: Settings) -> str:
    """Who signs the journal."""
    import getpass

    if name := clean(settings.user_name).strip():
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no login name, or no way to ask for it on this system
        return "inconnu"
