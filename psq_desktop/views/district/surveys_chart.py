"""Above the list of surveys: the three voices in one chart, and what they say."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from psq_desktop.charts.shapes import Label as Word
from psq_desktop.charts.shapes import Measure, Picture
from psq_desktop.charts.triangle import triangle
from psq_desktop.services.evaluation.survey_rows import Told, Triangle
from psq_desktop.services.evaluation.triangle import LONG_MONTHS, USUAL_MONTHS
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    STRETCH,
    Button,
    Card,
    CardHead,
    Chip,
    Chips,
    ChoiceField,
    IconButton,
    IconLine,
    Inset,
    Label,
    PictureView,
    boxed,
    column,
    hairline,
    pixels_per_point,
    row,
    scrolled,
)
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.widgets.tips import plain

_WORDS_WIDTH = 310
_FACTS = (110, 230)  # width of the field, the least and the most
_LOWEST, _HIGHEST = 172.0, 380.0  # points
_BELOW = 206.0  # points that the list and the head of the card want first
_MONTHS = {"usual": USUAL_MONTHS, "long": LONG_MONTHS}


class _Facts(ChoiceField):
    """Which indicator stands for the facts; narrow where the room is short, whole in its tooltip."""

    def sizeHint(self) -> QSize:
        wanted = super().sizeHint()
        return QSize(min(wanted.width(), theme.px(_FACTS[1])), wanted.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_FACTS[0]), super().minimumSizeHint().height())


class TriangleCard(Card):
    """The chart; which months, and which figure stands for the facts."""

    asked = Signal()
    export_requested = Signal()

    def __init__(self) -> None:
        self._found: Triangle | None = None
        self.chips = Chips((Chip("usual", "14 mois"), Chip("long", "2 ans")), "Période")
        self.facts = _Facts("Indicateur des faits", ())
        self.export_button = IconButton("file-export", "Exporter l’enquête choisie avec ce graphique")
        head = CardHead(
            "Habitants, élus et faits", "un seul axe du temps, trois échelles", self.facts, self.chips,
            self.export_button,
        )  # fmt: skip
        self._chart = PictureView(self._draw, _LOWEST)
        super().__init__(head, boxed(column(self._chart, margins=(16, 8, 16, 8))))
        self.chips.chosen.connect(self._on_asked)
        self.facts.value_changed.connect(self._on_asked)
        self.export_button.clicked.connect(self._on_export)

    @property
    def months(self) -> int:
        """How many months are shown."""
        return _MONTHS[self.chips.current]

    @property
    def facts_id(self) -> int | None:
        """The indicator that stands for the facts; None: the usual one."""
        value = self.facts.value
        return value if isinstance(value, int) else None

    @property
    def words(self) -> str:
        """The chart in words."""
        return self._chart.picture.alt

    def show_triangle(self, found: Triangle) -> None:
        """Show these voices."""
        self._found = found
        self.facts.set_choices(tuple(found.choices))
        self.facts.setVisible(len(found.choices) > 1)
        if found.facts_id is not None:
            self.facts.set_value(found.facts_id)
        self.facts.setToolTip(plain(self.facts.currentText()))
        self._chart.set_picture(self._draw)

    def set_room(self, height: int) -> None:
        """Take what a tab of ``height`` pixels leaves."""
        wanted = min(max(height / pixels_per_point() - _BELOW, _LOWEST), _HIGHEST)
        self._chart.set_picture(self._draw, wanted)

    def _on_asked(self, _value: object) -> None:
        self.asked.emit()

    def _on_export(self) -> None:
        self.export_requested.emit()

    def _draw(self, width: float, height: float, measure: Measure) -> Picture:
        if self._found is None:
            return Picture(width, height, (Word("…", width / 2, height / 2, 9, "middle"),), "Habitants, élus et faits")
        return triangle(self._found, width, height, measure=measure)


class ToldCard(Card):
    """What the figures say, and the sentence proposed for the quarterly note."""

    pour_requested = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._sentence = ""
        self._lines = boxed(column(spacing=8))
        self._proposed = Label("", 9.5, wrap=True)
        self._box = Inset(self._proposed, margins=(10, 7, 10, 7))
        self._heading = Label("Phrase proposée pour la note", 9.5, 600, wrap=True)
        self._proposal = boxed(column(self._heading, self._box, spacing=6))
        self.pour_button = Button("Verser à la note", "file-text")
        self.note_button = IconButton("chevron-right", "Ouvrir la note trimestrielle")
        inner = column(self._lines, hairline(), self._proposal, STRETCH, spacing=8, margins=(12, 10, 12, 2))
        self._order, self._content = inner, boxed(inner)
        area = self._area = scrolled(self._content, "Ce que disent les chiffres")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = boxed(row(self.pour_button, self.note_button, spacing=6, margins=(12, 6, 8, 12), grow=0))
        super().__init__(CardHead("Ce que disent les chiffres"), area, foot, grow=1)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._arrange)
        theme.fix_width(self, _WORDS_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.pour_button.clicked.connect(self._on_pour)
        self.note_button.clicked.connect(self._open_note)

    def show_triangle(self, found: Triangle) -> None:
        """Say what these voices say."""
        layout = self._lines.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for each in found.told:
            layout.addWidget(_ToldLine(self._workspace, each))
        self._sentence = found.sentence
        self._proposed.setText(found.sentence or "Une phrase sera proposée dès la première vague auprès d’habitants.")
        self.pour_button.setEnabled(bool(found.sentence))
        self._again.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._again.start()

    def _arrange(self) -> None:
        """Where the room is short the sentence comes first: it is read before it is poured."""
        room = self._area.viewport()
        first = self._order.totalHeightForWidth(room.width()) > room.height()
        wanted = (self._proposal, self._lines) if first else (self._lines, self._proposal)
        for place, widget in zip((0, 2), wanted, strict=True):  # the hairline stays between
            if self._order.indexOf(widget) != place:
                self._order.removeWidget(widget)
                self._order.insertWidget(place, widget)

    @property
    def sentence(self) -> str:
        """What is proposed."""
        return self._sentence

    def _open_note(self) -> None:
        self._workspace.go.emit(Route("note"))

    def _on_pour(self) -> None:
        self.pour_requested.emit(self._sentence)


class _ToldLine(IconLine):
    """One thing that is said; what leads to an objective is opened by a click, or by its button."""

    def __init__(self, workspace: Workspace, told: Told) -> None:
        self._workspace, self._objective = workspace, told.objective_id
        controls: tuple[IconButton, ...] = ()
        if told.objective_id is not None:
            button = IconButton("chevron-right", f"Ouvrir {told.title.lower()}")
            button.clicked.connect(self._open)
            controls = (button,)
        super().__init__(told.icon, told.tone, told.title, told.detail, *controls, box=28, wrap=True)  # type: ignore[arg-type]
        self.setAccessibleName(f"{told.title}, {told.detail}")

    def _open(self) -> None:
        self._workspace.go.emit(Route("objectives", self._objective))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._objective is not None and event.button() is Qt.MouseButton.LeftButton:
            self._open()
