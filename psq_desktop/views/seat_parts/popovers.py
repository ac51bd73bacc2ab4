"""The small panels of the participants: who represents, a guest, one seat whole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.services.kinds import AttendanceStatus, MandateRole, Reply
from psq_desktop.services.sitting import attendance
from psq_desktop.services.sitting.attendance import PersonChoice, SeatRow
from psq_desktop.views.kit import STRETCH, Button, ChoiceField, Label, TextField, hairline, row
from psq_desktop.views.popover import Popover
from psq_desktop.views.saving_fields import LineField, TimeField
from psq_desktop.views.screen import Workspace
from psq_desktop.views.seat_parts.words import agreed
from psq_desktop.wording import word, words

_SEEN = (AttendanceStatus.PRESENT, AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT)
_NO_REPLY = (None, "Sans réponse")


def others(seat: SeatRow, people: tuple[PersonChoice, ...]) -> tuple[PersonChoice, ...]:
    """Who may represent the person of the seat, substitutes first."""
    found = [each for each in people if each.display != seat.person]
    return tuple(sorted(found, key=lambda each: each.mandate_role is not MandateRole.SUBSTITUTE))


def _introduced(each: PersonChoice) -> str:
    if each.mandate_role is None:
        return each.display
    return f"{each.display}, {agreed(word(each.mandate_role).lower(), each.display)}"


class RepresentedPopover(Popover):
    """« Qui représente Habitat du Détroit ? »: one of its people, or a typed name; Entrée keeps it."""

    chosen = Signal(object, str)  # the seat, the name

    def __init__(self, seat: SeatRow, people: tuple[PersonChoice, ...], parent: QWidget) -> None:
        super().__init__(f"Qui représente {seat.partner} ?", parent)
        self._seat = seat
        known = others(seat, people)
        self.name_edit = TextField("Nom du représentant", "Nom, par exemple Mme Sarah Fournier")
        self.name_edit.setText(seat.represented_by or (known[0].display if known else ""))
        self.buttons: dict[Button, str] = {}
        for each in known:
            button = Button(_introduced(each))
            self.buttons[button] = each.display
            button.clicked.connect(self._on_person)
        self.fill(*self.buttons, self.name_edit, Label("Entrée valide, Échap renonce.", 9, 400, "text3"), width=340)
        self.name_edit.returnPressed.connect(self._on_name)
        self.name_edit.setFocus()
        self.name_edit.selectAll()

    def _on_person(self) -> None:
        sender = self.sender()
        assert isinstance(sender, Button)
        self._choose(self.buttons[sender])

    def _on_name(self) -> None:
        self._choose(self.name_edit.text())

    def _choose(self, name: str) -> None:
        self.chosen.emit(self._seat, name)
        self.close()


class AddPopover(Popover):
    """A partner that the formation does not convene, or a guest who sits for no partner."""

    def __init__(
        self, workspace: Workspace, meeting_id: int, partners: tuple[tuple[int, str], ...], parent: QWidget
    ) -> None:
        super().__init__("Ajouter un participant", parent)
        self._workspace, self._meeting_id = workspace, meeting_id
        self.partner_choice = ChoiceField("Partenaire à convoquer", ((None, "Choisir un partenaire"), *partners))
        self.name_edit = TextField("Nom de l’invité", "Mme Prénom Nom")
        self.organisation_edit = TextField("Organisme")
        self.role_edit = TextField("Qualité")
        self.invite_button = Button("Inviter", "user-plus", "primary")
        fields = (("name", self.name_edit), ("organisation", self.organisation_edit), ("role", self.role_edit))
        rows: list[QWidget] = [self.field_row(name, edit.accessibleName(), edit) for name, edit in fields]
        if partners:
            rows = [self.field_row("partner_id", "Partenaire à convoquer", self.partner_choice), hairline(), *rows]
        hint = Label("Un invité n’est jamais compté absent.", 9, 400, "text3", wrap=True)
        self.fill(*rows, hint, row(STRETCH, self.invite_button), width=340)
        for _, edit in fields:
            edit.returnPressed.connect(self._on_invite)
        self.partner_choice.value_changed.connect(self._on_partner)
        self.invite_button.clicked.connect(self._on_invite)
        self.name_edit.setFocus()

    def _on_partner(self, partner_id: object) -> None:
        if partner_id is not None:
            self._add(attendance.convene, partner_id, note="Partenaire convoqué")

    def _on_invite(self) -> None:
        typed = (edit.text() for edit in (self.name_edit, self.organisation_edit, self.role_edit))
        self._add(attendance.add_guest, *typed, note="Invité ajouté")

    def _add(self, service: Callable[..., int], *values: object, note: str) -> None:
        self.clear_error()
        self._workspace.write(
            service, self._meeting_id, *values, then=self._on_added, failed=self.show_error, note=note
        )

    def _on_added(self, _: object) -> None:
        self.close()


class SeatPopover(Popover):
    """One seat whole; each field saves itself."""

    remove_requested = Signal(object)

    def __init__(self, workspace: Workspace, seat: SeatRow, people: tuple[PersonChoice, ...], parent: QWidget) -> None:
        super().__init__(seat.partner or seat.person, parent)
        self._workspace, self._seat = workspace, seat
        self.represented_edit = LineField("Représenté par", seat.represented_by)
        self.arrived_field = TimeField("Arrivée", seat.arrived)
        self.left_field = TimeField("Départ", seat.left)
        self.reply_choice = ChoiceField("Réponse", (_NO_REPLY, *words(Reply)))
        self.reply_choice.set_value(seat.reply)
        self.remove_button = Button("Retirer de la séance", "trash", "danger")
        self._fields: dict[QWidget, str] = {}
        rows = [self._person_row(seat, people), self._text("role", "Qualité", LineField("Qualité", seat.role))]
        rows.append(self._text("represented_by", "Représenté par", self.represented_edit))
        times = [self._text("arrived", "Arrivée", self.arrived_field), self._text("left", "Départ", self.left_field)]
        reply = self.field_row("reply", "Réponse à la convocation", self.reply_choice)
        self.fill(*rows, row(*times, STRETCH, spacing=10), reply, row(self.remove_button, STRETCH), width=360)
        self.reply_choice.value_changed.connect(self._on_reply)
        self.remove_button.clicked.connect(self._on_remove)

    def _person_row(self, seat: SeatRow, people: tuple[PersonChoice, ...]) -> QWidget:
        if not people:
            return self._text("person", "Personne", LineField("Personne", seat.person))
        names = {each.display: each.contact_id for each in people}
        choices: list[tuple[object, str]] = [(key, name) for name, key in names.items()]
        if seat.person not in names:
            choices.insert(0, (None, seat.person or "Personne"))
        self.person_choice = ChoiceField("Personne", tuple(choices))
        self.person_choice.set_value(names.get(seat.person))
        self.person_choice.value_changed.connect(self._on_person)
        return self.field_row("person", "Personne", self.person_choice)

    def _text(self, name: str, label: str, field: LineField | TimeField) -> QWidget:
        self._fields[field] = name
        field.changed.connect(self._on_changed)
        return self.field_row(name, label, field)

    def _on_changed(self, value: object) -> None:
        sender = self.sender()
        assert isinstance(sender, QWidget)
        name = self._fields[sender]
        if name == "represented_by" and value and self._seat.status in _SEEN:
            self._save(attendance.set_status, AttendanceStatus.REPRESENTED, value)  # a name says that he came so
            return
        self._save(attendance.set_field, name, value)

    def _on_person(self, contact_id: object) -> None:
        if contact_id is not None:
            self._save(attendance.set_person, contact_id)

    def _on_reply(self, reply: object) -> None:
        self._save(attendance.set_reply, reply, self._workspace.today, self.represented_edit.text())

    def _save(self, service: Callable[..., None], *values: object) -> None:
        self.clear_error()
        self._workspace.write(service, self._seat.id, *values, failed=self.show_error)

    def _on_remove(self) -> None:
        self.remove_requested.emit(self._seat)
        self.close()
