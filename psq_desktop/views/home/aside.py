"""At the right of the home page: what each partner pilots, and who did what lately."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from psq_desktop import french
from psq_desktop.phrases import moment, phrase
from psq_desktop.services.history import ChangeRow
from psq_desktop.services.home import PartnerLoad
from psq_desktop.views import theme
from psq_desktop.views.fitting import Fitting
from psq_desktop.views.kit import (
    Avatar,
    Button,
    Card,
    CardHead,
    ElidedLabel,
    Label,
    Part,
    StackedBar,
    boxed,
    column,
    hairline,
    initials,
    row,
)
from psq_desktop.views.screen import Route
from psq_desktop.views.widgets.tips import plain

MOST_LOADS, MOST_CHANGES = 7, 4
_NAME_WIDTH = 156


class LoadLine(QToolButton):  # a push button has a least height of its own
    """One partner: avatar, name, and its decisions done, open, late."""

    def __init__(self, load: PartnerLoad) -> None:
        super().__init__()
        self.partner_id = load.partner_id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        parts = (
            Part(load.done, "Tenues", "success", "circle-check"),
            Part(load.open, "Ouvertes", "info", "circle"),
            Part(load.late, "En retard", "danger", "alert-octagon"),
        )
        bar = StackedBar(parts, underlined=True)
        name = ElidedLabel(load.name, 9.5)
        theme.fix_width(name, _NAME_WIDTH)
        self.setLayout(row(Avatar(load.acronym, 22), name, bar, spacing=10, margins=(8, 0, 8, 0), grow=2))
        self.setAccessibleName(french.typeset(f"{load.name} : {bar.accessibleName()}"))
        self.setToolTip(plain(self.accessibleName()))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class ChangeLine(QWidget):
    """One step of the journal, in a sentence."""

    def __init__(self, change: ChangeRow, now: dt.datetime) -> None:
        super().__init__()
        words = ElidedLabel(phrase(change), 9.5)
        when = Label(moment(change.at, now), 8.5, 400, "text3")
        avatar = Avatar(initials(change.actor), 22, square=False)
        actor = ElidedLabel(change.actor, 9.5, 600)
        self.setLayout(row(avatar, actor, words, when, spacing=6, margins=(16, 0, 16, 0), grow=2))
        self.setAccessibleName(f"{change.actor} {words.text()}, {when.text()}")


class Aside(Card):
    """Both parts in one card; `chosen` gives a route."""

    chosen = Signal(object)

    def __init__(self) -> None:
        self._all = Button("Registre", "list", "ghost", tip="Ouvrir le registre des décisions")
        self._all.clicked.connect(self._on_all)
        self.loads = Fitting(24, 29, 3)
        self.changes = Fitting(25, 28, 2)
        self._no_loads = Label("Les décisions confiées à chaque partenaire s’afficheront ici.", 9.5, 400, "text2")
        self._no_loads.setWordWrap(True)
        head = CardHead("Décisions par partenaire", "", self._all)
        top = column(self._no_loads, self.loads, spacing=0, margins=(8, 8, 8, 8), grow=1)
        bottom = column(
            boxed(row(Label("Activité récente", 11, 600), margins=(16, 9, 16, 4))), self.changes,
            spacing=0, margins=(0, 0, 0, 6), grow=1,
        )  # fmt: skip
        super().__init__(head, top, hairline(), bottom)
        self.column().setStretch(1, MOST_LOADS)
        self.column().setStretch(3, MOST_CHANGES)
        self._no_loads.setContentsMargins(8, 4, 8, 4)

    def show_facts(self, loads: tuple[PartnerLoad, ...], changes: tuple[ChangeRow, ...], now: dt.datetime) -> None:
        """Show other facts."""
        lines = [LoadLine(load) for load in loads[:MOST_LOADS]]
        for line in lines:
            line.clicked.connect(self._on_load)
        self.loads.set_lines(lines)
        self.loads.setVisible(bool(lines))
        self._no_loads.setVisible(not lines)
        self.changes.set_lines([ChangeLine(change, now) for change in changes[:MOST_CHANGES]])

    def _on_all(self) -> None:
        self.chosen.emit(Route("decisions"))

    def _on_load(self) -> None:
        sender = self.sender()
        if isinstance(sender, LoadLine):
            self.chosen.emit(Route("partners", sender.partner_id))
