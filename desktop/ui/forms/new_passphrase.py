"""A new passphrase, typed twice, with its strength in words. Nothing typed leaves these fields but for the service."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.dialogs.frame import labelled
from desktop.ui.forms.passphrase import strength
from desktop.ui.forms.secret_edit import CapsLockHint, RevealBox, SecretEdit
from desktop.ui.theme import Look
from desktop.ui.widgets.text import Text


class NewPassphrase(QWidget):
    """``judged`` says after each key whether it may be used; ``wanted`` that Enter was pressed."""

    judged = Signal(bool)
    wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.first, self.second = SecretEdit(look, "Passphrase"), SecretEdit(look, "Passphrase once more")
        self.strength = Text(look, step="label", tone="text2", wrap=True)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addLayout(labelled(look, "Passphrase", self.first), 1)
        pair.addLayout(labelled(look, "Passphrase once more", self.second), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(pair)
        self.reveal = RevealBox(self.first, self.second)
        beneath = QHBoxLayout()
        beneath.setSpacing(12)
        beneath.addWidget(self.reveal, 0, Qt.AlignmentFlag.AlignTop)
        beneath.addWidget(self.strength, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(beneath)
        column.addWidget(CapsLockHint(look, self.first, self.second))
        for editor in (self.first, self.second):
            editor.textChanged.connect(lambda _text: self._judge())
            editor.returnPressed.connect(self.wanted)
        self._judge()

    @property
    def enough(self) -> bool:
        """Whether it may be used."""
        return strength(self.first.text(), self.second.text()).enough

    def text(self) -> str:
        """The passphrase."""
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.reveal.setChecked(False)
        self.first.clear()
        self.second.clear()

    def _judge(self) -> None:
        told = strength(self.first.text(), self.second.text())
        self.strength.setText(told.words)
        self.judged.emit(told.enough)
