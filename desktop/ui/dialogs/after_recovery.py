"""After the recovery key opened a board: a new passphrase, so that the key can go back into its safe."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.ui.dialogs.body import Leaf
from desktop.ui.forms.new_passphrase import NewPassphrase
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Icon, Text, WrongText


class AfterRecoveryPage(Leaf):
    """``wanted`` carries the new passphrase; ``later`` opens the board without one."""

    wanted = Signal(str)
    later = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("A new passphrase")
        self.secret = NewPassphrase(look)
        self.title = Text(look, step="title", weight=STRONG, wrap=True)
        self.wrong = WrongText(look)
        self.needs = Text(look, "Needs a passphrase, typed twice", step="label", tone="text2", wrap=True)
        self.do = Button(look, "Set passphrase and open", kind="primary")
        self.not_now = Button(look, "Not now", kind="link")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon(look, "passphrase", "accent", 22))
        head.addWidget(self.title, 1)
        told = (
            "The recovery key opened the board. A new passphrase replaces the one that was forgotten; the recovery "
            "key stays the same, put it back where it is safe."
        )
        foot = QHBoxLayout()
        foot.setSpacing(10)
        for button in (self.do, self.not_now):
            foot.addWidget(button)
        foot.addWidget(self.needs, 1, Qt.AlignmentFlag.AlignVCenter)
        self.head.addLayout(head)
        self.column.addWidget(Text(look, told, tone="text2", wrap=True))
        self.column.addSpacing(6)
        self.column.addWidget(self.secret)
        self.foot.addWidget(self.wrong)
        self.foot.addLayout(foot)
        self.do.setEnabled(False)
        self.secret.judged.connect(self._judged)
        self.secret.wanted.connect(self._ask)
        self.do.clicked.connect(self._ask)
        self.not_now.clicked.connect(self.later)

    def ask(self, person: str, board: str = "") -> None:
        """Ask this person of this board for a new passphrase."""
        self.title.setText(f"A new passphrase for {person}")
        self.secret.know(board, person)
        self.secret.clear()
        self.secret.first.setFocus()

    def say_wrong(self, sentence: str) -> None:
        """Why it was not set; it can be typed anew."""
        self.wrong.say(sentence)
        self.do.setEnabled(self.secret.enough)

    def _judged(self, enough: bool) -> None:
        self.do.setEnabled(enough)
        self.needs.setText("" if enough else "Needs a passphrase, typed twice")

    def _ask(self) -> None:
        if self.do.isEnabled():
            self.do.setEnabled(False)
            self.wanted.emit(self.secret.text())
