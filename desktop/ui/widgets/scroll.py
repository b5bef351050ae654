"""A page that scrolls: never sideways, on the ground of what is behind it, and the focus is always in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.ui.widgets.text import settle

BORDER = 2
"""The ring of the focus is part of the area; what stands inside begins this much further in."""


class Scroll(QScrollArea):
    """Holds one widget that grows with its content."""

    def __init__(self, content: QWidget, name: str) -> None:
        super().__init__()
        self._awaited: tuple[QWidget, ...] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        # wrapped text asks for its height at its least width; only the height at the real width counts
        content.setMinimumHeight(1)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def bring(self, *parts: QWidget) -> None:
        """Bring these into sight, once it is shown itself; where there is not room for all, the last, or the focus."""
        content, focus = self.widget(), QApplication.focusWidget()
        self._awaited = () if self.isVisible() else parts
        if self._awaited or content is None:
            return
        settle(content)
        # the content takes its new height now: a sentence that has just come would be brought into sight by half
        QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))
        settle(content)
        for part in parts:
            self.ensureWidgetVisible(part, 16, 12)
        if focus is not None and content.isAncestorOf(focus) and not any(one.isAncestorOf(focus) for one in parts):
            self.ensureWidgetVisible(focus, 16, 24)

    def showEvent(self, event: QShowEvent) -> None:
        """What was to be brought into sight is, as soon as everything has its place."""
        super().showEvent(event)
        if self._awaited:
            QTimer.singleShot(0, self, lambda: self.bring(*self._awaited))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What comes in beneath it takes height: the field with the keyboard is not pushed out of sight."""
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():
            self._focus_changed(None, QApplication.focusWidget())

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        content = self.widget()
        if now is not None and content is not None and now is not content and content.isAncestorOf(now):
            self.ensureWidgetVisible(now, 16, 24)
