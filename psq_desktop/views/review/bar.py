"""The bottom bar: give up, send the file back, accept, apply."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import plural
from psq_desktop.services.rounds.campaign_rows import Review
from psq_desktop.views.kit import Button, ElidedLabel, row
from psq_desktop.views.review.choices import Sort, Tally

_NOTHING = "Cochez une ligne, ou décidez d’un conflit"


class BottomBar(QWidget):
    """What can be done with the whole return, and what it would do."""

    abandoned = Signal()
    annotation_requested = Signal()
    all_accepted = Signal()
    applied = Signal()
    left = Signal()  # back to the board

    def __init__(self) -> None:
        super().__init__()
        self.abandon_button = Button("Abandonner", kind="ghost", tip="Oublier ce fichier : rien n’est repris")
        self.annotate_button = Button(
            "Renvoyer le fichier annoté", "mail-forward", tip="Le classeur du partenaire, avec ce qui est à corriger"
        )
        self.accept_button = Button("Cocher les sûrs", "checks")
        self.apply_button = Button("Appliquer", "check", "primary", shortcut="Ctrl+Entrée")
        self.leave_button = Button("Revenir au tableau", "layout-list", "primary")
        self._words = ElidedLabel("", 9, 400, "text2")
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.abandon_button.clicked.connect(self.abandoned)
        self.annotate_button.clicked.connect(self.annotation_requested)
        self.accept_button.clicked.connect(self.all_accepted)
        self.apply_button.clicked.connect(self.applied)
        self.leave_button.clicked.connect(self.left)
        buttons = (self.accept_button, self.apply_button, self.leave_button)
        for each in (self.annotate_button, *buttons):
            each.hide()  # until there is a return
        self.setLayout(row(self.abandon_button, self.annotate_button, self._words, *buttons, spacing=8, grow=2))

    @property
    def words(self) -> str:
        """What is said of what applying would do."""
        return self._words.text()

    def show_tally(self, review: Review, tally: Tally, *, locked: bool) -> None:
        """Other figures."""
        self.abandon_button.setVisible(review.applied_on is None)
        safe = tally.sorts[Sort.SAFE]
        self.annotate_button.setVisible(bool(tally.sorts[Sort.ERROR] or tally.sorts[Sort.CONFLICT]))
        self.accept_button.setVisible(tally.unticked > 0 and not locked)
        self.accept_button.set_text(f"Cocher les {safe} sûrs" if safe > 1 else "Cocher le changement sûr")
        self.leave_button.setVisible(review.applied_on is not None or review.old_version)
        self.leave_button.set_kind("primary" if locked else "")
        able = (tally.accepted + tally.refused > 0 or filed(review, tally)) and not locked
        if self.apply_button.hasFocus() and not able:  # before it goes: the focus would leave the page
            self.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.apply_button.setVisible(not locked)
        self.apply_button.setEnabled(able)
        self.apply_button.set_text(_verb(review, tally))
        self.apply_button.set_tip("" if able else _NOTHING)
        self._words.setText(_told(review, tally, locked=locked))


def filed(review: Review, tally: Tally) -> bool:
    """Whether all that is left to do is to put the return away."""
    return tally.nothing_new and review.applied_on is None and not review.old_version


def _verb(review: Review, tally: Tally) -> str:
    if filed(review, tally):
        return "Classer sans changement"
    if tally.accepted:
        return f"Appliquer {plural(tally.accepted, 'changement')}"
    return f"Enregistrer {plural(tally.refused, 'choix', 'choix')}" if tally.refused else "Appliquer"


def _told(review: Review, tally: Tally, *, locked: bool) -> str:
    if locked:
        return "Ancienne version : rien n’est repris" if review.old_version else "Tout est décidé"
    if filed(review, tally):
        return "Rien de nouveau dans ce classeur"
    taken = plural(tally.accepted, "changement coché", "changements cochés")
    if tally.open and not tally.accepted + tally.refused:
        return f"{plural(tally.open, 'ligne', 'lignes')} à vérifier"
    if tally.open:
        return f"{taken} · {plural(tally.open, 'restera', 'resteront')} à vérifier"
    return f"{taken} · un seul Ctrl+Z annule tout"
