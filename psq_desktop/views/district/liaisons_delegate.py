"""The delegate for cohesion, above the liaisons: a reservist by code, the mandate, and the days left."""

from __future__ import annotations

from psq_desktop.french import date_long, plural
from psq_desktop.services.fieldwork import delegation
from psq_desktop.services.fieldwork.liaison_rows import DelegateRow
from psq_desktop.views.kit import Bar, Button, Card, ElidedLabel, IconBox, Label, boxed, column, row
from psq_desktop.views.screen import Route, Workspace

TITLE = "Délégué à la cohésion police-population"


class DelegateCard(Card):
    """Who holds the mandate, masked; a click opens the sheet among the reserves."""

    tables = ("cohesion_delegate", "reservist", "duty_shift", "reserve_rules")

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found: DelegateRow | None = None
        self._low = False
        self._name = Label("", 12, 700)
        self._mandate = ElidedLabel("", 9, 400, "text2")
        self._duties = ElidedLabel("", 9, 400, "text2")
        self._days = Label("", 12, 700)
        self._bar = Bar(0.0, "Jours faits", "warning")
        self._forecast = ElidedLabel("", 9, 400, "text2")
        self.button = Button("Voir dans Réserves", "shield")
        who = column(Label(TITLE, 9.5, 500, "text2"), self._name, self._mandate, self._duties, spacing=2)
        use = column(Label("Jours de l’année de contrat", 9.5, 500, "text2"), self._days, self._bar, self._forecast,
                     spacing=3)  # fmt: skip
        line = row(
            IconBox("id-badge-2", "accent", 40, disc=True), boxed(who), boxed(use), self.button,
            spacing=16, margins=(16, 10, 16, 10),
        )  # fmt: skip
        line.setStretch(1, 3)
        line.setStretch(2, 2)
        super().__init__(boxed(line))
        self.button.clicked.connect(self._on_clicked)
        self._show(None)

    def reload(self) -> None:
        """Ask who holds the mandate today."""
        self._workspace.read(delegation.current, self._workspace.today, then=self._show)

    def set_low(self, low: bool) -> None:
        """In fewer lines, where the window is low."""
        self._low = low
        self._show(self._found)

    def take_focus(self) -> None:
        """Give the keyboard to the way to the sheet."""
        self.button.setFocus()

    def _on_clicked(self) -> None:
        found = self._found
        route = Route("reserves", found.reservist_id, "roster") if found else Route("reserves", part="roster")
        self._workspace.go.emit(route)

    def _show(self, found: DelegateRow | None) -> None:
        self._found = found
        for each in (self._days, self._bar, self._forecast, self._duties):
            each.setVisible(found is not None)
        if found is None:
            self._name.setText("Aucun délégué en fonction")
            self._mandate.setText("Désignez un réserviste depuis sa fiche, dans Réserves.")
            return
        self._name.setText(f"{found.display} ({found.code})")
        end = f", jusqu’au {date_long(found.ends_on, weekday=False)}" if found.ends_on else ", sans terme"
        self._mandate.setText(f"En fonction depuis le {date_long(found.starts_on, weekday=False)}{end}")
        self._duties.setText(found.duties)
        self._duties.setVisible(bool(found.duties) and not self._low)
        self._show_days(found)

    def _show_days(self, found: DelegateRow) -> None:
        ceiling = found.ceiling
        self._bar.setVisible(bool(ceiling))
        if ceiling:
            self._days.setText(f"{found.days_used} sur {plural(ceiling, 'jour')}")
            self._bar.set_value(min(found.days_used / ceiling, 1.0))
        else:
            self._days.setText(plural(found.days_used, "jour"))
        self._forecast.setVisible(not self._low)
        self._forecast.setText(
            f"Plafond atteint le {date_long(found.reached_on, weekday=False)} à ce rythme"
            if found.reached_on is not None
            else "Plafond non atteint dans l’année à ce rythme"
        )
