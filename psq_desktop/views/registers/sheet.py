"""The chosen record at the right of its list: badges, pairs of words, lists of lines, one main action."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import icons, theme
from psq_desktop.views.registers.register import Action, Block, Callout, Entry, Fact, Sheet
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.widgets.badge import Badge
from psq_desktop.views.widgets.buttons import Button, IconButton
from psq_desktop.views.widgets.cards import PANEL_MARGINS, Card, IconLine, Pair
from psq_desktop.views.widgets.cells import BadgeCell
from psq_desktop.views.widgets.layouts import STRETCH, Item, boxed, column, hairline, row, scrolled
from psq_desktop.views.widgets.note import Note
from psq_desktop.views.widgets.text import IconBox, Label
from psq_desktop.views.widgets.themed import Themed
from psq_desktop.views.widgets.tips import plain

_POINTS = 9.5
_LONG, _SHORT = 2_000, 300  # letters: what is longer is read whole in the form
_INNER = theme.PANEL_WIDTH - PANEL_MARGINS[0] - PANEL_MARGINS[2]


def brief(text: str, most: int = _SHORT) -> str:
    """The text, ended in « … » when somebody pasted a book."""
    return text if len(text) <= most else text[:most].rstrip() + "…"


class RouteButton(Themed, QAbstractButton):
    """Words that lead to another screen, flush with the values above; too long ones end in « … »."""

    def __init__(self, workspace: Workspace, words: str, route: Route, label: str = "") -> None:
        super().__init__()
        self._workspace, self._route, self._words = workspace, route, typeset(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(typeset(f"{label} : {words}" if label else words))
        self.setToolTip(plain(typeset(f"Ouvrir {words}")))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def shown_text(self) -> str:
        """The words as they fit."""
        return theme.elided(self._words, self.width() - 2, _POINTS, 600)

    def sizeHint(self) -> QSize:
        return QSize(int(theme.metrics(_POINTS, 600).horizontalAdvance(self._words)) + 4, theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme.px(60), self.sizeHint().width()), theme.px(20))

    def restyle(self) -> None:
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(theme.font(_POINTS, 600))
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(theme.color("accent_text"))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(self.rect()), int(side), self.shown_text())
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _on_clicked(self) -> None:
        self._workspace.go.emit(self._route)


class SheetView(Card):
    """Shows a `Sheet`; it scrolls where the window is low, its main action stays in sight."""

    step_requested = Signal(int)
    edit_requested = Signal()
    action_requested = Signal(str)

    def __init__(self, workspace: Workspace, icon: str, hint: str) -> None:
        self._workspace = workspace
        self._sheet: Sheet | None = None
        self._kind = Label("", 9, 600, "text2")
        self.previous_button = IconButton("chevron-up", "Fiche précédente", shortcut="Alt+↑")
        self.next_button = IconButton("chevron-down", "Fiche suivante", shortcut="Alt+↓")
        self.more_button = IconButton("dots-vertical", "Plus d’actions")
        self._menu = QMenu()
        self.more_button.setMenu(self._menu)
        self._area = scrolled(QWidget(), "Fiche")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._foot_words = Label("", 8.5, 400, "text2", wrap=True)
        self.main_button = Button("", "check", "primary")
        left, top, right, bottom = PANEL_MARGINS
        buttons = (self.previous_button, self.next_button, self.more_button)
        head = row(self._kind, STRETCH, *buttons, spacing=4, margins=(left, top, right - 6, 0))
        self._foot = boxed(column(self._foot_words, self.main_button, spacing=8, margins=(left, 8, right, bottom)))
        self._detail = boxed(column(head, self._area, self._foot, spacing=2, grow=1))
        words = Label(hint, 10, 400, "text2", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign = row(STRETCH, IconBox(icon, "accent", 56, disc=True), STRETCH)
        self._hint = boxed(column(STRETCH, sign, words, STRETCH, spacing=12, margins=(28, 16, 28, 16)))
        super().__init__(self._detail, self._hint)
        self.setAccessibleName("Fiche")
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._refill)
        self._main: Action | None = None
        self._connect()
        theme.fix_width(self, theme.PANEL_WIDTH)
        self.show_sheet(None)

    def _connect(self) -> None:
        self.previous_button.clicked.connect(self._on_previous)
        self.next_button.clicked.connect(self._on_next)
        self.main_button.clicked.connect(self._on_main)

    # --- what is shown

    def show_sheet(self, sheet: Sheet | None, actions: tuple[Action, ...] = ()) -> None:
        """Show a record and what can be done with it; ``None``: say what stands here."""
        self._detail.setVisible(sheet is not None)
        self._hint.setVisible(sheet is None)
        if sheet is not None:
            self._offer(actions)
            if sheet != self._sheet:
                self._fill(sheet)
            self._foot_words.setText(sheet.foot)
            self._foot_words.setVisible(bool(sheet.foot))
            self._foot.setVisible(bool(sheet.foot) or self._main is not None)
        self._sheet = sheet

    def _offer(self, actions: tuple[Action, ...]) -> None:
        self._main = next((each for each in actions if each.primary), None)
        self.main_button.setVisible(self._main is not None)
        if self._main is not None:
            self.main_button.set_icon(self._main.icon)
            self.main_button.set_text(self._main.words)
        self._menu.clear()
        for each in actions:
            action = QAction(icons.icon(each.icon), typeset(each.words), self._menu)
            action.setData(each.key)
            action.triggered.connect(self._on_action)
            self._menu.addAction(action)

    def _fill(self, sheet: Sheet) -> None:
        same = self._sheet is not None and (self._sheet.kind, self._sheet.title) == (sheet.kind, sheet.title)
        place = self._area.verticalScrollBar().value() if same else 0
        self._kind.setText(sheet.kind)
        left, _, right, _ = PANEL_MARGINS
        title = Label(brief(sheet.title), 12.5, 700, wrap=True)
        items: list[Item] = [title, *_badge_lines(sheet.badges)]
        for block in sheet.blocks:
            made = self._block(block)
            items += [*((hairline(),) if block.rule and made else ()), *made]
        content = boxed(column(*items, STRETCH, spacing=8, margins=(left, 1, right, 4)))
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._area.setWidget(content)
        self._area.setAccessibleName(typeset(f"Fiche : {brief(sheet.title)}"))
        self._area.verticalScrollBar().setValue(place)

    def _block(self, block: Block) -> list[Item]:
        found: list[Item] = []
        if block.title:
            found.append(Label(block.title, 9.5, 700))
        if block.callout is not None:
            found.append(self._callout(block.callout))
        found += [self._fact(each) for each in block.facts]
        found += [self._entry(each) for each in block.entries]
        if block.text:
            found.append(Label(brief(block.text, _LONG), 9.5, 400, wrap=True))
        if block.make is not None:
            found.append(block.make())
        return [] if block.title and len(found) == 1 else found

    def _callout(self, told: Callout) -> QWidget:
        note = Note(told.kind, brief(told.title), brief(told.text))
        if not told.action or told.action not in {action.data() for action in self._menu.actions()}:
            return note
        words = next(action.text() for action in self._menu.actions() if action.data() == told.action)
        return NoteWithButton(note, words, told.action, self)

    def _fact(self, fact: Fact) -> QWidget:
        fact = replace(fact, value=brief(fact.value))
        label = typeset(fact.label)
        if fact.route is not None:
            button = RouteButton(self._workspace, fact.value, fact.route, fact.label)
            return boxed(row(Label(fact.label, _POINTS, 400, "text2"), STRETCH, button, spacing=10))
        wide = theme.metrics(9.5, 400).horizontalAdvance(label) + theme.metrics(9.5, 600).horizontalAdvance(fact.value)
        if wide < theme.px(_INNER - 16):
            return Pair(fact.label, fact.value, fact.tone)
        value = Label(fact.value, 9.5, 600, fact.tone, wrap=True)
        return boxed(column(Label(fact.label, 9.5, 400, "text2"), value, spacing=1))

    def _entry(self, entry: Entry) -> QWidget:
        entry = replace(entry, title=brief(entry.title), detail=brief(entry.detail))
        controls: list[QWidget] = []
        if entry.value:
            controls.append(Label(entry.value, 9, 500, entry.value_tone))
        if entry.route is not None:
            controls.append(GoButton(self._workspace, f"Ouvrir {entry.title}", entry.route))
        line = IconLine(
            entry.icon, entry.tone, entry.title, entry.detail, *controls, weight=500, wrap=bool(entry.detail)
        )
        line.setAccessibleName(typeset(", ".join(filter(None, (entry.title, entry.detail, entry.value)))))
        line.setToolTip(plain(line.accessibleName()))
        return line

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._again.start()  # not while Qt walks through the widgets that it would free

    def _refill(self) -> None:
        """What was measured is measured again."""
        if self._sheet is not None:
            self._fill(self._sheet)

    # --- what is asked for

    def _on_previous(self) -> None:
        self.step_requested.emit(-1)

    def _on_next(self) -> None:
        self.step_requested.emit(1)

    def _on_main(self) -> None:
        if self._main is not None:
            self.action_requested.emit(self._main.key)

    def _on_action(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.action_requested.emit(sender.data())


class GoButton(IconButton):
    """An arrow to another screen."""

    def __init__(self, workspace: Workspace, words: str, route: Route) -> None:
        super().__init__("arrow-right", words, size=15)
        self._workspace, self._route = workspace, route
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self._workspace.go.emit(self._route)


class NoteWithButton(QWidget):
    """A message, and under it what can be done about it."""

    def __init__(self, note: Note, words: str, key: str, view: SheetView) -> None:
        super().__init__()
        self._key, self._view = key, view
        button = Button(words)
        button.clicked.connect(self._on_clicked)
        self.setLayout(column(note, button, spacing=6))

    def _on_clicked(self) -> None:
        self._view.action_requested.emit(self._key)


def _badge_lines(cells: tuple[BadgeCell, ...]) -> list[Item]:
    """Badges side by side, on as many lines as they need."""
    lines: list[list[QWidget]] = []
    left = 0.0
    for cell in cells:
        badge = Badge(cell.text, cell.icon, cell.tone)
        if cell.said:
            badge.setToolTip(plain(typeset(cell.said)))
        if not lines or left + badge.width() > theme.px(_INNER):
            lines.append([])
            left = 0.0
        lines[-1].append(badge)
        left += badge.width() + theme.px(5)
    return [row(*line, STRETCH, spacing=5) for line in lines]
