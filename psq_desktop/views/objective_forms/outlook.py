"""« Déclarer la météo »: what the pilot says, beside what the figures say."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop import rules
from psq_desktop.french import date_short
from psq_desktop.services import facts, partners
from psq_desktop.services.facts import Limits
from psq_desktop.services.kinds import OutlookState
from psq_desktop.services.partners import PartnerSheet
from psq_desktop.services.steering import objectives, outlooks, thresholds
from psq_desktop.services.steering.progress_rows import ObjectiveSheet
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import Note
from psq_desktop.views.objective_forms.fields import MadeSpec, PastDateField
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.objective_forms.outlook_field import OutlookField
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.note import NoteKind
from psq_desktop.wording import word


def _lines(workspace: Workspace) -> Lines:
    def day() -> QWidget:
        return PastDateField("Déclarée le", today=lambda: workspace.today, width=0)

    return (
        (MadeSpec("state", "Ce que le pilote déclare", make=OutlookField),),
        (
            MadeSpec("on", "Déclarée le", make=day, required=True),
            FieldSpec("author", "Par", required=True, share=2, placeholder="Nom de la personne qui déclare"),
        ),
        (FieldSpec("comment", "Commentaire", "lines", placeholder="Ce qui l’explique, ce qui manque"),),
    )


class OutlookDialog(RecordDialog):
    """Notes a declaration; says which alert it raises or lifts before it is noted."""

    def __init__(self, workspace: Workspace, objective_id: int, parent: QWidget) -> None:
        super().__init__(workspace, "Déclarer la météo", "Déclarer", _lines(workspace), parent)
        self.effect = Note("info", "")
        self.effect.hide()
        self.form.say_below("state", self.effect)
        self._id = objective_id
        self._sheet: ObjectiveSheet | None = None
        self._limits: Limits | None = None
        self.submit_button.setEnabled(False)
        self.outlook_field.chosen.connect(self._say_effect)
        self.form.field_left.connect(self._say_effect)
        workspace.read(thresholds.limits, then=self._take_limits)
        workspace.read(objectives.sheet, objective_id, workspace.today, then=self._show, failed=self.on_refused)

    @property
    def outlook_field(self) -> OutlookField:
        """The five outlooks."""
        found = self.form.field("state")
        assert isinstance(found, OutlookField)
        return found

    def _take_limits(self, limits: Limits) -> None:
        self._limits = limits

    def _show(self, sheet: ObjectiveSheet) -> None:
        self._sheet = sheet
        self.say_about(f"{sheet.row.code} {sheet.row.title}")
        self.show_values(state=sheet.row.outlook, on=self.workspace.today)
        self.submit_button.setEnabled(True)
        self.form.focus("state")
        self._say_effect()
        if sheet.row.pilot_id is not None:
            day = self.workspace.today
            self.workspace.read(partners.sheet, sheet.row.pilot_id, day, then=self._take_pilot)

    def _take_pilot(self, pilot: PartnerSheet) -> None:
        here = [each for each in pilot.contacts if each.left_on is None and not each.mailbox]
        person = next((each for each in here if each.referent), here[0] if here else None)
        if person is not None and not self.form.value("author"):
            self.propose("author", person.display)

    def _say_effect(self, *_: Any) -> None:
        state = self.outlook_field.state
        if self._sheet is None or self._limits is None or state is None:
            return
        kind, title, text = _effect(self._sheet, self._limits, state, self.form.value("on"))
        self.effect.set_message(kind, title, text)
        self.effect.show()

    def write(self) -> None:
        values = self.form.values()
        self.send(outlooks.declare, self._id, **values, today=self.workspace.today, note="Météo déclarée")


def _effect(
    sheet: ObjectiveSheet, limits: Limits, state: OutlookState, on: dt.date | None
) -> tuple[NoteKind, str, str]:
    """Kind, title and text of what the declaration would do."""
    newest = sheet.outlooks[0] if sheet.outlooks else None
    if newest is not None and on is not None and on < newest.on:
        later = (
            f"Une météo plus récente existe ({word(newest.state)}, {date_short(newest.on)}) : elle reste en vigueur."
        )
        return "info", later, "Celle-ci prendra sa place dans l’historique."
    row = sheet.row
    gap = facts.gap(state, row.progress, row.elapsed, row.unheard, limits)
    if gap is not None:
        raised = "L’alerte d’écart demeure" if row.gap is not None else "Cette météo déclenchera une alerte"
        return "warning", f"{raised} : {rules.gap_words(gap)}.", rules.gap_rule(limits)
    if row.gap is not None:
        return "success", f"L’alerte d’écart sera levée ({rules.gap_words(row.gap)}).", rules.progress_words(row)
    return "info", "Aucune alerte : les chiffres ne contredisent pas cette météo.", rules.progress_words(row)


def open_outlook(workspace: Workspace, objective_id: int, parent: QWidget) -> OutlookDialog:
    """Note what the pilot declares of an objective."""
    dialog = OutlookDialog(workspace, objective_id, parent.window())
    dialog.open()
    return dialog
