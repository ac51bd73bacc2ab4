"""« Formation »: what heads of service ask for, and the sessions that answer."""

from __future__ import annotations

from psq_desktop.views.district.training_needs import NEEDS
from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.registers.switch import SwitchTab
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.screen import Workspace
from psq_desktop.views.training_parts.sessions import SESSIONS


def tab(workspace: Workspace) -> RegisterPart:
    """Both registers."""
    parts = (("Sessions", RegisterTab(workspace, SESSIONS)), ("Besoins", RegisterTab(workspace, NEEDS)))
    return SwitchTab(workspace, "Formation", parts)
