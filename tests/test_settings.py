"""Settings: rubbish is read as the defaults, and a save is whole or not at all."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psq_desktop import settings
from psq_desktop.settings import Settings


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "settings.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"{", b"null", b"12", b"[]", b'"texte"', b"\xff\xfe\x00", b"\x00" * 100, b"{}", b"[" * 100_000,
     b'{"text_scale": ' + b"9" * 5000 + b"}", b'{"theme": null, "text_scale": "grand", "user_name": 7}',
     b'{"theme": ["dark"]}', b'{"inconnu": 1}', b'{"text_scale": true}', b'{"text_scale": NaN}',
     b'{"text_scale": 1' + b"0" * 400 + b"}"],
)  # fmt: skip
def test_rubbish_gives_usable_settings(tmp_path: Path, rubbish: bytes) -> None:
    found = settings.load(written(tmp_path, rubbish))
    assert 0.9 <= found.text_scale <= 1.75 and math.isfinite(found.text_scale)
    assert found.theme in settings.THEMES
    for field in fields(Settings):
        assert type(getattr(found, field.name)) is type(field.default)


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "nowhere" / "settings.json") == Settings()
    assert settings.load(tmp_path) == Settings()


def test_what_is_good_is_kept_beside_what_is_not(tmp_path: Path) -> None:
    text = '{"user_name": "Inès", "theme": "rose", "text_scale": 1, "last_database": "/b.psq", "plus_tard": [1]}'
    assert settings.load(written(tmp_path, text)) == Settings(user_name="Inès", last_database="/b.psq")


@pytest.mark.parametrize(("value", "kept"), [(0, 0.9), (-5, 0.9), (1.25, 1.25), (2, 1.75), (1e300, 1.75)])
def test_the_size_of_the_text_stays_in_its_bounds(tmp_path: Path, value: float, kept: float) -> None:
    assert settings.load(written(tmp_path, json.dumps({"text_scale": value}))).text_scale == kept


@given(
    user_name=st.text(st.characters(exclude_categories=["Cs"])),
    theme=st.sampled_from(settings.THEMES),
    text_scale=st.floats(0.9, 1.75),
)
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, user_name: str, theme: str, text_scale: float
) -> None:
    path = tmp_path_factory.mktemp("settings") / "deep" / "settings.json"
    chosen = Settings(user_name, theme, text_scale, "C:\\Données\\base.psq")
    settings.save(chosen, path)
    assert settings.load(path) == chosen


def test_a_save_that_fails_keeps_the_old_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    settings.save(Settings(user_name="Avant"), path)

    def full(self: Path, *_: object, **__: object) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="space"):
        settings.save(Settings(user_name="Après"), path)
    monkeypatch.undo()
    assert settings.load(path) == Settings(user_name="Avant")


def test_a_save_leaves_only_the_settings_file(tmp_path: Path) -> None:
    settings.save(Settings(), tmp_path / "settings.json")
    settings.save(Settings(theme="dark"), tmp_path / "settings.json")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]
    assert json.loads((tmp_path / "settings.json").read_text(encoding="utf-8")) == asdict(Settings(theme="dark"))


@pytest.mark.parametrize("name", ["", "  ", "\x00\x07", "\ud800"])
def test_somebody_always_signs_the_journal(name: str) -> None:
    signed = settings.actor(Settings(user_name=name))
    assert signed.strip()
    signed.encode("utf-8")


def test_the_name_that_was_chosen_signs_the_journal() -> None:
    assert settings.actor(Settings(user_name="Inès Delarue")) == "Inès Delarue"
