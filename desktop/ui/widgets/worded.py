"""A tick or a radio button whose words run on over several lines, as those of Qt cannot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout

from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text

INDENT = 29
"""Where the words begin, and what stands beneath them."""
_BUTTON = 24
_LEVEL = 3
"""The first line stands so far beneath the upper edge of its button."""


class WordsOf(Text):
    """The words beside a button without any; a press on them is a press on it."""

    def __init__(self, look: Look, button: QAbstractButton, words: str = "", *, tone: str = "text") -> None:
        super().__init__(look, words, tone=tone, wrap=True)
        self._button = button
        self.setContentsMargins(0, look.px(_LEVEL), 0, 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the button, with the keyboard on it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._button.setFocus(Qt.FocusReason.MouseFocusReason)
            self._button.click()
        super().mouseReleaseEvent(event)


def worded(look: Look, button: QAbstractButton, words: Text) -> QHBoxLayout:
    """Both in a row, the button level with the first line; the words begin at ``INDENT``."""
    button.setFixedWidth(look.px(_BUTTON))
    row = QHBoxLayout()
    row.setSpacing(look.px(INDENT) - look.px(_BUTTON))
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row
