"""The quarterly note: proposed sentences under four headings, kept, rewritten, added to; then a PDF and its annex."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from psq_desktop.french import date_long, plural
from psq_desktop.services.evaluation import quarterly, quarters
from psq_desktop.services.evaluation.note_rows import NoteRow, NoteSheet
from psq_desktop.services.kinds import NoteHeading, NoteState
from psq_desktop.views import theme
from psq_desktop.views.district.note_board import NoteBoard
from psq_desktop.views.kit import Button, ChoiceField, EmptyState, Note, boxed, column, scrolled
from psq_desktop.views.screen import Heading, Paper, Route, Screen, Workspace

DRAFT = "Rédiger à partir des données"
_BACK = 8  # quarters that can be chosen
_EMPTY = (
    "Le programme propose des phrases tirées des données du trimestre, chacune avec sa source : vous les gardez, les "
    "réécrivez ou les laissez de côté. Aucune ne nomme une personne."
)
_LEVEL = (
    "Pour les partenaires : ni nom de personne, ni objectif restreint, ni contrôle à venir. « Actualiser » ne touche "
    "pas aux phrases que vous avez modifiées."
)


class NotePage(Screen):
    """The note of one quarter."""

    tables = (
        "quarterly_note", "note_sentence", "outreach_action", "outreach_theme", "joint_control", "retained_post",
        "equipment_item", "victim_reception", "survey_wave", "survey_result", "duty_shift", "training_session",
        "decision", "follow_up", "measure", "commitment", "reading", "outlook", "support_request", "objective",
    )  # fmt: skip
    help_page = "dispositif"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._quarter = quarters.ended_before(workspace.today)
        self._sheet: NoteSheet | None = None
        self.board = NoteBoard(workspace)
        self.choice = ChoiceField("Trimestre", ((self._quarter, _short(self._quarter)),), 116)
        self.refresh_button = Button("Actualiser", "refresh", tip="Reprendre les chiffres d’aujourd’hui")
        self.preview_button = Button("Aperçu", "eye", shortcut="Ctrl+P")
        self.finish_button = Button("Terminer", "check", "primary")
        self.reopen_button = Button("Reprendre la note", "lock-open")
        self._note = Note("info", "", "")
        self._empty = EmptyState("file-text", "Note trimestrielle", _EMPTY, ((DRAFT, "wand"),))
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._scroll = scrolled(self.board, "Phrases de la note")
        self._written = boxed(column(self._note, self._scroll, spacing=10, grow=1))
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._written)
        self.setLayout(column(self._pages, margins=theme.PAGE_MARGINS, grow=0))

    def _connect(self) -> None:
        self.choice.value_changed.connect(self._on_quarter)
        self.refresh_button.clicked.connect(self.draft)
        self.preview_button.clicked.connect(self.preview)
        self.finish_button.clicked.connect(self._finish)
        self.reopen_button.clicked.connect(self._reopen)
        self._empty.chosen.connect(self.draft)
        self.board.refused.connect(self.workspace.tasks.refused)

    # --- what the window asks

    def heading(self) -> Heading:
        sheet = self._sheet
        actions: tuple[QWidget, ...] = (self.choice,)
        if sheet is None:
            return Heading("Note trimestrielle", quarters.label(*self._quarter), actions=actions)
        final = sheet.row.state is NoteState.FINAL
        state = (
            f"terminée le {date_long(sheet.row.finished_on, weekday=False)}" if sheet.row.finished_on else "brouillon"
        )
        told = (
            sheet.row.label,
            state,
            plural(sheet.row.sentences, "phrase retenue", "phrases retenues"),
            "partenaires",
        )
        own = (self.reopen_button,) if final else (self.refresh_button, self.finish_button)
        return Heading("Note trimestrielle", " · ".join(told), actions=(*actions, self.preview_button, *own))

    def open(self, route: Route) -> None:
        """A note by its id, or by « 2026-T3 »."""
        found = re.fullmatch(r"(\d{4})-T([1-4])", route.part)
        if found:
            self._choose((int(found[1]), int(found[2])))
        elif route.id is not None:
            self.workspace.read(quarterly.note, route.id, self.workspace.today, then=self._on_found)

    def _on_found(self, sheet: NoteSheet) -> None:
        self._choose((sheet.row.year, sheet.row.quarter))

    def _choose(self, quarter: tuple[int, int]) -> None:
        if quarter != self._quarter:
            self._quarter = quarter
            self.board.clear()
            self.reload()

    def reload(self) -> None:
        today = self.workspace.today
        self.workspace.read(quarterly.search, today, then=self._take_notes)
        self.workspace.read(quarterly.of_quarter, *self._quarter, today, then=partial(self._take, self._quarter))

    def take_focus(self) -> None:
        (self._scroll if self._sheet is not None else self._empty).setFocus()

    def unsaved_text(self) -> str:
        return "\n\n".join(self.board.typed)

    def commit_edits(self) -> None:
        self.board.save()

    def create_new(self) -> None:
        """Ctrl+N: a sentence under the first heading."""
        if self._sheet is None:
            self.draft()
        elif self._sheet.row.state is NoteState.DRAFT:
            self.board.sections[NoteHeading.INITIATIVES].add()

    def preview(self) -> bool:
        return self._paper("preview")

    def export(self) -> bool:
        return self._paper("export")

    def _paper(self, way: str) -> bool:
        if self._sheet is None:
            return False
        note_id, today = self._sheet.row.id, self.workspace.today

        def compose(session: Any) -> Any:
            return quarterly.compose(session, note_id, today)

        self.workspace.paper_requested.emit(way, "quarterly-note", Paper(compose))
        return True

    # --- what is shown

    def _take_notes(self, rows: tuple[NoteRow, ...]) -> None:
        today = self.workspace.today
        now = (today.year, (today.month + 2) // 3)
        known = {now, self._quarter, *((each.year, each.quarter) for each in rows)}
        for _ in range(_BACK):
            known.add(now)
            now = (now[0], now[1] - 1) if now[1] > 1 else (now[0] - 1, 4)
        self.choice.set_choices(tuple((each, _short(each)) for each in sorted(known, reverse=True)))
        self.choice.set_value(self._quarter)

    def _take(self, quarter: tuple[int, int], sheet: NoteSheet | None) -> None:
        if quarter != self._quarter:  # another one was chosen meanwhile
            return
        self._sheet = sheet
        self._pages.setCurrentWidget(self._written if sheet is not None else self._empty)
        if sheet is not None:
            self._show(sheet)
        self.heading_changed.emit()

    def _show(self, sheet: NoteSheet) -> None:
        self.board.show_sheet(sheet)
        changed = sum(each.changed for each in sheet.sentences)
        if changed and sheet.row.state is NoteState.DRAFT:
            words = plural(changed, "phrase modifiée s’appuie", "phrases modifiées s’appuient")
            self._note.set_message("warning", f"{words} sur des chiffres qui ont changé", _LEVEL)
        else:
            as_of = f"État au {date_long(sheet.as_of, weekday=False)}"
            self._note.set_message("info", f"Note du {sheet.row.label}. {as_of}", _LEVEL)

    # --- what the user does

    def draft(self, *_asked: object) -> None:
        """Begin the note, or take today's figures over into what nobody rewrote."""
        note = "Note rédigée" if self._sheet is None else "Note actualisée"
        self.workspace.write(quarterly.draft, *self._quarter, self.workspace.today, note=note)

    def _finish(self) -> None:
        self.commit_edits()
        if self._sheet is not None:
            self.workspace.write(quarterly.finish, self._sheet.row.id, self.workspace.today, note="Note terminée")

    def _reopen(self) -> None:
        if self._sheet is not None:
            self.workspace.write(quarterly.reopen, self._sheet.row.id, note="Note reprise")

    def _on_quarter(self, quarter: object) -> None:
        self.commit_edits()
        if isinstance(quarter, tuple):
            self._choose((quarter[0], quarter[1]))


def _short(quarter: tuple[int, int]) -> str:
    """« T3 2026 »."""
    return f"T{quarter[1]} {quarter[0]}"
