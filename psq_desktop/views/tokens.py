"""The colours of the three themes: every colour that the program shows has its name here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

ThemeName = Literal["light", "dark", "contrast"]
Tone = Literal["neutral", "accent", "success", "warning", "danger", "info", "solid"]
Token = Literal[
    "bg", "side", "surface", "surface2", "hover", "border", "field_border",
    "text", "text2", "text3",
    "accent", "accent_hover", "on_accent", "accent_soft", "accent_text", "focus",
    "success", "success_soft", "warning", "warning_soft", "danger", "danger_soft",
    "info", "info_soft", "neutral", "neutral_soft",
    "bar_track", "bar_ok", "bar_warn", "bar_bad", "bar_neutral", "bar_info",
    "badge_border", "tip", "tip_text", "paper", "paper_text", "paper_text2",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as #RRGGBB."""

    bg: str
    side: str
    surface: str
    surface2: str
    hover: str
    border: str
    field_border: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_text: str
    focus: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str
    bar_track: str
    bar_ok: str
    bar_warn: str
    bar_bad: str
    bar_neutral: str
    bar_info: str
    badge_border: str
    tip: str
    tip_text: str
    paper: str
    paper_text: str
    paper_text2: str


LIGHT = Tokens(
    bg="#F4F6F9", side="#ECEFF5", surface="#FFFFFF", surface2="#F3F5F9", hover="#F0F3FA",
    border="#DDE2EB", field_border="#858FA3",
    text="#1A2233", text2="#4F5A6E", text3="#5F697D",
    accent="#2A48C8", accent_hover="#213AA6", on_accent="#FFFFFF",
    accent_soft="#E7ECFD", accent_text="#2741B3", focus="#2A48C8",
    success="#17703F", success_soft="#DFF5E7", warning="#8F5200", warning_soft="#FFEFD2",
    danger="#B4232A", danger_soft="#FDE6E6", info="#175CA8", info_soft="#E1EEFC",
    neutral="#4F5A6E", neutral_soft="#E9EDF3",
    bar_track="#E4E8F0", bar_ok="#2E9E62", bar_warn="#E09A1A", bar_bad="#D9484E",
    bar_neutral="#98A2B5", bar_info="#3D82CE",
    badge_border="#00000000", tip="#1A2233", tip_text="#FFFFFF",
    paper="#FFFFFF", paper_text="#1A2233", paper_text2="#4F5A6E",
)  # fmt: skip

DARK = Tokens(
    bg="#10131A", side="#0C0F15", surface="#181C26", surface2="#1F2430", hover="#222837",
    border="#2B3242", field_border="#6C7790",
    text="#E9ECF3", text2="#AEB7C8", text3="#8F99AD",
    accent="#4C69EA", accent_hover="#3F5ADB", on_accent="#FFFFFF",
    accent_soft="#222C55", accent_text="#A9B9FF", focus="#8FA4FF",
    success="#66D39B", success_soft="#14321F", warning="#F5BD5C", warning_soft="#382A10",
    danger="#FF8F92", danger_soft="#40191D", info="#86BFFF", info_soft="#152B47",
    neutral="#AEB7C8", neutral_soft="#283041",
    bar_track="#2A3142", bar_ok="#3FB57A", bar_warn="#DFA032", bar_bad="#E5585E",
    bar_neutral="#6C7790", bar_info="#5B9DE6",
    badge_border="#00000000", tip="#1F2430", tip_text="#E9ECF3",
    paper="#F4F5F7", paper_text="#1A2233", paper_text2="#4F5A6E",
)  # fmt: skip

CONTRAST = replace(
    LIGHT,
    bg="#FFFFFF", side="#FFFFFF", surface2="#FFFFFF", hover="#E6EBFF", border="#000000", field_border="#000000",
    text="#000000", text2="#000000", text3="#1A1A1A",
    accent="#0B1F8A", accent_hover="#081663", accent_text="#0B1F8A", accent_soft="#DDE5FF", focus="#000000",
    success="#00512A", warning="#5A3300", danger="#8A0008", info="#003C7A", neutral="#000000",
    bar_track="#FFFFFF", badge_border="#000000", tip="#000000",
    success_soft="#FFFFFF", warning_soft="#FFFFFF", danger_soft="#FFFFFF",
    info_soft="#FFFFFF", neutral_soft="#FFFFFF",
)  # fmt: skip

THEMES: dict[ThemeName, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
THEME_WORDS: dict[ThemeName, str] = {"light": "Clair", "dark": "Sombre", "contrast": "Contraste élevé"}


class ToneColours(NamedTuple):
    """The three colours of a tone: text and icon, fill behind them, bar."""

    text: Token
    soft: Token
    bar: Token


TONES: dict[Tone, ToneColours] = {
    "neutral": ToneColours("neutral", "neutral_soft", "bar_neutral"),
    "accent": ToneColours("accent_text", "accent_soft", "accent"),
    "success": ToneColours("success", "success_soft", "bar_ok"),
    "warning": ToneColours("warning", "warning_soft", "bar_warn"),
    "danger": ToneColours("danger", "danger_soft", "bar_bad"),
    "info": ToneColours("info", "info_soft", "bar_info"),
    "solid": ToneColours("on_accent", "accent", "accent"),
}
