"""The one style sheet, built from a theme's colours and the text size."""

from __future__ import annotations

from psq_desktop.views import drawings
from psq_desktop.views.tokens import THEMES, TONES, ThemeName, Tokens

_TEXT_TONES = ("text", "text2", "text3", "accent_text", "success", "warning", "danger", "info", "neutral", "on_accent")

_FRAME = """
* {{ outline: 0; }}
QMainWindow, QDialog, #page {{ background: {bg}; }}
QToolTip {{ padding: 4px 8px; border: 1px solid {border}; color: {tip_text}; background: {tip}; }}
QMenuBar {{ background: {side}; color: {text}; padding: 1px 8px; }}
QMenuBar::item {{ padding: 4px 9px; border-radius: 5px; background: transparent; }}
QMenuBar::item:selected {{ background: {accent_soft}; }}
QMenu {{ background: {surface}; border: 1px solid {border}; padding: 5px; }}
QMenu::item {{ padding: {p6} {p26} {p6} {p12}; border-radius: 5px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {text}; }}
QMenu::item:disabled {{ color: {text3}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 4px 8px; }}
#side {{ background: {side}; border-right: 1px solid {border}; }}
#top {{ background: {bg}; }}
#status {{ background: {side}; border-top: 1px solid {border}; }}
#card, #popup {{ background: {surface}; border: 1px solid {border}; border-radius: 10px; }}
#cardHead {{ border: 0; border-bottom: 1px solid {border}; background: transparent; }}
#inset {{ background: {surface2}; border: 1px solid {inset_border}; border-radius: 8px; }}
#line {{ background: {surface}; border: 1px solid {border}; border-radius: 8px; }}
#line[current="1"] {{ border: {current_edge} solid {current}; }}
#liveItem {{ background: transparent; border: 1px solid transparent; border-radius: 8px; }}
#liveItem:hover {{ background: {hover}; }}
#liveItem[current="1"], #entry {{ background: {accent_soft}; border: 1px solid {current}; border-radius: 8px; }}
#liveEntry {{ background: {surface2}; border: 1px solid {border}; border-radius: 8px; }}
#liveEntry:hover {{ background: {hover}; }}
#liveItem[focused="1"], #liveEntry[focused="1"] {{ border: 2px solid {focus}; }}
QLineEdit#paletteField {{ border: 0; background: transparent; padding: 0 4px; }}
#hair {{ background: {border}; border: 0; }}
#toast {{ background: {tip}; border: 1px solid {toast_border}; border-radius: 8px; }}
#toast QLabel {{ color: {tip_text}; }}
#key {{ color: {text3}; border: 1px solid {border}; border-radius: 4px; padding: 1px 5px; background: transparent; }}
QLabel {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
"""

