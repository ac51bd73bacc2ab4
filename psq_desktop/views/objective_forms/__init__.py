"""The dialogs in which objectives, and what belongs to them, are written."""

from psq_desktop.views.objective_forms.axes import open_axes
from psq_desktop.views.objective_forms.commitment import open_commitment
from psq_desktop.views.objective_forms.indicator import open_indicator
from psq_desktop.views.objective_forms.measure import open_measure
from psq_desktop.views.objective_forms.objective import open_edit_objective, open_new_objective
from psq_desktop.views.objective_forms.outlook import open_outlook
from psq_desktop.views.objective_forms.support import open_support

__all__ = [
    "open_axes",
    "open_commitment",
    "open_edit_objective",
    "open_indicator",
    "open_measure",
    "open_new_objective",
    "open_outlook",
    "open_support",
]
