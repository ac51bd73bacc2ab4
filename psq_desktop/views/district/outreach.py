"""Contacts with residents: what they raised, the answer they were given, the public sheet."""

from __future__ import annotations

import datetime as dt

from psq_desktop.services.fieldwork import outreach
from psq_desktop.services.fieldwork.outreach_rows import OutreachRow
from psq_desktop.services.kinds import OutreachState
from psq_desktop.views.district import outreach_words as told
from psq_desktop.views.district.outreach_forms import FORM, FeedbackDialog, PublicSheetDialog
from psq_desktop.views.district.outreach_themes import ThemesView
from psq_desktop.views.kit import Button
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.registers.register import Action, Block, Register, Sheet
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.screen import Workspace

PUBLIC_SHEET = "public_sheet"


class OutreachTab(RegisterTab):
    """The register of contacts, with the themes in its sheet and the public sheet in its bar."""

    def __init__(self, workspace: Workspace) -> None:
        self.themes = ThemesView(workspace)
        self.sheet_button = Button("Fiche publique…", "file-text", tip="« Vous nous avez dit, nous avons fait »")
        super().__init__(workspace, _register(self.themes), actions=(self.sheet_button,))
        self.sheet_button.clicked.connect(self.ask_public_sheet)

    def ask_public_sheet(self) -> None:
        """Ask for the period of the public sheet."""
        PublicSheetDialog(self.workspace, self.window()).open()

    def export(self) -> bool:
        self.ask_public_sheet()
        return True

    def preview(self) -> bool:
        return self.export()

    def perform(self, key: str) -> bool:
        return key == PUBLIC_SHEET and self.export()

    def unsaved_text(self) -> str:
        return self.themes.unsaved_text()


def _feedback(tab: RegisterTab, row: OutreachRow) -> None:
    FeedbackDialog(tab.workspace, row, tab.window()).open()


def _add_theme(tab: RegisterTab, _row: OutreachRow) -> None:
    if isinstance(tab, OutreachTab):
        tab.themes.edit(None)


def _cancel(tab: RegisterTab, row: OutreachRow) -> None:
    tab.workspace.write(outreach.cancel, row.id, note="Contact annulé")


def _resume(tab: RegisterTab, row: OutreachRow) -> None:
    tab.workspace.write(outreach.resume, row.id, note="Contact repris")


def _held(row: OutreachRow) -> bool:
    return row.state not in (OutreachState.PLANNED, OutreachState.CANCELLED)


def _cancelled(row: OutreachRow) -> bool:
    return row.state is OutreachState.CANCELLED


_ACTIONS = (
    Action(
        "feedback", "Noter la réponse aux habitants", "message-plus", _feedback, lambda r: r.state in told.WAITS,
        primary=True,
    ),
    Action("refeedback", "Modifier la réponse…", "message-plus", _feedback, lambda r: r.feedback_on is not None),
    Action("theme", "Ajouter un sujet", "plus", _add_theme, _held),
    Action("cancel", "Annuler le contact", "ban", _cancel, lambda r: r.state is OutreachState.PLANNED),
    Action("resume", "Reprendre le contact", "calendar-event", _resume, _cancelled),
)  # fmt: skip


def _register(themes: ThemesView) -> Register:
    def sheet(row: OutreachRow, _today: dt.date) -> Sheet:
        themes.show_row(row)
        return told.sheet(row, Block("Sujets soulevés", make=themes.placed))

    return Register(
        key="outreach",
        title="Contacts avec les habitants",
        icon="speakerphone",
        tables=("outreach_action", "outreach_theme", "partner_name", "objective"),
        search=outreach.search,
        columns=told.COLUMNS,
        searched=told.searched,
        called=lambda row: f"« {row.title} »",
        sheet=sheet,
        invitation="Notez la prochaine réunion, permanence ou marche : la date de la réponse aux habitants se calcule.",
        hint="Choisissez un contact pour voir ce qui a été dit, et ce qui a été fait.",
        filters=told.FILTERS,
        counted=told.counted,
        figures=told.figures,
        figure_count=4,
        form=FORM,
        remove=outreach.remove,
        actions=_ACTIONS,
    )


def tab(workspace: Workspace) -> RegisterPart:
    """The tab, made when it is first seen."""
    return OutreachTab(workspace)