_BUTTONS = """
QPushButton {{ background: {surface}; color: {text}; border: 1px solid {border}; border-radius: 6px;
  padding: {p5} {p12}; min-height: {p20}; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:disabled {{ color: {text3}; }}
QPushButton:focus {{ border: 2px solid {focus}; padding: {p4} {p11}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: 600; }}
QPushButton[kind="primary"]:hover {{ background: {accent_hover}; }}
QPushButton[kind="primary"]:disabled {{ background: {neutral_soft}; color: {text3}; border-color: {border}; }}
QPushButton[kind="danger"] {{ color: {danger}; }}
QPushButton[kind="ghost"] {{ background: transparent; border: 1px solid transparent; }}
QPushButton[kind="ghost"]:hover {{ background: {hover}; }}
QPushButton[kind="ghost"]:focus {{ border: 2px solid {focus}; }}
QPushButton[kind="chip"] {{ border-radius: {p13}; padding: {p3} {p11}; color: {text2}; }}
QPushButton[kind="chip"][quiet="1"] {{ color: {text3}; background: transparent; border-color: transparent; }}
QPushButton[kind="chip"]:checked {{ background: {accent_soft}; border-color: {accent}; color: {accent_text};
  font-weight: 600; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {focus}; padding: {p2} {p10}; }}
QPushButton[kind="small"] {{ padding: {p2} {p9}; min-height: {p18}; }}
QPushButton[kind="small"]:focus {{ padding: {p1} {p8}; }}
QPushButton[kind="toast"] {{ background: transparent; border: 1px solid transparent; color: {toast_action};
  font-weight: 600; padding: {p3} {p9}; }}
QPushButton[kind="toast"]:hover {{ border-color: {toast_action}; }}
QPushButton[kind="toast"]:focus {{ border: 2px solid {toast_action}; padding: {p2} {p8}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; color: {accent_text};
  padding: 0 {p6}; min-height: {p18}; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 1px solid {focus}; }}
QPushButton[kind="figure"] {{ border-radius: 10px; padding: 0; text-align: left; }}
QPushButton[kind="figure"]:focus {{ padding: 0; }}
QPushButton[kind="figure"]:disabled {{ color: {text}; }}
QPushButton[kind="nav"] {{ background: transparent; border: 1px solid transparent; text-align: left;
  padding: {p5} {p9}; border-radius: 7px; }}
QPushButton[kind="nav"]:hover {{ background: {hover}; }}
QPushButton[kind="nav"]:checked {{ background: {nav}; color: {accent_text}; font-weight: 600;
  border: 1px solid {border}; }}
QPushButton[kind="nav"]:focus {{ border: 2px solid {focus}; padding: {p4} {p8}; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 6px; padding: {p4};
  color: {text}; }}
QToolButton:hover {{ background: {hover}; border-color: {border}; }}
QToolButton:checked {{ background: {accent_soft}; color: {accent_text}; }}
QToolButton:focus {{ border: 2px solid {focus}; padding: {p3}; }}
QToolButton::menu-indicator {{ image: none; }}
QPushButton::menu-indicator {{ image: url("{down}"); width: {p14}; height: {p14}; subcontrol-position: right center;
  subcontrol-origin: padding; right: {p8}; }}
"""

_FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit[field="1"] {{ background: {surface}; color: {text};
  border: 1px solid {field_border}; border-radius: 6px; padding: {p4} {p9}; min-height: {p22};
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit[field="1"]:focus {{
  border: 2px solid {focus}; padding: {p3} {p8}; }}
QLineEdit:disabled, QComboBox:disabled, QLineEdit:read-only {{ background: {surface2}; color: {text2}; }}
QLineEdit#search {{ border-color: {border}; padding-left: {p6}; }}
QLineEdit#search:focus {{ border-color: {focus}; padding-left: {p5}; }}
QLineEdit[problem="1"], QComboBox[problem="1"], QPlainTextEdit[problem="1"] {{ border: 2px solid {danger};
  padding: {p3} {p8}; }}
QComboBox::drop-down {{ border: 0; width: {p24}; }}
QComboBox::down-arrow {{ image: url("{down}"); width: {p14}; height: {p14}; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {border};
  selection-background-color: {accent_soft}; selection-color: {text}; padding: 3px; }}
QCheckBox, QRadioButton {{ spacing: {p8}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {p16}; height: {p16}; border: 1px solid {field_border};
  border-radius: 4px; background: {surface}; }}
QRadioButton::indicator {{ border-radius: {p8}; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked {{ background: {accent}; border-color: {accent}; }}
QCheckBox::indicator:checked {{ image: url("{check}"); }}
QRadioButton::indicator:checked {{ image: url("{dot}"); }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {focus}; }}
QRadioButton::indicator:focus {{ border-radius: {p9}; }}
QTextEdit {{ background: {surface}; color: {text}; border: 0;
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QTextEdit#paper {{ background: {paper}; color: {paper_text}; border: 0; padding: 0; }}
QProgressBar {{ background: {bar_track}; border: 1px solid {inset_border}; border-radius: {p3}; max-height: {p6};
  text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: {p3}; }}
"""

_LISTS = """
QTableView#grid {{ gridline-color: {border}; }}
QTableView, QListView, QTreeView {{ background: {surface}; border: 0; gridline-color: transparent;
  selection-background-color: {accent_soft}; selection-color: {text}; }}
QListView::item {{ padding: {p6} {p9}; border-radius: 6px; color: {text}; }}
QListView::item:hover {{ background: {hover}; }}
QListView::item:selected {{ background: {accent_soft}; color: {text}; }}
QHeaderView {{ background: {surface2}; border: 0; }}
QHeaderView::section {{ background: {surface2}; color: {text2}; border: 0; border-bottom: 1px solid {border};
  padding: {p7} {p10}; font-weight: 600; }}
QTableCornerButton::section {{ background: {surface2}; border: 0; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {text2}; padding: {p7} {p4}; margin-right: {p9};
  border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {accent_text}; border-bottom: 2px solid {current}; font-weight: 600; }}
QTabBar::tab:focus {{ background: {accent_soft}; border-radius: 4px; }}
QTabWidget::pane {{ border: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle {{ background: {scroll}; border-radius: 4px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {field_border}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {surface2}; }}
QCalendarWidget QToolButton {{ color: {text}; }}
QCalendarWidget QAbstractItemView {{ background: {surface}; color: {text};
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {text3}; }}
"""

# Minutes stay on light paper in the dark theme: these colours are the light theme's there.
_PAPER = """
#paper {{ background: {ground}; border: 1px solid {border}; border-radius: 3px; }}
#paper QLabel[ink="1"] {{ color: {paper_text}; }}
#paper QLabel#withheld {{ color: {danger}; }}
#paper QTextEdit[paper="1"] {{ background: transparent; color: {paper_text}; placeholder-text-color: {paper_text2};
  padding: 0; border: 0; }}
#paper #block {{ background: {accent_soft}; border: 1px solid {edge}; }}
#paper #block[missing="1"] {{ background: {warning_soft}; }}
"""


def build(name: ThemeName, tokens: Tokens, scale: float) -> str:
    """The style sheet of a theme at a text size."""
    colours = {token: getattr(tokens, token) for token in tokens.__dataclass_fields__}
    contrast = name == "contrast"
    values = {
        **colours,
        **{f"p{value}": f"{round(value * scale)}px" for value in range(1, 33)},
        "check": drawings.tinted_file("check", tokens.on_accent, 3),
        "dot": drawings.tinted_file("point", tokens.on_accent, 6),
        "down": drawings.tinted_file("chevron-down", tokens.text2),
        # Dark: on a pressed navigation entry white text wants the tinted ground.
        "nav": tokens.accent_soft if name == "dark" else tokens.surface,
        "current": tokens.focus if name == "dark" else tokens.accent,
        "inset_border": tokens.border if contrast else tokens.surface2,
        "current_edge": "3px" if contrast else "1px",  # there every line is dark: only thickness can tell
        "scroll": tokens.field_border if contrast else tokens.border,
        "toast_border": tokens.field_border if name == "dark" else tokens.tip,
        "toast_action": tokens.accent_text if name == "dark" else "#C3CEFF",
    }
    labels = "\n".join(f'QLabel[tone="{each}"] {{ color: {colours[each]}; }}' for each in _TEXT_TONES)
    return (
        "".join(part.format_map(values) for part in (_FRAME, _BUTTONS, _FIELDS, _LISTS))
        + labels
        + _notes(tokens, contrast)
        + _paper(name, tokens)
    )


def _paper(name: ThemeName, tokens: Tokens) -> str:
    ink = THEMES["light"] if name == "dark" else tokens
    colours = {token: getattr(ink, token) for token in ink.__dataclass_fields__}
    edge = ink.border if name == "contrast" else "transparent"
    return _PAPER.format_map({**colours, "edge": edge, "ground": tokens.paper})


def _notes(tokens: Tokens, contrast: bool) -> str:
    rules = []
    for tone, colours in TONES.items():
        soft = getattr(tokens, colours.soft)
        edge = tokens.border if contrast else _darker(soft)
        rules.append(f'\n#note[tone="{tone}"] {{ background: {soft}; border: 1px solid {edge}; border-radius: 8px; }}')
    return "".join(rules)


def _darker(colour: str) -> str:
    """6 % darker: the edge of a tinted ground."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"#{round(red / 1.06):02X}{round(green / 1.06):02X}{round(blue / 1.06):02X}"
