"""« Sort pour les points… »: which items a seat takes no part in, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from psq_desktop.french import typeset
from psq_desktop.services.sitting import presence
from psq_desktop.services.sitting.seat_sheet import ItemChoice, SeatSheet
from psq_desktop.views import theme
from psq_desktop.views.kit import STRETCH, Button, Label, TextField, boxed, column, row, scrolled
from psq_desktop.views.popover import Popover
from psq_desktop.views.screen import Workspace

_HIGHEST = 260
_SHOWN = 46  # letters of a title; the whole stands in the tip


class WithdrawalPopover(Popover):
    """One box for each item of the agenda."""

    def __init__(self, workspace: Workspace, sheet: SeatSheet, parent: QWidget) -> None:
        name = sheet.row.partner or sheet.row.person
        super().__init__(f"{name} sort de la salle pour", parent)
        self._workspace, self._seat_id = workspace, sheet.row.id
        self.boxes = {item.id: _box(item, item.id in sheet.live.withdrawn_from) for item in sheet.items}
        self.reason_edit = TextField("Motif", "Par exemple : intéressé à l’affaire")
        self.reason_edit.setText(sheet.reason)
        self.save_button = Button("Enregistrer", "check", "primary")
        inside = boxed(column(*self.boxes.values(), spacing=6))
        area = scrolled(inside, "Points de l’ordre du jour")
        area.setFixedHeight(min(theme.px(_HIGHEST), inside.sizeHint().height() + 2))
        hint = Label("N’y prend pas part : compté ni au quorum ni au vote de ces points.", 9, 400, "text3", wrap=True)
        self.fill(
            area, self.field_row("reason", "Motif", self.reason_edit), hint, row(STRETCH, self.save_button), width=380
        )
        self.save_button.clicked.connect(self._on_save)
        self.reason_edit.returnPressed.connect(self._on_save)
        next(iter(self.boxes.values())).setFocus()

    def _on_save(self) -> None:
        self.clear_error()
        chosen = tuple(key for key, box in self.boxes.items() if box.isChecked())
        self._workspace.write(
            presence.withdraw, self._seat_id, chosen, self.reason_edit.text(),
            then=self._on_saved, failed=self.show_error,
        )  # fmt: skip

    def _on_saved(self, _: object) -> None:
        self.close()


def _box(item: ItemChoice, checked: bool) -> QCheckBox:
    whole = typeset(f"{item.number}. {item.title}")
    short = whole if len(whole) <= _SHOWN else f"{whole[: _SHOWN - 1].rstrip()}…"
    made = QCheckBox(short.replace("&", "&&"))
    made.setAccessibleName(whole)
    made.setToolTip(whole if short != whole else "")
    made.setChecked(checked)
    return made
