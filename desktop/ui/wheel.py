"""The mouse wheel scrolls; it never changes a value."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QScrollBar, QWidget


class WheelGuard(QObject):
    """One filter for the whole application: combo boxes, spin boxes and sliders pass the wheel on to their page."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send the wheel to the widget around a control that would take it as a change."""
        if event.type() != QEvent.Type.Wheel or not isinstance(event, QWheelEvent):
            return False
        slider = isinstance(watched, QAbstractSlider) and not isinstance(watched, QScrollBar)
        if not slider and not isinstance(watched, (QComboBox, QAbstractSpinBox)):
            return False
        around = watched.parent()
        if isinstance(around, QWidget):
            QCoreApplication.sendEvent(around, event)
        return True
