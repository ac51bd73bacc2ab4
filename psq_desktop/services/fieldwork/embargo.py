"""The embargo on joint controls: until one is done, neither its date nor its place leaves the program.

A control that was cancelled may be planned again: it keeps its embargo. Nothing lifts it for an export, of any level.
"""

from __future__ import annotations

from psq_desktop.models.kinds import ControlState

WHAT = "control"  # of `Unmasking`


def embargoed(state: ControlState) -> bool:
    """Whether a control in that state is under embargo."""
    return state is not ControlState.DONE
