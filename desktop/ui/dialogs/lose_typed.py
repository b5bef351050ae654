"""Closing the window while a field holds text that could not be used: it is in no record, and would be gone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.dialogs.frame import Frame
from desktop.ui.theme import Look


class LoseTypedDialog(Frame):
    """``accepted``: close anyway; ``rejected``: stay, which is what Enter and Esc do."""

    def __init__(self, look: Look, sentence: str, parent: QWidget) -> None:
        super().__init__(look, "Close and lose what was typed?", sentence, parent)
        self.stay, self.do = self.add_buttons("Close anyway", danger=True, cancel="Stay")
        self.stay.setAutoDefault(True)
        self.stay.setDefault(True)
        self.do.clicked.connect(self.accept)
        self.stay.setFocus()
