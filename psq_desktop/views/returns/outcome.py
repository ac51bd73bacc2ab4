"""What became of each file received, in French."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication

from psq_desktop import french
from psq_desktop.errors import UserError
from psq_desktop.services.kinds import LineKind
from psq_desktop.services.rounds.campaign_rows import Checked
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    STRETCH,
    Button,
    Card,
    CardHead,
    IconLine,
    Themed,
    column,
    scrolled,
)
from psq_desktop.views.tokens import Tone
from psq_desktop.wording import explain

_FEW = 3  # files whose account leaves room for the board
_LEAST = 120  # design pixels of a long list
_ANY = 16_777_215  # no greatest height
OLD = "old_dispatch"


class Told(NamedTuple):
    """One file: how it looks, what is said, where to go on."""

    icon: str
    tone: Tone
    sentence: str
    return_id: int | None


def lines_of(checked: Checked) -> str:
    """« 5 changements sûrs, 1 conflit, 1 à corriger »."""
    counts = Counter(line.kind for line in checked.lines)
    safe = sum(count for kind, count in counts.items() if kind.safe)
    conflicts, errors = counts[LineKind.CONFLICT], counts[LineKind.ERROR]
    told = (
        french.plural(safe, "changement sûr", "changements sûrs") if safe else "",
        french.plural(conflicts, "conflit") if conflicts else "",
        f"{errors} à corriger" if errors else "",
    )
    return ", ".join(filter(None, told)) or "rien de nouveau"


def told(checked: Checked) -> Told:
    """What to say of one file."""
    if checked.refusal:
        reason = explain(UserError(checked.refusal, **checked.params)).replace("\n", " ")
        old = checked.refusal == OLD
        if old and checked.partner:
            reason = f"{checked.partner} : {reason}"
        return Told("history" if old else "circle-x", "warning" if old else "danger", reason, checked.return_id)
    if checked.note:
        words = explain(UserError(checked.note, **checked.params)).replace("\n", " ")
        return Told("repeat", "info", f"{checked.partner} : {words}", checked.return_id)
    where = f"{checked.partner}, {checked.campaign}" if checked.campaign else checked.partner
    return Told("circle-check", "success", f"{where} : {lines_of(checked)}.", checked.return_id)


def summary(found: tuple[Checked, ...]) -> str:
    """« 12 fichiers reconnus, 2 refusés »."""
    refused = sum(bool(each.refusal) for each in found)
    known = len(found) - refused
    parts = (
        french.plural(known, "fichier reconnu", "fichiers reconnus") if known else "",
        (f"{refused} refusé" + ("s" if refused > 1 else "")) if refused and known else "",
        french.plural(refused, "fichier refusé", "fichiers refusés") if refused and not known else "",
    )
    return ", ".join(filter(None, parts)) or "Aucun fichier"


def details(found: tuple[Checked, ...]) -> str:
    """Everything that is said, as text to send to somebody."""
    return "\n".join(
        (french.typeset(summary(found)), *(f"{c.file} : {french.typeset(told(c).sentence)}" for c in found))
    )


class OutcomeCard(Themed, Card):
    """The files of one drop: refused ones first. `opened` gives the return to look at."""

    opened = Signal(int)
    closed = Signal()

    def __init__(self) -> None:
        self.copy_button = Button("Copier les détails", "copy", "ghost")
        self.close_button = Button("Fermer", "x", tip="Fermer ce compte rendu")
        self._head = CardHead("", "", self.copy_button, self.close_button)
        self._list = column(STRETCH, spacing=9, margins=(14, 9, 10, 9))
        self._area = scrolled(self._list, "Fichiers reçus")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        super().__init__(self._head, self._area, grow=1)
        self._found: tuple[Checked, ...] = ()
        self.lines: list[IconLine] = []
        self.verbs: dict[Button, int] = {}
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.closed)

    def show_files(self, found: tuple[Checked, ...]) -> None:
        """Say what became of other files."""
        self._found = found
        self._head.set_title(summary(found))
        for old in self.lines:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.verbs = {}
        ordered = sorted(found, key=lambda each: (not each.refusal, not each.note))
        self.lines = [self._line(each) for each in ordered]
        for rank, line in enumerate(self.lines):
            self._list.insertWidget(rank, line)
        self.close_button.set_text("Voir le tableau" if self.many else "Fermer")
        self._fit()

    def _line(self, checked: Checked) -> IconLine:
        icon, tone, sentence, return_id = told(checked)
        controls = []
        if return_id is not None:
            button = Button("Comparer" if checked.refusal == OLD else "Vérifier", kind="small")
            button.setAccessibleName(f"{button.accessibleName()} : {checked.partner}")
            button.clicked.connect(self._on_verb)
            self.verbs[button] = return_id
            controls.append(button)
        return IconLine(icon, tone, checked.file, sentence, *controls, wrap=True)

    @property
    def many(self) -> bool:
        """Whether the account takes the board's place until it is closed."""
        return len(self.lines) > _FEW

    def restyle(self) -> None:
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A short list stands whole; a long one has all the room there is."""
        layout = self._list
        inside = self._area.viewport().width()
        wanted = layout.heightForWidth(inside) if layout.hasHeightForWidth() else layout.sizeHint().height()
        self._area.setMinimumHeight(theme.px(_LEAST) if self.many else wanted)
        self._area.setMaximumHeight(_ANY if self.many else wanted)

    def _on_verb(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.opened.emit(self.verbs[sender])

    def _copy(self) -> None:
        QApplication.clipboard().setText(details(self._found))
