"""One line beneath a field: an icon and a sentence in the tone of what it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.text import Icon, Text


class Remark(QWidget):
    """Hidden while it has nothing to say. ``icon`` may be empty, where the words are enough."""

    def __init__(self, look: Look, tone: str, icon: str = "") -> None:
        super().__init__()
        self._icon = Icon(look, icon, tone, 14)
        self._icon.setVisible(bool(icon))
        self.words = Text(look, step="label", tone=tone, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, words: str) -> None:
        """Say it, or with nothing to say go away."""
        if words != self.words.text():
            self.words.setText(words)
            self.words.setAccessibleName(words)
        self.setVisible(bool(words))
