"""Whether this computer's keyring opens the board for whoever has it open now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.keyring_unlocking import State
from desktop.ui.dialogs.frame import labelled
from desktop.ui.forms.secret_edit import CapsLockHint, RevealBox, SecretEdit
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Icon, Text

_TOLD = (
    "For starting the program only: a locked board always asks for the passphrase. The keyring keeps a random secret "
    "made for this computer, not your passphrase and not the board's key. A new passphrase, or a new key of the board, "
    "ends it."
)
_SAFETY = "Whoever can use your account on this computer can then open the board."
_MISSING = (
    "This computer has no keyring that Crestboard can use. You type your passphrase each time the program starts."
)
_STATES = {
    State.OFF: "Off: the passphrase is asked whenever the program starts",
    State.ON: "On: the board opens for you when the program starts",
    State.OF_ANOTHER: "On for somebody else who uses this account; turned on for you, it takes the place of theirs",
}


class OwnKeyring(QWidget):
    """``wanted`` carries the passphrase to turn it on with, ``unwanted`` turns it off."""

    wanted = Signal(str)
    unwanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.state = Text(look, wrap=True)
        self.secret = SecretEdit(look, "Your passphrase")
        self.reveal = RevealBox(self.secret)
        self.on = Button(look, "Open with this computer's keyring")
        self.off = Button(look, "Turn off")
        self._note, self._told = Icon(look, "note", "accent"), Text(look, _TOLD, step="label", tone="text2", wrap=True)
        self._note.hide()
        self._asked = QWidget()
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(6)
        asked.addLayout(labelled(look, "Your passphrase", self.secret))
        asked.addWidget(self.reveal)
        asked.addWidget(CapsLockHint(look, self.secret))
        asked.addLayout(_line(Icon(look, "caution", "caution"), Text(look, _SAFETY, wrap=True)))
        row = QHBoxLayout()
        row.addWidget(self.on)
        row.addWidget(self.off)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(_line(self._note, self.state))
        column.addWidget(self._told)
        column.addWidget(self._asked)
        column.addLayout(row)
        self._busy = False
        self.secret.textChanged.connect(lambda _text: self._judge())
        self.secret.returnPressed.connect(self._ask)
        self.on.clicked.connect(self._ask)
        self.off.clicked.connect(self._stop)
        self.show_state(State.OFF)

    def show_state(self, state: State) -> None:
        """Say how it is, and offer the opposite."""
        on = state is State.ON
        self.state.setText(_STATES[state])
        self.secret.clear()
        self.reveal.setChecked(False)
        self._note.hide()
        self._told.show()
        self._asked.setVisible(not on)
        self.on.setVisible(not on)
        self.off.setVisible(on)
        self.set_busy(False)

    def say_missing(self) -> None:
        """There is no keyring here: no fault of anybody, and nothing to type or to press."""
        self.show_state(State.OFF)
        self.state.setText(_MISSING)
        self._note.show()
        for part in (self._told, self._asked, self.on):
            part.hide()

    def set_busy(self, busy: bool) -> None:
        """While the keyring is asked nothing can be pressed twice."""
        self._busy = busy
        self.off.setEnabled(not busy)
        self._judge()

    def again(self) -> None:
        """The passphrase is to be typed anew."""
        self.set_busy(False)
        self.secret.selectAll()
        self.secret.setFocus()

    def _judge(self) -> None:
        self.on.setEnabled(not self._busy and bool(self.secret.text()))

    def _ask(self) -> None:
        if self.on.isEnabled():
            self.set_busy(True)
            self.wanted.emit(self.secret.text())

    def _stop(self) -> None:
        self.set_busy(True)
        self.unwanted.emit()


def _line(icon: Icon, words: Text) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row
