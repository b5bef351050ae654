"""A new passphrase for somebody who forgot theirs, set by an administrator."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.person import Person
from desktop.ui.dialogs.working import WorkingDialog
from desktop.ui.forms.new_passphrase import NewPassphrase
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text

_TOLD = (
    "The passphrase they had no longer opens this board; backups made before still open with it. Ask them to change "
    "the new one to one of their own at once (Settings, Board): until then you know it, too. It is written into the "
    "history that you set it."
)
_HELD = "Write the passphrase twice, and it can be set."


class FirstPassphraseDialog(WorkingDialog):
    """``wanted`` carries the passphrase; the window sets it and closes the dialog."""

    wanted = Signal(str)

    def __init__(self, look: Look, board: str, person: Person, parent: QWidget) -> None:
        super().__init__(look, f"Set a new passphrase for {person.name}?", _TOLD, parent)
        self.ask_size(560, 320)
        self.secret = NewPassphrase(look)
        self.secret.know(board, person.name)
        self.body.addWidget(self.secret)
        self.body.addStretch(1)
        self.held = Text(look, _HELD, step="label", tone="text2", wrap=True)
        self.add_beneath(self.held)
        _, self.do = self.add_buttons("Set passphrase")
        self.secret.judged.connect(lambda _enough: self.allow())
        self.secret.wanted.connect(self._ask)
        self.do.clicked.connect(self._ask)
        self.allow()
        self.secret.first.setFocus()

    def allow(self) -> None:
        """With a passphrase that is long enough."""
        ready = self.secret.enough_so_far
        self.do.setEnabled(ready and not self.working)
        self.held.setVisible(not ready)

    def refuse(self, sentence: str) -> None:
        """It can be typed anew."""
        super().refuse(sentence)
        self.secret.first.setFocus()

    def _ask(self) -> None:
        if self.do.isEnabled():
            self.wanted.emit(self.secret.text())
