"""Two looks at any widget tree: controls that a screen reader cannot name, and words that are cut."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from psq_desktop.views.kit import ElidedLabel

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar, QTextEdit,
)  # fmt: skip
_TOLERANCE = 2  # real pixels: hinting


def _visible(root: QWidget) -> Iterator[QWidget]:
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisibleTo(root) or widget is root:
            yield widget


def _is_inner(widget: QWidget) -> bool:
    """Parts that Qt makes itself and that answer through their owner."""
    if isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_"):
        return True
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView)):
            return isinstance(widget, (QAbstractButton, QLineEdit, QAbstractItemView))
        parent = parent.parentWidget()
    return False


def _described(widget: QWidget) -> str:
    path = [type(widget).__name__ + (f"#{widget.objectName()}" if widget.objectName() else "")]
    parent = widget.parentWidget()
    while parent is not None and len(path) < 4:
        path.append(type(parent).__name__)
        parent = parent.parentWidget()
    return " < ".join(path)


def unnamed_controls(root: QWidget) -> list[str]:
    """Shown interactive controls without accessible name, words or labelling buddy."""
    buddies = {label.buddy() for label in root.findChildren(QLabel) if label.buddy() is not None}
    missing = []
    for widget in _visible(root):
        if not isinstance(widget, CONTROLS) or _is_inner(widget):
            continue
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not (widget.accessibleName().strip() or words.strip() or widget in buddies):
            missing.append(_described(widget))
    if isinstance(root, QDialog) and not root.windowTitle().strip():
        missing.append(f"{_described(root)}: no title")
    return missing


def cut_texts(root: QWidget) -> list[str]:
    """Shown words that need more room than they have. Labels that shorten themselves have a tooltip: they pass."""
    found = []
    for widget in _visible(root):
        if isinstance(widget, ElidedLabel):
            # Shortened is fine; nothing left to read is not.
            if widget.text() and widget.width() < 2 * widget.fontMetrics().averageCharWidth():
                found.append(_cut(widget, widget.text(), 0, widget.width()))
        elif isinstance(widget, QLabel):
            if widget.toolTip() != widget.text():  # a label that shortens itself says all in its tooltip
                found += _cut_label(widget)
        elif isinstance(widget, QHeaderView):
            found += _cut_headers(widget)
        elif isinstance(widget, (QPushButton, QCheckBox, QRadioButton)):
            found += _cut_button(widget)
        elif isinstance(widget, QToolButton) and widget.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly:
            found += _too_narrow(widget, widget.text(), widget.sizeHint().width())
        elif isinstance(widget, QComboBox):
            found += _cut_combo(widget)
        elif isinstance(widget, QTabBar):
            found += _cut_tabs(widget)
    return found


def _cut(widget: QWidget, text: str, needed: int, room: int) -> str:
    return f"{_described(widget)}: « {text[:60]} » needs {needed}, has {room}"


def _too_narrow(widget: QWidget, text: str, needed: int) -> list[str]:
    return [_cut(widget, text, needed, widget.width())] if text and widget.width() + _TOLERANCE < needed else []


def _cut_label(label: QLabel) -> list[str]:
    text = label.text()
    room = label.contentsRect()
    if not text or not label.pixmap().isNull():
        return []
    if not label.wordWrap():
        lines = text.split("\n") if label.textFormat() == Qt.TextFormat.PlainText else [text]
        if label.textFormat() != Qt.TextFormat.PlainText and "<" in text:
            return []
        needed = max(label.fontMetrics().horizontalAdvance(line) for line in lines)
        if room.width() + _TOLERANCE < needed:
            return [_cut(label, text, needed, room.width())]
        if label.height() + _TOLERANCE < label.fontMetrics().tightBoundingRect(text).height() * len(lines):
            return [_cut(label, text, label.sizeHint().height(), label.height())]
        return []
    needed = label.heightForWidth(label.width())
    if label.height() + _TOLERANCE < needed:
        return [_cut(label, text, needed, label.height())]
    longest = max(label.fontMetrics().horizontalAdvance(word) for word in text.split())
    return [_cut(label, text, longest, room.width())] if room.width() + _TOLERANCE < longest else []


def _cut_button(button: QPushButton | QCheckBox | QRadioButton) -> list[str]:
    text = button.text().replace("&&", "&")
    if not text:
        return []
    option = QStyleOptionButton()
    option.initFrom(button)
    part = QStyle.SubElement.SE_PushButtonContents
    room = button.style().subElementRect(part, option, button) if isinstance(button, QPushButton) else button.rect()
    needed = button.fontMetrics().horizontalAdvance(text)
    if not button.icon().isNull():
        needed += button.iconSize().width() + 4
    if not isinstance(button, QPushButton):
        needed += button.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, button)
    return [_cut(button, text, needed, room.width())] if room.width() + _TOLERANCE < needed else []


def _cut_combo(combo: QComboBox) -> list[str]:
    option = QStyleOptionComboBox()
    option.initFrom(combo)
    room = combo.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
    )
    needed = combo.fontMetrics().horizontalAdvance(combo.currentText())
    if needed <= room.width() + _TOLERANCE or combo.toolTip():
        return []
    return [_cut(combo, combo.currentText(), needed, room.width())]


def _cut_headers(header: QHeaderView) -> list[str]:
    model = header.model()
    if header.orientation() != Qt.Orientation.Horizontal or model is None:
        return []
    found = []
    for section in range(header.count()):
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        needed = header.fontMetrics().horizontalAdvance(text)
        if not header.isSectionHidden(section) and text and header.sectionSize(section) < needed + 2:
            found.append(_cut(header, text, needed, header.sectionSize(section)))
    return found


def _cut_tabs(tabs: QTabBar) -> list[str]:
    found = []
    for index in range(tabs.count()):
        rect, text = tabs.tabRect(index), tabs.tabText(index)
        bold = tabs.font()
        bold.setWeight(bold.Weight.DemiBold)
        needed = QFontMetrics(bold).horizontalAdvance(text)
        if rect.width() < needed or rect.right() > tabs.width() + _TOLERANCE:
            found.append(_cut(tabs, text, needed, min(rect.width(), tabs.width() - rect.left())))
    return found
