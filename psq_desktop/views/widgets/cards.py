"""Cards and what stands in them: heads, key figures, pairs of words, lines with an icon, the empty page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.tokens import Token, Tone
from psq_desktop.views.widgets.badge import Badge
from psq_desktop.views.widgets.bars import Bar
from psq_desktop.views.widgets.buttons import Button, PushButton
from psq_desktop.views.widgets.layouts import NO_MARGINS, STRETCH, Item, Margins, boxed, column, row, scrolled
from psq_desktop.views.widgets.text import ElidedLabel, IconBox, IconLabel, Label
from psq_desktop.views.widgets.themed import mark

PANEL_MARGINS: Margins = (16, 12, 16, 14)


class Card(QFrame):
    """A bordered surface; children are stacked, ``grow`` is the index of the one that takes the room left."""

    def __init__(
        self,
        *items: Item,
        spacing: float = 0,
        margins: Margins = NO_MARGINS,
        grow: int | None = None,
        name: str = "card",
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setLayout(column(*items, spacing=spacing, margins=margins, grow=grow))

    def column(self) -> QVBoxLayout:
        """The layout, to add or remove children later."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        return layout


class TableCard(Card):
    """A card whose table reaches the border: one pixel is left for it. Tools above, the table, a foot below."""

    def __init__(self, *items: Item, grow: int | None = None) -> None:
        super().__init__(*items, grow=grow)
        self.column().setContentsMargins(1, 0, 1, 1)


class Panel(Card):
    """The detail panel at the right of a list: it scrolls when the window is low, ``foot`` stays in sight."""

    def __init__(
        self,
        *items: Item,
        foot: tuple[Item, ...] = (),
        spacing: float = 9,
        width: float = theme.PANEL_WIDTH,
        name: str = "Détail",
    ) -> None:
        left, top, right, bottom = PANEL_MARGINS
        # One pixel at each side for the focus rings, which a scroll area would cut.
        content = boxed(column(*items, spacing=spacing, margins=(left, top, right, 1)))
        area = scrolled(content, name)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        below = column(*foot, spacing=spacing, margins=(left, spacing if foot else 0, right, bottom))
        super().__init__(area, below, grow=0)
        self.content = content
        theme.fix_width(self, width)


class Inset(Card):
    """A quiet tinted block inside a card."""

    def __init__(self, *items: Item, spacing: float = 0, margins: Margins = (12, 8, 12, 8)) -> None:
        super().__init__(*items, spacing=spacing, margins=margins, name="inset")


class LineCard(QFrame):
    """One bordered line of a list of lines; the current one has the accent's border."""

    def __init__(self, layout: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("line")
        self.setLayout(layout)

    def set_current(self, on: bool) -> None:
        """Draw the accent's border."""
        mark(self, "current", on)


class CardHead(QFrame):
    """Title of a card, a few quiet words, and controls at the right."""

    def __init__(self, title: str, detail: str = "", *controls: QWidget) -> None:
        super().__init__()
        self.setObjectName("cardHead")
        self._title = Label(title, 11, 600)
        self._detail = ElidedLabel(detail, 9, 400, "text2")
        layout = row(self._title, self._detail, *controls, margins=(16, 0, 8, 0), grow=1)
        self.setLayout(layout)
        theme.fix_height(self, 46)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_detail(self, detail: str) -> None:
        """Change the quiet words."""
        self._detail.setText(detail)


class KeyFigure(PushButton):
    """A figure of the day; a click opens its list (`clicked`)."""

    def __init__(self, title: str, icon: str, *, bar: bool = False, extra: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "figure")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.fix_height(self, 124)
        self._title = ElidedLabel(title, 9.5, 500, "text2")
        self._figure = Label("—", 21, 700)
        self._unit = ElidedLabel("", 10, 400, "text2")
        self._detail = ElidedLabel("", 9, 400, "text2")
        self._bar = Bar(0, title) if bar else None
        self._extra = extra
        figure = row(self._figure, self._unit, spacing=6, grow=1)
        figure.setAlignment(Qt.AlignmentFlag.AlignBottom)
        middle: list[Item] = [each for each in (self._bar, extra) if each is not None]
        head = row(IconLabel(icon, "text2", 16), self._title, spacing=6, grow=1)
        layout = column(head, figure, *middle, self._detail, STRETCH, spacing=5, margins=(17, 14, 17, 13))
        self.setLayout(layout)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._name()

    def set_values(self, figure: str, unit: str = "", detail: str = "", value: float | None = None) -> None:
        """Show other figures; ``value`` (0 to 1) moves the bar."""
        self._figure.setText(figure)
        self._unit.setText(unit)
        self._detail.setText(detail)
        if self._bar is not None and value is not None:
            self._bar.set_value(value)
        self._name()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.px(124))

    def _name(self) -> None:
        words = " ".join(filter(None, (self._figure.text(), self._unit.text())))
        more = (self._detail.text(), self._extra.accessibleName() if self._extra else "")
        self.setAccessibleName(typeset(", ".join(filter(None, (f"{self._title.text()} : {words}", *more)))))


