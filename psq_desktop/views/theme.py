"""The current theme: colours, fonts and measures for painting, and `apply`, which changes all of them live.

Measures are written in design pixels (100 % text) and pass through `px`. Widgets that fix a size say so
with `fix_width`, `fix_height`, `fix_size` or `space`: those are kept as properties and follow the scale.
Widgets with fonts or pixmaps inherit `widgets.themed.Themed` and do them again in `restyle`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from psq_desktop.views import stylesheet
from psq_desktop.views.tokens import THEMES, TONES, ThemeName, Token, Tokens, Tone

FAMILIES = ("Segoe UI Variable Text", "Segoe UI", "Inter", "Noto Sans", "DejaVu Sans")
SCALE_RANGE = (0.9, 1.75)
CONTROL_HEIGHT = 32
PAGE_MARGINS = (24, 6, 24, 16)
GAP = 12
PANEL_WIDTH = 352


@dataclass(frozen=True, slots=True)
class Theme:
    """What the user chose: a set of colours and a text size (1.0 is 10 points)."""

    name: ThemeName
    tokens: Tokens
    scale: float


class _Cache:
    """Ready objects for painting; emptied when the theme changes."""

    def __init__(self) -> None:
        self.colours: dict[str, QColor] = {}
        self.fonts: dict[tuple[float, int], QFont] = {}
        self.metrics: dict[tuple[float, int], QFontMetricsF] = {}
        self.elided: dict[tuple[str, float, int, int], str] = {}


_theme = Theme("light", THEMES["light"], 1.0)
_cache = _Cache()


def current() -> Theme:
    """The theme in force."""
    return _theme


def apply(app: QApplication, name: ThemeName, scale: float = 1.0) -> Theme:
    """Dress the whole application; every existing widget follows."""
    global _theme, _cache
    low, high = SCALE_RANGE
    _theme = Theme(name, THEMES[name], min(max(scale, low), high))
    _cache = _Cache()
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    # The hint colours the native title bar; alone it leaves the palette as it was.
    app.styleHints().setColorScheme(Qt.ColorScheme.Dark if name == "dark" else Qt.ColorScheme.Light)
    app.setFont(font())
    app.setPalette(_palette())
    app.setStyleSheet(stylesheet.build(_theme.name, _theme.tokens, _theme.scale))
    for widget in app.allWidgets():
        _rescale(widget)
    return _theme


def is_dark() -> bool:
    """Whether light text stands on dark ground."""
    return _theme.name == "dark"


def px(value: float) -> int:
    """Design pixels at the user's text size."""
    return round(value * _theme.scale)


def color(token: Token) -> QColor:
    """A colour of the theme. Do not modify it."""
    found = _cache.colours.get(token)
    if found is None:
        found = _cache.colours[token] = QColor(getattr(_theme.tokens, token))
    return found


def tone_text(tone: Tone) -> QColor:
    """Text and icon colour of a tone."""
    return color(TONES[tone].text)


def tone_soft(tone: Tone) -> QColor:
    """The fill on which a tone's text stands."""
    return color(TONES[tone].soft)


def tone_bar(tone: Tone) -> QColor:
    """Fill of a bar of that tone."""
    return color(TONES[tone].bar)


def font(points: float = 10, weight: int = 400) -> QFont:
    """The interface font, in points at 100 %. Do not modify it: take a copy."""
    found = _cache.fonts.get((points, weight))
    if found is None:
        found = _cache.fonts[points, weight] = _font(points, weight)
    return found


def _font(points: float, weight: int) -> QFont:
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPointSizeF(points * _theme.scale)
    made.setWeight(QFont.Weight(weight))
    hinting = QFont.HintingPreference
    made.setHintingPreference(hinting.PreferNoHinting if points >= 14 else hinting.PreferVerticalHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def metrics(points: float = 10, weight: int = 400) -> QFontMetricsF:
    """Measures of `font` with the same arguments."""
    found = _cache.metrics.get((points, weight))
    if found is None:
        found = _cache.metrics[points, weight] = QFontMetricsF(font(points, weight))
    return found


def elided(text: str, width: float, points: float = 10, weight: int = 400) -> str:
    """The text, shortened with « … » to the width."""
    key = (text, points, weight, int(width))
    found = _cache.elided.get(key)
    if found is None:
        if len(_cache.elided) > 20_000:
            _cache.elided.clear()
        found = metrics(points, weight).elidedText(text, Qt.TextElideMode.ElideRight, width)
        _cache.elided[key] = found
    return found


def fix_width(widget: QWidget, width: float) -> None:
    """A fixed width that follows the text size."""
    widget.setProperty("designWidth", float(width))
    widget.setFixedWidth(px(width))


def fix_height(widget: QWidget, height: float) -> None:
    """A fixed height that follows the text size."""
    widget.setProperty("designHeight", float(height))
    widget.setFixedHeight(px(height))


def fix_size(widget: QWidget, width: float, height: float) -> None:
    """A fixed size that follows the text size."""
    fix_width(widget, width)
    fix_height(widget, height)


def space(layout: QLayout, spacing: float, margins: tuple[float, float, float, float] = (0, 0, 0, 0)) -> None:
    """Spacing and margins (left, top, right, bottom) that follow the text size."""
    layout.setProperty("designSpace", [float(spacing), *map(float, margins)])
    _respace(layout)


def _respace(layout: QLayout) -> None:
    spacing, left, top, right, bottom = layout.property("designSpace")
    layout.setSpacing(px(spacing))
    layout.setContentsMargins(px(left), px(top), px(right), px(bottom))


def _rescale(widget: QWidget) -> None:
    if (width := widget.property("designWidth")) is not None:
        widget.setFixedWidth(px(width))
    if (height := widget.property("designHeight")) is not None:
        widget.setFixedHeight(px(height))
    pending = [widget.layout()]
    while pending:
        layout = pending.pop()
        if layout is None:
            continue
        if layout.property("designSpace") is not None:
            _respace(layout)
        for index in range(layout.count()):
            item = layout.itemAt(index)
            if item is not None:
                pending.append(item.layout())


def _palette() -> QPalette:
    role = QPalette.ColorRole
    colours: dict[QPalette.ColorRole, Token] = {
        role.Window: "bg",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "surface2",
        role.Text: "text",
        role.Button: "surface",
        role.ButtonText: "text",
        role.ToolTipBase: "tip",
        role.ToolTipText: "tip_text",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Accent: "accent",
        role.Link: "accent_text",
        role.PlaceholderText: "text3",
        role.Mid: "border",
        role.Midlight: "surface2",
        role.Dark: "field_border",
        role.Light: "surface",
        role.BrightText: "danger",
    }
    made = QPalette()
    for each, token in colours.items():
        made.setColor(each, color(token))
    for each in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, color("text3"))
    return made
