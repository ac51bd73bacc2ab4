"""« Chaque semaine… »: what comes back every week for one reservist."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop.french import date_short, typeset
from psq_desktop.services.kinds import Availability
from psq_desktop.services.reserves import availability
from psq_desktop.services.reserves.calendar_rows import CalendarRow, PatternRow
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import Label
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.reserves.calendar_hours import STATES, hours_words
from psq_desktop.views.reserves.calendar_said import Said, SaidList
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import word

WEEKDAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")
_LINES: Lines = (
    (
        FieldSpec("weekday", "Chaque", "choice", choices=tuple(enumerate(WEEKDAYS))),
        FieldSpec("state", "Le réserviste est", "choice", choices=STATES),
        FieldSpec("starts", "De", "time"),
        FieldSpec("ends", "À", "time"),
    ),
    (FieldSpec("valid_from", "À partir du", "day"), FieldSpec("valid_until", "Jusqu’au", "day")),
)
_HINT = "Sans heures : toute la journée. Sans dates : toujours. Un jour peint dans le calendrier passe avant."


def lines_of(rows: tuple[PatternRow, ...]) -> tuple[Said, ...]:
    """Patterns in words: « Lundi : disponible, 9 h 00 – 12 h 00 », « jusqu’au 31 déc. 2026 »."""
    return tuple(
        Said(
            row.id,
            row.state,
            typeset(
                f"{WEEKDAYS[row.weekday]} : {word(row.state).lower()}, {hours_words(row.starts, row.ends).lower()}"
            ),
            _valid(row),
        )
        for row in sorted(rows, key=lambda each: (each.weekday, each.id))
    )


def _valid(row: PatternRow) -> str:
    parts = []
    if row.valid_from is not None:
        parts.append(f"à partir du {date_short(row.valid_from)}")
    if row.valid_until is not None:
        parts.append(f"jusqu’au {date_short(row.valid_until)}")
    return typeset(", ".join(parts))


class WeeklyDialog(RecordDialog):
    """Stays open: one day of the week after the other is added."""

    def __init__(self, workspace: Workspace, person: CalendarRow, parent: QWidget) -> None:
        self._said = SaidList("Rien ne revient chaque semaine pour l’instant.")
        hint = Label(_HINT, 9, 400, "text2", wrap=True)
        super().__init__(workspace, "Chaque semaine", "Ajouter", _LINES, parent, below=(hint, self._said))
        self._person = person
        self.cancel_button.set_text("Fermer")
        self.say_about(f"{person.display} ({person.code})")
        self.show_values(weekday=0, state=Availability.AVAILABLE)
        self._said.remove_requested.connect(self._remove)
        self.form.focus("weekday")
        self._load()

    def _load(self) -> None:
        self.workspace.read(availability.patterns, self._person.id, then=self._take)

    def _take(self, rows: tuple[PatternRow, ...]) -> None:
        self._said.show_lines(lines_of(rows))

    def write(self) -> None:
        values = self.values()
        note = f"{WEEKDAYS[values['weekday']]} de chaque semaine : {word(values['state']).lower()}"
        args = (self._person.id, values.pop("weekday"), values.pop("state"))
        self.send(availability.set_pattern, *args, note=note, **values)

    def _on_saved(self, result: object) -> None:
        """The next day of the week, all else alike."""
        self._on_unwritten()
        kept = self.values()
        self.show_values(**{**kept, "weekday": (kept["weekday"] + 1) % 7})
        self.form.focus("weekday")
        self._load()
        self.saved.emit(result)

    def _remove(self, pattern_id: int) -> None:
        self.workspace.write(availability.remove_pattern, pattern_id, then=self._removed, failed=self.on_refused)

    def _removed(self, _result: object) -> None:
        self._load()
