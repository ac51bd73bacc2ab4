"""Files that are dragged over a window."""

from __future__ import annotations

import warnings

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent


def entering(where: QPoint, data: QMimeData) -> QDragEnterEvent:
    """The event of a drag that comes in. Qt 6.12 deprecates this constructor for one that earlier ones lack."""
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return QDragEnterEvent(where, copy, data, left, Qt.KeyboardModifier.NoModifier)
