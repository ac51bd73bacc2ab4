"""« Formations »: training sessions open to the reserve, who is expected, who came and the skill that it gave."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from psq_desktop.french import plural
from psq_desktop.services.kinds import TrainingAudience
from psq_desktop.services.means.means_rows import SessionRow
from psq_desktop.views.registers.register import Register
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.screen import Workspace
from psq_desktop.views.training_parts.attendance import ATTEND, ENLIST
from psq_desktop.views.training_parts.sessions import SESSION_FORM, SESSIONS


def _blank(_today: dt.date) -> dict[str, object]:
    return {"audience": TrainingAudience.RESERVE, "skill_id": None}


def counted(rows: tuple[SessionRow, ...], _today: dt.date) -> str:
    """« 4 sessions ouvertes à la réserve · 9 réservistes formés »."""
    came = {each.reservist_id for row in rows for each in row.reservists if each.attended}
    open_to = plural(len(rows), "session ouverte", "sessions ouvertes")
    return f"{open_to} à la réserve · {plural(len(came), 'réserviste formé', 'réservistes formés')}"


REGISTER: Register = replace(
    SESSIONS,
    title="Formations de la réserve",
    invitation="Inscrivez ici les sessions ouvertes aux réservistes : les présents reçoivent la compétence, datée.",
    hint="Choisissez une session dans la liste : ses inscrits et ses présents s’affichent ici.",
    counted=counted,
    form=replace(SESSION_FORM, blank=_blank),
    actions=(ENLIST, ATTEND),
    help_page="reserves",
)


class TrainingsTab(RegisterTab):
    """The register of sessions, of those that reservists may attend."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, REGISTER)
        self.asked = {"reserve": True}
