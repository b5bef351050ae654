"""The keyboard alone: Tab reaches every control, never gets stuck, and one sees where it is."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QRadioButton, QScrollArea, QWidget

from tests.accessibility.walk import controls, place, whole

_MOST = 400


def unreached(root: QWidget) -> Iterator[str]:
    """Controls that Tab does not come to, and those that it does not leave."""
    if isinstance(root, QMenu):
        return
    reached: list[QWidget] = []
    now = _focus(root)
    for _ in range(_MOST):
        if now is None or now in reached:
            break
        reached.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        after = _focus(root)
        if after is now and len(_wanted(root)) > 1:
            yield f"Tab is stuck: {place(now)}"
            return
        now = after
    for widget in _wanted(root):
        if widget not in reached:
            yield f"Tab does not reach: {place(widget)}"


def _focus(root: QWidget) -> QWidget | None:
    widget = QApplication.focusWidget()
    return widget if widget is not None and (widget is root or root.isAncestorOf(widget)) else None


def _wanted(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in controls(root)
        if widget.isEnabledTo(root)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(widget, QRadioButton) and not widget.isChecked())
    ]


def unseen_focus(root: QWidget, seen: set[tuple[str, str]]) -> Iterator[str]:
    """Controls that look the same with and without the keyboard; each class and kind is looked at once."""
    if isinstance(root, QMenu):
        return
    wanted = _wanted(root)
    for widget in wanted:
        kind = (type(widget).__name__, str(widget.property("kind") or ""))
        others = [one for one in wanted if one is not widget]
        still = isinstance(widget, QScrollArea) and not widget.verticalScrollBar().isVisible()
        # a list without rows has nothing to point at
        bare = isinstance(widget, QAbstractItemView) and not widget.model().rowCount(QModelIndex())
        if kind in seen or not others or still or bare:
            continue
        seen.add(kind)
        shown = whole(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        focused = shown.grab().toImage()
        others[0].setFocus(Qt.FocusReason.TabFocusReason)
        if shown.grab().toImage() == focused:
            yield f"focus is not seen: {place(widget)}"
