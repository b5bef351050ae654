"""The mouse wheel scrolls; it never changes a value."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QWidget

HELD_STILL = (QComboBox, QAbstractSpinBox, QAbstractSlider)
"""Controls that would take the wheel as a change; scroll bars are for scrolling."""


class WheelGuard(QObject):
    """Listens to such controls alone: a filter for the whole application slows every event down."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send the wheel to the widget around the control."""
        if not isinstance(event, QWheelEvent):
            return False
        around = watched.parent()
        if isinstance(around, QWidget):
            QCoreApplication.sendEvent(around, event)
        return True
