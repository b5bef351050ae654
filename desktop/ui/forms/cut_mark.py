"""The sign that an editor of one line shows only the start of its words, and of how many things it names the first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit

from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text

_MARGIN = 2
"""What Qt keeps free at either end of an editor's text."""


class CutMark(Text):
    """Stands beside an editor in a row with ``spacing``, hidden while all of its words are seen or it is typed in."""

    def __init__(self, look: Look, edit: QLineEdit, spacing: int) -> None:
        super().__init__(look, "…", tone="text2")
        self._edit, self._spacing = edit, spacing
        self.hide()
        edit.installEventFilter(self)
        edit.textChanged.connect(self._look_again)

    def count(self, things: int) -> None:
        """How many things the words name; with one, their start says what it is."""
        self.setText(f"… {things} in all" if things > 1 else "…")
        self._look_again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another width cuts other words; while they are typed, the end that is typed at is seen."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._look_again()
        return super().eventFilter(watched, event)

    def _look_again(self) -> None:
        # the room there is without this mark: showing it must not change the answer
        taken = 0 if self.isHidden() else self.sizeHint().width() + self._spacing
        needed = self._edit.fontMetrics().horizontalAdvance(self._edit.text()) + 2 * _MARGIN
        typing = self._edit.hasFocus() and not self._edit.isReadOnly()
        self.setVisible(needed > self._edit.width() + taken and not typing)
