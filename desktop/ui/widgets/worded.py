"""A tick or a radio button whose words run on over several lines, as those of Qt cannot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout

from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text

_GAP = 8


class WordsOf(Text):
    """The words beside a button without any; a press on them is a press on it."""

    def __init__(self, look: Look, button: QAbstractButton, words: str = "", *, tone: str = "text") -> None:
        super().__init__(look, words, tone=tone, wrap=True)
        self._button = button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the button, with the keyboard on it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._button.setFocus(Qt.FocusReason.MouseFocusReason)
            self._button.click()
        super().mouseReleaseEvent(event)


def worded(button: QAbstractButton, words: Text) -> QHBoxLayout:
    """Both in a row, the button level with the first line."""
    row = QHBoxLayout()
    row.setSpacing(_GAP)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row
