"""Before days go into a calendar: whether they name the children."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.ui.dialogs.frame import Frame
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text
from desktop.ui.words import counted

_TOLD = (
    "Each day is a whole day, private, and blocks nobody’s time. Planned days move; save the calendar again after "
    "they have, and it takes the place of the one before."
)
_NAMED = "The children’s names in the titles"
_SEEN = "A calendar is seen by many eyes and copied to many devices. Without names a title has the case number alone."


class CalendarDialog(Frame):
    """``wanted`` carries whether names are wanted; off until somebody asks for them."""

    wanted = Signal(bool)

    def __init__(self, look: Look, days: int, parent: QWidget) -> None:
        super().__init__(look, f"Save {counted(days, 'day')} as a calendar", _TOLD, parent)
        self.named = QCheckBox(_NAMED)
        self.body.addWidget(self.named)
        self.body.addWidget(Text(look, _SEEN, step="label", tone="text2", wrap=True))
        self.body.addStretch(1)
        _, self.do = self.add_buttons("Choose the file…")
        self.do.clicked.connect(self._save)
        self.do.setFocus()

    def _save(self) -> None:
        self.accept()
        self.wanted.emit(self.named.isChecked())
