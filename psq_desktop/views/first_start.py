"""The page of the very first start: three ways to begin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from psq_desktop.views import theme
from psq_desktop.views.widgets.buttons import Button, Kind
from psq_desktop.views.widgets.cards import Card
from psq_desktop.views.widgets.layouts import STRETCH, boxed, column, row, scrolled
from psq_desktop.views.widgets.text import IconBox, IconLabel, Label
from psq_desktop.views.widgets.themed import Themed


@dataclass(frozen=True, slots=True)
class _Way:
    """One card: what it is for, three promises, its button."""

    icon: str
    title: str
    text: str
    points: tuple[str, str, str]
    action: str
    action_icon: str
    kind: Kind = ""


_CREATE = _Way(
    "database-plus",
    "Créer ma base",
    "Pour commencer avec votre quartier et vos partenaires.",
    (
        "Le quartier et l’instance en quatre questions",
        "Les dix collèges d’usage, modifiables",
        "La première séance proposée",
    ),
    "Créer ma base",
    "plus",
    "primary",
)
_OPEN = _Way(
    "folder-open",
    "Ouvrir une base",
    "Vous avez déjà une base, ou une copie de celle d’un collègue.",
    (
        "Un fichier .psq, là où il se trouve",
        "Contrôlé avant d’être ouvert",
        "Jamais modifié s’il vient d’une version plus récente",
    ),
    "Choisir un fichier",
    "folder-open",
)
_EXPLORE = _Way(
    "sparkles",
    "Explorer avec des données d’exemple",
    "Pour essayer sans risque, tout est fictif.",
    (
        "16 partenaires, 15 objectifs, 6 séances",
        "Une base à part : la vôtre n’est pas touchée",
        "Un clic suffit pour en sortir",
    ),
    "Explorer",
    "sparkles",
)
_WAYS = (_CREATE, _OPEN, _EXPLORE)
_CARD_WIDTH, _CARD_HEIGHT = 368, 372
_PRIVACY = (
    "Tout reste sur ce poste : ni compte, ni connexion. Aucune situation individuelle, aucun dossier, "
    "aucun document « Diffusion Restreinte » n’a sa place ici."
)
_WELCOME = "Les séances, les objectifs partagés et les engagements des partenaires du quartier, au même endroit."


class FirstStart(Themed, QWidget):
    """Shown in the whole window while no base is open."""

    create_requested = Signal()
    open_requested = Signal()
    explore_requested = Signal()
    theme_requested = Signal()
    help_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        help_button = Button("Aide", "help-circle", "ghost", shortcut="F1")
        look_button = Button("Apparence", "sun-moon", "ghost")
        help_button.clicked.connect(self.help_requested)
        look_button.clicked.connect(self.theme_requested)
        self._buttons = [_way_button(way) for way in _WAYS]
        signals = (self.create_requested, self.open_requested, self.explore_requested)
        for button, signal in zip(self._buttons, signals, strict=True):
            button.clicked.connect(signal)
        self._cards = [_card(way, button) for way, button in zip(_WAYS, self._buttons, strict=True)]
        self._privacy = Label(_PRIVACY, 9, 400, "text2", wrap=True)
        top = row(STRETCH, help_button, look_button, margins=(24, 16, 24, 0))
        area = scrolled(boxed(self._middle()), "Premier lancement")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(top, area, spacing=0, grow=1))
        for first, second in pairwise((*self._buttons, help_button, look_button)):
            self.setTabOrder(first, second)
        self.restyle()

    def _middle(self) -> QVBoxLayout:
        cards = _limited(*self._cards, spacing=20)
        privacy = _limited(IconLabel("shield-lock", "text3", 16), self._privacy, spacing=8)
        gap = row(margins=(0, 0, 0, 20))
        return column(STRETCH, *_head(), cards, gap, privacy, STRETCH, spacing=6, margins=(24, 0, 24, 24))

    def restyle(self) -> None:
        for card in self._cards:
            card.setMaximumWidth(theme.px(_CARD_WIDTH))
            card.setMinimumHeight(theme.px(_CARD_HEIGHT))
        whole = theme.metrics(9).horizontalAdvance(self._privacy.text())
        self._privacy.setMaximumWidth(int(whole) + 8)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._buttons[0].setFocus()


def _limited(*widgets: QWidget, spacing: float) -> QHBoxLayout:
    """Centred; the widgets grow up to their own limit before the room at the sides does."""
    layout = row(STRETCH, *widgets, STRETCH, spacing=spacing)
    for index in range(1, len(widgets) + 1):
        layout.setStretch(index, 100)
    return layout


def _head() -> tuple[QWidget, ...]:
    logo = IconLabel("hierarchy-3", "accent_text", 40)
    title = Label("Bienvenue dans Concertation", 21, 700)
    words = Label(_WELCOME, 11, 400, "text2", wrap=True)
    for label in (title, words):
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    centred = boxed(row(STRETCH, logo, STRETCH, margins=(0, 0, 0, 2)))
    return centred, title, boxed(column(words, margins=(0, 0, 0, 22)))


def _way_button(way: _Way) -> Button:
    button = Button(way.action, way.action_icon, way.kind)
    if way.action != way.title:
        button.setAccessibleDescription(way.title)
    return button


def _card(way: _Way, button: Button) -> Card:
    return Card(
        IconBox(way.icon, "accent", 52),
        row(margins=(0, 6, 0, 0)),
        Label(way.title, 13, 700, wrap=True),
        Label(way.text, 10, 400, "text2", wrap=True),
        row(margins=(0, 6, 0, 0)),
        *(_point(text) for text in way.points),
        STRETCH,
        button,
        spacing=8,
        margins=(24, 24, 24, 24),
    )


def _point(text: str) -> QWidget:
    tick = IconLabel("check", "success", 16)
    line = row(tick, Label(text, 9.5, 400, wrap=True), spacing=8, grow=1)
    line.setAlignment(tick, Qt.AlignmentFlag.AlignTop)
    return boxed(line)
