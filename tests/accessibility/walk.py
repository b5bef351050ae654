"""Walking through everything that is visible in a window, and saying where a fault is."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

EDITORS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)
CONTROLS = (QAbstractButton, QAbstractItemView, QGraphicsView, *EDITORS)


def visible(root: QWidget) -> Iterator[QWidget]:
    """Every widget of a window that is shown, the window first; not those of other windows that it owns."""
    yield root
    for widget in root.findChildren(QWidget):
        if widget.window() is root.window() and widget.isVisibleTo(root) and not widget.size().isEmpty():
            yield widget


def controls(root: QWidget) -> Iterator[QWidget]:
    """What can be pressed, chosen from, typed into or reached with Tab."""
    for widget in visible(root):
        tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        # heads of tables are told as their cells
        if widget is root or isinstance(widget, (QScrollBar, QHeaderView)):
            continue
        if tabbed or isinstance(widget, CONTROLS):
            yield widget


def whole(widget: QWidget) -> QWidget:
    """The control whose inner part a widget is, or the widget."""
    around = widget.parentWidget()
    return around if around is not None and around.focusProxy() is widget else widget


def place(widget: QWidget) -> str:
    """Where a widget is: the classes around it, from the window inwards, and what it says."""
    names = []
    one: QWidget | None = widget
    while one is not None:
        if type(one) not in {QWidget, QLabel} or one is widget:
            names.append(type(one).__name__)
        one = None if one.isWindow() else one.parentWidget()
    words = widget.text() if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) else widget.accessibleName()
    return f"{'/'.join(reversed(names))} {words!r}"


def room(widget: QWidget) -> Iterator[tuple[QWidget, bool]]:
    """What lies around a widget up to its window, each with whether it scrolls up and down."""
    around = widget.parentWidget()
    while around is not None:
        holder = around.parentWidget()
        scrolls = isinstance(holder, QAbstractScrollArea) and holder.viewport() is around
        yield around, scrolls
        if around.isWindow():
            return
        around = holder
