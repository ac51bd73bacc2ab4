"""The key figures: each opens what it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from psq_desktop import french
from psq_desktop.services.home import Overview
from psq_desktop.services.kinds import OutlookState
from psq_desktop.views import badges, theme
from psq_desktop.views.days import countdown, short_weekday
from psq_desktop.views.kit import KeyFigure, Part, StackedBar, Themed
from psq_desktop.views.screen import Route
from psq_desktop.views.widgets.tips import plain
from psq_desktop.wording import word

_TALL, _ONE_ROW = 124, 1100  # design pixels
_TWO_ROWS = ((0, 0, 1, 2), (0, 2, 1, 2), (0, 4, 1, 2), (1, 0, 1, 3), (1, 3, 1, 3))  # of a grid of six columns


class Values(NamedTuple):
    """What one figure shows and where it leads; ``share`` (0 to 1) is for the bar."""

    figure: str
    unit: str
    detail: str
    share: float | None
    route: Route


def _next_meeting(facts: Overview, today: dt.date) -> Values:
    following = facts.next_meeting
    if following is None:
        return Values("—", "à programmer", "Ctrl+N : nouvelle séance", None, Route("meetings"))
    hour = french.time_text(following.starts) if following.starts else "heure à fixer"
    if following.replies:
        answers = f"{french.plural(following.replies, 'réponse')} sur {following.expected}"
    else:
        answers = french.plural(following.expected, "partenaire convié", "partenaires conviés")
    return Values(
        countdown(following.date, today),
        short_weekday(following.date),
        f"{hour} · {answers}",
        None,
        Route("meeting", following.id, "agenda"),
    )


def _open_decisions(facts: Overview, _today: dt.date) -> Values:
    late, week, waiting = facts.late_decisions, facts.week_decisions, facts.open_decisions
    if not facts.total_decisions:
        return Values("0", "", "aucune décision encore", 0.0, Route("decisions"))
    unit = f"dont {late} en retard" if late else "aucune en retard" if waiting else "tout est tenu"
    detail = f"{week} à échéance cette semaine" if week else "aucune échéance cette semaine"
    share = (waiting - late) / waiting if waiting else 1.0
    return Values(str(waiting), unit, detail, share, Route("decisions", None, "late" if late else ""))


def _objectives(facts: Overview, _today: dt.date) -> Values:
    if not facts.objectives:
        return Values("0", "", "aucun objectif encore", None, Route("objectives"))
    unit = f"dont {facts.gaps} en écart" if facts.gaps else "aucun en écart"
    return Values(str(facts.objectives), unit, "", None, Route("objectives", None, "gap" if facts.gaps else ""))


def _returns(facts: Overview, _today: dt.date) -> Values:
    """How many answered the newest round; what waits, of all rounds."""
    found = facts.returns
    if found is None:
        return Values("—", "", "aucune campagne ouverte", 0.0, Route("returns"))
    late = sum(len(each.late) for each in facts.rounds)
    to_check = sum(len(each.to_check) for each in facts.rounds)
    waiting = (each for each in facts.rounds if (each.to_check if to_check else each.late))
    where = next(waiting, found)
    told = (f"{to_check} à vérifier" if to_check else "", f"{late} en retard" if late else "")
    return Values(
        str(found.returned),
        f"sur {found.partners}",
        " · ".join(filter(None, told)) or "aucun en attente",
        found.returned / found.partners if found.partners else 0.0,
        Route("returns", where.campaign_id, "check" if to_check else "late" if late else ""),
    )


def _duty(facts: Overview, _today: dt.date) -> Values:
    """Days used by the operational reserve of those it has."""
    found = facts.duty
    if not found.reservists:
        return Values("—", "", "aucun réserviste opérationnel", 0.0, Route("reserves"))
    detail = french.plural(found.reservists, "réserviste")
    if found.nearest is not None:
        detail = f"un plafond atteint le {french.date_long(found.nearest.on, weekday=False, year=False)}"
    unit = f"jours sur {french.number(found.ceiling)}"
    share = found.days / found.ceiling if found.ceiling else 0.0
    return Values(french.number(found.days), unit, detail, share, Route("reserves"))


# title, icon, whether it has a bar, its values
_FIGURES: tuple[tuple[str, str, bool, Callable[[Overview, dt.date], Values]], ...] = (
    ("Prochaine séance", "calendar-event", False, _next_meeting),
    ("Objectifs suivis", "target-arrow", False, _objectives),
    ("Décisions ouvertes", "gavel", True, _open_decisions),
    ("Retours reçus", "inbox", True, _returns),
    ("Réserve opérationnelle", "users-group", True, _duty),
)


def outlook_parts(counts: tuple[int, ...]) -> tuple[Part, ...]:
    """Objectives by declared outlook, as parts of a bar."""
    return tuple(
        Part(count, word(state), badges.look(state).tone, badges.look(state).icon)
        for state, count in zip(OutlookState, counts, strict=True)
    )


class Figures(Themed, QWidget):
    """The key figures side by side, on two rows where their words would be cut."""

    chosen = Signal(object)  # Route

    def __init__(self) -> None:
        super().__init__()
        self._routes: dict[KeyFigure, Route] = {}
        self._outlooks = StackedBar((), underlined=True)
        self.figures = tuple(
            KeyFigure(title, icon, bar=bar, extra=self._outlooks if values is _objectives else None)
            for title, icon, bar, values in _FIGURES
        )
        self._grid = QGridLayout(self)
        for figure in self.figures:
            figure.clicked.connect(self._on_clicked)
        self._in_two: bool | None = None
        self.restyle()

    def restyle(self) -> None:
        theme.space(self._grid, theme.GAP)
        self._in_two = None
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        in_two = self.width() < theme.px(_ONE_ROW)
        if in_two == self._in_two:
            return
        self._in_two = in_two
        for rank, (figure, place) in enumerate(zip(self.figures, _TWO_ROWS, strict=True)):
            self._grid.addWidget(figure, *(place if in_two else (0, 2 * rank, 1, 2)))
        for each in range(2 * len(self.figures)):
            self._grid.setColumnStretch(each, 1 if each < 6 or not in_two else 0)
            self._grid.setColumnMinimumWidth(each, 0)
        # The style sheet's least height of buttons would let a short page squeeze the figures.
        theme.fix_height(self, 2 * _TALL + theme.GAP if in_two else _TALL)

    def show_facts(self, facts: Overview, today: dt.date) -> None:
        """Show other facts."""
        self._outlooks.set_parts(outlook_parts(facts.outlooks))
        for figure, (_, _, _, values) in zip(self.figures, _FIGURES, strict=True):
            shown = values(facts, today)
            figure.set_values(shown.figure, shown.unit, shown.detail, shown.share)
            figure.setToolTip(plain(figure.accessibleName()))
            self._routes[figure] = shown.route

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyFigure) and sender in self._routes:
            self.chosen.emit(self._routes[sender])
