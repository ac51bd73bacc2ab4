"""The sheet of keyboard shortcuts (Maj+F1)."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import STRETCH, Button, Label, Themed, boxed, column, hairline, row

ShortcutRow = tuple[str, str, str]  # group, what it does, keys


class Keys(Themed, QLabel):
    """The keys, as on a keyboard."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setObjectName("key")
        self.restyle()

    def restyle(self) -> None:
        self.setFont(theme.font(9, 600))


class ShortcutsDialog(PlainDialog):
    """Groups in two columns; the rows come from whoever knows the commands."""

    def __init__(self, rows: tuple[ShortcutRow, ...], parent: QWidget | None = None) -> None:
        super().__init__("Raccourcis clavier", 820, parent)
        groups: dict[str, list[ShortcutRow]] = {}
        for each in rows:
            groups.setdefault(each[0], []).append(each)
        halves: tuple[list[QWidget], list[QWidget]] = ([], [])
        heights = [0, 0]
        for title, members in groups.items():
            side = 0 if heights[0] <= heights[1] else 1  # the shorter column
            halves[side].append(_group(title, members))
            heights[side] += len(members) + 2
        sides = [boxed(column(*half, STRETCH, spacing=18)) for half in halves]
        body = row(sides[0], hairline(vertical=True), sides[1], spacing=22, margins=(0, 0, 12, 0))
        body.setStretch(0, 1)
        body.setStretch(2, 1)
        self.close_button = Button("Fermer", kind="primary", shortcut="Échap")
        self.close_button.clicked.connect(self.accept)
        self.fill(boxed(body), buttons=(self.close_button,))
        self.close_button.setFocus()


def _group(title: str, rows: list[ShortcutRow]) -> QWidget:
    lines = [_line(words, keys) for _, words, keys in rows]
    return boxed(column(Label(title, 10, 700, "accent_text"), *lines, spacing=5))


def _line(words: str, keys: str) -> QWidget:
    label = Label(words, 9.5, wrap=True)
    made = boxed(row(label, Keys(keys), spacing=10, grow=0))
    made.setAccessibleName(typeset(f"{words} : {keys}"))
    return made
