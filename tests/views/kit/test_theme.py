"""Colours readable, one style sheet, and widgets that follow a change of theme."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psq_desktop.views import theme
from psq_desktop.views.kit import Card, Label, Panel, boxed, row
from psq_desktop.views.tokens import THEMES, TONES, ThemeName, Token, Tokens

VIEWS = Path(theme.__file__).parent
GROUNDS = ("bg", "side", "surface", "surface2", "hover", "accent_soft")
TEXTS = ("text", "text2", "text3", "accent_text")
TONE_GROUNDS = ("surface", "surface2", "accent_soft", "hover", "bg")
PAIRS = (
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((each.text, each.soft) for each in TONES.values()),
    *((each.text, ground) for tone, each in TONES.items() if tone != "solid" for ground in TONE_GROUNDS),
    *(("text", each.soft) for tone, each in TONES.items() if tone != "solid"),
    ("on_accent", "accent_hover"),
    ("tip_text", "tip"),
    ("paper_text", "paper"),
    ("paper_text2", "paper"),
)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_is_readable(name: ThemeName) -> None:
    tokens = THEMES[name]
    weak = {
        pair: round(contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])), 2)
        for pair in PAIRS
        if contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("name", THEMES)
def test_field_borders_and_focus_are_visible(name: ThemeName) -> None:
    tokens = THEMES[name]
    for token in ("field_border", "focus"):
        assert contrast(getattr(tokens, token), tokens.surface) >= 3
        assert contrast(getattr(tokens, token), tokens.bg) >= 2.9


def test_token_names_are_the_fields_of_the_tokens() -> None:
    assert get_args(Token) == tuple(field.name for field in fields(Tokens))


def test_there_is_one_style_sheet() -> None:
    users = [
        str(path.relative_to(VIEWS))
        for path in VIEWS.rglob("*.py")
        if re.search(r"\.setStyleSheet\(", path.read_text(encoding="utf-8"))
    ]
    assert users == ["theme.py"]


def test_a_change_of_text_size_reaches_fonts_layouts_and_fixed_sizes(qapp: QApplication, qtbot: QtBot) -> None:
    label = Label("Séance", 11, 600)
    line = row(label, spacing=10, margins=(16, 0, 16, 0))
    panel = Panel(boxed(line))
    holder = Card(panel)
    qtbot.addWidget(holder)
    holder.show()
    before = label.font().pointSizeF()
    theme.apply(qapp, "dark", 1.4)
    assert label.font().pointSizeF() == pytest.approx(before * 1.4)
    assert line.spacing() == 14
    assert line.contentsMargins().left() == 22
    assert panel.width() == round(352 * 1.4)


def test_the_scale_stays_in_its_range(qapp: QApplication) -> None:
    assert theme.apply(qapp, "light", 3).scale == 1.75
    assert theme.apply(qapp, "light", 0.1).scale == 0.9
