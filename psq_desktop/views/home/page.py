"""Accueil: what comes, what waits, what to do about it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from psq_desktop import french
from psq_desktop.services import home
from psq_desktop.services.home import Overview
from psq_desktop.views import theme
from psq_desktop.views.dialogs.new_meeting import open_new_meeting
from psq_desktop.views.home.aside import Aside
from psq_desktop.views.home.figures import Figures
from psq_desktop.views.home.timeline import Timeline
from psq_desktop.views.home.todo_card import FEWER, MOST, TodoCard
from psq_desktop.views.home.todos import NEW_MEETING
from psq_desktop.views.kit import Button, Card, CardHead, column, row, scrolled
from psq_desktop.views.screen import Heading, Route, Screen, Workspace

_CIVILITIES = {"M.", "Mme", "Mlle", "Dr", "Me"}
_SHORT = 640  # under this height the bottom card keeps to two lanes


def first_name(person: str) -> str:
    """« Inès » of « Mme Inès Delarue »; nothing when there is only one word left."""
    words = [word for word in person.split() if word not in _CIVILITIES]
    return words[0] if len(words) > 1 else ""


class HomePage(Screen):
    """The page one opens in the morning."""

    tables: ClassVar[tuple[str, ...]] = (
        "agenda_item", "agenda_review", "attendance", "axis", "campaign", "college", "commitment", "committee",
        "contact", "control_outcome", "decision", "decision_associate", "dispatch", "district", "duty_shift",
        "equipment_item", "follow_up", "indicator", "joint_control", "mandate", "measure", "meeting", "mission",
        "objective", "observation", "outlook", "outreach_action", "outreach_theme", "partner", "partner_name",
        "quarterly_note", "reading", "reserve_rules", "reservist", "security_liaison", "support_request",
        "thresholds", "victim_reception", "workbook_return",
    )  # fmt: skip
    help_page: ClassVar[str] = "accueil"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._name = ""
        self._new = Button("Nouvelle séance", "plus", "primary", shortcut="Ctrl+N", parent=self)
        self._new.hide()
        self._new.clicked.connect(self.create_new)
        self.figures = Figures()
        self.todos = TodoCard()
        self.aside = Aside()
        self.timeline = Timeline()
        for part in (self.figures, self.todos, self.aside):
            part.chosen.connect(self._go)
        self._foot_head = CardHead("Échéances à venir", "six prochaines semaines")
        foot = Card(self._foot_head, self.timeline, spacing=6, margins=(0, 0, 0, 6), grow=1)
        self._body = row(self.todos, self.aside, spacing=theme.GAP)
        self._body.setStretch(0, 58)
        self._body.setStretch(1, 42)
        whole = column(self.figures, self._body, foot, spacing=theme.GAP, margins=theme.PAGE_MARGINS, grow=1)
        area = scrolled(whole, "Accueil")
        self.setLayout(column(area))

    def heading(self) -> Heading:
        today = self.workspace.today
        day = french.date_long(today)
        subtitle = f"{day[:1].upper()}{day[1:]} · semaine {today.isocalendar().week}"
        return Heading(f"Bonjour {self._name}".strip(), subtitle, actions=(self._new,))

    def reload(self) -> None:
        self.workspace.read(home.overview, self.workspace.today, then=self._show)

    def create_new(self) -> None:
        open_new_meeting(self.workspace, self)

    def _show(self, facts: Overview | None) -> None:
        if facts is None:  # the base is not set up yet: the window shows the first start instead
            return
        today = self.workspace.today
        self.figures.show_facts(facts, today)
        self.todos.show_facts(facts)
        self.aside.show_facts(facts, dt.datetime.now().astimezone())
        self.timeline.show_marks(today, facts.timeline)
        name = first_name(facts.info.secretary) if facts.info.fictional else self.workspace.user_name
        if name != self._name:
            self._name = name
            self.heading_changed.emit()

    def _go(self, route: Route) -> None:
        if route == NEW_MEETING:
            self.create_new()
        else:
            self.workspace.go.emit(route)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        short = self.height() < theme.px(_SHORT)
        self.todos.set_most(FEWER if short else MOST)
        theme.fix_height(self._foot_head, 36 if short else 46)
