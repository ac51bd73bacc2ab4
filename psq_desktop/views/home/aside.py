"""At the right of the home page: what each partner pilots, and who did what lately."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from psq_desktop import french
from psq_desktop.phrases import moment, phrase
from psq_desktop.services.history import ChangeRow
from psq_desktop.services.home import Overview, PartnerLoad, PartnerOutlook
from psq_desktop.views import theme
from psq_desktop.views.fitting import Fitting
from psq_desktop.views.home.figures import outlook_parts
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


class PartnerLine(QToolButton):  # a push button has a least height of its own
    """One partner: avatar, name, and a bar of what it answers for."""

    def __init__(self, partner: PartnerLoad | PartnerOutlook, parts: tuple[Part, ...]) -> None:
        super().__init__()
        self.partner_id = partner.partner_id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        bar = StackedBar(parts, underlined=True)
        name = ElidedLabel(partner.name, 9.5)
        theme.fix_width(name, _NAME_WIDTH)
        self.setLayout(row(Avatar(partner.acronym, 22), name, bar, spacing=10, margins=(8, 0, 8, 0), grow=2))
        self.setAccessibleName(french.typeset(f"{partner.name} : {bar.accessibleName()}"))
        self.setToolTip(plain(self.accessibleName()))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _decisions(load: PartnerLoad) -> PartnerLine:
    parts = (
        Part(load.done, "Tenues", "success", "circle-check"),
        Part(load.open, "Ouvertes", "info", "circle"),
        Part(load.late, "En retard", "danger", "alert-octagon"),
    )
    return PartnerLine(load, parts)


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


class Loads(Fitting):
    """Lines of partners; `counted` tells how many there was room for."""

    counted = Signal(int)

    def _lay(self) -> None:
        super()._lay()
        self.counted.emit(sum(not line.isHidden() for line in self.lines))


class Aside(Card):
    """Both parts in one card; `chosen` gives a route."""

    chosen = Signal(object)

    def __init__(self) -> None:
        self._register = Button("Registre", "list", "ghost", tip="Ouvrir le registre des décisions")
        self._matrix = Button("Matrice", "grid-dots", "ghost", tip="Ouvrir la matrice partenaire × objectif")
        self._register.clicked.connect(self._on_register)
        self._matrix.clicked.connect(self._on_matrix)
        self.loads = Loads(24, 29, 3)
        self.loads.counted.connect(self._tell_rest)
        self.changes = Fitting(25, 28, 2)
        self._no_loads = Label("Les décisions confiées à chaque partenaire s’afficheront ici.", 9.5, 400, "text2")
        self._no_loads.setWordWrap(True)
        self._head = CardHead("", "", self._matrix, self._register)
        self._told, self._total = "", 0
        self.rest = 0  # partners that there is no room for
        top = column(self._no_loads, self.loads, spacing=0, margins=(8, 8, 8, 8), grow=1)
        bottom = column(
            boxed(row(Label("Activité récente", 11, 600), margins=(16, 9, 16, 4))), self.changes,
            spacing=0, margins=(0, 0, 0, 6), grow=1,
        )  # fmt: skip
        super().__init__(self._head, top, hairline(), bottom)
        self.column().setStretch(1, MOST_LOADS)
        self.column().setStretch(3, MOST_CHANGES)
        self._no_loads.setContentsMargins(8, 4, 8, 4)

    def show_facts(self, facts: Overview, now: dt.datetime) -> None:
        """Show other facts: the outlook of what partners pilot; before there are objectives, their decisions."""
        shared = bool(facts.objectives)
        self._head.set_title("Météo par partenaire" if shared else "Décisions par partenaire")
        self._told = "objectifs pilotés" if shared else ""
        self._total = len(facts.pilots if shared else facts.partners)
        self._matrix.setVisible(shared)
        self._register.setVisible(not shared)
        lines = (
            [PartnerLine(each, outlook_parts(each.outlooks)) for each in facts.pilots[:MOST_LOADS]]
            if shared
            else [_decisions(load) for load in facts.partners[:MOST_LOADS]]
        )
        for line in lines:
            line.clicked.connect(self._on_load)
        self.loads.set_lines(lines)
        self.loads.setVisible(bool(lines))
        self._no_loads.setVisible(not lines)
        self.changes.set_lines([ChangeLine(change, now) for change in facts.activity[:MOST_CHANGES]])

    def _tell_rest(self, shown: int) -> None:
        self.rest = self._total - shown if shown else 0
        more = f"et {french.plural(self.rest, 'autre partenaire', 'autres partenaires')}" if self.rest else ""
        self._head.set_detail(" · ".join(filter(None, (self._told, more))))

    def _on_register(self) -> None:
        self.chosen.emit(Route("decisions"))

    def _on_matrix(self) -> None:
        self.chosen.emit(Route("objectives", None, "matrix"))

    def _on_load(self) -> None:
        sender = self.sender()
        if isinstance(sender, PartnerLine):
            self.chosen.emit(Route("partners", sender.partner_id))
