"""One agenda item as a line: everything on it can be changed in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QWidget

from psq_desktop.errors import Problem
from psq_desktop.french import date_short, plural, time_text, typeset
from psq_desktop.services.kinds import AgendaRole
from psq_desktop.services.preparing.agenda import Absence, ItemRow
from psq_desktop.views import badges, theme
from psq_desktop.views.kit import (
    STRETCH,
    ElidedLabel,
    IconButton,
    Label,
    LineCard,
    NumberDisc,
    boxed,
    column,
    row,
)
from psq_desktop.views.meeting.line_buttons import BadgeButton, Grip, RapporteurButton
from psq_desktop.views.meeting.line_fields import LineMinutes, TitleEditor
from psq_desktop.views.widgets.themed import mark
from psq_desktop.wording import explain_problem, word

_NARROW = 660  # below, the badges show their icons only
_PLAIN = Qt.KeyboardModifier.NoModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (Qt.Key.Key_Up, _PLAIN): "previous",
    (Qt.Key.Key_Down, _PLAIN): "next",
    (Qt.Key.Key_Home, _PLAIN): "first",
    (Qt.Key.Key_End, _PLAIN): "last",
    (Qt.Key.Key_Up, _ALT): "up",
    (Qt.Key.Key_Down, _ALT): "down",
    (Qt.Key.Key_Delete, _PLAIN): "remove",
    (Qt.Key.Key_D, _CTRL): "duplicate",
    (Qt.Key.Key_F2, _PLAIN): "title",
    (Qt.Key.Key_Return, _PLAIN): "title",
    (Qt.Key.Key_Enter, _PLAIN): "title",
    (Qt.Key.Key_Menu, _PLAIN): "menu",
}
_ANYWHERE = {"up", "down", "duplicate"}  # also while a control of the line has the focus
_READING = {"previous", "next", "first", "last"}  # what a locked agenda still allows


class AgendaLine(LineCard):
    """A line of the agenda. What the user asks leaves as `edited` or `asked`; the list answers."""

    edited = Signal(int, str, object)  # item id, field, value
    asked = Signal(int, str)  # item id, a command of `_KEYS` or the menu to open: kind, disclosure, rapporteur
    entered = Signal(int)
    dragged = Signal(int, float)
    dropped = Signal(int)

    def __init__(self, item: ItemRow, locked: bool) -> None:
        self.grip = Grip()
        self.disc = NumberDisc("")
        self.clock = Label("", 9.5, 600, "text2")
        self.title = ElidedLabel("", 10, 600)
        self.title_edit = TitleEditor("Titre du point")
        self.rapporteur = RapporteurButton()
        self.objective = BadgeButton("Objectif lié", height=20, points=8.5)
        self.absence = BadgeButton("Rapporteur", height=20, points=8.5)
        self.over = ElidedLabel("", 9, 400, "danger")
        self.extra = ElidedLabel("", 9, 400, "text2")
        self.problem = Label("", 9, 400, "danger")
        self.kind = BadgeButton("Type")
        self.disclosure = BadgeButton("Diffusion")
        self.minutes = LineMinutes("Durée prévue")
        self.menu_button = IconButton("dots-vertical", "Plus d’actions")
        super().__init__(self._layout())
        self.title_edit.hide()
        self.problem.hide()
        self.over.hide()
        self._connect()
        self.set_item(item, locked)

    def _layout(self) -> QLayout:
        self._badges: tuple[BadgeButton, BadgeButton] = (self.kind, self.disclosure)
        self._boxes = tuple(boxed(row(button, STRETCH)) for button in self._badges)
        theme.fix_width(self.clock, 62)
        below = row(
            self.rapporteur, self.absence, self.objective, self.over, self.extra, self.problem, STRETCH, spacing=6
        )  # fmt: skip
        words = column(self.title, self.title_edit, below, spacing=1)
        parts: tuple[QWidget | QLayout, ...] = (
            self.grip, self.disc, self.clock, words, *self._boxes, self.minutes, self.menu_button,
        )  # fmt: skip
        return row(*parts, spacing=10, margins=(8, 6, 4, 6), grow=3)

    def _connect(self) -> None:
        self.title_edit.accepted.connect(self._keep_title)
        self.title_edit.cancelled.connect(self._end_title)
        self.minutes.changed.connect(self._on_minutes)
        self.minutes.done.connect(self.setFocus)
        self.minutes.problem_changed.connect(self._say)
        self.grip.dragged.connect(self._on_dragged)
        self.grip.dropped.connect(self._on_dropped)
        self._choices: dict[QWidget, str] = {
            self.kind: "kind",
            self.disclosure: "disclosure",
            self.rapporteur: "rapporteur",
            self.absence: "absence",
            self.objective: "objective",
            self.menu_button: "menu",
        }
        for button in self._choices:
            assert isinstance(button, QAbstractButton)
            button.clicked.connect(self._on_choice)

    # --- what it shows

    def set_item(self, item: ItemRow, locked: bool) -> None:
        """Show the item as it is now; what is being typed stays."""
        self.item = item
        self.set_number(item.number)
        self.clock.setText(time_text(item.starts) if item.starts else "")
        self.title.setText(item.title)
        self.rapporteur.set_rapporteur(item.rapporteur, item.acronym)
        self.objective.set_state(f"Obj. {item.objective}", "target-arrow", "neutral")
        if item.absence is not None:
            self.absence.set_state(_absence(item.absence), "alert-triangle", "warning", _told(item.absence))
        self._show_below(not self.problem.text() and self.title_edit.isHidden())
        self.extra.setText(_extra(item))
        self.kind.set_state(word(item.kind), *badges.look(item.kind))
        self.disclosure.set_state(word(item.disclosure), *badges.look(item.disclosure))
        if not (self.minutes.hasFocus() and self.minutes.isModified()):
            self.minutes.set_minutes(item.planned_minutes)
        self._lock(locked)
        self._name()

    def set_over(self, words: str) -> None:
        """What the duration makes of the whole agenda; empty when it fits."""
        self.over.setText(words)
        self._show_below(not self.problem.text() and self.title_edit.isHidden())

    def _show_below(self, on: bool) -> None:
        """What stands beside the rapporteur, or nothing of it."""
        self.objective.setVisible(on and bool(self.item.objective))
        self.absence.setVisible(on and self.item.absence is not None)
        self.over.setVisible(on and bool(self.over.text()))
        self.extra.setVisible(on)

    def set_number(self, number: int) -> None:
        """Its rank, ahead of fresh rows while it moves."""
        self.disc.set_text(str(number))

    def _name(self) -> None:
        item = self.item
        when = time_text(item.starts) if item.starts else ""
        length = plural(item.planned_minutes, "minute") if item.planned_minutes is not None else "sans durée"
        kinds = (word(item.kind), word(item.disclosure))
        linked = f"objectif {item.objective}" if item.objective else ""
        missing = _told(item.absence).rstrip(".") if item.absence is not None else ""
        rest = (item.rapporteur, missing, linked, *kinds, length, _extra(item).strip(" ·"))
        parts = (f"Point {item.number}", item.title, when, *rest)
        self.setAccessibleName(typeset(", ".join(filter(None, parts))))
        self.minutes.setAccessibleName(typeset(f"Durée du point {item.number}"))
        self.menu_button.set_tip(f"Plus d’actions sur le point {item.number}")

    def _lock(self, locked: bool) -> None:
        self.locked = locked
        self.grip.setVisible(not locked)
        self.menu_button.setVisible(not locked)
        self.minutes.setReadOnly(locked)
        for button in (self.kind, self.disclosure, self.rapporteur, self.absence):
            button.setEnabled(not locked)

    def set_current(self, on: bool) -> None:
        """The current line alone is reached by Tab, and so are its controls."""
        super().set_current(on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
        inner = Qt.FocusPolicy.StrongFocus if on and not self.locked else Qt.FocusPolicy.ClickFocus
        for each in self.tab_stops()[1:]:
            each.setFocusPolicy(inner)

    def tab_stops(self) -> tuple[QWidget, ...]:
        """Where Tab goes, in order."""
        return (
            self,
            self.rapporteur,
            self.absence,
            self.objective,
            self.kind,
            self.disclosure,
            self.minutes,
            self.menu_button,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() < theme.px(_NARROW)
        for box, button in zip(self._boxes, self._badges, strict=True):
            theme.fix_width(box, 34 if compact else 104)
            button.set_compact(compact)
        for button in (self.absence, self.objective):
            button.set_compact(compact)

    # --- what the user does

    def start_title(self) -> None:
        """Change the title in place."""
        self.setMinimumHeight(self.height())  # the field takes the room of both lines, none moves
        for each in (self.title, self.rapporteur):
            each.hide()
        self._show_below(False)
        self.title_edit.setText(self.item.title)
        self.title_edit.show()
        self.title_edit.setFocus()
        self.title_edit.selectAll()

    def commit(self) -> None:
        """Save what is being typed."""
        if self.title_edit.isVisible():
            self._keep_title()
        elif self.minutes.hasFocus():
            self.minutes.editingFinished.emit()

    def _keep_title(self) -> None:
        if self.title_edit.isHidden():
            return
        text = self.title_edit.text().strip()
        if not text:
            self._say(explain_problem(Problem("title", "required")))
            mark(self.title_edit, "problem", True)
            return
        if text != self.item.title:
            self.title.setText(text)
            self.edited.emit(self.item.id, "title", text)
        self._end_title()

    def _end_title(self) -> None:
        back = self.title_edit.hasFocus()
        self._say("")
        mark(self.title_edit, "problem", False)
        self.title_edit.hide()
        self.title.show()
        self.setMinimumHeight(0)
        if back:
            self.setFocus()

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.rapporteur.setVisible(not problem)
        self._show_below(not problem)

    def _on_minutes(self, value: object) -> None:
        self.edited.emit(self.item.id, "planned_minutes", value)

    def _on_choice(self) -> None:
        sender = self.sender()
        assert isinstance(sender, QWidget)
        self.asked.emit(self.item.id, self._choices[sender])

    def _on_dragged(self, height: float) -> None:
        self.dragged.emit(self.item.id, height)

    def _on_dropped(self) -> None:
        self.dropped.emit(self.item.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pad = Qt.KeyboardModifier.KeypadModifier
        command = _KEYS.get((Qt.Key(event.key()), event.modifiers() & ~pad))
        if command in _ANYWHERE or (command is not None and self.hasFocus()):
            if not self.locked or command in _READING:
                self.asked.emit(self.item.id, command)
        elif self.hasFocus() and event.text().isdecimal() and not self.locked:
            self.minutes.setFocus()  # a figure typed on a line is its duration
            self.minutes.selectAll()
            self.minutes.insert(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.title.geometry().contains(event.position().toPoint()) and not self.locked:
            self.asked.emit(self.item.id, "title")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self.item.id)


def _absence(absence: Absence) -> str:
    """What a click does about a rapporteur that will not be there."""
    return "Non convié : convier" if absence.left_on is None else "Départ : remplacer"


def _told(absence: Absence) -> str:
    """Why it will not be there."""
    if absence.left_on is None:
        return f"{absence.partner} n’est pas convié à cette séance."
    return f"{absence.person}, {absence.partner}, a quitté ses fonctions le {date_short(absence.left_on)}."


def _extra(item: ItemRow) -> str:
    count = item.reviews if item.role is AgendaRole.FOLLOW_UP else item.decisions
    return f"· {plural(count, 'décision')}" if count else ""
