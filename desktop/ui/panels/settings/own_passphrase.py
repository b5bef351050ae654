"""One's own passphrase: the current one, and the new one twice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.dialogs.frame import labelled
from desktop.ui.forms.new_passphrase import NewPassphrase
from desktop.ui.forms.secret_edit import CapsLockHint, SecretEdit, mark_wrong
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import WrongText

_PRESENT = "Current passphrase, or the recovery key"


class OwnPassphrase(QWidget):
    """``wanted`` when it is to be changed; nothing typed is kept once it is."""

    wanted = Signal()

    def __init__(self, look: Look, *names: str) -> None:
        super().__init__()
        self.present = SecretEdit(look, _PRESENT)
        self.wrong = WrongText(look)
        self.new = NewPassphrase(look, "New passphrase")
        self.new.know(*names)
        self.new.reveal.toggled.connect(self.present.reveal)
        self.change = Button(look, "Change passphrase", icon="passphrase")
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(labelled(look, _PRESENT, self.present))
        column.addWidget(self.wrong)
        column.addWidget(CapsLockHint(look, self.present))
        column.addWidget(self.new)
        column.addLayout(row)
        self._busy = False
        self.present.textEdited.connect(lambda _text: self.say_right())
        self.present.textChanged.connect(lambda _text: self._judge())
        self.present.returnPressed.connect(self.new.first.setFocus)
        self.new.judged.connect(lambda _enough: self._judge())
        self.new.wanted.connect(self._ask)
        self.change.clicked.connect(self._ask)
        self._judge()

    def set_busy(self, busy: bool) -> None:
        """While it is being changed nothing can be pressed twice."""
        self._busy = busy
        self._judge()

    def clear(self) -> None:
        """Forget what was typed."""
        self.new.clear()
        self.present.clear()
        self.say_right()

    def say_right(self) -> None:
        """Nothing is wrong with the present one, or it is being typed anew."""
        self.wrong.say("")
        mark_wrong(self.present, wrong=False)

    def again(self) -> None:
        """The present one is to be typed anew; the new one stays."""
        self.set_busy(False)
        mark_wrong(self.present, wrong=True)
        self.present.selectAll()
        self.present.setFocus()

    def _judge(self) -> None:
        told = self.new.strength.text()
        self.change.setEnabled(not self._busy and bool(self.present.text()) and self.new.enough_so_far)
        self.change.setAccessibleDescription("" if self.change.isEnabled() else told)

    def _ask(self) -> None:
        if self.change.isEnabled():
            self.wanted.emit()