class Stat(Inset):
    """A small figure with its unit and what it counts."""

    def __init__(self, figure: str, unit: str, detail: str) -> None:
        self._labels = (
            Label(figure, 15, 700),
            ElidedLabel(unit, 9.5, 400, "text2"),
            ElidedLabel(detail, 8.5, 400, "text3"),
        )
        super().__init__(row(self._labels[0], self._labels[1], spacing=5, grow=1), self._labels[2])

    def set_values(self, figure: str, unit: str, detail: str) -> None:
        """Show other figures."""
        for label, text in zip(self._labels, (figure, unit, detail), strict=True):
            label.setText(text)


class Pair(QWidget):
    """Word at the left, value at the right: « Présidence … M. Philippe Garnier »."""

    def __init__(self, word: str, value: str = "", tone: Token = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ElidedLabel(value, 9.5, 600, tone)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setLayout(row(Label(word, 9.5, 400, "text2"), self._value, spacing=6, grow=1))

    def set_value(self, value: str, tone: Token | None = None) -> None:
        """Change the value."""
        self._value.setText(value)
        if tone is not None:
            self._value.set_tone(tone)


class IconLine(QWidget):
    """Icon, title and detail, then controls: a thing to do, a check, a step, an event."""

    def __init__(
        self,
        icon: str,
        tone: Tone,
        title: str,
        detail: str = "",
        *controls: QWidget,
        box: float = 0,
        size: float = 9.5,
        weight: int = 600,
        margins: Margins = NO_MARGINS,
        wrap: bool = False,
    ) -> None:
        super().__init__()
        big = size >= 10
        self.title = self._label(title, size, weight, "text", wrap)
        self.detail = self._label(detail, 9 if big else 8.5, 400, "text2", wrap)
        tones: dict[Tone, Token] = {"neutral": "text3", "accent": "accent_text", "solid": "accent_text"}
        mark_: QWidget = IconBox(icon, tone, box) if box else IconLabel(icon, tones.get(tone, tone), 19)  # type: ignore[arg-type]
        words = column(self.title, *((self.detail,) if detail else ()), spacing=1 if big else 0)
        layout = row(mark_, words, *controls, spacing=11 if big else 9, margins=margins, grow=1)
        if wrap:
            layout.setAlignment(mark_, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)

    @staticmethod
    def _label(text: str, size: float, weight: int, tone: Token, wrap: bool) -> Label:
        return Label(text, size, weight, tone, wrap=True) if wrap else ElidedLabel(text, size, weight, tone)


class SectionHead(QWidget):
    """A small grey heading inside a card, with a count or a control at the right."""

    def __init__(self, title: str, count: str = "", *controls: QWidget) -> None:
        super().__init__()
        counts = (Label(count, 9, 600, "text3"),) if count else ()
        self.setLayout(row(Label(title, 9, 700, "text2"), STRETCH, *counts, *controls))


class EmptyState(QWidget):
    """What stands where a list is still empty: a positive sentence and the next action (`chosen`: its text)."""

    chosen = Signal(str)

    def __init__(
        self, icon: str, title: str, text: str, actions: tuple[tuple[str, str], ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        words = Label(text, 10, 400, "text2", wrap=True)
        heading = Label(title, 15, 700)
        for label in (heading, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.fix_width(words, 520)
        self._texts: dict[Button, str] = {}
        for rank, (words_, mark_) in enumerate(actions):
            button = Button(words_, mark_, "primary" if rank == 0 else "")
            button.clicked.connect(self._on_clicked)
            self._texts[button] = words_
        layout = column(
            STRETCH,
            _centred(IconBox(icon, "accent", 84, disc=True)),
            row(margins=(0, 6, 0, 0)),
            heading,
            _centred(words),
            row(margins=(0, 8, 0, 0)),
            _centred(*self._texts),
            STRETCH,
        )
        self.setLayout(layout)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.chosen.emit(self._texts[sender])


def _centred(*widgets: QWidget) -> QHBoxLayout:
    return row(STRETCH, *widgets, STRETCH)


class Legend(QWidget):
    """What the badges or colours beside it mean."""

    def __init__(self, entries: tuple[tuple[str, str, Tone], ...]) -> None:
        super().__init__()
        badges = (Badge(word, icon, tone, height=20, points=8.5) for word, icon, tone in entries)
        self.setLayout(row(*badges, spacing=8))
