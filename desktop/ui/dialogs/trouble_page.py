"""A board that does not open: what is the matter, that nothing was changed, and what can be done; the safest first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.services.ways_on import Trouble, Way
from desktop.ui.dialogs.body import Leaf
from desktop.ui.dialogs.open_board import labelled_pair
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.empty_state import Step, StepButton
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Icon, Line, Text

_WAYS = {
    Way.AGAIN: ("again", "Try again", "Once what is in the way is gone"),
    Way.READ_ONLY: ("read_only", "Open to read only", "Nothing can be changed then"),
    Way.RECOVERY_KEY: ("passphrase", "Use the recovery key…", "The long key that was printed when the board was made"),
    Way.RESTORE: ("take_back", "Restore a backup…", "What the files hold now is kept beside it"),
    Way.SALVAGE: ("open_board", "Salvage what can be read…", "Into a new board; the damaged one stays as it is"),
}
_OTHER = "Choose another board"


class TroublePage(Leaf):
    """``taken`` carries the Way that was chosen; ``back`` goes to another board."""

    taken = Signal(object)
    back = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("This board cannot be opened")
        self._look = look
        self.heading = Text(look, step="title", weight=STRONG, wrap=True)
        self.told = Text(look, wrap=True)
        self.small = Text(look, step="label", tone="text2", wrap=True)
        self.name, self.place = Text(look, wrap=True), Text(look, wrap=True)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(8)
        self.steps: list[StepButton] = []
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon(look, "failed", "error", 22))
        head.addWidget(self.heading, 1)
        self.head.addLayout(head)
        self.column.addWidget(self.told)
        self.column.addWidget(self.small)
        self.column.addSpacing(8)
        self.column.addLayout(self._ways)
        self.column.addSpacing(4)
        self.column.addWidget(Line())
        for words, value in (("Board", self.name), ("Kept in", self.place)):
            self.column.addLayout(labelled_pair(look, words, value))

    def show_trouble(self, folder: Path, trouble: Trouble, ways: Sequence[Way]) -> None:
        """Say it and offer what can be done."""
        self.heading.setText(trouble.heading)
        self.told.setText(trouble.words)
        self.small.setText(trouble.small)
        self.small.setVisible(bool(trouble.small))
        self.name.setText(folder.stem)
        self.place.setText(str(folder.parent))
        empty(self._ways)
        steps = [Step(*_WAYS[way], lambda way=way: self.taken.emit(way)) for way in ways]  # type: ignore[misc]
        steps.append(Step("back", _OTHER, "Another one, or a new one", self.back.emit))
        self.steps = [StepButton(self._look, step) for step in steps]
        for button in self.steps:
            self._ways.addWidget(button)
            button.show()

    def focus_safest(self) -> None:
        """Put the keyboard on what is offered first; the page must be the one that is shown."""
        self.steps[0].setFocus()
