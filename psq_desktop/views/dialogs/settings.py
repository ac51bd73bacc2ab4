"""The user's own choices, and the base's alerts: each takes effect at once, there is nothing to confirm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import percent
from psq_desktop.settings import Settings, actor
from psq_desktop.views.dialogs.form import FieldSpec, Form
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import Button, Label, hairline
from psq_desktop.views.tokens import THEME_WORDS

if TYPE_CHECKING:
    from psq_desktop.views.dialogs.alerts import AlertsPart
    from psq_desktop.views.screen import Workspace

SCALES = (0.9, 1.0, 1.1, 1.25, 1.4, 1.5, 1.75)


class SettingsDialog(PlainDialog):
    """Name, theme, text size; with a base open, when it raises alerts."""

    changed = Signal(object)  # Settings

    def __init__(
        self, settings: Settings, parent: QWidget | None = None, *, workspace: Workspace | None = None
    ) -> None:
        super().__init__("Paramètres", 460, parent)
        self.settings = settings
        scales = sorted({*SCALES, settings.text_scale})
        self.form = Form(
            (
                (
                    FieldSpec(
                        "user_name", "Votre nom", placeholder=actor(replace(settings, user_name="")),
                        hint="Il signe chaque modification au journal de la base.",
                    ),
                ),
                (
                    FieldSpec("theme", "Thème", "choice", choices=tuple(THEME_WORDS.items())),
                    FieldSpec(
                        "text_scale", "Taille du texte", "choice",
                        choices=tuple((scale, percent(scale)) for scale in scales),
                    ),
                ),
            ),
            date.today(),
        )  # fmt: skip
        self.form.set_values(
            {"user_name": settings.user_name, "theme": settings.theme, "text_scale": settings.text_scale}
        )
        self.close_button = Button("Fermer", "check", "primary", shortcut="Échap")
        hint = Label("Chaque choix prend effet aussitôt, sur ce poste seulement.", 9, 400, "text2", wrap=True)
        self.alerts = self._alerts_of(workspace) if workspace is not None else None
        below = (hairline(), self.alerts) if self.alerts is not None else ()
        self.fill(self.form, hint, *below, buttons=(self.close_button,))
        self.form.field_left.connect(self._on_field)
        self.close_button.clicked.connect(self.accept)

    @staticmethod
    def _alerts_of(workspace: Workspace) -> AlertsPart:
        from psq_desktop.views.dialogs.alerts import AlertsPart  # with a base only: it brings its services along

        return AlertsPart(workspace)

    def _on_field(self, name: str, value: object) -> None:
        self.settings = replace(self.settings, **{name: value})  # type: ignore[arg-type]  # the form's own names
        self.changed.emit(self.settings)

    def done(self, result: int) -> None:
        """Échap too keeps what was being typed."""
        self.form.commit()
        if self.alerts is not None:
            self.alerts.commit()
        super().done(result)
