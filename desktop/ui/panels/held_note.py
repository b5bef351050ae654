"""That what is shown stands on the last saved value, while a field holds text that could not be used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.text import Icon, Text


class HeldNote(QWidget):
    """One sentence in amber beside the group; hidden while nothing is held."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.words = Text(look, step="label", tone="caution", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Icon(look, "caution", "caution", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, words: str) -> None:
        """Say it, or with nothing to say go away."""
        self.words.setText(words)
        self.setVisible(bool(words))
