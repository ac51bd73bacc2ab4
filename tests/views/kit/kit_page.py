"""One page with every shared widget."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from psq_desktop.services.kinds import (
    AgendaKind,
    AttendanceStatus,
    DecisionState,
    DisclosureLevel,
    MandateRole,
    MeetingState,
    MinutesState,
)
from psq_desktop.views import badges, theme
from psq_desktop.views.kit import (
    STRETCH,
    Badge,
    Button,
    ChoiceField,
    DateField,
    FieldRow,
    IconButton,
    IconLine,
    Label,
    LineCard,
    MinutesField,
    Note,
    NotesField,
    NumberDisc,
    RowsModel,
    SectionHead,
    Stat,
    TableCard,
    TableView,
    Tabs,
    TextField,
    column,
    row,
    scrolled,
)
from psq_desktop.views.widgets.note import NoteKind
from psq_desktop.wording import word
from tests.views.kit.samples import (
    SEAT_COLUMNS,
    SEATS,
)

_KINDS: tuple[NoteKind, ...] = ("info", "success", "warning", "danger")


def kit_page() -> QWidget:
    states = [badges.badge(code) for vocabulary in (MeetingState, DecisionState) for code in vocabulary]
    small = [
        badges.badge(code, small=True)
        for vocabulary in (AgendaKind, DisclosureLevel, AttendanceStatus, MandateRole)
        for code in vocabulary
    ]
    steps = [
        Badge(
            word(code),
            "check" if i == 0 else "",
            "success" if i == 0 else "solid" if i == 1 else "neutral",
            height=26,
            points=9.5,
        )
        for i, code in enumerate(MinutesState)
    ]
    due = DateField("Échéance", date(2026, 12, 15), today=_today)
    broken = DateField("Relance", today=_today)
    broken_row = FieldRow("Relance", broken)
    broken.setText("quinze")
    broken.editingFinished.emit()
    fields = row(
        FieldRow("Intitulé", TextField("Intitulé"), "Ce que la décision demande."),
        FieldRow("Échéance", due, "15/12, +7j, vendredi"),
        broken_row,
        FieldRow("Durée", MinutesField("Durée", 20)),
        FieldRow("Pilote", ChoiceField("Pilote", ((1, "Ville de Calais"), (2, "DSDEN 62")), 150)),
        spacing=16,
    )
    table = TableView(RowsModel(SEAT_COLUMNS, SEATS), "Participants par collège", row_height=36)
    table.select(4)
    empty = TableView(RowsModel(SEAT_COLUMNS), "Liste vide")
    empty.set_rows((), filtered=True)
    theme.fix_height(empty, 110)
    item = row(
        NumberDisc("3"),
        Label("9 h 50", 9.5, 600, "text2"),
        IconLine("gavel", "accent", "Contrôles inter-services", "DIPN 62", size=10),
        badges.badge(AgendaKind.DECISION, small=True),
        MinutesField("Durée du point 3", 20),
        IconButton("dots-vertical", "Plus d’actions"),
        spacing=10,
        margins=(8, 6, 4, 6),
        grow=2,
    )
    line = LineCard(item)
    line.set_current(True)
    notes = row(
        *(
            Note(kind, "Mandat à renouveler", "Mme Carpentier, Habitat du Détroit : fin le 31 décembre 2026.", "Voir")
            for kind in _KINDS
        ),
        spacing=12,
    )
    buttons = row(
        Button("Principal", "plus", "primary"),
        Button("Ordinaire", "printer"),
        Button("Discret", "eye", "ghost"),
        Button("Supprimer", "trash", "danger"),
        Button("Petit", kind="small"),
        IconButton("bold", "Gras", checkable=True),
        STRETCH,
    )
    return scrolled(
        column(
            Tabs(
                (("agenda", "Ordre du jour"), ("people", "Participants"), ("summons", "Convocation")),
                "Parties de la séance",
            ),
            row(*states[:8], STRETCH, spacing=5),
            row(*states[8:], STRETCH, spacing=5),
            row(*small[:7], STRETCH, spacing=5),
            row(*small[7:], STRETCH, spacing=5),
            row(*steps, STRETCH, spacing=6),
            buttons,
            fields,
            notes,
            row(
                *(
                    Stat(a, b, c)
                    for a, b, c in (
                        ("100 %", "5 sur 5", "présence, dont 1 représentée"),
                        ("4", "décisions", "3 tenues, 1 ouverte"),
                    )
                ),
                SectionHead("Décisions ouvertes", "5"),
                spacing=10,
            ),
            NotesField("Notes", "Notes de séance", 2),
            line,
            TableCard(table, grow=0),
            TableCard(empty),
            spacing=10,
            margins=theme.PAGE_MARGINS,
        ),
        "Éléments",
    )


def _today() -> date:
    return date(2026, 11, 19)
