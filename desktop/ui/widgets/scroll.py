"""A page that scrolls: never sideways, on the ground of what is behind it, and the focus is always in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

BORDER = 2
"""The ring of the focus is part of the area; what stands inside begins this much further in."""


class Scroll(QScrollArea):
    """Holds one widget that grows with its content."""

    def __init__(self, content: QWidget, name: str) -> None:
        super().__init__()
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

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        content = self.widget()
        if now is not None and content is not None and now is not content and content.isAncestorOf(now):
            self.ensureWidgetVisible(now, 16, 24)
