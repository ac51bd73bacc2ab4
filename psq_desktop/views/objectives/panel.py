"""The detail of one objective: its follow-up, readings, commitments, measures and links."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import (
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from psq_desktop import rules
from psq_desktop.errors import UserError
from psq_desktop.french import typeset
from psq_desktop.services.facts import Limits
from psq_desktop.services.steering import objectives, thresholds
from psq_desktop.services.steering.progress_rows import IndicatorRow, ObjectiveSheet, ReadingRow
from psq_desktop.views import badges, icons, theme
from psq_desktop.views.kit import (
    STRETCH,
    Badge,
    Card,
    ChoiceField,
    ElidedLabel,
    IconBox,
    IconButton,
    Label,
    Tabs,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.objectives.commitments_tab import CommitmentsTab
from psq_desktop.views.objectives.follow_tab import FollowTab
from psq_desktop.views.objectives.links_tab import LinksTab
from psq_desktop.views.objectives.measures_tab import MeasuresTab
from psq_desktop.views.objectives.panel_head import PanelHead
from psq_desktop.views.objectives.readings_tab import ReadingsTab
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.cards import PANEL_MARGINS
from psq_desktop.views.widgets.tips import plain
from psq_desktop.wording import word

TABS = (
    ("follow", "Suivi"),
    ("readings", "Relevés"),
    ("commitments", "Engagements"),
    ("measures", "Mesures"),
    ("links", "Liens"),
)
_TIPS = {"measures": "Mesures, jalons et appuis demandés", "links": "Météo déclarée, décisions et séances"}
_PARTS = {"supports": "measures"}  # parts that have no tab of their own
_HINT = "Choisissez un objectif dans la liste : son suivi, ses relevés et ses engagements s’affichent ici."


class IndicatorChoice(ChoiceField):
    """A list of titles that ends in « … » where the room is short."""

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        option.currentText = text
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class ObjectivePanel(QWidget):
    """Shows one objective. A reload keeps the open tab, the chosen indicator and what is being typed."""

    step_requested = Signal(int)  # to the objective above (-1) or below (1)
    edit_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._id: int | None = None
        self._sheet: ObjectiveSheet | None = None
        self._stale: set[str] = set()  # tabs that do not show the sheet yet
        self._sought: tuple[str, int | None] | None = None  # part to go to, and what of it
        self._limits = Limits()
        self._chosen: dict[int, int] = {}  # the indicator looked at, by objective
        self.head = PanelHead()
        self.tabs = Tabs(TABS, "Détail de l’objectif", 9)
        self.indicator_choice = IndicatorChoice("Indicateur", ())
        self._indicator_title = ElidedLabel("", 10, 600)
        self._direction = Badge("", height=20, points=8.5)
        self._indicator_more = IconButton("dots-vertical", "Actions sur l’indicateur")
        self.follow = FollowTab(workspace)
        self.readings = ReadingsTab(workspace)
        self.commitments = CommitmentsTab(workspace)
        self.measures = MeasuresTab(workspace)
        self.links = LinksTab(workspace)
        self._pages = QStackedWidget()
        self._menu = QMenu(self)
        self._lay()
        self._connect()
        self._fill_menu()
        self.show_objective(None)

    def _lay(self) -> None:
        for rank, (key, _) in enumerate(TABS):
            self.tabs.setTabToolTip(rank, typeset(_TIPS.get(key, "")))
        for page in (self.follow, self.readings, self.commitments, self.measures, self.links):
            self._pages.addWidget(page)
        self.indicator_choice.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.indicator_choice.setMinimumContentsLength(12)
        left, top, right, bottom = PANEL_MARGINS
        indicator = (self._indicator_title, self.indicator_choice, self._direction, self._indicator_more)
        self._indicator_bar = boxed(row(*indicator, spacing=6))
        self._indicator_title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.indicator_choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        lines = (hairline(), self._indicator_bar, self._pages)
        body = column(*lines, spacing=7, margins=(left, 0, right, bottom), grow=2)
        head = column(self.head, margins=(left, top, right, 0))
        # The last tab's own margin may reach into the panel's.
        self._detail = boxed(column(head, column(self.tabs, margins=(left, 7, 4, 0)), body, spacing=0, grow=2))
        words = Label(_HINT, 10, 400, "text2", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign = row(STRETCH, IconBox("target-arrow", "accent", 56, disc=True), STRETCH)
        self._hint = boxed(column(STRETCH, sign, words, STRETCH, spacing=12, margins=(28, 16, 28, 16)))
        self.setLayout(column(Card(self._detail, self._hint, grow=0), spacing=0))
        theme.fix_width(self, theme.PANEL_WIDTH)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.indicator_choice.value_changed.connect(self._on_indicator)
        self.head.previous_button.clicked.connect(self._on_previous)
        self.head.next_button.clicked.connect(self._on_next)
        self.head.more_button.setMenu(self._menu)
        self._indicator_more.setMenu(self.readings.menu)
        self.head.outlook_button.clicked.connect(self.declare_outlook)
        self.follow.indicator_requested.connect(self.add_indicator)
        self.follow.supports_requested.connect(self._on_supports)
        self.readings.correct_requested.connect(self._on_correct)
        self.readings.add_requested.connect(self._on_add_reading)
        self.readings.edit_requested.connect(self._open_indicator)
        self.commitments.edit_requested.connect(self._open_commitment)
        self.measures.measure_requested.connect(self._open_measure)
        self.measures.support_requested.connect(self._open_support)
        self.links.outlook_requested.connect(self.declare_outlook)

    def _fill_menu(self) -> None:
        entries = (
            ("Modifier…", "pencil", self.edit_requested),
            ("Déclarer la météo…", "trending-up", self.declare_outlook),
            ("Nouvel indicateur…", "chart-line", self.add_indicator),
            ("Nouvel engagement…", "clipboard-check", self.add_commitment),
            ("Nouvelle mesure…", "flag", self.add_measure),
            ("Demander un appui…", "lifebuoy", self.ask_support),
            ("Fiche-action en PDF…", "file-text", self.preview_sheet),
            ("Supprimer", "trash", self.remove),
        )
        for text, icon, slot in entries:
            action = QAction(icons.icon(icon), typeset(text), self._menu)
            action.triggered.connect(slot)
            self._menu.addAction(action)

    # --- what is shown

    def show_objective(self, objective_id: int | None) -> None:
        """Show an objective, or the same one again with what changed."""
        self._id = objective_id
        self._detail.setVisible(objective_id is not None)
        self._hint.setVisible(objective_id is None)
        if objective_id is None:
            self._sheet = None
            return
        self._workspace.read(thresholds.limits, then=self._take_limits)
        today, failed = self._workspace.today, partial(self._on_refused, objective_id)
        self._workspace.read(objectives.sheet, objective_id, today, then=self._show, failed=failed)

    def show_part(self, part: str) -> None:
        """Open a tab: « commitments », « measures », « supports », « readings », « links », « follow ».

        « commitments:12 » goes to the card of that commitment, as soon as the objective asked for is there.
        """
        kind, _, key = part.partition(":")
        tab = _PARTS.get(kind, kind)
        if tab not in dict(TABS):
            return
        self._sought = (kind, int(key) if key.isdecimal() else None)
        self.tabs.set_current(tab)
        self._seek()

    def _seek(self) -> None:
        if self._sought is None or self._sheet is None or self._sheet.row.id != self._id:
            return
        (kind, key), self._sought = self._sought, None
        go = {
            "commitments": self.commitments.seek, "measures": self.measures.seek_measure,
            "supports": self.measures.seek_support,
        }  # fmt: skip
        if kind in go:
            go[kind](key)

    def reload(self) -> None:
        """Ask again for the objective that is shown."""
        self.show_objective(self._id)

    def _take_limits(self, limits: Limits) -> None:
        if limits != self._limits:
            self._limits, self._sheet = limits, None

    def _show(self, sheet: ObjectiveSheet) -> None:
        if sheet.row.id != self._id or sheet == self._sheet:
            return  # another one was chosen meanwhile, or nothing changed
        self._sheet = sheet
        self.head.show_sheet(sheet, self._limits)
        self._offer_indicators(sheet)
        self._stale = {key for key, _ in TABS}
        self._show_tab()

    def _show_tab(self) -> None:
        """Fill the open tab; the others wait until they are opened."""
        key = self.tabs.current
        if self._sheet is None or key not in self._stale:
            return
        self._stale.discard(key)
        chosen = self._indicator()
        if chosen is not None:
            self._show_source(chosen)
        if key == "follow":
            self.follow.show_sheet(self._sheet, chosen, self._limits)
        elif key == "readings":
            self.readings.show_sheet(self._sheet, chosen)
        else:
            others: dict[str, CommitmentsTab | MeasuresTab | LinksTab] = {
                "commitments": self.commitments, "measures": self.measures, "links": self.links,
            }  # fmt: skip
            others[key].show_sheet(self._sheet)
        self._seek()

    def _on_refused(self, objective_id: int, error: UserError) -> None:
        if error.code != "gone":
            self._workspace.tasks.refused.emit(error)
        elif objective_id == self._id:
            self.show_objective(None)  # deleted: the list says what comes next

    def _offer_indicators(self, sheet: ObjectiveSheet) -> None:
        ordered = sorted(sheet.indicators, key=lambda each: not each.main)
        self.indicator_choice.set_choices(tuple((each.id, each.title) for each in ordered))
        chosen = self._indicator()
        if chosen is not None:
            self.indicator_choice.set_value(chosen.id)
        several = len(sheet.indicators) > 1
        self.indicator_choice.setVisible(several)
        self._indicator_title.setVisible(not several)
        self._show_bar()

    def _show_bar(self) -> None:
        known = self._sheet is not None and bool(self._sheet.indicators)
        self._indicator_bar.setVisible(known and self.tabs.current in ("follow", "readings"))
        in_readings = self.tabs.current == "readings"
        self._indicator_more.setVisible(in_readings)
        self._direction.setVisible(not in_readings)

    def _show_source(self, chosen: IndicatorRow) -> None:
        self._indicator_title.setText(chosen.title)
        icon, tone = badges.look(chosen.direction)
        self._direction.set_state(word(chosen.direction), icon, tone)
        self._direction.setToolTip(rules.direction_rule(chosen.direction))
        told = (chosen.title, word(chosen.kind), chosen.provider, chosen.source)
        for widget in (self._indicator_title, self.indicator_choice):
            widget.setToolTip(plain(typeset(" · ".join(filter(None, told)))))

    def _indicator(self) -> IndicatorRow | None:
        assert self._sheet is not None
        wanted = self._chosen.get(self._sheet.row.id)
        known = {each.id: each for each in self._sheet.indicators}
        main = next((each for each in self._sheet.indicators if each.main), None)
        return known.get(wanted, main) if wanted is not None else main

    def _on_indicator(self, value: object) -> None:
        if self._sheet is not None and isinstance(value, int):
            self._chosen[self._sheet.row.id] = value
            self._stale |= {"follow", "readings"}
            self._show_tab()

    def _on_tab(self, key: str) -> None:
        self._pages.setCurrentIndex([each for each, _ in TABS].index(key))
        self._show_bar()
        self._show_tab()

    # --- what is typed

    @property
    def unsaved_text(self) -> str:
        """What was typed and is not written."""
        parts = (self.follow.form, self.commitments, self.measures)
        return "\n".join(filter(None, (each.unsaved_text for each in parts)))

    def _on_supports(self) -> None:
        self.show_part("supports")

    def _on_correct(self, reading: ReadingRow) -> None:
        self.tabs.set_current("follow")
        self.follow.form.correct(reading)

    def _on_add_reading(self, ends_on: dt.date) -> None:
        self.tabs.set_current("follow")
        self.follow.form.add_for(ends_on)

    # --- what becomes of it

    def _on_previous(self) -> None:
        self.step_requested.emit(-1)

    def _on_next(self) -> None:
        self.step_requested.emit(1)

    def declare_outlook(self) -> None:
        """Ask what the pilot declares."""
        from psq_desktop.views.objective_forms import open_outlook

        if self._id is not None:
            open_outlook(self._workspace, self._id, self.window())

    def add_indicator(self) -> None:
        """Ask for a new indicator."""
        self._open_indicator(None)

    def add_commitment(self) -> None:
        """Ask for a new commitment."""
        self._open_commitment(None)

    def add_measure(self) -> None:
        """Ask for a new step."""
        self._open_measure(None)

    def ask_support(self) -> None:
        """Ask for help."""
        self._open_support(None)

    def preview_sheet(self) -> None:
        """Show its action sheet as a document."""
        if self._id is not None:
            self._workspace.progress_preview_requested.emit("action-sheets", None, self._id)

    def remove(self) -> None:
        """Delete it; the toast brings it back."""
        if self._id is not None and self._sheet is not None:
            note = f"Objectif {self._sheet.row.code} supprimé"
            self._workspace.write(objectives.remove, self._id, note=note)

    def _open_indicator(self, key: int | None) -> None:
        from psq_desktop.views.objective_forms import open_indicator

        if self._id is not None:
            open_indicator(self._workspace, self._id, key, self.window())

    def _open_commitment(self, key: int | None) -> None:
        from psq_desktop.views.objective_forms import open_commitment

        if self._id is not None:
            open_commitment(self._workspace, self._id, key, self.window())

    def _open_measure(self, key: int | None) -> None:
        from psq_desktop.views.objective_forms import open_measure

        if self._id is not None:
            open_measure(self._workspace, self._id, key, self.window())

    def _open_support(self, key: int | None) -> None:
        from psq_desktop.views.objective_forms import open_support

        if self._id is not None:
            open_support(self._workspace, self._id, key, self.window())
