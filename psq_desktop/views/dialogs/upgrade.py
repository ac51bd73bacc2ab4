"""Before a base of an older version is changed, whoever opens it is asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from psq_desktop.french import typeset

UPGRADE, CANCEL = "Mettre à niveau", "Annuler"
_WORDS = (
    "La mettre à niveau ? L’ancienne est gardée à côté, vérifiée. "
    "Une version plus ancienne du programme ne lira plus la nouvelle."
)


def ask_upgrade(name: str, parent: QWidget, then: Callable[[], None]) -> None:
    """Ask, and go on with ``then`` when the answer is yes."""
    older = typeset("vient d’une version plus ancienne de Concertation.")
    question = QMessageBox(QMessageBox.Icon.Question, "Base plus ancienne", f"La base {name} {older}", parent=parent)
    question.setInformativeText(typeset(_WORDS))
    question.setDefaultButton(question.addButton(UPGRADE, QMessageBox.ButtonRole.AcceptRole))
    question.addButton(CANCEL, QMessageBox.ButtonRole.RejectRole)
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.accepted.connect(then)
    question.open()
