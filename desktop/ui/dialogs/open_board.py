"""Opening a board: the passphrase, or the recovery key. No child is named until it is open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Icon, Line, Text


@dataclass(frozen=True, slots=True)
class Key:
    """What opens a board: exactly one of the two. ``write`` is False to open for reading only."""

    folder: Path
    passphrase: str | None = None
    recovery_key: str | None = None
    write: bool = True

    def __repr__(self) -> str:
        """Without the secret."""
        return f"Key({self.folder})"


class OpenPage(QWidget):
    """``tried`` carries a Key; ``back`` leaves it."""

    tried = Signal(object)
    back = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._folder = Path()
        self._with_key = False
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setAccessibleName("Passphrase")
        self.label = Text(look, "Passphrase", step="label", weight=STRONG, tone="text2")
        self.wrong = Text(look, step="label", tone="error", wrap=True)
        self.do = Button(look, "Unlock", kind="primary", shortcut="Enter")
        self.other = Button(look, "Use the recovery key…", kind="link")
        self.read_only = Button(look, "Open for reading only", kind="link")
        self.name = Text(look, wrap=True)
        self.place = Text(look, wrap=True)
        self._lay_out()
        self.do.clicked.connect(lambda: self._try(write=True))
        self.secret.returnPressed.connect(lambda: self._try(write=True))
        self.other.clicked.connect(self._exchange)
        self.read_only.clicked.connect(lambda: self._try(write=False))

    def show_board(self, folder: Path) -> None:
        """Ask for this board's passphrase."""
        self._folder = folder
        self.name.setText(folder.stem)
        self.place.setText(f"{folder.parent}, encrypted")
        self.secret.clear()
        self.say_wrong("")
        self.secret.setFocus()

    def say_wrong(self, sentence: str) -> None:
        """Why it did not open; what was typed is selected to be typed anew."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self.read_only.setVisible(bool(sentence))
        self.do.setText("Unlock")
        self.do.setEnabled(True)
        self.secret.selectAll()
        self.secret.setFocus()

    def _try(self, *, write: bool) -> None:
        typed = self.secret.text()
        if not typed.strip() or not self.do.isEnabled():
            return
        self.do.setEnabled(False)
        self.do.setText("Opening…")
        secret = {"recovery_key": typed.strip()} if self._with_key else {"passphrase": typed}
        self.tried.emit(Key(self._folder, write=write, **secret))

    def _exchange(self) -> None:
        self._with_key = not self._with_key
        name = "Recovery key" if self._with_key else "Passphrase"
        self.label.setText(name)
        self.secret.setAccessibleName(name)
        echo = QLineEdit.EchoMode.Normal if self._with_key else QLineEdit.EchoMode.Password
        self.secret.setEchoMode(echo)
        self.other.set_words("Use the passphrase…" if self._with_key else "Use the recovery key…")
        self.secret.clear()
        self.secret.setFocus()

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon(look, "lock", "accent", 22))
        head.addWidget(Text(look, "This board is locked", step="title", weight=STRONG), 1)
        column.addLayout(head)
        column.addSpacing(8)
        column.addWidget(self.label)
        self.label.setBuddy(self.secret)
        column.addWidget(self.secret)
        column.addWidget(self.wrong)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.do)
        row.addWidget(self.other)
        row.addWidget(self.read_only)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(Line())
        for words, value in (("Board", self.name), ("Kept in", self.place)):
            column.addLayout(labelled_pair(look, words, value))
        back = Button(look, "Another board…", kind="link")
        back.clicked.connect(self.back)
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addWidget(Text(look, "No child is named until the board is unlocked.", step="note", tone="text3"))


def labelled_pair(look: Look, words: str, value: Text) -> QHBoxLayout:
    """A name and its value side by side."""
    row = QHBoxLayout()
    row.setSpacing(12)
    name = Text(look, words, tone="text2")
    name.setFixedWidth(look.px(80))
    row.addWidget(name)
    row.addWidget(value, 1)
    return row
