"""A partner typed by name or acronym, with the names that match below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QWidget

from psq_desktop.french import fold
from psq_desktop.views import theme
from psq_desktop.views.widgets.fields import CheckedField

SHOWN = 8


@dataclass(frozen=True, slots=True)
class PartnerChoice:
    """A partner that can be named."""

    id: int
    name: str
    acronym: str


class PartnerField(CheckedField):
    """Reads « hd », « habitat » or the whole name; `changed` gives the partner's id."""

    complaint = "Partenaire inconnu. Écrivez le début de son nom ou son sigle."

    def __init__(self, name: str = "Pilote", width: float = 0, parent: QWidget | None = None) -> None:
        self._choices: tuple[PartnerChoice, ...] = ()
        super().__init__(name, "Nom ou sigle", parent)
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(SHOWN)
        self._completer.activated.connect(self._on_chosen)
        self._completer.setWidget(self)
        self.textEdited.connect(self._propose)
        if width:
            theme.fix_width(self, width)

    def set_choices(self, choices: tuple[PartnerChoice, ...]) -> None:
        """Who can be named."""
        self._choices = choices

    @property
    def partner_id(self) -> int | None:
        """The partner's id."""
        return self._value if isinstance(self._value, int) else None

    def set_partner(self, partner_id: int | None) -> None:
        """Show a partner without a signal."""
        self._assign(partner_id)

    def matching(self, text: str) -> list[PartnerChoice]:
        """Partners for a typed text: by acronym, then by the start of the name, then by any part of it."""
        wanted = fold(text.strip())
        ranked = [(rank, c) for c in self._choices if (rank := _rank(c, wanted)) is not None]
        return [choice for _, choice in sorted(ranked, key=_by_rank)]

    def read(self, text: str) -> int | None:
        found = self.matching(text)
        return found[0].id if found else None

    def written(self, value: object) -> str:
        return next((c.name for c in self._choices if c.id == value), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self._list().isVisible():
            self._propose(self.text())
        else:
            super().keyPressEvent(event)

    def _propose(self, text: str) -> None:
        names = [choice.name for choice in self.matching(text)] if text.strip() else [c.name for c in self._choices]
        self._names.setStringList(names)
        if names and self.hasFocus():
            self._completer.complete()
        else:
            self._list().hide()

    def _list(self) -> QAbstractItemView:
        popup = self._completer.popup()
        assert popup is not None
        return popup

    def _on_chosen(self, name: str) -> None:
        self.setText(name)
        self.setFocus()
        self._on_finished()


def _rank(choice: PartnerChoice, wanted: str) -> int | None:
    name, acronym = fold(choice.name), fold(choice.acronym)
    if wanted in (acronym, name):
        return 0
    if name.startswith(wanted):
        return 1
    if acronym.startswith(wanted) or any(word.startswith(wanted) for word in name.split()):
        return 2
    return 3 if wanted in name else None


def _by_rank(pair: tuple[int, PartnerChoice]) -> tuple[int, str]:
    return pair[0], fold(pair[1].name)
