"""The day that a dialog of the history is about: Enter looks it up, and closes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.theme import Look

_WIDTH = 170


class DayEdit(DateEdit):
    """Looking for a day changes nothing that could be lost, so that leaving with one half typed asks nothing."""

    def __init__(self, look: Look, name: str, today: Callable[[], date]) -> None:
        super().__init__(look, name, today)
        self.setFixedWidth(look.px(_WIDTH))
        self.setProperty("field", "search")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for the field: a dialog would take it as its button."""
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
